"""Rank the sentences of a plan by how well they answer a question.

A linear score over a few features of each sentence; the weights in `ranking.json` are fitted
by `python -m eval fit-ranking` (softmax over the sentences of a question, as in ListNet: Cao et
al., Learning to Rank: From Pairwise Approach to Listwise Approach, ICML 2007).
"""

import json
import math
import re
from collections import Counter
from collections.abc import Sequence, Set
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np

from assistant.coverage import coverage
from assistant.measures import fitting_figures
from assistant.question import Question, asking_words
from index.lexical import LexicalIndex, tokens, word_class, words
from index.passages import Passage
from index.plan import Plan
from index.retriever import Retrieval

WEIGHTS_FILE = Path(__file__).with_name("ranking.json")
# What orders sentences of one item and of several; `suits` is the kind of thing asked for.
FEATURES = (
    "specific",
    "general",
    "context",
    "item",
    "near",
    "near_uncovered",
    "fused",
    "item_rank",
    "length",
    "suits",
    "unsuited",
)
_RELEVANCE = FEATURES.index("suits")  # the features before it tell how far it is on the subject
_DEPTH = 200
_LONG = 120
_UNSEEN = 0.3
_TIME = re.compile(
    r"\d{4}\s*年|\d{1,2}\s*月|[一二三四五六七八九十]+月|年内|年底|年中|年前|月底|[上下]半年|季度|[春夏秋冬]季|世纪|\d日"
)
_REASON = re.compile("因为|由于|因此|为了|原因|导致|所以|旨在|目的|以便")


@dataclass(frozen=True, slots=True)
class Candidate:
    """A sentence with what its rank was decided on, each 0 to 1 but for the last two.

    `coverage`: how far it has the question's terms, `context`: together with the sentence
    before it in its item, `item_coverage`: the whole item; `near`: its cosine's place between
    the mean (0) and the best (1) of this query. `relevance` tells how far the sentence is on
    the subject, `score` adds whether it has the kind of thing asked for and orders the
    candidates of one question; both are logits, comparable within a question only.
    """

    passage: Passage
    coverage: float
    context: float
    item_coverage: float
    near: float
    relevance: float
    score: float


@lru_cache(maxsize=1)
def ranking_weights() -> np.ndarray:
    """Return the fitted weights in the order of FEATURES."""
    data = json.loads(WEIGHTS_FILE.read_text(encoding="utf-8"))
    return np.array([data["weights"][name] for name in FEATURES])


