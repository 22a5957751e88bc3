"""Write a table as lines: each row with the names of its columns, so that it can be quoted alone.

`序号 1 | 任务 旧区改造 | 责任单位 区建管委` becomes `1.任务：旧区改造；责任单位：区建管委`.
The cells stay as written; what is added is what the table says by its layout.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, pairwise

from index.document import DocumentWriter
from index.numerals import CHINESE_NUMERAL

Rows = Sequence[Sequence[str]]
_NUMBER_COLUMN = re.compile(r"序\s*号|编\s*号|项\s*号|№|No\.?", re.IGNORECASE)
_HEADING_NUMBER = re.compile(
    rf"[{CHINESE_NUMERAL}]{{1,3}}[、.．]?|[（(][{CHINESE_NUMERAL}]{{1,3}}[)）]"
)
_MEASURE = re.compile(r"[(（][^()（）]+[)）]$")
_SUM = re.compile(r"(?:[全县市区镇乡]{1,2})?(?P<kind>[合总小共])\s*计(?:[（(][^（()）]*[)）])?")
_FIRST_CELL = re.compile(r"(?:[^：；]{1,24}：)?(?P<value>[^：；]+)(?=；)")
_YEAR = re.compile(r"(?:19|20)\d{2}年?")
_CLOSED = tuple("。！？；!?;")
_LONGEST_COLUMN_NAME = 16
_FIRST_COLUMNS = 3  # among which the column of numbers is looked for


@dataclass(frozen=True, slots=True)
class TableLine:
    """What a row of a table becomes: a row, a heading (merged over all columns), the sum of the
    others, which is neither, or nothing."""

    text: str = ""
    is_row: bool = False
    is_heading: bool = False


def table_lines(rows: Iterable[Sequence[str]]) -> Iterator[TableLine]:
    """Yield a line for each row; the row that names the columns is in all of the others."""
    columns: list[str] | None = None
    number = ""
    head: list[str] = []
    # A row at a time and the one below it: merged cells are repeated.
    for row, below in pairwise(chain(map(_cleaned, rows), [[]])):
        if head:  # its lower row
            columns, head = head, []
            yield TableLine()
        elif (both := _head_of_two_rows(row, below)) and columns in (None, both):
            head = both
            yield TableLine()
        elif not any(row) or _without_end(row) == columns:
            yield TableLine()
        elif _spans_all_columns(row):
            yield TableLine(next(filter(None, row)), is_heading=True)
        elif columns and (heading := _numbered_heading(row, columns)):
            yield TableLine(heading, is_heading=True)
        elif columns is None and _names_columns(named := _without_end(row)):
            columns = named
            yield TableLine()
        else:
            before, number = number, _number(row, columns or [])
            # The number of the row above is that of a cell merged over both.
            shown = "" if number == before else number
            if is_sum := _is_sum(row, columns or []):
                number = shown = ""
            yield TableLine(shown + _row_text(row, columns or []), is_row=not is_sum)


def sums_all(line: str) -> bool | None:
    """Return whether the line that a row became is the sum of all rows, not of a few above it
    (小计); None where it is no sum."""
    cell = _FIRST_CELL.match(line)
    found = _SUM.fullmatch(cell["value"]) if cell else None
    return found["kind"] != "小" if found else None


def write_table(rows: Rows, writer: DocumentWriter) -> None:
    """Write a table: title rows as lines of their own, each other row as a row."""
    for line in table_lines(rows):
        if line.text:
            writer.write(line.text, heading=int(line.is_heading), row=line.is_row)


def _cleaned(row: Sequence[str]) -> list[str]:
    clean = {cell: " ".join(cell.split()) for cell in set(row)}
    return [clean[cell] for cell in row]


def _without_end(row: list[str]) -> list[str]:
    """Leave out the blank cells at the end."""
    return row[: max((place for place, cell in enumerate(row, start=1) if cell), default=0)]


def _spans_all_columns(row: Sequence[str]) -> bool:
    """A merged row arrives as the same cell over and over, or as one cell and blanks."""
    text = any(map(str.isalpha, row[0]))  # not the number of a blank row
    return len(row) > 1 and text and len(set(row) - {""}) == 1


def _numbered_heading(row: Sequence[str], columns: Sequence[str]) -> str:
    """Return the heading that a row with a Chinese number and one text is (二 | 民生改善)."""
    place = number_column(columns)
    if place is None or place >= len(row) or not _HEADING_NUMBER.fullmatch(row[place]):
        return ""
    texts = {cell for at, cell in enumerate(row) if cell and at != place}
    mark = row[place] if row[place][-1] in "、.．)）" else f"{row[place]}、"
    return mark + texts.pop() if len(texts) == 1 else ""


def _names_columns(row: Sequence[str]) -> bool:
    return all(
        cell
        and len(cell) <= _LONGEST_COLUMN_NAME
        and (name := _YEAR.sub("", cell))
        and not re.search(r"[。；]|\d{2}", name)
        for cell in row
    ) and len(set(row)) == len(row)


def _head_of_two_rows(upper: Sequence[str], lower: Sequence[str]) -> list[str]:
    """Return the names of the columns where two rows name them together, else [].

    Some names stand in both or in the upper alone; others of the upper are merged over several
    columns, which the lower tells apart (责任分工 | 责任分工 above 牵头单位 | 配合单位).
    """
    if len(upper) != len(lower) or not upper[0]:
        return []
    names: list[str] = []
    above: list[str] = []  # the name that the upper row has for each column
    for place, (name, below) in enumerate(zip(upper, lower, strict=True)):
        above.append(name or above[-1])
        alone = below in ("", name) and name and name not in upper[:place]
        names.append(name if alone else below)
    parted = [place for place, name in enumerate(names) if name != upper[place]]
    groups = {above[place] for place in parted}
    if not parted or any(above.count(group) < 2 for group in groups) or groups == {*above}:
        return []
    for place in parted:
        measure = _MEASURE.search(above[place])
        if lower.count(lower[place]) > 1:
            names[place] = above[place] + lower[place]
        elif measure and not _MEASURE.search(lower[place]):  # 投资（万元） above 总投资
            names[place] += measure[0]
    return names if _names_columns(names) else []


def number_column(columns: Sequence[str]) -> int | None:
    """Return the place of the column of numbers, which a column of kinds may stand before."""
    places = range(min(len(columns), _FIRST_COLUMNS))
    return next((place for place in places if _NUMBER_COLUMN.fullmatch(columns[place])), None)


def _number(row: Sequence[str], columns: Sequence[str]) -> str:
    place = number_column(columns)
    cell = row[place] if place is not None and place < len(row) else ""
    return f"{cell}." if cell.isdecimal() else cell


def _is_sum(row: Sequence[str], columns: Sequence[str]) -> bool:
    """Whether a row sums up others, told in its first cell but for a number: 合计."""
    place = number_column(columns)
    cells = (cell for at, cell in enumerate(row) if cell and not (at == place and cell.isdecimal()))
    return bool(_SUM.fullmatch(next(cells, "")))


def _row_text(row: Sequence[str], columns: Sequence[str]) -> str:
    text = ""
    for part in _cells(row, columns):
        text += ("" if not text or text.endswith(_CLOSED) else "；") + part
    return text


def _cells(row: Sequence[str], columns: Sequence[str]) -> Iterator[str]:
    number = number_column(columns)
    if number is not None and number < len(row) and _SUM.fullmatch(row[number]):
        number = None  # 合计 in the place of a number
    for place, cell in enumerate(row):
        if place == number:
            continue
        repeated = place > 0 and cell == row[place - 1]
        merged = repeated and (len(cell) > _LONGEST_COLUMN_NAME or _SUM.fullmatch(cell))
        if not cell or merged:
            continue
        name = columns[place] if place < len(columns) else ""
        yield f"{name}：{cell}" if name else cell
