"""Whether the plan supports a sentence that it does not contain word for word.

A sentence is held against the whole text of the items it cites. The first thing wrong with
it is named; what passes says no figure, date, name, quotation, stage or restriction that
those items do not. The rules are strict on purpose: a good sentence lost costs little, since
the plan's own words stand below; a bad one shown can be read out in a meeting.
"""

import re
import unicodedata
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby
from typing import Literal

from assistant.normalize import wording
from index.lexical import known_word, word_class, words
from index.quantities import Quantity, find_quantities

Objection = Literal[
    "uncited",  # cites nothing
    "unknown_item",  # cites what the model was not given
    "garbled",  # nothing said, or characters that are none
    "judgement",  # answers yes or no, which the plan's words alone must do
    "asks",
    "figure",  # a figure that a cited item does not have, or has for something else
    "other_figure",  # only figures that were not asked for
    "date",
    "quotation",
    "name",
    "claim",  # negation, completion, restriction or stage that is not the plan's
    "wording",  # too many words of its own
    "off_topic",  # true, but not of what was asked
    "meaning",  # another item is nearer to it
]

_MARKS = re.compile(r"[\s“”\"‘’'「」『』《》〈〉<>*]")
_QUOTED = re.compile(r"[“\"「『《‘]([^“”\"「」『』《》‘’]+)[”\"」』》’]")
_NUMERAL_RUN = re.compile(r"第?[a-z0-9][a-z0-9.+%-]*")
_CHINESE_NUMERAL = re.compile(r"[零〇一二两三四五六七八九十百千万亿廿卅]+")
# Numerals as on cheques (壹佰户), which are parts of words as well (队伍, 大陆, 收拾).
_CAPITALS = str.maketrans(
    "壹贰叁肆伍陆柒捌玖拾佰仟貳參陸萬億", "一二三四五六七八九十百千二三六万亿"
)
_CAPITAL_NUMERAL = re.compile(
    r"[壹贰叁佰仟貳參]|[壹贰叁肆伍陆柒捌玖拾佰仟貳參陸萬億零〇万亿]{2,}"
    r"|(?<![队入退落行大登着])[肆伍陆柒捌玖拾陸](?=[个家所座处条项件名位张套场次期户人元米公倍成])"
)
_ODD = re.compile(r"[^0-9一-鿿〇]")
_COUNTED_BY_ONE = frozenset("个家所座处条项件名位张套场次期轮倍半")
_TIME = re.compile(
    r"\d{4}年(?:\d{1,2}月)?(?:\d{1,2}日)?|\d{1,2}月(?:\d{1,2}日)?|[一二三四五六七八九十]+月份?"
    r"|[年月]底|[年月][初中]|年内|年前|[上下]半年|[一二三四]季度|[明去前后]年|[上下]个?月"
)
_ITEM_SAID = re.compile(r"第(?:\d+|[一二三四五六七八九十百]+)项")
_SEGMENT = re.compile(r"[、,;:。!?]")
_CLAUSE = re.compile(r"[,;:。!?]")
_STOP = re.compile(r"[。!?]")
_CHINESE = re.compile(r"[一-鿿]")
_YES_NO = re.compile(
    r"^(?:是的?|对的?|没错|正确|不对|不是|错误|可以|能|会|有的?|没有)(?=[,。!;:]|$)"
)
_ASKING = re.compile(r"\?|怎么|怎样|如何|什么|多少|哪|谁|吗|几个|呢")
_BOUNDS = {
    "least": "以上 超过 超 不少于 不低于 至少 多 余 大于 高于",
    "most": "以下 以内 不超过 至多 最多 不高于 不多于 低于 少于",
    "about": "左右 约 大约 近 将近 接近",
}
_BOUND_OF = {word: bound for bound, group in _BOUNDS.items() for word in group.split()}
_BOUND_BEFORE = re.compile(f"(?:{'|'.join(sorted(_BOUND_OF, key=len, reverse=True))})$")
# Other writings of a unit: the unit it is counted in here, and how many of those it is.
_UNIT_OF = {
    "公里": ("米", 1000),
    "平方公里": ("平方米", 1_000_000),
    "平方千米": ("平方米", 1_000_000),
    "平米": ("平方米", 1),
    "平方": ("平方米", 1),
    "公斤": ("千克", 1),
    "百分点": ("个百分点", 1),
    "名": ("人", 1),
    "位": ("人", 1),
}
# What turns a statement into another: it must be the plan's.
_CLAIMING = frozenset(
    "已 已经 曾 曾经 了 过 最 首 首次 唯一 全部 所有 全体 每 均 都 仅 只 只有 仅仅 必须 一律 "
    "增加 减少 下降 上升 提前 推迟 延期 取消 停止 暂停 禁止 翻番 翻倍 达标 超额 率先".split()
)
_NEGATING = tuple("不未没无非勿别")
# Words of telling, which say nothing of the plan.
_NEUTRAL = frozenset(
    "计划 提出 要求 将 将要 将会 要 包括 主要 方面 内容 工作 目标 任务 措施 安排 明确 指出 强调 "
    "相关 有关 其中 此外 另外 同时 以及 通过 并且 还有 还 并 也 一是 二是 三是 一方面 今年 本年 "
    "年度 本区 全区 区里 我区 进行 开展 实施 推动 推进 加强 具体 分别 项目 如下 以下 围绕 针对 "
    "根据 按照 关于 为 是 对 在 上 中 等 和 与 及 的 地 得 或 从 以 由 向 到 把".split()
)
_NAMES = ("nr", "ns", "nt", "nz")
_NOUNS = ("n", "l", "i", "j", "s", "f", "t")
_OWN_WORDS = 0.5
_OWN_PAIRS = 0.6


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


