"""Any list of who, whom and when: columns, dates, what is set aside, what is refused."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from etincelle.intake.sources.letters import EPOCH, Read, read_letters
from etincelle.intake.sources.rows import Refused

TODAY = date(2026, 11, 25)


def read(text: str) -> Read:
    return read_letters(text.encode(), TODAY)


def days(found: Read) -> list[date]:
    return [EPOCH + timedelta(days=int(day)) for day in found.letters.day]


@pytest.mark.parametrize(
    "text",
    [
        "De;À;Date\nAnne;Bob;28/02/2024\n",
        "date,subject,to,from\n2024-02-28,hello,Bob,Anne\n",
        "Émetteur\tDestinataire\tHorodatage\nAnne\tBob\tmercredi 28 février 2024\n",
        "Anne|Bob|28/02/2024 10:15\n",
        "Anne,Bob,Wed 28 Feb 2024 08:15:00 -0700\n",
        "Anne Bob 1709114400\n",
        "# a remark\nAnne Bob 1709114400000 1\n",
        "% remarks of a public set\nAnne Bob 1 1709114400\n",
        "id,from_id,to_id,date\n7,Anne,Bob,2024-02-28\n",
        "x;y;z\nAnne;Bob;28/02/2024\n",
        "sep=;\nqui;à qui;quand\n ANNE ;Bob;20240228\n",
    ],
)
def test_columns_separators_and_dates_of_all_kinds(text: str) -> None:
    found = read(text)
    assert days(found) == [date(2024, 2, 28)]
    assert (found.letters.who.tolist(), found.letters.whom.tolist(), found.letters.persons) == ([0], [1], 2)


def test_the_day_comes_first_unless_the_file_shows_the_contrary() -> None:
    assert days(read("a;b;03/04/2024\n")) == [date(2024, 4, 3)]
    assert days(read("a;b;03/04/2024\nb;a;03/28/2024\n")) == [date(2024, 3, 4), date(2024, 3, 28)]


def test_what_cannot_be_a_contact_is_set_aside_with_its_first_line() -> None:
    found = read(
        "a;b;1/2/2024 10:00\na;A;1/2/2024 10:01\n;b;1/2/2024 10:00\na;b;31/02/2024\na;b;1/2/2031\n"
        "a;b\na;b;1/2/2024 10:00\n"
    )
    told = {code: (aside.rows, aside.line) for code, aside in found.aside.items()}
    assert told == {
        "self": (1, 2),
        "empty": (1, 3),
        "date": (1, 4),
        "future": (1, 5),
        "cells": (1, 6),
        "repeated": (1, 7),
    }
    assert (found.rows, found.letters.who.size) == (7, 1)


def test_a_clock_that_was_never_set_is_no_history() -> None:
    found = read("a;b;1/1/1980\n" + "".join(f"a;b;{day}/2/2024\n" for day in range(1, 29)) * 4)
    assert (found.aside["lone"].rows, found.aside["lone"].line, found.letters.who.size) == (1, 1, 112)


def test_one_message_to_several_people_shares_its_weight() -> None:
    rows = read("a;b;1/2/2024 10:00\na;c;1/2/2024 10:00\na;b;1/2/2024 11:00\n")
    cell = read('a,"b@x.fr, c@x.fr",1/2/2024 10:00\n')
    assert cell.letters.people.tolist() == [3, 3]
    assert rows.letters.people.tolist() == [3, 3, 2]


def test_days_without_hours_share_nothing_and_repeat_nothing() -> None:
    found = read("a;b;1/2/2024\na;c;1/2/2024\na;b;1/2/2024\n")
    assert (found.letters.people.tolist(), found.aside, found.timed) == ([2, 2, 2], {}, False)


@pytest.mark.parametrize(
    ("content", "expected", "line"),
    [
        (b"", "rows", 0),
        (b"who;when\na;1/2/2024\n", "ties_columns", 1),
        (b"who;whom;when\n", "ties_columns", 1),
        (b"who;whom;when\na;b;soon\nb;a;later\n", "ties_dates", 2),
        (b'who;whom;when\na;b;1/2/2024\na;"b;1/2/2024\n', "closing_quote", 3),
        (b"who;whom;when\na;b\0;1/2/2024\n", "no_nul", 2),
        (b"PK\x03\x04rest", "ties_text", 0),
    ],
)
def test_a_file_that_is_no_such_list_is_refused_with_its_line(content: bytes, expected: str, line: int) -> None:
    with pytest.raises(Refused) as refused:
        read_letters(content, TODAY)
    assert (refused.value.reject.expected, refused.value.reject.line) == (expected, line)


rows = st.tuples(st.sampled_from("abcdé"), st.sampled_from("abcdé"), st.integers(100_000_000, 1_790_000_000))


@given(st.lists(rows, min_size=1, max_size=30))
def test_seconds_and_written_instants_say_the_same(contacts: list[tuple[str, str, int]]) -> None:
    seconds = [(who, whom, at // 60 * 60 + 60) for who, whom, at in contacts]
    epochs = read("".join(f"{who} {whom} {at}\n" for who, whom, at in seconds))
    moments = ((who, whom, EPOCH + timedelta(days=at // 86_400), at % 86_400 // 60) for who, whom, at in seconds)
    written = read("".join(f"{who};{whom};{day} {at // 60:02}:{at % 60:02}\n" for who, whom, day, at in moments))
    assert epochs.letters.day.tolist() == written.letters.day.tolist()
    assert {code: aside.rows for code, aside in epochs.aside.items()} == {c: a.rows for c, a in written.aside.items()}


@given(st.binary(max_size=200))
def test_any_bytes_are_read_or_refused(content: bytes) -> None:
    try:
        found = read_letters(content, TODAY)
    except Refused:
        return
    assert found.letters.who.size <= found.rows
