"""What every page needs: who looks, the menu, whether sample data is shown."""

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from etincelle.foundation.access import Actor, may
from etincelle.sample.reads import has_sample
from etincelle.vocabulary.levels import Role


def _entries(request: HttpRequest) -> list[tuple[str, str, str, str]]:
    """(verb needed, icon, label, address) of the menu."""
    return [
        ("call.read", "call", _("The call"), reverse("web:home")),
        ("facts.read", "partners", _("Partnerships"), reverse("web:partnerships")),
        ("facts.read", "clock", _("Dates"), reverse("web:dates")),
        ("import.read", "import", _("Sources"), reverse("intake:sources")),
        ("facts.read", "facts", _("Facts"), reverse("web:facts")),
        ("portal.read", "partners", _("Our partnership"), reverse("portal:home")),
    ]


def _other_memberships(actor: Actor) -> list[tuple[int, str]]:
    """(key, words) of the other memberships of who looks: his role, or the partner he works for."""
    words = {
        Role.ADMINISTRATOR: _("Administrator"), Role.CIO: _("CIO"), Role.VENDOR_MANAGER: _("Vendor manager"),
        Role.SERVICE_OWNER: _("Service owner"), Role.EXECUTIVE: _("Executive"), Role.AUDITOR: _("Auditor"),
        Role.INTERNAL_CLIENT: _("Internal client"),
    }  # fmt: skip
    return [(key, partner or words[Role(role)]) for key, role, partner in actor.others]


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
        "other_memberships": _other_memberships(actor),
        "sample_present": is_client and has_sample(),
        "may_write": may(actor, "house.manage") or may(actor, "facts.write"),
    }
