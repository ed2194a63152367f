"""How one person is recognised in a text, and what the text says without him. Pure.

A full name counts in either order, whatever its case, accents and spaces; an address or a phone however it is written;
a code when it stands alone, or inside a text when it is long enough not to be a common word. A first or a last name
alone does not count: it may be somebody else's. Signs keep their place when folded: what is found is cut exactly.
"""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

CODE_IN_TEXT = 5  # signs: a shorter code, « dg », is a word like another
DIGITS = 8


@dataclass(frozen=True, slots=True)
class Traits:
    """What names a person: code, full name, addresses, phone; empty ones name nobody."""

    code: str
    name: str
    addresses: tuple[str, ...] = ()
    phone: str = ""


class Needles:
    """One person's traits, ready to be looked for."""

    def __init__(self, traits: Traits, pseudonym: str) -> None:
        """pseudonym: what takes their place."""
        self.traits, self.pseudonym = traits, pseudonym
        whole = (traits.code, traits.name, *traits.addresses, traits.phone)
        self.whole = {folded(value) for value in whole if value}

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """Every trait that counts inside a text, longest first."""
        found = sorted(set(patterns(self.traits)), key=len, reverse=True)
        return re.compile("|".join(found) if found else r"(?!)")

    def names(self, value: Any) -> bool:
        """Whether a value of JSON, or a text, names the person."""
        if isinstance(value, str):
            text = folded(value)
            return text in self.whole or self.pattern.search(text) is not None
        if isinstance(value, Mapping):
            return any(self.names(part) for pair in value.items() for part in pair)
        return isinstance(value, list | tuple) and any(self.names(part) for part in value)

    def without(self, value: Any) -> Any:
        """The same value, the person's pseudonym in his place."""
        if isinstance(value, str):
            return self._text_without(value)
        if isinstance(value, Mapping):
            return {self.without(key): self.without(part) for key, part in value.items()}
        return [self.without(part) for part in value] if isinstance(value, list | tuple) else value

    def _text_without(self, value: str) -> str:
        text = folded(value)
        if text in self.whole:
            return self.pseudonym
        spans = [found.span() for found in self.pattern.finditer(text)]
        if not spans:
            return value
        plain, kept, last = unicodedata.normalize("NFC", value), [], 0
        for start, end in spans:
            kept += [plain[last:start], self.pseudonym]
            last = end
        return "".join([*kept, plain[last:]])


def folded(text: str) -> str:
    """A text without case or accents, as many signs long as its composed form."""
    return "".join(_bare(sign) for sign in unicodedata.normalize("NFC", text))


def _bare(sign: str) -> str:
    if sign.isascii():
        return sign.lower()
    base = unicodedata.normalize("NFKD", sign)[:1].lower()
    return base if len(base) == 1 else sign


def patterns(traits: Traits) -> Iterator[str]:
    """The expressions that find a person in a folded text."""
    words = [re.escape(word) for word in re.split(r"[\s-]+", folded(traits.name).strip()) if word]
    if len(words) > 1:
        for order in (words, words[-1:] + words[:-1], words[1:] + words[:1]):
            yield alone(r"[\s,_.-]+".join(order))
    if len(traits.code) >= CODE_IN_TEXT:
        yield alone(re.escape(folded(traits.code)))
    for address in traits.addresses:
        yield alone(re.escape(folded(address)))
    digits = re.sub(r"\D", "", traits.phone)
    if len(digits) >= DIGITS:
        yield r"(?<!\d)" + r"[\s.()/-]{0,3}".join(digits) + r"(?!\d)"


def alone(expression: str) -> str:
    """An expression that is no part of a longer word."""
    return rf"(?<![^\W_]){expression}(?![^\W_])"
