"""`etincelle services`: levels as reported and as recomputed, and the months of one."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import click

from etincelle.cli.language import LANGUAGE, _
from etincelle.cli.progress import step
from etincelle.cli.telling import OWNER, print_json, title
from etincelle.comfort_zone.actions import recompute_levels
from etincelle.comfort_zone.beside import Agreement
from etincelle.comfort_zone.models import ServiceLevel
from etincelle.comfort_zone.reads import MonthBeside, months_beside
from etincelle.foundation.access import visible
from etincelle.foundation.speech import say_month, say_number, say_rate, say_share
from etincelle.outbox.level_book import level_book, levels_book
from etincelle.spark.voice import speak

Months = dict[int, list[MonthBeside]]


def command(code: str, month: date | None, xlsx: Path | None, as_json: bool) -> int:
    """Count again what changed, then tell the levels, or the months of the one named."""
    if xlsx is not None and xlsx.exists():
        raise click.UsageError(_("%s exists; choose another name.") % xlsx)
    levels = named(code)
    recompute()
    months = months_beside(OWNER, levels)
    one = levels[0] if len(levels) == 1 and levels[0].code == code else None
    if xlsx is not None:
        write(xlsx, levels, one, month or (last_recomputed(months[one.pk]) if one else None))
    if as_json:
        print_json(months_of(one, months[one.pk]) if one else {"levels": [of_level(x, months[x.pk]) for x in levels]})
    elif one:
        print_table([*month_lines(one, months[one.pk])])
    elif levels:
        print_table([*level_lines(levels, months)])
    else:
        click.echo(_("No service level is known yet. Import services and levels: etincelle import FILE"))
    return 0


def named(code: str) -> list[ServiceLevel]:
    """The level of that code, the levels of the partnership of that code, or all that are not retired."""
    rows = visible(OWNER, ServiceLevel).select_related("service__partnership").order_by("service__partnership", "code")
    if not code:
        return list(rows.filter(retired_on=None))
    found = list(rows.filter(code=code)) or list(rows.filter(service__partnership__code=code, retired_on=None))
    if not found:
        raise click.UsageError(_("“%s” is no service level’s code, nor a partnership’s with levels.") % code)
    return found


def recompute() -> None:
    """Levels whose incidents or terms changed, counted again one after the other."""
    told, levels = _("Recomputing the levels: %s done…"), recompute_levels()
    done, going = 0, True
    while going:
        with step(told % done):
            going = next(levels, None) is not None
        done += 1


def last_recomputed(months: Sequence[MonthBeside]) -> date | None:
    """The last month that holds incidents."""
    return next((one.month for one in reversed(months) if one.ours), None)


def write(path: Path, levels: Sequence[ServiceLevel], one: ServiceLevel | None, month: date | None) -> None:
    """The workbook of one level, or of several."""
    with step(_("Writing %s…") % path.name):
        content = level_book(OWNER, one, month, LANGUAGE) if one else levels_book(OWNER, levels, LANGUAGE)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    click.echo(_("Written: %s") % path, err=True)


def level_lines(levels: Sequence[ServiceLevel], months: Months) -> list[tuple[str, ...]]:
    """A heading, then each level: its last month on each side, and what both say of the last they share."""
    lines: list[tuple[str, ...]] = [(_("Code"), _("Service level"), _("Reported"), _("Recomputed"), _("Together"))]
    for level in levels:
        known = months[level.pk]
        reported = next((one for one in reversed(known) if one.reading), None)
        ours = next((one for one in reversed(known) if one.ours), None)
        said = tuple(cells(level, one)[n] for n, one in enumerate((reported, ours)))
        lines.append((level.code, level.name, *said, word(together(known))))
    return lines


def together(months: Sequence[MonthBeside]) -> Agreement:
    """What both sides say of the last month that can be compared."""
    words = (one.agreement for one in reversed(months) if one.agreement is not Agreement.UNKNOWN)
    return next(words, Agreement.UNKNOWN)


def month_lines(level: ServiceLevel, months: Sequence[MonthBeside]) -> list[tuple[str, ...]]:
    """A heading, then the months, newest first."""
    lines: list[tuple[str, ...]] = [
        (_("Month"), _("Reported"), _("Recomputed"), _("Difference (points)"), _("Judged otherwise"), _("Together"))
    ]
    for one in reversed(months):
        gap = "?" if one.gap is None else say_number(round(100 * one.gap, 1))
        differing = say_number(one.ours.differing) if one.ours else "?"
        lines.append((say_month(one.month), *cells(level, one), gap, differing, word(one.agreement)))
    return lines


def cells(level: ServiceLevel, one: MonthBeside | None) -> tuple[str, str]:
    """What is reported and what is recomputed of a month; « ? » for what nobody knows."""
    reported = recomputed = "?"
    if one and one.reading:
        value = float(one.reading.value)
        reported = say_share(value / 100) if one.reported is not None else f"{say_number(value)} {level.unit}"
    if one and one.ours and one.share is not None:
        recomputed = say_rate(one.ours.met, one.ours.met + one.ours.missed)
    return reported, recomputed


def word(found: Agreement) -> str:
    """What both figures say together."""
    return speak(f"comfort_zone.agreement.{found.value}")


def print_table(rows: Sequence[tuple[str, ...]]) -> None:
    """Columns as wide as what they hold, the first row in evidence."""
    wide = [max(len(row[n]) for row in rows) for n in range(len(rows[0]))]
    for number, row in enumerate(rows):
        text = "  ".join(f"{value:<{width}}" for value, width in zip(row, wide, strict=True)).rstrip()
        click.echo(text if number else title(text))


def of_level(level: ServiceLevel, months: Sequence[MonthBeside]) -> dict[str, Any]:
    """A level for programs, with its last month on each side."""
    told = next((one for one in reversed(months) if one.reading), None)
    ours = next((one for one in reversed(months) if one.ours), None)
    return {
        **heading(level), "reported": of_month(told) if told else None, "recomputed": of_month(ours) if ours else None,
        "agreement": together(months).value,
    }  # fmt: skip


def heading(level: ServiceLevel) -> dict[str, Any]:
    """Which level it is, and what it promises."""
    return {
        "code": level.code, "name": level.name, "partnership": level.service.partnership.code, "unit": level.unit,
        "target": float(level.target), "higher_is_better": level.higher_is_better,
    }  # fmt: skip


def months_of(level: ServiceLevel, months: Sequence[MonthBeside]) -> dict[str, Any]:
    """A level with all its months for programs."""
    return {**heading(level), "agreement": together(months).value, "months": [of_month(one) for one in months]}


def of_month(one: MonthBeside) -> dict[str, Any]:
    """A month for programs: null for what nobody knows."""
    ours = one.ours
    return {
        "month": f"{one.month:%Y-%m}", "reported": float(one.reading.value) if one.reading else None,
        "recomputed": one.share, "difference": one.gap, "agreement": one.agreement.value,
        "met": ours.met if ours else None, "missed": ours.missed if ours else None,
        "left_out": ours.left_out if ours else None, "unknown": ours.unknown if ours else None,
        "differing": ours.differing if ours else None, "half_seconds": ours.half_seconds if ours else None,
        "most_seconds": ours.most_seconds if ours else None,
    }  # fmt: skip
