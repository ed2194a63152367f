"""The sample's rows as facts, without a database: what lets two years of mornings be judged in a minute."""

from collections import defaultdict
from datetime import date, timedelta
from typing import Any

from etincelle.comfort_zone.facts import Answer, ComfortFacts, LevelFacts, Month
from etincelle.foundation.config import default_rules
from etincelle.governance.facts import GovernanceFacts, MeetingFacts
from etincelle.governance.report_diet import read_reports
from etincelle.innovation.facts import IdeaFacts, InnovationFacts, QuotaFacts
from etincelle.living_contract.facts import AmendmentFacts, ContractFacts, LineFacts, TermFacts, TopicFacts
from etincelle.living_contract.vitality import SUBSTANTIVE
from etincelle.network.facts import Contact, NetworkFacts
from etincelle.new_deal.facts import NewDealFacts, ObjectiveFacts, ThemeFacts
from etincelle.parties.facts import PersonFacts, SeatFacts
from etincelle.sample.world import World
from etincelle.spark.facts import PartnershipFacts, Portfolio
from etincelle.vocabulary.levels import Side
from etincelle.vocabulary.partnership import Coverage, PartnershipRef, Regime

RULES = default_rules()


def rows(world: World, table: str, **wanted: object) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = world.tables.get(table, [])  # type: ignore[assignment]
    return [r for r in found if all(r.get(k) == v for k, v in wanted.items())]


def portfolio_of(world: World) -> Portfolio:
    return Portfolio(tuple(facts_of(world, row) for row in rows(world, "Partnership")))


def facts_of(world: World, row: dict[str, Any]) -> PartnershipFacts:
    code, partner = row["code"], row["partner"]
    people = tuple(
        PersonFacts(p["code"], Side(p["side"]), p["partner"] or "", p["level"], bool(p["mandate"]), True)
        for p in rows(world, "Person") if p["partner"] in (None, partner)
    )  # fmt: skip
    seats = tuple(
        SeatFacts(s["role"], Side(s["side"]), s["person"], s["since"], None, s["key_role"], s["role"])
        for s in rows(world, "Seat", partnership=code)
    )
    ref = PartnershipRef(code, partner, row["signed_on"])
    return PartnershipFacts(
        ref,
        people,
        seats,
        (),
        network(world, people, row),
        comfort(world, code),
        contract(world, row),
        deal(world, code),
        innovation(world, row),
        governance(world, code),
    )


def network(world: World, people: tuple[PersonFacts, ...], row: dict[str, Any]) -> NetworkFacts:
    theirs = {p.code for p in people if p.side is Side.PARTNER}
    contacts = []
    for n, entry in enumerate(world.calendar):
        present = tuple(f.code for f in entry.attendees)
        if not entry.private and theirs & set(present):
            contacts.append(Contact(entry.start.date(), "meeting", len(present), present, f"ics|{n}"))
    known = [e.start.date() for e in world.calendar if not e.private and "ami@" not in e.attendees[-1].code]
    return NetworkFacts(row["signed_on"], people, tuple(contacts), (Coverage("calendar", min(known), max(known)),))


def comfort(world: World, code: str) -> ComfortFacts:
    levels = []
    for level in rows(world, "ServiceLevel", service=f"{code}-SV"):
        readings = sorted(rows(world, "Reading", level=level["code"]), key=lambda r: r["month"])
        months = tuple(
            Month(r["month"], float(r["value"]), r["met"], r["total"], str(n)) for n, r in enumerate(readings)
        )
        levels.append(
            LevelFacts(
                level["code"], True, float(level["minimum"]), float(level["target"]), level["target_since"], months
            )
        )
    answers = [
        Answer(a["answered_on"], int(str(a["score"])), str(a["reference"]))
        for a in world.answers
        if a["partnership"] == code
    ]  # type: ignore[arg-type]
    return ComfortFacts(tuple(levels), tuple(sorted(answers, key=lambda a: a.day)))


