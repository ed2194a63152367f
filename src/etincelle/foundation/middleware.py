"""Puts the actor on each request: the user in his active membership, or None. A view without a rule is not run."""

from collections.abc import Callable
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.cache import patch_cache_control

from etincelle.foundation.accounts import actor_of


class ActorMiddleware:
    """Sets `request.actor`, in the membership chosen in the session, else the oldest active one.

    No answer is kept by a browser or a proxy: the next person at the keyboard would find it.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer the request with its actor set."""
        request.actor = actor_of(request.user, request.session.get("membership"))  # type: ignore[attr-defined]
        response = self.get_response(request)
        if not response.has_header("Cache-Control"):
            patch_cache_control(response, private=True, no_store=True)
        return response

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> None:
        """Refuse a view that declares no rule, whoever asks; nothing has a NUL in its name, and PostgreSQL says so."""
        if not hasattr(view, "access_rule"):
            raise PermissionDenied
        if "\0" in request.path:
            raise Http404
