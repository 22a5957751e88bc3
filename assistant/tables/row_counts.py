"""Which rows of a table have somebody, or are at a place, and how many they are:
李国强挂点几个工程, 石门村有哪些工程."""

import re
from collections.abc import Iterator

from assistant.answers.answer import Statement
from assistant.answers.phrases import phrase
from assistant.language.normalize import pattern
from assistant.tables.asked_tables import Tables
from assistant.tables.cell_claims import claimed_text
from assistant.tables.cells import Cell, Row, plain
from assistant.tables.columns import (
    Kind,
    best_columns,
    cell_words,
    is_of_years,
    read_asked,
    words_held,
)
from assistant.tables.row_quotes import list_rows
from assistant.understanding.question import Question

_ROWS_CLAIMED = re.compile(r"(?P<count>\d+)[个项条]")


def answer_having(question: Question, tables: Tables) -> list[Statement]:
    """List the rows that have somebody or are at a place, or say whether they are as many as is
    claimed; [] where nothing of the kind is asked."""
    text = claimed_text(question)
    claimed = _ROWS_CLAIMED.search(text) if question.yes_no else None
    who = tables.person_in(text)
    asked: Kind = "who" if who else "where"
    who = who or tables.place_in(text)
    if not who or not (claimed or pattern(cell_words("how_many_rows")).search(text)):
        return []
    in_body = tables.body_names(who)
    left = _ROWS_CLAIMED.sub(" ", text.replace(who, " "))
    columns = best_columns(_fitting(who, asked, left, in_body, question, tables))
    if len(columns) != 1:
        return []
    (rows,) = columns
    name = "rows.having"
    if claimed and not in_body:
        agrees = int(claimed["count"]) == len(rows)
        name = "rows.having_agrees" if agrees else "rows.having_contradicts"
    said = phrase(name, column=rows[0][1].header, who=who, count=len(rows))
    return [Statement("phrase", said), *list_rows(rows, tables.plan)]


def _fitting(
    who: str, kind: Kind, left: str, in_body: bool, question: Question, tables: Tables
) -> Iterator[tuple[str, int, Row, Cell]]:
    """Yield the cells that have somebody or a place in a column which the words `left` may mean,
    with the column and how many of them it has."""
    words = read_asked(kind, left, question).words
    asks = pattern(cell_words(f"asks_{kind}"))
    for row in tables.within(question):
        # Whom items name as well, only as those of the rows: 几个工程 of 工程名称.
        if in_body and not any(tables.is_of_row(word, row) for word in words):
            continue
        for cell in row.cells:
            held = words_held(words, cell, question)
            rest = [w for w in words if w not in held and not tables.is_of_row(w, row)]
            of_years = is_of_years(cell, question, tables.plan.year)
            there = cell.is_of_places and plain(cell.value) == who
            has = there if kind == "where" else who in cell.persons
            if has and of_years and all(map(asks.fullmatch, rest)):
                yield cell.header, len(held), row, cell
