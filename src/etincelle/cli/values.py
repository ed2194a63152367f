"""What may be written after a command: a day, a month, a port, a role, a file; each refusal says how to write it."""

import re
import unicodedata
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import TypeVar

import click

from etincelle.cli.language import LANGUAGE, _, in_french
from etincelle.intake.kinds import KINDS
from etincelle.vocabulary.levels import Role

T = TypeVar("T")
LAST_PORT = 65_535
MOST_DAYS = 3_650
STDIN = Path("-")
ROLES: dict[Role, str] = {
    Role.ADMINISTRATOR: _("administrator"),
    Role.CIO: _("cio"),
    Role.VENDOR_MANAGER: _("vendor_manager"),
    Role.SERVICE_OWNER: _("service_owner"),
    Role.EXECUTIVE: _("executive"),
    Role.AUDITOR: _("auditor"),
    Role.PARTNER_EXECUTIVE: _("partner_executive"),
    Role.INTERNAL_CLIENT: _("internal_client"),
}

RIGHTS: dict[str, str] = {
    "register": _("register"),
    "export": _("export"),
    "erase": _("erase"),
    "hold": _("hold"),
    "release": _("release"),
    "notice": _("notice"),
    "retention": _("retention"),
}

TASKS: dict[str, str] = {"read": _("read"), "score": _("score")}
FAMILIES: dict[str, str] = {
    "tickets": _("tickets"), "calendar": _("calendar"), "mail": _("mail"), "document": _("document"),
    "history": _("contract histories"),
}  # fmt: skip


def folded(text: str) -> str:
    """A name without case, accents, spaces or hyphens: “Service owner” is service_owner."""
    bare = unicodedata.normalize("NFKD", text.strip().lower())
    return re.sub(r"[\s-]+", "_", "".join(sign for sign in bare if not unicodedata.combining(sign)))


def written(value: str, known: Mapping[str, T]) -> T | None:
    """What a word stands for, written in English or in French; None when it stands for nothing."""
    names = {folded(in_french(name)): name for name in known} | {folded(name): name for name in known}
    return known[names[folded(value)]] if folded(value) in names else None


class Day(click.ParamType[date]):
    """A day written 2026-03-03 or 03/03/2026."""

    name = "day"

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """The day, or a sentence that says how to write it."""
        try:
            if "/" in value:
                day, month, year = value.split("/")
                return date(int(year), int(month), int(day))
            return date.fromisoformat(value)
        except ValueError:
            self.fail(_("“%s” is not a day. Write for example 2026-03-03 or 03/03/2026.") % value, param, ctx)


class Month(click.ParamType[date]):
    """A month written 2026-03 or 03/2026, as its first day."""

    name = "month"

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """Its first day, or a sentence that says how to write it."""
        try:
            month, year = value.split("/") if "/" in value else reversed(value.split("-"))
            return date(int(year), int(month), 1)
        except ValueError:
            self.fail(_("“%s” is not a month. Write for example 2026-03 or 03/2026.") % value, param, ctx)


class Port(click.ParamType[int]):
    """A port to serve on."""

    name = "port"

    def convert(self, value: str | int, param: click.Parameter | None, ctx: click.Context | None) -> int:
        """The port, from 1 to 65535."""
        text = str(value)
        if text.isascii() and text.isdecimal() and 1 <= int(text) <= LAST_PORT:
            return int(text)
        self.fail(_("“%s” is not a port. Write a number from 1 to 65535, for example 8765.") % text, param, ctx)


class DayCount(click.ParamType[int]):
    """A number of days, up to ten years."""

    name = "days"

    def convert(self, value: str | int, param: click.Parameter | None, ctx: click.Context | None) -> int:
        """The number."""
        text = str(value)
        if text.isascii() and text.isdecimal() and 1 <= int(text) <= MOST_DAYS:
            return int(text)
        self.fail(_("“%s” is not a number of days. Write a number from 1 to 3650, for example 180.") % text, param, ctx)


class RoleName(click.ParamType[Role]):
    """A role, by its name in either language."""

    name = "role"

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> Role:
        """The role."""
        found = written(value, {role.value: role for role in Role})
        if found is None:
            told = {"found": value, "roles": ", ".join(ROLES.values())}
            self.fail(_("“%(found)s” is not a role. Choose among: %(roles)s.") % told, param, ctx)
        return found


class RightName(click.ParamType[str]):
    """What to do with what is kept about people, by its name in either language."""

    name = "right"

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """The action."""
        found = written(value, {name: name for name in RIGHTS})
        if found is None:
            told = {"found": value, "known": ", ".join(RIGHTS.values())}
            self.fail(_("“%(found)s” is not known. Choose among: %(known)s.") % told, param, ctx)
        return found


class KindName(click.ParamType[str]):
    """What a file is: a family, or a sheet of the workbook by its name in either language."""

    name = "kind"

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """The family or the kind's key."""
        sheets = {name: kind.key for kind in KINDS for name in (kind.key, kind.fr, kind.en)}
        found = written(value, {**sheets, **{family: family for family in FAMILIES}}) or ""
        if value and not found:
            names = ", ".join(kind.sheet(LANGUAGE) for kind in KINDS)
            told = {"found": value, "families": ", ".join(FAMILIES.values()), "sheets": names}
            self.fail(_("“%(found)s” is not known. Choose among: %(families)s, %(sheets)s.") % told, param, ctx)
        return found


class Task(click.ParamType[str]):
    """What to do with contracts: read or score, in either language."""

    name = "task"

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """“read” or “score”."""
        found = written(value, {task: task for task in TASKS})
        if found is None:
            self.fail(_("“%s” is not known. Write read or score.") % value, param, ctx)
        return found


class Existing(click.ParamType[Path]):
    """A file that is there; if told, also a folder, or “-” for standard input."""

    name = "file"

    def __init__(self, *, folders: bool = False, dash: bool = False) -> None:
        self.folders = folders
        self.dash = dash

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> Path:
        """The path."""
        path = Path(value)
        if self.dash and path == STDIN:
            return path
        if not path.exists():
            self.fail(_("“%s” does not exist. Check the name and the folder.") % value, param, ctx)
        if path.is_dir() and not self.folders:
            self.fail(_("“%s” is a folder. Name a file.") % value, param, ctx)
        return path
