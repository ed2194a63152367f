"""Partnerships and people, for the whole portfolio at once; and their names, for the faces."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.db.models import QuerySet

from etincelle.foundation.access import Actor, everything, visible
from etincelle.foundation.prepared import Prepared, given, given_in, places, size_for
from etincelle.parties.facts import PersonFacts, SeatFacts, SeatTerms
from etincelle.parties.models import Ambition, Commitment, Partner, Partnership, Person, PersonProfile, Seat, SeatPlan
from etincelle.vocabulary.levels import Side
from etincelle.vocabulary.partnership import PartnershipRef

WHY = "morning: parties"


@dataclass(frozen=True, slots=True)
class Held:
    """A time during which somebody sat on a partnership, still when `until` is None."""

    partnership: str
    since: date
    until: date | None

    def distance(self, day: date) -> int:
        """Days between a day and that time, 0 inside it."""
        return max((self.since - day).days, (day - self.until).days if self.until else 0, 0)


@dataclass(frozen=True, slots=True)
class People:
    """Everybody known, and who sits where."""

    by_code: dict[str, PersonFacts]
    held: dict[str, tuple[Held, ...]]
    seats: dict[str, tuple[SeatFacts, ...]]
    clients: tuple[PersonFacts, ...]
    of_partner: dict[str, tuple[PersonFacts, ...]]

    def around(self, ref: PartnershipRef) -> tuple[PersonFacts, ...]:
        """The client's people and the partner's people of one partnership.

        Somebody seated on other partnerships only does not belong to this one; whose seats on it have all ended is
        gone for it, though he may still be with the partner.
        """
        theirs = (self._within(p, ref.code) for p in self.of_partner.get(ref.partner, ()))
        return (*self.clients, *(p for p in theirs if p))

    def _within(self, person: PersonFacts, partnership: str) -> PersonFacts | None:
        held = self.held.get(person.code)
        if not held:
            return person
        here = [h.until for h in held if h.partnership == partnership]
        ended = [until for until in here if until]
        if not here or len(ended) < len(here):
            return person if here else None
        return replace(person, gone_on=min(max(ended), person.gone_on or date.max))

    def seated_on(self, code: str, day: date) -> frozenset[str]:
        """The partnerships of the seats somebody held nearest to a day; none for who never sat.

        Nearest, because conversations begin before the signature that seats people.
        """
        held = self.held.get(code, ())
        least = min((h.distance(day) for h in held), default=0)
        return frozenset(h.partnership for h in held if h.distance(day) == least)


def load_partnerships() -> list[PartnershipRef]:
    """All partnerships that have not ended, by code."""
    rows = everything(Partnership, WHY).filter(ended_on=None).order_by("code")
    return [PartnershipRef(*row) for row in rows.values_list("code", "partner__code", "signed_on")]


def load_people() -> People:
    """Everybody, in three queries."""
    profiles = {
        pk: (level, mandate)
        for pk, level, mandate in everything(PersonProfile, WHY).values_list("person_id", "level", "mandate")
    }
    by_code = {}
    columns = ("pk", "code", "side", "partner__code", "phone", "left_on", "successor__code", "erased_on")
    for pk, code, side, partner, phone, left_on, successor, erased_on in (
        everything(Person, WHY).order_by("code").values_list(*columns)
    ):
        level, mandate = profiles.get(pk, (None, False))
        by_code[code] = PersonFacts(
            code, Side(side), partner or "", level, mandate, bool(phone), left_on, successor, bool(erased_on)
        )
    seats = _load_seats()
    held: dict[str, tuple[Held, ...]] = defaultdict(tuple)
    for partnership, taken in seats.items():
        for seat in taken:
            held[seat.person] += (Held(partnership, seat.since, seat.until),)
    clients = tuple(p for p in by_code.values() if p.side is Side.CLIENT)
    theirs: dict[str, tuple[PersonFacts, ...]] = defaultdict(tuple)
    for person in by_code.values():
        if person.side is Side.PARTNER:
            theirs[person.partner] += (person,)
    return People(by_code, dict(held), seats, clients, dict(theirs))


def _load_seats() -> dict[str, tuple[SeatFacts, ...]]:
    found: dict[str, tuple[SeatFacts, ...]] = defaultdict(tuple)
    columns = ("partnership__code", "role", "side", "person__code", "since", "until", "key_role", "pk")
    rows = everything(Seat, WHY).order_by("partnership__code", "role", "since", "person__code")
    for code, role, side, person, since, until, key_role, pk in rows.values_list(*columns):
        found[code] += (SeatFacts(role, Side(side), person, since, until, key_role, str(pk)),)
    return dict(found)


def seat_terms(partnership: Partnership) -> tuple[SeatTerms, ...]:
    """Every seat of a partnership the reader was handed, with the client's private plans; in order of role and time."""
    plans = everything(SeatPlan, WHY).filter(seat__partnership=partnership).values_list("seat_id", "renew_on")
    planned = dict(plans)
    columns = (
        "pk",
        "role",
        "side",
        "person__code",
        "since",
        "until",
        "key_role",
        "minimum_months",
        "handover_days",
        "pair",
    )
    rows = everything(Seat, WHY).filter(partnership=partnership).order_by("role", "since", "person__code", "pk")
    return tuple(
        SeatTerms(str(pk), role, Side(side), person, since, until, key, least, notice, pair, planned.get(pk))
        for pk, role, side, person, since, until, key, least, notice, pair in rows.values_list(*columns)
    )


