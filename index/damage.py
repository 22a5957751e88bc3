"""Report suspected damage of a scraped text, so that the reader is warned and nothing is mended."""

import re
from collections.abc import Iterator

from index.markers import FIELD_LINE, SOURCED_END
from index.plan import Damage, Item, Span

_PAIRS = {"“": "”", "《": "》", "‘": "’", "（": "）", "「": "」", "【": "】"}
_CLOSERS = {closer: opener for opener, closer in _PAIRS.items()}
_LAST_PART = re.compile(r"[^-.]+$")
_YEAR_RUN = re.compile(r"(?<!\d)((?:19|20)\d{2})((?:19|20)\d{2})(?!\d)")


def find_damage(items: tuple[Item, ...], rows: tuple[Span, ...] = ()) -> tuple[Damage, ...]:
    """Return every suspected fault, in item order. A table's row needs no final stop."""
    place = {item.label: index for index, item in enumerate(items)}
    faults = [*_numbering(items), *(damage for item in items for damage in _text(item, rows))]
    return tuple(sorted(faults, key=lambda damage: place[damage.item]))


def _numbering(items: tuple[Item, ...]) -> Iterator[Damage]:
    last: dict[tuple[str, str], Item] = {}
    for item in items:
        if item.is_framing:  # named by its section
            continue
        series = (item.section, _LAST_PART.sub("", item.label))
        previous = last.get(series)
        last[series] = item
        if previous is None:
            continue
        if item.number > previous.number + 1:
            missing = range(previous.number + 1, item.number)
            listed = "、".join(str(number) for number in missing)
            yield Damage(item.label, "missing-number", f"前面缺少编号 {listed}")
        elif item.number <= previous.number:
            yield Damage(item.label, "number-order", f"编号排在 {previous.label} 之后，顺序有误")


def _text(item: Item, rows: tuple[Span, ...]) -> Iterator[Damage]:
    if item.title_is_editorial:
        yield Damage(item.label, "lost-start", f"开头疑有缺字，编者标题为“{item.title}”")
    open_marks: list[str] = []
    for char in item.text:
        if char in _PAIRS:
            open_marks.append(char)
        elif char in _CLOSERS:
            if open_marks and open_marks[-1] == _CLOSERS[char]:
                open_marks.pop()
            else:
                yield Damage(item.label, "unopened-quote", f"“{char}”没有对应的前半个")
    for mark in open_marks:
        yield Damage(item.label, "unclosed-quote", f"“{mark}”没有对应的后半个")
    ends_in_row = any(row.start < item.span.end <= row.end for row in rows)
    if not ends_in_row and not (SOURCED_END.search(item.text) or FIELD_LINE.search(item.text)):
        yield Damage(item.label, "no-final-stop", f"结尾没有句号：…{item.text[-12:]}")
    for run in _YEAR_RUN.finditer(item.text):
        yield Damage(item.label, "year-run", f"“{run[0]}”像是丢了连接号的年份 {run[1]}、{run[2]}")
