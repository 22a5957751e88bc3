"""Every screen and state is scanned by axe-core for what keeps people from using it (WCAG 2)."""

from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from tests.browsing import ask, needs_chromium, watched_page

pytestmark = needs_chromium


@pytest.fixture(scope="module", params=[(1280, "light"), (375, "dark")], ids=["wide", "phone"])
def visited(browser: Browser, canned_url: str, request: pytest.FixtureRequest) -> Iterator[Page]:
    width, scheme = request.param
    with watched_page(browser, canned_url, width, color_scheme=scheme) as page:
        yield page


def findings(page: Page) -> list[str]:
    """Return what axe finds, each with the elements concerned."""
    found = Axe().run(page).response["violations"]
    return [
        f"{each['impact']} {each['id']}: {node['html'][:120]} {node.get('failureSummary', '')}"
        for each in found
        for node in each["nodes"]
    ]


def test_scan_notices_what_is_wrong(visited: Page) -> None:
    visited.evaluate("document.body.insertAdjacentHTML('beforeend', '<img id=bad src=\"data:,\">')")
    assert any("image-alt" in finding for finding in findings(visited))
    visited.evaluate("document.querySelector('#bad').remove()")


def test_welcome_and_contents(visited: Page) -> None:
    assert findings(visited) == []


def test_answer_with_its_source_and_rating_form(visited: Page) -> None:
    ask(visited, "旧改")
    visited.locator(".lead .chip").click()
    expect(visited.locator("#source mark")).to_be_visible()
    visited.get_by_role("button", name="没有帮助").click()
    expect(visited.locator("#conversation .rating-form")).to_be_visible()
    assert findings(visited) == []


def test_window_of_kept_conversations(visited: Page) -> None:
    visited.get_by_role("button", name="对话记录").click()
    expect(visited.locator(".talk").first).to_be_visible()
    assert findings(visited) == []
    visited.keyboard.press("Escape")


def test_quick_look_up_before_and_after_typing(visited: Page) -> None:
    visited.get_by_role("link", name="速查").click()
    expect(visited.locator("#quick .names")).to_be_visible()
    assert findings(visited) == []
    visited.locator("#quick-query").fill("旧改")
    expect(visited.locator("#quick mark").first).to_be_visible()
    visited.keyboard.press("ArrowDown")
    assert findings(visited) == []


def test_everything_is_reached_by_keyboard_with_a_visible_focus(visited: Page) -> None:
    visited.get_by_role("link", name="问答").click()
    if visited.locator("#clear").is_visible():
        visited.locator("#clear").click()
        expect(visited.locator(".welcome")).to_be_visible()
    ask(visited, "旧改")
    visited.get_by_role("button", name="没有帮助").click()
    expect(visited.locator("#conversation .rating-form")).to_be_visible()
    visited.locator(".navigation a").first.focus()
    unseen, names = [], []
    for _ in range(30):
        visited.keyboard.press("Tab")
        name, seen = visited.evaluate(
            """(() => {
              if (document.activeElement === document.body) return ["end of the page", true];
              const at = document.activeElement, box = at.closest("#question") ?? at;
              const style = getComputedStyle(box);
              const seen = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 1;
              return [at.id || at.className || at.outerHTML.slice(0, 80), seen];
            })()"""
        )
        names.append(name)
        if not seen:
            unseen.append(name)
    assert unseen == []
    assert len(set(names)) > 15


def test_table_of_figures_whole_and_filtered(visited: Page) -> None:
    visited.get_by_role("link", name="指标一览").click()
    visited.locator("#figure-list .counted summary").click()
    expect(visited.locator("#figure-list .counted p").first).to_be_visible()
    assert findings(visited) == []
    visited.locator('#figure-list [data-bar="17"]').click()
    expect(visited.locator("#figure-list .clear")).to_be_visible()
    assert findings(visited) == []


def test_themes_glossary_and_a_judged_answer(visited: Page) -> None:
    visited.get_by_role("link", name="学习").click()
    visited.locator("#learn [data-read]").first.check()
    assert findings(visited) == []
    visited.get_by_role("tab", name="术语").click()
    visited.locator("#learn .term summary", has_text="三驾马车").click()
    expect(visited.locator("#learn .term[open] mark").first).to_be_visible()
    assert findings(visited) == []
    visited.get_by_role("tab", name="自测").click()
    visited.get_by_role("button", name="开始自测").click()
    card = visited.locator("#learn .card:visible")
    expect(card).to_have_count(1)
    assert findings(visited) == []
    if card.locator("input").count():
        card.locator("input").fill("7")
        card.locator(".check").click()
    else:
        card.locator(".option").first.click()
    expect(card.locator(".verdict")).to_be_visible()
    assert findings(visited) == []
