"""Open a plan for answering: read it, bring its index up to date, return the retriever."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
from langchain_chroma import Chroma

from index import store
from index.document import Progress, silent
from index.embedding import load_embedder
from index.passages import Passage, split_plan
from index.plan import Plan
from index.reading import load_plan
from index.retriever import HybridRetriever, Mode
from index.settings import Settings
from index.vectors import kept_vectors


@dataclass(frozen=True)
class IndexedPlan:
    """A plan with its passages, its retriever and what the last build did."""

    plan: Plan
    passages: tuple[Passage, ...]
    retriever: HybridRetriever
    report: store.BuildReport
    config: Settings

    def item_vectors(self) -> np.ndarray:
        """Return the vectors of the items under their titles, shape (items, dimensions), float32.

        They are kept beside the index: whole items take as long to embed as their sentences.
        """
        texts = [[f"{item.title}。{item.text}"] for item in self.plan.items]
        return kept_vectors(texts, "items", None, self.config, np.float32)


def index_plan(
    path: Path, config: Settings, progress: Progress = silent, key: str | None = None
) -> tuple[Plan, tuple[Passage, ...], store.BuildReport]:
    """Read the plan at `path` and bring its index up to date, without loading it to answer.

    The index is kept under `key`, the file's path where none is given.
    """
    plan = load_plan(path, progress)
    passages, report = index_read_plan(plan, key or _key(path), config, progress)
    return plan, passages, report


def index_read_plan(
    plan: Plan, key: str, config: Settings, progress: Progress = silent
) -> tuple[tuple[Passage, ...], store.BuildReport]:
    """Bring the index of a plan that was read already up to date, under `key`."""
    passages = split_plan(plan)
    report = store.build(plan, key, passages, config, lambda: load_embedder(config), progress)
    return passages, report


def open_plan(
    path: Path, config: Settings, mode: Mode = "hybrid", key: str | None = None
) -> IndexedPlan:
    """Read, index if needed, and open the plan at `path` for searching.

    Raises PlanError for a plan that cannot be read, IndexFolderError for an index folder
    that cannot be used, UserError for an embedder that cannot be loaded.
    """
    plan, passages, report = index_plan(path, config, key=key)
    vectors = Chroma(
        client=store.open_client(config.data, config.chroma_url),
        collection_name=report.collection,
        embedding_function=load_embedder(config),
        create_collection_if_not_exists=False,
    )
    groups = [expansion.phrases for expansion in plan.expansions]
    shipped = path.with_suffix(".asked.npz")
    expansions = kept_vectors(groups, "asked", shipped, config) if groups else None
    retriever = HybridRetriever(
        plan=plan,
        passages=passages,
        vectors=vectors,
        mode=mode,
        expansions=expansions,
        lexical=store.lexical_folder(config, report.collection),
    )
    return IndexedPlan(plan, passages, retriever, report, config)


def _key(path: Path) -> str:
    return str(path.resolve())
