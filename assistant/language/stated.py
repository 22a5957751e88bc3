"""The quantities of a sentence or an item, read so that other writings of one are the same."""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from index.quantities import Quantity, find_quantities, unit_dimension

_SAME = 1e-6
_MARKS = re.compile(r"[\s“”\"‘’'「」『』《》〈〉<>*]")
# Numerals as on cheques (壹佰户), which are parts of words as well (队伍, 大陆, 收拾).
_CAPITALS = str.maketrans(
    "壹贰叁肆伍陆柒捌玖拾佰仟貳參陸萬億", "一二三四五六七八九十百千二三六万亿"
)
_CAPITAL_NUMERAL = re.compile(
    r"[壹贰叁佰仟貳參]|[壹贰叁肆伍陆柒捌玖拾佰仟貳參陸萬億零〇万亿]{2,}"
    r"|(?<![队入退落行大登着])[肆伍陆柒捌玖拾陸](?=[个家所座处条项件名位张套场次期户人元米公倍成])"
)
_BOUNDS = {
    "least": "以上 超过 超 突破 不少于 不低于 不小于 不得少于 不得低于 不得小于 不能少于 不能低于 "
    "不能小于 至少 多 余 大于 高于",
    "most": "以下 以内 不超过 不得超过 不能超过 不得高于 不能高于 不大于 不得大于 不能大于 至多 "
    "最多 不高于 不多于 不得多于 不可超过 低于 少于 小于",
    "about": "左右 约 大约 近 将近 接近",
}
BOUND_OF = {word: bound for bound, group in _BOUNDS.items() for word in group.split()}
# These are said behind a figure: 5家 of 1亿元以上5家 are no bound.
_BEHIND = frozenset("以上 以下 以内 左右 余".split())
_BOUND_BEFORE = re.compile(
    f"(?:{'|'.join(sorted(BOUND_OF.keys() - _BEHIND, key=len, reverse=True))})$"
    "(?<![预节集签制合公契]约)(?<![最附远邻就]近)"  # 签约1860户 are no 约1860户
)
_TO = re.compile("[至到~～—–-]{1,2}")
_LOW_END = re.compile(
    rf"(?<![\d.第年月-])\d[\d.]*[万亿千百]*(?P<unit>[一-鿿%‰]{{0,3}}?){_TO.pattern}$"
)
_FROM = re.compile("[由从自][^,，。;；]{0,6}$")
_DATES = frozenset("年 月 日".split())
_OF_MONTH = re.compile("月(?:的|底|初)?$|月.{0,4}[至到—~～-]$")
# Other writings of a unit: the unit it is counted in here, and how many of those it is.
_UNIT_OF = {
    "公里": ("米", 1000),
    "千米": ("米", 1000),
    "公顷": ("平方米", 10_000),
    "亩": ("平方米", 10_000 / 15),
    "平方公里": ("平方米", 1_000_000),
    "平方千米": ("平方米", 1_000_000),
    "平米": ("平方米", 1),
    "平方": ("平方米", 1),
    "公斤": ("千克", 1),
    "吨": ("千克", 1000),
    "块钱": ("元", 1),
    "周岁": ("岁", 1),
    "成": ("%", 10),
    "百分点": ("个百分点", 1),
    "天": ("日", 1),
    "工作日": ("个工作日", 1),
    "名": ("人", 1),
    "位": ("人", 1),
}

# Counts of people, of households, of visits and of times are not taken for each other, nor for
# counts of things, whatever measure word these have (2家托育点, 2个托育点).
_KINDS = {
    unit: kind
    for kind, units in (
        ("people", "人 人数"),
        ("households", "户 户数"),
        ("visits", "人次"),
        ("household visits", "户次"),
        ("times", "次 期 场 场次"),
    )
    for unit in units.split()
}
_ANY_THING = frozenset({"people", "things"})


