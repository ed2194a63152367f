"""What every page needs: who looks, the menu, whether sample data is shown."""

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from etincelle.foundation.access import may
from etincelle.sample.reads import has_sample


def _entries(request: HttpRequest) -> list[tuple[str, str, str, str]]:
    """(verb needed, icon, label, address) of the menu."""
    return [
        ("call.read", "call", _("The call"), reverse("web:home")),
        ("facts.read", "partners", _("Partnerships"), reverse("web:partnerships")),
        ("import.read", "import", _("Sources"), reverse("intake:sources")),
        ("facts.read", "facts", _("Facts"), reverse("web:facts")),
        ("portal.read", "partners", _("Our partnership"), reverse("portal:home")),
    ]


def house(request: HttpRequest) -> dict[str, object]:
    """Context of the base template."""
    actor = getattr(request, "actor", None)
    if actor is None:
        return {"actor": None}
    here = request.path
    menu = [
        {"icon": icon, "label": label, "url": url, "current": here == url or (url != "/" and here.startswith(url))}
        for verb, icon, label, url in _entries(request)
        if may(actor, verb)
    ]
    is_client = may(actor, "facts.read")
    return {
        "actor": actor,
        "menu": menu,
        "sample_present": is_client and has_sample(),
        "may_write": may(actor, "house.manage") or may(actor, "facts.write"),
    }
