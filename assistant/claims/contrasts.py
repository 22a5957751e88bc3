"""A qualifier of a claim that is one of a contrasting set, where a text has another one."""

import re
from collections.abc import Sequence

from assistant.language.clauses import CLAUSE_END, clause_of, end_of
from assistant.language.normalize import pattern, wording
from index.numerals import parse_number
from index.quantities import Quantity

_NUMBER = re.compile(r"[一二两三四五六七八九十]+|\d+")
_OR_OTHERS = re.compile("及?以[上下]|或")


def contrasted_at(asked: str, figure: Quantity, text: str, around: str) -> tuple[str, str] | None:
    """Return the qualifier by which a figure is claimed of something else than it is of (女生, of
    男生), and the one that its clause has instead; of how something is done (一次性), the one of
    its statement (分5年). None where the claimed one stands in what is `around`, too."""
    contrasts, own = wording()["contrast"], clause_of(figure, text).lower()
    for kinds in contrasts["sets"]:
        if found := _contrast(asked, own, around, kinds):
            return found
    for kinds in contrasts["manners"]:
        told = own + _manner_behind(figure, text, kinds)
        if found := _contrast(asked, told, around, kinds) or _otherwise(asked, told, kinds):
            return found
    return None


def _manner_behind(figure: Quantity, text: str, kinds: Sequence[str]) -> str:
    """Return the clause right behind a figure's, if it begins with how that is done (30万元,
    分5年发放), else "": of another thing it would begin with that."""
    mark, behind = text[(end := end_of(CLAUSE_END, text, figure.end)) :][:1], text[end + 1 :]
    clause = CLAUSE_END.split(behind.lower())[0].strip() if mark in tuple(",，") else ""
    return clause if any(pattern(kind).match(clause) for kind in kinds) else ""


def _contrast(asked: str, own: str, around: str, kinds: Sequence[str]) -> tuple[str, str] | None:
    claimed = [found for kind in kinds if (found := pattern(kind).search(asked))]
    stated = [found for kind in kinds if (found := pattern(kind).search(own))]
    if len(claimed) != 1 or len(stated) != 1 or _OR_OTHERS.match(own, stated[0].end()):
        return None
    kind = next(kind for kind in kinds if pattern(kind).search(asked))
    return None if pattern(kind).search(around) else (claimed[0][0], stated[0][0])


def _otherwise(asked: str, own: str, kinds: Sequence[str]) -> tuple[str, str] | None:
    """Return how something is claimed to be done, and how it is told, in one manner but for the
    number or the unit in it: 分三年, 分5年."""
    for kind in map(pattern, kinds):
        claimed, stated = kind.search(asked), kind.search(own)
        if claimed and stated and _in_digits(claimed[0]) != _in_digits(stated[0]):
            return (claimed[0], stated[0]) if _exactly(claimed[0]) and _exactly(stated[0]) else None
    return None


def _in_digits(manner: str) -> str:
    """Return a manner with its number in digits and without the measure word of a time: 分3年."""
    said = _NUMBER.sub(lambda found: str(parse_number(found[0].replace("两", "二"))), manner)
    return said.replace("个", "")


def _exactly(manner: str) -> bool:
    return bool(re.search(r"分\d", _in_digits(manner)))
