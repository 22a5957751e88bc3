"""指标一览 in a real browser: sort, filter, download, open the item, on a desk and on a phone."""

import csv
import io
from collections.abc import Iterator
from pathlib import Path

import pdfplumber
import pytest
from openpyxl import load_workbook
from playwright.sync_api import Browser, Page, expect

from tests.browsing import needs_chromium, watched_page

pytestmark = needs_chromium

SHOWN = "#figure-list tbody tr:not([hidden])"


@pytest.fixture
def figures(browser: Browser, canned_url: str) -> Iterator[Page]:
    with watched_page(browser, f"{canned_url}/?tab=figures") as page:
        yield page


@pytest.fixture
def pocket(browser: Browser, canned_url: str) -> Iterator[Page]:
    options = {"has_touch": True, "is_mobile": True}
    with watched_page(browser, f"{canned_url}/?tab=figures", 375, **options) as page:
        yield page


def numbers(page: Page) -> list[str]:
    return page.locator(f"{SHOWN} td.number").all_text_contents()


def test_the_navigation_leads_to_the_table(page: Page) -> None:
    page.get_by_role("link", name="指标一览").click()
    expect(page.locator("#figure-list h2")).to_be_visible()
    expect(page.locator(SHOWN)).to_have_count(28)


def test_a_column_sorts_up_down_and_back(figures: Page) -> None:
    plan_order = numbers(figures)
    head = figures.locator("th.number")
    head.get_by_role("button").click()
    expect(head).to_have_attribute("aria-sort", "ascending")
    assert numbers(figures)[:3] == ["两", "2", "三"]
    head.get_by_role("button").click()
    expect(head).to_have_attribute("aria-sort", "descending")
    assert numbers(figures)[:3] == ["500亿", "40万", "30万"]
    assert numbers(figures)[-4:] == ["全覆盖"] * 4  # no number: last either way
    head.get_by_role("button").click()
    expect(head).to_have_attribute("aria-sort", "none")
    assert numbers(figures) == plan_order


def test_items_sort_by_their_place_and_words_alphabetically(figures: Page) -> None:
    figures.locator("th.item button").click()
    items = figures.locator(f"{SHOWN} td.item").all_text_contents()
    assert items[0] == "〔第3项〕" and items[-1] == "〔第24项〕"
    figures.locator("th.unit button").click()
    units = figures.locator(f"{SHOWN} td.unit").all_text_contents()
    assert units[-4:] == [""] * 4
    assert units.index("张") + 2 == len(units) - 1 - units[::-1].index("张")


def test_filters_narrow_the_table_together(figures: Page) -> None:
    status = figures.locator("#figure-list .shown")
    expect(status).to_have_text("共 28 个")
    figures.get_by_label("按文字筛选").fill("床位")
    expect(figures.locator(SHOWN)).to_have_count(3)
    expect(status).to_have_text("3 / 28 个")
    figures.get_by_label("按文字筛选").fill("床位 新增")
    figures.get_by_label("全部单位").select_option("张")
    expect(figures.locator(SHOWN)).to_have_count(3)  # all three stand in one sentence
    figures.get_by_label("全部类别").select_option("面积")
    expect(figures.locator("#figure-list .none")).to_be_visible()
    figures.get_by_role("button", name="清除筛选").click()
    expect(figures.locator(SHOWN)).to_have_count(28)
    expect(figures.get_by_label("按文字筛选")).to_be_focused()


def test_escape_clears_the_words(figures: Page) -> None:
    figures.get_by_label("按文字筛选").fill("旧改")
    expect(figures.locator(SHOWN)).to_have_count(2)
    figures.keyboard.press("Escape")
    expect(figures.locator(SHOWN)).to_have_count(28)


def test_a_column_of_the_chart_filters_by_its_item(figures: Page) -> None:
    bar = figures.locator('[data-bar="17"]')
    bar.click()
    expect(figures.locator(SHOWN)).to_have_count(2)
    expect(figures.get_by_label("全部项")).to_have_value("17")
    bar.click()
    expect(figures.locator(SHOWN)).to_have_count(28)


