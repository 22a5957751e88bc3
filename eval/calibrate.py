"""Fit the answerability weights on the validation sets.

The bundled models learned from the development sets: there they find better and read surer than
on any question to come, and a probability fitted on them would trust them too much. To each plan,
too, what has nothing to do with any (`offtopic.jsonl`), of little weight, as it is easy.

Logistic regression on the features of `assistant.silence.abstain`, standardised for fitting and
folded back into plain weights. Questions of which a rule is certain (a name or a year that the
plan does not have, an item that does not exist) are left out.
"""

import json
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score
from sklearn.model_selection import LeaveOneGroupOut, cross_val_predict

from assistant.chain import open_assistant
from assistant.silence.abstain import FEATURES, WEIGHTS_FILE, Calibration
from eval.ablations import without_expansions
from eval.cases import load_cases
from eval.run import of_split
from eval.sets import VALIDATION, QuestionSet
from index.settings import Settings

_OFF_TOPIC = Path(__file__).parent / "offtopic.jsonl"
SETS: tuple[tuple[QuestionSet, float], ...] = (
    *((each, 1.0) for each in VALIDATION),
    *(
        (QuestionSet(plan, _OFF_TOPIC), 0.2)
        for plan in dict.fromkeys(each.plan for each in VALIDATION)
    ),
)
"""(set, weight of one of its cases)"""

_KINDS = frozenset(
    "figure list topic yesno false_premise date who place definition variant unanswerable "
    "offtopic".split()
)
_STRENGTH = 1.0


@dataclass(frozen=True)
class Fit:
    """What a calibration reached on the questions of each plan, fitted on those of the others."""

    cases: int
    auc: float
    kept: float
    declined: float

    def __str__(self) -> str:
        """Return one line."""
        return (
            f"{self.cases} cases, by plans left out: AUC {self.auc:.3f}, {self.kept:.3f} of the "
            f"answerable answered, {self.declined:.3f} of the unanswerable declined"
        )


def calibrate(config: Settings) -> Fit:
    """Fit the weights, write `assistant/silence/answerability.json`, return what was reached."""
    values, answerable, counts, plans = _collect(config)
    mean, spread = values.mean(axis=0), values.std(axis=0) + 1e-9
    scaled = (values - mean) / spread
    model = LogisticRegression(C=_STRENGTH, max_iter=5000)
    chances = cross_val_predict(
        model,
        scaled,
        answerable,
        groups=plans,
        cv=LeaveOneGroupOut(),
        method="predict_proba",
        params={"sample_weight": counts},
    )[:, 1]
    answered = chances >= Calibration.threshold
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
            },
            indent=1,
        )
        + "\n",
        encoding="utf-8",
    )
    return Fit(
        len(answerable),
        float(roc_auc_score(answerable, chances, sample_weight=counts)),
        float(np.average(answered, weights=counts * (answerable == 1))),
        float(np.average(~answered, weights=counts * (answerable == 0))),
    )


def _collect(config: Settings) -> tuple[np.ndarray, np.ndarray, np.ndarray, list[str]]:
    """Return features, shape (cases, features), then (cases,): 1 for answerable or 0, weights,
    plans."""
    values, answerable, counts, plans = [], [], [], []
    for chosen, weight in SETS:
        whole = open_assistant(chosen.plan, config)
        # Most plans have no expansions: the built-in one teaches with them and without.
        plain = [without_expansions(whole)] if whole.plan.expansions else []
        for assistant in (whole, *plain):
            for case in of_split(load_cases(chosen.questions), chosen.split):
                if case.kind not in _KINDS:
                    continue
                explanation = assistant.ask(case.question, case.history).explanation
                if "features" not in explanation:
                    continue
                values.append(explanation["features"])
                answerable.append(int(case.expected == "answered"))
                counts.append(weight)
                plans.append(chosen.plan.stem)
    return np.array(values, dtype=float), np.array(answerable), np.array(counts), plans
