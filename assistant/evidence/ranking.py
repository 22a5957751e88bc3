"""Rank the sentences of a plan by how well they answer a question.

A linear score over a few features of each sentence; the weights in `ranking.json` are fitted
by `python -m eval fit-ranking` (softmax over the sentences of a question, as in ListNet: Cao et
al., Learning to Rank: From Pairwise Approach to Listwise Approach, ICML 2007).
"""

import json
import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np

from assistant.evidence.coverage import coverage
from assistant.evidence.measures import fitting_figures
from assistant.understanding.question import Question, asking_words
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
    """A sentence with what its rank was decided on, each 0 to 1 but for the last three.

    `coverage`: how far it has the question's terms, `item_coverage`: the whole item; `near`: its
    cosine's place between the mean (0) and the best (1) of this query. `relevance` tells how far
    the sentence is on the subject, `score` adds whether it has the kind of thing asked for and
    orders the candidates of one question; both are logits, comparable within a question only.
    `read`: the logit of the cross-encoder, None if it was not read.
    """

    passage: Passage
    coverage: float
    item_coverage: float
    near: float
    relevance: float
    score: float
    read: float | None = None


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
        # Each sentence behind the one before it in its item and the heading of its part; what is
        # searched is in lower case.
        self._contexts: list[str] = []
        for passage in passages:
            siblings = self._of_item.setdefault(passage.item, [])
            before = f"{siblings[-1].text}\n{passage.heading}\n" if siblings else ""
            self._contexts.append(f"{before}{passage.text}".lower())
            siblings.append(passage)
        self._item_texts = {item.label: f"{item.title}\n{item.text}".lower() for item in plan.items}
        self._asked_of_item = {
            label: "\n".join(passage.asked for passage in siblings)
            for label, siblings in self._of_item.items()
        }
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
        labels = tuple(dict.fromkeys(hit.passage.item for hit in hits))
        specific, general = self._said(_asked_tokens(question), labels)
        covered = {
            label: coverage(question.terms, self._item_texts[label], self._asked_of_item[label])
            for label in labels
        }
        rows = []
        for hit in hits:
            passage, label = hit.passage, hit.passage.item
            near = max(0.0, (hit.cosine - low) / spread) if hit.cosine else 0.0
            suited = suits(question, passage.text)
            rows.append(
                (
                    specific[passage.ordinal],
                    general[passage.ordinal],
                    coverage(question.terms, self._contexts[passage.ordinal], passage.asked)
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

    def _said(
        self, asked: Sequence[str], labels: Sequence[str]
    ) -> tuple[dict[int, float], dict[int, float]]:
        """Return how much of the asked tokens each sentence of the items has, by its ordinal.

        First by what each token tells within the item: it points at the sentences of its item
        that have it, in equal shares, so that what all of them have (the item's subject) tells
        nothing about which of them answers. Then by BM25's idf over the plan's sentences. Either
        way the shares of all tokens sum to 1.
        """
        if not asked or not labels:
            return defaultdict(float), defaultdict(float)
        sizes = [len(self._of_item[label]) for label in labels]
        places = [p.ordinal for label in labels for p in self._of_item[label]]
        held = self._lexical.held(asked, places)
        counts = np.add.reduceat(held, np.cumsum([0, *sizes[:-1]]), axis=1)
        shares = np.where(counts, 1.0 / np.maximum(counts, 1.0), _UNSEEN)
        shares /= shares.sum(axis=0)
        specific = (held * np.repeat(shares, sizes, axis=1)).sum(axis=0)
        having = np.array([self._lexical.frequency(token) for token in asked])
        idf = np.log(1 + (len(self.passages) - having + 0.5) / (having + 0.5))
        general = idf @ held / idf.sum()
        return (
            dict(zip(places, specific.tolist(), strict=True)),
            dict(zip(places, general.tolist(), strict=True)),
        )


def _asked_tokens(question: Question) -> tuple[str, ...]:
    """Return what a sentence may have of the question, each token once."""
    text = " ".join([question.content, *question.expansion])
    return tuple(dict.fromkeys(token for token in tokens(text) if token not in asking_words()))


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
