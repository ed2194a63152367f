"""The register of information of the DORA regulation: a zip of plain CSV files `b_XX.XX.csv`, columns c0010… Pure.

Of it, contracts alone are read: b_02.02 gives reference, start, end and the notice of each side in days, one line a
function, so that a contract comes several times; b_02.01 gives the currency and the yearly cost. 9999-12-31 is an open
end. Codes keep what follows their prefix: `eba_CU:EUR` is EUR.
"""

import csv
import io
import zipfile
from collections.abc import Iterator, Mapping
from pathlib import PurePosixPath

from etincelle.intake.sources.encoding import decode
from etincelle.intake.sources.ocds import Settings, amount_of, day_of
from etincelle.intake.sources.rows import Notes, Parsed, ParsedRow, Refused, Value

TERMS, COSTS = "b_02.02.csv", "b_02.01.csv"
SIGN = TERMS.encode()
DATES = {"c0070": "starts_on", "c0080": "ends_on"}
NOTICES = {"c0100": "notice_days", "c0110": "partner_notice_days"}
OPEN_END = "9999-12-31"
MOST_DAYS = 32_767
Line = Mapping[str, str]


def read(content: bytes, settings: Settings, file: str = "") -> Parsed:
    """The contracts of a register, each once."""
    notes = Notes(file)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        members = {PurePosixPath(name).name.casefold(): name for name in archive.namelist()}
        if TERMS not in members:
            raise Refused("dora_contracts")
        terms = list(lines_of(decode(archive.read(members[TERMS]))))
        costs = list(lines_of(decode(archive.read(members[COSTS])))) if COSTS in members else []
    found: dict[str, dict[str, Value]] = {}
    first: dict[str, int] = {}
    for number, line in terms:
        code = line.get("c0010", "")
        if not code:
            notes.refuse(number, "c0010", "", "required", "CT-2024-01")
            continue
        told = values_of(number, line, notes)
        held = found.setdefault(code, {"code": code, "title": code, "partnership": settings.partnership or None})
        first.setdefault(code, number)
        if any(held.get(name, value) != value for name, value in told.items()):
            notes.doubt("dora_differs", code)
        held.update({name: value for name, value in told.items() if name not in held})
    for _, line in costs:
        if line.get("c0010", "") in found:
            found[line["c0010"]].update(costs_of(line))
    rows = [
        ParsedRow("contract", first[code], {name: v for name, v in values.items() if v is not None})
        for code, values in found.items()
    ]
    return Parsed(tuple(rows), tuple(notes.rejects), (), tuple(notes.doubts), len(terms))


def lines_of(text: str) -> Iterator[tuple[int, Line]]:
    """The lines of a file with their number, by lower-case header, without the prefix of codes."""
    reader = csv.reader(io.StringIO(text, newline=""))
    headers = [name.strip().casefold() for name in next(reader, [])]
    for cells in reader:
        if any(cell.strip() for cell in cells):
            yield reader.line_num, {name: bare(cell) for name, cell in zip(headers, cells, strict=False)}


def bare(cell: str) -> str:
    """A cell without the prefix of its code list."""
    text = cell.strip()
    return text.split(":", 1)[1] if text.startswith("eba_") and ":" in text else text


def values_of(number: int, line: Line, notes: Notes) -> dict[str, Value]:
    """Dates and notices of one line; an open end is left out, what cannot be read is refused."""
    told: dict[str, Value] = {}
    for column, name in DATES.items():
        text = line.get(column, "")
        day = day_of(text)
        if day is not None:
            told[name] = day
        elif text and text != OPEN_END:
            notes.refuse(number, column, text, "date", "2024-02-28")
    for column, name in NOTICES.items():
        text = line.get(column, "")
        if text.isdecimal() and int(text) <= MOST_DAYS:
            told[name] = int(text)
        elif text:
            notes.refuse(number, column, text, "int", "90")
    return told


def costs_of(line: Line) -> dict[str, Value]:
    """Currency and yearly cost."""
    told: dict[str, Value] = {}
    if len(currency := line.get("c0040", "").upper()) == len("EUR"):
        told["currency"] = currency
    if (cost := amount_of(line.get("c0050"))) is not None:
        told["annual_value"] = cost
    return told
