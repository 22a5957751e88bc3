"""Find what is listed behind the body of a plan: the rows of its annexes, under their titles.

An annex is a table, or a list of numbers of one line each below a title. Its rows are no items of
the plan and are named by their place: 附-1, or 附2-1 where there are several; a row that sums up
the others (附-合计) is none of them. A table with a title of its own that stands between the items
lists something beside them in the same way (表-1).
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from index.body import ANNEX, CLOSING, SIGNATURE
from index.markers import LONGEST_HEADING, MARKERS, STOP, Line, Node, begins_point
from index.numerals import parse_number
from index.plan import Item, Section, Span
from index.tables import sums_all
from index.titles import item_title

ANNEX_MARK = "附"
TABLE_MARK = "表"
ROW_MARKS = (ANNEX_MARK, TABLE_MARK)
_UNTITLED = "附件"
_UNIT = re.compile(r"[（(].*[）)]|(?:计量)?单位\s*[:：].*")
# What a list of the annexes themselves names.
_DOCUMENT = re.compile(
    r"(?:[表单册图书]|方案|计划|办法|细则|目录|台账|意见|分工|要点|通知)[。；;]?$|^《.*》$"
)


@dataclass(frozen=True, slots=True)
class Annex:
    """A table or list behind the body: the section it makes, and its rows."""

    section: Section
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class _Row:
    line: Line
    text_start: int
    in_table: bool
    is_sum: bool = False


@dataclass(frozen=True, slots=True)
class _Title:
    """What is written above a table or list; `marked`: as that of an annex (附件2：…)."""

    text: str = ""
    number: int | None = None
    marked: bool = False


def find_annexes(
    lines: Sequence[Line],
    rows: Sequence[Span],
    nodes: Sequence[Node],
    source: str,
    mark: str = ANNEX_MARK,
) -> list[Annex]:
    """Return the annexes in `lines`, those behind the body; `nodes` are the numbered ones, `mark`
    begins the labels."""
    places = {line.start: place for place, line in enumerate(lines)}
    starts = {row.start for row in rows}
    tables = (table for table in _tables(lines, starts, source) if not all(r.is_sum for r in table))
    groups = [*tables, *_lists(lines, places, nodes, starts)]
    groups.sort(key=lambda group: group[0].line.start)
    annexes: list[Annex] = []
    title = _Title()
    above = 0
    for order, group in enumerate(groups, start=1):
        first = places[group[0].line.start]
        found = _title_above(lines[above:first])
        if found.marked or not title.marked:
            title = found
        label = f"{mark}{order}" if len(groups) > 1 else mark
        text = title.text or _UNTITLED
        items = tuple(_items(group, label, text, source))
        if items:
            span = Span(lines[above].start, items[-1].span.end)
            number = order if title.number is None else title.number
            annexes.append(Annex(Section(text, span, number, part="annex"), items))
        above = places[group[-1].line.start] + 1
    return annexes


def tables_between(nodes: Sequence[Node]) -> tuple[list[Node], list[Span]]:
    """Part the nodes from the tables that only list something beside the items, and return where
    these stand, from their titles to the next number.

    Such a table has a title of its own, stands below an item, and the numbers go on behind it.
    """
    others: list[Node] = []
    tables: list[Span] = []
    place = 0
    while place < len(nodes):
        node, end = nodes[place], place + 1
        while node.style == "heading" and end < len(nodes) and nodes[end].style == "row":
            end += 1
        titled = end > place + 1 and others and not others[-1].is_heading
        if titled and _go_on(others, nodes[end:]):
            tables.append(Span(node.line.start, nodes[end].line.start))
        else:
            others += nodes[place:end]
        place = end
    return others, tables


def _go_on(before: Sequence[Node], after: Sequence[Node]) -> bool:
    """Whether a kind of number goes on behind a table where it was above."""
    last = {node.style: node.number for node in before if node.path != (0,)}
    first = {node.style: node.number for node in reversed(after) if node.path != (0,)}
    return any(last.get(style) == number - 1 for style, number in first.items() if style != "row")


def _tables(lines: Sequence[Line], rows: set[int], source: str) -> Iterator[list[_Row]]:
    """Yield the rows that stand together, with those that sum them up."""
    table: list[_Row] = []
    for line in lines:
        is_sum = line.start not in rows
        if is_sum and sums_all(line.text) is None:
            continue
        if table and line.number != table[-1].line.number + 1:
            yield table
            table = []
        marker = MARKERS["dot"].match(source, line.start, line.end)
        table.append(_Row(line, marker.end() if marker else line.start, True, is_sum))
    if table:
        yield table


def _lists(
    lines: Sequence[Line], places: dict[int, int], nodes: Sequence[Node], rows: set[int]
) -> Iterator[list[_Row]]:
    """Yield the lists of one-line numbers, 1 to the last, that fill an annex below its title.

    What has more in it is a document of its own, and what names documents tells which annexes
    there are.
    """
    numbered = {places[node.line.start]: node for node in nodes if node.line.start not in rows}
    marks = [place for place, line in enumerate(lines) if ANNEX.match(line.text)]
    for mark, following in pairwise([*marks, len(lines)]):
        ends = (place for place in range(mark + 1, following) if _ends(lines[place]))
        inside = range(mark + 1, next(ends, following))
        members = [numbered[place] for place in inside if place in numbered]
        if len(members) < 2 or not _title_above(lines[mark : places[members[0].line.start]]).text:
            continue
        whole = len(members) == inside.stop - places[members[0].line.start]
        alike = len({node.style for node in members}) == 1
        counted = [node.path for node in members] == [(n + 1,) for n in range(len(members))]
        documents = sum(bool(_DOCUMENT.search(node.line.text)) for node in members)
        if whole and alike and counted and documents * 2 < len(members):
            yield [_Row(node.line, node.text_start, in_table=False) for node in members]


def _title_above(lines: Sequence[Line]) -> _Title:
    """Return the title that stands at the end of `lines`, above a table or a list."""
    headings: list[str] = []
    for place in reversed(range(len(lines))):
        text = lines[place].text
        if mark := ANNEX.match(text):
            one_of_several = bool(place and ANNEX.match(lines[place - 1].text))
            own = text[mark.end() :].strip()
            if one_of_several and own:  # a list of the annexes, which do not begin here
                return _Title()
            number = parse_number(mark["number"]) if mark["number"] else None
            return _Title(own if _may_be_title(own) else "".join(headings[-1:]), number, True)
        if _ends(lines[place]):
            break
        if _may_be_title(text):
            headings.append(text.strip(" #*【】"))
    return _Title("".join(headings[:1]))


def _may_be_title(text: str) -> bool:
    return (
        0 < len(text) <= LONGEST_HEADING
        and not STOP.search(text)
        and not _UNIT.fullmatch(text)
        and not begins_point(text)
    )


def _ends(line: Line) -> bool:
    """Whether a line ends a document, so that what is above it is no title of what is below."""
    return bool(CLOSING.match(line.text) or SIGNATURE.fullmatch(line.text))


def _items(rows: Sequence[_Row], label: str, section: str, source: str) -> Iterator[Item]:
    sums = [row for row in rows if row.is_sum and sums_all(row.line.text)]
    place = 0
    for row in rows:
        text = source[row.text_start : row.line.end]
        span = Span(row.text_start, row.line.end)
        if row.is_sum:
            if row in sums[:1]:
                yield Item(0, f"{label}-合计", text, span, section, "合计", part="sum")
            continue
        place += 1
        if text.strip():
            title = item_title(text, row.in_table)
            yield Item(place, f"{label}-{place}", text, span, section, title, part="annex")
