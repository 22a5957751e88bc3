"""Tell which of several things that a clause lists a time or a stage of it is of.

甲桥、乙桥6月完工、丙桥9月开工: the first two are finished in June, the third is begun.
"""

import re
from collections.abc import Callable, Iterator

from assistant.evidence.pieces import left_of, names_of, pieces_in, without_figures
from assistant.language.clauses import ENDS_STATEMENT
from assistant.language.stages import is_underway, only_leads, stage_of, without_stages
from assistant.language.times import find_times, without_times
from index.lexical import word_class, words

_JOINTS = ("、", "和", "与", "及", "以及")
_MARKS = " ,，。;；、()（）:：\n"
_PREDICATE = "|"  # in the place of a word that tells a stage
_NAME = 2  # characters
_NUMBERED = re.compile(r"^[(（]\d+[)）]")


def has_stage(text: str) -> bool:
    """Whether a text tells more of something than that it is pushed on."""
    return stage_of(text) is not None and not is_underway(text)


def has_time(text: str) -> bool:
    """Whether a text has a time."""
    return bool(find_times(text, None))


def told_apart(clause: str, tells: Callable[[str], bool]) -> list[str]:
    """Cut a clause into parts that each name something and tell what is looked for of it; [] where
    there are not two such parts. Things of which the same is told stay together."""
    parts: list[str] = []
    held = ""
    for piece in _pieces(clause):
        if not tells(piece):
            # Behind what begins with its time or deed (6月开工甲桥、乙桥) a thing is of that.
            if parts and _leads(parts[-1]):
                parts[-1] += piece
            else:
                held += piece
        elif not held and parts and not _names(piece):
            parts[-1] += piece  # 甲桥6月开工、9月完工
        else:
            parts.append(held + piece)
            held = ""
    if held and parts:
        parts[-1] += held
    several = len(parts) > 1
    return parts if several and (all(map(_leads, parts)) or all(map(_begins, parts))) else []


def part_on(claim: str, clause: str, tells: Callable[[str], bool]) -> str:
    """Return the part of a clause that is of what is claimed: the one that names most of it, all
    of the clause where no one part does."""
    parts = told_apart(clause, tells)
    said = without_stages(without_times(claim))
    left = [len(left_of(said, part).replace(" ", "")) for part in parts]
    nearest = [part for part, unlike in zip(parts, left, strict=True) if unlike == min(left)]
    return nearest[0] if len(nearest) == 1 else clause


def tells_of_another(clause: str, claim: str, named: str) -> bool:
    """Whether a clause tells a stage of a thing of the kind of what is claimed and `named` in a
    clause before it: 南塘站开工, behind what is told of 望亭路站."""
    if ENDS_STATEMENT.search(named):
        return False
    bare = _NUMBERED.sub("", without_figures(without_times(clause)).strip(_MARKS))
    lead = without_stages(bare, _PREDICATE).partition(_PREDICATE)[0].strip(_MARKS)
    while (first := next(iter(words(lead)), "")) and only_leads(first):
        lead = lead.removeprefix(first).strip(_MARKS)
    if len(lead) <= _NAME or lead in claim:
        return False
    return any(
        len(piece) > _NAME and piece[-1] == lead[-1] and piece[-2:] != lead[-2:]
        for piece in pieces_in(claim, named)
    )


def _pieces(clause: str) -> Iterator[str]:
    """Yield the members of what a clause lists, each with the mark behind it."""
    piece = ""
    for word in words(clause):
        piece += word
        if word in _JOINTS and len(piece) > _NAME:
            yield piece
            piece = ""
    if piece:
        yield piece


def _names(piece: str) -> bool:
    bare = without_stages(without_times(without_figures(piece))).strip(_MARKS)
    return any(len(word) >= _NAME for word in names_of(bare)) or len(bare) > _NAME


def _begins(part: str) -> bool:
    """Whether a part begins with its name, behind which it has its time or its deed."""
    return _names(_around(part)[0])


def _leads(part: str) -> bool:
    """Whether a part begins with its time or its deed, behind which it has its name: no 每月调度,
    of which one that is named before is done."""
    before, behind = _around(part)
    last = next(iter(reversed(words(behind.strip(_MARKS)))), "")
    return not _names(before) and _names(behind) and word_class(last)[:1] != "v"


def _around(part: str) -> tuple[str, str]:
    """Return what stands before the first time or deed of a part, and behind that."""
    times = find_times(part, None)
    first = times[0].start if times else len(part)
    deed = without_stages(part, _PREDICATE).find(_PREDICATE)
    cut = min(first, deed if deed >= 0 else len(part))
    return part[:cut], without_times(part[cut:])
