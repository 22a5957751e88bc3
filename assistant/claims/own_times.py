"""Tell when one of several is done that a sentence tells of, by that one's own clause.

甲桥6月开工，工期24个月；乙桥8月通车: of when 甲桥 is opened the plan says its 6月开工 and no more,
whatever the clauses of the others say. Nothing is told where the thing may be told of in more than
one way, or where a time stands that may be of all.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate

from assistant.claims.own_clauses import Told, names_its_own, says_deed, told_of
from assistant.evidence.pieces import less_than, without_figures, without_works
from assistant.language.clauses import STATEMENT_END
from assistant.language.normalize import pattern, wording
from assistant.language.stages import alike, names_nothing, other_stage, stage_of, without_stages
from assistant.language.times import without_times
from assistant.understanding.question import Aspect, Question
from assistant.understanding.things import is_attribute
from index.lexical import word_class, words
from index.passages import Passage
from index.plan import Plan, Span

_NAME = 3  # characters
_LEAD = re.compile("^(?:那么?|请问|听说|今年|年内|计划|我们?[国省市区县镇乡村街]?|的)+")
# What may stand between a name and what is asked of it, and behind that.
_AROUND = re.compile(
    "今年|年内|计划|预计|大概|大约|到底|究竟|准备|打算|可以|能够?|项目|工程|主体|整体|正式|全[部面]"
    "|[会要将才就得可的了是在有到全正呢啊呀吗?？。!！, ]"
)
_LONG = re.compile("工期")
_MARKS = " ,，。;；、()（）:：\n"


@dataclass(frozen=True, slots=True)
class OwnTime:
    """The own clauses of what is asked about; whether they tell the time that is asked for, or what
    is told of all of their item (完成时限) does: its `limits`."""

    span: Span
    is_told: bool
    limits: tuple[Span, ...] = ()


def own_time(question: Question, passages: Sequence[Passage], plan: Plan) -> OwnTime | None:
    """Find the one clause that begins with the name of what it is asked when it comes to be;
    None where the plan may tell that elsewhere."""
    aspect = question.aspects[0] if len(question.aspects) == 1 else None
    if aspect is None or not aspect.on_time or question.yes_no or question.references.labels:
        return None
    asks = next(one["asks"] for one in wording()["aspect"] if one["name"] == aspect.name)
    found = pattern(asks).search(question.text)
    if found is None:
        return None
    said = _LEAD.sub("", question.text[: found.start()])
    for name, between in _readings(said):
        told = [(one, p) for p in passages for one in told_of(name, p, plan)]
        own = [(one, passage) for one, passage in told if one.own]
        if not own:
            continue
        others = (one for one, _ in told if not one.own)
        if len(own) > 1 or any(_times(aspect, text, name) for o in others for text in o.texts):
            return None
        deed = _deed_of(between + question.text[found.end() :])
        return _told_by(question, aspect, name, deed, *own[0], passages, plan)
    return None


def _readings(said: str) -> Iterator[tuple[str, str]]:
    """Yield what may be asked about, the longest name first, and what stands behind it."""
    for cut in sorted({*accumulate(map(len, words(said)))}, reverse=True):
        name, behind = said[:cut], said[cut:]
        if len(name) >= _NAME and not name.endswith("的") and _is_deed(_deed_of(behind)):
            yield name, behind


def _deed_of(behind: str) -> str:
    return _AROUND.sub("", without_times(behind))


def _is_deed(behind: str) -> bool:
    """Whether what stands behind a name only says what is done, and names no other thing."""
    rest = without_works(without_stages(behind, "")).strip()
    return all(word_class(word)[:1] == "v" for word in words(rest))


def _told_by(
    question: Question,
    aspect: Aspect,
    name: str,
    deed: str,
    own: Told,
    passage: Passage,
    passages: Sequence[Passage],
    plan: Plan,
) -> OwnTime | None:
    """Return what the own clauses tell; None where something else of the item may tell more."""
    texts = [_text(span, plan) for span in own.clauses]
    timed = [at for at, text in enumerate(texts) if _times(aspect, text, name)]
    if _LONG.search(question.text):
        timed = [at for at in timed if _LONG.search(texts[at])]
    told = [at for at in timed if _fits(question, deed, texts[at])]
    if told:
        return OwnTime(Span(own.span.start, own.clauses[told[-1]].end), True)
    if any(_times(aspect, text, name) for text in _beside(name, own, passage, plan)):
        return None
    if limits := _limits(aspect, passage, passages):
        stage = stage_of(question.text)
        ends = stage is None or stage[0] == "done"
        return OwnTime(own.span, True, limits) if ends and not timed else None
    if timed and not any(other_stage(question.text, texts[at]) for at in timed):
        # It may be said in other words, unless the plan says it so of another.
        there = [_text(clause, plan) for clause in passage.clauses if clause not in own.clauses]
        said = (alike(question.text, text) or (deed and deed in text) for text in there)
        if not any(said) and not _LONG.search(question.text):
            return None
    end = own.clauses[timed[-1] if timed else 0].end
    return OwnTime(Span(own.span.start, end), False)


def _fits(question: Question, deed: str, text: str) -> bool:
    """Whether a clause with a time tells that of what is asked, or nothing else was asked."""
    if _LONG.search(question.text):
        return True
    if stage_of(question.text):
        told = stage_of(text)
        return told is not None and not (
            other_stage(question.text, text) or _is_less(question, deed, text)
        )
    return not deed or says_deed(deed, text)


def _is_less(question: Question, deed: str, text: str) -> bool:
    """Whether a clause tells a stage of less than what is asked about: 完成投资, 完成可研批复;
    to one who asks when it is 签完, 完成签约 is all of it."""
    less = less_than(question.text, text)
    done = without_stages(deed, "").removesuffix("完")
    if done and all(char in less for char in done):
        return False
    return "完成" not in question.text and bool(without_works(without_stages(less, "")).strip())


def _beside(name: str, own: Told, passage: Passage, plan: Plan) -> Iterator[str]:
    """Yield the clauses of a sentence that may be of the thing, too: what stands ahead and names
    nothing, and what follows another's clause (甲路完成投资9亿元，路基完工，2025年通车),
    unless that is of a thing of its kind (乙路…)."""
    kind = words(name)[-1]
    for clause in passage.clauses:
        text = _text(clause, plan)
        if clause.start < own.span.start:
            bare = without_figures(without_times(text)).strip(_MARKS)
            ended = STATEMENT_END.search(plan.source, clause.start, own.span.start)
            if ended and clause != passage.clauses[0]:
                continue  # is of another statement
            if names_nothing(bare) and not is_attribute(bare):  # 从5月1日起, and no 工期30个月
                yield text
        elif clause.start >= own.clauses[-1].end:
            if STATEMENT_END.search(plan.source, own.span.start, clause.start):
                return
            if len(kind) > 1 and kind in text and name not in text:
                return
            if not names_its_own(text):
                yield text


def _limits(aspect: Aspect, passage: Passage, passages: Sequence[Passage]) -> tuple[Span, ...]:
    """Return the sentences that tell by when all of an item is done."""
    if not aspect.whole:
        return ()
    whole = pattern(aspect.whole)
    of_item = (one for one in passages if one.item == passage.item)
    return tuple(one.span for one in of_item if whole.search(one.text))


def _times(aspect: Aspect, text: str, name: str) -> bool:
    """Whether a text tells a time, aside from a name."""
    rest = text.replace(name, " ")
    return any(pattern(states).search(rest) for states in (aspect.states, aspect.prefers) if states)


def _text(span: Span, plan: Plan) -> str:
    return plan.source[span.start : span.end].lower()
