"""A figure that a sentence gives for several things at once, asked of some of them: 1146户 of
甲、乙、丙等5个小区, where 甲 is asked about. It is the figure of none of them.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from assistant.evidence.asked_units import asked_dimension
from assistant.evidence.measures import fitting_figures
from assistant.evidence.past import suits_year
from assistant.evidence.ranking import Candidate
from assistant.evidence.subjects import asks_unit, of_another_quantity
from assistant.language.clauses import PHRASE_END, PIECE_END, STATEMENT_END, end_of, start_of
from assistant.language.enumerations import (
    Enumeration,
    find_enumerations,
    find_side_by_side,
)
from assistant.language.normalize import pattern, wording
from assistant.language.stated import figure_at
from assistant.understanding.question import Question
from index.lexical import word_class, words
from index.passages import Passage
from index.plan import Plan, Span
from index.quantities import Quantity, find_quantities

# These are added up; a share, an age or a time is as true of one as of all.
_ADDED_UP = frozenset({"money", "area", "length", "weight", "volume", "energy", "count"})
_EACH = re.compile("[各每均]|分别|其中|最[高多低少]")
# What each of several has as it stands: a price, what somebody gets, how wide a road is.
_OF_EACH = re.compile(
    "[单票房租定售]价|价格|标准|收费|[补资]助|补贴|奖励|津贴|租金|[工年月]薪|[宽高深厚]|时速|限[额速]|"
    "不(?:超过|少于|低于|高于)"
)
_ENDS_OF_EACH = re.compile(f"(?:{_OF_EACH.pattern})[为达到约]*$")  # 高标准农田 has none
_AMONG = re.compile("[,，(（]其中")
# A clause that goes on with what stands before it: 涉及居民300户, 受益群众2万人.
_GOES_ON = re.compile("(?:共|预计|直接|可)*(?:涉及|惠及|覆盖|受益|带动|服务)")
_GENERAL = re.compile("群众|居民|村民|人口|住户|农户|家庭|[全总]长")
_SUMMED = re.compile("[总共]|合计|累计")
_FOR = re.compile("(?:面向|围绕|聚焦|对接?|由|以|按|为)")
# Where what stands before it is: 主要布局在甲、乙、丙三个乡镇.
_WHERE = re.compile(
    "(?:主要|重点|优先|集中|具体|全部)*(?:布局|分布|布设|布点|安排|设置?|建设?|位|坐落|选址|投放|落户|实施|投向|用于|涉及|覆盖|惠及)"
    "[在于到至]?"
)
_SEPARATES = re.compile("[、,，和与及]|以及")
_CANDIDATES = 3
_BEHIND = 2.0  # in logits of the ranking
# What stands before a list is said of all of it: 首批公开甲、乙等8项.
_OF_ALL = frozenset("首批 全部 今年 全年".split())
_PIECE = 2  # characters
_MOST = 0.6  # of a name


@dataclass(frozen=True, slots=True)
class Together:
    """What a sentence gives for several things together, of which some are `asked` about alone.

    `figures` stand in `run`. `surely`: they are of these things and of nothing else. `count`: how
    many things there are as the sentence counts them (5个), or "".
    """

    asked: tuple[str, ...]
    figures: tuple[Quantity, ...]
    run: Span
    passage: Passage
    surely: bool
    count: str
    each: bool = False


def given_together(
    question: Question,
    candidates: Sequence[Candidate],
    chosen: tuple[Passage, Quantity] | None,
    plan: Plan,
) -> Together | None:
    """Return what the plan gives for several things together, where it is asked for, or claimed, of
    some of them; None where it gives it of these. `chosen`: the figure found to answer."""
    if pattern(wording()["together"]["asks"]).search(question.text):
        return None
    if chosen and not _of_others(question, *chosen):
        return _given(question, *chosen)
    near = [c for c in candidates if c.relevance >= candidates[0].relevance - _BEHIND]
    for passage in [chosen[0]] if chosen else [c.passage for c in near[:_CANDIDATES]]:
        fitting = [
            figure
            for figure in _asked(question, passage)
            if suits_year(question, figure, passage, plan)
            and not _of_others(question, passage, figure)
            and (not question.wants_figure or _in_kind_asked(question, figure))
        ]
        fitting.sort(key=lambda figure: not asks_unit(question, figure))
        found = [_given(question, passage, figure) for figure in fitting]
        if fitting and all(found):
            return found[0]
    return None


def _asked(question: Question, passage: Passage) -> list[Quantity]:
    """Return the figures of a sentence that answer the unit asked for, or that are claimed."""
    text = passage.text
    if question.wants_figure:
        return [
            figure
            for figure in fitting_figures(question, text)
            if not of_another_quantity(question, text, figure)
        ]
    claims = [figure_at(claim, question.text) for claim in question.claims]
    return [
        figure
        for figure in find_quantities(text)
        if any(figure_at(figure, text).counts(claim) for claim in claims)
    ]


def _in_kind_asked(question: Question, figure: Quantity) -> bool:
    """Whether a question asks for a figure of this very unit or of what it measures."""
    return asks_unit(question, figure) or asked_dimension(question.text) == figure.dimension


def _of_others(question: Question, passage: Passage, figure: Quantity) -> bool:
    """Whether the part of a sentence with a figure names others of a list than those asked about:
    其中东库2600万元, where 西库 is."""
    text = passage.text
    start = start_of(PIECE_END, text, figure.start)
    own = text[start : figure.start]
    for listed in _lists(text):
        members = [text[m.start : m.end] for m in listed.members if m.end <= start]
        if len(members) < len(listed.members):
            continue
        asked = _asked_of(question, members)
        if asked and not any(name in own for name in asked) and any(m in own for m in members):
            return True
    return False


def _lists(text: str) -> tuple[Enumeration, ...]:
    return (*find_enumerations(text), *find_side_by_side(text))


def _given(question: Question, passage: Passage, figure: Quantity) -> Together | None:
    text = passage.text
    if figure.dimension not in _ADDED_UP:
        return None
    for listed in _lists(text):
        members = [text[m.start : m.end] for m in listed.members]
        asked = _asked_of(question, members)
        end = listed.members[-1].end
        if asked and (placed := _placed(listed, figure, [*members, *asked], passage)):
            return replace(placed, asked=tuple(asked)) if len(asked) < len(members) else None
        if not asked or figure.start < end or STATEMENT_END.search(text, end, figure.start):
            continue
        counted = _count(listed, text)
        if len(asked) == len(members) and not _goes_on(text, end, counted):
            continue  # all are asked about
        bound = _bound(listed, figure, counted, [*members, *asked], text)
        if bound is None:
            continue
        offset = passage.span.start
        clauses = [c for c in passage.clauses if c.start - offset <= figure.start]
        first = next(c for c in clauses if listed.members[0].start < c.end - offset)
        run = Span(first.start, clauses[-1].end)
        if stated := _stated_apart(members, asked, figure, text):
            last = next(c for c in passage.clauses if c.end - offset >= stated.end)
            run = Span(first.start, max(last.end, run.end))
            return Together(tuple(asked), (stated,), run, passage, surely=True, count="", each=True)
        own = text[start_of(PHRASE_END, text, figure.start) : figure.start]
        if _each_has(listed, figure, text) and not _is_asked_of(question, own):
            return Together(tuple(asked), (), run, passage, surely=False, count="", each=True)
        alike = (
            other
            for other in _asked(question, passage)
            if offset + other.start < run.end and other.start >= listed.clause.end
        )
        figures = tuple(dict.fromkeys([figure, *alike]))
        count = counted[0] if counted and counted.start() != figure.start else ""
        return Together(tuple(asked), figures, run, passage, bound, count)
    return None


def _placed(
    listed: Enumeration, figure: Quantity, names: Sequence[str], passage: Passage
) -> Together | None:
    """Return a figure as it is given for the places that a clause behind it lists, in which all of
    it is: 新建农田3万亩,分布在甲、乙、丙三个乡镇; surely, where no other clause stands between."""
    text, clause = passage.text, listed.clause
    if clause.start < figure.end or not _WHERE.match(text, clause.start):
        return None
    own_start = start_of(PHRASE_END, text, figure.start)
    own = text[start_of(PIECE_END, text, figure.start) : figure.start]
    between = text[figure.end : clause.start]
    each = _EACH.search(own + text[clause.start : clause.end]) or _ENDS_OF_EACH.search(own)
    counts_them = figure.unit == listed.measure and figure.value == len(listed.members)
    named = any(name in text[own_start : clause.start] for name in names)
    if STATEMENT_END.search(between) or each or counts_them or named:
        return None
    offset = passage.span.start
    within = [c for c in passage.clauses if own_start < c.end - offset]
    run = Span(within[0].start, next(c.end for c in within if c.end - offset >= clause.end))
    counted = _count(listed, text)
    count = counted[0] if counted else ""
    surely = len(PHRASE_END.findall(between)) == 1
    return Together((), (figure,), run, passage, surely, count)


def _stated_apart(
    members: Sequence[str], asked: Sequence[str], figure: Quantity, text: str
) -> Quantity | None:
    """Return the figure that the same statement gives for the one member asked about alone, of the
    kind of that for all: 总产值90亿元，其中甲40亿元、乙50亿元."""
    if len(asked) != 1:
        return None
    ended = STATEMENT_END.search(text, figure.end)
    for other in find_quantities(text):
        alike = other.dimension == figure.dimension and other.unit == figure.unit
        if not alike or other.start < figure.end or (ended and other.start > ended.start()):
            continue
        part = text[start_of(PIECE_END, text, other.start) : other.start]
        others = (name for name in members if asked[0] not in name)
        if asked[0] in part and not any(name in part for name in others):
            return other
    return None


def _asked_of(question: Question, members: Sequence[str]) -> list[str]:
    """Return the names of the members that a question names, as it names them."""
    asked = question.text
    forms = [f for t in question.terms if not t.is_verb for f in (t.text, *t.forms) if len(f) > 1]
    found = []
    for place, member in enumerate(member.lower() for member in members):
        piece = _shared(asked, member)
        named = piece == member or any(form in piece or piece in form for form in forms)
        begun = member.startswith(piece) or (place == 0 and member.endswith(piece))
        head = place == len(members) - 1 and member.endswith(piece)  # 危房 of C级、D级危房
        apart = not any(piece in other for other in members if other.lower() != member)
        if (
            len(piece) >= _PIECE
            and piece not in _OF_ALL
            and named
            and apart
            and (begun or (not head and len(piece) >= _MOST * len(member)))
        ):
            found.append(piece)
    return found


def _shared(asked: str, member: str) -> str:
    """Return the longest piece of a member that a question has."""
    for length in range(len(member), _PIECE - 1, -1):
        for start in range(len(member) - length + 1):
            if member[start : start + length] in asked:
                return member[start : start + length]
    return ""


def _count(listed: Enumeration, text: str) -> re.Match[str] | None:
    """Return the number of a list's members as it stands behind them: 5个."""
    if not listed.measure:
        return None
    end = listed.members[-1].end
    number = re.compile(rf"[\d一二两三四五六七八九十]+{re.escape(listed.measure)}")
    return number.search(text, end, listed.clause.end)


