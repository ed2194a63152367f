"""Past its time means gone, and the dry run says exactly what goes."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from tests.cast import TODAY
from tests.privacy import person as her
from tools.register import DOCUMENT, with_register

from etincelle.comfort_zone.models import FeedbackAnswer
from etincelle.foundation import clock, config, erasures, journal
from etincelle.foundation.access import everything
from etincelle.foundation.models import Change
from etincelle.intake import storage
from etincelle.intake.models import RowChange
from etincelle.parties.models import Partnership, Person
from etincelle.privacy import holds, register
from etincelle.privacy.retention import due, remove, years_before
from etincelle.spark.models import Outcome

pytestmark = pytest.mark.django_db


@pytest.fixture
def someone(data_folder: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Person]:
    mine = replace(config.config(), data=data_folder)
    for module in (storage, erasures):
        monkeypatch.setattr(module, "config", lambda: mine)
    with clock.frozen_at(TODAY):
        yield her.seed()


def left() -> dict[str, int]:
    """How many rows hold what may expire."""
    return {
        "note": everything(Outcome, "test").exclude(note="").count(),
        "comment": everything(FeedbackAnswer, "test").exclude(comment="").count(),
        "values": everything(Change, "test").count(),
        "people": everything(Person, "test").filter(erased_on=None).exclude(partner=None).count(),
        "undo": everything(RowChange, "test").count(),
    }


def test_nothing_is_due_the_same_day(someone: Person) -> None:
    assert [one.code for one in due(TODAY)] == []


@pytest.mark.parametrize(("years", "kept"), [(1, {"people"}), (4, {"people"})])
def test_years_later_only_the_people_of_living_contracts_are_left(someone: Person, years: int, kept: set[str]) -> None:
    later = years_before(TODAY, -years) + timedelta(days=1)
    everything(RowChange, "test").update(batch_id=someone_confirmed(later))
    with clock.frozen_at(later):
        late = due(later)
        told = {one.code: len(one.keys) for one in late}
        before = left()
        remove(late)
        assert {code for code, count in left().items() if count} - {"values"} == kept
        assert {code: before[code] - left()[code] for code in told if code in ("note", "comment", "undo")} == {
            code: told[code] for code in told if code in ("note", "comment", "undo")
        }
        assert due(later) == []
        assert journal.verify() is None


def someone_confirmed(day: date) -> int:
    """The import whose undoing is over."""
    change = everything(RowChange, "test").select_related("batch")[0]
    change.batch.confirmed_at = clock.now() - timedelta(days=40)
    change.batch.save()
    return int(change.batch_id)


def test_three_years_after_the_contract_its_people_become_pseudonyms(someone: Person) -> None:
    everything(Partnership, "test").filter(partner__code="PAUL").update(ended_on=date(2026, 11, 23))
    before, after = date(2029, 11, 22), date(2029, 11, 23)
    with clock.frozen_at(before):
        assert "people" not in {one.code for one in due(before)}
    with clock.frozen_at(after):
        remove(due(after))
    names = set(everything(Person, "test").values_list("code", flat=True))
    assert {her.CODE, "boss-paul"}.isdisjoint(names)
    assert {"dg", "boss-paula"} <= names


def test_a_hold_keeps_what_would_go(someone: Person) -> None:
    holds.place(None, someone, "litige")
    everything(Partnership, "test").filter(partner__code="PAUL").update(ended_on=date(2020, 1, 1))
    with clock.frozen_at(date(2029, 11, 23)):
        remove(due(date(2029, 11, 23)))
    assert everything(Person, "test").get(pk=someone.pk).name == her.NAME
    assert everything(Outcome, "test").filter(callee=someone, note="").count() == 0


def test_every_text_of_every_model_is_in_the_register() -> None:
    assert register.holes() == []


def test_the_document_says_what_the_code_says() -> None:
    assert with_register(DOCUMENT.read_text(encoding="utf-8")) == DOCUMENT.read_text(encoding="utf-8")


def test_a_text_that_says_nothing_of_people_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    tags = {name: tag for name, tag in Outcome.PERSONAL.items() if name != "note"}
    monkeypatch.setattr(Outcome, "PERSONAL", tags)
    assert register.holes() == ["spark.Outcome.note: not in PERSONAL"]
