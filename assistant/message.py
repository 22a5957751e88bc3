"""A user's message: as it is asked, and as the separate questions in it."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from assistant.answers.answer import Answer
from assistant.evidence.evidence import Evidence
from assistant.understanding.question import Question

if TYPE_CHECKING:  # the model's client costs a second to import, and many offices have no model
    from assistant.llm.synthesis import Synthesis


@dataclass(frozen=True)
class Asked:
    """A user's message and the earlier ones, oldest first; `synthesis` if a model is to answer."""

    question: str
    history: tuple[str, ...] = ()
    synthesis: "Synthesis | None" = None


@dataclass(frozen=True)
class Part:
    """One of the questions in a message, with what was found for it.

    `asked`: the words that the message has for it, where it is not the only one; `claimed`: these
    claim something, which is to be judged.
    """

    question: Question
    evidence: Evidence | None = None
    asked: str = ""
    claimed: bool = False


@dataclass(frozen=True)
class Understood:
    """A message as its separate questions; `reworded` is how a model put a follow-up.

    `of_shown` answers one that is asked of the answer before it, or whether one item has two
    things, and has no parts. `proof`: the parts are the claims of a text that is to be checked.
    `uncomputed`: they are the figures of which a sum or the like is asked for.
    """

    asked: Asked
    parts: tuple[Part, ...]
    reworded: str = ""
    of_shown: Answer | None = None
    proof: bool = False
    uncomputed: bool = False
