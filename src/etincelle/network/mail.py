"""When a thread of mail is a contact: when somebody was answered.

A day of a thread counts when both sides wrote in it, that day or on the thread's day before: she writes on Monday, he
answers on Tuesday, she thanks on Wednesday: Tuesday and Wednesday are contacts; her next message, a month later and
still without an answer, is none. Who was there: those who wrote; a copy or an address reached nobody yet. How many
took part: the smallest gathering that day, so that the answer to a circular is a talk of two. One contact a day
for the same people, in however many threads. Its weight is in ties.py, as of any contact.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Protocol

from etincelle.network.facts import Contact

CHANNEL = "mail"


class Writing(Protocol):
    """Somebody of a side wrote in a thread on a day, to so many people."""

    @property
    def thread(self) -> str:
        """What names the thread."""

    @property
    def day(self) -> date:
        """In the installation's zone."""

    @property
    def person(self) -> str:
        """The code of who wrote."""

    @property
    def side(self) -> str:
        """His side."""

    @property
    def people(self) -> int:
        """Everybody of the smallest of his messages that day, himself included."""


@dataclass(frozen=True, slots=True)
class Day:
    """Who wrote in a thread on one day, as (person, side), and the smallest gathering."""

    thread: str
    day: date
    writers: frozenset[tuple[str, str]]
    people: int


def answered(writings: Iterable[Writing]) -> list[Contact]:
    """The contacts of threads, whose writings come thread by thread, in order of days."""
    found: dict[tuple[date, tuple[str, ...]], Contact] = {}
    for _thread, rows in groupby(writings, key=lambda one: one.thread):
        before: frozenset[tuple[str, str]] = frozenset()
        for day in days_of(rows):
            both = before | day.writers
            before = day.writers
            if len({side for _person, side in both}) > 1:
                contact = contact_of(day, both)
                same = found.setdefault((day.day, contact.persons), contact)
                found[day.day, contact.persons] = min(same, contact, key=lambda one: (one.people, one.row))
    return [found[key] for key in sorted(found)]


def days_of(rows: Iterable[Writing]) -> Iterable[Day]:
    """The days of one thread."""
    for day, some in groupby(rows, key=lambda one: one.day):
        told = list(some)
        writers = frozenset((one.person, one.side) for one in told)
        yield Day(told[0].thread, day, writers, min(one.people for one in told))


def contact_of(day: Day, both: frozenset[tuple[str, str]]) -> Contact:
    """A day of a thread as a contact of those who wrote."""
    persons = tuple(sorted(person for person, _side in both))
    return Contact(day.day, CHANNEL, max(day.people, len(persons)), persons, f"{CHANNEL}|{day.thread}|{day.day}")


def thread_of(row: str) -> str:
    """The thread of a contact's key, "" when it is no contact by mail."""
    kind, _, rest = row.partition("|")
    return rest.partition("|")[0] if kind == CHANNEL else ""
