"""Find the headings that have no number: lines that the layout marks, and short bare ones between
the items, of one level or of two."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from index.body import CLOSING, SIGNATURE
from index.document import Document
from index.markers import (
    FIELD_LINE,
    IN_BRACKETS,
    LONGEST_HEADING,
    MARKDOWN,
    POINT,
    SENTENCE_END,
    SOURCED_END,
    STOP,
    Line,
    Node,
    begins_point,
)

LONGEST_BARE = 20
PUNCTUATION = re.compile(r"[，。；：！？,;:!?、.．|｜]")
_MARKDOWN_HEADING = re.compile(r"(#{1,6})[ \t]+")
# What the part is called that tells how a plan is carried out.
_FOLLOW_UP = re.compile(r"保障|要求|措施|组织|机制|考核|督[查导办]|落实|实施|推进|附则")
_PLAN_NAME = re.compile(r"\d{4}|年|稿|计划|要点|安排|方案|报告|清单|重点工作|号$")


@dataclass(frozen=True, slots=True)
class _Bare:
    """A short line above a number, and the one above it where that heads several such."""

    line: Line
    above: Line | None = None
    parted: bool = False
    """Whether a blank line parts the upper of both from what is above."""

    @property
    def lines(self) -> tuple[Line, ...]:
        return (self.above, self.line) if self.above else (self.line,)


def with_headings(lines: Sequence[Line], nodes: Sequence[Node], document: Document) -> list[Node]:
    """Add the headings without a number: marked by the layout, or a short bare line that
    stands after the end of an item and before a numbered line."""
    marked = _marked(lines, document)
    title = _lone_title(lines, nodes, marked)
    numbered = {node.line.number for node in nodes}
    levels = {
        line.number: marked[line.number]
        for line in lines[1:]
        if line.number in marked and line.number not in numbered and line is not title
    }
    deepest = max(levels.values(), default=1)
    finder = _Finder(lines, nodes, numbered | set(marked), document)
    bare = finder.bare(bool(levels))
    levels |= {number: deepest + below for number, below in _levels(bare).items()}
    if closing := finder.closing():
        levels[closing.number] = 1
    found = list(nodes)
    for line in lines:
        if level := levels.get(line.number):
            prefix = MARKDOWN.match(line.text) if line.number in marked else None
            start = line.start + (prefix.end() if prefix else 0)
            found.append(Node("heading", (0,), line, start, True, level))
    return sorted(found, key=lambda node: node.line.start)


# --- marked by the layout ----------------------------------------------------------------


def _marked(lines: Sequence[Line], document: Document) -> dict[int, int]:
    """Return line → level; brackets (【城市建设】) say of no level that they mark."""
    found = {
        line.number: level
        for line in lines
        if (level := document.headings.get(line.start) or _markdown_level(line.text))
    }
    deepest = max(found.values(), default=1)
    brackets = [line.number for line in lines if IN_BRACKETS.fullmatch(line.text)]
    return dict.fromkeys(brackets, deepest) | found


def _markdown_level(text: str) -> int:
    found = _MARKDOWN_HEADING.match(text)
    return len(found[1]) if found else 0


def _lone_title(
    lines: Sequence[Line], nodes: Sequence[Node], marked: Mapping[int, int]
) -> Line | None:
    """Return the only heading of the first level, where it stands above all numbers: of Markdown,
    or with headings of other levels below it."""
    found = [line for line in lines if marked.get(line.number) == 1]
    if len(found) != 1 or any(node.line.start < found[0].start for node in nodes):
        return None
    is_title = _markdown_level(found[0].text) or max(marked.values()) > 1
    return found[0] if is_title else None


# --- bare lines --------------------------------------------------------------------------


class _Finder:
    """Looks for the short bare lines that head what is numbered below them."""

    def __init__(
        self, lines: Sequence[Line], nodes: Sequence[Node], taken: set[int], document: Document
    ) -> None:
        self._lines = lines
        self._numbered = {node.line.number for node in nodes}
        self._restarts = _restarts(nodes)
        self._taken = taken
        self._rows = {row.start for row in document.rows}

    def bare(self, others: bool) -> list[_Bare]:
        """Return them in order; `others`: whether the layout marks headings as well."""
        found = [
            bare
            for place in range(1, len(self._lines) - 1)
            if self._lines[place + 1].number in self._numbered and (bare := self._at(place))
        ]
        pairs = [each for each in found if each.above]
        if not self._are_headings(pairs):
            found, pairs = [each for each in found if not each.above], []
        if (self._restarts and (found or others)) or len(found) > 1:
            found = [*self._first(bool(pairs)), *found]
        return found

    def closing(self) -> Line | None:
        """Return what heads the paragraphs behind the last number (保障措施), if no line above
        looks like it: in a plan whose items have such parts it is the last item's own."""
        last = max(self._numbered, default=0)
        found = [
            line
            for before, line, after in zip(
                self._lines, self._lines[1:], self._lines[2:], strict=False
            )
            if _FOLLOW_UP.search(line.text)
            and self._may_head(replace(line, text=line.text.rstrip(":：")))
            and not begins_point(line.text)
            and (_ends(before, line) or _is_parted(before, line) or before.start in self._rows)
            and after.number not in self._numbered
            and STOP.search(after.text)
        ]
        return found[0] if found and found[0].number > last else None

    def _at(self, place: int) -> _Bare | None:
        before, line, after = self._lines[place - 1 : place + 2]
        if not self._may_head(line, new_part=after.number in self._restarts):
            return None
        if after.start in self._rows or before.start in self._rows or _ends(before, line):
            return _Bare(line, parted=_is_parted(before, line))
        upper = self._lines[place - 2] if place > 1 else None
        if upper and self._may_head(before) and _ends(upper, before):
            return _Bare(line, before, _is_parted(upper, before))
        return None

    def _may_head(self, line: Line, new_part: bool = False) -> bool:
        return (
            line.number not in self._taken
            and line.start not in self._rows
            and not CLOSING.match(line.text)
            and _may_be_heading(line.text, new_part)
        )

    def _are_headings(self, pairs: Sequence[_Bare]) -> bool:
        """Whether two lines below an item head what follows: offices below each item do not."""
        starts = sorted(self._numbered)
        headed = [
            after.line.number - pair.line.number > 0
            and sum(pair.line.number < number < after.lines[0].number for number in starts) > 1
            for pair, after in pairwise(pairs)
        ]
        texts = [line.text for pair in pairs for line in pair.lines]
        return len(pairs) > 0 and sum(headed) * 2 >= len(headed) and len({*texts}) == len(texts)

    def _first(self, pairs: bool) -> list[_Bare]:
        """Return what heads the first numbers, below the title."""
        starts = (at for at, line in enumerate(self._lines) if line.number in self._numbered)
        first = next(starts, 0)
        if first < 2 or not self._heads_first(self._lines[first - 1]):
            return []
        line, above = self._lines[first - 1], self._lines[first - 2]
        two = pairs and first > 2 and self._heads_first(above)
        return [_Bare(line, above if two else None, parted=True)]

    def _heads_first(self, line: Line) -> bool:
        issuer = SIGNATURE.fullmatch(line.text) or re.match("[(（〔]", line.text)
        return self._may_head(line) and not issuer and not _PLAN_NAME.search(line.text)


