"""The chain: question and history → understanding → evidence → answer → verified citations."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from langchain_core.runnables import Runnable, RunnableLambda

from assistant.abstain import Evidence
from assistant.answer import Answer, Statement
from assistant.citations import verify
from assistant.conversation import standalone
from assistant.normalize import LONGEST_QUESTION, focus, normalize
from assistant.phrases import phrase
from assistant.question import Question, split_claims, split_compound, understand
from assistant.topics import Topics, open_topics
from assistant.verbatim import VerbatimAnswerer
from assistant.vocabulary import Vocabulary
from index.library import IndexedPlan, open_plan
from index.settings import Settings


@dataclass(frozen=True)
class Asked:
    """A user's message and the earlier ones, oldest first."""

    question: str
    history: tuple[str, ...] = ()


@dataclass(frozen=True)
class Part:
    """One of the questions in a message, with what was found for it."""

    question: Question
    evidence: Evidence | None = None


@dataclass(frozen=True)
class Understood:
    """A message as its separate questions."""

    asked: Asked
    parts: tuple[Part, ...]


class Assistant:
    """Answers questions about one plan."""

    def __init__(self, indexed: IndexedPlan, topics: Topics) -> None:
        self.indexed = indexed
        self.topics = topics
        self.plan = indexed.plan
        self.vocabulary = Vocabulary(indexed.plan)
        self.answerer = VerbatimAnswerer(indexed.plan, indexed.passages)
        self.chain: Runnable[Asked, Answer] = (
            RunnableLambda(self._understand)
            | RunnableLambda(self._retrieve)
            | RunnableLambda(self._answer)
            | RunnableLambda(self._verify)
        )

    def ask(self, question: str, history: Sequence[str] = ()) -> Answer:
        """Answer `question`; `history` holds earlier user messages, oldest first."""
        return self.chain.invoke(Asked(question, tuple(history)))

    def _understand(self, asked: Asked) -> Understood:
        text = standalone(
            asked.question, asked.history[-6:], self.plan, self.vocabulary, self._cited_by
        )
        whole = understand(text, self.plan, self.vocabulary)
        parts: tuple[Question, ...] = (whole,)
        if whole.intent not in ("chat", "empty"):
            pieces = tuple(dict.fromkeys(split_compound(focus(normalize(text)))))
            if len(pieces) > 1:
                parts = self._parts(pieces)
            elif whole.yes_no and len(claims := split_claims(whole.text)) > 1:
                parts = tuple(
                    replace(understand(claim, self.plan, self.vocabulary), yes_no=True)
                    for claim in claims
                )
        return Understood(asked, tuple(Part(part) for part in parts))

    def _parts(self, pieces: Sequence[str]) -> tuple[Question, ...]:
        """Understand each piece; one without a subject of its own takes the one before it."""
        parts: list[Question] = []
        for piece in pieces:
            earlier = [part.raw for part in parts]
            text = standalone(piece, earlier, self.plan, self.vocabulary, self._cited_by)
            parts.append(understand(text, self.plan, self.vocabulary))
        useful = [part for part in parts if part.intent not in ("chat", "empty")]
        return tuple(useful or parts[:1])

    def _cited_by(self, question: str, history: Sequence[str]) -> Sequence[str]:
        answer = self.ask(question, history)
        return tuple(dict.fromkeys(citation.item for citation in answer.citations))

    def _retrieve(self, understood: Understood) -> Understood:
        parts = tuple(
            replace(part, evidence=self.search(part.question))
            if (part.question.intent in ("search", "item") and part.question.terms)
            or part.question.intent == "search"
            else part
            for part in understood.parts
        )
        return replace(understood, parts=parts)

    def search(self, question: Question) -> Evidence:
        """Find evidence for one understood question."""
        retriever = self.indexed.retriever
        vector = retriever.embed(question.text)
        match = self.topics.match(vector)
        retrieval = retriever.search(question.text, (*question.expansion, *match.words), vector)
        return Evidence(retrieval, match)

    def _answer(self, understood: Understood) -> Answer:
        answers = [self.answerer.answer(part.question, part.evidence) for part in understood.parts]
        answer = answers[0] if len(answers) == 1 else _merge(answers)
        notes = _notes(understood)
        return replace(
            answer,
            question=understood.asked.question,
            statements=(*notes, *answer.statements),
        )

    def _verify(self, answer: Answer) -> Answer:
        return verify(answer, self.plan)


def _merge(answers: Sequence[Answer]) -> Answer:
    """Join the answers of a message's parts, each under the part it answers."""
    statements: list[Statement] = []
    for answer in answers:
        statements.append(Statement("phrase", phrase("answer.part", part=answer.question)))
        statements += answer.statements
    answered = any(answer.status == "answered" for answer in answers)
    first = next((answer for answer in answers if answer.retrieval), answers[0])
    return replace(
        first, status="answered" if answered else "not_in_plan", statements=tuple(statements)
    )


def _notes(understood: Understood) -> list[Statement]:
    corrections = {
        correction.meant: None
        for part in understood.parts
        for correction in part.question.corrections
    }
    said = [phrase("answer.corrected", meant=meant) for meant in corrections]
    if len(normalize(understood.asked.question)) > LONGEST_QUESTION:
        said.append(phrase("answer.focused"))
    return [Statement("phrase", text) for text in said]


def open_assistant(path: Path, config: Settings) -> Assistant:
    """Open the plan at `path` (indexing it if needed) and return its assistant."""
    indexed = open_plan(path, config)
    text = "\n".join(item.text for item in indexed.plan.items).lower()
    assistant = Assistant(indexed, open_topics(text, config))
    assistant.ask(indexed.plan.title)  # loads what the first question would otherwise wait for
    return assistant
