"""Another reader in place of the rules: named by a setting, never needed, held to the same quotes."""

from importlib import import_module

from etincelle.living_contract.reading.terms import Reader, Reading, Term, Why


def reader_called(where: str) -> Reader:
    """The reader a "module:name" names; the name is a class without arguments or a function that makes one."""
    module, _, name = where.partition(":")
    reader: Reader = getattr(import_module(module), name)()
    return reader


def read_with(reader: Reader, text: str) -> Reading:
    """What a reader says of a text; a term whose quote is not in the text at its place becomes unknown."""
    reading = reader.read(text)
    kept = {field: term if proved(term, text) else Term(field, why=Why.ABSENT) for field, term in reading.terms.items()}
    return Reading(reading.language, kept)


def proved(term: Term, text: str) -> bool:
    """Whether every quote of a term is in the text where it says, and a value has one."""
    quoted = all(text[one.start : one.end] == one.text for one in term.quotes)
    return quoted and (term.value is None or bool(term.quotes))
