"""Non-interference: what the client keeps to itself, or another partner does, changes no byte of what a stranger reads.

A canary does not show in an order, a count, a badge or a status; two worlds that differ in private values do.
"""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from tests.cast import TODAY, Cast, canary
from tests.walls.stage import set_whole_stage
from tests.walls.walk import STRANGERS, addresses, signed_in, told_alike

from etincelle.comfort_zone.models import (
    CreditWeight,
    FeedbackAnswer,
    RecomputedMonth,
    SupportGroup,
    TicketRule,
    TicketState,
)
from etincelle.foundation import checks, clock
from etincelle.foundation.access import everything
from etincelle.intake.models import Batch, CalendarSubscription
from etincelle.ledger.models import TicketMonth
from etincelle.living_contract.models import ContractReading, ContractStake, CreditTerms, DateReminder, Demand
from etincelle.living_contract.room.models import NegotiationStake, PartnerBand, PointStake
from etincelle.network.models import DeclaredContact
from etincelle.new_deal.models import Measure, Objective, StrategyVersion, Theme, ThemeHook
from etincelle.parties.models import (
    AddressChoice,
    Ambition,
    Commitment,
    Partner,
    Partnership,
    Person,
    PersonProfile,
    SeatPlan,
    SeenAddress,
)
from etincelle.spark.actions import publish
from etincelle.spark.models import IndexRecord, Outcome, Snooze

pytestmark = pytest.mark.django_db
World = dict[tuple[str, str], tuple[int, str]]
PORTAL = "/portal/"
DOORS = ("/once/", "/kept/", "/login/", "/logout/", "/language/", "/membership/")


@pytest.fixture
def cast() -> Cast:
    return set_whole_stage()


def world_of(cast: Cast, asked: list[str], who: str) -> World:
    """Every answer a stranger gets, to reading and to sending."""
    client = signed_in(cast, who)
    found: World = {}
    with clock.frozen_at(TODAY):
        for address in asked:
            found["get", address] = told_alike(client.get(address))
            if not address.startswith(DOORS):
                found["post", address] = told_alike(client.post(address, {"result": "reached", "reason": "travelling"}))
    return found


def think_otherwise() -> None:
    """Every private value changed, added or removed: opinions, levels, limits, answers, calls made, the decision."""
    of = {"partnership": everything(Partnership, "test").get(code="PAUL-1")}
    everything(Ambition, "test").update(text="something else")
    everything(Commitment, "test").delete()
    everything(PersonProfile, "test").update(level=2, mandate=False)
    everything(DeclaredContact, "test").delete()
    everything(ContractStake, "test").update(
        reservation="no limit", quiet_until=TODAY + timedelta(days=90), quiet_reason="dispute"
    )
    everything(NegotiationStake, "test").update(
        limit="none at all", notes="x", draft_sentence="y", draft_package={"1": 0}, ours_without=40, theirs_without=9
    )
    everything(PointStake, "test").update(
        our_weight=1, their_weight=99, ours=["50", "0"], theirs=["0", "100"], before="a", after="b"
    )
    everything(DateReminder, "test").update(lead_days=365, snoozed_until=None)
    everything(CreditTerms, "test").update(monthly_charges=Decimal(7), at_risk_percent=Decimal(99))
    everything(ContractReading, "test").update(filename="other.txt", terms={"language": "fr", "terms": {}})
    everything(CreditWeight, "test").update(level_percent=Decimal(100), severe_from=Decimal(99))
    everything(Demand, "test").update(volume=1, line_code="L")
    everything(TicketRule, "test").delete()
    everything(TicketMonth, "test").update(tickets=7000, judged=7000, made=1)
    everything(RecomputedMonth, "test").update(met=0, missed=900, differing=900)
    TicketState(state="New", effect="pause").save()
    everything(SupportGroup, "test").update(level=9)
    everything(SeenAddress, "test").update(name="someone else", messages=900)
    everything(AddressChoice, "test").delete()
    everything(SeatPlan, "test").update(renew_on=TODAY)
    everything(Theme, "test").update(weight=Decimal(9), name="another theme")
    everything(ThemeHook, "test").delete()
    everything(Measure, "test").filter(objective__sent_on=None).update(name="another draft", last_value=3)
    StrategyVersion(name="Cap 2", effective_on=TODAY).save()
    Objective(**of, code="NEW", title="one more draft", set_on=TODAY).save()
    for number in range(40):
        FeedbackAnswer(**of, reference=f"n{number}", answered_on=TODAY, score=5, comment="delighted").save()
    client = everything(Person, "test").get(code="dg")
    boss = everything(Person, "test").get(code="boss-paul")
    call = {"caller": client, "callee": boss, "topic": "innovation.drought", "day": TODAY}
    Outcome(**of, **call, result="reached", follow_up_on=TODAY).save()
    everything(Snooze, "test").update(until=TODAY, reason="bad_moment")
    everything(IndexRecord, "test").update(value=1.0, low=1.0, state="lively")
    everything(CalendarSubscription, "test").update(name="another", state="paused")
    Batch(kind="tables", filename="secret.csv", digest="1" * 64, created_at=clock.now()).save()
    publish(TODAY)


