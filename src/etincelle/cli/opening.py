"""Opens the house for a command that works: settings, language, tables. Loaded after what was typed is understood."""

from collections.abc import Mapping
from importlib import import_module
from typing import Any

import django
from django.utils import translation

from etincelle.cli.language import LANGUAGE
from etincelle.foundation.tables import bring_up_to_date


def work(name: str, params: Mapping[str, Any], *, needs_tables: bool) -> int:
    """Let a command work; returns its exit code."""
    django.setup()
    translation.activate(LANGUAGE)
    if needs_tables:
        bring_up_to_date()
    code: int = import_module(f"etincelle.cli.{name}_command").command(**params)
    return code
