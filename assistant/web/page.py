"""The HTML of the chat page. Pure functions; all text is escaped here and nowhere else."""

import html
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, zip_longest
from typing import TYPE_CHECKING, Literal

from assistant.answers.emphasis import emphasized
from assistant.answers.render import citation_mark
from index.numerals import is_in_figures
from index.plan import Item, Plan, Span

if TYPE_CHECKING:  # importing it loads chromadb, which must not delay the page
    from assistant.answers.answer import Citation, Statement

TurnState = Literal["waiting", "loading", "searching", "answering", "done", "stopped", "failed"]
EDITORIAL_NOTE = "［］内为编者推测，原文此处缺字"
_PROGRESS = {
    "waiting": "现在提问的人较多，请稍候，轮到就回答这个问题",
    "loading": "正在加载模型…加载好就回答这个问题",
    "searching": "正在查找…",
}
_THUMB_UP = (
    "M14 9V5a3 3 0 0 0-3-3l-4 9v11h11.28a2 2 0 0 0 2-1.7l1.38-9a2 2 0 0 0-2-2.3z"
    "M7 22H4a2 2 0 0 1-2-2v-7a2 2 0 0 1 2-2h3"
)
_THUMB_DOWN = (
    "M10 15v4a3 3 0 0 0 3 3l4-9V2H5.72a2 2 0 0 0-2 1.7l-1.38 9a2 2 0 0 0 2 2.3z"
    "m7-13h2.67A2.31 2.31 0 0 1 22 4v7a2.31 2.31 0 0 1-2.33 2H17"
)
_TOLD_BY_TITLE = "lost-start"
_PLAIN_WORDS = {
    "unclosed-quote": "有的引号、书名号或括号只有前半个。",
    "unopened-quote": "有的引号、书名号或括号只有后半个。",
    "no-final-stop": "结尾没有句号，后面的文字可能缺失。",
}


@dataclass(frozen=True, slots=True)
class Turn:
    """A question with as much of its answer as is to be shown; `message` tells of a failure.

    `id` names it in what is kept of it, `status` is the answer's once it is whole.
    """

    question: str
    state: TurnState
    statements: "tuple[Statement, ...]" = ()
    message: str = ""
    id: str = ""
    status: str = ""

    @property
    def is_running(self) -> bool:
        """Return whether more of the answer is to come."""
        return self.state in ("waiting", "loading", "searching", "answering")


@dataclass(frozen=True, slots=True)
class Copies:
    """What a turn's copy buttons put on the clipboard: the answer, and its quotes with source."""

    answer: str
    quotation: str


def escape(text: str) -> str:
    """Return `text` such that it shows as written, as content or in a quoted attribute."""
    return html.escape(text, quote=True)


def item_name(label: str) -> str:
    """Return how an item is called: 第17项, 第2.1项, or 三-2 where numbers restart."""
    return f"第{label}项" if is_in_figures(label) else label


def count_of(plan: Plan) -> str:
    """Say how many items a plan has: 27项, and 附表3行 where a table stands behind them."""
    rows = sum(item.part == "annex" for item in plan.items)
    return f"{len(plan.own_items)}项" + (f"，附表{rows}行" if rows else "")


def example_questions(plan: Plan) -> tuple[str, ...]:
    """Return the plan's own examples, or questions that any plan can answer."""
    return plan.examples or ("这份计划一共有多少项？", "第1项讲什么？", "最后一项讲什么？")


# The conversation


def header_html(
    plan: Plan, choices: Sequence[tuple[str, str]] | None = None, picked: str = ""
) -> str:
    """Return title, date and number of items, and where there are several plans the picker.

    `choices` are (address, what is shown), None while the page opens; `picked` is the address
    of `plan`.
    """
    date = f"<span>{escape(plan.date)}</span>" if plan.date else ""
    opening = " data-opening" if choices is None else ""
    return (
        f'<header class="plan-head"{opening}><h1>{escape(plan.title)}</h1>'
        f"{_picker_html(choices or (), picked)}"
        f'<p class="plan-facts">{date}<span>共{count_of(plan)}</span></p></header>'
    )


def _picker_html(choices: Sequence[tuple[str, str]], picked: str) -> str:
    if not choices:
        return ""
    options = "".join(
        f'<option value="{escape(address)}"{" selected" if address == picked else ""}>'
        f"{escape(name)}</option>"
        for address, name in choices
    )
    return f'<select class="picker" aria-label="选择计划" title="选择计划">{options}</select>'


def navigation_html(screens: Sequence[tuple[str, str]]) -> str:
    """Return the links to the screens, given as (name, label); page.js marks the current one."""
    links = "".join(
        f'<li><a href="?tab={escape(name)}" data-screen="{escape(name)}">{escape(label)}</a></li>'
        for name, label in screens
    )
    return f'<nav class="navigation" aria-label="栏目"><ul>{links}</ul></nav>'


