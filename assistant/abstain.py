"""Decide whether the plan answers a question: a calibrated probability on stated evidence.

Three features: what the cross-encoder reads in the best sentence, whether a rule found that the
plan leaves out what is asked for, and whether the plan writes about the everyday topics that the
question is near. With the first, coverage of the question's words, agreement of the rankings and
how far the best sentence stands out tell nothing more. The weights in `answerability.json` are
fitted by `python -m eval calibrate` (logistic regression).
"""

import json
import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np

from assistant.cross_encoder import cross_encoder, paired
from assistant.question import Question
from assistant.ranking import Candidate
from assistant.topics import TopicMatch
from index.plan import Plan
from index.retriever import Retrieval

WEIGHTS_FILE = Path(__file__).with_name("answerability.json")
_NOTHING_TO_READ = -10.0
FEATURES = ("read", "left_out", "topic_known")


@dataclass(frozen=True, slots=True)
class Evidence:
    """What was found for one question."""

    retrieval: Retrieval
    topics: TopicMatch


@dataclass(frozen=True)
class Calibration:
    """Logistic regression: one weight a feature, an intercept; and from which probability on a
    question is answered: where it is as likely as not."""

    weights: tuple[float, ...]
    intercept: float
    threshold: float = 0.5

    def probability(self, features: Sequence[float]) -> float:
        """Return the probability that the plan answers, in (0, 1)."""
        logit = self.intercept + float(np.dot(self.weights, features))
        return 1.0 / (1.0 + math.exp(-max(min(logit, 30.0), -30.0)))


@lru_cache(maxsize=1)
def calibration() -> Calibration:
    """Load the fitted weights."""
    data = json.loads(WEIGHTS_FILE.read_text(encoding="utf-8"))
    return Calibration(tuple(data["weights"][name] for name in FEATURES), data["intercept"])


def features(
    question: Question,
    candidates: Sequence[Candidate],
    evidence: Evidence,
    plan: Plan,
    left_out: bool,
) -> tuple[float, ...]:
    """Return the values of FEATURES; `left_out`: whether a rule found that the plan does not
    have what is asked for."""
    read = _NOTHING_TO_READ
    if candidates:
        read = cross_encoder().read(paired(question.text, candidates[0].passage, plan))
    return read, float(left_out), evidence.topics.known
