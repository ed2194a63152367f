"""Contracts read: small clauses whose answers were worked out by hand, and laws that hold for any text."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from etincelle.living_contract.reading import plugged
from etincelle.living_contract.reading.days import days
from etincelle.living_contract.reading.figures import spans
from etincelle.living_contract.reading.plain import plain, reading_of
from etincelle.living_contract.reading.rules import RulesReader
from etincelle.living_contract.reading.terms import CLAUSES, Day, Field, Lasting, Quote, Reading, Span, Term, Why

ENGLISH = """OUTSOURCING AGREEMENT

This Outsourcing Agreement (the "Agreement") is made and entered into as of this 12th day of March, 2008 (the
"Effective Date"), by and between Acme Corp., a Delaware corporation ("Client"), and Bolt Systems, Inc., a Texas
corporation ("Provider").

1. TERM

1.1 Initial Term. The initial term of this Agreement shall commence on the Effective Date and shall continue for a
period of three (3) years, unless earlier terminated. Thereafter this Agreement shall automatically renew for successive
one (1)

- 2 -

year periods unless either party gives the other at least ninety (90) days' prior written notice of non-renewal.

1.2 Convenience. Client may terminate this Agreement for convenience upon sixty (60) days' notice.

7. CONFIDENTIALITY

7.1 The obligations of this Section shall survive for ten (10) years after expiration of this Agreement.

9. GENERAL

9.1 Audit. Client shall have the right to audit the books and records of Provider relating to the Services.
9.2 Law. This Agreement shall be governed by the laws of the State of New York.
"""
FRENCH = """CONTRAT D'INFOGÉRANCE

Entre les soussignés : la société Alpha, société anonyme (ci-après « le Client »), et la société Bêta Services, SAS
(ci-après « le Prestataire »), le présent contrat a été conclu le 12 mars 2018.

Article 3. Durée

Le présent contrat prend effet le 1er avril 2018 pour une durée initiale de trois (3) ans. Il est ensuite reconduit
tacitement par périodes successives d'un (1) an, sauf dénonciation par l'une des parties moyennant un préavis de six (6)
mois avant l'échéance.

Article 8. Audit

Le Client peut procéder à un audit des prestations une fois par an.

Article 9. Réversibilité

À l'expiration du contrat, le Prestataire s'engage à assurer la réversibilité des prestations.

Article 12. Droit applicable