def sign_out_html(action: str, manage: str = "") -> str:
    """Return the button that ends the session at the address `action`, and for an administrator
    the link to the plans at `manage`."""
    # A phone shows the first word of each.
    link = (
        f'<a href="{escape(manage)}" aria-label="管理计划">管理<span>计划</span></a>'
        if manage
        else ""
    )
    return (
        f'{link}<form method="post" action="{escape(action)}">'
        '<button type="submit" aria-label="退出登录">退出<span>登录</span></button></form>'
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


def talks_html() -> str:
    """Return the button and the window of kept conversations; chat.js lists them."""
    return (
        '<button type="button" id="open-talks" aria-haspopup="dialog">对话记录</button>'
        '<dialog id="talks-window" aria-labelledby="talks-title">'
        '<div class="window-head"><h2 id="talks-title">对话记录</h2>'
        '<button type="button" data-close="">关闭</button></div>'
        "<p>只保存在这个浏览器里。评价过的回答会连同问题另存一份，供管理员改进。</p>"
        '<ul class="talks"></ul><p class="no-talks">还没有记录。</p>'
        '<button type="button" class="forget" data-forget="">全部删除</button></dialog>'
    )


def conversation_html(
    turns: Sequence[Turn], plan: Plan, copies: Sequence[Copies] = (), kept: str = ""
) -> str:
    """Return all turns, or the welcome with example questions.

    `copies` are what each turn's copy buttons copy, `kept` is what the browser is to keep. The
    last turn's id tells chat.js whether its conversation has been left meanwhile.
    """
    if not turns:
        return _welcome_html(plan)
    busy = " data-busy" if turns[-1].is_running else ""
    saved = f' data-kept="{escape(kept)}"' if kept else ""
    shown = "".join(
        turn_html(turn, place, each)
        for place, (turn, each) in enumerate(zip_longest(turns, copies, fillvalue=None))
        if turn
    )
    last = f' data-last="{escape(turns[-1].id)}"' if turns[-1].id else ""
    return f'<div class="turns"{busy}{last}{saved}>{shown}</div>'


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


def turn_html(turn: Turn, place: int = 0, copies: Copies | None = None) -> str:
    """Return a question, its answer as far as it goes and, when it has ended, what to do next."""
    ended = "" if turn.is_running else _actions_html(turn, copies or Copies("", ""))
    return (
        f'<article class="turn" data-turn="{place}"><h2 class="question">'
        f'<span class="visually-hidden">提问：</span>{escape(turn.question)}</h2>'
        f'<div class="answer">{statements_html(turn.statements)}{_state_html(turn)}</div>'
        f"{ended}</article>"
    )


def _actions_html(turn: Turn, copies: Copies) -> str:
    buttons = [
        _action("复制回答", "data-copy", copies.answer) if copies.answer else "",
        _action("复制引文", "data-copy", copies.quotation) if copies.quotation else "",
        _action("重新回答", "data-retry"),
        _action("改问题", "data-edit"),
    ]
    rated = turn.state == "done" and turn.id
    if rated:
        buttons += [_thumb("up", "有帮助", _THUMB_UP), _thumb("down", "没有帮助", _THUMB_DOWN)]
    return f'<div class="actions" role="group" aria-label="对这个回答">{"".join(buttons)}</div>'


def _action(name: str, attribute: str, value: str = "") -> str:
    return f'<button type="button" {attribute}="{escape(value)}">{name}</button>'


def _thumb(rating: str, name: str, shape: str) -> str:
    return (
        f'<button type="button" class="thumb" data-rating="{rating}" aria-pressed="false"'
        f' aria-label="{name}" title="{name}"><svg viewBox="0 0 24 24" aria-hidden="true">'
        f'<path d="{shape}"></path></svg></button>'
    )


def rating_form_html(reasons: Sequence[str], longest: int) -> str:
    """Return what is asked after a thumbs-down: a reason, a remark; page scripts clone it."""
    choices = "".join(
        f'<label><input type="radio" name="reason" value="{escape(reason)}">'
        f" {escape(reason)}</label>"
        for reason in reasons
    )
    return (
        '<form class="rating-form" hidden><fieldset><legend>哪里不好？（可不选）</legend>'
        f'{choices}</fieldset><label class="comment">正确的应该是什么、在哪一项（可不填）'
        f'<textarea name="comment" rows="2" maxlength="{longest}"></textarea></label>'
        '<div class="form-buttons"><button type="submit">提交</button>'
        '<button type="button" data-cancel="">取消</button></div></form>'
    )


def suggestions_html(questions: Sequence[str]) -> str:
    """Return buttons of questions that may follow an answer; chat.js puts them below it."""
    if not questions:
        return ""
    buttons = "".join(
        f'<li><button type="button" data-question="{escape(question)}">'
        f"{escape(question)}</button></li>"
        for question in questions
    )
    return f'<ul class="suggestions" aria-label="可以接着问">{buttons}</ul>'


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
    "synthesis": ('<p class="synthesis">', "</p>"),
    "heading": ("<h3>", "</h3>"),
    "quote": ("<blockquote>", "</blockquote>"),
}


