"""The text of a presentation, slide by slide. The speaker's notes are left out."""

import io
from collections.abc import Iterator
from typing import Any

import pptx

from etincelle.intake.sources.rows import Notes


def read(content: bytes, notes: Notes) -> tuple[str, int | None]:
    """The texts and tables of each slide, without the speaker's notes."""
    deck = pptx.Presentation(io.BytesIO(content))
    slides = list(deck.slides)
    if any(slide.has_notes_slide for slide in slides):
        notes.doubt("speaker_notes_left_out")
    return "\n\f".join("\n".join(lines_of(slide.shapes)) for slide in slides), len(slides)


def lines_of(shapes: Any) -> Iterator[str]:
    """One line per paragraph or table row of the shapes of a slide, those in groups included."""
    for shape in shapes:
        if hasattr(shape, "shapes"):
            yield from lines_of(shape.shapes)
            continue
        if shape.has_text_frame:
            yield from (paragraph.text for paragraph in shape.text_frame.paragraphs)
        if shape.has_table:
            yield from (" | ".join(cell.text for cell in row.cells) for row in shape.table.rows)
