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
from eval.served import free_port, served, serving, usage
from eval.tables import Rows, to_markdown_table, to_text
from index.embedding import load_embedder
from index.library import open_plan
from index.passages import split_plan
from index.reading import load_plan
from index.settings import Settings

_DEPTH = 100  # what a question asks Chroma for
_BATCH = 64
_ROUNDS = 3
_PAGE_GOAL = 1.2
_IMPORTS = "gradio, chromadb, sentence_transformers"
# The least that a page of Gradio's takes, launched as the app launches its own.
_EMPTY = """
import sys, time
import gradio
with gradio.Blocks() as blocks:
    pass
blocks.launch(
    server_port=int(sys.argv[1]),
    mcp_server=True,
    ssr_mode=False,
    quiet=True,
    prevent_thread_lock=True,
)
time.sleep(600)
"""


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
    for way in ways.values():
        way(questions[0])
    # Each begins in its turn: what comes after another model finds that one's weights in the
    # processor's cache, and what comes after itself its own.
    turns = list(ways.items())
    for question in questions:
        turns = [*turns[1:], turns[0]]
        for name, way in turns:
            taken[name].append(_ms(way, question))
    ms = {name: statistics.median(times) for name, times in taken.items()}
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
    """Start the app, an empty page of Gradio's, and processes that only import, in turns."""
    page, empty, gradio, libraries = _Times(), _Times(), _Times(), _Times()
    first, ours_mb, theirs_mb = [], [], []
    for _ in range(_ROUNDS):
        _python("import gradio", gradio)
        port = free_port()
        with serving(["-c", _EMPTY, str(port)], port, {"GRADIO_ANALYTICS_ENABLED": "False"}) as app:
            empty.add(app.page_after, app.busy_after)
        started = time.perf_counter()
        with served(plan, {"PLAN_DATA": str(config.data)}) as app:
            page.add(app.page_after, app.busy_after)
            httpx.post(
                f"{app.url}/gradio_api/run/ask_plan",
                json={"data": ["第一项讲什么", []]},
                trust_env=False,
                timeout=300,
            ).raise_for_status()
            first.append(time.perf_counter() - started)
        ours_mb.append(app.peak_mb)
        theirs_mb.append(_python(f"import {_IMPORTS}", libraries))
    return [
        *page.ratios("page served", gradio, "import gradio", _PAGE_GOAL),
        *empty.ratios("empty Gradio page served", gradio, "import gradio"),
        *page.ratios("page served", empty, "empty Gradio page served"),
        *page.ratios("page served", libraries, f"import {_IMPORTS}")[:1],
        Ratio(f"first answer / import {_IMPORTS}", min(first), min(libraries.clock), "s"),
        Ratio(f"peak memory of the app / of import {_IMPORTS}", min(ours_mb), min(theirs_mb), "MB"),
    ]


class _Times:
    """Seconds that something took each time: on the clock, and of processor time."""

    def __init__(self) -> None:
        self.clock: list[float] = []
        self.busy: list[float] = []

    def add(self, clock: float, busy: float) -> None:
        self.clock.append(clock)
        self.busy.append(busy)

    def ratios(
        self, name: str, other: "_Times", other_name: str, goal: float | None = None
    ) -> list[Ratio]:
        """Compare the least of both, on the clock and in processor time."""
        names = f"{name} / {other_name}"
        return [
            Ratio(names, min(self.clock), min(other.clock), "s", goal),
            Ratio(f"{names}, processor time", min(self.busy), min(other.busy), "s", goal),
        ]


def _python(statement: str, times: _Times) -> float:
    """Run a statement in a new interpreter, note how long it took, return its peak memory in MB."""
    started = time.perf_counter()
    used = usage(subprocess.Popen([sys.executable, "-c", statement]))
    times.add(time.perf_counter() - started, used.busy)
    return used.peak_mb
