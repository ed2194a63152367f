"""How contracts say it: one sentence, one answer worked out by hand, in a contract made on 12 March 2002."""

from datetime import date

import pytest

from etincelle.living_contract.reading.rules import RulesReader
from etincelle.living_contract.reading.terms import Field, Lasting, Reading, Span, Value

PREAMBLE = """SERVICES AGREEMENT

THIS SERVICES AGREEMENT (the "Agreement") is made and entered into as of March 12, 2002 (the "Effective Date"), by and
between Acme Systems, Inc., a Delaware corporation ("Acme"), and Bolt Retail Corporation, an Ohio corporation
("Customer").

"""
FRENCH_PREAMBLE = """CONTRAT DE MAINTENANCE

Le présent contrat est conclu entre la société Alpha SA (ci-après « le Client ») et la société Bêta SAS (ci-après « le
Prestataire ») pour la maintenance des applications et des postes.

"""


def reading_of(words: str) -> Reading:
    """The reading of one clause in a contract."""
    return RulesReader().read(f"{PREAMBLE}{words}\n\nIN WITNESS WHEREOF, the parties have executed this Agreement.\n")


@pytest.mark.parametrize(
    ("words", "end"),
    [
        ("1. Term. This Agreement begins on the date first set forth above and ends ten (10) years thereafter.",
         date(2012, 3, 12)),
        ("1. Term. This Agreement will be for a one (1) year term and will then end.", date(2003, 3, 12)),
        ("1. Term. This Agreement shall terminate upon the earlier of (i) December 31, 2004 or (ii) completion of the"
         " Services.", date(2004, 12, 31)),
        ("1. Term. The Consultant shall provide services to the Company for a period of twelve (12) months beginning on"
         ' April 15, 2002 (the "Consulting Period").', date(2003, 4, 15)),
        ("1. Term. This Agreement shall be for an indefinite term.", Lasting.PERPETUAL),
        ("1. Term. This Agreement shall remain in effect until terminated by either party upon ninety (90) days prior"
         " written notice.", Lasting.PERPETUAL),
        ("1. Term. This Agreement shall be coterminous with the Lease.", None),
        ("1. Confidentiality. The obligations hereunder shall survive for five (5) years after termination.", None),
    ],
)  # fmt: skip
def test_the_end(words: str, end: date | Lasting | None) -> None:
    assert reading_of(words).terms[Field.EXPIRATION].value == end


@pytest.mark.parametrize(
    ("words", "kind", "period", "notice"),
    [
        ("This Agreement shall continue for five years and thereafter from year to year until terminated by either"
         " party on not less than 90 days' written notice prior to the end of any such year.",
         "tacit", Span(1, "year"), Span(90, "day")),
        ("This Agreement shall automatically renew for an additional two-year term unless notice of non-renewal is"
         " given by either party 120 days before expiration.", "tacit", Span(2, "year"), Span(120, "day")),
        ("Either party may elect not to renew this Agreement by giving written notice to the other at least 180 days"
         " prior to the end of the Initial Term; otherwise this Agreement shall be renewed for a period of three"
         " years.", "tacit", Span(3, "year"), Span(180, "day")),
        ("Maintenance services will be renewed annually thereafter upon payment of the then-current annual fee, unless"
         " Customer provides written notice of cancellation 30 days before the anniversary date.",
         "tacit", Span(1, "year"), Span(30, "day")),
        ("This Agreement shall automatically renew. Each renewal term shall be for eighteen months.",
         "tacit", Span(18, "month"), None),
        ("This Agreement shall renew for successive one year terms unless cancelled in writing by either party at"
         " least thirty days before expiration.", "tacit", Span(1, "year"), Span(30, "day")),
        ("Customer shall have the option to extend the term for two (2) additional periods of one (1) year each by"
         " giving Acme written notice at least 180 days prior to the expiration of the term.",
         "express", Span(1, "year"), None),
        ("The insurance policy shall be renewed automatically each year unless cancelled on 30 days notice.",
         None, None, None),
    ],
)  # fmt: skip
def test_how_it_renews(words: str, kind: str | None, period: Span | None, notice: Span | None) -> None:
    terms = reading_of(f"6. Term. {words}").terms
    assert (terms[Field.RENEWAL].value, terms[Field.RENEWAL_PERIOD].value, terms[Field.NOTICE].value) == (
        kind, period, notice,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("words", "field", "found"),
    [
        ("In no event shall the aggregate fees payable by Customer in any year be less than $500,000.",
         Field.COMMITMENT, True),
        ("If the fees for any month are less than the Monthly Minimum, Customer shall pay Acme the difference.",
         Field.COMMITMENT, True),
        ("Customer agrees to utilize at least 40 hours of Services per month during the term.", Field.COMMITMENT, True),
        ("Acme shall maintain insurance with minimum limits of $1,000,000 per occurrence.", Field.COMMITMENT, False),
        ("Customer's auditors shall have access at all reasonable times to Acme's facilities and records.",
         Field.AUDIT, True),
        ("Acme shall not charge Customer more than it charges any other customer for similar services.",
         Field.MOST_FAVOURED, True),
        ("Upon mutual written agreement, the parties may terminate this Agreement at any time.",
         Field.CONVENIENCE, False),
        ("Upon termination of this Agreement, Customer shall pay Acme for all work performed until then.",
         Field.POST_TERM, True),
        ("Following expiration of this Agreement, Customer may continue to use the Software for ninety (90) days.",
         Field.POST_TERM, True),
        ("Confidentiality obligations hereunder shall survive for five (5) years after termination of this Agreement.",
         Field.POST_TERM, False),
    ],
)  # fmt: skip
def test_a_clause(words: str, field: Field, found: bool) -> None:
    assert (reading_of(f"9. General. {words}").terms[field].value is True) == found


