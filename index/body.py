"""Find where the body of a plan begins and ends in its file: between what closes a document."""

import re
from collections.abc import Sequence
from itertools import pairwise

from index.markers import STOP, Line, Node, begins_point
from index.numerals import CHINESE_NUMERAL

_DAY = r"[\d一二三四五六七八九十]{1,3}"
_MONTH = rf"(?:\d{{4}}|[〇○零一二三四五六七八九]{{4}})\s*年\s*{_DAY}\s*月"
_DATE = rf"(?:{_MONTH}\s*{_DAY}\s*日|(?:19|20)\d\d[-./]\d{{1,2}}[-./]\d{{1,2}})"
# 附件, 附件2, 附件：某表, 附表1 某表; not 附件所列, 附表1中.
ANNEX = re.compile(
    rf"附\s*[件表录]\s*(?P<number>[\d{CHINESE_NUMERAL}]{{1,3}})?"
    rf"(?:\s*[:：]\s*|\s*$|(?<=[\d{CHINESE_NUMERAL}])\s+(?=[^，。；]{{2,40}}$))"
)
CLOSING = re.compile(
    rf"{ANNEX.pattern}"
    r"|[（(]?(?:抄送|抄报|主送|联系人|联系电话)\s*[:：]"
    # What a page of the web has below.
    r"|(?:分享到?|责任编辑|[上下]一[篇条]|相关(?:链接|文[件章档]|解读))\s*[:：]|【(?:打印|关闭)|版权所有"
    rf"|[（(]?此件.{{0,20}}[)）]?$|.{{0,30}}{_DATE}印发$|[（(]?{_DATE}[)）]?$|特此(?:通知|报告)"
)
_NOTES = re.compile(r"(?:备\s*)?注\s*[:：]")
SIGNATURE = re.compile(
    r"[^，。；：,;:]{2,30}(?:政府|委员会|办公室|区委|县委|市委|党组|工委|领导小组|办事处|管委会|局)$"
)
_ENOUGH_ITEMS = 5  # more than a notice in front of a plan has


def find_body(
    lines: Sequence[Line], nodes: Sequence[Node], size: int
) -> tuple[list[Line], list[Node], int, int]:
    """Return the lines and nodes of the body, and where it begins and ends.

    Closing lines (date, signature, list of annexes) cut the file in pieces; the body is the
    piece with the most numbered lines, which passes over a notice in front of the plan. Rows of
    a table are of a body of its own only where no piece has items enough for a plan: behind one
    that has, the table is its annex, however long.
    """
    cuts = [line for place, line in enumerate(lines) if _closes(lines, place)]
    starts = {node.line.start for node in nodes}
    cuts = [line for line in cuts if line.start not in starts and not _goes_on(line, nodes)]
    # A date below the title ends nothing.
    opening = next((line.start for line in lines if STOP.search(line.text)), size)
    opening = min([opening, *starts])
    cuts = [line for line in cuts if line.start > opening]
    bounds = [0, *(line.start for line in cuts), size]
    pieces = [(begin, end) for begin, end in pairwise(bounds) if begin < end or size == 0]
    pieces = pieces or [(0, size)]
    items = {piece: _inside(piece, [n for n in nodes if n.style != "row"]) for piece in pieces}
    planned = max(map(len, items.values())) >= _ENOUGH_ITEMS
    counted = items if planned else {piece: _inside(piece, nodes) for piece in pieces}
    begin, end = max(pieces, key=lambda piece: (len(counted[piece]), -piece[0]))
    inside = [line for line in lines if begin <= line.start < end]
    if begin:
        inside = inside[1:]  # the closing line of what was in front
    return inside, _inside((begin, end), nodes), begin, end


def _inside(piece: tuple[int, int], nodes: Sequence[Node]) -> list[Node]:
    begin, end = piece
    return [node for node in nodes if begin <= node.line.start < end]


def _closes(lines: Sequence[Line], place: int) -> bool:
    text = lines[place].text
    if CLOSING.match(text):
        return True
    after = lines[place + 1].text if place + 1 < len(lines) else ""
    if _NOTES.fullmatch(text) and begins_point(after):
        return True
    return bool(SIGNATURE.fullmatch(text)) and bool(re.match(rf"[（(]?(?:{_MONTH}|{_DATE})", after))


def _goes_on(line: Line, nodes: Sequence[Node]) -> bool:
    """Whether the numbering goes on after a line that looks like an end, so that it is none."""
    if ANNEX.match(line.text):
        return False
    before = [node for node in nodes if node.line.start < line.start]
    if _NOTES.match(line.text):  # those of one item, where the others come later
        last = {node.style: node.number for node in before}
        later = [node for node in nodes if node.line.start > line.start]
        return any(last.get(node.style, -1) + 1 == node.number for node in later)
    after = next((node for node in nodes if node.line.start > line.start), None)
    if after is None:
        return False
    same = next((node for node in reversed(before) if node.style == after.style), None)
    return same is not None and after.number == same.number + 1
