"""What a search found for one understood question."""

from dataclasses import dataclass

from index.retriever import Retrieval


@dataclass(frozen=True, slots=True)
class Evidence:
    """What was found for one question; `added_words`: the plan's words for the everyday topics it
    is near, which it was searched for with."""

    retrieval: Retrieval
    added_words: tuple[str, ...]
