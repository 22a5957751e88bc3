"""Quote a row of a table: its name as a heading, and the cells that answer below it."""

from collections.abc import Iterable, Sequence

from assistant.answers.answer import Statement
from assistant.answers.phrases import phrase
from assistant.answers.render import citation_mark
from assistant.lookups.lookup import quote
from assistant.tables.asked_tables import Tables
from assistant.tables.cells import Cell, Row
from index.passages import Passage
from index.plan import Plan, Span


def quote_row(row: Row, cells: Sequence[Cell], plan: Plan, role: str = "quote") -> list[Statement]:
    """Name a row and quote cells of it: of a number all, with the unit in its column's name."""
    bold = [
        cell.value if cell.number is None else plan.source[cell.span.start : cell.span.end]
        for cell in cells
    ]
    quotes = [quote(plan, cell.span, [part], role) for cell, part in zip(cells, bold, strict=True)]
    return [_heading(row), *quotes]


def list_rows(rows: Iterable[tuple[Row, Cell]], plan: Plan) -> list[Statement]:
    """Quote a cell of each of several rows."""
    return [said for row, cell in rows for said in quote_row(row, [cell], plan, "bullet")]


def list_uncompared(rows: Sequence[tuple[Row, Cell]], plan: Plan) -> list[Statement]:
    """Tell the rows whose cell in a column cannot be compared; [] for none."""
    if not rows:
        return []
    said = phrase("rows.uncompared", column=rows[0][1].header, count=len(rows))
    return [Statement("phrase", said), *list_rows(rows, plan)]


def row_heading(passage: Passage, span: Span, tables: Tables) -> list[Statement]:
    """Name the row that a quote is of, unless it has the name; [] for no row."""
    row = tables.row_of(passage)
    return [] if row is None or span.overlaps(row.name.span) else [_heading(row)]


def only_names(passage: Passage, span: Span, tables: Tables) -> bool:
    """Whether a quote of a row has its name and none of its other cells."""
    row = tables.row_of(passage)
    return row is not None and not any(span.overlaps(cell.span) for cell in row.cells)


def _heading(row: Row) -> Statement:
    return Statement("heading", f"{citation_mark(row.item)}{row.name.value}")
