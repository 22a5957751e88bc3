"""Which row of a table has the most or the least in a column, and which comes first or last."""

import re
from dataclasses import dataclass, replace

from assistant.answers.answer import Statement
from assistant.answers.phrases import phrase
from assistant.language.deadlines import find_deadlines
from assistant.language.normalize import pattern
from assistant.tables.asked_tables import Tables
from assistant.tables.cell_claims import DENIED, claimed_text
from assistant.tables.cells import Cell, Row
from assistant.tables.columns import YEAR, Kind, cell_words, read_asked
from assistant.tables.compared_columns import compared_column, figure_of
from assistant.tables.row_names import SURELY_NAMED, named, row_spoken_of
from assistant.tables.row_quotes import list_rows, list_uncompared
from assistant.understanding.question import Question

# Beside these not the very first is asked for: 最大的三个, 第二大, 其次.
_OF_SEVERAL = re.compile(
    "第[二三四五六七八九十2-9]|其次|前[几两二三四五2-9]|[两二三四五六2-9][个项大]"
)


@dataclass(frozen=True, slots=True)
class Compared:
    """The rows that are compared in a column, those that come `first`, and those whose cell cannot
    be compared (`unknown`); `degree`: 最大."""

    degree: str
    rows: tuple[tuple[Row, Cell], ...]
    first: tuple[tuple[Row, Cell], ...]
    unknown: tuple[tuple[Row, Cell], ...]


def answer_extreme(question: Question, tables: Tables) -> list[Statement]:
    """Name the rows that have the most or the least in the column asked for; [] for none such."""
    compared = compare_rows(question, tables)
    return _shown("rows.extreme", compared, tables) if compared else []


def check_extreme(question: Question, tables: Tables) -> list[Statement]:
    """Say whether the row that a claim names has the most or the least, and which has; [] where
    nothing of the kind is claimed, or of no one column."""
    text, rows = claimed_text(question), tables.within(question)
    claimed = row_spoken_of(text, rows, SURELY_NAMED)
    if claimed is None or DENIED.search(text):
        return []
    alike = tuple(row.item for row in rows if row.name.header == claimed.name.header)
    compared = _compare(named(text, claimed)[1], replace(question, within=alike), tables)
    if compared is None or claimed not in [row for row, _ in (*compared.rows, *compared.unknown)]:
        return []
    name = "rows.extreme_contradicts"
    if claimed in [row for row, _ in compared.first]:
        name = "rows.extreme" if compared.unknown else "rows.extreme_agrees"
    elif claimed in [row for row, _ in compared.unknown]:
        name = "rows.extreme"
    return _shown(name, compared, tables)


def compare_rows(question: Question, tables: Tables) -> Compared | None:
    """Compare the rows in the one column that a question asks about the most or the least of; None
    where there is no such column, or too few cells of it that can be compared."""
    if not pattern(cell_words("which")).search(question.text):
        return None
    return _compare(question.text, question, tables)


def size_of(cell: Cell, kind: Kind, plan_year: int | None) -> tuple[str, tuple[float, ...]] | None:
    """Return what a cell is compared by, its figure or its year, month and day, with the unit."""
    if kind == "how_many":
        figure = figure_of(cell)
        return (figure.unit, (figure.value,)) if figure else None
    year, days = YEAR.search(cell.value), find_deadlines(cell.value)
    if len(days) != 1 or not (year or plan_year):
        return None
    return "", (float(year[1] if year else plan_year or 0), *map(float, days[0].days[1]))


def _compare(text: str, question: Question, tables: Tables) -> Compared | None:
    most = pattern(cell_words("extreme")).search(text)
    if not most or _OF_SEVERAL.search(text):
        return None
    text = f"{text[: most.start()]} {text[most.end() :]}"
    who = tables.person_in(text)
    kind: Kind = "when" if most["early"] or most["late"] else "how_many"
    asked = read_asked(kind, text.replace(who, " ") if who else text, question)
    column = compared_column(replace(asked, unit=""), who, question, tables)
    sizes = [size_of(cell, kind, tables.plan.year) for _, cell in column]
    known = [(pair, size) for pair, size in zip(column, sizes, strict=True) if size]
    unknown = tuple(pair for pair, size in zip(column, sizes, strict=True) if not size)
    if len(known) < 2 or len({unit for _, (unit, *_) in known}) > 1:
        return None
    wanted = (min if most["little"] or most["early"] else max)(size for _, size in known)
    first = tuple(pair for pair, size in known if size == wanted)
    rows = tuple(pair for pair, _ in known)
    return Compared(f"最{most[0].removeprefix('最')}", rows, first, unknown)


def _shown(name: str, compared: Compared, tables: Tables) -> list[Statement]:
    column = compared.rows[0][1].header
    said = phrase(name, column=column, count=len(compared.rows), most=compared.degree)
    shown = [Statement("phrase", said), *list_rows(compared.first, tables.plan)]
    return [*shown, *list_uncompared(compared.unknown, tables.plan)]
