#!/bin/sh
# Runs a command with ETINCELLE_DATABASE_URL set to a PostgreSQL that lives as long as the command.
#   tools/postgres.sh .venv/bin/python -m pytest --store postgres
# The server listens on a socket of its own folder, on no address. Durability is off: this is for tests.
set -eu
PATH=$PATH:/usr/sbin:/sbin # runuser is an administrator's program
[ $# -gt 0 ] || { sed -n '2,4p' "$0"; exit 2; }

initdb=$(ls -d /usr/lib/postgresql/*/bin/initdb 2>/dev/null | sort -V | tail -1)
[ -n "$initdb" ] || initdb=$(command -v initdb) || { echo "initdb not found: run tools/install_test_programs.sh" >&2; exit 1; }
programs=$(dirname "$initdb")
home=$(mktemp -d "${TMPDIR:-/tmp}/etincelle-postgres.XXXXXX")
owner=""
if [ "$(id -u)" = 0 ]; then # initdb refuses to run as root
    owner="runuser -u postgres --"
    chown postgres "$home"
fi
chmod 755 "$home"

stop() {
    $owner "$programs/pg_ctl" -D "$home/data" -m immediate -w stop >/dev/null 2>&1 || true
    rm -rf "$home"
}
trap stop EXIT
trap 'exit 130' INT TERM

cd / # the postgres user may not read the caller's folder
$owner "$programs/initdb" -D "$home/data" -U postgres --auth=trust --encoding=UTF8 --locale=C.UTF-8 --no-sync >/dev/null
$owner "$programs/pg_ctl" -D "$home/data" -l "$home/log" -w -t 60 start >/dev/null -o \
    "-c listen_addresses='' -k $home -c fsync=off -c synchronous_commit=off -c full_page_writes=off" ||
    { cat "$home/log" >&2; exit 1; }
cd "$OLDPWD"
export ETINCELLE_DATABASE_URL="postgresql://postgres@/postgres?host=$home"
"$@"
