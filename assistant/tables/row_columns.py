"""What a column says of all rows, which rows have anything in it, its sum, and how many rows."""

import re
from collections.abc import Sequence
from dataclasses import replace

from assistant.answers.answer import Statement
from assistant.answers.phrases import phrase
from assistant.language.deadlines import find_deadlines
from assistant.language.normalize import pattern
from assistant.lookups.lookup import quote
from assistant.tables.asked_cells import measures_like
from assistant.tables.asked_tables import Tables
from assistant.tables.cell_claims import DENIED
from assistant.tables.cells import Cell, Row, plain
from assistant.tables.columns import KINDS, MOST_COLUMNS, Asked, Kind, cell_words, read_asked
from assistant.tables.compared_columns import columns_asked, compared_column, figure_of
from assistant.tables.row_quotes import list_rows, quote_row
from assistant.understanding.question import Question, content_words
from index.quantities import find_quantities

_COUNTED = re.compile(r"(?P<count>\d+)个?")

Column = Sequence[tuple[Row, Cell]]


def answer_each(question: Question, tables: Tables) -> list[Statement]:
    """Quote what a column says of each row (各村植树分别多少), with its sum; [] where nothing of
    the kind is asked."""
    text = question.text
    kind = KINDS.get(question.answer_type)
    if kind is None or not pattern(cell_words("each")).search(text):
        return []
    who = tables.person_in(text)
    left = pattern(cell_words("each")).sub(" ", text.replace(who, " ") if who else text)
    kinds: Sequence[Kind] = ("how_many", "named") if kind == "named" else (kind,)
    tried = (columns_asked(read_asked(k, left, question), who, question, tables) for k in kinds)
    columns = next(filter(None, tried), [])
    of_one_table = len({column[0][0].name.header for column in columns}) == 1
    if not of_one_table or len(columns) > MOST_COLUMNS or len(columns[0]) < 2:
        return []
    headers = [column[0][1].header for column in columns]
    said = phrase("rows.each", column="”“".join(headers), count=len(columns[0]))
    shown = [
        one
        for row, _ in columns[0]
        for one in quote_row(row, _cells(row, headers), tables.plan, "bullet")
    ]
    totals = [] if who else [one for column in columns for one in _sum(column, tables)]
    return [Statement("phrase", said), *shown, *totals]


def answer_filled(question: Question, tables: Tables) -> list[Statement]:
    """List the rows that have anything in a column, or those that have nothing (哪些村没有水窖);
    [] where nothing of the kind is asked."""
    text = question.text
    which = pattern(cell_words("rows_asked")).search(text)
    rest = "extreme", "each", "together", "ranked"
    if not which or any(pattern(cell_words(name)).search(text) for name in rest):
        return []
    left = text[which.end() :]
    following = content_words(left)[:1]
    asked = read_asked("named", f"{text[: which.start()]} {left}", question)
    does = pattern(cell_words("asks_has"))
    asked = replace(asked, words=tuple(w for w in asked.words if not does.fullmatch(w)))
    column = compared_column(asked, "", question, tables)
    if not column or not following or not tables.is_of_row(following[0], column[0][0]):
        return []
    (first, named), denied = column[0], bool(DENIED.search(text))
    of_time = bool(find_deadlines(text) or question.years)
    if named.is_dated and (of_time or pattern(cell_words("this_year")).search(text)):
        return []  # which are of that time is asked, not which have any
    rows = [(row, _cell(row, named.header)) for row in tables.beside(first)]
    found = [(row, cell) for row, cell in rows if _is_filled(cell) != denied]
    if not found:
        return []
    name = "rows.unfilled" if denied else "rows.filled"
    said = phrase(name, column=named.header, count=len(found), all=len(rows))
    return [
        Statement("phrase", said),
        *list_rows(((r, c or r.name) for r, c in found), tables.plan),
    ]


