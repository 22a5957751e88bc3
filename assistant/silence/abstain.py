"""Decide whether the plan answers a question: a calibrated probability on stated evidence.

The features: the most and the second most that the cross-encoder reads in one of the first
sentences, and what a rule found that the plan lacks. Beside them the share of the question's words
that is covered, the nearness in meaning and how far the best sentence stands out tell nothing more.
The weights in `answerability.json` are
fitted by `python -m eval calibrate` (logistic regression).
"""

import json
import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np

from assistant.evidence.ranking import Candidate
from assistant.silence.rules import Lacking

WEIGHTS_FILE = Path(__file__).with_name("answerability.json")
# A sentence on something else reads about so; how much less than that tells nothing.
_LEAST_READ = -8.0
_LACKING: tuple[Lacking, ...] = ("place", "attribute", "figure", "members")
FEATURES = ("read", "read_second", *_LACKING)


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


def features(candidates: Sequence[Candidate], lacking: Lacking | None) -> tuple[float, ...]:
    """Return the values of FEATURES for candidates that were read; `lacking`: what a rule found
    that the plan does not have."""
    reads = (max(c.read, _LEAST_READ) for c in candidates if c.read is not None)
    most, second, *_ = (*sorted(reads, reverse=True), _LEAST_READ, _LEAST_READ)
    return most, second, *(float(lacking == each) for each in _LACKING)
