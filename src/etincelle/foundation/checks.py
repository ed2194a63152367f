"""What each view and each model must declare, as Django's own checks: `django check` is red when a wall has a hole."""

from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.core.checks import Error, register
from django.core.exceptions import FieldDoesNotExist
from django.db.models import Field, ForeignKey, Model
from django.urls import URLPattern, URLResolver, get_resolver

from etincelle.foundation.access import ALL_AREAS, VERBS, Access, GuardedManager
from etincelle.foundation.models import User
from etincelle.foundation.personal import untagged

HOUSE = "etincelle."
PARTNER, PARTNERSHIP = "parties.Partner.code", "parties.Partnership.code"
COPIED = "partnership_code"
SIDES = ("shared", "client", "partner")


def views(resolver: URLResolver | None = None, prefix: str = "") -> Iterator[tuple[str, URLPattern]]:
    """Every address pattern of the house."""
    for pattern in (resolver or get_resolver()).url_patterns:
        route = prefix + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from views(pattern, route)
        else:
            yield route, pattern


@register("walls")
def each_view_declares_its_rule(**_kwargs: Any) -> list[Error]:
    """A view without a rule answers nobody (middleware.py) and is an error here."""
    known = {"public"}.union(*VERBS.values())
    return [
        Error(f"/{route}: no known rule", hint="decorate the view with @rule(verb)", id="walls.E001")
        for route, pattern in views()
        if getattr(pattern.callback, "access_rule", None) not in known
    ]


def guarded_models() -> list[type[Model]]:
    """The house's own tables, but that of the accounts."""
    return [m for m in apps.get_models() if m.__module__.startswith(HOUSE) and m is not User]


def end_of(model: type[Model], path: str) -> str:
    """Where a look-up path ends: "parties.Partner.code"; "" when it leads nowhere."""
    field: Field[Any, Any] | None = None
    for step in path.split("__"):
        try:
            field = model._meta.get_field(step)  # type: ignore[assignment]
        except FieldDoesNotExist:
            return ""
        model = field.remote_field.model if isinstance(field, ForeignKey) else model
    return f"{model._meta.label}.{field.name}" if field else ""


def faults_of(model: type[Model]) -> Iterator[str]:
    """What is wrong in what a model says of who may see it."""
    access = getattr(model, "ACCESS", None)
    if not isinstance(access, Access):
        yield "no ACCESS"
        return
    if not isinstance(model._meta.default_manager, GuardedManager):
        yield "its default manager hands out rows"
    if access.side not in SIDES or access.area not in ALL_AREAS:
        yield "unknown side or area"
    yield from faults_of_paths(model, access)
    if access.side == "shared" and not access.partner:
        yield "shared, and hangs on no partner"
    if access.side == "shared":
        yield from (f"{name}: a shared row points to a private one" for name in private_links(model))


def faults_of_paths(model: type[Model], access: Access) -> Iterator[str]:
    """Look-up paths that lead elsewhere than to the partner and the partnership of a row."""
    partner, partnership = access.partner, access.partnership
    if partner and end_of(model, partner) != PARTNER:
        yield f"{partner} does not end at a partner's code"
    if not partnership or partnership == COPIED:
        return
    if end_of(model, partnership) != PARTNERSHIP:
        yield f"{partnership} does not end at a partnership's code"
    if partner and partner != partner_by_way_of(partnership):
        yield f"{partner} is not the partner of its partnership"


def partner_by_way_of(partnership: str) -> str:
    """The path to the partner that goes through the partnership: a person may work for another one."""
    return f"{partnership.removesuffix('code')}partner__code"


def private_links(model: type[Model]) -> list[str]:
    """The foreign keys of a model that lead to a table of one side alone."""
    keys = [f for f in model._meta.concrete_fields if isinstance(f, ForeignKey)]
    sides = {f.name: getattr(f.related_model, "ACCESS", None) for f in keys}
    return [name for name, access in sides.items() if access is None or access.side != "shared"]


@register("walls")
def each_model_says_who_may_see_it(**_kwargs: Any) -> list[Error]:
    """Side, area, paths to its partner and its partnership; nothing private behind a shared row."""
    return [
        Error(f"{model._meta.label}: {fault}", obj=model, id="walls.E002")
        for model in guarded_models()
        for fault in faults_of(model)
    ]


@register("walls")
def each_text_says_what_it_tells_of_people(**_kwargs: Any) -> list[Error]:
    """Every field that can hold words is in its model's PERSONAL: purpose, retention and erasure, or nobody."""
    models: list[type[Model]] = [*guarded_models(), User]
    return [
        Error(f"{model._meta.label}.{name}: not in PERSONAL", hint="see foundation/personal.py", id="walls.E003")
        for model in models
        for name in untagged(model, getattr(model, "PERSONAL", {}))
    ]
