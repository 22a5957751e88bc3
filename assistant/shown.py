"""What is asked of the answer just shown: the second of what it lists, its source, what else.

Such a message names no subject: it is answered from the answer before it, not by a search.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Literal

from assistant.answer import Answer, Statement
from assistant.coverage import core_terms
from assistant.lookup import answer_items, heading, quote
from assistant.normalize import normalize, pattern, wording
from assistant.phrases import phrase
from assistant.question import Question, find_terms
from assistant.references import find_references
from assistant.vocabulary import Vocabulary
from index.numerals import CHINESE_NUMERAL, parse_number
from index.plan import Plan

Kind = Literal["nth"]
Answered = Callable[[str, tuple[str, ...]], Answer]
"""What a message was answered with, given the ones before it."""

_PIECE = re.compile(r"[^,，。;；!！?？\s]+[?？]*")
_N = rf"(?:\d{{1,2}}|[{CHINESE_NUMERAL}]{{1,3}})"
# 第二个, 倒数第二条, 前两句, 最后一个; 前一个 and 后一个 step from one to the next.
_PLACE = re.compile(
    rf"(?:(?P<from>倒数第?|第)(?P<nth>{_N})|(?P<side>最后|[前后头])的?[那这]?(?P<count>{_N}))"
    "(?P<noun>[个条点句处段件款])"
)
_STEP = re.compile("[前后头][一1]")
# What an item of the plan may be called, too.
_OF_PLAN = "条点款"
# How many of its words name a statement.
_NAMING = 3


@dataclass(frozen=True, slots=True)
class Place:
    """Which of those that were listed: `first` and `last`, from 0, or below 0 from the end."""

    first: int
    last: int
    written: str
    noun: str


@dataclass(frozen=True, slots=True)
class Request:
    """What a message asks of the answer shown; of which `places`, where it names some."""

    kind: Kind
    places: tuple[Place, ...] = ()


def asked_of_shown(question: str) -> Request | None:
    """Return what a message asks of the answer before it; None for a question of its own."""
    table = wording()["shown"]
    pieces = _PIECE.findall(normalize(question))
    requests = [_asked(piece) for piece in pieces if not pattern(table["filler"]).search(piece)]
    if not requests or None in requests:
        return None
    asked = [request for request in requests if request]
    places = tuple(place for request in asked for place in request.places)
    return replace(asked[-1], places=places)


def _asked(text: str) -> Request | None:
    table = wording()["shown"]
    rest = pattern(table["lead"]).sub("", pattern(table["tail"]).sub("", text))
    places = list(_PLACE.finditer(rest))
    if places and not pattern(table["between"]).sub("", _PLACE.sub("", rest)):
        if any(map(_STEP.match, (place[0] for place in places))):
            return None
        return Request("nth", tuple(map(_place, places)))
    return None


def _place(found: re.Match[str]) -> Place:
    number = max(parse_number(found["nth"] or found["count"]) or 1, 1)
    if found["nth"]:
        at = number - 1 if found["from"] == "第" else -number
        return Place(at, at, found[0], found["noun"])
    if found["side"] in ("最后", "后"):
        return Place(-number, -1, found[0], found["noun"])
    return Place(0, number - 1, found[0], found["noun"])


def answer_on_shown(
    question: str, history: Sequence[str], plan: Plan, answered: Answered
) -> Answer | None:
    """Answer what is asked of the answer before; None where nothing is, or none can tell."""
    request = asked_of_shown(question)
    earlier = [message for message in history if message.strip()]
    if request is None or not earlier:
        return None
    return _selected(question, request, _listing(earlier, answered), plan)


def without_asking_of_shown(
    history: Sequence[str], plan: Plan, vocabulary: Vocabulary, answered: Answered
) -> tuple[str, ...]:
    """Return the messages of a conversation that have a subject; what was picked from an answer
    is one, named by the plan's words."""
    earlier = [message for message in history if message.strip()]
    kept: list[str] = []
    for at, message in enumerate(earlier):
        request = asked_of_shown(message) if kept else None
        if request is None:
            kept.append(message)
            continue
        before = _listing(earlier[:at], answered)
        picked = _picked(request, listed(before, plan))
        if picked:
            kept.append(_named(picked, plan, vocabulary))
        elif _selected(message, request, before, plan) is None:
            kept.append(message)
    return tuple(kept)


