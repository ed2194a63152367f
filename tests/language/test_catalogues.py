"""Every French catalogue is complete, compiled, well typed, and says the words of the glossary."""

from pathlib import Path

import polib
import pytest
from tools.language import about_catalogue, catalogues, problems


def test_the_words_of_the_product_are_in_order() -> None:
    assert list(problems()) == []


@pytest.mark.parametrize(
    ("package", "path"), list(catalogues()), ids=lambda value: value if isinstance(value, str) else ""
)
def test_a_catalogue_makes_no_noise_in_a_merge(package: str, path: Path) -> None:
    entries = [e for e in polib.pofile(str(path)) if not e.obsolete]
    assert [e.msgid for e in entries] == sorted(e.msgid for e in entries), package
    assert not any(e.occurrences for e in entries), package


def test_a_broken_catalogue_is_seen(tmp_path: Path) -> None:
    catalogue = polib.POFile(wrapwidth=0)
    catalogue.metadata = {"Content-Type": "text/plain; charset=UTF-8"}
    catalogue.append(polib.POEntry(msgid="Calls", msgstr=""))
    catalogue.append(polib.POEntry(msgid="%(n)s calls", msgstr="%(m)s appels"))
    catalogue.append(polib.POEntry(msgid="Why?", msgstr="Pourquoi ?", flags=["fuzzy"]))
    catalogue.save(str(tmp_path / "django.po"))
    said = "\n".join(about_catalogue("web", tmp_path / "django.po"))
    for problem in ("not translated", "unknown to the message", "placeholder lost", "fuzzy", "compiled catalogue"):
        assert problem in said
