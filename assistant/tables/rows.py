"""Answer from the rows of tables: the cell asked for or claimed, the row that has the most, the
rows that are within a bound or have somebody.

Only a question whose every word is read is answered so: what names the row or the column, and
what merely asks. All else is left to the search, and so is what a sentence of the body says.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace

from assistant.answers.answer import Answer, Statement
from assistant.language.normalize import pattern, wording
from assistant.language.references import NO_REFERENCES
from assistant.language.sections import own_items_of
from assistant.tables.asked_cells import answer_cells
from assistant.tables.asked_tables import Tables
from assistant.tables.cell_claims import check_cells, check_filled
from assistant.tables.cells import plain
from assistant.tables.columns import cell_words, read_asked
from assistant.tables.row_bounds import answer_bounded
from assistant.tables.row_columns import answer_each, answer_filled, answer_row_count, answer_sum
from assistant.tables.row_counts import answer_having
from assistant.tables.row_extremes import answer_extreme, check_extreme
from assistant.tables.row_names import hints_at, named
from assistant.tables.row_ranks import answer_ranked, compare_two
from assistant.understanding.question import Question
from index.passages import Passage

_Answerer = Callable[[Question, Tables], list[Statement]]
_ASKED = (
    compare_two,
    answer_ranked,
    answer_sum,
    answer_bounded,
    answer_extreme,
    answer_having,
    answer_row_count,
    answer_each,
    answer_filled,
    answer_cells,
)
_CLAIMED = (compare_two, check_extreme, check_cells, check_filled, answer_bounded, answer_having)
# Only these tell of several rows together; one cell is no answer where all are asked of.
_TOGETHER = (answer_sum, answer_bounded, answer_having, answer_row_count)
_STATED = (check_cells, *_ASKED)


def answer_rows(question: Question, tables: Tables) -> Answer | None:
    """Return the answer that the cells of a table surely give, or None."""
    question = _within_annex(question, tables)
    in_items = question.references.labels or question.references.missing
    if not tables.rows or question.intent != "search" or in_items or question.lacking:
        return None
    asks = pattern(wording()["interrogatives"]).search(question.text)
    answers: Sequence[_Answerer] = _STATED
    if question.yes_no or asks:
        answers = _CLAIMED if question.yes_no else _ASKED
    if pattern(cell_words("derived")).search(question.text):
        answers = (compare_two,)
    elif pattern(cell_words("together")).search(question.text):
        answers = tuple(answer for answer in answers if answer in _TOGETHER)
    tried = (answer(question, tables) for answer in answers)
    said = next(filter(None, tried), None)
    if not said:
        return None
    quotes = any(statement.citations for statement in said)
    return Answer(question.raw, "answered" if quotes else "not_in_plan", tuple(said))


def _within_annex(question: Question, tables: Tables) -> Question:
    """Return a question of a whole annex (附表里) as one of its rows alone."""
    named = question.references
    sections = named.sections
    if named.missing or not sections or any(s.part != "annex" for s in sections):
        return question
    rows = tuple(i.label for s in sections for i in own_items_of(s, tables.plan))
    if named.labels != rows:
        return question
    return replace(question, intent="search", references=NO_REFERENCES, within=rows)


def has_no_figure(passage: Passage, question: Question, tables: Tables) -> bool:
    """Whether a passage is a row whose figures are surely not asked for: it has nothing of the
    question but the name, or is one of several of which none is named."""
    row = tables.row_of(passage)
    if row is None:
        return False
    words = read_asked("how_many", named(question.text, row)[1], question).words
    held = any(word in plain(passage.text) for word in words)
    return not held or not hints_at(question.text, row)
