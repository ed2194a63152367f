"""Rows between the reading child and its parent: JSON lines with typed values, never pickles. Pure."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from etincelle.intake.sources.rows import Covers, Doubt, Parsed, ParsedRow, Refusals, Reject, Value


def encode(value: Value) -> Any:
    """A value as JSON: what JSON has no word for becomes [letter, text]."""
    if isinstance(value, datetime):
        return ["t", value.isoformat()]
    if isinstance(value, date):
        return ["d", value.isoformat()]
    if isinstance(value, Decimal):
        return ["n", str(value)]
    return ["l", *value] if isinstance(value, list) else value


def decode(value: Any) -> Value:
    """The value back from JSON."""
    if not isinstance(value, list):
        plain: Value = value
        return plain
    letter, *rest = value
    if letter == "l":
        return [str(item) for item in rest]
    text = str(rest[0])
    if letter == "n":
        return Decimal(text)
    return datetime.fromisoformat(text) if letter == "t" else date.fromisoformat(text)


def lines_of(parsed: Parsed) -> Iterator[str]:
    """A parsed file as JSON lines, the count last: without it the child was cut short."""
    for row in parsed.rows:
        values = {name: encode(value) for name, value in row.values.items()}
        yield json.dumps(["row", row.kind, row.line, row.sheet, values], ensure_ascii=False)
    for reject in parsed.rejects:
        yield json.dumps(["reject", asdict(reject)], ensure_ascii=False)
    for covers in parsed.covers:
        dates = (covers.since.isoformat(), covers.until.isoformat())
        yield json.dumps(["covers", covers.kind, *dates, covers.partnership], ensure_ascii=False)
    for doubt in parsed.doubts:
        yield json.dumps(["doubt", doubt.code, doubt.about], ensure_ascii=False)
    yield json.dumps(["end", parsed.read])


def lines_of_refusals(found: Iterable[Refusals]) -> Iterator[str]:
    """Refused rows as JSON lines."""
    for sheet in found:
        rows = [[line, [encode(cell) for cell in cells]] for line, cells in sheet.rows]
        yield json.dumps(["sheet", sheet.sheet, sheet.kind, sheet.headers, sheet.attributes, rows], ensure_ascii=False)


def refusals_of(lines: Iterable[str]) -> list[Refusals]:
    """Refused rows back from their lines."""
    found = []
    for line in lines:
        _, name, kind, headers, attributes, rows = json.loads(line)
        told = tuple((number, tuple(decode(cell) for cell in cells)) for number, cells in rows)
        found.append(Refusals(name, kind, tuple(headers), tuple(attributes), told))
    return found


def parsed_of(lines: Iterator[str]) -> Parsed | None:
    """The parsed file back from its lines, None when the end is missing."""
    rows: list[ParsedRow] = []
    rejects: list[Reject] = []
    covers: list[Covers] = []
    doubts: list[Doubt] = []
    for line in lines:
        name, *rest = json.loads(line)
        if name == "row":
            kind, number, sheet, values = rest
            rows.append(ParsedRow(kind, number, {k: decode(v) for k, v in values.items()}, sheet))
        elif name == "reject":
            rejects.append(Reject(**rest[0]))
        elif name == "covers":
            covers.append(Covers(rest[0], date.fromisoformat(rest[1]), date.fromisoformat(rest[2]), rest[3]))
        elif name == "doubt":
            doubts.append(Doubt(*rest))
        elif name == "end":
            return Parsed(tuple(rows), tuple(rejects), tuple(covers), tuple(doubts), rest[0])
    return None
