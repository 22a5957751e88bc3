"""Decide whether the plan answers a question: a calibrated probability on stated evidence.

e5 cosines are squeezed into a narrow band, so no absolute similarity is used: the features
are coverage of the question's words, agreement of the rankings, and how far the best
sentence stands out from the plan's own background. The weights in `answerability.json` are
fitted by `python -m eval calibrate` (logistic regression, dev split only).
"""

import json
import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np

from assistant.evidence import Candidate, support
from assistant.question import Question, Term
from assistant.topics import TopicMatch
from index.retriever import Retrieval

WEIGHTS_FILE = Path(__file__).with_name("answerability.json")
FEATURES = (
    "sentence_coverage",
    "item_coverage",
    "missing_in_plan",
    "missing_in_item",
    "missing_in_sentence",
    "dense_margin",
    "dense_gap",
    "agreement",
    "wordless",
    "yes_no",
    "topic_known",
    "topic_margin",
    "missing_name",
)


@dataclass(frozen=True, slots=True)
class Evidence:
    """What was found for one question."""

    retrieval: Retrieval
    topics: TopicMatch


@dataclass(frozen=True)
class Calibration:
    """Logistic regression: one weight a feature, an intercept, and the deciding threshold."""

    weights: tuple[float, ...]
    intercept: float
    threshold: float

    def probability(self, features: Sequence[float]) -> float:
        """Return the probability that the plan answers, in (0, 1)."""
        logit = self.intercept + float(np.dot(self.weights, features))
        return 1.0 / (1.0 + math.exp(-max(min(logit, 30.0), -30.0)))


@lru_cache(maxsize=1)
def calibration() -> Calibration:
    """Load the fitted weights."""
    data = json.loads(WEIGHTS_FILE.read_text(encoding="utf-8"))
    return Calibration(
        tuple(data["weights"][name] for name in FEATURES), data["intercept"], data["threshold"]
    )


def features(
    question: Question, candidates: Sequence[Candidate], evidence: Evidence, plan_text: str
) -> tuple[float, ...]:
    """Return the values of FEATURES; `plan_text` is the whole plan in lower case."""
    retrieval, topics = evidence.retrieval, evidence.topics
    best = candidates[0] if candidates else None
    sentence = best.passage.text.lower() if best else ""
    item = "\n".join(
        c.passage.text.lower() for c in candidates if best and c.passage.item == best.passage.item
    )
    cosines = np.array([hit.cosine for hit in retrieval.hits if hit.cosine > 0])
    margin = gap = 0.0
    if cosines.size > 2:
        cosines.sort()
        margin = float((cosines[-1] - cosines.mean()) / (cosines.std() + 1e-6))
        gap = float(cosines[-1] - cosines[-min(10, cosines.size)])
    ranks = next((h.ranks for h in retrieval.hits if best and h.passage is best.passage), {})
    agreement = sum(1.0 / ranks[name] for name in ("dense", "sentence", "item") if name in ranks)
    names = [term for term in question.terms if term.is_name]
    return (
        max((candidate.coverage for candidate in candidates[:5]), default=0.0),
        best.item_coverage if best else 0.0,
        _missing(question.terms, plan_text),
        _missing(question.terms, item),
        _missing(question.terms, sentence),
        margin,
        gap * 50.0,
        agreement / 3.0,
        float(not any(term.weight > 0.2 for term in question.terms)),
        float(question.yes_no),
        topics.known,
        topics.margin * 50.0,
        _missing(names, plan_text),
    )


def _missing(terms: Sequence[Term], text: str) -> float:
    """Weight of the heaviest term that `text` does not have, 0 to 1."""
    return max((term.weight * (1.0 - support(term, text)) for term in terms), default=0.0)
