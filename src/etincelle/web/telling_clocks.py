"""Levels and clocks as plain values for templates: figures already said, addresses already made."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from django.urls import reverse
from django.utils.functional import Promise as LazyText
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from etincelle.comfort_zone.beside import Agreement
from etincelle.comfort_zone.explained import Bridge, Compared, Reason
from etincelle.comfort_zone.models import PromisedTime, RecomputedMonth, ServiceLevel
from etincelle.comfort_zone.reads import MonthBeside
from etincelle.comfort_zone.recomputed import Judged
from etincelle.comfort_zone.service_clock import Notable, Span, Verdict
from etincelle.foundation.speech import (
    capitalised,
    say_duration,
    say_instant,
    say_month,
    say_number,
    say_rate,
    say_share,
)
from etincelle.spark.voice import speak
from etincelle.web import plots

CHIPS = {
    Verdict.MET: ("awake", "check"), Verdict.MISSED: ("refused", "close"), Verdict.RUNNING: ("drowsy", "clock"),
    Verdict.CANCELLED: ("unknown", "close"), Verdict.EXCUSED: ("unknown", "info"), Verdict.UNKNOWN: ("unknown", "help"),
}  # fmt: skip
FILTERS: dict[str, str | LazyText] = {
    "": gettext_lazy("All"),
    "judged": gettext_lazy("In the figure"),
    "differs": gettext_lazy("The partner says otherwise"),
    "one_side": gettext_lazy("Counted by one side alone"),
    "missed": gettext_lazy("Missed"),
    "left_out": gettext_lazy("Left out or unknown"),
}


def say_value(level: ServiceLevel, value: float) -> str:
    """A figure in the unit of its level."""
    return say_share(value / 100) if level.unit == "%" else f"{say_number(value)} {level.unit}".strip()


AGREEMENTS = {
    Agreement.SAME: ("awake", "check"), Agreement.GREENER: ("refused", "close"), Agreement.REDDER: ("drowsy", "info"),
    Agreement.UNKNOWN: ("unknown", "help"),
}  # fmt: skip


def agreement_chip(found: Agreement) -> dict[str, str]:
    """What both figures of a month say together, as word, shape and colour."""
    state, icon = AGREEMENTS[found]
    return {"state": state, "icon": icon, "label": speak(f"comfort_zone.agreement.{found.value}")}


def level_line(level: ServiceLevel, months: Sequence[MonthBeside], promised: bool) -> dict[str, Any]:
    """One level in the list of a partnership: what is reported, what is recomputed, for their last months."""
    reading = next((one for one in reversed(months) if one.reading), None)
    ours = next((one for one in reversed(months) if one.ours), None)
    both = next((one for one in reversed(months) if one.agreement is not Agreement.UNKNOWN), None)
    counted = ours.ours if ours and ours.share is not None else None
    return {
        "name": level.name, "service": level.service.name, "url": reverse("web:level", args=[level.code]),
        "target": say_value(level, float(level.target)), "critical": level.critical,
        "reported": say_value(level, float(reading.reading.value)) if reading and reading.reading else "",
        "reported_month": say_month(reading.month) if reading else "",
        "ours": say_rate(counted.met, counted.met + counted.missed) if counted else "",
        "ours_month": say_month(ours.month) if ours else "", "promised": promised,
        "chip": agreement_chip(both.agreement if both else Agreement.UNKNOWN),
        "both_month": say_month(both.month) if both else "",
        "ours_url": _month_url(level, ours), "both_url": _month_url(level, both),
    }  # fmt: skip


def _month_url(level: ServiceLevel, one: MonthBeside | None) -> str:
    return reverse("web:level_month", args=[level.code, one.month.year, one.month.month]) if one else ""


def month_line(level: ServiceLevel, one: MonthBeside) -> dict[str, Any]:
    """One month of a level: reported, recomputed with its base and interval, the difference in points."""
    ours, month, share = one.ours, one.month, one.share
    judged = ours.met + ours.missed if ours else 0
    return {
        "month": capitalised(say_month(month)), "ours": share, "theirs": one.reported,
        "reported": say_value(level, float(one.reading.value)) if one.reading else "",
        "recomputed": say_rate(ours.met, judged) if ours and judged else "",
        "base": say_number(judged) if ours else "", "interval": say_interval(ours) if ours and judged else "",
        "gap": say_points(one.gap) if one.gap is not None else "",
        "differing": say_number(ours.differing) if ours else "",
        "left_out": say_number(ours.left_out + ours.unknown) if ours else "",
        "median": say_duration(ours.half_seconds) if ours and ours.half_seconds is not None else "",
        "most": say_duration(ours.most_seconds) if ours and ours.most_seconds is not None else "",
        "url": _month_url(level, one if ours else None),
        "is_met": share is None or share * 100 >= float(level.target),
    }  # fmt: skip


def say_interval(row: RecomputedMonth) -> str:
    """Wilson's interval of a month: « de 74,1 % à 80,4 % »."""
    from_share, to_share = row.interval
    return _("%(low)s to %(high)s") % {"low": say_share(from_share), "high": say_share(to_share)}


def say_points(gap: float) -> str:
    """A difference of shares in points, with its sign."""
    points = round(100 * gap, 1)
    sign = "+" if points > 0 else "−" if points < 0 else ""
    return sign + say_number(abs(points))


def promise_line(row: PromisedTime) -> dict[str, str]:
    """One promised time in words."""
    return {
        "priority": row.priority or _("any"), "group": row.group or _("any"), "time": say_duration(60 * row.minutes),
        "hours": row.calendar.windows, "zone": row.calendar.zone, "policy": row.get_policy_display(),
        "holidays": row.calendar.holidays or _("none"),
    }  # fmt: skip


