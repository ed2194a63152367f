"""Partnerships and people, for the whole portfolio at once; and their names, for the faces."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from etincelle.foundation.access import everything
from etincelle.parties.facts import PersonFacts, SeatFacts
from etincelle.parties.models import Ambition, Commitment, Partner, Partnership, Person, PersonProfile, Seat
from etincelle.vocabulary.levels import Side
from etincelle.vocabulary.partnership import PartnershipRef

WHY = "morning: parties"


@dataclass(frozen=True, slots=True)
class People:
    """Everybody known, and who sits where."""

    by_code: dict[str, PersonFacts]
    seated_on: dict[str, frozenset[str]]
    seats: dict[str, tuple[SeatFacts, ...]]
    clients: tuple[PersonFacts, ...]
    of_partner: dict[str, tuple[PersonFacts, ...]]

    def around(self, ref: PartnershipRef) -> tuple[PersonFacts, ...]:
        """The client's people and the partner's people of one partnership.

        Somebody seated on other partnerships only does not belong to this one.
        """
        theirs = (
            p for p in self.of_partner.get(ref.partner, ())
            if not self.seated_on.get(p.code) or ref.code in self.seated_on[p.code]
        )  # fmt: skip
        return (*self.clients, *theirs)


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
    columns = ("pk", "code", "side", "partner__code", "phone", "left_on", "successor__code")
    for pk, code, side, partner, phone, left_on, successor in (
        everything(Person, WHY).order_by("code").values_list(*columns)
    ):
        level, mandate = profiles.get(pk, (None, False))
        by_code[code] = PersonFacts(code, Side(side), partner or "", level, mandate, bool(phone), left_on, successor)
    seats = _load_seats()
    seated: dict[str, set[str]] = defaultdict(set)
    for partnership, held in seats.items():
        for seat in held:
            if seat.until is None:
                seated[seat.person].add(partnership)
    clients = tuple(p for p in by_code.values() if p.side is Side.CLIENT)
    theirs: dict[str, tuple[PersonFacts, ...]] = defaultdict(tuple)
    for person in by_code.values():
        if person.side is Side.PARTNER:
            theirs[person.partner] += (person,)
    return People(by_code, {k: frozenset(v) for k, v in seated.items()}, seats, clients, dict(theirs))


def _load_seats() -> dict[str, tuple[SeatFacts, ...]]:
    found: dict[str, tuple[SeatFacts, ...]] = defaultdict(tuple)
    columns = ("partnership__code", "role", "side", "person__code", "since", "until", "key_role", "pk")
    rows = everything(Seat, WHY).order_by("partnership__code", "role", "since", "person__code")
    for code, role, side, person, since, until, key_role, pk in rows.values_list(*columns):
        found[code] += (SeatFacts(role, Side(side), person, since, until, key_role, str(pk)),)
    return dict(found)


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


def load_names(codes: Iterable[str]) -> dict[str, str]:
    """Names by code of the persons, partners and partnerships asked for."""
    wanted = set(codes)
    names: dict[str, str] = {}
    why = "names for a face"
    names.update(everything(Person, why).filter(code__in=wanted).values_list("code", "name"))
    names.update(everything(Partner, why).filter(code__in=wanted).values_list("code", "name"))
    names.update(everything(Partnership, why).filter(code__in=wanted).values_list("code", "partner__name"))
    return names