@pytest.mark.parametrize(
    ("words", "field", "value"),
    [
        ("Les parties conviennent que le contrat sera automatiquement renouvelé pour une durée d'un an, à moins qu'une"
         " des parties ne le dénonce au moins trois (3) mois avant sa date anniversaire.", Field.NOTICE,
         Span(3, "month")),
        ("Le contrat est conclu pour un an. Sauf dénonciation par le Client un mois avant son expiration, il sera"
         " renouvelé par tacite reconduction. Cette reconduction se fera pour une période de deux ans.",
         Field.RENEWAL_PERIOD, Span(2, "year")),
        ("Chacune des Parties pourra y mettre fin, à tout moment, moyennant un préavis écrit de trois (3) mois.",
         Field.CONVENIENCE, True),
    ],
)  # fmt: skip
def test_in_french(words: str, field: Field, value: Value) -> None:
    reading = RulesReader().read(f"{FRENCH_PREAMBLE}Article 4. Durée\n\n{words}\n")
    assert (reading.language, reading.terms[field].value) == ("fr", value)


@pytest.mark.parametrize(
    ("words", "names"),
    [
        ("by and between the DELTA TRANSPORT COMMISSION, hereinafter called COMMISSION, and BOLT CONSULTING GROUP,"
         " hereinafter called CONSULTANT.", ("DELTA TRANSPORT COMMISSION", "BOLT CONSULTING GROUP")),
        ("between Acme Corp., a Delaware corporation with offices at 1 Main St., Boston, Massachusetts 02110, and Bolt"
         " Inc., a New York corporation.", ("Acme Corp.", "Bolt Inc.")),
        ('by Acme Inc., with its office at 1 Main St. ("Customer") and Bolt Software Ltd., of London ("Supplier").',
         ("Acme Inc.", "Bolt Software Ltd.")),
        ('between\n\n(1) ACME HOLDINGS PLC, a company ("ACME"); and\n\n(2) Jane Doe of 14 High Street ("Ms Doe").',
         ("ACME HOLDINGS PLC", "Jane Doe")),
    ],
)  # fmt: skip
def test_who_signs(words: str, names: tuple[str, ...]) -> None:
    text = (
        f'This Services Agreement (the "Agreement") is entered into as of May 1, 1999 {words}\n\nWHEREAS, so be it;\n'
    )
    found = RulesReader().read(text).terms[Field.PARTIES].value
    assert isinstance(found, tuple)
    assert tuple(str(name).removeprefix("the ") for name in found) == names
