"""The points of an item that it numbers itself, as people name them: 第15项第（2）点, 六（3）."""

import re
import unicodedata
from dataclasses import dataclass

from index.numerals import CHINESE_NUMERAL, parse_number
from index.plan import Item, Plan, Span

_N = rf"(?:\d{{1,3}}|[{CHINESE_NUMERAL}]{{1,3}})"
_NOUN = "(?:项(?:任务|工作)?|条|点|款|号)"
_ASKED = re.compile(
    rf"(?:第\s*(?P<item>{_N})\s*{_NOUN}?|(?<![\d.第])(?P<bare>\d{{1,3}})\s*{_NOUN}?(?=\s*\())"
    r"[的里中内下面, ]*"
    rf"(?:第\s*(?:\((?P<bracketed>{_N})\)|(?P<plain>{_N}))\s*[个小子分]*(?:项|条|点|款)"
    rf"|\((?P<alone>{_N})\)\s*[个小子分]*(?:项|条|点|款)?)"
)
# （1）, 1）, ①, ⑴ and 一是, at the start of a line or of a statement; 1. at that of a line alone.
_MARK = re.compile(
    r"(?:^|(?<=[\n。；;：:]))[ 　]*(?:(?P<brackets>[（(]\d{1,2}[)）])|(?P<closing>\d{1,2}[)）])"
    r"|(?P<dotted>(?<![^\n 　])\d{1,2}[.．、](?!\d))|(?P<circled>[①-⑳])|(?P<sign>[⑴-⒇])"
    r"|(?P<spoken>[一二三四五六七八九十]是))"
)
# What goes on below the last of them, or behind it, is no part of it.
_END = re.compile(
    r"\n|(?<=[。；;])[ 　]*[（(〔【［\[]?(?:责任|牵头|配合|主管|主办)(?:单位|部门|领导|人)[:：]"
)


@dataclass(frozen=True, slots=True)
class Point:
    """A point that a question names: its item, its number there, and where it stands in a text."""

    item: Item
    number: int
    start: int
    end: int


def find_point(text: str, plan: Plan) -> Point | None:
    """Return the point of an item that normalised `text` names; None where it names none, or the
    item numbers no points."""
    found = _ASKED.search(text)
    if found is None:
        return None
    item = plan.item(str(parse_number(found["item"] or found["bare"])))
    number = parse_number(found["bracketed"] or found["plain"] or found["alone"])
    if item is None or not number or not points_of(item):
        return None
    return Point(item, number, found.start(), found.end())


def points_of(item: Item) -> tuple[Span, ...]:
    """Return where the numbered points of an item stand in the plan, from the first on; none where
    there are fewer than two."""
    marks: list[re.Match[str]] = []
    for found in _MARK.finditer(item.text):
        alike = not marks or found.lastgroup == marks[0].lastgroup
        if alike and _number(found[0]) == len(marks) + 1:
            marks.append(found)
    if len(marks) < 2:
        return ()
    starts = [mark.start() for mark in marks]
    end = _END.search(item.text, marks[-1].end())
    ends = [*starts[1:], end.start() if end else len(item.text)]
    at = item.span.start
    return tuple(Span(at + one, at + other) for one, other in zip(starts, ends, strict=True))


def _number(mark: str) -> int | None:
    return parse_number(unicodedata.normalize("NFKC", mark).strip(" ().、是"))
