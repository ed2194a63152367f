"""From the ledger and the declared contacts to facts, for all partnerships at once."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import date, timedelta

from etincelle.foundation.access import everything
from etincelle.foundation.models import SourceCoverage
from etincelle.ledger.mail_days import written
from etincelle.ledger.parts import ledger
from etincelle.network.facts import Contact, NetworkFacts
from etincelle.network.mail import answered, thread_of
from etincelle.network.models import DeclaredContact
from etincelle.parties.reads import People, load_people
from etincelle.vocabulary.levels import Side
from etincelle.vocabulary.partnership import Coverage, PartnershipRef

WHY = "morning: network"
HISTORY = timedelta(days=365 * 12)
CONTACT_SOURCES = ("calendar", "mail", "calls")


def load_network(refs: Sequence[PartnershipRef], today: date, people: People | None = None) -> dict[str, NetworkFacts]:
    """Facts of each partnership, in four queries and one ledger read whatever their number.

    A contact belongs to the partnerships on which the partner's person sat, at the time nearest to it; when he
    never had a seat, to all partnerships of his partner.
    """
    people = people or load_people()
    by_partner: dict[str, list[str]] = defaultdict(list)
    for ref in refs:
        by_partner[ref.partner].append(ref.code)
    contacts: dict[str, list[Contact]] = defaultdict(list)
    for contact in (*_from_ledger(today), *answered(written(today - HISTORY)), *_declared()):
        for code in _partnerships_of(contact, people, by_partner):
            contacts[code].append(contact)
    coverage = _coverage()
    return {
        ref.code: NetworkFacts(
            ref.signed_on, people.around(ref), tuple(contacts[ref.code]), coverage[""] + coverage[ref.code]
        )
        for ref in refs
    }


def _partnerships_of(contact: Contact, people: People, by_partner: Mapping[str, list[str]]) -> set[str]:
    found: set[str] = set()
    for code in contact.persons:
        person = people.by_code.get(code)
        if person and person.side is Side.PARTNER:
            found.update(people.seated_on(code, contact.day) or by_partner.get(person.partner, ()))
    return found


def _from_ledger(today: date) -> list[Contact]:
    rows = ledger().query("contact_events", [today - HISTORY])
    return [
        Contact(day, channel, people or len(persons), tuple(persons), key)
        for key, day, channel, people, persons in rows
    ]


def mail_rows(keys: Collection[str]) -> list[tuple[str, date, str, tuple[str, ...]]]:
    """Contacts by mail behind a proof, by key, as the ledger tells the others: (key, day, channel, persons)."""
    threads = {thread for key in keys if (thread := thread_of(key))}
    found = answered(written(date.min, threads)) if threads else []
    return [(one.row, one.day, one.channel, one.persons) for one in found if one.row in keys]


def _declared() -> list[Contact]:
    columns = ("pk", "day", "channel", "person_client__code", "person_partner__code")
    rows = everything(DeclaredContact, WHY).order_by("day", "pk").values_list(*columns)
    return [
        Contact(day, channel, 2, (ours, theirs), f"declared|{pk}", declared=True)
        for pk, day, channel, ours, theirs in rows
    ]


def _coverage() -> dict[str, tuple[Coverage, ...]]:
    found: dict[str, tuple[Coverage, ...]] = defaultdict(tuple)
    rows = everything(SourceCoverage, WHY).filter(kind__in=CONTACT_SOURCES).order_by("pk")
    for kind, code, since, until in rows.values_list("kind", "partnership_code", "since", "until"):
        found[code] += (Coverage(kind, since, until),)
    return found
