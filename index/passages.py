"""Cut items into passages (sentences) and clauses whose spans point into the source."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from index.markers import MARKERS, SENTENCE_END, begins_point, lines_of, runs_on
from index.plan import Expansion, Item, Plan, Span

# Bump when a change of the rules below changes where passages begin or end: it is part of
# the index fingerprint.
RULES_VERSION = 3

_SENTENCE_END = re.compile(r"(?:[。！？!?]+[”’」』》）)】]*|\n)\s*")
# A line of fewer characters, or of so many fewer than the longest of its item, is not cut by the
# margin.
_MARGIN = 20
_RAGGED = 3
_CLAUSE_END = re.compile(r"[,，;；:：]")
_CELL_END = re.compile(r"[;；。]")
# By when an item is done, said behind who answers for it in the same line, or before it.
_LONGEST = 300  # characters
_WHO = r"(?:责任|牵头|配合|主管|主办|承办|协办)(?:单位|部门|[科处]室|领导|人)[:：]"
_WHEN = r"(?:(?:完成|办结)(?:时限|时间|期限|日期)|时限|时间节点)[:：]"
_BEGINS = r"(?:^|(?<=[。！!\n　 ]))[（(]?"
_GOES_ON = rf"[^。\n]{{0,{_LONGEST}}}?[;；,， 　][ 　]*"
_TAIL = re.compile(rf"{_BEGINS}{_WHO}{_GOES_ON}(?={_WHEN})|{_BEGINS}{_WHEN}{_GOES_ON}(?={_WHO})")
# A part of an item in the same paragraph, and one that is but a heading: (2)推进旧厂房改造。
_PART_MARKS = (
    *(MARKERS[name] for name in ("parenthesis", "chinese-parenthesis", "circled")),
    re.compile("[一二三四五六七八九十]是"),
)
_HEADING = re.compile(r"[^\d,，;；:：。！？!?()（）\s]{4,30}[。\n]\s*")
# Says who answers for an item, or by when it is done, whatever part it stands behind.
_OF_ITEM = re.compile(rf"[（(]?(?:{_WHO}|{_WHEN}|由[^,，。;；]{{2,60}}(?:牵头|负责))")
_BRACKETS = {"“": "”", "《": "》", "‘": "’", "（": "）", "(": ")", "「": "」", "【": "】"}


@dataclass(frozen=True, slots=True)
class Passage:
    """One sentence of one item, or one row of a table in it.

    `ordinal` is the position among the plan's passages (0-based), `span` the exact range in
    `Plan.source`; an item's passages join to its text without gap or overlap. `clauses` split
    the span after each comma, semicolon or colon outside quotation marks and brackets; a row's
    split after each cell, which keeps a column's name and value together. `expansions` are other
    words in which people ask about parts of it, for searching only; `asked` has their phrases, a
    line each and in lower case. `heading` is the sentence that heads the part of the item in which
    it stands, without its mark ((2)推进旧厂房改造。), "" of none and of the heading itself; `part`
    is the range of that part.
    """

    ordinal: int
    item: str
    text: str
    span: Span
    clauses: tuple[Span, ...]
    expansions: tuple[Expansion, ...] = ()
    asked: str = ""
    heading: str = ""
    part: Span | None = None

    @property
    def searched(self) -> str:
        """Return what a query's words are looked for in."""
        return f"{self.text}\n{self.asked}"


def split_plan(plan: Plan) -> tuple[Passage, ...]:
    """Return every passage of the plan in order; `passages[i].ordinal == i`."""
    passages: list[Passage] = []
    rows = (*plan.rows, *(item.span for item in plan.items if item.part == "sum"))
    for item in plan.items:
        passages.extend(split_item(item, len(passages), rows))
    expansions: dict[int, tuple[Expansion, ...]] = {}
    for expansion in plan.expansions:
        ordinal = ordinal_at(passages, expansion.span.start)
        expansions[ordinal] = (*expansions.get(ordinal, ()), expansion)
    return tuple(
        _expanded(p, expansions[p.ordinal]) if p.ordinal in expansions else p for p in passages
    )


def _expanded(passage: Passage, expansions: tuple[Expansion, ...]) -> Passage:
    phrases = (phrase for expansion in expansions for phrase in expansion.phrases)
    return replace(passage, expansions=expansions, asked="\n".join(phrases).lower())


def asked_within(passage: Passage, span: Span) -> str:
    """Return, a line each and in lower case, how people ask about the part at `span`."""
    return "\n".join(
        phrase
        for expansion in passage.expansions
        if expansion.span.overlaps(span)
        for phrase in expansion.phrases
    ).lower()


def ordinal_at(passages: Sequence[Passage], position: int) -> int:
    """Return the ordinal of the passage that holds the source offset `position`."""
    return bisect_right(passages, position, key=lambda passage: passage.span.start) - 1


