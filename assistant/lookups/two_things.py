"""Two things asked about together: whether one item has both, how they differ, which comes first.

加装电梯和旧改征收在同一项吗 is told by the items that have each, not by a sentence on one of them.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from assistant.answers.answer import Answer, Statement
from assistant.answers.phrases import phrase
from assistant.answers.render import citation_mark
from assistant.evidence.coverage import core_terms, covers
from assistant.language.normalize import normalize, pattern, wording
from assistant.lookups.lookup import bold_terms, quote
from assistant.understanding.compound import split_topics
from assistant.understanding.question import Question
from index.lexical import words
from index.passages import Passage
from index.plan import Plan

Kind = Literal["same_item", "compared", "first"]
_JOINT = re.compile("[和与跟]")
_NAME = 3  # characters of a name, where 和 may be in one
_EDGES = " ,，的“”\"'《》「」"


@dataclass(frozen=True, slots=True)
class TwoThings:
    """What is asked of two things or more, and their names."""

    kind: Kind
    things: tuple[str, ...]
    deed: str = ""  # what comes first of them: 完工


def two_things(message: str) -> TwoThings | None:
    """Return the things that a message asks about together; None where it asks anything else."""
    asked = asked_of_two(message)
    if asked is None:
        return None
    kind, before = asked
    pieces = split_topics(before)
    if kind == "first" and len(pieces) == 1:
        joined = tuple(_JOINT.split(before))  # 一中校区和县医院院区, read as of 和县
        pieces = joined if all(len(piece) >= _NAME for piece in joined) else pieces
    things = tuple(thing.strip(_EDGES) for thing in pieces)
    enough = len(things) > 1 and all(len(thing) > 1 for thing in things)
    found = pattern(wording()["two_things"][kind]).search(normalize(message))
    deed = found["deed"] if found and kind == "first" else ""
    return TwoThings(kind, things, deed) if enough else None


def asked_of_two(message: str) -> tuple[Kind, str] | None:
    """Return what a message asks of two things, and what stands before that."""
    text = normalize(message)
    kinds: tuple[Kind, ...] = ("same_item", "compared", "first")
    for kind in kinds:
        if found := pattern(wording()["two_things"][kind]).search(text):
            return kind, text[: found.start()]
    return None


def answer_same_item(
    question: str, things: Sequence[Question], plan: Plan, passages: Sequence[Passage]
) -> Answer | None:
    """Tell which items have all of the things, or in which each is; None where one is in none."""
    found = {thing: _standing(thing, plan, passages) for thing in things}
    if not all(found.values()):
        return None
    together = [label for label in found[things[0]] if all(label in f for f in found.values())]
    if together:
        marks = "、".join(map(citation_mark, together))
        statements = [Statement("phrase", phrase("two_things.same_item", items=marks))]
        shown = [found[thing][label] for label in together for thing in things]
        statements += _quoted(shown, things, plan)
        return Answer(question, "answered", tuple(statements))
    statements = [Statement("phrase", phrase("two_things.other_items"))]
    for thing in things:
        marks = "、".join(map(citation_mark, found[thing]))
        named = phrase("two_things.stands", thing=thing.raw, items=marks)
        statements.append(Statement("phrase", named))
        statements += _quoted(list(found[thing].values()), [thing], plan)
    return Answer(question, "answered", tuple(statements))


def _standing(thing: Question, plan: Plan, passages: Sequence[Passage]) -> dict[str, Passage]:
    """Return the first sentence that names a thing of each item that has one, by its label: word
    for word, or else in the plan's words, those that have most of its own. What an item says tells
    more than its title."""
    named = thing.text.strip(_EDGES).lower()
    having = [p for p in passages if named in p.text.lower()]
    if not having:
        core = core_terms(thing.terms)
        has = {
            p.ordinal: sum(word in p.text.lower() for word in words(named))
            for p in passages
            if covers(core, p.text.lower())
        }
        # 公交线路优化 is not wherever 公交 is.
        having = [p for p in passages if p.ordinal in has and has[p.ordinal] == max(has.values())]
    found: dict[str, Passage] = {}
    for passage in having:
        item = plan.item(passage.item)
        before = found.get(passage.item)
        if item and (before is None or item.is_title(before.text)):
            found[passage.item] = passage
    return found


def _quoted(passages: Sequence[Passage], things: Sequence[Question], plan: Plan) -> list[Statement]:
    terms = [term for thing in things for term in thing.terms]
    chosen = dict.fromkeys(sorted(passages, key=lambda passage: passage.ordinal))
    return [quote(plan, p.span, bold_terms(terms, p.text), "bullet") for p in chosen]
