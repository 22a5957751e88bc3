"""Compare how far a question claims something to be (开工, 竣工) with what the plan says of it."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from assistant.claims.dates import accounted, with_its_time
from assistant.claims.unstated import unstated_words
from assistant.claims.whose import has_stage, part_on, tells_of_another
from assistant.evidence.coverage import core_terms, covers, known_to
from assistant.evidence.pieces import (
    less_than,
    of_another,
    of_other_size,
    without_figures,
    without_works,
)
from assistant.evidence.ranking import Candidate
from assistant.language.alignment import HEADS
from assistant.language.clauses import ENDS_STATEMENT, STATEMENT_END
from assistant.language.normalize import pattern, wording
from assistant.language.stages import (
    alike,
    is_stage,
    is_underway,
    names_nothing,
    only_leads,
    other_stage,
    stage_of,
    stage_words,
    tells_more,
    without_stages,
)
from assistant.language.times import SEASON, find_times, without_times
from assistant.understanding.question import Question, Term
from assistant.understanding.things import is_attribute
from index.lexical import word_class, words
from index.passages import Passage
from index.plan import Plan, Span

_WHICH = "还是"
_PUSHED = ("推进", "加快")
_MEMBER = re.compile("[、,，;；。]|以及|[和与及]")
_NAMING = re.compile("(?![等项])[一-鿿]+")
_CLAUSE = re.compile("[,，]")
_MARKS = " ,，。;；、()（）\n"


@dataclass(frozen=True, slots=True)
class StageVerdict:
    """The stage that the plan gives the subject in `span`: the `claimed` one, or another; if that
    one, what is claimed beside it that the sentence does not say. `which`: a stage is asked for,
    or one of two (开工还是竣工). `named`: what the plan gives the stage, if that is more than what
    is claimed to have it (博物馆配套路网).
    `undated`: a time is claimed that the sentence, which is shown whole, gives other things.
    `partly`: what is `stated` tells a stage of a part, or of less than the whole (主体完工)."""

    agrees: bool
    claimed: str
    stated: str
    span: Span
    unstated: tuple[str, ...] = ()
    which: bool = False
    named: str = ""
    undated: bool = False
    partly: bool = False


def check_stage(
    question: Question, candidates: Sequence[Candidate], plan: Plan
) -> StageVerdict | None:
    """Find a clause on the subject that gives it a stage: the claimed one, if any does.

    Words of the question that the whole plan lacks are no subject. A statement that asks nothing,
    or that something else is asked about (新开工，开工仪式哪天), is only corrected.
    """
    source, plan_text = plan.source, plan.folded
    asked = pattern(wording()["stage_words"]["asked"]).search(question.text)
    claimed = ("", "") if asked else stage_of(question.text)
    names = [term.text for term in question.terms if term.is_name and not is_stage(term.text)]
    if claimed is None or any(name not in plan_text for name in names):
        return None
    which = bool(asked) or _one_of_two_stages(question.text)
    premise = _premise(question, claimed)
    if not (question.yes_no or which or premise):
        return None
    subject = core_terms(
        [
            term
            for term in question.terms
            if not is_stage(term.text)
            and not (asked and term.text in asked[0])
            and known_to(term, plan_text)
            and (question.yes_no or which or term.text in premise)
        ]
    )
    within = question.references.labels or question.within
    unknown = any(not (t.is_verb or known_to(t, plan_text)) for t in core_terms(question.terms))
    named = any(not term.is_verb for term in subject) or (subject and not unknown)
    if not (named or within or which):
        return None  # of a thing that the plan does not know no other's stage is told
    others: list[StageVerdict] = []
    for candidate in candidates[:5]:
        passage, told = candidate.passage, []
        for clause, own in _staged(passage, subject, premise or question.text, plan):
            text = source[clause.start : clause.end].lower()
            stated = stage_of(own)
            agrees = alike(question.text, own)
            apart = _of_others(claimed, own, passage)
            if stated is None or not (agrees or which or apart or other_stage(question.text, own)):
                continue
            verdict = StageVerdict(agrees, claimed[1], stated[1], clause, which=which)
            if agrees and not (question.yes_no or which):
                return None
            longer = "" if which else _longer_name(question, subject, text)
            longer = "" if longer and _is_the_same(longer, question.text, plan) else longer
            less = "" if which else less_than(question.text, own)
            if longer and not agrees:
                continue  # of another thing than is claimed
            if agrees and not (less or which):
                timed = with_its_time(question.text, clause, passage, plan)
                if _timed_apart(question.text, passage, timed, plan):
                    return replace(verdict, span=passage.span, undated=True)
                if longer:
                    return replace(verdict, named=longer)
                at = clause.start + text.rfind(stated[1])
                unstated = unstated_words(question, passage, at, clause, plan)
                ways = _unknown_way(question, claimed, plan)
                unstated = tuple(dict.fromkeys((*unstated, *ways)))
                return replace(verdict, unstated=unstated, span=timed)
            stated_as = less or stated[1]
            told.append(replace(verdict, agrees=False, stated=stated_as, partly=bool(less)))
        if asked and len({one.stated for one in told}) > 1:
            return None  # one of them may be of what a short name beside it names
        # The last that the thing comes to.
        further = [one for one in told if not is_underway(one.stated)]
        others += (further or told)[-1:]
    # What is only being pushed on (推进) says less than a start or an end does.
    told_last = min(others, key=lambda other: is_underway(other.stated), default=None)
    ends = claimed[0] != "start"  # what goes on starts no more
    if ends and told_last and is_underway(told_last.stated):
        return None if _written(question, subject, candidates) else told_last
    return told_last


def _of_others(claimed: tuple[str, str], own: str, passage: Passage) -> bool:
    """Whether a sentence has that something goes on (续建) of other things, where the `own` clause
    of this has another stage; what is only pushed on (推进) is so beside any."""
    stage, word = claimed
    goes_on = stage == "underway" and not any(push in word for push in _PUSHED)
    return goes_on and word not in own and has_stage(own) and word in passage.text


def _unknown_way(question: Question, claimed: tuple[str, str], plan: Plan) -> tuple[str, ...]:
    """Return the word right before the claimed stage that the plan lacks: 分散, of 分散招标."""
    before = question.text[: question.text.rfind(claimed[1])]
    return tuple(
        term.text
        for term in core_terms(question.terms)
        if len(term.text) > 1 and before.endswith(term.text) and not known_to(term, plan.worded)
    )


def _written(question: Question, subject: Sequence[Term], candidates: Sequence[Candidate]) -> bool:
    """Whether a statement on the subject has the claimed stage, of nothing else that it names:
    续建甲路 is no denial where there is 甲路全长8公里，路基完成90%，明年通车."""
    for text in (
        text for c in candidates[:5] for text in STATEMENT_END.split(c.passage.text.lower())
    ):
        told = [part for part in _CLAUSE.split(text) if alike(question.text, part)]
        bare = (without_stages(without_times(part)).strip(_MARKS) for part in told)
        if covers(subject, text) and any(names_nothing(part) for part in bare):
            return True
    return False


def _staged(
    passage: Passage, subject: Sequence[Term], asked: str, plan: Plan
) -> Iterator[tuple[Span, str]]:
    """Yield what a sentence tells of the stages of a subject, each from the clause that names it,
    and the clause that tells it: that one, or one behind it that names nothing of its own."""
    first: Span | None = None
    source = plan.source
    for clause in passage.clauses:
        text = source[clause.start : clause.end].lower()
        if covers(subject, text):
            first = None if of_another(asked, text) or of_other_size(asked, text) else clause
        elif stage_of(text) and (
            not tells_more(without_times(text))
            or (first and tells_of_another(text, asked, source[first.start : clause.start]))
        ):
            first = None
        elif not stage_of(text) and not names_nothing(without_figures(text).strip(_MARKS)):
            first = first if is_attribute(without_figures(text).strip(_MARKS)) else None
        if first and stage_of(text):
            yield Span(first.start, clause.end), part_on(asked, text, has_stage)
        if ENDS_STATEMENT.search(text):
            first = None


def _timed_apart(asked: str, passage: Passage, shown: Span, plan: Plan) -> bool:
    """Whether a time is claimed that is not in what is shown, and the sentence has times elsewhere:
    of other things, or of some of these."""
    own = plan.source[shown.start : shown.end].lower()
    times = find_times(asked, plan.year)
    claimed = bool(times) and not accounted(times, own, plan)
    claimed = claimed or any(season not in own for season in SEASON.findall(asked))
    return claimed and not find_times(own, plan.year) and bool(find_times(passage.text, plan.year))


def _premise(question: Question, claimed: tuple[str, str]) -> str:
    """Return the statement that a question is or begins with, that something begins or ends
    (隆昌路下立交今年开工), or ""."""
    said, comma, _ = question.text.rstrip("。.!！?？ ").partition(",")
    states = (
        (bool(comma) or question.answer_type == "topic")
        and not pattern(wording()["interrogatives"]).search(said)
        and claimed[0] in ("start", "done")
        and said.endswith(claimed[1])
    )
    return said if states else ""


def _one_of_two_stages(asked: str) -> bool:
    """Whether one of two stages is asked for: 开工还是竣工."""
    sides = asked.split(_WHICH)
    stages = [stage_of(side) for side in sides]
    return len(sides) == 2 and None not in stages and stages[0] != stages[1]


def _longer_name(question: Question, subject: Sequence[Term], clause: str) -> str:
    """Return what a clause calls the thing of which the claim has the first words only, "" where
    it says no more than the claim: 博物馆配套路网, where the museum is claimed to be finished."""
    for member in _MEMBER.split(clause):
        ends = [_end_of(term, member) for term in subject]
        if not ends or min(ends) < 0:
            continue
        rest = member[max(ends) :]
        cut = min((at for word in stage_words() if (at := rest.find(word)) >= 0), default=len(rest))
        tail, more = "", ""
        for word in words(rest[:cut]):
            tail += word
            if only_leads(word) or not _NAMING.fullmatch(word):
                break
            noun = word_class(word).startswith("n") or not word_class(word)
            if len(word) > 1 and noun and word not in HEADS and word not in question.text:
                more = tail
        starts = [member.find(t.text) for t in question.terms if t.text in member]
        return member[min(starts, default=0) : max(ends)] + more if more else ""
    return ""


def _is_the_same(longer: str, asked: str, plan: Plan) -> bool:
    """Whether what a clause names is but the works on the thing that is claimed (石桥改建工程, of
    石桥), and the plan calls nothing else by that name."""
    name = next((longer[:end] for end in range(len(longer), 1, -1) if longer[:end] in asked), "")
    only = plan.folded.count(name) == plan.folded.count(longer)
    return len(name) > 1 and only and not without_works(longer.removeprefix(name))


def _end_of(term: Term, text: str) -> int:
    """Return where the first form of a term that a text has ends in it, -1 where it has none."""
    return next((text.find(form) + len(form) for form in term.forms if form in text), -1)
