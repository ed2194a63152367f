"""Published contracts with their amendments (Open Contracting Data Standard 1.x): releases, records and packages. Pure.

Amendments come as a list, as the former values of what changed, or as a history written as text ("amendmentNumber: 001,
awardDate: …, expiryDate: …, value: …"). There the values are increments, and number 000 is the award itself. The same
contract in a record and in its releases counts once; an amendment that changed nothing is said and not counted.
"""

import hashlib
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from etincelle.intake.sources.incident_json import loaded
from etincelle.intake.sources.rows import Notes, Parsed, ParsedRow, Refused, Value

SIGN = b'"ocid"'
CODE_LENGTH = 60
AWARD = "000"
STEP = re.compile(r"(\w+)\s*:\s*([^,|]*)")
FIELDS = {"period.enddate": "end", "period/enddate": "end", "value.amount": "value", "value/amount": "value"}
KINDS = {"end": "term", "value": "scope"}
SMALL = Decimal("0.01")
Record = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Settings:
    """The partnership that contracts not yet known belong to, "" when the person named none."""

    partnership: str = ""


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a history written as text; `added` is what the step adds to the value."""

    number: str
    signed_on: date
    ends_on: date | None
    added: Decimal | None


def read(content: bytes, settings: Settings, file: str = "") -> Parsed:
    """Contracts, their amendments, and what each changed."""
    notes = Notes(file)
    found = dict(contracts_of(loaded(content)))
    if not found:
        raise Refused("ocds_contracts")
    rows: list[ParsedRow] = []
    empty = 0
    for line, (code, contract) in enumerate(found.items(), 1):
        rows.append(ParsedRow("contract", line, contract_values(code, contract, settings)))
        told = [one for one in amendments_in(contract) if says_something(one)]
        empty += len(amendments_in(contract)) - len(told)
        for one in told:
            rows += amendment_rows(code, contract, one, (line, notes))
    if empty:
        notes.doubt("amendment_of_nothing", str(empty))
    return Parsed(tuple(once(rows)), tuple(notes.rejects), (), tuple(notes.doubts), len(found))


def once(rows: Sequence[ParsedRow]) -> list[ParsedRow]:
    """Rows without those that say the same again."""
    kept: dict[tuple[Any, ...], ParsedRow] = {}
    for row in rows:
        values = row.values
        key = (row.kind, values.get("code") or values.get("contract"), values.get("number"), values.get("field"))
        kept[key] = row
    return list(kept.values())


def contracts_of(payload: Any) -> Iterator[tuple[str, Record]]:
    """(code, contract) of every release, the latest of a contract last."""
    for release in releases_of(payload):
        ocid = str(release.get("ocid") or "")
        for contract in listed(release.get("contracts")):
            identifier = str(contract.get("id") or "").strip()
            if ocid and identifier:
                yield code_of(ocid, identifier), contract


def releases_of(payload: Any) -> list[Record]:
    """The releases of a release, a record or a package of either, by date: of a record, the compiled one."""
    if isinstance(payload, list):
        return [release for one in payload for release in releases_of(one)]
    if not isinstance(payload, dict):
        return []
    if payload.get("records"):
        return releases_of(payload["records"])
    compiled = payload.get("compiledRelease")
    if isinstance(compiled, dict):
        return [compiled]
    inner = [one for one in listed(payload.get("releases")) if one.get("ocid")]
    return sorted(inner, key=lambda one: str(one.get("date") or "")) if inner else [payload]


def listed(value: Any) -> list[Record]:
    """The objects of a list, of a map, or the object itself."""
    if isinstance(value, list):
        return [one for one in value if isinstance(one, dict)]
    return [value] if isinstance(value, dict) else []


def code_of(ocid: str, identifier: str) -> str:
    """The code of a contract: its own identifier is only good inside its procurement."""
    code = ocid if ocid.endswith(identifier) else f"{ocid}/{identifier}"
    if len(code) <= CODE_LENGTH:
        return code
    return f"{code[: CODE_LENGTH - 11]}-{hashlib.sha256(code.encode()).hexdigest()[:10]}"


def contract_values(code: str, contract: Record, settings: Settings) -> dict[str, Value]:
    """The contract in the words of the workbook; what the file does not say is left out."""
    period, value = first(contract.get("period")), first(contract.get("value"))
    told: dict[str, Value] = {
        "starts_on": day_of(period.get("startDate")), "ends_on": day_of(period.get("endDate")),
        "max_end_on": day_of(period.get("maxExtentDate")), "signed_on": day_of(contract.get("dateSigned")),
        "currency": currency_of(value), "partnership": settings.partnership or None,
    }  # fmt: skip
    known = {name: one for name, one in told.items() if one is not None}
    return {"code": code, "title": title_of(contract)[:200] or code, "regime": "public", **known}


def first(value: Any) -> Record:
    """The object, or the first of a list; nothing otherwise."""
    return next(iter(listed(value)), {})


def title_of(contract: Record) -> str:
    """The title in whichever language it has one."""
    names = ("title", "title_fr", "title_en", "description")
    return " ".join(next((str(contract[name]) for name in names if contract.get(name)), "").split())


def currency_of(value: Record) -> str | None:
    """The three letters of a currency."""
    code = str(value.get("currency") or "").upper()
    return code if re.fullmatch(r"[A-Z]{3}", code) else None


def day_of(value: Any) -> date | None:
    """The day of a date with or without its hour; 9999-12-31 is an open end, and so is what is no date."""
    try:
        day = date.fromisoformat(str(value)[:10])
    except ValueError:
        return None
    return day if day.year < date.max.year else None


def amount_of(value: Any) -> Decimal | None:
    """A finite amount."""
    try:
        amount = Decimal(str(value).strip())
    except InvalidOperation:
        return None
    return amount if amount.is_finite() else None


def amendments_in(contract: Record) -> list[Record]:
    """The amendments of a contract, however they are written."""
    return listed(contract.get("amendments")) + listed(contract.get("amendment"))


def says_something(amendment: Record) -> bool:
    """Whether an amendment changed something, or at least says why it was made."""
    return any(amendment.get(name) for name in ("changes", "rationale", "description"))


def amendment_rows(code: str, contract: Record, told: Record, at: tuple[int, Notes]) -> list[ParsedRow]:
    """The rows of one amendment, or of the history that stands in its text."""
    line, notes = at
    steps = steps_of(str(told.get("rationale") or ""))
    if steps:
        return history_rows(code, contract, steps, at)
    signed = day_of(told.get("date")) or day_of(contract.get("dateSigned"))
    if signed is None:
        notes.refuse(line, "amendments.date", told.get("date"), "date", "2024-02-28")
        return []
    number = str(told.get("id") or signed.isoformat())[:30]
    changes = changed_fields(contract, told)
    if not changes:
        notes.doubt("amendment_unread", code)
    title = " ".join(str(told.get("description") or told.get("rationale") or "").split())
    return written(code, (number, signed, title), changes, line)


def changed_fields(contract: Record, told: Record) -> dict[str, tuple[str, str]]:
    """Before and after of each field an amendment says it changed."""
    found: dict[str, tuple[str, str]] = {}
    for one in listed(told.get("changes")):
        field = FIELDS.get(str(one.get("property") or "").casefold().removeprefix("contracts/"), "other")
        period, value = first(contract.get("period")), first(contract.get("value"))
        after = {"end": period.get("endDate"), "value": value.get("amount")}.get(field)
        found[field] = (plain(one.get("former_value", one.get("formerValue"))), plain(after))
    return found


def plain(value: Any) -> str:
    """A value as it is kept: a date without its hour."""
    day = day_of(value)
    return day.isoformat() if day else "" if value is None else str(value)[:300]


def steps_of(text: str) -> list[Step]:
    """The steps of a history written as text, in their order; none when the text is no history."""
    found = []
    for part in text.split("|"):
        told = {name.casefold(): value.strip() for name, value in STEP.findall(part)}
        signed = day_of(told.get("awarddate"))
        if "amendmentnumber" in told and signed:
            number = told["amendmentnumber"]
            found.append(Step(number, signed, day_of(told.get("expirydate")), amount_of(told.get("value"))))
    return found


def history_rows(code: str, contract: Record, steps: Sequence[Step], at: tuple[int, Notes]) -> list[ParsedRow]:
    """The rows of a history: values add up, the award is no amendment, a history without its award says so."""
    line, notes = at
    total = amount_of(first(contract.get("value")).get("amount"))
    added = sum((step.added or Decimal(0) for step in steps), Decimal(0))
    value, ends_on = None, None
    if steps[0].number != AWARD:
        notes.doubt("history_without_start", code)
        value = total - added if total is not None else None
    elif total is not None and total != added:
        notes.doubt("history_sum", code)
    rows: list[ParsedRow] = []
    for step in steps:
        before, after = value, (value or Decimal(0)) + (step.added or Decimal(0))
        if step.number != AWARD:
            changes = step_changes((before, ends_on), (after, step), first(contract.get("value")))
            rows += written(code, (step.number[:30], step.signed_on, ""), changes, line, is_small(before, step))
        value, ends_on = after, step.ends_on or ends_on
    return rows


def step_changes(
    before: tuple[Decimal | None, date | None], after: tuple[Decimal, Step], value: Record
) -> dict[str, tuple[str, str]]:
    """What a step changed: its end, its value."""
    found: dict[str, tuple[str, str]] = {}
    (amount, end), (total, step) = before, after
    if step.ends_on and end and step.ends_on != end:
        found["end"] = (end.isoformat(), step.ends_on.isoformat())
    if step.added:
        unit = currency_of(value) or ""
        known = amount is not None
        found["value"] = (f"{amount} {unit}".strip() if known else "", f"{total} {unit}".strip() if known else "")
    return found


def is_small(before: Decimal | None, step: Step) -> bool:
    """Whether a step moves the value by less than one part in a hundred."""
    return bool(before and step.added is not None and abs(step.added) < SMALL * abs(before))


def written(
    code: str, named: tuple[str, date, str], changes: Mapping[str, tuple[str, str]], line: int, small: bool = False
) -> list[ParsedRow]:
    """An amendment and its changes as rows; its kind is that of the first thing it changed."""
    number, signed, title = named
    kind = next((KINDS.get(field, "scope") for field in changes), "none" if not title else "administrative")
    if small and list(changes) == ["value"]:
        kind = "administrative"
    of: dict[str, Value] = {"contract": code, "number": number, "signed_on": signed}
    rows = [ParsedRow("amendment", line, {**of, "kind": kind, "title": (title or f"n° {number}")[:300]})]
    for field, (before, after) in changes.items():
        rows.append(ParsedRow("contract_change", line, {**of, "field": field, "before": before, "after": after}))
    return rows