def unify(text: str) -> str:
    """Return `text` half-width and lower case, without spaces, quotation marks, 壹 for 一."""
    plain = _MARKS.sub("", unicodedata.normalize("NFKC", text).lower())
    return _CAPITAL_NUMERAL.sub(lambda found: found[0].translate(_CAPITALS), plain)


@lru_cache(maxsize=512)
def figures(text: str) -> tuple[Figure, ...]:
    """Return the quantities of a unified text; 一万户 equals 10000户, 百分之五 equals 5%."""
    return tuple(_figure(quantity, text) for quantity in find_quantities(text))


def _figure(quantity: Quantity, text: str) -> Figure:
    before = _BOUND_BEFORE.search(text[: quantity.start])
    inside = re.search("[多余]", quantity.text)
    bound = _BOUND_OF.get(quantity.qualifier, "")
    bound = bound or (_BOUND_OF[before[0]] if before else "least" if inside else "")
    unit, size = _UNIT_OF.get(quantity.unit, (quantity.unit, 1))
    value = round(quantity.value * size, 6)
    return Figure(value, unit, bound, quantity.start, quantity.end)


def objection(
    text: str, items: Sequence[str], year: int | None = None, asked: Collection[Figure] = ()
) -> Objection | None:
    """Return the first thing in `text` that the cited `items` (their texts) do not support.

    `year` is the plan's own. With `asked`, the figures that answer the question, a sentence
    that gives figures must give one of them.
    """
    said = unify(text)
    sources = [unify(item) for item in items]
    if not sources:
        return "uncited"
    if not _CHINESE.search(said) or "�" in said:
        return "garbled"
    if _YES_NO.match(said):
        return "judgement"
    if not all(_in(found, sources) for found in _ASKING.findall(said)):
        return "asks"
    rest = _ITEM_SAID.sub("", said)
    stated = figures(rest)
    if not all(_is_bound(figure, rest, sources) for figure in stated):
        return "figure"
    if asked and stated and not any(a.measures(figure) for a in asked for figure in stated):
        return "other_figure"
    if not all(_has_time(found, sources, year) for found in _TIME.findall(rest)):
        return "date"
    if not _has_numerals(rest, stated, sources, year):
        return "figure"
    if not all(_in(unify(quoted), sources) for quoted in _QUOTED.findall(text)):
        return "quotation"
    tokens = [word for word in words(rest) if _CHINESE.match(word)]
    if not all(_in(name, sources) for name in _names(tokens)):
        return "name"
    if not all(_claims_hold(clause, sources) for clause in _CLAUSE.split(rest) if clause):
        return "claim"
    if not _worded_alike(rest, sources):
        return "wording"
    return None


def adds_words(text: str, sources: Sequence[str]) -> bool:
    """Whether `text` has a content word or a numeral that none of `sources` has."""
    known = [unify(source) for source in sources]
    own = [t for t in words(unify(text)) if (len(t) > 1 or (t.isalnum() and t.isascii()))]
    return not all(_in(token, known) for token in own if token not in _NEUTRAL)


def _in(text: str, sources: Sequence[str]) -> bool:
    return any(text in source for source in sources)


# --- figures -----------------------------------------------------------------------------


def _is_bound(figure: Figure, text: str, sources: Sequence[str]) -> bool:
    """Whether a cited item has the figure, and has it for what the sentence says it of.

    What is said around the figure must be at least as near to what the item says around the
    same figure as to what it says around any other of that unit (新增600张 / 总数10800张).
    """
    around = _pairs(_segment(text, figure.start, figure.end))
    own: tuple[float, float] | None = None
    others: list[tuple[float, float]] = []
    for source in sources:
        for found in figures(source):
            if found.unit != figure.unit:
                continue
            there = _segment(source, found.start, found.end)
            score = (_share(around, there), _share(_pairs(text), there))
            if found.states(figure):
                own = max(own or score, score)
            else:
                others.append(score)
    if own is None:
        return False
    return own >= max(others, default=own)


