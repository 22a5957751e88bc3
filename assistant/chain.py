"""The chain: question and history → understanding → evidence → answer → verified citations."""

from collections.abc import Sequence
from pathlib import Path

from langchain_core.runnables import Runnable, RunnableLambda

from assistant.answer import Answer, Citation, Statement
from index.library import IndexedPlan, open_plan
from index.settings import Settings


class Assistant:
    """Answers questions about one plan."""

    def __init__(self, indexed: IndexedPlan) -> None:
        self.indexed = indexed
        self.plan = indexed.plan
        self.chain: Runnable = RunnableLambda(self._draft)

    def ask(self, question: str, history: Sequence[str] = ()) -> Answer:
        """Answer `question`; `history` holds earlier user messages, oldest first."""
        return self.chain.invoke({"question": question, "history": list(history)})

    def _draft(self, inputs: dict) -> Answer:
        retrieval = self.indexed.retriever.search(inputs["question"])
        p = retrieval.hits[0].passage
        c = Citation(p.item, p.text.strip(), p.span)
        return Answer(inputs["question"], "answered", (Statement("quote", c.quote, (c,)),), retrieval)


def open_assistant(path: Path, config: Settings) -> Assistant:
    """Open the plan at `path` (indexing it if needed) and return its assistant."""
    return Assistant(open_plan(path, config))
