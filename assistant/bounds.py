"""The bounds that a question sets to a figure: 超过2亿, 不低于50公里, 1亿到2亿之间."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from assistant.normalize import pattern, wording
from assistant.stated import figure_at
from index.quantities import Quantity, number_value, unit_dimension

_AMOUNT = re.compile(
    r"(?<![\d.第])(?P<number>\d+(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?|[一二两三四五六七八九十百千]+)"
    r"(?:个(?=亿))?(?P<scale>万亿|千亿|百亿|亿|千万|百万|万|千|百)?(?P<following>(?!对[吧吗不])[一-鿿%]{0,4})"
)
_DATES = frozenset("年月日号")


@dataclass(frozen=True, slots=True)
class Bound:
    """Between which values a figure is to be, in the unit that 公里 and 米 have in common; `said`:
    as the question puts it, in which `written` unit ("" for none); `scaled`: in 万 or 亿, and so in
    no other unit than the smallest."""

    said: str
    written: str
    unit: str
    scaled: bool
    least: float = float("-inf")
    most: float = float("inf")
    with_least: bool = True
    with_most: bool = True

    def holds(self, value: float) -> bool:
        """Whether a value in the unit of the bound is within it."""
        above = value > self.least or (self.with_least and value == self.least)
        return above and (value < self.most or (self.with_most and value == self.most))


@dataclass(frozen=True, slots=True)
class _Amount:
    """A number as said at `start`:`end` of a text, with the `scale` and unit behind it."""

    number: str
    scale: str
    unit: str
    start: int
    end: int

    @property
    def value(self) -> tuple[float, str]:
        """Return its value and the unit that this is in: 0.5公里 is 500米."""
        number = number_value(self.number.replace(",", "").replace("两", "二")) or 0.0
        scale = number_value(self.scale) if self.scale else 1.0
        dimension = unit_dimension(self.unit) or ""
        written = Quantity(self.unit, number * (scale or 1.0), self.unit, dimension, "", 0, 0)
        figure = figure_at(written, self.unit)
        return figure.value, figure.unit


def find_bound(text: str) -> tuple[Bound, str] | None:
    """Return the bound that a text sets, and the text without it; None for none, and where it
    bounds several figures."""
    amounts = list(_amounts(text))
    bounds = list(_ranges(text, amounts)) or list(_one_sided(text, amounts))
    left = text
    for bound in bounds:
        left = left.replace(bound.said, " ", 1)
    if len(bounds) == 2 and (whole := _together(*bounds)):
        bounds = [whole]
    return (bounds[0], left) if len(bounds) == 1 else None


def _amounts(text: str) -> Iterator[_Amount]:
    for found in _AMOUNT.finditer(text):
        following = found["following"]
        units = (following[:length] for length in range(len(following), 0, -1))
        unit = next((each for each in units if unit_dimension(each)), "")
        end = found.start("following") + len(unit)
        if following[:1] not in _DATES:
            yield _Amount(found["number"], found["scale"] or "", unit, found.start(), end)


def _ranges(text: str, amounts: Sequence[_Amount]) -> Iterator[Bound]:
    """Yield the ranges that a text sets: 1亿到2亿之间, 1-2亿."""
    words = wording()["bounds"]
    for low, high in pairwise(amounts):
        closed = pattern(words["closing"]).match(text, high.end)
        joint = words["between"] if closed else words["to"]
        if pattern(joint).fullmatch(text[low.end : high.start]):
            if not low.unit and not low.scale:
                low = replace(low, scale=high.scale)
            low = low if low.unit else replace(low, unit=high.unit)
            (least, unit), (most, other) = low.value, high.value
            if unit == other and least < most:
                said = text[low.start : closed.end() if closed else high.end]
                yield Bound(said, high.unit, unit, bool(high.scale), least, most)


def _one_sided(text: str, amounts: Sequence[_Amount]) -> Iterator[Bound]:
    """Yield the bounds that a text sets to one side: 超过2亿, 50公里以上."""
    words = wording()["bounds"]
    for amount in amounts:
        before = pattern(words["before"]).search(text[: amount.start])
        after = pattern(words["after"]).match(text, amount.end)
        side = before or after
        if side is None or (before and after):
            continue
        start = before.start() if before else amount.start
        said = text[start : after.end() if after else amount.end]
        value, unit = amount.value
        bound = Bound(said, amount.unit, unit, bool(amount.scale))
        kinds = {kind for kind, word in side.groupdict().items() if word}
        if kinds & {"above", "least"}:
            yield replace(bound, least=value, with_least="least" in kinds)
        else:
            yield replace(bound, most=value, with_most="most" in kinds)


def _together(first: Bound, second: Bound) -> Bound | None:
    """Return the range between two bounds (1亿以上2亿以下); None for no range."""
    low, high = sorted((first, second), key=lambda bound: bound.least, reverse=True)
    if (first.unit, first.scaled) != (second.unit, second.scaled) or low.least >= high.most:
        return None
    said = f"{first.said}、{second.said}"
    return replace(low, said=said, most=high.most, with_most=high.with_most)
