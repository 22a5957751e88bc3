"""The screen 问答 in a real browser, and the plain functions behind the page."""

import os
import re
import socket
import subprocess
import sys
import threading
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from playwright.sync_api import Browser, Page, Route, expect

from assistant.answers.answer import Answer
from assistant.crowd import AT_ONCE
from assistant.web import app, chat, feedback
from assistant.web.page import Turn
from assistant.web.warmup import Warmup
from index.errors import UserError
from index.reading import load_plan
from index.settings import BUILT_IN_PLAN, PROJECT
from tests.browsing import Canned, ask, needs_chromium, running, serve_once_told, watched_page

XSS = "<script>window.hacked=1</script><img src=x onerror='window.hacked=1'>${1+1}{{value}}"


def first_of(held: list[Route], page: Page) -> Route:
    """Return the request that is held, once the browser has sent it."""
    while not held:
        page.wait_for_timeout(20)
    return held[0]


# The page


@needs_chromium
def test_header_shows_the_plan(page: Page) -> None:
    expect(page.locator("h1")).to_have_text("2020年区委、区政府重点工作")
    expect(page.locator(".plan-facts")).to_have_text("2020-05-13共27项")
    assert page.title() == "2020年区委、区政府重点工作 · 工作计划"
    assert page.evaluate("document.documentElement.lang") == "zh-CN"


@needs_chromium
def test_nothing_of_gradio_is_offered(page: Page) -> None:
    for words in ("Gradio", "API", "Settings", "设置"):
        assert words not in page.locator("body").inner_text()
    assert page.locator("footer:visible").count() == 0


@needs_chromium
def test_answer_shows_statements_with_chips(page: Page) -> None:
    ask(page, "今年旧改征收多少户？")
    answer = page.locator(".answer")
    expect(answer.locator(".lead .text")).to_have_text("10000户以上")
    expect(answer.locator("blockquote .text")).to_have_text("完成旧改征收10000户以上")
    expect(answer.locator(".chip")).to_have_text(
        ["〔第17项〕", "〔第17项〕", "〔第23项〕", "〔第1项〕"]
    )
    expect(page.locator("#question textarea")).to_have_value("")


@needs_chromium
def test_chip_opens_the_whole_item_with_the_quote_marked(page: Page) -> None:
    ask(page, "旧改")
    page.locator("blockquote .chip").click()
    expect(page.locator("#source mark")).to_have_text("完成旧改征收10000户以上")
    item = load_plan(BUILT_IN_PLAN).item("17")
    assert item
    assert page.locator("#source .item-text").text_content() == item.text
    expect(page.locator("#source h2")).to_have_text("［加］快推进旧区改造")
    expect(page.locator("#source .editorial")).to_have_text("［］内为编者推测，原文此处缺字")


@needs_chromium
def test_chip_works_by_keyboard_and_focus_goes_there_and_back(page: Page) -> None:
    ask(page, "旧改")
    page.locator(".lead .chip").focus()
    page.keyboard.press("Enter")
    expect(page.locator("#source h2")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator(".lead .chip")).to_be_focused()


@needs_chromium
def test_damage_of_an_item_is_told(page: Page) -> None:
    ask(page, "旧改")
    page.locator("#conversation .chip", has_text="第23项").click()
    expect(page.locator("#source .damage")).to_contain_text("结尾没有句号")


@needs_chromium
def test_previous_and_next_walk_through_the_plan(page: Page) -> None:
    ask(page, "旧改")
    page.locator(".lead .chip").click()
    name = page.locator("#source .item-name")
    expect(name).to_have_text("第17项")
    page.get_by_role("button", name="下一项").click()
    expect(name).to_have_text("第18项")
    expect(page.get_by_role("button", name="下一项")).to_be_focused()
    page.get_by_role("button", name="上一项").click()
    expect(name).to_have_text("第17项")
    expect(page.locator("#source mark")).to_have_count(0)


@needs_chromium
def test_contents_lead_to_the_last_item_and_back(page: Page) -> None:
    page.locator("#source .contents button").last.click()
    expect(page.locator("#source .item-name")).to_have_text("第27项")
    expect(page.get_by_role("button", name="下一项")).to_be_disabled()
    page.get_by_role("button", name="目录", exact=True).click()
    expect(page.locator("#source .contents button")).to_have_count(27)


