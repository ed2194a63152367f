"""CSV and XLSX as people really have them."""
# ruff: noqa: E501 - files are quoted as they are

import io

import pytest
import xlsxwriter

from etincelle.intake.sources.encoding import decode
from etincelle.intake.sources.rows import Parsed, Refused
from etincelle.intake.sources.tabular import Assignment, Settings, csv_table, read, tables

HEADERS = {"Code": "code", "Nom": "name", "Référence": "code", "Valeur annuelle": "annual_value", "Signé le": "signed_on",
           "Partenariat": "partnership", "Intitulé": "title"}  # fmt: skip
CONTRACT = (
    "Référence{s}Partenariat{s}Intitulé{s}Valeur annuelle{s}Signé le\nC-1{s}P{s}Été à l’œuvre{s}{v}{s}28/02/2024\n"
)


def contract(content: bytes) -> Parsed:
    return read(content, {"": Assignment("contract", HEADERS)}, Settings(), "contrats.csv")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252", "mac_roman"])
@pytest.mark.parametrize("separator", [";", ",", "\t", "|"])
@pytest.mark.parametrize("top", ["", "\n", ";;\n", "sep={s}\n"])
def test_every_encoding_and_separator_is_read(encoding: str, separator: str, top: str) -> None:
    amount = '"1 234,56"' if separator == "," else "1 234,56"
    text = (top if separator == ";" or top != ";;\n" else "\n") + CONTRACT.format(s=separator, v=amount)
    row = contract(text.replace("{s}", separator).encode(encoding)).rows[0].values
    assert (row["title"], str(row["annual_value"]), str(row["signed_on"])) == ("Été à l’œuvre", "1234.56", "2024-02-28")


def test_a_decimal_comma_does_not_cut_a_semicolon_file() -> None:
    text = "Référence;Valeur annuelle;Signé le\nC-1;1 234,56;01/02/2026\nC-2;7,5;03/04/2026\n"
    assert csv_table(text.encode("utf-8-sig")).headers == ("Référence", "Valeur annuelle", "Signé le")


@pytest.mark.parametrize("encoding", ["cp1252", "mac_roman", "cp850"])
@pytest.mark.parametrize(
    "line",
    ["Partenariat;Rôle;Côté;Personne", "De votre côté;x", "Identifiant;Côté;Téléphone", "APERÇU;Aperçu;RÉSEAU;réseau",
     "Catégorie", "Müller;Straße;año;São Paulo"],
)  # fmt: skip
def test_a_few_accents_are_enough_to_tell_the_encoding(line: str, encoding: str) -> None:
    assert decode(line.encode(encoding)) == line


@pytest.mark.parametrize("line", ["Plan – B", "l’offre", "Promis à;x", "12 €", "« poste »", "etc…", "À FAIRE", "n° 3"])
def test_the_signs_of_windows_are_read_as_such(line: str) -> None:
    assert decode(line.encode("cp1252")) == line


@pytest.mark.parametrize("title", ["Portefeuille fournisseurs, mars 2026", "Export ; brouillon ;;", "Contrats"])
def test_a_title_on_top_of_a_csv_is_passed_over_and_lines_still_count_from_the_top(title: str) -> None:
    text = f"{title}\n\nRéférence;Partenariat;Intitulé;Signé le\nC-1;P;x;28/02/2024\nC-2;P;x;31/02/2024\n"
    parsed = contract(text.encode("cp1252"))
    assert [row.values["code"] for row in parsed.rows] == ["C-1"]
    assert [reject.line for reject in parsed.rejects] == [5]


def test_an_ambiguous_order_of_days_is_said() -> None:
    parsed = contract("Référence;Partenariat;Intitulé;Signé le\nC-1;P;x;01/02/2026\n".encode())
    assert "day_first_assumed" in [doubt.code for doubt in parsed.doubts]


def test_a_clear_order_of_days_raises_no_doubt() -> None:
    assert contract(CONTRACT.format(s=";", v="1").encode()).doubts == ()


def test_months_first_are_seen_and_said() -> None:
    parsed = contract("Référence;Partenariat;Intitulé;Signé le\nC-1;P;x;02/28/2024\nC-2;P;x;01/02/2024\n".encode())
    assert [str(row.values["signed_on"]) for row in parsed.rows] == ["2024-02-28", "2024-01-02"]
    assert [doubt.code for doubt in parsed.doubts] == ["month_first_seen"]


def test_a_refused_cell_says_its_line_and_column() -> None:
    parsed = contract("Référence;Partenariat;Intitulé;Signé le\nC-1;P;x;31/02/2024\n".encode())
    reject = parsed.rejects[0]
    assert (reject.line, reject.column, reject.found, reject.expected) == (2, "Signé le", "31/02/2024", "date_missing")
    assert parsed.rows == ()


def test_a_line_counts_from_the_top_of_the_file_even_after_breaks_in_cells() -> None:
    text = 'Référence;Partenariat;Intitulé\n"C-1";P;"deux\nlignes"\nC-2;P;x;trop\n'
    assert [(reject.line, reject.expected) for reject in contract(text.encode()).rejects] == [(4, "cell_count")]


def test_an_hidden_sheet_is_read_and_announced() -> None:
    target = io.BytesIO()
    with xlsxwriter.Workbook(target) as book:
        book.add_worksheet("Consignes").write_row(0, 0, ["lisez"])
        sheet = book.add_worksheet("Partenaires")
        sheet.write_row(0, 0, ["Code", "Nom"])
        sheet.write_row(1, 0, [12, "Altéa"])
        sheet.hide()
    found, doubts = tables(target.getvalue())
    assert [table.sheet for table in found] == ["Partenaires"] and doubts[0].code == "hidden_sheet"
    parsed = read(target.getvalue(), {"Partenaires": Assignment("partner", HEADERS)}, Settings())
    assert parsed.rows[0].values == {"code": "12", "name": "Altéa"}


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"Code;Nom\nA;x\0y\n", "no_nul"),
        (("Code;Nom\nA;" + "x" * 200_000 + "\n").encode(), "cell_size"),
        (b'Code;Nom\nA;x\nB;"open\n' + b"C;y\n" * 50, "closing_quote"),
        ((";".join(f"c{n}" for n in range(600)) + "\n1\n").encode(), "columns"),
        (b"id;ID\n1;2\n", "headers_differ"),
        (b"\xff\xfeC\0o\0;", "encoding"),
        (b"\xef\xbb\xbf\n\n", "rows"),
    ],
)
def test_a_hostile_csv_is_refused_with_its_reason(content: bytes, expected: str) -> None:
    with pytest.raises(Refused) as caught:
        csv_table(content)
    assert caught.value.reject.expected == expected


def test_an_open_quote_is_refused_with_the_line_where_it_opens() -> None:
    with pytest.raises(Refused) as caught:
        csv_table(b'Code;Nom\nA;x\nB;"open\n' + b"C;y\n" * 50)
    assert caught.value.reject.line == 3
