"""How building and searching grow with the number of passages, from a hundred to 100,000.

The passages and questions come from a SQuAD-format file. At most REAL passages are embedded
truly; each further one is made of the beginning of one and the end of another, and its vector of
the mean of theirs with noise. They cost what real ones cost to store and to search; what they
mean is nothing, so recall is that of the index against exact search, not of answers.
"""

import multiprocessing
import re
import resource
import tempfile
import time
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from langchain_chroma import Chroma

from assistant.evidence.ranking import Ranker
from assistant.understanding.question import understand
from assistant.understanding.vocabulary import Vocabulary
from eval.report import plot_growth
from eval.squad import load_squad
from eval.tables import Rows, to_markdown_table, to_text
from index import store
from index.embedding import SentenceEmbedder
from index.passages import Passage, split_plan
from index.plan import Item, Plan, Span
from index.retriever import HybridRetriever
from index.settings import Settings
from index.vectors import kept_vectors

REAL = 1000
_QUESTIONS = 60
_PER_ITEM = 4
_NEAREST = 10
_NOISE = 0.02  # of each of 384 dimensions: a third of the vector's length
_SEED = 20200513
_BREAK = re.compile(r"[。！？!?\s]+")


@dataclass(frozen=True, slots=True)
class Growth:
    """What one size took: seconds to build the vectors, to build and to open the lexical index;
    milliseconds of a query's search and of its ranking (p50, p95), and of processor time of both
    (p50), which other work on the machine does not lengthen; recall of the 10 nearest against
    exact search; MB held at most, MB on the disk."""

    passages: int
    build: float
    lexical: float
    opened: float
    search_50: float
    search_95: float
    rank_50: float
    rank_95: float
    busy_50: float
    recall: float
    memory: float
    disk: float


def measure_growth(
    squad: Path, sizes: Sequence[int], report: Path, config: Settings
) -> tuple[str, str]:
    """Measure each size in a process of its own; return the table as text and as Markdown.

    Draws `growth.png` in the report's folder.
    """
    _embedded(squad, config)  # once, kept in the data folder
    found = []
    for size in sizes:
        context = multiprocessing.get_context("spawn")
        with ProcessPoolExecutor(max_workers=1, mp_context=context) as pool:
            found.append(pool.submit(measure_size, squad, size, config).result())
        print(to_text(_rows(found[-1:])), flush=True)
    plot_growth(
        report,
        [each.passages for each in found],
        {
            "search, p50 (ms)": [each.search_50 for each in found],
            "search, p95 (ms)": [each.search_95 for each in found],
            "processor time of both, p50 (ms)": [each.busy_50 for each in found],
            "ranking, p50 (ms)": [each.rank_50 for each in found],
            "vectors stored (s)": [each.build for each in found],
            "peak memory (MB)": [each.memory for each in found],
        },
    )
    table = to_markdown_table(_rows(found))
    text = f"# Growth\n\nMade by `python -m eval growth`.\n\n{table}\n\n![Growth](growth.png)"
    return to_text(_rows(found)), text


def _rows(found: Sequence[Growth]) -> Rows:
    head = (
        "passages|vectors s|lexical s|opened s|search p50 ms|p95|ranking p50 ms|p95"
        "|processor p50 ms|recall@10|peak MB|disk MB"
    )
    return [
        head.split("|"),
        *(
            [
                f"{each.passages:,}",
                f"{each.build:.1f}",
                f"{each.lexical:.2f}",
                f"{each.opened:.2f}",
                f"{each.search_50:.1f}",
                f"{each.search_95:.1f}",
                f"{each.rank_50:.1f}",
                f"{each.rank_95:.1f}",
                f"{each.busy_50:.1f}",
                f"{each.recall:.3f}",
                f"{each.memory:.0f}",
                f"{each.disk:.0f}",
            ]
            for each in found
        ),
    ]


