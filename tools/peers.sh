#!/bin/sh
# The libraries a user would pick instead, in an environment of their own (.peers) that only benches ask.
# They are never part of the product: pm4py is AGPL. The interpreter is printed; nothing when they cannot be had.
set -eu
cd "$(dirname "$0")/.."
if [ ! -f .peers/.made ] || [ requirements-peers.txt -nt .peers/.made ]; then
    .venv/bin/python -m venv --clear .peers >&2
    if ! timeout 600 .peers/bin/python -m pip install --quiet --disable-pip-version-check -r requirements-peers.txt >&2; then
        echo "the peers of the benches could not be installed: their lines say so" >&2
        exit 0
    fi
    touch .peers/.made
fi
echo "$PWD/.peers/bin/python"
