"""Service levels one can trust: recomputed from the tickets, beside what is reported; each figure opens its tickets."""

from datetime import date

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_GET

from etincelle.comfort_zone.explained import Compared, bridge
from etincelle.comfort_zone.models import LevelComputed, PromisedTime, Reading, ServiceLevel
from etincelle.comfort_zone.reads import compared_ticket, compared_tickets, every_month, months_beside, reported_share
from etincelle.foundation.access import Asked, require, rule, visible
from etincelle.foundation.speech import capitalised, is_french, say_date, say_month
from etincelle.outbox.level_book import level_book
from etincelle.parties.models import Partnership
from etincelle.web import plots, telling_clocks
from etincelle.web.life import life

PER_PAGE = 50
MONTHS_SHOWN = 36


@require_GET
@rule("facts.read")
def services(request: Asked, code: str) -> HttpResponse:
    """Are the levels kept? Each level of a partnership, as reported and as recomputed, for its last month."""
    row = visible(request.actor, Partnership).select_related("partner").filter(code=code).first()
    if row is None:
        raise Http404
    levels = visible(request.actor, ServiceLevel).filter(service__partnership=row, retired_on=None)
    levels = levels.select_related("service").order_by("service__name", "name")
    months = months_beside(request.actor, list(levels))
    promised = set(visible(request.actor, PromisedTime).filter(level__in=levels).values_list("level_id", flat=True))
    context = {
        "code": code, "name": row.partner.name, "perimeter": row.name,
        "levels": [
            telling_clocks.level_line(level, months[level.pk], level.pk in promised) for level in levels
        ],
        **life(request, row),
    }  # fmt: skip
    return render(request, "web/services.html", context)


def _level(request: Asked, code: str) -> ServiceLevel:
    rows = visible(request.actor, ServiceLevel).select_related("service__partnership__partner")
    level = rows.filter(code=code).first()
    if level is None:
        raise Http404
    return level


@require_GET
@rule("facts.read")
def level(request: Asked, code: str) -> HttpResponse:
    """Is this level kept, and does the partner say the same? Months recomputed and reported, and their plot."""
    row = _level(request, code)
    months = months_beside(request.actor, [row])[row.pk][-MONTHS_SHOWN:]
    lines = [telling_clocks.month_line(row, one) for one in months]
    told = {one.month: one for one in months}
    points = [
        plots.Point(capitalised(say_month(day)), told[day].share, told[day].reported) if day in told
        else plots.Point(say_month(day), None)
        for day in every_month(list(told))
    ]  # fmt: skip
    done = visible(request.actor, LevelComputed).filter(level=row).first()
    context = {
        **_titles(row), "chart": plots.control_chart(points, float(row.target) / 100) if row.unit == "%" else None,
        "lines": lines[::-1], "target": telling_clocks.say_value(row, float(row.target)),
        "promises": [telling_clocks.promise_line(p) for p in _promises(request, row)],
        "computed": done, "seen_until": say_date(done.seen_until.date()) if done and done.seen_until else "",
    }  # fmt: skip
    return render(request, "web/level.html", context)


def _titles(row: ServiceLevel) -> dict[str, str]:
    partnership = row.service.partnership
    return {"code": row.code, "name": row.name, "service": row.service.name, "partnership": partnership.code,
            "partner": partnership.partner.name}  # fmt: skip


def _promises(request: Asked, row: ServiceLevel) -> list[PromisedTime]:
    rows = visible(request.actor, PromisedTime).filter(level=row).select_related("calendar")
    return list(rows.order_by("priority", "group", "ticket_service"))


def _month(year: int, month: int) -> date:
    """The first day of a month that exists and has a next one."""
    if not (1 <= year < date.max.year and 1 <= month <= 12):
        raise Http404
    return date(year, month, 1)


@require_GET
@rule("facts.read")
def level_month(request: Asked, code: str, year: int, month: int) -> HttpResponse:
    """Against the partner's report: what makes the difference of a month, incident by incident, differences first."""
    row, day = _level(request, code), _month(year, month)
    tickets = compared_tickets(row, day)
    reading = visible(request.actor, Reading).filter(level=row, month=day).first()
    found = bridge(tickets, reported_share(row, reading))
    wanted = request.GET.get("show", "")
    chosen = telling_clocks.chosen(tickets, wanted)
    page = Paginator(sorted(chosen, key=_differences_first), PER_PAGE).get_page(request.GET.get("page"))
    context = {
        **_titles(row), "month": say_month(day), "page": page, "count": len(chosen), "wanted": wanted,
        "lines": [telling_clocks.ticket_line(row.code, one) for one in page],
        "filters": telling_clocks.filters(tickets, wanted), "steps": telling_clocks.bridge_lines(found),
        "reasons": telling_clocks.reason_counts(found), "year": year, "number": month,
    }  # fmt: skip
    return render(request, "web/level_month.html", context)


@require_GET
@rule("facts.read")
def level_file(request: Asked, code: str, year: int | None = None, month: int | None = None) -> HttpResponse:
    """The months of a level as a workbook, with the incidents of one month and their clocks when one is named."""
    row, actor = _level(request, code), require(request.actor, "facts.read")
    day = _month(year, month) if year is not None and month is not None else None
    content = level_book(actor, row, day, "fr" if is_french() else "en")
    name = f"{row.code}-{day:%Y-%m}.xlsx" if day else f"{row.code}.xlsx"
    return HttpResponse(
        content,
        content_type="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        headers={"Content-Disposition": content_disposition_header(True, name) or "attachment"},
    )


def _differences_first(one: Compared) -> tuple[bool, bool, str, str, str]:
    told = one.judged
    return not told.differs, not one.is_apart, told.reading.verdict.value, told.ticket.source, told.ticket.number


@require_GET
@rule("facts.read")
def ticket_clock(request: Asked, code: str, source: str, number: str) -> HttpResponse:
    """How was the clock of this ticket counted? Its life drawn, hour by hour, and each stretch in words."""
    row = _level(request, code)
    compared = compared_ticket(row, source, number)
    if compared is None:
        raise Http404
    one = compared.judged
    context = {
        **_titles(row), "number": number, "strip": plots.clock_strip(one.reading.spans),
        "facts": telling_clocks.clock_facts(one), "why": telling_clocks.reason_lines(compared),
        "notes": telling_clocks.notable_lines(one),
        "verdict": telling_clocks.verdict_chip(one), "spans": telling_clocks.span_lines(one.reading.spans),
        "back": reverse("web:level", args=[row.code]),
    }  # fmt: skip
    return render(request, "web/ticket_clock.html", context)
