#!/bin/sh
# A Spark of its own, for the tests of the second engine and for a trial by hand. It listens on 127.0.0.1 alone.
#   tools/spark.sh .venv/bin/python -m pytest -m cluster   run a command with ETINCELLE_LEDGER_URL set, then stop
#   tools/spark.sh start    leave one running; its address is printed
#   tools/spark.sh stop     stop that one
#   tools/spark.sh install  only put Spark (with its jars) in .spark, from the lock
# The package ships no start-master script: bin/spark-submit starts the class of the Connect server.
set -eu
cd "$(dirname "$0")/.."
state=.spark/run
limit=120 # seconds for a server to answer
patience=600 # seconds for 434 MB to come
unavailable=69 # exit code when Spark cannot be had here: nothing is known of what it would have tested

install() {
    java=$("${JAVA_HOME:+$JAVA_HOME/bin/}java" -version 2>&1 | sed -n 's/.* version "\([0-9]*\).*/\1/p') || true
    if [ "${java:-0}" -lt 17 ] || [ "$java" -gt 23 ]; then
        echo "Spark 4.0 needs Java 17 or 21, found: ${java:-none}. On Debian: apt-get install default-jre-headless" >&2
        exit $unavailable
    fi
    if [ -f .spark/.made ] && [ .spark/.made -nt uv.lock ]; then return; fi
    if with_uv || with_uv || with_pip; then touch .spark/.made; return; fi
    echo "Spark (434 MB) could not be installed from the lock: see above; is the package index within reach?" >&2
    exit $unavailable
}

with_uv() {
    [ -x .boot/bin/uv ] || return 1
    python=$(.venv/bin/python -c 'import sys; print(sys._base_executable)')
    UV_PROJECT_ENVIRONMENT=.spark UV_SYSTEM_CERTS=1 UV_PYTHON_DOWNLOADS=never timeout $patience \
        .boot/bin/uv sync --quiet --frozen --only-group spark --no-install-project --python "$python"
}

with_pip() { # the same versions by the same hashes, where uv cannot be had
    .venv/bin/python -m venv --clear .spark && timeout $patience .spark/bin/python -m pip install --quiet \
        --disable-pip-version-check --require-hashes -r requirements-spark.lock
}

start() { # the server writes its address in its log; port 0 lets the system choose a free one
    install
    mkdir -p "$state"
    SPARK_HOME=$(echo "$PWD"/.spark/lib/python3.*/site-packages/pyspark)
    export SPARK_HOME SPARK_LOCAL_IP=127.0.0.1 SPARK_LOCAL_DIRS="$PWD/$state/$$.scratch"
    log=$state/$$.log
    : >"$log"
    nohup "$SPARK_HOME/bin/spark-submit" --class org.apache.spark.sql.connect.service.SparkConnectServer \
        --master "${SPARK_MASTER:-local[2]}" --driver-memory 2g \
        --driver-java-options "${SPARK_JAVA_OPTIONS:--XX:TieredStopAtLevel=1 -XX:+UseSerialGC}" \
        --conf spark.connect.grpc.binding.address=127.0.0.1 --conf spark.connect.grpc.binding.port=0 \
        --conf spark.driver.host=127.0.0.1 --conf spark.driver.bindAddress=127.0.0.1 --conf spark.ui.enabled=false \
        --conf spark.sql.shuffle.partitions=4 --conf "spark.sql.warehouse.dir=$PWD/$state/warehouse" \
        spark-internal >"$log" 2>&1 &
    pid=$!
    waited=0
    until address=$(sed -n 's/.*Spark Connect server started at: \([0-9.:]*\).*/\1/p' "$log") && [ -n "$address" ]; do
        if ! kill -0 "$pid" 2>/dev/null || [ "$waited" -ge $((limit * 5)) ]; then
            complain "Spark did not start"
            kill "$pid" 2>/dev/null || true
            exit 1
        fi
        sleep 0.2
        waited=$((waited + 1))
    done
}

complain() { # what the log says in anger, without the stacks of Java
    echo "$1; from the log of Spark:" >&2
    grep -vE "^[[:space:]]+at | INFO " "$log" | tail -40 >&2
}

stop() { # asked, then after ten seconds made to
    kill "$1" 2>/dev/null || return 0
    for _ in $(seq 50); do
        kill -0 "$1" 2>/dev/null || return 0
        sleep 0.2
    done
    kill -9 "$1" 2>/dev/null || true
}

case ${1:-} in
"") sed -n '2,7p' "$0"; exit 2 ;;
install) install ;;
start)
    [ ! -f "$state/pid" ] || { echo "one is running already: tools/spark.sh stop" >&2; exit 1; }
    start
    echo "$pid" >"$state/pid"
    echo "ETINCELLE_LEDGER_URL=sc://$address"
    ;;
stop)
    [ -f "$state/pid" ] || { echo "none is running" >&2; exit 1; }
    stop "$(cat "$state/pid")"
    rm -rf "$state"
    ;;
*)
    start
    trap 'stop "$pid"; rm -rf "$log" "$state/$$.scratch"' EXIT
    trap 'exit 130' INT TERM
    export ETINCELLE_LEDGER_URL="sc://$address"
    "$@" || { code=$?; complain "The command failed"; exit $code; }
    ;;
esac
