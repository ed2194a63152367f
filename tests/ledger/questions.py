"""Every named query with what it is asked, and how the answers of two engines differ."""

from datetime import date, datetime
from typing import Any

from etincelle.ledger.port import Given, LedgerReader

ZONE = "Europe/Paris"
MONTHS = [date(2016, 4, 1), date(2026, 3, 1), date(2026, 7, 1)]
QUESTIONS: dict[str, list[Any]] = {
    "contact_events": [date(2026, 3, 20)],
    "contact_rows": [["ics|e7", "ics|e31", "it's|not there", ""]],
    "contacts_of_person": ["p3", "p3"],
    "levels_by_month": [ZONE],
    "mail_days": [],
    "ticket_clocks": [],
    "ticket_contents": [datetime(2026, 3, 1), datetime(2026, 6, 1)],  # noqa: DTZ001 - as parts keep them
    "ticket_groups": [],
    "ticket_intervals": [],
    "ticket_journeys": ["F3-1", datetime(2026, 3, 1), 500],  # noqa: DTZ001
    "ticket_months_touched": [ZONE, [0]],
    "ticket_states": [],
    "ticket_stories": ["F3-1", datetime(2026, 3, 1), datetime(2026, 3, 20, 12, 30)],  # noqa: DTZ001 - as parts keep them
    "ticket_stories_of_months": [datetime(2026, 1, 1), datetime(2026, 6, 1)],  # noqa: DTZ001 - as parts keep them
    "ticket_story": ["F3-1", "bench", "T103"],
    "tickets_by_month": [ZONE],
    "tickets_by_priority": [],
    "tickets_of_months": [ZONE, MONTHS],
    "tickets_summary": [],
}
OF_THE_LOG: dict[str, list[Any]] = {
    "ticket_contents": [datetime(2016, 4, 1), datetime(2017, 4, 1)],  # noqa: DTZ001
    "ticket_journeys": ["", datetime(2016, 4, 6), 500],  # noqa: DTZ001
    "ticket_stories": ["", datetime(2016, 4, 6), datetime(2016, 4, 8)],  # noqa: DTZ001
    "ticket_stories_of_months": [datetime(2016, 4, 1), datetime(2017, 4, 1)],  # noqa: DTZ001
    "ticket_story": ["", "servicenow", "INC0014524"],
}
"""What is asked otherwise of the real log."""


def differences(one: LedgerReader, other: LedgerReader, given: Given, **asked: list[Any]) -> dict[str, Any]:
    """By query, the first rows that are not the same, or how many rows there are."""
    found = {}
    for name, params in {**QUESTIONS, **asked}.items():
        expected, answer = one.query(name, params, given), other.query(name, params, given)
        if expected != answer:
            unlike = next((pair for pair in zip(expected, answer) if pair[0] != pair[1]), None)
            found[name] = unlike or (len(expected), len(answer))
    return found