def _line_html(statement: "Statement") -> str:
    text = _embolden(statement.text.strip(), statement.bold)
    return f'<span class="text">{text}</span>{"".join(_chips(statement.citations))}'


def _embolden(text: str, parts: Sequence[str]) -> str:
    return "".join(
        f"<strong>{escape(piece)}</strong>" if bold else escape(piece)
        for piece, bold in emphasized(text, parts)
    )


def _chips(citations: "Sequence[Citation]") -> Iterator[str]:
    """Yield one button an item, carrying all its quoted ranges."""
    for plan, label in dict.fromkeys((citation.plan, citation.item) for citation in citations):
        spans = [each.span for each in citations if (each.plan, each.item) == (plan, label)]
        yield chip_html(label, dict.fromkeys(spans), plan)


def chip_html(label: str, spans: Iterable[Span] = (), plan: str = "") -> str:
    """Return the button that opens an item in the source panel with `spans` marked.

    `plan` names the plan of the item; without, it is that of the page.
    """
    mark = escape(citation_mark(label, plan))
    name = mark[1:-1]
    return (
        f'<button type="button" class="chip" data-item="{escape(label)}"{_of_plan(plan)}'
        f' data-spans="{spans_attribute(spans)}"'
        f' aria-label="查看{name}原文" title="查看{name}原文">{mark}</button>'
    )


def _of_plan(name: str) -> str:
    return f' data-in-plan="{escape(name)}"' if name else ""


# The source panel


def parse_spans(ranges: str) -> tuple[Span, ...]:
    """Read the ranges of a chip, as sent back by the browser; what is no range is left out."""
    found = re.findall(r"(?<!\S)(\d{1,9})-(\d{1,9})(?!\S)", ranges, re.ASCII)
    return tuple(Span(int(start), int(end)) for start, end in found)


def spans_attribute(spans: Iterable[Span]) -> str:
    """Return ranges as `parse_spans` reads them."""
    return " ".join(f"{span.start}-{span.end}" for span in spans)


def contents_html(plan: Plan, name: str = "") -> str:
    """Return the list of all items, shown while no item is open.

    `name` is what the plan is called where there are several.
    """
    editorial = any(item.title_is_editorial for item in plan.items)
    note = f'<p class="editorial">{EDITORIAL_NOTE}</p>' if editorial else ""
    return (
        f'<aside class="source" aria-label="计划原文"{_of_plan(name)}><div class="source-bar">'
        f'<h2 tabindex="-1">{escape(name)}计划目录</h2></div>'
        f'<ol class="contents">{"".join(_contents(plan))}</ol>{note}</aside>'
    )


def _contents(plan: Plan) -> Iterator[str]:
    for section, items in groupby(plan.items, key=lambda item: item.section):
        if section:
            yield f'<li class="contents-section">{escape(section)}</li>'
        for item in items:
            title = item.title if item.title != item.label else ""
            yield (
                f'<li><button type="button" data-item="{escape(item.label)}">'
                f'<span class="number">{escape(item.label)}</span>'
                f"<span>{escape(title)}</span></button></li>"
            )


def item_html(plan: Plan, label: str, spans: Sequence[Span] = (), name: str = "") -> str:
    """Return the whole item with `spans` of the source marked; the contents if there is none.

    `name` is what the plan is called where there are several.
    """
    item = plan.item(label)
    if item is None:
        return contents_html(plan, name)
    section = f'<p class="section">{escape(item.section)}</p>' if item.section else ""
    note = f'<p class="editorial">{EDITORIAL_NOTE}</p>' if item.title_is_editorial else ""
    return (
        f'<aside class="source" aria-label="计划原文"{_of_plan(name)}><div class="source-bar">'
        '<button type="button" class="to-contents" data-item="">目录</button>'
        f"{_neighbours(plan, item)}"
        '<button type="button" class="to-chat" data-back>返回</button></div>'
        f'{section}<p class="item-name">{escape(citation_mark(item.label, name)[1:-1])}</p>'
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
    start = item.span.start
    inside = (Span(max(span.start - start, 0), span.end - start) for span in spans)
    return marked_html(item.text, tuple(inside))


def marked_html(text: str, spans: Sequence[Span]) -> str:
    """Return `text` with the ranges `spans` of it in <mark>, overlaps once, the rest escaped."""
    pieces, last = [], 0
    for span in sorted(spans, key=lambda span: (span.start, span.end)):
        start, end = max(span.start, last), min(span.end, len(text))
        if start >= end:
            continue
        pieces.append(escape(text[last:start]))
        pieces.append(f"<mark>{escape(text[start:end])}</mark>")
        last = end
    return "".join([*pieces, escape(text[last:])])


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
