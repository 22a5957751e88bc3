"""Fit the answerability weights on the questions beside each plan.

Of the built-in plan's `questions.jsonl` the dev split alone, of all other files every case; to
each plan, too, what has nothing to do with any (`offtopic.jsonl`). Cases weigh by `SETS`: other
plans more than the built-in one, whose cases are many, off-topic ones little, as they are easy.

Logistic regression on the features of `assistant.abstain`, standardised for fitting and
folded back into plain weights. Questions decided by a rule (an attribute the plan leaves
out, an item that does not exist) are left out: the model judges what the rules leave open.
"""

import json
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import f1_score, roc_auc_score
from sklearn.model_selection import cross_val_predict

from assistant.abstain import FEATURES, WEIGHTS_FILE
from assistant.chain import open_assistant
from eval.ablations import without_expansions
from eval.cases import load_cases
from eval.run import of_split
from eval.sets import BUILT_IN, OTHER_PLANS, QuestionSet
from index.settings import BUILT_IN_PLAN, Settings

_OFF_TOPIC = Path(__file__).parent / "offtopic.jsonl"
SETS: tuple[tuple[QuestionSet, float], ...] = (
    *((each, 1.0) for each in BUILT_IN),
    *((each, 2.0) for each in OTHER_PLANS),
    (QuestionSet(BUILT_IN_PLAN, _OFF_TOPIC), 0.1),
    *((QuestionSet(each.plan, _OFF_TOPIC), 0.2) for each in OTHER_PLANS),
)
"""(set, weight of one of its cases)"""

_KINDS = frozenset(
    "figure list topic yesno false_premise date who place definition variant unanswerable "
    "offtopic".split()
)
_FOLDS = 8
_STRENGTH = 0.3


@dataclass(frozen=True)
class Fit:
    """What a calibration reached on the dev cases, by cross-validation."""

    cases: int
    auc: float
    kept: float
    declined: float
    threshold: float

    def __str__(self) -> str:
        """Return one line."""
        return (
            f"{self.cases} dev cases, {_FOLDS}-fold AUC {self.auc:.3f}; at threshold "
            f"{self.threshold:.2f}: {self.kept:.3f} of the answerable kept, "
            f"{self.declined:.3f} of the unanswerable declined"
        )


def calibrate(config: Settings) -> Fit:
    """Fit the weights, write `assistant/answerability.json`, return what was reached."""
    values, answerable, counts = _collect(config)
    mean, spread = values.mean(axis=0), values.std(axis=0) + 1e-9
    scaled = (values - mean) / spread
    model = LogisticRegression(C=_STRENGTH, max_iter=5000)
    chances = cross_val_predict(
        model,
        scaled,
        answerable,
        cv=_FOLDS,
        method="predict_proba",
        params={"sample_weight": counts},
    )[:, 1]
    threshold = _threshold(chances, answerable, counts)
    model.fit(scaled, answerable, sample_weight=counts)
    weights = model.coef_[0] / spread
    intercept = float(model.intercept_[0] - (model.coef_[0] * mean / spread).sum())
    WEIGHTS_FILE.write_text(
        json.dumps(
            {
                "weights": {
                    name: round(float(w), 4) for name, w in zip(FEATURES, weights, strict=True)
                },
                "intercept": round(intercept, 4),
                "threshold": threshold,
            },
            indent=1,
        )
        + "\n",
        encoding="utf-8",
    )
    return Fit(
        len(answerable),
        float(roc_auc_score(answerable, chances, sample_weight=counts)),
        float(np.average(chances >= threshold, weights=counts * (answerable == 1))),
        float(np.average(chances < threshold, weights=counts * (answerable == 0))),
        threshold,
    )


def _threshold(chances: np.ndarray, answerable: np.ndarray, counts: np.ndarray) -> float:
    """Return the threshold whose declining has the best F1 against the unanswerable.

    Most questions have an answer: precision and recall of declining weigh a false refusal as
    it is felt. Thresholds within a point of the best count as equal and their median is taken,
    so that one case does not decide.
    """
    thresholds = np.arange(0.1, 0.9, 0.01)
    scores = np.array(
        [f1_score(answerable == 0, chances < t, sample_weight=counts) for t in thresholds]
    )
    return round(float(np.median(thresholds[scores >= scores.max() - 0.01])), 2)


def _collect(config: Settings) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return features, shape (cases, features), then (cases,): 1 for answerable or 0, weights."""
    values, answerable, counts = [], [], []
    for chosen, weight in SETS:
        whole = open_assistant(chosen.plan, config)
        # Most plans have no expansions: the built-in one teaches with them and without.
        plain = [without_expansions(whole)] if whole.plan.expansions else []
        for assistant in (whole, *plain):
            for case in of_split(load_cases(chosen.questions), chosen.split):
                if case.kind not in _KINDS:
                    continue
                explanation = assistant.ask(case.question, case.history).explanation
                if "features" not in explanation or explanation["rule"]:
                    continue
                values.append(explanation["features"])
                answerable.append(int(case.expected == "answered"))
                counts.append(weight)
    return np.array(values, dtype=float), np.array(answerable), np.array(counts)
