"""Find the numbered items in a document: its outline, and what belongs to no item.

The numbering is found, not configured. Lines that start with a number marker form a tree (a
marker style seen for the first time goes one level deeper, one seen before closes what is
open below it). From the top down, a style most of whose lines are headings of deeper markers
is a level of sections; the first that is not numbers the items, and what is below stays in
its item. What comes after the signature, what comes before the first number, and what is told
behind the last item is no item.
"""

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Callable, Iterator, Sequence, Set
from dataclasses import dataclass
from functools import partial
from itertools import takewhile

from index.annex import TABLE_MARK, find_annexes, tables_between
from index.body import find_body
from index.document import Document
from index.errors import PlanError
from index.headings import LONGEST_BARE, PUNCTUATION, with_headings
from index.markers import (
    BLANK,
    POINT,
    SENTENCE_END,
    Line,
    Node,
    contents_of,
    lines_of,
    lone_numbers,
    numbered_lines,
    runs_on,
)
from index.numerals import chinese_number
from index.outside import ENDING, PREAMBLE, find_closing, find_goals, left_out, tells_who
from index.plan import Item, LeftOut, Section, Span
from index.titles import item_title

_COUNTED = "计划是没有序号的表格，各行按先后编为第1项、第2项……，请核对。"
# The end of a line that what is below it completes.
_LIST_LEAD = re.compile(r"(?:下列|以下|如下|下述|包括|分别|其中).*[:：]$|[，,；;].*[:：]$")
_IN_CHINESE = ("chinese", "chinese-parenthesis")
_ALWAYS_SECTIONS = ("chapter", "part", "heading")
# From so many items on, what only the last of them has is the document's and not the item's.
_ENOUGH_ITEMS = 5
_FEWEST_ITEMS = 3
_FOLLOWED_UP = re.compile(r"督[查导办]|通报|考核|调度|报送|问责|解释|施行")
# Sections that frame the work and list none of it.
_FRAME = re.compile(
    r"(?:指导思想|总体(?:要求|思路|目标)|基本原则|(?:主要|工作|发展|年度|预期)目标|目标任务|工作思路"
    r"|工作要求|有关要求|组织(?:领导|实施|保障)|保障措施|工作保障|工作机制|附则)"
)
_FORMULA = re.compile(
    r"(?:各(?:单位|部门|地区|街道|乡镇|镇|级|责任单位)|全区各|区政府各|以上|让我们|各位(?:代表|委员)|同志们"
    r"|本(?:计划|要点|安排|方案|办法)|对于?以上)"
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Outline:
    """Items and sections in the order of the text, what is in no item, what may not belong to one
    (Chinese notes), and where the preamble and what follows the body stand."""

    items: tuple[Item, ...]
    sections: tuple[Section, ...]
    left_out: tuple[LeftOut, ...]
    notes: tuple[str, ...]
    preamble: Span
    closing: Span


def find_outline(document: Document, name: str) -> Outline:
    """Find the items of a document; titles are their first sentences.

    Raises PlanError when nothing is numbered or two items have the same number, saying where.
    """
    every_line = lines_of(document.text)
    contents = contents_of(every_line)
    lines = [line for line in every_line if line.number not in contents]
    rows = {row.start: row for row in document.rows}
    nodes = found = numbered_lines(lines, document, rows) or lone_numbers(lines)
    counted = [] if nodes else list(_counted_rows(lines, rows))
    lines_in, nodes, begin, end = find_body(lines, nodes or counted, len(document.text))
    nodes = with_headings(lines_in, nodes, document)
    if not any(node.style != "heading" for node in nodes):
        raise PlanError(
            f"计划文件“{name}”里没有找到编号的条目（如“1.”“一、”“（一）”“第一条”）。"
            "请确认每一项都以编号开头、独占一段。",
            f"no numbered items in {name}",
        )
    nodes, between = tables_between(nodes)
    finder = _Finder(document, name, nodes, end, [table.start for table in between])
    items = finder.items()
    if not items:
        raise PlanError(
            f"计划文件“{name}”里只有标题和编号，没有条目的内容。请检查文件是否完整。",
            f"only headings in {name}",
        )
    body = [line for line in lines_in if line.start < end]
    closing = find_closing(body, items, nodes, document, finder.part_of)
    finder.end_before(closing)
    items += closing
    behind = [line for line in lines if line.start >= end]
    of_tables = [line for line in body if any(t.start <= line.start < t.end for t in between)]
    annexes = [
        *find_annexes(of_tables, document.rows, [], document.text, TABLE_MARK),
        *find_annexes(
            behind, document.rows, [n for n in found if n.line.start >= end], document.text
        ),
    ]
    items += [item for annex in annexes for item in annex.items]
    first = min(node.line.start for node in nodes if node.style != "heading")
    items += find_goals(body, items, document, finder.part_of)
    items.sort(key=lambda item: item.span.start)
    told = {item.label for item in closing}
    titles = {table.start for table in between}
    no_loss = finder.headings(told) | {line.number for line in body if line.start in titles}
    return Outline(
        tuple(items),
        (*finder.sections(told), *(annex.section for annex in annexes)),
        tuple(left_out(every_line, items, nodes, no_loss, contents, begin, first, end)),
        (*([_COUNTED] if counted else []), *finder.doubtful_paragraphs()),
        Span(begin, first),
        Span(min(end, len(document.text)), len(document.text)),
    )


def _counted_rows(lines: Sequence[Line], rows: dict[int, Span]) -> Iterator[Node]:
    """Number the rows of a plan that is a table without a column of numbers."""
    in_tables = (line for line in lines if line.start in rows)
    for number, line in enumerate(in_tables, start=1):
        yield Node("row", (number,), line, line.start, False)


# --- the tree of numbered lines ----------------------------------------------------------


def _tree(nodes: Sequence[Node], source: str) -> list[Node]:
    """Nest the nodes; return the roots."""
    roots: list[Node] = []
    open_nodes: list[Node] = []
    parent = _style_above_headings(nodes, source)
    for node in nodes:
        if open_nodes and open_nodes[-1].style == "row":
            open_nodes.pop()  # nothing is below a row of a table
        styles = [found.style for found in open_nodes]
        if node.style == "heading":
            start = styles.index(parent) + 1 if parent in styles else 0
            start += sum(1 for _ in takewhile(partial(_is_below, node), open_nodes[start:]))
            open_nodes = open_nodes[:start]
        elif node.style in styles:
            open_nodes = open_nodes[: styles.index(node.style)]
        (open_nodes[-1].children if open_nodes else roots).append(node)
        open_nodes.append(node)
    return roots


def _is_below(node: Node, above: Node) -> bool:
    """Whether a heading without a number stands below another of those."""
    return above.style == "heading" and above.level < node.level


def _style_above_headings(nodes: Sequence[Node], source: str) -> str:
    """Return the style of the numbered headings that headings without a number are below, or "".

    Such a heading heads a part of its own, unless it is there again in another section.
    """
    places: dict[str, list[int]] = {}
    for place, node in enumerate(nodes):
        if node.style == "heading":
            places.setdefault(node.heading(source), []).append(place)
    below = {nodes[at + 1].style for found in places.values() for at in found if nodes[at + 1 :]}
    for style in dict.fromkeys(n.style for n in nodes if n.is_heading and n.style not in below):
        numbered = [place for place, node in enumerate(nodes) if node.style == style]
        for found in places.values():
            sections = {bisect_left(numbered, place) for place in found}
            if style != "heading" and len(found) > 1 and len(sections - {0}) == len(found):
                return style
    return ""


# --- items -------------------------------------------------------------------------------


class _Finder:
    def __init__(
        self,
        document: Document,
        name: str,
        nodes: Sequence[Node],
        end: int,
        tables: Sequence[int],
    ) -> None:
        self._document = document
        self._source = document.text
        self._rows = {row.start for row in document.rows}
        self._name = name
        self._nodes = nodes
        self._end = end
        self._tables = tables  # where those begin that are no part of the item above
        self._roots = _tree(nodes, document.text)
        self._limits = dict(_limits(self._roots))
        ends = [bool(SENTENCE_END.search(node.line.text)) for node in nodes if not node.is_heading]
        self._stops = sum(ends) * 2 >= len(ends)
        self._section_styles = {
            style for style in {node.style for node in nodes} if self._is_section_style(style)
        }
        # Styles whose numbers are a part of the decimal numbers below them (2 of 2.1).
        self._prefixes = {n.style for n in nodes if any(c.is_decimal for c in n.children)}
        # (node, the sections it stands in, outermost first)
        self._found: list[tuple[Node, tuple[Node, ...]]] = []

    def items(self) -> list[Item]:
        self._collect(self._roots, ())
        self._cut_last()
        items: list[Item] = []
        lines: dict[str, int] = {}
        for label, node, sections in self._labelled():
            span = self._text_span(node)
            if span is None:
                continue
            text = self._source[span.start : span.end]
            if label in lines:
                raise PlanError(
                    f"计划文件“{self._name}”第 {node.line.number} 行：编号 {label} 重复出现"
                    f"（第 {lines[label]} 行已有），无法准确引用。请改正编号后再试。",
                    f"duplicate item number {label} at line {node.line.number} of {self._name}",
                )
            lines[label] = node.line.number
            section = self._section_title(sections)
            title = item_title(text, node.line.start in self._rows)
            items.append(Item(node.number, label, text, span, section, title))
        return items

    def _cut_last(self) -> None:
        """Let the last item end with its first paragraph if no other item has a second one.

        What stands there then closes the document (全区上下要…), however it is worded. Of a few
        items, or where all have as many paragraphs, only what the last has more of than they have
        does so that tells how the work is followed up, of which the item itself says nothing.
        """
        spans = [self._text_span(node) for node, _ in self._found]
        if len(spans) < _FEWEST_ITEMS or not (last := spans[-1]):
            return
        if self._heads_what_follows(self._found[-1][0]):
            return
        starts = {*(node.line.start for node in self._nodes), *self._rows}
        counts = {len(self._paragraphs(span, starts)) for span in spans[:-1] if span}
        paragraphs = self._paragraphs(last, starts)
        usual = min(counts)
        if len(counts) > 1 or len(paragraphs) <= usual:
            return
        end = paragraphs[usual]
        followed_up = [
            bool(_FOLLOWED_UP.search(self._source, *part))
            for part in ((last.start, end), (end, last.end))
        ]
        certain = usual == 1 and len(spans) >= _ENOUGH_ITEMS
        if (certain or followed_up == [False, True]) and not any(
            end < start < last.end for start in starts
        ):
            self._end = end

    def _runs_on(self, line: str) -> bool:
        """Whether a line goes on in the next: in a plan whose paragraphs end in a full stop."""
        return self._stops and runs_on(line)

    def doubtful_paragraphs(self) -> Iterator[str]:
        """Name the items with an unnumbered second paragraph where most items have none."""
        starts = {*(node.line.start for node in self._nodes), *self._rows}
        doubtful = []
        for node, _ in self._found:
            span = self._text_span(node)
            if span and len(paragraphs := self._paragraphs(span, starts)) > 1:
                doubtful.append((node, Span(paragraphs[1], span.end)))
        if len(doubtful) * 3 > len(self._found):
            return
        for node, span in doubtful:
            second = lines_of(self._source[span.start : span.end])[0].text
            yield (
                f"第 {node.line.number} 行的条目后面还有未编号的段落，已算作它的内容，请核对："
                f"“{second[:20]}”。"
            )

    def _paragraphs(self, span: Span, starts: set[int]) -> list[int]:
        """Return where the paragraphs of a span begin that no number, mark of a point or table
        accounts for, and that do not say who answers for it; a line that runs on has the next in
        its paragraph."""
        lines = lines_of(self._source[span.start : span.end])
        found = []
        for above, line in zip([None, *lines], lines, strict=False):
            at = line.start + span.start
            goes_on = above is not None and (
                self._runs_on(above.text) or POINT.match(line.text) or tells_who(line.text)
            )
            if at not in starts and not goes_on:
                found.append(at)
        return found

    def end_before(self, closing: Sequence[Item]) -> None:
        """Let the last section end where begins what is told behind it and in none."""
        self._end = min([self._end, *(i.span.start for i in closing if i.label == ENDING)])

    def _heads_what_follows(self, node: Node) -> bool:
        """Whether a number only heads what is said below it of the whole plan (工作要求)."""
        return node.is_heading and bool(_FRAME.match(node.heading(self._source)))

    def _is_section_style(self, style: str) -> bool:
        if style in _ALWAYS_SECTIONS:
            return True
        if style in ("article", "row"):
            return False
        own = [node for node in self._nodes if node.style == style]
        voters = [n for n in own if n.children or not _FRAME.match(n.heading(self._source))]
        leads = [node for node in voters if node.is_heading and node.children]
        return len(leads) * 2 > len(voters) or _numbers_run_on(own)

    def _collect(self, nodes: Sequence[Node], sections: tuple[Node, ...]) -> None:
        for node in nodes:
            decimal = any(child.is_decimal for child in node.children)
            if decimal and not self._leads_a_list(node):
                if not self._is_bare(node):  # an item that ends where those below it begin
                    self._limits[id(node)] = node.children[0].line.start
                    self._found.append((node, sections))
                self._collect(node.children, (*sections, node))
            elif decimal or node.style not in self._section_styles:
                self._found.append((node, sections))
            elif node.children:
                self._collect(node.children, (*sections, node))
            elif self._is_item_after_all(node, sections):
                self._found.append((node, sections))

    def _leads_a_list(self, node: Node) -> bool:
        """Whether what is below needs this line to be understood (推进下列项目：)."""
        return bool(_LIST_LEAD.search(node.heading(self._source)))

    def _is_bare(self, node: Node) -> bool:
        """Whether a line above decimal numbers says no more than their heading (产业升级。)."""
        text = node.heading(self._source).rstrip("。:：")
        return node.is_heading or (len(text) <= LONGEST_BARE and not PUNCTUATION.search(text))

    def _is_item_after_all(self, node: Node, sections: tuple[Node, ...]) -> bool:
        """A section without items is one itself if it says more than its heading."""
        if node.style == "heading":
            return False
        if not sections and _FRAME.match(node.heading(self._source)):
            return False
        span = self._text_span(node)
        return span is not None and (not node.is_heading or span.end > node.line.end)

    def _labelled(self) -> Iterator[tuple[str, Node, tuple[Node, ...]]]:
        """Yield each item with the shortest label that is unambiguous in the whole plan.

        A plain number; where numbers of a kind restart, the outermost section before it (三-2);
        where they restart within that, every section (三-二-2). A section that is an item itself
        is named by its own numeral (三, 四-一).
        """
        plain = [(n, s) for n, s in self._found if not self._is_named_by_section(n)]
        depths = self._depths(plain)
        for node, sections in self._found:
            if self._is_named_by_section(node):
                path = [self._section_name(section) for section in (*sections, node)]
                yield "-".join(path), node, sections
            else:
                yield self._label(node, sections, depths[node.style]), node, sections

    def _depths(self, found: Sequence[tuple[Node, tuple[Node, ...]]]) -> dict[str, int]:
        """Return how many sections name the items of each kind of number; that of most comes first,
        so that it keeps its plain numbers beside a part that is numbered in another way."""
        depths: dict[str, int] = {}
        taken: set[str] = set()
        for style, _ in Counter(node.style for node, _ in found).most_common():
            own = [(node, sections) for node, sections in found if node.style == style]
            least = max(depths.values(), default=0)
            for depth in (depth for depth in (0, 1, 9) if depth >= least):
                labels = {self._label(node, sections, depth) for node, sections in own}
                depths[style] = depth
                if len(labels) == len(own) and not labels & taken:
                    break
            taken |= labels
        return depths

    def _is_named_by_section(self, node: Node) -> bool:
        numbered_on = node.is_decimal or (
            node.style in self._prefixes and node.style not in _IN_CHINESE
        )
        return node.style in self._section_styles and not numbered_on

    def _label(self, node: Node, sections: tuple[Node, ...], depth: int) -> str:
        above = [section for section in sections if section.style not in self._prefixes]
        number = ".".join(map(str, node.path))
        return "-".join([*(self._section_name(s) for s in above[:depth]), number])

    def _section_name(self, section: Node) -> str:
        if section.style == "heading":
            return section.heading(self._source)[:10].rstrip("：:")
        return chinese_number(section.number)

    def _section_title(self, sections: Sequence[Node]) -> str:
        """The innermost heading, or the first sentence of a section's line that goes on."""
        for section in reversed(sections):
            if section.style not in self._prefixes or self._is_bare(section):
                heading = section.heading(self._source).rstrip("：:")
                return heading if section.is_heading else item_title(heading, is_row=False)
        return ""

    def part_of(self, line: Line) -> tuple[str, str] | None:
        """Return label and title of the preamble or the section that a line stands in, None where
        it stands in an item or below one."""
        node = next((n for n in reversed(self._nodes) if n.line.start <= line.start), None)
        if node is None:
            return PREAMBLE, PREAMBLE
        above = _path_to(node, self._roots)
        items = {id(item) for item, _ in self._found}
        if any(id(each) in items for each in above):
            return None
        return self._part_name(above), self._section_title(above)

    def _part_name(self, sections: Sequence[Node]) -> str:
        return "-".join(self._section_name(section) for section in sections)

    def sections(self, closing: Set[str]) -> Iterator[Section]:
        """Yield what is above items, and the other lines of those styles, which have none;
        `closing`: labels of the parts that are told behind the last item."""
        items = {id(node) for node, _ in self._found}
        heads = {id(node) for _, sections in self._found for node in sections}
        waiting: list[tuple[Node, ...]] = [(root,) for root in reversed(self._roots)]
        while waiting:
            path = waiting.pop()
            node = path[-1]
            if id(node) in items:
                continue
            waiting += [(*path, child) for child in reversed(node.children)]
            numbered = node.style != "heading"
            told = self._part_name(path) in closing
            if id(node) in heads or told or (numbered and node.style in self._section_styles):
                limit = self._limits[id(node)]
                yield Section(
                    self._section_title(path),
                    Span(node.line.start, self._end if limit is None else limit),
                    node.number if numbered else None,
                    self._source[node.line.start : node.text_start].strip(" #*　【"),
                    len(path) - 1,
                )

    def headings(self, closing: Set[str]) -> set[int]:
        """Return the lines that are headings above items or what is told behind them, or their
        numbers alone: no loss, though in no item."""
        above = [node for _, sections in self._found for node in sections]
        last = above[-1].line.start if above else 0
        behind = (n for n in self._nodes if n.is_heading and n.line.start > last)
        paths = (_path_to(node, self._roots) for node in behind) if closing else ()
        above += [path[-1] for path in paths if self._part_name(path) in closing]
        alone = (node for node, _ in self._found if not node.heading(self._source))
        heads = [node for node in above if node.is_heading or self._is_bare(node)]
        return {node.line.number for node in (*heads, *alone)}

    def _text_span(self, node: Node) -> Span | None:
        """The text from behind the number to the next line that is not below it in the tree."""
        limit = self._limits[id(node)]
        if below := [start for start in self._tables if start > node.line.start]:
            limit = min(below[0], self._end if limit is None else limit)
        body = self._source[node.text_start : self._end if limit is None else limit]
        if limit is None and not self._heads_what_follows(node):
            body = body[: _formula_start(body, self._runs_on)]
        if node.style == "row":
            body = body[: self._end_of_rows(node) - node.text_start]
        start = node.text_start + len(body) - len(body.lstrip(BLANK))
        text = body.strip(BLANK)
        return Span(start, start + len(text)) if text else None

    def _end_of_rows(self, node: Node) -> int:
        """Where the rows end that stand together with this one: those below have no number."""
        rows = self._document.rows
        end = node.line.end
        for row in rows[bisect_right(rows, node.line.start, key=lambda row: row.start) :]:
            if self._source[end : row.start].strip():
                break
            end = row.end
        return end


def _numbers_run_on(nodes: Sequence[Node]) -> bool:
    """Whether the numbers below go on from one of the nodes to the next (一、1. 2. 二、3. 4.): they
    count the items of the whole document."""
    above = [node for node in nodes if node.children]
    below = [
        child
        for node in above
        for child in node.children
        if child.style == above[0].children[0].style
    ]
    counted = [child.path for child in below] == [(n + 1,) for n in range(len(below))]
    return len(above) > 1 and counted and len(below) > len(above)


def _path_to(node: Node, roots: Sequence[Node]) -> tuple[Node, ...]:
    """Return the nodes from a root down to `node`."""
    for root in roots:
        if root is node:
            return (root,)
        if below := _path_to(node, root.children):
            return (root, *below)
    return ()


def _limits(nodes: Sequence[Node], after: int | None = None) -> Iterator[tuple[int, int | None]]:
    """Yield (id of a node, where the next node begins that is not below it, None for the end)."""
    for place, node in enumerate(nodes):
        limit = nodes[place + 1].line.start if place + 1 < len(nodes) else after
        yield id(node), limit
        yield from _limits(node.children, limit)


def _formula_start(body: str, runs_on: Callable[[str], bool]) -> int:
    """Where a formula that ends a document begins (各单位要…), as a paragraph after the first."""
    position = 0
    above = ""
    for line in body.splitlines(keepends=True):
        if position and _FORMULA.match(line.strip()) and not runs_on(above):
            return position
        position += len(line)
        above = line.strip()
    return len(body)
