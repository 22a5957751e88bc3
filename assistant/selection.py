"""Answer what selects by an attribute: all that a department answers for or that names none, that
is due by a date, that begins or ends this year, or that draws a document up. Like the list of
mentions it is exact and needs no ranking.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

from assistant.answer import Answer, Statement
from assistant.deadlines import Deadline, due_dates, find_deadlines, is_limit
from assistant.lookup import counted, heading, quote
from assistant.normalize import normalize, pattern, wording
from assistant.offices import (
    Part,
    Role,
    asked_role,
    forms,
    has_role,
    office_asked,
    parts_in,
    parts_of,
    same_level,
)
from assistant.phrases import phrase
from assistant.question import Question, content_words
from assistant.sections import listing_annex
from assistant.silence import RESPONSIBILITY
from assistant.stages import tells_more
from index.lexical import words
from index.passages import Passage
from index.plan import Plan, Span

_YEAR = re.compile(r"(20\d{2})\s*年")
_WHICH = re.compile("哪些|哪几[个项部份]?|什么")
_QUOTED = re.compile('[“”"「《]')
_PART = re.compile("[,，。;；:：?？]")
_LONG = 120  # characters
# The kinds by which a row is selected for one of its cells.
_BY_CELL = ("stage", "deadline")
# The aspects that are what is selected by.
_SELECTING = frozenset({RESPONSIBILITY, "时间安排"})


@dataclass(frozen=True, slots=True)
class Selection:
    """What is selected by: each empty or None when it is not; `said` is how it was asked.

    Only this `role` of the department is meant, unless it is None; `exactly` this deadline is
    meant, and none before it; `of_limits`: only what an item or row has for its time limit
    (完成时限). `without`: the items that name no department in this role.
    """

    said: str
    department: str = ""
    role: Role | None = None
    deadline: Deadline | None = None
    exactly: bool = False
    of_limits: bool = False
    stage: tuple[str, ...] = ()
    drafts: bool = False
    without: bool = False

    @property
    def kind(self) -> str:
        """Return what it is selected by: "department" (or its role), "drafts", "deadline" or
        "stage"."""
        if self.department:
            return self.role or "department"
        if self.drafts:
            return "drafts"
        return "deadline" if self.deadline else "stage"


def selection(question: Question, plan: Plan) -> Selection | None:
    """Read what a question selects by; None when it asks for anything else as well."""
    table = wording()["selection"]
    if question.yes_no or not pattern(table["asks"]).search(question.text):
        return None
    # A word in quotation marks is asked for as such (哪几条写到“制定”).
    as_a_word = _QUOTED.search(question.text) or pattern(wording()["mention"]["verb"]).search(
        question.text
    )
    if question.intent not in ("search", "mention") or (question.intent == "mention" and as_a_word):
        return None
    # Another year, or how far something has come, is not the plan's to tell.
    if any(year != plan.year for year in question.years) or any(
        aspect.name not in _SELECTING for aspect in question.aspects
    ):
        return None
    if without := pattern(table["without"]).search(question.text):
        rest = question.text.replace(without[0], " ")
        said = without["what"]
        return None if _subject(rest) else Selection(said, role=asked_role(said), without=True)
    rest = question.text
    offices = [part.office for item in plan.items for part in parts_in(item.text)]
    asked = normalize(question.raw)  # 住建局 is no misspelt 组建
    said, department = office_asked(asked, offices) if offices else ("", "")
    if said:
        rest = pattern(table["responsible"]).sub(" ", asked.replace(said, " "))
        called = department if department and said not in forms(department) else said
        role = asked_role(question.text)
        return None if _subject(rest) else Selection(called, department or said, role)
    drafting = pattern(table["drafting"]).search(rest)
    if drafting:
        # What the list is wanted for (办公室要列台账) is said before.
        asked = next(part for part in _PART.split(rest) if drafting[0] in part)
        other = _subject(pattern(table["drafting"]).sub(" ", asked))
        said = _WHICH.sub("", drafting[0]).strip("的、,，和与及")
        return None if other else Selection(said, drafts=True)
    due = find_deadlines(rest)
    if len(due) > 1:
        return None
    for deadline in due:
        rest = rest.replace(deadline.text, " ")
    rest = pattern(table["told_by_stage"]).sub(" ", rest)
    stage: tuple[str, ...] = ()
    for group in table["stages"]:
        if found := next((word for word in group if word in rest), ""):
            stage, said = tuple(group), found
            rest = rest.replace(found, " ")
            break
    if not (due or stage) or _subject(rest):
        return None
    said = "".join([*(deadline.text for deadline in due), said if stage else ""])
    exactly = bool(pattern(table["exact"]).search(question.text))
    limits = bool(pattern(table["limit_asked"]).search(question.text))
    if stage:  # all of the plan is of this year
        due = tuple(deadline for deadline in due if not deadline.whole_year)
    return Selection(
        said, deadline=next(iter(due), None), exactly=exactly, of_limits=limits, stage=stage
    )


def answer_selection(
    question: Question, selected: Selection, plan: Plan, passages: Sequence[Passage]
) -> Answer:
    """List every sentence that has what is selected by, grouped by item, or say that none has."""
    if selected.without:
        return _without(question, selected, plan, passages)
    hits = [
        (passage, bold)
        for passage, parts in parts_of(passages)
        if (bold := _marks(selected, passage, parts, plan))
    ]
    hits = _of_annex(question, selected, hits, plan)
    labels = list(dict.fromkeys(passage.item for passage, _ in hits))
    if not hits:
        none = Statement("phrase", phrase(_none(selected), said=selected.said))
        return Answer(question.raw, "not_in_plan", (none,))
    found = phrase(f"selection.{selected.kind}", said=selected.said, items=counted(labels, plan))
    statements = [Statement("phrase", found)]
    for label in labels:
        item = plan.item(label)
        if item is not None:
            statements.append(heading(item))
        for passage, bold in hits:
            if passage.item == label:
                span = _shown(selected, passage, bold, plan)
                statements.append(quote(plan, span, bold, "bullet"))
    return Answer(question.raw, "answered", tuple(statements))


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
    clauses that have the one selected by, from the one that names what is at it. Of a row, which
    its heading names, the cells that it is selected by."""
    item = plan.item(passage.item)
    is_row = any(row.overlaps(passage.span) for row in plan.rows)
    if selected.kind in _BY_CELL and is_row and item and item.part == "annex":
        cells = [c for c in passage.clauses if any(b in plan.source[c.start : c.end] for b in bold)]
        return Span(cells[0].start, cells[-1].end)
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
    marks: list[str] = []
    for clause in passage.clauses:
        text = plan.source[clause.start : clause.end]
        if any(plan.year and int(year) != plan.year for year in _YEAR.findall(text)):
            continue
        limit = is_limit(passage.text, text)
        if selected.of_limits and not limit:
            continue
        stages = [word for word in selected.stage if _has_word(text, word)]
        due = [
            deadline.text
            for deadline in due_dates(text, limit)
            if selected.deadline and selected.deadline.holds(deadline, selected.exactly)
        ]
        if (stages or not selected.stage) and (due or not selected.deadline):
            marks += [*due, *stages]
    return marks


def _has_word(text: str, word: str) -> bool:
    """Whether `text` has `word` as such: neither 动工 in 推动工业 nor 开工 in 开工率, nor what is
    done already (已建成的道路) or comes of it (建成后)."""
    bounds = set(accumulate(map(len, words(text)), initial=0))
    return any(
        {found.start(), found.end()} <= bounds
        for found in re.finditer(rf"(?<!已)(?<!已经){re.escape(word)}(?![率后])", text)
    )
