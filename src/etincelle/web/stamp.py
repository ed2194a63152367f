"""What many lines share, made once: a piece of template with its places left open, an address but for its last word.

A page of fifty rows that walks through a template, and looks a route up, for each of them spends most of its time so.
"""

from collections.abc import Callable
from html import escape
from typing import Any
from urllib.parse import quote

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import SafeString

KEPT = "!$&'()*+,;=~:@"  # what Django's own addresses keep as it is


def stamp(template: str, *places: str, **given: Any) -> Callable[..., SafeString]:
    """A component drawn with `given`, its places left open; each call fills them, every value escaped."""
    drawn = render_to_string(template, {**given, **{place: f"{{{place}}}" for place in places}})
    return lambda **values: SafeString(drawn.format_map({place: escaped(value) for place, value in values.items()}))


def escaped(value: Any) -> str:
    """A value as HTML shows it; what is already safe stays. Django's own, without its detour for lazy values."""
    return value if isinstance(value, SafeString) else escape(str(value))


def addresses(name: str, *given: object) -> Callable[[str], str]:
    """The addresses of a route whose last word alone differs."""
    start = reverse(name, args=[*given, "0"]).removesuffix("0/")
    return lambda last: f"{start}{quote(last, safe=KEPT)}/"
