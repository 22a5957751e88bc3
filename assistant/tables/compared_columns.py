"""The columns that a question asks about of all rows of a table, and the figures in them."""

from collections.abc import Iterator

from assistant.language.bounds import Bound
from assistant.language.normalize import pattern
from assistant.language.stated import Figure, figure_at
from assistant.tables.asked_tables import Tables
from assistant.tables.cells import Cell, Row
from assistant.tables.columns import (
    Asked,
    best_columns,
    cell_words,
    is_of_stage,
    is_of_years,
    of_year,
    only_asks,
    suits,
    words_held,
)
from assistant.understanding.question import Question


def compared_column(
    asked: Asked, who: str, question: Question, tables: Tables
) -> list[tuple[Row, Cell]]:
    """Return the cells of the column that is asked about, also those that are no figures, of the
    rows that have somebody (of all, where `who` is ""); [] where none or several may be meant."""
    columns = columns_asked(asked, who, question, tables)
    return columns[0] if len(columns) == 1 else []


def columns_asked(
    asked: Asked, who: str, question: Question, tables: Tables
) -> list[list[tuple[Row, Cell]]]:
    """Return the columns that may be meant, each as its cells with their rows, as above."""
    rows = [
        row
        for row in tables.within(question)
        if not who or any(who in cell.persons for cell in row.cells)
    ]
    columns = [column[0] for column in best_columns(_fitting(asked, who, rows, question, tables))]
    meant = of_year([cell for _, cell in columns], question.text)
    return [
        [
            (row, cell)
            for row in rows
            for cell in row.cells
            if (row.name.header, cell.header) == (first.name.header, named.header)
        ]
        for first, named in columns
        if any(named is cell for cell in meant)
    ]


def figure_of(cell: Cell) -> Figure | None:
    """Return the figure that is all a cell says, in a unit of "" where none is said; None where it
    says anything else (待定, 约300)."""
    quantity = cell.quantity
    if quantity is None:
        return None if cell.number is None else Figure(cell.number, "", "", 0, len(cell.value))
    alone = cell.number is not None or quantity.text == cell.value
    figure = figure_at(quantity, cell.value)
    return figure if alone and not figure.bound else None


def is_within(cell: Cell, bound: Bound) -> bool | None:
    """Whether the figure of a cell is within a bound; None where it cannot be compared. A bare
    number is in the unit of the column, or in that which 万 or 亿 are of."""
    figure = figure_of(cell)
    if figure is None:
        return None
    if bound.unit:
        return bound.holds(figure.value) if figure.counts(_in_unit_of(bound)) else None
    if bound.scaled:
        return bound.holds(cell.quantity.value) if cell.quantity else None
    return None if cell.number is None else bound.holds(cell.number)


def _in_unit_of(bound: Bound) -> Figure:
    return Figure(0.0, bound.unit, "", 0, 0)


def _fitting(
    asked: Asked, who: str, rows: list[Row], question: Question, tables: Tables
) -> Iterator[tuple[tuple[str, str], int, Row, Cell]]:
    """Yield the cells that say what is asked, with their columns and how well these fit; where
    no word names a column, those in the unit asked for."""
    for row in rows:
        for cell in row.cells:
            held = words_held(asked.words, cell, question)
            whole = bool(held) and cell.label == "".join(held)
            fit = len(held) + whole + is_of_stage(asked, cell)
            rest = [
                word
                for word in asked.words
                if word not in held
                and not tables.is_of_row(word, row)
                and not only_asks(asked, word)
                and not (who and _tells_of_persons(word, row))
            ]
            told = bool(fit or asked.unit) or asked.kind in ("who", "where")
            fits = suits(asked, cell, told) and is_of_years(cell, question, tables.plan.year)
            if told and fits and not rest:
                yield (row.name.header, cell.header), fit, row, cell


def _tells_of_persons(word: str, row: Row) -> bool:
    """Whether a word only says that a row has somebody: 负责, 挂点 of 挂点领导."""
    named = any(cell.is_of_persons and word in cell.label for cell in row.cells)
    return named or bool(pattern(cell_words("asks_who")).fullmatch(word))
