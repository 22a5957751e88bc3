"""What a message asks of the answer just shown: which of what it lists, its source, what else."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from assistant.answers.answer import Answer
from assistant.dialogue.listed import Place
from assistant.language.normalize import normalize, pattern, wording
from assistant.understanding.question import Question
from index.numerals import CHINESE_NUMERAL, parse_number
from index.quantities import unit_dimension

Kind = Literal["nth", "sure", "source", "whole", "rest", "more", "total", "repeat", "converted"]
Answered = Callable[[str, tuple[str, ...]], Answer]
"""What a message was answered with, given the ones before it."""
Read = Callable[[str, tuple[str, ...]], Sequence[Question]]
"""The questions in a message, given the ones before it."""

_PIECE = re.compile(r"[^,，。;；!！?？\s]+[?？]*")
_N = rf"(?:\d{{1,2}}|[{CHINESE_NUMERAL}]{{1,3}})"
# 第二个, 倒数第二条, 前两句, 最后一个; 前一个 and 后一个 step from one to the next.
_PLACE = re.compile(
    rf"(?:(?P<from>倒数第?|第)(?P<nth>{_N})|(?P<side>最后|[前后头])的?[那这]?(?P<count>{_N}))"
    "(?P<noun>[个条点句处段件款家座所类种片])"
)
_STEP = re.compile("[前后头][一1]")
# 第二 of those listed.
_BARE_PLACE = re.compile(rf"那?第(?P<nth>{_N})")


@dataclass(frozen=True, slots=True)
class Request:
    """What a message asks of the answer shown; of which `places`, where it names some; `back`: of
    the answer before that one."""

    kind: Kind
    places: tuple[Place, ...] = ()
    back: bool = False


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


def asked_anew(history: Sequence[str]) -> Iterator[int]:
    """Yield the places of the messages that ask something of their own, the last one first."""
    return (at for at in reversed(range(len(history))) if asked_of_shown(history[at]) is None)


def _asked(text: str) -> Request | None:
    table = wording()["shown"]
    rest = pattern(table["lead"]).sub("", pattern(table["tail"]).sub("", text))
    places = list(_PLACE.finditer(rest))
    if places and not pattern(table["between"]).sub("", _PLACE.sub("", rest)):
        if any(map(_STEP.match, (place[0] for place in places))):
            return _of_before(text)
        return Request("nth", tuple(map(_place, places)))
    if (bare := _BARE_PLACE.fullmatch(rest)) and (number := parse_number(bare["nth"])):
        place = Place(number - 1, number - 1, f"第{bare['nth']}个", "个", bare=True)
        return Request("nth", (place,))
    if of_before := _of_before(text):
        return of_before
    if said := pattern(table["repeat"]).search(text):
        return Request("repeat", back=bool(said["back"]))
    if _converts(text):
        return Request("converted")
    kinds: tuple[Kind, ...] = ("rest", "sure", "source", "more", "total")
    kind = next((kind for kind in kinds if pattern(table[kind]).search(text)), None)
    if kind is None and pattern(table["others"]).search(text):
        kind = "more"
    if kind is None and pattern(wording()["follow_up"]["whole"]).search(text):
        kind = "whole"
    return Request(kind) if kind else None


def _converts(text: str) -> bool:
    """Whether a message asks for the figure shown in another unit: 换成公顷 but not 换成东区."""
    named = pattern(wording()["shown"]["in_unit"]).search(text)
    asked = pattern(wording()["follow_up"]["converted"]).search(text)
    return bool(asked or (named and unit_dimension(named["unit"])))


def _of_before(text: str) -> Request | None:
    """Return what a message asks of the answer before the one just shown: where it stands."""
    table = wording()["shown"]
    before = pattern(table["before"]).match(text)
    asked = before and pattern(table["source"]).search(text[before.end() :])
    return Request("source", back=True) if asked else None


def _place(found: re.Match[str]) -> Place:
    number = max(parse_number(found["nth"] or found["count"]) or 1, 1)
    if found["nth"]:
        at = number - 1 if found["from"] == "第" else -number
        return Place(at, at, found[0], found["noun"])
    if found["side"] in ("最后", "后"):
        return Place(-number, -1, found[0], found["noun"])
    return Place(0, number - 1, found[0], found["noun"])
