"""The reader that works alone: rules on how contracts are written, the same answer every time, nothing sent."""

from dataclasses import dataclass

from etincelle.living_contract.reading.clauses import clauses
from etincelle.living_contract.reading.duration import expiration, initial_term
from etincelle.living_contract.reading.opening import agreement, effective
from etincelle.living_contract.reading.parties import law, parties
from etincelle.living_contract.reading.renewing import notice, renewal
from etincelle.living_contract.reading.terms import Field, Reading, Term
from etincelle.living_contract.reading.text import opened


@dataclass(frozen=True, slots=True)
class RulesReader:
    """Reads by rules alone."""

    name: str = "rules"

    def read(self, text: str) -> Reading:
        """The terms of a text."""
        page = opened(text)
        made = agreement(page)
        begins = effective(page, made)
        length = initial_term(page)
        kind, period, renewing = renewal(page, length[0])
        found: list[Term] = [
            parties(page), made, begins, length[0], expiration(page, made, begins, length), kind, period,
            *notice(page, renewing), *clauses(page), law(page),
        ]  # fmt: skip
        by_field = {term.field: term for term in found}
        return Reading(page.language, {field: by_field[field] for field in Field})