@needs_chromium
def test_example_is_asked_on_click_and_leaves_a_draft_alone(page: Page) -> None:
    page.locator("#question textarea").fill("我的草稿")
    page.locator(".example").first.click()
    expect(page.locator(".question")).to_have_text("提问：今年旧改征收多少户？")
    expect(page.locator("[data-busy]")).to_have_count(0)
    expect(page.locator("#question textarea")).to_have_value("我的草稿")


@needs_chromium
def test_markup_in_a_question_shows_as_text(page: Page) -> None:
    ask(page, XSS)
    expect(page.locator(".question")).to_have_text(f"提问：{XSS}")
    assert page.locator(".question img, .question script").count() == 0


@needs_chromium
def test_shift_enter_is_a_new_line(page: Page) -> None:
    box = page.locator("#question textarea")
    box.fill("第一行")
    page.keyboard.press("Shift+Enter")
    page.keyboard.type("第二行")
    expect(box).to_have_value("第一行\n第二行")
    expect(page.locator(".turn")).to_have_count(0)


@needs_chromium
def test_enter_that_confirms_a_candidate_does_not_send(page: Page) -> None:
    page.locator("#question textarea").fill("jiugai")
    page.evaluate(
        """for (const type of ["keydown", "keypress"])
             document.querySelector("#question textarea").dispatchEvent(new KeyboardEvent(
               type, {key: "Enter", keyCode: 13, isComposing: true, bubbles: true}))"""
    )
    page.wait_for_timeout(500)
    expect(page.locator(".turn")).to_have_count(0)


@needs_chromium
def test_empty_question_gets_a_hint(page: Page) -> None:
    page.locator("#send").click()
    expect(page.locator("#notice")).to_contain_text("还没有写问题")
    expect(page.locator(".welcome")).to_be_visible()


@needs_chromium
def test_overlong_question_is_kept_for_shortening(page: Page) -> None:
    text = "很长" * chat.LONGEST_QUESTION
    page.locator("#question textarea").fill(text)
    page.locator("#send").click()
    expect(page.locator("#notice")).to_contain_text("问题太长了")
    expect(page.locator("#question textarea")).to_have_value(text)


@needs_chromium
def test_a_question_refused_twice_keeps_none_from_being_asked(page: Page) -> None:
    page.locator("#question textarea").fill("很长" * chat.LONGEST_QUESTION)
    for _ in range(2):
        page.locator("#send").click()
        expect(page.locator("#notice")).to_contain_text("问题太长了")
    ask(page, "旧改")
    expect(page.locator("#notice .notice")).to_have_count(0)


@needs_chromium
def test_earlier_questions_go_along(page: Page) -> None:
    ask(page, "旧改")
    ask(page, "那竣工的呢？", turns=2)
    expect(page.locator(".turn:last-child .answer")).to_contain_text("历史1句")


@needs_chromium
def test_stop_ends_the_answer_and_keeps_what_is_being_typed(page: Page) -> None:
    page.locator("#question textarea").fill("慢慢说")
    page.keyboard.press("Enter")
    expect(page.locator("#stop")).to_be_visible()
    page.keyboard.type("下一个")
    page.locator("#stop").click()
    expect(page.locator(".answer")).to_have_text("已停止。")
    expect(page.locator("#send")).to_be_visible()
    page.wait_for_timeout(3500)
    expect(page.locator(".answer")).to_have_text("已停止。")
    expect(page.locator("#question textarea")).to_have_value("下一个")
    ask(page, "旧改", turns=2)


@needs_chromium
def test_clear_brings_the_welcome_back(page: Page) -> None:
    expect(page.locator("#clear")).to_be_hidden()
    ask(page, "旧改")
    page.locator("#clear").click()
    expect(page.locator(".welcome")).to_be_visible()
    ask(page, "旧改")
    expect(page.locator(".answer")).to_contain_text("历史0句")


@needs_chromium
def test_the_next_question_need_not_wait_for_what_may_follow(page: Page) -> None:
    held: list[Route] = []
    page.route(re.compile("component_server"), lambda route: held.append(route))
    for turns, question in enumerate(("旧改", "绿地", "床位"), 1):
        ask(page, question, turns)
    assert held and page.locator(".suggestions").count() == 0
    for route in held:
        route.continue_()
    expect(page.locator(".turn:last-child .suggestions")).to_be_visible()


