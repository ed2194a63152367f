"""An installation of before keeps its decisions: their facts move to a table of their own."""

import json
import zlib
from datetime import UTC, date, datetime

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.db.models import QuerySet
from tests.spark.partnerships import RULES, partnership, portfolio

from etincelle.foundation.access import everything
from etincelle.spark.codec import dumps, payload_of
from etincelle.spark.models import Morning, MorningFacts
from etincelle.spark.morning import choose_call
from etincelle.spark.replay import replay

DAY = date(2026, 11, 24)
BEFORE, AFTER = [("spark", "0003_what_lists_show")], [("spark", "0005_facts_apart")]


@pytest.mark.django_db(transaction=True)
def test_a_decision_stored_before_is_replayed_after() -> None:
    old = MigrationExecutor(connection)
    old.migrate(BEFORE)
    past = old.loader.project_state(BEFORE).apps.get_model("spark", "Morning")
    found = portfolio(partnership("A"))
    QuerySet(past).create(
        day=DAY, revision=1, decided_at=datetime(2026, 11, 24, 6, tzinfo=UTC), rules_version=RULES.version,
        facts_digest="0" * 64, facts=zlib.compress(dumps(found).encode()), previous=None,
        payload=json.loads(json.dumps(payload_of(choose_call(found, RULES, DAY)))),
    )  # fmt: skip
    now = MigrationExecutor(connection)
    now.migrate(now.loader.graph.leaf_nodes())
    assert everything(MorningFacts, "test").get().morning_id == everything(Morning, "test").get().pk
    again = replay(DAY)
    assert again is not None
    assert (again.same, again.same_rules) == (True, True)
