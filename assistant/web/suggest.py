"""Next questions that have answers: made from the cited items, each asked before it is offered."""

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from typing import TYPE_CHECKING

from assistant.web.page import item_name
from index.passages import split_item
from index.plan import Item, Plan
from index.quantities import Quantity, find_quantities

if TYPE_CHECKING:
    from assistant.answers.answer import Answer

SHOWN = 3
_TRIED = 6
_NAMED = re.compile(r"[“《]([^”》“《]{2,12})[”》]")
_LONGEST = 24
_SUBJECT = re.compile(r"[一-鿿]{4,}")


def suggest(
    answer: "Answer", asked: Sequence[str], plan: Plan, ask: "Callable[[str], Answer]"
) -> tuple[str, ...]:
    """Return up to SHOWN questions to follow `answer`, none of `asked`.

    `ask` answers a question as it will be answered when it is pressed. A question about a figure
    is offered only if its answer leads with that figure from that item; the others, by name or
    number, only if answered.
    """
    items = _cited(answer, plan)
    shown = "".join(statement.text for statement in answer.statements)
    candidates = _candidates(items, shown, "".join(asked), plan)
    if not items:
        candidates = ((example, "", "") for example in plan.examples)
    found: list[str] = []
    for question, figure, label in islice(candidates, _TRIED):
        fresh = question not in asked and question not in found
        if len(found) < SHOWN and fresh and _answers(ask(question), figure, label):
            found.append(question)
    return tuple(found)


def _cited(answer: "Answer", plan: Plan) -> list[Item]:
    labels = dict.fromkeys(citation.item for citation in answer.citations)
    return [item for label in labels if (item := plan.item(label))][:2]


def _answers(answer: "Answer", figure: str, label: str) -> bool:
    if answer.status != "answered":
        return False
    if not figure:
        return bool(answer.citations)
    first = answer.statements[0]
    return figure in first.text and any(each.item == label for each in first.citations)


def _candidates(
    items: Sequence[Item], shown: str, asked: str, plan: Plan
) -> Iterator[tuple[str, str, str]]:
    """Yield (question, figure it must lead with or "", item): figures, a name, the item whole."""
    for item in items[:1]:
        figures = list(_figure_questions(item, shown))
        yield from figures[:2]
        yield from _name_questions(item, asked, plan)
        whole = item.text.strip() in shown
        if not whole:
            yield f"{item_name(item.label)}讲什么？", "", item.label
        if not whole and len(find_quantities(item.text)) > 1:
            yield f"{item_name(item.label)}有哪些数字？", "", item.label
        yield from figures[2:]
    for item in items[1:]:
        yield f"{item_name(item.label)}讲什么？", "", item.label


def _figure_questions(item: Item, shown: str) -> Iterator[tuple[str, str, str]]:
    """Yield a question for each figure of an item not yet told: its clause with 多少 for it."""
    for passage in split_item(item):
        for clause in passage.clauses:
            start, end = clause.start - passage.span.start, clause.end - passage.span.start
            for text in re.split(r"[、,，;；:：。]", passage.text[start:end]):
                figures = find_quantities(text)
                if len(figures) == 1 and figures[0].text not in shown:
                    question = _asking(text.strip(), figures[0])
                    if question:
                        yield question, figures[0].text, item.label


def _asking(text: str, figure: Quantity) -> str:
    before, after = text[: figure.start], text[figure.end :]
    unit = figure.unit if figure.dimension != "ratio" else ""
    question = f"{before}多少{unit}{after}？"
    whole = len(before) > 1 and _SUBJECT.search(before + after) and len(question) <= _LONGEST
    return question if whole and not re.search(r"[“”《》（）()]", question) else ""


def _name_questions(item: Item, asked: str, plan: Plan) -> Iterator[tuple[str, str, str]]:
    """Ask which items have a term of this item that others have, too, and that was not asked."""
    names = dict.fromkeys(_NAMED.findall(item.text))
    spread = {name: sum(name in each.text for each in plan.items) for name in names}
    several = [name for name in names if spread[name] > 1 and name not in asked]
    yield from ((f"哪些项提到“{name}”？", "", item.label) for name in several[:1])
