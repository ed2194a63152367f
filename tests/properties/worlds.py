"""Facts of partnerships as hypothesis draws them: plausible, empty, contradictory, to come, of people who left."""

from datetime import date, timedelta
from decimal import Decimal

from hypothesis import strategies as st
from tests.spark.partnerships import RULES, TODAY

from etincelle.comfort_zone.facts import Answer, ComfortFacts, LevelFacts, Month
from etincelle.governance.facts import GovernanceFacts, MeetingFacts, ReportFacts
from etincelle.innovation.facts import IdeaFacts, InnovationFacts, QuotaFacts
from etincelle.living_contract.facts import AmendmentFacts, ContractFacts, LineFacts, TermFacts, TopicFacts
from etincelle.network.facts import Contact, NetworkFacts
from etincelle.new_deal.facts import NewDealFacts, ObjectiveFacts, ThemeFacts
from etincelle.parties.facts import PersonFacts, SeatFacts
from etincelle.spark.facts import (
    Memory,
    OutcomeFacts,
    PartnershipFacts,
    Pick,
    Portfolio,
    SnoozeFacts,
    WordFacts,
)
from etincelle.vocabulary.levels import Side, State
from etincelle.vocabulary.partnership import Coverage, PartnershipRef, Regime

SIDES = st.sampled_from(list(Side))
COUNT = st.integers(0, 8)
CALLEES = ("x4", "x5", "y5")
CLIENTS = ("dg", "dsi", "resp")


def days(least: int = -60, most: int = 1500) -> st.SearchStrategy[date]:
    """A day so many days ago, at least and at most; negative is to come."""
    return st.integers(least, most).map(lambda n: TODAY - timedelta(days=n))


def maybe(inner: st.SearchStrategy[object]) -> st.SearchStrategy[object]:
    """Sometimes nothing."""
    return st.one_of(st.none(), inner)


@st.composite
def people(draw: st.DrawFn) -> tuple[PersonFacts, ...]:
    """Six people: the client's three, the partner's three, with levels known or not, here or gone."""
    found = []
    for code in (*CLIENTS, *CALLEES):
        side = Side.CLIENT if code in CLIENTS else Side.PARTNER
        level, gone = draw(maybe(st.integers(1, 5))), draw(maybe(days(-30, 400)))
        level = draw(st.sampled_from([level, 4, 5]))
        heir = draw(st.sampled_from([None, *CALLEES]))
        mandate = draw(st.booleans()) or draw(st.booleans())
        partner = "" if side is Side.CLIENT else "X"
        found.append(PersonFacts(code, side, partner, level, mandate, True, draw(st.sampled_from([None, gone])), heir))
    return tuple(found)


@st.composite
def networks(draw: st.DrawFn, folk: tuple[PersonFacts, ...], signed: date | None) -> NetworkFacts:
    """Contacts of all channels and sizes, and what the sources cover."""
    persons = st.sets(st.sampled_from([*CLIENTS, *CALLEES, "nobody"]), min_size=1, max_size=4).map(
        lambda s: tuple(sorted(s))
    )
    contact = st.builds(
        Contact, days(), st.sampled_from(["meeting", "call", "mail"]), st.integers(1, 12), persons,
        st.integers(0, 10**6).map(lambda n: f"ics|{n}"), st.booleans(),
    )  # fmt: skip
    cover = st.tuples(st.sampled_from(["calendar", "mail", "calls"]), days(0, 2200), days(-30, 300)).map(
        lambda c: Coverage(c[0], min(c[1], c[2]), max(c[1], c[2]))
    )
    contacts = draw(st.lists(contact, max_size=14))
    return NetworkFacts(signed, folk, tuple(contacts), tuple(draw(st.lists(cover, max_size=3))))


