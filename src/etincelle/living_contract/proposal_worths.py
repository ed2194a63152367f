"""What a proposed point is worth to either side: euros, when a formula and all its inputs are known.

The formulas are those of levers.py; what lacks one input has no euros. What a scope adds to the price counts the year
that is running as a whole one, since the law is strict about what is added.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal

from etincelle.living_contract.dates import running_end
from etincelle.living_contract.deal_facts import NOTHING, PublicContract
from etincelle.living_contract.facts import TermFacts
from etincelle.living_contract.levers import (
    DAYS_A_YEAR,
    Extension,
    GainShare,
    Growth,
    Known,
    Lever,
    PriceCut,
    RelaxedMeasure,
    Terms,
    Visibility,
    Worth,
)
from etincelle.vocabulary.partnership import Regime

EXTENSION = {"one_year": 1, "two_years": 2, "three_years": 3}
GROWTH = {"tenth": Decimal("0.1"), "fifth": Decimal("0.2"), "third": Decimal("0.3")}
CUT = {"one": Decimal("0.01"), "two": Decimal("0.02"), "five": Decimal("0.05")}
SHARE = {"least": Decimal("0.3"), "half": Decimal("0.5"), "most": Decimal("0.7")}
TIMELESS = (Visibility, GainShare, RelaxedMeasure)  # told, at least in part, without a price or a rate
UNPRICED = ("service_asked", "new_services", "technology", "band_over", "gainshare")
UNTIMED = Terms(NOTHING, NOTHING, 0)


@dataclass(frozen=True, slots=True)
class Inputs:
    """What people know and the contract does not say; None is unknown. Shares are of 1, money in euros before tax.

    rate: discount a year. margin, kept_anyway, market: see levers.Extension; margin is that of growth as well.
    levers: what is known of one level, by codes of its point and of itself; it wins over the usual lever.
    public: what the law looks at; unknown amounts when None.
    """

    rate: Known = None
    margin: Known = None
    kept_anyway: Known = None
    market: Sequence[tuple[Decimal, Decimal]] | None = None
    levers: Mapping[tuple[str, str], Lever] = field(default_factory=dict)
    public: PublicContract | None = None


@dataclass(frozen=True, slots=True)
class Basis:
    """What of the live contracts counts. annual_value: euros a year of all of them; None when one is not known, not in
    euros or nothing. years: whole years until the first end; None when an end is not known. All public if one is."""

    annual_value: Known
    years: int | None
    is_public: bool
    has_review_clause: bool
    inputs: Inputs

    def terms(self, years: int | None, after: int | None = 0) -> Terms | None:
        """The terms of a lever that lasts so many years; None when something is not known or nothing is left."""
        rate = self.inputs.rate
        if self.annual_value is None or rate is None or rate <= -1 or not years or after is None:
            return None
        return Terms(self.annual_value, rate, years, after)


def basis_of(terms: Sequence[TermFacts], today: date, inputs: Inputs | None) -> Basis:
    """The contracts of a partnership taken together."""
    values = [t.annual_value if t.currency == "EUR" else None for t in terms]
    known = [value for value in values if value is not None and value > 0]
    ends = [running_end(t, today) for t in terms]
    left = [(end[0] - today).days // DAYS_A_YEAR for end in ends if end is not None]
    return Basis(
        sum(known, NOTHING) if known and len(known) == len(values) else None,
        min(left) if left and len(left) == len(ends) else None,
        any(t.regime is Regime.PUBLIC for t in terms),
        bool(terms) and all(t.review_clause for t in terms if t.regime is Regime.PUBLIC),
        inputs or Inputs(),
    )


def worth_of(point: tuple[str, str], level: str, basis: Basis) -> Worth:
    """What a level, not today's, is worth in euros over today; point: its kind and its code."""
    kind, code = point
    lever = basis.inputs.levers.get((code, level)) or _usual(kind, level, basis)
    more = EXTENSION[level] if kind == "extension" else None
    terms = basis.terms(more, basis.years) if more else basis.terms(basis.years)
    if lever is not None and terms is not None:
        return lever.worth(terms)
    if isinstance(lever, RelaxedMeasure):
        lever = replace(lever, credit=None)
    return lever.worth(UNTIMED) if isinstance(lever, TIMELESS) else Worth(None, None)


def _usual(kind: str, level: str, basis: Basis) -> Lever | None:
    """The lever of a kind of point, as far as the contract and the inputs tell it."""
    told = basis.inputs
    if kind == "scope" and basis.annual_value is not None:
        return Growth(GROWTH[level] * basis.annual_value, None, told.margin)
    usual: dict[str, Lever] = {
        "extension": Extension(told.margin, told.kept_anyway, told.market),
        "measure_eased": RelaxedMeasure(None, None, is_saturated=True),
        "reference": Visibility(None),
    }
    if kind == "price":
        return PriceCut(CUT[level])
    return GainShare(None, SHARE[level], None) if kind == "gainshare" else usual.get(kind)


def added(kind: str, level: str, basis: Basis) -> Known:
    """What a level adds to the price of the contract over its life, in euros before tax; None when not known."""
    if kind in UNPRICED:
        return None
    if kind not in ("extension", "scope"):
        return NOTHING
    if basis.annual_value is None or basis.years is None:
        return None
    years = EXTENSION[level] if kind == "extension" else GROWTH[level] * (basis.years + 1)
    return basis.annual_value * years
