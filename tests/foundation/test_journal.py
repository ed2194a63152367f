"""The journal's chain: whatever is done to it behind its back is found, and where."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from tests.cli.test_commands import run

from etincelle.foundation import journal
from etincelle.foundation.access import everything
from etincelle.foundation.models import Change, JournalEntry, JournalHead

LENGTH = 12


@pytest.fixture
def chain(db: None) -> None:
    for number in range(LENGTH):
        values = {"name": f"n{number}", "day": date(2026, 1, 1), "worth": Decimal("1.50"), "share": 0.25, "gone": None}
        journal.record(None, "facts.add", ("parties.Partner", str(number)), after=values)


def at(seq: int) -> JournalEntry:
    return everything(JournalEntry, "test").get(seq=seq)


def edit(seq: int) -> None:
    everything(JournalEntry, "test").filter(seq=seq).update(action="facts.nothing")


def backdate(seq: int) -> None:
    everything(JournalEntry, "test").filter(seq=seq).update(at="2020-01-01T00:00:00.000000+00:00")


def remove(seq: int) -> None:
    everything(JournalEntry, "test").filter(seq=seq).delete()


def remove_and_renumber(seq: int) -> None:
    remove(seq)
    for later in range(seq + 1, LENGTH + 1):
        everything(JournalEntry, "test").filter(seq=later).update(seq=later - 1)


def swap(seq: int) -> None:
    other = seq + 1 if seq < LENGTH else seq - 1
    one, two = at(seq), at(other)
    everything(JournalEntry, "test").filter(pk=one.pk).update(seq=10_000)
    everything(JournalEntry, "test").filter(pk=two.pk).update(seq=seq)
    everything(JournalEntry, "test").filter(pk=one.pk).update(seq=other)


def insert(seq: int) -> None:
    for later in range(LENGTH, seq - 1, -1):
        everything(JournalEntry, "test").filter(seq=later).update(seq=later + 1)
    before = at(seq - 1).hash if seq > 1 else journal.GENESIS
    cells = ["2026", "house", "facts.add", "parties.Partner", "x", [], "d"]
    forged = dict(zip(("at", "actor", "action", "kind", "key", "fields", "digest"), cells, strict=True))
    everything(JournalEntry, "test").filter(seq=seq + 1).update(previous="f" * 64)
    JournalEntry(seq=seq, previous=before, hash=journal.entry_hash(before, seq, cells), **forged).save()


def truncate(seq: int) -> None:
    everything(JournalEntry, "test").filter(seq__gte=seq).delete()


def change_a_value(seq: int) -> None:
    everything(Change, "test").filter(entry__seq=seq).update(after={"name": "somebody else"})


ATTACKS: tuple[Callable[[int], None], ...] = (
    edit, backdate, remove, remove_and_renumber, swap, insert, truncate, change_a_value,
)  # fmt: skip


def test_an_untouched_chain_holds(chain: None) -> None:
    assert journal.verify() is None
    assert journal.head() == (LENGTH, at(LENGTH).hash)


@pytest.mark.parametrize("place", [1, 2, 6, LENGTH])
@pytest.mark.parametrize("attack", ATTACKS)
def test_every_attack_is_found_where_it_was_made(chain: None, attack: Callable[[int], None], place: int) -> None:
    attack(place)
    found = journal.verify()
    assert found is not None
    assert abs(found - place) <= 1


def test_a_chain_that_lost_everything_is_broken(chain: None) -> None:
    truncate(1)
    assert journal.verify() == 1


def test_a_chain_without_its_head_is_broken(chain: None) -> None:
    everything(JournalHead, "test").delete()
    assert journal.verify() == LENGTH + 1


def test_erased_values_leave_the_chain_whole(chain: None) -> None:
    everything(Change, "test").filter(entry__seq=3).delete()
    assert journal.verify() is None


def test_doctor_is_red_when_the_end_of_the_journal_was_cut(tmp_path: Path) -> None:
    assert run(tmp_path, "user", "a@client.example", "--role", "cio").returncode == 0
    assert run(tmp_path, "user", "a@client.example", "--role", "auditor").returncode == 0
    sound = run(tmp_path, "doctor")
    assert sound.returncode == 0
    assert "à conserver ailleurs\u00a0: 2 " in sound.stdout
    with closing(sqlite3.connect(tmp_path / "etincelle.sqlite3")) as database, database:
        last = "SELECT id FROM foundation_journalentry WHERE seq = 2"
        database.execute(f"DELETE FROM foundation_change WHERE entry_id IN ({last})")
        database.execute("DELETE FROM foundation_journalentry WHERE seq = 2")
    broken = run(tmp_path, "doctor")
    assert broken.returncode == 1
    assert "✗ Journal" in broken.stdout