def measure_size(squad: Path, size: int, config: Settings) -> Growth:
    """Build an index of `size` passages in a throwaway folder and search it."""
    texts, vectors, questions, queries = _embedded(squad, config)
    texts, vectors = grown(texts, vectors, size)
    plan = plan_of(texts)
    passages = split_plan(plan)
    given = _Given(passages, vectors)
    with tempfile.TemporaryDirectory(prefix="plan-growth-", ignore_cleanup_errors=True) as made:
        own = config.model_copy(update={"data": Path(made), "chroma_url": None})
        started = time.perf_counter()
        report = store.build(plan, "growth", passages, own, lambda: given)
        build = time.perf_counter() - started

        def open_it() -> tuple[HybridRetriever, float]:
            started = time.perf_counter()
            collection = Chroma(
                client=store.open_client(own.data),
                collection_name=report.collection,
                create_collection_if_not_exists=False,
            )
            folder = store.lexical_folder(own, report.collection)
            retriever = HybridRetriever(
                plan=plan, passages=passages, vectors=collection, lexical=folder
            )
            return retriever, time.perf_counter() - started

        retriever, lexical = open_it()
        retriever, opened = open_it()
        ranker = Ranker(plan, passages, retriever.sentences)
        vocabulary = Vocabulary(plan_of(texts[:100]))
        searches, ranks, recalls, busy = [], [], [], []
        for question, query in [(questions[0], queries[0]), *zip(questions, queries, strict=True)]:
            understood = understand(question, plan, vocabulary)
            started, worked = time.perf_counter(), time.process_time()
            retrieval = retriever.search(understood.content, vector=query.tolist())
            searches.append((time.perf_counter() - started) * 1000)
            started = time.perf_counter()
            ranker.rank(understood, retrieval)
            ranks.append((time.perf_counter() - started) * 1000)
            busy.append((time.process_time() - worked) * 1000)
            nearest = np.argsort(-(vectors @ query))[:_NEAREST].tolist()
            dense = {h.passage.ordinal for h in retrieval.hits if h.ranks.get("dense", 999) <= 10}
            recalls.append(len(dense & set(nearest)) / len(nearest))
        disk = sum(path.stat().st_size for path in Path(made).rglob("*") if path.is_file())
    return Growth(
        passages=size,
        build=build,
        lexical=lexical,
        opened=opened,
        search_50=float(np.percentile(searches[1:], 50)),
        search_95=float(np.percentile(searches[1:], 95)),
        rank_50=float(np.percentile(ranks[1:], 50)),
        rank_95=float(np.percentile(ranks[1:], 95)),
        busy_50=float(np.percentile(busy[1:], 50)),
        recall=float(np.mean(recalls)),
        memory=resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
        disk=disk / 2**20,
    )


def _embedded(squad: Path, config: Settings) -> tuple[list[str], np.ndarray, list[str], np.ndarray]:
    """Return passages and questions of the file with their vectors, embedded once."""
    plan, asked = load_squad(squad)
    texts = list(dict.fromkeys(p.text.strip() for p in split_plan(plan)))[:REAL]
    questions = [each.text for each in asked[:: max(len(asked) // _QUESTIONS, 1)]][:_QUESTIONS]
    nowhere = config.data / "none.npz"
    vectors = kept_vectors([[text] for text in texts], "growth", nowhere, config)
    queries = kept_vectors([[text] for text in questions], "growth", nowhere, config)
    return texts, _unit(vectors), questions, _unit(queries)


def grown(texts: list[str], vectors: np.ndarray, size: int) -> tuple[list[str], np.ndarray]:
    """Return `size` different texts and their unit vectors: the given ones, then mixtures."""
    generator = np.random.default_rng(_SEED)
    more = max(size - len(texts), 0)
    left, right = generator.integers(0, len(texts), (2, more))
    mixed = [
        f"{texts[a][: len(texts[a]) // 2]}{n}{texts[b][len(texts[b]) // 2 :]}"
        for n, (a, b) in enumerate(zip(left, right, strict=True))
    ]
    noise = generator.normal(0.0, _NOISE, (more, vectors.shape[1]))
    made = _unit((vectors[left] + vectors[right]) / 2 + noise)
    return [*texts[:size], *mixed], np.concatenate([vectors[:size], made])


def plan_of(texts: Sequence[str]) -> Plan:
    """Return a plan whose items hold a few of the texts each, a line and a passage a text."""
    items, lines, start = [], [], 0
    flat = [_BREAK.sub(",", text) for text in texts]
    for number, first in enumerate(range(0, len(flat), _PER_ITEM), start=1):
        text = "\n".join(flat[first : first + _PER_ITEM])
        items.append(Item(number, str(number), text, Span(start, start + len(text))))
        lines.append(text)
        start += len(text) + 1
    return Plan("growth", "growth", "", None, "\n".join(lines), tuple(items))


def _unit(vectors: np.ndarray) -> np.ndarray:
    norms = np.linalg.norm(vectors, axis=1, keepdims=True)
    return np.asarray(vectors / norms, dtype=np.float32)


class _Given(SentenceEmbedder):
    """Gives out vectors made already, by text."""

    def __init__(self, passages: Sequence[Passage], vectors: np.ndarray) -> None:
        self.name = "given"
        self._vectors = {p.text: vectors[p.ordinal] for p in passages}

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        """Look the vectors up."""
        return [self._vectors[text].tolist() for text in texts]
