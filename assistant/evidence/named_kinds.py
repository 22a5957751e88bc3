"""Tell whether a sentence names what is asked for by name: 甲、乙等老建筑, of 老建筑是哪几处."""

import re
from collections.abc import Sequence

from assistant.evidence.coverage import core_terms, covers
from assistant.evidence.ranking import Candidate
from assistant.language.clauses import PHRASE_END
from assistant.language.normalize import pattern, wording
from assistant.understanding.question import Question
from index.quantities import find_quantities

# What goes on behind the names with what all of them are: 甲、乙等3处老建筑.
_NAMED = re.compile(
    r"(?P<names>[^、\s][^\s]*?)等(?:\d{1,3}[个处座家所条项类种]|[一二两三四五六七八九十]{1,2}大?[个处座家所条项类种])?"
    r"(?P<kind>[一-鿿]{2,12})"
)
_NAME = 4  # characters of a name, at the least


def names_kind(question: Question, candidates: Sequence[Candidate]) -> bool:
    """Whether names are asked for, and a clause of the best sentence has all the things asked about
    and tells names of what they are, right before the word for it."""
    asked = pattern(wording()["members"]["by_name"]).search(question.text)
    if asked is None or question.yes_no or question.wants_figure or not candidates:
        return False
    things = [term for term in core_terms(question.terms) if not term.is_verb]
    for clause in PHRASE_END.split(candidates[0].passage.text.lower()):
        found = _NAMED.search(clause)
        if not (found and things and covers(things, clause)):
            continue
        names = found["names"]
        of_kind = any(found["kind"].startswith(form) for term in things for form in term.forms)
        if of_kind and len(names) >= _NAME and not find_quantities(names):
            return True
    return False
