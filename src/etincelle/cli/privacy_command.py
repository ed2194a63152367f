"""`etincelle privacy`: what is kept about people, why, how long; all about one; and its removal."""

from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import Any

import click

from etincelle.cli.language import _, ngettext
from etincelle.cli.telling import print_json
from etincelle.foundation import clock, erasures
from etincelle.foundation.speech import say_date
from etincelle.parties.models import Person
from etincelle.privacy import holds, phrases, register, retention
from etincelle.privacy.aside import set_aside
from etincelle.privacy.erasure import Barred, Step, ask, plan
from etincelle.privacy.export import archive
from etincelle.privacy.notice import notice
from etincelle.privacy.people import Unknown, person_told

REFUSED = 1


def command(action: str, who: str, **options: Any) -> int:
    """Do one of the actions; exit 1 when it could not be done."""
    if action == "register":
        return show_register(options["as_json"])
    if action == "retention":
        return keep(options["dry_run"], options["as_json"])
    if not who:
        raise click.UsageError(_("Say who: a code, an e-mail address or a name."))
    if erasures.mark_of(who) in erasures.remembered() and not is_back(who):
        click.echo(_("Erased already: nothing is left to do."))
        return 0
    return DOES[action](found(who), options)


def is_back(code: str) -> bool:
    """Whether a person of this very code is there, as a new import may bring him back."""
    try:
        return person_told(code).code == code
    except Unknown:
        return False


def found(who: str) -> Person:
    """The person, or a sentence that says how to name him."""
    try:
        return person_told(who)
    except Unknown as unknown:
        if unknown.codes:
            told = {"found": who, "codes": ", ".join(unknown.codes)}
            raise click.UsageError(_("Several people are “%(found)s”. Write a code: %(codes)s.") % told) from unknown
        text = _("Nobody is known as “%s”. Write a code of the sheet People.") % who
        raise click.UsageError(text) from unknown


def show_register(as_json: bool) -> int:
    """Every kind of data: purpose, readers, duration, effect of an erasure."""
    lines = register.lines()
    if as_json:
        print_json([{**asdict(line), **phrases.said(line)} for line in lines])
        return 0
    for said in dict.fromkeys(tuple(phrases.said(line).values()) for line in lines):
        place, purpose, readers, kept, erased = said
        click.echo(place)
        click.echo(f"    {purpose}")
        for told in (_("Read by: %s") % readers, _("Kept: %s") % kept, _("Once erased: %s") % erased):
            click.echo(f"    {told}")
    return 0


def export(person: Person, options: dict[str, Any]) -> int:
    """Everything about one person, in a ZIP."""
    file: Path = options["file"] or Path(f"{person.code.replace('/', '-')}.zip")
    if file.exists():
        raise click.UsageError(_("%s exists already. Choose another name with --file.") % file)
    file.write_bytes(archive(None, person))
    file.chmod(0o600)
    click.echo(_("Written: %s") % file)
    return 0


def erase(person: Person, options: dict[str, Any]) -> int:
    """Show what would go; do it when the code is written again."""
    if person.erased_on:
        click.echo(_("Erased already: nothing is left to do."))
        return 0
    if options["confirm"] and options["confirm"] != person.code:
        raise click.UsageError(_("--confirm must repeat the code: %s.") % person.code)
    steps = plan(person)
    if options["as_json"]:
        print_json([asdict(step) for step in steps])
    else:
        show_plan(steps)
    if not options["confirm"] or options["dry_run"]:
        click.echo(_("Nothing was erased. To erase for good: add --confirm %s") % person.code, err=True)
        return 0
    return do_erase(person)


def show_plan(steps: list[Step]) -> None:
    """What an erasure does, place by place."""
    for step in steps:
        effect = phrases.ERASES[step.erase]
        rows = ngettext("%s row", "%s rows", step.count) % step.count
        click.echo(f"{phrases.place_name(step.place)} – {rows} – {effect}")


def do_erase(person: Person) -> int:
    """Erase, or say what bars it."""
    try:
        pseudonym = ask(None, person)
    except Barred as barred:
        told = {"day": say_date(barred.hold.placed_on), "reason": barred.hold.reason}
        click.echo(_("A legal hold of %(day)s bars it: %(reason)s. It will be done at its release.") % told, err=True)
        return REFUSED
    click.echo(_("Erased. The pseudonym is %s.") % pseudonym)
    for folder in set_aside():
        click.echo(_("A restore has set data aside in %s: remove that folder, the person is still in it.") % folder)
    return 0


def hold(person: Person, options: dict[str, Any]) -> int:
    """Bar an erasure."""
    try:
        holds.place(None, person, options["reason"])
    except ValueError as error:
        raise click.UsageError(_("Say why the data must be kept: --reason.")) from error
    click.echo(_("Held: nothing about this person is removed until the release."))
    return 0


def release(person: Person, options: dict[str, Any]) -> int:
    """End a hold, and erase if that was asked meanwhile."""
    held = holds.hold_on(person)
    if held is None:
        click.echo(_("No hold lasts for this person."))
        return 0
    resumes = holds.release(None, held)
    click.echo(_("Released."))
    return do_erase(person) if resumes else 0


def tell(person: Person, options: dict[str, Any]) -> int:
    """The text owed to a person whose data came from somebody else."""
    click.echo(notice(person), nl=False)
    return 0


def keep(dry_run: bool, as_json: bool) -> int:
    """Remove what is past its time, or say what would go."""
    late = retention.due(clock.today())
    if as_json:
        print_json([{"code": one.code, "keys": [str(key) for key in one.keys]} for one in late])
    else:
        for one in late:
            place = phrases.place_name(one.model._meta.label)
            rows = ngettext("%s row", "%s rows", len(one.keys)) % len(one.keys)
            click.echo(f"{place} – {rows}")
        if not late:
            click.echo(_("Nothing is past its time."))
    if not dry_run:
        retention.remove(late)
    return 0


DOES: dict[str, Callable[[Person, dict[str, Any]], int]] = {
    "export": export,
    "erase": erase,
    "hold": hold,
    "release": release,
    "notice": tell,
}
