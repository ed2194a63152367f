"""Zones, countries and their parts as people write them in a cell: « Europe/Paris », « FR/57 », « FR/national »."""

from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from etincelle.arithmetic.workdays import NATIONAL, subdivisions
from etincelle.comfort_zone.written_hours import HoursError


def read_zone(text: str) -> ZoneInfo:
    """The zone of a name of the IANA list; HoursError for a zone that nobody knows."""
    try:
        return ZoneInfo(text)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise HoursError("zone", text, "Europe/Paris") from None


def read_place(text: str) -> tuple[str, str]:
    """The country and its part in « FR/57 », « FR/national »; "" counts no public holiday. HoursError otherwise."""
    country, _slash, subdivision = (part.strip() for part in text.partition("/"))
    check_place(country.upper(), subdivision)
    return country.upper(), subdivision


def check_place(country: str, subdivision: str) -> None:
    """HoursError for a country or a part of it whose holidays are not known, or left unsaid."""
    parts = subdivisions(country) if country else ()
    if parts is None:
        raise HoursError("country", country, "FR")
    if subdivision not in (*parts, *([NATIONAL] if country else []), *([""] if not parts else [])):
        raise HoursError("subdivision", f"{country} {subdivision}".strip(), NATIONAL if country else "")
