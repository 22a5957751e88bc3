"""Compare from what to what something is claimed to go (从600涨到650) with what the plan says so.

Both ends tell which change is meant: it is held against no other figure.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assistant.claims.figure_verdicts import FigureVerdict
from assistant.claims.listed_claims import NAME_CLASSES
from assistant.claims.unstated import unstated_words
from assistant.evidence.choosing import FigureChoice
from assistant.evidence.pieces import left_of, names_of, pieces_in, with_title
from assistant.evidence.unusual_figures import ROMAN
from assistant.language.alignment import in_order
from assistant.language.stated import Figure, figure_at, same_size
from assistant.understanding.question import Question
from index.lexical import word_class
from index.passages import Passage
from index.plan import Plan, Span
from index.quantities import Quantity, number_value, unit_dimension

_NUMBER = (
    r"(?<![\d.])\d[\d.]*[万亿千百]*+|[ivxⅰ-ⅻ]+(?=类|级)|(?<!劣)[一二三四五六七八九十]+(?=类|级)"
)
_EACH = r"(?:20\d\d年的?)?[^,，。;；、\d]{0,4}?"
_CHANGE = re.compile(
    rf"[从由自]{_EACH}(?P<first>{_NUMBER})(?P<unit>[^,，。;；、\d到至成为]{{0,4}}?)"
    r"(?:一下子?|直接)?(?P<way>[涨升增提扩加上][一-鿿]?|[降减压缩下][一-鿿]?|[调变改治转整][一-鿿]?)"
    rf"?[到至成为]{_EACH}(?P<second>{_NUMBER})(?P<last>[一-鿿%‰]{{0,4}})"
)
_UP = re.compile("[涨升增提扩加上]")
_DOWN = re.compile("[降减压缩下]")
_ASKED = re.compile("(?:是不是|对不对|没错|[吗么吧呢对是没])++[?？。]*$")
_GRADES = ("类", "级")


@dataclass(frozen=True, slots=True)
class _Change:
    """What goes from one number to another, each with its unit, "" for none; from where to where
    it stands in a text, where the first begins and ends, and the second begins."""

    numbers: tuple[str, str]
    units: tuple[str, str]
    way: str
    start: int
    begin: int
    first: int
    at: int
    end: int


@dataclass(frozen=True, slots=True)
class _Stated:
    """A change that a clause of a sentence tells."""

    change: _Change
    passage: Passage
    clause: Span
    text: str


def check_change(
    question: Question, passages: Sequence[Passage], plan: Plan
) -> FigureVerdict | None:
    """Find the change that is claimed, or that of the same thing which has another end; None where
    none is claimed, or none is surely of the same."""
    found = _CHANGE.search(question.text) if question.yes_no else None
    claim = _read(found) if found else None
    if claim is None or not _is_read(claim):
        return None
    rest = _ASKED.sub("", f"{question.text[: claim.start]} {question.text[claim.end :]}")
    told = [one for passage in passages for one in _stated(passage, plan)]
    told = [one for one in told if _is_read(one.change) and _of_a_kind(claim, one.change)]
    told = [one for one in told if pieces_in(rest, _around(one, plan))]
    same = [one for one in told if all(_alike(claim, one.change, end) for end in (0, 1))]
    most = max((_held(rest, one) for one in told), default=0)
    if same and most == max(_held(rest, one) for one in same):
        best = max(same, key=lambda one: _held(rest, one))
        return _verdict(question, best, (best.change.at, best.change.end), plan, agrees=True)
    whole = [one for one in told if not _unsaid(rest, one, plan)]
    nearest = [one for one in whole if most and _held(rest, one) == most]
    half = [one for one in whole if any(_alike(claim, one.change, end) for end in (0, 1))]
    sure = nearest or half
    if len(sure) != 1:
        return None
    stated = sure[0].change
    right = [_alike(claim, stated, end) for end in (0, 1)]
    start = stated.at if right[0] else stated.begin if right[1] else stated.start
    end = stated.first if right[1] else stated.end
    return _verdict(question, sure[0], (start, end), plan, agrees=False)


def tells_another_change(question: Question, verdict: FigureVerdict, plan: Plan) -> bool:
    """Whether a figure that is told instead of a claimed change is an end of one which is of a
    thing that the claim does not name."""
    found = _CHANGE.search(question.text) if question.yes_no and not verdict.agrees else None
    if found is None:
        return False
    figure, passage = verdict.choice.figure, verdict.choice.passage
    at = passage.span.start + figure.start
    rest = _ASKED.sub("", f"{question.text[: found.start()]} {question.text[found.end() :]}")
    return any(
        one.clause.start + one.change.start <= at < one.clause.start + one.change.end
        and _unsaid(rest, one, plan)
        for one in _stated(passage, plan)
    )


def _read(found: re.Match[str]) -> _Change:
    last = found["last"]
    known = (last[:size] for size in range(len(last), 0, -1))
    unit = next((one for one in known if _is_unit(one)), "")
    own = found["unit"] if _is_unit(found["unit"]) else ""
    way = "up" if _UP.match(found["way"] or "") else ""
    way = way or ("down" if _DOWN.match(found["way"] or "") else "")
    end = found.start("last") + len(unit)
    numbers, units = (found["first"], found["second"]), (own or unit, unit or own)
    first = found.end("first") + len(own)
    begins = found.start(), found.start("first"), first, found.start("second")
    return _Change(numbers, units, way, *begins, end)


def _is_unit(written: str) -> bool:
    return bool(unit_dimension(written)) or written in _GRADES


def _stated(passage: Passage, plan: Plan) -> Iterator[_Stated]:
    for clause in passage.clauses:
        text = plan.source[clause.start : clause.end].lower()
        for found in _CHANGE.finditer(text):
            yield _Stated(_read(found), passage, clause, text)


def _of_a_kind(claim: _Change, stated: _Change) -> bool:
    """Whether two changes go the same way, in units that say the same, if the claim has any."""
    ways = {claim.way, stated.way} - {""}
    unit, own = claim.units[1], stated.units[1]
    return len(ways) < 2 and (not unit or _quantity(unit, "1").counts(_quantity(own, "1")))


def _alike(claim: _Change, stated: _Change, end: int) -> bool:
    """Whether two changes have the same number at an end, however it is written."""
    unit, own = claim.units[end] or stated.units[end], stated.units[end]
    ours, theirs = _quantity(unit, claim.numbers[end]), _quantity(own, stated.numbers[end])
    return same_size(ours.value, theirs.value)


def _value(number: str) -> float | None:
    """Return the value of a number in digits, Roman or Chinese numerals; None for no such one."""
    roman = unicodedata.normalize("NFKC", number).upper()
    return float(ROMAN[roman]) if roman in ROMAN else number_value(number)


def _is_read(change: _Change) -> bool:
    return all(_value(number) is not None for number in change.numbers)


def _quantity(unit: str, number: str) -> Figure:
    value = _value(number) or 0.0
    written = Quantity(number + unit, value, unit, unit_dimension(unit) or "", "", 0, 0)
    return figure_at(written, number + unit)


def _around(stated: _Stated, plan: Plan) -> str:
    return with_title(stated.passage.text, stated.passage, plan)


def _unsaid(rest: str, stated: _Stated, plan: Plan) -> list[str]:
    """Return the names in a claim that neither the sentence of a change nor the title has; the last
    character alone is left of a shorter one: 游船费, of 游船服务费."""
    names = names_of(left_of(rest, _around(stated, plan)))
    return [name for name in names if len(name) > 1 or name not in stated.text]


def _held(rest: str, stated: _Stated) -> int:
    """Return how many characters of a claim the clause of a change has."""
    return sum(map(len, pieces_in(rest, stated.text)))


def _verdict(
    question: Question, stated: _Stated, told: tuple[int, int], plan: Plan, *, agrees: bool
) -> FigureVerdict:
    """Tell a change as claimed with what is claimed beside it and not said of it, or the ends of it
    that are not as claimed, which stand from and to `told` in the clause."""
    change, passage = stated.change, stated.passage
    at = stated.clause.start + told[0]
    text = plan.source[at : stated.clause.start + told[1]]
    start = at - passage.span.start
    unit = change.units[1]
    number = _value(change.numbers[1]) or 0.0
    dimension = unit_dimension(unit) or "count"
    figure = Quantity(text, number, unit, dimension, "", start, start + len(text))
    choice = FigureChoice(figure, passage, stated.clause, 0.0, 1.0, (), (), False)
    if not agrees:
        return FigureVerdict(False, choice)
    words = unstated_words(question, passage, at, stated.clause, plan)
    around = _around(stated, plan)
    rest = question.text.replace(text, " ")
    named = names_of(left_of(rest, around))
    names = [word for word in named if word_class(word)[:1] in NAME_CLASSES and not _value(word)]
    unsaid = [word for word in (*words, *names) if not in_order(word, around)]
    return FigureVerdict(
        True, choice, tuple(w for w in dict.fromkeys(unsaid) if not _says_change(w))
    )


def _says_change(word: str) -> bool:
    return bool(_UP.match(word) or _DOWN.match(word))
