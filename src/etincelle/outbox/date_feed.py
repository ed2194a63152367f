"""The dates of contracts as a calendar (RFC 5545, refreshed daily by RFC 7986), and their arithmetic in words.

One all-day event per window, on the last day one can really act: the day to post a letter, else the last working day.
"""

import hashlib
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from django.utils.translation import gettext as _
from icalendar import Alarm, Calendar, Event

from etincelle.foundation.speech import say_date
from etincelle.living_contract.dates import Step
from etincelle.living_contract.windows import Reminder, Window
from etincelle.spark.voice import speak

REFRESHED = timedelta(days=1)
ADDED = ("initial", "option", "renewal", "renewed")
TAKEN = ("months", "days", "workdays")


def arithmetic(steps: Sequence[Step]) -> str:
    """« fin le 31 décembre 2027 − 6 mois = 30 juin 2027 »; a date alone needs no arithmetic: ""."""
    said = []
    for step in steps:
        if step.what in ADDED or step.what in TAKEN:
            if step.what == "option" and not step.amount:
                continue
            sign = "+" if step.what in ADDED else "−"
            params = {"amount": step.amount, "every_months": step.every}
            told = speak(f"living_contract.step.{step.what}", params)
            said.append(f"{sign} {told} = {say_date(step.day)}")
        elif step.what in ("end", "start"):
            said.append(speak(f"living_contract.step.{step.what}", {"day": step.day}))
        else:
            said.append(speak("living_contract.step.on", {"day": step.day}))
    return " ".join(said) if len(said) > 1 else ""


def notes(window: Window) -> list[str]:
    """What else to know to act in time."""
    told = []
    if window.practical and window.practical != window.act_by:
        told.append(speak("living_contract.practical", {"practical_on": window.practical}))
    if window.send_by:
        told.append(speak("living_contract.send_by", {"send_on": window.send_by}))
    if window.usual:
        told.append(speak("living_contract.usual"))
    return told


def date_feed(found: Sequence[Reminder], titles: Mapping[str, str], now: datetime) -> bytes:
    """The calendar of some windows. titles: by contract code. now: when it was made, with its zone."""
    calendar = Calendar()
    calendar.add("prodid", "-//Etincelle//contract dates//")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("name", _("Contract dates"))
    calendar.add("x-wr-calname", _("Contract dates"))
    calendar.add("refresh-interval", REFRESHED, parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", "P1D")
    for one in found:
        calendar.add_component(_event(one, titles.get(one.window.contract, one.window.contract), now))
    content: bytes = calendar.to_ical()
    return content


def _event(one: Reminder, title: str, now: datetime) -> Event:
    window = one.window
    day = window.send_by or window.practical or window.act_by
    event = Event()
    said = speak(f"living_contract.window.{window.kind}")
    identity = f"{window.contract}|{window.kind}|{window.row}"
    event.add("uid", f"{hashlib.sha256(identity.encode()).hexdigest()[:32]}@etincelle")
    event.add("dtstamp", now)
    event.add("dtstart", day)
    event.add("dtend", day + timedelta(days=1))
    event.add("summary", _one_line(f"{said} – {title}"))
    lines = [arithmetic(window.steps), *notes(window), window.clause]
    event.add("description", "\n".join(_one_line(line) for line in lines if line))
    event.add("transp", "TRANSPARENT")
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", _one_line(said))
    alarm.add("trigger", -max(day - one.from_on, timedelta(0)))
    event.add_component(alarm)
    return event


def _one_line(text: str) -> str:
    """A text without line breaks: a title came with a file, and must not write lines of its own."""
    return " ".join(text.split())
