"""Read the sentences that rank first together with the question; put first what answers it."""

import re
from collections.abc import Sequence

from assistant.evidence.coverage import core_terms, known_to
from assistant.evidence.cross_encoder import cross_encoder, paired
from assistant.evidence.past import PAST, in_words_of
from assistant.evidence.ranking import Candidate
from assistant.language.alignment import in_order
from assistant.language.normalize import pattern, wording
from assistant.understanding.question import Question, content_words
from index.passages import Passage
from index.plan import Plan

# With three read the right sentence comes first in 0.929 of the validation questions, with four in
# 0.931. A logit of reading weighs as much as one of the ranking. To read what is ranked five logits
# behind the first, a third of all, puts the right sentence first no more often.
FIRST = 3
"""How many sentences are read at most."""
_BEHIND = 5.0  # logits
_SURELY = 1.5  # logit


def reread(
    question: Question, candidates: Sequence[Candidate], plan: Plan, own_words: bool = False
) -> list[Candidate]:
    """Return the candidates in the order of score and reading together, the read ones first.

    What is read to answer less well than another loses as much of its score and relevance;
    what is not read loses as much as what is read worst. With `own_words` each sentence is read
    with the question in the words that it has for everyday ones (烟花爆竹 for 炮仗).
    """
    if not candidates:
        return []
    first = [c for c in candidates[:FIRST] if c.score >= candidates[0].score - _BEHIND]
    rest = [*(c for c in candidates[:FIRST] if c not in first), *candidates[FIRST:]]
    asked = [(_as_asked(question, c.passage, plan), c.passage) for c in first]
    if own_words:
        asked = [(_in_own_words(text, question, passage), passage) for text, passage in asked]
    logits = cross_encoder().read([paired(text, passage, plan) for text, passage in asked])
    most, least = max(logits), min(logits)
    read = [_lessened(c, most - logit, logit) for c, logit in zip(first, logits, strict=True)]
    read.sort(key=lambda c: -c.score)
    return [*read, *(_lessened(c, most - least, None) for c in rest)]


def reading(question: Question, candidate: Candidate, plan: Plan) -> float:
    """Return the logit by which a sentence is read to answer, as it was read already or is now."""
    if candidate.read is not None:
        return candidate.read
    asked = _as_asked(question, candidate.passage, plan)
    return float(cross_encoder().read([paired(asked, candidate.passage, plan)])[0])


def _as_asked(question: Question, passage: Passage, plan: Plan) -> str:
    """Return the question in words that the small model knows for what it reads with a sentence.

    The plan's year is this year; terse words ask (名单, 目标值), and so does the bare name of what
    the plan speaks of (健康产业); and what is named in full has the sentence's abbreviation, or
    the other way round (医疗保险 for 医保).
    """
    text, said = question.text, passage.text.lower()
    if _is_bare_name(question, plan):
        text += wording()["bare"]["asks"]
    past = any(aspect.name == PAST for aspect in question.aspects)  # what came of the plan
    if plan.year and str(plan.year) not in said and not past:
        text = re.sub(rf"(?<!\d){plan.year}(?!\d)年?", "今年", text)
    text = in_words_of(text, said, plan)
    for terse in wording()["terse"]:
        if terse["of"] in said:
            text = pattern(terse["said"]).sub(terse["asks"], text)
    for term in question.terms:
        if term.text not in said:
            same = (form for form in term.forms if form in said and _abbreviates(term.text, form))
            text = text.replace(term.text, next(same, term.text))
    return text


def _is_bare_name(question: Question, plan: Plan) -> bool:
    """Whether a question is but the name of something, in several words that the plan has; one
    word alone (小学) reads no better for being asked after."""
    named = question.answer_type == "topic" and not (question.yes_no or question.aspects)
    said = content_words(question.text)
    core = core_terms(question.terms)
    return (
        named
        and len(said) > 1
        and all(known_to(term, plan.folded) for term in core)
        and question.text == "".join(said)
    )


def _in_own_words(text: str, question: Question, passage: Passage) -> str:
    """Return a question in the words that a sentence has for those it does not have."""
    said = passage.text.lower()
    for term in question.terms:
        if len(term.text) > 1 and term.text not in said:
            text = text.replace(term.text, next((f for f in term.forms if f in said), term.text))
    return text


def _abbreviates(one: str, other: str) -> bool:
    """Whether of two names one is made of characters of the other, in order (低保)."""
    return in_order(*sorted((one, other), key=len))


def _lessened(candidate: Candidate, by: float, read: float | None) -> Candidate:
    # Not with `replace`, which takes five times as long, of a hundred candidates a question.
    return Candidate(
        candidate.passage,
        candidate.coverage,
        candidate.item_coverage,
        candidate.near,
        candidate.relevance - by,
        candidate.score - by,
        read,
    )


def surely_answers(candidate: Candidate) -> bool:
    """Whether the sentence was read, and to answer."""
    return candidate.read is not None and candidate.read >= _SURELY
