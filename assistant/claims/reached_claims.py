"""Whether what is claimed to be done already is only set by the plan.

A plan says what is to be done. Of what is claimed to be (已经上线了) it tells nothing, unless the
clause on it has a word for what was.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.evidence.coverage import core_terms
from assistant.evidence.past import asks_past
from assistant.evidence.pieces import left_of, pieces_in
from assistant.language.normalize import pattern, wording
from assistant.language.stages import stage_of, without_stages
from assistant.understanding.question import CLAIM_ENDS, Question, Term
from index.lexical import words
from index.passages import Passage
from index.plan import Plan, Span

_ALREADY = re.compile("(?:已经|早已|均已|都已|已)(?![^,，]{1,10}的(?![吗吧么呢]))")
_OVER = re.compile("了[吗吧么呢啊呀没有是的对不]*[?？。!！]*$")
_COMING = re.compile("要|将|会|快|该|能|可以|打算|准备|计划|为了|除了|是|有")
_DENIED = re.compile("不(?!断|动产|忘)|没|未(?!来|成年)|取消|停[止办用]|暂[停缓]|撤|放弃")
_WAS = re.compile("已|以来|截至|去年|上年|往年|基础上|圆满|荣获")
_MANNER = re.compile("^(?:全面|全部|基本|顺利|正式|成功|都|实现了?)+")
_YEAR = re.compile("(20\\d\\d)年")
_GOING = ("before", "underway")  # what is under way is so in the plan, too
_TOP = 8


@dataclass(frozen=True, slots=True)
class ReachedVerdict:
    """The clause in `span` that only sets what is claimed to be done: `deed`, as it writes that,
    "" where it says it in other words."""

    span: Span
    deed: str


def check_reached(
    question: Question, passages: Sequence[Passage], plan: Plan
) -> ReachedVerdict | None:
    """Find the clause that sets what is claimed to be done already; None where nothing of the kind
    is claimed, where no clause has all that it is claimed of, or where one tells what was."""
    subject, deed = _claimed(question)
    stage = stage_of(deed)
    if not deed or (stage and stage[0] in _GOING) or asks_past(question, plan):
        return None
    said = without_stages(subject)
    core = core_terms([term for term in question.terms if term.text in said])
    best, longest = None, 0
    for passage in passages[:_TOP]:
        listed = any(row.overlaps(passage.span) for row in plan.rows)
        if listed or plan.item(passage.item) is None or not _has_all(core, passage.text.lower()):
            continue
        for clause in passage.clauses:
            text = plan.source[clause.start : clause.end].lower()
            if not any(_has_all([term], text) for term in core):
                continue
            if _tells_what_was(passage, clause, plan):
                return None
            same = sum(map(len, pieces_in(f"{subject} {deed}", text)))
            if same > longest:
                best, longest = ReachedVerdict(clause, _as_written(deed, text)), same
    return best


def _has_all(terms: Sequence[Term], text: str) -> bool:
    """Whether a text has every term, if in pieces: 停车泊位, of 停车共享泊位."""
    return bool(terms) and all(
        any(form in text or not left_of(form, text).strip() for form in term.forms)
        for term in terms
    )


def _as_written(deed: str, text: str) -> str:
    """Return a deed as far as a text has it from its first word on, "" where that is another."""
    bare = _MANNER.sub("", deed)
    done = next(iter(pieces_in(bare, text)), "")
    return done if done and bare.startswith(done) else ""


def _claimed(question: Question) -> tuple[str, str]:
    """Return what something is claimed of, and what is claimed to be done; ("", "") where nothing
    is claimed to be done already. A statement that asks nothing claims it by 已 alone."""
    said = question.text.rstrip(CLAIM_ENDS)
    if pattern(wording()["interrogatives"]).search(said) or _DENIED.search(said):
        return "", ""
    already = _ALREADY.search(said)
    if already:
        before, behind = said[: already.start()], said[already.end() :]
        return before if len(before) > 1 else said, behind
    if not question.yes_no or not _OVER.search(question.raw) or _COMING.search(said):
        return "", ""
    if pattern(wording()["mention"]["told"]).search(question.raw):
        return "", ""
    stage = stage_of(said)
    last = said[said.rfind(stage[1]) :] if stage else words(said)[-1]
    return (said.removesuffix(last), last) if len(last) > 1 else ("", "")


def _tells_what_was(passage: Passage, clause: Span, plan: Plan) -> bool:
    """Whether a clause tells what was: by a word for it, or of a year before the plan's."""
    at = passage.span.start
    if _WAS.search(passage.text, clause.start - at, clause.end - at):
        return True
    years = [int(year) for year in _YEAR.findall(passage.text[: clause.end - at])]
    return bool(years) and plan.year is not None and years[-1] < plan.year
