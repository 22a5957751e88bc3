"""Find the lines of a document that begin with a number, and what kind of number it is."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise, takewhile

from index.document import Document
from index.numerals import CHINESE_NUMERAL, parse_number
from index.plan import Span

# A long plan numbers beyond a thousand; a year at a line start is no number.
_N = r"\d{1,3}|1[0-7]\d\d"
_CN = f"[{CHINESE_NUMERAL}]"
# Style name → marker at the start of a line; group 1 is the number. A dot must not be
# followed by a digit, so that "2.5公里" or "2020.5.13" at a line start is no marker, unless
# the digits are plainly the first words of the text (3.2021年底前, 1.5G基站, 2.12个小区).
_FIRST_WORDS = (
    r"(?:19|20)\d{2}年|(?:1[0-2]|[1-9])月|5G(?![a-zA-Z])"
    r"|\d{2,3}(?:个(?!百分点)|[条家所座处](?!门)|项(?!目))"
)
MARKERS = {
    "article": re.compile(rf"第({_CN}{{1,5}}|\d{{1,3}})[条項项][\s　:：、.．]*"),
    "chapter": re.compile(rf"第({_CN}{{1,5}}|\d{{1,3}})(?:章|部分|部)[\s　:：、.．]*"),
    "task": re.compile(
        r"(?:重点)?(?:任务|工作|项目|事项|实事|行动|工程|专题)"
        rf"({_CN}{{1,5}}|\d{{1,3}})[:：、.．\s　]+"
    ),
    "part": re.compile(rf"第({_CN}{{1,5}}|\d{{1,3}})节[\s　:：、.．]*"),
    "chinese": re.compile(rf"({_CN}{{1,5}})[ 　]?[、.．][\s　]*"),
    "chinese-parenthesis": re.compile(
        rf"[(（][ 　]?({_CN}{{1,5}})[ 　]?[)）][\s　、]*|([㈠-㈩])[\s　、.．]*"
    ),
    "ordinal": re.compile(rf"第({_CN}{{1,3}})[、，,][\s　]*"),
    "dot": re.compile(rf"({_N})[ 　]?[.．](?:(?!\d)[\s　]*|(?={_FIRST_WORDS}))|([⒈-⒛])[\s　]*"),
    "comma": re.compile(rf"({_N})[ 　]?、[\s　]*"),
    "parenthesis": re.compile(r"[(（][ 　]?(\d{1,3})[ 　]?[)）][\s　、]*|([⑴-⒇])[\s　、]*"),
    "closing-parenthesis": re.compile(r"(\d{1,3})[)）][\s　、]*"),
    "circled": re.compile(r"([①-⑳])[\s　、.．]*"),
}
_NO_FIGURES = ("chapter", "part", "chinese", "chinese-parenthesis", "circled")
# 1.1, 2.1.3、, １．１: what stands behind it is told apart from a figure by `_is_figure`.
_DECIMAL = re.compile(r"(\d{1,2}(?:[.．]\d{1,2}){1,3})(?!\d)(?P<mark>[.．]?(?!\d)、?[\s　]*)")
_PLAIN = re.compile(r"(\d{1,2})[ \t　]+(?=[^\d\s.．、)）])")
# Units of figures with a decimal part. Where a space parts them from the digits, only those
# that begin no words of an item (1.1 万企兴万村, 1.2 米粮仓建设).
_UNIT = re.compile(
    r"[万亿%％‰吨米]|倍(?!增)|元(?!宇宙)|亩(?!均)|个?百分点|公里|公顷|公斤|千[米瓦克]|[厘毫微]米|平方|立方|小时"
    r"|(?:[GMk]W|[KkM]?[Vv]|[km]?m|KM|[GTL])(?![A-Za-z])"
)
_PLAIN_UNIT = re.compile(r"[万亿](?:元|美元|亩|人次|户|吨|平方|立方)|[%％‰]|个?百分点|公里|平方米")
# White space, and what takes no room: pages and chats leave it before a number.
BLANK = "".join(filter(str.isspace, map(chr, range(0x3001)))) + "\u200b\u200c\u200d\u2060\ufeff"
_LEAST_LONE = 3
_MOST_LOST = 3  # numbers that may be missing in a row without the sequence ending
MARKDOWN = re.compile(r"(?:#{1,6}|\*\*|[*+-]|【(?=[^】]{1,40}】$))[ \t]*")
IN_BRACKETS = re.compile(r"【[^】]{1,20}】")
# Marks of a sentence, which a heading has none of.
STOP = re.compile(r"[。；;！!？?]|[:：]$")
SENTENCE_END = re.compile(r"[。！？!?；;…][”’」』》）)】]*$")
# A stop, perhaps with who and when behind it: 。（牵头单位：区商务局）, or below it in brackets.
FIELD_IN_BRACKETS = re.compile(
    r"[（(][^（）()\n]*(?:单位|部门|[科处股]室|时限|时间|负责|牵头)[^（）()\n]*[)）]"
)
SOURCED_END = re.compile(
    rf"{SENTENCE_END.pattern[:-1]}(?:[（(][^（）()]*[)）])?$|{FIELD_IN_BRACKETS.pattern}$"
)
# Who answers for an item and by when, in a line of its own: 责任单位：区商务局.
FIELD_LINE = re.compile(
    r"(?:^|\n)\s*[^，。：\n]{0,6}(?:单位|部门|[科处股]室|领导|时限|时间|期限|责任人|负责人)[:：][^\n]*$"
)
# 3、4号线 at a line start is no item where the line above goes on: 启动地铁2号线，
_NAMED_BY_NUMBER = re.compile(rf"(?:\d{{1,3}}|{_CN}{{1,3}})[号期级批线轮届]")
_LONG_LINE = 20
# Points below an item that no number counts.
POINT = re.compile(r"[①-⑳⑴-⒇●•·■◆▪○*—–-]|[a-zA-Z][.、)）]")
# A line of a table of contents: a heading, leaders, a page number.
_LEADERS = re.compile(r"(?:[.．·]{3}|…{2}|\t)\s{0,9}\d{1,3}$")
_CONTENTS_TITLE = re.compile(r"[#*【\s]*目\s*[录次][*】\s]*")
_LONGEST_CONTENTS = 300  # lines
LONGEST_HEADING = 40

Path = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """A line that is not blank, without the white space around it."""

    number: int
    start: int
    end: int
    text: str


@dataclass(slots=True)
class Node:
    """A numbered line (or an unnumbered heading) in the tree of markers.

    `path` has all parts of a decimal number, (2, 1, 3) of 2.1.3, else the number alone. `level` is
    that of a heading without a number among the others.
    """

    style: str
    path: Path
    line: Line
    text_start: int
    is_heading: bool
    level: int = 1
    children: list["Node"] = field(default_factory=list)

    @property
    def number(self) -> int:
        """The number among its neighbours."""
        return self.path[-1]

    @property
    def is_decimal(self) -> bool:
        """Whether the number is one like 2.1."""
        return len(self.path) > 1

    def heading(self, source: str) -> str:
        """Return the text of the line behind the number."""
        return source[self.text_start : self.line.end].strip(" #*【】")


def lines_of(source: str) -> list[Line]:
    """Return the lines that are not blank."""
    lines, position = [], 0
    for number, line in enumerate(source.splitlines(keepends=True), start=1):
        if shown := line.strip(BLANK):
            start = position + line.index(shown)
            end = start + len(shown)
            lines.append(Line(number, start, end, source[start:end]))
        position += len(line)
    return lines


def contents_of(lines: Sequence[Line]) -> set[int]:
    """Return the numbers of the lines of a table of contents: with page numbers, or below 目录
    the headings that begin a line again further down."""
    found = {line.number for line in lines if _LEADERS.search(line.text)}
    titles = (at for at, line in enumerate(lines) if _CONTENTS_TITLE.fullmatch(line.text))
    title = next(titles, len(lines))
    listed = takewhile(
        lambda at: any(line.text.startswith(lines[at].text) for line in lines[at + 1 :]),
        range(title + 1, min(title + 1 + _LONGEST_CONTENTS, len(lines))),
    )
    numbers = [lines[at].number for at in listed]
    return found | {lines[title].number, *numbers} if len(numbers) > 1 else found


def runs_on(line: str) -> bool:
    """Whether a line may go on in the next: it ends no sentence, and is long or has a comma."""
    long = len(line) >= _LONG_LINE or bool(re.search("[，,、]", line))
    return long and not SENTENCE_END.search(line) and not line.endswith(("：", ":"))


def is_cut(line: str) -> bool:
    """Whether a line that a page ends may stop in the middle of a sentence: it ends none, and says
    more than a heading."""
    text = MARKDOWN.sub("", line, count=1)
    marks = (marker.match(text) for marker in MARKERS.values())
    said = text[max((mark.end() for mark in marks if mark), default=0) :]
    told = len(said) >= _LONG_LINE or bool(re.search("[，,、。；;]", said))
    return told and not SENTENCE_END.search(line) and not line.endswith(("：", ":"))


def begins_point(line: str) -> bool:
    """Whether a line begins with a number or with the mark of a point."""
    decimal = _DECIMAL.match(line)
    if decimal and _can_number(_path(decimal[1]), decimal, line):
        return True
    return bool(POINT.match(line)) or any(marker.match(line) for marker in MARKERS.values())


def numbered_lines(lines: Sequence[Line], document: Document, rows: dict[int, Span]) -> list[Node]:
    """Return a node for each line that begins with a number; `rows`: offset → row of a table."""
    decimals = _decimals(lines, document, rows)
    found: list[Node] = []
    above = ""
    for line in lines:
        before, above = above, line.text
        if line.number in decimals:
            found.append(decimals[line.number])
        elif marked := _marked(line, document.text, in_table=line.start in rows):
            enumerates = marked.style in ("comma", "chinese") and (
                _NAMED_BY_NUMBER.match(document.text, marked.text_start)
            )
            if not (enumerates and before.endswith(("，", ",", "、"))):
                found.append(marked)
    # ①②③ are points of an item, unless nothing else in figures numbers the items.
    has_figures = any(node.style not in _NO_FIGURES for node in found)
    found = [node for node in found if not (has_figures and node.style == "circled")]
    inside = _nested(found, document.text)
    return [node for place, node in enumerate(found) if place not in inside]


def _nested(nodes: Sequence[Node], source: str) -> set[int]:
    """Return the places of the nodes that number a list in an item: of the item's own style, from 1
    on and further indented, where what is behind such a list goes on with the item's numbers."""
    columns = [_column(node.line, source) for node in nodes]
    found: set[int] = set()
    go_on = False
    for place in range(1, len(nodes)):
        item, least = nodes[place - 1], columns[place - 1] + 2
        if nodes[place].path != (1,):
            continue
        end = place
        while end < len(nodes) and nodes[end].style == item.style and columns[end] >= least:
            end += 1
        after = nodes[end] if place < end < len(nodes) else None
        go_on |= after is not None and (after.style, after.number) == (item.style, item.number + 1)
        found.update(range(place, end))
    return found if go_on else set()


