"""Texts in French and English: normal form, shingles, what repeats."""

import re
import unicodedata
from collections.abc import Iterable, Sequence

_MONTH = (
    "janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre"
    "|january|february|march|april|june|july|august|september|october|november|december"
)
_DAY = r"(?:1er|\d{1,2}(?:st|nd|rd|th)?)"
_DATE = re.compile(
    r"\b(?:\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}|\d{4}-\d{2}-\d{2}|\d{1,2}/\d{4}"
    rf"|{_DAY} (?:(?:{_MONTH})(?: \d{{4}})?|may \d{{4}})"  # "option 2 may…" is no date
    rf"|(?:{_MONTH}|may) (?:{_DAY},? )?\d{{4}})\b"
)
_ONE_FORM = str.maketrans({"’": "'", "\u2010": "-", "\u00ad": None})
_IDENTIFIER = re.compile(r"\b[a-z]{2,}[-_]?\d{3,}\b")
_NUMBER = re.compile(r"\d{1,3}(?: \d{3})+(?!\d)(?:[.,]\d+)?|\d+(?:[.,]\d+)*")
_SENTENCE = re.compile(r"[.!?…]+(?=\s|$)|\n\s*\n")
_WORD = re.compile(r"<\w+>|[^\W_]+(?:['-][^\W_]+)*")


def normalise(text: str) -> str:
    """Lower case, dates, identifiers and numbers masked, accents kept: what is left is what was written.

    Letters, spaces, hyphens and apostrophes are made one form first (NFKC), so that the same sentence out of Word
    and out of a PDF is the same. "Le 3 mars 2026, INC0012 : 1 204,5 €" -> le <DATE> , <ID> : <NUM> €.
    """
    text = unicodedata.normalize("NFKC", text).translate(_ONE_FORM).lower()
    text = _DATE.sub(" <DATE> ", text)
    text = _IDENTIFIER.sub(" <ID> ", text)
    return _NUMBER.sub(" <NUM> ", text)


def words(text: str) -> list[str]:
    """The words of a normal form, masks included."""
    return _WORD.findall(normalise(text))


def shingles(text: str, size: int = 5) -> frozenset[tuple[str, ...]]:
    """The set of runs of `size` successive words; empty when the text is shorter."""
    return runs(words(text), size)


def runs(found: Sequence[str], size: int = 5) -> frozenset[tuple[str, ...]]:
    """The shingles of a text already cut into words."""
    return frozenset(zip(*(found[start:] for start in range(size))))


def containment(one: frozenset[tuple[str, ...]], other: frozenset[tuple[str, ...]]) -> float | None:
    """Share of the shingles of one text that another holds too (Broder, 1997); None when the one has none."""
    return len(one & other) / len(one) if one else None


def words_per_sentence(text: str) -> float | None:
    """Mean length of the sentences, in words; None without a word. An empty line ends a sentence too.

    "Deux mots. Puis trois mots." -> 2.5.
    """
    lengths = [len(words(part)) for part in _SENTENCE.split(text)]
    spoken = [length for length in lengths if length]
    return sum(spoken) / len(spoken) if spoken else None


def novelty(mine: frozenset[tuple[str, ...]], earlier: Iterable[frozenset[tuple[str, ...]]]) -> float | None:
    """Share of a text's shingles that no earlier text holds (containment, so length does not matter).

    None when the text is too short or there is nothing earlier. "a b c d e f" after itself -> 0.
    """
    before = list(earlier)
    if not mine or not before:
        return None
    repeated = len(mine) - len(mine.difference(*before))
    return 1 - repeated / len(mine)
