"""Whether an item is about what a question claims it to be about (第7项是讲粮食安全的吧)."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.evidence.coverage import core_terms, covers
from assistant.language.clauses import CLAUSE_END
from assistant.language.deadlines import find_deadlines
from assistant.language.normalize import pattern, wording
from assistant.language.stages import without_stages
from assistant.understanding.question import Question, content_words, plain_claim
from index.lexical import word_class, words
from index.passages import Passage
from index.plan import Item, Plan
from index.quantities import find_quantities

# What makes a statement its opposite, in the characters before it.
_TURNED = re.compile("不(?!断|动产|见面|忘)|未(?!来|成年)|防止|防范|遏制|禁止|严禁|避免|杜绝|压减")
_BEFORE = 4  # characters
_SEVERAL = 2
_QUOTES = '“”"「」 '


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
            for clause in CLAUSE_END.split(text)
        )
        whole = what in text and not _TURNED.search(text[: text.find(what)][-_BEFORE:])
        if whole or said:
            return passage
    return None


def titled_elsewhere(question: Question, plan: Plan) -> Item | None:
    """Return the one item whose title has what another is claimed to be about (人大是第22项吧, of
    第21项 全力支持人大工作); None where the title of the one named has it, or those of several."""
    named = [plan.item(label) for label in question.references.labels]
    core = [term for term in core_terms(question.subject) if len(term.text) > 1]
    if len(named) != 1 or named[0] is None or not core or not _claimed(question):
        return None
    titled = [item for item in plan.items if covers(core, item.title.lower())]
    return titled[0] if len(titled) == 1 and titled[0] is not named[0] else None


def only_there(question: Question, passages: Sequence[Passage]) -> list[Passage]:
    """Return the first sentence of each item that has what only the one named is claimed to have
    (只在第4项吗); none where nothing of the kind is claimed, or where that one has it not."""
    said = pattern(wording()["placed"]["only"]).fullmatch(plain_claim(question, "没有"))
    what = said["what"].strip(_QUOTES) if said else ""
    labels = question.references.labels
    if not what or len(labels) != 1 or question.references.missing:
        return []
    having: dict[str, Passage] = {}
    for passage in passages:
        if what in passage.text.lower():
            having.setdefault(passage.item, passage)
    return [*having.values()] if labels[0] in having else []


@dataclass(frozen=True, slots=True)
class EachPlaced:
    """The first sentences of several items that have what these are claimed to have; or the item,
    `lacking`, that has nothing of what it is claimed to, and the sentences of those that have."""

    having: tuple[Passage, ...]
    lacking: str = ""


def check_each(question: Question, plan: Plan, passages: Sequence[Passage]) -> EachPlaced | None:
    """Compare what each of several items is claimed to have (第4项和第15项都提到…, 旧改在第16项,
    电梯在第17项) with what it has; None where nothing of the kind is claimed, or an item has but a
    part of it."""
    found: list[Passage] = []
    lacking: tuple[str, list[Passage]] | None = None
    for label, what in _paired(question):
        terms = [term for term in question.terms if term.text in what]
        item = plan.item(label)
        if not terms or item is None:
            return None
        having: dict[str, Passage] = {}
        for passage in passages:
            if covers(terms, passage.text.lower()):
                having.setdefault(passage.item, passage)
        if label in having:
            found.append(having[label])
            continue
        text = item.text.lower()
        parts = (
            form[at : at + 2] for t in terms for form in t.forms for at in range(len(form) - 1)
        )
        if not having or any(part in text for part in parts):
            return None  # it may be said there in other words
        lacking = lacking or (label, [*having.values()])
    if lacking:
        return EachPlaced(tuple(lacking[1]), lacking[0])
    return EachPlaced(tuple(found)) if found else None


def _paired(question: Question) -> list[tuple[str, str]]:
    """Return the items named, each with what it is claimed to have; none of one item alone."""
    table, labels = wording()["placed"], question.references.labels
    said = plain_claim(question, table["denied"])
    if not labels or question.references.missing or not said:
        return []
    found = pattern(table["each"]).fullmatch(said)
    if found and len(labels) >= _SEVERAL:
        return [(label, found["what"].strip(_QUOTES)) for label in labels]
    parts = re.split("[,，;；、]", said)
    each = [pattern(table["paired"]).fullmatch(part.strip()) for part in parts]
    if len(each) < _SEVERAL or not all(each):
        return []
    labels = labels * len(each) if len(labels) == 1 else labels  # all of them in that one
    if len(each) != len(labels):
        return []
    what = [found["what"].strip(_QUOTES) for found in each if found]
    return [*zip(labels, what, strict=True)]


def _claimed(question: Question) -> str:
    """Return what an item is claimed to be about, "" where nothing of the kind is claimed."""
    table = wording()["placed"]
    said = plain_claim(question, table["denied"])
    for expression in table["claims"]:
        if found := pattern(expression).fullmatch(said):
            return found["what"].strip(_QUOTES)
    return said.strip(_QUOTES) if pattern(table["last"]).search(question.raw) else ""
