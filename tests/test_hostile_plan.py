"""A plan, an overlay, a question and a reason that are scripts: shown as text on every screen.

`window.hacked` is what `watched_page` looks at in the end, and an alert fails at once.
"""

from collections.abc import Iterator
from urllib.parse import quote

import pytest
from playwright.sync_api import Browser, Dialog, Page, expect

from tests.browsing import needs_chromium, running, serve_real, watched_page

IMAGE = "<img src=x onerror=alert(1);window.hacked=1>"
SCRIPT = "<script>window.hacked=1</script>"
PLAN = f"""2021年工作计划{IMAGE}{SCRIPT}
1.推进旧区改造{IMAGE},完成征收9000户以上。“{SCRIPT}一网统管”建设。
2.新增养老床位600张"'><svg onload=window.hacked=1>。《条例{IMAGE}》出台。
3.{SCRIPT}建设公园9公里</textarea></style></script><script>window.hacked=1</script>。
"""
OVERLAY = f"""examples = ['今年旧改征收多少户？{IMAGE}']
[titles]
1 = '［加］{IMAGE}旧改'
[[theme]]
name = '民生{IMAGE}{SCRIPT}'
items = [1, 2, 3]
[[entry]]
say = ['老破小{IMAGE}']
plan = ['旧区改造']
"""


@pytest.fixture(scope="module")
def url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("hostile")
    plan = folder / "<img src=x onerror=alert(1)>.txt"
    plan.write_text(PLAN, encoding="utf-8")
    plan.with_suffix(".toml").write_text(OVERLAY, encoding="utf-8")
    with running(serve_real, folder, plan) as url:
        yield url


@pytest.fixture
def page(browser: Browser, url: str) -> Iterator[Page]:
    alerts: list[str] = []

    def refuse(dialog: Dialog) -> None:
        alerts.append(dialog.message)
        dialog.dismiss()

    with watched_page(browser, url, before=lambda page: page.on("dialog", refuse)) as page:
        yield page
        page.wait_for_timeout(300)
        assert alerts == []
        assert page.locator("img[src='x'], svg[onload]").count() == 0


@needs_chromium
def test_answers_sources_and_reasons_are_text(page: Page) -> None:
    page.locator("#question textarea").fill(f"旧改征收多少户？{IMAGE}{SCRIPT}")
    page.keyboard.press("Enter")
    expect(page.locator(".turn")).to_have_count(1)
    expect(page.locator("[data-busy]")).to_have_count(0, timeout=60_000)
    expect(page.locator(".question")).to_contain_text(IMAGE)
    page.locator(".answer .chip").first.click()
    expect(page.locator("#source mark").first).to_be_visible()
    expect(page.locator("#source")).to_contain_text("onerror=alert(1)")


@needs_chromium
@pytest.mark.parametrize("screen", ["速查", "指标一览", "学习"])
def test_each_screen_shows_text(page: Page, screen: str) -> None:
    page.get_by_role("link", name=screen).click()
    if screen == "速查":
        page.locator("#quick input, #quick textarea").first.fill(f"旧区改造{IMAGE}")
    page.wait_for_timeout(1500)
    assert page.evaluate("window.hacked") is None


@needs_chromium
@pytest.mark.parametrize("name", ["q", "item", "tab"])
def test_an_address_is_text(browser: Browser, url: str, name: str) -> None:
    with watched_page(browser, f"{url}/?{name}={quote(IMAGE)}") as page:
        page.wait_for_timeout(800)
        assert page.locator("img[src='x']").count() == 0
