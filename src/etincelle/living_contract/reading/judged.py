"""What was read against what experts read in the same contracts: right, wrong, missed, per field.

The table of answers is CUAD's: one line a contract, dates as month/day/year with two or four digits, lengths in words,
"Yes" or "No" for clauses. What counts:
- an empty cell is an answer too (nothing there): whatever is read then is wrong;
- a cell with a blank or hidden part ("[]/[]/2020") asks for "unknown": it enters no recall, a full answer is wrong;
- dates are right when year, month and day are the same, and "perpetual" only for "perpetual"; years 70 to 99 are 19xx;
- lengths are right when they are equal in months, or in days: 12 months are a year, 30 days are no month; of several
  answers in a cell any one is right;
- "auto-renewal": a cell of the renewal column that is not empty, against a tacit renewal, or an express one of known
  period;
- clauses: "Yes" is to be found, whatever is found in front of "No" is wrong;
- parties: each name, without what stands in parentheses; right when at least half of the words of both are shared.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from etincelle.living_contract.reading.days import days
from etincelle.living_contract.reading.figures import spans
from etincelle.living_contract.reading.terms import Day, Field, Lasting, Reading, Span, Value

DATES = {"agreement": Field.AGREEMENT, "effective": Field.EFFECTIVE, "expiration": Field.EXPIRATION}
LENGTHS = {"renewal": Field.RENEWAL_PERIOD, "notice": Field.NOTICE}
YES_NO = {
    "tfc": Field.CONVENIENCE, "coc": Field.CONTROL, "mfn": Field.MOST_FAVOURED, "audit": Field.AUDIT,
    "mincommit": Field.COMMITMENT, "post_term": Field.POST_TERM,
}  # fmt: skip
AUTO_RENEWAL = "auto_renewal"
PARTIES = "parties"
COLUMNS = (*DATES, "renewal", AUTO_RENEWAL, "notice", *YES_NO, PARTIES)
FLOORS = {"notice": (None, 0.53, None), "renewal": (None, 0.56, None), AUTO_RENEWAL: (0.83, 0.75, 0.79)}
HIDDEN = re.compile(r"\[[^\]]*\]|_{2,}|\*{2,}|●")
LEGAL = frozenset(
    [
        "inc",
        "incorporated",
        "corp",
        "corporation",
        "co",
        "company",
        "ltd",
        "limited",
        "llc",
        "lp",
        "llp",
        "plc",
        "sa",
        "sas",
        "sarl",
        "bv",
        "nv",
        "gmbh",
        "ag",
        "pte",
        "the",
        "of",
        "and",
    ]
)
SAME = 0.5


@dataclass(slots=True)
class Tally:
    """Counts of one field. true: answers to find; found: answers given; unknown: true answers left unsaid.

    hidden: cells with a blank or hidden part; kept_unknown: those of them left unknown.
    """

    true: int = 0
    found: int = 0
    right: int = 0
    unknown: int = 0
    hidden: int = 0
    kept_unknown: int = 0
    wrong: list[str] = field(default_factory=list)

    @property
    def precision(self) -> float | None:
        """Of the answers given, the share that is right; None when none was given."""
        return self.right / self.found if self.found else None

    @property
    def recall(self) -> float | None:
        """Of the answers to find, the share found right; None when there is none."""
        return self.right / self.true if self.true else None

    @property
    def f1(self) -> float | None:
        """The harmonic mean of both: 2 x right / (found + true); None when nothing is given nor to find."""
        return 2 * self.right / (self.found + self.true) if self.found + self.true else None


@dataclass(frozen=True, slots=True)
class Answer:
    """What was read of one field: the names or the one value, nothing when unknown."""

    values: tuple[Value, ...] = ()


def tallies() -> dict[str, Tally]:
    """A tally per column, empty."""
    return {column: Tally() for column in COLUMNS}


def judge(found: Mapping[str, Tally], row: Mapping[str, str], answers: Mapping[str, Answer], name: str = "") -> None:
    """Add one contract to the tallies."""
    for column in COLUMNS:
        cell = row.get("renewal" if column == AUTO_RENEWAL else column, "") or ""
        given = answers.get(column, Answer()).values
        if column == PARTIES:
            judge_names(found[column], cell, given)
        else:
            judge_one(found[column], (column, cell.strip(), name), given[0] if given else None)


def judge_one(tally: Tally, asked: tuple[str, str, str], given: Value | None) -> None:
    """One answer against one cell."""
    column, cell, name = asked
    hidden = column not in YES_NO and bool(HIDDEN.search(cell))
    wanted = to_find(column, cell)
    tally.true += wanted and not hidden
    tally.hidden += hidden
    tally.found += given is not None
    if given is None:
        tally.unknown += wanted and not hidden
        tally.kept_unknown += hidden
    elif wanted and not hidden and is_right(column, cell, given):
        tally.right += 1
    else:
        tally.wrong.append(name)


def to_find(column: str, cell: str) -> bool:
    """Whether a cell holds an answer to find."""
    return cell.lower() == "yes" if column in YES_NO else bool(cell)


def is_right(column: str, cell: str, given: Value) -> bool:
    """Whether an answer is that of the cell."""
    if column in YES_NO or column == AUTO_RENEWAL:
        return True
    if column in DATES:
        return given in set(dates_of(cell))
    return isinstance(given, Span) and any(same_length(one.span, given) for one in spans(cell))


def dates_of(cell: str) -> Iterator[date | Lasting]:
    """The dates of a cell, or "perpetual"."""
    if "perpetual" in cell.lower():
        yield Lasting.PERPETUAL
    for one in days(cell, "en"):
        if one.day.whole:
            yield one.day.whole


def same_length(one: Span, other: Span) -> bool:
    """Whether two lengths are equal in months, or in days, or as written."""
    by_months = one.months is not None and one.months == other.months
    return by_months or (one.days is not None and one.days == other.days) or one == other


def judge_names(tally: Tally, cell: str, given: tuple[Value, ...]) -> None:
    """Names against names, each used once."""
    left = [words_of(str(name)) for name in given]
    wanted = [words for words in map(words_of, names_of(cell)) if words]
    tally.true += len(wanted)
    tally.found += len(left)
    for words in wanted:
        best = max(left, key=lambda one: likeness(one, words), default=frozenset[str]())
        if likeness(best, words) >= SAME:
            left.remove(best)
            tally.right += 1


def names_of(cell: str) -> list[str]:
    """The names of a cell, each once: what stands before the short name, blanks and remarks left out."""
    parts = [re.split(r"[(\"“]", part.strip().lstrip("("))[0].strip() for part in cell.split(";")]
    plain = [part for part in parts if len(part.split()) <= 12 and not HIDDEN.search(part)]
    return list({words_of(part): part for part in plain if words_of(part)}.values())


def words_of(name: str) -> frozenset[str]:
    """The words of a name without its legal form; with it when nothing else is left."""
    words = frozenset(re.findall(r"[^\W_]+", re.sub(r"[.']", "", name.lower())))
    return words - LEGAL or words


def likeness(one: frozenset[str], other: frozenset[str]) -> float:
    """Share of words in common (Jaccard)."""
    return len(one & other) / len(one | other) if one | other else 0.0


def answers_of(reading: Reading) -> dict[str, Answer]:
    """What a reading answers, column by column."""
    terms = reading.terms
    found = {column: terms[name].value for column, name in (*DATES.items(), *LENGTHS.items(), *YES_NO.items())}
    answers = {column: Answer((value,)) for column, value in found.items() if value is not None}
    renewal = terms[Field.RENEWAL].value
    if renewal == "tacit" or (renewal == "express" and terms[Field.RENEWAL_PERIOD].value is not None):
        answers[AUTO_RENEWAL] = Answer((True,))
    names = terms[Field.PARTIES].value
    return answers | ({PARTIES: Answer(names)} if isinstance(names, tuple) else {})


def partly(day: Day) -> str:
    """What a blank date still says, as year-month-day with question marks: "2005-04-??"."""
    return "-".join(
        f"{part:0{wide}d}" if part is not None else "?" * wide
        for part, wide in ((day.year, 4), (day.month, 2), (day.day, 2))
    )