@st.composite
def levels(draw: st.DrawFn, code: str) -> LevelFacts:
    """A level with some months in order, fresh or stale, flat or not."""
    last, count = draw(st.integers(0, 6)), draw(st.integers(0, 20))
    months = [(TODAY.replace(day=1) - timedelta(days=30 * (last + n))).replace(day=1) for n in range(count)]
    base, spread = draw(st.sampled_from([92.0, 96.0, 99.3, 100.0])), draw(st.sampled_from([0.0, 0.2, 2.0]))
    values = [min(100.0, base + spread * draw(st.floats(-1, 1))) for _ in months]
    counted = draw(st.booleans())
    read = tuple(
        Month(m, v, round(2 * v) if counted else None, 200 if counted else None, f"{code}{n}")
        for n, (m, v) in enumerate(zip(sorted(months), values, strict=True))
    )
    since = draw(maybe(days(0, 2000)))
    return LevelFacts(code, draw(st.booleans()), None, 95.0, since, read, draw(st.sampled_from(["%", "h"])))  # type: ignore[arg-type]


@st.composite
def comforts(draw: st.DrawFn) -> ComfortFacts:
    """Up to three levels, and answers."""
    known = tuple(draw(levels(code)) for code in ("N1", "N2", "N3")[: draw(st.integers(0, 3))])
    scores = draw(st.lists(st.integers(1, 5), max_size=60))
    return ComfortFacts(known, tuple(Answer(TODAY - timedelta(days=n), s, str(n)) for n, s in enumerate(scores)))


@st.composite
def contracts(draw: st.DrawFn, signed: date | None, money: st.SearchStrategy[Decimal | None]) -> ContractFacts:
    """Terms, amendments, catalogue and demand."""
    term = st.builds(
        TermFacts, st.sampled_from(["C1", "C2"]), st.sampled_from(list(Regime)), maybe(days()), maybe(days(-1500, 900)),
        st.sampled_from(["none", "tacit", "express"]), maybe(st.sampled_from([6, 12])), st.integers(0, 12),
        st.integers(0, 30), money, st.sampled_from(["EUR", "EUR", "EUR", "USD"]), maybe(days(-40, 40)), st.just("1"),
    )  # fmt: skip
    amendment = st.builds(AmendmentFacts, days(), st.sampled_from(["scope", "address"]), st.booleans(), st.just("1"))
    line = st.builds(
        LineFacts, st.just("L"), maybe(st.integers(0, 50)), maybe(st.integers(51, 200)), st.sampled_from(["", "T"]),
        maybe(days(-400, 400)), maybe(st.integers(0, 300)), st.just("1"),
    )  # fmt: skip
    topic = st.builds(TopicFacts, st.sampled_from("abc"), st.integers(0, 300), st.booleans(), st.just(("1",)))
    lists = [st.lists(one, max_size=3) for one in (term, amendment, line, topic)]
    terms, changes, lines, asked = (draw(one) for one in lists)
    return ContractFacts(signed, tuple(terms), tuple(changes), tuple(lines), tuple(asked))


@st.composite
def deals(draw: st.DrawFn) -> NewDealFacts:
    """A strategy, objectives, hooks."""
    themes = tuple(ThemeFacts(c, draw(st.sampled_from([0.0, 1.0, 3.0])), c) for c in "ABC"[: draw(st.integers(0, 3))])
    serving = st.lists(st.sampled_from("ABC"), max_size=2, unique=True).map(tuple)
    objective = st.builds(
        ObjectiveFacts, st.just("O"), serving, st.booleans(), maybe(days(-300, 300)), days(0, 600), maybe(days(0, 300)),
        st.just("1"),
    )  # fmt: skip
    hooks = frozenset(draw(st.sets(st.sampled_from("ABC"))))
    return NewDealFacts(draw(maybe(days(0, 800))), themes, tuple(draw(st.lists(objective, max_size=3))), hooks)  # type: ignore[arg-type]


@st.composite
def inventions(draw: st.DrawFn, signed: date | None) -> InnovationFacts:
    """Ideas and quotas."""
    idea = st.builds(
        IdeaFacts, SIDES, days(-10, 900), st.none(), maybe(st.booleans()), st.none(), st.none(), st.just(""),
        st.booleans(), st.just("1"),
    )  # fmt: skip
    quota = st.builds(QuotaFacts, SIDES, st.integers(0, 9), days(-50, 1500), maybe(days(-300, 300)), st.just("7"))
    ideas, quotas = draw(st.lists(idea, max_size=6)), draw(st.lists(quota, max_size=2))
    return InnovationFacts(signed, tuple(ideas), tuple(quotas), known=draw(st.booleans()))


