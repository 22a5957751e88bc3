"""What answers one understood question: the plan's own words, or a model's above them."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol

from assistant.answers.answer import Answer
from assistant.understanding.question import Question
from index.retriever import Retrieval


@dataclass(frozen=True, slots=True)
class Evidence:
    """What was found for one question; `added_words`: the plan's words for the everyday topics it
    is near, which it was searched for with."""

    retrieval: Retrieval
    added_words: tuple[str, ...]


class Answerer(Protocol):
    """Answers one question of a message."""

    def stream(self, question: Question, evidence: Evidence | None) -> Iterator[Answer]:
        """Yield the answer as it grows, each beginning with all of the one before; whole last.

        `evidence` may be None for intents that search nothing.
        """
        ...
