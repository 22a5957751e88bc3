"""Write a table as lines: each row with the names of its columns, so that it can be quoted alone.

`序号 1 | 任务 旧区改造 | 责任单位 区建管委` becomes `1.任务：旧区改造；责任单位：区建管委`.
The cells stay as written; what is added is what the table says by its layout.
"""

import re
from collections.abc import Iterator, Sequence

from index.document import DocumentWriter

Rows = Sequence[Sequence[str]]
_NUMBER_COLUMN = re.compile(r"序\s*号|编\s*号|项\s*号|№|No\.?", re.IGNORECASE)
_CLOSED = tuple("。！？；!?;")
_LONGEST_COLUMN_NAME = 16


def write_table(rows: Rows, writer: DocumentWriter) -> None:
    """Write a table: title rows as lines of their own, each other row as a row."""
    columns: list[str] | None = None
    for row in filter(any, map(_cleaned, rows)):  # one at a time: merged cells are repeated
        if _spans_all_columns(row):
            writer.write(row[0], heading=True)
        elif columns is None and _names_columns(row):
            columns = row
        elif row != columns:
            writer.write(_row_text(row, columns or []), row=True)


def _cleaned(row: Sequence[str]) -> list[str]:
    clean = {cell: " ".join(cell.split()) for cell in set(row)}
    return [clean[cell] for cell in row]


def _spans_all_columns(row: Sequence[str]) -> bool:
    """A merged row arrives as the same cell over and over, or as one cell and blanks."""
    return len(row) > 1 and bool(row[0]) and len(set(row) - {""}) == 1


def _names_columns(row: Sequence[str]) -> bool:
    return all(
        cell and len(cell) <= _LONGEST_COLUMN_NAME and not re.search(r"[。；]|\d{2}", cell)
        for cell in row
    ) and len(set(row)) == len(row)


def _row_text(row: Sequence[str], columns: Sequence[str]) -> str:
    parts = list(_cells(row, columns))
    number = ""
    if columns and _NUMBER_COLUMN.fullmatch(columns[0]) and row[0]:
        number = f"{row[0]}." if row[0].isdecimal() else row[0]
        parts = parts[1:]
    text = ""
    for part in parts:
        text += ("" if not text or text.endswith(_CLOSED) else "；") + part
    return number + text


def _cells(row: Sequence[str], columns: Sequence[str]) -> Iterator[str]:
    for place, cell in enumerate(row):
        merged = place > 0 and cell == row[place - 1] and len(cell) > _LONGEST_COLUMN_NAME
        if not cell or merged:
            continue
        name = columns[place] if place < len(columns) else ""
        yield f"{name}：{cell}" if name else cell
