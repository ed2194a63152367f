"""The only functions that hand out rows, and the rule every view must declare.

Nothing is visible unless a model says so (`ACCESS`), a role may read its area, and, for a partner's
user, the row is shared and hangs on his own partner. Anything else is an empty result, never an error
that would tell that the row exists. What each model and each view must declare is checked at start (checks.py).
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any, ClassVar, Protocol, TypedDict, TypeVar

from django.core.exceptions import PermissionDenied
from django.db import models
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect

from etincelle.vocabulary.levels import Role, Side


class ScopeError(RuntimeError):
    """Rows were asked for without saying who asks."""


class Paths(TypedDict):
    """Look-up paths from a row to its partner and its partnership."""

    partner: str
    partnership: str


@dataclass(frozen=True, slots=True)
class Access:
    """Who may see a model's rows.

    side: "shared" (both sides of the partnership), "client" (the client's private side), "partner".
    area: the part of the house, matched against AREAS.
    partner: lookup path to the partner's code, "" when the row hangs on no partner.
    partnership: lookup path to the partnership's code, "" when it hangs on none: then a client's user who is narrowed
        to named partnerships does not see the row.
    maker: attribute that holds who made the row, for rows that may quote any fact: whoever does not read them all
        sees his own alone.
    shared_when: further condition for the partner's eyes (an objective once sent).
    """

    side: str
    area: str
    partner: str = ""
    partnership: str = ""
    maker: str = ""
    shared_when: Q | None = None


@dataclass(frozen=True, slots=True)
class Actor:
    """Who asks: a user in one membership. `partner` is set for a partner's user only.

    others: his other active memberships, as (key, role, partner), for who would rather look through another one.
    """

    user_id: int
    role: Role
    partner: str = ""
    partnerships: frozenset[str] | None = None
    others: tuple[tuple[int, str, str], ...] = ()

    @property
    def side(self) -> Side:
        """The side of the table the actor sits on."""
        return Side.PARTNER if self.role is Role.PARTNER_EXECUTIVE else Side.CLIENT


ALL_AREAS = frozenset(
    {"parties", "network", "comfort_zone", "living_contract", "negotiation", "new_deal", "innovation", "governance",
     "spark", "intake", "house"}
)  # fmt: skip
READERS = ALL_AREAS - {"house"}
CHAPTERS_READ = READERS - {"intake"}

AREAS: dict[Role, frozenset[str]] = {
    Role.ADMINISTRATOR: ALL_AREAS,
    Role.CIO: READERS,
    Role.VENDOR_MANAGER: READERS,
    Role.SERVICE_OWNER: frozenset({"parties", "comfort_zone", "living_contract", "intake"}),
    Role.EXECUTIVE: CHAPTERS_READ,
    Role.AUDITOR: ALL_AREAS,
    Role.PARTNER_EXECUTIVE: frozenset(
        {"parties", "comfort_zone", "living_contract", "new_deal", "innovation", "governance"}
    ),
    Role.INTERNAL_CLIENT: frozenset(),
}

VERBS: dict[Role, frozenset[str]] = {
    Role.ADMINISTRATOR: frozenset(
        {
            "call.read",
            "call.decide",
            "facts.read",
            "facts.write",
            "feed.make",
            "import.read",
            "import.run",
            "house.manage",
            "deal.write",
        }
    ),
    Role.CIO: frozenset(
        {
            "call.read",
            "call.decide",
            "facts.read",
            "facts.write",
            "feed.make",
            "import.read",
            "import.run",
            "deal.write",
        }
    ),
    Role.VENDOR_MANAGER: frozenset(
        {
            "call.read",
            "call.decide",
            "facts.read",
            "facts.write",
            "feed.make",
            "import.read",
            "import.run",
            "deal.write",
        }
    ),
    Role.SERVICE_OWNER: frozenset({"facts.read", "facts.write", "feed.make", "import.read", "import.run"}),
    Role.EXECUTIVE: frozenset({"call.read", "call.decide", "facts.read", "feed.make"}),
    Role.AUDITOR: frozenset({"call.read", "facts.read", "import.read"}),
    Role.PARTNER_EXECUTIVE: frozenset({"portal.read", "portal.write"}),
    Role.INTERNAL_CLIENT: frozenset({"listening.read"}),
}


class GuardedManager(models.Manager[Any]):
    """The default manager of every fact: it refuses, so that rows only come from this module."""

    def get_queryset(self) -> models.QuerySet[Any]:
        """Always refuses."""
        raise ScopeError(f"{self.model.__name__}: rows come from etincelle.foundation.access")


class Guarded(Protocol):
    """A model class that says who may see it."""

    ACCESS: ClassVar[Access]


M = TypeVar("M", bound=models.Model)


def everything(model: type[M], why: str) -> models.QuerySet[M]:
    """All rows, for the house itself (night job, import, command line of the owner): say why."""
    if not why:
        raise ScopeError("say why all rows are needed")
    return models.QuerySet(model)


def visible(actor: Actor | None, model: type[M]) -> models.QuerySet[M]:
    """The rows of a model that an actor may see; none when in doubt."""
    rows: models.QuerySet[M] = models.QuerySet(model)
    access: Access | None = getattr(model, "ACCESS", None)
    if actor is None or access is None or access.area not in AREAS[actor.role]:
        return rows.none()
    if actor.side is Side.PARTNER:
        rows = _rows_of_partner(rows, access, actor)
    elif access.side not in ("shared", "client"):
        return rows.none()
    if access.maker and not (AREAS[actor.role] >= CHAPTERS_READ and actor.partnerships is None):
        return rows.filter(**{access.maker: actor.user_id})
    return rows if actor.partnerships is None else _narrowed(rows, access, actor)


def _narrowed(rows: models.QuerySet[M], access: Access, actor: Actor) -> models.QuerySet[M]:
    """The rows of named partnerships; a partner's user keeps what hangs on his partner alone."""
    if access.partnership:
        return rows.filter(**{f"{access.partnership}__in": actor.partnerships})
    return rows if actor.side is Side.PARTNER else rows.none()


def _rows_of_partner(rows: models.QuerySet[M], access: Access, actor: Actor) -> models.QuerySet[M]:
    if access.side not in ("shared", "partner") or not access.partner or not actor.partner:
        return rows.none()
    rows = rows.filter(**{access.partner: actor.partner})
    return rows if access.shared_when is None else rows.filter(access.shared_when)


def one_visible(actor: Actor | None, model: type[M], **lookup: Any) -> M:
    """One row the actor may see, or 404: a hidden row and a missing row answer alike."""
    row = visible(actor, model).filter(**lookup).first()
    if row is None:
        raise Http404
    return row


def may(actor: Actor | None, verb: str) -> bool:
    """Whether an actor's role has a verb."""
    return actor is not None and verb in VERBS[actor.role]


def require(actor: Actor | None, verb: str) -> Actor:
    """The actor, when the role has the verb; otherwise refuses."""
    if actor is None or verb not in VERBS[actor.role]:
        raise PermissionDenied(verb)
    return actor


class Asked(HttpRequest):
    """A request that went through ActorMiddleware."""

    actor: Actor | None


View = Callable[..., HttpResponse]


def rule(verb: str) -> Callable[[View], View]:
    """Declare a view's rule: a verb, or "public". A view without a rule fails the system check."""

    def declare(view: View) -> View:
        @wraps(view)
        def guarded(request: Asked, *args: Any, **kwargs: Any) -> HttpResponse:
            if verb == "public":
                return view(request, *args, **kwargs)
            if request.actor is None:
                return redirect("web:login")
            if not may(request.actor, verb):
                raise PermissionDenied(verb)
            return view(request, *args, **kwargs)

        guarded.access_rule = verb  # type: ignore[attr-defined]
        return guarded

    return declare
