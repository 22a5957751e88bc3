"""Wrong options for questions about lists: words of the kind of thing that a list is of.

The kinds and their words are in `decoys.toml`. The kind is found by meaning: the one whose words'
mean vector is nearest to the list's. The vectors for the bundled model ship as `decoys.npz`,
made by `python -m assistant.decoys`; for another model they are made once and kept.
"""

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np
from langchain_core.embeddings import Embeddings

from index.settings import Settings
from index.vectors import kept_vectors, make_vectors

_SHIPPED = Path(__file__).with_suffix(".npz")


@dataclass(frozen=True, eq=False)
class Decoys:
    """The words of each kind, and the kinds' unit vectors, shape (kinds, dimensions)."""

    words: tuple[tuple[str, ...], ...]
    vectors: np.ndarray
    embedder: Embeddings

    def like(self, listed: Sequence[str]) -> tuple[str, ...]:
        """Return the words of the kind that a list, of at least one thing, is of."""
        mean = np.mean(self.embedder.embed_documents(list(listed)), axis=0)
        return self.words[int(np.argmax(self.vectors @ mean))]


@lru_cache(maxsize=1)
def decoy_words() -> tuple[tuple[str, ...], ...]:
    """Return the words of `decoys.toml`, kind by kind."""
    data = tomllib.loads(_SHIPPED.with_suffix(".toml").read_text(encoding="utf-8"))
    return tuple(tuple(kind["words"]) for kind in data["kind"])


def open_decoys(config: Settings, embedder: Embeddings) -> Decoys:
    """Load the kinds' vectors for the configured model, which `embedder` embeds lists with."""
    vectors = kept_vectors(decoy_words(), "decoys", _SHIPPED, config)
    return Decoys(decoy_words(), vectors, embedder)


if __name__ == "__main__":
    made = make_vectors(decoy_words(), _SHIPPED, Settings())
    print(f"{_SHIPPED.name}: {len(made)} kinds")
