"""What an answer is: statements, each a fixed phrase or words of the plan with citations."""

from dataclasses import dataclass, field
from typing import Literal

from index.plan import Span
from index.retriever import Retrieval

Status = Literal["answered", "not_in_plan", "chat"]
Role = Literal["lead", "phrase", "heading", "quote", "bullet", "synthesis"]


@dataclass(frozen=True, slots=True)
class Citation:
    """A verbatim quote of one item; `span` is its exact range in the plan's source.

    `plan` is what the plan is called where there are several (2021年), else empty.
    """

    item: str
    quote: str
    span: Span
    plan: str = ""


@dataclass(frozen=True, slots=True)
class Statement:
    """One line of an answer.

    Roles: `lead` is the fact itself, said first; `phrase` is ours and says nothing of the
    plan; `heading` names an item; `quote` and `bullet` are the plan's words;
    `synthesis` is a model's sentence that says nothing the cited items do not. `bold` lists
    parts of `text` to show in bold.
    """

    role: Role
    text: str
    citations: tuple[Citation, ...] = ()
    bold: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Answer:
    """A complete answer; `retrieval` is None when nothing had to be searched."""

    question: str
    status: Status
    statements: tuple[Statement, ...]
    retrieval: Retrieval | None = None
    explanation: dict[str, object] = field(default_factory=dict)

    @property
    def citations(self) -> tuple[Citation, ...]:
        """Return the citations in the order shown, each once."""
        shown = (citation for statement in self.statements for citation in statement.citations)
        return tuple(dict.fromkeys(shown))

    @property
    def retrieved(self) -> tuple[str, ...]:
        """Return the labels of the retrieved items, best first."""
        return tuple(hit.item for hit in self.retrieval.items) if self.retrieval else ()
