"""Compare what is claimed to be among the members of something with the list that the plan has of
it: 三大特色产业包括茶叶吗, 消防算不算重点领域, 示范街是不是槐荫路和书院街.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assistant.evidence.pieces import left_of, names_of, pieces_in, without_figures
from assistant.language.clauses import PHRASE_END
from assistant.language.normalize import pattern, wording
from assistant.understanding.question import content_words
from index.passages import Passage
from index.plan import Plan, Span
from index.quantities import claimed_values, find_quantities

_BETWEEN = re.compile("、|(?<=[”》])(?=[“《])")
_JOINED = re.compile("(?<=[^、]{2})(?:以及|[和与及])(?=[^、]{2})")
_OPEN = re.compile("等(?![级候待到于])|其[他它]")
# What closes a list in its last part: 等, a number of what was listed, the name of the whole.
_CLOSES = re.compile(
    r"等|(?:\d+|[一二两三四五六七八九十]+)[个条处座所家类种项件名位大级镇乡村](?!亿)|[“《)）]"
)
_ATTACHED = re.compile("其中|分别|包括|主要|重点|即|分为|位于|[（(]|在(?=[^,，]*、)")
_ASKED = re.compile("(?P<verb>[是有算属])[不没](?P=verb)")
_DENIED = re.compile("[不没未]|除了|以外")
_EDGE = " ,，。;；、“”《》()（）"
_FIRST = 2  # characters: the shortest name of a first or last member
_LED = 4  # characters that may lead the first member: 抓好
_SURE_NAME = 3


@dataclass(frozen=True, slots=True)
class MemberVerdict:
    """Whether all that is claimed is in the list in `span`: `absent` is what is not, and `more`
    whether the list has more than what is claimed to be all; `open`: it goes on with 等."""

    span: Span
    claimed: tuple[str, ...]
    absent: tuple[str, ...] = ()
    more: bool = False
    open: bool = False


@dataclass(frozen=True, slots=True)
class _Claim:
    what: str
    members: tuple[str, ...]
    all_of: bool  # they are claimed to be all there are


@dataclass(frozen=True, slots=True)
class _List:
    """The `parts` of a clause between 、, and what is said around them that tells of what they are
    a list."""

    parts: tuple[str, ...]
    around: str
    text: str


def check_members(said: str, passages: Sequence[Passage], plan: Plan) -> MemberVerdict | None:
    """Compare a claim with the lists of the sentences; None where none is surely of that."""
    if _DENIED.search(_ASKED.sub("", said)):
        return None
    for claim in _claims(said):
        denied = []
        for listed, span in _lists(passages, plan):
            if not _is_of(claim.what, listed):
                continue
            absent = tuple(name for name in claim.members if not _has(listed, name))
            if not absent:
                more = claim.all_of and len(claim.members) < len(listed.parts)
                return MemberVerdict(span, claim.members, more=more)
            others = claim.all_of and len(claim.members) > 1 and len(absent) == len(claim.members)
            named = names_of(without_figures(claim.what)) or len(claim.members) > 1
            counted = _counts(listed, claim.what)
            if (
                named
                and not (others or counted)
                and not any(_alike(name, claim.what, listed) for name in absent)
            ):
                is_open = bool(_OPEN.search(listed.text))
                denied.append(MemberVerdict(span, claim.members, absent, open=is_open))
        if len(denied) == 1 and not _said_elsewhere(claim, denied[0], plan):
            return denied[0]
    return None


def names_beside(text: str) -> list[str]:
    """Return what a text names side by side; 和 joins names of two characters at least (东和)."""
    return [name for part in _BETWEEN.split(text) for name in _JOINED.split(part)]


def _claims(said: str) -> Iterator[_Claim]:
    for form in wording()["membership"]["claims"]:
        found = pattern(form["said"]).fullmatch(said)
        if found is None:
            continue
        what = found["what"].strip(_EDGE)
        members = tuple(name.strip(_EDGE) for name in names_beside(found["members"]))
        # 从600涨到650 is no name, either.
        short = any(len(name) < _FIRST or claimed_values(name) for name in members)
        # 初中学位是2000个 claims a figure, which is nothing to be a member of.
        figure = find_quantities(what) and not any(
            len(word) > 1 for word in content_words(without_figures(what))
        )
        if not (short or figure):
            yield _Claim(what, members, bool(form.get("all_of")))


def _lists(passages: Sequence[Passage], plan: Plan) -> Iterator[tuple[_List, Span]]:
    """Yield the clauses of the sentences that list things, each with what the clause before says
    if it only goes on with that (，分别位于…, 其中…)."""
    for passage in passages:
        before = ""
        for clause in passage.clauses:
            text = plan.source[clause.start : clause.end].lower()
            parts = _BETWEEN.split(text.rstrip(_EDGE))
            joined = names_beside(text.rstrip(_EDGE))
            attached = before if _ATTACHED.match(text) else ""
            if len(parts) > 1 or (attached and len(joined) > 1):
                parts = parts if len(parts) > 1 else joined
                around = f"{attached}|{parts[0][:-_FIRST]}|{_closing(parts[-1])}"
                span = Span(clause.start - len(attached), clause.end)
                yield _List(tuple(parts), around, text), span
            before = "" if text.rstrip().endswith(("。", "；", ";")) else text


def _closing(last: str) -> str:
    """Return what the last part of a list says behind its member."""
    closed = _CLOSES.search(last, _FIRST)
    return last[closed.start() :] if closed else last[_FIRST:]


def _is_of(what: str, listed: _List) -> bool:
    """Whether a list is of what is claimed: all of that is said around its members."""
    for word in names_of(what):  # 东湖商办项目、北湖项目、南湖商办项目 are not all 商办
        named = [word in part for part in listed.parts]
        if len(word) > 1 and any(named[1:-1]) and not all(named):
            return False
    left = left_of(what, listed.around)
    told = sum(map(len, pieces_in(what, listed.around)))
    return told >= min(_SURE_NAME, len(what)) and all(
        len(word) == 1 for word in content_words(left)
    )


def _has(listed: _List, name: str) -> bool:
    """Whether a list has a member of this name: as a part, or at the begin or end of one; or all
    but the kind of place that it is (东和村)."""
    parts = [without_figures(part.strip(_EDGE)).strip(_EDGE) for part in listed.parts]
    parts = [one.strip(_EDGE) for part in parts for one in (part, *_JOINED.split(part))]
    before, led, _ = listed.parts[0].partition(name)
    if (led and len(before) <= _LED) or (len(name) > _FIRST and name[:-1] in parts):
        return True
    return any(part.startswith(name) or part.endswith(name) for part in parts) or any(
        re.search(
            rf"{re.escape(name)}(?:[)）”》\d]|等|[一二两三四五六七八九十]+[个大类级条])", part
        )
        for part in listed.parts
    )


def _counts(listed: _List, what: str) -> bool:
    """Whether a list is of deeds, and has the number of what it is claimed to name: 修缮房屋2万
    平方米、改造68个小区."""
    nouns = map(re.escape, content_words(what))
    told = any(re.search(rf"\d+[一-鿿]{noun}", part) for noun in nouns for part in listed.parts)
    return told and sum(bool(find_quantities(part)) for part in listed.parts) > 1


def _alike(name: str, what: str, listed: _List) -> bool:
    """Whether a list may have a member in other words: it has a piece of the name that is none of
    what it is a list of."""
    return any(piece not in what for piece in pieces_in(name, listed.text))


def _said_elsewhere(claim: _Claim, verdict: MemberVerdict, plan: Plan) -> bool:
    """Whether the plan says of what is absent, in any clause, what it is claimed to be among."""
    for item in plan.items:
        for text in PHRASE_END.split(item.text.lower()):
            if any(name in text for name in verdict.absent) and not names_of(
                left_of(claim.what, text)
            ):
                return True
    return False