def answer_sum(question: Question, tables: Tables) -> list[Statement]:
    """Quote the sum of a column, or its rows where the plan states none, which are not added up; []
    where no sum is asked for, and where a sentence of the body may state it."""
    together = pattern(cell_words("together"))
    text = question.text
    if question.yes_no or not together.search(text):
        return []
    who = tables.person_in(text)
    left = together.sub(" ", text.replace(who, " ") if who else text)
    asked = read_asked("how_many", pattern(cell_words("each")).sub(" ", left), question)
    column = compared_column(asked, who, question, tables)
    figures = [cell for _, cell in column if figure_of(cell)]
    if len(column) < 2 or len(figures) < 2:
        return []
    if not who:
        if total := [] if find_deadlines(left) else _sum(column, tables):
            return total
        # What the body says of the whole is not the sum of 1月到6月.
        if not find_deadlines(left) and _is_said_in_body(text, asked, column, tables):
            return []
    said = phrase("rows.no_sum", column=column[0][1].header, count=len(column))
    return [Statement("phrase", said), *list_rows(column, tables.plan)]


def answer_row_count(question: Question, tables: Tables) -> list[Statement]:
    """Say how many rows a table has, and name them (附表里一共几个村); [] where something else is
    counted, or a sentence of the body has a figure of it."""
    text = question.text
    counted = pattern(cell_words("how_many_rows")).search(text)
    if question.answer_type != "figure" or question.yes_no or not counted:
        return []
    left = f"{text[: counted.start()]} {text[counted.end() :]}"
    for name in ("together", "of_table"):
        left = pattern(cell_words(name)).sub(" ", left)
    words = read_asked("how_many", left, question).words
    firsts = {row.name.header: row for row in reversed(tables.within(question))}
    tabled = [row for row in firsts.values() if all(tables.is_of_row(w, row) for w in words)]
    if len(tabled) != 1 or not words or not any(w in plain(tabled[0].name.header) for w in words):
        return []
    of_table = question.within or pattern(cell_words("of_table")).search(text)
    if not of_table and any(_counts(passage.text, words) for passage in tables.body):
        return []
    names = [row.name for row in tables.beside(tabled[0])]
    said = phrase("rows.count", column=names[0].header, count=len(names))
    quotes = (quote(tables.plan, name.span, [name.value], "bullet") for name in names)
    return [Statement("phrase", said), *quotes]


def _cells(row: Row, headers: Sequence[str]) -> list[Cell]:
    return [cell for cell in row.cells if cell.header in headers]


def _cell(row: Row, header: str) -> Cell | None:
    return next((cell for cell in row.cells if cell.header == header), None)


def _is_filled(cell: Cell | None) -> bool:
    return cell is not None and not cell.is_blank and cell.number != 0


def _sum(column: Column, tables: Tables) -> list[Statement]:
    """Quote what the row that sums up a table has in a column; [] where nothing."""
    row, named = column[0]
    total = tables.sum_of(row)
    cell = _cell(total, named.header) if total else None
    if total is None or cell is None:
        return []
    said = phrase("rows.sum", column=named.header)
    return [Statement("phrase", said), *quote_row(total, [cell], tables.plan)]


def _is_said_in_body(text: str, asked: Asked, column: Column, tables: Tables) -> bool:
    """Whether a sentence of the body has all that a `text` asks about, of no row alone, and a
    figure."""
    row, cell = column[0]
    # What only the table's title says tells the rows from all others: 10个包联项目.
    named = plain(row.name.header)
    words = [w for w in asked.words if w in cell.label or w not in named]
    names = [plain(row.name.value) for row, _ in column]
    this_year = pattern(cell_words("this_year"))
    of_year = bool(this_year.search(cell.label))  # 年度投资 is no part of 总投资
    # As many as there are rows (5个工程) are of what the body counts so, too.
    counted = [found[0] for found in _COUNTED.finditer(text) if int(found["count"]) == len(column)]
    return any(
        all(word in said for word in (*words, *counted))
        and (not of_year or this_year.search(said))
        and not any(name in said for name in names)
        and measures_like(said, [cell])
        for said in (plain(passage.text) for passage in tables.body)
    )


def _counts(text: str, words: Sequence[str]) -> bool:
    text = plain(text)
    counts = any(figure.dimension == "count" for figure in find_quantities(text))
    return counts and all(word in text for word in words)
