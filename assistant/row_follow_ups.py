"""What a follow-up asks of the rows of a table that were just spoken of: 莲塘村呢, 几时完工."""

from collections.abc import Iterator

from assistant.asked_cells import find_cells
from assistant.columns import cell_words
from assistant.normalize import pattern, wording
from assistant.question import Question, content_words
from assistant.row_extremes import compare_rows
from assistant.row_names import NAMED, SURELY_NAMED, named, row_spoken_of
from assistant.tables import Tables


def of_rows_before(message: str, previous: Question, tables: Tables) -> Iterator[str]:
    """Yield what a normalised message may ask behind `previous`: the same of another row, or
    another column of the row that was spoken of."""
    table = wording()["follow_up"]
    rest = pattern(table["lead"]).sub("", pattern(table["tail"]).sub("", message))
    rest = rest.strip(" ,，?？。")
    most = pattern(cell_words("extreme")).search(previous.text)
    if most and (compared := compare_rows(previous, tables)):
        words = content_words(previous.text)
        of_rows = "".join(w for w in words if tables.is_of_row(w, compared.rows[0][0]))
        yield f"哪个{of_rows}{rest}{most[0]}"
    other = row_spoken_of(rest, tables.rows, NAMED)
    if other and not content_words(named(rest, other)[1]):
        for row in (found.row for found in find_cells(previous, tables)):
            if row.name.header == other.name.header:
                yield f"{other.name.value}{named(previous.text, row)[1].strip()}"
    if same := row_spoken_of(previous.text, tables.rows, SURELY_NAMED):
        yield f"{same.name.value}{rest}"
