"""Retrieval on any SQuAD-format file, through the index and retriever the assistant uses.

Each distinct context becomes one item of a plan made for the occasion, in a throwaway index.
"""

import json
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from langchain_chroma import Chroma

from assistant.evidence.ranking import Ranker
from assistant.understanding.question import understand
from assistant.understanding.vocabulary import Vocabulary
from eval.intervals import Estimate, mean
from eval.metrics import capped_recall, reciprocal_rank
from index import store
from index.embedding import SentenceEmbedder, load_embedder
from index.errors import UserError
from index.passages import Passage, split_plan
from index.plan import Item, Plan, Span
from index.retriever import HybridRetriever, Mode, Retrieval
from index.settings import Settings

_QUOTES = 3
_PROGRESS_EVERY = 100


@dataclass(frozen=True, slots=True)
class SquadQuestion:
    """A question with the label of the item that answers it and every gold answer."""

    text: str
    item: str
    answers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SquadResult:
    """What retrieval reached; `ms_per_query` covers searching and choosing the quotes."""

    mode: Mode
    items: int
    passages: int
    questions: int
    recall_1: Estimate
    recall_5: Estimate
    mrr: Estimate
    quote_1: Estimate
    quote_3: Estimate
    ms_per_query: float

    def __str__(self) -> str:
        """Return the printed table."""
        rows = (
            ("R@1", self.recall_1),
            ("R@5", self.recall_5),
            ("MRR", self.mrr),
            ("answer in top-1 quote", self.quote_1),
            ("answer in top-3 quotes", self.quote_3),
        )
        lines = [
            f"{self.mode}: {self.items} items, {self.passages} passages, "
            f"{self.questions} questions; 95% bootstrap intervals",
            *(f"{name:<24}{e.value:.3f}  [{e.low:.3f}, {e.high:.3f}]" for name, e in rows),
            f"{'ms a query':<24}{self.ms_per_query:.1f}",
        ]
        return "\n".join(lines)


def ranked_quotes(
    retriever: HybridRetriever, ranker: Ranker, vocabulary: Vocabulary, question: str, k: int
) -> tuple[list[str], Retrieval]:
    """Return the k best quotes for a question, best first, and the retrieval behind them.

    The assistant's own ranking of evidence, on a question taken as it stands.
    """
    understood = understand(question, retriever.plan, vocabulary)
    retrieval = retriever.search(question)
    ranked = ranker.rank(understood, retrieval)
    return [candidate.passage.text for candidate in ranked[:k]], retrieval


def measure_retrieval(path: Path, mode: Mode, config: Settings) -> SquadResult:
    """Index the contexts of a SQuAD file and ask its questions; raise UserError if unusable."""
    plan, questions = load_squad(path)
    with open_retriever(plan, mode, config) as retriever:
        return _ask_all(retriever, questions)


@contextmanager
def open_retriever(plan: Plan, mode: Mode, config: Settings) -> Iterator[HybridRetriever]:
    """Index a plan in a throwaway folder, gone with the context."""
    passages = split_plan(plan)
    with tempfile.TemporaryDirectory(prefix="plan-eval-", ignore_cleanup_errors=True) as folder:
        throwaway = config.model_copy(update={"data": Path(folder), "chroma_url": None})
        vectors = _index(plan, passages, mode, throwaway)
        yield HybridRetriever(plan=plan, passages=passages, vectors=vectors, mode=mode)


def load_squad(path: Path) -> tuple[Plan, tuple[SquadQuestion, ...]]:
    """Read a SQuAD file: a plan whose items "1".."N" are its contexts, and its questions.

    Questions without a gold answer (SQuAD 2's impossible ones) are left out.
    """
    try:
        paragraphs = list(_paragraphs(json.loads(path.read_text(encoding="utf-8-sig"))))
    except OSError as error:
        raise UserError(
            f"无法读取文件“{path}”。请检查路径是否正确。", f"cannot read {path}: {error}"
        ) from error
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise UserError(
            f"文件“{path}”不是 SQuAD 格式（data → paragraphs → context 与 qas → question 与 "
            "answers → text）。请换一个文件。",
            f"not a SQuAD file: {path}: {type(error).__name__}: {error}",
        ) from error
    plan = _plan(path.name, list(dict.fromkeys(context for context, _ in paragraphs)))
    label_of = {item.text: item.label for item in plan.items}
    questions = tuple(
        SquadQuestion(question, label_of[context], answers)
        for context, asked in paragraphs
        for question, answers in asked
        if answers
    )
    if not questions:
        raise UserError(
            f"文件“{path}”里没有带答案的问题。请换一个 SQuAD 格式的文件。",
            f"no questions with answers in {path}",
        )
    return plan, questions


