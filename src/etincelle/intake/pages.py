"""The Sources page and the five steps of an import. Thin: parse the request, call, render."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language, gettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from etincelle.foundation import clock
from etincelle.foundation.access import Asked, may, one_visible, rule, visible
from etincelle.foundation.models import SourceCoverage
from etincelle.intake import batches, mapping, telling, to_correct
from etincelle.intake.batches import BatchError, Told
from etincelle.intake.models import Batch
from etincelle.intake.phrases import step_sentence
from etincelle.intake.sources.rows import Refused
from etincelle.intake.templates_out import export, template
from etincelle.parties.models import Partnership
from etincelle.parties.recognising import waiting
from etincelle.spark.actions import publish

BATCHES_SHOWN = 20
WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
DOCUMENTS = ("", "report", "minutes")


def language() -> str:
    """The language of the page: "fr" or "en"."""
    return "fr" if (get_language() or "fr").startswith("fr") else "en"


@require_GET
@rule("import.read")
def sources(request: Asked) -> HttpResponse:
    """Can the figures be trusted this morning? Sources, their freshness, the imports and what they refused."""
    coverage = visible(request.actor, SourceCoverage).order_by("kind", "name", "partnership_code")
    imports = visible(request.actor, Batch).order_by("-pk")
    page = Paginator(imports, BATCHES_SHOWN).get_page(request.GET.get("page"))
    context = {
        "coverages": telling.coverages(coverage[:500], clock.today()),
        "batches": [telling.batch_line(batch, may_undo=may(request.actor, "import.run")) for batch in page],
        "page": page,
        "to_attach": telling.waiting_tickets(),
        "partnerships": visible(request.actor, Partnership).order_by("name").values_list("code", "name"),
        "to_recognise": len(waiting(request.actor)),
        "kinds": telling.kinds_to_choose(language()),
        "may_run": may(request.actor, "import.run"),
    }
    return render(request, "web/sources.html", context)


@require_POST
@rule("import.run")
def upload(request: Asked) -> HttpResponse:
    """Take a file in, look at it, and go where the next question is."""
    file = request.FILES.get("file")
    if request.actor is None or file is None:
        messages.error(request, gettext("Choose a file first."))
        return redirect("intake:sources")
    document = request.POST.get("document", "")
    options = {
        "partnership": known_partnership(request), "source": request.POST.get("source", "")[:60],
        "document": document if document in DOCUMENTS else "", "day_first": request.POST.get("order") != "month_first",
    }  # fmt: skip
    wanted = request.POST.get("wanted", "")
    told = Told(wanted if wanted in telling.choices_wanted() else "", {k: v for k, v in options.items() if v != ""})
    batch = batches.receive(request.actor, file, file.name or "", told)
    if batch.state == Batch.State.UPLOADED and mapping.needs_a_person(batch):
        return redirect("intake:columns", key=batch.pk)
    if batch.state == Batch.State.UPLOADED:
        batches.check(request.actor, batch)
    return redirect("intake:batch", key=batch.pk)


def known_partnership(request: Asked) -> str:
    """The partnership a form names, when the reader may see it."""
    code = request.POST.get("partnership", "")
    return code if code and visible(request.actor, Partnership).filter(code=code).exists() else ""


@require_http_methods(["GET", "POST"])
@rule("import.run")
def columns(request: Asked, key: int) -> HttpResponse:
    """Which column means what: proposed, corrected, remembered."""
    batch = one_visible(request.actor, Batch, pk=key)
    if request.actor is None or not mapping.may_be_matched(batch):
        return redirect("intake:batch", key=key)
    if request.method == "GET":
        named = visible(request.actor, Partnership).order_by("name").values_list("code", "name")
        return render(request, "web/import_columns.html", telling.columns_page(batch, language(), named))
    if partnership := known_partnership(request):
        batch.options["partnership"] = partnership
    for number, sheet in enumerate(list(batch.options.get("sheets", []))):
        chosen = {
            header: request.POST.get(f"column-{number}-{place}", "") for place, header in enumerate(sheet["headers"])
        }
        kind = request.POST.get(f"kind-{number}", sheet["kind"])
        if kind != sheet["kind"]:
            chosen = telling.proposed_for(kind, sheet["headers"])
        mapping.assign(request.actor, batch, sheet["name"], kind, {h: a for h, a in chosen.items() if a})
    batches.check(request.actor, batch)
    return redirect("intake:columns" if mapping.absent_columns(batch) else "intake:batch", key=key)


@require_GET
@rule("import.read")
def batch(request: Asked, key: int) -> HttpResponse:
    """What a file would change, or has changed; every refused row with its sentence."""
    found = one_visible(request.actor, Batch, pk=key)
    page = Paginator(found.rejects, 100).get_page(request.GET.get("page"))
    context = telling.batch_page(found, language(), list(page))
    may_run = may(request.actor, "import.run")
    return render(request, "web/import_preview.html", {**context, "page": page, "may_run": may_run})


@require_GET
@rule("import.run")
def to_correct_file(request: Asked, key: int) -> HttpResponse:
    """The refused rows of a checked file with their causes, to be put right and sent again."""
    found = one_visible(request.actor, Batch, pk=key)
    if request.actor is None or not to_correct.can_be_given(found):
        return redirect("intake:batch", key=key)
    try:
        content = to_correct.workbook(request.actor, found, language())
    except Refused:
        messages.error(request, step_sentence("file_gone"))
        return redirect("intake:batch", key=key)
    return workbook(content, gettext("to-correct.xlsx"))


@require_POST
@rule("import.run")
def confirm(request: Asked, key: int) -> HttpResponse:
    """Write a checked file."""
    return step(request, key, batches.confirm, gettext("Import done. It can be undone for 30 days."))


@require_POST
@rule("import.run")
def undo(request: Asked, key: int) -> HttpResponse:
    """Put everything back as it was before an import."""
    return step(request, key, batches.undo, gettext("Import undone. Everything is back to how it was before."))


def step(request: Asked, key: int, action: Any, done: str) -> HttpResponse:
    """Take one step of a batch, decide the day again with what it changed, and say what came of it."""
    found = one_visible(request.actor, Batch, pk=key)
    try:
        action(request.actor, found)
    except BatchError as error:
        messages.error(request, step_sentence(error.code))
        for row in error.rows[:20]:
            messages.warning(request, telling.row_name(row))
    else:
        publish()
        messages.success(request, done)
    return redirect("intake:batch", key=key)


@require_GET
@rule("import.read")
def template_file(request: Asked) -> HttpResponse:
    """The workbook to fill, with examples."""
    return workbook(template(language()), gettext("etincelle-template.xlsx"))


@require_GET
@rule("facts.read")
def export_file(request: Asked) -> HttpResponse:
    """All facts the reader may see, as the workbook that can come back in."""
    if request.actor is None:
        return redirect("web:login")
    return workbook(export(request.actor, language()), gettext("etincelle-portfolio.xlsx"))


def workbook(content: bytes, name: str) -> HttpResponse:
    """A workbook to download."""
    response = HttpResponse(content, content_type=WORKBOOK)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
