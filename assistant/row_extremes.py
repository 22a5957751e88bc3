"""Which row of a table has the most or the least in a column, and which comes first or last."""

from collections.abc import Iterator
from dataclasses import dataclass

from assistant.answer import Statement
from assistant.cells import Cell, Row
from assistant.columns import (
    YEAR,
    Asked,
    Kind,
    best_columns,
    cell_words,
    is_of_stage,
    is_of_years,
    of_year,
    read_asked,
    suits,
    words_held,
)
from assistant.deadlines import find_deadlines
from assistant.normalize import pattern
from assistant.phrases import phrase
from assistant.question import Question
from assistant.row_quotes import list_rows
from assistant.tables import Tables


@dataclass(frozen=True, slots=True)
class Compared:
    """The rows that are compared in a column, and those that come `first`; `degree`: 最大."""

    degree: str
    rows: tuple[tuple[Row, Cell], ...]
    first: tuple[tuple[Row, Cell], ...]


def answer_extreme(question: Question, tables: Tables) -> list[Statement]:
    """Name the rows that have the most or the least in the column asked for; [] for none such."""
    compared = compare_rows(question, tables)
    if compared is None:
        return []
    column, count = compared.rows[0][1].header, len(compared.rows)
    said = phrase("rows.extreme", column=column, count=count, most=compared.degree)
    return [Statement("phrase", said), *list_rows(compared.first, tables.plan)]


def compare_rows(question: Question, tables: Tables) -> Compared | None:
    """Compare the rows in the one column that a question asks about the most or the least of; None
    where there is no such column, or a cell of it that cannot be compared."""
    most = pattern(cell_words("extreme")).search(question.text)
    if not most or not pattern(cell_words("which")).search(question.text):
        return None
    text = f"{question.text[: most.start()]} {question.text[most.end() :]}"
    who = tables.person_in(text)
    kind: Kind = "when" if most["early"] or most["late"] else "how_many"
    asked = read_asked(kind, text.replace(who, " ") if who else text, question)
    columns = best_columns(_fitting(asked, who, question, tables))
    meant = of_year([rows[0][1] for rows in columns], question.text)
    if len(meant) != 1:
        return None
    rows = next(rows for rows in columns if rows[0][1] is meant[0])
    sizes = [_size(cell, kind, tables.plan.year) for _, cell in rows]
    known = [size for size in sizes if size is not None]
    if len(known) != len(sizes) or len(rows) < 2:
        return None
    wanted = min(known) if most["little"] or most["early"] else max(known)
    first = tuple(pair for pair, size in zip(rows, sizes, strict=True) if size == wanted)
    return Compared(f"最{most[0].removeprefix('最')}", rows, first)


def _fitting(
    asked: Asked, who: str, question: Question, tables: Tables
) -> Iterator[tuple[tuple[str, str], int, Row, Cell]]:
    """Yield the cells that may be compared of the rows that have somebody (of all, where `who` is
    ""), with their columns and how well these fit."""
    for row in tables.within(question):
        if who and not any(who in cell.persons for cell in row.cells):
            continue
        for cell in row.cells:
            held = words_held(asked.words, cell, question)
            staged = is_of_stage(asked, cell)
            rest = [w for w in asked.words if w not in held and not tables.is_of_row(w, row)]
            fits = suits(asked, cell, True) and is_of_years(cell, question, tables.plan.year)
            if (held or staged) and not rest and fits:
                yield (row.name.header, cell.header), len(held) + staged, row, cell


def _size(cell: Cell, kind: Kind, plan_year: int | None) -> tuple[float, ...] | None:
    """Return what a cell is compared by: its number, or its year, month and day."""
    if kind == "how_many":
        return None if cell.number is None else (cell.number,)
    year, days = YEAR.search(cell.value), find_deadlines(cell.value)
    if len(days) != 1 or not (year or plan_year):
        return None
    return (float(year[1] if year else plan_year or 0), *map(float, days[0].days[1]))
