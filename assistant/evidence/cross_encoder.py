"""Whether a sentence answers a question: a small model that reads the two together.

The embedder sees question and sentence apart and finds what is on the same subject; this one
(the first layers of the same multilingual-e5-small, fitted by `python -m eval fit-cross-encoder`)
was shown sentences that answer and sentences on the same subject that do not (after Nogueira and
Cho, Passage Re-ranking with BERT, 2019).
"""

import json
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

import numpy as np

from index.encoder import Encoder
from index.passages import Passage, title_above
from index.plan import Plan

MODEL_FILE = Path(__file__).with_name("cross_encoder.bin")
HEAD_FILE = Path(__file__).with_name("cross_encoder.json")
# In characters. What is longer has its subject at its beginning.
_LONGEST_QUESTION = 120
_LONGEST_SENTENCE = 200
_LONGEST_TITLE = 20
LONGEST = 160
"""Tokens of question, title and sentence together that are read."""
# Of one message: what decides on its parts or on a follow-up is often read again to answer it.
_KEPT = 48


class CrossEncoder:
    """Reads a question with a sentence."""

    def __init__(self, model: Path = MODEL_FILE, head: Path = HEAD_FILE) -> None:
        self._encoder = Encoder(model, LONGEST, fast=True)
        fitted = json.loads(head.read_text(encoding="utf-8"))
        self._weights = np.array(fitted["weights"], dtype=np.float32)
        self._bias = float(fitted["bias"])
        self._logit = lru_cache(maxsize=_KEPT)(self._compute)

    def read(self, pairs: Sequence[str]) -> list[float]:
        """Return for each of what `paired` returned the logit that the sentence answers."""
        return [self._logit(pair) for pair in pairs]

    def _compute(self, pair: str) -> float:
        return float(self._encoder.encode(f"query: {pair}") @ self._weights) + self._bias


def paired(question: str, passage: Passage, plan: Plan) -> str:
    """Return a question and a sentence as one text, with the title that the sentence is under.

    The office's own words give way to the plan's, as the model cannot know them.
    """
    for said, official in plan.synonyms:
        word = next((word for word in official if word in passage.text), said)
        if said not in passage.text:
            question = question.replace(said.lower(), word)
    title = title_above(passage, plan).rpartition("\n")[2][:_LONGEST_TITLE]
    sentence = passage.text[:_LONGEST_SENTENCE]
    titled = sentence if sentence.startswith(title) else f"{title} {sentence}"
    return f"{question[:_LONGEST_QUESTION]} passage: {titled}"


@lru_cache(maxsize=1)
def cross_encoder() -> CrossEncoder:
    """Load the fitted model, once a process."""
    return CrossEncoder()
