"""What is read in a contract, in human words."""

from datetime import date

from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from etincelle.foundation.speech import Phrase, say_date, say_number
from etincelle.living_contract.reading.terms import Day, Field, Lasting, Span, Term, Value, Why

FIELD_NAMES: dict[Field, Phrase] = {
    Field.PARTIES: _("Parties"),
    Field.AGREEMENT: _("Date of the contract"),
    Field.EFFECTIVE: _("Takes effect on"),
    Field.TERM: _("Initial term"),
    Field.EXPIRATION: _("End of the initial term"),
    Field.RENEWAL: _("Renewal"),
    Field.RENEWAL_PERIOD: _("Renewal period"),
    Field.NOTICE: _("Notice against renewal"),
    Field.NOTICE_PARTY: _("Who may give it"),
    Field.CONVENIENCE: _("Termination for convenience"),
    Field.CONTROL: _("Change of control"),
    Field.MOST_FAVOURED: _("Most favoured customer"),
    Field.AUDIT: _("Right to audit"),
    Field.BENCHMARK: _("Benchmark"),
    Field.EXCLUSIVITY: _("Exclusivity"),
    Field.COMMITMENT: _("Minimum commitment"),
    Field.POST_TERM: _("Services after the end"),
    Field.INNOVATION: _("Innovation and improvement"),
    Field.CREDITS: _("Service credits or penalties"),
    Field.INDEXATION: _("Indexation"),
    Field.REVIEW: _("Periodic review"),
    Field.LAW: _("Governing law"),
}
COLUMN_NAMES: dict[str, Phrase] = {
    "agreement": FIELD_NAMES[Field.AGREEMENT],
    "effective": FIELD_NAMES[Field.EFFECTIVE],
    "expiration": FIELD_NAMES[Field.EXPIRATION],
    "renewal": FIELD_NAMES[Field.RENEWAL_PERIOD],
    "auto_renewal": _("Renews by itself or by option"),
    "notice": FIELD_NAMES[Field.NOTICE],
    "tfc": FIELD_NAMES[Field.CONVENIENCE],
    "coc": FIELD_NAMES[Field.CONTROL],
    "mfn": FIELD_NAMES[Field.MOST_FAVOURED],
    "audit": FIELD_NAMES[Field.AUDIT],
    "mincommit": FIELD_NAMES[Field.COMMITMENT],
    "post_term": FIELD_NAMES[Field.POST_TERM],
    "parties": FIELD_NAMES[Field.PARTIES],
}
WHY: dict[Why, Phrase] = {
    Why.ABSENT: _("nothing found that says it"),
    Why.BLANK: _("left blank or hidden"),
    Why.START: _("counted from a day the text does not give"),
}
RENEWALS: dict[str, Phrase] = {"none": _("none"), "tacit": _("tacit"), "express": _("express")}
EITHER = "either"


def say_value(value: Value) -> str:
    """A value in words."""
    if isinstance(value, bool):
        return gettext("yes") if value else gettext("no")
    if isinstance(value, date):
        return say_date(value)
    if isinstance(value, Span):
        return say_span(value)
    if isinstance(value, Lasting):
        return gettext("none: until somebody ends it")
    if isinstance(value, tuple):
        return " ; ".join(value)
    return gettext("either party") if value == EITHER else str(RENEWALS.get(value, value))


def say_span(span: Span) -> str:
    """A length of time in words."""
    count = span.count or 0
    words = {
        "day": ngettext("%s day", "%s days", count),
        "business_day": ngettext("%s business day", "%s business days", count),
        "week": ngettext("%s week", "%s weeks", count),
        "month": ngettext("%s month", "%s months", count),
        "year": ngettext("%s year", "%s years", count),
    }
    return words[span.unit] % say_number(count)


def say_why(term: Term) -> str:
    """Why a term is unknown, with what a blank date still says."""
    words = str(WHY[term.why or Why.ABSENT])
    return f"{words} : {say_partial(term.partial)}" if term.partial and term.partial.year else words


def say_partial(day: Day) -> str:
    """A blank date in figures: "04/2005"."""
    return f"{day.month:02d}/{day.year}" if day.month else str(day.year)


def say_steps(term: Term) -> str:
    """The arithmetic of an end: start + length = end; "" when nothing was counted."""
    steps = dict(term.steps)
    if not steps:
        return ""
    count, unit = steps["length"].split(" ")
    parts = {
        "start": say_date(date.fromisoformat(steps["start"])),
        "length": say_span(Span(int(count), unit)),
        "end": say_date(date.fromisoformat(steps["end"])),
    }
    return gettext("%(start)s + %(length)s = %(end)s") % parts
