"""Laws of waking inside the call: a silence at the top never lowers it, what is lost never raises it."""

from dataclasses import replace
from datetime import timedelta

from hypothesis import assume, given, settings
from hypothesis import strategies as st
from tests.properties.test_laws_whatever_the_facts import HEARD, QUIETLY, Heard, judged
from tests.properties.worlds import CALLEES, CLIENTS, days, networks, people
from tests.spark.partnerships import RULES, TODAY, partnership

from etincelle.network.callee import Around, look_around
from etincelle.network.facts import Contact, NetworkFacts
from etincelle.network.right_level import level_met
from etincelle.parties.facts import PersonFacts
from etincelle.spark.candidates import Candidate, Setting, candidates_of
from etincelle.spark.facts import Memory, PartnershipFacts
from etincelle.vocabulary.levels import EXECUTIVE_LEVEL
from etincelle.vocabulary.partnership import Coverage

MANY = settings(max_examples=60, deadline=None, suppress_health_check=QUIETLY)
NET = RULES.network
PAIRS = [(ours, theirs) for ours in CLIENTS for theirs in CALLEES]
SEEN = (Coverage("calendar", TODAY - timedelta(days=1500), TODAY),)
FOLK: st.SearchStrategy[tuple[PersonFacts, ...]] = people().map(lambda f: tuple(replace(p, gone_on=None) for p in f))


@st.composite
def talks(draw: st.DrawFn) -> NetworkFacts:
    """Many contacts of few people, in a time that one calendar covers whole."""
    found = draw(networks(draw(FOLK), TODAY - timedelta(days=1200)))
    more = st.lists(
        st.builds(
            Contact, days(1, 500), st.sampled_from(["meeting", "call"]), st.integers(2, 4),
            st.sets(st.sampled_from([*CLIENTS, *CALLEES]), min_size=2, max_size=3).map(lambda s: tuple(sorted(s))),
            st.integers(0, 10**6).map(str),
        ),
        max_size=25,
    )  # fmt: skip
    return replace(found, contacts=(*found.contacts, *draw(more)), coverage=SEEN)


def at_the_table(contact: Contact, facts: NetworkFacts) -> bool:
    high = {p.code: p for p in facts.people if (p.level or 0) >= EXECUTIVE_LEVEL}
    return bool(level_met(contact, high))


def wakings(facts: NetworkFacts) -> list[float]:
    around: Around = look_around(facts, NET, TODAY)
    return [around.waking(pair, NET, TODAY) or 0.0 for pair in PAIRS]


def calls(facts: PartnershipFacts, heard: Heard) -> list[Candidate]:
    found = candidates_of(facts, judged("A", heard), Setting(Memory(), RULES, TODAY))
    return found if isinstance(found, list) else []


def somewhere(facts: NetworkFacts) -> PartnershipFacts:
    return replace(partnership("A"), network=facts, people=facts.people)


@MANY
@given(talks(), st.data())
def test_a_silence_at_the_executives_table_lowers_no_waking(facts: NetworkFacts, data: st.DataObject) -> None:
    kept = tuple(c for c in facts.contacts if not at_the_table(c, facts) or data.draw(st.booleans()))
    before, after = wakings(facts), wakings(replace(facts, contacts=kept))
    assert all(new >= old - 1e-12 for old, new in zip(before, after, strict=True))


@MANY
@given(talks(), HEARD)
def test_a_silence_at_the_executives_table_lowers_no_value(facts: NetworkFacts, heard: Heard) -> None:
    kept = tuple(c for c in facts.contacts if not at_the_table(c, facts))
    before = calls(somewhere(facts), heard)
    after = calls(somewhere(replace(facts, contacts=kept)), heard)
    assume(before and after)
    assert max(c.value for c in after) >= max(c.value for c in before)


@MANY
@given(talks(), HEARD, st.integers(0, 1500))
def test_a_source_lost_or_begun_later_raises_no_waking_and_no_value(
    facts: NetworkFacts, heard: Heard, since: int
) -> None:
    whole = wakings(facts)
    later = replace(facts, coverage=(Coverage("calendar", TODAY - timedelta(days=since), TODAY),))
    for poorer in (later, replace(facts, coverage=())):
        assert all(new <= old + 1e-12 for old, new in zip(whole, wakings(poorer), strict=True))
        before, after = calls(somewhere(facts), heard), calls(somewhere(poorer), heard)
        assume(before and after and {c.callee for c in before} == {c.callee for c in after})
        assert max(c.value for c in after) <= max(c.value for c in before)


@MANY
@given(talks(), HEARD)
def test_whoever_is_gone_is_no_candidate(facts: NetworkFacts, heard: Heard) -> None:
    gone = look_around(facts, NET, TODAY).gone
    assert not {c.callee for c in calls(somewhere(facts), heard)} & gone
