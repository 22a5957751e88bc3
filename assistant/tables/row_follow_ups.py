"""What a follow-up asks of the rows of a table that were just spoken of: 莲塘村呢, 几时完工."""

from collections.abc import Iterator, Sequence

from assistant.language.normalize import normalize, pattern, wording
from assistant.tables.asked_cells import FoundCells, find_cells
from assistant.tables.asked_tables import Tables
from assistant.tables.cells import Row
from assistant.tables.columns import cell_words
from assistant.tables.row_extremes import compare_rows
from assistant.tables.row_names import NAMED, SURELY_NAMED, named, row_spoken_of
from assistant.understanding.question import Question, content_words


def asks_of_rows(message: str) -> bool:
    """Whether a message asks of rows beside the one spoken of (其他村呢, 谁多), or of their sum."""
    names = ("other_rows", "other_row", "which_more", "sum_asked", "place_asked")
    return any(pattern(cell_words(name)).search(_closed(normalize(message))) for name in names)


def of_rows_before(message: str, before: Sequence[Question], tables: Tables) -> Iterator[str]:
    """Yield what a normalised message may ask behind the questions `before` it: the same of other
    rows or of all, or another column of the row that was spoken of."""
    previous, rest = before[-1], _bare(message)
    cells = find_cells(previous, tables)
    for found in cells:
        yield from _of_other_rows(_closed(message), found, before, tables)
    most = pattern(cell_words("extreme")).search(previous.text)
    if most and (compared := compare_rows(previous, tables)):
        words = content_words(previous.text)
        of_rows = "".join(w for w in words if tables.is_of_row(w, compared.rows[0][0]))
        yield f"哪个{of_rows}{rest}{most[0]}"
    other = row_spoken_of(rest, tables.rows, NAMED)
    if other and not content_words(named(rest, other)[1]):
        for row in (found.row for found in cells):
            if row.name.header == other.name.header:
                yield f"{other.name.value}{named(previous.text, row)[1].strip()}"
    same = row_spoken_of(previous.text, tables.rows, SURELY_NAMED)
    for row in [same] if same else [found.row for found in cells]:
        yield f"{row.name.value}{rest}"


def _of_other_rows(
    rest: str, found: FoundCells, before: Sequence[Question], tables: Tables
) -> Iterator[str]:
    """Yield what may be asked of the column of a cell: of all rows (其他村呢), of their sum, of
    the two last spoken of (谁多), of the other one of somebody, or which place the cell has."""
    row = found.row
    column = named(before[-1].text, row)[1].strip()
    others = pattern(cell_words("other_rows")).search(rest)
    if others and all(tables.is_of_row(word, row) for word in content_words(others["of"])):
        yield f"各{row.name.header}{column}分别"
    if pattern(cell_words("sum_asked")).search(rest):
        yield f"{column}一共"
    if pattern(cell_words("place_asked")).search(rest):
        yield f"{row.name.value}{column}{rest}"
    if pattern(cell_words("which_more")).search(rest):
        column = pattern(wording()["interrogatives"]).sub("", column)
        for one in (one for q in before[-2:-1] for one in find_cells(q, tables)):
            yield f"{one.row.name.value}与{row.name.value}{column}{rest}"
    if pattern(cell_words("other_row")).search(rest):
        for question in reversed(before[:-1]):
            rows = _rows_of_person(question, tables)
            if len(rows) == 2 and row in rows:
                (other,) = (one for one in rows if one != row)
                yield f"{other.name.value}{column}"


def _rows_of_person(question: Question, tables: Tables) -> list[Row]:
    who = tables.person_in(question.text)
    return [row for row in tables.rows if who and any(who in cell.persons for cell in row.cells)]


def _bare(message: str) -> str:
    """Return a message without what only leads over to it or ends it: 那…呢."""
    return pattern(wording()["follow_up"]["lead"]).sub("", _closed(message)).strip(" ,，")


def _closed(message: str) -> str:
    return pattern(wording()["follow_up"]["tail"]).sub("", message).strip(" ,，?？。")
