"""Say what a number of the plan is a number of: 50张是指什么, 10800是什么数."""

import re
from collections.abc import Sequence

from assistant.answers.answer import Answer, Statement
from assistant.answers.phrases import phrase
from assistant.language.normalize import focus, normalize, pattern, wording
from assistant.lookups.lookup import heading, quote
from assistant.understanding.question import Question
from index.figures import Figure, find_figures
from index.passages import Passage
from index.plan import Plan, Span
from index.quantities import Quantity, find_quantities

_GROUPED = re.compile(r"(?<=\d),(?=\d{3})")


def number_asked(question: Question) -> str:
    """Return the number whose meaning a message asks for, with its unit and noun (50张, 10800,
    6个基地), or "" where it asks anything else."""
    match = pattern(wording()["figure_meaning"]["asks"]).fullmatch(focus(normalize(question.raw)))
    if match is None:
        return ""
    return _GROUPED.sub("", match["number"] or match["bare"] or match["placed"])


def answer_number(
    question: Question, asked: str, plan: Plan, passages: Sequence[Passage]
) -> Answer | None:
    """Quote every clause that has the number, or say that none does.

    None where only the noun behind it may be worded otherwise, or an item is meant (第2条 as 2条).
    """
    if question.references.labels:
        return None
    figures = find_quantities(asked)
    quantity = figures[0] if figures and figures[0].text == asked else None
    found = [(p, places) for p in passages if (places := _places(asked, quantity, p))]
    if not found:
        if not (asked.isascii() or quantity) or question.references.missing:
            return None
        none = Statement("phrase", phrase("figure_meaning.none", number=asked))
        return Answer(question.raw, "not_in_plan", (none,))
    statements: list[Statement] = []
    several = len({passage.item for passage, _ in found}) > 1
    headed = ""
    for passage, places in found:
        item = plan.item(passage.item)
        if several and item and passage.item != headed:
            statements.append(heading(item))
            headed = passage.item
        bold = [plan.source[place.start : place.end] for place in places]
        run = clauses_of(passage, places)
        statements.append(quote(plan, run, bold, "bullet" if several else "quote"))
    return Answer(question.raw, "answered", tuple(statements))


def _places(asked: str, quantity: Quantity | None, passage: Passage) -> list[Span]:
    """Return where a sentence has the number as it is asked, else the same `quantity` otherwise
    grouped or scaled."""
    literal = re.compile(
        rf"(?<![\d.,第]){re.escape(asked)}" + (r"(?![\d.,]*\d)" if asked[-1].isdigit() else ""),
    )
    start = passage.span.start
    places = [
        Span(start + match.start(), start + match.end()) for match in literal.finditer(passage.text)
    ]
    if places or quantity is None:
        return places
    return [
        figure.span
        for figure in find_figures([passage])
        if (figure.value, figure.unit) == (quantity.value, quantity.unit)
    ]


def clauses_of(passage: Passage, places: Sequence[Span]) -> Span:
    """Return the clauses from the first words that say what is measured to the last number."""
    first, last = places[0], places[-1]
    begin = min([first.start, *(p.start for f in _at(passage, first) for p in f.what)])
    run = [c for c in passage.clauses if c.end > begin and c.start < last.end]
    return Span(run[0].start, run[-1].end)


def _at(passage: Passage, place: Span) -> list[Figure]:
    return [f for f in find_figures([passage]) if f.span.start == place.start]
