"""Every figure a plan states, with what it measures, in the plan's own words.

A figure says how much, how many or how far: a numeral with a unit (10000户, 两个, 三地七县, 九连冠,
50条, a plan's 三年), or 全覆盖, which sets all as the aim without a number.

No figure is what says which one (第四轮, 第七次, 一期, 一级, 18号线, 228街坊, 5000吨级), when
(2020年, 6月底), or nothing but an article (一批, 一个); nor a numeral inside a quoted name or
slogan (“三区一基地”, “1+6+4”, “四个意识”), unless the quotation is the figure alone (“九连冠”) or
has Arabic digits with a unit (“实体经济50条”).
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from index.passages import Passage, clause_spans
from index.plan import Span
from index.quantities import find_quantities, number_value, unit_dimension

_SMALL = "[两二三四五六七八九十]"
_ANY = "[零〇一二两三四五六七八九十百千万亿]"
# Measure words that count after a small Chinese numeral; 次, 期 and 批 number instead.
_COUNTERS = "个|处|项|条|件|家|所|座|类|名|位|人|户|张|套|辆|台|间|栋|幢|支|份|种|公里|亩"
_PERIODS = "个月|个工作日|工作日|天|小时|分钟|个季度"
_PLACES = "[省市区县地乡镇]"
_SPELLED = re.compile(
    rf"(?<!{_ANY})(?<!第)(?P<number>{_SMALL}+)(?P<unit>{_PERIODS}|{_COUNTERS}|连冠"
    # Levels count where they form a structure; elsewhere 级 ranks (二级医院).
    r"|级(?=[^,，。;；]{0,4}(?:网络|体系|联动|架构))"
    r"|年(?=行动|计划|规划|方案))"
)
_NUMBERED = re.compile(rf"第{_ANY}+个$")
_PLACES_RUN = re.compile(rf"(?<!{_ANY})(?:{_ANY}{_PLACES}){{2,}}")
_PLACE = re.compile(rf"(?P<number>{_ANY})(?P<unit>{_PLACES})")
_TIMES = re.compile(
    rf"(?<!{_ANY})(?<![\d.])(?P<number>\d+(?:\.\d+)?|一|{_SMALL}+)(?P<unit>倍|(?<=翻.)番)"
)
_WHOLE = re.compile("全覆盖")
_HYPHEN_RANGE = re.compile(r"(?<![A-Za-z\d.第+-])(\d+(?:\.\d+)?[万亿千]?)-(?=\d)")
_RANGE_START = re.compile(r"(?<![A-Za-z\d.第+-])\d+(?:\.\d+)?[万亿千]?[至到—~～－-]$")
_BOUND_BEFORE = re.compile(
    "(?:达到|突破|超过|不低于|不少于|不超过|不高于|至少|大约|稳定在|控制在|保持在|压缩至|压减至|"
    "降至|降到|增至|增加到|提高到|提升到|约|近|超|达)$"
)
_BOUND_AFTER = re.compile("以上|以下|以内|左右|以后")
_QUOTED = re.compile(r"“[^“”]*”|‘[^‘’]*’|《[^《》]*》|「[^「」]*」")
# Words before the thing measured that say no more than "do it".
_NEUTRAL = re.compile(
    "(?:完成|实施|实现|确保|力争|推进|推动|加快|全力|积极|努力|持续|大力|充分|着力|扎实|制定|编制|"
    "创建|打造|抓好|做好|做深|做实|做优|做强|落实|解决|再|将|把|对|与|和|及|并|在|的)+"
)
# Words after the thing measured that go on to say what is done with it.
_DONE_WITH = re.compile("开展|进行|落实|予以|加以|用于|携手|[(（]")
# All that is left of a clause whose subject stands in the one before: 年内竣工9公里, 总产出突破….
_DEPENDENT = re.compile(
    "(?:年内|今年|全年|年底前|其中|累计|全部|竣工|开工|完工|建成|投用|启动|新增|总产出|总产值|总量|"
    "总额|总数|总值|总面积|产值|规模|增长|增速)*"
)
_JOINT = re.compile("、|以及|和|及|并")
_MARKS = " \t\r\n　,，。;；:：、.．！!？?"
_PAIRS = {"“": "”", "‘": "’", "《": "》", "「": "」"}
_SUB_ITEM = re.compile(r"[(（][^()（）]{1,3}[)）]")


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure at its place in the plan.

    `text` is figure and unit as written ("10000户") and stands at `span` of `Plan.source`;
    `value` is scaled (30万 → 300000.0), None for 全覆盖 and for ranges; `dimension` is that of
    index.quantities, "" for a unit it does not know. `qualifier` holds the words that bound it
    (以上, 突破), `what` the pieces of its sentence that say what is measured; all are verbatim.
    """

    text: str
    value: float | None
    unit: str
    dimension: str
    qualifier: str
    span: Span
    what: tuple[Span, ...]
    passage: Passage

    @property
    def item(self) -> str:
        """Return the label of its item."""
        return self.passage.item

    @property
    def number(self) -> str:
        """Return the numeral as written, without the unit: 30万, 17.33, 全覆盖."""
        return self.text.removesuffix(self.unit) or self.text

    @property
    def measured(self) -> str:
        """Return what it measures; "…" stands where words of the sentence were left out."""
        offset = self.passage.span.start
        return "…".join(self.passage.text[p.start - offset : p.end - offset] for p in self.what)


