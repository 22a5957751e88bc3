"""The HTML of 学习, and the plain functions behind the screen."""

import re
from dataclasses import replace
from html import unescape

import pytest

from assistant.lookups.glossary import find_terms
from assistant.web import learn_page
from assistant.web.learn import quiz_pool, themes_when_ready
from assistant.web.quiz import draw
from index.errors import UserError
from index.passages import split_plan
from index.plan import Plan, Theme
from index.reading import parse_plan

NASTY = '<img src=x onerror="alert(1)">\'&amp;'


def plain(html: str) -> str:
    return unescape(re.sub("<[^>]+>", "", html))


def test_themes_list_their_items_with_a_box_to_tick(plan: Plan) -> None:
    html = learn_page.themes_html(plan, plan.themes)
    assert re.findall("<h3>(.*?) <", html) == [theme.name for theme in plan.themes]
    labels = [label for theme in plan.themes for label in theme.items]
    assert re.findall('data-read="(.*?)"', html) == labels
    assert re.findall('class="lesson" data-item="(.*?)"', html) == labels
    assert "自动归类" not in html
    assert "［］内为编者推测" in html


def test_without_themes_the_items_stand_in_order_and_the_reason_is_told(plan: Plan) -> None:
    html = learn_page.themes_html(plan, (), learn_page.SORTING)
    assert re.findall('data-read="(.*?)"', html) == [item.label for item in plan.items]
    assert learn_page.SORTING in html


def test_what_is_told_beside_the_items_is_listed_and_not_counted() -> None:
    goals = "今年地区生产总值增长6%。"
    table = "序号\t项目\t单位\n1\t建桥\t交通局\n2\t修渠\t水务局"
    plan = parse_plan(f"计划\n{goals}\n1.修路。\n2.种树。\n附件：实事\n{table}", "x.txt")
    html = learn_page.themes_html(plan, ())
    assert "0 / 2</output> 项" in html
    assert re.findall('data-read="(.*?)"', html) == ["1", "2"]
    listed = re.findall('class="lesson" data-item="(.*?)"', html)
    assert listed == ["前言", "1", "2", "附-1", "附-2"]


def test_automatic_themes_are_marked_as_such(plan: Plan) -> None:
    html = themes_when_ready(plan, lambda: (Theme("生态", ("16",)),))
    assert learn_page.AUTOMATIC in html
    assert re.findall('data-read="(.*?)"', html) == ["16"]


def test_a_model_that_failed_leaves_the_items_in_order(plan: Plan) -> None:
    def fail() -> tuple[Theme, ...]:
        raise UserError("模型没有加载成功", "no model")

    html = themes_when_ready(plan, fail)
    assert learn_page.UNSORTED in html
    assert html.count("data-read") == len(plan.items)


def test_a_theme_that_names_a_missing_item_shows_the_others(plan: Plan) -> None:
    html = learn_page.themes_html(plan, (Theme("生态", ("16", "99")),))
    assert re.findall('data-read="(.*?)"', html) == ["16"]


def test_the_glossary_shows_each_term_with_its_sentences(plan: Plan) -> None:
    terms = find_terms(split_plan(plan))
    html = learn_page.glossary_html(plan, terms)
    entries = re.findall('<details class="term">(.*?)</details>', html, re.DOTALL)
    assert len(entries) == len(terms)
    for term in terms:
        (entry,) = [
            e for e in entries if f"{term.text}{'》' if term.is_document else '”'}</b>" in e
        ]
        assert entry.count("<li>") == len(term.uses)
        assert entry.count("有说明") == (term.explanation is not None)
        for passage, _ in term.uses:
            assert passage.text.rstrip() in plain(entry)
    assert "50 个" in html and "10 个" in html and "其中 3 个" in html


def test_an_explanation_is_quoted_and_its_absence_is_told(plan: Plan) -> None:
    html = learn_page.glossary_html(plan, find_terms(split_plan(plan)))
    assert "<q>更好发挥居委会、业委会、物业公司“三驾马车”作用</q>" in html
    assert html.count("计划没有解释它的意思") == 47
    assert html.count("计划只列出文件名") == 10


def test_a_plan_without_terms_says_so() -> None:
    plan = parse_plan("1.加强学习。", "plan.txt")
    assert "没有用引号" in learn_page.glossary_html(plan, ())


def test_a_round_shows_a_card_a_question_and_no_answer_in_it(plan: Plan) -> None:
    questions = draw(quiz_pool(plan), 7)
    html = learn_page.round_html(questions)
    cards = re.findall(r'<form class="card".*?</form>', html, re.DOTALL)
    assert len(cards) == len(questions)
    for card, question in zip(cards, questions, strict=True):
        options = tuple(unescape(option) for option in re.findall('data-option="(.*?)"', card))
        assert options == question.options
        assert ("<input" in card) == (not question.options)
        if question.kind in ("fill", "choose-figure"):
            assert question.text.split("____")[0] in plain(card)
            assert '<span class="blank">' in card
        if not question.options:
            assert question.answer not in plain(card)
    assert "第 1 / 10 题" in cards[0] and "看结果" in cards[-1]


@pytest.mark.parametrize("right", [True, False])
def test_feedback_says_right_or_wrong_and_cites_the_sentence(plan: Plan, right: bool) -> None:
    for question in draw(quiz_pool(plan), 3):
        html = learn_page.feedback_html(question, right)
        assert ("不对" in html) != right
        assert question.passage.text.rstrip() in plain(html)
        span = question.passage.span
        assert f'data-item="{question.passage.item}" data-spans="{span.start}-{span.end}"' in html
        if not right:
            assert question.answer in plain(html.split("</p>")[0])


def test_markup_in_a_plan_is_shown_not_run() -> None:
    source = f"{NASTY}\n\n1.{NASTY}“{NASTY}一”新建{NASTY}8公里。\n2.“{NASTY}”改造{NASTY}9公里。"
    plan = parse_plan(source + "\n3.建成道路3公里。\n4.甲。", "plan.txt")
    plan = replace(plan, themes=(Theme(NASTY, ("1", "2")),))
    questions = quiz_pool(plan)
    assert questions
    everything = (
        learn_page.themes_html(plan, plan.themes, NASTY)
        + learn_page.glossary_html(plan, find_terms(split_plan(plan)))
        + learn_page.round_html(questions)
        + "".join(learn_page.feedback_html(question, False) for question in questions)
        + learn_page.message_html(NASTY)
    )
    assert "<img" not in everything
