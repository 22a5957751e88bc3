"""The HTML of the chat page. Pure functions; all text is escaped here and nowhere else."""

import html
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Literal

from index.plan import Item, Plan, Span

if TYPE_CHECKING:  # importing it loads chromadb, which must not delay the page
    from assistant.answer import Citation, Statement

TurnState = Literal["loading", "searching", "answering", "done", "stopped", "failed"]
EDITORIAL_NOTE = "［］内为编者推测，原文此处缺字"
_PROGRESS = {"loading": "正在加载模型…加载好就回答这个问题", "searching": "正在查找…"}
_TOLD_BY_TITLE = "lost-start"
_PLAIN_WORDS = {
    "unclosed-quote": "有的引号、书名号或括号只有前半个。",
    "unopened-quote": "有的引号、书名号或括号只有后半个。",
    "no-final-stop": "结尾没有句号，后面的文字可能缺失。",
}


@dataclass(frozen=True, slots=True)
class Turn:
    """A question with as much of its answer as is to be shown; `message` tells of a failure."""

    question: str
    state: TurnState
    statements: "tuple[Statement, ...]" = ()
    message: str = ""

    @property
    def is_running(self) -> bool:
        """Return whether more of the answer is to come."""
        return self.state in ("loading", "searching", "answering")


def escape(text: str) -> str:
    """Return `text` such that it shows as written, as content or in a quoted attribute."""
    return html.escape(text, quote=True)


def item_name(label: str) -> str:
    """Return how an item is called: 第17项, or 三-2 where numbers restart."""
    return f"第{label}项" if label.isdecimal() else label


def example_questions(plan: Plan) -> tuple[str, ...]:
    """Return the plan's own examples, or questions that any plan can answer."""
    return plan.examples or ("这份计划一共有多少项？", "第1项讲什么？", "最后一项讲什么？")


# The conversation


def header_html(plan: Plan) -> str:
    """Return title, date and number of items."""
    date = f"<span>{escape(plan.date)}</span>" if plan.date else ""
    return (
        f'<header class="plan-head"><h1>{escape(plan.title)}</h1>'
        f'<p class="plan-facts">{date}<span>共{len(plan.items)}项</span></p></header>'
    )


def status_html(state: str, message: str = "") -> str:
    """Return the line that says whether questions can be answered yet."""
    if state == "loading":
        return '<p class="status loading" role="status">正在加载模型…</p>'
    if state == "failed":
        return f'<p class="status failed" role="alert">{escape(message)}</p>'
    return ""


def notice_html(text: str = "") -> str:
    """Return the line under the input: a hint, or what is to be changed in the question."""
    if text:
        return f'<p class="notice" role="alert">{escape(text)}</p>'
    return '<p class="hint">Enter 发送，Shift + Enter 换行</p>'


def conversation_html(turns: Sequence[Turn], plan: Plan) -> str:
    """Return all turns, or the welcome with example questions."""
    if not turns:
        return _welcome_html(plan)
    busy = " data-busy" if turns[-1].is_running else ""
    return f'<div class="turns"{busy}>{"".join(turn_html(turn) for turn in turns)}</div>'


def _welcome_html(plan: Plan) -> str:
    examples = "".join(
        f'<li><button type="button" class="example" data-question="{escape(question)}">'
        f"{escape(question)}</button></li>"
        for question in example_questions(plan)
    )
    return (
        '<div class="welcome"><h2>想了解计划里的什么？</h2>'
        "<p>回答用的是计划原文，每句后面标明出自哪一项，点〔第几项〕可以看全文。</p>"
        f'<ul class="examples" aria-label="示例问题">{examples}</ul></div>'
    )


def turn_html(turn: Turn) -> str:
    """Return a question and its answer as far as it goes."""
    return (
        '<article class="turn"><h2 class="question">'
        f'<span class="visually-hidden">提问：</span>{escape(turn.question)}</h2>'
        f'<div class="answer">{statements_html(turn.statements)}{_state_html(turn)}</div></article>'
    )


def _state_html(turn: Turn) -> str:
    if turn.state in _PROGRESS:
        return f'<p class="progress">{_PROGRESS[turn.state]}</p>'
    if turn.state == "stopped":
        return '<p class="phrase">已停止。</p>'
    if turn.state == "failed":
        return f'<p class="failure">{escape(turn.message)}</p>'
    return ""


def statements_html(statements: "Iterable[Statement]") -> str:
    """Return the lines of an answer in order; neighbouring bullets make one list."""
    parts = []
    for role, group in groupby(statements, key=lambda statement: statement.role):
        lines = [_line_html(statement) for statement in group]
        if role == "bullet":
            parts.append(f"<ul>{''.join(f'<li>{line}</li>' for line in lines)}</ul>")
        else:
            opening, closing = _ELEMENTS[role]
            parts.extend(f"{opening}{line}{closing}" for line in lines)
    return "".join(parts)


_ELEMENTS = {
    "lead": ('<p class="lead">', "</p>"),
    "phrase": ('<p class="phrase">', "</p>"),
    "heading": ("<h3>", "</h3>"),
    "quote": ("<blockquote>", "</blockquote>"),
}


