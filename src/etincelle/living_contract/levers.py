"""What a concession is worth to either side, in euros of today. The user gives the inputs; the formulas are fixed.

d = 1 / (1 + rate), S = sum of d^t over the years concerned, the first being the one that starts `after` years from now.
What is not known stays unknown: one missing input makes the worth of that side None, never 0.
Worked figures below: 1,000,000 a year, rate 25 % (d = .8), two years from now: S = .8 + .64 = 1.44.
A usual price cut for a year of extension was looked for and not found in any source that can be cited: give yours.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from math import prod

DAYS_A_YEAR = 365
Known = Decimal | None


@dataclass(frozen=True, slots=True)
class Terms:
    """Yearly price of the contract, discount rate a year (0.08 is 8 %), whole years concerned, years before them."""

    annual_value: Decimal
    rate: Decimal
    years: int
    after: int = 0

    @property
    def annuity(self) -> Decimal:
        """S, exact but for the division."""
        d = 1 / (1 + self.rate)
        return sum((d**t for t in range(self.after + 1, self.after + self.years + 1)), Decimal(0))


@dataclass(frozen=True, slots=True)
class Worth:
    """To the client and to the partner, in euros of today; None when not known."""

    client: Known
    partner: Known


def _product(*factors: Known) -> Known:
    """None when a factor is missing."""
    known = [factor for factor in factors if factor is not None]
    return prod(known, start=Decimal(1)) if len(known) == len(factors) else None


def _minus(first: Known, second: Known) -> Known:
    return None if first is None or second is None else first - second


@dataclass(frozen=True, slots=True)
class Extension:
    """Years more. `margin`: the partner's, a share. `kept_anyway`: its chance of winning the next tender.

    `market`: (chance, share of the price the market would save, cost of changing taken off) for each case.
    client: - sum of chance x max(0, saving) x price x S      partner: margin x price x (1 - kept_anyway) x S
    10 %, 60 %, half saving 6 % and half losing 2 %: - 43,200 and 57,600.
    """

    margin: Known
    kept_anyway: Known
    market: Sequence[tuple[Decimal, Decimal]] | None

    def worth(self, terms: Terms) -> Worth:
        """The tender given up, the margin won."""
        paid = terms.annual_value * terms.annuity
        saving = None if self.market is None else sum((p * max(Decimal(0), s) for p, s in self.market), Decimal(0))
        return Worth(_product(saving, -paid), _product(self.margin, _minus(Decimal(1), self.kept_anyway), paid))


@dataclass(frozen=True, slots=True)
class Growth:
    """More services or volume: revenue more a year, what the client finds it worth a year, the partner's margin on it.

    client: (worth - revenue) x S      partner: margin x revenue x S      200,000, 230,000, 25 %: 43,200 and 72,000.
    """

    revenue: Decimal
    service_value: Known
    margin: Known

    def worth(self, terms: Terms) -> Worth:
        """Surplus of the service, margin of the revenue."""
        surplus = _minus(self.service_value, self.revenue)
        return Worth(_product(surplus, terms.annuity), _product(self.margin, self.revenue, terms.annuity))


@dataclass(frozen=True, slots=True)
class VolumeCommitment:
    """A volume promised: euros a year, how far volumes move (standard deviation over mean), risk taken off as a share.

    client: - spread x committed x S      partner: premium x committed x S      400,000, 15 %, 2 %: - 86,400 and 11,520.
    """

    committed: Decimal
    spread: Known
    premium: Known

    def worth(self, terms: Terms) -> Worth:
        """Flexibility given up, risk taken off."""
        exposure = self.committed * terms.annuity
        return Worth(_product(self.spread, -exposure), _product(self.premium, exposure))


@dataclass(frozen=True, slots=True)
class Payment:
    """Paying so many days earlier (negative: later); what money costs each a year, a share.

    client: - price x days / 365 x its rate x S      partner: price x days / 365 x its rate x S
    73 days, 3 % and 6 %: - 8,640 and 17,280.
    """

    days_earlier: int
    client_rate: Known
    partner_rate: Known

    def worth(self, terms: Terms) -> Worth:
        """Money lent by one to the other."""
        lent = terms.annual_value * self.days_earlier / DAYS_A_YEAR * terms.annuity
        return Worth(_product(self.client_rate, -lent), _product(self.partner_rate, lent))


@dataclass(frozen=True, slots=True)
class Visibility:
    """A reference, a press release, a place in front: about nothing to the client, an estimate to the partner."""

    partner_estimate: Known

    def worth(self, terms: Terms) -> Worth:
        """As estimated, in euros of today."""
        return Worth(Decimal(0), self.partner_estimate)


@dataclass(frozen=True, slots=True)
class PriceCut:
    """A share off the price. client: cut x price x S, partner: the same, negative. 2 %: 28,800 and - 28,800."""

    cut: Decimal

    def worth(self, terms: Terms) -> Worth:
        """What one gains the other loses."""
        gained = self.cut * terms.annual_value * terms.annuity
        return Worth(gained, -gained)


@dataclass(frozen=True, slots=True)
class NewService:
    """Tooling, a human desk, days of innovation, a new team: hours saved a year and what one costs, risk avoided a
    year; the partner's cost at once and a year.

    client: (hours x cost + risk) x S      partner: - (at once + yearly x S)
    1,500 hours at 40, 5,000; 30,000 and 20,000: 93,600 and - 58,800.
    """

    hours_saved: Known
    hour_cost: Known
    risk_avoided: Known
    cost_at_once: Known
    cost_a_year: Known

    def worth(self, terms: Terms) -> Worth:
        """Time and risk saved against the cost of delivery."""
        hours, delivered = _product(self.hours_saved, self.hour_cost), _product(self.cost_a_year, terms.annuity)
        saved = None if hours is None or self.risk_avoided is None else hours + self.risk_avoided
        spent = None if delivered is None or self.cost_at_once is None else -(self.cost_at_once + delivered)
        return Worth(_product(saved, terms.annuity), spent)


@dataclass(frozen=True, slots=True)
class GainShare:
    """A project whose gain is shared: the gain in euros of today, the partner's share, what it costs the partner.

    client: (1 - share) x gain      partner: share x gain - effort      120,000, 50 %, 50,000: 60,000 and 10,000.
    Half is the usual clause; it rarely works by itself.
    """

    gain: Known
    partner_share: Decimal
    effort: Known

    def worth(self, terms: Terms) -> Worth:
        """Both parts of the gain."""
        return Worth(
            _product(1 - self.partner_share, self.gain), _minus(_product(self.partner_share, self.gain), self.effort)
        )


@dataclass(frozen=True, slots=True)
class RelaxedMeasure:
    """A measure dropped or eased: the credit of a missed month, how many are missed a year; whether it teaches nothing.

    client: 0 when it is saturated (chapter 3), else not known      partner: credit x missed x S
    A credit of 50 % x 40 % x (10 % x 100,000) = 2,000, half a month missed a year: 0 and 1,440. The cheapest trade.
    """

    credit: Known
    missed_a_year: Known
    is_saturated: bool

    def worth(self, terms: Terms) -> Worth:
        """Credits that will not be owed."""
        client = Decimal(0) if self.is_saturated else None
        return Worth(client, _product(self.credit, self.missed_a_year, terms.annuity))


Lever = (
    Extension | Growth | VolumeCommitment | Payment | Visibility | PriceCut | NewService | GainShare | RelaxedMeasure
)
