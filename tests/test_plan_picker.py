"""Several plans on the page: picked, kept, addressed, compared, and never mixed up."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from assistant.web.catalogue import Catalogue
from index.settings import BUILT_IN_PLAN, Settings
from index.shelf import ShelvedPlan, add_plan, unshelved
from tests.browsing import ask, needs_chromium, running, serve_real, watched_page
from tests.conftest import settings_in
from tests.test_api import call

NEXT_YEAR = Path(__file__).parent / "years" / "2021.txt"


def shelved(year: int | None, title: str) -> ShelvedPlan:
    return ShelvedPlan(title, Path("x"), "x", title, year, 10, 20, 0, "f")


def test_a_plan_is_found_by_what_citations_addresses_and_people_call_it() -> None:
    new, old, other = (
        shelved(2021, "重点工作"),
        shelved(2020, "去年的工作"),
        shelved(None, "工作要点"),
    )
    plans = Catalogue([new, old, other])
    assert plans.choices() == (("2021", "2021年"), ("2020", "2020年"), ("工作要点", "工作要点"))
    assert [plans.picked(name) for name in ("2020", "2020年", "去年的工作")] == [old] * 3
    assert plans.picked("工作要点") == other
    assert plans.picked("") == plans.picked("1999") == plans.picked("<b>") == new


def test_plans_of_one_year_are_called_by_their_titles() -> None:
    plans = Catalogue([shelved(2021, "党委工作"), shelved(2021, "政府工作")])
    assert [name for _, name in plans.choices()] == ["党委工作", "政府工作"]
    assert plans.picked("政府工作").title == "政府工作"
    assert plans.picked("2021").title == "党委工作"


def test_a_plan_alone_is_neither_named_nor_offered() -> None:
    alone = Catalogue([unshelved(BUILT_IN_PLAN, Settings())])
    assert alone.choices() == () and list(alone.by_name()) == [""]


@pytest.fixture(scope="module")
def two_url(
    tmp_path_factory: pytest.TempPathFactory, lay_index: Callable[[Path, Path], Path]
) -> Iterator[str]:
    """A server on the real assistant with two plans on the shelf."""
    folder = tmp_path_factory.mktemp("two")
    add_plan(NEXT_YEAR, settings_in(lay_index(BUILT_IN_PLAN, folder / "index")))
    with running(serve_real, folder, None) as url:
        # Afterwards both plans are open.
        call(url, "ask_plan", "与去年相比旧改目标有什么变化？", [], timeout=400)
        yield url


@pytest.fixture
def two(browser: Browser, two_url: str) -> Iterator[Page]:
    with watched_page(browser, two_url) as page:
        page.set_default_timeout(60_000)
        yield page


def pick(page: Page, year: str) -> None:
    page.locator(".picker").select_option(year)
    expect(page.locator("h1")).to_contain_text(year)


@needs_chromium
def test_there_is_no_picker_with_one_plan(page: Page) -> None:
    expect(page.locator(".picker")).to_have_count(0)
    assert "plan=" not in page.url


@needs_chromium
def test_the_newest_plan_answers_and_a_citation_names_plan_and_item(two: Page) -> None:
    expect(two.locator(".picker")).to_have_value("2021")
    ask(two, "旧改征收多少户？")
    expect(two.locator(".chip").first).to_have_text("〔2021年第8项〕")
    ask(two, "2020年旧改征收多少户？", turns=2)
    chip = two.locator(".turn").last.locator(".chip").first
    expect(chip).to_have_text("〔2020年第17项〕")
    chip.click()
    expect(two.locator("#source .item-name")).to_have_text("2020年第17项")
    expect(two.locator("#source mark").first).to_contain_text("10000户以上")
    assert "plan=2021" in two.url and "item=17" in two.url and "of=2020" in two.url
    two.get_by_role("button", name="下一项").click()
    expect(two.locator("#source .item-name")).to_have_text("2020年第18项")
    two.get_by_role("button", name="目录", exact=True).click()
    expect(two.locator("#source .contents button")).to_have_count(27)


@needs_chromium
def test_a_comparison_shows_both_plans_and_each_chip_opens_its_own(two: Page) -> None:
    ask(two, "与去年相比旧改目标有什么变化？")
    answer = two.locator(".answer")
    expect(answer).to_contain_text("2020年10000户以上，2021年9000户以上，少1000户")
    for name, quoted in (("2020年第17项", "10000户以上"), ("2021年第8项", "9000户以上")):
        answer.locator(".chip", has_text=name).last.click()
        expect(two.locator("#source .item-name")).to_have_text(name)
        expect(two.locator("#source .item-text")).to_contain_text(quoted)


@needs_chromium
def test_the_picked_plan_answers_is_shown_everywhere_and_kept(two: Page) -> None:
    pick(two, "2020")
    assert "plan=2020" in two.url
    expect(two).to_have_title("2020年区委、区政府重点工作 · 工作计划")
    expect(two.locator("#source .contents button")).to_have_count(27)
    two.locator(".example", has_text="今年旧改征收多少户？").click()
    expect(two.locator("[data-busy]")).to_have_count(0)
    expect(two.locator(".turn .chip").first).to_have_text("〔2020年第17项〕")
    suggestion = two.locator(".suggestions button").first
    suggestion.click()
    expect(two.locator(".turn")).to_have_count(2)
    expect(two.locator("[data-busy]")).to_have_count(0)
    expect(two.locator(".turn").last.locator(".chip").first).to_contain_text("2020年第17项")

    two.get_by_role("link", name="指标一览").click()
    expect(two.locator("#figure-list tbody tr")).to_have_count(28)
    two.locator("#figure-list .filters input").fill("床位")
    expect(two.locator("#figure-list .shown")).to_contain_text("/ 28 个")
    two.locator("#figure-list tbody tr:not([hidden]) .figure").first.click()
    expect(two.locator("#source .item-name")).to_have_text("2020年第18项")
    two.get_by_role("link", name="学习").click()
    expect(two.locator("#learn-themes output")).to_have_text("0 / 27")

    two.goto(two.url.split("?")[0])
    expect(two.locator("html.plan-ready")).to_be_attached()
    expect(two.locator(".picker")).to_have_value("2020")
    expect(two.locator(".turn .chip").first).to_have_text("〔2020年第17项〕")


@needs_chromium
def test_what_follows_an_answer_from_another_plan_names_it(two: Page) -> None:
    ask(two, "2020年旧改征收多少户？")
    suggestions = two.locator(".suggestions button")
    expect(suggestions.first).to_contain_text("2020年")
    suggestions.first.click()
    expect(two.locator(".turn")).to_have_count(2)
    expect(two.locator("[data-busy]")).to_have_count(0)
    chips = two.locator(".turn").last.locator(".chip").all_text_contents()
    assert chips and all(chip.startswith("〔2020年") for chip in chips)


@needs_chromium
def test_look_up_follows_the_picked_plan(two: Page) -> None:
    two.get_by_role("link", name="速查").click()
    two.locator("#quick-query").fill("旧改征收")
    expect(two.locator("#quick-found .hit-item").first).to_contain_text("第8项")
    pick(two, "2020")
    expect(two.locator("#quick-found .hit-item").first).to_contain_text("第17项")
    two.locator("#quick-found [role=option]").first.click()
    expect(two.locator("#source .item-name")).to_have_text("2020年第17项")
    two.go_back()
    expect(two.locator(".picker")).to_have_value("2021")
    expect(two.locator("#quick-found .hit-item").first).to_contain_text("第8项")


@needs_chromium
@pytest.mark.parametrize(
    ("query", "picked", "shown"),
    [
        ("?plan=2020&q=旧改征收", "2020", "第17项"),
        ("?plan=2021&q=旧改征收", "2021", "第8项"),
        ("?plan=1999&q=旧改征收", "2021", "第8项"),
    ],
)
def test_an_address_names_the_plan(
    browser: Browser, two_url: str, query: str, picked: str, shown: str
) -> None:
    with watched_page(browser, f"{two_url}/{query}") as page:
        expect(page.locator(".picker")).to_have_value(picked)
        expect(page.locator("#quick-found .hit-item").first).to_contain_text(shown)
        assert f"plan={picked}" in page.url


@needs_chromium
def test_an_address_of_another_plan_s_item_opens_it(browser: Browser, two_url: str) -> None:
    with watched_page(browser, f"{two_url}/?item=17&of=2020&tab=chat&plan=2021") as page:
        expect(page.locator("#source .item-name")).to_have_text("2020年第17项")
        expect(page.locator(".picker")).to_have_value("2021")


@needs_chromium
def test_quotation_and_export_name_the_plan_of_each_quote(
    browser: Browser, two_url: str, tmp_path: Path
) -> None:
    options = {"permissions": ["clipboard-read", "clipboard-write"]}
    with watched_page(browser, two_url, **options) as page:
        page.set_default_timeout(60_000)
        ask(page, "与去年相比旧改目标有什么变化？")
        page.get_by_role("button", name="复制引文").click()
        expect(page.get_by_role("button", name="已复制")).to_be_visible()
        copied = page.evaluate("navigator.clipboard.readText()")
        assert "——《2020年区委、区政府重点工作》第17项" in copied
        assert "——《2021年区委、区政府重点工作》第8项" in copied
        page.get_by_role("button", name="对话记录").click()
        with page.expect_download() as saved:
            page.get_by_role("button", name="Markdown").click()
        saved.value.save_as(tmp_path / "talk.md")
        text = (tmp_path / "talk.md").read_text(encoding="utf-8")
        assert "〔2020年第17项〕" in text and "〔2021年第8项〕" in text
        assert (
            "《2021年区委、区政府重点工作》（" in text
            and "《2020年区委、区政府重点工作》（" in text
        )


@needs_chromium
@pytest.mark.parametrize("width", [375, 1280])
def test_the_picker_fits_and_is_accessible(browser: Browser, two_url: str, width: int) -> None:
    with watched_page(browser, two_url, width) as page:
        expect(page.locator(".picker")).to_be_visible()
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        assert Axe().run(page).response["violations"] == []
