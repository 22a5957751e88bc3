"""Hold one figure that is claimed against the one in the part of a sentence that says all else of
it, where no ranking is needed to tell that: 月票90元, of 月票每人90元; 挂职期两年, of 期为1年."""

import re
from collections.abc import Iterator, Sequence

from assistant.claims.each_of import of_each_of_another
from assistant.claims.figure_verdicts import FigureVerdict, shown_clause
from assistant.claims.unstated import unstated_words
from assistant.evidence.choosing import FigureChoice
from assistant.evidence.pieces import left_of, pieces_in
from assistant.evidence.siblings import of_sibling
from assistant.language.bounds import bound_at, relation
from assistant.language.clauses import STATEMENT_END, start_of
from assistant.language.deadlines import find_deadlines
from assistant.language.normalize import pattern, wording
from assistant.language.stated import BOUND_OF, figure_at, same_size
from assistant.understanding.question import Question, without_whose
from index.numerals import parse_number
from index.passages import Passage
from index.plan import Plan
from index.quantities import Quantity, find_quantities

_TOP = 3
# How long something lasts, in the numerals that are part of names elsewhere (三年行动).
_LASTS = re.compile(
    "(?<![第前后近每去今明上下千百十一二三四五六七八九])(?:(?P<half>半)年|(?P<number>[一两二三四五六七八九十])(?P<unit>年|个月))"
    "(?=[吗吧呢对是,，。?？内]|以[上下内]|左右|$)"
)
_MONTHS = {"年": 12, "个月": 1}
_MARK = re.compile("[、,，;；。:：()（）]|其中")
# What turns a claim, or is of more or less than the figure is.
_UNTOLD = re.compile(
    "[不没未无非只仅全都均各每还比多减增涨降升提]|所有|除了|取消|停止|一共|总共|合计|去年|上年|明年"
)
_LIGHT = re.compile("[的了是要会将为有能在到给按做就得须需,，]|今年|年内|计划")
_BOUND = re.compile("|".join(sorted(BOUND_OF, key=len, reverse=True)))


def check_told_alone(
    question: Question, passages: Sequence[Passage], plan: Plan
) -> FigureVerdict | None:
    """Compare the one figure of a claim with that of the only part of the best sentences that says
    all else that is claimed; None where there are several such, or none."""
    asked = _LASTS.sub(_in_digits, pattern(wording()["yes_no"]["tags"]).sub("", question.text))
    claims = find_quantities(without_whose(asked))
    if not question.yes_no or len(claims) != 1 or find_deadlines(asked):
        return None
    claim = claims[0]
    rest = f"{asked[: claim.start]} {asked[claim.end :]}"
    said = _BOUND.sub(" ", rest)
    found = [
        (figure, passage)
        for passage in passages[:_TOP]
        for figure, own in _told(said, question, passage)
        if figure.dimension == claim.dimension
        or (claim.unit == "块" and figure.unit == "元")  # 票价2块
        if not set(_UNTOLD.findall(said)) - set(_UNTOLD.findall(own))
    ]
    if len(found) != 1:
        return None
    figure, passage = found[0]
    return _verdict(question, asked, claim, figure, passage, plan)


def _in_digits(found: re.Match[str]) -> str:
    if found["half"]:
        return "6个月"
    return f"{parse_number(found['number'].replace('两', '二'))}{found['unit']}"


def _told(said: str, question: Question, passage: Passage) -> Iterator[tuple[Quantity, str]]:
    """Yield the figures of a sentence, each with its part, that has all that is claimed, with what
    stands before that up to another figure of the kind."""
    text = passage.text.lower()
    dates = [(date.start, date.end) for date in find_deadlines(text)]
    figures = [
        one
        for one in find_quantities(text)
        if not any(a < one.end and one.start < b for a, b in dates)
    ]
    for figure in figures:
        alike = [one for one in figures if one.dimension == figure.dimension and one != figure]
        end = _MARK.search(text, figure.end)
        last = end.start() if end else len(text)
        own = text[start_of(_MARK, text, figure.start) : last]
        before = max((one.end for one in alike if one.end <= figure.start), default=0)
        begins = max(start_of(STATEMENT_END, text, figure.start), before)
        if any(begins <= one.start < last for one in alike) or not own.strip():
            continue
        around = text[begins:last]
        if of_sibling(question, text, figure):
            continue  # 上峪水库5月底完工，下峪水库总库容900万立方米
        if pieces_in(said, own) and not _strange(said, around, question):
            yield figure, around


def _strange(said: str, around: str, question: Question) -> list[str]:
    """Return the words of a claim that are not around a figure, in no form of theirs, either; of
    whatever kind, for 一般 tells as much as a name."""
    return [
        word
        for word in _LIGHT.sub(" ", left_of(said, around)).split()
        if len(word) > 1
        if not any(
            form in around for term in question.terms if word in term.text for form in term.forms
        )
    ]


def _verdict(
    question: Question, asked: str, claim: Quantity, figure: Quantity, passage: Passage, plan: Plan
) -> FigureVerdict | None:
    text = passage.text.lower()
    size, own = _size(claim, asked), _size(figure, text)
    if size is None or own is None or size[1] != own[1]:
        return None
    agrees = same_size(size[0], own[0])
    stated, bound = bound_at(figure, text), bound_at(claim, asked)
    if claim.unit == figure.unit and stated and bound and (stated.said or bound.said):
        related = relation(stated, bound)
        if related == "open":
            return None
        if not agrees and related == "within":
            return None
    run = shown_clause(figure, passage)
    at = passage.span.start + figure.start
    unstated = unstated_words(question, passage, at, run, plan)
    unstated = tuple(
        word for word in unstated if word not in claim.text and not _LASTS.search(word)
    )
    choice = FigureChoice(figure, passage, run, 0.0, 1.0, (), (), False)
    if each := of_each_of_another(question.text, figure, text):
        return FigureVerdict(False, choice, way=each) if agrees else None
    if not agrees and unstated:
        return None
    return FigureVerdict(agrees, choice, unstated)


def _size(figure: Quantity, text: str) -> tuple[float, str] | None:
    """Return how much a figure is, in a unit in which others of the kind are as well."""
    if figure.unit in _MONTHS:
        return figure.value * _MONTHS[figure.unit], "个月"
    read = figure_at(figure, text)
    return read.value, {"块": "元"}.get(read.unit, read.unit)
