"""Which partnerships are falling asleep, and is this one alive?"""

from collections.abc import Sequence
from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from etincelle.foundation import clock
from etincelle.foundation.access import Asked, may, rule, visible
from etincelle.foundation.config import default_rules
from etincelle.foundation.prepared import Prepared, given
from etincelle.foundation.speech import say_date, say_number, say_share
from etincelle.governance.reads import next_meetings
from etincelle.living_contract.dates import following, next_deadline, office_of
from etincelle.living_contract.facts import TermFacts
from etincelle.living_contract.reads import terms_of
from etincelle.parties.models import Partnership
from etincelle.parties.reads import full_names
from etincelle.spark import reads
from etincelle.spark.models import IndexRecord
from etincelle.spark.voice import keys_in, names_for, speak, texts_in
from etincelle.vocabulary.signal import Signal
from etincelle.web import facts, story, telling

PER_PAGE = 50


@require_GET
@rule("facts.read")
def partnerships(request: Asked) -> HttpResponse:
    """All partnerships, from most asleep; without a decision, in order of name."""
    morning = reads.latest_morning(request.actor, "light")
    ranking: reads.Ranking | list[reads.Ranked] = reads.Ranking(request.actor, morning.pk) if morning else []
    page = Paginator(ranking, PER_PAGE).get_page(request.GET.get("page"))  # type: ignore[arg-type]  # it only cuts
    codes = [r.partnership for r in page]
    names = full_names(request.actor, codes) if codes else _all_names(request)
    today = clock.today()
    shown = telling.Shown(names, next_meetings(request.actor, codes, today), today)
    lines = telling.partnership_rows((r for r in page if r.partnership in names), shown)
    context = {
        "rows": lines,
        "lines": telling.drawn_lines(lines),
        "page": page,
        "plain": [] if codes else [{"name": name, "code": code} for code, name in names.items()],
        "may_write": may(request.actor, "facts.write"),
        "may_see_ties": may(request.actor, "call.read"),
    }
    return render(request, "web/partnerships.html", context)


def _all_names(request: Asked) -> dict[str, str]:
    """Before the first decision: the first partnerships by name."""
    mine = visible(request.actor, Partnership).order_by("partner__name", "name")[:PER_PAGE]
    return {code: f"{partner} · {name}" for code, partner, name in mine.values_list("code", "partner__name", "name")}


ONE = Prepared(lambda actor: visible(actor, Partnership).select_related("partner").filter(code=given("code")))


def _partnership(request: Asked, code: str) -> Partnership:
    """The partnership with its partner, or 404."""
    row: Partnership | None = ONE.first(request.actor, code=code)
    if row is None:
        raise Http404
    return row


@require_GET
@rule("facts.read")
def partnership(request: Asked, code: str) -> HttpResponse:
    """Is this partnership alive, and what would wake it?"""
    row = _partnership(request, code)
    morning = reads.latest_morning(request.actor, "called")
    record = reads.latest_index(request.actor, morning, code) if morning else None
    terms = terms_of(code)
    context: dict[str, Any] = {
        "code": code,
        "name": row.partner.name,
        "perimeter": row.name,
        "dates": _dates(row, terms),
    }
    if record:
        verdicts = reads.verdicts_of(request.actor, record.morning, code)
        params = [dict(e.params) for v in verdicts if isinstance(v, Signal) for e in v.evidence]
        names = names_for(texts_in(params), keys_in(params))
        context |= {
            "chip": telling.chip(record.state), "line": telling.state_line(record, verdicts),
            "signals": [telling.signal_row(record.morning, code, v, names) for v in verdicts], "index": _index(record),
            "may_see_ties": may(request.actor, "call.read"),
        }  # fmt: skip
        context |= {"act": _act(record, context["signals"]), "lines": telling.drawn_signals(context["signals"])}
    context |= _past(request, row) | {"contracts": terms, "may_decide": may(request.actor, "call.decide")}
    return render(request, "web/partnership.html", context)


def _act(record: IndexRecord, signals: list[dict[str, Any]]) -> dict[str, str] | None:
    """The one thing to do here: prepare today's call, else the remedy that would help most."""
    if getattr(record.morning, "called", "") == record.partnership_code:
        url = reverse("web:briefing", args=[record.morning_id])
        return {"url": url, "label": _("Prepare the call"), "icon": "call"}
    first = next((s for s in signals if s.get("remedy_url")), None)
    return {"url": first["remedy_url"], "label": first["remedy"], "icon": "bolt"} if first else None


def _past(request: Asked, row: Partnership) -> dict[str, Any]:
    """The story, and the sheets of facts that hold something of this partnership alone."""
    wanted = request.GET.get("story", "")
    told = story.tell(request.actor, row, wanted)
    signature = say_date(row.signed_on) if row.signed_on and wanted not in story.KINDS and not told.has_more else ""
    return {"story": told, "signature": signature, "story_wanted": wanted, "sheets": facts.sheets_of(row.code)}


def _dates(row: Partnership, terms: Sequence[TermFacts]) -> list[str]:
    """Signature, end, last day to act and, once it is missed, the next one, in words."""
    today, office = clock.today(), office_of(default_rules())
    told = [_("signed on %(day)s") % {"day": say_date(row.signed_on)}] if row.signed_on else []
    limit = next_deadline(terms, today, office)
    if limit:
        told.append(_("ends on %(day)s") % {"day": say_date(limit.ends_on)})
        code = "living_contract.act_by" if limit.act_by >= today else "living_contract.missed"
        told.append(speak(code, {"act_by_on": limit.act_by, "end_on": limit.ends_on}))
        later = following(next(t for t in terms if t.code == limit.contract), limit, office)
        if limit.act_by < today and later:
            told.append(speak("living_contract.act_by", {"act_by_on": later.act_by, "end_on": later.ends_on}))
    return told


def _index(record: IndexRecord) -> dict[str, Any]:
    """The index, its honest floor and the share of each dimension."""
    labels = {
        "new_deal": _("New deal"),
        "network": _("Network"),
        "comfort_zone": _("Comfort zone"),
        "living_contract": _("Living contract"),
        "innovation": _("Innovation"),
        "governance": _("Steering"),
    }
    shares = sorted(record.contributions.items(), key=lambda item: -item[1])
    return {
        "value": say_number(round(record.value, 1)) if record.value is not None else "",
        "low": say_number(round(record.low, 1)),
        "coverage": say_share(record.coverage),
        "robust": speak("spark.robust", {"first_share": record.first_share}) if record.first_share else "",
        "shares": [{"label": labels[k], "share": say_share(v), "width": str(round(100 * v))} for k, v in shares],
    }
