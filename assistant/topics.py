"""Everyday topics: the entries of `everyday.toml` found by meaning, not by letters.

A question whose words stand in no plan ("头顶上蜘蛛网似的电线") is near an entry of the
everyday table (架空线); the entry's official words, where this plan has them, then widen the
lexical search. The entries' vectors for the bundled model ship as `everyday.npz`, made by
`python -m assistant.topics`; for another model they are made once and kept in the data folder.
"""

import hashlib
import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from assistant.vocabulary import everyday_entries
from index.embedding import SentenceEmbedder, embedder_identity, load_embedder
from index.settings import Settings

_SHIPPED = Path(__file__).with_name("everyday.npz")
_NEAREST = 3
_MARGIN = 0.02


@dataclass(frozen=True, slots=True)
class TopicMatch:
    """How a question lies among the everyday topics.

    `words`: this plan's words of the nearest topics; `known`: share (0 to 1) of the nearest
    topics that the plan writes about; `margin`: cosine of the nearest topic that it writes
    about, less that of the nearest one that it does not.
    """

    words: tuple[str, ...]
    known: float
    margin: float


@dataclass(frozen=True)
class Topics:
    """Vectors of the topics, shape (topics, dimensions), and each one's words in this plan."""

    vectors: np.ndarray
    words: tuple[tuple[str, ...], ...]

    def match(self, query: Sequence[float]) -> TopicMatch:
        """Find the topics nearest to a query vector."""
        cosines = self.vectors @ np.asarray(query, dtype=np.float32)
        nearest = [int(i) for i in np.argsort(-cosines)[:_NEAREST]]
        close = [i for i in nearest if cosines[i] > cosines[nearest[0]] - _MARGIN]
        written = np.array([bool(words) for words in self.words])
        inside = float(cosines[written].max(initial=0.0))
        outside = float(cosines[~written].max(initial=0.0))
        return TopicMatch(
            words=tuple(dict.fromkeys(word for topic in close for word in self.words[topic])),
            known=float(written[nearest].mean()),
            margin=inside - outside,
        )


def open_topics(plan_text: str, config: Settings) -> Topics:
    """Load the entries' vectors for the configured model and match them with a plan's text."""
    entries = everyday_entries()
    words = tuple(
        tuple(word for word in (*official, *said) if word in plan_text)
        for said, official in entries
    )
    return Topics(_vectors(config), words)


def _vectors(config: Settings) -> np.ndarray:
    mark = _fingerprint(config)
    for path in (_SHIPPED, config.data / f"topics-{mark}.npz"):
        if path.exists():
            with np.load(path) as stored:
                if str(stored["fingerprint"]) == mark:
                    return np.asarray(stored["vectors"], dtype=np.float32)
    vectors = _embed(load_embedder(config))
    _save(config.data / f"topics-{mark}.npz", vectors, mark)
    return vectors


def _texts() -> list[str]:
    return ["、".join([*said[:5], *official[:3]]) for said, official in everyday_entries()]


def _fingerprint(config: Settings) -> str:
    parts = [embedder_identity(config), *_texts()]
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()[:32]


def _embed(embedder: SentenceEmbedder) -> np.ndarray:
    return np.asarray(embedder.embed_documents(_texts()), dtype=np.float32)


def _save(path: Path, vectors: np.ndarray, mark: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f"{path.stem}.{os.getpid()}.npz")
    np.savez_compressed(draft, vectors=vectors.astype(np.float16), fingerprint=np.array(mark))
    os.replace(draft, path)


if __name__ == "__main__":
    bundled = Settings()
    _save(_SHIPPED, _embed(load_embedder(bundled)), _fingerprint(bundled))
    print(f"{_SHIPPED.name}: {len(everyday_entries())} entries")
