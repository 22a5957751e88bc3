"""Find the tables of a PDF's pages, and put together what page breaks cut of them."""

import re
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from index.markers import SENTENCE_END
from index.tables import number_column

Row = tuple[str | None, ...]
"""The texts of the cells; None is what a merged cell holds of further columns, ABOVE of further
rows."""
Rows = tuple[Row, ...]
ABOVE = "\0"  # no text has it

# The end of a line that names an office, and the beginning of one that names another.
_BODY = r"[一-鿿]{2}(?:局|委|委员会|办|办公室|办事处|公司|集团|政府|街道|[大支]队)"
_ENDS_IN_OFFICE = re.compile(rf"{_BODY}$")
_BEGINS_WITH_OFFICE = re.compile(rf"[一-鿿]{{0,12}}?{_BODY}(?:[、,，;；(（]|$)")
_NEAR = 2  # points
_SHORTEST_RULE = 3.0
_LEAST_COLUMNS = 3  # of a single row; two are a frame or a letterhead


def find_tables(page: Any) -> list[Any]:
    """Return a page's tables from top to bottom, those without a frame around one text."""
    ends = _open_ends([edge for edge in page.edges if _length(edge) >= _SHORTEST_RULE])
    tables = page.find_tables(table_settings={"explicit_horizontal_lines": ends})
    found = [
        table for table in tables
        if len(table.rows) > 1 or len(table.rows[0].cells) >= _LEAST_COLUMNS
    ]  # fmt: skip
    return sorted(found, key=lambda table: float(table.bbox[1]))


def _length(edge: Any) -> float:
    return float(max(edge["x1"] - edge["x0"], edge["bottom"] - edge["top"]))


def _open_ends(edges: Sequence[Any]) -> list[float]:
    """Return the heights where the columns of a table end, perhaps without a rule: a row or a
    merged cell that a page break cut is open there, and would be none."""
    columns: dict[str, dict[int, set[int]]] = {"top": {}, "bottom": {}}
    for edge in edges:
        for side, places in columns.items():
            if edge["orientation"] == "v":
                places.setdefault(round(edge[side]), set()).add(round(edge["x0"]))
    found: list[float] = []
    for side, other in (("top", "bottom"), ("bottom", "top")):
        for place, ending in columns[side].items():
            near = range(place - _NEAR, place + _NEAR + 1)
            goes_on = any(at in columns[other] or at in found for at in near)
            if len(ending) >= _LEAST_COLUMNS and not goes_on:
                found.append(place)
    return found


def rows_of(table: Any, decoded: Callable[[str], str]) -> Rows:
    """Return the cells of a table of a page, their texts `decoded`, the lines of each put together:
    with a space where an office begins in a new line (区财政局 below 区发改局), as in Word."""
    rows: list[Row] = []
    ends: dict[int, float] = {}  # of each column: how far down its last cell goes
    for row, texts in zip(table.rows, table.extract(), strict=True):
        cells: list[str | None] = []
        for place, (box, written) in enumerate(zip(row.cells, texts, strict=True)):
            text = None if written is None else _joined(map(decoded, written.split("\n")))
            if box is not None:
                ends[place] = box[3]
            is_below = box is None and ends.get(place, 0.0) > row.bbox[1] + _NEAR
            cells.append(ABOVE if is_below else text)
        rows.append(tuple(cells))
    return tuple(rows)


def _joined(lines: Iterable[str]) -> str:
    text = ""
    for line in lines:
        apart = _ENDS_IN_OFFICE.search(text) and _BEGINS_WITH_OFFICE.match(line)
        text += (" " if apart else "") + line
    return text


def texts_of(table: Rows) -> list[list[str]]:
    """Return the texts of the cells; what is merged over rows is repeated in each, as in Word."""
    texts: list[list[str]] = []
    for row in table:
        above = texts[-1] if texts else [""] * len(row)
        texts.append(
            [above[place] if cell == ABOVE else cell or "" for place, cell in enumerate(row)]
        )
    return texts


def with_next_page(table: Rows, more: Rows) -> Rows:
    """Return a table with what of it stands on the next page: without the head that is repeated
    there, the row that the page break cut put together."""
    head = 0
    while head < min(len(table), len(more)) and more[head] == table[head]:
        head += 1
    more = more[head:]
    if more and len(table) > 1 and _is_rest(table, more[0]):
        return (*table[:-1], _put(table[-1], more[0]), *more[1:])
    return _with_cells_over_both(table, more)


def _with_cells_over_both(table: Rows, more: Rows) -> Rows:
    """Return the rows of two pages, where a cell that is merged over rows at the end of the one and
    at the beginning of the other is one: its text stands on one of both pages."""
    rows = [list(row) for row in (*table, *more)]
    below = len(table)
    for place in range(len(rows[0]) if len(more) > 1 else 0):
        if rows[below + 1][place] != ABOVE:
            continue
        first = next((at for at in reversed(range(below)) if rows[at][place] != ABOVE), 0)
        above, text = rows[first][place], rows[below][place]
        if text == "":
            rows[below][place] = ABOVE
        elif above == "" and below - first > 1:
            rows[first][place], rows[below][place] = text, ABOVE
    return tuple(map(tuple, rows))


def _is_rest(table: Rows, row: Row) -> bool:
    """Whether a row goes on with the last of a table.

    What names a row then stands in one of both only, and another cell is blank as well: a row
    below a merged number has all its other cells. Where no number names it, nothing but the cell
    that was cut goes on, in the middle of a sentence.
    """
    last, row = (
        tuple(None if cell == ABOVE else cell for cell in each) for each in (table[-1], row)
    )
    if any(None in each and sum(map(bool, each)) == 1 for each in (last, row)):  # a title
        return False
    numbers = (number_column(line) for line in texts_of(table))
    number = next((found for found in numbers if found is not None), None)
    place = number or 0
    if bool(last[place]) != bool(row[place]):
        whole, rest = (last, row) if last[place] else (row, last)
        others = [at for at in range(len(row)) if at != place]
        cut = rest[place] == "" and any(whole[at] and rest[at] == "" for at in others)
        return cut and any(rest)
    filled = [at for at, cell in enumerate(row) if cell]
    return (
        number is None
        and filled == [place]
        and sum(map(bool, last)) > 1
        and not SENTENCE_END.search(last[place] or "")
    )


def _put(row: Row, rest: Row) -> Row:
    return tuple(
        (above if above and above != ABOVE else "") + below if below else above
        for above, below in zip(row, rest, strict=True)
    )
