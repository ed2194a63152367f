"""`etincelle backup`: one file that holds everything."""

from pathlib import Path

import click

from etincelle.cli.language import _
from etincelle.foundation import backup as archive
from etincelle.foundation.config import config


@click.command("backup", options_metavar=_("[OPTIONS]"), help=_("Save everything in one file."))
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False), metavar=_("FILE"))
def command(file: Path) -> None:
    """Write the archive and say what it holds."""
    manifest = archive.backup(config(), file)
    click.echo(_("Saved: %(file)s, %(count)s files.") % {"file": file, "count": len(manifest["files"])})
