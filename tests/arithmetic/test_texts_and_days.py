"""Texts that repeat, days nobody works, intervals that overlap."""

from datetime import date

import pytest

from etincelle.arithmetic import texts, workdays
from etincelle.arithmetic.workdays import WorkCalendar

FRANCE = WorkCalendar("FR", "national")
OLD = "Le service a traité 412 incidents le 03/02/2026 sans aucune pénalité pour le client"


def test_copied_text_with_other_figures_is_not_new() -> None:
    new = "Le service a traité 398 incidents le 05/03/2026 sans aucune pénalité pour le client"
    mine, before = texts.shingles(new), texts.shingles(OLD)
    assert texts.novelty(mine, [before]) == 0.0
    assert texts.novelty(texts.shingles("Quatre mots sont trop"), [before]) is None
    assert texts.novelty(mine, []) is None


def test_what_any_earlier_text_said_is_not_new() -> None:
    one, other, mine = (texts.shingles(text) for text in ("a b c d e f", "e f g h i j", "a b c d e f g h i j"))
    assert texts.novelty(mine, [one, other]) == pytest.approx(2 / 6)
    assert texts.novelty(mine, [one]) == pytest.approx(4 / 6)


@pytest.mark.parametrize(
    ("written", "normal"),
    [
        ("Le 3 mars 2026", "le <DATE>"), ("1er août", "<DATE>"), ("March 3rd, 2026", "<DATE>"), ("May 2026", "<DATE>"),
        ("option 2 may slip", "option <NUM> may slip"), ("2026-03-03", "<DATE>"), ("INC0012345", "<ID>"),
        ("chg-1234", "<ID>"), ("1 204,5 €", "<NUM> €"), ("12\u202f345", "<NUM>"),
        ("en 2024 345 fiches", "en <NUM> <NUM> fiches"),
    ],
)  # fmt: skip
def test_dates_identifiers_and_numbers_are_masked(written: str, normal: str) -> None:
    assert texts.normalise(written).split() == normal.split()


def test_the_same_sentence_out_of_word_and_out_of_a_pdf_is_the_same() -> None:
    typed = "L'équipe a clos l'incident du réseau après l'appel"
    printed = "L’e\u0301quipe a clos l’inci\u00addent\u00a0du réseau après l’appel"
    assert texts.words(typed) == texts.words(printed)


def test_a_longer_text_that_holds_a_shorter_one() -> None:
    short, long = texts.shingles("a b c d e f"), texts.shingles("z a b c d e f g")
    assert texts.containment(short, long) == 1.0
    assert texts.containment(long, short) == 0.5
    assert texts.containment(frozenset(), short) is None


def test_words_per_sentence() -> None:
    assert texts.words_per_sentence("Deux mots. Puis trois mots.") == 2.5
    assert texts.words_per_sentence("Le délai est de 3.5 jours") == 6.0
    assert texts.words_per_sentence(" … ") is None


def test_french_holidays_are_not_for_calls() -> None:
    assert workdays.quiet_reason(date(2026, 11, 11), "FR", "national") == "holiday"
    assert workdays.quiet_reason(date(2026, 11, 22), "FR", "national") == "sunday"
    assert workdays.next_workday(date(2026, 5, 13), "FR", "national") == date(2026, 5, 15)
    assert not workdays.is_workday(date(2026, 12, 26), "FR", "57")
    assert workdays.quiet_reason(date(2026, 12, 26), "FR", "57") == "saturday"
    assert workdays.quiet_reason(date(2025, 12, 26), "FR", "57") == "holiday"
    assert workdays.workdays_between(date(2026, 5, 8), date(2026, 5, 11), "FR", "national") == 1


def test_a_closure_of_the_house_is_a_day_off() -> None:
    bridge = WorkCalendar("FR", "national", frozenset({date(2026, 5, 15)}))
    assert bridge.quiet_reason(date(2026, 5, 15)) == "closure"
    assert bridge.next_workday(date(2026, 5, 13)) == date(2026, 5, 18)


def test_working_days_are_added_and_counted_over_holidays() -> None:
    assert FRANCE.add_workdays(date(2026, 5, 6), 5) == date(2026, 5, 15)
    assert FRANCE.add_workdays(date(2026, 5, 18), -2) == date(2026, 5, 13)
    assert FRANCE.add_workdays(date(2026, 5, 8), 0) == date(2026, 5, 8)
    assert FRANCE.gaps([date(2026, 5, 11), date(2026, 5, 4), date(2026, 5, 4)]) == [4]


def test_time_is_counted_once_where_intervals_overlap() -> None:
    assert workdays.covered_length([(0, 10), (5, 12), (20, 21)]) == 13
    assert workdays.overlap_length([(0, 10), (20, 30)], [(5, 25)]) == 10
