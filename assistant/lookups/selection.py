"""Answer what selects by an attribute: all that a department answers for or that names none, that
is due by a date, that begins or ends this year, or that draws a document up. Like the list of
mentions it is exact and needs no ranking.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache, partial
from itertools import accumulate, pairwise
from typing import Literal

from assistant.answers.answer import Answer, Statement
from assistant.answers.phrases import phrase
from assistant.language.deadlines import Deadline, due_dates, find_deadlines, is_limit, is_over
from assistant.language.normalize import normalize, pattern, wording
from assistant.language.offices import (
    Part,
    Role,
    asked_role,
    forms,
    has_role,
    likeness,
    office_asked,
    parts_in,
    parts_of,
    same_level,
)
from assistant.language.sections import listing_annex, main_sections
from assistant.language.stages import tells_more
from assistant.language.times import later_years, later_years_in
from assistant.lookups.contents import called
from assistant.lookups.lookup import counted, heading, quote
from assistant.silence.rules import RESPONSIBILITY
from assistant.understanding.question import Question, content_words
from index.lexical import words
from index.passages import Passage
from index.plan import Plan, Section, Span
from index.quantities import find_quantities

_YEAR = re.compile(r"(20\d{2})\s*年")
_YEARS_END = re.compile(rf"{_YEAR.pattern}(?:[底末](?:以?前|之前)?)?")
# A year that tells when something is, and is not of a thing: 2023年度结转的, 2025年预算.
_YEAR_TOLD = re.compile(
    r"(20\d{2})\s*年(?![度初]?(?:结转|遗留|续建|剩余|未|立项|下达|签约|的?[一-鿿]{0,4}(?:计划|预算|项目|任务|目标|方案|要点)))"
)
_THIS_YEAR = re.compile("今年|本年(?!度)")
_WHICH = re.compile("哪些|哪几[个项部份]?|什么")
_QUOTED = re.compile('[“”"「《]')
_PART = re.compile("[,，。;；:：?？]")
_LONG = 120  # characters
_SHORTEST_NAME = 4
_NOT = re.compile("(?:不是|不在|并非)[^,，]{0,4}$")
_OR = re.compile("[,，]?(?:或者?是?|和|与|及|以及|还有|、)")
_HOW_MANY = re.compile("(?:几|多少)个")
_OF_ITEMS = re.compile("任务|工作|事项")
# What an item has for its time limit, in a line of its own or in brackets.
_LIMIT = re.compile(
    r"(?:^|[\n,，；;（(])\W*(?:完成|办结)?(?:时限|期限|时间|日期)[:：](?P<dates>[^;；()（）〔〕【】\n。]+)"
)
# The kinds by which a row is selected for one of its cells.
_BY_CELL = ("stage", "deadline")
# The aspects that are what is selected by.
_SELECTING = frozenset({RESPONSIBILITY, "时间安排"})


@dataclass(frozen=True, slots=True)
class Selection:
    """What is selected by: each empty or None when it is not; `said` is how it was asked.

    Only this `role` of the department is meant, unless it is None; what is due `or_by` another
    deadline is meant, too; `exactly` this deadline is meant, and none before it; `of_limits`: only
    what an item or row has for its time limit (完成时限). `without`: the items that name no
    department in this role; `named_as`: those that name any as this (配合单位). `year`: another
    than the plan's, that is written beside; `negated`: what has another time limit than the
    deadline; `due`: what is due 早 or 晚 of all; `counted`: how many rows of a table there are is
    asked. `section`: only what stands in it is meant.
    """

    said: str
    department: str = ""
    role: Role | None = None
    deadline: Deadline | None = None
    or_by: tuple[Deadline, ...] = ()
    exactly: bool = False
    of_limits: bool = False
    stage: tuple[str, ...] = ()
    drafts: bool = False
    without: bool = False
    named_as: str = ""
    year: int | None = None
    negated: bool = False
    due: Literal["", "早", "晚"] = ""
    counted: bool = False
    section: Section | None = None

    @property
    def kind(self) -> str:
        """Return what it is selected by, as its phrase is called."""
        if self.department:
            return self.role or "department"
        if self.named_as:
            return "named_as"
        if self.drafts:
            return "drafts"
        if self.due:
            return "due"
        if self.negated:
            return "negated"
        return "stage" if self.stage and not self.deadline else "deadline"


def selection(question: Question, plan: Plan) -> Selection | None:
    """Read what a question selects by; None when it asks for anything else as well."""
    if selected := _selection(question, plan):
        return selected
    for section, name in _sections_named(question.text, plan):
        rest = replace(
            question,
            text=question.text.replace(name, " "),
            raw=question.raw.replace(name, " "),
        )
        if selected := _selection(rest, plan):
            return replace(selected, section=section)
    return None


def _sections_named(text: str, plan: Plan) -> Iterator[tuple[Section, str]]:
    """Yield the sections that a text names by their titles or whole clauses of them."""
    for section in main_sections(plan):
        title = section.title.lower().rstrip("。")
        names = [name for name in {title, *_PART.split(title)} if len(name) >= _SHORTEST_NAME]
        if named := [name for name in names if name in text]:
            yield section, max(named, key=len)


@lru_cache(maxsize=4)  # of the few plans that are asked: every question wants them
def _offices(texts: tuple[str, ...]) -> tuple[str, ...]:
    """Return the offices that have part in something by the items' texts, each once."""
    return tuple(dict.fromkeys(part.office for text in texts for part in parts_in(text)))


