"""Lexical retrieval: BM25 (bm25s) over words and character bigrams.

Words come from jieba's search mode; bigrams catch what the segmenter cuts differently in
the question and in the plan.
"""

import logging
import math
import re
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

import bm25s
import jieba
import numpy as np
from jieba import posseg

_RUN = re.compile(r"[a-z0-9]+(?:[.+-][a-z0-9]+)*|[一-鿿]+")
_CHINESE = re.compile(r"[一-鿿]")


@lru_cache(maxsize=1)
def _segmenter() -> jieba.Tokenizer:
    jieba.setLogLevel(logging.CRITICAL)
    # jieba caches its dictionary as a marshal file in the shared temporary folder, which
    # another user of the machine could replace; beside the dictionary nobody else writes.
    segmenter = jieba.Tokenizer()
    segmenter.tmp_dir = str(Path(jieba.__file__).parent)
    segmenter.initialize()
    return segmenter


def words(text: str) -> list[str]:
    """Cut text into dictionary words, lower case, in order, nothing dropped.

    Unknown words come out as single characters: jieba's guesses at new words join particles
    and nouns of a question (河有).
    """
    return [str(word) for word in _segmenter().cut(text.lower(), HMM=False)]


def word_class(word: str) -> str:
    """Return the dictionary's part-of-speech tag ("n", "v", "ns", …), "" for an unknown word."""
    return str(_tags().get(word, ""))


@lru_cache(maxsize=1)
def _tags() -> dict[str, str]:
    return dict(posseg.POSTokenizer(_segmenter()).word_tag_tab)


def known_word(word: str) -> bool:
    """Whether the general dictionary has `word`."""
    return bool(_segmenter().FREQ.get(word))


@lru_cache(maxsize=65536)
def rarity(word: str) -> float:
    """Self-information of a word in general Chinese, in nats: about 3 (的) to 18 (unknown)."""
    segmenter = _segmenter()
    frequency = segmenter.FREQ.get(word) or 0
    return math.log(segmenter.total / max(frequency, 1))


def tokens(text: str) -> list[str]:
    """Return BM25 tokens: search-mode words and, for Chinese runs, character bigrams."""
    found: list[str] = []
    for run in _RUN.findall(text.lower()):
        if not _CHINESE.match(run):
            found.append(run)
            continue
        cut = list(_segmenter().cut_for_search(run))
        found.extend(cut)
        bigrams = (run[i : i + 2] for i in range(len(run) - 1))
        known = set(cut)
        found.extend(bigram for bigram in bigrams if bigram not in known)
    return found


class LexicalIndex:
    """BM25 scores of every document for a query."""

    def __init__(self, texts: Sequence[str]) -> None:
        self._size = len(texts)
        corpus = [tokens(text) or ["\0"] for text in texts]
        self._bm25 = bm25s.BM25(method="lucene", k1=1.2, b=0.75)
        self._bm25.index(corpus, show_progress=False)

    def scores(self, query_tokens: Sequence[str]) -> np.ndarray:
        """Return BM25 scores, shape (documents,), float32; zero where nothing matches."""
        vocabulary = self._bm25.vocab_dict
        known = [token for token in query_tokens if token in vocabulary]
        if not known:
            return np.zeros(self._size, dtype=np.float32)
        return np.asarray(self._bm25.get_scores(known), dtype=np.float32)
