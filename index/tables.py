"""Write a table as lines: each row with the names of its columns, so that it can be quoted alone.

`序号 1 | 任务 旧区改造 | 责任单位 区建管委` becomes `1.任务：旧区改造；责任单位：区建管委`.
The cells stay as written; what is added is what the table says by its layout.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from index.document import DocumentWriter

Rows = Sequence[Sequence[str]]
_NUMBER_COLUMN = re.compile(r"序\s*号|编\s*号|项\s*号|№|No\.?", re.IGNORECASE)
_CLOSED = tuple("。！？；!?;")
_LONGEST_COLUMN_NAME = 16


@dataclass(frozen=True, slots=True)
class TableLine:
    """What a row of a table becomes: a row, a heading (merged over all columns), or nothing."""

    text: str = ""
    is_row: bool = False

    @property
    def is_heading(self) -> bool:
        """Whether it is a title within the table."""
        return bool(self.text) and not self.is_row


def table_lines(rows: Iterable[Sequence[str]]) -> Iterator[TableLine]:
    """Yield a line for each row; the row that names the columns is in all of the others."""
    columns: list[str] | None = None
    number = ""
    for row in map(_cleaned, rows):  # one at a time: merged cells are repeated
        if not any(row) or _without_end(row) == columns:
            yield TableLine()
        elif _spans_all_columns(row):
            yield TableLine(next(filter(None, row)))
        elif columns is None and _names_columns(named := _without_end(row)):
            columns = named
            yield TableLine()
        else:
            goes_on = _is_numbered(row, columns) and row[0] == number
            number = row[0] if _is_numbered(row, columns) else ""
            yield TableLine(_row_text(row, columns or [], not goes_on), is_row=True)


def write_table(rows: Rows, writer: DocumentWriter) -> None:
    """Write a table: title rows as lines of their own, each other row as a row."""
    for line in table_lines(rows):
        if line.text:
            writer.write(line.text, heading=line.is_heading, row=line.is_row)


def _cleaned(row: Sequence[str]) -> list[str]:
    clean = {cell: " ".join(cell.split()) for cell in set(row)}
    return [clean[cell] for cell in row]


def _without_end(row: list[str]) -> list[str]:
    """Leave out the blank cells at the end."""
    return row[: max((place for place, cell in enumerate(row, start=1) if cell), default=0)]


def _spans_all_columns(row: Sequence[str]) -> bool:
    """A merged row arrives as the same cell over and over, or as one cell and blanks."""
    return len(row) > 1 and bool(row[0]) and len(set(row) - {""}) == 1


def _names_columns(row: Sequence[str]) -> bool:
    return all(
        cell and len(cell) <= _LONGEST_COLUMN_NAME and not re.search(r"[。；]|\d{2}", cell)
        for cell in row
    ) and len(set(row)) == len(row)


def _is_numbered(row: Sequence[str], columns: Sequence[str] | None) -> bool:
    return bool(columns and row[0] and _NUMBER_COLUMN.fullmatch(columns[0]))


def _row_text(row: Sequence[str], columns: Sequence[str], with_number: bool) -> str:
    """Write a row; its number is left out where it is that of the row above, merged over both."""
    parts = list(_cells(row, columns))
    number = ""
    if _is_numbered(row, columns):
        number = f"{row[0]}." if row[0].isdecimal() else row[0]
        parts = parts[1:]
    text = ""
    for part in parts:
        text += ("" if not text or text.endswith(_CLOSED) else "；") + part
    return (number if with_number else "") + text


def _cells(row: Sequence[str], columns: Sequence[str]) -> Iterator[str]:
    for place, cell in enumerate(row):
        merged = place > 0 and cell == row[place - 1] and len(cell) > _LONGEST_COLUMN_NAME
        if not cell or merged:
            continue
        name = columns[place] if place < len(columns) else ""
        yield f"{name}：{cell}" if name else cell