def _selection(question: Question, plan: Plan) -> Selection | None:
    table = wording()["selection"]
    if of_all := _due_of_all(question, plan):
        return of_all
    if question.yes_no:
        return None
    offices = _offices(tuple(item.text for item in plan.items))
    if not pattern(table["takes_part"]).search(question.text):
        offices = tuple(name for name in offices if not pattern(table["places"]).search(name))
    asked = normalize(question.raw).rstrip("?。")  # 住建局 is no misspelt 组建
    if office := next((name for name in offices if likeness(asked, name) == "same"), ""):
        return Selection(office, office)
    if not pattern(table["asks"]).search(question.text):
        return None
    # A word in quotation marks is asked for as such (哪几条写到“制定”).
    as_a_word = _QUOTED.search(question.text) or pattern(wording()["mention"]["verb"]).search(
        question.text
    )
    if question.intent not in ("search", "mention") or (question.intent == "mention" and as_a_word):
        return None
    # Another year, or how far something has come, is not the plan's to tell.
    text = later_years(question.text, plan.year)  # where the plan says 明年, so does the question
    years = {year for year in question.years if year != plan.year}
    years |= {int(year) for year in _YEAR.findall(text)} - {plan.year}
    if len(years) > 1 or any(aspect.name not in _SELECTING for aspect in question.aspects):
        return None
    if without := pattern(table["without"]).search(question.text):
        rest = question.text.replace(without[0], " ")
        said = without["what"]
        return None if _subject(rest) else Selection(said, role=asked_role(said), without=True)
    named_as = pattern(table["named_as"]).fullmatch(question.text)
    if named_as and any(_names_as(item.text, named_as["what"]) for item in plan.items):
        return Selection(named_as["what"], named_as=named_as["what"])
    rest = text
    said, department = office_asked(asked, offices) if offices else ("", "")
    if said:
        rest = pattern(table["responsible"]).sub(" ", asked.replace(said, " "))
        called = department if department and said not in forms(department) else said
        role = asked_role(question.text)
        if role is None and pattern(table["as_answering"]).search(asked):
            answering = (p.role for item in plan.items for p in parts_in(item.text))
            role = "answers" if "answers" in answering else None
        of_rows = bool(years or _HOW_MANY.search(asked))  # how many is asked of rows
        return None if _subject(rest) or of_rows else Selection(called, department or said, role)
    drafting = pattern(table["drafting"]).search(rest)
    if drafting and years:
        return None
    if drafting:
        # What the list is wanted for (办公室要列台账) is said before.
        asked = next(part for part in _PART.split(rest) if drafting[0] in part)
        other = _subject(pattern(table["drafting"]).sub(" ", asked))
        said = _WHICH.sub("", drafting[0]).strip("的、,，和与及")
        return None if other else Selection(said, drafts=True)
    due = find_deadlines(rest)
    if not all(_OR.fullmatch(rest[a.end : b.start]) for a, b in pairwise(due)):
        return None
    negated = bool(due and _NOT.search(rest[: due[0].start]))
    if len(due) > 1:
        rest = rest[: due[0].start] + " " + rest[due[-1].end :]
    for deadline in due:
        rest = rest.replace(deadline.text, " ")
    rest = _YEARS_END.sub(" ", rest)
    rest = pattern(table["told_by_stage"]).sub(" ", rest)
    stage: tuple[str, ...] = ()
    for group in table["stages"]:
        if found := next((word for word in group if word in rest), ""):
            stage, said = tuple(group), found
            rest = rest.replace(found, " ")
            break
    year = next(iter(years), None)
    limits = bool(pattern(table["limit_asked"]).search(question.text))
    finishing = limits or pattern(table["finishing"]).search(question.text)
    of_year = bool(year and plan.year and year > plan.year and finishing)
    if not (due or stage or of_year) or _subject(rest):
        return None
    if negated and (stage or year or len(due) > 1 or not _gives_limits(plan)):
        return None
    counts = bool(_HOW_MANY.search(question.text))
    if counts and (negated or (not stage and any(deadline.whole_year for deadline in due))):
        return None
    written = f"{year}年" if year else ""
    dates = "或".join(deadline.text for deadline in due)
    said = "".join([written, dates, said if stage else ""])
    exactly = bool(pattern(table["exact"]).search(question.text))
    if stage:  # all of the plan is of this year
        due = tuple(deadline for deadline in due if not deadline.whole_year)
    return Selection(
        said,
        deadline=next(iter(due), None),
        or_by=due[1:],
        exactly=exactly,
        of_limits=limits and _has_limits(plan),
        stage=stage,
        year=year,
        negated=negated,
        counted=counts,
    )


