"""How what is stated makes a bound true that is claimed: as its figure cut short, or only so."""

import math
from collections.abc import Callable
from typing import Literal

from assistant.language.bounds import bound_at, relation
from assistant.language.stated import figure_at, same_size
from index.quantities import Quantity

MORE = ("多", "余")
_LITTLE = 0.1  # of a figure that is cut off
_EXACT = 1e-9
_TENTHS = "成"

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
    """Whether a claim of more than so much is of a figure cut after its first digit or its second,
    or one of less, in tenths, of a figure rounded up (不到六成, of 58%).

    After the first only where not much is cut off, or where it is told that something is: by the
    word (3000多个) or by counting in tenths (五成以上).
    """
    claimed, stated = bound_at(claim, asked), bound_at(figure, text)
    if claimed is None or stated is None or stated.least == float("-inf"):
        return False
    more = claimed.said in MORE
    down = more or claimed.most == float("inf")
    tenths = claim.unit == _TENTHS
    up = tenths and claimed.least == float("-inf") and stated.least == stated.most
    if not (down or up):
        return False
    rounded: Callable[[float], int] = math.floor if down else math.ceil
    own, cut = figure_at(figure, text).value, figure_at(claim, asked).value
    if figure.unit == claim.unit:  # 亩 are not counted in what they are compared by
        own, cut = figure.value, claim.value
    if own <= 0 or cut <= 0:
        return False
    step = 10 ** math.floor(math.log10(own) + _EXACT)
    if same_size(rounded(round(own / step * 10, 9)) * step / 10, cut):
        return True
    off = abs(own - cut)
    told = more or tenths
    near = off <= _LITTLE * own and 2 * off < step
    return same_size(rounded(round(own / step, 9)) * step, cut) and (told or near)
