"""Tell what a plan says of the years before its own: 2025年完成186.4亿元, 由680元提高到710元."""

import re

from assistant.evidence.coverage import core_terms
from assistant.evidence.measures import fitting_figures, replaced
from assistant.understanding.question import Question
from index.passages import Passage
from index.plan import Plan, Span
from index.quantities import Quantity, find_quantities

PAST = "往年情况或已完成情况"
"""The name of the aspect of what was, or has come of the plan."""
# What is done now to a thing of last year's is no question of last year: 去年结转的项目何时完工.
_OF_LAST_YEAR = (
    r"[^,，。;；]{0,4}(?:结转|遗留|开工|启动|签约|立项|获批|下达|剩|没|未)[^,，。;；]{0,6}的"
)
_BEFORE = r"(?<!(?<!占)比)(?<![较跟和与同])(?:去年|上一?年(?!度?计划|级)|前年|往年)(?!相比|同期)"
_ASKED = re.compile(rf"{_BEFORE}(?!{_OF_LAST_YEAR})(?![^,，。;；]{{0,12}}[、,，]今年)")
# What tells of which year the figures behind it are: a year ahead of a clause, or a word for one.
_YEAR_TOLD = re.compile(
    r"(?:^|(?<=[,，;；。]))\s*在?(?P<year>20\d\d)年(?:度|末|底)?(?!度?[—~至到起以前后])(?=[,，]|$|[^,，。;；]*(?:完成|实现|达))"
    rf"|(?P<before>{_BEFORE}(?!{_OF_LAST_YEAR}))"
    r"|(?P<now>今年|本年|年内|全年|基础上|计划|力争|确保|目标|拟|再|(?:20\d\d)年)"
)
_COMPARED = re.compile(r"[比较跟和与同](?P<year>20\d\d)年")
_COMPARES = re.compile(r"^[^,，。;；]{0,6}?(?:[比较](?:去年|上一?年|20\d\d年)|同比|环比)")
_BECOMES = re.compile("[至到为]约?$")
_CLAUSE = re.compile("[,，;；。]")
_COMPARED_WITH = re.compile(r"[比较](?:去年|上年)[(（][^)）]*$")


def asks_past(question: Question, plan: Plan) -> bool:
    """Whether what was, in a year before the plan's, is asked about."""
    beside = {int(found["year"]) for found in _COMPARED.finditer(question.text)}
    earlier = any(plan.year and year < plan.year for year in {*question.years} - beside)
    return earlier or bool(_ASKED.search(question.text))


def compares(clause: str) -> bool:
    """Whether a clause compares what is told before it with the year before."""
    return bool(_COMPARES.search(clause))


def suits_year(question: Question, figure: Quantity, text: str, plan: Plan) -> bool:
    """Whether a figure of a sentence is of the time asked about: in the past, of a year before the
    plan's, or what another one takes the place of, where that is said of what is asked about; else
    of no such year."""
    told = _told(figure, text, plan) is not None
    was = told or bool(_COMPARED_WITH.search(text[: figure.start]))
    if not asks_past(question, plan):
        return not was
    if was:
        return True
    clause = _CLAUSE.split(text[: figure.start])[-1].lower()
    named = any(form in clause for term in core_terms(question.terms) for form in term.forms)
    return named and figure.start in replaced(find_quantities(text), text)


def of_other_years(question: Question, text: str, plan: Plan) -> bool:
    """Whether a sentence has figures of the kind asked for, all of another year's."""
    fitting = fitting_figures(question, text)
    return bool(fitting) and not any(suits_year(question, f, text, plan) for f in fitting)


def in_words_of(text: str, said: str, plan: Plan) -> str:
    """Return a question that asks for what was as a sentence tells it: of 去年 where that has the
    year, or what takes the place of what was (原来)."""
    if not re.search(_BEFORE, text):
        return text
    if plan.year and f"{plan.year - 1}年" in said:
        return re.sub(_BEFORE, f"{plan.year - 1}年", text)
    return re.sub(_BEFORE, "原来", text) if replaced(find_quantities(said), said) else text


def with_its_year(run: Span, figure: Quantity, passage: Passage, plan: Plan) -> Span:
    """Return what is quoted for a figure, from where its sentence tells that it is of a year before
    the plan's."""
    told = _told(figure, passage.text, plan)
    return run if told is None else Span(min(run.start, passage.span.start + told), run.end)


def _told(figure: Quantity, text: str, plan: Plan) -> int | None:
    """Return where a sentence tells that a figure is of a year before the plan's, else None."""
    told = None
    for found in _YEAR_TOLD.finditer(text, 0, figure.start):
        earlier = found["year"] and plan.year and int(found["year"]) < plan.year
        told = found.start() if earlier or found["before"] else None
        between = text[found.end() : figure.start]
        if found["before"] and find_quantities(between) and _BECOMES.search(between):
            told = None  # 由去年的168天压缩至120天
    return told
