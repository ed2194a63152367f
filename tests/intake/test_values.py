"""One cell, one value: French first, English too, never a guess."""

from datetime import UTC, date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from etincelle.intake.kinds import BY_KEY, Column
from etincelle.intake.sources.values import (
    BadValue,
    Habits,
    read_bool,
    read_cell,
    read_date,
    read_datetime,
    read_decimal,
    read_int,
    read_list,
    read_month,
    read_text,
)  # fmt: skip

FRENCH = Habits()


@pytest.mark.parametrize(
    "written",
    ["28/02/2024", "28-02-2024", "28.02.2024", "2024-02-28", "28 février 2024", "28 févr. 2024", "Feb 28, 2024",
     "28 February 2024", "28/02/24", "28/02/2024 14:30", "\u200b28/02/2024\u00a0", "mercredi 28 février 2024",
     "28-févr-24", "28-Feb-2024", "28 févr. 24", "28 / 02 / 2024", "2024.02.28", "20240228", "Wed Feb 28 2024",
     "28 février 2024 à 14h30", "28/02/2024 à 14h"],
)  # fmt: skip
def test_a_date_is_read_however_it_is_written(written: str) -> None:
    assert read_date(written, FRENCH) == date(2024, 2, 28)


def test_the_first_of_a_month_is_read_in_french() -> None:
    assert read_date("1er mars 2024", FRENCH) == date(2024, 3, 1)


@pytest.mark.parametrize(
    ("written", "expected"),
    [("31/02/2024", "date_missing"), ("20240231", "date_missing"), ("12345678", "date"), ("mars 24", "date"),
     ("12/31/2024", "date_missing"), ("bientôt", "date"), ("45350", "date"),
     ("01/01/0001", "date"), ("9999-12-31", "date")],
)  # fmt: skip
def test_a_date_that_is_none_says_what_is_expected(written: str, expected: str) -> None:
    with pytest.raises(BadValue) as caught:
        read_date(written, FRENCH)
    assert (caught.value.expected, caught.value.example) == (expected, "28/02/2024")


@pytest.mark.parametrize(
    ("written", "value"),
    [("1 234,56", "1234.56"), ("1\u202f234,56", "1234.56"), ("1.234,56", "1234.56"), ("1,234.56", "1234.56"),
     ("99,87 %", "99.87"), ("1 250 000 €", "1250000"), ("1,234,567", "1234567"), ("-3,5", "-3.5"), ("−3,5", "-3.5"),
     ("12", "12"), (".5", "0.5"), ("12 k€", "12000"), ("1,5 M€", "1500000"), ("1 250 K€ HT", "1250000"),
     ("1 250,50 € TTC", "1250.50"), ("1’234.50", "1234.50")],
)  # fmt: skip
def test_a_number_is_read_with_its_comma_and_spaces(written: str, value: str) -> None:
    assert read_decimal(written) == Decimal(value)


@pytest.mark.parametrize(
    "written", ["", "n/a", "1e999", "NaN", "inf", "1,2,3", "12 pommes", "9" * 40, True, "12 k", "12 M"]
)
def test_what_is_no_number_is_refused(written: str) -> None:
    with pytest.raises(BadValue):
        read_decimal(written)


@pytest.mark.parametrize(
    "written",
    ["2024-02", "02/2024", "février 2024", "févr. 2024", "Feb 2024", "15/02/2024", "févr.-24", "Feb-24", "20240215"],
)  # fmt: skip
def test_a_month_is_its_first_day(written: str) -> None:
    assert read_month(written, FRENCH) == date(2024, 2, 1)


@pytest.mark.parametrize(
    "written",
    [
        "15/03/2024 14:00",
        "2024-03-15T13:00:00Z",
        "2024-03-15 14h00",
        "15 mars 2024 14 h 00",
        "vendredi 15 mars 2024 à 14h",
    ],
)
def test_an_hour_is_read_in_the_zone_of_the_file(written: str) -> None:
    assert read_datetime(written, FRENCH) == datetime(2024, 3, 15, 13, tzinfo=UTC)


