"""Cut items into passages (sentences) and clauses whose spans point into the source."""

import re
from dataclasses import dataclass
from itertools import pairwise

from index.plan import Item, Plan, Span

# Bump when a change of the rules below changes where passages begin or end: it is part of
# the index fingerprint.
RULES_VERSION = 1

_SENTENCE_END = re.compile(r"(?:[。！？!?]+[”’」』》）)】]*|\n)\s*")
_CLAUSE_END = re.compile(r"[,，;；:：]")
_BRACKETS = {"“": "”", "《": "》", "‘": "’", "（": "）", "(": ")", "「": "」", "【": "】"}


@dataclass(frozen=True, slots=True)
class Passage:
    """One sentence of one item.

    `ordinal` is the position among the plan's passages (0-based), `span` the exact range in
    `Plan.source`; an item's passages join to its text without gap or overlap. `clauses` split
    the span after each comma, semicolon or colon outside quotation marks and brackets.
    """

    ordinal: int
    item: str
    text: str
    span: Span
    clauses: tuple[Span, ...]


def split_plan(plan: Plan) -> tuple[Passage, ...]:
    """Return every passage of the plan in order; `passages[i].ordinal == i`."""
    passages: list[Passage] = []
    for item in plan.items:
        passages.extend(split_item(item, first_ordinal=len(passages)))
    return tuple(passages)


def split_item(item: Item, first_ordinal: int = 0) -> list[Passage]:
    """Return the item's passages; `"".join(p.text for p in …) == item.text`."""
    passages = []
    for index, span in enumerate(_sentence_spans(item.text)):
        text = item.text[span.start : span.end]
        offset = item.span.start + span.start
        clauses = tuple(
            Span(offset + clause.start, offset + clause.end) for clause in clause_spans(text)
        )
        passages.append(
            Passage(
                ordinal=first_ordinal + index,
                item=item.label,
                text=text,
                span=Span(offset, offset + len(text)),
                clauses=clauses,
            )
        )
    return passages


def _sentence_spans(text: str) -> list[Span]:
    return _cut(text, [match.end() for match in _SENTENCE_END.finditer(text)])


def clause_spans(text: str) -> list[Span]:
    """Cut a sentence after commas, semicolons and colons that no quotes or brackets enclose."""
    enclosed = _enclosed(text)
    cuts = []
    for match in _CLAUSE_END.finditer(text):
        position = match.start()
        in_number = (
            text[position - 1 : position].isdigit() and text[position + 1 : position + 2].isdigit()
        )
        if not enclosed[position] and not (match[0] in ",:：" and in_number):
            cuts.append(match.end())
    return _cut(text, cuts)


def _cut(text: str, ends: list[int]) -> list[Span]:
    bounds = sorted({0, *(end for end in ends if 0 < end < len(text)), len(text)})
    return [Span(start, end) for start, end in pairwise(bounds)]


def _enclosed(text: str) -> list[bool]:
    """For each character, whether a matched pair of quotes or brackets encloses it."""
    inside = [False] * len(text)
    stack: list[tuple[str, int]] = []
    for position, char in enumerate(text):
        if char in _BRACKETS:
            stack.append((_BRACKETS[char], position))
        elif stack and char == stack[-1][0]:
            _, start = stack.pop()
            inside[start:position] = [True] * (position - start)
    return inside
