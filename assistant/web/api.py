"""The same answers for other programs: endpoints of Gradio's API, which are MCP tools as well.

The docstrings below are what a program that lists the tools gets to read.
"""

import json
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any

import gradio as gr
from gradio.events import api

from assistant.answers.render import item_value
from assistant.batch import timed_record
from assistant.crowd import FULL, crowd
from assistant.web.catalogue import Catalogue
from assistant.web.chat import HISTORY, read_question
from assistant.web.page import item_name
from assistant.web.quick import lookup
from assistant.web.quick_page import LONGEST_QUERY
from assistant.web.warmup import Warmup
from index.errors import UserError
from index.plan import Plan

if TYPE_CHECKING:
    from assistant.plans.several import PlansAssistant
    from assistant.web.quick_search import Hit


def expose(plans: Catalogue, warmup: "Warmup[PlansAssistant]") -> None:
    """Add the endpoints to the Blocks context this is called in."""

    def ask_plan(question: str, history: list[str] | None = None) -> str:
        """Answer a question on the work plan with verbatim, verified quotes of its items.

        The newest plan answers unless the question names a year or a plan's title.

        Args:
            question: the question, in Chinese, at most 2000 characters
            history: the earlier questions of the conversation, oldest first

        Returns:
            JSON with status (answered, not_in_plan or chat), text (Markdown), citations (each
            with item, verbatim quote and, where there are several plans, plan, in the order
            shown), retrieved (item numbers by rank),
            elapsed_ms
        """
        return told(lambda: ask(warmup, question, history or []))

    def get_item(item: str) -> str:
        """Return one item of the work plan whole, as published.

        Args:
            item: the number of the item, such as 17; where there are several plans with the plan
                in front, such as 2020年第17项, else of the newest

        Returns:
            JSON with item, plan (where there are several), title, title_is_editorial (if so, what
            stands in ［］ is an editor's conjecture), section, text, damage (suspected faults of
            the published text)
        """
        return told(lambda: item_record(plans, item))

    def search_plan(words: str) -> str:
        """List every sentence of the work plan that has the words, as written or as the plan says.

        Args:
            words: one or several words, separated by spaces; typos are mended

        Returns:
            JSON with looked_for (each word typed and the plan's forms of it that were found),
            hits (each with item, plan where there are several, title, verbatim sentence, the
            matched words), alike (the same for other words that the plan has for it)
        """
        return told(lambda: search_record(plans, words))

    for function in (ask_plan, get_item, search_plan):
        api(function, queue=False)


def told(answer: Callable[[], dict[str, Any]]) -> str:
    """Return the answer as JSON text; a fault that the caller can mend reaches the caller.

    Text, since Gradio would hand an MCP client the dict as Python writes it.
    """
    try:
        return json.dumps(answer(), ensure_ascii=False)
    except UserError as error:
        raise gr.Error(error.message, print_exception=False) from error


def ask(warmup: "Warmup[PlansAssistant]", question: str, history: list[str]) -> dict[str, Any]:
    """Return the answer as `ask --json` prints it; raise UserError for what is no question
    and when too many ask."""
    text, fault = read_question(question)
    if fault:
        raise UserError(fault, "not a question")
    if not crowd.enter():
        raise UserError(FULL, "too many questions at once")
    try:
        return timed_record(warmup.result(), text, history[-HISTORY:])
    finally:
        crowd.leave()


def item_record(plans: Catalogue, wanted: str) -> dict[str, Any]:
    """Return an item as JSON; raise UserError if there is none of this number.

    `wanted` is the number, or what a citation calls the item.
    """
    said = wanted.strip().strip("〔〕")
    names = plans.by_name()
    name = next((each for each in names if each and said.startswith(each)), next(iter(names)))
    plan = names[name]
    label = said.removeprefix(name).strip().removeprefix("第").removesuffix("项")
    item = plan.item(label)
    if item is None:
        first, last = plan.own_items[0].label, plan.own_items[-1].label
        raise UserError(
            f"{name}计划里没有{item_name(label)}，有的是{item_name(first)}到{item_name(last)}。",
            f"no item {label}",
        )
    return _item(item.label, name) | {
        "title": item.title,
        "title_is_editorial": item.title_is_editorial,
        "section": item.section,
        "text": item.text,
        "damage": [each.detail for each in plan.damage if each.item == item.label],
    }


def search_record(plans: Catalogue, query: str) -> dict[str, Any]:
    """Return the result of the quick look-up in all plans as JSON; raise UserError if blank."""
    if not query.strip() or len(query) > LONGEST_QUERY:
        raise UserError(f"请给出要查的词，最多 {LONGEST_QUERY} 字。", "blank or overlong query")
    looked_for: list[dict[str, Any]] = []
    hits: list[dict[str, Any]] = []
    alike: list[dict[str, Any]] = []
    for name, plan in plans.by_name().items():
        found = lookup(plan).search(query)
        words = [{"typed": word.typed, "forms": list(word.forms)} for word in found.words]
        looked_for += [word for word in words if word not in looked_for]
        hits += _hits(found.hits, plan, name)
        alike += _hits(found.alike, plan, name)
    return {"looked_for": looked_for, "hits": hits, "alike": alike}


def _hits(hits: "Iterable[Hit]", plan: Plan, name: str) -> list[dict[str, Any]]:
    return [
        _item(hit.passage.item, name)
        | {
            "title": item.title if (item := plan.item(hit.passage.item)) else "",
            "sentence": hit.passage.text.strip(),
            "matched": [plan.source[span.start : span.end] for span in hit.spans],
        }
        for hit in hits
    ]


def _item(label: str, name: str) -> dict[str, Any]:
    return {"item": item_value(label)} | ({"plan": name} if name else {})
