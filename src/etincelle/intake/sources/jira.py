"""Jira Service Management's answer to a search for issues: with its changelog, the true history of each. Pure.

Each change of status, priority, resolution or holder is one observation, from the creation to the last update. The
date of resolution stands only on what was seen from that moment on: written earlier it would tell the future. The
promise is that of the field « Time to resolution »: a cycle that is over says kept or missed, one that runs says
nothing yet unless it is already missed.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime
from typing import Any

from etincelle.intake.sources.incident_tools import JIRA
from etincelle.intake.sources.rows import Notes
from etincelle.intake.sources.table import Table, table_of_records
from etincelle.intake.sources.values import FRENCH, BadValue, Cell, folded, read_datetime

Change = tuple[str, Mapping[str, Any]]
PROMISE = frozenset(folded(name) for name in JIRA.fields["made_sla"])
PROMISES = {True: "0:00", False: "-0:01", None: ""}
FOLLOWED = ("status", "priority")


def table_of(payload: Any, notes: Notes) -> Table | None:
    """The observations of the issues of an answer, or None when it holds none."""
    issues = payload.get("issues") if isinstance(payload, dict) else payload
    if not isinstance(issues, list) or not issues:
        return None
    if not all(isinstance(one, dict) and "key" in one and isinstance(one.get("fields"), dict) for one in issues):
        return None
    return table_of_records([record for issue in issues for record in observations(issue, notes)])


def observations(issue: Mapping[str, Any], notes: Notes) -> Iterator[dict[str, Cell]]:
    """What was seen of one issue, in order: only what it is now when the answer brings no changelog."""
    fields = issue["fields"]
    changes = changes_of(issue, notes)
    updated = text_of(fields.get("updated")) or (changes[-1][0] if changes else text_of(fields.get("created")))
    known = first_values(fields, changes)
    counts = dict.fromkeys(("sys_mod_count", "reopen_count", "reassignment_count"), 0)
    steps = [(text_of(fields.get("created")), {}), *steps_of(changes)] if "changelog" in issue else []
    for at, items in steps:
        follow(known, counts, at, items)
        if instant_of(at) < instant_of(updated):
            yield record(issue, at, known, counts)
            counts["sys_mod_count"] += 1
    now = {name: named(fields.get(name)) or known[name] for name in FOLLOWED}
    ends: dict[str, Cell] = {
        "Resolved": text_of(fields.get("resolutiondate")),
        "Time to resolution": PROMISES[promise_of(fields)],
    }
    yield record(issue, updated, known | now, counts) | ends


def follow(known: dict[str, str], counts: dict[str, int], at: str, items: Mapping[str, Mapping[str, Any]]) -> None:
    """Take in the changes of one instant: a resolution stands from the moment it is given until it is taken back."""
    counts["reopen_count"] += emptied(items, "resolution")
    counts["reassignment_count"] += handed_on(items)
    known |= {name: text_of(items[name].get("toString")) for name in FOLLOWED if name in items}
    if "resolution" in items:
        known["resolved"] = at if items["resolution"].get("toString") else ""


def changes_of(issue: Mapping[str, Any], notes: Notes) -> list[Change]:
    """(instant, item) of every change told, the oldest first; a history cut short is said."""
    log = issue.get("changelog")
    histories = objects(log.get("histories")) if isinstance(log, dict) else []
    told = [one for one in histories if isinstance(one.get("items"), list)]
    if isinstance(log, dict) and isinstance(log.get("total"), int) and log["total"] > len(told):
        notes.doubt("changelog_cut", text_of(issue["key"]))
    changes = [(text_of(one.get("created")), item) for one in told for item in one["items"] if isinstance(item, dict)]
    return sorted(changes, key=lambda change: instant_of(change[0]))


def instant_of(text: str) -> datetime:
    """When a change happened; one that cannot be read comes first, and its line is refused later."""
    try:
        return read_datetime(text, FRENCH)
    except BadValue:
        return datetime.min.replace(tzinfo=UTC)


def steps_of(changes: Iterable[Change]) -> list[tuple[str, dict[str, Mapping[str, Any]]]]:
    """Changes of the same instant together, by field."""
    steps: dict[str, dict[str, Mapping[str, Any]]] = {}
    for at, item in changes:
        steps.setdefault(at, {})[folded(text_of(item.get("field")))] = item
    followed = {*FOLLOWED, "resolution", "assignee"}
    return [(at, items) for at, items in steps.items() if followed & items.keys()]


def first_values(fields: Mapping[str, Any], changes: Iterable[Change]) -> dict[str, str]:
    """Status and priority at the creation: what the first change of each left, else what they are now."""
    first = {name: named(fields.get(name)) for name in FOLLOWED} | {"resolved": ""}
    for _, item in reversed(list(changes)):
        name = folded(text_of(item.get("field")))
        if name in FOLLOWED:
            first[name] = text_of(item.get("fromString")) or first[name]
    return first


def emptied(items: Mapping[str, Mapping[str, Any]], name: str) -> bool:
    """Whether a field that held something holds nothing any more."""
    return name in items and bool(items[name].get("fromString")) and not items[name].get("toString")


def handed_on(items: Mapping[str, Mapping[str, Any]]) -> bool:
    """Whether somebody passed the issue to somebody else."""
    return bool("assignee" in items and items["assignee"].get("fromString") and items["assignee"].get("toString"))


def record(issue: Mapping[str, Any], at: str, known: Mapping[str, str], counts: Mapping[str, int]) -> dict[str, Cell]:
    """One observation, under the names a list export gives to the same fields."""
    fields = issue["fields"]
    return {
        "Issue key": text_of(issue["key"]), "Issue Type": named(fields.get("issuetype")),
        "Created": text_of(fields.get("created")), "Updated": at, "Status": known["status"],
        "Priority": known["priority"], "Resolved": known["resolved"], "Components": named(fields.get("components")),
        "Project name": named(fields.get("project")), "Time to resolution": "", **counts,
    }  # fmt: skip


def promise_of(fields: Mapping[str, Any]) -> bool | None:
    """Whether the promise of resolution was kept; None while it runs, or when no field tells it."""
    for value in fields.values():
        if isinstance(value, dict) and folded(text_of(value.get("name"))) in PROMISE:
            over = objects(value.get("completedCycles"))
            runs = value.get("ongoingCycle")
            if any(one.get("breached") for one in (*over, *([runs] if isinstance(runs, dict) else []))):
                return False
            return True if over and not runs else None
    return None


def objects(value: Any) -> list[dict[str, Any]]:
    """The objects of a list; nothing else is one."""
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []


def named(value: Any) -> str:
    """The name of an object, or of the first of a list."""
    if isinstance(value, list):
        value = value[0] if value else None
    return text_of(value.get("name")) if isinstance(value, dict) else text_of(value)


def text_of(value: Any) -> str:
    """A plain value as text, "" for anything else."""
    return str(value) if isinstance(value, (str, int, float)) and not isinstance(value, bool) else ""
