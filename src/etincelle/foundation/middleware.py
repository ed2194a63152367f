"""Puts the actor on each request: the user in his active membership, or None."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from etincelle.foundation.accounts import actor_of


class ActorMiddleware:
    """Sets `request.actor`; the membership is the one chosen in the session, else the only active one."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer the request with its actor set."""
        request.actor = actor_of(request.user, request.session.get("membership"))  # type: ignore[attr-defined]
        return self.get_response(request)
