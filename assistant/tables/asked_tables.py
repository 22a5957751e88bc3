"""The tables of a plan as asked about: their rows, whom these name, and the body beside them."""

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.tables.cells import Row, plain, read_rows, read_sums
from assistant.understanding.question import Question
from index.passages import Passage
from index.plan import Plan


@dataclass(frozen=True, slots=True)
class Tables:
    """The rows of a plan's tables, those that sum them up (`sums`), the `persons` and offices in
    their cells, the `places` in those that say where, and the sentences of the plan's own items
    that are no rows (`body`)."""

    plan: Plan
    rows: tuple[Row, ...]
    sums: tuple[Row, ...]
    persons: frozenset[str]
    places: frozenset[str]
    body: tuple[Passage, ...]

    def within(self, question: Question) -> list[Row]:
        """Return the rows that a question may be about."""
        return [row for row in self.rows if not question.within or row.item in question.within]

    def row_of(self, passage: Passage) -> Row | None:
        """Return the row that a passage is."""
        return next((row for row in self.rows if row.passage.ordinal == passage.ordinal), None)

    def beside(self, row: Row) -> list[Row]:
        """Return the rows of the table that a row is of, with itself."""
        return [other for other in self.rows if self._table(other) == self._table(row)]

    def sum_of(self, row: Row) -> Row | None:
        """Return the row that sums up those beside this one; None where the table has none."""
        return next((total for total in self.sums if self._table(total) == self._table(row)), None)

    def _table(self, row: Row) -> str:
        """Return what the labels of a table's rows have in common: 附2 of 附2-1."""
        item = self.plan.item(row.item)
        in_annex = item is not None and item.part in ("annex", "sum")
        return row.item.rpartition("-")[0] if in_annex else row.name.header

    def person_in(self, text: str) -> str:
        """Return whom of the rows a text names, "" for nobody."""
        return max((who for who in self.persons if who in text), key=len, default="")

    def place_in(self, text: str) -> str:
        """Return which place of the rows a text names, "" for none."""
        return max((place for place in self.places if place in text), key=len, default="")

    def has_person(self, header: str, who: str) -> bool:
        """Whether some row has somebody in the column of this name."""
        cells = (cell for row in self.rows for cell in row.cells if cell.header == header)
        return any(who in cell.persons for cell in cells)

    def body_names(self, who: str) -> bool:
        """Whether a sentence of the body names somebody."""
        return any(who in plain(passage.text) for passage in self.body)

    def is_of_row(self, word: str, row: Row) -> bool:
        """Whether a word says what the rows of a table are: 项目 of 项目名称, or of its title."""
        item = self.plan.item(row.item)
        title = item.section if item and item.part == "annex" else ""
        return word in plain(f"{row.name.header}\n{title}")


def read_tables(plan: Plan, passages: Sequence[Passage]) -> Tables:
    """Return the tables of a plan."""
    rows = read_rows(plan, passages)
    own = {item.label for item in plan.own_items}
    ordinals = {row.passage.ordinal for row in rows}
    body = tuple(p for p in passages if p.item in own and p.ordinal not in ordinals)
    persons = frozenset(who for row in rows for cell in row.cells for who in cell.persons)
    places = frozenset(plain(cell.value) for row in rows for cell in row.cells if cell.is_of_places)
    return Tables(plan, rows, read_sums(plan, passages), persons, places, body)
