"""Texts in French and English: normal form, shingles, what repeats."""

import re
from collections.abc import Iterable

_DATE = re.compile(
    r"\b(\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}|\d{4}-\d{2}-\d{2}|\d{1,2}/\d{4}"
    r"|(?:1er|\d{1,2}) (?:janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre)(?: \d{4})?)\b"
)
_IDENTIFIER = re.compile(r"\b[a-z]{2,}[-_]?\d{3,}\b")
_NUMBER = re.compile(r"\d+(?:[\s\u00a0\u202f.,]\d+)*")
_WORD = re.compile(r"<\w+>|[^\W_]+(?:[’'-][^\W_]+)*")


def normalise(text: str) -> str:
    """Lower case, dates, identifiers and numbers masked, accents kept: what is left is what was written."""
    text = _DATE.sub(" <DATE> ", text.lower())
    text = _IDENTIFIER.sub(" <ID> ", text)
    return _NUMBER.sub(" <NUM> ", text)


def words(text: str) -> list[str]:
    """The words of a normal form, masks included."""
    return _WORD.findall(normalise(text))


def shingles(text: str, size: int = 5) -> frozenset[tuple[str, ...]]:
    """The set of runs of `size` successive words; empty when the text is shorter."""
    found = words(text)
    return frozenset(tuple(found[i : i + size]) for i in range(len(found) - size + 1))


def novelty(text: str, earlier: Iterable[str], size: int = 5) -> float | None:
    """Share of a text's shingles that no earlier text holds (containment, so length does not matter).

    None when the text is too short or there is nothing earlier. "a b c d e f" after itself -> 0.
    """
    mine = shingles(text, size)
    before = list(earlier)
    if not mine or not before:
        return None
    seen = frozenset().union(*(shingles(other, size) for other in before))
    return 1 - len(mine & seen) / len(mine)
