"""What a fitted BG/NBD says of invented organisations; run by the interpreter of the peers. python ties_peers.py FOLDER

FOLDER holds one <name>.npz per organisation: columns of its ties, their window. Prints one JSON object: areas under the ROC curve.
"""

import json
import sys
from dataclasses import fields
from importlib.util import find_spec
from pathlib import Path

import numpy as np

from etincelle.cli.bgnbd import LIBRARY, bgnbd_scores
from etincelle.network.columns import Ties
from etincelle.network.held_out import Trial


def areas(path: Path) -> list[float | None] | None:
    """The areas for "asleep" and for "woken" of one organisation."""
    columns = np.load(path)
    named = {field.name: columns[field.name] for field in fields(Ties)}
    ties, window = Ties(**{**named, "cut": int(columns["cut"])}), int(columns["window"])
    scores = bgnbd_scores(ties, window)
    return (
        [area.value if area else None for area in Trial(ties, window, columns["again"]).judge(scores)]
        if scores
        else None
    )


def main() -> int:
    """Print what was found; an empty object without the library."""
    paths = sorted(Path(sys.argv[1]).glob("*.npz")) if find_spec(LIBRARY) else []
    print(json.dumps({path.stem: areas(path) for path in paths}))
    return 0


if __name__ == "__main__":
    sys.exit(main())
