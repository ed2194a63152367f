"""One cell of a workbook that goes out: a text stays a text, dates and numbers are true ones."""

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from etincelle.foundation import clock

OPTIONS = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}


def write_cell(sheet: Any, place: tuple[int, int], value: Any, cell_format: Any) -> None:
    """One cell of the right type; nothing where nothing is known. Instants are those of the installation's zone."""
    if value is None:
        return
    if isinstance(value, datetime):
        local = value.astimezone(clock.zone()) if value.tzinfo else value.replace(tzinfo=UTC)
        sheet.write_datetime(*place, local.replace(tzinfo=None), cell_format)
    elif isinstance(value, date):
        sheet.write_datetime(*place, datetime(value.year, value.month, value.day), cell_format)  # noqa: DTZ001
    elif isinstance(value, (int, float, Decimal)):
        sheet.write_number(*place, value, cell_format)
    else:
        sheet.write_string(*place, str(value), cell_format)
