"""The bounds that a question or a plan sets to a figure: 超过2亿, 不低于50公里, 1亿到2亿之间."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from assistant.language.normalize import pattern, wording
from assistant.language.stated import figure_at, range_of
from index.quantities import Quantity, number_value, unit_dimension

_AMOUNT = re.compile(
    r"(?<![\d.第])(?P<number>\d+(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?|[一二两三四五六七八九十百千]+)"
    r"(?:个(?=亿))?(?P<scale>万亿|千亿|百亿|亿|千万|百万|万|千|百)?(?P<following>(?!对[吧吗不])[一-鿿%]{0,4})"
)
_DATES = frozenset("年月日号")
_REACHING = re.compile(
    "(?:达到|达|增加|新增|有|在|为|奖励|奖补|补贴|补助|补偿|资助|支持|给予|可以|可贷|可获|可领|可享|可|能|贷|奖|补)++$"
)
_UTMOST = re.compile(
    "(?:(?P<most>最[高长大])|(?P<least>最[低短小]))$"
)  # 最高3个 are a rank where rows are asked for
_MORE = re.compile("[多余]")
_MORE_BEHIND = re.compile("多(?=$|[的了吗吧呢么是对,，、。;；?？!！ ])")  # 17公里多
_EXACTLY = re.compile("(?:刚刚?好|正好|恰好|恰恰|正正好)[是为有]?$")


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


def bound_at(quantity: Quantity, text: str) -> Bound | None:
    """Return the bound that a text sets to one of its quantities, as its only value where it sets
    none, or the range that it is an end of; None where it is only about so much, or bounded
    twice."""
    start, end = range_of(quantity, text)
    if (start, end) != (quantity.start, quantity.end):
        whole = text[start:end]
        if within := next(_ranges(whole, list(_amounts(whole))), None):
            return replace(within, said="")
    words, head = wording()["bounds"], text[: quantity.start]
    reached = _REACHING.sub("", head)
    before = pattern(words["before"]).search(head) or pattern(words["before"]).search(reached)
    before = before or _UTMOST.search(reached)
    behind = quantity.qualifier or text[quantity.end :]
    after = pattern(words["after"]).match(behind)
    figure = figure_at(quantity, text)
    kinds = {kind for side in (before, after) if side for kind, w in side.groupdict().items() if w}
    more = _MORE.search(quantity.text) or _MORE_BEHIND.match(behind)
    if not kinds and (figure.bound == "least" or more):  # 10余家
        most = figure.value + _step(figure.value)
        bound = Bound(
            more[0] if more else "", quantity.unit, figure.unit, False, figure.value, most
        )
        return replace(bound, with_most=False)
    if len(kinds) > 1 or figure.bound == "about":
        return None
    value = figure.value
    exactly = _EXACTLY.search(head)
    said = before[0] if before else after[0] if after else exactly[0] if exactly else ""
    bound = Bound(said, quantity.unit, figure.unit, False, value, value)
    if kinds & {"above", "least"}:
        return replace(bound, most=float("inf"), with_least="least" in kinds)
    if kinds:
        return replace(bound, least=float("-inf"), with_most="most" in kinds)
    return bound


def _step(value: float) -> float:
    """Return in what steps a round number counts, which is less than by how much it is exceeded
    where it is said to be: 1万 of 5万多."""
    step = 1.0
    while value and value % (step * 10) == 0:
        step *= 10
    return step


def relation(stated: Bound, claimed: Bound) -> str:
    """Return "within" where all that is stated makes a claim true, "apart" where none of it does
    (a limit the other way shares its end at the most), "open" where it may."""
    above = stated.least > claimed.least or (
        stated.least == claimed.least and (claimed.with_least or not stated.with_least)
    )
    below = stated.most < claimed.most or (
        stated.most == claimed.most and (claimed.with_most or not stated.with_most)
    )
    if above and below:
        return "within"
    low, high = max(stated.least, claimed.least), min(stated.most, claimed.most)
    if low < high:
        return "open"
    exact = stated.least == stated.most == claimed.least  # 达到200个, and 超过 that are claimed
    one = stated.holds(low) and claimed.holds(low) and claimed.least == claimed.most
    return "open" if low == high and (exact or one) else "apart"


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
