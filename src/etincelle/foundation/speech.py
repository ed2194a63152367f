"""From a code and its parameters to a sentence: dates, durations, shares, money, names, in the active language.

A phrase is a lazy translation with named placeholders: `_("Last contact on %(last_on)s.")`, or
`ngettext_lazy("%(count)s idea", "%(count)s ideas", "count")` when it has a plural. The name of a
parameter decides how it is said: see `say`.
"""

from collections.abc import Callable, Mapping
from datetime import date, datetime, timedelta
from decimal import Decimal
from math import floor
from typing import Any

from django.utils.functional import Promise
from django.utils.timezone import localtime
from django.utils.translation import get_language, gettext, ngettext

from etincelle.foundation.numerals import month_of, weekday_of, written
from etincelle.vocabulary.signal import Scalar

Phrase = str | Promise
FRENCH = "fr_FR"
NO_BREAK = "\u00a0"
DAYS_SAID_AS_DAYS = 45
MONTHS_SAID_AS_MONTHS = 24
DAYS_A_MONTH = 30.4375
SYMBOLS = {"EUR": "€", "USD": "$", "GBP": "£"}
MILLION = 1_000_000


class SaidNumber(float):
    """A number that prints as people write it, yet still chooses the right plural."""

    def __str__(self) -> str:
        return say_number(float(self))


class SaidCount(int):
    """A whole number that prints as people write it, yet still chooses the right plural."""

    def __str__(self) -> str:
        return say_number(int(self))


def babel_locale() -> str:
    """The Babel locale of the active language: French of France, or British English."""
    return FRENCH if (get_language() or "fr").startswith("fr") else "en_GB"


def is_french() -> bool:
    """Whether the active language is French."""
    return babel_locale() == FRENCH


def say_date(day: date, *, weekday: bool = False, year: bool = True) -> str:
    """« 1er décembre 2026 », « mardi 24 novembre », “24 November 2026”, with no-break spaces."""
    locale = babel_locale()
    number = "1er" if day.day == 1 and locale == FRENCH else str(day.day)
    text = f"{number}{NO_BREAK}{month_of(day, locale)}"
    if weekday:
        text = f"{weekday_of(day, locale)} {text}"
    return f"{text} {day.year}" if year else text


def capitalised(text: str) -> str:
    """The text with its first letter in capital, the rest untouched."""
    return text[:1].upper() + text[1:]


def say_time(moment: datetime) -> str:
    """« 14 h 00 » in French, “14:00” in English, in the zone of the installation."""
    local = localtime(moment)
    if is_french():
        return f"{local.hour}{NO_BREAK}h{NO_BREAK}{local.minute:02d}"
    return f"{local:%H:%M}"


def say_instant(moment: datetime) -> str:
    """« 24 novembre 2026, 14 h 05 », “24 November 2026, 14:05”, in the zone of the installation."""
    return f"{say_date(localtime(moment).date())}, {say_time(moment)}"


