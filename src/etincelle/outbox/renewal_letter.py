"""The renewals of one side as a letter in Word: a request to the partner in roles, or a sheet for one's own seats.

A request names roles and periods, never persons, and ranks nobody: the client does not choose the provider's staff.
Each role is said with its ground: what the contract says of the stay and of the handover. What stays is said as well.
"""

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import get_language
from django.utils.translation import gettext as _
from docx import Document
from docx.document import Document as Written
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt

from etincelle.arithmetic.workdays import WorkCalendar
from etincelle.comfort_zone.renewal import Casting, KeySeat, first_workday, months_between
from etincelle.foundation.speech import capitalised, say_date, say_month
from etincelle.parties.facts import SeatTerms
from etincelle.vocabulary.levels import Side


@dataclass(frozen=True, slots=True)
class Letter:
    """What a letter is about: the partner's name, the perimeter, the day, the side and the plan adopted for it."""

    partner: str
    perimeter: str
    day: date
    casting: Casting
    plan: Mapping[str, int]


def renewal_letter(letter: Letter, seats: Sequence[SeatTerms], calendar: WorkCalendar) -> bytes:
    """The letter in the active language, as the bytes of a Word file."""
    document = _blank(letter)
    moved = sorted(
        (s for s in letter.casting.seats if s.code in letter.plan), key=lambda s: (letter.plan[s.code], s.role)
    )
    terms = {s.row: s for s in seats}
    if letter.casting.side is Side.PARTNER:
        _opening(document, letter)
    else:
        document.add_paragraph(_("For your side alone. It is not sent to the partner."))
    document.add_heading(_("What is planned") if letter.casting.side is Side.CLIENT else _("What we ask"), 2)
    _table(document, letter, moved, (terms, calendar))
    document.add_heading(_("What stays"), 2)
    _what_stays(document, letter)
    if letter.casting.side is Side.PARTNER:
        _closing(document)
    target = io.BytesIO()
    document.save(target)
    return target.getvalue()


def _blank(letter: Letter) -> Written:
    document = Document()
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2.5)
    style = document.styles["Normal"]
    style.font.name, style.font.size = "Calibri", Pt(11)
    language = OxmlElement("w:lang")
    language.set(qn("w:val"), "fr-FR" if (get_language() or "fr").startswith("fr") else "en-GB")
    style.element.get_or_add_rPr().append(language)
    is_request = letter.casting.side is Side.PARTNER
    title = _("Request of renewal") if is_request else _("Renewals on our side")
    document.core_properties.title = f"{title} – {letter.perimeter}"
    document.core_properties.author = ""
    document.add_heading(title, 1)
    document.add_paragraph(f"{letter.partner} · {letter.perimeter}")
    document.add_paragraph(capitalised(say_date(letter.day)))
    return document


def _opening(document: Written, letter: Letter) -> None:
    document.add_paragraph(_("Dear partner,"))
    document.add_paragraph(
        _("A partnership is renewed on either side. So that ours keeps fresh eyes without losing what it knows, we "
          "propose to prepare together the renewal of the roles below.")
    )  # fmt: skip


def _table(
    document: Written, letter: Letter, moved: Sequence[KeySeat], known: tuple[Mapping[str, SeatTerms], WorkCalendar]
) -> None:
    """A row a role: the period wanted, the ground."""
    terms, calendar = known
    table = document.add_table(rows=1, cols=3)
    table.style = "Table Grid"
    for cell, text in zip(table.rows[0].cells, (_("Role"), _("Period wanted"), _("Ground")), strict=True):
        cell.paragraphs[0].add_run(text).bold = True
    mark = OxmlElement("w:tblHeader")
    table.rows[0]._tr.get_or_add_trPr().append(mark)
    for seat in moved:
        month = letter.casting.day(letter.plan[seat.code])
        cells = table.add_row().cells
        cells[0].text = seat.role
        cells[1].text = capitalised(say_month(month))
        cells[2].text = " ".join(_grounds(letter, terms[seat.code], first_workday(month, calendar), calendar))


def _grounds(letter: Letter, seat: SeatTerms, day: date, calendar: WorkCalendar) -> list[str]:
    """What the contract, or the house rule where it says nothing, makes of the stay and of the handover."""
    rules = letter.casting.rules
    least = rules.minimum_term_months if seat.minimum_months is None else seat.minimum_months
    notice = rules.handover_workdays if seat.handover_days is None else seat.handover_days
    if months_between(seat.since, day) < least:
        stay = _("The minimum term (%(count)s months) will not be over: by agreement only.")
    elif seat.minimum_months is None:
        stay = _("The contract sets no minimum term; %(count)s months will have passed.")
    else:
        stay = _("The minimum term of the contract (%(count)s months) will be over.")
    if seat.handover_days is None:
        handover = _("Handover proposed: %(count)s business days, from %(day)s at the latest.")
    else:
        handover = _("Handover of the contract: %(count)s business days, from %(day)s at the latest.")
    start = calendar.add_workdays(day, -notice)
    return [stay % {"count": least}, handover % {"count": notice, "day": say_date(start)}]


def _what_stays(document: Written, letter: Letter) -> None:
    stays = [s.role for s in letter.casting.seats if s.code not in letter.plan]
    for role in stays:
        document.add_paragraph(role, style="List Bullet")
    if not stays:
        document.add_paragraph(_("Every key role is renewed once; never both halves of a leadership pair together."))
        return
    document.add_paragraph(
        _("These roles keep their holders over the period: they carry the knowledge of the service.")
    )


def _closing(document: Written) -> None:
    document.add_heading(_("Who decides"), 2)
    document.add_paragraph(
        _("The choice of the persons is yours alone: we ask for the renewal of roles and name nobody. You remain the "
          "only employer of your teams and the only one to direct them (French Labour Code, articles L8231-1 and "
          "L8241-1; to be checked by a lawyer before sending).")
    )  # fmt: skip
    document.add_paragraph(
        _("Please tell us whether these periods suit you, or propose others; we would like to approve each replacement "
          "against the profile of the role thirty days before the handover ends.")
    )  # fmt: skip
    document.add_paragraph(_("Yours sincerely,"))
