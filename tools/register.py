"""The register of personal data written into docs/privacy.md, between its two marks.

tools/register.py             write it
tools/register.py --check     fail when the document is not what the code says
"""

import os
import sys
from pathlib import Path

import django
from django.utils.translation import override

DOCUMENT = Path(__file__).resolve().parents[1] / "docs" / "privacy.md"
BEGIN, END = "<!-- register: begin -->\n", "<!-- register: end -->\n"
HEAD = "| data | purpose | read by | kept for | once erased |\n|---|---|---|---|---|\n"


def table() -> str:
    """The register as a table, in English."""
    from etincelle.privacy.phrases import said  # noqa: PLC0415 - the house must be open
    from etincelle.privacy.register import lines  # noqa: PLC0415

    with override("en"):
        rows = dict.fromkeys(" | ".join(said(line).values()) for line in lines())
    return HEAD + "".join(f"| {row} |\n" for row in rows)


def with_register(text: str) -> str:
    """The document with today's register."""
    before, after = text.split(BEGIN, 1)[0], text.split(END, 1)[1]
    return before + BEGIN + table() + END + after


def main() -> int:
    """Write or compare."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "etincelle.foundation.settings")
    django.setup()
    text = DOCUMENT.read_text(encoding="utf-8")
    fresh = with_register(text)
    if "--check" in sys.argv:
        return 0 if fresh == text else 1
    DOCUMENT.write_text(fresh, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
