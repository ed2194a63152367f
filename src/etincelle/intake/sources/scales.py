"""The scale of survey scores, brought to 1 to 5 when it is another one, and said. Pure.

Out of 10: 9 and 10 are 5, 7 and 8 are 4, down to 1. Would you recommend (0 to 10): 9 and 10 are 5, the neutral 7 and 8
are 3, 4 to 6 are 2, below is 1. A column is out of 10 when its header or its cells say so, or when two scores, and one
in ten, are above 5: a single 7 among scores of 5 stays a typing error. Words are those of the usual five boxes.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from etincelle.intake.sources.rows import Notes
from etincelle.intake.sources.table import Table
from etincelle.intake.sources.values import BadValue, Cell, folded, read_int, read_text

HIGHEST, OUT_OF = 5, 10
RECOMMENDS = re.compile(r"\bnps\b|recomm[ae]nd")
OF_TEN = re.compile(r"(?:/|\bsur|\ba|\bto|\bout of)\s*10\b")
FIGURE = re.compile(r"(\d{1,2})\s*(?:/\s*(5|10)|[-–—:.(]\s*\D.*)?", re.DOTALL)
WORDS = {
    "tres satisfait": 5, "tout a fait satisfait": 5, "very satisfied": 5, "extremely satisfied": 5,
    "satisfait": 4, "plutot satisfait": 4, "assez satisfait": 4, "satisfied": 4, "somewhat satisfied": 4,
    "neutre": 3, "ni satisfait ni insatisfait": 3, "neutral": 3, "neither satisfied nor dissatisfied": 3,
    "insatisfait": 2, "plutot insatisfait": 2, "peu satisfait": 2, "dissatisfied": 2, "somewhat dissatisfied": 2,
    "tres insatisfait": 1, "pas du tout satisfait": 1, "very dissatisfied": 1, "extremely dissatisfied": 1,
}  # fmt: skip


def stem(cell: Cell) -> str:
    """The words of a cell without the endings of gender and number."""
    return folded(read_text(cell)).rstrip("es")


SCORES = {stem(words): score for words, score in WORDS.items()}


def on_five(table: Table, columns: Mapping[str, str], notes: Notes) -> Table:
    """The table with its scores from 1 to 5; what cannot be read as a score stays as it is, to be refused."""
    place = next((n for n, header in enumerate(table.headers) if columns.get(header) == "score"), None)
    if place is None:
        return table
    header = table.headers[place]
    cells = cells_of(table, place)
    figures = [figure_of(cell) for cell in cells]
    scale = scale_of(header, cells, figures)
    if scale:
        notes.doubt(scale, header)
    if any(stem(cell) in SCORES for cell in cells):
        notes.doubt("score_words", header)
    scores = [cell if figure is None else on_scale(figure, scale) for cell, figure in zip(cells, figures, strict=True)]
    return with_cells(table, place, scores)


def out_of_ten(table: Table, columns: Mapping[str, str]) -> Table:
    """The table with « /10 » after its scores out of 10, so that a few of its rows still say what they are out of."""
    place = next((n for n, header in enumerate(table.headers) if columns.get(header) == "score"), None)
    if place is None:
        return table
    cells = cells_of(table, place)
    figures = [figure_of(cell) for cell in cells]
    if not scale_of(table.headers[place], cells, figures):
        return table
    return with_cells(table, place, [c if f is None else f"{f}/{OUT_OF}" for c, f in zip(cells, figures, strict=True)])


def cells_of(table: Table, place: int) -> list[Cell]:
    """The cells of one column."""
    return [row[place] if place < len(row) else None for _, row in table.rows]


def with_cells(table: Table, place: int, cells: Sequence[Cell]) -> Table:
    """The table with other cells in one column."""
    rows = [
        (line, (*row[:place], cell, *row[place + 1 :]) if place < len(row) else row)
        for (line, row), cell in zip(table.rows, cells, strict=True)
    ]
    return replace(table, rows=tuple(rows))


def figure_of(cell: Cell) -> int | None:
    """The whole number a cell gives: « 4 », « 4/5 », « 8 / 10 », « 5 - Très satisfait », « Plutôt satisfaite »."""
    if (score := SCORES.get(stem(cell))) is not None:
        return score
    if match := FIGURE.fullmatch(folded(read_text(cell))):
        return int(match[1])
    try:
        return read_int(cell)
    except BadValue:
        return None


def scale_of(header: str, cells: Sequence[Cell], figures: Sequence[int | None]) -> str:
    """What the scores of a column are out of, as the code that says so; "" for 1 to 5."""
    name = folded(header)
    known = [figure for figure in figures if figure is not None]
    above = sum(HIGHEST < figure <= OUT_OF for figure in known)
    is_of_ten = OF_TEN.search(name) or any(OF_TEN.search(folded(read_text(cell))) for cell in cells)
    if not (is_of_ten or (above >= 2 and above * 10 >= len(known))):
        return ""
    return "score_recommends" if RECOMMENDS.search(name) else "score_of_ten"


def on_scale(figure: int, scale: str) -> int:
    """A score on 5; one out of its scale stays as it is."""
    if not scale or figure > OUT_OF:
        return figure
    if scale == "score_recommends":
        return next(score for lowest, score in ((9, 5), (7, 3), (4, 2), (0, 1)) if figure >= lowest)
    return max(-(-figure // 2), 1)
