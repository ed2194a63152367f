"""A deal in words, for the client: what it gives, what it gets, why that is a trade, what the law holds back, what is
not sure. Codes and figures; phrases.py makes the sentences.

`exchange` alone may cross the table: it holds the names of issues and levels, no worth, no weight, no limit. All else
is the client's own.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from etincelle.living_contract.deal import Deal, Judged, Trade
from etincelle.living_contract.deal_facts import Issue, Offer, Side, Unit
from etincelle.living_contract.deal_sense import Change, Kept
from etincelle.living_contract.deal_values import Missing, Valued
from etincelle.living_contract.guard_rails import Guarded
from etincelle.vocabulary.signal import Evidence, Scalar

CODE = "living_contract.deal"
NAMES = {Unit.EUROS: "eur", Unit.POINTS: "points"}


@dataclass(frozen=True, slots=True)
class _Moved:
    """An issue that an offer moves: titles, worth over today to either side, in its unit and as a share of its all."""

    issue: str
    level: str
    client: Decimal
    partner: Decimal
    shares: tuple[float, float]

    def line(self, code: str, **figures: Scalar) -> Evidence:
        """A line about it."""
        return Evidence(f"{CODE}.{code}", {"issue": self.issue, "level": self.level, **figures})


@dataclass(frozen=True, slots=True)
class Exchange:
    """What either side gives and what moves for both, as lines without a figure."""

    you_get: tuple[Evidence, ...]
    you_give: tuple[Evidence, ...]
    both: tuple[Evidence, ...]


def exchange(issues: Sequence[Issue], offer: Offer) -> Exchange:
    """Gets, gives, and what moves for both; issues that stay as they are today are not named.

    Who gives is what the table says (`Issue.giver`), never read from a worth: nothing private is even looked at.
    """
    held = dict(offer.levels)
    moved = [issue for issue in issues if held.get(issue.code, issue.today) != issue.today]
    codes = {Side.PARTNER: "get", Side.CLIENT: "give", None: "both"}
    lines = {
        giver: tuple(
            Evidence(f"{CODE}.{code}", {"issue": i.title, "level": i.level(held[i.code]).title})
            for i in moved
            if i.giver is giver
        )
        for giver, code in codes.items()
    }
    return Exchange(lines[Side.PARTNER], lines[Side.CLIENT], lines[None])


def why(deal: Deal, judged: Judged) -> tuple[Evidence, ...]:
    """Why it is a trade: the gift that brings the partner most, the wish that brings you most, and both totals."""
    moved = _moved(deal.valued, judged.offer)
    given = [m for m in moved if m.partner > 0 and m.client <= 0]
    got = [m for m in moved if m.client > 0 and m.partner <= 0]
    lines = []
    if given:
        gift = max(given, key=lambda m: (m.shares[1], m.issue))
        lines.append(_figures(gift, "gift" if gift.client else "gift_free", gift.shares))
    if got:
        wish = max(got, key=lambda m: (m.shares[0], m.issue))
        lines.append(_figures(wish, "wish" if wish.partner else "wish_free", wish.shares))
    return (*lines, *(_total(deal, judged, side) for side in Side))


def _figures(moved: _Moved, code: str, shares: tuple[float, float]) -> Evidence:
    return moved.line(code, yours_share=abs(shares[0]), theirs_share=abs(shares[1]))


def _total(deal: Deal, judged: Judged, side: Side) -> Evidence:
    name = NAMES[deal.valued.scale(side).unit]
    return Evidence(f"{CODE}.gains.{side}.{name}", {f"gain_{name}": judged.gain(side)})


def _moved(valued: Valued, offer: Offer) -> list[_Moved]:
    """The issues that are not as today, in the order of the table."""
    found = []
    for issue, (code, level) in zip(valued.guarded.issues, offer.levels):
        if level != issue.today:
            client, partner = (valued.scale(side).gains[code, level] for side in Side)
            shares = (float(valued.client.share(client)), float(valued.partner.share(partner)))
            found.append(_Moved(issue.title, issue.level(level).title, client, partner, shares))
    return found


def refusal(deal: Deal) -> tuple[Evidence, ...]:
    """Who says no, and by how much; nothing when there is a deal."""
    if deal.refused is None:
        return ()
    who = {(True, False): ".client", (False, True): ".partner", (True, True): ".both"}
    reason = f"{CODE}.refused.{deal.refused.why}{who.get((deal.refused.one, deal.refused.other), '')}"
    return (Evidence(reason), *(_lack(deal, side, lack) for side, lack in zip(Side, deal.lacks) if lack > 0))


def _lack(deal: Deal, side: Side, lack: Decimal) -> Evidence:
    name = NAMES[deal.valued.scale(side).unit]
    return Evidence(f"{CODE}.lacks.{side}.{name}", {f"lack_{name}": lack})


def precision(deal: Deal) -> tuple[Evidence, ...]:
    """That gains were counted coarsely, when they had to be."""
    coarse = deal.valued.coarse
    return (Evidence(f"{CODE}.coarse", {"times": coarse}),) if coarse > 1 else ()


def missing(found: Missing, issues: Sequence[Issue]) -> Evidence:
    """What to fill in before the table can be solved."""
    titles = {issue.code: issue.title for issue in issues}
    side = f".{found.side}" if found.side else ""
    params: dict[str, Scalar] = {"issue": titles[found.issue]} if found.issue else {}
    return Evidence(f"{CODE}.missing.{found.reason}{side}", params)


def law(guarded: Guarded, offer: Offer | None, issues: Sequence[Issue]) -> tuple[Evidence, ...]:
    """What the law holds back: levels that are out, what an offer uses of each ceiling, what to write next time.

    `issues` are those of the table, before the law took anything away.
    """
    titles = {issue.code: issue for issue in issues}
    lines = [
        Evidence(
            f"{CODE}.barred.{bar.reason}",
            {
                "issue": titles[bar.issue].title,
                "level": titles[bar.issue].level(bar.level).title,
                "article": bar.article,
            },
        )
        for bar in guarded.barred
    ]
    for ceiling in guarded.ceilings if offer else ():
        used = sum(ceiling.adds[key] for key in offer.levels) if offer else 0
        figures: dict[str, Scalar] = {"used_eur": Decimal(used) / 100, "limit_eur": Decimal(ceiling.most) / 100}
        lines.append(Evidence(f"{CODE}.ceiling.{ceiling.ground}", {**figures, "article": ceiling.article}))
    lines += [Evidence(f"{CODE}.threshold_unknown")] if guarded.threshold_unknown else []
    return (*lines, *((Evidence(f"{CODE}.ask_clause"),) if guarded.asks_for_clause else ()))


def where_to_trade(found: Sequence[Trade], issues: Sequence[Issue]) -> tuple[Evidence, ...]:
    """One line an issue: give there, ask there, or both want the same."""
    titles = {issue.code: issue.title for issue in issues}
    return tuple(_trade(trade, titles[trade.issue]) for trade in found)


def _trade(trade: Trade, title: str) -> Evidence:
    params: dict[str, Scalar] = {"issue": title}
    if trade.common:
        return Evidence(f"{CODE}.trade.common", params)
    if trade.ratio is None or trade.ratio == 0:
        return Evidence(f"{CODE}.trade.{'ask_free' if trade.ratio == 0 else 'give_free'}", params)
    if trade.ratio == 1:
        return Evidence(f"{CODE}.trade.even", params)
    code, ratio = ("give", trade.ratio) if trade.ratio > 1 else ("ask", 1 / trade.ratio)
    return Evidence(f"{CODE}.trade.{code}", {**params, "times": float(ratio)})


def how_sure(kept: Kept) -> Evidence:
    """Whether an offer holds when the partner weighs issues otherwise."""
    code = "robust" if kept.is_robust else "fragile"
    return Evidence(f"{CODE}.{code}", {"kept_share": kept.kept / kept.draws, "draws": kept.draws})


def what_would_change(change: Change, deal: Deal) -> Evidence:
    """The nearest change of a weight, or of what a side has without a deal."""
    end = "moves" if change.then else "ends"
    if change.factor is not None:
        titles = {issue.code: issue.title for issue in deal.valued.guarded.issues}
        params: dict[str, Scalar] = {"issue": titles[change.issue], "times": float(change.factor)}
        return Evidence(f"{CODE}.change.weight.{change.side}.{end}", params)
    scale = deal.valued.scale(change.side)
    name, moved = NAMES[scale.unit], change.amount or Decimal(0)
    figures: dict[str, Scalar] = {f"then_{name}": scale.without_deal + moved, f"now_{name}": scale.without_deal}
    return Evidence(f"{CODE}.change.reserve.{change.side}.{name}.{end}", figures)
