#!/bin/sh
# Makes .venv from the lock on a bare machine: Python >= 3.11 and nothing else.
#   tools/bootstrap.sh run    what running needs
#   tools/bootstrap.sh dev    and what the tests need
# Order: pip present -> uv fetched with --target (never touches the system's Python) -> uv sync from uv.lock;
# no pip or no uv -> a virtual environment and pip with hashes; no venv either -> apt when root, else it says what to do.
set -eu
cd "$(dirname "$0")/.."
want=${1:-run}
fresh() { [ -f ".venv/.made-$1" ] && [ ".venv/.made-$1" -nt uv.lock ] && [ ".venv/.made-$1" -nt pyproject.toml ]; }
if fresh dev || fresh "$want"; then exit 0; fi # what the tests need includes what running needs

suits() { "$1" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] < (3, 15))' >/dev/null 2>&1; }
brings_packages() { "$1" -c 'import pip' 2>/dev/null || "$1" -c 'import ensurepip, venv' 2>/dev/null; }
find_python() { # the one of .venv; else the newest that can install packages; failing that, the newest that suits
    if [ -x .venv/bin/python ] && suits .venv/bin/python; then
        .venv/bin/python -c 'import sys; print(sys._base_executable)'
        return
    fi
    for test in brings_packages true; do
        for name in python3.14 python3.13 python3.12 python3.11 python3; do
            if command -v "$name" >/dev/null && suits "$name" && "$test" "$name"; then
                "$name" -c 'import sys; print(sys.executable)'
                return
            fi
        done
    done
    echo "Étincelle needs Python 3.11 to 3.14; none was found. On Debian: apt-get install python3" >&2
    exit 1
}
python=$(find_python)

with_uv() {
    uv_version=$(sed -n 's/^uv==\([0-9.]*\).*/\1/p' tools/uv.txt)
    if [ ! -x .boot/bin/uv ]; then
        "$python" -m pip --version >/dev/null 2>&1 || return 1
        "$python" -m pip install --quiet --disable-pip-version-check --no-warn-script-location \
            --target .boot "uv==$uv_version" >/dev/null 2>.boot.log || { cat .boot.log >&2; rm -f .boot.log; return 1; }
        rm -f .boot.log
    fi
    group=--no-dev
    [ "$want" = dev ] && group=--group=dev
    UV_SYSTEM_CERTS=1 UV_PYTHON_DOWNLOADS=never .boot/bin/uv sync --quiet --frozen --compile-bytecode "$group" --python "$python"
}

with_venv() {
    if ! "$python" -c 'import ensurepip, venv' 2>/dev/null; then
        if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
            apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq python3-venv >/dev/null
        else
            echo "Neither pip nor venv is there. Install one, then try again: sudo apt-get install python3-venv" >&2
            exit 1
        fi
    fi
    "$python" -m venv --clear .venv
    locked=requirements.lock
    [ "$want" = dev ] && locked=requirements-dev.lock
    .venv/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r "$locked"
    .venv/bin/python -m pip install --quiet --disable-pip-version-check --no-deps --editable .
}

with_uv || { echo "uv could not be used; falling back to pip with hashes." >&2; with_venv; }
.venv/bin/python -m compileall -q src/etincelle # commands then start twice as fast, even where Python may not write
rm -f .venv/.made-*
touch ".venv/.made-$want"
