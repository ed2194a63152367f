"""Cards of chapter 2: one partnership in four situations per signal, built by hand."""

from collections.abc import Callable, Sequence
from datetime import date, timedelta

from etincelle.foundation.config import default_rules
from etincelle.network.facts import Contact, NetworkFacts
from etincelle.parties.facts import PersonFacts
from etincelle.vocabulary.levels import Side
from etincelle.vocabulary.partnership import Coverage
from etincelle.vocabulary.rules import Rules

TODAY = date(2026, 11, 24)
SIGNED = date(2023, 3, 12)
RULES = default_rules()
US = PersonFacts("dg", Side.CLIENT, "", 5, True, True)
THEM = PersonFacts("pdg", Side.PARTNER, "NORDIA", 5, True, True)
ACCOUNT = PersonFacts("compte", Side.PARTNER, "NORDIA", 3, False, True)
STEERING = PersonFacts("pilote", Side.CLIENT, "", 3, False, True)
CALENDAR = (Coverage("calendar", date(2022, 1, 1), date(2026, 11, 20)),)
Facts = tuple[NetworkFacts, Rules, date]


def meeting(day: date, *persons: str, people: int = 2) -> Contact:
    return Contact(day, "meeting", people, persons or ("dg", "pdg"), f"ics|{day:%Y%m%d}")


def network(
    days: Sequence[date], coverage: tuple[Coverage, ...] = CALENDAR, signed: date | None = SIGNED
) -> NetworkFacts:
    return NetworkFacts(signed, (US, STEERING, THEM, ACCOUNT), tuple(meeting(d) for d in days), coverage)


def ago(*days: int) -> list[date]:
    return [TODAY - timedelta(days=n) for n in days]


def around_signature(count: int) -> list[date]:
    return [SIGNED - timedelta(days=150) + timedelta(days=24 * n) for n in range(count)]


def weekly_steering() -> Facts:
    """Steering people meet every week: busy, and general managements still silent; once met 20 days ago, awake."""
    contacts = tuple(meeting(d, "pilote", "compte") for d in ago(*range(1, 300, 7)))
    return NetworkFacts(SIGNED, (US, STEERING, THEM, ACCOUNT), (*contacts, meeting(ago(20)[0])), CALENDAR), RULES, TODAY


def fewer_but_alive() -> Facts:
    """Half as many meetings as around the signature: calmer, not collapsed."""
    return network([*around_signature(10), *ago(20, 100, 180, 260, 340)]), RULES, TODAY


CARDS: dict[str, dict[str, Callable[[], Facts]]] = {
    "network.executive_silence": {
        "asleep": lambda: (network([*around_signature(8), *ago(427)]), RULES, TODAY),
        "awake": lambda: (network(ago(30, 120, 210, 300)), RULES, TODAY),
        "unknown": lambda: (network(ago(427), coverage=()), RULES, TODAY),
        "looks_alike": weekly_steering,
    },
    "network.then_and_now": {
        "asleep": lambda: (network([*around_signature(12), *ago(300)]), RULES, TODAY),
        "awake": lambda: (network([*around_signature(6), *ago(20, 80, 140, 200, 260, 320)]), RULES, TODAY),
        "unknown": lambda: (network(ago(300), signed=date(2026, 6, 1)), RULES, TODAY),
        "looks_alike": fewer_but_alive,
    },
}
