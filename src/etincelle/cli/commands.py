"""Every command of `etincelle`: its words, its options, what may be written after it. Nothing works here."""

from pathlib import Path

import click

from etincelle import __version__
from etincelle.cli.language import _
from etincelle.cli.presenting import SETTINGS, Command, Commands, argument, option
from etincelle.cli.values import ROLES, Day, DayCount, Existing, KindName, Month, Port, RightName, RoleName, Task

DEFAULT_PORT = 8765
DEFAULT_WINDOW = 180
NEW_FILE: click.ParamType[Path] = click.Path(path_type=Path, dir_okay=False)
FOLDER: click.ParamType[Path] = click.Path(path_type=Path, file_okay=False)


def json_option() -> click.Option:
    """`--json`, the same everywhere."""
    return option("--json", "as_json", words=_("Answer in JSON, for programs."), is_flag=True)


def port_option() -> click.Option:
    """`--port`, the same everywhere."""
    words = _("The port of the pages.")
    return option("--port", words=words, type=Port(), default=DEFAULT_PORT, show_default=True, metavar=_("PORT"))


DEMO = Command(
    "demo",
    (
        _("Set up the sample portfolio and name its call."),
        _(
            "Set up the sample portfolio, six invented partnerships, and name its call. "
            "It is not added to data of yours."
        ),
    ),
    [
        option("--serve", "then_serve", words=_("Serve the pages afterwards."), is_flag=True),
        port_option(),
        option("--files", words=_("Keep the sample’s files there."), type=FOLDER, metavar=_("FOLDER")),
    ],
)
SERVE = Command(
    "serve",
    (
        _("Serve the pages on this machine."),
        _("Serve the pages on 127.0.0.1 and decide the day every morning at seven. Stop with Ctrl+C."),
    ),
    [port_option()],
)
IMPORT = Command(
    "import",
    (
        _("Import files: each is saved whole or not at all."),
        _(
            "Import files, or all the files of a folder: each is checked first, then saved whole or not at all. "
            "Refused rows are told with their place and their remedy. A second import changes nothing."
        ),
    ),
    [
        argument("files", _("FILE…"), Existing(folders=True, dash=True), nargs=-1, required=True),
        option("--partnership", words=_("The partnership these rows belong to."), default="", metavar=_("CODE")),
        option("--source", words=_("The name of the source."), default="", metavar=_("NAME")),
        option(
            "--kind",
            words=_(
                "What the file is, if it cannot be guessed: tickets, calendar, document, or a sheet of the workbook."
            ),
            type=KindName(),
            default="",
            metavar=_("KIND"),
        ),
        option("--dry-run", words=_("Check only, save nothing."), is_flag=True),
        json_option(),
    ],
)
CALENDARS = Command(
    "calendars",
    (
        _("Show the subscribed calendars."),
        _(
            "Show the subscribed calendars, when each was received and why one could not be. Their addresses are "
            "secret and are not shown. They are fetched by “etincelle serve” in the morning, or now."
        ),
    ),
    [option("--fetch", "now", words=_("Fetch them now."), is_flag=True), json_option()],
)
CALL = Command(
    "call",
    (
        _("Name the one call to make today."),
        _("Name the one call to make today, what to say and what proves it; or say why there is none."),
    ),
    [json_option()],
)
STATUS = Command(
    "status",
    (
        _("Show the state of every partnership."),
        _("Show the state of every partnership at the last decision, from most asleep."),
    ),
    [json_option()],
)
SERVICES = Command(
    "services",
    (
        _("Compare reported and recomputed service levels."),
        _(
            "List the service levels, as reported and as recomputed from the incidents, which are counted again first. "
            "With the code of a level, its months; with the code of a partnership, its levels."
        ),
    ),
    [
        argument("code", _("CODE"), click.STRING, required=False, default=""),
        option("--month", words=_("The month whose incidents the workbook holds: 2026-03."), type=Month(),
               metavar=_("MONTH")),
        option("--xlsx", words=_("Write a workbook there."), type=NEW_FILE, metavar=_("FILE")),
        json_option(),
    ],
)  # fmt: skip
EXPLAIN = Command(
    "explain",
    (
        _("Replay a past morning."),
        _(
            "Replay a past morning from the facts stored with it: its call, why not the others, and whether it comes "
            "out the same. The day is written 2026-03-03 or 03/03/2026."
        ),
    ),
    [argument("day", _("DATE"), Day()), json_option()],
)
TIES = Command(
    "ties",
    (
        _("Try the scores of ties on a list of contacts."),
        _(
            "Try the scores of ties on any list of who, whom and when (CSV): it is cut at a date, nothing after it is "
            "learnt, and what came after judges. Prints areas under the ROC curve for “asleep” and for “woken”, beside "
            "recency, volume and a fitted BG/NBD; nobody is named. Nothing is saved."
        ),
    ),
    [
        argument("file", _("FILE"), Existing()),
        option("--cut", words=_("The last day to learn from."), type=Day(), required=True, metavar=_("DATE")),
        option(
            "--days",
            words=_("How many days after the cut are foretold."),
            type=DayCount(),
            default=DEFAULT_WINDOW,
            show_default=True,
            metavar=_("DAYS"),
        ),
        json_option(),
    ],
    needs_tables=False,
)
CONTRACTS = Command(
    "contracts",
    (
        _("Read the terms of contracts, or test the reading."),
        _(
            "“read FILE…” tells the terms of contracts (PDF, Word or text, English or French) with the sentence that "
            "says each; “score FOLDER ANSWERS.csv” compares what is read with the answers of experts, per field. What "
            "a text leaves blank or does not say is unknown. Nothing is saved."
        ),
    ),
    [
        argument("what", _("read|score"), Task(), required=True),
        argument("paths", _("FILE…"), Existing(folders=True), nargs=-1, required=True),
        option("--baseline", words=_("With score: simple patterns on the same files beside it."), is_flag=True),
        json_option(),
    ],
    needs_tables=False,
)
DOCTOR = Command(
    "doctor",
    (
        _("Check that the installation is sound."),
        _("Check the database, the ledger, the journal and the secret key; sweep orphan files."),
    ),
    [json_option()],
    needs_tables=False,
)
BACKUP = Command(
    "backup",
    (
        _("Save everything in one file."),
        _("Save everything in one file, even while the pages are served. The secret key is not in it: keep it apart."),
    ),
    [argument("file", _("FILE"), NEW_FILE)],
    needs_tables=False,
)
RESTORE = Command(
    "restore",
    (
        _("Put a saved file back."),
        _("Put a saved file back, once verified; the present data is set aside, not erased."),
    ),
    [argument("file", _("FILE"), Existing())],
    needs_tables=False,
)
TEMPLATE = Command(
    "template",
    (
        _("Write the workbook to fill, with examples."),
        _("Write the workbook to fill: one sheet per kind of data, with an example and what each column expects."),
    ),
    [argument("file", _("FILE"), NEW_FILE)],
    needs_tables=False,
)
USER = Command(
    "user",
    (
        _("Give somebody a role and a sign-in link."),
        _("Give somebody a role; prints a sign-in link that works once, for 15 minutes."),
    ),
    [
        argument("email", _("EMAIL"), click.STRING),
        option(
            "--role",
            words=_("What the person may do: %s.") % ", ".join(ROLES.values()),
            type=RoleName(),
            metavar=_("ROLE"),
        ),
        option(
            "--suspend",
            "closing",
            words=_("Close this role instead, or all roles when none is named."),
            is_flag=True,
        ),
        option("--partner", words=_("The partner’s code, for a partner’s user."), default="", metavar=_("CODE")),
    ],
)
PRIVACY = Command(
    "privacy",
    (
        _("Show, export or erase what is kept about people."),
        _(
            "What is kept about people. ACTION is register (every kind of data, why and how long), export (all about "
            "one person, in a ZIP), erase (shows what would go; does it with --confirm), hold and release (a legal "
            "hold), notice (the text owed to a person), retention (removes what is past its time). A person is told "
            "by code, e-mail address or name."
        ),
    ),
    [
        argument("action", _("ACTION"), RightName()),
        argument("who", _("PERSON"), click.STRING, required=False, default=""),
        option("--file", words=_("Where to write the export."), type=NEW_FILE, metavar=_("FILE")),
        option("--confirm", words=_("The person’s code again, to erase for good."), default="", metavar=_("CODE")),
        option("--reason", words=_("Why the data must be kept."), default="", metavar=_("TEXT")),
        option("--dry-run", words=_("Say what is past its time, remove nothing."), is_flag=True),
        json_option(),
    ],
)
ALL = (
    DEMO, SERVE, IMPORT, CALENDARS, CALL, STATUS, SERVICES, EXPLAIN, TIES, CONTRACTS, DOCTOR, BACKUP, RESTORE,
    TEMPLATE, USER, PRIVACY,
)  # fmt: skip


@click.group(
    cls=Commands,
    commands={str(command.name): command for command in ALL},
    context_settings=SETTINGS,
    invoke_without_command=True,
    options_metavar=_("[OPTIONS]"),
    subcommand_metavar=_("COMMAND [ARGS]…"),
    help=_("Étincelle names the one call to make today, and proves it."),
    epilog=_("To begin: etincelle demo --serve"),
)
@click.version_option(__version__, "--version", message="etincelle %(version)s")
@click.pass_context
def cli(ctx: click.Context) -> None:
    """The whole command line; alone, it shows its help."""
    if ctx.invoked_subcommand is None:
        click.echo(ctx.get_help())
