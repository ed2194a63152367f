"""The registry of workbook kinds agrees with itself."""

import pytest

from etincelle.intake.kinds import BY_KEY, KINDS, Kind


def test_a_sheet_comes_after_the_sheets_it_points_to() -> None:
    order = [kind.key for kind in KINDS]
    for kind in KINDS:
        for column in kind.columns:
            assert column.ref in ("", kind.key) or order.index(column.ref) < order.index(kind.key)


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.key)
@pytest.mark.parametrize("language", ["fr", "en"])
def test_headers_of_a_sheet_are_all_different(kind: Kind, language: str) -> None:
    headers = [column.header(language).casefold() for column in kind.columns]
    assert len(set(headers)) == len(headers)


@pytest.mark.parametrize("language", ["fr", "en"])
def test_sheet_names_are_different_and_short_enough_for_a_workbook(language: str) -> None:
    names = [kind.sheet(language) for kind in KINDS]
    assert len(set(names)) == len(names) and max(map(len, names)) <= 31


def test_a_reference_points_to_a_kind_named_by_one_column() -> None:
    targets = {column.ref for kind in KINDS for column in kind.columns if column.ref}
    assert all(len(BY_KEY[target].natural) == 1 for target in targets)