def _due_of_all(question: Question, plan: Plan) -> Selection | None:
    """Read whether what is due first or last of all is asked for, in a plan that gives most items
    a time limit; not of the rows of a table (项目), which are compared by their cells."""
    table = wording()["selection"]
    text = question.text
    orders: tuple[tuple[Literal["早", "晚"], str], ...] = (("早", "first_due"), ("晚", "last_due"))
    asked: Literal["", "早", "晚"] = ""
    for due, name in orders:
        if not asked and pattern(table[name]).search(text):
            asked = due
    if not asked or question.yes_no or pattern(table["of_rows"]).search(text):
        return None
    rest = text
    for _, name in orders:
        rest = pattern(table[name]).sub(" ", rest)
    if _subject(rest) or question.years or not _gives_limits(plan):
        return None
    return Selection(asked, due=asked)


def _gives_limits(plan: Plan) -> bool:
    """Whether a plan gives most of its items a time limit."""
    limited = [item for item in plan.own_items if _LIMIT.search(item.text)]
    return 2 * len(limited) >= len(plan.own_items)


def _has_limits(plan: Plan) -> bool:
    """Whether a plan gives any item or row a time limit of its own."""
    limit = pattern(wording()["selection"]["limit"])
    lines = (line for item in plan.items for line in re.split("[\\n；;]", item.text))
    return any(limit.search(line) for line in lines) or any(
        _LIMIT.search(item.text) for item in plan.items
    )


def answer_selection(
    question: Question, selected: Selection, plan: Plan, passages: Sequence[Passage]
) -> Answer | None:
    """List every sentence that has what is selected by, grouped by item, or say that none has; None
    where the number of rows is asked for, or for another year, and none is found, or a sentence has
    a number of its own."""
    if selected.without:
        return _without(question, selected, plan, passages)
    hits = _hits(selected, plan, passages)
    begun = () if hits or selected.counted else _begun_otherwise(selected)
    if begun and (alike := _hits(replace(selected, stage=begun), plan, passages)):
        hits = alike
    if selected.section:
        inside = {item.label for item in plan.items_of(selected.section)}
        hits = [hit for hit in hits if hit[0].item in inside]
        if not hits:
            return None
    hits = _of_annex(question, selected, hits, plan)
    if selected.due:
        hits = _first_or_last(selected, hits, plan)
    if selected.counted:
        hits = [hit for hit in hits if _is_row_asked(question, hit[0], plan)]
    unsure = selected.counted or selected.year
    if unsure and (not hits or _is_counted_in_body(question, selected, plan, passages)):
        return None
    labels = list(dict.fromkeys(passage.item for passage, _ in hits))
    if not hits:
        if selected.kind == "department" and any(selected.said in p.text for p in passages):
            return None  # it is named, if not as one that answers for anything: to be searched
        none = Statement("phrase", phrase(_none(selected), said=selected.said))
        return Answer(question.raw, "not_in_plan", (none,))
    kind = "counted" if selected.counted else selected.kind
    values = {"said": selected.said, "items": counted(labels, plan), "count": len(labels)}
    written = dict.fromkeys(word for _, bold in hits for word in bold if word in begun)
    if written:
        kind, values["written"] = "begun_otherwise", "”“".join(written)
    found = phrase(f"selection.{kind}", **values)
    statements = [Statement("phrase", found)]
    if selected.section:
        where = phrase("selection.within", section=called(selected.section))
        statements.insert(0, Statement("phrase", where))
    for label in labels:
        item = plan.item(label)
        if item is not None:
            statements.append(heading(item))
        for passage, bold in hits:
            if passage.item == label:
                span = _shown(selected, passage, bold, plan)
                statements.append(quote(plan, span, bold, "bullet"))
    return Answer(question.raw, "answered", tuple(statements))