class Ranker:
    """Ranks the sentences of one plan; every method is pure."""

    def __init__(
        self, plan: Plan, passages: Sequence[Passage], lexical: LexicalIndex | None = None
    ) -> None:
        """Take a plan and its passages with their lexical index, made here if there is none."""
        self.plan = plan
        self.passages = passages
        self._of_item: dict[str, list[Passage]] = {}
        for passage in passages:
            self._of_item.setdefault(passage.item, []).append(passage)
        self._lexical = lexical or LexicalIndex([passage.searched for passage in passages])

    def rank(
        self, question: Question, retrieval: Retrieval, only: Sequence[str] = ()
    ) -> list[Candidate]:
        """Order the retrieved passages by how well they answer, best first.

        `only` restricts the candidates to the items with these labels.
        """
        found, values = self.features(question, retrieval, only)
        weighted = values * ranking_weights()
        scores = weighted.sum(axis=1)
        relevance = weighted[:, :_RELEVANCE].sum(axis=1)
        at = {name: column for column, name in enumerate(FEATURES)}
        return [
            Candidate(
                passage=found[i],
                coverage=self._coverage(question, found[i], float(values[i, at["context"]])),
                context=float(values[i, at["context"]]),
                item_coverage=float(values[i, at["item"]]),
                near=float(values[i, at["near"]]),
                relevance=float(relevance[i]),
                score=float(scores[i]),
            )
            for i in np.argsort(-scores, kind="stable")
        ]

    def _coverage(self, question: Question, passage: Passage, context: float) -> float:
        """Return a sentence's coverage, which is no more than that of its `context` and the
        same where nothing stands before it in its item."""
        if not context or self._of_item[passage.item][0] is passage:
            return context
        return coverage(question.terms, passage.text.lower(), passage.asked)

    def features(
        self, question: Question, retrieval: Retrieval, only: Sequence[str] = ()
    ) -> tuple[list[Passage], np.ndarray]:
        """Return the candidate passages and their features, shape (candidates, FEATURES)."""
        hits = [hit for hit in retrieval.hits[:_DEPTH] if not only or hit.passage.item in only]
        cosines = [hit.cosine for hit in hits if hit.cosine > 0]
        low = sum(cosines) / len(cosines) if cosines else 0.0
        spread = max(max(cosines, default=1.0) - low, 1e-6)
        top = max((hit.score for hit in hits), default=1.0) or 1.0
        item_rank = {hit.item: 1.0 / rank for rank, hit in enumerate(retrieval.items, start=1)}
        asked = _asked_tokens(question)
        general = self._rarities(asked)
        labels = dict.fromkeys(hit.passage.item for hit in hits)
        places = [p.ordinal for label in labels for p in self._of_item[label]]
        held = dict(zip(places, self._lexical.held(asked, places), strict=True))
        shares: dict[str, dict[str, float]] = {}
        covered: dict[str, float] = {}
        rows = []
        for hit in hits:
            passage, label = hit.passage, hit.passage.item
            if label not in covered:
                item = self.plan.item(label)
                text = f"{item.title}\n{item.text}" if item else passage.text
                asked_of_item = "\n".join(p.asked for p in self._of_item[label])
                covered[label] = coverage(question.terms, text.lower(), asked_of_item)
                shares[label] = _shares(asked, [held[p.ordinal] for p in self._of_item[label]])
            before = self.passages[passage.ordinal - 1] if passage.ordinal else passage
            context = f"{before.text}\n" if before.item == label else ""
            near = max(0.0, (hit.cosine - low) / spread) if hit.cosine else 0.0
            suited = suits(question, passage.text)
            has = held[passage.ordinal]
            rows.append(
                (
                    sum(shares[label][token] for token in has),
                    sum(general[token] for token in has),
                    coverage(question.terms, f"{context}{passage.text}".lower(), passage.asked)
                    if covered[label]
                    else 0.0,
                    covered[label],
                    near,
                    near * (1.0 - covered[label]),
                    hit.score / top,
                    item_rank.get(label, 0.0),
                    min(len(passage.text), _LONG) / _LONG,
                    float(suited is True),
                    float(suited is False),
                )
            )
        values = np.array(rows, dtype=float).reshape(len(rows), len(FEATURES))
        return [hit.passage for hit in hits], values

    def _rarities(self, asked: frozenset[str]) -> dict[str, float]:
        """Return each token's share of the question by BM25's idf over the plan's sentences."""
        size = len(self.passages)
        having = {token: self._lexical.frequency(token) for token in asked}
        idf = {
            token: math.log(1 + (size - count + 0.5) / (count + 0.5))
            for token, count in having.items()
        }
        total = sum(idf.values()) or 1.0
        return {token: value / total for token, value in idf.items()}


def _shares(asked: frozenset[str], siblings: Sequence[Set[str]]) -> dict[str, float]:
    """Return what each asked token gives a sentence of the item that has it; all sum to 1.

    `siblings` are which of the tokens each of the item's sentences has.

    A token points at the sentences of its item that have it, in equal shares: what all of
    them have (the item's subject) tells nothing about which of them answers.
    """
    counts = Counter(token for own in siblings for token in own)
    share = {token: 1.0 / counts[token] if counts[token] else _UNSEEN for token in asked}
    total = sum(share.values()) or 1.0
    return {token: value / total for token, value in share.items()}


def _asked_tokens(question: Question) -> frozenset[str]:
    text = " ".join([question.content, *question.expansion])
    return frozenset(token for token in tokens(text) if token not in asking_words())


def suits(question: Question, text: str) -> bool | None:
    """Whether `text` has the kind of thing asked for; None when no kind is."""
    kind = question.answer_type
    if any(aspect.name == "原因" for aspect in question.aspects):
        return bool(_REASON.search(text))
    if kind == "figure":
        return bool(fitting_figures(question, text))
    if kind == "date":
        return bool(_TIME.search(text))
    if kind == "who":
        return bool(_classes(text) & {"nr", "nrt", "nrfg", "nt"}) or "·" in text
    if kind == "place":
        return "ns" in _classes(text)
    if kind == "list":
        return "、" in text
    return None


@lru_cache(maxsize=65536)
def _classes(text: str) -> frozenset[str]:
    return frozenset(word_class(word) for word in words(text) if len(word) > 1)
