"""Of how much a figure is asked for: a part of the year (上半年), what is done or left, each month.

What a plan states is an aim for all its year. It answers none of these unless it says so.
"""

import re

from assistant.evidence.coverage import core_terms
from assistant.language.clauses import CLAUSE_END, PART_END, STATEMENT_END, end_of, start_of
from assistant.language.deadlines import Deadline, due_dates, find_deadlines, is_limit
from assistant.language.normalize import pattern, wording
from assistant.understanding.question import Question
from index.lexical import word_class, words
from index.passages import Passage, title_above
from index.plan import Plan
from index.quantities import Quantity

_WHOLE_YEAR = re.compile("全年|年内|年底|年末")
# How many there are in a whole place is asked for, and of nothing else.
_ALL_ASKED = re.compile(
    "^(?P<said>全[市县区镇乡村省国校局院]|[市县区镇乡村]里|(?:街道|[我本][市县区镇乡村校])(?=.*(?:[一总]共|[共拥]?有)))"
    "(?P<named>[一-鿿]{2,6}?(?=[一总]共|[共现拥]?有))?"
    "(?:现在|目前|一共|总共|[共总现拥的])*有?(?:多少|几)[所个家名位座处条间张部辆艘户]?"
    "(?P<noun>(?(named)|[一-鿿]{2,6}?))[了呢啊呀?？。]*$"
)
# These there are by the plan alone, or all of them are told of.
_PLANNED = re.compile(
    "项目|工程|任务|实事|事项|措施|指标|活动|政策|计划|目标|乡镇|街道|社区|村|县|部门"
)
_WHOLE_LENGTH = re.compile("全长|总长度?|全线")
_STRETCH = re.compile(r"(?P<name>[一-鿿A-Za-z\d]{2,8})(?<![路河地时阶])段(?:全?长度?|约|为)*$")
_UP_TO = "前"  # 前三季度 are all up to the third


def scope_lacking(
    question: Question, figure: Quantity, passage: Passage, plan: Plan, chosen: bool = False
) -> str:
    """Return of how much a figure is asked for, where that of a sentence is not said to be of so
    much; "" where it is, or nothing of the kind is asked. `chosen`: there is none that answers
    better."""
    if not question.wants_figure:
        return ""
    part_end = end_of(PART_END, passage.text, figure.end)
    heard = f"{title_above(passage, plan)}。{passage.text[:part_end]}"
    for scope in wording()["scope"]:
        if scope.get("chosen") and not chosen:
            continue
        asked = pattern(scope["asks"]).search(question.text)
        if asked and not pattern(scope["states"]).search(heard):
            return asked.groupdict().get("said") or str(scope["name"])
    if stretch := _stretch_lacking(question, passage.text[: figure.start]):
        return stretch
    if whole := _whole_lacking(question, passage.text[: figure.start]):
        return whole
    for due in find_deadlines(question.text):
        if not due.whole_year and not _said_for(due, question, figure, passage, plan):
            start = due.start - question.text[: due.start].endswith(_UP_TO)
            return question.text[start : due.end]
    return ""


def _stretch_lacking(question: Question, before: str) -> str:
    """Return the word by which the whole length is asked for (全长), where what stands `before` a
    figure says that it is of a stretch that is not asked about: 北岸段12公里."""
    asked, stretch = _WHOLE_LENGTH.search(question.text), _STRETCH.search(before)
    if asked is None or stretch is None:
        return ""
    # 甲至乙高速 names where it goes, and not the stretch in 甲.
    named = re.search(f"{re.escape(stretch['name'][-2:])}(?![至到和与—~-])", question.text)
    return "" if named else asked[0]


def _whole_lacking(question: Question, before: str) -> str:
    """Return the whole place (全市) that is asked how many of a thing it has, where what stands
    `before` a figure does not say that it has so many: 8所学校试点 of 全市有多少所学校."""
    found = _ALL_ASKED.search(question.text)
    noun = (found["named"] or found["noun"]) if found else ""
    if found is None or _PLANNED.search(noun):
        return ""
    if any(word_class(word)[:1] not in "nabj" for word in words(noun)):
        return ""  # 居民受益
    counted = (
        f"(?:{found['said']}|总数|总量|[共现已拥]有)[^,，。;；]{{0,2}}"
        f"(?:{noun})?(?:总?数量?|[达到为有约近超过])*$"
    )
    return "" if re.search(counted, before) else found["said"]


def _said_for(
    asked: Deadline, question: Question, figure: Quantity, passage: Passage, plan: Plan
) -> bool:
    """Whether a part of the year asked about is among the times of a figure's statement, of what
    else its item says of the same, or of the whole item (完成时限：6月底)."""
    text = passage.text
    start = start_of(STATEMENT_END, text, figure.start)
    own = text[start : end_of(STATEMENT_END, text, figure.end)]
    clause = CLAUSE_END.split(own[: figure.end - start])[-1]
    if _WHOLE_YEAR.search(clause) and not _among(asked, question, clause):
        return False
    item = plan.item(passage.item)
    title, around = (item.title, item.text) if item else ("", "")
    if any(_among(asked, question, said) for said in (own, title)):
        return True
    things = [term for term in core_terms(question.terms) if not term.is_verb]
    forms = [form for term in things for form in term.forms]
    return any(
        _among(asked, question, said)
        for said in STATEMENT_END.split(around)
        if is_limit(said, said) or any(form in said.lower() for form in forms)
    )


def _among(asked: Deadline, question: Question, said: str) -> bool:
    """Whether a text has a time that lies in the one asked for, or the other way round."""
    up_to = asked.before or question.text[: asked.start].endswith(_UP_TO)
    return any(
        (due.last <= asked.last if up_to else due.first <= asked.last and asked.first <= due.last)
        for due in due_dates(said, limit=False)
        if not due.whole_year
    )
