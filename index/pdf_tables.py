"""Find the tables of a PDF's pages, and put together what page breaks cut of them."""

from collections.abc import Sequence
from typing import Any

from index.markers import SENTENCE_END
from index.tables import number_column

Row = tuple[str | None, ...]
"""The texts of the cells; None is what a merged cell holds of further columns or rows."""
Rows = tuple[Row, ...]

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
    """Return the heights where the columns of a table end without a rule: a row that a page break
    cut is open there, and would be none."""
    level = {round(edge["top"]) for edge in edges if edge["orientation"] == "h"}
    columns: dict[str, dict[int, set[int]]] = {"top": {}, "bottom": {}}
    for edge in edges:
        for side, places in columns.items():
            if edge["orientation"] == "v":
                places.setdefault(round(edge[side]), set()).add(round(edge["x0"]))
    found: list[float] = []
    for side, other in (("top", "bottom"), ("bottom", "top")):
        for place, ending in columns[side].items():
            near = range(place - _NEAR, place + _NEAR + 1)
            closed = any(at in level or at in columns[other] or at in found for at in near)
            if len(ending) >= _LEAST_COLUMNS and not closed:
                found.append(place)
    return found


def with_next_page(table: Rows, more: Rows) -> Rows:
    """Return a table with what of it stands on the next page: without the head that is repeated
    there, the row that the page break cut put together."""
    head = 0
    while head < min(len(table), len(more)) and more[head] == table[head]:
        head += 1
    more = more[head:]
    if more and len(table) > 1 and _is_rest(table, more[0]):
        return (*table[:-1], _put(table[-1], more[0]), *more[1:])
    return (*table, *more)


def _is_rest(table: Rows, row: Row) -> bool:
    """Whether a row goes on with the last of a table.

    What names a row then stands in one of both only, and another cell is blank as well: a row
    below a merged number has all its other cells. Where no number names it, nothing but the cell
    that was cut goes on, in the middle of a sentence.
    """
    last = table[-1]
    if any(None in each and sum(map(bool, each)) == 1 for each in (last, row)):  # a title
        return False
    numbers = (number_column([cell or "" for cell in line]) for line in table)
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
    return tuple((above or "") + (below or "") for above, below in zip(row, rest, strict=True))