@st.composite
def steering(draw: st.DrawFn) -> GovernanceFacts:
    """Meetings and reports in order of time."""
    meetings = []
    for n in reversed(range(draw(COUNT))):
        members, actions = draw(st.integers(0, 6)), draw(st.integers(0, 6))
        meetings.append(
            MeetingFacts(
                TODAY - timedelta(days=30 * n), "c", draw(st.sampled_from([0, 60, 90])), draw(st.integers(0, 4)),
                frozenset(draw(st.sets(st.sampled_from(["N1", "N2"])))), members, draw(st.integers(0, members)),
                actions, draw(st.integers(0, actions)), draw(st.booleans()) or draw(st.booleans()), str(n),
            )
        )  # fmt: skip
    reports = [
        ReportFacts(
            TODAY - timedelta(days=30 * n), draw(st.sampled_from([50, 300])), draw(maybe(st.floats(0, 1))), str(n)
        )  # type: ignore[arg-type]
        for n in reversed(range(draw(st.integers(0, 4))))
    ]
    return GovernanceFacts(tuple(meetings), tuple(reports))


MONEY: st.SearchStrategy[Decimal | None] = st.one_of(
    st.none(), st.sampled_from([Decimal(n) for n in (0, 5_000, 40_000, 900_000, 2_000_000, 30_000_000)])
)


@st.composite
def partnerships(
    draw: st.DrawFn, code: str = "A", money: st.SearchStrategy[Decimal | None] = MONEY
) -> PartnershipFacts:
    """Anything one partnership may look like."""
    signed: date | None = draw(st.one_of(st.none(), days(0, 2500)))
    folk = draw(people())
    seat = st.builds(
        SeatFacts, st.sampled_from(["a", "b", "c"]), SIDES, st.sampled_from([*CLIENTS, *CALLEES]), days(-30, 2800),
        maybe(days(-100, 500)), st.booleans(), st.just("1"),
    )  # fmt: skip
    word = st.builds(
        WordFacts, st.sampled_from(["promise", "ambition"]), st.just("x"), days(0, 900), st.sampled_from(CALLEES),
        st.none(), maybe(st.booleans()), st.just("1"),
    )  # fmt: skip
    return PartnershipFacts(
        PartnershipRef(code, "X", signed), folk, tuple(draw(st.lists(seat, max_size=5))),
        tuple(draw(st.lists(word, max_size=3))), draw(networks(folk, signed)), draw(comforts()),
        draw(contracts(signed, money)), draw(deals()), draw(inventions(signed)), draw(steering()),
    )  # fmt: skip


@st.composite
def memories(draw: st.DrawFn, codes: tuple[str, ...] = ("A", "B", "C")) -> Memory:
    """Calls logged, snoozes, yesterday's pick, states left."""
    partnership, callee = st.sampled_from(codes), st.sampled_from(CALLEES)
    topic = st.sampled_from(["innovation.drought", "new_deal.strategy_not_covered"])
    outcome = st.builds(
        OutcomeFacts, partnership, callee, topic, st.sampled_from(["reached", "message", "not_reached"]), days(0, 400),
        st.none(), st.just("1"),
    )  # fmt: skip
    reason = st.sampled_from(sorted(RULES.call.snooze_days))
    snooze = st.builds(SnoozeFacts, partnership, callee, topic, reason, days(-20, 5))
    pick = st.builds(Pick, st.just(TODAY - timedelta(days=1)), partnership, callee, topic)
    states = tuple((code, draw(st.sampled_from(list(State)))) for code in codes)
    outcomes, snoozes = draw(st.lists(outcome, max_size=3)), draw(st.lists(snooze, max_size=2))
    return Memory(tuple(outcomes), tuple(snoozes), draw(st.one_of(st.none(), pick)), states)


@st.composite
def portfolios(draw: st.DrawFn, codes: tuple[str, ...] = ("A", "B", "C")) -> Portfolio:
    """Several partnerships of one partner, whose people are the same, and a memory."""
    return Portfolio(tuple(draw(partnerships(code)) for code in codes), draw(memories(codes)))
