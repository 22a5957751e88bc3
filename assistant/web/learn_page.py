"""The HTML of 学习: themes with reading progress, glossary, self-test. Text is escaped here."""

import re
from collections.abc import Sequence

from assistant.lookups.glossary import Term
from assistant.web.figures_page import sentence_html
from assistant.web.page import EDITORIAL_NOTE, chip_html, escape, item_name
from assistant.web.quiz import BLANK, QuizQuestion
from index.plan import Item, Plan, Theme

AUTOMATIC = "自动归类：按内容相近程度由程序归类，仅供参考。"
SORTING = "模型加载好以后自动归类，现在按计划的顺序列出。"
UNSORTED = "模型没有加载成功，不能自动归类，按计划的顺序列出。"
_BLANK_AND_UNIT = re.compile(rf"（?{BLANK}[一-鿿]{{0,3}}）?")
_PARTS = (("themes", "分主题读"), ("glossary", "术语"), ("quiz", "自测"))


def parts_html() -> str:
    """Return the heading and the tabs of the screen's three parts."""
    tabs = "".join(
        f'<button type="button" role="tab" id="learn-tab-{name}" data-part="{name}" '
        f'aria-controls="learn-{name}" aria-selected="false" tabindex="-1">{label}</button>'
        for name, label in _PARTS
    )
    return f'<h2 tabindex="-1">学习</h2><div role="tablist" aria-label="学习的方式">{tabs}</div>'


# Themes


def themes_html(plan: Plan, themes: Sequence[Theme], note: str = "") -> str:
    """Return the items under their themes; without themes, all in the plan's order.

    What is no item of the plan's own (前言, 附-1) is listed, too, and not counted. The browser
    ticks what has been read; `data-plan` names the plan that it was read in.
    """
    groups = themes or (Theme("全部", tuple(item.label for item in plan.items)),)
    told = f'<p class="automatic">{escape(note)}</p>' if note else ""
    sections = "".join(_theme_html(plan, theme) for theme in groups)
    return (
        f'<div class="reading" data-plan="{escape(f"{plan.name} {plan.title}")}">'
        f'<p class="progress-line"><label>已读 <output>0 / {len(plan.own_items)}</output> 项 '
        f'<progress max="{len(plan.own_items)}" value="0"></progress></label>'
        '<button type="button" class="forget" hidden>清除记录</button></p>'
        f'{told}<div class="themes">{sections}</div>{_editorial_html(sections)}'
        '<p class="kept stored">阅读记录只存在这个浏览器里。</p></div>'
    )


def _editorial_html(shown: str) -> str:
    return f'<p class="kept">{EDITORIAL_NOTE}。</p>' if "［" in shown else ""


def _theme_html(plan: Plan, theme: Theme) -> str:
    items = (item for label in theme.items if (item := plan.item(label)))
    lessons = "".join(
        f'<li>{_box_html(item)}<button type="button" class="lesson" '
        f'data-item="{escape(item.label)}" data-spans=""><span class="number">'
        f"{escape(item.label)}</span><span>{escape(item.title)}</span></button></li>"
        for item in items
    )
    return (
        f'<section class="theme"><h3>{escape(theme.name)} <span class="of-theme"></span></h3>'
        f"<ul>{lessons}</ul></section>"
    )


def _box_html(item: Item) -> str:
    if item.part != "body":
        return ""
    return (
        f'<input type="checkbox" data-read="{escape(item.label)}" '
        f'aria-label="{escape(item_name(item.label))}已读">'
    )


# Glossary


def glossary_html(plan: Plan, terms: Sequence[Term]) -> str:
    """Return every term with the sentences that have it and whether the plan explains it."""
    if not terms:
        return '<p class="empty">这份计划里没有用引号或书名号标出的名称。</p>'
    names = [term for term in terms if not term.is_document]
    documents = [term for term in terms if term.is_document]
    explained = sum(term.explanation is not None for term in terms)
    return (
        f'<p class="summary">计划用引号标出的提法 {len(names)} 个，用书名号标出的文件 '
        f"{len(documents)} 个；其中 {explained} 个在计划里有说明，其余的计划只提到，没有解释。</p>"
        '<div class="filters" role="search"><input type="search" aria-label="查术语" '
        'placeholder="查术语，如：一网统管" autocomplete="off" spellcheck="false">'
        '<p class="shown" role="status"></p></div>'
        f"{_terms_html('提法', names, plan)}{_terms_html('文件', documents, plan)}"
    )


