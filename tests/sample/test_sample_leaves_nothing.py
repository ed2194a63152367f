"""The sample comes through the user's doors, is flagged, dates itself again, and leaves nothing behind."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.apps import apps
from tests.cast import TODAY

from etincelle.cli.deciding import decide
from etincelle.foundation import clock
from etincelle.foundation.access import everything
from etincelle.parties.models import Partner, Partnership
from etincelle.sample import actions
from etincelle.sample.reads import has_sample
from etincelle.spark.models import Morning

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
# What tells that things happened, without any of their content, stays.
KEPT = {
    "MonthsCounted",
    "JournalEntry",
    "JournalHead",
    "Change",
    "ColumnMapping",
    "ContentType",
    "Permission",
    "Session",
    "Migration",
}


def counts() -> dict[str, int]:
    models = [m for m in apps.get_models() if m.__name__ not in KEPT]
    return {m.__name__: everything(m, "test").count() for m in models}


def test_the_sample_comes_dates_itself_and_leaves(tmp_path: Path) -> None:
    before = counts()
    with clock.frozen_at(TODAY):
        first = actions.set_up(TODAY, tmp_path / "files")
        assert first.files > 20
        assert actions.set_up(TODAY) == actions.Imported(0, 0)
        assert everything(Partnership, "test").filter(sample=True).count() == 6
        payload = everything(Morning, "test").get(day=TODAY).payload
        assert payload["call"]["partnership"] == "NORDIA-SUPPORT"
    with clock.frozen_at(TODAY + timedelta(days=1)):
        assert decide().sample
    later = TODAY + timedelta(days=9)
    with clock.frozen_at(later):
        Partner(code="MINE", name="Mine").save()
        actions.set_up(later)
        assert actions.anchor() == later
        actions.remove()
    after = counts()
    assert after.pop("Partner") == 1
    assert before.pop("Partner") == 0
    assert {k: v for k, v in after.items() if v != before[k]} == {}
    assert not has_sample()
    assert actions.parts_left() == 0