def _hits(
    selected: Selection, plan: Plan, passages: Sequence[Passage]
) -> list[tuple[Passage, list[str]]]:
    """Return the sentences that have what is selected by, each with the words that tell so."""
    return [
        (passage, bold)
        for passage, parts in parts_of(passages)
        if (bold := _marks(selected, passage, parts, plan))
    ]


def _begun_otherwise(selected: Selection) -> tuple[str, ...]:
    """Return the other words for the beginning of something where one of them is selected by: what
    is asked for as 启动 is written as 开工, too."""
    begins = wording()["stages"]["start"]
    asked = selected.stage[:1]
    return tuple(word for word in begins if word not in asked) if {*asked} & {*begins} else ()


def _first_or_last(
    selected: Selection, hits: Sequence[tuple[Passage, list[str]]], plan: Plan
) -> list[tuple[Passage, list[str]]]:
    """Return those of the time limits that come first or last."""
    dates = [(_times(bold, passage, plan), passage, bold) for passage, bold in hits]
    known = [time for times, _, _ in dates for time in times]
    wanted = (min if selected.due == "早" else max)(known) if known else None
    return [
        (passage, [bold[place] for place, time in enumerate(times) if time == wanted])
        for times, passage, bold in dates
        if wanted in times
    ]


def _times(dates: Sequence[str], passage: Passage, plan: Plan) -> list[tuple[int, tuple[int, int]]]:
    """Return year, month and day by which each of the dates of a time limit is over."""
    found = []
    for date in dates:
        before = passage.text[: passage.text.find(date)]
        year = next(reversed(_YEAR.findall(before)), plan.year or 0)
        found.append((int(year), find_deadlines(date)[0].days[1]))
    return found


def _is_row_asked(question: Question, passage: Passage, plan: Plan) -> bool:
    """Whether a sentence is a row of a table that lists what a question counts."""
    item = plan.item(passage.item)
    if item is None or item.part != "annex":
        return False
    counted = pattern(wording()["selection"]["of_rows"]).search(question.text)
    named = f"{item.section}\n{item.text.partition('：')[0]}"
    return counted[0] in named if counted else not _OF_ITEMS.search(question.text)


def _is_counted_in_body(
    question: Question, selected: Selection, plan: Plan, passages: Sequence[Passage]
) -> bool:
    """Whether a sentence of an item counts what the rows are counted for: 3月新开工项目12个."""
    named = pattern(wording()["selection"]["of_rows"]).search(question.text)
    said = [named[0]] if named else []
    said += [selected.deadline.text] if selected.deadline else []
    said += [f"{selected.year}年"] if selected.year else []
    own = {item.label for item in plan.own_items}
    return selected.counted and any(
        all(word in passage.text for word in said)
        and any(word in passage.text for word in selected.stage or ("",))
        and any(figure.dimension == "count" for figure in find_quantities(passage.text))
        for passage in passages
        if passage.item in own
    )


def _names_as(text: str, named: str) -> bool:
    """Whether a text names offices as this: 配合单位：."""
    return f"{named}：" in text or f"{named}:" in text


