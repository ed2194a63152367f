"""Coming in: password, or a one-time link that a button spends; the language; going out."""

from django.contrib import messages
from django.contrib.auth import authenticate, login, logout
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from etincelle.foundation import sign_in
from etincelle.foundation.access import Asked, rule

LANGUAGE_COOKIE = "django_language"
A_YEAR = 365 * 24 * 3600


def safe_next(request: Asked, default: str) -> str:
    """Where to go after: an address of this house, or the default."""
    target = request.POST.get("next") or request.GET.get("next") or ""
    allowed = url_has_allowed_host_and_scheme(
        target, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return target if allowed and target.startswith("/") else default


@sensitive_post_parameters("password")
@require_http_methods(["GET", "POST"])
@rule("public")
def enter(request: Asked) -> HttpResponse:
    """Sign in with a password; after five failures, each new try waits longer."""
    if request.method == "GET":
        return redirect("web:home") if request.actor else render(request, "web/login.html", {})
    account = request.POST.get("account", "")[:150].replace("\0", "")
    wait = sign_in.seconds_to_wait(account)
    if wait:
        told = ngettext("Too many tries: wait %(n)s second.", "Too many tries: wait %(n)s seconds.", wait) % {"n": wait}
        return render(request, "web/login.html", {"error": told, "account": account}, status=429)
    user = authenticate(request, username=account, password=request.POST.get("password", "")[:500])
    if user is None:
        sign_in.record_failure(account)
        error = _("This address and this password do not go together.")
        return render(request, "web/login.html", {"error": error, "account": account}, status=403)
    sign_in.clear_failures(account)
    login(request, user)
    return redirect(safe_next(request, reverse("web:home")))


@require_http_methods(["GET", "POST"])
@rule("public")
def once(request: Asked, secret: str) -> HttpResponse:
    """A one-time link: opening it shows a button, pressing the button signs in and spends it."""
    if request.method == "GET":
        return render(request, "web/once.html", {})
    user = sign_in.spend_link(secret)
    if user is None:
        return render(request, "web/once.html", {"spent": True}, status=403)
    login(request, user)
    return redirect("web:home")


@require_POST
@rule("public")
def change_membership(request: Asked) -> HttpResponse:
    """Look at the house through another of one's own memberships; nothing of the former one is carried over."""
    others = {str(key) for key, _role, _partner in request.actor.others} if request.actor else set()
    wanted = request.POST.get("membership", "")
    if wanted in others:
        list(messages.get_messages(request))
        request.session["membership"] = int(wanted)
        request.session.cycle_key()
    return redirect("web:home")


@require_POST
@rule("public")
def leave(request: Asked) -> HttpResponse:
    """Sign out."""
    logout(request)
    response = redirect("web:login")
    response["Clear-Site-Data"] = '"cache", "storage"'
    return response


@require_POST
@rule("public")
def language(request: Asked) -> HttpResponse:
    """Switch language and stay on the page."""
    chosen = "en" if request.POST.get("language") == "en" else "fr"
    response = redirect(safe_next(request, reverse("web:home")))
    response.set_cookie(
        LANGUAGE_COOKIE, chosen, max_age=A_YEAR, samesite="Lax", httponly=True, secure=request.is_secure()
    )
    return response


@require_GET
@rule("public")
def health(request: Asked) -> HttpResponse:
    """For supervisors: the process answers."""
    return HttpResponse("ok", content_type="text/plain")