def _line_html(statement: "Statement") -> str:
    text = _embolden(statement.text.strip(), statement.bold)
    return f'<span class="text">{text}</span>{"".join(_chips(statement.citations))}'


def _embolden(text: str, parts: Sequence[str]) -> str:
    wanted = sorted(filter(None, parts), key=len, reverse=True)
    if not wanted:
        return escape(text)
    pieces = re.split(f"({'|'.join(re.escape(part) for part in wanted)})", text)
    return "".join(
        f"<strong>{escape(piece)}</strong>" if index % 2 else escape(piece)
        for index, piece in enumerate(pieces)
    )


def _chips(citations: "Sequence[Citation]") -> Iterator[str]:
    """Yield one button an item, carrying all its quoted ranges."""
    for label in dict.fromkeys(citation.item for citation in citations):
        spans = [citation.span for citation in citations if citation.item == label]
        ranges = " ".join(f"{span.start}-{span.end}" for span in dict.fromkeys(spans))
        name = escape(item_name(label))
        yield (
            f'<button type="button" class="chip" data-item="{escape(label)}" data-spans="{ranges}"'
            f' aria-label="查看{name}原文" title="查看{name}原文">〔{name}〕</button>'
        )


# The source panel


def parse_spans(ranges: str) -> tuple[Span, ...]:
    """Read the ranges of a chip, as sent back by the browser; what is no range is left out."""
    found = re.findall(r"(?<!\S)(\d{1,9})-(\d{1,9})(?!\S)", ranges, re.ASCII)
    return tuple(Span(int(start), int(end)) for start, end in found)


def contents_html(plan: Plan) -> str:
    """Return the list of all items, shown while no item is open."""
    return (
        '<aside class="source" aria-label="计划原文"><div class="source-bar">'
        '<h2 tabindex="-1">计划目录</h2></div>'
        f'<ol class="contents">{"".join(_contents(plan))}</ol></aside>'
    )


def _contents(plan: Plan) -> Iterator[str]:
    for section, items in groupby(plan.items, key=lambda item: item.section):
        if section:
            yield f'<li class="contents-section">{escape(section)}</li>'
        for item in items:
            yield (
                f'<li><button type="button" data-item="{escape(item.label)}">'
                f'<span class="number">{escape(item.label)}</span>'
                f"<span>{escape(item.title)}</span></button></li>"
            )


def item_html(plan: Plan, label: str, spans: Sequence[Span] = ()) -> str:
    """Return the whole item with `spans` of the source marked; the contents if there is none."""
    item = plan.item(label)
    if item is None:
        return contents_html(plan)
    section = f'<p class="section">{escape(item.section)}</p>' if item.section else ""
    note = f'<p class="editorial">{EDITORIAL_NOTE}</p>' if item.title_is_editorial else ""
    return (
        f'<aside class="source" aria-label="计划原文"><div class="source-bar">'
        '<button type="button" class="to-contents" data-item="">目录</button>'
        f"{_neighbours(plan, item)}"
        '<button type="button" class="to-chat" data-back>回到问答</button></div>'
        f'{section}<p class="item-name">{escape(item_name(item.label))}</p>'
        f'<h2 tabindex="-1">{escape(item.title)}</h2>{note}'
        f'<div class="item-text">{_marked(item, spans)}</div>{_damage_html(plan, item)}</aside>'
    )


def _neighbours(plan: Plan, item: Item) -> str:
    place = plan.items.index(item)
    before = plan.items[place - 1] if place else None
    after = plan.items[place + 1] if place + 1 < len(plan.items) else None
    return _step("previous", "上一项", before) + _step("next", "下一项", after)


def _step(direction: str, name: str, target: Item | None) -> str:
    if target is None:
        return f'<button type="button" data-step="{direction}" disabled>{name}</button>'
    return (
        f'<button type="button" data-step="{direction}" data-item="{escape(target.label)}">'
        f"{name}</button>"
    )


def _marked(item: Item, spans: Sequence[Span]) -> str:
    """Return the item's text with the parts inside it that `spans` cover in <mark>."""
    pieces, last = [], item.span.start
    for span in sorted(spans, key=lambda span: (span.start, span.end)):
        start, end = max(span.start, last), min(span.end, item.span.end)
        if start >= end:
            continue
        pieces.append(escape(_slice(item, last, start)))
        pieces.append(f"<mark>{escape(_slice(item, start, end))}</mark>")
        last = end
    return "".join([*pieces, escape(_slice(item, last, item.span.end))])


def _slice(item: Item, start: int, end: int) -> str:
    return item.text[start - item.span.start : end - item.span.start]


def _damage_html(plan: Plan, item: Item) -> str:
    notes = [
        _PLAIN_WORDS.get(damage.kind, damage.detail)
        for damage in plan.damage
        if damage.item == item.label
        and not (damage.kind == _TOLD_BY_TITLE and item.title_is_editorial)
    ]
    if not notes:
        return ""
    listed = "".join(f"<li>{escape(note)}</li>" for note in dict.fromkeys(notes))
    return (
        f'<div class="damage"><p>这一项的原文可能有误，以上照原样显示：</p><ul>{listed}</ul></div>'
    )
