"""Figures of a sentence that are of what stands beside the thing asked about.

What there is, what is added and what that comes to have each their own; so has each of those
named, and of those listed.
"""

import re
from collections.abc import Sequence
from itertools import pairwise

from assistant.evidence.coverage import as_written, support
from assistant.evidence.subjects import asks_finished, own_things, summed_up
from assistant.language.clauses import (
    CLAUSE_END,
    PART_END,
    STATEMENT_END,
    clause_before,
    end_of,
    part_before,
    start_of,
)
from assistant.understanding.question import Question, Term
from index.lexical import word_class, words
from index.quantities import Quantity

_NOW_ASKED = re.compile("(?<![从比较到])(?:现在|目前|眼下|现有|已有|当前)(?!起|开始)")
_NO_STOCK = re.compile("增|加|新|达|到|[总一]共|改|建|涨|提|降|减|压")
_IS_THERE = re.compile(
    "(?:现有|现在|目前|已有|原有|当前)(?:总?数)?的?(?:只?有|已?达到?|[为是])?约?$"
)
_DONE = re.compile("完成|完工|竣工|建成|通车")
_DONE_BY_THEN = re.compile(f"(?:今年|年内|年底前?)(?:确保|力争|预计)?(?:{_DONE.pattern})")
_MORE_ASKED = re.compile("(?<![参更])(?:增加|新增|再?[加增]|多出|扩容?)[了上]?(?:多少|几)")
_MORE = re.compile("(?:增加|新增|增长|多|扩[大容])了?约?$")
_WITH = re.compile("(?:[与跟向]|(?<![共协合相])同)[^,，。;；、达到共总增为]{0,8}$")
# What helps somebody, and what is paid or spent on something else.
_HELP_ASKED = re.compile("补(?!充|种|齐|办|考|选|录)|[县市区省府家政](?:里|上)?(?:能|会|要)?给")
_HELP = re.compile("补|奖|资助|扶持|支持|救助|津贴")
_NO_HELP = re.compile("经费|保费|罚款|月票|票价|租金|学费|工资")
_FARE = re.compile("月票|票价|门票|学费|租金|保费|罚款|工本费")
_FARE_ASKED = re.compile("[票费租罚收交缴付价]")
_WAGE_ASKED = re.compile("[员工师者](?:每|一个?)[月年天日](?:给|发|拿|有|是)?(?:多少|几)")
_BARE_ASKED = re.compile("多少[呢啊呀]?[?？。]*$")
_EACH_PAYS = re.compile("(?:各自?|分别)(?:要|得|能)?(?:出|承担|分担|负担|拿|占|是)多少")
_EACH_ASKED = re.compile("分别|各(?:自|是|有|多少|几|要|补|建|修|出|占|承担)")
_HAS = 0.5
_TOTAL = re.compile("总|合计|累计|(?<!公)共")
_SIZE = re.compile("(?:全长|总长度?|总里程|总面积|占地面积?)[为约达]*$")
_SIZE_ASKED = re.compile("长|面积|里程|[全总]|多大|规模")


def of_the_state(question: Question, text: str, figures: Sequence[Quantity]) -> Sequence[Quantity]:
    """Return those of the figures that tell what there is where that is asked for (现在有几个), or
    those that tell what is added to it where that is: 达到90个，比现有的70个增加20个.

    All, where the sentence tells none apart.
    """
    asked = question.text
    now = _NOW_ASKED.search(asked)
    if now and not _NO_STOCK.search(asked) and not question.yes_no:
        return [f for f in figures if _IS_THERE.search(clause_before(f, text))] or figures
    if _MORE_ASKED.search(asked):
        return [f for f in figures if _MORE.search(clause_before(f, text))] or figures
    return figures


def of_the_completed(
    question: Question, text: str, figures: Sequence[Quantity]
) -> Sequence[Quantity]:
    """Return those of the figures that tell what is finished within the year, where that is asked
    for (今年完成多少) and the others are of what is only taken up: 治理河道20公里，年内完工8公里.

    All, where the sentence tells none apart.
    """
    if not asks_finished(question.text) or question.yes_no:
        return figures
    done = [f for f in figures if _DONE_BY_THEN.search(clause_before(f, text))]
    units = {figure.unit for figure in done}
    return [
        f
        for f in figures
        if f in done or f.unit not in units or _DONE.search(clause_before(f, text))
    ]


def of_counted(question: Question, text: str, figures: Sequence[Quantity]) -> Sequence[Quantity]:
    """Return those of the figures that count the thing asked how many of (小区多少), which stands
    right behind one, or whose listed part has it: 40万平方米步道建设、15个小区改造.

    All, where none counts it.
    """
    if not _BARE_ASKED.search(question.text):
        return figures
    things = [w for w in words(question.text) if len(w) > 1 and word_class(w).startswith("n")]
    lowered = text.lower()
    if not any(
        f.dimension == "count" and lowered.startswith(thing, f.end)
        for f in figures
        for thing in things
    ):
        return figures
    parts = {f.start: part_before(f, text) + PART_END.split(text[f.end :])[0] for f in figures}
    return [f for f in figures if any(thing in parts[f.start].lower() for thing in things)]


