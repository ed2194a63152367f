"""What an import would change: each row is new, changed, unchanged or refused. Pure.

Rows are compared by natural key and content, in the words of the file (codes, not numbers of the database),
so that the same file twice changes nothing and two files about different rows may come in any order.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from etincelle.intake.kinds import BY_KEY, Kind
from etincelle.intake.sources.rows import ParsedRow, Reject, Value
from etincelle.intake.sources.values import BadValue, folded

Key = tuple[Value, ...]
Values = Mapping[str, Value]
Clean = Callable[[str, str, Value], Value]


@dataclass(frozen=True, slots=True)
class Write:
    """One row to create (`before` is None) or to change: only the attributes that differ."""

    kind: str
    key: Key
    line: int
    values: Values
    before: Values | None


@dataclass(slots=True)
class Tally:
    """How many rows of a kind would be new, changed, unchanged, repeated in the file, refused."""

    new: int = 0
    changed: int = 0
    unchanged: int = 0
    repeated: int = 0
    rejected: int = 0


@dataclass(slots=True)
class Plan:
    """Everything an import would write, in dependency order, and what it refuses."""

    writes: list[Write] = field(default_factory=list)
    rejects: list[Reject] = field(default_factory=list)
    tallies: dict[str, Tally] = field(default_factory=dict)
    accepted: list[ParsedRow] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class World:
    """What exists: rows by kind and natural key, how a value is stored, and which rows may be written.

    allowed answers with "" or the code of the refusal.
    """

    existing: Mapping[str, Mapping[Key, Values]]
    clean: Clean
    allowed: Callable[[Kind, Values, Callable[[str, Key], Values | None]], str]


def plan(rows: Iterable[ParsedRow], world: World, told: "Told | None" = None) -> Plan:
    """Compare the rows of a file with what exists."""
    told = told or Told()
    result = Plan()
    by_kind: dict[str, list[ParsedRow]] = {}
    for row in rows:
        by_kind.setdefault(row.kind, []).append(row)
    order = [key for key in BY_KEY if key in by_kind]
    coming: dict[str, dict[Key, Values]] = {}
    for key in order:
        tally = result.tallies.setdefault(key, Tally())
        comparison = Comparison(BY_KEY[key], world, coming, told)
        cleaned = comparison.cleaned(by_kind[key])
        named = comparison.without_clashes(cleaned, tally)
        coming[key] = {name: values for name, (_, values) in named.items()}
        for name, (row, values) in named.items():
            if comparison.is_welcome(row, values):
                comparison.compare(name, row, values, (result, tally))
            else:
                del coming[key][name]
        tally.rejected += len({reject.line for reject in comparison.rejects})
        result.rejects += comparison.rejects
    return result


@dataclass(frozen=True, slots=True)
class Told:
    """What a refusal quotes: the file, and the header of each attribute by sheet."""

    file: str = ""
    headers: Mapping[str, Mapping[str, str]] = field(default_factory=dict)


@dataclass(slots=True)
class Comparison:
    """The comparison of one kind's rows."""

    kind: Kind
    world: World
    coming: Mapping[str, Mapping[Key, Values]]
    told: Told
    rejects: list[Reject] = field(default_factory=list)
    codes: dict[str, dict[str, set[str]]] = field(default_factory=dict)

    def refuse(self, row: ParsedRow, attribute: str, expected: str, example: str = "") -> None:
        """Refuse a row for one of its attributes ("" for the whole row)."""
        header = self.told.headers.get(row.sheet, {}).get(attribute)
        if header is None:
            header = next((column.fr for column in self.kind.columns if column.attribute == attribute), "")
        found = row.values.get(attribute)
        shown = "" if found is None else str(found)[:200]
        self.rejects.append(Reject(self.told.file, row.sheet, row.line, header, shown, expected, example))

    def cleaned(self, rows: Sequence[ParsedRow]) -> list[tuple[ParsedRow, Values]]:
        """Rows with their values as they would be stored; those that do not fit are refused."""
        kept: list[tuple[ParsedRow, Values]] = []
        for row in rows:
            values: dict[str, Value] = {}
            before = len(self.rejects)
            for attribute, value in row.values.items():
                try:
                    values[attribute] = self.world.clean(self.kind.key, attribute, value)
                except BadValue as error:
                    self.refuse(row, attribute, error.expected, error.example)
            if len(self.rejects) == before:
                kept.append((row, values))
        return kept

    def without_clashes(
        self, rows: Sequence[tuple[ParsedRow, Values]], tally: Tally
    ) -> dict[Key, tuple[ParsedRow, Values]]:
        """Rows by natural key; the same row twice counts once, two different ones are both refused."""
        named: dict[Key, tuple[ParsedRow, Values]] = {}
        clashing: set[Key] = set()
        for row, values in rows:
            key = tuple(values.get(attribute) for attribute in self.kind.natural)
            if key not in named:
                named[key] = (row, values)
            elif named[key][1] == values:
                tally.repeated += 1
            else:
                first = named[key][0]
                if key not in clashing:
                    self.refuse(first, self.kind.natural[-1], "same_key", str(row.line))
                self.refuse(row, self.kind.natural[-1], "same_key", str(first.line))
                clashing.add(key)
        return {key: one for key, one in named.items() if key not in clashing}

    def is_welcome(self, row: ParsedRow, values: Values) -> bool:
        """Whether a row is complete, points to rows that exist, and may be written by who asks."""
        before = len(self.rejects)
        key = tuple(values.get(attribute) for attribute in self.kind.natural)
        full = {**(self.world.existing.get(self.kind.key, {}).get(key) or {}), **values}
        for column in self.kind.columns:
            value = full.get(column.attribute)
            if column.required and value in (None, ""):
                self.refuse(row, column.attribute, "required", column.example)
            elif column.ref and value not in (None, "") and self.find(column.ref, (value,)) is None:
                near = self.near(column.ref, str(value))
                self.refuse(row, column.attribute, "reference_near" if near else "reference", near or column.ref)
        for attribute, wanted, needed in self.kind.implies:
            if full.get(attribute) == wanted and not full.get(needed):
                self.refuse(row, needed, "required", self.kind.column(needed).example)
        refusal = "" if len(self.rejects) > before else self.world.allowed(self.kind, full, self.find)
        if refusal:
            self.refuse(row, "", refusal)
        return len(self.rejects) == before

    def near(self, kind: str, written: str) -> str:
        """The only code that differs from what was written by its case or accents, or whose name it is."""
        if kind not in self.codes:
            known = self.codes[kind] = {}
            for held in (self.world.existing.get(kind, {}), self.coming.get(kind, {})):
                for key, values in held.items():
                    for word in {folded(str(key[0])), folded(str(values.get("name") or ""))} - {""}:
                        known.setdefault(word, set()).add(str(key[0]))
        found = self.codes[kind].get(folded(written), set())
        return next(iter(found)) if len(found) == 1 else ""

    def find(self, kind: str, key: Key) -> Values | None:
        """A row that exists or comes with the same file."""
        coming = self.coming.get(kind, {}).get(key)
        existing = self.world.existing.get(kind, {}).get(key)
        if coming is None or existing is None:
            return coming if existing is None else existing
        return {**existing, **coming}

    def compare(self, key: Key, row: ParsedRow, values: Values, into: tuple[Plan, Tally]) -> None:
        """Note what the row would change."""
        result, tally = into
        result.accepted.append(row)
        before = self.world.existing.get(self.kind.key, {}).get(key)
        if before is None:
            tally.new += 1
            result.writes.append(Write(self.kind.key, key, row.line, values, None))
            return
        differing = {name: value for name, value in values.items() if before.get(name) != value}
        if differing:
            tally.changed += 1
            result.writes.append(Write(self.kind.key, key, row.line, differing, before))
        else:
            tally.unchanged += 1
