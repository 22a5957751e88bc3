"""What a question points at within the plan by its very words, and which sentences have that."""

from collections.abc import Sequence

from assistant.evidence.coverage import core_terms, covers
from assistant.evidence.ranking import Candidate
from assistant.understanding.question import Question, quoted_in
from index.plan import Plan


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
