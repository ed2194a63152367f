"""Numbers and days written out in French or English, with the signs and names of Babel.

Babel's own formatters read their pattern again at each call: a list of fifty rows then costs more in figures than in
queries. Signs and names are looked up once for a locale; what is written is the same, and a test compares.
"""

from datetime import date
from decimal import Decimal
from functools import cache

from babel import Locale
from babel.numbers import get_decimal_symbol, get_group_symbol


@cache
def _signs(locale: str) -> tuple[str, str]:
    return get_group_symbol(locale), get_decimal_symbol(locale)


@cache
def _names(locale: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The months from January, the days from Monday."""
    spoken = Locale.parse(locale)
    months, days = spoken.months["format"]["wide"], spoken.days["format"]["wide"]
    return tuple(months[n] for n in range(1, 13)), tuple(days[n] for n in range(7))


def written(value: float | Decimal, locale: str, least: int = 0, most: int = 0) -> str:
    """A number with `least` to `most` decimals, half to even, thousands apart: « 1 234,5 », “1,234.5”."""
    whole, _, rest = f"{Decimal(str(value)):,.{most}f}".partition(".")
    thousands, point = _signs(locale)
    rest = rest.rstrip("0").ljust(least, "0")
    whole = whole.replace(",", thousands)
    return f"{whole}{point}{rest}" if rest else whole


def month_of(day: date, locale: str) -> str:
    """« décembre », “December”."""
    return _names(locale)[0][day.month - 1]


def weekday_of(day: date, locale: str) -> str:
    """« mardi », “Tuesday”."""
    return _names(locale)[1][day.weekday()]
