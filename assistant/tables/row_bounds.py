"""Which rows of a table are within a bound, and how many they are: 投资超过2亿的项目有哪些."""

import re
from collections.abc import Sequence
from dataclasses import replace

from assistant.answers.answer import Statement
from assistant.answers.phrases import phrase
from assistant.language.bounds import Bound, find_bound
from assistant.language.normalize import pattern
from assistant.tables.asked_tables import Tables
from assistant.tables.cell_claims import claimed_text
from assistant.tables.cells import plain
from assistant.tables.columns import cell_words, read_asked
from assistant.tables.compared_columns import compared_column, is_within
from assistant.tables.row_quotes import list_rows, list_uncompared
from assistant.understanding.question import Question
from index.quantities import claimed_values

_ROWS_CLAIMED = re.compile(r"[有共是]?(?P<count>\d+)[个项条]")


def answer_bounded(question: Question, tables: Tables) -> list[Statement]:
    """List the rows whose cell is within the bound of a question, and those whose cell is no
    figure to compare; [] where nothing of the kind is asked, or of no one column."""
    found = find_bound(claimed_text(question))
    if found is None:
        return []
    bound, left = found
    claimed = _ROWS_CLAIMED.search(left) if question.yes_no else None
    rows_asked = pattern(cell_words("rows_asked"))
    if not claimed and not rows_asked.search(left):
        return []
    who = tables.person_in(left)
    left = _ROWS_CLAIMED.sub(" ", left.replace(who, " ") if who else left)
    asked = read_asked("how_many", rows_asked.sub(" ", left), question)
    asked = replace(asked, unit=bound.written)
    column = compared_column(asked, who, question, tables)
    if len(column) < 2 or _is_said_in_body(bound, asked.words, tables):
        return []
    judged = [(row, cell, is_within(cell, bound)) for row, cell in column]
    unknown = [(row, cell) for row, cell, within in judged if within is None]
    within = [(row, cell) for row, cell, is_in in judged if is_in]
    if len(unknown) == len(column):
        return []
    name = "rows.within" if within else "rows.none_within"
    if claimed and within and not unknown:
        agrees = int(claimed["count"]) == len(within)
        name = "rows.within_agrees" if agrees else "rows.within_contradicts"
    header = column[0][1].header
    values = {"column": header, "count": len(column) - len(unknown), "said": bound.said}
    said = [Statement("phrase", phrase(name, found=len(within), **values))]
    shown = list_rows(within, tables.plan)
    return [*said, *shown, *list_uncompared(unknown, tables.plan)]


def _is_said_in_body(bound: Bound, words: Sequence[str], tables: Tables) -> bool:
    """Whether a sentence of the body has an end of the bound, and all that it is asked of."""
    ends = set(claimed_values(bound.said))
    return any(
        ends & set(claimed_values(passage.text)) and all(w in plain(passage.text) for w in words)
        for passage in tables.body
    )
