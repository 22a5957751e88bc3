"""Hold the bound or the range that is claimed of a figure against the one that the plan sets."""

import math
import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Literal

from assistant.claims.claimed import Claimed
from assistant.claims.figure_meant import NUMBER
from assistant.language.bounds import Bound, bound_at, relation
from assistant.language.stated import figure_at, range_of, same_size
from index.quantities import Quantity, find_quantities, number_value

_NEAR = 0.05  # of a figure that is about another
_LITTLE = 0.1  # of a figure that is cut off
_EXACT = 1e-9
_TENTHS = "成"
_MORE = ("多", "余")
_RANGE = re.compile(
    r"(?P<low>\d+(?:\.\d+)?)(?P<scale>[万亿千百]*+)(?P<unit>[一-鿿%‰]{0,3}?)[至到~～—–-]{1,2}"
    r"(?P<high>\d+(?:\.\d+)?)(?P<last>[万亿千百]*+)\D*"
)


def bounds_of(asked: str, figure: Quantity, text: str) -> tuple[Bound, Bound] | None:
    """Return the bounds that a text sets to a figure and that a claim of the same size sets, None
    where the claim sets none."""
    stated = bound_at(figure, text)
    own = figure_at(figure, text)
    bare = [
        replace(figure, text=number[0], qualifier="", start=number.start(), end=number.end())
        for number in NUMBER.finditer(asked)
        if number_value(number[0]) == figure.value
    ]
    for claim in (*find_quantities(asked), *bare):
        if same_size(figure_at(claim, asked).value, own.value):
            claimed = bound_at(claim, asked)
            return (stated, claimed) if stated and claimed and claimed.said else None
    return None


def bounded_alike(claimed: Claimed, alike: Sequence[Quantity], best: Quantity, text: str) -> bool:
    """Whether a figure of the claimed size is bounded as claimed (最多5万, of 不超过5万元), and the
    one that would be told instead is not."""
    number = next(iter(NUMBER.finditer(claimed.text)), None)
    if number is None:
        return False
    bare = replace(best, text=number[0], qualifier="", start=number.start(), end=number.end())
    said, own = bound_at(bare, claimed.text), bound_at(best, text)
    if not (said and said.said) or (own and own.said):
        return False
    # What goes on with the other stands behind it; 开工率不低于65%，到位率40% are two.
    behind = [f for f in alike if f.start > best.start]
    return any((one := bound_at(f, text)) and one.said for f in behind)


Held = Literal["rounded", "less", "loose"]


def held_by(figure: Quantity, text: str, claim: Quantity, asked: str) -> Held | None:
    """Tell how what is stated makes a claimed bound of another size true, None where it does not.

    "rounded": it is the figure cut short, as it is spoken (超过1万张, of 10800张); "less": the plan
    has a bound of its own in that place (不低于10%, of 不低于15%); "loose": it has none (至少100张,
    of 600张). Neither of the last two says what the plan does.

    A limit (2000元以下) makes no other limit true.
    """
    stated, claimed = bound_at(figure, text), bound_at(claim, asked)
    if not (stated and claimed and claimed.said):
        return None
    if not figure_at(figure, text).counts(figure_at(claim, asked)):
        return None
    if _is_cut_short(figure, text, claim, asked):
        return "rounded"
    limits = stated.least == claimed.least == float("-inf")
    if limits or relation(stated, claimed) != "within":
        return None
    return "less" if stated.most == claimed.most == float("inf") else "loose"


def _is_cut_short(figure: Quantity, text: str, claim: Quantity, asked: str) -> bool:
    """Whether a claim of more than so much is of a figure cut after its first digit or its second.

    After the first only where not much is cut off, or where it is told that something is: by the
    word (3000多个) or by counting in tenths (五成以上).
    """
    claimed, stated = bound_at(claim, asked), bound_at(figure, text)
    more = bool(claimed and claimed.said in _MORE)
    if claimed is None or stated is None or claimed.least == float("-inf"):
        return False
    if stated.least == float("-inf") or (claimed.most < float("inf") and not more):
        return False
    own, cut = figure_at(figure, text).value, figure_at(claim, asked).value
    if figure.unit == claim.unit:  # 亩 are not counted in what they are compared by
        own, cut = figure.value, claim.value
    if own <= 0 or cut <= 0:
        return False
    if same_size(_cut(own, 2), cut):
        return True
    off = own - cut
    told = more or claim.unit == _TENTHS
    near = off <= _LITTLE * own and 2 * off < _power(own)
    return same_size(_cut(own, 1), cut) and (told or near)


def _cut(value: float, digits: int) -> float:
    """Return a value above 0 with nothing but noughts behind its first digits."""
    step = _power(value) / 10 ** (digits - 1)
    return math.floor(value / step + _EXACT) * step


def _power(value: float) -> float:
    return float(10 ** math.floor(math.log10(value) + _EXACT))


def is_about(figure: Quantity, text: str, claim: Quantity, asked: str) -> bool:
    """Whether a figure is claimed to be about so much, and is: 约17公里, of 17.33公里."""
    stated, one = figure_at(figure, text), figure_at(claim, asked)
    near = abs(stated.value - one.value) <= _NEAR * one.value
    return one.bound == "about" and not stated.bound and stated.counts(one) and near


def ranges_apart(claimed: Claimed, figure: Quantity, text: str) -> bool:
    """Whether a figure is an end of a range that is claimed to have another one: 35到64岁, of
    45至64周岁."""
    stated = range_at(figure, text)
    alike = (claim for claim in claimed.figures if same_size(claim.value, figure.value))
    ranges = [found for claim in alike if (found := range_at(claim, claimed.text))]
    return bool(stated and ranges) and not any(all(map(same_size, stated, one)) for one in ranges)


def range_at(figure: Quantity, text: str) -> tuple[float, ...]:
    """Return the two ends of the range that a figure is an end of, scaled; () where it is none, or
    they are not clear. The first has the scale of the last, where it has none and is the less so:
    1至2万元, and no 8000至2万元."""
    found = _RANGE.fullmatch(text, *range_of(figure, text))
    if found is None:
        return ()
    low, high = _scaled(found["low"], found["scale"]), _scaled(found["high"], found["last"])
    if not (found["scale"] or found["unit"]):
        alike = _scaled(found["low"], found["last"])
        low = alike if alike < high else low
    return (low, high) if low < high else ()


def _scaled(number: str, scale: str) -> float:
    return float(number) * (number_value(f"一{scale}") or 1.0)
