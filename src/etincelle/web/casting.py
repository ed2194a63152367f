"""Who holds which seat since when, on both sides; what to renew when; and what another month would break."""

from dataclasses import dataclass
from datetime import date

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from etincelle.arithmetic.workdays import WorkCalendar
from etincelle.comfort_zone.renewal import Asked as PlanAsked
from etincelle.comfort_zone.renewal import Casting, casting_of, months_after
from etincelle.comfort_zone.renewal_months import adopted, days_of
from etincelle.comfort_zone.tenure import read_tenure
from etincelle.foundation import clock
from etincelle.foundation.access import Asked, may, require, rule, visible
from etincelle.foundation.config import default_rules
from etincelle.foundation.speech import capitalised, is_french, say_month
from etincelle.network.reads import load_network
from etincelle.outbox.renewal_letter import Letter, renewal_letter
from etincelle.parties.facts import SeatTerms
from etincelle.parties.models import Partnership
from etincelle.parties.plan_actions import PlanMoved, adopt_plan, plan_mark, take_back_plan
from etincelle.parties.reads import person_names, seat_terms
from etincelle.spark.crossings import outside_share
from etincelle.vocabulary.levels import Side
from etincelle.vocabulary.partnership import PartnershipRef
from etincelle.web import telling_casting

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@dataclass(frozen=True, slots=True)
class Sides:
    """The casting of a partnership: its seats, the sides that have one, the day and the calendar of the plan."""

    row: Partnership
    seats: tuple[SeatTerms, ...]
    castings: tuple[Casting, ...]
    asked: PlanAsked


def _handed(request: Asked, code: str) -> Partnership:
    row = visible(request.actor, Partnership).select_related("partner").filter(code=code).first()
    if row is None:
        raise Http404
    return row


def calendar() -> WorkCalendar:
    """The working days of the installation."""
    call = default_rules().call
    return WorkCalendar(call.country, call.subdivision)


def _sides(row: Partnership, closed: frozenset[date]) -> Sides:
    seats, rules = seat_terms(row), default_rules().comfort_zone.renewal
    asked = PlanAsked(clock.today(), calendar(), closed)
    found = (casting_of(seats, side, asked, rules) for side in Side)
    return Sides(row, seats, tuple(one for one in found if one), asked)


def _closed(request: Asked) -> frozenset[date]:
    """The months without renewal named in the address; what is no month is left out."""
    return frozenset(day for text in request.GET.getlist("closed") if (day := _month(text)))


def _month(text: str) -> date | None:
    try:
        return date.fromisoformat(f"{text}-01")
    except ValueError:
        return None


def _tried(request: Asked, casting: Casting) -> dict[str, int] | None:
    """The plan written in the address; None when it writes none for this side."""
    named = {seat.code: request.GET.get(f"m{seat.code}") for seat in casting.seats}
    if request.GET.get("best") or not any(named.values()):
        return None
    places = {f"{casting.day(month):%Y-%m}": month for month in range(1, casting.horizon + 1)}
    return {code: places[text] for code, text in named.items() if text in places}


@require_GET
@rule("facts.read")
def casting(request: Asked, code: str) -> HttpResponse:
    """Which seats should change hands, and when? Nothing is stored before somebody adopts the plan."""
    return _page(request, _sides(_handed(request, code), _closed(request)))


def _page(request: Asked, found: Sides, status: int = 200) -> HttpResponse:
    rules = default_rules().comfort_zone
    names = {code: name for code, name, _pk in person_names({s.person for s in found.seats})}
    outside = _outside(request, found)
    sides = []
    for one in found.castings:
        tenure = read_tenure(found.seats, one.side, rules, found.asked.today)
        assert tenure is not None
        plan = telling_casting.chosen(
            one, _tried(request, one), adopted(one, found.seats), bool(request.GET.get("best"))
        )
        sides.append(telling_casting.side(one, plan, telling_casting.Known(found.seats, names, tenure, outside, rules)))
    first = found.asked.today.replace(day=1)
    context = {
        "code": found.row.code, "name": found.row.partner.name, "perimeter": found.row.name, "sides": sides,
        "lone": [telling_casting.lone(side) for side in Side if side not in {s.side for s in found.castings}],
        "months": [_choice(found, months_after(first, n)) for n in range(1, rules.renewal.horizon_months + 1)],
        "mark": plan_mark(found.row), "may_write": may(request.actor, "facts.write"),
        "is_adopted": any(adopted(one, found.seats) for one in found.castings),
        "seats_url": f"{reverse('web:fact_list', args=['seat'])}?partnership={found.row.code}",
    }  # fmt: skip
    return render(request, "web/casting.html", context, status=status)