def _goes_on(text: str, end: int, counted: re.Match[str] | None) -> bool:
    """Whether a list has more members than are written: 甲、乙等5个."""
    return "等" in text[end : counted.start() if counted else end + 1]


def _bound(
    listed: Enumeration,
    figure: Quantity,
    counted: re.Match[str] | None,
    names: Sequence[str],
    text: str,
) -> bool | None:
    """Return whether a figure is surely of all that is listed, where no clause up to it is of one
    alone, nor gives each its own; None where one does, or it is of something else."""
    end = listed.members[-1].end
    if counted and counted.start() == figure.start and not _goes_on(text, end, counted):
        return None  # it counts the members themselves
    last = end_of(PHRASE_END, text, figure.end)
    own_start = start_of(PHRASE_END, text, figure.start)
    own = text[max(own_start, end) : figure.start]
    between = text[end : max(own_start, end)]
    behind = text[figure.end : last].split("、")[0]
    last_name = text[listed.members[-1].start : end]  # which may go on: 乙区各不少于
    summed = bool(_SUMMED.search(own))
    of_each = _OF_EACH.search(own) and not summed  # 总长度不少于27公里 is of all
    if _EACH.search(own) or of_each or re.search("[各每均]", last_name + between):
        return None
    if any(name in between for name in names) and not summed:
        return None
    if any(name in own + behind for name in names):
        return None
    within = own_start <= end
    if within and _each_has(listed, figure, text):
        return None
    unannounced = not counted and _FOR.match(text, listed.clause.start)
    if unannounced:
        return None
    if within or _is_dependent(own, behind) or _has_member_among(figure, last, names, text):
        return True
    return False if counted else None


