"""Read the sentences that rank first together with the question; put first what answers it."""

from collections.abc import Sequence
from dataclasses import replace

from assistant.cross_encoder import cross_encoder, paired
from assistant.question import Question
from assistant.ranking import Candidate
from index.plan import Plan

# With three read the right sentence comes first in 0.929 of the validation questions, with four in
# 0.931. A logit of reading weighs as much as one of the ranking. To read what is ranked five logits
# behind the first, a third of all, puts the right sentence first no more often.
FIRST = 3
"""How many sentences are read at most."""
_BEHIND = 5.0  # logits
_SURELY = 1.5  # logit


def reread(question: Question, candidates: Sequence[Candidate], plan: Plan) -> list[Candidate]:
    """Return the candidates in the order of score and reading together, the read ones first.

    What is read to answer less well than another loses as much of its score and relevance;
    what is not read loses as much as what is read worst.
    """
    if not candidates:
        return []
    first = [c for c in candidates[:FIRST] if c.score >= candidates[0].score - _BEHIND]
    rest = [*(c for c in candidates[:FIRST] if c not in first), *candidates[FIRST:]]
    logits = cross_encoder().read([paired(_shortened(question, c), c.passage, plan) for c in first])
    most, least = max(logits), min(logits)
    read = [_lessened(c, most - logit, logit) for c, logit in zip(first, logits, strict=True)]
    read.sort(key=lambda c: -c.score)
    return [*read, *(_lessened(c, most - least, None) for c in rest)]


def _shortened(question: Question, candidate: Candidate) -> str:
    """Return the question with the sentence's abbreviation for what it names in full, or the
    other way round: the small model does not know 医保 for 医疗保险."""
    text, said = question.text, candidate.passage.text.lower()
    for term in question.terms:
        if term.text not in said:
            same = (form for form in term.forms if form in said and _abbreviates(term.text, form))
            text = text.replace(term.text, next(same, term.text))
    return text


def _abbreviates(one: str, other: str) -> bool:
    """Whether of two names one is made of characters of the other, in order (低保)."""
    short, long = sorted((one, other), key=len)
    rest = iter(long)
    return all(char in rest for char in short)


def _lessened(candidate: Candidate, by: float, read: float | None) -> Candidate:
    return replace(
        candidate, read=read, score=candidate.score - by, relevance=candidate.relevance - by
    )


def surely_answers(candidate: Candidate) -> bool:
    """Whether the sentence was read, and to answer."""
    return candidate.read is not None and candidate.read >= _SURELY
