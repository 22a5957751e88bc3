"""Answers that set two plans side by side: a topic, or the matters they do not share."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import pairwise

from assistant.answers.answer import Answer, Statement
from assistant.answers.citations import item_at
from assistant.answers.phrases import phrase
from assistant.chain import Assistant
from assistant.lookups.lookup import quote
from assistant.plans.comparison import Claimed
from assistant.plans.pairing import Change, Pairs, pair_figures
from index.plan import Item, Plan, Span
from index.quantities import Quantity, find_quantities

_MOST_CHANGES = 20
_EXACT = 1e-9
_VERB = 2  # characters; a longer text before a figure names what it measures


def named(answer: Answer, name: str) -> Answer:
    """Return the answer with the plan's name in each citation."""
    return replace(answer, statements=tuple(_named(answer.statements, name)))


def compare_topic(
    question: str,
    answers: Sequence[Answer],
    names: Sequence[str],
    alike: Sequence[bool],
    claimed: Claimed | None = None,
) -> Answer:
    """Show what plans say, the oldest first, and what their figures differ by from one to the next.

    `alike`: whether the items cited by an answer and by the next are of one matter; figures are
    subtracted only then. What the question `claimed` of two plans is judged by the difference.
    """
    statements: list[Statement] = []
    for name, answer in zip(names, answers, strict=True):
        statements.append(_phrase("compare.side", plan=name))
        statements += _named(answer.statements, name)
    for place, (old, new) in enumerate(pairwise(answers)):
        if not old.status == new.status == "answered":
            continue
        if not alike[place]:
            statements.append(_phrase("compare.not_paired"))
            continue
        quotes = ["\n".join(c.quote for c in answer.citations) for answer in (old, new)]
        changes = pair_figures(quotes[0], quotes[1])
        if claimed and len(answers) == 2:
            statements += _verdict(claimed, changes)
        statements += [_change(change, quotes[1], names[place : place + 2]) for change in changes]
        if not changes and all(map(find_quantities, quotes)):
            statements.append(_phrase("compare.no_figures"))
    answered = any(answer.status == "answered" for answer in answers)
    return Answer(
        question,
        "answered" if answered else "not_in_plan",
        tuple(statements),
        answers[-1].retrieval,
    )


def compare_counts(question: str, plans: Sequence[Plan], names: Sequence[str]) -> Answer:
    """Say how many items each of two plans has, and the difference."""
    old, new = (len(plan.own_items) for plan in plans)
    counted = "，".join(
        phrase("compare.count", plan=name, count=len(plan.own_items))
        for name, plan in zip(names, plans, strict=True)
    )
    way = "same" if new == old else "more" if new > old else "fewer"
    said = phrase(f"compare.count_{way}", counted=counted, plan=names[1], count=abs(new - old))
    return Answer(question, "answered", (Statement("phrase", said),))


def _verdict(claimed: Claimed, changes: Sequence[Change]) -> Iterable[Statement]:
    """Say whether a claimed difference is the one of the two plans; nothing where several
    differences are in its unit, and it is not said which of them is meant."""
    of_unit = [change for change in changes if _unit(change) == claimed.amount.unit]
    if len(of_unit) == 1:
        (change,) = of_unit
        difference = change.difference if claimed.more else -change.difference
        agrees = abs(difference - claimed.amount.value) < _EXACT * max(1.0, claimed.amount.value)
        yield _phrase("compare.agrees" if agrees else "compare.contradicts")


def _unit(change: Change) -> str:
    return "个百分点" if change.new.unit == "%" else change.new.unit


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


def _change(change: Change, text: str, names: Sequence[str]) -> Statement:
    way = "same" if not change.difference else "more" if change.difference > 0 else "fewer"
    return _phrase(
        f"compare.{way}",
        what=_measured(change.new, text),
        old_plan=names[0],
        new_plan=names[1],
        old=change.old.text,
        new=change.new.text,
        difference=written_difference(change),
    )


def _measured(figure: Quantity, text: str) -> str:
    """Return what a figure is of: the words before it in its clause (新增养老床位), with those
    behind it where these are no more than a verb (完成…雨污混接改造)."""
    marks = "，,。；;：:、\n"
    start = max(text.rfind(mark, 0, figure.start) for mark in marks) + 1
    ends = [at for mark in marks if (at := text.find(mark, figure.end)) >= 0]
    before = text[start : figure.start].strip()
    after = text[figure.end : min(ends, default=len(text))].strip()
    return f"{before}{after}" if len(before) <= _VERB else before


def written_difference(change: Change) -> str:
    """Write the size of a difference in the new figure's unit: 1000户, 50亿元, 2.5个百分点."""
    unit = _unit(change)
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