@needs_chromium
def test_a_question_sent_while_an_answer_grows_follows_it(page: Page) -> None:
    page.locator("#question textarea").fill("慢慢说")
    page.keyboard.press("Enter")
    expect(page.locator("#stop")).to_be_visible()
    page.locator("#question textarea").fill("旧改")
    page.keyboard.press("Enter")
    expect(page.locator("#chat.next-waits")).to_be_visible()
    expect(page.locator(".question")).to_have_text(["提问：慢慢说", "提问：旧改"])
    expect(page.locator("[data-busy]")).to_have_count(0)
    expect(page.locator("#question textarea")).to_have_value("")


@needs_chromium
def test_a_question_changed_while_it_waits_is_not_sent(page: Page) -> None:
    page.locator("#question textarea").fill("慢慢说")
    page.keyboard.press("Enter")
    expect(page.locator("#stop")).to_be_visible()
    page.locator("#question textarea").fill("旧改")
    page.keyboard.press("Enter")
    page.keyboard.type("征收多少")
    expect(page.locator("[data-busy]")).to_have_count(0)
    expect(page.locator("#chat.next-waits")).to_have_count(0)
    expect(page.locator(".turn")).to_have_count(1)
    expect(page.locator("#question textarea")).to_have_value("旧改征收多少")


@needs_chromium
def test_enter_twice_asks_once(page: Page) -> None:
    page.locator("#question textarea").fill("旧改")
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    expect(page.locator(".answer .lead")).to_be_visible()
    expect(page.locator("[data-busy]")).to_have_count(0)
    ask(page, "绿地", turns=2)


@needs_chromium
def test_a_question_sent_before_the_server_has_heard_the_one_before_follows_it(page: Page) -> None:
    joining: list[Route] = []
    page.route("**/queue/join*", lambda route: joining.append(route), times=1)
    page.locator("#question textarea").fill("旧改")
    page.keyboard.press("Enter")
    held = first_of(joining, page)
    page.locator("#question textarea").fill("绿地")
    page.keyboard.press("Enter")
    expect(page.locator("#chat.next-waits")).to_be_visible()
    held.continue_()
    expect(page.locator(".question")).to_have_text(["提问：旧改", "提问：绿地"])
    expect(page.locator("[data-busy]")).to_have_count(0)


@needs_chromium
def test_clear_before_the_server_has_heard_the_question_takes_it_back(page: Page) -> None:
    ask(page, "旧改")
    joining: list[Route] = []
    page.route("**/queue/join*", lambda route: joining.append(route), times=1)
    page.locator("#question textarea").fill("慢慢说")
    page.keyboard.press("Enter")
    page.locator("#clear").click()
    with page.expect_response(re.compile("/cancel")) as cancelled:
        first_of(joining, page).continue_()
    assert cancelled.value.status == 200
    expect(page.locator(".welcome")).to_be_visible()
    expect(page.locator("[data-busy]")).to_have_count(0)
    ask(page, "绿地")
    expect(page.locator(".answer")).to_contain_text("历史0句")


@needs_chromium
def test_what_arrives_after_a_conversation_was_left_is_not_shown(page: Page) -> None:
    cancelling: list[Route] = []
    page.route(re.compile("/cancel"), lambda route: cancelling.append(route), times=1)
    page.evaluate(
        "([window.came, planChat.shown] ="
        " ['', ((shown) => (html) => ((came += html), shown(html)))(planChat.shown)])"
    )
    page.locator("#question textarea").fill("慢慢说")
    page.keyboard.press("Enter")
    expect(page.locator("[data-busy]")).to_have_count(1)
    page.locator("#clear").click()
    # As if the answer was under way already: the page is told that it has been cancelled.
    first_of(cancelling, page).fulfill(json={"success": True})
    expect(page.locator(".welcome")).to_be_visible()
    page.wait_for_function("came.includes('data-kept')")
    expect(page.locator(".welcome")).to_be_visible()
    expect(page.locator(".turn")).to_have_count(0)
    assert page.evaluate("localStorage.getItem('plan-talks')") is None


