"""How fast the assistant is, as ratios of times taken in turns in one run.

Absolute times depend on the machine and on who else uses it; what is compared is measured one
after the other for each question (or round), so that both meet the same machine.
"""

import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import httpx

from assistant.chain import Assistant, open_assistant
from eval.baselines import TutorialChain
from eval.cases import load_cases
from eval.served import peak_mb, served
from eval.tables import Rows, to_markdown_table, to_text
from index.embedding import load_embedder
from index.library import open_plan
from index.passages import split_plan
from index.reading import load_plan
from index.settings import Settings

_DEPTH = 100  # what a question asks Chroma for
_BATCH = 64
_ROUNDS = 3
_IMPORTS = "gradio, chromadb, sentence_transformers"


@dataclass(frozen=True, slots=True)
class Ratio:
    """`ours` against `other`, both in `unit`; `goal` is the most that the ratio should be."""

    name: str
    ours: float
    other: float
    unit: str
    goal: float | None = None

    @property
    def value(self) -> float:
        """Return ours / other."""
        return self.ours / self.other


def measure_bench(
    plan: Path, questions: Path, count: int, config: Settings, cold: bool = True
) -> tuple[str, str]:
    """Measure everything; return the table as text and as Markdown.

    `count` questions are answered warm; `cold` starts the app, too.
    """
    assistant = open_assistant(plan, config)
    ratios = [*_warm(assistant, _searching(assistant, questions, count), config)]
    ratios += _indexing(plan, config)
    if cold:
        ratios += _cold(plan, config)
    rows = _rows(ratios)
    return to_text(rows), f"# Speed\n\nMade by `python -m eval bench`.\n\n{to_markdown_table(rows)}"


def _rows(ratios: Sequence[Ratio]) -> Rows:
    head = ["measured", "ours", "other", "unit", "ratio", "goal"]
    return [
        head,
        *(
            [
                each.name,
                f"{each.ours:.1f}",
                f"{each.other:.1f}",
                each.unit,
                f"{each.value:.3f}" if each.value < 0.1 else f"{each.value:.2f}",
                f"≤ {each.goal:g}" if each.goal else "",
            ]
            for each in ratios
        ),
    ]


# --- a warm answer -----------------------------------------------------------------------