def test_a_figure_opens_its_item_with_the_sentence_marked_by_keyboard(figures: Page) -> None:
    button = figures.get_by_role("button", name="旧改征收 10000户以上，看原文")
    button.focus()
    figures.keyboard.press("Enter")
    expect(figures.locator("#source .item-name")).to_have_text("第17项")
    expect(figures.locator("#source mark")).to_have_text("完成旧改征收10000户以上、收尾6个基地。")
    expect(figures.locator("#source h2")).to_be_focused()
    figures.keyboard.press("Escape")
    expect(button).to_be_focused()


def test_the_table_downloads_for_excel(figures: Page, tmp_path: Path) -> None:
    with figures.expect_download() as workbook:
        figures.get_by_role("link", name="下载 Excel 表格").click()
    assert workbook.value.suggested_filename == "2020年区委、区政府重点工作 指标一览.xlsx"
    workbook.value.save_as(tmp_path / "a.xlsx")
    sheet = load_workbook(tmp_path / "a.xlsx").active
    assert sheet is not None and sheet.max_row == 3 + 28
    with figures.expect_download() as plain:
        figures.get_by_role("link", name="下载 CSV").click()
    plain.value.save_as(tmp_path / "a.csv")
    text = (tmp_path / "a.csv").read_bytes().decode("utf-8-sig")
    assert len(list(csv.reader(io.StringIO(text, newline="")))) == 1 + 28


def test_what_counts_as_a_figure_is_told(figures: Page) -> None:
    figures.get_by_text("哪些算“数字”").click()
    expect(figures.locator(".counted")).to_contain_text("第四轮")


def test_on_a_phone_nothing_is_wider_than_the_screen(pocket: Page) -> None:
    expect(pocket.locator(SHOWN)).to_have_count(28)
    assert pocket.evaluate("document.documentElement.scrollWidth") <= 375


def test_on_a_phone_one_choice_sorts_in_place_of_the_heads(pocket: Page) -> None:
    plan_order = numbers(pocket)
    expect(pocket.locator("th.number")).to_be_hidden()
    order = pocket.get_by_role("combobox", name="排序方式")
    order.select_option("数字从大到小")
    assert numbers(pocket)[:3] == ["500亿", "40万", "30万"]
    order.select_option("按计划的顺序")
    assert numbers(pocket) == plan_order


def test_the_heads_and_the_choice_tell_the_same_order(figures: Page) -> None:
    order = figures.locator("#figure-list .orders")
    expect(order).to_be_hidden()
    figures.locator("th.number button").click()
    expect(order).to_have_value("number ascending")
    figures.set_viewport_size({"width": 375, "height": 800})
    order.select_option("从最后一项起")
    figures.set_viewport_size({"width": 1280, "height": 800})
    expect(figures.locator("th.item")).to_have_attribute("aria-sort", "descending")
    expect(figures.locator("th.number")).to_have_attribute("aria-sort", "none")


def test_on_paper_stands_a_table_without_what_is_to_be_pressed(figures: Page) -> None:
    figures.set_viewport_size({"width": 680, "height": 900})
    figures.emulate_media(media="print")
    for hidden in (".downloads", ".filters input", ".filters select >> nth=0", ".counted"):
        expect(figures.locator(f"#figure-list {hidden}")).to_be_hidden()
    for shown in ("th.sentence", "tbody tr >> nth=0 >> td.sentence"):
        expect(figures.locator(f"#figure-list {shown}")).to_be_visible()
    assert figures.evaluate("document.documentElement.scrollWidth") <= 680


def test_the_head_of_the_table_stands_on_every_sheet(figures: Page) -> None:
    sheets = pdfplumber.open(io.BytesIO(figures.pdf(format="A5"))).pages
    assert len(sheets) > 2
    for sheet in sheets[1:]:
        assert {"数字", "限定", "原句"} <= set(sheet.extract_text().split("\n")[0].split())


def test_on_a_phone_a_figure_leads_to_its_sentence_and_back(pocket: Page) -> None:
    button = pocket.get_by_role("button", name="旧改征收 10000户以上，看原文")
    button.tap()
    expect(pocket.locator("#source mark")).to_be_in_viewport()
    pocket.get_by_role("button", name="返回").tap()
    expect(button).to_be_in_viewport()