@needs_chromium
def test_a_new_conversation_begins_once_the_answer_has_been_cancelled(page: Page) -> None:
    cancelling: list[Route] = []
    page.route(re.compile("/cancel"), lambda route: cancelling.append(route), times=1)
    page.locator("#question textarea").fill("慢慢说")
    page.keyboard.press("Enter")
    expect(page.locator("[data-busy]")).to_have_count(1)
    page.locator("#clear").click()
    held = first_of(cancelling, page)
    expect(page.locator(".turn")).to_have_count(1)
    held.continue_()
    expect(page.locator(".welcome")).to_be_visible()
    ask(page, "绿地")
    expect(page.locator(".question")).to_have_text("提问：绿地")
    expect(page.locator(".answer")).to_contain_text("历史0句")


# What can be done with an answer


@needs_chromium
def test_a_suggested_question_is_asked_at_a_click(page: Page) -> None:
    ask(page, "旧改")
    page.locator(".suggestions button", has_text="第17项讲什么？").click()
    expect(page.locator(".turn")).to_have_count(2)
    expect(page.locator(".turn:last-child .question")).to_have_text("提问：第17项讲什么？")
    expect(page.locator("[data-busy]")).to_have_count(0)
    expect(page.locator(".suggestions")).to_have_count(1)


@needs_chromium
def test_retry_answers_the_same_question_in_place(page: Page) -> None:
    ask(page, "旧改")
    ask(page, "那竣工的呢？", turns=2)
    page.locator(".turn:last-child [data-retry]").click()
    expect(page.locator("[data-busy]")).to_have_count(0)
    expect(page.locator(".turn")).to_have_count(2)
    expect(page.locator(".turn:last-child .answer")).to_contain_text("历史1句")


@needs_chromium
def test_an_edited_question_takes_the_place_of_it_and_what_followed(page: Page) -> None:
    ask(page, "旧改")
    ask(page, "那竣工的呢？", turns=2)
    page.locator(".turn:first-child [data-edit]").click()
    editor = page.get_by_role("textbox", name="改问题")
    expect(editor).to_be_focused()
    editor.fill("别的问题")
    page.keyboard.press("Enter")
    expect(page.locator(".question")).to_have_text(["提问：别的问题"])
    expect(page.locator(".answer")).to_contain_text("历史0句")


@needs_chromium
def test_escape_leaves_the_question_as_it_was(page: Page) -> None:
    ask(page, XSS)
    page.locator("[data-edit]").click()
    expect(page.get_by_role("textbox", name="改问题")).to_have_value(XSS)
    page.keyboard.press("Escape")
    expect(page.locator(".question")).to_have_text(f"提问：{XSS}")
    expect(page.locator("[data-edit]")).to_be_focused()


@needs_chromium
@pytest.mark.parametrize("secure", [True, False], ids=["clipboard", "without it"])
def test_answer_and_quotation_are_copied(browser: Browser, canned_url: str, secure: bool) -> None:
    permissions = ["clipboard-read", "clipboard-write"]
    with watched_page(browser, canned_url, permissions=permissions) as page:
        if not secure:  # as on an intranet address without https
            page.evaluate(
                "() => { navigator.clipboard.writeText = () => Promise.reject(new Error()) }"
            )
        ask(page, "旧改")
        answer, quotation = page.locator("[data-copy]").all()
        quotation.click()
        expect(quotation).to_have_text("已复制")
        copied = page.evaluate("navigator.clipboard.readText()")
        first = "完成旧改征收10000户以上——《2020年区委、区政府重点工作》第17项"
        assert copied.splitlines()[0] == first
        answer.click()
        expect(answer).to_have_text("已复制")
        assert "10000户以上〔第17项〕" in page.evaluate("navigator.clipboard.readText()")


@needs_chromium
def test_ratings_are_stored_with_the_reason(page: Page, canned_folder: Path) -> None:
    def stored() -> feedback.Feedback:
        return feedback.load(canned_folder / "index")[-1]

    ask(page, "评价用的问题")
    page.get_by_role("button", name="没有帮助").click()
    expect(page.locator(".rated")).to_have_text("已记下，谢谢。")
    assert (stored().question, stored().rating, stored().reason) == ("评价用的问题", "down", "")
    page.get_by_role("radio", name="没有答全").check()
    page.locator("#conversation .comment textarea").fill("少了收尾的6个基地")
    page.get_by_role("button", name="提交").click()
    expect(page.locator("#conversation .rating-form")).to_have_count(0)
    expect(page.get_by_role("button", name="没有帮助")).to_have_attribute("aria-pressed", "true")
    assert (stored().reason, stored().comment) == ("没有答全", "少了收尾的6个基地")
    page.get_by_role("button", name="有帮助", exact=True).click()
    expect(page.get_by_role("button", name="没有帮助")).to_have_attribute("aria-pressed", "false")
    expect(page.locator(".rated")).to_be_visible()
    assert stored().rating == "up"


