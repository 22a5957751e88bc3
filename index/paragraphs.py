"""Put the paragraphs of a document together, which pages and margins cut in lines.

Every line of the file stays one line, so that reports name the lines of the file as it is: a
paragraph stands in its first line, and the others of it are blank.
"""

import re
import unicodedata
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate, pairwise

from index.document import Document
from index.markers import BLANK, SENTENCE_END, begins_point, is_cut
from index.pages import page_numbers, running_heads
from index.plan import LeftOut, Span

_LEAST_LINE = "宽" * 20  # a narrower text is a list
_LEAST_CUT = 3  # lines that a margin must have cut to be one
_SLACK = 4
# What a margin cuts nowhere: a figure, a Latin word; and the stops that begin no line.
_UNIT = re.compile(r"(?:[A-Za-z0-9.%]+|.)[，。、；：！？”’）》」』】…]*")
# A line that begins like this says something of its own: 责任单位：, （完成时限：, 【目标】
_FIELD = re.compile(r"[（(【]?[^\s，。；：:（()）\d]{2,8}[:：】]")
_DANGLING = ("，", ",", "、")
# Without a letter the line would be none where "\r" and "\n" of two lines join.
_GONE = " "


@dataclass(frozen=True, slots=True)
class _Lines:
    """The lines of a document: what they say, and how each one ends."""

    texts: list[str]
    ends: list[str]
    fixed: frozenset[int]
    """The places of the rows of tables and of the headings that the layout marks."""


def put_together(document: Document) -> Document:
    """Return a document without page numbers and running heads, its paragraphs whole."""
    lines = _lines(document)
    breaks = {at for at, end in enumerate(lines.ends) if "\f" in end}
    numbers = page_numbers(lines.texts, breaks) - lines.fixed
    heads = running_heads(lines.texts, numbers | breaks, set(lines.fixed))
    removed = numbers | set(heads)
    texts = [_GONE if at in removed else text for at, text in enumerate(lines.texts)]
    texts = _joined(replace(lines, texts=texts), removed | breaks)
    if texts == lines.texts:
        return document
    left_out = tuple(
        LeftOut(at + 1, at + 1, "页码", lines.texts[at].strip(BLANK)) for at in sorted(numbers)
    )
    notes = (*document.notes, *_note(heads))
    return replace(_rewritten(document, lines, texts), left_out=left_out, notes=notes)


def _note(heads: Mapping[int, str]) -> list[str]:
    if not heads:
        return []
    shown = "、".join(f"“{text[:20]}”" for text in list(dict.fromkeys(heads.values()))[:3])
    return [f"每页重复的页眉或页脚没有读入：{shown}。"]


def _lines(document: Document) -> _Lines:
    kept = document.text.splitlines(keepends=True)
    texts = document.text.splitlines()
    starts = list(accumulate(map(len, kept), initial=0))
    offsets = {*document.headings, *(row.start for row in document.rows)}
    fixed = frozenset(bisect_left(starts, offset) for offset in offsets)
    ends = [line[len(text) :] for line, text in zip(kept, texts, strict=True)]
    return _Lines(texts, ends, fixed)


def _rewritten(document: Document, lines: _Lines, texts: Sequence[str]) -> Document:
    """Return the document with other texts in its lines."""
    starts = (
        accumulate(
            (len(text) + len(end) for text, end in zip(each, lines.ends, strict=True)), initial=0
        )
        for each in (lines.texts, texts)
    )
    moved = dict(zip(*starts, strict=True))
    return replace(
        document,
        text="".join(text + end for text, end in zip(texts, lines.ends, strict=True)),
        headings={moved[start]: level for start, level in document.headings.items()},
        rows=tuple(
            Span(moved[row.start], moved[row.start] + row.end - row.start) for row in document.rows
        ),
    )


