"""Make citations and verify them: the one place that decides what may be shown as a quote."""

import logging
from dataclasses import replace

from assistant.answers.answer import Answer, Citation, Statement
from assistant.answers.support import objection
from index.plan import Item, Plan, Span

_LOG = logging.getLogger(__name__)


def item_at(plan: Plan, span: Span) -> Item | None:
    """Return the item whose text contains the whole span, or None."""
    for item in plan.items:
        if item.span.start <= span.start < span.end <= item.span.end:
            return item
    return None


def cite(plan: Plan, span: Span) -> Citation:
    """Quote the plan at `span`; raise ValueError when the span lies in no single item."""
    item = item_at(plan, span)
    if item is None:
        raise ValueError(f"span {span.start}-{span.end} lies in no item")
    return Citation(item.label, plan.source[span.start : span.end], span)


def is_verbatim(citation: Citation, plan: Plan) -> bool:
    """Whether the item exists and the quote stands at its span in it, character for character."""
    span = citation.span
    item = plan.item(citation.item)
    return (
        item is not None
        and bool(citation.quote.strip())
        and item.span.start <= span.start < span.end <= item.span.end
        and plan.source[span.start : span.end] == citation.quote
    )


def is_grounded(statement: Statement, plan: Plan) -> bool:
    """Whether a statement may be shown.

    Its citations are verbatim; what it gives as the plan's words (lead, quote, bullet) stands
    in one of its quotes; what a model wrote is supported by the items it cites.
    """
    if not all(is_verbatim(citation, plan) for citation in statement.citations):
        return False
    if statement.role in ("phrase", "heading"):
        return True
    if statement.role == "synthesis":
        items = dict.fromkeys(plan.item(citation.item) for citation in statement.citations)
        return objection(statement.text, [i.text for i in items if i], plan.year) is None
    return any(statement.text in citation.quote for citation in statement.citations)


def verify(answer: Answer, plan: Plan) -> Answer:
    """Return the answer without statements that are not grounded; each loss is logged."""
    kept = tuple(statement for statement in answer.statements if is_grounded(statement, plan))
    lost = len(answer.statements) - len(kept)
    if lost:
        _LOG.error("%d statement(s) failed verification and were not shown", lost)
    return replace(answer, statements=kept)