@needs_chromium
def test_markup_in_what_is_wrong_with_an_answer_stays_text(page: Page, canned_folder: Path) -> None:
    ask(page, f"评价 {XSS}")
    page.get_by_role("button", name="没有帮助").click()
    form = page.locator("#conversation .rating-form")
    form.locator("textarea").fill(XSS)
    form.get_by_role("button", name="提交").click()
    expect(form).to_have_count(0)
    expect(page.locator(".rated")).to_have_text("已记下，谢谢。")
    assert feedback.load(canned_folder / "index")[-1].comment == XSS
    page.get_by_role("button", name="没有帮助").click()
    form.locator("[name=reason]").first.evaluate("(radio, value) => (radio.value = value)", XSS)
    form.locator("[name=reason]").first.check()
    form.get_by_role("button", name="提交").click()
    expect(page.locator(".rated")).to_contain_text("没有存下来")  # no reason that is offered
    assert page.locator("#conversation").locator("img, script").count() == 0


# Conversations kept in the browser


@needs_chromium
def test_a_conversation_survives_loading_the_page_again(browser: Browser, canned_url: str) -> None:
    cut = "AbortError|Connection errored"  # what loading again does to requests under way
    with watched_page(browser, canned_url, expected=cut) as page:
        ask(page, "旧改")
        ask(page, "那竣工的呢？", turns=2)
        page.reload()
        expect(page.locator(".turn")).to_have_count(2)
        page.locator(".turn:first-child .lead .chip").click()
        expect(page.locator("#source mark")).to_have_text("10000户以上")
        ask(page, "再问", turns=3)
        expect(page.locator(".turn:last-child .answer")).to_contain_text("历史2句")


@needs_chromium
def test_kept_conversations_are_listed_opened_exported_and_deleted(page: Page) -> None:
    ask(page, "第一个对话")
    page.locator("#clear").click()
    expect(page.locator(".welcome")).to_be_visible()
    ask(page, "第二个对话")
    page.get_by_role("button", name="对话记录").click()
    window = page.get_by_role("dialog", name="对话记录")
    expect(window.locator(".talk")).to_have_text(["第二个对话", "第一个对话"])
    with page.expect_download() as download:
        window.locator("li").nth(1).get_by_role("button", name="存为 Word").click()
    assert download.value.suggested_filename.endswith(".docx")
    texts = [each.text for each in Document(str(download.value.path())).paragraphs]
    assert "第一个对话" in texts and "完成旧改征收10000户以上〔第17项〕" in texts
    with page.expect_download() as download:
        window.locator("li").first.get_by_role("button", name="Markdown").click()
    assert "## 第二个对话" in Path(download.value.path()).read_text(encoding="utf-8")
    window.locator("li").nth(1).locator(".talk").click()
    expect(page.locator(".question")).to_have_text("提问：第一个对话")
    page.get_by_role("button", name="对话记录").click()
    window.locator("li").first.get_by_role("button", name="删除").click()
    expect(window.locator(".talk")).to_have_text(["第二个对话"])
    window.get_by_role("button", name="全部删除").click()
    expect(window).to_contain_text("还没有记录")
    page.keyboard.press("Escape")
    expect(window).to_be_hidden()


@needs_chromium
def test_damaged_storage_does_no_harm(page: Page) -> None:
    page.evaluate("localStorage.setItem('plan-talks', '{\"a\": [1')")
    page.reload()
    ask(page, "旧改")
    assert page.evaluate("JSON.parse(localStorage.getItem('plan-talks')).length") == 1


