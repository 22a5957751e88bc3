"""Whether a figure is of the sibling of the thing asked about: 下峪水库, of 上峪水库.

A sibling is another thing of a kind that a sentence tells apart by what stands before the kind
(一般隐患, 重大隐患). What is asked takes for a name whatever characters stand before the kind, and
asks for another figure where one is of a sibling. By a claim a figure may be denied, and so it
takes for one only a whole word that tells which, in the very clause of the figure.
"""

import re
from collections.abc import Iterator
from itertools import pairwise

from assistant.evidence.measures import fitting_figures
from assistant.evidence.pieces import of_other_size
from assistant.language.clauses import (
    CLAUSE_END,
    PART_END,
    STATEMENT_END,
    clause_before,
    end_of,
    start_of,
)
from assistant.understanding.question import Question
from index.lexical import word_class, words
from index.quantities import Quantity, find_quantities

_WORD = 2  # characters of a kind, and of a word that tells which
_CHANGES = re.compile("增|长|降|升|减|加|改|建")  # what is done to a thing is no kind of it
_WHICH = ("n", "a", "b", "v", "z", "d", "f", "s", "j", "")  # classes of words that tell which
_LONGEST = 6  # characters before the kind in a name


def of_sibling(question: Question, text: str, figure: Quantity) -> bool:
    """Whether a figure is told of a sibling, named after the thing asked about or before it."""
    return of_sibling_behind(question, text, figure) or of_sibling_before(question, text, figure)


def of_sibling_behind(question: Question, text: str, figure: Quantity) -> bool:
    """Whether a figure is told of a sibling that is named after the thing asked about:
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
        if len(noun) < _WORD or not word_class(noun).startswith("n"):
            continue
        yield noun
        end = noun[-_WORD:]
        if len(noun) >= 2 * _WORD and word_class(end).startswith("n"):
            yield end


def _is_other(clause: str, first: str, kind: str, asked: str, unnamed: str = "vpc") -> bool:
    """Whether a clause begins with the name of another thing of a kind; `unnamed`: the classes of
    words that such a name has not."""
    before, found, _ = clause.strip().removeprefix("其中").partition(kind)
    if not found or not 0 < len(before) <= _LONGEST or first in before or before in asked:
        return False
    classes = {word_class(word)[:1] for word in words(before)}
    return before.isalpha() and classes.isdisjoint(unnamed)


def of_sibling_before(question: Question, text: str, figure: Quantity) -> bool:
    """Whether the clause of a figure begins with a sibling of the thing asked about, which a later
    clause names: 甲类事项3日办结，乙类事项由局长审批、限期9日, of 乙类事项."""
    lowered = text.lower()
    own = clause_before(figure, lowered)
    later = lowered[end_of(CLAUSE_END, text, figure.end) :]
    for kind in words(question.text):
        if len(kind) < 2 or kind not in own or _CHANGES.search(kind):
            continue
        name = _named_before(kind, question.text, later)
        if name and _is_other(own, name, kind, question.text, unnamed="vpcd"):
            return True
    return False


def _named_before(kind: str, asked: str, text: str) -> str:
    """Return the longest that stands before a kind both in a question and at the beginning of a
    clause of `text`, "" where nothing does."""
    before = asked.partition(kind)[0]
    for length in range(min(_LONGEST, len(before)), 0, -1):
        name = before[-length:]
        if re.search(rf"(?:^|[,，、;；。])[一-鿿]{{0,2}}{re.escape(name + kind)}", text):
            return name
    return ""


def all_of_others(question: Question, text: str) -> bool:
    """Whether a sentence has figures of the kind asked for, all of things of the kind asked about
    that are called otherwise: of another name, or size (110千伏变电站)."""
    figures = fitting_figures(question, text)
    return bool(figures) and all(
        of_sibling_behind(question, text, figure) or of_size(question, text, figure)
        for figure in figures
    )


def of_size(question: Question, text: str, figure: Quantity) -> bool:
    """Whether a figure is of a thing of another size than the one asked about."""
    return of_other_size(question.text, clause_before(figure, text).lower())


def of_sibling_by_word(asked: str, figure: Quantity, text: str) -> bool:
    """Whether a figure is said of a thing that has another word before its name than the thing
    claimed, where the sentence tells of this in another clause."""
    return next(_siblings_by_word(asked, figure, text), None) is not None


def figure_behind(asked: str, figure: Quantity, text: str) -> Quantity | None:
    """Return the first figure in the unit of another one behind the name of the thing claimed, of
    which that one has a sibling; None where its statement has none, or a sibling before it."""
    for name, own in _siblings_by_word(asked, figure, text):
        at = text.find(name)
        ends = end_of(STATEMENT_END, text, at)
        for other in find_quantities(text):
            if other.start > at and other.end <= ends and other.unit == figure.unit:
                between = text[at + len(name) : other.start]
                return None if own in between else other
    return None


def _siblings_by_word(asked: str, figure: Quantity, text: str) -> Iterator[tuple[str, str]]:
    """Yield the names in a claim that a sentence has in another clause than that of a figure, each
    with its sibling in that clause."""
    start = start_of(CLAUSE_END, text, figure.start)
    clause = text[start : end_of(CLAUSE_END, text, figure.end)]
    around = f"{text[:start]}|{text[start + len(clause) :]}"
    before = words(clause[: figure.start - start])
    own = [*pairwise(before)]
    if any(word_class(word)[:1] == "v" and len(word) > 1 and word in asked for word in before):
        return  # 护理床位改造40张, of 新增护理床位300张，改造照护床位40张: by its deed
    for which, noun in pairwise(words(asked)):
        name = f"{which}{noun}"
        if not (_tells_which(which, noun) and name in around) or name in clause:
            continue
        for other, same in own:
            apart = same == noun and other != which and other not in asked
            if apart and which not in clause and _tells_which(other, same):
                yield name, f"{other}{same}"


def _tells_which(word: str, noun: str) -> bool:
    both = len(word) >= _WORD <= len(noun) and word.isalpha() and noun.isalpha()
    return both and word_class(noun)[:1] in ("n", "") and word_class(word)[:1] in _WHICH
