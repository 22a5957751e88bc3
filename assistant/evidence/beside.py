"""Figures of a sentence that are of what stands beside the thing asked about.

Of two things of a kind that a sentence tells apart, each has its own (一般隐患15日, 重大隐患60日);
so have what there is, what is added and what that comes to, and so has each of those named.
"""

import re
from collections.abc import Sequence
from itertools import pairwise

from assistant.evidence.subjects import asks_finished, summed_up
from assistant.language.clauses import (
    CLAUSE_END,
    PART_END,
    STATEMENT_END,
    clause_before,
    end_of,
    part_before,
    start_of,
)
from assistant.understanding.question import Question
from index.lexical import word_class, words
from index.quantities import Quantity

_LONGEST = 6  # characters before the kind in a name
_CHANGES = re.compile("增|长|降|升|减|加|改|建")  # what is done to a thing is no kind of it
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


def of_contrasted(question: Question, text: str, figure: Quantity) -> bool:
    """Whether the clause of a figure begins with another thing of a kind than the one asked about,
    which a later clause names: 甲类事项3日办结，乙类事项由局长审批、限期9日, of 乙类事项."""
    lowered = text.lower()
    start = start_of(CLAUSE_END, text, figure.start)
    end = end_of(CLAUSE_END, text, figure.end)
    own, later = lowered[start : figure.start].removeprefix("其中"), lowered[end:]
    for kind in words(question.text):
        if len(kind) < 2 or kind not in own or _CHANGES.search(kind):
            continue
        name = _named_before(kind, question.text, later)
        other = own.partition(kind)[0]
        if not name or name in other or not 0 < len(other) <= _LONGEST or not other.isalpha():
            continue
        told = [word_class(word)[:1] for word in words(other)]
        if other not in question.text and not {"v", "p", "c", "d"} & set(told):
            return True
    return False


def _named_before(kind: str, asked: str, text: str) -> str:
    """Return the longest that stands before a kind both in a question and at the beginning of a
    clause of `text`, "" where nothing does."""
    before = asked.partition(kind)[0]
    for length in range(min(_LONGEST, len(before)), 0, -1):
        name = before[-length:]
        if re.search(rf"(?:^|[,，、;；。])[一-鿿]{{0,2}}{re.escape(name + kind)}", text):
            return name
    return ""


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
