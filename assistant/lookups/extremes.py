"""The most or the least of what a plan's sentences state of one kind: 总投资最多的项目.

Only what is stated is compared; what is given for several things together is no one's, and is
shown apart.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assistant.answers.answer import Answer, Statement
from assistant.answers.phrases import phrase
from assistant.evidence.past import year_told
from assistant.language.clauses import PHRASE_END, start_of
from assistant.language.enumerations import find_enumerations
from assistant.language.normalize import pattern, wording
from assistant.language.stated import figure_at
from assistant.lookups.lookup import heading, quote
from assistant.understanding.question import Question, content_words
from index.numerals import parse_number
from index.passages import Passage
from index.plan import Plan, Span
from index.quantities import Quantity, find_quantities

_EACH = re.compile("[每各均]|其中")
_MOST = 5  # shown, where no number is asked for
_SEVERAL = 2


@dataclass(frozen=True, slots=True)
class _Stated:
    """A figure of the kind compared, with its sentence; `joint`: it is of several things."""

    figure: Quantity
    passage: Passage
    joint: bool

    @property
    def size(self) -> float:
        """Return the figure in the unit that its kind is compared in."""
        return figure_at(self.figure, self.passage.text).value


def answer_extreme_stated(
    question: Question, plan: Plan, passages: Sequence[Passage]
) -> Answer | None:
    """Quote what the sentences state of the kind that the most or the least of is asked for, in
    order; None where nothing of the sort is asked, or too little is stated to be compared."""
    table = wording()["extremes"]
    asked = pattern(table["asks"]).search(question.text)
    if asked is None or question.yes_no or question.references.labels:
        return None
    rest = f"{question.text[: asked.start()]} {question.text[asked.end() :]}"
    if content_words(pattern(table["beside"]).sub(" ", rest)):
        return None
    kind = "year" if pattern(table["this_year"]).search(question.text) else "total"
    stated = list(_stated(pattern(table[kind]), plan, passages))
    own = [one for one in stated if not one.joint]
    if len(own) < _SEVERAL:
        return None
    less = bool(asked["little"])
    own.sort(key=lambda one: one.size, reverse=not less)
    top = parse_number((asked["top"] or "").replace("两", "二")) or _MOST
    order = phrase("rows.ascending" if less else "rows.descending")
    measure = phrase(f"extremes.{kind}")
    said = phrase("extremes.ordered", measure=measure, count=len(own), order=order)
    statements = [Statement("phrase", said), *_shown(own[:top], plan)]
    if joint := [one for one in stated if one.joint]:
        statements += [Statement("phrase", phrase("extremes.joint")), *_shown(joint, plan)]
    return Answer(question.raw, "answered", tuple(statements))


def _stated(head: re.Pattern[str], plan: Plan, passages: Sequence[Passage]) -> Iterator[_Stated]:
    """Yield the sums of money behind a head (总投资) in the body's sentences, the first of each."""
    for passage in passages:
        item = plan.item(passage.item)
        is_row = any(row.overlaps(passage.span) for row in plan.rows)
        if item is None or item.part != "body" or is_row or year_told(passage, plan):
            continue
        text = passage.text
        for figure in find_quantities(text):
            own = text[start_of(PHRASE_END, text, figure.start) : figure.start]
            if figure.dimension == "money" and head.search(own) and not _EACH.search(own):
                listed = find_enumerations(text[: figure.start])
                yield _Stated(figure, passage, bool(listed))


def _shown(stated: Sequence[_Stated], plan: Plan) -> Iterator[Statement]:
    """Quote each sentence up to the clause of its figure, under the heading of its item."""
    for one in stated:
        at = one.passage.span.start + one.figure.start
        clauses = [clause for clause in one.passage.clauses if clause.start <= at]
        item = plan.item(one.passage.item)
        if item:
            yield heading(item)
        yield quote(
            plan, Span(one.passage.span.start, clauses[-1].end), [one.figure.text], "bullet"
        )