@dataclass(frozen=True, slots=True)
class _Found:
    """A figure in a sentence, whose offsets these are."""

    start: int
    end: int
    value: float | None
    unit: str


def find_figures(passages: Sequence[Passage]) -> tuple[Figure, ...]:
    """Return the figures of all passages in the order of the text."""
    return tuple(figure for passage in passages for figure in _figures(passage))


def _figures(passage: Passage) -> Iterator[Figure]:
    text = passage.text
    found = _found(text)
    for position, figure in enumerate(found):
        before, after = _qualifiers(text, figure)
        offset = passage.span.start
        yield Figure(
            text=text[figure.start : figure.end],
            value=figure.value,
            unit=figure.unit,
            dimension=unit_dimension(figure.unit) or "",
            qualifier="…".join(filter(None, (before, after))),
            span=Span(offset + figure.start, offset + figure.end),
            what=tuple(
                Span(offset + piece.start, offset + piece.end)
                for piece in _what(text, found, position)
            ),
            passage=passage,
        )


# Which numerals are figures


def _found(text: str) -> list[_Found]:
    candidates = sorted(_candidates(text), key=lambda one: (one.start, -one.end))
    quotations = [Span(match.start(), match.end()) for match in _QUOTED.finditer(text)]
    kept: list[_Found] = []
    for one in candidates:
        overlaps = kept and one.start < kept[-1].end
        if not overlaps and not _is_name(text, one, quotations):
            kept.append(one)
    return kept


def _candidates(text: str) -> Iterator[_Found]:
    for quantity in find_quantities(_HYPHEN_RANGE.sub(r"\1—", text)):
        end = quantity.end - len(quantity.qualifier)
        calendar = quantity.unit == "月" or (
            quantity.unit == "日" and text[: quantity.start].endswith("月")
        )
        if calendar or text.startswith("级", end):
            continue
        low = _RANGE_START.search(text, 0, quantity.start)
        start = low.start() if low else quantity.start
        yield _Found(start, end, None if low else quantity.value, quantity.unit)
    for match in (*_SPELLED.finditer(text), *_places(text), *_TIMES.finditer(text)):
        if _NUMBERED.search(text, 0, match.start()):  # 第十四个五年规划
            continue
        yield _Found(match.start(), match.end(), number_value(match["number"]), match["unit"])
    for match in _WHOLE.finditer(text):
        yield _Found(match.start(), match.end(), None, "")


def _places(text: str) -> Iterator[re.Match[str]]:
    for run in _PLACES_RUN.finditer(text):
        yield from _PLACE.finditer(text, run.start(), run.end())