def _terms_html(heading: str, terms: Sequence[Term], plan: Plan) -> str:
    if not terms:
        return ""
    entries = "".join(_term_html(term, plan) for term in terms)
    return f'<section class="terms"><h3>{heading}</h3>{entries}</section>'


def _term_html(term: Term, plan: Plan) -> str:
    opening, closing = "《》" if term.is_document else "“”"
    items = dict.fromkeys(item_name(passage.item) for passage, _ in term.uses)
    uses = "".join(
        f"<li>{sentence_html(passage, places)}{chip_html(passage.item, places)}</li>"
        for passage, places in term.uses
    )
    badge = '<span class="explained">有说明</span>' if term.explanation else ""
    return (
        f'<details class="term"><summary><b>{opening}{escape(term.text)}{closing}</b>{badge}'
        f'<span class="where">{escape("、".join(items))}</span></summary>'
        f"{_explanation_html(term, plan)}<ul>{uses}</ul></details>"
    )


def _explanation_html(term: Term, plan: Plan) -> str:
    if term.explanation is None:
        said = "计划只列出文件名。" if term.is_document else "计划没有解释它的意思。"
        return f'<p class="meaning none">{said}提到它的句子：</p>'
    words = plan.source[term.explanation.start : term.explanation.end]
    return f'<p class="meaning">计划里的说明：<q>{escape(words)}</q></p>'


# Self-test


def quiz_start_html(can_ask: bool) -> str:
    """Return what is shown before a round."""
    if not can_ask:
        return '<p class="empty">这份计划里的数字太少，出不了题。</p>'
    return (
        '<div class="quiz-start"><p>十道题，答案都在计划原文里；答完一题马上看对错和出处。</p>'
        '<button type="button" class="start">开始自测</button></div>'
    )


def round_html(questions: Sequence[QuizQuestion]) -> str:
    """Return a round, a card a question; the browser shows one at a time.

    The result stands first: below it the browser shows again what was not answered right.
    """
    cards = "".join(
        _card_html(question, number, len(questions)) for number, question in enumerate(questions)
    )
    return (
        '<div class="round"><div class="result" hidden><p class="score" role="status"></p>'
        f'<button type="button" class="start">再来一组</button></div>{cards}</div>'
    )


def _card_html(question: QuizQuestion, number: int, count: int) -> str:
    if question.options:
        options = "".join(
            f'<button type="button" class="option" data-option="{escape(option)}">'
            f"{escape(option)}</button>"
            for option in question.options
        )
        entry = f'<div class="options" role="group" aria-label="选项">{options}</div>'
        entry += _editorial_html(options)
    else:
        entry = (
            '<div class="entry"><input type="text" aria-label="你的答案" maxlength="40" '
            'autocomplete="off" enterkeyhint="done" placeholder="只填数字也可以">'
            '<button type="submit" class="check">确定</button></div>'
        )
    last = "看结果" if number + 1 == count else "下一题"
    return (
        f'<form class="card" data-number="{number}" hidden>'
        f'<p class="step">第 {number + 1} / {count} 题</p>'
        f'<h3 tabindex="-1">{escape(question.asked)}</h3>'
        f'<p class="about">{_with_blank(question.text)}</p>{entry}'
        f'<div class="feedback" role="status"></div>'
        f'<button type="button" class="next" hidden>{last}</button></form>'
    )


def _with_blank(text: str) -> str:
    """Return escaped text with the blank, which a line does not part from its unit, as a line."""
    blank = '<span class="blank"><span class="visually-hidden">（空格）</span></span>'
    kept = re.sub(_BLANK_AND_UNIT, r'<span class="filled">\g<0></span>', escape(text))
    return kept.replace(BLANK, blank)


def feedback_html(question: QuizQuestion, right: bool) -> str:
    """Return whether the answer was right, and the sentence that proves the right one."""
    is_number = question.figure and question.answer in (
        question.figure.number,
        question.figure.text,
    )
    answer = question.figure.text if question.figure and is_number else question.answer
    verdict = "对。" if right else f"不对，答案是<b>{escape(answer)}</b>。"
    return (
        f'<p class="verdict {"right" if right else "wrong"}">{verdict}</p>'
        f"<blockquote>{sentence_html(question.passage, [question.proof])}"
        f"{chip_html(question.passage.item, [question.passage.span])}</blockquote>"
    )


def message_html(message: str) -> str:
    """Return what went wrong, for the person."""
    return f'<p class="empty" role="alert">{escape(message)}</p>'
