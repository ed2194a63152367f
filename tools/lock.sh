#!/bin/sh
# Writes the locks again from pyproject.toml: uv.lock, and the three lists with hashes for pip alone.
#   tools/lock.sh             keep what is locked, add or remove what changed
#   tools/lock.sh --upgrade   newest of everything
# No host but the public index may enter them.
set -eu
cd "$(dirname "$0")/.."
export UV_SYSTEM_CERTS=1
[ -x .boot/bin/uv ] || { rm -f .venv/.made-dev; tools/bootstrap.sh dev; }
.boot/bin/uv lock --quiet --no-config --default-index https://pypi.org/simple "$@"
export_to() { .boot/bin/uv export --quiet --frozen --no-emit-project --no-header --format requirements-txt "$@"; }
export_to --no-dev --output-file requirements.lock
export_to --group dev --output-file requirements-dev.lock
export_to --only-group spark --output-file requirements-spark.lock
if grep -hoE 'https?://[^/" ]+' uv.lock requirements*.lock | sort -u |
    grep -vE '^https://(pypi\.org|files\.pythonhosted\.org)$'; then
    echo "a host that is not the public index entered the locks" >&2
    exit 1
fi
