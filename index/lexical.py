"""Lexical retrieval: BM25 (bm25s) over words and character bigrams.

Words come from jieba's search mode; bigrams catch what the segmenter cuts differently in
the question and in the plan. A plan's index is kept beside its vectors and mapped into memory.
"""

import hashlib
import json
import logging
import math
import re
import tempfile
from collections.abc import Sequence
from functools import lru_cache
from importlib.metadata import version
from pathlib import Path

import bm25s
import jieba
import numpy as np
from jieba import posseg

from index.seal import file_digests

_RUN = re.compile(r"[a-z0-9]+(?:[.+-][a-z0-9]+)*|[一-鿿]+")
_CHINESE = re.compile(r"[一-鿿]")
# Bump when a change of `tokens` changes what an index holds.
_TOKENS_VERSION = 1
_SEAL = "seal.json"

_log = logging.getLogger(__name__)


@lru_cache(maxsize=1)
def _segmenter() -> jieba.Tokenizer:
    jieba.setLogLevel(logging.CRITICAL)
    # jieba caches its dictionary as a marshal file in the shared temporary folder, which
    # another user of the machine could replace; beside the dictionary nobody else writes.
    segmenter = jieba.Tokenizer()
    segmenter.tmp_dir = str(Path(jieba.__file__).parent)
    segmenter.initialize()
    return segmenter


@lru_cache(maxsize=16384)  # a plan's clauses come again with every question
def words(text: str) -> tuple[str, ...]:
    """Cut text into dictionary words, lower case, in order, nothing dropped.

    Unknown words come out as single characters: jieba's guesses at new words join particles
    and nouns of a question (河有).
    """
    return tuple(str(word) for word in _segmenter().cut(text.lower(), HMM=False))


def word_class(word: str) -> str:
    """Return the dictionary's part-of-speech tag ("n", "v", "ns", …), "" for an unknown word."""
    return str(_tags().get(word, ""))


def names_things(word: str) -> bool:
    """Whether a word may be a part of a name: a noun, what describes one, or no known word."""
    return word_class(word)[:1] in ("", *"nasjgz")


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
    return [token for run in _RUN.findall(text.lower()) for token in _tokens_of_run(run)]


# 1.1 kB each; a sentence's runs come again in its item, and in its next version.
@lru_cache(maxsize=16_384)
def _tokens_of_run(run: str) -> tuple[str, ...]:
    if not _CHINESE.match(run):
        return (run,)
    cut = list(_segmenter().cut_for_search(run))
    known = set(cut)
    bigrams = (run[i : i + 2] for i in range(len(run) - 1))
    return (*cut, *(bigram for bigram in bigrams if bigram not in known))


class LexicalIndex:
    """BM25 scores of every document for a query."""

    def __init__(self, texts: Sequence[str], folder: Path | None = None) -> None:
        """Index documents; with `folder`, map the index from there, making it first if needed.

        An index of other texts is replaced; so is a damaged one, which is logged. Where the
        folder cannot be written the index is held in memory.
        """
        mark = _fingerprint(texts)
        found = _load(folder, mark) if folder else None
        if found is None:
            found = bm25s.BM25(method="lucene", k1=1.2, b=0.75)
            found.index([tokens(text) or ["\0"] for text in texts], show_progress=False)
            if folder:
                _keep(found, folder, mark)
        self._bm25 = found

    def scores(self, query_tokens: Sequence[str]) -> np.ndarray:
        """Return BM25 scores, shape (documents,), float32; zero where nothing matches."""
        vocabulary = self._bm25.vocab_dict
        known = [token for token in query_tokens if token in vocabulary]
        if not known:
            return np.zeros(self._bm25.scores["num_docs"], dtype=np.float32)
        return np.asarray(self._bm25.get_scores(known), dtype=np.float32)

    def frequency(self, token: str) -> int:
        """Return how many documents have the token."""
        known = self._bm25.vocab_dict.get(token)
        starts = self._bm25.scores["indptr"]
        return 0 if known is None else int(starts[known + 1] - starts[known])

    def held(self, wanted: Sequence[str], documents: Sequence[int]) -> np.ndarray:
        """Return which of the documents (by position) have which token: 1 where one does, else 0.

        The shape is (tokens, documents), as float64.
        """
        found = np.zeros((len(wanted), len(documents)))
        places = np.asarray(documents, dtype=np.int64)
        starts, having = self._bm25.scores["indptr"], self._bm25.scores["indices"]
        for row, token in enumerate(wanted):
            known = self._bm25.vocab_dict.get(token)
            if known is None:
                continue
            those = having[starts[known] : starts[known + 1]]  # in ascending order
            at = np.minimum(np.searchsorted(those, places), len(those) - 1)
            found[row] = those[at] == places
        return found


def _fingerprint(texts: Sequence[str]) -> str:
    """Hash what decides an index: the documents, and what cuts and weighs their tokens."""
    makers = (str(_TOKENS_VERSION), version("bm25s"), version("jieba"))
    return hashlib.sha256("\0".join([*makers, *texts]).encode()).hexdigest()


def _load(folder: Path, mark: str) -> bm25s.BM25 | None:
    """Map the index in `folder` into memory; None when it is not there, of other texts, damaged."""
    try:
        seal = json.loads((folder / _SEAL).read_text(encoding="utf-8"))
        if seal["texts"] != mark:
            return None
        digests = file_digests(folder)
        del digests[_SEAL]
        if seal["files"] != digests:
            raise ValueError("its files are not what was written")
        mapped = bm25s.BM25.load(folder, mmap=True, show_progress=False)
        # Still mapped; but an array's slices cost a tenth of a memmap's.
        mapped.scores |= {
            name: np.asarray(mapped.scores[name]) for name in ("data", "indices", "indptr")
        }
        return mapped
    except FileNotFoundError:
        return None
    except Exception as error:  # whatever a damaged file makes a reader raise
        _log.warning("lexical index %s is damaged (%s) and is made anew", folder, error)
        return None


def _keep(bm25: bm25s.BM25, folder: Path, mark: str) -> None:
    """Write the index beside `folder` and move it there when it is complete."""
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(
            prefix=f".{folder.name}-", dir=folder.parent, ignore_cleanup_errors=True
        ) as drafts:
            draft = Path(drafts) / "new"
            bm25.save(draft, show_progress=False)
            seal = {"texts": mark, "files": file_digests(draft)}
            (draft / _SEAL).write_text(json.dumps(seal), encoding="utf-8")
            # Who has the old one open goes on reading it; who looks between the two moves finds
            # none and makes its own.
            if folder.exists():
                folder.rename(Path(drafts) / "old")
            draft.rename(folder)
    except OSError as error:  # no room, no permission, or another process was first
        _log.warning("lexical index not kept in %s: %s", folder, error)
