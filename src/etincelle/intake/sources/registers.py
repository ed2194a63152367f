"""Contracts of a tool's list or workbook, with the partners they name and, from CISO Assistant, their people. Pure.

A contract goes to the only partnership of its partner; a partner without any gets one of the same code; a contract
already known stays where it is. What the list does not say is left out, so that it keeps what is known. A draft is left
aside and counted; a contract that is over needs the day it ended, or it would be renewed by itself.
"""

import hashlib
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from decimal import Decimal

from etincelle.intake.kinds import BY_KEY
from etincelle.intake.sources.register_tools import CISO, NOT_YET, OVER, RENEWALS, Register, register_of
from etincelle.intake.sources.rows import Known, Notes, Parsed, ParsedRow, Refused, Value
from etincelle.intake.sources.table import Table
from etincelle.intake.sources.tabular import habits_of, tables
from etincelle.intake.sources.values import (
    FRENCH,
    BadValue,
    Cell,
    Habits,
    folded,
    read_bool,
    read_cell,
    read_date,
    read_text,
)

CODE_LENGTH = 60
PERIOD = re.compile(r"(\d{1,4})\s*(mois|months?|ans?|annees?|years?)?")
CURRENCY_SIGNS = {"$": "USD", "£": "GBP", "€": "EUR"}
DAYS = ("starts_on", "ends_on", "signed_on")
MONTHS = ("initial_months", "notice_months", "notice_days", "renewal_months")
ENTITIES = frozenset(("ref id", "name", "mission"))
PEOPLE = frozenset(("email", "first name", "last name", "provider entity ref id"))
CONTRACT, PERSON = BY_KEY["contract"], BY_KEY["person"]


@dataclass(frozen=True, slots=True)
class Settings:
    """What is known already, and the partnership a person named for the whole file ("" for none).

    contracts: code → partnership. partners: folded code or name → code. partnerships: code → partner.
    people: address → who. today: what "over" is judged by.
    """

    today: date
    partnership: str = ""
    contracts: Mapping[str, str] = field(default_factory=dict)
    partners: Mapping[str, str] = field(default_factory=dict)
    partnerships: Mapping[str, str] = field(default_factory=dict)
    people: Mapping[str, Known] = field(default_factory=dict)
    habits: Habits = FRENCH


@dataclass(frozen=True, slots=True)
class Line:
    """One row by folded header, with what a refusal must quote."""

    table: Table
    number: int
    cells: Mapping[str, Cell]
    headers: Mapping[str, str]

    def named(self, names: Sequence[str]) -> str:
        """The first of several headers whose cell says something, else the first that is there, "" for none."""
        there = [name for name in names if name in self.cells]
        return next((name for name in there if read_text(self.cells[name])), there[0] if there else "")

    def text(self, names: Sequence[str]) -> str:
        """What the first of several headers says."""
        return read_text(self.cells.get(self.named(names)))


@dataclass(slots=True)
class Reading:
    """One list being read: rows found so far, partners and partnerships made on the way, lines left aside."""

    register: Register
    settings: Settings
    notes: Notes
    rows: list[ParsedRow] = field(default_factory=list)
    partners: dict[str, str] = field(default_factory=dict)
    perimeters: dict[str, dict[str, None]] = field(default_factory=dict)
    owners: dict[str, str] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)
    single: bool = False
    aside: dict[str, int] = field(default_factory=dict)

    def refuse(self, line: Line, names: Sequence[str], expected: str, example: str = "") -> None:
        """Refuse a line for the cell under one of these headers ("" for the whole row)."""
        name = line.named(names)
        self.notes.refuse(line.number, line.headers.get(name, ""), line.text(names), expected, example)
        self.notes.rejects[-1] = replace(self.notes.rejects[-1], sheet=line.table.sheet)

    def count(self, code: str) -> None:
        """One more line left aside for a reason."""
        self.aside[code] = self.aside.get(code, 0) + 1


