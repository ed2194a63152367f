"""A prepared query answers what the queryset it is made from answers, to whoever asks, and to him alone."""

from datetime import UTC, date, datetime, timedelta
from itertools import permutations
from typing import Any

import pytest
from django.db import connection
from django.db.models import Min
from django.test.utils import CaptureQueriesContext
from tests.cast import TODAY, Cast, set_stage

from etincelle.foundation.access import Actor, everything, visible
from etincelle.foundation.accounts import actor_of
from etincelle.foundation.prepared import SIZES, Prepared, given, given_in, places, size_for
from etincelle.governance.models import Meeting
from etincelle.governance.reads import next_meetings
from etincelle.parties.models import Partnership
from etincelle.parties.reads import full_names
from etincelle.spark import reads
from etincelle.spark.models import IndexRecord, SignalRecord
from etincelle.vocabulary.levels import Role

pytestmark = pytest.mark.django_db
CODES = ["PAUL-1", "PAULA-1", "NOBODY"]


@pytest.fixture
def cast() -> Cast:
    return set_stage()


@pytest.fixture
def actors(cast: Cast) -> list[Actor | None]:
    narrow = Actor(99, Role.CIO, partnerships=frozenset(["PAULA-1"]))
    return [None, narrow, *(actor_of(user) for user in cast.users.values())]


def fields(row: Any) -> dict[str, Any]:
    return {f.attname: getattr(row, f.attname) for f in row._meta.concrete_fields}


def test_it_answers_every_actor_as_the_queryset_does(cast: Cast, actors: list[Actor | None]) -> None:
    assert cast.morning is not None
    key = cast.morning.pk
    answered = 0
    for actor in (*actors, *reversed(actors)):
        named = visible(actor, Partnership).filter(code__in=CODES).values_list("code", "partner__name", "name")
        assert full_names(actor, CODES) == {code: f"{partner} · {name}" for code, partner, name in named}
        found = reads.VERDICTS(actor, morning=key, partnership="PAUL-1")
        stored = visible(actor, SignalRecord).filter(morning=key, partnership_code="PAUL-1")
        assert list(map(fields, found)) == list(map(fields, stored))
        ranked = reads.Ranking(actor, key)
        assert [r.partnership for r in ranked[0:50]] == [
            r.partnership_code for r in reads.indexes_of(actor, cast.morning)
        ]
        assert len(ranked) == visible(actor, IndexRecord).filter(morning=key).count()
        answered += len(named) + len(found) + len(ranked)
    assert answered > 50


def test_partners_in_any_order_never_see_each_other(cast: Cast) -> None:
    both = [(actor_of(cast.users["partner_executive"]), "PAUL-1"), (actor_of(cast.users["other_partner"]), "PAULA-1")]
    for order in permutations(both * 2):
        for actor, mine in order:
            assert set(full_names(actor, CODES)) == {mine}


def test_instants_and_days_are_given_as_the_database_takes_them(cast: Cast) -> None:
    cio = actor_of(cast.users["cio"])
    committee = cast.rows["PAUL"]["Committee"]
    for hours in (-30, -1, 0, 1, 14, 24 * 70):  # midnight in Paris is 23:00 the day before, universal time
        Meeting(
            code=str(hours),
            committee=committee,
            starts_at=datetime(2026, 11, 23, 23, tzinfo=UTC) + timedelta(hours=hours),
        ).save()
    rows = visible(cio, Meeting).filter(starts_at__gte=datetime(2026, 11, 23, 23, tzinfo=UTC))
    assert next_meetings(cio, CODES, TODAY)["PAUL-1"] == rows.aggregate(Min("starts_at"))["starts_at__min"]
    signed = Prepared(lambda: everything(Partnership, "test").filter(signed_on=given("day")).order_by("code"))
    assert [p.signed_on for p in signed(day=date(2023, 3, 12))] == [date(2023, 3, 12)] * 2
    assert signed(day=date(2023, 3, 13)) == []


def test_related_rows_come_along_and_deferred_columns_when_asked(cast: Cast) -> None:
    query = Prepared(lambda: everything(Partnership, "test").select_related("partner").defer("name").order_by("code"))
    with CaptureQueriesContext(connection) as asked:
        first = query()[0]
        assert first.partner.name == "Firm PAUL"
    assert len(asked) == 1
    assert first.name == "Support"


def test_places_left_over_match_nothing(cast: Cast) -> None:
    query = Prepared(
        lambda size: everything(Partnership, "test").filter(code__in=given_in("code", size)).values_list("code")
    )
    assert query(8, **places("code", ["PAUL-1"], 8)) == [("PAUL-1",)]
    assert query(8, **places("code", [], 8)) == []
    assert (size_for([]), size_for(range(9)), size_for(range(SIZES[-1] + 1))) == (8, 16, None)


def test_what_it_does_not_understand_is_refused() -> None:
    with pytest.raises(TypeError, match="values_list"):
        Prepared(lambda: everything(Partnership, "test").values("code"))()