def _searching(assistant: Assistant, questions: Path, count: int) -> list[str]:
    """Return questions without history for which the plan has to be searched, spread evenly."""
    asked = [case.question for case in load_cases(questions) if not case.history]
    found = [question for question in asked if assistant.ask(question).retrieval]
    return found[:: max(len(found) // count, 1)][:count]


def _warm(assistant: Assistant, questions: Sequence[str], config: Settings) -> list[Ratio]:
    embedder = load_embedder(config)
    collection = assistant.indexed.retriever.vectors._collection
    depth = min(_DEPTH, len(assistant.indexed.passages))
    tutorial = TutorialChain(assistant.plan, config)
    forward = _torch_forward()

    def floor(question: str) -> None:
        vector: Sequence[float] = embedder.embed_query(question)
        collection.query(query_embeddings=[vector], n_results=depth, include=["distances"])

    def usual(question: str) -> None:
        vector: Sequence[float] = embedder.embed_query(question)
        collection.query(query_embeddings=[vector], n_results=depth)

    ways: Mapping[str, Callable[[str], object]] = {
        "answer": assistant.ask,
        "floor": floor,
        "usual": usual,
        "embedding": embedder.embed_query,
        "tutorial": tutorial.ask,
        "torch": forward,
    }
    taken: dict[str, list[float]] = {name: [] for name in ways}
    for question in [questions[0], *questions]:  # the first once more, to warm all of them up
        for name, way in ways.items():
            taken[name].append(_ms(way, question))
    ms = {name: statistics.median(times[1:]) for name, times in taken.items()}
    answer = "warm answer (median)"
    return [
        Ratio(
            f"{answer} / floor: query embedding + Chroma query",
            ms["answer"],
            ms["floor"],
            "ms",
            1.5,
        ),
        Ratio(f"{answer} / the same with texts fetched", ms["answer"], ms["usual"], "ms", 1.5),
        Ratio(f"{answer} / query embedding alone", ms["answer"], ms["embedding"], "ms"),
        Ratio(f"{answer} / LangChain tutorial's chain", ms["answer"], ms["tutorial"], "ms"),
        Ratio(f"{answer} / e5-small's size in plain torch", ms["answer"], ms["torch"], "ms"),
    ]


def _ms(way: Callable[[str], object], question: str) -> float:
    started = time.perf_counter()
    way(question)
    return (time.perf_counter() - started) * 1000


def _torch_forward() -> Callable[[str], object]:
    """Return a forward pass of a BERT of multilingual-e5-small's size, with random weights.

    12 layers, 384 wide, 12 heads, 1536 in between; as many tokens as a question has characters,
    prefix and marks, which is about what its tokenizer makes of Chinese.
    """
    import torch
    from transformers import BertConfig, BertModel

    size = BertConfig(
        vocab_size=1000,  # looking a token up costs the same in any vocabulary
        hidden_size=384,
        num_hidden_layers=12,
        num_attention_heads=12,
        intermediate_size=1536,
    )
    model = BertModel(size).train(False)

    def forward(question: str) -> object:
        tokens = torch.ones((1, len(question) + 4), dtype=torch.long)
        with torch.inference_mode():
            return model(tokens).last_hidden_state.mean(dim=1)

    return forward


# --- indexing ----------------------------------------------------------------------------


def _indexing(path: Path, config: Settings) -> list[Ratio]:
    """Build the index, embed the same passages alone, change one item and index again."""
    passages = split_plan(load_plan(path))
    embedder = load_embedder(config)
    full, bare, changed = [], [], []
    for _ in range(_ROUNDS):
        with tempfile.TemporaryDirectory(prefix="plan-bench-", ignore_cleanup_errors=True) as made:
            folder = Path(made)
            own = config.model_copy(update={"data": folder / "data", "chroma_url": None})
            copy = folder / path.name
            copy.write_bytes(path.read_bytes())
            for beside in path.parent.glob(f"{path.stem}.*"):
                (folder / beside.name).write_bytes(beside.read_bytes())
            full.append(_seconds(lambda: open_plan(copy, own)))  # noqa: B023
            started = time.perf_counter()
            for start in range(0, len(passages), _BATCH):
                embedder.embed_documents([p.text for p in passages[start : start + _BATCH]])
            bare.append(time.perf_counter() - started)
            _change_one_item(copy)
            changed.append(_seconds(lambda: open_plan(copy, own)))  # noqa: B023
    ours = min(full) * 1000
    return [
        Ratio("index build (least of 3) / embedding alone", ours, min(bare) * 1000, "ms"),
        Ratio("one item changed / index build", min(changed) * 1000, ours, "ms", 0.05),
    ]


def _change_one_item(path: Path) -> None:
    """Double the last character but one of the plan's middle item, in its file."""
    plan = load_plan(path)
    item = plan.items[len(plan.items) // 2]
    at = item.span.end - 2
    text = plan.source[:at] + plan.source[at] + plan.source[at:]
    path.write_text(text, encoding="utf-8")


def _seconds(work: Callable[[], object]) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


# --- a cold start ------------------------------------------------------------------------


def _cold(plan: Path, config: Settings) -> list[Ratio]:
    page, first, gradio, libraries = [], [], [], []
    ours_mb, theirs_mb = [], []
    for _ in range(_ROUNDS):
        seconds, _unused = _python("import gradio")
        gradio.append(seconds)
        started = time.perf_counter()
        with served(plan, {"PLAN_DATA": str(config.data)}) as app:
            httpx.post(
                f"{app.url}/gradio_api/run/ask_plan",
                json={"data": ["第一项讲什么", []]},
                trust_env=False,
                timeout=300,
            ).raise_for_status()
            first.append(time.perf_counter() - started)
        page.append(app.page_after)
        ours_mb.append(app.peak_mb)
        seconds, mb = _python(f"import {_IMPORTS}")
        libraries.append(seconds)
        theirs_mb.append(mb)
    imports = f"import {_IMPORTS}"
    return [
        Ratio("page served (least of 3) / import gradio", min(page), min(gradio), "s", 1.2),
        Ratio(f"page served / {imports}", min(page), min(libraries), "s"),
        Ratio(f"first answer (least of 3) / {imports}", min(first), min(libraries), "s"),
        Ratio(f"peak memory of the app / of {imports}", min(ours_mb), min(theirs_mb), "MB"),
    ]


def _python(statement: str) -> tuple[float, float]:
    """Run a statement in a new interpreter; return its seconds and its peak memory in MB."""
    started = time.perf_counter()
    process = subprocess.Popen([sys.executable, "-c", statement])
    peak = peak_mb(process)
    return time.perf_counter() - started, peak
