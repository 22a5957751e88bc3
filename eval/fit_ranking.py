"""Fit the weights of `assistant.evidence.ranking`: softmax over the sentences of each question.

Training data: the questions beside each plan (of the built-in plan's `questions.jsonl` the dev
split alone), and any SQuAD-format file.
A sentence is right when it holds a gold answer (SQuAD), or a key fact in a required item.
"""

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from scipy.optimize import minimize
from scipy.special import logsumexp

from assistant.chain import Assistant, open_assistant
from assistant.evidence.ranking import FEATURES, WEIGHTS_FILE, Ranker
from assistant.understanding.question import understand
from assistant.understanding.vocabulary import Vocabulary
from eval.cases import Case, load_cases
from eval.metrics import unify
from eval.run import of_split
from eval.sets import BUILT_IN, OTHER_PLANS
from eval.squad import load_squad, open_retriever
from index.passages import Passage
from index.settings import Settings

_KINDS = frozenset("figure list topic yesno false_premise date who place definition".split())
_FOLDS = 3
_PLAN_WEIGHT = 3.0  # a plan question beside one of the SQuAD file, which has many more
_STRENGTH = 1e-3


@dataclass(frozen=True)
class Example:
    """One question: features, shape (sentences, FEATURES), which are right, and its group.

    The sentences are in the order of the search.
    """

    question: str
    sentences: tuple[str, ...]
    values: np.ndarray
    right: np.ndarray
    group: str


def plan_examples(config: Settings) -> Iterator[Example]:
    """Yield the cases that one sentence can answer."""
    for chosen in (*BUILT_IN, *OTHER_PLANS):
        assistant = open_assistant(chosen.plan, config)
        for case in of_split(load_cases(chosen.questions), chosen.split):
            if case.kind in _KINDS and case.items:
                example = _of_case(assistant, case)
                if example is not None:
                    yield example


def _of_case(assistant: Assistant, case: Case) -> Example | None:
    question = understand(case.question, assistant.plan, assistant.vocabulary)
    if question.intent != "search":
        return None
    evidence = assistant.search(question)
    found, values = assistant.answerer.ranker.features(question, evidence.retrieval)
    inside = [passage.item in case.items for passage in found]
    right = np.array(
        [ok and has_fact(passage, case.must) for ok, passage in zip(inside, found, strict=True)]
    )
    if not right.any():
        right = np.array(inside)
    if not right.any():
        return None
    texts = tuple(passage.text for passage in found)
    return Example(question.text, texts, values, right, f"{assistant.plan.name}:{case.id}")


def has_fact(passage: Passage, facts: Sequence[str]) -> bool:
    """Whether a sentence has one of the key facts."""
    text = unify(passage.text)
    return any(unify(fact) in text for fact in facts)


def squad_examples(path: Path, config: Settings) -> Iterator[Example]:
    """Yield the questions of a SQuAD-format file."""
    plan, questions = load_squad(path)
    with open_retriever(plan, "hybrid", config) as retriever:
        vocabulary = Vocabulary(plan)
        ranker = Ranker(plan, retriever.passages, retriever.sentences)
        for asked in questions:
            question = understand(asked.text, plan, vocabulary)
            found, values = ranker.features(question, retriever.search(asked.text))
            right = np.array(
                [any(answer in passage.text for answer in asked.answers) for passage in found]
            )
            texts = tuple(passage.text for passage in found)
            yield Example(question.text, texts, values, right, asked.item)


@dataclass(frozen=True)
class RankingFit:
    """What the fitted ranking reached on questions it was not fitted on (cross-validation)."""

    plan: tuple[float, float]
    squad: tuple[float, float]

    def __str__(self) -> str:
        """Return two lines."""
        return "\n".join(
            f"{name}: right sentence first {one:.3f}, among the first three {three:.3f} "
            f"({_FOLDS}-fold)"
            for name, (one, three) in (("plans", self.plan), ("SQuAD file", self.squad))
        )


def fit_ranking(squad: Path, config: Settings) -> RankingFit:
    """Fit on the plans' cases and a SQuAD-format file; write `assistant/evidence/ranking.json`."""
    of_plans, of_squad = list(plan_examples(config)), list(squad_examples(squad, config))
    weights = fit(of_plans, of_squad)
    rounded = {name: round(float(w), 3) for name, w in zip(FEATURES, weights, strict=True)}
    WEIGHTS_FILE.write_text(json.dumps({"weights": rounded}, indent=1) + "\n", encoding="utf-8")
    return RankingFit(
        _validated(of_plans, lambda kept: fit(kept, of_squad)),
        _validated(of_squad, lambda kept: fit(of_plans, kept)),
    )


def fit(of_plans: Sequence[Example], of_squad: Sequence[Example]) -> np.ndarray:
    """Return the weights, shape (FEATURES,), that make the right sentences likeliest."""
    usable = [
        (example, weight)
        for examples, weight in ((of_plans, _PLAN_WEIGHT), (of_squad, 1.0))
        for example in examples
        if example.right.any() and not example.right.all()
    ]
    longest = max(len(example.right) for example, _ in usable)
    values = np.zeros((len(usable), longest, len(FEATURES)))
    present = np.full((len(usable), longest), -np.inf)
    right = present.copy()
    for row, (example, _) in enumerate(usable):
        size = len(example.right)
        values[row, :size] = example.values
        present[row, :size] = 0.0
        right[row, :size] = np.where(example.right, 0.0, -np.inf)
    spread = np.concatenate([example.values for example, _ in usable]).std(axis=0) + 1e-9
    values /= spread
    importance = np.array([weight for _, weight in usable])
    importance /= importance.sum()

    def loss(weights: np.ndarray) -> tuple[float, np.ndarray]:
        scores = values @ weights
        of_right = logsumexp(scores + right, axis=1)
        of_all = logsumexp(scores + present, axis=1)
        difference = np.exp(scores + present - of_all[:, None]) - np.exp(
            scores + right - of_right[:, None]
        )
        slope = np.einsum("q,qs,qsf->f", importance, difference, values)
        penalty = _STRENGTH * float(weights @ weights)
        return float(importance @ (of_all - of_right)) + penalty, slope + 2 * _STRENGTH * weights

    found = minimize(loss, np.zeros(len(FEATURES)), jac=True, method="L-BFGS-B")
    return np.asarray(found.x / spread)


def _validated(
    examples: Sequence[Example], fit_on: Callable[[Sequence[Example]], np.ndarray]
) -> tuple[float, float]:
    """Share of examples with a right sentence first, and among the first three."""
    groups = sorted({example.group for example in examples})
    hits = []
    for fold in range(_FOLDS):
        held = set(groups[fold::_FOLDS])
        weights = fit_on([example for example in examples if example.group not in held])
        for example in examples:
            if example.group in held:
                order = np.argsort(-(example.values @ weights), kind="stable")
                hits.append((example.right[order[:1]].any(), example.right[order[:3]].any()))
    one, three = np.array(hits, dtype=float).mean(axis=0)
    return float(one), float(three)