def read(content: bytes, settings: Settings, file: str = "") -> Parsed:
    """The contracts of a list, each with its partner; of CISO Assistant, the representatives too."""
    found, doubts = tables(content)
    register = signed_by(found)
    if register is None:
        raise Refused("register_columns")
    reading = Reading(register, settings, Notes(file, doubts=dict.fromkeys(doubts)))
    reading.notes.doubt("register_of", register.name)
    held = {one.sheet: list(lines_of(one)) for one in found}
    contracts = [line for one in found if register_of(folded_headers(one)) is register for line in held[one.sheet]]
    if register is CISO:
        entities = [line for one in found if set(folded_headers(one)) >= ENTITIES for line in held[one.sheet]]
        people = [line for one in found if set(folded_headers(one)) >= PEOPLE for line in held[one.sheet]]
        read_entities(reading, entities, contracts + people)
    read_contracts(reading, contracts)
    if register is CISO:
        read_people(reading, people)
    for code, count in reading.aside.items():
        reading.notes.doubt(code, str(count))
    seen = sum(len(lines) for lines in held.values())
    return Parsed(tuple(reading.rows), tuple(reading.notes.rejects), (), tuple(reading.notes.doubts), seen)


def signed_by(found: Sequence[Table]) -> Register | None:
    """The tool of a file: that of the first of its sheets that is signed."""
    return next((one for table in found if (one := register_of(folded_headers(table)))), None)


def folded_headers(table: Table) -> list[str]:
    """The headers of a table without case, accents and underscores."""
    return [folded(header) for header in table.headers]


def lines_of(table: Table) -> Iterator[Line]:
    """The rows of a table by folded header; the first of two alike is read."""
    names = folded_headers(table)
    headers = dict(zip(reversed(names), reversed(table.headers), strict=True))
    for number, cells in table.rows:
        held = dict(zip(reversed(names), reversed((*cells, *[None] * len(names))[: len(names)]), strict=True))
        yield Line(table, number, held, headers)


def read_entities(reading: Reading, entities: Sequence[Line], users: Sequence[Line]) -> None:
    """Entities that provide a contract or have a representative are partners; the others are counted."""
    wanted = {folded(line.text(("provider entity ref id", "provider"))) for line in users}
    for line in entities:
        code, name = line.text(("ref id",)), line.text(("name",))
        if not {folded(code), folded(name)} & wanted - {""}:
            reading.count("entities_aside")
            continue
        if not name:
            reading.refuse(line, ("name",), "required", "Altéa Services")
            continue
        partner = partner_of(reading, code, name)
        country = line.text(("country",)).upper()
        told: dict[str, Value] = {"code": partner, "name": name[:200]}
        reading.rows = [row for row in reading.rows if row.values.get("code") != partner]
        reading.rows.append(
            ParsedRow("partner", line.number, told | ({"country": country} if len(country) == 2 else {}))
        )


def partner_of(reading: Reading, code: str, name: str) -> str:
    """The partner of this code or name, made when nobody knows it; "" when the line names none."""
    for word in (folded(code), folded(name)):
        if word and (known := reading.settings.partners.get(word) or reading.partners.get(word)):
            return known
    made = shortened(code or re.sub(r"[^A-Z0-9]+", "-", folded(name).upper()).strip("-") or name)
    if made:
        reading.partners.update({word: made for word in (folded(code), folded(name)) if word})
        reading.names[made] = name or code
        reading.rows.append(ParsedRow("partner", 0, {"code": made, "name": (name or code)[:200]}))
    return made


def shortened(code: str) -> str:
    """A code that fits, still its own."""
    if len(code) <= CODE_LENGTH:
        return code
    return f"{code[: CODE_LENGTH - 11]}-{hashlib.sha256(code.encode()).hexdigest()[:10]}"


def read_contracts(reading: Reading, lines: Sequence[Line]) -> None:
    """The contracts, then the partnerships made for them."""
    names = reading.register.names
    providers = {provider_word(names, line) for line in lines} - {""}
    reading.single = len(providers) <= 1
    for line in lines:
        if is_wanted(reading, line):
            read_contract(reading, line)
    for code, words in reading.perimeters.items():
        partner = reading.owners[code]
        name = ", ".join(words) or reading.names.get(partner, partner)
        reading.rows.append(ParsedRow("partnership", 0, {"code": code, "partner": partner, "name": name[:200]}))


