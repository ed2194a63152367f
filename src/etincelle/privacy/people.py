"""Finding a person by what one knows of him."""

from etincelle.foundation.access import everything
from etincelle.foundation.refusals import Refusal
from etincelle.parties.models import Person, PersonAlias
from etincelle.privacy.needles import folded

WHY = "rights of a person"


class Unknown(Refusal):
    """Nobody, or several people, answer to what was written; `codes` are theirs."""

    def __init__(self, codes: tuple[str, ...] = ()) -> None:
        super().__init__(", ".join(codes))
        self.codes = codes


def person_told(who: str) -> Person:
    """The person of a code, an address or a name."""
    exact = everything(Person, WHY).filter(code=who).first()
    if exact:
        return exact
    wanted = folded(who.strip())
    aliases = everything(PersonAlias, WHY).select_related("person")
    found = {a.person.code: a.person for a in aliases if folded(a.address) == wanted}
    for person in everything(Person, WHY).order_by("code"):
        if wanted and wanted in (folded(person.code), folded(person.email), folded(person.name)):
            found[person.code] = person
    if len(found) != 1:
        raise Unknown(tuple(sorted(found)))
    return next(iter(found.values()))