@dataclass(frozen=True, slots=True)
class Words:
    """What was wanted and promised, for briefings; `row` is the primary key as text."""

    kind: str
    text: str
    day: date
    by: str
    due_on: date | None
    kept: bool | None
    row: str


def load_words() -> dict[str, tuple[Words, ...]]:
    """The partner's ambitions and both sides' promises by partnership, most recent first."""
    found: dict[str, tuple[Words, ...]] = defaultdict(tuple)
    promises = everything(Commitment, WHY).order_by("-said_on", "pk")
    for code, text, day, by, due, kept, pk in promises.values_list(
        "partnership__code", "text", "said_on", "by__code", "due_on", "kept", "pk"
    ):
        found[code] += (Words("promise", text, day, by, due, kept, str(pk)),)
    wishes = everything(Ambition, WHY).filter(side=Side.PARTNER.value).order_by("-since", "pk")
    for code, text, day, pk in wishes.values_list("partnership__code", "text", "since", "pk"):
        found[code] += (Words("ambition", text, day, "", None, None, str(pk)),)
    return dict(found)


def person_names(codes: Collection[Any]) -> QuerySet[Person, tuple[str, str, int]]:
    """(code, name, key) of the persons, for the faces."""
    return everything(Person, why="names for a face").filter(code__in=codes).values_list("code", "name", "pk")


def partnership_names(codes: Collection[Any]) -> QuerySet[Partnership, tuple[str, str, int]]:
    """(code, name of the partner, key) of the partnerships, for the faces."""
    rows = everything(Partnership, why="names for a face").filter(code__in=codes)
    return rows.values_list("code", "partner__name", "pk")


def partner_codes() -> list[str]:
    """The codes of all partners, in order."""
    return list(everything(Partner, why="names for a face").order_by("code").values_list("code", flat=True))


def partnership_codes() -> list[str]:
    """The codes of all partnerships, in order."""
    return list(everything(Partnership, why="names for a face").order_by("code").values_list("code", flat=True))


@dataclass(frozen=True, slots=True)
class Card:
    """What a call needs of a person: name, role held, telephone."""

    name: str
    title: str
    phone: str


CARD = Prepared(
    lambda: everything(Person, why="a call").filter(code=given("code")).values_list("name", "title", "phone")
)


def load_card(code: str) -> Card | None:
    """One person's card; None when he is not known."""
    row = CARD.first(code=code)
    return Card(*row) if row else None


LISTED = Prepared(
    lambda actor, size: (
        visible(actor, Partnership).filter(code__in=given_in("code", size)).values_list("code", "partner__name", "name")
    )
)


def full_names(actor: Actor | None, codes: Collection[str]) -> dict[str, str]:
    """« Partner · perimeter » by code, of those of some partnerships that an actor may see."""
    size = size_for(codes) or len(codes)
    return {code: f"{partner} · {name}" for code, partner, name in LISTED(actor, size, **places("code", codes, size))}
