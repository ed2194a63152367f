"""The same facts give the same bytes: rows in any order, any seed of hashes, SQLite or PostgreSQL.

The reference is the store the tests run on (PostgreSQL under `--store postgres`), filled by the sample's own files;
the others are SQLite in processes of their own. The digest of the facts is compared too: any order that shows moves it.
"""

import json
import random  # noqa: TID251 - the order of rows, in a test
from pathlib import Path

import pytest
from django.apps import apps
from django.db.models import F
from tests.cast import TODAY
from tests.properties.another_store import decision, elsewhere, pack

from etincelle.foundation import clock
from etincelle.foundation.access import everything
from etincelle.foundation.models import Row
from etincelle.innovation.models import Idea
from etincelle.sample import actions
from etincelle.spark.models import Morning

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


@pytest.fixture
def reference(data_folder: Path, tmp_path: Path) -> str:
    with clock.frozen_at(TODAY):
        actions.set_up(TODAY, tmp_path / "files")
    return decision(TODAY)


def test_shuffled_rows_and_three_hash_seeds_give_the_same_bytes(reference: str, tmp_path: Path) -> None:
    packed = pack(tmp_path)
    told = json.loads(reference)
    assert (told["kind"], told["call"]["partnership"]) == ("call", "NORDIA-SUPPORT")
    for seed in ("none", "1", "424242"):
        assert elsewhere(packed, tmp_path / seed, seed, TODAY) == reference, seed


def test_rows_moved_about_in_their_tables_give_the_same_bytes(reference: str) -> None:
    order = random.Random(5)
    for model in (m for m in apps.get_models() if issubclass(m, Row)):
        keys = sorted(everything(model, "test").values_list("pk", flat=True))
        for key in order.sample(keys, min(len(keys) // 2, 200)):
            everything(model, "test").filter(pk=key).update(version=F("version"))  # PostgreSQL writes the row elsewhere
    assert decision(TODAY) == reference


def test_one_idea_more_gives_other_bytes(reference: str, tmp_path: Path) -> None:
    idea = everything(Idea, "test").order_by("pk")[0]
    Idea(code="more", partnership=idea.partnership, title="N", proposed_by="client", proposed_on=TODAY).save()
    assert elsewhere(pack(tmp_path), tmp_path / "more", "1", TODAY) != reference
    assert everything(Morning, "test").count() == 1
