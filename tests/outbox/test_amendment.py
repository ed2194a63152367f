"""The draft amendment: real tracked changes, that give the new clause when accepted and the old one when refused."""

import io
import itertools
from datetime import UTC, date, datetime

import pytest
from django.utils.translation import override
from docx import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from hypothesis import given
from hypothesis import strategies as st

from etincelle.outbox.amendment import Agreed, Article, amendment, covering_letter, track

OLD = "The term is three (3) years.\nThe desk is open from 8 to 18."
NEW = "The term is five (5) years.\nThe desk, on 2 sites, is open from 8 to 18."
ARTICLES = (
    Article("Term", "as it is", "+2 years", "4.2", OLD, NEW),
    Article("Desk", "none", "2 sites"),
    Article("Scope", "as it is", "as it is"),
)
AT = datetime(2026, 11, 24, 8, 30, tzinfo=UTC)
AGREED = Agreed("Nordia", "NORDIA-1", "Desk", 3, "+2 years for the desk", ARTICLES, AT, date(2026, 11, 24))


def read(element: object, without: str) -> str:
    """The text of a paragraph when the changes of one kind are left out."""
    told = ""
    for node in element.iter():  # type: ignore[attr-defined]
        if any(parent.tag == qn(without) for parent in node.iterancestors()):
            continue
        if node.tag in (qn("w:t"), qn("w:delText")):
            told += node.text or ""
        told += "\n" if node.tag == qn("w:br") else ""
    return told


plain = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs"), exclude_characters="\ufffe\uffff"))
clauses = st.lists(st.one_of(plain, st.sampled_from(["years", " ", "\n", "3", "."])), max_size=12).map("".join)


@given(clauses, clauses)
def test_accepting_gives_the_new_text_and_refusing_the_old(old: str, new: str) -> None:
    paragraph = OxmlElement("w:p")
    track(paragraph, (old, new), (AGREED, itertools.count(1)))
    assert read(paragraph, "w:del") == new
    assert read(paragraph, "w:ins") == old


def test_each_change_says_who_when_and_has_its_own_number() -> None:
    document = Document(io.BytesIO(amendment(AGREED)))
    changes = [e for e in document.element.body.iter() if e.tag in (qn("w:ins"), qn("w:del"))]
    assert len(changes) >= 5
    assert {e.get(qn("w:author")) for e in changes} == {"Étincelle"}
    assert {e.get(qn("w:date")) for e in changes} == {"2026-11-24T08:30:00Z"}
    assert len({e.get(qn("w:id")) for e in changes}) == len(changes)
    assert not [t for e in changes if e.tag == qn("w:del") for t in e.iter(qn("w:t"))]


@pytest.mark.parametrize(
    ("language", "words"), [("fr", ("Projet d’avenant", "à la place de")), ("en", ("Draft", "in place of"))]
)
def test_points_without_a_clause_are_articles_that_state_them(language: str, words: tuple[str, ...]) -> None:
    with override(language):
        text = "\n".join(p.text for p in Document(io.BytesIO(amendment(AGREED))).paragraphs)
    for word in (*words, "2 sites", "+2 years for the desk"):
        assert word in text


def test_the_letter_names_what_moves_alone() -> None:
    with override("en"):
        text = "\n".join(p.text for p in Document(io.BytesIO(covering_letter(AGREED))).paragraphs)
    assert "Desk: 2 sites (before: none)" in text
    assert "Scope" not in text


def test_what_a_file_cannot_hold_is_left_out() -> None:
    bad = Agreed(
        "N\x00", "c", "t\x0b", 1, "a\x1fb", (Article("x\x01", "a", "b", "1", "c\r\nd", "c\x02"),), AT, AGREED.day
    )
    assert Document(io.BytesIO(amendment(bad))).paragraphs
