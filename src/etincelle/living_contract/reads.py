"""From tables to facts, for all partnerships at once."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import Any

from etincelle.foundation.access import Actor, everything, visible
from etincelle.foundation.prepared import Prepared, given
from etincelle.living_contract.dates import office_of
from etincelle.living_contract.facts import (
    AmendmentFacts,
    ContractFacts,
    DateFacts,
    LineFacts,
    NoticeFacts,
    TermFacts,
    TopicFacts,
)
from etincelle.living_contract.history import ChangeFacts, HistoryStep, Numbered, history_of
from etincelle.living_contract.models import (
    Amendment,
    CatalogueLine,
    Contract,
    ContractChange,
    ContractDate,
    ContractStake,
    DateReminder,
    Demand,
)
from etincelle.living_contract.vitality import SUBSTANTIVE
from etincelle.living_contract.windows import Lead, Reminder, reminders, windows
from etincelle.vocabulary.partnership import PartnershipRef, Regime
from etincelle.vocabulary.rules import Rules

WHY = "morning: living contract"
YEAR = timedelta(days=366)


def load_contract(refs: Sequence[PartnershipRef], today: date) -> dict[str, ContractFacts]:
    """Facts of each partnership, in six queries whatever their number."""
    terms = _terms()
    amendments: dict[str, list[AmendmentFacts]] = defaultdict(list)
    rows = everything(Amendment, WHY).order_by("signed_on", "pk")
    columns = ("contract__partnership__code", "pk", "signed_on", "kind", "is_substantive")
    for code, pk, signed, kind, said in rows.values_list(*columns):
        amendments[code].append(AmendmentFacts(signed, kind, counts(kind, said), str(pk)))
    topics, volumes = _demand(today)
    lines = _lines(volumes)
    return {
        ref.code: ContractFacts(
            ref.signed_on, tuple(terms[ref.code]), tuple(amendments[ref.code]), tuple(lines[ref.code]), topics[ref.code]
        )
        for ref in refs
    }


def terms_of(code: str) -> list[TermFacts]:
    """The live contracts of one partnership, in one query; what is private about them is left aside."""
    return terms_in(TERMS(partnership=code), {}, _dates_in(DATES_OF(partnership=code)))[code]


def terms_seen(actor: Actor | None) -> dict[str, list[TermFacts]]:
    """The live contracts that somebody may see, by partnership, in two queries."""
    dates = _dates_in(visible(actor, ContractDate).order_by("on", "pk").values_list(*DATES))
    rows = visible(actor, Contract).filter(terminated_on=None).order_by("code")
    return terms_in(rows.values_list(*COLUMNS), {}, dates)


def history_seen(actor: Actor | None, contract: Contract) -> list[HistoryStep]:
    """The history of a contract, from the amendments and changes that somebody may see."""
    told = visible(actor, Amendment).filter(contract=contract).order_by("signed_on", "pk")
    amendments = [
        Numbered(a.number, a.title, AmendmentFacts(a.signed_on, a.kind, counts(a.kind, a.is_substantive), str(a.pk)))
        for a in told
    ]
    rows = visible(actor, ContractChange).filter(contract=contract).order_by("signed_on", "pk")
    changes = [ChangeFacts(c.number, c.field, c.before, c.after, c.signed_on, c.effective_on, str(c.pk)) for c in rows]
    return history_of(amendments, changes, contract.ends_on)


def counts(kind: str, said: bool | None) -> bool:
    """Whether an amendment is substantive: as somebody said, else by its kind."""
    return kind in SUBSTANTIVE if said is None else said


def leads_seen(actor: Actor | None) -> dict[tuple[str, str], Lead]:
    """What somebody chose of reminders, by (contract, kind of window)."""
    rows = visible(actor, DateReminder).values_list("contract__code", "kind", "lead_days", "snoozed_until")
    return {(contract, kind): Lead(days, until) for contract, kind, days, until in rows}


def reminders_seen(actor: Actor | None, rules: Rules, today: date, contract: str = "") -> list[Reminder]:
    """The windows of the contracts somebody may see (of one, if named) with their reminders, by last day to act."""
    office, terms = office_of(rules), terms_seen(actor)
    found = [
        window for some in terms.values() for term in some if contract in ("", term.code)
        for window in windows(term, today, office)
    ]  # fmt: skip
    found.sort(key=lambda w: (w.act_by, w.contract, w.kind, w.row))
    return reminders(found, leads_seen(actor), rules, today)


def _terms() -> dict[str, list[TermFacts]]:
    quiet = dict(everything(ContractStake, WHY).values_list("contract_id", "quiet_until"))
    rows = everything(Contract, WHY).filter(terminated_on=None).order_by("code")
    dates = _dates_in(everything(ContractDate, WHY).order_by("on", "pk").values_list(*DATES))
    return terms_in(rows.values_list(*COLUMNS), quiet, dates)


PLAIN = (
    "pk", "partnership__code", "code", "regime", "signed_on", "ends_on", "renewal", "renewal_months", "notice_months",
    "notice_days", "annual_value", "currency", "starts_on", "initial_months", "renewals_max", "max_end_on",
    "imprevision_waived", "review_clause",
)  # fmt: skip
NOTICE = ("notice_counting", "notice_basis", "notice_channel", "partner_notice_months", "partner_notice_days")
COLUMNS = PLAIN + NOTICE
DATES = (
    "contract_id", "kind", "on", "after_months", "every_months", "party", "months", "notice_months", "notice_days",
    "used_on", "clause", "pk",
)  # fmt: skip
TERMS = Prepared(
    lambda: (
        everything(Contract, "one partnership's dates")
        .filter(partnership__code=given("partnership"), terminated_on=None)
        .order_by("code")
        .values_list(*COLUMNS)
    )
)
DATES_OF = Prepared(
    lambda: (
        everything(ContractDate, "one partnership's dates")
        .filter(contract__partnership__code=given("partnership"))
        .order_by("on", "pk")
        .values_list(*DATES)
    )
)


def _dates_in(rows: Iterable[tuple[Any, ...]]) -> dict[int, tuple[DateFacts, ...]]:
    """The dates of each contract, by its row."""
    found: dict[int, list[DateFacts]] = defaultdict(list)
    for contract, kind, on, after, every, party, months, notice, days, used, clause, pk in rows:
        one = DateFacts(
            kind, on, after, every, party, months or 0, notice or 0, days or 0, used, clause, str(pk)
        )  # fmt: skip
        found[contract].append(one)
    return {contract: tuple(some) for contract, some in found.items()}


def terms_in(
    rows: Iterable[tuple[Any, ...]], quiet: dict[int, date | None], dates: dict[int, tuple[DateFacts, ...]]
) -> dict[str, list[TermFacts]]:
    """Facts of contracts by partnership, from rows of COLUMNS."""
    found: dict[str, list[TermFacts]] = defaultdict(list)
    for row in rows:
        one = dict(zip(COLUMNS, row, strict=True))
        notice = NoticeFacts(*row[len(PLAIN) : -2], *(part or 0 for part in row[-2:]))
        found[one["partnership__code"]].append(
            TermFacts(
                one["code"], Regime(one["regime"]), one["signed_on"], one["ends_on"], one["renewal"],
                one["renewal_months"], one["notice_months"] or 0, one["notice_days"] or 0, one["annual_value"],
                one["currency"], quiet.get(one["pk"]), str(one["pk"]), one["starts_on"], one["initial_months"],
                one["renewals_max"], one["max_end_on"], notice, dates.get(one["pk"], ()), one["imprevision_waived"],
                one["review_clause"],
            )
        )  # fmt: skip
    return found


def _demand(today: date) -> tuple[dict[str, tuple[TopicFacts, ...]], dict[tuple[str, str], int]]:
    """Topics of the last twelve months by partnership, and volumes by (partnership, catalogue line)."""
    sums: dict[tuple[str, str, str], list[tuple[int, int]]] = defaultdict(list)
    rows = everything(Demand, WHY).filter(month__gt=today - YEAR, month__lte=today).order_by("month", "pk")
    for code, topic, line, volume, pk in rows.values_list("partnership__code", "topic", "line_code", "volume", "pk"):
        sums[code, topic, line].append((volume, pk))
    topics: dict[str, tuple[TopicFacts, ...]] = defaultdict(tuple)
    volumes: dict[tuple[str, str], int] = defaultdict(int)
    for (code, topic, line), found in sorted(sums.items()):
        total = sum(volume for volume, _pk in found)
        topics[code] += (TopicFacts(topic, total, bool(line), tuple(str(pk) for _volume, pk in found)),)
        volumes[code, line] += total
    return topics, volumes


def _lines(volumes: dict[tuple[str, str], int]) -> dict[str, list[LineFacts]]:
    known = {code for code, _line in volumes}
    found: dict[str, list[LineFacts]] = defaultdict(list)
    columns = ("pk", "contract__partnership__code", "code", "band_low", "band_high", "technology", "supported_until")
    for pk, partnership, code, low, high, technology, until in (
        everything(CatalogueLine, WHY).order_by("code", "pk").values_list(*columns)
    ):
        volume = volumes.get((partnership, code), 0) if partnership in known else None
        found[partnership].append(LineFacts(code, low, high, technology, until, volume, str(pk)))
    return found
