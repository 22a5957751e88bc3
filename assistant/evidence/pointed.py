"""What a question points at within its subject, and which sentences have that.

One kind of thing (哪两份清单, 靠什么平台), or a name in quotation marks: then not all that the plan
says on the subject answers, as it does a broad question.
"""

from collections.abc import Sequence

from assistant.evidence.coverage import core_terms, covers
from assistant.evidence.ranking import Candidate
from assistant.language.normalize import pattern, wording
from assistant.understanding.question import Question, quoted_in
from index.plan import Plan

# How far below the best sentence (in logits of the ranking) another may be that answers as well.
_AS_WELL = 4.0


def kind_asked(question: Question) -> str:
    """Return the kind of thing that a question asks for one or a few of: 清单, of 要列哪两份清单;
    "" where it asks for nothing so distinct (有什么安排), or for all there is."""
    if question.wants_everything:
        return ""
    table = wording()["pointed"]
    found = pattern(table["whether" if question.yes_no else "asks"]).search(question.text)
    return next(filter(None, found.groups()), "") if found else ""


def of_kind(question: Question, chosen: Sequence[Candidate], top: Candidate) -> list[Candidate]:
    """Leave out of the sentences chosen of an item those that have nothing of the kind asked for,
    beside the best; where none has the word for it, those far behind."""
    kind = kind_asked(question)
    if not kind:
        return list(chosen)
    near = [c for c in chosen if c.relevance >= top.relevance - _AS_WELL]
    if any(has_kind(kind, c.passage.text) for c in near):
        return [c for c in near if c is top or has_kind(kind, c.passage.text)]
    return near


def has_kind(kind: str, text: str) -> bool:
    """Whether a text names a thing of a kind by the word for it or, of a document, by its title."""
    table = wording()["pointed"]
    document = kind in table["documents"] and "《" in text
    ways = table["ways"] if kind in table["ways"] else (kind,)
    return document or any(word in text for word in ways)


def with_quoted(question: Question, candidates: Sequence[Candidate], plan: Plan) -> list[Candidate]:
    """Return the sentences of the items that have what a question quotes, in the very words; all
    where it quotes nothing that the plan has, claims something, or names more than they have."""
    names = [] if question.yes_no else [name.lower() for name in quoted_in(question.text, plan)]
    if not names or question.references.labels:
        return list(candidates)
    items = {
        item.label
        for item in plan.items
        if any(name in f"{item.title}\n{item.text}".lower() for name in names)
    }
    kept = [c for c in candidates if c.passage.item in items]
    for term in core_terms(question.terms):
        named = [c for c in candidates if covers([term], c.passage.text.lower())]
        if named and not any(c in kept for c in named):
            return list(candidates)  # “一网通办”和旧改
    return kept or list(candidates)
