"""The second engine: the same named queries on an existing Spark cluster, through Spark Connect.

It reads the parts that the embedded engine wrote, where the cluster sees them, and writes nothing. Each
question has a session of its own with its own views, so that two of them never see each other's parts.
Cost: half a second to a few seconds a question over a small history, where DuckDB needs a tenth of one; worth
it when a history outgrows one machine.

Only parts.histories() loads this module, when ETINCELLE_LEDGER_URL is set: it needs the extra `cluster`.
"""

import logging
import socket
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlsplit

import grpc
import pyarrow as pa
from django.utils.translation import gettext as _
from pyspark.errors import PySparkException
from pyspark.sql import Column, DataFrame
from pyspark.sql.connect import functions as fn
from pyspark.sql.connect.client.retries import DefaultPolicy
from pyspark.sql.connect.session import SparkSession

from etincelle.ledger.dialect import for_spark
from etincelle.ledger.port import GIVEN, SCHEMAS, VIEWS, Given, LedgerError, given_columns, view_of_parts

KINDS = {"VARCHAR": "STRING", "TIMESTAMP": "TIMESTAMP_NTZ", "INTEGER": "INT"}
ARROW = {"VARCHAR": pa.string(), "BIGINT": pa.int64(), "BOOLEAN": pa.bool_()}
SETTINGS = {
    "spark.sql.session.timeZone": "UTC",
    "spark.sql.timestampType": "TIMESTAMP_NTZ",
    "spark.sql.ansi.enabled": "true",  # a sum too large is an error, never a wrong figure
}
PORT = 15002
SECONDS_TO_ANSWER = 10
RETRIES = 3  # about three seconds; the client's own fifteen last ten minutes

for chatty in ("DataFrameQueryContextLogger", "SQLQueryContextLogger"):  # pages of Java for what is told below
    logging.getLogger(chatty).setLevel(logging.CRITICAL)


class ClusterLedger:
    """Spark over the parts of one folder."""

    def __init__(self, url: str, folder: str, visible: Mapping[str, Sequence[str]]) -> None:
        """url: sc://host:port; folder: the ledger's as the cluster names it; visible: as for the embedded engine."""
        self.url = url
        self.folder = folder.rstrip("/")
        self.visible = visible

    def query(self, name: str, params: Sequence[Any] = (), given: Given | None = None) -> list[tuple[Any, ...]]:
        """Run a named query on the cluster."""
        question = for_spark(name)
        with self._session() as spark:
            for view in question.views:
                self._register(spark, view, given)
            named = {f"p{place}": _literal(value) for place, value in enumerate(params, start=1)}
            return _rows(spark.sql(question.sql, named or None).toArrow())

    @contextmanager
    def _session(self) -> Iterator[SparkSession]:
        """A session of its own; whatever the cluster says is told in one sentence."""
        self._check_there()
        try:
            spark = SparkSession.builder.remote(self.url).create()
            try:
                spark.client.set_retry_policies([DefaultPolicy(max_retries=RETRIES)])
                for setting, value in SETTINGS.items():
                    spark.conf.set(setting, value)
                yield spark
            finally:
                spark.stop()
        except (PySparkException, grpc.RpcError) as error:
            raise LedgerError(self._said(error)) from error

    def _check_there(self) -> None:
        """Nobody listens: said at once, for the client itself would try for minutes."""
        host, port = _address(self.url)
        try:
            socket.create_connection((host, port), SECONDS_TO_ANSWER).close()
        except OSError as error:
            text = _(
                "The cluster %(place)s does not answer: start its Spark Connect server or empty ETINCELLE_LEDGER_URL."
            )
            raise LedgerError(text % {"place": f"{host}:{port}"}) from error

    def _said(self, error: Exception) -> str:
        """What the cluster refused, without its stack."""
        first = next((line for line in str(error).splitlines() if line.strip()), type(error).__name__)
        if "PATH_NOT_FOUND" in first or "FileNotFoundException" in str(error):
            text = _("The cluster does not find the parts in %(folder)s: see ETINCELLE_LEDGER_FOLDER (%(said)s)")
            return text % {"folder": self.folder, "said": first}
        host, port = _address(self.url)
        return _("The cluster %(place)s could not answer: %(said)s") % {"place": f"{host}:{port}", "said": first}

    def _register(self, spark: SparkSession, view: str, given: Given | None) -> None:
        """A view under its fixed name: parts, rows given, or a named view over these."""
        if view in VIEWS:
            rows = spark.sql(for_spark(f"view_{view}").sql)
        elif view in GIVEN:
            rows = _given(spark, view, given)
        else:
            dataset = next(name for name in SCHEMAS if view_of_parts(name) == view)
            rows = self._parts(spark, dataset)
        rows.createOrReplaceTempView(view)

    def _parts(self, spark: SparkSession, dataset: str) -> DataFrame:
        """The rows of a dataset's parts, numbered by age."""
        names = list(self.visible.get(dataset, ()))
        if not names:
            return _empty(spark, {**SCHEMAS[dataset], "part": "INTEGER"})
        schema = ", ".join(f"{column} {KINDS.get(kind, kind)}" for column, kind in SCHEMAS[dataset].items())
        rows = spark.read.schema(schema).parquet(*(f"{self.folder}/{dataset}/{name}" for name in names))
        table = pa.table({"part_file": pa.array(names), "part": pa.array(range(len(names)), pa.int32())})
        numbers = fn.broadcast(spark.createDataFrame(table))
        return (
            rows.select("*", fn.col("_metadata.file_name").alias("part_file"))
            .join(numbers, "part_file")
            .drop("part_file")
        )


def _address(url: str) -> tuple[str, int]:
    """Host and port of sc://host:port/;options."""
    parts = urlsplit(url)
    return parts.hostname or "", parts.port or PORT


def _given(spark: SparkSession, view: str, given: Given | None) -> DataFrame:
    """The rows given for a view, sent along; an empty one when there are none."""
    columns = given_columns(view, given)
    if columns is None or not len(next(iter(columns.values()))):
        return _empty(spark, GIVEN[view])
    arrays = {name: pa.array(columns[name], ARROW[kind]) for name, kind in GIVEN[view].items()}
    return spark.createDataFrame(pa.table(arrays))


def _empty(spark: SparkSession, schema: Mapping[str, str]) -> DataFrame:
    """A view without a row."""
    columns = ", ".join(f"CAST(NULL AS {KINDS.get(kind, kind)}) AS {name}" for name, kind in schema.items())
    return spark.sql(f"SELECT {columns} WHERE false")


def _literal(value: Any) -> Column:
    """A parameter, bound by value and never written into the text; an instant without a zone is in UTC."""
    if isinstance(value, (list, tuple)):
        return fn.array(*map(_literal, value))
    if isinstance(value, datetime) and not value.tzinfo:
        value = value.replace(tzinfo=UTC)
    return fn.lit(value)


def _rows(table: pa.Table) -> list[tuple[Any, ...]]:
    """The answer as the embedded engine gives it: tuples, instants without a zone."""
    columns = []
    for column in table.columns:
        naive = pa.types.is_timestamp(column.type)
        columns.append((column.cast(pa.timestamp("us")) if naive else column).to_pylist())
    return list(zip(*columns))