def _levels(bare: Sequence[_Bare]) -> dict[int, int]:
    """Return line → 1 of what stands below a heading of the upper level, else 0.

    What heads one level alone may be of either; a blank line above tells, where it stands above
    each upper one and not above each other.
    """
    pairs = [each for each in bare if each.above]
    alone = [each for each in bare if not each.above]
    upper = {each.line.number for each in alone if each.parted}
    told = all(each.parted for each in pairs) and len(upper) < len(alone)
    nested = bool(pairs) and (told or not alone)
    return {
        line.number: int(nested and line is each.line and line.number not in upper)
        for each in bare
        for line in each.lines
    }


def _may_be_heading(text: str, new_part: bool) -> bool:
    """Whether a line without a number may be a heading; a longer one where numbers restart."""
    if POINT.match(text) or not any(map(str.isalpha, text)):
        return False
    if new_part and len(text) <= LONGEST_HEADING and not STOP.search(text):
        return True
    return len(text) <= LONGEST_BARE and not PUNCTUATION.search(text)


def _ends(above: Line, line: Line) -> bool:
    """Whether an item ends above a line: in a sentence, or in who answers for it."""
    if SENTENCE_END.search(above.text) or SOURCED_END.search(above.text):
        return True
    return bool(FIELD_LINE.search(above.text)) and _is_parted(above, line)


def _is_parted(above: Line, line: Line) -> bool:
    return line.number > above.number + 1


def _restarts(nodes: Sequence[Node]) -> set[int]:
    """Return the lines where a kind of number begins with 1 again, without a section above."""
    seen: set[str] = set()
    found: set[int] = set()
    for before, node in zip([None, *nodes], nodes, strict=False):
        if node.path == (1,) and node.style in seen and before and before.style == node.style:
            found.add(node.line.number)
        seen.add(node.style)
    return found
