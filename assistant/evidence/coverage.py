"""How far a text has the words of a question, literally or in the plan's own words."""

from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

from assistant.language.alignment import is_short_for
from assistant.language.numbered_names import has_name
from assistant.understanding.question import Term
from index.quantities import find_quantities

_CORE_WEIGHT = 0.35


def support(term: Term, text: str, asked: str = "") -> float:
    """How far `text` (lower case) has the term.

    1 literally, 0.9 by the plan's own word for it, 0.8 when the text is `asked` about in that
    word, else up to 0.7 by the share of its character pairs.
    """
    word = term.text
    if has_name(word, text):
        return 1.0
    for form in term.forms:  # the first is the word itself, again
        if has_name(form, text):
            return 0.9
    if asked and len(word) > 1 and has_name(word, asked):
        return 0.8
    pairs = _pairs(word)
    return 0.7 * sum([pair in text for pair in pairs]) / len(pairs) if pairs else 0.0


@lru_cache(maxsize=4096)
def _pairs(word: str) -> tuple[str, ...]:
    """Return the character pairs by which a word may be half there; none of a short one."""
    if len(word) < 3 or word.isascii():
        return ()
    return tuple(word[i : i + 2] for i in range(len(word) - 1))


def coverage(terms: Sequence[Term], text: str, asked: str = "") -> float:
    """Weighted mean support of the terms in `text` (lower case); 0 when there are no terms."""
    total = held = 0.0
    for term in terms:
        total += term.weight
        # Said literally is what most terms are; asked a thousand times a question.
        held += term.weight * (1.0 if has_name(term.text, text) else support(term, text, asked))
    return held / total if total else 0.0


def core_terms(terms: Sequence[Term]) -> tuple[Term, ...]:
    """Return the terms that carry the subject: the weighty ones, or all when none is."""
    return tuple(term for term in terms if term.weight >= _CORE_WEIGHT) or tuple(terms)


def covers(terms: Sequence[Term], text: str, asked: str = "") -> bool:
    """Whether `text` (lower case) has every term, or is `asked` about in it."""
    return bool(terms) and all(
        any(has_name(form, text) for form in term.forms)
        or (len(term.text) > 1 and has_name(term.text, asked))
        for term in terms
    )


def as_written(terms: Sequence[Term], text: str) -> list[Term]:
    """Return the terms, those that `text` (lower case) has literally without their other forms: a
    text that has both words is of two things (博士每人30万元、硕士每人10万元)."""
    return [replace(term, forms=(term.text,)) if term.text in text else term for term in terms]


def known_to(term: Term, plan_text: str) -> bool:
    """Whether the plan has the term, literally or by its own word for it."""
    return any(has_name(form, plan_text) for form in term.forms)


def may_be_short_for(term: Term, part: str) -> bool:
    """Whether a word of two characters has them in order in a part of a sentence that it may be
    short for (旧改, of 旧里以下房屋改造); so few may stand so by chance."""
    short = len(term.text) == 2 and is_short_for(term.text, part)
    return short and not term.is_verb and not find_quantities(term.text)
