"""Hybrid retrieval: dense sentences, BM25 on sentences and BM25 on items, fused by ranks.

Fusion is reciprocal rank fusion (Cormack, Clarke, Büttcher: Reciprocal Rank Fusion
outperforms Condorcet and individual Rank Learning Methods, SIGIR 2009).
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

import numpy as np
from langchain_chroma import Chroma
from langchain_core.callbacks import CallbackManagerForRetrieverRun
from langchain_core.documents import Document
from langchain_core.retrievers import BaseRetriever
from pydantic import ConfigDict, PrivateAttr

from index.errors import UserError
from index.lexical import LexicalIndex, tokens
from index.passages import Passage, ordinal_at
from index.plan import Plan, Span

Mode = Literal["dense", "lexical", "hybrid"]
_RRF_K = 60
_DENSE_DEPTH = 100
# How far the lexical rankings go: beyond, a rank adds nothing to tell passages apart by.
_SENTENCE_DEPTH = 1000
_ITEM_DEPTH = 250


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage with its fused score, cosine (0 when not among the dense hits) and ranks from 1."""

    passage: Passage
    score: float
    cosine: float
    ranks: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class ItemHit:
    """An item with its fused score and its rank from 1 in each ranking that found it."""

    item: str
    score: float
    ranks: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Retrieval:
    """Passages and items for one query, best first.

    `asked` has the cosine of the query to the expansion of each part of the plan that has one.
    """

    query: str
    hits: tuple[Hit, ...]
    items: tuple[ItemHit, ...]
    asked: Mapping[Span, float] = field(default_factory=dict)