def _column(line: Line, source: str) -> int:
    """Return how many spaces of a list in Markdown stand before a line."""
    start = max(source.rfind(end, 0, line.start) for end in "\n\r") + 1
    before = source[start : line.start]
    return len(before.expandtabs(4)) if before.isascii() else 0


def lone_numbers(lines: Sequence[Line]) -> list[Node]:
    """Return a node for each line that is only a number, where these count 1, 2, 3 and what each
    numbers stands below it."""
    places = [place for place, line in enumerate(lines) if re.fullmatch(r"\d{1,3}", line.text)]
    numbers = [int(lines[place].text) for place in places]
    parted = all(after - place > 1 for place, after in pairwise([*places, len(lines)]))
    if len(places) < _LEAST_LONE or not parted or numbers != list(range(1, len(places) + 1)):
        return []
    return [
        Node("plain", (number,), lines[place], lines[place].end, False)
        for number, place in zip(numbers, places, strict=True)
    ]


def _text_start(line: Line) -> int:
    markdown = MARKDOWN.match(line.text)
    return line.start + (markdown.end() if markdown else 0)


def _marked(line: Line, source: str, in_table: bool) -> Node | None:
    for style, pattern in MARKERS.items():
        found = pattern.match(source, _text_start(line), line.end)
        number = _value(found) if found else None
        if found and number is not None:
            # 一、坚持稳中求进。 is how speeches head their parts.
            may_stop = style == "chinese"
            heading = not in_table and _is_heading(source[found.end() : line.end], may_stop)
            name = "row" if in_table else style
            return Node(name, (number,), line, found.end(), heading)
    return None


