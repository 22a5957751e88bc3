"""Whether an item is about what a question claims it to be about (第7项是讲粮食安全的吧)."""

import re
from collections.abc import Sequence

from assistant.deadlines import find_deadlines
from assistant.normalize import pattern, wording
from assistant.question import Question, content_words, plain_claim
from assistant.stages import without_stages
from index.lexical import word_class, words
from index.passages import Passage
from index.plan import Plan
from index.quantities import find_quantities

_CLAUSE = re.compile("[,，;；。]")
# What makes a statement its opposite, in the characters before it.
_TURNED = re.compile("不(?!断|动产|见面|忘)|未(?!来|成年)|防止|防范|遏制|禁止|严禁|避免|杜绝|压减")
_BEFORE = 4  # characters


def check_place(question: Question, plan: Plan, passages: Sequence[Passage]) -> Passage | None:
    """Return the title or the first sentence of the item named that has all that it is claimed to
    be about; None where none has, or where more is claimed than what the item is about."""
    what = _claimed(question)
    wanted = content_words(what)
    if not wanted or len(question.references.labels) != 1 or question.references.missing:
        return None
    forms = {term.text: term.forms for term in question.terms}
    told = find_quantities(what) or find_deadlines(what) or without_stages(what) != what
    deeds = [word for word in words(what) if len(word) > 1 and word_class(word)[:1] == "v"]
    wanted = [*wanted, *deeds]
    for passage in passages:
        text = passage.text.lower()
        if passage.item != question.references.labels[0]:
            continue
        said = not told and any(
            all(any(f in clause for f in forms.get(w, (w,))) for w in wanted)
            and not _TURNED.search(clause)
            for clause in _CLAUSE.split(text)
        )
        whole = what in text and not _TURNED.search(text[: text.find(what)][-_BEFORE:])
        if whole or said:
            return passage
    return None


def _claimed(question: Question) -> str:
    """Return what an item is claimed to be about, "" where nothing of the kind is claimed."""
    table = wording()["placed"]
    said = plain_claim(question, table["denied"])
    for expression in table["claims"]:
        if found := pattern(expression).fullmatch(said):
            return found["what"].strip('“”"「」 ')
    return ""
