"""The draft of an amendment from a locked table of negotiation, and its covering letter, as Word files.

A clause that changes is shown with tracked changes, word by word (w:ins, w:del, author, date): accepting all gives
the new clause, refusing all the old one. A point without its clause is an article that states what was agreed.
"""

import difflib
import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _
from docx import Document
from docx.document import Document as Written
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt

from etincelle.foundation.speech import capitalised, say_date

AUTHOR = "Étincelle"
WORD = re.compile(r"\n|[^\S\n]+|\w+|[^\w\s]")
NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Article:
    """A point agreed: the level of before, the new one; and its clause, before and after, empty when not known."""

    title: str
    was: str
    agreed: str
    clause: str = ""
    before: str = ""
    after: str = ""


@dataclass(frozen=True, slots=True)
class Agreed:
    """A locked table: who, on which contract, which round, the sentence of the exchange; at: when drafted, UTC."""

    partner: str
    contract: str
    title: str
    number: int
    sentence: str
    articles: tuple[Article, ...]
    at: datetime
    day: date


def amendment(agreed: Agreed) -> bytes:
    """The draft in the active language."""
    document = _blank(_("Draft amendment"), agreed)
    document.add_paragraph(_("Draft to be read by a lawyer. It binds nobody before it is signed."))
    document.add_paragraph(_("Contract: %(contract)s") % {"contract": _plain(agreed.contract)})
    document.add_paragraph(_("Between the client and %(partner)s.") % {"partner": _plain(agreed.partner)})
    document.add_heading(_("Purpose"), 2)
    said = _("On the table “%(title)s”, both sides accepted round %(number)s: “%(sentence)s”")
    told = {"title": agreed.title, "number": agreed.number, "sentence": agreed.sentence}
    document.add_paragraph(_plain(said % told))
    marks = iter(range(1, 1_000_000))
    for number, article in enumerate(agreed.articles, 1):
        _article(document, number, article, (agreed, marks))
    document.add_heading(_("What does not change"), 2)
    document.add_paragraph(_("All other clauses of the contract stay as they are."))
    document.add_paragraph(_("Date and signatures:"))
    return _bytes(document)


def covering_letter(agreed: Agreed) -> bytes:
    """The letter that goes with the draft, in the active language."""
    document = _blank(_("Covering letter"), agreed)
    document.add_paragraph(_("Dear partner,"))
    document.add_paragraph(
        _plain(
            _("Here is the draft amendment to the contract “%(contract)s”, as we agreed on the table “%(title)s”:")
            % {"contract": agreed.contract, "title": agreed.title}
        )
    )
    for article in agreed.articles:
        if article.was != article.agreed:
            document.add_paragraph(_plain(_moved(article)), style="List Bullet")
    document.add_paragraph(
        _("Where a clause changes, the changes are tracked: accept or refuse them one by one. Please have them read by "
          "your lawyer, as ours will; nothing is signed before.")
    )  # fmt: skip
    document.add_paragraph(_("Yours sincerely,"))
    return _bytes(document)


def _moved(article: Article) -> str:
    told = {"title": article.title, "was": article.was, "agreed": article.agreed}
    return _("%(title)s: %(agreed)s (before: %(was)s)") % told


def _article(document: Written, number: int, article: Article, known: tuple[Agreed, Iterator[int]]) -> None:
    told = {"number": number, "title": article.title}
    document.add_heading(_plain(_("Article %(number)s. %(title)s") % told), 2)
    if article.was == article.agreed:
        document.add_paragraph(_plain(_("Unchanged: %(level)s.") % {"level": article.agreed}))
    else:
        levels = {"was": article.was, "agreed": article.agreed}
        document.add_paragraph(_plain(_("Agreed: %(agreed)s, in place of: %(was)s.") % levels))
    if article.before or article.after:
        clause = article.clause or _("not numbered")
        document.add_paragraph(_plain(_("Clause %(clause)s then reads:") % {"clause": clause}))
        track(document.add_paragraph()._p, (article.before, article.after), known)


def track(paragraph: Any, texts: tuple[str, str], known: tuple[Agreed, Iterator[int]]) -> None:
    """Write a text into a paragraph as a change from another, word by word."""
    old, new = (WORD.findall(_plain(text)) for text in texts)
    for kind, a, b, c, d in difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind == "equal":
            paragraph.append(_run(old[a:b], "w:t"))
            continue
        for tag, text, words in (("w:del", "w:delText", old[a:b]), ("w:ins", "w:t", new[c:d])):
            if words:
                change = OxmlElement(tag)
                change.set(qn("w:id"), str(next(known[1])))
                change.set(qn("w:author"), AUTHOR)
                change.set(qn("w:date"), known[0].at.strftime("%Y-%m-%dT%H:%M:%SZ"))
                change.append(_run(words, text))
                paragraph.append(change)


def _run(words: Sequence[str], tag: str) -> Any:
    """A run of words; a new line is a break."""
    run = OxmlElement("w:r")
    for n, line in enumerate("".join(words).split("\n")):
        if n:
            run.append(OxmlElement("w:br"))
        if line:
            text = OxmlElement(tag)
            text.text = line
            text.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
            run.append(text)
    return run


def _plain(text: str) -> str:
    """A text that a Word file can hold, with plain ends of lines."""
    return NOT_XML.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def _blank(title: str, agreed: Agreed) -> Written:
    document = Document()
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2.5)
    style = document.styles["Normal"]
    style.font.name, style.font.size = "Calibri", Pt(11)
    language = OxmlElement("w:lang")
    language.set(qn("w:val"), "fr-FR" if (get_language() or "fr").startswith("fr") else "en-GB")
    style.element.get_or_add_rPr().append(language)
    document.core_properties.title = _plain(f"{title} – {agreed.title}")[:255]
    document.core_properties.author = AUTHOR
    document.add_heading(title, 1)
    document.add_paragraph(_plain(f"{agreed.partner} · {agreed.title}"))
    document.add_paragraph(capitalised(say_date(agreed.day)))
    return document


def _bytes(document: Written) -> bytes:
    target = io.BytesIO()
    document.save(target)
    return target.getvalue()