def _has_member_among(figure: Quantity, end: int, names: Sequence[str], text: str) -> bool:
    """Whether the clause behind a figure, which ends at `end`, gives a member its part of it: 新增
    停车位900个,其中地下停车场420个."""
    if not text[end + 1 :].startswith("其中"):
        return False
    clause = text[end + 1 : end_of(PHRASE_END, text, end + 1)]
    parts = (f for f in find_quantities(clause) if f.unit == figure.unit)
    return any(name in clause for name in names) and any(f.value < figure.value for f in parts)


def _each_has(listed: Enumeration, figure: Quantity, text: str) -> bool:
    """Whether the clause of a list has as many figures like this one as members, which stand side
    by side (28公里、35公里), unlike what is counted in all of them (14个小区新建充电桩30个)."""
    stated = find_quantities(text[listed.members[-1].end : listed.clause.end])
    behind = text[listed.members[-1].end :]
    alike = [f for f in stated if f.dimension == figure.dimension]
    beside = all(
        one.unit == other.unit and _SEPARATES.fullmatch(behind[one.end : other.start])
        for one, other in pairwise(alike)
    )
    return len(alike) >= len(listed.members) and beside


def _is_asked_of(question: Question, clause: str) -> bool:
    """Whether a clause has a thing that is asked about."""
    forms = [form for t in question.terms if not t.is_verb for form in t.forms]
    return any(len(form) > 1 and form in clause for form in forms)


def _is_dependent(own: str, behind: str) -> bool:
    """Whether a clause with a figure has no thing of its own: 涉及300户, 总投资5亿元, 清淤2万方."""
    if _GOES_ON.match(own) or _SUMMED.search(own):
        return True
    rest = pattern(wording()["follow_up"]["attribute"]).sub(" ", own)
    told = [*words(_GENERAL.sub(" ", rest)), *words(behind)]
    return not any(len(word) > 1 and word_class(word)[:1] in ("n", "") for word in told)
