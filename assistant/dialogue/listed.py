"""What the answer just shown lists, and which of it a place (第二个, 最后两条) picks.

An answer of one sentence lists the things that the sentence names side by side.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, pairwise

from assistant.answers.answer import Answer, Statement
from assistant.answers.phrases import phrase
from assistant.language.enumerations import Enumeration, find_enumerations
from assistant.language.normalize import normalize
from assistant.lookups.lookup import heading, quote
from assistant.silence.rules import say
from assistant.understanding.question import content_words
from index.plan import Plan

# What an item of the plan may be called, too.
OF_PLAN = "条点款"
# In what a question counts the things that it asks for by name: 哪几条河, not 哪几条.
_COUNTED = re.compile(
    "(?:[几些]|哪[两二三四五六七八九十])(?P<noun>[条点款])(?:(?=[一-鿿])|(?<=.[有是]哪几.)[?？]*$)"
)
# In what a question counts what it asks for by name: 哪几座.
_ASKED_BY_COUNT = re.compile("哪[几些两二三四五六七八九十](?P<noun>[个条点句处段件款家座所类种片])")
_COUNTS = re.compile("几|多少|哪[两二三四五六七八九十]")
# What a question asks the things of by name: 哪些河, but not 哪些工作.
_THINGS_ASKED = re.compile("哪些(?!工作|任务|内容|措施|举措|方面|事|要求|安排|项|条|点|款)[一-鿿]")


@dataclass(frozen=True, slots=True)
class Place:
    """Which of those that were listed: `first` and `last`, from 0, or below 0 from the end; `bare`
    without what they are counted in."""

    first: int
    last: int
    written: str
    noun: str
    bare: bool = False


@dataclass(frozen=True, slots=True)
class Listing:
    """What an answer lists, each member with all its statements; `sentence` is the one that names
    them, where they are things in it."""

    members: tuple[tuple[Statement, ...], ...]
    sentence: Statement | None = None

    def picked(self, places: Sequence[Place]) -> tuple[Statement, ...] | None:
        """Return the statements at the places; None where one of them is not there."""
        if len(self.members) < 2:
            return None
        picked: dict[int, None] = {}
        for place in places:
            at = range(len(self.members))[place.first : place.last + 1 or None]
            if len(at) != place.last - place.first + 1:
                return None
            picked |= dict.fromkeys(at)
        chosen = tuple(statement for at in picked for statement in self.members[at])
        if self.sentence is None:
            return chosen
        return (*chosen, replace(self.sentence, bold=tuple(one.text for one in chosen)))


def listing(answer: Answer, places: Sequence[Place], plan: Plan) -> Listing:
    """Return what an answer lists, of which the places are asked for."""
    members = listed(answer, plan)
    asked = _ASKED_BY_COUNT.search(normalize(answer.question))
    if asked:
        places = [replace(p, noun=asked["noun"]) if p.bare else p for p in places]
    counting = _counting(answer, members, places)
    if counting is None and (len(members) != 1 or len(members[0]) != 1):
        return Listing(members)
    sentence = counting or members[0][0]
    named = _asked_for(answer, sentence, places) if answer.status == "answered" else None
    if named is None:
        return Listing(members)
    things = (sentence.text[thing.start : thing.end].strip() for thing in named.members)
    return Listing(
        tuple((Statement("lead", thing, sentence.citations, (thing,)),) for thing in things),
        sentence,
    )


def _counting(
    answer: Answer, members: Sequence[Sequence[Statement]], places: Sequence[Place]
) -> Statement | None:
    """Return the one of the quotes from an item that names and counts what was asked for by count
    (哪几座), as the places are; None where none does, or several do."""
    nouns = {place.noun for place in places}
    asked = {found["noun"] for found in _ASKED_BY_COUNT.finditer(normalize(answer.question))}
    quotes = [one for member in members for one in member if one.role in ("quote", "bullet")]
    if len(members) < 2 or len(nouns) != 1 or not nouns <= asked:
        return None
    if len({_items_of(one) for one in quotes}) != 1:
        return None
    counting = [
        one for one in quotes if any(e.measure in nouns for e in find_enumerations(one.text))
    ]
    return counting[0] if len(counting) == 1 else None


def listed(answer: Answer, plan: Plan) -> tuple[tuple[Statement, ...], ...]:
    """Return what an answer lists, in its order: the parts of the message, the items, or what is
    quoted of one; each with all its statements, an item that was only named with its text."""
    statements = answer.statements
    for begins in (
        [begins_part(s) for s in statements],
        [s.role == "heading" for s in statements],
    ):
        starts = [at for at, first in enumerate(begins) if first]
        if len(starts) > 1:
            bounds = pairwise([*starts, len(statements)])
            members = [statements[start:end] for start, end in bounds]
            return tuple(_with_text(member, plan) for member in members)
    quotes = [s for s in statements if s.role in ("quote", "bullet")]
    of_items = [tuple(own) for _, own in groupby(quotes, _items_of)]
    return tuple(of_items) if len(of_items) > 1 else tuple((s,) for s in quotes)


def counts(answer: Answer, places: Sequence[Place]) -> bool:
    """Whether a question counts the things that it asks for as the places are: 哪两条路, 第二条."""
    counted = {found["noun"] for found in _COUNTED.finditer(normalize(answer.question))}
    return all(place.noun in counted for place in places)


def _items_of(statement: Statement) -> tuple[str, ...]:
    return tuple(citation.item for citation in statement.citations)


def begins_part(statement: Statement) -> bool:
    """Whether a statement names the part of a message that the following ones answer."""
    named = phrase("answer.part", part="\n").partition("\n")[0]
    return statement.role == "phrase" and statement.text.startswith(named)


def _with_text(member: tuple[Statement, ...], plan: Plan) -> tuple[Statement, ...]:
    named = next((item for item in plan.items if member == (heading(item),)), None)
    return (*member, quote(plan, named.span)) if named else member


def _asked_for(answer: Answer, sentence: Statement, places: Sequence[Place]) -> Enumeration | None:
    """Return the one list in a sentence that is of what was asked, or counted as the places are;
    None where none is, or several are. 第二条 is the plan's where nothing is counted in 条, and
    the question asked for nothing so (哪几条河), nor for things by name (哪些河)."""
    asked = normalize(answer.question)
    words = {*sentence.bold, *content_words(asked)}
    nouns = {place.noun for place in places}
    counted = {found["noun"] for found in _COUNTED.finditer(asked)}
    counted |= set(OF_PLAN) if _THINGS_ASKED.search(asked) else set()
    fitting = []
    for one in find_enumerations(sentence.text):
        said = sentence.text[one.clause.start : one.clause.end]
        on = any(len(word) > 1 and word in said for word in words)
        alike = nouns == {one.measure}
        counting = alike and _COUNTS.search(asked)  # 哪几个街道, which itself asks for the list
        if counting or (on and (alike or not nouns & set(OF_PLAN) - counted)):
            fitting.append((alike, bool(one.measure), on, one))
    best = max((rank[:3] for rank in fitting), default=None)
    chosen = [one for *rank, one in fitting if tuple(rank) == best]
    inner = [one for one in chosen if not any(_around(one, other) for other in chosen)]
    return inner[0] if len(inner) == 1 else None


def _around(one: Enumeration, other: Enumeration) -> bool:
    """Whether the clause of a list has another list's with its own measure before it."""
    clause, inner = one.clause, other.clause
    return clause != inner and clause.start <= inner.start and inner.end <= clause.end


def answering(statements: Sequence[Statement]) -> Iterator[Statement]:
    """Yield the statements without what is quoted as near to a part that has no answer."""
    apart = False
    nearest = [said.text for doubt in (False, True) for said in say("silent.nearest", doubt)]
    for statement in statements:
        apart = statement.text in nearest or (apart and not begins_part(statement))
        if not apart:
            yield statement


def shown_with(question: str, answer: Answer, statements: Sequence[Statement]) -> Answer:
    """Return an answer to another question, with these statements."""
    return replace(answer, question=question, statements=tuple(statements))
