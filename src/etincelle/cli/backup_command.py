"""`etincelle backup`: one file that holds everything."""

from pathlib import Path

import click

from etincelle.cli.language import ngettext
from etincelle.foundation import backup as archive
from etincelle.foundation.config import config


def command(file: Path) -> int:
    """Write the archive and say what it holds."""
    count = len(archive.backup(config(), file)["files"])
    said = ngettext("Saved: %(file)s, %(count)s file.", "Saved: %(file)s, %(count)s files.", count)
    click.echo(said % {"file": file, "count": count})
    return 0
