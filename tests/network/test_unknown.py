"""Each reason for saying nothing, met once, and said in both languages."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.utils import translation
from tests.network.cards import CALENDAR, RULES, SIGNED, THEM, TODAY, US, ago, around_signature, network

from etincelle.foundation.speech import render
from etincelle.network.facts import NetworkFacts
from etincelle.network.phrases import PHRASES
from etincelle.network.signals import CODES
from etincelle.vocabulary.partnership import Coverage
from etincelle.vocabulary.signal import Unknown

DAY = timedelta(days=1)
SILENCE, THEN_NOW = CODES
WHOLE = network([*around_signature(6), *ago(30)])


def seeing(*coverage: Coverage) -> NetworkFacts:
    return replace(WHOLE, coverage=coverage)


NOT_COVERED = seeing(Coverage("calendar", SIGNED - 400 * DAY, SIGNED + 400 * DAY), Coverage("mail", TODAY, TODAY))
BOTH: dict[str, NetworkFacts] = {
    "no_executive_client": replace(WHOLE, people=(THEM,)),
    "no_executive_partner": replace(WHOLE, people=(US,)),
    "no_source": seeing(),
    "stale_source": seeing(Coverage("calendar", SIGNED, TODAY - 46 * DAY)),
}
REASONS: dict[str, dict[str, NetworkFacts]] = {
    SILENCE: {**BOTH, "seen_too_short": replace(seeing(Coverage("calendar", TODAY - 30 * DAY, TODAY)), contacts=())},
    THEN_NOW: {
        **BOTH,
        "no_signature": replace(WHOLE, signed_on=None),
        "too_young": replace(WHOLE, signed_on=TODAY - 539 * DAY),
        "then_not_covered": seeing(Coverage("calendar", TODAY - 400 * DAY, TODAY)),
        "now_not_covered": NOT_COVERED,
        "nothing_then": network(ago(30), coverage=CALENDAR),
    },
}
CASES = [(code, reason) for code, reasons in REASONS.items() for reason in reasons]


@pytest.mark.parametrize(("code", "reason"), CASES)
def test_a_reason_to_say_nothing_is_met_and_said(code: str, reason: str) -> None:
    found = CODES[code](REASONS[code][reason], RULES, TODAY)
    assert isinstance(found, Unknown)
    assert found.reason == reason
    said = set()
    for language in ("fr", "en"):
        with translation.override(language):
            said.add(render(PHRASES[f"{code}.{reason}"], dict(found.params)))
    assert len(said) == 2


def test_no_reason_is_written_without_being_met() -> None:
    words = {"question", "remedy", "open", "ask", "give"}
    written = {tuple(key.rsplit(".", 1)) for key in PHRASES if key.rsplit(".", 1)[0] in CODES}
    assert {(code, last) for code, last in written if last not in words} == set(CASES)


def test_a_source_that_starts_tomorrow_is_no_source_today() -> None:
    found = CODES[SILENCE](seeing(Coverage("calendar", TODAY + DAY, TODAY + 30 * DAY)), RULES, TODAY)
    assert isinstance(found, Unknown)
    assert found.reason == "no_source"


def test_540_days_after_the_signature_the_windows_part() -> None:
    signed = TODAY - timedelta(days=540)
    facts = network([signed - 20 * DAY, *ago(30)], signed=signed)
    found = CODES[THEN_NOW](facts, RULES, TODAY)
    assert not isinstance(found, Unknown)
    assert found.evidence[0].params["then"] == 1
