"""速查: what is found for the words typed, how it is shown, and the screen by keyboard."""

import time

import pytest
from playwright.sync_api import Browser, Page, expect

from assistant.web import quick_page
from assistant.web.quick_search import Found, QuickSearch
from index.plan import Plan, Span
from tests.browsing import needs_chromium, watched_page
from tests.test_page_html import NASTY, make_plan
from tests.test_page_html import Page as Html

# What is found


@pytest.fixture(scope="module")
def lookup(plan: Plan) -> QuickSearch:
    return QuickSearch(plan)


@pytest.mark.parametrize("word", ["养老床位", "旧改", "一网统管", "5G", "建设", "的"])
def test_every_sentence_with_the_word_is_found_and_no_other(
    lookup: QuickSearch, plan: Plan, word: str
) -> None:
    found = lookup.search(word)
    folded = [item.text.lower().count(word.lower()) for item in plan.items]
    assert sum(len(hit.spans) for hit in found.hits) == sum(folded) > 0
    assert {hit.passage.item for hit in found.hits} == {
        item.label for item, count in zip(plan.items, folded, strict=True) if count
    }
    for hit in found.hits:
        for span in hit.spans:
            assert plan.source[span.start : span.end].lower() == word.lower()


@pytest.mark.parametrize(
    ("typed", "taken"),
    [
        ("雪亮工成", "雪亮工程"),  # by sound
        ("杨树铺路", "杨树浦路"),
        ("养老庄位", "养老床位"),  # one character wrong
        ("舊改", "旧改"),  # Traditional
        ("jiugai", "旧改"),  # pinyin
        ("1万户", "10000户以上"),  # the same figure
        ("老破小", "旧区改造"),  # an everyday word
        ("今年旧改征收多少户？", "旧改征收"),  # a whole question
    ],
)
def test_what_the_plan_does_not_have_as_typed_is_taken_for_its_words(
    lookup: QuickSearch, typed: str, taken: str
) -> None:
    found = lookup.search(typed)
    assert any(taken in word.forms for word in found.words)
    assert found.hits


def test_a_figure_is_never_taken_for_another(lookup: QuickSearch) -> None:
    assert lookup.search("10001户").hits == ()
    assert lookup.search("2万户").hits == ()
    assert lookup.search("征收1000户").words[0].forms == ("征收",)


def test_a_figure_is_not_found_in_the_middle_of_another() -> None:
    lookup = QuickSearch(make_plan("新增床位1600张。", "新增床位600张。"))
    assert [hit.passage.item for hit in lookup.search("600张").hits] == ["2"]
    assert [hit.passage.item for hit in lookup.search("00张").hits] == []


def test_several_words_must_stand_in_one_sentence(lookup: QuickSearch) -> None:
    (hit,) = lookup.search("养老 床位").hits
    assert "养老" in hit.passage.text and "床位" in hit.passage.text


def test_an_item_is_found_by_its_number(lookup: QuickSearch) -> None:
    assert lookup.search("第17项").items == ("17",)
    assert lookup.search("17").items == ("17",)
    assert lookup.search("第28项").items == ()


@pytest.mark.parametrize("nothing", ["", "  ", "飞碟", "？？", "x" * 60, "\ud83d"])
def test_nothing_is_found_for_what_is_not_there(lookup: QuickSearch, nothing: str) -> None:
    assert lookup.search(nothing).hits == ()


def test_other_words_of_the_office_are_listed_apart(plan: Plan) -> None:
    text = ("推进旧改。", "加快旧区改造。")
    made = make_plan(*text)
    office = Plan(
        "p", "计划", "", 2020, made.source, made.items, synonyms=(("旧改", ("旧区改造",)),)
    )
    found = QuickSearch(office).search("旧改")
    assert [hit.passage.item for hit in found.hits] == ["1"]
    assert [hit.passage.item for hit in found.alike] == ["2"]


def test_a_search_takes_milliseconds(lookup: QuickSearch) -> None:
    queries = ["养", "养老庄位", "今年旧改征收多少户？", "jiugai", "没有的词没有的词", "的"]
    lookup.search("先热一下")
    started = time.perf_counter()
    for query in queries:
        lookup.search(query)
    assert (time.perf_counter() - started) / len(queries) < 0.05


# How it is shown


def summary(found: Found) -> str:
    return Html(f"<p>{quick_page.summary_html(found)}</p>").text_of("p")


def test_summary_tells_how_many_and_what_was_taken_for_what(lookup: QuickSearch) -> None:
    assert summary(lookup.search("养老")) == "1项、2句提到“养老”。"
    assert "没有“雪亮工成”这个原词，查的是“雪亮工程”" in summary(lookup.search("雪亮工成"))
    assert summary(lookup.search("飞碟")).startswith("计划里没有提到“飞碟”。")
    assert "没有“旧改征收办法”这个原词" in summary(lookup.search("旧改征收办法"))


