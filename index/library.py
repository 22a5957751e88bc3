"""Open a plan for answering: read it, bring its index up to date, return the retriever."""

from dataclasses import dataclass
from pathlib import Path

from langchain_chroma import Chroma

from index import store
from index.embedding import load_embedder
from index.passages import Passage, split_plan
from index.plan import Plan
from index.reading import load_plan
from index.retriever import HybridRetriever, Mode
from index.settings import Settings


@dataclass(frozen=True)
class IndexedPlan:
    """A plan with its passages, its retriever and what the last build did."""

    plan: Plan
    passages: tuple[Passage, ...]
    retriever: HybridRetriever
    report: store.BuildReport


def index_plan(path: Path, config: Settings) -> tuple[Plan, tuple[Passage, ...], store.BuildReport]:
    """Read the plan at `path` and bring its index up to date, without loading it to answer."""
    plan = load_plan(path)
    passages = split_plan(plan)
    report = store.build(plan, _key(path), passages, config, lambda: load_embedder(config))
    return plan, passages, report


def open_plan(path: Path, config: Settings, mode: Mode = "hybrid") -> IndexedPlan:
    """Read, index if needed, and open the plan at `path` for searching.

    Raises PlanError for a plan that cannot be read, IndexFolderError for an index folder
    that cannot be used, UserError for an embedder that cannot be loaded.
    """
    plan, passages, report = index_plan(path, config)
    vectors = Chroma(
        client=store.open_client(config.data),
        collection_name=report.collection,
        embedding_function=load_embedder(config),
        create_collection_if_not_exists=False,
    )
    retriever = HybridRetriever(plan=plan, passages=passages, vectors=vectors, mode=mode)
    return IndexedPlan(plan, passages, retriever, report)


def _key(path: Path) -> str:
    return str(path.resolve())