def _without(
    question: Question, selected: Selection, plan: Plan, passages: Sequence[Passage]
) -> Answer:
    """List the items of the body that name no department in the role selected by, nor tell in any
    other words who answers for something there."""
    aspect = next(a for a in wording()["aspect"] if a["name"] == RESPONSIBILITY)
    tells = pattern(f"{aspect['whole']}|{aspect['states']}")
    naming = {
        passage.item
        for passage, parts in parts_of(passages)
        if any(has_role(part, selected.role) for part in parts)
        or (selected.role != "supports" and tells.search(passage.text))
    }
    items = [item for item in plan.own_items if item.label not in naming]
    total = len(plan.own_items)
    name = "without" if 0 < len(items) < total else "without_any" if items else "without_none"
    said = phrase(f"selection.{name}", said=selected.said, count=len(items), total=total)
    listed = map(heading, items) if len(items) < total else ()
    return Answer(question.raw, "answered", (Statement("phrase", said), *listed))


def _none(selected: Selection) -> str:
    """Return the name of the phrase that says that nothing is selected."""
    return f"selection.none_{selected.role}" if selected.role else "selection.none"


def _of_annex(
    question: Question,
    selected: Selection,
    hits: list[tuple[Passage, list[str]]],
    plan: Plan,
) -> list[tuple[Passage, list[str]]]:
    """Return those of an annex where what it lists is asked for (竣工的重点项目), and what is said
    of it elsewhere by that name; all, where none of its rows is among them."""
    listed = listing_annex(question.text, plan) if selected.kind in _BY_CELL else None
    if listed is None:
        return hits
    name, section = listed
    rows = {item.label for item in plan.items_of(section)}
    if not any(passage.item in rows for passage, _ in hits):
        return hits
    return [hit for hit in hits if hit[0].item in rows or name in hit[0].text.lower()]


def _shown(selected: Selection, passage: Passage, bold: Sequence[str], plan: Plan) -> Span:
    """Return what is quoted of a sentence: all of it, or of a long one that has several stages the
    clauses that have the one selected by, from the one that names what is at it; of a long one that
    is of several things (…；…) those that are due then. Of a row, which its heading names, the
    cells that it is selected by."""
    item = plan.item(passage.item)
    is_row = any(row.overlaps(passage.span) for row in plan.rows)
    if selected.kind in _BY_CELL and is_row and item and item.part == "annex":
        cells = [c for c in passage.clauses if any(b in plan.source[c.start : c.end] for b in bold)]
        return Span(cells[0].start, cells[-1].end)
    if selected.kind == "deadline" and len(passage.text) > _LONG:
        return _of_statements(passage, bold)
    if selected.kind != "stage" or len(passage.text) <= _LONG:
        return passage.span
    texts = [plan.source[clause.start : clause.end] for clause in passage.clauses]
    chosen = [
        at for at, text in enumerate(texts) if any(_has_word(text, word) for word in selected.stage)
    ]
    first = chosen[0]
    while first and tells_more(texts[first].lower()):
        first -= 1
    return Span(passage.clauses[first].start, passage.clauses[chosen[-1]].end)


def _of_statements(passage: Passage, marks: Sequence[str]) -> Span:
    """Return the statements of a sentence, up to a semicolon, from the first that has a mark to the
    last."""
    ends = [m.end() for m in re.finditer("[;；]", passage.text.rstrip()[:-1])]
    held = [
        (start, end)
        for start, end in pairwise([0, *ends, len(passage.text)])
        if any(mark in passage.text[start:end] for mark in marks)
    ]
    start = passage.span.start
    return Span(start + held[0][0], start + held[-1][1]) if held else passage.span


def _subject(text: str) -> list[str]:
    """Return the words of the question that say more than what is selected by."""
    table = wording()
    text = pattern(table["selection"]["asks"]).sub(" ", text)
    text = pattern(table["interrogatives"]).sub(" ", text)
    text = pattern(table["complete"]["asks"]).sub(" ", text)
    return content_words(pattern(table["selection"]["general"]).sub(" ", text))


