"""Whether a figure of a sentence is of the sibling of what is claimed: 一般隐患, of 重大隐患."""

from collections.abc import Iterator
from itertools import pairwise

from assistant.language.clauses import CLAUSE_END, STATEMENT_END, end_of, start_of
from index.lexical import word_class, words
from index.quantities import Quantity, find_quantities

_KINDS = ("n", "a", "b", "v", "z", "d", "f", "s", "j", "")  # of words that tell which one it is
_WORD = 2  # characters


def of_sibling(asked: str, figure: Quantity, text: str) -> bool:
    """Whether a figure is said of a thing that has another word before its name than the thing
    claimed, where the sentence tells of this in another clause."""
    return next(_siblings(asked, figure, text), None) is not None


def figure_behind(asked: str, figure: Quantity, text: str) -> Quantity | None:
    """Return the first figure in the unit of another one behind the name of the thing claimed, of
    which that one has a sibling; None where its statement has none, or a sibling before it."""
    for name, own in _siblings(asked, figure, text):
        at = text.find(name)
        ends = end_of(STATEMENT_END, text, at)
        for other in find_quantities(text):
            if other.start > at and other.end <= ends and other.unit == figure.unit:
                between = text[at + len(name) : other.start]
                return None if own in between else other
    return None


def _siblings(asked: str, figure: Quantity, text: str) -> Iterator[tuple[str, str]]:
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
    return both and word_class(noun)[:1] in ("n", "") and word_class(word)[:1] in _KINDS
