"""What a contract is judged on: its term, amendments, catalogue, the demand it meets or misses, levels promised."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from etincelle.vocabulary.partnership import Regime


@dataclass(frozen=True, slots=True)
class AmendmentFacts:
    """One amendment; substantive when it changes scope, levels, price model, term, innovation or governance."""

    signed_on: date
    kind: str
    substantive: bool
    row: str


@dataclass(frozen=True, slots=True)
class DateFacts:
    """A date of a contract: kind "option", "renewal", "break", "benchmark", "indexation" or "review".

    months: by how much an option or a renewal extends. party: "client", "partner" or "both".
    """

    kind: str
    on: date | None = None
    after_months: int | None = None
    every_months: int | None = None
    party: str = "client"
    months: int = 0
    notice_months: int = 0
    notice_days: int = 0
    used_on: date | None = None
    clause: str = ""
    row: str = ""


@dataclass(frozen=True, slots=True)
class NoticeFacts:
    """How notice is given: which days, counted at receipt or sending, by which channel; and the partner's own.

    counting: "calendar" or "working". basis: "receipt", "sending" or "" when not known. channel: "registered", "mail"…
    """

    counting: str = "calendar"
    basis: str = ""
    channel: str = ""
    partner_months: int = 0
    partner_days: int = 0


@dataclass(frozen=True, slots=True)
class TermFacts:
    """The dates of one contract. Notice in months and days; renewal "none", "tacit" or "express".

    ends_on is the end before the options and signed renewals of `dates`; without it, starts_on + initial_months.
    """

    code: str
    regime: Regime
    signed_on: date | None
    ends_on: date | None
    renewal: str
    renewal_months: int | None
    notice_months: int
    notice_days: int
    annual_value: Decimal | None
    currency: str
    quiet_until: date | None
    row: str
    starts_on: date | None = None
    initial_months: int | None = None
    renewals_max: int | None = None
    max_end_on: date | None = None
    notice: NoticeFacts = NoticeFacts()
    dates: tuple[DateFacts, ...] = ()
    imprevision_waived: bool | None = None
    review_clause: str = ""


@dataclass(frozen=True, slots=True)
class LineFacts:
    """One catalogue line with its volume over the last twelve months (None when demand is not known)."""

    code: str
    band_low: int | None
    band_high: int | None
    technology: str
    supported_until: date | None
    volume: int | None
    row: str


@dataclass(frozen=True, slots=True)
class TopicFacts:
    """A topic of demand over the last twelve months, and whether a catalogue line covers it."""

    topic: str
    volume: int
    covered: bool
    rows: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PromisedLevel:
    """What a contract promises of one measure. `perfect` is the value nothing can beat, None when there is none."""

    code: str
    expected: float
    minimum: float | None = None
    higher_is_better: bool = True
    perfect: float | None = 100.0


@dataclass(frozen=True, slots=True)
class MonthlyLevel:
    """What was reached in a month (its first day); None when not known."""

    month: date
    value: float | None
    row: str = ""


@dataclass(frozen=True, slots=True)
class ContractFacts:
    """One partnership's live contracts."""

    signed_on: date | None
    contracts: tuple[TermFacts, ...] = ()
    amendments: tuple[AmendmentFacts, ...] = ()
    lines: tuple[LineFacts, ...] = ()
    topics: tuple[TopicFacts, ...] = ()
