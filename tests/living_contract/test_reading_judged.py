"""What counts as right when a reading is compared with the answers of experts."""

import csv
from datetime import date
from pathlib import Path

import pytest

from etincelle.living_contract.reading.judged import Answer, Tally, answers_of, judge, tallies
from etincelle.living_contract.reading.rules import RulesReader
from etincelle.living_contract.reading.terms import Lasting, Span, Value


def judged(column: str, cell: str, *given: Value) -> Tally:
    """One answer against one cell."""
    found = tallies()
    judge(found, {column: cell}, {column: Answer(given)} if given else {})
    return found[column]


@pytest.mark.parametrize(
    ("column", "cell", "given", "counts"),
    [
        ("effective", "3/5/98", date(1998, 3, 5), (1, 1, 1)),
        ("effective", "3/5/98", date(1998, 3, 6), (1, 1, 0)),
        ("effective", "", date(1998, 3, 6), (0, 1, 0)),
        ("effective", "[]/[]/2020", date(2020, 1, 1), (0, 1, 0)),
        ("expiration", "perpetual", Lasting.PERPETUAL, (1, 1, 1)),
        ("renewal", "successive 12 months; successive 6 months;", Span(1, "year"), (1, 1, 1)),
        ("notice", "30 days", Span(1, "month"), (1, 1, 0)),
        ("audit", "No", True, (0, 1, 0)),
        ("audit", "Yes", True, (1, 1, 1)),
    ],
)
def test_an_answer(column: str, cell: str, given: Value, counts: tuple[int, int, int]) -> None:
    one = judged(column, cell, given)
    assert (one.true, one.found, one.right) == counts


def test_a_hidden_cell_asks_for_unknown() -> None:
    one = judged("expiration", "10/[]/2006")
    assert (one.true, one.hidden, one.kept_unknown, one.unknown) == (0, 1, 1, 0)
    assert one.precision is one.recall is one.f1 is None


def test_names_by_their_words() -> None:
    cell = 'Acme Software, Inc. ("Acme"); [] ("Licensee"); BOLT LLC ("Bolt")'
    one = judged("parties", cell, "ACME SOFTWARE INC", "Dynamo S.A.")
    assert (one.true, one.found, one.right) == (2, 2, 1)
    assert (one.precision, one.recall, one.f1) == (0.5, 0.5, 0.5)


@pytest.mark.slow
@pytest.mark.shared_data
def test_real_contracts_beat_the_floors_and_every_quote_is_exact(shared_data: Path) -> None:
    found, folder = tallies(), shared_data / "contracts"
    with (folder / "expected_terms.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    for row in rows:
        text = (folder / row["txt"]).read_text(encoding="utf-8")
        reading = RulesReader().read(text)
        assert all(text[q.start : q.end] == q.text for term in reading.terms.values() for q in term.quotes)
        judge(found, row, answers_of(reading), row["txt"])
    # 7 notices and 8 renewals are too few to say by how much; each floor is of 510 contracts.
    assert (found["notice"].recall or 0) > 0.53
    assert (found["renewal"].recall or 0) > 0.56
    assert (found["auto_renewal"].f1 or 0) > 0.79
    assert all(
        found[column].hidden == found[column].kept_unknown for column in ("agreement", "effective", "expiration")
    )
