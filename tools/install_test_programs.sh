#!/bin/sh
# The programs the tests drive: Chromium, PostgreSQL, Java for Spark, gettext, fonts. Installs what lacks on Debian when root;
# elsewhere it says exactly what to install, and stops.
set -eu

missing=""
command -v chromium >/dev/null 2>&1 || missing="$missing chromium"
ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 || command -v initdb >/dev/null 2>&1 || missing="$missing postgresql"
command -v java >/dev/null 2>&1 || missing="$missing default-jre-headless"
{ command -v msgfmt && command -v xgettext; } >/dev/null 2>&1 || missing="$missing gettext"
{ fc-list 2>/dev/null || true; } | grep -qi "noto sans" || missing="$missing fonts-noto-core"
command -v fc-list >/dev/null 2>&1 || missing="$missing fontconfig"
[ -z "$missing" ] && exit 0

debian=no
[ -r /etc/os-release ] && . /etc/os-release && [ "${ID:-}" = debian ] && debian=yes
if [ "$(id -u)" = 0 ] && [ "$debian" = yes ] && command -v apt-get >/dev/null 2>&1; then
    echo "Installing for the tests:$missing"
    export DEBIAN_FRONTEND=noninteractive
    mkdir -p /usr/share/man/man1 # Java's package links a page there, and slim images have no such folder
    apt-get update -qq
    # shellcheck disable=SC2086  # a list of words on purpose
    apt-get install -y -qq --no-install-recommends $missing >/dev/null
    exit 0
fi
echo "The tests need programs that are not here:$missing" >&2
if [ "$debian" = yes ]; then
    echo "Install them, then try again: sudo apt-get install --no-install-recommends$missing" >&2
else
    echo "Install them with your system's packages, then try again: a 'chromium' command that starts without a" >&2
    echo "sandboxed package (not a snap), PostgreSQL 14 or newer with initdb, Java 17 or 21, GNU gettext, the Noto Sans fonts." >&2
fi
exit 1