def contract(world: World, row: dict[str, Any]) -> ContractFacts:
    code = row["code"]
    terms = tuple(
        TermFacts(
            c["code"],
            Regime(c["regime"]),
            c["signed_on"],
            c["ends_on"],
            c["renewal"],
            c["renewal_months"],
            c["notice_months"],
            0,
            c["annual_value"],
            "EUR",
            None,
            "1",
        )
        for c in rows(world, "Contract", partnership=code)
    )
    amendments = tuple(
        AmendmentFacts(a["signed_on"], a["kind"], a["kind"] in SUBSTANTIVE, a["number"])
        for a in rows(world, "Amendment", contract=f"{code}-CT")
    )
    volumes: dict[tuple[str, str], int] = defaultdict(int)
    for d in rows(world, "Demand", partnership=code):
        volumes[d["topic"], d["line_code"]] += d["volume"]
    topics = tuple(TopicFacts(topic, volume, bool(line), ("1",)) for (topic, line), volume in sorted(volumes.items()))
    by_line = {line: volume for (_topic, line), volume in volumes.items()}
    lines = tuple(
        LineFacts(
            x["code"],
            None,
            None,
            x["technology"],
            x["supported_until"],
            by_line.get(x["code"], 0) if volumes else None,
            x["code"],
        )
        for x in rows(world, "CatalogueLine", contract=f"{code}-CT")
    )
    return ContractFacts(row["signed_on"], terms, amendments, lines, topics)


def deal(world: World, code: str) -> NewDealFacts:
    themes = tuple(ThemeFacts(t["code"], float(t["weight"]), t["code"]) for t in rows(world, "Theme"))
    measured = {m["objective"]: m["last_value_on"] for m in rows(world, "Measure")}
    objectives = tuple(
        ObjectiveFacts(
            o["code"],
            (o["themes"],) if o["themes"] else (),
            bool(o["owner_partner"]),
            o["due_on"],
            o["reviewed_on"],
            measured.get(o["code"]),
            o["code"],
        )
        for o in rows(world, "Objective", partnership=code)
    )
    hooks = frozenset(h["theme_code"] for h in rows(world, "ThemeHook", partnership=code))
    return NewDealFacts(rows(world, "StrategyVersion")[0]["effective_on"], themes, objectives, hooks)


def innovation(world: World, row: dict[str, Any]) -> InnovationFacts:
    ideas = tuple(
        IdeaFacts(
            Side(i["proposed_by"]),
            i["proposed_on"],
            i["acknowledged_on"],
            i["admissible"],
            i["investigated_on"],
            i["decided_on"],
            i["decision"],
            bool(i["reason"]),
            i["code"],
        )
        for i in rows(world, "Idea", partnership=row["code"])
    )
    quotas = tuple(
        QuotaFacts(Side(q["side"]), q["per_year"], q["since"], None)
        for q in rows(world, "Quota", partnership=row["code"])
    )
    return InnovationFacts(row["signed_on"], ideas, quotas, bool(ideas or quotas))


def governance(world: World, code: str) -> GovernanceFacts:
    members = len(rows(world, "CommitteeSeat", committee=f"{code}-COPIL"))
    meetings = []
    for m in rows(world, "Meeting", committee=f"{code}-COPIL", held=True):
        decisions, actions = (
            rows(world, "MeetingDecision", meeting=m["code"]),
            rows(world, "ActionItem", meeting=m["code"]),
        )
        came = len(rows(world, "Attendance", meeting=m["code"], present=True))
        about = frozenset(d["about"] for d in decisions if d["about"])
        late = sum(a["carried"] > 0 for a in actions)
        meetings.append(
            MeetingFacts(
                m["starts_at"].date(),
                "c",
                60,
                len(decisions),
                about,
                members,
                came,
                len(actions),
                late,
                True,
                m["code"],
            )
        )
    papers = sorted((p.received_on, p.text, p.filename) for p in world.papers if p.partnership == code)
    return GovernanceFacts(tuple(sorted(meetings, key=lambda m: m.day)), read_reports(papers, RULES.governance))


def days(first: date, count: int) -> list[date]:
    return [first + timedelta(days=n) for n in range(count)]
