"""Runs a command with a data folder that is thrown away afterwards: tools/with_scratch_data.py COMMAND…"""

import os
import subprocess
import sys
import tempfile


def main() -> int:
    """The exit code of the command."""
    with tempfile.TemporaryDirectory(prefix="etincelle-scratch-") as folder:
        return subprocess.run(sys.argv[1:], env={**os.environ, "ETINCELLE_DATA": folder}, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
