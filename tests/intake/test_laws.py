"""Laws of imports: twice is once, what goes out comes back, different rows come in any order."""

from collections.abc import Mapping
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from etincelle.intake.compare import Key, Values, World, plan
from etincelle.intake.kinds import BY_KEY, KINDS, Column, Kind
from etincelle.intake.sources.rows import ParsedRow, Value
from etincelle.intake.sources.tabular import Assignment, Settings, read
from etincelle.intake.sources.values import read_text
from etincelle.intake.tables import clean
from etincelle.intake.templates_out import workbook

WORDS = st.text(st.characters(codec="utf-8", categories=["L", "N", "P", "Zs", "S"]), min_size=1, max_size=20).filter(
    lambda text: read_text(text) == text and not text.startswith("'")
)
NAMES = st.text("abcXYZ0189.-_é", min_size=1, max_size=12).filter(lambda text: read_text(text) == text)
VALUES = {
    "text": WORDS, "ref": NAMES, "date": st.dates(date(1950, 1, 1), date(2199, 12, 31)),
    "month": st.dates(date(1950, 1, 1), date(2199, 12, 1)).map(lambda day: day.replace(day=1)),
    "datetime": st.datetimes(datetime(2000, 1, 1), datetime(2100, 1, 1)).map(  # noqa: DTZ001
        lambda at: at.replace(hour=12, second=0, microsecond=0, tzinfo=UTC)
    ),
    "decimal": st.decimals(-999, 999, places=2), "int": st.integers(0, 30_000), "bool": st.booleans(),
    "list": st.lists(NAMES, max_size=3, unique=True).map(sorted),
}  # fmt: skip


WRITTEN: dict[str, tuple[Value, ...]] = {
    "windows": ("lun-ven 8-18", "24x7", "mon-fri 08:00-12:00 13:00-18:00 ; sat 9-12"),
    "zone": ("Europe/Paris", "America/New_York", "UTC"),
    "holidays": ("FR/national", "FR/57", "GB/ENG"),
    "closed_on": ("2026-12-24", "24/12/2026, 31/12/2026"),
    "open_on": ("2026-05-08",),
}


def value_for(column: Column) -> st.SearchStrategy[Value]:
    if column.type == "choice":
        return st.sampled_from([choice.value for choice in column.choices])
    if column.type == "text" and column.attribute in WRITTEN:
        return st.sampled_from(WRITTEN[column.attribute])
    if column.between:
        return st.integers(*column.between)
    values: st.SearchStrategy[Value] = NAMES if column.attribute == "code" else VALUES[column.type]
    if column.length and column.type == "text":
        values = values.map(lambda text: str(text)[: column.length].strip() or "x")
    return values if column.required else st.none() | values if column.type != "list" else values


def rows_for(kind: Kind) -> st.SearchStrategy[list[dict[str, Value]]]:
    return st.lists(st.fixed_dictionaries({c.attribute: value_for(c) for c in kind.columns}), min_size=1, max_size=5)


def own_headers(kind: Kind, language: str) -> dict[str, str]:
    return {column.header(language): column.attribute for column in kind.columns}


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.key)
@given(data=st.data(), language=st.sampled_from(["fr", "en"]))
@settings(max_examples=10, deadline=None)
def test_what_goes_out_comes_back_the_same(kind: Kind, data: st.DataObject, language: str) -> None:
    rows = data.draw(rows_for(kind))
    content = workbook(language, {kind.key: rows}, explained=False)
    parsed = read(content, {kind.sheet(language): Assignment(kind.key, own_headers(kind, language))}, Settings())
    assert parsed.rejects == ()

    def stored(values: Mapping[str, Value]) -> str:
        return str(sorted((name, str(clean(kind.key, name, value))) for name, value in values.items()))

    assert sorted(map(stored, (row.values for row in parsed.rows))) == sorted(map(stored, rows))


SOME = {"partner": ["A", "B", "C"], "partnership": ["P", "Q"]}
PARTNER_ROWS = st.builds(
    lambda code, name: ParsedRow("partner", 1, {"code": code, "name": name}),
    st.sampled_from(SOME["partner"]),
    st.sampled_from("xyz"),
)
PARTNERSHIP_ROWS = st.builds(
    lambda code, partner, name: ParsedRow("partnership", 1, {"code": code, "partner": partner, "name": name}),
    st.sampled_from(SOME["partnership"]), st.sampled_from([*SOME["partner"], "?"]), st.sampled_from("xyz"),
)  # fmt: skip
FILES = st.lists(st.one_of(PARTNER_ROWS, PARTNERSHIP_ROWS), max_size=6)
Facts = dict[str, dict[Key, Values]]


def world(facts: Facts) -> World:
    return World({**{key: {} for key in BY_KEY}, **facts}, lambda kind, name, value: value, lambda *_: "")


def imported(facts: Facts, rows: list[ParsedRow]) -> Facts:
    after = {kind: dict(some) for kind, some in facts.items()}
    for write in plan(rows, world(facts)).writes:
        after.setdefault(write.kind, {})[write.key] = {**(write.before or {}), **write.values}
    return after


@given(before=FILES, rows=FILES)
@settings(max_examples=100)
def test_the_same_file_twice_is_the_same_file_once(before: list[ParsedRow], rows: list[ParsedRow]) -> None:
    once = imported(imported({}, before), rows)
    again = plan(rows, world(once))
    assert again.writes == [] and imported(once, rows) == once


@given(rows=FILES)
@settings(max_examples=100)
def test_the_order_of_rows_changes_nothing(rows: list[ParsedRow]) -> None:
    assert imported({}, rows) == imported({}, rows[::-1])


@given(rows=st.lists(PARTNER_ROWS, max_size=8))
@settings(max_examples=100)
def test_files_about_different_rows_may_come_in_any_order(rows: list[ParsedRow]) -> None:
    one = [row for row in rows if row.values["code"] == "A"]
    other = [row for row in rows if row.values["code"] != "A"]
    assert imported(imported({}, one), other) == imported(imported({}, other), one)


def test_a_refused_amount_is_never_rounded_away() -> None:
    assert clean("contract", "annual_value", Decimal("1250000")) == Decimal("1250000.00")
