"""Tell whether a sum is said of each of what it is asked of: 一吨收多少钱 of 每吨2.1元."""

import re

from assistant.evidence.coverage import core_terms, covers
from assistant.language.clauses import clause_before
from assistant.understanding.question import Question
from index.passages import Passage
from index.quantities import Quantity

_ASKED = re.compile("(?<![第统唯之万])[一每]个?(?P<unit>[一-鿿]{1,2})")
_TOLD = re.compile("每个?(?P<unit>[一-鿿]{1,2})[^,，。;；、每]*$")
# What two characters tell apart: 公里 and 公顷, 学生 and 学期.
_IN_TWO = frozenset("公平立千学小车家工")


def summed_per_unit(question: Question, passage: Passage, figure: Quantity) -> bool:
    """Whether a figure is a sum of money for each of the very unit that a question names one of, in
    a sentence that has all the other things asked about."""
    if figure.dimension != "money" or not question.wants_figure:
        return False
    text = passage.text.lower()
    told = _TOLD.search(clause_before(figure, text))
    asked = [found for found in _ASKED.finditer(question.text) if told and _same(found, told)]
    if not asked:
        return False
    unit = asked[0]
    rest = [
        term
        for term in core_terms(question.terms)
        if not (term.is_verb or term.text in unit[0] or term.text.startswith(unit["unit"]))
    ]
    return covers(rest, text, passage.asked)


def _same(one: re.Match[str], other: re.Match[str]) -> bool:
    length = 2 if one["unit"][0] in _IN_TWO else 1
    return one["unit"][:length] == other["unit"][:length]
