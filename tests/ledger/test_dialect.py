"""The queries keep their meaning in the second engine's words, or are refused."""

import duckdb
import pytest

from etincelle.ledger.dialect import NotPortable, for_spark, translated
from etincelle.ledger.port import GIVEN, SCHEMAS, SQL_FOLDER, VIEWS, view_of_parts

NAMES = sorted(path.stem for path in SQL_FOLDER.glob("*.sql"))


@pytest.mark.parametrize("name", NAMES)
def test_every_query_can_be_said_to_the_second_engine(name: str) -> None:
    assert for_spark(name).sql


@pytest.mark.parametrize("name", NAMES)
def test_a_query_reads_views_with_fixed_names_and_nothing_else(name: str) -> None:
    known = {*VIEWS, *GIVEN, *(view_of_parts(dataset) for dataset in SCHEMAS)}
    assert set(for_spark(name).views) <= known


def test_a_view_comes_after_those_it_reads() -> None:
    views = for_spark("levels_by_month").views
    assert views.index("tickets") < views.index("ticket_clocks") and views[-1] == "ticket_clocks"


def test_parameters_keep_their_places() -> None:
    assert translated("SELECT ?, a FROM tickets WHERE b = ?").sql == "SELECT :p1, a FROM tickets WHERE b = :p2"
    assert translated("SELECT $2, $1, $2").sql == "SELECT :p2, :p1, :p2"


def test_an_order_inside_an_aggregate_is_refused_for_it_would_be_lost() -> None:
    with pytest.raises(NotPortable, match="order inside an aggregate"):
        translated("SELECT list(person_code ORDER BY person_code) FROM contacts")


def test_unknowns_come_last_in_both_engines() -> None:
    assert translated("SELECT a FROM tickets ORDER BY a").sql.endswith("ORDER BY a NULLS LAST")
    assert duckdb.sql("SELECT a FROM (VALUES (NULL), (1)) AS t(a) ORDER BY a").fetchall() == [(1,), (None,)]
