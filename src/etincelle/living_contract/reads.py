"""From tables to facts, for all partnerships at once."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import Any

from etincelle.foundation.access import everything
from etincelle.foundation.prepared import Prepared, given
from etincelle.living_contract.facts import AmendmentFacts, ContractFacts, LineFacts, TermFacts, TopicFacts
from etincelle.living_contract.models import Amendment, CatalogueLine, Contract, ContractStake, Demand
from etincelle.living_contract.vitality import SUBSTANTIVE
from etincelle.vocabulary.partnership import PartnershipRef, Regime

WHY = "morning: living contract"
YEAR = timedelta(days=366)


def load_contract(refs: Sequence[PartnershipRef], today: date) -> dict[str, ContractFacts]:
    """Facts of each partnership, in five queries whatever their number."""
    terms = _terms()
    amendments: dict[str, list[AmendmentFacts]] = defaultdict(list)
    rows = everything(Amendment, WHY).order_by("signed_on", "pk")
    for code, pk, signed, kind in rows.values_list("contract__partnership__code", "pk", "signed_on", "kind"):
        amendments[code].append(AmendmentFacts(signed, kind, kind in SUBSTANTIVE, str(pk)))
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
    return _terms_in(TERMS(partnership=code), {})[code]


def _terms() -> dict[str, list[TermFacts]]:
    quiet = dict(everything(ContractStake, WHY).values_list("contract_id", "quiet_until"))
    rows = everything(Contract, WHY).filter(terminated_on=None).order_by("code")
    return _terms_in(rows.values_list(*COLUMNS), quiet)


COLUMNS = (
    "pk", "partnership__code", "code", "regime", "signed_on", "ends_on", "renewal", "renewal_months", "notice_months",
    "notice_days", "annual_value", "currency",
)  # fmt: skip
TERMS = Prepared(
    lambda: (
        everything(Contract, "one partnership's dates")
        .filter(partnership__code=given("partnership"), terminated_on=None)
        .order_by("code")
        .values_list(*COLUMNS)
    )
)


def _terms_in(rows: Iterable[tuple[Any, ...]], quiet: dict[int, date | None]) -> dict[str, list[TermFacts]]:
    found: dict[str, list[TermFacts]] = defaultdict(list)
    for row in rows:
        pk, partnership, code, regime, signed, ends, renewal, every, months, days, value, currency = row
        found[partnership].append(
            TermFacts(
                code,
                Regime(regime),
                signed,
                ends,
                renewal,
                every,
                months or 0,
                days or 0,
                value,
                currency,
                quiet.get(pk),
                str(pk),
            )
        )
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
