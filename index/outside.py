"""What stands outside the items of a plan: kept beside them, or left out and reported.

The paragraphs before the first number, and below the heading of a section, that tell the year's
figures (地区生产总值增长6.5%) or, before the first number, its course (总体要求是：…) are kept, as
前言 or by the section's number. Behind the last item
those are kept that tell figures or when something is done (每月调度), as 结尾, and all that stands
below a heading of its own (保障措施), by that.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Sequence

from index.document import Document
from index.markers import FIELD_IN_BRACKETS, FIELD_LINE, POINT, STOP, Line, Node, runs_on
from index.plan import Item, LeftOut, Span
from index.quantities import find_quantities

PREAMBLE = "前言"
ENDING = "结尾"
_DATES = ("time", "age")
# How often, by when and from when on something is done.
_WHEN = re.compile(
    r"[每逐按][半]?[年月季周旬日]|半年|定期|年[底终末中]|[月季]底|\d日[前内起]|工作日|自.{2,12}起"
)
# What is to be achieved in the year, or by what, in words.
_COURSE = re.compile(
    r"总体(?:要求|思路|目标|部署)|指导思想|(?:工作|发展)(?:思路|主线|基调|总基调)|(?:总|奋斗)目标"
    r"|[一二两三四五六七八九十]大(?:目标|任务|行动|战略|工程)|为(?:主线|总抓手|抓手|统领|引领)"
)
_NOTE = re.compile(r"(?:(?:备\s*)?注|说\s*明)\s*[:：]")

PartOf = Callable[[Line], tuple[str, str] | None]


def find_goals(
    lines: Sequence[Line],
    items: Sequence[Item],
    document: Document,
    part_of: PartOf,
) -> list[Item]:
    """The paragraphs outside the items that tell the year's figures, or below the heading of a
    section who answers for it; one item a part."""
    covered = _covered(lines, items)
    rows = {row.start for row in document.rows}
    taken = {item.label for item in items}
    found: dict[tuple[str, str], Span] = {}
    whole: tuple[str, str] | None = None  # the part that all lines from its first goals on are of
    for line in lines:
        outside = line.number not in covered and line.start not in rows
        answers = outside and tells_who(line.text)
        told = outside and (answers or _tells_goals(line.text))
        part = part_of(line) if outside and (told or whole or _tells_course(line.text)) else None
        told = told or (part is not None and part[0] == PREAMBLE and _tells_course(line.text))
        if answers and part and part[0] == PREAMBLE:  # who issues the plan
            told = False
        if part != whole:
            whole = None
        if not told or part is None or part[0] in taken:
            continue
        if part not in found or part == whole:  # with what stands between them
            start = found[part].start if part in found else line.start
            found[part] = Span(start, line.end)
            whole = part
    return [
        Item(0, label, document.text[span.start : span.end], span, title=title, part="preamble")
        for (label, title), span in found.items()
    ]


def find_closing(
    lines: Sequence[Line],
    items: Sequence[Item],
    nodes: Sequence[Node],
    document: Document,
    part_of: PartOf,
) -> list[Item]:
    """What is told behind the last item, one item a part: all below a heading of its own; without
    one, from the first paragraph on that tells something to the last that does."""
    end = max(item.span.end for item in items)
    headings = {node.line.number for node in nodes if node.is_heading}
    rows = {row.start for row in document.rows}
    taken = {item.label for item in items}
    found: dict[tuple[str, str], Span] = {}
    behind = [line for line in lines if line.start > end and line.start not in rows]
    for paragraph in _paragraphs([line for line in behind if line.number not in headings]):
        part = part_of(paragraph[0]) or (ENDING, ENDING)
        text = "".join(line.text for line in paragraph)
        is_told = _tells(text) if part[0] == ENDING else STOP.search(text) or POINT.match(text)
        if is_told and part[0] not in taken:
            start = found[part].start if part in found else paragraph[0].start
            found[part] = Span(start, paragraph[-1].end)
    return [
        Item(0, label, document.text[span.start : span.end], span, title=title, part="closing")
        for (label, title), span in found.items()
    ]


def _paragraphs(lines: Sequence[Line]) -> Iterator[list[Line]]:
    """Yield the lines together of which one goes on in the next."""
    paragraph: list[Line] = []
    for line in lines:
        if paragraph and not runs_on(paragraph[-1].text):
            yield paragraph
            paragraph = []
        paragraph.append(line)
    if paragraph:
        yield paragraph


def _tells(text: str) -> bool:
    """Whether a paragraph tells figures, or when something is done; to exhort is not to tell, and a
    note is one to a table."""
    if not re.search(r"[。；;]$", text) or _NOTE.match(text):
        return False
    return _tells_goals(text) or bool(_WHEN.search(text))


def _tells_goals(text: str) -> bool:
    """Whether a line is a sentence or a point with figures, those of dates left aside."""
    figures = find_quantities(text) if STOP.search(text) or POINT.match(text) else ()
    return any(figure.dimension not in _DATES for figure in figures)


def _tells_course(text: str) -> bool:
    """Whether a line is a sentence with the year's course."""
    return bool(STOP.search(text) and _COURSE.search(text))


def tells_who(text: str) -> bool:
    """Whether a line says who answers for what is below it, or by when."""
    return bool(FIELD_LINE.search(text) or FIELD_IN_BRACKETS.fullmatch(text))


def left_out(
    lines: Sequence[Line],
    items: Sequence[Item],
    nodes: Sequence[Node],
    no_loss: set[int],
    contents: set[int],
    begin: int,
    first: int,
    end: int,
) -> Iterator[LeftOut]:
    """Report the paragraphs in no item, neighbours of one kind together.

    The title block and the headings of sections are no loss and are not reported.
    """
    covered = _covered(lines, items)
    headings = {node.line.number for node in nodes if node.is_heading}
    run: list[tuple[str, Line]] = []
    for line in lines:
        if line.number in covered or line.number in no_loss:
            reason = ""
        elif line.start < begin:
            reason = "计划前的文件"
        elif line.number in contents:
            reason = "目录"
        elif line.start < first:
            reason = "前言" if STOP.search(line.text) else ""
        elif line.start >= end:
            reason = "结尾"
        elif line.number in headings:
            reason = "没有编号条目的部分"
        else:
            reason = run[-1][0] if run and run[-1][0] == "没有编号条目的部分" else "条目以外的段落"
        if run and run[-1][0] != reason:
            yield _report(run)
            run = []
        if reason:
            run.append((reason, line))
    if run:
        yield _report(run)


def _covered(lines: Sequence[Line], items: Sequence[Item]) -> set[int]:
    """Return the numbers of the lines that hold text of an item."""
    starts = [line.start for line in lines]
    return {
        line.number
        for item in items
        for line in lines[
            bisect_right(starts, item.span.start) - 1 : bisect_left(starts, item.span.end)
        ]
    }


def _report(run: Sequence[tuple[str, Line]]) -> LeftOut:
    reason, line = run[0]
    return LeftOut(line.number, run[-1][1].number, reason, line.text)
