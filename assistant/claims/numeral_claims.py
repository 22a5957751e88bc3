"""Compare the numbers by which a question names things (第六次, 12号线) with the plan's."""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from assistant.evidence.choosing import best_run
from assistant.evidence.coverage import core_terms
from assistant.evidence.pieces import left_of, names_of
from assistant.evidence.ranking import Candidate
from assistant.language.clauses import CLAUSE_END, start_of
from assistant.language.deadlines import find_deadlines
from assistant.language.normalize import pattern, wording
from assistant.language.numbered_names import has_name
from assistant.understanding.question import CLAIM_ENDS, Question, Term, content_words
from index.lexical import word_class
from index.numerals import parse_number
from index.plan import Plan, Span

# Not in 哪一届, which asks, nor 村一级, of which there is but one.
_NUMERAL = re.compile(
    r"(?!(?<=哪)一|(?<=[省市区县乡镇村])一级)(第?[一二两三四五六七八九十]+)(轮|次(?!性)|届|级|种|批|个?县|连冠)"
)
_NUMERALS = re.compile("[一二三四五六七八九十]+")
# A small number of what is counted, and no ordinal: 第二期, 二期 (which 两期 is not), 一期.
_COUNTED = re.compile(
    r"(?<![第\d一二两三四五六七八九十百千万.至到-])(?P<number>[两三四五六七八九十]|\d{1,2})(?P<unit>[期层栋批轮班步排台座届艘])"
    "(?![一-鿿]?[和、与及]?[一二三四五六七八九十][期层栋批轮班步])"
)
# 三期工程, 三期(…)3月开工.
_NAMES_ONE = re.compile("[三四五六七八九十](?:期|批)(?=[(（工项])")
_DENIED = re.compile("[不没未]|只|仅|还是|第")
_SENTENCE_END = re.compile("[;；。\\n]")
_TIMES = re.compile(r"每[两半一]?个?(?:[年月周日天]|季度?|星期)|[去前明后]年|20\d\d年|上年|往年")
_DEEDS = ("v", "a", "d")
_PLACED = ("n", "f", "s", "j")  # of word classes: 地下五层, of 五层
_BESIDE = re.compile("今年|年内|计划|听说|好像|请问|[将把要会的了是在]")
_TOLD = 2  # words by which a clause is surely what is claimed
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
    told = [
        one
        for one in _COUNTED.finditer(text)
        if one["unit"] == claim["unit"] and not _NAMES_ONE.match(text, one.start())
    ]
    if len({_value(one["number"]) for one in told}) != 1:
        return None
    one = told[0]
    start, end = _around(CLAUSE_END, text, one)
    first, _ = _around(_SENTENCE_END, text, one)
    said = f"{question.text[: claim.start()]} {question.text[claim.end() :]}".strip(CLAIM_ENDS)
    if not _is_of(said, rest, text[first:end], one.start() - first, item.title.lower()):
        return None
    if any(time not in text[start:end] for time in _TIMES.findall(said)):
        return None
    noun = next(iter(content_words(question.text[claim.end() :])), "")
    if len(noun) > 1 and word_class(noun)[:1] == "n" and noun not in text[one.end() : end]:
        return None
    span = Span(item.span.start + start, item.span.start + end)
    return NumeralVerdict(one[0], span, agrees=_value(one["number"]) == _value(claim["number"]))


def _around(end: re.Pattern[str], text: str, at: re.Match[str]) -> tuple[int, int]:
    """Return where the part of a text that has a match begins and ends."""
    mark = end.search(text, at.end())
    return start_of(end, text, at.start()), mark.end() if mark else len(text)


def _is_of(said: str, rest: Sequence[Term], sentence: str, at: int, title: str) -> bool:
    """Whether a sentence, up to where it counts something behind `at`, does so of all things that a
    claim names.

    The title tells of what only where the sentence has no thing of its own ahead of the number; nor
    may another stand between them: 办公楼改造，新建停车楼共五层."""
    ahead = _things(sentence[:at])
    around = sentence if any(word not in title for word in ahead) else f"{sentence}|{title}"
    things = [t for t in rest if word_class(t.text)[:1] not in _DEEDS]
    if any(not any(form in around for form in term.forms) for term in things):
        return False
    if any(word_class(word)[:1] in _PLACED for word in content_words(left_of(said, around))):
        return False
    named = [form for term in things for form in term.forms if form in sentence[:at]]
    behind = max((sentence.rfind(form, 0, at) + len(form) for form in named), default=at)
    return not _things(left_of(sentence[behind:at], said))


def _things(text: str) -> list[str]:
    return [word for word in names_of(text) if len(word) > 1 and word_class(word)[:1] in ("n", "j")]


def _value(numeral: str) -> int | None:
    return parse_number(numeral.replace("两", "二"))


def check_identifiers(
    question: Question, candidates: Sequence[Candidate], plan_text: str, source: str
) -> NumeralVerdict | None:
    """Find the plan's identifier of the kind that the question has another of: 12号线 / 18号线."""
    # 12号线通车吗 may only ask; what is stated in a text that is to be checked asks nothing.
    asks = pattern(wording()["yes_no"]["asks"]).search(question.raw)
    if not question.yes_no or not candidates or (asks and not _CLAIMS.search(question.raw)):
        return None
    best = candidates[0].passage
    text = best.text.lower()
    for claimed in question.identifiers:
        kind = re.sub(r"\d+", "", claimed)
        stated = re.findall(rf"(?<!\d)\d+{re.escape(kind)}(?![a-z])", text)
        if not has_name(claimed, plan_text) and kind and stated:
            run = best_run(question.terms, best, source, re.compile(re.escape(stated[0])).search)
            return NumeralVerdict("、".join(dict.fromkeys(stated)), run)
    return None


def check_identifier_of(
    question: Question, candidates: Sequence[Candidate], plan: Plan
) -> NumeralVerdict | None:
    """Find another identifier in the clause that says all else that is claimed (3号地块 is sold,
    where that is said of 5号地块); None where the plan says any of it beside the one claimed."""
    said = _BESIDE.sub(" ", question.text.strip(CLAIM_ENDS))
    if not question.yes_no or len(question.identifiers) != 1 or _DENIED.search(said):
        return None
    (claimed,) = question.identifiers
    kind = re.sub(r"\d+", "", claimed)
    number = re.compile(rf"(?<![\da-z])\d+{re.escape(kind)}(?![a-z])")
    rest = said.replace(claimed, " ")
    if not kind or len(names_of(rest)) < _TOLD or claimed not in plan.folded:
        return None
    told: list[NumeralVerdict] = []
    for passage in (candidate.passage for candidate in candidates):
        for clause in passage.clauses:
            text = plan.source[clause.start : clause.end].lower()
            if not _all_said(rest, text):
                continue
            stated = set(number.findall(text))
            if claimed in text or (not stated and claimed in passage.text.lower()):
                return None
            if len(stated) == 1:
                told.append(NumeralVerdict(stated.pop(), clause))
    return told[0] if len({one.stated for one in told}) == 1 else None


def _all_said(rest: str, text: str) -> bool:
    return not names_of(left_of(rest, text))