Le présent contrat est soumis au droit français.
"""


def read(text: str) -> Reading:
    """The terms of a text, by the rules."""
    return RulesReader().read(text)


def test_an_english_contract() -> None:
    terms = read(ENGLISH).terms
    assert terms[Field.AGREEMENT].value == terms[Field.EFFECTIVE].value == date(2008, 3, 12)
    assert terms[Field.TERM].value == Span(3, "year")
    assert terms[Field.EXPIRATION].value == date(2011, 3, 12)
    assert terms[Field.EXPIRATION].steps == (("start", "2008-03-12"), ("length", "3 year"), ("end", "2011-03-12"))
    assert (terms[Field.RENEWAL].value, terms[Field.RENEWAL_PERIOD].value) == ("tacit", Span(1, "year"))
    assert (terms[Field.NOTICE].value, terms[Field.NOTICE_PARTY].value) == (Span(90, "day"), "either")
    assert terms[Field.PARTIES].value == ("Acme Corp.", "Bolt Systems, Inc.")
    assert terms[Field.LAW].value == "New York"
    assert [field for field in CLAUSES if terms[field].value] == [Field.CONVENIENCE, Field.AUDIT]


def test_a_page_number_inside_a_sentence_is_left_out_of_the_reading_and_kept_in_the_quote() -> None:
    quote = read(ENGLISH).terms[Field.RENEWAL_PERIOD].quotes[0]
    assert "- 2 -" in quote.text
    assert ENGLISH[quote.start : quote.end] == quote.text
    assert ENGLISH.count("\n", 0, quote.start) + 1 == quote.line


def test_a_french_contract() -> None:
    reading = read(FRENCH)
    terms = reading.terms
    assert reading.language == "fr"
    assert terms[Field.AGREEMENT].value == date(2018, 3, 12)
    assert terms[Field.EFFECTIVE].value == date(2018, 4, 1)
    assert terms[Field.EXPIRATION].value == date(2021, 4, 1)
    assert (terms[Field.RENEWAL].value, terms[Field.RENEWAL_PERIOD].value) == ("tacit", Span(1, "year"))
    assert (terms[Field.NOTICE].value, terms[Field.NOTICE_PARTY].value) == (Span(6, "month"), "either")
    assert terms[Field.LAW].value == "français"
    assert terms[Field.AUDIT].value is terms[Field.POST_TERM].value is True


OPENING = 'This Agreement is made as of {day} by and between A Inc. ("A") and B Inc. ("B").\n\n1. TERM\n\n{term}\n'


@pytest.mark.parametrize(
    ("day", "term", "expected"),
    [
        ("May 1, 2001", "This Agreement shall expire on April 30, 2004.", date(2004, 4, 30)),
        ("May 1, 2001", "The term of this Agreement is eighteen (18) months from the date hereof.", date(2002, 11, 1)),
        (
            "May 1, 2001",
            "The term shall continue until the fifth (5th) anniversary of the date hereof.",
            date(2006, 5, 1),
        ),
        ("May 1, 2001", "This Agreement shall remain in effect until terminated by either party.", Lasting.PERPETUAL),
        ("May 1, 2001", "This Agreement shall continue for the longer of two (2) years or the License.", None),
        ("May 1, 2001", "This Agreement shall continue for [***] years from the date hereof.", None),
        ("April __, 2005", "The term of this Agreement shall be eighteen (18) months.", None),
        (
            "May 1, 2001",
            "If Provider fails to pay under this Agreement for a period of ten (10) days, A may sue.",
            None,
        ),
        ("May 1, 2001", "This Agreement shall remain in effect for two years after the Closing.", None),
    ],
)
def test_the_end_of_the_first_term(day: str, term: str, expected: date | Lasting | None) -> None:
    assert read(OPENING.format(day=day, term=term)).terms[Field.EXPIRATION].value == expected


@pytest.mark.parametrize("day", ["____ day of __________ 2000", "[___], 2000", "[●], 2000", "____________, 2000"])
def test_a_blank_date_is_unknown_and_keeps_what_it_says(day: str) -> None:
    made = read(OPENING.format(day=day, term="The term of this Agreement is two (2) years.")).terms
    assert made[Field.AGREEMENT].value is None
    assert (made[Field.AGREEMENT].why, made[Field.AGREEMENT].partial) == (Why.BLANK, Day(2000))
    assert made[Field.EXPIRATION].partial == Day(2002)


@pytest.mark.parametrize(
    ("term", "kind", "period", "notice"),
    [
        (
            "This Agreement may be renewed for one additional term of two (2) years at Client's option.",
            "express",
            24,
            None,
        ),
        ("This Agreement shall not be renewed.", "none", None, None),
        ("The term shall be extended from year to year unless a party gives six months' notice.", "tacit", 12, 6),
        ("This Agreement shall end in 2009, unless extended or earlier terminated.", None, None, None),
        ("This Agreement shall automatically renew for [***] year terms unless notice is given.", "tacit", None, None),
    ],
)
def test_how_it_renews(term: str, kind: str | None, period: int | None, notice: int | None) -> None:
    terms = read(OPENING.format(day="May 1, 2001", term=term)).terms
    found, length, told = (terms[field].value for field in (Field.RENEWAL, Field.RENEWAL_PERIOD, Field.NOTICE))
    assert found == kind
    assert (length.months if isinstance(length, Span) else length) == period
    assert (told.months if isinstance(told, Span) else told) == notice


@pytest.mark.parametrize(
    ("sentence", "field", "found"),
    [
        ("Either party may terminate this Agreement without cause upon thirty days notice.", Field.CONVENIENCE, True),
        (
            "A may terminate this Agreement upon thirty days' notice if B is in material breach.",
            Field.CONVENIENCE,
            False,
        ),
        (
            "Le Client peut résilier le contrat à tout moment moyennant un préavis de trois mois.",
            Field.CONVENIENCE,
            True,
        ),
        ("A change of control of B shall require the prior consent of A.", Field.CONTROL, True),
        ("B may assign this Agreement without consent to its successor in a merger.", Field.CONTROL, False),
        ("The prices shall be no less favorable than those offered to any other customer.", Field.MOST_FAVOURED, True),
        ("B shall furnish audited financial statements to A every year.", Field.AUDIT, False),
        ("A agrees to purchase a minimum of 100 units each year.", Field.COMMITMENT, True),
        ("B shall carry insurance with minimum coverage of one million dollars.", Field.COMMITMENT, False),
        ("Upon termination, B shall provide transition assistance for six months.", Field.POST_TERM, True),
        ("Les tarifs sont révisés chaque année selon l'indice SYNTEC.", Field.INDEXATION, True),
        ("The license is non-exclusive.", Field.EXCLUSIVITY, False),
        ("B shall grant service credits when availability is below the service level.", Field.CREDITS, True),
    ],
)
def test_a_clause_and_what_only_looks_like_it(sentence: str, field: Field, found: bool) -> None:
    term = read(f"Some contract.\n\n{sentence}\n").terms[field]
    assert (term.value is True) == found
    assert term.value is not False, "silence is no answer"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("March 12, 2008", Day(2008, 3, 12)),
        ("the 16t h day of May, 2017", Day(2017, 5, 16)),
        ("the first day of January 2001", Day(2001, 1, 1)),
        ("3/12/98", Day(1998, 3, 12)),
        ("30/12/2009", Day(2009, 12, 30)),
        ("February 30, 2001", None),
    ],
)
def test_english_dates(text: str, expected: Day | None) -> None:
    assert [one.day for one in days(text)][:1] == ([expected] if expected else [])


def test_french_dates_put_the_day_first() -> None:
    assert [one.day for one in days("le 1er mars 2020, puis le 03/12/2021", "fr")] == [
        Day(2020, 3, 1),
        Day(2021, 12, 3),
    ]


@pytest.mark.parametrize(
    ("text", "expected", "agreed"),
    [
        ("ninety (90) days", Span(90, "day"), True),
        ("quatre-vingt-dix (90) jours", Span(90, "day"), True),
        ("soixante et onze jours ouvrés", Span(71, "business_day"), True),
        ("one hundred and eighty days", Span(180, "day"), True),
        ("un (1) an", Span(1, "year"), True),
        ("two quarters", Span(6, "month"), True),
        ("sixty (90) days", Span(60, "day"), False),
        ("[***] months", Span(None, "month"), True),
    ],
)
def test_lengths(text: str, expected: Span, agreed: bool) -> None:
    found = spans(text)
    assert [(one.span, one.agreed) for one in found] == [(expected, agreed)]


PIECES = st.sampled_from(
    ["This Agreement", "shall", "renew", "terminate", "for", "three (3) years", "____", "[***]", "day of",
     "May 1, 2001", "\n\n", "\f", "1.1", "Inc.", "No. 5", "“Effective Date”", "(the",
     ")", "until", "either party", "notice", "préavis",
     "de", "le", "présent contrat", "12/31/2020", ".", ";", "99999 years", "by and between", "ARTICLE II", "TERM"]
)  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(st.one_of(st.text(max_size=400), st.lists(PIECES, max_size=60).map(" ".join)))
def test_whatever_the_text_quotes_are_exact_and_the_reading_survives_json(text: str) -> None:
    reading = read(text)
    assert list(reading.terms) == list(Field)
    for term in reading.terms.values():
        assert (term.value is None) == (term.why is not None)
        assert term.value is None or term.quotes
        assert 0 <= term.confidence < 1
        assert all(text[one.start : one.end] == one.text and one.line >= 1 for one in term.quotes)
    assert reading_of(plain(reading)) == reading
    assert read(text) == reading


class Liar:
    """A reader that quotes what the text does not say."""

    name = "liar"

    def read(self, text: str) -> Reading:
        """A true term and an invented one."""
        true = Term(Field.LAW, "French", (Quote(text[:4], 0, 4, 1),), 0.9)
        false = Term(Field.AUDIT, True, (Quote("audit at will", 0, 13, 1),), 0.9)
        return Reading("en", {Field.LAW: true, Field.AUDIT: false})


def test_another_reader_is_held_to_its_quotes() -> None:
    assert plugged.reader_called("etincelle.living_contract.reading.rules:RulesReader") == RulesReader()
    terms = plugged.read_with(Liar(), "This contract is silent.").terms
    assert terms[Field.LAW].value == "French"
    assert (terms[Field.AUDIT].value, terms[Field.AUDIT].why) == (None, Why.ABSENT)