def _named(picked: Sequence[Statement], plan: Plan, vocabulary: Vocabulary) -> str:
    """Name what was picked: its items, and the things in it where it is one statement."""
    cited = [statement for statement in picked if statement.citations]
    labels = dict.fromkeys(citation.item for one in cited for citation in one.citations)
    things: list[str] = []
    if len(cited) == 1:
        terms = core_terms(find_terms(normalize(cited[0].text), vocabulary, plan))
        things = [term.text for term in terms if not (term.is_verb or term.is_name)]
    return "、".join(f"第{label}项" for label in labels) + "".join(things[:_NAMING])


def _listing(history: Sequence[str], answered: Answered) -> Answer:
    """Return the answer whose list a message is about: nothing is picked from what was picked."""
    while len(history) > 1 and asked_of_shown(history[-1]):
        history = history[:-1]
    return answered(history[-1], tuple(history[:-1]))


# --- which of those listed -------------------------------------------------------------------


def listed(answer: Answer, plan: Plan) -> tuple[tuple[Statement, ...], ...]:
    """Return what an answer lists, in its order: the parts of the message, the items, or what is
    quoted; each with all its statements, an item that was only named with its text."""
    part = phrase("answer.part", part="\n").partition("\n")[0]
    statements = answer.statements
    for begins in (
        [s.role == "phrase" and s.text.startswith(part) for s in statements],
        [s.role == "heading" for s in statements],
    ):
        starts = [at for at, first in enumerate(begins) if first]
        if len(starts) > 1:
            bounds = pairwise([*starts, len(statements)])
            members = [statements[start:end] for start, end in bounds]
            return tuple(_with_text(member, plan) for member in members)
    return tuple((s,) for s in statements if s.role in ("quote", "bullet"))


def _with_text(member: tuple[Statement, ...], plan: Plan) -> tuple[Statement, ...]:
    named = next((item for item in plan.items if member == (heading(item),)), None)
    return (*member, quote(plan, named.span)) if named else member


def _picked(
    request: Request, members: Sequence[tuple[Statement, ...]]
) -> tuple[Statement, ...] | None:
    """Return the statements at the places asked for; None where one of them is not there."""
    if len(members) < 2:
        return None
    picked: dict[int, None] = {}
    for place in request.places:
        at = range(len(members))[place.first : place.last + 1 or None]
        if len(at) != place.last - place.first + 1:
            return None
        picked |= dict.fromkeys(at)
    return tuple(statement for at in picked for statement in members[at])


def _selected(question: str, request: Request, answer: Answer, plan: Plan) -> Answer | None:
    """Show those of the listed that are asked for, or say how many there are.

    第三条 may be an item of the plan: where nothing is listed it is, and where no third is listed
    the item is shown, too.
    """
    members = listed(answer, plan)
    of_plan = all(place.noun in _OF_PLAN for place in request.places)
    if not members and not of_plan and answer.status != "answered":
        return _new(question, answer, [Statement("phrase", phrase("shown.nothing_listed"))])
    if not members or (len(members) == 1 and of_plan):
        return None
    picked = _picked(request, members)
    if picked:
        written = "、".join(place.written for place in request.places)
        said = phrase("shown.nth", count=len(members), nth=written)
        return _new(question, answer, [Statement("phrase", said), *picked])
    statements = [Statement("phrase", phrase("shown.out_of_range", count=len(members)))]
    references = find_references(normalize(question), plan)
    if len(members) == 1:
        statements += members[0]
    elif references.labels:
        named = Question(question, "", "item", references=references)
        statements.append(Statement("phrase", phrase("shown.of_plan")))
        statements += answer_items(named, plan).statements
    return _new(question, answer, statements)


def _new(question: str, answer: Answer, statements: Sequence[Statement]) -> Answer:
    return replace(answer, question=question, statements=tuple(statements))