def leave_the_other_partner() -> None:
    """The other partner, his people, his ideas, his committees: gone with all that hung on them."""
    everything(Partner, "test").filter(code="PAULA").delete()
    publish(TODAY)


def test_the_private_side_is_changed_in_every_table() -> None:
    changed = {
        "Ambition", "Commitment", "PersonProfile", "DeclaredContact", "ContractStake", "Demand", "TicketRule",
        "TicketMonth", "RecomputedMonth", "TicketState", "SupportGroup", "CreditTerms", "CreditWeight",
        "NegotiationStake", "PointStake",
        "ContractReading",
        "DateReminder", "SeatPlan", "Theme", "ThemeHook", "StrategyVersion", "FeedbackAnswer", "Outcome", "Snooze",
        "IndexRecord", "Batch", "CalendarSubscription", "SeenAddress", "AddressChoice",
        "Morning", "MorningFacts", "SignalRecord", "JournalEntry", "Change", "JournalHead",
    }  # fmt: skip
    seen_by_nobody_else = {
        "Membership", "SignInLink", "SignInFailure", "RulesVersion", "SourceCoverage", "LedgerPart", "MonthsCounted",
        "LevelComputed", "MailDay", "FeedKey",
        "RowChange", "ColumnMapping", "PersonAlias", "ThemeLink", "Hold", "OwnLink",
    }  # fmt: skip
    private = {m.__name__ for m in checks.guarded_models() if m.ACCESS.side == "client"}  # type: ignore[attr-defined]
    assert private == changed | seen_by_nobody_else


@pytest.mark.parametrize("who", STRANGERS)
def test_what_the_client_thinks_changes_no_byte_of_a_stranger_s_pages(cast: Cast, who: str) -> None:
    asked = addresses(cast, "PAULA" if who == "other_partner" else "PAUL")
    before = world_of(cast, asked, who)
    think_otherwise()
    after = world_of(cast, asked, who)
    assert [key for key in before if before[key] != after[key]] == []


def partner_thinks_otherwise() -> None:
    """Every value the partner keeps to itself, changed or added."""
    everything(PartnerBand, "test").update(
        limit="anything", notes="another note", draft_sentence="another", draft_package={"1": 0}
    )


def test_the_partner_s_side_is_changed_in_every_table() -> None:
    assert {m.__name__ for m in checks.guarded_models() if m.ACCESS.side == "partner"} == {"PartnerBand"}  # type: ignore[attr-defined]


@pytest.mark.parametrize("who", ["administrator", "other_partner"])
def test_what_the_partner_thinks_changes_no_byte_of_anybody_else_s_pages(cast: Cast, who: str) -> None:
    asked = [a for a in addresses(cast, "PAUL") if a.startswith(("/rooms/", "/portal/", "/partnerships/", "/facts/"))]
    before = reading_of(cast, asked, who)
    assert any(canary("table", "PAUL") in text for _status, text in before.values()) is (who == "administrator")
    partner_thinks_otherwise()
    after = reading_of(cast, asked, who)
    assert [key for key in before if before[key] != after[key]] == []


def reading_of(cast: Cast, asked: list[str], who: str) -> dict[str, tuple[int, str]]:
    """What somebody reads, without sending anything."""
    client = signed_in(cast, who)
    with clock.frozen_at(TODAY):
        return {address: told_alike(client.get(address)) for address in asked}


def test_another_partner_changes_no_byte_of_a_partner_s_pages(cast: Cast) -> None:
    asked = addresses(cast, "PAUL")
    before = world_of(cast, asked, "partner_executive")
    assert len(before["get", PORTAL][1]) > 2000
    leave_the_other_partner()
    after = world_of(cast, asked, "partner_executive")
    assert [key for key in before if before[key] != after[key]] == []


def test_two_worlds_of_shared_values_are_told_apart(cast: Cast) -> None:
    before = world_of(cast, [PORTAL], "partner_executive")
    everything(Objective, "test").filter(code="PAUL-O1").update(due_on=date(2027, 1, 2))
    assert world_of(cast, [PORTAL], "partner_executive") != before
