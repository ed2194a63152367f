"""BG/NBD fitted on the ties of a file, by a library that is kept up, when it is installed: what others would use.

It is never part of the product: pymc-marketing brings several hundred megabytes. x: days of contact after the first;
recency and T in days since the first. Fitted by maximum a posteriori on at most 20,000 ties. Both questions are
answered by the contacts it expects in the window: its P(alive), 1 for whoever was met once, would be an injustice.
"""

from importlib import import_module
from importlib.util import find_spec

import numpy as np

from etincelle.network.columns import Ties
from etincelle.network.held_out import Scores

LIBRARY = "pymc_marketing"
FITTED_ON = 20_000


def bgnbd_scores(ties: Ties, window: int) -> Scores | None:
    """Fewer contacts expected in the window: asleep; more: woken. None when the library is absent."""
    if find_spec(LIBRARY) is None:
        return None
    frame = import_module("pandas").DataFrame({
        "customer_id": np.arange(ties.pair.size), "frequency": ties.days - 1.0,
        "recency": (ties.last - ties.first).astype(float), "T": np.maximum(ties.cut - ties.first, 1).astype(float),
    })  # fmt: skip
    step = max(1, -(-len(frame) // FITTED_ON))
    model = import_module("pymc_marketing.clv").BetaGeoModel(data=frame.iloc[::step])
    model.fit(method="map", progressbar=False)
    expected = model.expected_purchases(data=frame, future_t=window).mean(("chain", "draw")).to_numpy()
    return Scores(-expected, expected)
