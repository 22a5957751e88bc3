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
    logits = cross_encoder().read([paired(question.text, c.passage, plan) for c in first])
    most, least = max(logits), min(logits)
    read = [_lessened(c, most - logit, logit) for c, logit in zip(first, logits, strict=True)]
    read.sort(key=lambda c: -c.score)
    return [*read, *(_lessened(c, most - least, None) for c in rest)]


def _lessened(candidate: Candidate, by: float, read: float | None) -> Candidate:
    return replace(
        candidate, read=read, score=candidate.score - by, relevance=candidate.relevance - by
    )


def surely_answers(candidate: Candidate) -> bool:
    """Whether the sentence was read, and to answer."""
    return candidate.read is not None and candidate.read >= _SURELY
