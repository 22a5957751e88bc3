"""Which of several things that a sentence tells of beside one another a figure is of.

A figure that stands behind another thing of the kind asked about is that one's (下峪水库, of
上峪水库); of things that are listed, each has its own, and what all are called asks for all.
"""

import re
from collections.abc import Iterator, Sequence

from assistant.evidence.coverage import as_written, support
from assistant.evidence.measures import fitting_figures
from assistant.evidence.pieces import of_other_size
from assistant.evidence.subjects import own_things, summed_up
from assistant.evidence.unusual_figures import route_end
from assistant.language.alignment import is_short_for
from assistant.language.clauses import (
    CLAUSE_END,
    PART_END,
    STATEMENT_END,
    clause_before,
    end_of,
    part_before,
    start_of,
)
from assistant.understanding.question import Question, Term
from index.lexical import word_class, words
from index.quantities import Quantity, find_quantities

_HAS = 0.5
_KIND = 2  # characters
_LONGEST = 6  # characters before the kind in a name
_TOTAL = re.compile("总|合计|累计|(?<!公)共")
_ORDINAL = re.compile("第|首")
_SIZE = re.compile("(?:全长|总长度?|总里程|总面积|占地面积?)[为约达]*$")
_SIZE_ASKED = re.compile("长|面积|里程|[全总]|多大|规模")


def of_sibling(question: Question, text: str, figure: Quantity) -> bool:
    """Whether a figure is told of another thing of the kind asked about, named after that one:
    上峪水库5月底完工，下峪水库开工建设，总库容900万立方米."""
    lowered = text.lower()
    for kind in _kinds(question.text):
        before = question.text.partition(kind)[0]
        names = (before[-length:] for length in range(min(_LONGEST, len(before)), 0, -1))
        first = next((name for name in names if name + kind in lowered), "")
        at = lowered.rfind(first + kind, 0, figure.start) if len(first) > 1 else -1
        told = lowered[at + len(first + kind) : figure.start] if at >= 0 else ""
        behind = PART_END.split(told)[1:]
        # Of several that are asked about each has its own.
        last = next((clause for clause in reversed(behind) if kind in clause), "")
        if _is_other(last, first, kind, question.text):
            return True
    return False


def _kinds(asked: str) -> Iterator[str]:
    """Yield the nouns of a question, and the end of each that the dictionary has as one word with
    what tells it from others of its kind: 中心医院, 医院."""
    for noun in words(asked):
        if len(noun) < _KIND or not word_class(noun).startswith("n"):
            continue
        yield noun
        end = noun[-_KIND:]
        if len(noun) >= 2 * _KIND and word_class(end).startswith("n"):
            yield end


def _is_other(clause: str, first: str, kind: str, asked: str) -> bool:
    """Whether a clause begins with the name of another thing of a kind."""
    before, found, _ = clause.strip().removeprefix("其中").partition(kind)
    if not found or not 0 < len(before) <= _LONGEST or first in before or before in asked:
        return False
    told = words(before)
    return before.isalpha() and not any(word_class(word)[:1] in ("v", "p", "c") for word in told)


def all_of_others(question: Question, text: str) -> bool:
    """Whether a sentence has figures of the kind asked for, all of things of the kind asked about
    that are called otherwise: of another name, or size (110千伏变电站)."""
    figures = fitting_figures(question, text)
    return bool(figures) and all(
        of_sibling(question, text, figure) or of_size(question, text, figure) for figure in figures
    )


def of_size(question: Question, text: str, figure: Quantity) -> bool:
    """Whether a figure is of a thing of another size than the one asked about."""
    return of_other_size(question.text, clause_before(figure, text).lower())


def listed_alike(
    question: Question, text: str, figure: Quantity, others: Sequence[Quantity]
) -> list[Quantity]:
    """Return the figures listed with one whose things the question tells as little apart
    (跨国公司总部4家、民营企业总部7家, of 总部), or, where it asks for how many there are in all,
    those of all that are listed."""
    own = part_before(figure, text)
    start = start_of(CLAUSE_END, text, figure.start)
    end = end_of(CLAUSE_END, text, figure.end)
    listed = [
        other
        for other in others
        if other.start != figure.start
        and start <= other.start < end
        and other.unit == figure.unit
        and "、" in text[min(figure.end, other.end) : max(figure.start, other.start)]
    ]
    terms = as_written(question.terms, text.lower())
    named = _named(terms, own)
    if not (listed and named and _is_called_more(question, own, named)):
        return []
    if summed_up(question.text):
        return [] if _TOTAL.search(own) else listed
    return [other for other in listed if _named(terms, part_before(other, text)) == named]


def _named(terms: Sequence[Term], part: str) -> set[str]:
    """Return the things asked about that a part of a sentence has."""
    things = (term for term in terms if not term.is_verb and len(term.text) > 1)
    return {term.text for term in things if support(term, part.lower()) >= _HAS}


def _is_called_more(question: Question, part: str, named: set[str]) -> bool:
    """Whether a part of a sentence calls its thing more than the question does: 九年制学校."""
    if own_things(question, part):
        return True
    before = words(part[: min(part.find(name) for name in named)])[-1:]
    told = bool(before) and len(before[0]) > 1 and before[0] not in question.text
    return told and not word_class(before[0]).startswith("v")


def ordinal_end(figure: Quantity, text: str) -> int:
    """Return where that ends which an ordinal stands before (第五届|书画展和第二届灯会), which is
    told of the next ones, too, where they are of one thing (第九轮、第十轮巡察), or what is told of
    a bus line (2路|由车站经竹林至水库); -1 of no such."""
    if figure.unit == "路" and figure.dimension == "ordinal":
        return route_end(figure.end, text)
    if not _ORDINAL.match(figure.text):
        return -1
    end = end_of(CLAUSE_END, text, figure.end)
    for other in re.finditer("第[一二三四五六七八九十\\d]+|首", text[figure.end : end]):
        between = text[figure.end : figure.end + other.start()].strip("、和与及")
        if between:
            return figure.end + other.start()
    return end


def tells_size(question: Question, text: str, figure: Quantity, others: Sequence[Quantity]) -> bool:
    """Whether a figure tells how large a thing is (全长21公里), where it is asked what is done and
    another one tells that: 今年建成9公里."""
    own = part_before(figure, text)
    deeds = [term for term in question.terms if term.is_verb]
    if not _SIZE.search(own) or _SIZE_ASKED.search(question.text):
        return False
    end = end_of(STATEMENT_END, text, figure.end)
    parts = [
        part_before(other, text)
        for other in others
        if figure.end <= other.start < end and other.dimension == figure.dimension
    ]
    return any(_done(term, part) for term in deeds for part in parts if not _done(term, own))


def _done(deed: Term, part: str) -> bool:
    return any(form in part for form in deed.forms)


def may_be_short_for(term: Term, part: str) -> bool:
    """Whether a word of two characters has them in order in a part of a sentence that it may be
    short for (旧改, of 旧里以下房屋改造); so few may stand so by chance."""
    short = len(term.text) == 2 and is_short_for(term.text, part)
    return short and not term.is_verb and not find_quantities(term.text)