def _paragraphs(data: Any) -> Iterator[tuple[str, list[tuple[str, tuple[str, ...]]]]]:
    """Yield (context, [(question, gold answers)])."""
    for article in data["data"]:
        for paragraph in article["paragraphs"]:
            asked = [
                (
                    str(qa["question"]),
                    tuple(text for a in qa["answers"] if (text := str(a["text"]).strip())),
                )
                for qa in paragraph["qas"]
            ]
            if paragraph["context"].strip():
                yield paragraph["context"], asked


def _plan(name: str, contexts: Sequence[str]) -> Plan:
    items = []
    start = 0
    for number, context in enumerate(contexts, start=1):
        items.append(Item(number, str(number), context, Span(start, start + len(context))))
        start += len(context) + 1
    source = "\n".join(contexts)
    return Plan(name=name, title=name, date="", year=None, source=source, items=tuple(items))


class _Attended(SentenceEmbedder):
    """The embedder, saying on stderr how far it is and remembering the last question.

    A question is searched twice, for its quotes (timed) and for its items (not timed); the
    second search need not embed it again.
    """

    def __init__(self, embedder: SentenceEmbedder, total: int) -> None:
        self.name = embedder.name
        self._embedder = embedder
        self._total = total
        self._done = 0
        self._last: tuple[str, list[float]] = ("", [])

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        """Embed passages and report."""
        vectors = self._embedder.embed_documents(texts)
        self._done += len(texts)
        _progress("passages", self._done, self._total)
        return vectors

    def embed_query(self, text: str) -> list[float]:
        """Embed a question unless it is the last one again."""
        if not self._last[1] or self._last[0] != text:
            self._last = (text, self._embedder.embed_query(text))
        return self._last[1]


def _index(plan: Plan, passages: tuple[Passage, ...], mode: Mode, config: Settings) -> Chroma:
    """Build the vector index; lexical retrieval gets an empty one and waits for no embedding."""
    client = store.open_client(config.data)
    if mode == "lexical":
        return Chroma(client=client, collection_name="no-vectors")
    embedder = _Attended(load_embedder(config), len(passages))
    report = store.build(plan, plan.name, passages, config, lambda: embedder)
    return Chroma(
        client=client,
        collection_name=report.collection,
        embedding_function=embedder,
        create_collection_if_not_exists=False,
    )


def _ask_all(retriever: HybridRetriever, questions: Sequence[SquadQuestion]) -> SquadResult:
    recall_1, recall_5, mrr, quote_1, quote_3 = (list[float]() for _ in range(5))
    seconds = 0.0
    vocabulary = Vocabulary(retriever.plan)
    ranker = Ranker(retriever.plan, retriever.passages, retriever.sentences)
    ranked_quotes(retriever, ranker, vocabulary, questions[-1].text, _QUOTES)  # warm
    for done, question in enumerate(questions, start=1):
        started = time.perf_counter()
        quotes, retrieval = ranked_quotes(retriever, ranker, vocabulary, question.text, _QUOTES)
        seconds += time.perf_counter() - started
        items = [hit.item for hit in retrieval.items]
        recall_1.append(capped_recall(items, (question.item,), 1))
        recall_5.append(capped_recall(items, (question.item,), 5))
        mrr.append(reciprocal_rank(items, (question.item,)))
        quote_1.append(_holds(quotes[:1], question.answers))
        quote_3.append(_holds(quotes, question.answers))
        if done % _PROGRESS_EVERY == 0 or done == len(questions):
            _progress("questions", done, len(questions))
    return SquadResult(
        mode=retriever.mode,
        items=len(retriever.plan.items),
        passages=len(retriever.passages),
        questions=len(questions),
        recall_1=mean(recall_1),
        recall_5=mean(recall_5),
        mrr=mean(mrr),
        quote_1=mean(quote_1),
        quote_3=mean(quote_3),
        ms_per_query=seconds * 1000 / len(questions),
    )


def _holds(quotes: Sequence[str], answers: Sequence[str]) -> float:
    """1.0 when a gold answer stands whole in one of the quotes, else 0.0."""
    return float(any(answer in quote for quote in quotes for answer in answers))


def _progress(what: str, done: int, total: int) -> None:
    print(f"{what}: {done}/{total}", file=sys.stderr, flush=True)
