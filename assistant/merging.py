"""One answer of those to the parts of a message, with what is to be said of the message itself."""

from collections.abc import Sequence
from dataclasses import replace

from assistant.answers.answer import Answer, Statement
from assistant.answers.phrases import phrase
from assistant.answers.render import citation_mark
from assistant.language.normalize import LONGEST_QUESTION, normalize
from assistant.message import Understood


def merge(answers: Sequence[Answer]) -> Answer:
    """Join the answers of a message's parts, each under the part it answers."""
    statements: list[Statement] = []
    shown: list[Statement] = []
    for answer in answers:
        statements.append(Statement("phrase", phrase("answer.part", part=answer.question)))
        statements += _not_again(answer.statements, shown)
        shown += answer.statements
    answered = any(answer.status == "answered" for answer in answers)
    first = next((answer for answer in answers if answer.retrieval), answers[0])
    account = answers[-1].explanation.get("llm")
    return replace(
        first,
        status="answered" if answered else "not_in_plan",
        statements=tuple(statements),
        explanation=first.explanation | ({"llm": account} if account else {}),
    )


def _not_again(told: Sequence[Statement], shown: Sequence[Statement]) -> Sequence[Statement]:
    """Return what a part is told, and where it is nothing but quotes that stand above, that they
    do; in which item these are is told without them."""
    quotes = [s for s in told if s.citations]
    rest = [s for s in told if not s.citations and s.role != "heading"]
    above = {s.citations for s in shown if s.role in ("quote", "bullet")}
    if not quotes or any(s.role == "lead" or s.citations not in above for s in quotes):
        return told
    if not rest:
        return [Statement("phrase", phrase("answer.same_above"))]
    marks = "、".join(
        dict.fromkeys(citation_mark(s.citations[0].item).strip("〔〕 ") for s in quotes)
    )
    located = phrase("answer.located", items=marks)
    if [s.text for s in rest] != [located]:
        return told
    return [replace(rest[0], text=phrase("answer.located_above", items=marks))]


def notes(understood: Understood) -> list[Statement]:
    """Say how a message was read: corrected, cut, reworded, or asking for what is not computed."""
    corrections = {
        correction.meant: None
        for part in understood.parts
        for correction in part.question.corrections
    }
    said = [phrase("answer.corrected", meant=meant) for meant in corrections]
    if len(normalize(understood.asked.question)) > LONGEST_QUESTION:
        said.append(phrase("answer.focused"))
    if understood.uncomputed:
        said.append(phrase("answer.uncomputed"))
    if understood.reworded:
        said.append(phrase("answer.reworded", text=understood.reworded))
    return [Statement("phrase", text) for text in said]