def _marks(selected: Selection, passage: Passage, parts: Sequence[Part], plan: Plan) -> list[str]:
    """Return the parts of a sentence by which it is selected; none when it is not.

    Stage and date have to be said in one clause, and of the plan's own year.
    """
    if selected.department:
        called = set(forms(selected.department))
        return [
            part.office
            for part in parts
            if has_role(part, selected.role)
            and called & set(forms(part.office))
            and same_level(selected.department, part.office)
        ]
    if selected.drafts:
        found = pattern(wording()["selection"]["drafted"]).finditer(passage.text)
        return [match[0] for match in found]
    if selected.named_as:
        return [selected.named_as] if _names_as(passage.text, selected.named_as) else []
    if selected.due or selected.negated:
        return _limits(selected, passage, plan)
    marks: list[str] = []
    for clause in passage.clauses:
        text = plan.source[clause.start : clause.end]
        limit = is_limit(passage.text, text)
        if selected.of_limits and not limit:
            continue
        wanted = partial(_is_of_year, selected.year or plan.year, plan.year, text)
        stages = [
            word for word in selected.stage if any(wanted(at) for at in _places_of(text, word))
        ]
        if not (selected.stage or selected.deadline):  # but for the year
            marks += _of_year(selected, text, limit, plan)
            continue
        due = [
            deadline.text
            for deadline in due_dates(text, limit)
            if selected.deadline
            and any(
                one.holds(deadline, selected.exactly)
                for one in (selected.deadline, *selected.or_by)
            )
            and wanted(deadline.start)
        ]
        if (stages or not selected.stage) and (due or not selected.deadline):
            marks += [*due, *stages]
    return marks


def _is_of_year(year: int | None, of_plan: int | None, text: str, at: int) -> bool:
    """Whether what a text tells at a place is of that year: of the last one told before it, else of
    the first behind it (完工时间：2025年3月), else of the plan's; that of a thing (2023年结转的,
    2025年预算) tells not when."""
    told = _years_told(text, of_plan)
    before = [one for start, one in told if start < at]
    near = before[-1:] or [one for _, one in told[:1]]
    return (near[0] if near else of_plan) == year


def _years_told(text: str, of_plan: int | None) -> list[tuple[int, int]]:
    """Return where a text tells a year, by its number or from the plan's (明年), and which."""
    told = [(found.start(), int(found[1])) for found in _YEAR_TOLD.finditer(text)]
    if of_plan:
        told += [(found.start(), of_plan) for found in _THIS_YEAR.finditer(text)]
        told += [(at, of_plan + after) for at, after in later_years_in(text)]
    return sorted(told)


def _of_year(selected: Selection, text: str, limit: bool, plan: Plan) -> list[str]:
    """Return what tells in a clause that something is due in the year selected by: its dates, or
    the year of what is finished then (2025年建成)."""
    named = f"{selected.year}年"
    wanted = partial(_is_of_year, selected.year, plan.year, text)
    due = [date.text for date in find_deadlines(text) if wanted(date.start)]
    if due:
        return due
    told = [found for found in _YEAR_TOLD.finditer(text) if found[0].startswith(named)]
    ends = any(is_over(text[found.end() :]) for found in told)
    return [named] if told and (limit or ends) else []


def _limits(selected: Selection, passage: Passage, plan: Plan) -> list[str]:
    """Return the dates that an item has for its time limit; where one is ruled out, the others, and
    what is said in the place of a date (长期坚持)."""
    item = plan.item(passage.item)
    marks: list[str] = []
    for found in _LIMIT.finditer(passage.text) if item and item.part == "body" else ():
        for part in re.split("[,，]", found["dates"]):
            dates = find_deadlines(part)
            other_year = set(map(int, _YEAR.findall(part))) - {plan.year}
            denied = selected.deadline
            held = denied and all(denied.holds(replace(d, ends=True), exactly=True) for d in dates)
            if dates and held and not other_year:
                continue
            said = [] if selected.due else [part.strip()]
            marks += [date.text for date in dates] or said
    return marks


def _has_word(text: str, word: str) -> bool:
    """Whether `text` has `word` as such: neither 动工 in 推动工业 nor 开工 in 开工率, nor what is
    done already (已建成的道路) or comes of it (建成后)."""
    return any(True for _ in _places_of(text, word))


def _places_of(text: str, word: str) -> Iterator[int]:
    """Yield where `text` has `word` as such."""
    bounds = set(accumulate(map(len, words(text)), initial=0))
    for found in re.finditer(rf"(?<!已)(?<!已经){re.escape(word)}(?![率后])", text):
        if {found.start(), found.end()} <= bounds:
            yield found.start()
