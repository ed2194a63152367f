"""« Combien de fois… et depuis ? »: contacts around the signature against the last 360 days.

k1 contacts in [signed - 180 d, signed + 180 d), k2 in [today - 360 d, today); under the null the k2 are a
binomial half of all (one-sided). Collapsed: 3 * k2 <= k1 and p < .10 and k1 + k2 >= 6 (our thresholds).
Worked figure: 12 then, 1 now: P(X <= 1 | 13, 1/2) = 14/8192 = .0017: collapsed.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from etincelle.arithmetic.small_samples import binomial_tail
from etincelle.vocabulary.partnership import Coverage
from etincelle.vocabulary.rules import NetworkRules

Window = tuple[date, date]


@dataclass(frozen=True, slots=True)
class ThenAndNow:
    """Counts in both windows, and the one-sided probability of a fall this large by chance."""

    then: int
    now: int
    p_value: float
    collapsed: bool


def windows(signed_on: date, today: date, rules: NetworkRules) -> tuple[Window, Window] | None:
    """The two half-open windows; None when "now" would overlap "then"."""
    then = (signed_on - timedelta(days=rules.then_window_days), signed_on + timedelta(days=rules.then_window_days))
    now = (today - timedelta(days=rules.now_window_days), today)
    return None if now[0] < then[1] else (then, now)


def covered(window: Window, coverage: Sequence[Coverage], slack_days: int = 0) -> bool:
    """Whether some one source covers a whole window; a source still fresh may miss the last `slack_days`."""
    end = window[1] - timedelta(days=1 + slack_days)
    return any(c.since <= window[0] and c.until >= end for c in coverage)


def compare(days: Sequence[date], both: tuple[Window, Window], rules: NetworkRules) -> ThenAndNow:
    """Count and test."""
    then, now = (sum(start <= d < end for d in days) for start, end in both)
    p = binomial_tail(now, then + now, 0.5)
    enough = then + now >= rules.collapse_min_contacts
    fell = rules.collapse_ratio * now <= then and p < rules.collapse_p
    return ThenAndNow(then, now, p, collapsed=enough and fell)