def _joined(lines: _Lines, removed: set[int]) -> list[str]:
    """Return the texts with each paragraph in its first line."""
    texts = [text.strip(BLANK) for text in lines.texts]
    filled = [at for at, text in enumerate(texts) if text and at not in lines.fixed]
    margin = next(
        filter(None, (_margin(lines.texts, filled, size) for size in (_width, len))), None
    )
    joined = list(lines.texts)
    first = -1
    for at, below in pairwise(filled):
        between = range(at + 1, below)
        over_page = any(place in removed for place in between)
        near = not between or (over_page and not any(place in lines.fixed for place in between))
        over_page = over_page and is_cut(texts[at]) and _goes_on(texts[at], texts[below])
        in_line = margin is not None and margin.cuts(lines.texts[at], lines.texts[below])
        if not (near and (over_page or in_line)):
            first = -1
            continue
        first = at if first < 0 else first
        joined[first] = _put(joined[first], texts[below])
        joined[below] = _GONE
    return joined


@dataclass(frozen=True, slots=True)
class _Margin:
    """Where the lines of a text were cut: by their width, or by how many characters they have."""

    size: Callable[[str], int]
    at: int
    indent: int | None = None
    """How far the lines are indented that go on with a paragraph, where its first is further."""

    def is_full(self, text: str, below: str) -> bool:
        """Whether what begins the line below had no room in a line."""
        unit = _UNIT.match(below.strip(BLANK))
        size = self.size(text.rstrip(BLANK))
        no_room = size + self.size(unit[0] if unit else "") > self.at - _SLACK
        return no_room and size <= self.at + _SLACK

    def cuts(self, text: str, below: str) -> bool:
        """Whether a paragraph goes on in the line below."""
        if not self.is_full(text, below):
            return False
        return _goes_on(text, below.strip(BLANK)) or (
            _indent(below) == self.indent and not begins_point(below.strip(BLANK))
        )


def _margin(
    texts: Sequence[str], filled: Sequence[int], size: Callable[[str], int]
) -> _Margin | None:
    """Return the margin of a text, None where each paragraph is a line."""
    pairs = [(at, below) for at, below in pairwise(filled) if below == at + 1]
    cut = [pair for pair in pairs if _goes_on(texts[pair[0]], texts[pair[1]].strip(BLANK))]
    if len(cut) < _LEAST_CUT:
        return None
    margin = _Margin(size, max(size(texts[at].rstrip(BLANK)) for at, _ in cut))
    full = [pair for pair in cut if margin.is_full(*(texts[at] for at in pair))]
    wider = sum(size(texts[at].rstrip(BLANK)) > margin.at + _SLACK for at in filled)
    # In a list without stops each line is one.
    above = {at for at, _ in full}
    last = [below for _, below in full if below not in above]
    ended = sum(bool(SENTENCE_END.search(texts[at].rstrip(BLANK))) for at in last)
    is_margin = (
        margin.at >= size(_LEAST_LINE)
        and len(full) >= _LEAST_CUT
        and len(full) * 5 >= len(cut) * 4
        and wider * 10 <= len(filled)
        and ended * 2 > len(last)
    )
    if not is_margin:
        return None
    first = [_indent(texts[at]) for at in filled if begins_point(texts[at].strip(BLANK))]
    others = Counter(_indent(texts[below]) for _, below in full)
    indent = others.most_common(1)[0][0]
    return replace(margin, indent=indent) if first and indent < min(first) else margin


def _goes_on(text: str, below: str) -> bool:
    """Whether a sentence may go on in the line below."""
    text = text.rstrip(BLANK)
    if SENTENCE_END.search(text) or text.endswith((":", "：")) or begins_point(below):
        return False
    return text.endswith(_DANGLING) or not _FIELD.match(below)


def _width(text: str) -> int:
    """Return the width of a line in half widths, as a screen shows it."""
    return sum(2 if unicodedata.east_asian_width(char) in "WFA" else 1 for char in text)


def _indent(text: str) -> int:
    return _width(text) - _width(text.lstrip(BLANK))


def _put(text: str, below: str) -> str:
    above = text.rstrip(BLANK)
    latin = above[-1:].isascii() and above[-1:].isalpha() and below[0].isascii()
    return above + (" " if latin and below[0].isalpha() else "") + below