def _is_name(text: str, one: _Found, quotations: Sequence[Span]) -> bool:
    """Whether the numeral is part of a quoted name, which it does not count by."""
    for quotation in quotations:
        if quotation.start < one.start and one.end < quotation.end:
            alone = one.end - one.start == quotation.end - quotation.start - 2
            is_title = text[quotation.start] == "《"
            counts = one.unit == "年" if is_title else text[one.start].isdecimal()
            return not (alone or counts)
    return False


def _qualifiers(text: str, one: _Found) -> tuple[str, str]:
    before = _BOUND_BEFORE.search(text, 0, one.start)
    after = _BOUND_AFTER.match(text, one.end)
    return before[0] if before else "", after[0] if after else ""


# What they measure


def _what(text: str, found: Sequence[_Found], position: int) -> tuple[Span, ...]:
    """Return the pieces of the sentence that say what the figure measures, in order."""
    clauses = clause_spans(text)
    own = _own_words(text, found, position, clauses)
    if not _DEPENDENT.fullmatch("".join(text[piece.start : piece.end] for piece in own)):
        return own
    place = _clause_of(found[position], clauses)
    if place == 0:
        return own
    before = clauses[place - 1]
    stated = [i for i in range(position) if before.start <= found[i].start < before.end]
    if stated:
        return (*_what(text, found, stated[-1]), *own)
    return (*_piece(text, before.start, before.end), *own)


def _own_words(
    text: str, found: Sequence[_Found], position: int, clauses: Sequence[Span]
) -> tuple[Span, ...]:
    """Return what stands before and after the figure in its clause, up to its neighbours'."""
    one = found[position]
    clause = _enclosing_quotation(text, one) or clauses[_clause_of(one, clauses)]
    first = last = position
    while first and found[first - 1].end == found[first].start:  # 三地七县
        first -= 1
    while last + 1 < len(found) and found[last + 1].start == found[last].end:
        last += 1
    start, end = clause.start, clause.end
    if first and found[first - 1].start >= start:
        joint = _JOINT.search(text, found[first - 1].end, found[first].start)
        start = joint.end() if joint else start
    if last + 1 < len(found) and found[last + 1].start < end:
        joint = _JOINT.search(text, found[last].end, found[last + 1].start)
        end = joint.start() if joint else found[last + 1].start
    before, _ = _qualifiers(text, found[first])
    _, after = _qualifiers(text, found[last])
    follow = found[last].end + len(after)
    done = _DONE_WITH.search(text, follow, end)
    return (
        *_piece(text, start, found[first].start - len(before)),
        *_piece(text, follow, done.start() if done else end),
    )


def _clause_of(one: _Found, clauses: Sequence[Span]) -> int:
    return next(i for i, clause in enumerate(clauses) if one.start < clause.end)


def _enclosing_quotation(text: str, one: _Found) -> Span | None:
    """Return the inside of the quotation that holds the figure and more than it."""
    for match in _QUOTED.finditer(text):
        inside = Span(match.start() + 1, match.end() - 1)
        holds = inside.start <= one.start and one.end <= inside.end
        if holds and inside != Span(one.start, one.end):
            return inside
    return None


def _piece(text: str, start: int, end: int) -> tuple[Span, ...]:
    """Narrow the range by marks, half quotations and neutral words; () if nothing is left."""
    while start < end:
        lead = _SUB_ITEM.match(text, start, end) or _NEUTRAL.match(text, start, end)
        if lead:
            start = lead.end()
        elif text[start] in _MARKS or _is_half(text[start], text[start + 1 : end]):
            start += 1
        elif text[end - 1] in _MARKS or _is_half(text[end - 1], text[start : end - 1]):
            end -= 1
        else:
            return (Span(start, end),)
    return ()


def _is_half(mark: str, rest: str) -> bool:
    """Whether `mark` opens or closes a quotation whose other mark is not in `rest`."""
    return any(
        (mark == opening and closing not in rest) or (mark == closing and opening not in rest)
        for opening, closing in _PAIRS.items()
    )