def test_results_mark_the_words_and_carry_their_places(lookup: QuickSearch, plan: Plan) -> None:
    shown = Html(quick_page.results_html(lookup.search("养老床位"), plan))
    assert shown.all_of("mark") == ["养老床位"]
    (option,) = [values for _, values in shown.tags if values.get("role") == "option"]
    start, end = map(int, option["data-spans"].split("-"))
    assert plan.source[start:end] == "养老床位" and option["data-item"] == "18"


def test_editorial_brackets_are_explained_where_they_are_shown(
    lookup: QuickSearch, plan: Plan
) -> None:
    assert "编者推测" in quick_page.results_html(lookup.search("旧改"), plan)
    assert "编者推测" not in quick_page.results_html(lookup.search("养老床位"), plan)


def test_markup_is_text() -> None:
    made = make_plan(NASTY, title=NASTY, titles={1: NASTY})
    found = QuickSearch(made).search("script")
    for html in (
        quick_page.results_html(found, made),
        quick_page.results_html(Found(NASTY), made),
        quick_page.start_html([NASTY[:8]]),
    ):
        assert "<script" not in html and "<img" not in html
    assert found.hits


# The screen


def search(page: Page, words: str) -> None:
    page.locator("#quick-query").fill(words)


@needs_chromium
def test_results_come_while_typing_in_a_tenth_of_a_second(page: Page) -> None:
    page.get_by_role("link", name="速查").click()
    expect(page.locator("#quick-query")).to_be_focused()
    search(page, "养老")
    expect(page.locator("#quick .summary")).to_have_text("1项、2句提到“养老”。")
    for words in ["旧改", "一网统管", "床位", "公里", "垃圾", "人才"]:
        search(page, words)
        expect(page.locator("#quick .summary")).to_contain_text(f"“{words}”")


@needs_chromium
def test_arrows_choose_enter_opens_escape_clears(page: Page) -> None:
    page.get_by_role("link", name="速查").click()
    page.keyboard.type("养老")
    options = page.locator("#quick [role=option]")
    expect(options).to_have_count(2)
    for _ in range(2):
        page.keyboard.press("ArrowDown")
    expect(options.nth(1)).to_have_attribute("aria-selected", "true")
    chosen = options.nth(1).get_attribute("id")
    expect(page.locator("#quick-query")).to_have_attribute("aria-activedescendant", str(chosen))
    page.keyboard.press("Enter")
    expect(page.locator("#source .item-name")).to_have_text("第18项")
    expect(page.locator("#source mark")).to_have_text(["养老", "养老"])
    expect(page.locator("#source h2")).to_be_focused()
    page.keyboard.press("Escape")
    expect(options.nth(1)).to_be_in_viewport()
    expect(page.locator("#quick-query")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator("#quick-query")).to_have_value("")
    expect(page.locator("#quick .names")).to_be_visible()


@needs_chromium
def test_a_name_of_the_plan_is_looked_up_at_a_click(page: Page) -> None:
    page.get_by_role("link", name="速查").click()
    page.locator("#quick .names button", has_text="一网统管").click()
    expect(page.locator("#quick .summary")).to_contain_text("提到“一网统管”")


@needs_chromium
@pytest.mark.parametrize("width", [375, 1280])
def test_an_address_opens_the_words_and_the_item(
    browser: Browser, canned_url: str, width: int
) -> None:
    with watched_page(browser, f"{canned_url}/?q=养老床位&item=18", width) as page:
        expect(page.locator("#quick-query")).to_have_value("养老床位")
        expect(page.locator("#quick [role=option] mark")).to_have_text(["养老床位"])
        expect(page.locator("#source .item-name")).to_have_text("第18项")
        assert page.evaluate("document.documentElement.scrollWidth") <= width


@needs_chromium
def test_the_address_follows_what_is_shown_and_back_goes_back(page: Page) -> None:
    page.get_by_role("link", name="速查").click()
    search(page, "养老床位")
    page.locator("#quick [role=option]").click()
    expect(page.locator("#source .item-name")).to_have_text("第18项")
    assert page.evaluate("decodeURIComponent(location.search)") == "?q=养老床位&item=18"
    page.get_by_role("link", name="问答").click()
    expect(page.locator("#question")).to_be_visible()
    expect(page.locator("#quick")).to_be_hidden()
    page.go_back()
    expect(page.locator("#quick-query")).to_have_value("养老床位")
    expect(page.get_by_role("link", name="速查")).to_have_attribute("aria-current", "page")


@needs_chromium
def test_unknown_addresses_show_the_page_all_the_same(browser: Browser, canned_url: str) -> None:
    with watched_page(browser, f"{canned_url}/?tab=<b>&item=99") as page:
        expect(page.locator("#question")).to_be_visible()
        expect(page.locator("#source .contents")).to_be_visible()


def test_spans_are_of_the_source(lookup: QuickSearch, plan: Plan) -> None:
    (hit,) = lookup.search("加装电梯").hits
    (span,) = hit.spans
    assert isinstance(span, Span) and plan.source[span.start : span.end] == "加装电梯"
