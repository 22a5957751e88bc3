"""What a message holds against the answer before it: 不对吧，我记得是500户, 领导说是教育局.

It is a claim about what was asked before, to be checked like any other.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from assistant.answers.answer import Answer, Statement
from assistant.answers.phrases import phrase
from assistant.dialogue.requests import Answered, Read
from assistant.dialogue.shown import again, shown_before
from assistant.language.deadlines import find_deadlines
from assistant.language.normalize import normalize, pattern, wording
from assistant.language.stated import Figure, figure_at, same_size
from assistant.understanding.question import Question
from index.plan import Plan
from index.quantities import claimed_values, find_quantities

_LONGEST = 16
_BEFORE_FIGURE = 2  # characters: 大约500户
_BESIDE = 2  # characters that may stand beside a figure where nothing else tells a claim
_DENIES = re.compile("不(?:应该?|就|该|会)*是")
_RHETORICAL = re.compile("[吗么][?？]*$")
_YEAR = re.compile(r"(?:20\d\d|今|明|次)年")
_BREAK = re.compile("[,，。;；?？]")


def challenge(question: str, history: Sequence[str], read: Read) -> str:
    """Return what a message claims of what was asked before, as a question of its own; "" where
    it holds nothing against the answer."""
    value = _claimed(question)
    earlier = [message for message in history if message.strip()]
    while value and earlier:
        *before, message = earlier
        parts = read(message, tuple(before))
        parts = [part for part in parts if part.intent not in ("chat", "empty")]
        asked = [normalize(part.raw) for part in parts]
        if asked and _corrects_question(question, value, parts):
            return ""
        if asked:
            return f"{_put(value, asked)}对吧"
        earlier = before
    return ""


def _corrects_question(message: str, value: str, asked: Sequence[Question]) -> bool:
    """Whether a message says of what was meant to be asked (我说的是幼儿园), and is no answer."""
    answers = claimed_values(value) or find_deadlines(value)
    of_who = any(part.answer_type == "who" for part in asked)
    mine = pattern(wording()["challenge"]["own_question"]).match(normalize(message))
    return bool(mine and not answers and not of_who)


def held_against(
    question: str, history: Sequence[str], plan: Plan, answered: Answered
) -> Answer | None:
    """Compare the figure that a message claims with the one that the answer before leads with.

    None where that leads with none of its kind, or with several.
    """
    claim = _one_figure(_claimed(question))
    earlier = [message for message in history if message.strip()]
    if not earlier:
        return None
    if _only_denies(question):
        return again(question, shown_before(earlier, plan, answered))
    if claim is None:
        return None
    shown = shown_before(earlier, plan, answered)
    leads = [
        (lead, body, figure_at(find_quantities(lead.text)[0], lead.text))
        for lead, body in pairwise(shown.statements)
        if lead.role == "lead" and find_quantities(lead.text)
    ]
    fitting = [
        (lead, body, stated)
        for lead, body, stated in leads
        if stated.counts(claim) or (_in_days(stated) and _in_days(claim))
    ]
    if len(fitting) != 1:
        return None
    ((lead, body, stated),) = fitting
    same = same_size(stated.value, claim.value)
    if same and not stated.counts(claim):
        return None  # 20天 of 20个工作日
    if same:
        said = Statement("phrase", phrase("answer.agrees"))
    else:
        contradicted = phrase("answer.contradicts_figure", figure=lead.text)
        said = Statement("phrase", contradicted, bold=(lead.text,))
    return replace(shown, question=question, status="answered", statements=(said, body))


def _in_days(figure: Figure) -> bool:
    return figure.unit.endswith(("天", "日"))


def _denies(leading: str, message: str) -> bool:
    """Whether a message says only what it is not: 不是500户, but not 不是500户吗."""
    return bool(_DENIES.search(leading)) and not _RHETORICAL.search(message)


def _only_denies(question: str) -> bool:
    _, rest, told, copula = _parsed(question)
    said = told or copula
    return bool(said and _denies(said[0], rest) and claimed_values(rest))


def _parsed(
    question: str,
) -> tuple[str, str, re.Match[str] | None, re.Match[str] | None]:
    """Return a message without what it says is not so, the same behind the doubt that it begins
    with, and how that leads to what is said: 我记得是, 是."""
    table = wording()["challenge"]
    text = pattern(table["denied"]).sub("", normalize(question))
    rest = pattern(table["doubt"]).sub("", text)
    return text, rest, pattern(table["told"]).match(rest), pattern(table["copula"]).match(rest)


def _one_figure(value: str) -> Figure | None:
    """Return the figure that a claim is, and nothing else, with no bound to it."""
    figures = find_quantities(value)
    if (
        len(figures) != 1
        or find_deadlines(value)
        or figures[0].qualifier
        or figures[0].start > _BEFORE_FIGURE
    ):
        return None
    return figure_at(figures[0], value) if len(value) - figures[0].end <= _BESIDE else None


def _claimed(question: str) -> str:
    """Return what a message says that it is instead: 500户 of 不对吧，我记得是500户; else ""."""
    text, rest, told, copula = _parsed(question)
    said = told or copula
    value = pattern(wording()["challenge"]["tail"]).sub("", rest[said.end() :] if said else rest)
    if said and _denies(said[0], rest):
        return ""
    asks = pattern(wording()["interrogatives"]).search(value)
    if asks or len(value) > _LONGEST or _BREAK.search(value):
        return ""
    doubted = rest != text and (claimed_values(value) or find_deadlines(value))
    alone = copula and any(len(value) - len(f.text) <= _BESIDE for f in find_quantities(value))
    dated = value != rest and _is_date(value) and not text.rstrip("?？").endswith("呢")
    return value if told or doubted or alone or dated else ""


def _is_date(value: str) -> bool:
    """Whether a text is a date and nothing else: 2030年9月, 9月底前."""
    return bool(_YEAR.fullmatch(value)) or any(
        _YEAR.sub("", value) == due.text for due in find_deadlines(value)
    )


def _put(value: str, asked: Sequence[str]) -> str:
    """Put a value into the question that asks for one of its kind, in the place of what asks or of
    the other value there; behind the first question where none does."""
    figures = find_quantities(value)
    if figures and figures[0].start > _BEFORE_FIGURE and not _is_date(value):
        return value  # says itself of what it is: 床位是500张
    tags = pattern(wording()["yes_no"]["tags"])
    plain = [tags.sub("", text).rstrip("?？。吗吧呢") for text in asked]
    for place in _places(value, plain):
        for text in plain:
            if re.search(place, text):
                return re.sub(place, lambda asks: _as_said(value, asks), text, count=1)
    return pattern(wording()["interrogatives"]).sub("", plain[0]) + value


def _as_said(value: str, asks: re.Match[str]) -> str:
    """Return a value as it is said in the place of what asks: 由县民政局 of 谁负责, 是县民政局 of
    责任单位是谁."""
    if not pattern(wording()["challenge"]["who"]).fullmatch(asks[0]):
        return value
    if not asks.string[asks.end() :]:
        return f"是{value}"
    return value if asks.string[: asks.start()].endswith("归") else f"由{value}"


def _places(value: str, asked: Sequence[str]) -> Iterator[str]:
    """Yield what a value may be put for in the questions asked, the surest first."""
    table = wording()["challenge"]
    told = "".join(asked)
    figures, numbers = find_quantities(value), claimed_values(value)
    if find_deadlines(value):
        yield table["when"]
        yield from (re.escape(due.text) for due in find_deadlines(told))
    elif figures:
        yield rf"(?:多少|几)[万亿千百]*{re.escape(figures[0].unit)}"
        alike = [f for f in find_quantities(told) if f.dimension == figures[0].dimension]
        yield from (re.escape(figure.text) for figure in alike)
        yield "多少|几"
    elif numbers:
        yield "多少|几"
        yield from (rf"\d[\d.]*(?={re.escape(f.unit)})" for f in find_quantities(told))
    else:
        yield table["who"]
        yield table["where"]
