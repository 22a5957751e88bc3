"""The assistant without one of its parts at a time, on the same questions in one run."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from assistant.answers.answer import Answer
from assistant.chain import Assistant, open_assistant
from assistant.silence.abstain import calibration
from assistant.understanding.question import Question, find_terms
from assistant.understanding.topics import Topics
from assistant.understanding.vocabulary import Vocabulary
from assistant.verbatim import VerbatimAnswerer
from eval.baselines import System
from eval.cases import load_cases, require_fit
from eval.metrics import summarize
from eval.run import ask_all, of_split
from eval.tables import systems_table, to_text
from index.library import open_plan
from index.passages import split_plan
from index.retriever import HybridRetriever
from index.settings import Settings


class WithoutUnderstanding:
    """Searches for the question as typed: no references, mentions, follow-ups or corrections."""

    def __init__(self, whole: Assistant) -> None:
        self._whole = whole

    def ask(self, question: str, history: Sequence[str] = ()) -> Answer:
        """Answer the text as a plain search."""
        terms = find_terms(question, self._whole.vocabulary, self._whole.plan)
        asked = Question(question, question, "search", terms=terms, subject=terms)
        return self._whole.answerer.answer(asked, self._whole.search(asked))


def ablations(plan_path: Path, config: Settings) -> Mapping[str, System]:
    """Return name → system: the whole assistant, then one part less in each."""
    whole = open_assistant(plan_path, config)
    indexed, topics = whole.indexed, whole.topics
    nothing = Topics(topics.vectors, tuple(() for _ in topics.words))
    literal = Assistant(indexed, nothing, Vocabulary(indexed.plan, everyday=False))
    decided = Assistant(
        indexed,
        topics,
        answerer=VerbatimAnswerer(
            indexed.plan, indexed.passages, replace(calibration(), threshold=0.0)
        ),
    )
    return {
        "whole": whole,
        "- dense": Assistant(open_plan(plan_path, config, "lexical"), topics),
        "- BM25": Assistant(open_plan(plan_path, config, "dense"), topics),
        "- expansions": without_expansions(whole),
        "- topics": Assistant(indexed, nothing),
        "- everyday words": literal,
        "- understanding": WithoutUnderstanding(whole),
        "- abstention": decided,
    }


def without_expansions(whole: Assistant) -> Assistant:
    """Return the assistant on its plan less the editor's other words for the sentences."""
    plan = replace(whole.plan, expansions=())
    passages = split_plan(plan)
    vectors = whole.indexed.retriever.vectors
    retriever = HybridRetriever(plan=plan, passages=passages, vectors=vectors)
    indexed = replace(whole.indexed, plan=plan, passages=passages, retriever=retriever)
    return Assistant(indexed, whole.topics)


def measure_ablations(plan_path: Path, questions: Path, split: str, config: Settings) -> str:
    """Ask every variant every question; return the table."""
    cases = of_split(load_cases(questions), split)
    systems = ablations(plan_path, config)
    whole = systems["whole"]
    assert isinstance(whole, Assistant)
    require_fit(cases, whole.plan, questions)
    results = {
        name: summarize(ask_all(name, system, cases, whole.plan))
        for name, system in systems.items()
    }
    return to_text(systems_table(results))
