"""Everyday topics: the entries of `everyday.toml` found by meaning, not by letters.

A question whose words stand in no plan ("头顶上蜘蛛网似的电线") is near an entry of the
everyday table (架空线); the entry's official words, where this plan has them, then widen the
lexical search. The entries' vectors for the bundled model ship as `everyday.npz`, made by
`python -m assistant.understanding.topics`; for another model they are made once and kept in the
data folder.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from assistant.understanding.vocabulary import everyday_entries
from index.settings import Settings
from index.vectors import kept_vectors, make_vectors

_SHIPPED = Path(__file__).with_name("everyday.npz")
_NEAREST = 3
_MARGIN = 0.025


@dataclass(frozen=True)
class Topics:
    """Vectors of the topics, shape (topics, dimensions), and each one's words in this plan."""

    vectors: np.ndarray
    words: tuple[tuple[str, ...], ...]

    def match(self, query: Sequence[float]) -> tuple[str, ...]:
        """Return this plan's words of the topics nearest to a query vector."""
        vector = np.asarray(query, dtype=np.float32)
        cosines = self.vectors @ vector
        few = min(_NEAREST, len(cosines))
        top = np.argpartition(-cosines, few - 1)[:few]
        nearest = [int(i) for i in top[np.argsort(-cosines[top])]]
        close = [i for i in nearest if cosines[i] > cosines[nearest[0]] - _MARGIN]
        return tuple(dict.fromkeys(word for topic in close for word in self.words[topic]))


def open_topics(plan_text: str, config: Settings) -> Topics:
    """Load the entries' vectors for the configured model and match them with a plan's text."""
    entries = everyday_entries()
    words = tuple(
        tuple(word for word in (*official, *said) if word in plan_text)
        for said, official in entries
    )
    return Topics(kept_vectors(_texts(), "topics", _SHIPPED, config), words)


def _texts() -> list[list[str]]:
    return [["、".join([*said[:5], *official[:3]])] for said, official in everyday_entries()]


if __name__ == "__main__":
    made = make_vectors(_texts(), _SHIPPED, Settings())
    print(f"{_SHIPPED.name}: {len(made)} entries")