@needs_chromium
def test_a_kept_quote_that_was_tampered_with_is_not_shown(page: Page) -> None:
    ask(page, "旧改")
    page.evaluate(
        "localStorage.setItem('plan-talks',"
        " localStorage.getItem('plan-talks').replaceAll('10000户', '20000户'))"
    )
    page.reload()
    expect(page.locator(".failure")).to_contain_text("与现在的计划不符")
    assert "20000" not in page.locator("#conversation").inner_text()


@needs_chromium
def test_nothing_jumps_while_an_answer_grows(page: Page) -> None:
    page.evaluate(
        """window.shifts = [];
           new PerformanceObserver((list) => {
             for (const entry of list.getEntries()) shifts.push(entry.value);
           }).observe({ type: "layout-shift" })"""
    )
    ask(page, "旧改")
    ask(page, "慢慢说", turns=2)  # comes long after the key, which excuses what it moves
    expect(page.locator(".turn:last-child .suggestions")).to_be_visible()
    assert sum(page.evaluate("shifts")) < 0.01


@needs_chromium
def test_on_paper_stands_the_answer_alone(page: Page) -> None:
    ask(page, "旧改")
    page.emulate_media(media="print")
    for hidden in ("#source", "#dock", ".navigation", ".actions", ".suggestions"):
        expect(page.locator(hidden).first).to_be_hidden()
    expect(page.locator(".answer .lead")).to_be_visible()
    expect(page.locator("h1")).to_be_visible()


@needs_chromium
def test_failure_is_told_kindly(page: Page) -> None:
    ask(page, "内部错误")
    expect(page.locator(".failure")).to_contain_text("抱歉")
    body = page.locator("body").inner_text()
    assert "secret" not in body and "Error" not in body


@needs_chromium
@pytest.mark.parametrize("width", [375, 820, 1280, 1920])
def test_no_horizontal_scroll(browser: Browser, canned_url: str, width: int) -> None:
    with watched_page(browser, canned_url, width) as page:
        ask(page, "字" * 300 + "a" * 300)
        page.locator(".lead .chip").click()
        expect(page.locator("#source mark")).to_be_visible()
        assert page.evaluate("document.documentElement.scrollWidth") <= width


@needs_chromium
def test_on_a_phone_the_item_scrolls_into_view_and_back(phone: Page) -> None:
    ask(phone, "旧改")
    phone.locator(".lead .chip").tap()
    expect(phone.locator("#source mark")).to_be_in_viewport()
    phone.get_by_role("button", name="返回").tap()
    expect(phone.locator(".lead .chip")).to_be_in_viewport()


@needs_chromium
def test_a_quote_deep_in_a_long_item_scrolls_into_view_on_a_phone(phone: Page) -> None:
    phone.set_viewport_size({"width": 375, "height": 420})
    phone.get_by_role("link", name="速查").tap()
    phone.locator("#quick-query").fill("5G网络")
    phone.locator("#quick [role=option]").tap()
    expect(phone.locator("#source mark")).to_be_in_viewport()


@needs_chromium
def test_the_same_chip_scrolls_again_on_a_phone(phone: Page) -> None:
    ask(phone, "旧改")
    for _ in range(2):
        phone.locator(".lead .chip").tap()
        expect(phone.locator("#source mark")).to_be_in_viewport()
        phone.get_by_role("button", name="返回").tap()
        expect(phone.locator(".lead .chip")).to_be_in_viewport()


@needs_chromium
def test_input_stays_reachable_on_a_phone_when_the_talk_is_long(phone: Page) -> None:
    for turns in (1, 2, 3, 4):
        ask(phone, "旧改", turns)
    expect(phone.locator("#question textarea")).to_be_in_viewport()
    expect(phone.locator(".turn:last-child .question")).to_be_in_viewport()


@needs_chromium
def test_nothing_jumps_while_the_page_opens(browser: Browser, canned_url: str) -> None:
    with watched_page(browser, canned_url) as page:
        page.wait_for_timeout(1000)
        shift = page.evaluate(
            """new Promise(done => {
                 let sum = 0;
                 new PerformanceObserver(list => {
                   for (const entry of list.getEntries()) sum += entry.value;
                 }).observe({type: "layout-shift", buffered: true});
                 setTimeout(() => done(sum), 300);
               })"""
        )
        assert shift < 0.01


