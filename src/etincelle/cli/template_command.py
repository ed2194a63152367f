"""`etincelle template`: the workbook to fill."""

from pathlib import Path

import click

from etincelle.cli.language import LANGUAGE, _
from etincelle.intake.templates_out import template


@click.command("template", options_metavar=_("[OPTIONS]"), help=_("Write the import workbook, with examples."))
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False), metavar=_("FILE"))
def command(file: Path) -> None:
    """Write it where asked; an existing file is never overwritten."""
    if file.exists():
        raise click.UsageError(_("%s exists; choose another name.") % file)
    file.write_bytes(template(LANGUAGE))
    click.echo(str(file))
