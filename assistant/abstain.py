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
from statistics import NormalDist

import numpy as np

from assistant.coverage import support
from assistant.question import Question, Term
from assistant.ranking import Candidate
from assistant.topics import TopicMatch
from index.retriever import Retrieval

WEIGHTS_FILE = Path(__file__).with_name("answerability.json")
FEATURES = (
    "item_coverage",
    "missing_in_plan",
    "missing_in_item",
    "dense_margin",
    "agreement",
    "yes_no",
    "topic_known",
    "topic_margin",
    "topic_centrality",
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
    # What asks for an attribute (谁牵头) is no subject; whether the plan gives it is for a rule.
    terms = question.subject or question.terms
    best = candidates[0] if candidates else None
    siblings = [c.passage for c in candidates if best and c.passage.item == best.passage.item]
    item = "\n".join(passage.text.lower() for passage in siblings)
    asked_of_item = "\n".join(passage.asked for passage in siblings)
    asked_of_all = "\n".join(candidate.passage.asked for candidate in candidates)
    cosines = np.array([hit.cosine for hit in retrieval.hits if hit.cosine > 0])
    margin = 0.0
    if cosines.size > 2:
        standing_out = float((cosines.max() - cosines.mean()) / (cosines.std() + 1e-6))
        margin = standing_out - _expected_maximum(cosines.size)
    ranks = next((h.ranks for h in retrieval.hits if best and h.passage is best.passage), {})
    agreement = sum(1.0 / ranks[name] for name in ("dense", "sentence", "item") if name in ranks)
    names = [term for term in terms if term.is_name]
    return (
        best.item_coverage if best else 0.0,
        _missing(terms, plan_text, asked_of_all),
        _missing(terms, item, asked_of_item),
        margin,
        agreement / 3.0,
        float(question.yes_no),
        topics.known,
        topics.margin * 50.0,
        topics.centrality,
        _missing(names, plan_text),
    )


def _expected_maximum(size: int) -> float:
    """Return how far the largest of `size` normal values is expected above the mean, in standard
    deviations (Blom, Statistical Estimates and Transformed Beta-Variables, 1958)."""
    return NormalDist().inv_cdf((size - 0.375) / (size + 0.25))


def _missing(terms: Sequence[Term], text: str, asked: str = "") -> float:
    """Weight of the heaviest term that `text` does not have, 0 to 1."""
    return max((term.weight * (1.0 - support(term, text, asked)) for term in terms), default=0.0)
