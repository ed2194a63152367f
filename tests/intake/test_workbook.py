"""Workbooks as a French Excel user fills them: titles on top, percentages, formulas, errors."""

import io
import zipfile
from decimal import Decimal
from typing import Any

import openpyxl
import pytest
import xlsxwriter

from etincelle.intake.sources.rows import Parsed, Refused
from etincelle.intake.sources.tabular import Assignment, Settings, read, tables
from etincelle.intake.sources.workbook import marks_of, workbook_tables

HEADERS = {"Niveau de service": "level", "Mois": "month", "Valeur": "value"}
CONTRACTS = {"Référence": "code", "Partenariat": "partnership", "Intitulé": "title", "Valeur annuelle": "annual_value"}


def book(rows: list[list[Any]], sheet: str = "Mesures") -> bytes:
    """A workbook of one sheet; a cell may be (value, number format)."""
    target = io.BytesIO()
    with xlsxwriter.Workbook(target) as made:
        page = made.add_worksheet(sheet)
        for line, row in enumerate(rows):
            for place, cell in enumerate(row):
                value, shown = cell if isinstance(cell, tuple) else (cell, None)
                page.write(line, place, value, made.add_format({"num_format": shown}) if shown else None)
    return target.getvalue()


def readings(content: bytes) -> Parsed:
    return read(content, {"Mesures": Assignment("reading", HEADERS)}, Settings(), "m.xlsx")


def contracts(content: bytes) -> Parsed:
    return read(content, {"Contrats": Assignment("contract", CONTRACTS)}, Settings(), "c.xlsx")


@pytest.mark.parametrize(
    ("cell", "value"),
    [((0.985, "0.0%"), "98.5"), ((0.985, "0%"), "98.5"), ((0.9712, '0.00" "%'), "97.12"), ("98,5 %", "98.5"),
     ((98.5, '0.0"%"'), "98.5"), ((0.985, "0.000"), "0.985"), (98.5, "98.5"), ((-0.07, "0.0%"), "-7")],
)  # fmt: skip
def test_a_percentage_is_read_as_it_is_shown(cell: Any, value: str) -> None:
    parsed = readings(book([list(HEADERS), ["N1", "2024-03", cell]]))
    assert parsed.rows[0].values["value"] == Decimal(value)


def test_an_error_or_an_uncomputed_formula_is_refused_and_never_read_as_empty() -> None:
    made = openpyxl.Workbook()
    page = made.active
    assert page is not None
    page.title = "Contrats"
    page.append(list(CONTRACTS))
    page.append(["C-1", "P", "x", "=1+1"])
    page.append(["C-2", "P", "#N/A", 12])
    page.append(["C-3", "P", "x", "#REF!"])
    page.append(["C-4", "P", "x", 12])
    target = io.BytesIO()
    made.save(target)
    parsed = contracts(target.getvalue())
    assert [(r.line, r.column, r.found, r.expected) for r in parsed.rejects] == [
        (2, "Valeur annuelle", "=1+1", "formula"), (3, "Intitulé", "#N/A", "formula"),
        (4, "Valeur annuelle", "#REF!", "formula"),
    ]  # fmt: skip
    assert [row.values["code"] for row in parsed.rows] == ["C-4"]


def test_a_formula_that_was_computed_is_its_result_even_an_empty_text() -> None:
    target = io.BytesIO()
    with xlsxwriter.Workbook(target) as made:
        page = made.add_worksheet("Contrats")
        page.write_row(0, 0, list(CONTRACTS))
        page.write_row(1, 0, ["C-1", "P"])
        page.write_formula(1, 2, '=IF(1=1,"x","")', None, "x")
        page.write_formula(1, 3, "=1+1", None, 2)
    assert contracts(target.getvalue()).rows[0].values == {
        "code": "C-1", "partnership": "P", "title": "x", "annual_value": Decimal(2),
    }  # fmt: skip
    assert list(marks_of(b'<c r="D2" t="str"><f>IF(1=1,"",2)</f><v></v></c>', frozenset())) == []


def test_headers_are_found_below_a_merged_title_a_date_and_blank_rows() -> None:
    target = io.BytesIO()
    with xlsxwriter.Workbook(target) as made:
        page = made.add_worksheet("Contrats")
        page.merge_range(0, 0, 0, 3, "Partenariat : portefeuille de mars 2026")
        page.write_row(2, 0, ["Édité le", "12/03/2026"])
        page.write_row(4, 0, list(CONTRACTS))
        page.write_row(7, 0, ["C-1 ", " P", "x", "1 234,56 €"])
        page.write_row(9, 0, ["C-2", "P", "x", "beaucoup"])
    parsed = contracts(target.getvalue())
    assert [(row.line, row.values["code"], row.values["annual_value"]) for row in parsed.rows] == [
        (8, "C-1", Decimal("1234.56"))
    ]
    assert [(reject.line, reject.column) for reject in parsed.rejects] == [(10, "Valeur annuelle")]


def test_a_sheet_of_unknown_headers_keeps_its_first_row_whatever_its_data_say() -> None:
    rows = [["Type d’acteur", "Entité", "Prestation"], ["Partenaire", "Altéa", "Service"]]
    assert tables(book(rows))[0][0].headers == ("Type d’acteur", "Entité", "Prestation")


def test_a_column_that_starts_further_right_is_put_right_in_its_place() -> None:
    parsed = readings(book([[], [None, *HEADERS], [None, "N1", "2024-03", (0.5, "0%")]]))
    assert parsed.rows[0].values["value"] == Decimal(50)


def test_a_sheet_without_anything_to_put_right_is_left_unread() -> None:
    assert list(marks_of(b'<c r="A1" t="s"><v>0</v></c>', frozenset())) == []


def test_a_workbook_whose_styles_are_no_xml_is_refused() -> None:
    whole, target = zipfile.ZipFile(io.BytesIO(book([["Code"], ["A"]]))), io.BytesIO()
    with zipfile.ZipFile(target, "w") as copy:
        for name in whole.namelist():
            copy.writestr(name, b"<broken" if name == "xl/styles.xml" else whole.read(name))
    with pytest.raises(Refused) as caught:
        workbook_tables(target.getvalue())
    assert caught.value.reject.expected == "workbook"
