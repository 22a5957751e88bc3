"""The HTML of the screen 速查. Pure functions; text is escaped here."""

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import TYPE_CHECKING

from assistant.web.page import EDITORIAL_NOTE, escape, item_name, marked_html, spans_attribute
from index.plan import Plan, Span

if TYPE_CHECKING:  # importing it loads dictionaries, which must not delay the page
    from assistant.web.quick_search import Found, Hit, Word

LONGEST_QUERY = 60
_LONGEST_NAME = 8
_NAMES_SHOWN = 30


def search_box_html() -> str:
    """Return the heading, the input, and the line that tells how many were found."""
    return (
        '<div class="quick-box"><h2 class="visually-hidden">速查</h2>'
        f'<input type="search" id="quick-query" maxlength="{LONGEST_QUERY}" role="combobox"'
        ' aria-label="要查的词" aria-expanded="true" aria-controls="quick-list"'
        ' aria-autocomplete="list" autocomplete="off" spellcheck="false" enterkeyhint="search"'
        ' placeholder="输入词语或项号，例如：养老"></div>'
    )


def start_html(names: Sequence[str]) -> str:
    """Return what is shown before anything is typed: how it works, and the plan's own terms."""
    short = [name for name in names if len(name) <= _LONGEST_NAME][:_NAMES_SHOWN]
    buttons = "".join(
        f'<li><button type="button" data-query="{escape(name)}">{escape(name)}</button></li>'
        for name in short
    )
    offered = f'<h3>计划里带引号的名称</h3><ul class="names">{buttons}</ul>' if short else ""
    return (
        '<div class="quick-start"><p>边输边查，列出计划里每一句提到它的原文。'
        "可以用空格隔开几个词，也可以输项号、拼音。</p>"
        '<p class="keys"><kbd>↑</kbd> <kbd>↓</kbd> 选句子，<kbd>Enter</kbd> 看整项，'
        f"<kbd>Esc</kbd> 清空</p>{offered}"
        '<div role="listbox" id="quick-list" aria-label="查到的句子"></div></div>'
    )


def results_html(found: "Found", plan: Plan) -> str:
    """Return the summary and the list of sentences under their items, the words marked."""
    numbers = iter(range(len(found.items) + len(found.hits) + len(found.alike)))
    listed = "".join(_item_options(found.items, plan, numbers))
    listed += "".join(_groups(found.hits, plan, numbers))
    alike = "".join(_groups(found.alike, plan, numbers))
    if alike:
        listed += f'<div class="alike-note">换个说法提到的：</div>{alike}'
    labels = {*found.items, *(hit.passage.item for hit in (*found.hits, *found.alike))}
    titles = (item for label in labels if (item := plan.item(label)))
    editorial = any(item.title_is_editorial for item in titles)
    note = f'<p class="editorial">{EDITORIAL_NOTE}</p>' if editorial else ""
    return (
        f'<div class="quick-results"><p class="summary" role="status">{summary_html(found)}</p>'
        '<div role="listbox" id="quick-list" aria-label="查到的句子">'
        f"{listed}</div>{note}</div>"
    )


def summary_html(found: "Found") -> str:
    """Say how many items and sentences there are, and which words were taken for which."""
    typed = escape(found.query.strip())
    if not found.hits:
        return "" if found.items else f"计划里没有提到“{typed}”。可以换个词，或者到“问答”里问。"
    items = len({hit.passage.item for hit in found.hits})
    count = f"{items}项、{len(found.hits)}句"
    changed = [word for word in found.words if not word.is_as_typed]
    if changed:
        return f"{'；'.join(_taken(word) for word in changed)}。共{count}。"
    names = "、".join(f"“{escape(word.typed)}”" for word in found.words)
    if {word.typed for word in found.words} == set(found.query.lower().split()):
        return f"{count}提到{names}。"
    return f"没有“{typed}”这个原词。提到{names}的有{count}。"


def _taken(word: "Word") -> str:
    forms = "、".join(f"“{escape(form)}”" for form in dict.fromkeys(word.forms))
    return f"没有“{escape(word.typed)}”这个原词，查的是{forms}"


def _item_options(labels: Sequence[str], plan: Plan, numbers: Iterator[int]) -> Iterator[str]:
    for label in labels:
        item = plan.item(label)
        if item:
            yield (
                f'<div role="option" id="hit-{next(numbers)}" aria-selected="false"'
                f' class="whole" data-item="{escape(label)}" data-spans="">'
                f"<strong>{escape(item_name(label))}</strong> {escape(item.title)}</div>"
            )


def _groups(hits: "Sequence[Hit]", plan: Plan, numbers: Iterator[int]) -> Iterator[str]:
    for label, group in groupby(hits, key=lambda hit: hit.passage.item):
        item = plan.item(label)
        title = item.title if item else ""
        options = "".join(_option(hit, next(numbers)) for hit in group)
        yield (
            f'<div role="group" aria-label="{escape(item_name(label))}"><div class="hit-item">'
            f"<strong>{escape(item_name(label))}</strong> {escape(title)}</div>{options}</div>"
        )


def _option(hit: "Hit", number: int) -> str:
    start = hit.passage.span.start
    inside = [Span(span.start - start, span.end - start) for span in hit.spans]
    return (
        f'<div role="option" id="hit-{number}" aria-selected="false"'
        f' data-item="{escape(hit.passage.item)}"'
        f' data-spans="{spans_attribute(hit.spans)}">{marked_html(hit.passage.text, inside)}</div>'
    )
