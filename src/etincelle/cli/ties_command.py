"""`etincelle ties`: are the scores of ties right on a list of who, whom and when? Areas and counts, nobody's name."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import click

from etincelle.arithmetic.ranking import Area
from etincelle.cli.bgnbd import bgnbd_scores
from etincelle.cli.language import _, ngettext
from etincelle.cli.telling import print_json, title
from etincelle.foundation import clock
from etincelle.foundation.config import default_rules
from etincelle.foundation.numerals import written
from etincelle.foundation.refusals import Refusal
from etincelle.foundation.speech import babel_locale, say_date, say_number
from etincelle.intake.phrases import reject_sentence
from etincelle.intake.sources.letters import EPOCH, Read, read_letters
from etincelle.intake.sources.rows import Refused
from etincelle.network.held_out import LEAST_CASES, OURS, Trial, all_scores, hold_out

BGNBD = "bgnbd"
NAMES: dict[str, str] = {
    OURS: "Étincelle",
    "recency": _("Recency"),
    "volume": _("Volume"),
    BGNBD: _("Fitted BG/NBD"),
    "quieter": _("Activity of the quieter"),
    "shared": _("Shared living contacts"),
}
ASIDE: dict[str, str] = {
    "self": _("%(rows)s to oneself"),
    "repeated": _("%(rows)s repeated"),
    "empty": _("%(rows)s without a name"),
    "date": _("%(rows)s whose date cannot be"),
    "future": _("%(rows)s in the future"),
    "lone": _("%(rows)s dated long before all others"),
    "cells": _("%(rows)s too short"),
}


@dataclass(frozen=True, slots=True)
class Row:
    """One way to judge: its areas; installed: whether it could be tried."""

    code: str
    asleep: Area | None
    woken: Area | None
    installed: bool = True


def command(file: Path, cut: date, days: int, as_json: bool) -> int:
    """Read, cut, judge, tell."""
    read = opened(file)
    day = (cut - EPOCH).days
    trial = hold_out(read.letters, day, days, default_rules().network)
    rows = list(judged(trial))
    if as_json:
        print_json(document(read, trial, rows, cut))
    else:
        tell(read, trial, rows, cut)
    return 0


def opened(file: Path) -> Read:
    """What the file holds, or why it cannot be."""
    try:
        return read_letters(file.read_bytes(), clock.today())
    except Refused as refused:
        raise Refusal(reject_sentence(refused.named(file.name))) from refused


def judged(trial: Trial) -> Iterator[Row]:
    """Ours first, then what people look at, then the fitted model."""
    for code, scores in all_scores(trial.ties, default_rules().network).items():
        yield Row(code, *trial.judge(scores))
        if code == "volume":
            fitted = bgnbd_scores(trial.ties, trial.window) if trial.ties.pair.size else None
            yield Row(BGNBD, *trial.judge(fitted)) if fitted else Row(BGNBD, None, None, installed=False)


def crowded(read: Read) -> int:
    """How many contacts gather too many people to renew a tie."""
    return int((read.letters.people > default_rules().network.contact_max_people).sum())


def last_day(read: Read) -> date | None:
    """The last day that the file knows."""
    return EPOCH + timedelta(days=int(read.letters.day.max())) if read.letters.day.size else None


def tell(read: Read, trial: Trial, rows: list[Row], cut: date) -> None:
    """The table, what was set aside, what the file cannot show."""
    kept = read.letters.who.size
    told = {"rows": say_number(read.rows), "kept": say_number(kept), "day": say_date(cut)}
    click.echo(_("%(rows)s rows read, %(kept)s contacts kept. Nothing after %(day)s was learnt.") % told)
    aside = [ASIDE[code] % {"rows": say_number(found.rows)} for code, found in read.aside.items()]
    if aside:
        first = min(found.line for found in read.aside.values())
        click.echo(_("Set aside: %(what)s (first on row %(line)s).") % {"what": ", ".join(aside), "line": first})
    if crowd := crowded(read):
        most = default_rules().network.contact_max_people
        words = ngettext(
            "%(rows)s contact of more than %(most)s people renews no tie.",
            "%(rows)s contacts of more than %(most)s people renew no tie.",
            crowd,
        )
        click.echo(words % {"rows": say_number(crowd), "most": most})
    if not read.timed:
        click.echo(_("The file holds no hours: one message to several people cannot be told from several messages."))
    click.echo(counts(trial))
    if (last := last_day(read)) is not None and last < cut + timedelta(days=trial.window):
        click.echo(_("The file ends on %s, before the end of the window: later contacts are missing.") % say_date(last))
    click.echo()
    print_table(rows, trial.window)


def counts(trial: Trial) -> str:
    """How many ties there are to judge."""
    slept, again = trial.sleeping, trial.again
    figures = {
        "ties": say_number(trial.ties.pair.size), "asleep": say_number(int((~again).sum())),
        "slept": say_number(int(slept.sum())), "woken": say_number(int((slept & again).sum())),
        "days": say_number(trial.window),
    }  # fmt: skip
    return (
        _(
            "%(ties)s ties, %(asleep)s without a contact in the %(days)s days that follow; "
            "%(slept)s were silent for %(days)s days at the cut, %(woken)s of them were woken."
        )
        % figures
    )


def print_table(rows: list[Row], days: int) -> None:
    """Areas under the curve, with what chance alone could move them."""
    heads = ("", _("Asleep"), ngettext("Woken within %s day", "Woken within %s days", days) % say_number(days))
    lines = [heads, *((NAMES[row.code], shown(row, row.asleep), shown(row, row.woken)) for row in rows)]
    wide = [max(len(line[n]) for line in lines) for n in range(3)]
    for number, line in enumerate(lines):
        text = f"{line[0]:<{wide[0]}}  {line[1]:>{wide[1]}}  {line[2]:>{wide[2]}}"
        click.echo(text if number else title(text))
    click.echo(
        _("Area under the ROC curve, 95 %% interval; 0.5 is chance. “?”: fewer than %s cases of a kind.") % LEAST_CASES
    )


def shown(row: Row, area: Area | None) -> str:
    """« 0,87 ± 0,01 », “?” when unknown."""
    if not row.installed:
        return _("not installed")
    if area is None:
        return "?"
    return f"{three(area.value)} ± {three(area.interval[1] - area.value if area.value < 1 else 0.0)}"


def three(value: float) -> str:
    """A figure with three decimals."""
    return written(value, babel_locale(), 3, 3)


def document(read: Read, trial: Trial, rows: list[Row], cut: date) -> dict[str, Any]:
    """The same for programs."""
    slept, again = trial.sleeping, trial.again
    last = last_day(read)
    return {
        "cut": cut.isoformat(),
        "days": trial.window,
        "rows": read.rows,
        "contacts": int(read.letters.who.size),
        "set_aside": {code: {"rows": found.rows, "first_row": found.line} for code, found in read.aside.items()},
        "crowded": crowded(read),
        "has_hours": read.timed,
        "last_day": last.isoformat() if last else None,
        "ties": int(trial.ties.pair.size),
        "asleep": int((~again).sum()),
        "silent_at_cut": int(slept.sum()),
        "woken": int((slept & again).sum()),
        "scores": [
            {"score": row.code, "installed": row.installed, "asleep": plain(row.asleep), "woken": plain(row.woken)}
            for row in rows
        ],
    }


def plain(area: Area | None) -> dict[str, Any] | None:
    """An area for programs; null when unknown."""
    if area is None:
        return None
    low, high = area.interval
    return {"auc": round(area.value, 4), "low": round(low, 4), "high": round(high, 4), "yes": area.yes, "no": area.no}
