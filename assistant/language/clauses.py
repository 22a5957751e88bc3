"""Where statements, clauses and listed parts of a sentence end, and which are a figure's own."""

import re

from index.quantities import Quantity

STATEMENT_END = re.compile("[;；。]")
CLAUSE_END = re.compile("[,，;；。]")
PART_END = re.compile("[、,，;；。]")  # of what is listed, too
PHRASE_END = re.compile("[,，;；。:：]")  # of what announces something, too: 其中：
PIECE_END = re.compile("[、,，;；。:：]")  # of what is listed or announced
ENDS_STATEMENT = re.compile("[;；。]\\s*$")  # of a clause, behind which another statement begins


def start_of(end: re.Pattern[str], text: str, at: int) -> int:
    """Return where that begins which stands before a place, behind the last `end` of another."""
    return max((mark.end() for mark in end.finditer(text, 0, at)), default=0)


def end_of(end: re.Pattern[str], text: str, at: int) -> int:
    """Return where the first `end` behind a place stands, or a text ends that has none."""
    found = end.search(text, at)
    return found.start() if found else len(text)


def part_before(figure: Quantity, text: str) -> str:
    """Return the listed part of a sentence up to its figure."""
    return text[start_of(PART_END, text, figure.start) : figure.start]


def clause_before(figure: Quantity, text: str) -> str:
    """Return the clause of a sentence up to its figure."""
    return text[start_of(CLAUSE_END, text, figure.start) : figure.start]


def clause_of(figure: Quantity, text: str) -> str:
    """Return the clause that a figure stands in."""
    return clause_before(figure, text) + text[figure.start : end_of(CLAUSE_END, text, figure.end)]


def statement_of(figure: Quantity, text: str) -> str:
    """Return the statement that a figure stands in."""
    start, end = (
        start_of(STATEMENT_END, text, figure.start),
        end_of(STATEMENT_END, text, figure.end),
    )
    return text[start:end]
