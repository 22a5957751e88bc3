"""Where a row comes in a column, which rows come so far, and which of two rows has more."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.answers.answer import Statement
from assistant.answers.phrases import phrase
from assistant.tables.asked_tables import Tables
from assistant.tables.cell_claims import DENIED, claimed_text
from assistant.tables.cells import Cell, Row
from assistant.tables.columns import Kind, read_asked
from assistant.tables.compared_columns import compared_column
from assistant.tables.row_extremes import size_of
from assistant.tables.row_names import SURELY_NAMED, named, row_spoken_of
from assistant.tables.row_quotes import list_rows, list_uncompared
from assistant.understanding.question import Question
from index.numerals import parse_number

_NUMBER = r"[一二两三四五六七八九十\d]+"
_DEGREE = "[多大高长少小低短]"
_FIRST = re.compile(rf"最(?P<degree>{_DEGREE})的?前?(?P<count>{_NUMBER})[个项名位家条]")
_TOP = re.compile(rf"排?名?前(?P<count>{_NUMBER})[个项名位家条]?(?:的是)?(?P<degree>)")
_AT = re.compile(rf"排?名?[在居]?第(?P<place>{_NUMBER})[名位]?(?P<degree>{_DEGREE}?)的?")
_WHERE = re.compile(r"排名?在?第?几[名位]?|[在列]?第几[名位]?|什么名次")
_LESS = frozenset("少小低短")
_JOINT = re.compile("[和与跟比、]|同(?!样)|还是")
_DIFFERENCE = re.compile("相差|差多少|差几|多多少|少多少|[多少]几")
_MORE = re.compile(
    "(?P<much>[多大高长])|(?P<little>[少小低短])|(?P<early>[早先])|(?P<late>[晚后迟])"
)
_ALIKE = re.compile("一样|同样|相同|相等|持平")
_OTHER_WORDS = re.compile(
    "多少|哪一?个|哪边|谁|更|比较?|[和与跟同、]|还是|一?些|一?点|要|一样|同样|相同|相等|持平"
)


@dataclass(frozen=True, slots=True)
class Ranked:
    """The rows in the order of their figures in a column, with these, and those that have none."""

    column: str
    rows: tuple[tuple[Row, Cell, tuple[float, ...]], ...]
    unknown: tuple[tuple[Row, Cell], ...]


def answer_ranked(question: Question, tables: Tables) -> list[Statement]:
    """Name the rows that come first or at a place in a column (植树最多的两个村, 排第二), or tell
    at which place a row comes; [] where nothing of the kind is asked, or of no one column."""
    text = question.text
    if DENIED.search(text) or question.yes_no:
        return []
    where = _WHERE.search(text)
    found = where or _FIRST.search(text) or _TOP.search(text) or _AT.search(text)
    row = row_spoken_of(text, tables.within(question), SURELY_NAMED) if where else None
    if not found or bool(where) != bool(row):
        return []
    left = f"{text[: found.start()]} {text[found.end() :]}"
    groups = found.groupdict()
    less = groups.get("degree", "") in _LESS and bool(groups.get("degree"))
    ranked = _rank(named(left, row)[1] if row else left, less, question, tables)
    if ranked is None:
        return []
    values = {
        "column": ranked.column,
        "count": len(ranked.rows),
        "order": phrase("rows.ascending" if less else "rows.descending"),
    }
    if row:
        said, shown = _place_of(row, ranked, values)
    else:
        count = parse_number((groups.get("count") or groups.get("place") or "").replace("两", "二"))
        said, shown = _placed(count or 0, "place" in groups, ranked, values)
    if not shown:
        return []
    quotes = list_rows(shown, tables.plan)
    return [Statement("phrase", said), *quotes, *list_uncompared(ranked.unknown, tables.plan)]


def compare_two(question: Question, tables: Tables) -> list[Statement]:
    """Tell which of the rows that are named has more in a column, or whether it is the one claimed,
    and quote them; their difference is not computed. [] where nothing of the kind is asked."""
    text = claimed_text(question)
    rows, left = _rows_named(text, tables.within(question))
    differ = _DIFFERENCE.search(left)
    more = None if differ else _MORE.search(left.replace("多少", ""))
    if len(rows) < 2 or DENIED.search(left) or not (differ or more):
        return []
    kind: Kind = "when" if more and (more["early"] or more["late"]) else "how_many"
    left = left.replace("多少", " ") if more else left
    for found in (differ, more):
        left = left.replace(found[0], " ") if found else left
    asked = read_asked(kind, _OTHER_WORDS.sub(" ", left), question)
    cells = dict(compared_column(asked, "", question, tables))
    pairs = [(row, cells[row]) for row in rows if row in cells]
    if len(pairs) != len(rows):
        return []
    sizes = [size_of(cell, kind, tables.plan.year) for _, cell in pairs]
    known = [size for _, size in filter(None, sizes)]
    units = {unit for unit, _ in filter(None, sizes)}
    values = {"column": pairs[0][1].header, "degree": more[0] if more else ""}
    quotes = list_rows(pairs, tables.plan)
    if not more or len(known) < len(pairs) or len(units) > 1:
        name = "rows.uncomparable" if more else "rows.apart"
        return [Statement("phrase", phrase(name, **values)), *quotes]
    wanted = (min if more["little"] or more["early"] else max)(known)
    first = [row for (row, _), size in zip(pairs, known, strict=True) if size == wanted]
    name = "rows.more" if len(first) < len(pairs) else "rows.alike"
    if question.yes_no:
        agrees = len(first) == len(pairs) if _ALIKE.search(text) else first == rows[:1]
        name = f"{name}_{'agrees' if agrees else 'contradicts'}"
    said = phrase(name, names="、".join(row.name.value for row in first), **values)
    return [Statement("phrase", said), *quotes]


def _rank(left: str, less: bool, question: Question, tables: Tables) -> Ranked | None:
    """Return the rows in the order of the column asked about; None where there is none such, or
    figures of several units."""
    who = tables.person_in(left)
    asked = read_asked("how_many", left.replace(who, " ") if who else left, question)
    column = compared_column(asked, who, question, tables)
    sizes = [(row, cell, size_of(cell, "how_many", None)) for row, cell in column]
    known = [(row, cell, size) for row, cell, size in sizes if size]
    unknown = tuple((row, cell) for row, cell, size in sizes if not size)
    if len(known) < 2 or len({unit for _, _, (unit, _) in known}) > 1:
        return None
    rows = ((row, cell, value) for row, cell, (_, value) in known)
    ordered = sorted(rows, key=lambda one: one[2], reverse=not less)
    return Ranked(column[0][1].header, tuple(ordered), unknown)


def _place_of(
    row: Row, ranked: Ranked, values: dict[str, object]
) -> tuple[str, list[tuple[Row, Cell]]]:
    """Say at which place a row comes, with those of the same figure; nothing of one without."""
    size = next((size for other, _, size in ranked.rows if other == row), None)
    alike = [(other, cell) for other, cell, value in ranked.rows if value == size]
    place = next((at for at, one in enumerate(ranked.rows, start=1) if one[2] == size), 0)
    name = "rows.place" if len(alike) == 1 else "rows.place_shared"
    return phrase(name, row=row.name.value, place=place, alike=len(alike), **values), alike


def _placed(
    count: int, one_only: bool, ranked: Ranked, values: dict[str, object]
) -> tuple[str, list[tuple[Row, Cell]]]:
    """Name the rows up to a place, or the one there; all up to it where others have its figure."""
    if not 0 < count <= len(ranked.rows):
        return "", []
    at = ranked.rows[count - 1][2]
    alike = [(row, cell) for row, cell, value in ranked.rows if value == at]
    if one_only and len(alike) == 1:
        return phrase("rows.at_place", place=count, **values), alike
    last = max(place for place, one in enumerate(ranked.rows, start=1) if one[2] == at)
    name = "rows.first_shared" if one_only or last > count else "rows.first"
    shown = [(row, cell) for row, cell, _ in ranked.rows[:last]]
    return phrase(name, place=count, shown=last, **values), shown


def _rows_named(text: str, rows: Sequence[Row]) -> tuple[list[Row], str]:
    """Return the rows that the parts of a text name one each, and the text without the names."""
    found: list[Row] = []
    left = ""
    for part in _JOINT.split(text):
        row = row_spoken_of(part, rows, SURELY_NAMED)
        left += f" {named(part, row)[1] if row else part}"
        if row and row not in found:
            found.append(row)
    return found, left