def _value(found: re.Match[str]) -> int | None:
    """Return the number of a marker, which may be one character: ⒈, ㈠, ⑴, ①."""
    written = next(filter(None, found.groups()))
    digits = re.sub(r"[.()]", "", unicodedata.normalize("NFKC", written))
    return parse_number(digits)


def _is_heading(text: str, may_stop: bool = False) -> bool:
    bare = text.removesuffix("。") if may_stop else text
    return len(text) <= LONGEST_HEADING and not STOP.search(bare)


# --- decimal numbers ---------------------------------------------------------------------


@dataclass(slots=True)
class _Sequence:
    """Which decimal number may come next: a figure at a line start is seldom that one."""

    last: Path = ()
    above: Path = ()
    """The number of the last line that has another kind of number."""

    def goes_on_with(self, path: Path) -> bool:
        """Whether `path` follows the last number, or is the first below it or below a new one."""
        before = self.last[: len(path)]
        follows = (
            len(before) == len(path)
            and before[:-1] == path[:-1]
            and 0 < path[-1] - before[-1] <= _MOST_LOST
        )
        if follows or path[-1] != 1:
            return follows
        next_part = (self.last[0] + 1,) if self.last else (1,)
        restarts = bool(self.above) and path == (1, 1)
        return restarts or path[:-1] in (self.above, self.last, next_part)


