"""The rows of a plan's tables as cells: what stands in which column, and whose row it is."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assistant.language.normalize import pattern, wording
from assistant.language.offices import named_together
from index.passages import Passage
from index.plan import Plan, Span
from index.quantities import Quantity, find_quantities
from index.tables import sums_all

_CELL = re.compile(r"(?P<header>[^：；。]{1,24})：(?P<value>.+?)[；。]?\s*", re.S)
_UNIT = re.compile(r"[（(](?P<unit>[^（()）\d]{1,6})[)）]")
_NUMBER = re.compile(r"\d+(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?")
_DATE = re.compile(r"(?:\d{4}年)?\d{1,2}月|\d{4}年|年[底内]")
_BLANK = re.compile("[-—－–―/／]+|无")
_PERIOD = re.compile(
    r"(?:\d{4}年)?(?:\d{1,2}月份?|[1-4一二三四]季度|第[1-4一二三四]季度|[上下]半年)"
)
_NO_NAME = re.compile("[，。；！？]")
_LONGEST_NAME = 20
_ROW_NUMBER = re.compile(r"\d{1,3}[.、．]\s*")  # of a table within an item
_BETWEEN_ROWS = re.compile(r"\s*(?:\d{1,3}[.、．]\s*)?")


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell with the name of its column as written; `span` holds both in the source."""

    header: str
    value: str
    span: Span

    @property
    def label(self) -> str:
        """Return the name of the column without its unit, in lower case."""
        return plain(_UNIT.sub("", self.header))

    @property
    def unit(self) -> str:
        """Return the unit that the name of the column has in brackets: 万元 of 总投资（万元）."""
        found = _UNIT.search(self.header)
        return found["unit"] if found else ""

    @property
    def is_of_persons(self) -> bool:
        """Whether the column says who: 包保领导, 责任单位."""
        names_who = pattern(wording()["cells"]["who"]).search(self.header)
        return bool(names_who) and not (self.is_dated or _NUMBER.match(self.value))

    @property
    def is_of_places(self) -> bool:
        """Whether the column says where, and the cell says it."""
        says_where = pattern(wording()["cells"]["where"]).search(self.header)
        return bool(says_where) and not self.is_blank and len(self.value) > 1

    @property
    def is_dated(self) -> bool:
        """Whether the cell says when."""
        return bool(_DATE.match(self.value))

    @property
    def is_blank(self) -> bool:
        """Whether a dash stands in the cell, or that there is nothing."""
        return bool(_BLANK.fullmatch(self.value))

    @property
    def number(self) -> float | None:
        """Return the number that is all the cell says, None where it says more or none."""
        bare = self.value.removesuffix(self.unit)
        return float(bare.replace(",", "")) if _NUMBER.fullmatch(bare) else None

    @property
    def quantity(self) -> Quantity | None:
        """Return the number in the unit of its column, or the one quantity that is written."""
        bare = self.value if self.number is None else self.value.removesuffix(self.unit) + self.unit
        found = find_quantities(bare)
        return found[0] if len(found) == 1 else None

    @property
    def persons(self) -> tuple[str, ...]:
        """Return the persons or offices that a column of these names."""
        return tuple(map(plain, named_together(self.value))) if self.is_of_persons else ()


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table: the cell that names what it is of, and the others."""

    item: str
    passage: Passage
    name: Cell
    cells: tuple[Cell, ...]


def plain(text: str) -> str:
    """Return `text` as a normalised question writes it."""
    return unicodedata.normalize("NFKC", text).lower()


def read_rows(plan: Plan, passages: Sequence[Passage]) -> tuple[Row, ...]:
    """Return the rows that are told apart by a name; a table of whole sentences has none."""
    rows = [p for p in passages if any(row.overlaps(p.span) for row in plan.rows)]
    return tuple(row for table in _tables(rows, plan) for row in _named(table, plan))


def _tables(rows: Sequence[Passage], plan: Plan) -> Iterator[list[Passage]]:
    """Yield the rows that stand together."""
    table: list[Passage] = []
    for row in rows:
        between = plan.source[table[-1].span.end : row.span.start] if table else ""
        lines = [line for line in between.splitlines() if sums_all(line) is None]
        if not _BETWEEN_ROWS.fullmatch("\n".join(lines)):
            yield table
            table = []
        table.append(row)
    if table:
        yield table


def _named(table: Sequence[Passage], plan: Plan) -> Iterator[Row]:
    """Yield the rows of a table with the column that names them: what each has another of."""
    read = [list(_cells(passage, plan)) for passage in table]
    counts = Counter(cell.header for cells in read for cell in cells)
    columns = [header for header in counts if counts[header] == len(table)]
    for header in sorted(columns, key=lambda header: not header.endswith("名称")):
        cells = [next(cell for cell in row if cell.header == header) for row in read]
        of_periods = header == next(iter(counts)) and all(_PERIOD.fullmatch(c.value) for c in cells)
        named = of_periods or all(map(_may_name, cells))
        if len({cell.value for cell in cells}) == len(cells) and named:
            for passage, name, row in zip(table, cells, read, strict=True):
                rest = tuple(cell for cell in row if cell is not name)
                if rest:
                    yield Row(passage.item, passage, name, rest)
            return


def read_sums(plan: Plan, passages: Sequence[Passage]) -> tuple[Row, ...]:
    """Return the rows that sum up those of an annex: 合计."""
    sums = []
    for passage in passages:
        item = plan.item(passage.item)
        if item and item.part == "sum" and (cells := tuple(_cells(passage, plan))):
            sums.append(Row(passage.item, passage, cells[0], cells[1:]))
    return tuple(sums)


def _may_name(cell: Cell) -> bool:
    return (
        1 < len(cell.value) <= _LONGEST_NAME
        and not _NO_NAME.search(cell.value)
        and not (cell.is_of_persons or cell.is_dated or _NUMBER.match(cell.value))
    )


def _cells(passage: Passage, plan: Plan) -> Iterator[Cell]:
    """Yield the cells of a row; a clause without the name of a column goes on in its cell."""
    parts: list[tuple[str, Span]] = []
    for clause in passage.clauses:
        start = clause.start
        if number := start == passage.span.start and _ROW_NUMBER.match(passage.text):
            start += number.end()
        found = _CELL.fullmatch(plan.source[start : clause.end])
        if found:
            parts.append((found["header"], Span(start, start + found.end("value"))))
        elif parts:
            header, begun = parts.pop()
            parts.append((header, Span(begun.start, clause.end)))
    for header, span in parts:
        value = plan.source[span.start + len(header) + 1 : span.end]
        yield Cell(header, value.strip("；。 \n"), span)
