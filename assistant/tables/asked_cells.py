"""The cells that a question asks for: of the row it names, or of the rows that have somebody."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from assistant.answers.answer import Statement
from assistant.language.deadlines import find_deadlines
from assistant.language.normalize import pattern, wording
from assistant.language.offices import parts_in
from assistant.tables.asked_tables import Tables
from assistant.tables.cells import Cell, Row, plain
from assistant.tables.columns import KINDS, Asked, cell_words, cells_asked, read_asked
from assistant.tables.row_names import named
from assistant.tables.row_quotes import quote_row
from assistant.understanding.question import Question
from index.quantities import find_quantities


@dataclass(frozen=True, slots=True)
class FoundCells:
    """The cells of a row that are asked for, and what of its name is said."""

    row: Row
    cells: tuple[Cell, ...]
    said: tuple[str, ...]
    asked: Asked

    @property
    def covered(self) -> int:
        """Return how many characters of the name are said."""
        return sum(map(len, self.said))


def answer_cells(question: Question, tables: Tables) -> list[Statement]:
    """Quote the cells asked for of the row that is named, or of those that have somebody; [] for
    none, and where the body says what is asked."""
    found = find_cells(question, tables) or _find_by_person(question, tables)
    if not found or any(is_said_in_body(one, tables) for one in found):
        return []
    return [said for one in found for said in quote_row(one.row, one.cells, tables.plan)]


def find_cells(question: Question, tables: Tables) -> list[FoundCells]:
    """Return the cells that are asked for of the row that a question names."""
    kind = KINDS.get(question.answer_type)
    asks = pattern(wording()["interrogatives"]).search(question.text)
    if kind is None or question.yes_no or (kind == "named" and asks):
        return []
    return of_row_named_best(
        [
            FoundCells(row, cells, said, asked)
            for row in tables.within(question)
            if (said := named(question.text, row)[0])
            if (asked := read_asked(kind, named(question.text, row)[1], question))
            if (cells := _of_time(asked, cells_asked(asked, row, question, tables.plan.year), said))
        ]
    )


def _of_time(asked: Asked, cells: Sequence[Cell], said: Sequence[str]) -> tuple[Cell, ...]:
    """Return the cells of the dates that are named beside the row, where no date is asked for: in
    4月清淤多少 no cell of 清淤 is meant but that of a column of April."""
    if asked.kind == "when":
        return tuple(cells)
    dates = [d.text for d in find_deadlines(asked.text) if not any(d.text in one for one in said)]
    return tuple(cell for cell in cells if all(date in cell.label for date in dates))


def of_row_named_best(found: Sequence[FoundCells]) -> list[FoundCells]:
    """Return what is found of the row that most is said of; none, where several are alike."""
    most = max((one.covered for one in found), default=0)
    best = [one for one in found if one.covered == most]
    return best if len({one.row.name.value for one in best}) == 1 else []


def is_said_in_body(found: FoundCells, tables: Tables) -> bool:
    """Whether a sentence of the body says what is asked of what the row is named for."""
    asked = found.asked
    held = [w for w in asked.words if any(w in cell.label for cell in found.cells)]
    for passage in tables.body:
        item = tables.plan.item(passage.item)
        text = plain(f"{item.title if item else ''}\n{passage.text}")
        if not all(piece in text for piece in found.said):
            continue
        if asked.kind == "who":
            whole = plain(item.text if item else passage.text)
            if any(parts_in(whole)) and all(word in whole for word in held):
                return True
        elif asked.kind == "when":
            stages = wording()["stages"].get(asked.stage, [])
            done = any(word in text for word in stages) if stages else True
            if find_deadlines(text) and done:
                return True
        elif all(word in text for word in held) and measures_like(text, found.cells):
            return True
    return False


def measures_like(text: str, cells: Sequence[Cell]) -> bool:
    """Whether a text has a figure that may say what the cells do: no date beside 亩."""
    written = (
        cell.quantity or next(iter(find_quantities(f"1{cell.unit}")), None) for cell in cells
    )
    dimensions = {quantity.dimension for quantity in written if quantity}
    return any(not dimensions or f.dimension in dimensions for f in find_quantities(text))


def _find_by_person(question: Question, tables: Tables) -> list[FoundCells]:
    """Return the cells asked for of the rows that have whom the question names."""
    who, kind = tables.person_in(question.text), KINDS.get(question.answer_type)
    if not who or kind in (None, "who", "named") or tables.body_names(who):
        return []
    asked = read_asked(kind, question.text.replace(who, " "), question)
    rows = [row for row in tables.within(question) if any(who in c.persons for c in row.cells)]
    asks_who = pattern(cell_words("asks_who"))
    found = []
    for row in rows:
        words = tuple(
            word
            for word in asked.words
            if not (asks_who.fullmatch(word) or tables.is_of_row(word, row))
            and not any(cell.is_of_persons and word in cell.label for cell in row.cells)
        )
        of_row = replace(asked, words=words)
        if cells := cells_asked(of_row, row, question, tables.plan.year):
            found.append(FoundCells(row, cells, (who,), asked))
    return found if len(found) == len(rows) else []