def _decimals(lines: Sequence[Line], document: Document, rows: dict[int, Span]) -> dict[int, Node]:
    """Return line number → node of the lines with a decimal number, and of those above them."""
    source = document.text
    nodes: dict[int, Node] = {}
    parted: dict[int, bool] = {}
    sequence = _Sequence()
    before: Line | None = None
    for line in lines:
        if line.start in rows:
            continue
        found = _DECIMAL.match(source, _text_start(line), line.end)
        path = _path(found[1]) if found else ()
        is_number = found and _can_number(path, found, source)
        opens = is_number and path[1:] == (1,) and sequence.above != path[:1]
        plain = _plain(before, path[0], source) if opens and before else None
        # The parts above may have no numbers below theirs.
        leads = plain is not None and not sequence.last
        if found and is_number and (leads or sequence.goes_on_with(path)):
            if plain and before:
                nodes[before.number] = plain
            heading = _is_heading(source[found.end() : line.end])
            style = f"decimal-{len(path)}"
            nodes[line.number] = Node(style, path, line, found.end(), heading)
            parted[line.number] = bool(found["mark"])
            sequence = _Sequence(path)
        elif marked := _marked(line, source, in_table=False):
            sequence.above = marked.path
        before = line
    nodes |= _other_parts(lines, nodes, rows, source)
    single = _without_neighbours(nodes)
    return {
        number: node
        for number, node in nodes.items()
        if not (node.is_decimal and number in single and not parted[number])
    }


def _path(written: str) -> Path:
    return tuple(int(part) for part in re.split("[.．]", written))


def _can_number(path: Path, found: re.Match[str], source: str) -> bool:
    unit = _PLAIN_UNIT if found["mark"] else _UNIT
    is_figure = "、" not in found["mark"] and bool(unit.match(source, found.end()))
    return 0 not in path and not is_figure


def _plain(line: Line, number: int, source: str) -> Node | None:
    """The line `1 总体任务` above a line `1.1 …`."""
    found = _PLAIN.match(source, _text_start(line), line.end)
    if found is None or int(found[1]) != number:
        return None
    heading = _is_heading(source[found.end() : line.end])
    return Node("plain", (number,), line, found.end(), heading) if heading else None


def _other_parts(
    lines: Sequence[Line], nodes: dict[int, Node], rows: dict[int, Span], source: str
) -> dict[int, Node]:
    """Return the lines `4 组织保障` that go on counting those above decimal numbers, or lead up to
    the first of them, and have no decimal number below."""
    plain = {number: node for number, node in nodes.items() if node.style == "plain"}
    first = next(iter(plain), 0)
    found: dict[int, Node] = {}
    last = 0
    for line in lines if plain else ():
        if line.number in plain:
            last = plain[line.number].number
        elif line.number not in nodes and line.start not in rows:
            node = _plain(line, last + 1, source)
            if node and (line.number > first or last + 1 < plain[first].number):
                found[line.number] = node
                last += 1
    led = [node for number, node in found.items() if number < first]
    whole = len(led) == plain[first].number - 1 if plain else True
    return {number: node for number, node in found.items() if whole or number > first}


def _without_neighbours(nodes: dict[int, Node]) -> set[int]:
    """Return the lines whose decimal number is the only one of its kind."""
    groups: dict[str, list[int]] = {}
    for number, node in nodes.items():
        groups.setdefault(node.style, []).append(number)
    return {numbers[0] for numbers in groups.values() if len(numbers) == 1}