@needs_chromium
def test_dark_follows_the_system(browser: Browser, canned_url: str) -> None:
    with watched_page(browser, canned_url, color_scheme="dark") as page:
        colour = page.evaluate("getComputedStyle(document.body).backgroundColor")
        assert colour == "rgb(20, 23, 27)"


@needs_chromium
def test_browser_refuses_other_hosts(page: Page) -> None:
    policy = page.request.get(page.url).headers["content-security-policy"]
    assert "default-src 'self'" in policy and "http" not in policy


@needs_chromium
def test_our_head_is_in_the_page_from_the_first_byte(page: Page) -> None:
    head = page.request.get(page.url).text().partition("</head>")[0]
    assert "window.planChat" in head and "--paper" in head
    assert not re.search(r"og:|twitter:|fonts\.g", head)


@needs_chromium
def test_page_is_up_while_the_model_loads_and_the_question_waits(
    browser: Browser, tmp_path: Path, lay_index: Callable[[Path, Path], Path]
) -> None:
    lay_index(BUILT_IN_PLAN, tmp_path / "index")
    told = tmp_path / "told"
    with running(serve_once_told, tmp_path, told) as url, watched_page(browser, url) as page:
        expect(page.locator("#status")).to_contain_text("正在加载模型…")
        page.locator(".example").first.click()
        expect(page.locator(".progress")).to_be_visible()
        told.touch()
        expect(page.locator(".chip").first).to_be_visible(timeout=180_000)
        expect(page.locator("#status")).to_be_empty(timeout=5_000)
        page.locator(".chip").first.click()
        expect(page.locator("#source mark").first).to_be_visible()


# Behind the page


