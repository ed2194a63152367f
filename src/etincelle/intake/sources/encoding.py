"""The encoding of a text: its byte order mark, then UTF-8, then the encodings of a French office. Pure.

No statistics over a language: a short list of names has too few accents for them. Each candidate is judged
on where it puts its letters: « Rôle » has one inside a word, « R¶le » a sign, « RÙle » a capital.
"""

import codecs
import re
from collections.abc import Iterable

from etincelle.intake.sources.rows import Refused

OFFICE = ("cp1252", "mac_roman", "cp850")
MARKS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
SAMPLE = 262_144
FOREIGN = re.compile(r"[^\x00-\x7f]")
TYPOGRAPHY = frozenset("«»“”‘’…–—•€°§©®™\u00a0")


def decode(content: bytes) -> str:
    """The text of a file, or a refusal that says on which line it stops making sense."""
    return strict(content, encoding_of([content]))


def strict(content: bytes, encoding: str) -> str:
    """The text in one encoding, or a refusal with its line."""
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise Refused("encoding", content[error.start : error.start + 4].hex(" "), line) from error


def encoding_of(blocks: Iterable[bytes]) -> str:
    """The encoding of a text that comes in blocks; only as many are read as it takes."""
    utf8 = codecs.getincrementaldecoder("utf-8")()
    is_first = True
    for block in blocks:
        if is_first and (wide := wide_encoding(block)):
            return wide
        is_first = False
        try:
            utf8.decode(block)
        except UnicodeDecodeError as error:
            start = max(error.start - SAMPLE // 2, 0)
            return office_encoding(block[start : start + SAMPLE])
    try:
        utf8.decode(b"", final=True)
    except UnicodeDecodeError:
        return OFFICE[0]
    return "utf-8"


def wide_encoding(content: bytes) -> str:
    """The encoding that a byte order mark or the zeros of two-byte signs announce, "" for none."""
    for mark, encoding in MARKS:
        if content.startswith(mark):
            return encoding
    if content[:400].count(0) > len(content[:400]) // 4:
        return "utf-16-le" if content[1:2] == b"\0" else "utf-16-be"
    return ""


def office_encoding(sample: bytes) -> str:
    """The encoding in which a text reads best; Windows-1252 when nothing reads better."""
    return max(OFFICE, key=lambda encoding: plausibility(sample.decode(encoding, "replace")))


def plausibility(text: str) -> int:
    """How many signs of a text stand where a writer puts them, less those that do not."""
    places = (found.start() for found in FOREIGN.finditer(text))
    return sum(1 if is_in_place(text[n - 1 : n], text[n], text[n + 1 : n + 2]) else -1 for n in places)


def is_in_place(before: str, sign: str, after: str) -> bool:
    """Whether a sign beyond ASCII stands where it may between its neighbours."""
    if sign == "…":
        return not before.isspace() and before != ""
    if not sign.isalpha():
        return sign in TYPOGRAPHY and (sign in "’\u00a0" or not (before.isalpha() and after.isalpha()))
    if sign.isupper():
        return not after.islower() if before.isupper() else is_initial(before, sign, after)
    return before.isalpha() or after.islower() or sign == "à"


def is_initial(before: str, sign: str, after: str) -> bool:
    """Whether a capital begins a word."""
    return not before.isalpha() and (after.isalpha() or sign == "À")
