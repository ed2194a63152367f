"""How figures and dates are written: French typography, never a perfect round."""

from datetime import date
from decimal import Decimal

import pytest
from babel.dates import format_date
from babel.numbers import format_decimal
from django.utils.translation import ngettext_lazy, override
from hypothesis import given
from hypothesis import strategies as st

from etincelle.foundation.numerals import month_of, weekday_of, written
from etincelle.foundation.speech import render, say_date, say_days, say_money, say_share, say_tenths

NB = "\u00a0"


def test_figures_of_a_column_all_have_one_decimal() -> None:
    with override("fr"):
        assert [say_tenths(value) for value in (91.0, 52.36, 0.0)] == ["91,0", "52,4", "0,0"]


@pytest.mark.parametrize(
    ("share", "french", "english"),
    [
        (0.9987, f"99,87{NB}%", "99.87%"),
        (0.99999, f"99,99{NB}%", "99.99%"),
        (0.99999999999999, f"99,99{NB}%", "99.99%"),
        (0.98996, f"99,0{NB}%", "99.0%"),
        (1.0, f"100{NB}%", "100%"),
        (0.732, f"73{NB}%", "73%"),
        (0.00001, f"0,01{NB}%", "0.01%"),
        (0.0, f"0{NB}%", "0%"),
    ],
)
def test_a_share_never_rounds_to_perfection(share: float, french: str, english: str) -> None:
    with override("fr"):
        assert say_share(share) == french
    with override("en"):
        assert say_share(share) == english


def test_the_first_of_the_month_is_an_ordinal_in_french() -> None:
    with override("fr"):
        assert say_date(date(2026, 12, 1)) == f"1er{NB}décembre 2026"
        assert say_date(date(2026, 12, 21)) == f"21{NB}décembre 2026"
        assert say_date(date(2026, 11, 24), weekday=True, year=False) == f"mardi 24{NB}novembre"


@pytest.mark.parametrize(
    ("days", "said"), [(0, "0 jour"), (1, "1 jour"), (12, "12 jours"), (427, "14 mois"), (1100, "3 ans")]
)
def test_durations_are_said_in_months_up_to_two_years(days: int, said: str) -> None:
    with override("fr"):
        assert say_days(days) == said.replace(" ", NB)


def test_money_keeps_its_no_break_spaces() -> None:
    with override("fr"):
        assert say_money(Decimal(1_250_000)) == f"1,25{NB}M€"
        assert say_money(Decimal("18000.40")) == f"18\u202f000{NB}€"
    with override("en"):
        assert say_money(Decimal(1_250_000)) == "€1.25M"


def test_a_phrase_chooses_its_plural_and_names_people() -> None:
    phrase = ngettext_lazy("%(count)s idea of %(by_person)s", "%(count)s ideas of %(by_person)s", "count")
    with override("en"):
        assert render(phrase, {"count": 1, "by_person": "p1"}, {"p1": "Claire"}) == "1 idea of Claire"
        assert render(phrase, {"count": 1200, "by_person": "p1"}) == "1,200 ideas of p1"


NUMBERS = st.floats(-1e12, 1e12, allow_nan=False) | st.integers(-(10**12), 10**12)
LOCALES = st.sampled_from(["fr_FR", "en_GB"])


@given(NUMBERS, LOCALES, st.integers(0, 3), st.integers(0, 3))
def test_numbers_are_written_as_babel_writes_them(value: float, locale: str, least: int, more: int) -> None:
    pattern = "#,##0" + "." * bool(least + more) + "0" * least + "#" * more
    assert written(value, locale, least, least + more) == format_decimal(value, pattern, locale=locale)


@given(st.dates(), LOCALES)
def test_days_are_named_as_babel_names_them(day: date, locale: str) -> None:
    assert f"{weekday_of(day, locale)} {day.day} {month_of(day, locale)}" == format_date(
        day, "EEEE d MMMM", locale=locale
    )
