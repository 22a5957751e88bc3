"""Compare the numbers by which a question names things (第六次, 12号线) with the plan's."""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from assistant.evidence.choosing import best_run
from assistant.evidence.coverage import core_terms, coverage
from assistant.evidence.pieces import left_of
from assistant.evidence.ranking import Candidate
from assistant.language.deadlines import find_deadlines
from assistant.understanding.question import Question, content_words
from index.lexical import word_class
from index.numerals import parse_number
from index.plan import Plan, Span

# Not in 哪一届, which asks.
_NUMERAL = re.compile(
    r"(?!(?<=哪)一)(第?[一二两三四五六七八九十]+)(轮|次(?!性)|届|级|种|批|个?县|连冠)"
)
_NUMERALS = re.compile("[一二三四五六七八九十]+")
# A small number of what is counted, and no ordinal: 第二期, 二期 (which 两期 is not), 一期.
_COUNTED = re.compile(
    r"(?<![第\d一二两三四五六七八九十百千万.至到-])(?P<number>[两三四五六七八九十]|\d{1,2})(?P<unit>[期层栋批轮班步排台座届艘])"
    "(?![一-鿿]?[和、与及]?[一二三四五六七八九十][期层栋批轮班步])"
)
# 三期工程, 三期(…)3月开工 name one.
_FIRST = re.compile("[三四五六七八九十](?:期|批)(?=[(（工项])")
_DENIED = re.compile("[不没未]|只|仅|还是|第")
_CLAUSE_END = re.compile("[,，;；。]")
_COVERED = 0.5
_CLAIMS = re.compile("对吧|是吧|对吗|对不对|是不是|没错|吧[?？。!！]*$")


@dataclass(frozen=True, slots=True)
class NumeralVerdict:
    """The plan has other numerals for the claimed measure words, in `span`; or the same, where it
    `agrees`."""

    stated: str
    span: Span
    agrees: bool = False


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
    heads = [next(iter(content_words(said)), "") for said in claimed]
    numerals = [found for found in _NUMERAL.finditer(text) if found[2] in units]
    ends = [*(found.start() for found in numerals[1:]), len(text)]
    left = [
        min((len(left_of(said, text[found.end() : end])) for said in claimed), default=0)
        for found, end in zip(numerals, ends, strict=True)
    ]
    near = [
        (found, any(head and head in text[found.end() : end] for head in heads))
        for found, end, unlike in zip(numerals, ends, left, strict=True)
        if unlike == min(left)
    ]
    # 人口普查数据, of 第七次人口普查和第四次经济普查数据: what it begins with tells.
    headed = [found for found, has_head in near if has_head] or [found for found, _ in near]
    return [(found[1], found[2]) for found in headed]


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


def check_counted(
    question: Question, candidates: Sequence[Candidate], plan: Plan
) -> NumeralVerdict | None:
    """Compare how many of something are claimed in a small number (分两期, 四层楼) with the only
    number that the item on it has before the same word; None where none or several have it, or
    more is claimed."""
    found = [*_COUNTED.finditer(question.text)] if question.yes_no and candidates else []
    if len(found) != 1 or find_deadlines(question.text) or _DENIED.search(question.text):
        return None
    (claim,) = found
    item = plan.item(candidates[0].passage.item)
    rest = [t for t in core_terms(question.terms) if t.text not in claim[0]]
    if item is None or not rest:
        return None
    text = item.text.lower()
    if coverage(rest, f"{text}|{item.title.lower()}") < _COVERED:
        return None
    told = [
        one
        for one in _COUNTED.finditer(text)
        if one["unit"] == claim["unit"] and not _FIRST.match(text, one.start())
    ]
    if len({_value(one["number"]) for one in told}) != 1:
        return None
    one = told[0]
    start = max((mark.end() for mark in _CLAUSE_END.finditer(text, 0, one.start())), default=0)
    mark = _CLAUSE_END.search(text, one.end())
    end = mark.end() if mark else len(text)
    noun = next(iter(content_words(question.text[claim.end() :])), "")
    if len(noun) > 1 and word_class(noun)[:1] == "n" and noun not in text[one.end() : end]:
        return None
    span = Span(item.span.start + start, item.span.start + end)
    return NumeralVerdict(one[0], span, agrees=_value(one["number"]) == _value(claim["number"]))


def _value(numeral: str) -> int | None:
    return parse_number(numeral.replace("两", "二"))


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
