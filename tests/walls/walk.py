"""Every address of the house, filled with one partner's values; and what an answer really says, files unpacked."""

import io
import re
import zipfile
from collections.abc import Iterator
from html import unescape

from django.http import HttpResponse
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver
from django.urls.converters import IntConverter
from tests.cast import Cast

from etincelle.foundation.access import everything
from etincelle.foundation.sign_in import make_link
from etincelle.intake.kinds import KINDS
from etincelle.parties.models import Person

MISSING = 987_654_321
STRANGERS = ("partner_executive", "other_partner", "internal_client", "no_membership", "anonymous")
Leaf = tuple[str, URLPattern]


def leaves(resolver: URLResolver | None = None, prefix: str = "") -> Iterator[Leaf]:
    """Every address pattern of the house."""
    for pattern in (resolver or get_resolver()).url_patterns:
        route = prefix + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from leaves(pattern, route)
        else:
            yield route, pattern


def fillers(cast: Cast, code: str) -> dict[str, list[str]]:
    """Values of every address parameter that belong to a partner; a new parameter without one is red."""
    assert cast.morning is not None
    assert cast.batch is not None
    evidence = [f"boss-{code}".lower(), "living_contract.no_amendment", "spark.promise", "network.never_met"]
    return {
        "key": [str(cast.morning.pk), str(cast.batch.pk), str(MISSING)], "code": [f"{code}-1", f"{code}-N", *evidence],
        "partnership": [f"{code}-1"], "kind": [*(k.key for k in KINDS), "nothing"],
        "secret": [make_link(cast.users["cio"]), "wrong-secret"],
        "contract": [str(cast.rows[code]["Contract"].pk)], "window": ["notice", "nothing"],
        "year": ["2026"], "month": ["10"], "source": ["now"], "number": [f"INC-{code}"],
        "side": ["partner", "client"], "room": [f"{code}-R1", "nothing"],
        "step": ["pause", "nothing"],
        "ours": [str(everything(Person, "test").get(code="dg").pk)],
        "theirs": [str(cast.rows[code]["Person"].pk), str(MISSING)],
    }  # fmt: skip


def pairs(cast: Cast, code: str) -> list[dict[str, str]]:
    """A kind with the key of its own row: a fact to correct, a call or a snooze to undo."""
    rows = cast.rows[code]
    own = [{"kind": k.key, "key": str(rows[k.model.split(".")[1]].pk)} for k in KINDS if k.model.split(".")[1] in rows]
    memory = [
        {"kind": name, "key": str(rows[model].pk)}
        for name, model in (("outcome", "Outcome"), ("snooze", "Snooze"), ("spoke", "DeclaredContact"))
        if model in rows
    ]
    return [*own, *memory, {"kind": KINDS[0].key, "key": str(MISSING)}]


def filled(route: str, pattern: URLPattern, values: dict[str, list[str]], paired: list[dict[str, str]]) -> list[str]:
    """The concrete addresses of one route."""
    names = list(pattern.pattern.converters)
    for name in names:
        assert name in values, f"{route}: parameter {name} has no filler in tests/walls"
    combos: list[dict[str, str]] = paired if {"kind", "key"} <= set(names) else [{}]
    if route.startswith("undo/"):
        combos = [pair for pair in paired if pair["kind"] in ("outcome", "snooze", "spoke", KINDS[0].key)]
    for name in names:
        combos = [c if name in c else {**c, name: v} for c in combos for v in ([""] if name in c else values[name])]
    found = []
    for combo in combos:
        address = route
        for name, converter in pattern.pattern.converters.items():
            token = f"<int:{name}>" if isinstance(converter, IntConverter) else f"<str:{name}>"
            address = address.replace(token, combo[name])
        found.append("/" + address)
    return found


def addresses_by_route(cast: Cast, code: str) -> dict[str, list[str]]:
    """Concrete addresses of all routes, with a partner's values."""
    values, paired = fillers(cast, code), pairs(cast, code)
    return {route: filled(route, pattern, values, paired) for route, pattern in leaves()}


def addresses(cast: Cast, code: str) -> list[str]:
    """All concrete addresses, with a partner's values."""
    return [address for some in addresses_by_route(cast, code).values() for address in some]


def signed_in(cast: Cast, who: str) -> Client:
    """A browser of one of the cast; "anonymous" has no account."""
    client = Client(raise_request_exception=False)
    if who != "anonymous":
        client.force_login(cast.users[who])
    return client


def said(response: HttpResponse) -> str:
    """Everything an answer tells: its text, its headers, and the members of a workbook."""
    body = b"".join(response) if response.streaming else response.content
    texts = [str(response.headers), *(c.OutputString() for c in response.cookies.values())]
    if body.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(body)) as book:
            texts += [name + book.read(name).decode("utf-8", "replace") for name in book.namelist()]
    else:
        texts.append(body.decode("utf-8", "replace"))
    return unescape("\n".join(texts))


SIGNED_AT = r":\w{6}:[\w-]{43}\b"  # when a cookie of messages was signed, and its signature: its words stay
TOKEN = re.compile(
    SIGNED_AT + r'|name="csrfmiddlewaretoken" value="[^"]+"|csrftoken=[^;\s]+|sessionid=[^;\s]+|expires=[^;]+'
)


def told_alike(response: HttpResponse) -> tuple[int, str]:
    """An answer without what changes at each request: tokens and their dates."""
    return response.status_code, TOKEN.sub("", said(response))