def test_heavy_libraries_wait_until_the_page_is_up() -> None:
    command = (
        "import sys; from assistant.web import app; from assistant.web.warmup import Warmup;"
        "from assistant.web.catalogue import Catalogue; from index.shelf import unshelved;"
        "from index.settings import BUILT_IN_PLAN, Settings;"
        "app.build(Catalogue([unshelved(BUILT_IN_PLAN, Settings())]), Warmup(object));"
        "heavy = {'torch', 'chromadb', 'sentence_transformers', 'langchain_core.runnables'}\n"
        "print(*heavy & set(sys.modules))"
    )
    done = subprocess.run(
        [sys.executable, "-c", command],
        cwd=PROJECT,
        env={**os.environ, "PYTHONPATH": str(PROJECT)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.strip() == ""


def test_port_in_use_is_told_with_what_to_do() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(UserError, match="已被占用") as raised:
            app.check_address("127.0.0.1", port)
    assert str(port + 1) in raised.value.message


@pytest.mark.parametrize(("host", "port"), [("no.such.host.invalid", 7860), ("127.0.0.1", 70000)])
def test_address_that_cannot_be_served_is_told(host: str, port: int, no_network: list[str]) -> None:
    with pytest.raises(UserError, match="无法在"):
        app.check_address(host, port)
    no_network.clear()  # looking the name up is what it is for


def test_missing_plan_is_told_before_anything_starts(tmp_path: Path) -> None:
    from index.settings import Settings

    with pytest.raises(UserError, match="找不到"):
        app.serve(tmp_path / "none.txt", Settings())


@pytest.mark.parametrize("text", ["", "  \n", "　"])
def test_blank_is_no_question(text: str) -> None:
    assert "还没有写问题" in chat.read_question(text)[1]


def test_question_is_trimmed_and_half_characters_are_replaced() -> None:
    assert chat.read_question(" 旧改\ud83d？\n") == ("旧改?？", "")


def ready(loaded: Any) -> Warmup[Any]:
    """Return a warmup that has finished."""
    warmup = Warmup(lambda: loaded)
    warmup.start()
    assert warmup.wait(5)
    return warmup


def test_answer_grows_statement_by_statement() -> None:
    canned = Canned(load_plan(BUILT_IN_PLAN))
    grown = [turns[-1] for turns in chat.answer_turns("旧改", (), ready(canned))]
    assert [len(turn.statements) for turn in grown] == [0, 1, 2, 3, 4, 5, 6]
    assert [turn.state for turn in grown] == ["searching", *["answering"] * 5, "done"]


def test_what_may_follow_is_found_for_a_whole_answer_where_there_is_room() -> None:
    canned = Canned(load_plan(BUILT_IN_PLAN))
    *_, answered = chat.answer_turns("旧改", (), ready(canned))
    found = chat.follow_up(answered, [], ready(canned), None)
    assert "第17项讲什么？" in found
    assert "第17项讲什么？" not in chat.follow_up(answered, ["第17项讲什么？"], ready(canned), None)
    assert chat.follow_up((replace(answered[0], state="stopped"),), [], ready(canned), None) == ()
    assert chat.follow_up(answered, [], Warmup(lambda: canned), None) == ()
    long = "长" * (chat.LONGEST_QUESTION + 1)
    assert chat.follow_up(answered, [long], ready(canned), None) == ()
    with ExitStack() as others:
        for _ in range(AT_ONCE):
            assert chat.crowd.enter()
            others.callback(chat.crowd.leave)
        assert chat.follow_up(answered, [], ready(canned), None) == ()
    assert chat.follow_up(answered, [], ready(canned), None) == found


def test_an_answer_stands_though_nothing_is_found_to_follow(
    caplog: pytest.LogCaptureFixture,
) -> None:
    canned = Canned(load_plan(BUILT_IN_PLAN))
    *_, answered = chat.answer_turns("旧改", (), ready(canned))
    canned.subject = None  # type: ignore[method-assign,assignment]
    assert chat.follow_up(answered, [], ready(canned), None) == ()
    assert "no suggestions" in caplog.text


def test_history_is_the_last_six_questions() -> None:
    canned = Canned(load_plan(BUILT_IN_PLAN))
    asked = tuple(Turn(f"问{i}", "done") for i in range(8))
    list(chat.answer_turns("旧改", asked, ready(canned)))
    assert canned.histories[0] == ["问2", "问3", "问4", "问5", "问6", "问7"]


def test_abandoned_turn_is_shown_as_stopped() -> None:
    canned = Canned(load_plan(BUILT_IN_PLAN))
    *_, last = chat.answer_turns("旧改", (Turn("断线", "searching"),), ready(canned))
    assert [turn.state for turn in last] == ["stopped", "done"]


def test_unexpected_failure_is_logged_and_not_shown(caplog: pytest.LogCaptureFixture) -> None:
    canned = Canned(load_plan(BUILT_IN_PLAN))
    *_, last = chat.answer_turns("内部错误", (), ready(canned))
    assert last[-1].state == "failed" and "secret" not in last[-1].message
    assert "secret detail" in caplog.text


def test_known_failure_says_its_own_message() -> None:
    def refuse(question: str, history: Sequence[str], picked: Any) -> Answer:
        raise UserError("索引文件夹写不了，请检查权限。", "index not writable")

    canned = Canned(load_plan(BUILT_IN_PLAN))
    canned.ask = refuse  # type: ignore[method-assign,assignment]
    *_, last = chat.answer_turns("旧改", (), ready(canned))
    assert last[-1].message == "索引文件夹写不了，请检查权限。"


def test_stop_leaves_an_ended_turn_alone() -> None:
    ended = (Turn("问", "done"),)
    assert chat.stop_turn(ended) == ended
    assert chat.stop_turn(()) == ()


# Warming up


def test_warmup_goes_from_loading_to_ready() -> None:
    gate = threading.Event()

    def load() -> str:
        gate.wait(5)
        return "assistant"

    warmup = Warmup(load)
    warmup.start()
    assert warmup.state == "loading" and not warmup.wait(0.01)
    gate.set()
    assert warmup.result() == "assistant"
    assert (warmup.state, warmup.message) == ("ready", "")


def test_known_loading_failure_says_its_own_message() -> None:
    def load() -> str:
        raise UserError("模型文件夹不存在，请检查 PLAN_EMBEDDER。", "no such model")

    warmup = Warmup(load)
    warmup.start()
    with pytest.raises(UserError):
        warmup.result()
    assert (warmup.state, warmup.message) == (
        "failed",
        "模型文件夹不存在，请检查 PLAN_EMBEDDER。",
    )


def test_unexpected_loading_failure_is_kind_and_logged(caplog: pytest.LogCaptureFixture) -> None:
    def load() -> str:
        raise RuntimeError("secret detail")

    warmup = Warmup(load)
    warmup.start()
    assert warmup.wait(5)
    assert "secret" not in warmup.message and "模型没有加载成功" in warmup.message
    assert "secret detail" in caplog.text