def of_partners(question: Question, text: str, figure: Quantity) -> bool:
    """Whether all there are is asked for, and a figure is of those only with which something is
    done: 与4条公交线路换乘."""
    return summed_up(question.text) and bool(_WITH.search(clause_before(figure, text)))


def of_other_money(question: Question, text: str, figure: Quantity) -> bool:
    """Whether a sum is spent or paid where one is asked for that helps (养护经费, of 补多少), or is
    what others pay where it is asked what somebody gets: 月票90元, of 照管员一个月多少."""
    if figure.dimension != "money":
        return False
    asked, own = question.text, clause_before(figure, text)
    if _HELP_ASKED.search(asked) and _NO_HELP.search(own) and not _HELP.search(own):
        return not any(word in asked for word in _NO_HELP.findall(own))
    wage = _WAGE_ASKED.search(asked) and not _FARE_ASKED.search(asked)
    return bool(wage and _FARE.search(own))


def of_each_named(
    question: Question, text: str, figure: Quantity, others: Sequence[Quantity]
) -> list[Quantity]:
    """Return the figures beside one that are of the other things asked about, where one for each is
    asked for: 一级站、二级站分别几个, of 一级站2个、二级站9个."""
    if not _EACH_ASKED.search(question.text):
        return []
    own = _pairs(question, part_before(figure, text))
    found: list[Quantity] = []
    for other in others:
        between = text[min(figure.end, other.end) : max(figure.start, other.start)]
        apart = STATEMENT_END.search(between) or "其中" in between  # what all come to
        alike = other.dimension == figure.dimension and other.start != figure.start
        if alike and not apart and _pairs(question, part_before(other, text)) - own:
            found.append(other)
    if not found and _EACH_PAYS.search(question.text):  # 保费谁出、各出多少
        clause = start_of(CLAUSE_END, text, figure.start), end_of(CLAUSE_END, text, figure.end)
        return [
            other
            for other in others
            if other.dimension == figure.dimension
            and other.start != figure.start
            and clause[0] <= other.start < clause[1]
        ]
    return found


def _pairs(question: Question, part: str) -> set[str]:
    """Return the pairs of characters that a part of a sentence has in common with a question."""
    asked = set(map("".join, pairwise(question.text)))
    return {pair for pair in map("".join, pairwise(part)) if pair in asked and pair.isalpha()}


def listed_alike(
    question: Question, text: str, figure: Quantity, others: Sequence[Quantity]
) -> list[Quantity]:
    """Return the figures listed with one whose things the question tells as little apart
    (跨国公司总部4家、民营企业总部7家, of 总部), or, where it asks for how many there are in all,
    those of all that are listed."""
    own = part_before(figure, text)
    start = start_of(CLAUSE_END, text, figure.start)
    end = end_of(CLAUSE_END, text, figure.end)
    listed = [
        other
        for other in others
        if other.start != figure.start
        and start <= other.start < end
        and other.unit == figure.unit
        and "、" in text[min(figure.end, other.end) : max(figure.start, other.start)]
    ]
    terms = as_written(question.terms, text.lower())
    named = _named(terms, own)
    if not (listed and named and _is_called_more(question, own, named)):
        return []
    if summed_up(question.text):
        return [] if _TOTAL.search(own) else listed
    return [other for other in listed if _named(terms, part_before(other, text)) == named]


def _named(terms: Sequence[Term], part: str) -> set[str]:
    """Return the things asked about that a part of a sentence has."""
    things = (term for term in terms if not term.is_verb and len(term.text) > 1)
    return {term.text for term in things if support(term, part.lower()) >= _HAS}


def _is_called_more(question: Question, part: str, named: set[str]) -> bool:
    """Whether a part of a sentence calls its thing more than the question does: 九年制学校."""
    if own_things(question, part):
        return True
    before = words(part[: min(part.find(name) for name in named)])[-1:]
    told = bool(before) and len(before[0]) > 1 and before[0] not in question.text
    return told and not word_class(before[0]).startswith("v")


def tells_size(question: Question, text: str, figure: Quantity, others: Sequence[Quantity]) -> bool:
    """Whether a figure tells how large a thing is (全长21公里), where it is asked what is done and
    another one tells that: 今年建成9公里."""
    own = part_before(figure, text)
    deeds = [term for term in question.terms if term.is_verb]
    if not _SIZE.search(own) or _SIZE_ASKED.search(question.text):
        return False
    end = end_of(STATEMENT_END, text, figure.end)
    parts = [
        part_before(other, text)
        for other in others
        if figure.end <= other.start < end and other.dimension == figure.dimension
    ]
    return any(_done(term, part) for term in deeds for part in parts if not _done(term, own))


def _done(deed: Term, part: str) -> bool:
    return any(form in part for form in deed.forms)