def split_item(item: Item, first_ordinal: int = 0, rows: tuple[Span, ...] = ()) -> list[Passage]:
    """Return the item's passages; `"".join(p.text for p in …) == item.text`.

    A row of a table is one passage, however many sentences its cells hold: who and when belong
    to what.
    """
    passages: list[Passage] = []
    heading = ""
    whole = [
        Span(row.start - item.span.start, row.end - item.span.start)
        for row in rows
        if row.overlaps(item.span)
    ]
    for index, span in enumerate(_sentence_spans(item.text, whole)):
        text = item.text[span.start : span.end]
        offset = item.span.start + span.start
        mark = _part_mark(text)
        if mark:
            heading = ""
        is_row = any(row.start <= span.start < row.end for row in whole)
        clauses = tuple(
            Span(offset + clause.start, offset + clause.end)
            for clause in (_cell_spans(text) if is_row else clause_spans(text))
        )
        passages.append(
            Passage(
                ordinal=first_ordinal + index,
                item=item.label,
                text=text,
                span=Span(offset, offset + len(text)),
                clauses=clauses,
                heading="" if is_row else heading,
            )
        )
        if mark and _HEADING.fullmatch(text, mark) and not item.is_title(text):
            heading = text[mark:].strip().rstrip("。")
    passages = _without_heading(passages)
    return [_in_part(passage, passages) for passage in passages]


def _without_heading(passages: list[Passage]) -> list[Passage]:
    """Take the heading of the last part from the lines behind it on the whole item; where other
    parts have such lines of their own, they are those of that part."""
    body = len(passages)
    while body and _OF_ITEM.match(passages[body - 1].text):
        body -= 1
    if any(_OF_ITEM.match(passage.text) for passage in passages[:body]):
        return passages
    return [*passages[:body], *(replace(passage, heading="") for passage in passages[body:])]


def _in_part(passage: Passage, passages: Sequence[Passage]) -> Passage:
    """Return a sentence with the range of its part, where that has a heading."""
    if not passage.heading:
        return passage
    alike = [p for p in passages if p.heading == passage.heading]
    return replace(passage, part=Span(alike[0].span.start, alike[-1].span.end))


def _part_mark(text: str) -> int:
    """Return where what a sentence says begins, behind the mark of a part; 0 where it has none."""
    return next((found.end() for mark in _PART_MARKS if (found := mark.match(text))), 0)


def title_above(passage: Passage, plan: Plan) -> str:
    """Return the title of a sentence's item, with the heading of its part on a line of its own:
    what either names, the sentence is on."""
    item = plan.item(passage.item)
    return "\n".join(filter(None, (item.title if item else "", passage.heading)))


def _sentence_spans(text: str, whole: list[Span]) -> list[Span]:
    """Cut after each sentence and each line that ends one, and between who answers for an item and
    by when it is done; nowhere inside what is to stay whole."""
    whole = [*whole, *(w for w in _wrapped(text) if not any(map(w.overlaps, whole)))]
    ends = [match.end() for found in (_SENTENCE_END, _TAIL) for match in found.finditer(text)]
    return _cut(text, [end for end in ends if not any(w.start < end < w.end for w in whole)])


def _wrapped(text: str) -> Iterator[Span]:
    """Yield what holds a line's last character and the next line's first where the margin cut
    the sentence: the line is as long as any, ends none, and no number or point is below it. In a
    list without full stops each line is one."""
    lines = lines_of(text)
    if not lines or not SENTENCE_END.search(lines[-1].text):
        return
    margin = max(_MARGIN, max(len(line.text) for line in lines) - _RAGGED)
    for line, below in pairwise(lines):
        if len(line.text) >= margin and runs_on(line.text) and not begins_point(below.text):
            yield Span(line.end - 1, below.start + 1)


def clause_spans(text: str) -> list[Span]:
    """Cut a sentence after commas, semicolons and colons that no quotes or brackets enclose."""
    enclosed = _enclosed(text)
    cuts = []
    for match in _CLAUSE_END.finditer(text):
        position = match.start()
        in_number = (
            text[position - 1 : position].isdigit() and text[position + 1 : position + 2].isdigit()
        )
        if not enclosed[position] and not (match[0] in ",:：" and in_number):
            cuts.append(match.end())
    return _cut(text, cuts)


def _cell_spans(text: str) -> list[Span]:
    enclosed = _enclosed(text)
    ends = [match.end() for match in _CELL_END.finditer(text) if not enclosed[match.start()]]
    return _cut(text, ends)


def _cut(text: str, ends: list[int]) -> list[Span]:
    bounds = sorted({0, *(end for end in ends if 0 < end < len(text)), len(text)})
    return [Span(start, end) for start, end in pairwise(bounds)]


def _enclosed(text: str) -> list[bool]:
    """For each character, whether a matched pair of quotes or brackets encloses it."""
    inside = [False] * len(text)
    stack: list[tuple[str, int]] = []
    for position, char in enumerate(text):
        if char in _BRACKETS:
            stack.append((_BRACKETS[char], position))
        elif stack and char == stack[-1][0]:
            _, start = stack.pop()
            inside[start:position] = [True] * (position - start)
    return inside