def provider_word(names: Mapping[str, tuple[str, ...]], line: Line) -> str:
    """How a line names its partner, folded."""
    return folded(line.text(names.get("provider_code", ())) or line.text(names.get("provider", ())))


def is_wanted(reading: Reading, line: Line) -> bool:
    """Whether a line is a contract with a provider, and signed."""
    names = reading.register.names
    party = folded(line.text(names.get("party_type", ())))
    if party and party not in ("supplier", "fournisseur"):
        reading.count("parties_aside")
        return False
    if folded(line.text(names.get("status", ()))) in NOT_YET:
        reading.count("contracts_not_signed")
        return False
    return True


def read_contract(reading: Reading, line: Line) -> None:
    """One contract, or the reason of its refusal."""
    names, before = reading.register.names, len(reading.notes.rejects)
    title = " ".join(line.text(names["title"]).split())
    code = shortened(line.text(names["code"]))
    if not code:
        reading.refuse(line, names["code"], "required", CONTRACT.column("code").example)
        return
    told: dict[str, Value] = {"code": code, "title": (title or code)[:200]}
    told |= dated(reading, line) | counted(reading, line) | priced(reading, line) | renewed(reading, line)
    if line.text(names.get("parent", ())):
        told["kind"] = "sow"
    if folded(line.text(names.get("status", ()))) in OVER:
        told |= ended(reading, line, told.get("ends_on"))
    if len(reading.notes.rejects) == before and code not in reading.settings.contracts:
        told |= placed(reading, line)
    if len(reading.notes.rejects) == before:
        reading.rows.append(ParsedRow("contract", line.number, told, line.table.sheet))


def dated(reading: Reading, line: Line) -> dict[str, Value]:
    """The dates of a contract that its list gives."""
    told: dict[str, Value] = {}
    names = reading.register.names
    headers = folded_headers(line.table)
    dates = [headers.index(name) for one in DAYS for name in names.get(one, ()) if name in headers]
    habits = habits_of(line.table, reading.settings.habits, reading.notes, dates)
    for one in DAYS:
        text = line.text(names.get(one, ()))
        if text and not text.startswith(("0000-", "9999-")):
            told |= cell(reading, line, one, habits)
    return told


def cell(reading: Reading, line: Line, attribute: str, habits: Habits) -> dict[str, Value]:
    """One typed cell of a contract; nothing when it is empty or refused."""
    names = reading.register.names[attribute]
    try:
        value = read_cell(line.cells[line.named(names)], CONTRACT.column(attribute), habits)
    except BadValue as error:
        reading.refuse(line, names, error.expected, error.example)
        return {}
    return {} if value is None else {attribute: value}


def counted(reading: Reading, line: Line) -> dict[str, Value]:
    """Lengths in months (« 36 », « 36 mois », « 3 ans »); nought is nothing said."""
    told: dict[str, Value] = {}
    for one in MONTHS:
        names = reading.register.names.get(one, ())
        text = folded(line.text(names))
        found = PERIOD.fullmatch(text)
        if found and int(found[1]):
            told[one] = int(found[1]) * (12 if (found[2] or "m")[0] in "ay" else 1)
        elif text and not found and text not in ("-----", "-"):
            reading.refuse(line, names, "int", "36")
    return told


def priced(reading: Reading, line: Line) -> dict[str, Value]:
    """Yearly value and currency; a sign in the amount says the currency when no column does."""
    names = reading.register.names
    amount = line.text(names.get("annual_value", ()))
    told = cell(reading, line, "annual_value", reading.settings.habits) if amount else {}
    currency = line.text(names.get("currency", ())).upper()
    currency = currency or next((code for sign, code in CURRENCY_SIGNS.items() if sign in amount), "")
    if re.fullmatch(r"[A-Z]{3}", currency):
        told["currency"] = currency
    if told.get("annual_value") == Decimal(0):
        del told["annual_value"]
    return told


