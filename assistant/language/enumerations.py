"""Find the things that a text names side by side: 滨河路、文昌路和育才街3条断头路.

What is not sure to be a list is none: each member is later shown as the plan's own words.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate

from assistant.language.normalize import pattern, wording
from index.lexical import word_class, words
from index.numerals import CHINESE_NUMERAL, parse_number
from index.plan import Span
from index.quantities import find_quantities

_COUNT = re.compile(
    rf"(?P<number>(?<![\d.])\d{{1,2}}|[{CHINESE_NUMERAL}]{{1,3}})"
    "(?P<measure>[个条处座所家类种项件名位片段大区镇乡村])"
)
# What several are called together: 甲、乙、丙“三驾马车”.
_CALLED = re.compile(rf"“(?P<number>[{CHINESE_NUMERAL}])(?P<measure>[一-鿿])[^”]+”")
AND_SO_ON = re.compile("等(?![级候待到于])")
SEPARATOR = re.compile("[、和与及]")
_LISTED = re.compile("[,，;；。:：()（）]")  # 示范村2个（东村、西村）
_BUILDING = re.compile("[新改扩续迁重在]+建")
_EACH = re.compile("[各均]$")
_BREAK = frozenset("，,。；;：:")
_SIDE_BY_SIDE = frozenset("、")
_QUOTING = "“《"
_OPEN, _CLOSE = "（(“《「【‘", "）)”》」】’"
_JOINING = frozenset(("和", "及", "以及", "与"))
_PREPOSITIONS = "在于对由向依"
_SEVERAL = 2
_SURELY_SEVERAL = 3  # of what neither a number nor 等 marks as a list
_WORD = 2  # characters
_NAME, _SHORT = 20, 12
_PREPOSED = "以把将"
# The classes (jieba's) of words that begin what is said to be done: 设立, 逐一, 每年.
_DOING = ("v", "d", "t", "r")
_ALSO_DOING = frozenset("按各每")


@dataclass(frozen=True, slots=True)
class Enumeration:
    """Where the `members` of a list stand in a text, and what is said of them in `clause`.

    `measure`: in what they are counted (条 of 3条断头路), or "".
    """

    members: tuple[Span, ...]
    clause: Span
    measure: str = ""


def find_enumerations(text: str) -> tuple[Enumeration, ...]:
    """Return the lists in `text` in order; one that goes on with 等 as far as it is written."""
    found: list[Enumeration] = []
    clauses = list(_cut(text, Span(0, len(text)), _BREAK))
    for at, clause in enumerate(clauses):
        before = clauses[at - 1] if at else None
        one = (
            (before and _announced(text, before, clause))
            or _in_brackets(text, clause)
            or _named_together(text, clause)
        )
        if one:
            found.append(one)
    return tuple(found)


def find_side_by_side(text: str) -> tuple[Enumeration, ...]:
    """Return what stands side by side in the clauses that are not surely lists: 南湖公园、滨河绿道.

    None has a figure of its own; the last is as long as its clause, up to a figure.
    """
    surely = [one.clause for one in find_enumerations(text)]
    found = []
    for clause in _cut(text, Span(0, len(text)), _BREAK):
        rough = list(_cut(text, clause, _SIDE_BY_SIDE))
        if any(one.start <= clause.start < one.end for one in surely):
            continue
        figures = find_quantities(text[clause.start : clause.end])
        stop = clause.start + figures[0].start if figures else clause.end
        rough = [one for one in rough if one.start + _WORD <= stop]
        if len(rough) < _SEVERAL:
            continue
        first = Span(_head_end(text, rough[0], rough[1:]), rough[0].end)
        count = _COUNT.search(text, rough[-1].start + 1, stop)
        last = Span(rough[-1].start, count.start() if count else min(rough[-1].end, stop))
        measure = count["measure"] if count else ""
        found.append(Enumeration((first, *rough[1:-1], last), clause, measure))
    return tuple(found)


def longest_list(text: str) -> int:
    """Return the most members joined by 、 or 和 in one clause; a figure counts, names none.

    The last of 、 may be followed by their number: 茶叶、旅游2个基地.
    """
    most = 0
    for clause in _LISTED.split(text):
        most = max(most, sum(map(_is_name, SEPARATOR.split(clause))))
        *names, last = clause.split("、")
        # 新建、改扩建学校5所 names none.
        named = all(map(_is_name, names)) and not all(map(_BUILDING.fullmatch, names))
        if names and named and not _is_name(last):
            counted = find_quantities(last)
            most = max(most, len(names) + bool(counted and counted[0].start > 1))
    return most


def _is_name(piece: str) -> bool:
    return bool(piece.strip()) and not find_quantities(piece)


def _announced(text: str, before: Span, clause: Span) -> Enumeration | None:
    """Return the list behind its number or its label: 3处，分别位于甲、乙和丙; 责任单位：甲、乙."""
    labelled = text[before.end] in "：:"
    leading = pattern(wording()["enumeration"]["announces"]).match(text, clause.start, clause.end)
    if not (labelled or leading):
        return None
    body = Span(leading.end() if leading else clause.start, clause.end)
    both = Span(before.start, clause.end)
    counts = list(_COUNT.finditer(text, before.start, before.end))
    so_on = AND_SO_ON.search(text, body.start, body.end)
    end = so_on.start() if so_on else body.end
    parts = _parts(text, Span(body.start, end))
    if counts:
        number, measure = _number(counts[-1]), counts[-1]["measure"]
        members = next((m for m in parts if len(m) == number), parts[-1] if so_on else ())
        return Enumeration(tuple(members), both, measure) if len(members) >= _SEVERAL else None
    last = clause.end >= len(text.rstrip("。"))
    short = all(member.end - member.start <= _NAME for member in parts[0])
    named = labelled and last and short and len(parts[0]) >= _SEVERAL
    return Enumeration(tuple(parts[0]), both) if named else None


def _in_brackets(text: str, clause: Span) -> Enumeration | None:
    """Return the list in brackets behind its number: 断头路3条（甲路、乙路、丙路）."""
    for found in re.finditer("[（(](?P<inner>[^（()）]+)[)）]", text[clause.start : clause.end]):
        opening = clause.start + found.start()
        counts = list(_COUNT.finditer(text, clause.start, opening))
        inner = Span(opening + 1, clause.start + found.end() - 1)
        for members in _parts(text, inner) if counts else ():
            if len(members) == _number(counts[-1]) >= _SEVERAL:
                return Enumeration(tuple(members), clause, counts[-1]["measure"])
    return None


def _named_together(text: str, clause: Span) -> Enumeration | None:
    """Return the list of a clause: before its number or 等, of what has a figure each, or of so
    many things that it can be nothing else."""
    rough = list(_cut(text, clause, _SIDE_BY_SIDE))
    if not rough:
        return None
    start = rough[-1].start
    called = _CALLED.search(text, start + 1, clause.end)
    called = called if all(one.end - one.start >= _WORD for one in rough) else None
    count = called or _COUNT.search(text, start + 1, clause.end)
    so_on = AND_SO_ON.search(text, start + 1, count.start() if count else clause.end)
    measure = count["measure"] if count else ""
    head = _head_end(text, rough[0], rough[1:] or rough)
    if len(rough) >= _SEVERAL and all(_has_own_figure(text, one) for one in rough):
        first = Span(head, rough[0].end)
        first = first if _has_own_figure(text, first) else rough[0]
        return Enumeration((first, *rough[1:]), clause)
    done = [_deed_start(text, one) for one in (Span(head, rough[0].end), *rough[1:])]
    only_last = bool(done[-1]) and not any(done[:-1])
    within = text[clause.start] in _PREPOSITIONS and head > clause.start
    counted = count and count.start() < done[-1]
    if len(rough) >= _SEVERAL and within and not (counted or so_on):
        members: Sequence[Span] = _parts(text, Span(head, done[-1]))[0] if only_last else ()
        return Enumeration(tuple(members), clause) if members else None
    if any(done[1:-1]) and not done[0]:
        return None  # 聘请法官、律师化解噪音、漏水等纠纷
    if so_on and len(rough) >= _SEVERAL:
        return Enumeration(tuple(_parts(text, Span(head, so_on.start()))[0]), clause, measure)
    if count:
        end = count.start()
        if _EACH.search(text[start:end]):
            members = _parts(text, Span(head, end - 1))[0]
            return Enumeration(tuple(members), clause) if len(members) >= _SEVERAL else None
        for members in _parts(text, Span(head, end)):
            if len(members) == _number(count) >= _SEVERAL:
                return Enumeration(tuple(members), clause, measure)
    figures = find_quantities(text[clause.start : clause.end])
    if count or only_last or figures or text[clause.start] in _PREPOSED:
        return None
    members = _parts(text, Span(head, clause.end))[-1]
    short = all(_WORD <= one.end - one.start <= _SHORT for one in members)
    several = len(rough) >= _SEVERAL and len(members) >= _SURELY_SEVERAL and short
    return Enumeration(tuple(members), clause) if several else None


def _parts(text: str, span: Span) -> list[list[Span]]:
    """Return the ways to cut a list: at its 、, and where 和 joins its last or any two, as well."""
    plain = list(_cut(text, span, _SIDE_BY_SIDE))
    if not plain:
        return [[]]
    last = [*plain[:-1], *_joined(text, plain[-1])]
    each = [part for one in plain for part in _joined(text, one)]
    return [plain, each, last]


def _cut(text: str, span: Span, marks: frozenset[str]) -> Iterator[Span]:
    """Yield the parts of a span between marks outside brackets; names in quotation marks are side
    by side without one (“甲”“乙”)."""
    depth, start = 0, span.start
    for at in range(span.start, span.end):
        opens, closes = text[at] in _OPEN, text[at] in _CLOSE
        beside = marks is _SIDE_BY_SIDE and text[at] in _QUOTING and text[at - 1] in "”》"
        if depth == 0 and (text[at] in marks or (beside and at > start)):
            if at > start:
                yield Span(start, at)
            start = at if beside else at + 1
        depth = max(depth + opens - closes, 0)
    if span.end > start:
        yield Span(start, span.end)


def _joined(text: str, span: Span) -> list[Span]:
    """Return the parts of a span that 和 joins, each of a word at least."""
    parts, start = [], span.start
    for word, at in _words(text, span):
        if word in _JOINING and at - start >= _WORD and span.end - at - len(word) >= _WORD:
            parts.append(Span(start, at))
            start = at + len(word)
    return [*parts, Span(start, span.end)]


def _words(text: str, span: Span) -> Iterator[tuple[str, int]]:
    cut = words(text[span.start : span.end])
    return zip(cut, accumulate(map(len, cut), initial=span.start), strict=False)


def _head_end(text: str, first: Span, others: Sequence[Span]) -> int:
    """Return where the first member begins, behind what is said of all (有序推进|青石): behind
    one deed and what leads on from it (加强|对|虬江), and behind more if what is left is no shorter
    than the others (建设北路)."""
    quoted = text.find(text[others[0].start], first.start, first.end)
    if quoted > 0 and all(text[one.start] in _QUOTING for one in others):
        return quoted
    least = min(one.end - one.start for one in others)
    leading = pattern(wording()["enumeration"]["leads"]).match(text, first.start, first.end)
    start = leading.end() if leading and first.end - leading.end() >= _WORD else first.start
    for deeds, (word, at) in enumerate(_words(text, Span(start, first.end))):
        left = first.end - at - len(word)
        kind = word_class(word)
        deed = kind == "p" or (kind in ("v", "d", "vd") and len(word) >= _WORD)
        within = at and text[at - 1] in _PREPOSITIONS and at > first.start
        further = deeds and kind != "p"
        if not deed or within or left < (max(least, _WORD) if further else _WORD):
            break
        start = at + len(word)
    return start


def _deed_start(text: str, last: Span) -> int:
    """Return where the deed begins behind the last of the places or offices it is done in or by
    (在深圳、苏州|设立驻点); 0 where none does."""
    return next(
        (
            at
            for word, at in _words(text, last)
            if at - last.start >= _WORD
            and ((word_class(word)[:1] in _DOING and len(word) >= _WORD) or word in _ALSO_DOING)
        ),
        0,
    )


def _has_own_figure(text: str, span: Span) -> bool:
    """Whether what a member has is a thing and its figure: 柳湾镇23公里."""
    figures = find_quantities(text[span.start : span.end])
    return bool(
        figures
        and figures[-1].start
        and figures[-1].dimension != "time"
        and span.end - span.start - figures[-1].end <= _WORD
    )


def _number(count: re.Match[str]) -> int:
    return parse_number(count["number"]) or 0
