"""Start afresh: the sample portfolio leaves, with nothing left."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from etincelle.foundation.access import Asked, rule
from etincelle.sample import actions
from etincelle.sample.reads import has_sample

WORDS = ("REPARTIR", "START")


@require_http_methods(["GET", "POST"])
@rule("facts.write")
def sample(request: Asked) -> HttpResponse:
    """Ask for a typed word, then remove every sample row."""
    if request.method == "GET":
        return render(request, "web/sample.html", {"present": has_sample()})
    if request.POST.get("word", "").strip().upper() not in WORDS:
        return render(
            request, "web/sample.html", {"present": True, "error": _("Type the word shown to confirm.")}, status=400
        )
    signed_in_by_sample = request.actor is not None and actions.is_sample_account(request.actor.user_id)
    actions.remove()
    if signed_in_by_sample:
        return redirect("web:login")
    messages.success(request, _("The sample data is gone."))
    return redirect("web:home")
