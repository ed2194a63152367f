"""The words people read: French typography, one glossary, complete catalogues. Reads catalogues, never source text.

    tools/language.py     every problem on its line, exit code 1 when there is one

`typography(text)` and `glossary(text, package)` also serve the tests that read rendered pages.
"""

import ast
import re
import sys
import tomllib
from collections.abc import Iterator
from functools import cache
from html import unescape
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import polib

ROOT = Path(__file__).resolve().parents[1]
PACKAGES = ROOT / "src" / "etincelle"
GLOSSARY = ROOT / "docs" / "glossary.toml"
HARD = "\u00a0\u202f"
GETTEXT = {"_", "gettext", "gettext_lazy", "gettext_noop", "ngettext", "ngettext_lazy", "pgettext", "pgettext_lazy"}
PLACEHOLDER = re.compile(r"%\(\w+\)[sdif]|%[sdif]|\{[\w.!:]*\}")
HIDDEN = re.compile(
    r"https?://\S+|\b[\w.+-]+@[\w.-]+\b|`[^`]*`|<[^<>]*>|\b\d{1,2}:\d{2}\b|\b[\w-]+\.(?:csv|xlsx|ics|json|toml)\b"
)
UNITS = "mois|jours?|ans?|points?|idées?|secondes?|minutes?|heures?|min|h|M€|k€|Mo|Go"
MONTHS = "janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre"
BARE_E = "tincelle|tats?|tapes?|volutions?|chéances?|carts?|quipes?|coutes?|cri\\w+|vénements?|valu\\w+|tabli\\w*"
AFTER_A = "qui|quoi|quel\\w*|propos|partir|venir|faire|vérifier|corriger|ce|noter|réveiller|nourrir|jour|chaque"
NUMBERED = re.compile(rf"(?:{PLACEHOLDER.pattern}) (?:{UNITS})\b")
TYPOGRAPHY = (
    ("no-break space missing before ; ! ? »", re.compile(rf"(?<![{HARD};!?(])[;!?»](?!\w)")),
    ("no-break space missing before :", re.compile(rf"(?<![{HARD}]):(?=\s|$)")),
    ("no-break space missing after «", re.compile(rf"«(?![{HARD}])")),
    ("plain space beside a no-break space", re.compile(rf"[{HARD}] | [{HARD}]")),
    ("no-break space missing before % or €", re.compile(r"\d ?[%€]")),
    ("no-break space missing between a number and its unit", re.compile(rf"(?<![\w.,])\d+ (?:{UNITS})\b")),
    ("straight apostrophe", re.compile(r"\w'\w")),
    ("straight or English quotation marks", re.compile(r"[\"“”]")),
    ("three dots for an ellipsis", re.compile(r"\.\.\.")),
    ("capital without its accent", re.compile(rf"\bE(?:{BARE_E})\b")),
    ("capital without its accent", re.compile(rf"(?<!\w)A (?:{AFTER_A})\b")),
    ("ligature missing", re.compile(r"\b(?:oeuvre|coeur|soeur|noeud|voeu|oeil|main-d’oeuvre)", re.IGNORECASE)),
    ("space before a comma or a full stop", re.compile(rf"[ {HARD}][,.](?:\s|$)")),
    ("two spaces", re.compile(r"  +")),
    ("the first of a month is « 1er »", re.compile(rf"(?<![\d,.])1[ {HARD}](?:{MONTHS})\b")),
)  # fmt: skip
FIRST_PERSON = re.compile(r"(?<![\w’])(?:je|j’\w+|nous|moi)\b", re.IGNORECASE)
QUOTED = re.compile(r"«[^»]*»|“[^”]*”")


def typography(text: str) -> list[str]:
    """What is wrong with a French text; placeholders, addresses, tags and file names are not read."""
    if NUMBERED.search(text):
        return ["no-break space missing between a number and its unit"]
    plain = HIDDEN.sub("x", PLACEHOLDER.sub("x", unescape(text).replace("%%", "%")))
    if len(plain.strip()) < 2:  # a lone mark is a symbol, not a sentence
        return []
    return [name for name, rule in TYPOGRAPHY if rule.search(plain)]


@cache
def _glossary() -> dict[str, Any]:
    return tomllib.loads(GLOSSARY.read_text(encoding="utf-8"))


def glossary(text: str, package: str) -> list[str]:
    """Words that the glossary forbids in a package's texts, in either language."""
    plain = PLACEHOLDER.sub("x", unescape(text))
    found = []
    for rule in _glossary()["never"]:
        concerned = package in rule.get("in", [package]) and package not in rule.get("except_in", [])
        if "but" in rule and re.search(rule["but"], plain, re.IGNORECASE):
            continue
        if concerned and (seen := re.search(rule["pattern"], plain, re.IGNORECASE)):
            found.append(f"« {seen.group()} »: say {rule['say']}")
    return found