class HybridRetriever(BaseRetriever):
    """LangChain retriever over one plan; `search` gives the ranks behind the documents."""

    model_config = ConfigDict(arbitrary_types_allowed=True)

    plan: Plan
    passages: Sequence[Passage]
    vectors: Chroma
    mode: Mode = "hybrid"
    k: int = 10
    expansions: np.ndarray | None = None
    """Vectors of `plan.expansions`, shape (expansions, dimensions); None to do without."""

    lexical: Path | None = None
    """The folder of the lexical indexes; None to make them in memory."""

    _sentences: LexicalIndex = PrivateAttr()
    _items: LexicalIndex = PrivateAttr()
    _item_of_passage: list[int] = PrivateAttr()
    _passages_of_item: list[list[int]] = PrivateAttr()
    _asked_spans: tuple[Span, ...] = PrivateAttr()
    _asked_ordinals: tuple[int, ...] = PrivateAttr()

    def model_post_init(self, context: Any, /) -> None:
        """Open the lexical side, or build it from the passages."""
        asked: dict[str, list[str]] = {}
        for passage in self.passages:
            asked.setdefault(passage.item, []).append(passage.asked)
        self._sentences = self._lexical_index("sentences", [p.searched for p in self.passages])
        self._items = self._lexical_index(
            "items",
            ["\n".join([i.title, i.text, *asked.get(i.label, ())]) for i in self.plan.items],
        )
        self._asked_spans = tuple(expansion.span for expansion in self.plan.expansions)
        self._asked_ordinals = tuple(
            ordinal_at(self.passages, span.start) for span in self._asked_spans
        )
        positions = {item.label: index for index, item in enumerate(self.plan.items)}
        self._item_of_passage = [positions[p.item] for p in self.passages]
        self._passages_of_item = [[] for _ in self.plan.items]
        for ordinal, item in enumerate(self._item_of_passage):
            self._passages_of_item[item].append(ordinal)

    def _lexical_index(self, name: str, texts: Sequence[str]) -> LexicalIndex:
        return LexicalIndex(texts, self.lexical / name if self.lexical else None)

    @property
    def sentences(self) -> LexicalIndex:
        """Return the lexical index of the passages, by ordinal."""
        return self._sentences

    def embed(self, query: str) -> Sequence[float]:
        """Return the query's vector, for `search`."""
        return self.vectors.embeddings.embed_query(query)  # type: ignore[union-attr]

    def search(
        self,
        query: str,
        expansion: Sequence[str] = (),
        vector: Sequence[float] | None = None,
    ) -> Retrieval:
        """Rank passages and items for `query`.

        `expansion` adds words to the lexical side; `vector` is the query's, if already made.
        """
        passage_ranks: dict[str, dict[int, int]] = {}
        item_ranks: dict[str, dict[int, int]] = {}
        cosines: dict[int, float] = {}
        asked: list[float] = []
        item_of = self._item_of_passage
        if self.mode != "lexical":
            vector = self.embed(query) if vector is None else vector
            asked = self._asked(vector)
            cosines = self._dense(vector, asked)
            ranking = sorted(cosines, key=lambda ordinal: -cosines[ordinal])
            passage_ranks["dense"] = _ranks(ranking)
            item_ranks["dense"] = _ranks(item_of[ordinal] for ordinal in ranking)
        if self.mode != "dense":
            query_tokens = tokens(" ".join([query, *expansion]))
            by_sentence = _ranking(self._sentences.scores(query_tokens), _SENTENCE_DEPTH)
            by_item = _ranks(_ranking(self._items.scores(query_tokens), _ITEM_DEPTH))
            passage_ranks["sentence"] = _ranks(by_sentence)
            passage_ranks["item"] = {
                ordinal: rank
                for item, rank in by_item.items()
                for ordinal in self._passages_of_item[item]
            }
            item_ranks["sentence"] = _ranks(item_of[ordinal] for ordinal in by_sentence)
            item_ranks["item"] = by_item
        hits = tuple(
            Hit(self.passages[ordinal], score, cosines.get(ordinal, 0.0), ranks)
            for ordinal, score, ranks in _fuse(passage_ranks)
        )
        items = tuple(
            ItemHit(self.plan.items[index].label, score, ranks)
            for index, score, ranks in _fuse(item_ranks)
        )
        by_span = dict(zip(self._asked_spans, asked, strict=True)) if asked else {}
        return Retrieval(query, hits, items, by_span)

    def _asked(self, vector: Sequence[float]) -> list[float]:
        """Return the cosine of each expansion of the plan, if there are vectors of them."""
        if self.expansions is None:
            return []
        return (self.expansions @ np.asarray(vector, dtype=np.float32)).tolist()

    def _dense(self, vector: Sequence[float], asked: Sequence[float]) -> dict[int, float]:
        """Return ordinal → cosine of the nearest passages, or of how they are asked about.

        Raises UserError when Chroma cannot be asked.
        """
        # Not through LangChain's search, which fetches texts and metadata that are here already.
        try:
            found = self.vectors._collection.query(
                query_embeddings=[vector],
                n_results=min(_DENSE_DEPTH, len(self.passages)),
                include=["distances"],
            )
        except Exception as error:  # a server that has gone, a disk: Chroma raises many kinds
            raise UserError(
                "检索所用的 Chroma 暂时连不上或出了错，请稍后再问；如果一直这样，请告诉管理员。",
                f"Chroma query failed: {type(error).__name__}: {error}",
            ) from error
        distances = found["distances"] or [[]]
        cosines = {
            int(ordinal): 1.0 - distance
            for ordinal, distance in zip(found["ids"][0], distances[0], strict=True)
        }
        if asked:
            for ordinal, cosine in zip(self._asked_ordinals, asked, strict=True):
                cosines[ordinal] = max(cosine, cosines.get(ordinal, 0.0))
        return cosines

    def _get_relevant_documents(
        self, query: str, *, run_manager: CallbackManagerForRetrieverRun
    ) -> list[Document]:
        return [
            Document(
                page_content=hit.passage.text,
                metadata={
                    "item": hit.passage.item,
                    "ordinal": hit.passage.ordinal,
                    "start": hit.passage.span.start,
                    "end": hit.passage.span.end,
                    "score": hit.score,
                    "ranks": dict(hit.ranks),
                },
            )
            for hit in self.search(query).hits[: self.k]
        ]


def _ranking(scores: np.ndarray, depth: int) -> list[int]:
    """Return the positions of the `depth` best positive scores, ties in document order."""
    found = np.flatnonzero(scores > 0)
    if len(found) > depth:
        least = np.partition(scores[found], -depth)[-depth]
        found = found[scores[found] >= least]
    order = np.argsort(-scores[found], kind="stable")[:depth]
    return found[order].tolist()


def _ranks(ranking: Iterable[int]) -> dict[int, int]:
    """Return element → rank from 1 of its first occurrence, ranks without gaps."""
    return {element: rank for rank, element in enumerate(dict.fromkeys(ranking), start=1)}


def _fuse(rankings: dict[str, dict[int, int]]) -> list[tuple[int, float, dict[str, int]]]:
    """Fuse rankings: score = Σ 1 / (k + rank); return (element, score, ranks), best first."""
    scores: dict[int, float] = {}
    ranks_of: dict[int, dict[str, int]] = {}
    for name, ranks in rankings.items():
        for element, rank in ranks.items():
            scores[element] = scores.get(element, 0.0) + 1 / (_RRF_K + rank)
            ranks_of.setdefault(element, {})[name] = rank
    order = sorted(scores, key=lambda element: (-scores[element], element))
    return [(element, scores[element], ranks_of[element]) for element in order]