def bounded(figure: Quantity, text: str) -> str:
    """Return a figure of `text` as written with the bound before it (不少于1000个), or with the
    other end of the range that it is one end of (35至64岁)."""
    start, end = range_of(figure, text)
    before = _BOUND_BEFORE.search(text[:start])
    return f"{before[0] if before else ''}{text[start:end]}"


def range_of(figure: Quantity, text: str) -> tuple[int, int]:
    """Return where the range that a figure is an end of begins and ends; the figure alone, where it
    is none of a range, or of one that changes (从30元到50元), or a date."""
    own = (figure.start, figure.end)
    if figure.unit in _DATES:
        return own
    low = _LOW_END.search(text[: figure.start])
    high = next(
        (
            other
            for other in find_quantities(text)
            if _TO.fullmatch(text[figure.end : other.start]) and other.dimension == figure.dimension
        ),
        None,
    )
    start = low.start() if low else figure.start
    if _FROM.search(text[:start]):
        return own
    if low:
        unit = low["unit"]
        return (start, figure.end) if unit_dimension(unit) == figure.dimension or not unit else own
    return (start, high.end) if high else own


@dataclass(frozen=True, slots=True)
class Figure:
    """A quantity with what it may be compared by; `bound` is "least", "most", "about" or ""."""

    value: float
    unit: str
    bound: str
    start: int
    end: int

    def states(self, other: "Figure") -> bool:
        """Whether both say the same."""
        return self.measures(other) and self.bound == other.bound

    def measures(self, other: "Figure") -> bool:
        """Whether both are of the same size, whatever is said around them (以上, 约)."""
        return (self.value, self.unit) == (other.value, other.unit)

    def counts(self, other: "Figure") -> bool:
        """Whether both are in units that say the same, if not of the same size."""
        if self.unit == other.unit or {self.unit, other.unit} == {"块", "元"}:
            return True
        if not (unit_dimension(self.unit) == unit_dimension(other.unit) == "count"):
            return False
        kinds = {_KINDS.get(self.unit, "things"), _KINDS.get(other.unit, "things")}
        return len(kinds) == 1 or ("个" in (self.unit, other.unit) and kinds == _ANY_THING)


def same_size(value: float, other: float) -> bool:
    """Whether two values are equal but for how they are computed with."""
    return abs(value - other) <= _SAME * max(abs(other), 1.0)


def unify(text: str) -> str:
    """Return `text` half-width and lower case, without spaces, quotation marks, 壹 for 一."""
    plain = _MARKS.sub("", unicodedata.normalize("NFKC", text).lower())
    return _CAPITAL_NUMERAL.sub(lambda found: found[0].translate(_CAPITALS), plain)


@lru_cache(maxsize=512)
def figures(text: str) -> tuple[Figure, ...]:
    """Return the quantities of a unified text; 一万户 equals 10000户, 百分之五 equals 5%."""
    return tuple(figure_at(quantity, text) for quantity in find_quantities(text))


def without_figures(text: str) -> str:
    """Return a unified text with spaces in the place of its quantities."""
    left = list(text)
    for figure in figures(text):
        left[figure.start : figure.end] = " " * (figure.end - figure.start)
    return "".join(left)


def figure_at(quantity: Quantity, text: str) -> Figure:
    """Return a quantity of `text` in the unit that it is compared in, with its bound."""
    before = _BOUND_BEFORE.search(text[: quantity.start])
    inside = re.search("[多余]", quantity.text)
    bound = BOUND_OF.get(quantity.qualifier, "")
    bound = bound or (BOUND_OF[before[0]] if before else "least" if inside else "")
    unit, size = _UNIT_OF.get(quantity.unit, (quantity.unit, 1))
    if quantity.unit == "日" and _OF_MONTH.search(text[: quantity.start]):
        unit = "号"  # 6月15日 is no 15天
    value = round(quantity.value * size, 6)
    return Figure(value, unit, bound, quantity.start, quantity.end)
