"""A contract's file to its terms: text taken out and read in the limited child; another reader gets the text alone."""

import json
from dataclasses import dataclass
from pathlib import Path

from etincelle.foundation.config import config
from etincelle.intake import sandbox
from etincelle.living_contract.reading.plain import reading_of
from etincelle.living_contract.reading.plugged import read_with, reader_called
from etincelle.living_contract.reading.terms import Reading


@dataclass(frozen=True, slots=True)
class ReadContract:
    """The text of a contract, what was read in it, codes of what is doubtful about the file, and the reader."""

    text: str
    reading: Reading
    doubts: tuple[str, ...]
    reader: str


def read_contract(path: Path, name: str) -> ReadContract:
    """Read a contract; raises Refused."""
    where = config().contract_reader
    lines = sandbox.ask({"task": "contract", "path": str(path), "name": name, "text_only": bool(where)})
    _, text, doubts = json.loads(lines[0])
    if where:
        reader = reader_called(where)
        return ReadContract(text, read_with(reader, text), tuple(doubts), reader.name)
    return ReadContract(text, reading_of(json.loads(lines[1])[1]), tuple(doubts), "rules")