def keeps(compared: Compared, wanted: str) -> bool:
    """Whether a filter keeps a ticket: one of FILTERS, or the reason that counts for it; an unknown word keeps all."""
    one = compared.judged
    if wanted in list(Reason):
        return compared.reasons[:1] == (wanted,)
    counted = one.reading.verdict in (Verdict.MET, Verdict.MISSED)
    kept = {
        "differs": one.differs, "one_side": compared.is_apart and not one.differs,
        "missed": one.reading.verdict is Verdict.MISSED, "judged": counted, "left_out": not counted,
    }  # fmt: skip
    return kept.get(wanted, True)


def chosen(tickets: Sequence[Compared], wanted: str) -> list[Compared]:
    """The tickets of a filter."""
    return [one for one in tickets if keeps(one, wanted)]


def filters(tickets: Sequence[Compared], wanted: str) -> list[dict[str, Any]]:
    """The filters with how many tickets each keeps."""
    return [
        {"key": key, "label": label, "count": say_number(len(chosen(tickets, key))), "current": key == wanted}
        for key, label in FILTERS.items()
    ]


def bridge_lines(found: Bridge) -> list[dict[str, Any]]:
    """From what is reported to what is recomputed: each step in points, "" for what nobody knows."""
    told = (
        (_("Reported"), found.reported, None, ""),
        (_("Their own incidents say otherwise than their report"), None, found.report, ""),
        (_("Incidents judged otherwise"), None, found.verdicts, "differs"),
        (_("Incidents they alone count"), None, found.left_out, "one_side"),
        (_("Incidents of which they say nothing"), None, found.untold, "one_side"),
        (_("Recomputed"), found.ours, found.gap, "judged"),
    )
    return [
        {
            "label": label, "share": say_share(share) if share is not None else "",
            "points": say_points(points) if points is not None else "", "show": show, "is_end": n in (0, len(told) - 1),
        }
        for n, (label, share, points, show) in enumerate(told)
    ]  # fmt: skip


def reason_counts(found: Bridge) -> list[dict[str, str]]:
    """How many incidents each reason explains, each counted once."""
    return [
        {"key": reason.value, "label": speak(f"comfort_zone.reason.{reason.value}"), "count": say_number(count)}
        for reason, count in found.reasons
    ]


def verdict_chip(one: Judged) -> dict[str, str]:
    """A verdict as word, shape and colour."""
    state, icon = CHIPS[one.reading.verdict]
    return {"state": state, "icon": icon, "label": speak(f"comfort_zone.verdict.{one.reading.verdict.value}")}


def say_theirs(one: Judged) -> str:
    """What the partner's tool says of a ticket."""
    if one.ticket.theirs is None:
        return _("says nothing")
    return speak(f"comfort_zone.verdict.{'met' if one.ticket.theirs else 'missed'}")


def reason_lines(one: Compared) -> list[str]:
    """What explains that the partner says otherwise; nothing when both say the same."""
    return [speak(f"comfort_zone.reason.{reason.value}") for reason in one.reasons]


def notable_lines(one: Judged) -> list[str]:
    """What is worth knowing of a clock, whether both sides agree or not."""
    return [speak(f"comfort_zone.notable.{r.value}") for r in Notable if r in one.reading.notable]


def ticket_line(level: str, compared: Compared) -> dict[str, Any]:
    """One ticket of a month, its clock drawn."""
    one = compared.judged
    ticket, reading = one.ticket, one.reading
    net, paused = say_duration(reading.net_seconds), say_duration(reading.paused_seconds)
    return {
        "number": ticket.number, "url": reverse("web:ticket_clock", args=[level, ticket.source, ticket.number]),
        "priority": ticket.priority, "net": net, "paused": paused, "promise": say_duration(one.promise.seconds),
        "chip": verdict_chip(one), "theirs": say_theirs(one), "reasons": reason_lines(compared),
        "strip": plots.clock_strip(reading.spans),
        "drawn": _("%(number)s: %(net)s counted, %(paused)s paused")
        % {"number": ticket.number, "net": net, "paused": paused},
    }  # fmt: skip


def clock_facts(one: Judged) -> list[tuple[str, str]]:
    """The figures of a clock, each with its name."""
    reading = one.reading
    told = [
        (_("Promised"), say_duration(one.promise.seconds)),
        (_("Counted (net)"), say_duration(reading.net_seconds)),
        (_("Paused, in open hours"), say_duration(reading.paused_seconds)),
        (_("Open hours in all (gross)"), say_duration(reading.gross_seconds)),
        (_("Share paused"), say_share(reading.pause_share) if reading.pause_share is not None else _("unknown")),
        (_("Opened"), said_at(reading.started)),
        (_("Stopped"), said_at(reading.stopped) if reading.stopped is not None else _("not yet")),
        (_("Due"), said_at(reading.due) if reading.due is not None else _("unknown")),
        (_("The partner’s tool says"), say_theirs(one)),
    ]
    return told


def said_at(instant: int) -> str:
    """An instant of a clock in the zone of the installation."""
    return say_instant(datetime.fromtimestamp(instant, UTC))


def span_lines(spans: Sequence[Span]) -> list[dict[str, str]]:
    """Each stretch of a ticket's life in words, the twin of the drawing."""
    return [
        {
            "kind": span.kind.value, "word": speak(f"comfort_zone.span.{span.kind.value}"),
            "begin": said_at(span.begin), "end": said_at(span.end), "length": say_duration(span.end - span.begin),
        }
        for span in spans
    ]  # fmt: skip
