"""The occasions of one partnership for its page, from the facts of all its chapters."""

from datetime import date

from etincelle.comfort_zone.reads import load_comfort
from etincelle.governance.facts import GovernanceFacts
from etincelle.innovation.facts import InnovationFacts
from etincelle.living_contract.occasions import Occasion
from etincelle.living_contract.reads import load_contract
from etincelle.network.facts import NetworkFacts
from etincelle.new_deal.reads import load_new_deal
from etincelle.parties.models import Partnership
from etincelle.parties.reads import load_people, load_words
from etincelle.spark.facts import PartnershipFacts, WordFacts
from etincelle.spark.occasions import occasions
from etincelle.vocabulary.partnership import PartnershipRef
from etincelle.vocabulary.rules import Rules


def occasions_of(row: Partnership, rules: Rules, today: date) -> list[Occasion]:
    """The occasions of a partnership the reader was handed."""
    return occasions(facts_of(row, today), rules, today)


def facts_of(row: Partnership, today: date) -> PartnershipFacts:
    """What occasions are found in; contacts, ideas and meetings play no part in them."""
    ref = PartnershipRef(row.code, row.partner.code, row.signed_on)
    words = tuple(
        WordFacts(w.kind, w.text, w.day, w.by, w.due_on, w.kept, w.row) for w in load_words().get(ref.code, ())
    )
    return PartnershipFacts(
        ref, (), load_people().seats.get(ref.code, ()), words, NetworkFacts(row.signed_on, (), (), ()),
        load_comfort([ref], today)[ref.code], load_contract([ref], today)[ref.code],
        load_new_deal([ref], today)[ref.code], InnovationFacts(row.signed_on), GovernanceFacts(),
    )  # fmt: skip
