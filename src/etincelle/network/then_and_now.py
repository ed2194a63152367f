"""« Combien de fois… et depuis ? »: contacts around the signature against the last 360 days.

k1 contacts in [signed - 180 d, signed + 180 d), k2 in [today - 360 d, today); under the null the k2 are a
binomial half of all (one-sided). Collapsed: 3 * k2 <= k1 and p < .10 and k1 + k2 >= 6 (our thresholds).
Worked figure: 12 then, 1 now: P(X <= 1 | 13, 1/2) = 14/8192 = .0017: collapsed.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from etincelle.arithmetic.small_samples import binomial_tail
from etincelle.network.horizon import Window
from etincelle.vocabulary.rules import NetworkRules

FALL_WITHOUT_PROOF = 0.5


@dataclass(frozen=True, slots=True)
class ThenAndNow:
    """Counts in both windows, and the one-sided probability of a fall this large by chance."""

    then: int
    now: int
    p_value: float
    enough: bool
    collapsed: bool

    @property
    def score(self) -> float:
        """1 when collapsed, else half of the fall; `then` is not 0."""
        return 1.0 if self.collapsed else FALL_WITHOUT_PROOF * max(0.0, 1 - self.now / self.then)


def windows(signed_on: date, today: date, rules: NetworkRules) -> tuple[Window, Window] | None:
    """The two half-open windows; None when "now" would overlap "then"."""
    half = timedelta(days=rules.then_window_days)
    then = (signed_on - half, signed_on + half)
    now = (today - timedelta(days=rules.now_window_days), today)
    return None if now[0] < then[1] else (then, now)


def compare(days: Iterable[date], both: tuple[Window, Window], rules: NetworkRules) -> ThenAndNow:
    """Count each day once, and test."""
    once = set(days)
    then, now = (sum(start <= d < end for d in once) for start, end in both)
    p = binomial_tail(now, then + now, 0.5)
    enough = then + now >= rules.collapse_min_contacts
    fell = rules.collapse_ratio * now <= then and p < rules.collapse_p
    return ThenAndNow(then, now, p, enough, collapsed=enough and fell)