def _segment(text: str, start: int, end: int) -> str:
    """Return the enumerated part of `text` around a figure, without the figure."""
    first = max((match.end() for match in _SEGMENT.finditer(text, 0, start)), default=0)
    after = _SEGMENT.search(text, end)
    return text[first:start] + text[end : after.start() if after else len(text)]


def _pairs(text: str) -> frozenset[str]:
    runs = re.findall(r"[一-鿿]+", text)
    return frozenset(run[i : i + 2] for run in runs for i in range(len(run) - 1))


def _share(pairs: Collection[str], text: str) -> float:
    """Share of the character pairs that `text` has; 1 when there are none."""
    return sum(pair in text for pair in pairs) / len(pairs) if pairs else 1.0


def _has_time(time: str, sources: Sequence[str], year: int | None) -> bool:
    return _in(time, sources) or time == f"{year}年"


def _has_numerals(
    text: str, stated: Sequence[Figure], sources: Sequence[str], year: int | None
) -> bool:
    """Whether every numeral beside the quantities stands in a cited item as it is written."""
    if any(unicodedata.numeric(char, None) is not None for char in _ODD.findall(text)):
        return False  # of another script (٣, 〣): nobody writes a plan so
    left = list(text)
    for figure in stated:
        left[figure.start : figure.end] = " " * (figure.end - figure.start)
    rest = "".join(left)
    for found in _NUMERAL_RUN.finditer(rest):
        known = frozenset[str]().union(*(_NUMERAL_RUN.findall(source) for source in sources))
        if found[0].strip(".-+") not in {run.strip(".-+") for run in known} | {str(year)}:
            return False
    for found in _CHINESE_NUMERAL.finditer(rest):
        # With what it counts; 一 begins too many words that count nothing (一些, 进一步).
        counted = rest[found.start() : found.end() + 1].strip()
        counts = found[0] != "一" or counted[1:] in _COUNTED_BY_ONE
        if counts and not _in(counted, sources):
            return False
    return True


# --- words -------------------------------------------------------------------------------


def _names(tokens: Sequence[str]) -> Iterator[str]:
    """Yield proper names, and what the dictionary does not know and may be one."""
    for token in tokens:
        if len(token) > 1 and (word_class(token).startswith(_NAMES) or not known_word(token)):
            yield token
    for single, run in groupby(tokens, key=lambda token: len(token) == 1):
        joined = "".join(token for token in run if token not in _NEUTRAL)
        if single and len(joined) > 1 and all(word_class(c)[:1] in "nvaxg" for c in joined):
            yield joined


@lru_cache(maxsize=1)
def _stages() -> frozenset[str]:
    groups: dict[str, list[str]] = wording()["stages"]
    return frozenset(word for group in groups.values() for word in group) - _NEUTRAL


def _claims_hold(clause: str, sources: Sequence[str]) -> bool:
    """Whether the words that turn the statement stand where the plan speaks of the same."""
    turning = [
        word
        for word in words(clause)
        if word in _CLAIMING or (word.startswith(_NEGATING) and word not in _NEUTRAL)
    ]
    turning += [word for word in _stages() if word in clause]
    if not turning:
        return True
    subject = clause
    for word in turning:
        subject = subject.replace(word, " ")
    nearest = _nearest_clause(_pairs(subject), sources)
    return all(word in nearest for word in turning)


def _nearest_clause(pairs: frozenset[str], sources: Sequence[str]) -> str:
    clauses = [clause for source in sources for clause in _CLAUSE.split(source)]
    return max(clauses, key=lambda clause: _share(pairs, clause))


def _worded_alike(text: str, sources: Sequence[str]) -> bool:
    """Whether the sentence says it in the items' words, joining none that they keep apart.

    The nouns of a clause and whatever else it has from an item stand in one sentence there,
    or in the item's first, which names the subject of the others. Its other words are few.
    """
    tokens = words(text)
    content = [t for t in tokens if len(t) > 1 and _CHINESE.match(t) and t not in _NEUTRAL]
    if not content:
        return False
    if not all(_said_together(clause, sources) for clause in _CLAUSE.split(text)):
        return False
    alike = sum(_in(token, sources) for token in content) / len(content)
    pairs = _pairs("".join(" " if token in _NEUTRAL else token for token in tokens))
    return alike >= _OWN_WORDS and _share(pairs, "\n".join(sources)) >= _OWN_PAIRS


def _said_together(clause: str, sources: Sequence[str]) -> bool:
    bound = [
        token
        for token in words(clause)
        if len(token) > 1
        and token not in _NEUTRAL
        and (word_class(token).startswith(_NOUNS) or _in(token, sources))
    ]
    return any(
        all(word in sentence or word in first for word in bound)
        for first, *others in map(_sentences, sources)
        for sentence in (first, *others)
    )


def _sentences(source: str) -> list[str]:
    return [sentence for sentence in _STOP.split(source) if sentence] or [""]