def first_person(text: str) -> list[str]:
    """« je » and « nous » outside quotation marks and outside the buttons that speak as the user."""
    if text in _glossary()["first_person"]["buttons"]:
        return []
    seen = FIRST_PERSON.search(QUOTED.sub("", unescape(text)))
    return [f"the product does not say « {seen.group()} »"] if seen else []


def french(text: str, package: str) -> list[str]:
    """Everything that is wrong with a French text of a package."""
    return typography(text) + glossary(text, package) + first_person(text)


class Visible(HTMLParser):
    """The texts of a page that somebody reads or hears."""

    SILENT = {"script", "style", "code", "pre", "template"}
    SPOKEN = ("alt", "title", "placeholder", "aria-label", "aria-description")

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.texts: list[str] = []
        self._inside: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in self.SILENT:
            self._inside.append(tag)
        self.texts += [value for name, value in attrs if name in self.SPOKEN and value]

    def handle_endtag(self, tag: str) -> None:
        if self._inside and self._inside[-1] == tag:
            self._inside.pop()

    def handle_data(self, data: str) -> None:
        if data.strip() and not self._inside:
            self.texts.append(re.sub(r"[ \t\r\n]+", " ", data.strip(" \t\r\n")))


def visible_texts(page: str) -> list[str]:
    """What a person reads of a page, text by text."""
    reader = Visible()
    reader.feed(page)
    return reader.texts


def catalogues() -> Iterator[tuple[str, Path]]:
    """The French catalogue of each package that has one."""
    for path in sorted(PACKAGES.glob("*/locale/fr/LC_MESSAGES/django.po")):
        yield path.relative_to(PACKAGES).parts[0], path


def texts_of(entry: polib.POEntry) -> list[str]:
    """The translations of an entry, its plural forms included."""
    return [entry.msgstr] if not entry.msgid_plural else list(entry.msgstr_plural.values())


def placeholders(text: str) -> set[str]:
    """The names a text expects to be given."""
    return set(PLACEHOLDER.findall(text.replace("%%", "")))


def about_entry(entry: polib.POEntry, package: str) -> Iterator[str]:
    """What is wrong with one message and its translation."""
    if entry.fuzzy:
        yield "fuzzy"
    if not entry.translated():
        yield "not translated"
    yield from glossary(entry.msgid, package)
    known = placeholders(entry.msgid) | placeholders(entry.msgid_plural or "")
    for text in texts_of(entry):
        yield from french(text, package)
        if stranger := placeholders(text) - known:
            yield f"placeholder unknown to the message: {', '.join(sorted(stranger))}"
        if not entry.msgid_plural and (lost := known - placeholders(text)):
            yield f"placeholder lost: {', '.join(sorted(lost))}"


def about_catalogue(package: str, path: Path) -> Iterator[str]:
    """What is wrong with one catalogue and its compiled form."""
    catalogue = polib.pofile(str(path))
    for entry in catalogue:
        if entry.obsolete:
            yield f"{package}: obsolete: {entry.msgid[:60]}"
            continue
        for problem in about_entry(entry, package):
            yield f"{package}: {problem}: {(texts_of(entry)[0] or entry.msgid)[:90]}"
    compiled = path.with_suffix(".mo")
    said = {(e.msgctxt, e.msgid): texts_of(e) for e in catalogue if e.translated() and not e.obsolete}
    if not compiled.is_file() or {(e.msgctxt, e.msgid): texts_of(e) for e in polib.mofile(str(compiled))} != said:
        yield f"{package}: the compiled catalogue is not the catalogue; run make messages"


def lost_messages(code: str) -> Iterator[int]:
    """Lines whose message gettext cannot extract: `_()` given an f-string, or `_()` inside one."""
    for node in ast.walk(ast.parse(code)):
        if isinstance(node, ast.JoinedStr):
            calls = [n for part in node.values for n in ast.walk(part) if isinstance(n, ast.Call)]
            yield from (call.lineno for call in calls if _is_gettext(call))
        elif isinstance(node, ast.Call) and _is_gettext(node) and node.args:
            first = node.args[0]
            computed = isinstance(first, ast.JoinedStr | ast.BinOp)
            formatted = (
                isinstance(first, ast.Call) and isinstance(first.func, ast.Attribute) and first.func.attr == "format"
            )
            if computed or formatted:
                yield node.lineno


def _is_gettext(call: ast.Call) -> bool:
    return isinstance(call.func, ast.Name) and call.func.id in GETTEXT


def problems() -> Iterator[str]:
    """Every problem of the product's words."""
    for package, path in catalogues():
        yield from about_catalogue(package, path)
    for path in sorted(PACKAGES.rglob("*.py")):
        for line in lost_messages(path.read_text(encoding="utf-8")):
            yield f"{path.relative_to(ROOT)}:{line}: gettext cannot see this message; bind it first"


def main() -> int:
    """Print the problems; 1 when there is one."""
    found = list(problems())
    print(*found, sep="\n" if found else "")
    entries = sum(len(polib.pofile(str(path))) for _package, path in catalogues())
    print(f"{len(list(catalogues()))} catalogues, {entries} messages, {len(found)} problems")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
