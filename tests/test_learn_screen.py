"""学习 in a real browser: reading progress, glossary, self-test, on a desk and on a phone."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from assistant.web.decoys import open_decoys
from assistant.web.learn import quiz_pool
from assistant.web.quiz import QuizQuestion
from index.plan import Plan
from index.settings import PROJECT, Settings
from tests.browsing import Canned, needs_chromium, running, serve_real, watched_page

pytestmark = needs_chromium
PHONE: dict[str, Any] = {"has_touch": True, "is_mobile": True}


@pytest.fixture
def learn(browser: Browser, canned_url: str) -> Iterator[Page]:
    # Loading again, as one test does, cuts Gradio's connection, which it may report.
    cut = "AbortError|Connection errored"
    with watched_page(browser, f"{canned_url}/?tab=learn", expected=cut) as page:
        yield page


@pytest.fixture
def pocket(browser: Browser, canned_url: str) -> Iterator[Page]:
    with watched_page(browser, f"{canned_url}/?tab=learn", 375, **PHONE) as page:
        yield page


@pytest.fixture(scope="module")
def answers(plan: Plan) -> dict[tuple[str, str], QuizQuestion]:
    """The questions of the self-test by what a card shows of them."""
    like = open_decoys(Settings(), Canned.embedder).like
    return {(question.asked, _shown(question.text)): question for question in quiz_pool(plan, like)}


def _shown(text: str) -> str:
    return text.replace("____", "（空格）")


def test_the_parts_are_tabs_for_mouse_and_keyboard(learn: Page) -> None:
    expect(learn.locator("#learn-themes")).to_be_visible()
    expect(learn.locator("#learn-glossary")).to_be_hidden()
    learn.get_by_role("tab", name="术语").click()
    expect(learn.locator("#learn-glossary")).to_be_visible()
    expect(learn.locator("#learn-themes")).to_be_hidden()
    learn.keyboard.press("ArrowRight")
    expect(learn.get_by_role("tab", name="自测")).to_be_focused()
    expect(learn.get_by_role("tabpanel", name="自测")).to_be_visible()
    learn.keyboard.press("ArrowRight")
    expect(learn.get_by_role("tabpanel", name="分主题读")).to_be_visible()


def test_what_was_read_is_ticked_counted_and_still_there_tomorrow(learn: Page) -> None:
    learn.locator('.lesson[data-item="16"]').click()
    expect(learn.locator("#source .item-name")).to_have_text("第16项")
    expect(learn.get_by_label("第16项已读")).to_be_checked()
    learn.get_by_label("第17项已读").check()
    expect(learn.locator("#learn output")).to_have_text("2 / 27")
    expect(learn.locator(".theme", has_text="生态环境").locator(".of-theme")).to_have_text("1 / 1")
    learn.reload()
    expect(learn.locator("#learn output")).to_have_text("2 / 27")
    learn.get_by_label("第17项已读").uncheck()
    expect(learn.locator("#learn output")).to_have_text("1 / 27")
    learn.get_by_role("button", name="清除记录").click()
    expect(learn.locator("#learn output")).to_have_text("0 / 27")
    expect(learn.locator("#learn .forget")).to_be_hidden()


def test_a_browser_that_keeps_nothing_still_shows_the_themes(
    browser: Browser, canned_url: str
) -> None:
    with watched_page(browser, canned_url) as page:
        page.add_init_script(
            "Object.defineProperty(window, 'localStorage', {get() { throw new Error('no') }})"
        )
        page.goto(f"{canned_url}/?tab=learn")
        page.locator('.lesson[data-item="16"]').click()
        expect(page.locator("#source .item-name")).to_have_text("第16项")


def test_a_term_opens_with_its_sentences_and_leads_to_the_item(learn: Page) -> None:
    learn.get_by_role("tab", name="术语").click()
    learn.get_by_label("查术语").fill("智慧")
    term = learn.locator(".term:visible")
    expect(term).to_have_count(1)
    term.locator("summary").click()
    expect(term.locator("li")).to_have_count(2)
    expect(term.locator("mark")).to_have_text(["智慧公安", "智慧公安"])
    term.locator(".chip").last.click()
    expect(learn.locator("#source .item-name")).to_have_text("第11项")
    expect(learn.locator("#source mark")).to_have_text("智慧公安")
    expect(learn.locator("#source h2")).to_be_focused()  # else it would have the key pressed next
    learn.get_by_label("查术语").press("Escape")
    expect(learn.locator(".term:visible")).to_have_count(60)


def play(page: Page, answers: dict[tuple[str, str], QuizQuestion], wrong: set[int]) -> None:
    """Answer a round, the questions numbered in `wrong` wrongly."""
    for number in range(10):
        card = page.locator(".card:visible")
        expect(card.locator(".step")).to_have_text(f"第 {number + 1} / 10 题")
        asked = card.locator("h3").text_content(), card.locator(".about").text_content()
        question = answers[asked[0] or "", asked[1] or ""]
        if question.options:
            given = question.answer
            if number in wrong:
                given = next(option for option in question.options if option != given)
            card.locator(f'[data-option="{given}"]').click()
        else:
            card.locator("input").fill("12345" if number in wrong else question.answer)
            card.locator("input").press("Enter")
        verdict = card.locator(".verdict")
        expect(verdict).to_contain_text("不对" if number in wrong else "对。")
        expect(card.locator("blockquote")).to_contain_text(question.passage.text.strip())
        expect(card.locator("blockquote .chip")).to_have_text(f"〔第{question.passage.item}项〕")
        page.keyboard.press("Enter")  # on 下一题, where the focus is


def test_a_round_judges_each_answer_at_once_with_its_source(
    learn: Page, answers: dict[tuple[str, str], QuizQuestion]
) -> None:
    learn.get_by_role("tab", name="自测").click()
    learn.get_by_role("button", name="开始自测").click()
    play(learn, answers, wrong={2, 5, 6})
    expect(learn.locator(".score")).to_have_text("答对 7 / 10 题。下面是没答对的。")
    expect(learn.locator(".card:visible .step")).to_have_text(
        ["第 3 / 10 题", "第 6 / 10 题", "第 7 / 10 题"]
    )
    learn.get_by_role("button", name="再来一组").click()
    expect(learn.locator(".card:visible .step")).to_have_text(["第 1 / 10 题"])


def test_a_round_that_does_not_come_is_told_once_and_can_be_asked_for_again(
    browser: Browser, canned_url: str
) -> None:
    lost = "Failed to load resource|Failed to fetch"
    with watched_page(browser, f"{canned_url}/?tab=learn", expected=lost) as page:
        page.get_by_role("tab", name="自测").click()
        start = page.get_by_role("button", name="开始自测")
        page.route("**/component_server/", lambda route: route.abort())
        for _ in range(2):
            start.click()
            expect(page.get_by_text("没能取到题目")).to_have_count(1)
            expect(start).to_be_enabled()
        page.unroute("**/component_server/")
        start.click()
        expect(page.locator(".card:visible .step")).to_have_text(["第 1 / 10 题"])
        expect(page.get_by_text("没能取到题目")).to_have_count(0)


def card_with(page: Page, entry: str) -> Locator:
    """Start a round and answer until a card has `entry`; return that card."""
    page.get_by_role("tab", name="自测").click()
    page.get_by_role("button", name="开始自测").click()
    card = page.locator(".card:visible")
    expect(card).to_have_count(1)
    while not card.locator(entry).count():
        if card.locator(".option").count():
            card.locator(".option").first.click()
        else:
            card.locator("input").fill("1")
            card.locator(".check").click()
        card.locator(".next").click()
    return card


def test_an_answer_counts_once_and_its_source_opens(learn: Page) -> None:
    card = card_with(learn, ".option")
    card.locator(".option").first.click()
    verdict = card.locator(".verdict").text_content() or ""
    card.locator(".option").last.click(force=True)
    expect(card.locator(".option.right")).to_have_count(1)
    expect(card.locator(".verdict")).to_have_text(verdict)
    card.locator(".chip").click()
    expect(learn.locator("#source mark").first).to_be_visible()


def test_an_empty_answer_is_not_judged(learn: Page) -> None:
    card = card_with(learn, "input")
    card.locator(".check").click()
    expect(card.locator("input")).to_be_focused()
    expect(card.locator(".verdict")).to_have_count(0)


def test_on_a_phone_every_part_fits_and_a_round_can_be_played(
    pocket: Page, answers: dict[tuple[str, str], QuizQuestion]
) -> None:
    for name in ("分主题读", "术语", "自测"):
        pocket.get_by_role("tab", name=name).tap()
        assert pocket.evaluate("document.documentElement.scrollWidth") <= 375
    pocket.get_by_role("button", name="开始自测").tap()
    play(pocket, answers, wrong=set())
    expect(pocket.locator(".score")).to_have_text("答对 10 / 10 题。全对！")
    assert pocket.evaluate("document.documentElement.scrollWidth") <= 375


def test_another_plan_is_sorted_and_asked_without_an_overlay(
    browser: Browser, tmp_path: Path, lay_index: Callable[[Path, Path], Path]
) -> None:
    plan = PROJECT / "eval" / "plans" / "linjiang.txt"
    lay_index(plan, tmp_path / "index")
    with (
        running(serve_real, tmp_path, plan) as url,
        watched_page(browser, f"{url}/?tab=learn") as page,
    ):
        page.set_default_timeout(120_000)
        expect(page.locator("#learn .automatic")).to_contain_text("自动归类", timeout=120_000)
        expect(page.locator(".theme", has_text="农业农村")).to_be_visible(timeout=120_000)
        expect(page.locator("[data-read]")).to_have_count(22)
        page.get_by_role("tab", name="自测").click()
        page.get_by_role("button", name="开始自测").click()
        expect(page.locator(".card:visible .step")).to_have_text("第 1 / 10 题")


def test_on_paper_stand_the_part_and_its_name(learn: Page) -> None:
    learn.emulate_media(media="print")
    tabs = learn.get_by_role("tab")
    expect(tabs.filter(has_text="分主题读")).to_be_visible()
    for hidden in ("#learn [role=tab] >> nth=1", "#learn progress", "#learn .stored"):
        expect(learn.locator(hidden)).to_be_hidden()
    expect(learn.locator("#learn .theme").first).to_be_visible()
