"""Tell the members of a set that is called by their number: 三驾马车是哪三家, 五大片区有哪些."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from assistant.answers.answer import Answer, Statement, Status
from assistant.answers.phrases import phrase
from assistant.language.enumerations import find_enumerations
from assistant.language.normalize import focus, normalize, pattern, wording
from assistant.lookups.contents import answer_contents, contents
from assistant.lookups.glossary import members_of, said_beside
from assistant.lookups.lookup import heading, quote
from assistant.understanding.question import Question
from index.numerals import parse_number
from index.passages import Passage
from index.plan import Plan, Span

_MARKS = re.compile('[“”"「」《》]')
_MARK = "[“”]?"
# The number of a set, not of years, levels or children (三年, 三级, 二孩), nor of a plan (十四五).
_NUMERAL = re.compile(
    "(?!十[二三四五六]五)[双两二三四五六七八九十]+(?![年月日季级期届轮批次孩胎甲])"
)
# What is surely a set, and no name with a number in it: of a measure, or in quotation marks.
_COUNTED = re.compile("[两二三四五六七八九十][个大项条类种位家所件名支座片]")
_SEVERAL = re.compile(
    "(?P<count>[两二三四五六七八九十])(?P<measure>[个大项条]?)(?P<kind>[一-鿿]{1,3}?)(?:目标|要求|原则|任务|方面)?"
)
_NUMBER_BEGINS = re.compile("(?<=[一-鿿])(?<![一两二三四五六七八九十])(?=[一两二三四五六七八九十])")
_SO_ON = re.compile(rf"[、和].*等{_MARK}$")
_BESIDE = re.compile("[、和与及]$")


def answer_set(question: Question, plan: Plan, passages: Sequence[Passage]) -> Answer | None:
    """Quote where the plan lists the members of the set asked for, or say that it only names it.

    None where no set is asked for by a name or number that the plan has, or where its members
    stand there as examples (甲、乙等五个新城).
    """
    asked = _MARKS.sub("", focus(normalize(question.raw)))
    match = pattern(wording()["named_set"]["asks"]).fullmatch(asked)
    if match is None or question.yes_no:
        return None
    name = match["name"]
    if listed := contents(replace(question, raw=f"{name}有哪些"), plan):
        return answer_contents(question, listed, plan) if _NUMERAL.search(name) else None
    numerals = _NUMERAL.findall(name)
    if not numerals:
        return _alike(question, name, plan, passages)
    uses = [(p, start, end) for p in passages for start, end in _places(p.text, name)]
    if not uses:
        return _alike(question, name, plan, passages)
    count = _number(numerals[0]) if len(numerals) == 1 else None
    for passage, start, end in uses:
        found = members_of(passage, start, end, count) if count else None
        if found:
            run = _clauses(passage, _at(passage, start, end), found)
            bold = _members(plan.source[found.start : found.end], count)
            shown = quote(plan, run, bold or _written(passage.text, name))
            return Answer(question.raw, "answered", (shown,))
    for passage, start, end in uses:
        if told := said_beside(passage, start, end):
            run = _clauses(passage, _at(passage, start, end), told)
            return Answer(
                question.raw, "answered", (quote(plan, run, _written(passage.text, name)),)
            )
    marked = any(
        p.text[start - 1 : start] in "“" or _MARKS.search(p.text[start:end])
        for p, start, end in uses
        if start
    )
    if not (marked or _COUNTED.match(name)):
        return None
    if any(_SO_ON.search(p.text[:start]) or _BESIDE.search(p.text[:start]) for p, start, _ in uses):
        return None
    by_name = bool(match["members"])
    said = phrase("answer.named_not_listed" if by_name else "answer.named_not_explained", term=name)
    runs = dict.fromkeys(_clauses(p, _at(p, start, end)) for p, start, end in uses)
    quotes = (
        quote(plan, run, _written(plan.source[run.start : run.end], name), "bullet") for run in runs
    )
    status: Status = "not_in_plan" if by_name else "answered"
    return Answer(question.raw, status, (Statement("phrase", said), *quotes))


def _alike(question: Question, name: str, plan: Plan, passages: Sequence[Passage]) -> Answer | None:
    """Quote the one clause that has as many things side by side as are asked for, each with their
    kind (三个“以”: 以…、以…、以…), or correct the number by which the plan names the set."""
    several = _SEVERAL.fullmatch(name)
    count = parse_number(several["count"]) if several else None
    if several is None or not count:
        return None
    kind = several["kind"]
    listed = [
        (passage, clause)
        for passage in passages
        for clause in passage.clauses
        if _each_has(plan.source[clause.start : clause.end], kind, count)
    ]
    if len(listed) == 1:
        ((_, clause),) = listed
        return Answer(question.raw, "answered", (quote(plan, clause),))
    titled = [item for item in plan.own_items if kind in item.title]
    if not listed and len(kind) > 1 and len(titled) == count:
        term = {"term": name, "kind": kind, "count": count}
        lead = Statement("phrase", phrase("answer.titled_alike", **term))
        return Answer(question.raw, "answered", (lead, *map(heading, titled)))
    other = re.compile(f"[两二三四五六七八九十]{several['measure']}{_MARK}{kind}(?=”)")
    if listed or not several["measure"]:
        return None
    for passage in passages:
        if named := other.search(passage.text):
            said = phrase("answer.contradicts_figure", figure=f"“{_MARKS.sub('', named[0])}”")
            shown = quote(plan, passage.span, [named[0]])
            return Answer(question.raw, "answered", (Statement("phrase", said), shown))
    return None


def _each_has(clause: str, kind: str, count: int) -> bool:
    """Whether a clause has as many things side by side, each named by its kind before or behind."""
    named = re.compile(f"(?:^|[“两一二三四五六七八九]){kind}|{kind}[”」]?[。,，;；]?$")
    first, *others = clause.split("、")
    alike = len(others) + 1 == count and all(map(named.search, others))
    return alike and kind in first  # behind what is said of all: 坚持以…、以…


def _number(numeral: str) -> int | None:
    return 2 if numeral == "双" else parse_number(numeral)


def _members(text: str, count: int | None) -> list[str]:
    """Return the members of a list of so many, as written; [] where they are not told apart."""
    lists = (one.members for one in find_enumerations(text) if len(one.members) == count)
    return [text[span.start : span.end] for span in next(lists, ())]


def _clauses(passage: Passage, *spans: Span) -> Span:
    """Return the clauses of a sentence that the spans stand in, from the first to the last."""
    run = [c for c in passage.clauses if any(c.overlaps(span) for span in spans)]
    return Span(run[0].start, run[-1].end)


def _places(text: str, name: str) -> Iterator[tuple[int, int]]:
    """Yield where a text has a name, whatever of it stands in quotation marks, and a comma before
    each further number of it: 三大任务、一大平台."""
    parts = (_MARK.join(map(re.escape, part)) for part in _NUMBER_BEGINS.split(name))
    form = f"{_MARK}、?{_MARK}".join(parts)
    for found in re.finditer(form, text.lower()):
        yield found.span()


def _written(text: str, name: str) -> list[str]:
    """Return a name as a text has it, its longest part where a mark parts it (“三公”经费)."""
    written = (text[start:end] for start, end in _places(text, name))
    return [max(_MARKS.split(each), key=len) for each in written]


def _at(passage: Passage, start: int, end: int) -> Span:
    return Span(passage.span.start + start, passage.span.start + end)
