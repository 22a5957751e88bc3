"""Answers that set two plans side by side: a topic, or the matters they do not share."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from assistant.answer import Answer, Statement
from assistant.chain import Assistant
from assistant.citations import item_at
from assistant.lookup import quote
from assistant.pairing import Change, Pairs, pair_figures
from assistant.phrases import phrase
from index.plan import Item, Plan, Span
from index.quantities import Quantity

_MOST_CHANGES = 20


def named(answer: Answer, name: str) -> Answer:
    """Return the answer with the plan's name in each citation."""
    return replace(answer, statements=tuple(_named(answer.statements, name)))


def compare_topic(
    question: str, old: Answer, new: Answer, names: tuple[str, str], alike: bool
) -> Answer:
    """Show what two plans say, the older first, and what their figures differ by.

    `alike`: whether the items cited are of one matter; figures are subtracted only then.
    """
    statements: list[Statement] = []
    for name, answer in zip(names, (old, new), strict=True):
        statements.append(_phrase("compare.side", plan=name))
        statements += _named(answer.statements, name)
    both = old.status == new.status == "answered"
    if both and alike:
        quotes = ["\n".join(c.quote for c in answer.citations) for answer in (old, new)]
        changes = pair_figures(quotes[0], quotes[1])
        statements += [_change(change, quotes[1], names) for change in changes]
    elif both:
        statements.append(_phrase("compare.not_paired"))
    answered = "answered" in (old.status, new.status)
    return Answer(
        question,
        "answered" if answered else "not_in_plan",
        tuple(statements),
        new.retrieval,
    )


def compare_items(
    question: str,
    old: Assistant,
    new: Assistant,
    names: tuple[str, str],
    pairs: Pairs,
    side: str,
) -> Answer:
    """List what is new, what is gone and (for `both` sides) which figures changed."""
    statements: list[Statement] = []
    if side in ("added", "both"):
        statements += _listed("added", pairs.added, new.plan, names[::-1])
    if side in ("dropped", "both"):
        statements += _listed("dropped", pairs.dropped, old.plan, names)
    if side == "both":
        statements += _changed(old.plan, new.plan, pairs, names)
    return Answer(question, "answered", tuple(statements))


def cited_item(answer: Answer, plan: Plan) -> Item | None:
    """Return the item of the answer's first quote."""
    first = next(iter(answer.citations), None)
    return item_at(plan, first.span) if first else None


def _listed(
    kind: str, items: Sequence[Item], plan: Plan, names: tuple[str, str]
) -> Iterable[Statement]:
    """`names`: the plan that has the items, then the one that has not."""
    if not items:
        yield _phrase(f"compare.none_{kind}", plan=names[0], other=names[1])
        return
    yield _phrase(f"compare.{kind}", plan=names[0], other=names[1], count=len(items))
    for item in items:
        yield from _named([quote(plan, _first_sentence(item), role="bullet")], names[0])


def _changed(old: Plan, new: Plan, pairs: Pairs, names: tuple[str, str]) -> Iterable[Statement]:
    found = [
        (before, after, change)
        for before, after in pairs.same
        for change in pair_figures(before.text, after.text)
        if change.difference
    ]
    if not found:
        return
    yield _phrase("compare.figures", count=len(found))
    for before, after, change in found[:_MOST_CHANGES]:
        for plan, item, quantity, name in (
            (old, before, change.old, names[0]),
            (new, after, change.new, names[1]),
        ):
            span = _clause(item, quantity)
            yield from _named([quote(plan, span, [quantity.text], role="bullet")], name)
        yield _change(change, after.text, names)
    if len(found) > _MOST_CHANGES:
        yield _phrase("compare.more_figures", count=len(found) - _MOST_CHANGES)


def _first_sentence(item: Item) -> Span:
    stop = re.search(r"[。！？；\n]", item.text)
    return Span(item.span.start, item.span.start + (stop.end() if stop else len(item.text)))


def _clause(item: Item, quantity: Quantity) -> Span:
    """The clause of an item's text around a figure."""
    marks = "，,。；;\n"
    start = max(item.text.rfind(mark, 0, quantity.start) for mark in marks) + 1
    ends = [at for mark in marks if (at := item.text.find(mark, quantity.end)) >= 0]
    return Span(item.span.start + start, item.span.start + min(ends, default=len(item.text)))


def _change(change: Change, text: str, names: tuple[str, str]) -> Statement:
    way = "same" if not change.difference else "more" if change.difference > 0 else "fewer"
    start = max(text.rfind(mark, 0, change.new.start) for mark in "，,。；;：:、\n") + 1
    what = text[start : change.new.start].strip()
    return _phrase(
        f"compare.{way}",
        what=what,
        old_plan=names[0],
        new_plan=names[1],
        old=change.old.text,
        new=change.new.text,
        difference=written_difference(change),
    )


def written_difference(change: Change) -> str:
    """Write the size of a difference in the new figure's unit: 1000户, 50亿元, 2.5个百分点."""
    unit = "个百分点" if change.new.unit == "%" else change.new.unit
    scale, factor = "", 1.0
    written = re.match(r"[\d.,]+\s*(万亿|亿|千万|百万|万|千|百)?", change.new.text)
    if written and written[1] and change.old.text.find(written[1]) >= 0:
        scale = written[1]
        factor = change.new.value / float(re.sub(r"[^\d.]", "", written[0]))
    # Sums of decimal figures carry binary dust; no plan has more than a few decimals.
    size = round(abs(change.difference) / factor, 6)
    return f"{size:.10g}{scale}{unit}"


def _phrase(name: str, **values: object) -> Statement:
    return Statement("phrase", phrase(name, **values))


def _named(statements: Iterable[Statement], name: str) -> Iterable[Statement]:
    for statement in statements:
        text = statement.text
        if statement.role == "heading":  # names its item by the mark of a citation
            text = re.sub(r"^〔", f"〔{name}", text)
        citations = tuple(replace(citation, plan=name) for citation in statement.citations)
        yield replace(statement, text=text, citations=citations)