@pytest.mark.parametrize(
    ("written", "hour"),
    [("03/15/2024 02:00:00 PM", 14), ("03/15/2024 12:05 AM", 0), ("03/15/2024 12:05 pm", 12),
     ("03/15/2024 9:00 a.m.", 9)],
)  # fmt: skip
def test_an_american_hour_is_read(written: str, hour: int) -> None:
    assert read_datetime(written, Habits(day_first=False, zone=ZoneInfo("UTC"))).hour == hour


def test_an_hour_of_no_clock_is_refused() -> None:
    with pytest.raises(BadValue, match="datetime"):
        read_datetime("15/03/2024 14:00 PM", FRENCH)


def column(kind: str, attribute: str) -> Column:
    return BY_KEY[kind].column(attribute)


@pytest.mark.parametrize("written", ["n/a", "-", "—", "s.o.", "Néant"])
def test_a_cell_that_says_it_is_empty_is_empty_except_in_a_text(written: str) -> None:
    for attribute in ("signed_on", "annual_value", "notice_months", "renewal"):
        assert read_cell(written, column("contract", attribute), FRENCH) is None
    assert read_cell(written, column("contract", "title"), FRENCH) == written
    with pytest.raises(BadValue, match="required"):
        read_cell(written, column("amendment", "signed_on"), FRENCH)


@pytest.mark.parametrize("written", ["#N/A", "#REF!", "#VALEUR!", "#DIV/0!", "########"])
def test_an_error_of_a_spreadsheet_is_no_value_not_even_in_a_text(written: str) -> None:
    for attribute in ("title", "annual_value", "signed_on", "partnership"):
        with pytest.raises(BadValue, match="formula"):
            read_cell(written, column("contract", attribute), FRENCH)


def test_a_unit_is_read_only_in_a_column_of_that_unit() -> None:
    assert read_cell("6 mois", column("contract", "notice_months"), FRENCH) == 6
    assert read_cell("90 days", column("contract", "notice_days"), FRENCH) == 90
    with pytest.raises(BadValue, match="int"):
        read_cell("90 jours", column("contract", "notice_months"), FRENCH)


def test_a_word_of_a_list_is_read_without_its_hyphen() -> None:
    assert read_cell("contrat cadre", column("contract", "kind"), FRENCH) == "master"


def test_a_refused_number_shows_an_example_of_its_own_column() -> None:
    with pytest.raises(BadValue) as caught:
        read_cell("4,5", column("feedback_answer", "score"), FRENCH)
    assert caught.value.example == "3"


def test_yes_and_no_are_read_in_both_languages() -> None:
    assert [read_bool(word) for word in ("Oui", "yes", "VRAI", "1", "non", "False", "0")] == [True] * 4 + [False] * 3


def test_a_guarded_formula_and_a_hidden_sign_are_cleaned() -> None:
    assert read_text("'=1+1") == "=1+1"
    assert read_text("a\u200bd\0min\u202e ") == "admin"


def test_a_list_is_the_same_in_any_order() -> None:
    assert read_list("b;a\nb") == read_list("a, b") == ["a", "b"]


@given(st.one_of(st.text(max_size=30), st.floats(), st.integers(), st.booleans(), st.none()))
@settings(max_examples=100)
def test_any_cell_gives_a_value_or_a_reason(cell: str | float | bool | None) -> None:
    for read in (read_decimal, read_int, read_bool, lambda c: read_date(c, FRENCH), lambda c: read_datetime(c, FRENCH)):
        try:
            read(cell)
        except BadValue as bad:
            assert bad.expected


@given(st.dates(date(1950, 1, 1), date(2199, 12, 31)))
@settings(max_examples=100)
def test_a_date_written_the_french_way_comes_back(day: date) -> None:
    assert read_date(f"{day:%d/%m/%Y}", FRENCH) == day


@given(st.decimals(min_value=-(10**9), max_value=10**9, places=2))
@settings(max_examples=100)
def test_an_amount_written_the_french_way_comes_back(amount: Decimal) -> None:
    assert read_decimal(f"{amount:,.2f}".replace(",", "\u202f").replace(".", ",")) == amount
