"""Remark on the line of an item that tells who answers for it, where less or more was asked."""

from collections.abc import Sequence

from assistant.answers.answer import Statement
from assistant.answers.phrases import phrase
from assistant.language.normalize import pattern
from assistant.language.offices import asked_role, parts_of
from assistant.silence.rules import RESPONSIBILITY
from assistant.understanding.question import Question
from index.passages import Passage
from index.plan import Plan


def remark_on_line(
    question: Question, quoted: Sequence[Passage], plan: Plan
) -> tuple[Passage | None, list[Statement]]:
    """Return the first of the sentences quoted that tells who answers for its item, and what is to
    be said before it: that it names none that supports, where that is asked; that it is on all of
    the item, where a sentence of that was asked about.
    """
    aspect = next((a for a in question.aspects if a.name == RESPONSIBILITY), None)
    whole = pattern(aspect.whole) if aspect else None
    line = next((p for p in quoted if whole and whole.search(p.text)), None)
    item = plan.item(line.item) if line else None
    if line is None or item is None:
        return None, []
    parts = [part for _, parts in parts_of(quoted) for part in parts]
    supporting = any(part.role == "supports" for part in parts)
    if asked_role(question.text) == "supports" and parts and not supporting:
        return line, [Statement("phrase", phrase("answer.no_support"))]
    on_part = quoted[0] is not line and not item.is_title(quoted[0].text)
    return line, [Statement("phrase", phrase("answer.of_whole_item"))] if on_part else []
