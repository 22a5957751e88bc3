"""Answer from the rows of tables: the cell asked for or claimed, the row that has the most, the
rows that are within a bound or have somebody.

Only a question whose every word is read is answered so: what names the row or the column, and
what merely asks. All else is left to the search, and so is what a sentence of the body says.
"""

from assistant.answer import Answer
from assistant.asked_cells import answer_cells
from assistant.cell_claims import check_cells, check_filled
from assistant.cells import plain
from assistant.columns import cell_words, read_asked
from assistant.normalize import pattern, wording
from assistant.question import Question
from assistant.row_bounds import answer_bounded
from assistant.row_counts import answer_having
from assistant.row_extremes import answer_extreme, check_extreme
from assistant.row_names import hints_at, named
from assistant.tables import Tables
from index.passages import Passage

_ASKED = (answer_bounded, answer_extreme, answer_having, answer_cells)
_CLAIMED = (check_extreme, check_cells, check_filled, answer_bounded, answer_having)
_STATED = (check_cells, *_ASKED)


def answer_rows(question: Question, tables: Tables) -> Answer | None:
    """Return the answer that the cells of a table surely give, or None."""
    in_items = question.references.labels or question.references.missing
    if not tables.rows or question.intent != "search" or in_items or question.lacking:
        return None
    if pattern(cell_words("together")).search(question.text):
        return None
    asks = pattern(wording()["interrogatives"]).search(question.text)
    answers = _CLAIMED if question.yes_no else _ASKED if asks else _STATED
    tried = (answer(question, tables) for answer in answers)
    said = next(filter(None, tried), None)
    if not said:
        return None
    quotes = any(statement.citations for statement in said)
    return Answer(question.raw, "answered" if quotes else "not_in_plan", tuple(said))


def has_no_figure(passage: Passage, question: Question, tables: Tables) -> bool:
    """Whether a passage is a row whose figures are surely not asked for: it has nothing of the
    question but the name, or is one of several of which none is named."""
    row = tables.row_of(passage)
    if row is None:
        return False
    words = read_asked("how_many", named(question.text, row)[1], question).words
    held = any(word in plain(passage.text) for word in words)
    return not held or not hints_at(question.text, row)
