"""`etincelle template`: the workbook to fill."""

from pathlib import Path

import click

from etincelle.cli.language import LANGUAGE, _
from etincelle.intake.templates_out import template


def command(file: Path) -> int:
    """Write it where asked; an existing file is never overwritten."""
    if file.exists():
        raise click.UsageError(_("%s exists; choose another name.") % file)
    content = template(LANGUAGE)
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(content)
    click.echo(_("Written: %(file)s. Fill it, then: etincelle import %(file)s") % {"file": file})
    return 0
