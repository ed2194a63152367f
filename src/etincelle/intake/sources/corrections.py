"""The rows of tables that were refused, ready to be put right in a workbook and sent again. Pure.

Cells that could be read come back typed, so that a date or a number means the same when the file comes back
alone; cells that could not come back as they were written.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence

from etincelle.intake.kinds import BY_KEY, Column
from etincelle.intake.sources.rows import Notes, Refusals, Value
from etincelle.intake.sources.scales import out_of_ten
from etincelle.intake.sources.surveys import KIND, Settings
from etincelle.intake.sources.table import Table
from etincelle.intake.sources.tabular import Assignment, assigned_columns, habits_of, tables
from etincelle.intake.sources.values import BadValue, Cell, Habits, read_cell, read_text


def read(
    content: bytes, assignments: Mapping[str, Assignment], settings: Settings, wanted: Mapping[str, Collection[int]]
) -> Iterator[Refusals]:
    """The wanted lines of each sheet that has an assignment."""
    for table in tables(content)[0]:
        assignment = assignments.get(table.sheet)
        if assignment and wanted.get(table.sheet):
            told = out_of_ten(table, assignment.columns) if assignment.kind == KIND else table
            yield refusals(told, assignment, settings.habits, wanted[table.sheet])


def refusals(table: Table, assignment: Assignment, habits: Habits, lines: Collection[int]) -> Refusals:
    """The wanted lines of one sheet."""
    columns = {index: column for index, _, column in assigned_columns(table, assignment, BY_KEY[assignment.kind])}
    dated = [index for index, column in columns.items() if column.type in ("date", "datetime", "month")]
    habits = habits_of(table, habits, Notes(), dated)
    rows = tuple((line, as_read(cells, columns, habits)) for line, cells in table.rows if line in set(lines))
    attributes = tuple(columns[n].attribute if n in columns else "" for n in range(len(table.headers)))
    return Refusals(table.sheet, assignment.kind, table.headers, attributes, rows)


def as_read(cells: Sequence[Cell], columns: Mapping[int, Column], habits: Habits) -> tuple[Value, ...]:
    """The cells of a row: their values, or their text when it could not be read."""
    return tuple(value_of(cell, columns.get(index), habits) for index, cell in enumerate(cells))


def value_of(cell: Cell, column: Column | None, habits: Habits) -> Value:
    """The value of one cell, or its text."""
    if column is None or column.type in ("text", "ref", "list"):
        return read_text(cell)
    try:
        return read_cell(cell, column, habits)
    except BadValue:
        return read_text(cell)