def renewed(reading: Reading, line: Line) -> dict[str, Value]:
    """How the contract goes on: by a code, or by a yes or no and the next period."""
    names = reading.register.names
    kind = folded(line.text(names.get("renewal", ())))
    if kind in RENEWALS:
        return {"renewal": RENEWALS[kind]}
    if kind and kind not in ("-----", "-"):
        reading.refuse(line, names["renewal"], "choice", "0 (never), 1 (tacit), 2 (express)")
    automatic = line.text(names.get("automatic", ()))
    if not automatic:
        return {}
    try:
        is_automatic = read_bool(automatic)
    except BadValue as error:
        reading.refuse(line, names["automatic"], error.expected)
        return {}
    every = period_of(reading, line) if is_automatic else 0
    return {"renewal": "tacit" if is_automatic else "none"} | ({"renewal_months": every} if every else {})


def period_of(reading: Reading, line: Line) -> int:
    """The whole months of the next period, 0 when it is not given or not whole."""
    names = reading.register.names
    try:
        first, last = (
            read_date(line.text(names.get(one, ())), reading.settings.habits) for one in ("renewal_from", "renewal_to")
        )
    except BadValue:
        return 0
    after = last + timedelta(days=1)
    months = (after.year - first.year) * 12 + after.month - first.month
    return months if after.day == first.day and months > 0 else 0


def ended(reading: Reading, line: Line, ends_on: Value) -> dict[str, Value]:
    """A contract that is over ended on its end date; without one in the past it is refused."""
    if isinstance(ends_on, date) and ends_on <= reading.settings.today:
        return {"terminated_on": ends_on}
    reading.refuse(line, reading.register.names["status"], "contract_over")
    return {}


def placed(reading: Reading, line: Line) -> dict[str, Value]:
    """The partnership of a contract not yet known."""
    names, given = reading.register.names, reading.settings.partnership
    word = provider_word(names, line)
    if given and (not word or reading.single):
        return {"partnership": given}
    if not word:
        reading.refuse(line, (), "contract_provider")
        return {}
    partner = partner_of(reading, line.text(names.get("provider_code", ())), line.text(names.get("provider", ())))
    known = [code for code, owned in reading.settings.partnerships.items() if owned == partner]
    if given in known or len(known) == 1:
        return {"partnership": given if given in known else known[0]}
    if known:
        reading.refuse(line, names["provider"], "contract_several")
        return {}
    made = partner if partner not in reading.settings.partnerships else shortened(f"{partner}-2")
    reading.owners[made] = partner
    words = line.text(names.get("perimeter", ())).splitlines()
    reading.perimeters.setdefault(made, {}).update(dict.fromkeys(" ".join(one.split()) for one in words if one.strip()))
    return {"partnership": made}


def read_people(reading: Reading, lines: Sequence[Line]) -> None:
    """Representatives, at their partner, known by their address."""
    for line in lines:
        address = line.text(("email",)).casefold()
        partner = partner_of(reading, line.text(("provider entity ref id",)), line.text(("provider",)))
        if not address or not partner:
            reading.refuse(line, ("email",) if not address else ("provider entity ref id",), "required_plain")
            continue
        known = reading.settings.people.get(address, Known(address, "partner", partner))
        if (known.side, known.partner) != ("partner", partner):
            reading.refuse(line, ("email",), "person_elsewhere")
            continue
        name = " ".join(f"{line.text(('first name',))} {line.text(('last name',))}".split())
        told: dict[str, Value] = {
            "code": known.person, "side": "partner", "partner": partner, "name": (name or address)[:200],
            "title": line.text(("role",))[:200], "phone": line.text(("phone",))[:40],
            "email": "" if address in reading.settings.people else address,
        }  # fmt: skip
        said = {attribute: value for attribute, value in told.items() if value}
        reading.rows.append(ParsedRow(PERSON.key, line.number, said, line.table.sheet))