def _choice(found: Sides, month: date) -> dict[str, object]:
    """A month of the menus."""
    return {"value": f"{month:%Y-%m}", "label": capitalised(say_month(month)), "closed": month in found.asked.closed}


def _outside(request: Asked, found: Sides) -> float | None:
    """The share of contacts outside the seats, for who may read contacts and when some source tells them."""
    if not may(request.actor, "call.read"):
        return None
    ref = PartnershipRef(found.row.code, found.row.partner.code, found.row.signed_on)
    network = load_network([ref], found.asked.today)[ref.code]
    seated = {s.person for s in found.seats if s.until is None or s.until > found.asked.today}
    return outside_share(network.contacts, seated, found.asked.today) if network.coverage else None


@require_POST
@rule("facts.write")
def adopt(request: Asked, code: str) -> HttpResponse:
    """Keep the plan shown: one change, which can be undone; over somebody else's newer plan, theirs is shown (409)."""
    found = _sides(_handed(request, code), frozenset())
    actor = require(request.actor, "facts.write")
    wanted: dict[int, date | None] = {}
    for one in found.castings:
        places = {f"{one.day(month):%Y-%m}": month for month in range(1, one.horizon + 1)}
        sent = {s.code: request.POST.get(f"m{s.code}", "") for s in one.seats if f"m{s.code}" in request.POST}
        plan = {key: places[text] for key, text in sent.items() if text in places}
        wanted |= {int(key): day for key, day in days_of(one, plan, found.asked.calendar).items() if key in sent}
    try:
        entry = adopt_plan(actor, found.row, wanted, request.POST.get("mark", ""))
    except PlanMoved:
        messages.warning(
            request, _("The plan was changed meanwhile: it is shown as it is now. Nothing of yours was stored.")
        )
        return _page(request, found, status=409)
    undo = reverse("web:casting_undo", args=[code, entry.pk])
    messages.success(
        request, _("Plan adopted. Nobody at the partner’s sees it before you send the request."), extra_tags=undo
    )
    return redirect("web:casting", code=code)


@require_POST
@rule("facts.write")
def undo(request: Asked, code: str, key: int) -> HttpResponse:
    """Put the plan back as it was before an adoption."""
    row = _handed(request, code)
    try:
        take_back_plan(require(request.actor, "facts.write"), row, key)
    except PlanMoved:
        messages.warning(request, _("The plan was changed since: nothing was taken back."))
    else:
        messages.success(request, _("Undone."))
    return redirect("web:casting", code=code)


@require_GET
@rule("facts.read")
def letter(request: Asked, code: str, side: str) -> HttpResponse:
    """The adopted renewals of a side in words: a request to the partner, or an internal sheet for one's own seats."""
    found = _sides(_handed(request, code), frozenset())
    one = next((c for c in found.castings if c.side.value == side), None)
    plan = adopted(one, found.seats) if one else {}
    if one is None or not plan:
        raise Http404
    told = Letter(found.row.partner.name, found.row.name, found.asked.today, one, plan)
    answer = HttpResponse(renewal_letter(told, found.seats, found.asked.calendar), content_type=DOCX)
    stem = {"partner": _("renewal-request"), "client": _("renewal-sheet")}[side]
    header = content_disposition_header(True, f"{stem}-{found.row.code}-{'fr' if is_french() else 'en'}.docx")
    answer["Content-Disposition"] = header or "attachment"
    return answer
