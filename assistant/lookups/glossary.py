"""The plan's named terms, “…” and 《…》, with every sentence that has them."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from index.numerals import parse_number
from index.passages import Passage, clause_spans
from index.plan import Span

_QUOTED = re.compile(r"“([^“”]{2,40})(?:”|\s*$)")
_TITLED = re.compile(r"《([^《》]{2,120})》")
_COUNTED = re.compile(r"[三四五六七八九十]|两")
_JOINT = re.compile(r"、|以及|[和与及]")
_BEHIND = re.compile(
    r"[”》]?(?:[(（](?:即|包括|分别[是为])?|[^、,，(（]{0,4}?(?:即|包括|分别[是为]|是|为|有))(?P<members>[^()（）]+)"
)
_MEANING = re.compile("即|是指|指的是|分别[是为]|包括")
_MEANS = re.compile(
    r"[”》](?:[(（]即(?P<aside>[^()（）]+)[)）]|(?:即|是指|指的是)(?P<said>[^,，。;；]+))"
)
# Brackets behind a name, or the noun it goes with, that say what it or its parts stand for:
# “一核两带”布局（“一核”即老城，…）; and what a name is short for: （以下简称“高新区”）.
_ASIDE = re.compile(
    r"[”》]?[^,，。;；、()（）\d]{0,8}[(（]"
    r"(?P<aside>[^()（）]*(?:即(?![将使可便日时])|是指|指的?是)[^()（）]*)[)）]"
)
_SHORT_FOR = re.compile(r"简称(?:为|作)?[:：]?[“《]?$")


@dataclass(frozen=True, slots=True)
class Term:
    """A term the plan puts in quotation marks or, if `is_document`, in title marks.

    `uses` are the sentences that have its words, quoted or not, each with their places in
    `Plan.source`; `explanation` is where the plan itself says what the term means, else None.
    """

    text: str
    is_document: bool
    uses: tuple[tuple[Passage, tuple[Span, ...]], ...]
    explanation: Span | None


def find_terms(passages: Sequence[Passage]) -> tuple[Term, ...]:
    """Return every term once, in the order of the text."""
    named: dict[str, bool] = {}
    for passage in passages:
        marked = [(m.start(), m[1], False) for m in _QUOTED.finditer(passage.text)]
        marked += [(m.start(), m[1], True) for m in _TITLED.finditer(passage.text)]
        for _, text, is_document in sorted(marked):
            if name := text.strip():
                named.setdefault(name, is_document)
    return tuple(_term(text, is_document, passages) for text, is_document in named.items())


def _term(text: str, is_document: bool, passages: Sequence[Passage]) -> Term:
    uses = tuple(
        (passage, places) for passage in passages if (places := tuple(_places(passage, text)))
    )
    explained = (_explanation(passage, text) for passage, _ in uses)
    return Term(text, is_document, uses, next((span for span in explained if span), None))


def _places(passage: Passage, text: str) -> Iterator[Span]:
    for match in re.finditer(re.escape(text), passage.text):
        start = passage.span.start + match.start()
        yield Span(start, start + len(text))


def _explanation(passage: Passage, text: str) -> Span | None:
    """Return the words that say what the term means, if the sentence has such words.

    They follow it (“…”即…, “…”(即…)), or they list as many things as its numeral counts, right
    before it (居委会、业委会、物业公司“三驾马车”) or, from three on, in the clause after it.
    """
    at = passage.text.find(f"“{text}”")
    if at < 0:
        return None
    end = at + len(text) + 2
    means = _MEANS.match(passage.text, end - 1)
    if means:
        name = "aside" if means["aside"] else "said"
        return _shifted(passage, means.start(name), means.end(name))
    if beside := said_beside(passage, at + 1, end - 1):
        return beside
    count = parse_number(text[0]) if _COUNTED.match(text) else None
    return members_of(passage, at, end, count) if count else None


def said_beside(passage: Passage, at: int, end: int) -> Span | None:
    """Return the words beside the name from `at` to `end` that say what it stands for: the brackets
    behind it, or what it is short for; None where none do."""
    if aside := _ASIDE.match(passage.text, end):
        return _shifted(passage, aside.start("aside"), aside.end("aside"))
    if _SHORT_FOR.search(passage.text, 0, at):
        clause = next(c for c in clause_spans(passage.text) if at < c.end)
        return _shifted(passage, clause.start, clause.end)
    return None


def members_of(passage: Passage, at: int, end: int, count: int) -> Span | None:
    """Return the words in which a sentence lists as many things as are named from `at` to `end`:
    right before it, behind it in brackets or behind 即, or, from three on, in the next clauses."""
    clauses = clause_spans(passage.text)
    place = next(i for i, clause in enumerate(clauses) if at < clause.end)
    before = passage.text[clauses[place].start : at]
    if len(_JOINT.split(before)) == count and not _JOINT.search(before[-1:]):
        return _shifted(passage, clauses[place].start, clauses[place].end)
    behind = _BEHIND.match(passage.text, end, clauses[place].end)
    if behind and len(_JOINT.split(behind["members"])) == count:
        return _shifted(passage, behind.start("members"), behind.end("members"))
    after = clauses[place + 1 : place + 3]
    after = after if count > 2 else [c for c in after[:1] if _MEANING.match(passage.text, c.start)]
    for clause in after:
        if len(_JOINT.split(passage.text[clause.start : clause.end])) == count:
            return _shifted(passage, clause.start, clause.end)
    return None


def _shifted(passage: Passage, start: int, end: int) -> Span:
    """Return the range of the sentence as a range of the source, without marks at its end."""
    while end > start and passage.text[end - 1] in ",，。;；:： \n":
        end -= 1
    return Span(passage.span.start + start, passage.span.start + end)
