"""A thread of mail is a contact when somebody was answered."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from etincelle.foundation.config import default_rules
from etincelle.ledger.mail_days import Written
from etincelle.network.facts import Contact
from etincelle.network.mail import answered, thread_of
from etincelle.network.ties import counts, weight

RULES = default_rules().network
MONDAY, TUESDAY, WEDNESDAY, LATER = date(2026, 3, 2), date(2026, 3, 3), date(2026, 3, 4), date(2026, 4, 8)


def wrote(person: str, day: date, thread: str = "t", people: int = 2) -> Written:
    return Written(thread, day, person, "client" if person in ("claire", "dg") else "partner", people)


def told(*writings: Written) -> list[tuple[date, tuple[str, ...]]]:
    return [(c.day, c.persons) for c in answered(sorted(writings, key=lambda w: (w.thread, w.day, w.person)))]


def test_an_answer_is_a_contact_on_its_day() -> None:
    both = ("claire", "marc")
    assert told(wrote("claire", MONDAY), wrote("marc", MONDAY)) == [(MONDAY, both)]
    assert told(wrote("claire", MONDAY), wrote("marc", TUESDAY)) == [(TUESDAY, both)]
    assert told(wrote("claire", MONDAY), wrote("marc", LATER)) == [(LATER, both)]


def test_who_is_never_answered_is_in_no_contact() -> None:
    assert told(*(wrote("claire", day) for day in (MONDAY, TUESDAY, LATER))) == []
    answered_once = (
        wrote("claire", MONDAY),
        wrote("marc", TUESDAY),
        wrote("claire", WEDNESDAY),
        wrote("claire", LATER),
    )
    assert [day for day, _persons in told(*answered_once)] == [TUESDAY, WEDNESDAY]
    assert told(wrote("claire", MONDAY), wrote("dg", MONDAY)) == []
    assert told(wrote("claire", MONDAY, "one"), wrote("marc", MONDAY, "other")) == []


def test_the_same_people_talk_once_a_day_in_however_many_threads() -> None:
    threads = [wrote(who, MONDAY, thread) for who in ("claire", "marc") for thread in ("one", "other")]
    assert told(*threads) == [(MONDAY, ("claire", "marc"))]


def test_a_thread_weighs_what_the_rules_say_and_the_answer_to_a_circular_is_a_talk_of_two() -> None:
    circular, reply = wrote("claire", MONDAY, people=40), wrote("marc", MONDAY, people=2)
    contact = answered([circular, reply])[0]
    assert weight(contact, RULES) == 0.3 and counts(contact, RULES)
    assert not counts(answered([circular, wrote("marc", MONDAY, people=40)])[0], RULES)
    assert thread_of(contact.row) == "t" and thread_of("calendar|x") == ""


writings = st.builds(
    wrote, st.sampled_from(["claire", "dg", "marc", "lea"]), st.dates(date(2026, 1, 1), date(2026, 1, 9)),
    st.sampled_from(["a", "b"]), st.integers(2, 9),
)  # fmt: skip


def in_order(found: set[Written]) -> list[Written]:
    return sorted(found, key=lambda w: (w.thread, w.day, w.person, w.side, w.people))


@given(st.sets(writings, max_size=12))
def test_every_contact_has_both_sides_that_wrote_and_names_them_once(found: set[Written]) -> None:
    contacts: list[Contact] = answered(in_order(found))
    assert len({(c.day, c.persons) for c in contacts}) == len(contacts)
    for contact in contacts:
        thread = thread_of(contact.row)
        writers = {w.person for w in found if w.thread == thread and w.day <= contact.day}
        assert set(contact.persons) <= writers and contact.people >= len(contact.persons)
        assert set(contact.persons) & {"claire", "dg"} and set(contact.persons) & {"marc", "lea"}
