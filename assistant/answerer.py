"""What answers one understood question: the plan's own words, or a model's above them."""

from collections.abc import Iterator
from typing import Protocol

from assistant.abstain import Evidence
from assistant.answer import Answer
from assistant.question import Question


class Answerer(Protocol):
    """Answers one question of a message."""

    def stream(self, question: Question, evidence: Evidence | None) -> Iterator[Answer]:
        """Yield the answer as it grows, each beginning with all of the one before; whole last.

        `evidence` may be None for intents that search nothing.
        """
        ...