def say_duration(seconds: int) -> str:
    """« 37 h 05 min 09 s », without the parts that are nothing: exact, never rounded."""
    sign, rest = "−" if seconds < 0 else "", abs(seconds)
    parts = ((rest // 3600, "h"), (rest // 60 % 60, "min"), (rest % 60, "s"))
    said = [f"{amount}{NO_BREAK}{unit}" for amount, unit in parts if amount]
    return sign + NO_BREAK.join(said or [f"0{NO_BREAK}min"])


def say_month(month: date) -> str:
    """« mars 2026 », “March 2026”."""
    return f"{month_of(month, babel_locale())} {month.year}"


def say_when(moment: datetime, today: date) -> str:
    """When something to come begins: « aujourd’hui à 14 h 00 », « demain à 9 h 30 », « jeudi 3 décembre »."""
    day = localtime(moment).date()
    if day == today:
        return gettext("today at %(time)s") % {"time": say_time(moment)}
    if day == today + timedelta(days=1):
        return gettext("tomorrow at %(time)s") % {"time": say_time(moment)}
    return say_date(day, weekday=True, year=False)


def say_number(value: float | Decimal, decimals: int = 2) -> str:
    """A number in the locale, without useless decimals: « 1 234,5 », “1,234.5”."""
    return written(value, babel_locale(), most=decimals)


def say_tenths(value: float) -> str:
    """A number with one decimal, always, so that figures line up: « 91,0 », “52.4”."""
    return written(round(value, 1), babel_locale(), 1, 1)


def say_share(share: float) -> str:
    """A share of 0 to 1 as a percentage that never rounds to perfection, nor to nothing.

    0.9987 is « 99,87 % », 0.99999 is « 99,99 % », 0.732 is « 73 % », 0.0004 is « 0,04 % ».
    """
    percent = share * 100
    if percent in (0.0, 100.0):
        text = say_number(percent)
    elif percent >= 99 or percent < 1:
        shown = min(floor(percent * 100 + 1e-9) / 100, 99.99) if percent >= 99 else max(percent, 0.01)
        text = written(shown, babel_locale(), 2, 2)
    elif percent >= 90:
        text = written(min(percent, 98.9999), babel_locale(), 1, 1)
    else:
        text = written(percent, babel_locale())
    return f"{text}{NO_BREAK}%" if is_french() else f"{text}%"


def say_rate(part: int, whole: int) -> str:
    """A share of counts with one decimal, 3,097 of 4,003 is « 77,4 % »; 100 and 0 only when exact."""
    rounded = round(part * 100 / whole, 1)
    shown = min(rounded, 99.9) if part < whole else 100.0
    shown = max(shown, 0.1) if part else 0.0
    decimals = 1 if 0 < part < whole else 0
    text = written(shown, babel_locale(), decimals, decimals)
    return f"{text}{NO_BREAK}%" if is_french() else f"{text}%"


def say_days(days: float) -> str:
    """« 12 jours » up to 45 days, « 14 mois » up to 24 months, then « 3 ans »."""
    if days <= DAYS_SAID_AS_DAYS:
        count = round(days)
        return ngettext("%(n)s day", "%(n)s days", count) % {"n": count}
    return say_months(days / DAYS_A_MONTH)


def say_months(months: float) -> str:
    """« 14 mois » up to 24 months, then whole years."""
    count = round(months)
    if count <= MONTHS_SAID_AS_MONTHS:
        return ngettext("%(n)s month", "%(n)s months", count) % {"n": count}
    years = floor(months / 12)
    return ngettext("%(n)s year", "%(n)s years", years) % {"n": years}


def say_money(amount: Decimal, currency: str = "EUR") -> str:
    """« 18 000 € », « 1,25 M€ », “€18,000”, “€1.25M”."""
    symbol = SYMBOLS.get(currency, currency)
    large = abs(amount) >= MILLION
    value = amount / MILLION if large else amount.quantize(Decimal(1))
    text = written(value, babel_locale(), most=2 if large else 0)
    unit = "M" if large else ""
    if is_french():
        return f"{text}{NO_BREAK}{unit}{symbol}"
    return f"{symbol}{text}{unit}" if len(symbol) == 1 else f"{symbol}{NO_BREAK}{text}{unit}"


def say_text(key: str, text: str, names: Mapping[str, str]) -> str:
    """A text parameter: a code becomes the name it stands for."""
    return names.get(text, text) if key.endswith(("person", "partner", "partnership", "_code")) else text


BY_ENDING: tuple[tuple[str, Callable[[Any], str]], ...] = (
    ("share", lambda value: say_share(float(value))),
    ("days", lambda value: say_days(float(value))),
    ("months", lambda value: say_months(float(value))),
    ("years", lambda value: say_months(float(value) * 12)),
    ("eur", lambda value: say_money(Decimal(str(value)))),
)


def say(key: str, value: Scalar, names: Mapping[str, str]) -> Any:
    """One parameter as it is written in a sentence; the end of its name says what it is."""
    if value is None:
        return gettext("unknown")
    if isinstance(value, str):
        return say_text(key, value, names)
    if isinstance(value, date):
        return say_date(value)
    for ending, said in BY_ENDING:
        if key.endswith(ending):
            return said(value)
    return SaidCount(value) if isinstance(value, int) else SaidNumber(value)


def render(phrase: Phrase, params: Mapping[str, Any], names: Mapping[str, str] | None = None) -> str:
    """A phrase with its parameters said in the active language."""
    said = {key: say(key, value, names or {}) for key, value in params.items()}
    return str(phrase % said)
