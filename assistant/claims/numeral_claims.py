"""Compare the numbers by which a question names things (第六次, 12号线) with the plan's."""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from assistant.evidence.choosing import best_run
from assistant.evidence.pieces import left_of
from assistant.evidence.ranking import Candidate
from assistant.understanding.question import Question
from index.plan import Span

# Not in 哪一届, which asks.
_NUMERAL = re.compile(
    r"(?!(?<=哪)一)(第?[一二两三四五六七八九十]+)(轮|次(?!性)|届|级|种|批|个?县|连冠)"
)
_NUMERALS = re.compile("[一二三四五六七八九十]+")
_CLAIMS = re.compile("对吧|是吧|对吗|对不对|是不是|没错|吧[?？。!！]*$")


@dataclass(frozen=True, slots=True)
class NumeralVerdict:
    """The plan has other numerals for the claimed measure words, in `span`."""

    stated: str
    span: Span


def check_numerals(
    question: Question, candidates: Sequence[Candidate], source: str
) -> NumeralVerdict | None:
    """Find another numeral before a measure word than the question has: 第六次 / 第七次."""
    if renumbered := _renumbered(question, candidates, source):
        return renumbered
    claimed = _NUMERAL.findall(question.text)
    if not claimed or not candidates:
        return None
    best = candidates[0].passage
    stated = _NUMERAL.findall(best.text)
    units = {unit for _, unit in claimed}
    said = {numeral.removeprefix("第") + unit for numeral, unit in stated}  # 二轮 of 第二轮
    same_unit = [(numeral, unit) for numeral, unit in stated if unit in units]
    if not same_unit or any(numeral.removeprefix("第") + unit in said for numeral, unit in claimed):
        return None
    same_unit = _counting_the_same(question.text, best.text, units)
    run = best_run(question.terms, best, source)
    return NumeralVerdict("、".join(dict.fromkeys("".join(pair) for pair in same_unit)), run)


def _counting_the_same(asked: str, text: str, units: Collection[str]) -> list[tuple[str, str]]:
    """Return the numerals of a text that number what a claim numbers: 第四次 of 经济普查, where
    第七次 is of 人口普查."""
    claimed = [asked[found.end() :] for found in _NUMERAL.finditer(asked) if found[2] in units]
    numerals = [found for found in _NUMERAL.finditer(text) if found[2] in units]
    ends = [*(found.start() for found in numerals[1:]), len(text)]
    left = [
        min((len(left_of(said, text[found.end() : end])) for said in claimed), default=0)
        for found, end in zip(numerals, ends, strict=True)
    ]
    return [
        (found[1], found[2])
        for found, unlike in zip(numerals, left, strict=True)
        if unlike == min(left)
    ]


def _renumbered(
    question: Question, candidates: Sequence[Candidate], source: str
) -> NumeralVerdict | None:
    """Find a name claimed that the sentences have with another numeral (五中全会 / 四中全会)."""
    names = [term.text for term in question.subject if _NUMERALS.search(term.text)]
    texts = [candidate.passage.text.lower() for candidate in candidates]
    for name in names if question.yes_no else ():
        another = re.compile(_NUMERALS.sub(_NUMERALS.pattern, re.escape(name)))
        if len(_NUMERALS.sub("", name)) < 2 or any(name in text for text in texts):
            continue
        for candidate, text in zip(candidates, texts, strict=True):
            found = set(another.findall(text))
            if len(found) == 1:  # of several, see what each numbers
                run = best_run(question.terms, candidate.passage, source, another.search)
                return NumeralVerdict(found.pop(), run)
    return None


def check_identifiers(
    question: Question, candidates: Sequence[Candidate], plan_text: str, source: str
) -> NumeralVerdict | None:
    """Find the plan's identifier of the kind that the question has another of: 12号线 / 18号线."""
    if not question.yes_no or not candidates or not _CLAIMS.search(question.raw):
        return None
    best = candidates[0].passage
    text = best.text.lower()
    for claimed in question.identifiers:
        kind = re.sub(r"\d+", "", claimed)
        stated = re.findall(rf"(?<!\d)\d+{re.escape(kind)}(?![a-z])", text)
        if claimed not in plan_text and kind and stated:
            run = best_run(question.terms, best, source, re.compile(re.escape(stated[0])).search)
            return NumeralVerdict("、".join(dict.fromkeys(stated)), run)
    return None
