"""Hybrid retrieval: dense sentences, BM25 on sentences and BM25 on items, fused by ranks.

Fusion is reciprocal rank fusion (Cormack, Clarke, Büttcher: Reciprocal Rank Fusion
outperforms Condorcet and individual Rank Learning Methods, SIGIR 2009).
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
from langchain_chroma import Chroma
from langchain_core.callbacks import CallbackManagerForRetrieverRun
from langchain_core.documents import Document
from langchain_core.retrievers import BaseRetriever
from pydantic import ConfigDict, PrivateAttr

from index.lexical import LexicalIndex, tokens
from index.passages import Passage
from index.plan import Plan

Mode = Literal["dense", "lexical", "hybrid"]
_RRF_K = 60
_DENSE_DEPTH = 100


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
    """Passages and items for one query, best first."""

    query: str
    hits: tuple[Hit, ...]
    items: tuple[ItemHit, ...]


class HybridRetriever(BaseRetriever):
    """LangChain retriever over one plan; `search` gives the ranks behind the documents."""

    model_config = ConfigDict(arbitrary_types_allowed=True)

    plan: Plan
    passages: Sequence[Passage]
    vectors: Chroma
    mode: Mode = "hybrid"
    k: int = 10

    _sentences: LexicalIndex = PrivateAttr()
    _items: LexicalIndex = PrivateAttr()
    _item_of_passage: np.ndarray = PrivateAttr()

    def model_post_init(self, context: Any, /) -> None:
        """Build the lexical side from the passages."""
        self._sentences = LexicalIndex([passage.text for passage in self.passages])
        self._items = LexicalIndex([f"{item.title}\n{item.text}" for item in self.plan.items])
        positions = {item.label: index for index, item in enumerate(self.plan.items)}
        self._item_of_passage = np.array([positions[p.item] for p in self.passages])

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
        if self.mode != "lexical":
            cosines = self._dense(self.embed(query) if vector is None else vector)
            ranking = sorted(cosines, key=lambda ordinal: -cosines[ordinal])
            passage_ranks["dense"] = _ranks(ranking)
            item_ranks["dense"] = _ranks(int(self._item_of_passage[i]) for i in ranking)
        if self.mode != "dense":
            query_tokens = tokens(" ".join([query, *expansion]))
            by_sentence = _ranking(self._sentences.scores(query_tokens))
            by_item = _ranks(_ranking(self._items.scores(query_tokens)))
            passage_ranks["sentence"] = _ranks(by_sentence)
            passage_ranks["item"] = {
                ordinal: by_item[item]
                for ordinal, item in enumerate(self._item_of_passage.tolist())
                if item in by_item
            }
            item_ranks["sentence"] = _ranks(int(self._item_of_passage[i]) for i in by_sentence)
            item_ranks["item"] = by_item
        hits = tuple(
            Hit(self.passages[ordinal], score, cosines.get(ordinal, 0.0), ranks)
            for ordinal, score, ranks in _fuse(passage_ranks)
        )
        items = tuple(
            ItemHit(self.plan.items[index].label, score, ranks)
            for index, score, ranks in _fuse(item_ranks)
        )
        return Retrieval(query, hits, items)

    def _dense(self, vector: Sequence[float]) -> dict[int, float]:
        """Return ordinal → cosine of the nearest passages."""
        depth = min(_DENSE_DEPTH, len(self.passages))
        found = self.vectors.similarity_search_by_vector_with_relevance_scores(
            list(vector), k=depth
        )
        return {int(document.metadata["ordinal"]): 1.0 - distance for document, distance in found}

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


def _ranking(scores: np.ndarray) -> list[int]:
    """Return the positions with a positive score, best first, ties in document order."""
    order = np.argsort(-scores, kind="stable")
    return [int(index) for index in order if scores[index] > 0]


def _ranks(ranking: Iterable[int]) -> dict[int, int]:
    """Return element → rank from 1 of its first occurrence, ranks without gaps."""
    return {element: rank for rank, element in enumerate(dict.fromkeys(ranking), start=1)}


def _fuse(rankings: dict[str, dict[int, int]]) -> list[tuple[int, float, dict[str, int]]]:
    """Fuse rankings: score = Σ 1 / (k + rank); return (element, score, ranks), best first."""
    elements = {element for ranks in rankings.values() for element in ranks}
    fused = []
    for element in sorted(elements):
        ranks = {name: found[element] for name, found in rankings.items() if element in found}
        fused.append((element, sum(1 / (_RRF_K + rank) for rank in ranks.values()), ranks))
    return sorted(fused, key=lambda entry: -entry[1])
