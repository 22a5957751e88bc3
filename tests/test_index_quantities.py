"""Figures in Chinese text: value, unit and dimension; names that hold a numeral are none."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.plan import Plan
from index.quantities import (
    claimed_values,
    find_quantities,
    number_tokens,
    number_value,
    unit_dimension,
)

DIGITS = "零一二三四五六七八九"


def chinese(number: int) -> str:
    """Write 1 to 99999999 in Chinese numerals."""
    if number >= 10_000:
        high, low = divmod(number, 10_000)
        gap = "零" if 0 < low < 1_000 else ""
        return f"{chinese(high)}万{gap}{chinese(low) if low else ''}"
    written, zero = "", False
    for unit, name in ((1_000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit, number = divmod(number, unit)
        if digit:
            written += ("零" if zero else "") + DIGITS[digit] + name
        zero = bool(written) and digit == 0
    return written


def only(text: str):
    """Return (value, unit, dimension) of the only quantity of `text`."""
    (found,) = find_quantities(text)
    return found.value, found.unit, found.dimension


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("完成旧改征收10000户以上", (10000, "户", "count")),
        ("收尾6个基地", (6, "个", "count")),
        ("建设30万平方米美丽家园", (300000, "平方米", "area")),
        ("完成架空线入地17.33公里", (17.33, "公里", "length")),
        ("床位总数达到10,800张", (10800, "张", "count")),
        ("居家服务40万人次", (400000, "人次", "count")),
        ("突破500亿元", (50_000_000_000, "元", "money")),
        ("达到1.5万亿元", (1_500_000_000_000, "元", "money")),
        ("出口3亿美元", (300_000_000, "美元", "money")),
        ("安排5百元", (500, "元", "money")),
        ("占比为12.5%", (12.5, "%", "ratio")),
        ("占比为百分之三十五", (35, "%", "ratio")),
        ("占比为百分之三点二五", (3.25, "%", "ratio")),
        ("提高2.5个百分点", (2.5, "个百分点", "ratio")),
        ("完成三成", (3, "成", "ratio")),
        ("历时18个月", (18, "个月", "time")),
        ("年满60周岁", (60, "周岁", "age")),
        ("减少1,000.5吨", (1000.5, "吨", "weight")),
        ("发电40千瓦时", (40, "千瓦时", "energy")),
        ("容量２００立方米", (200, "立方米", "volume")),
        ("两千三百万元", (23_000_000, "元", "money")),
        ("一亿二千万元", (120_000_000, "元", "money")),
        ("三百五十户", (350, "户", "count")),
        ("一百零五户", (105, "户", "count")),
        ("新增 600 个", (600, "个", "count")),
        ("每次不少于16学时", (16, "学时", "count")),
    ],
)
def test_a_figure_has_its_value_unit_and_dimension(text, expected):
    value, unit, dimension = only(text)
    assert (value, unit, dimension) == (pytest.approx(expected[0]), *expected[1:])


@pytest.mark.parametrize(
    "text",
    [
        "轨道交通18号线",
        "建党100周年",
        "228街坊",
        "2020年",
        "2020年底前",
        "5号楼",
        "第17项",
        "第十七项",
        "第二十三项",
        "第一百二十条",
        "第1期",
        "A3张",
        "F1-A户",
        "5G网络",
        "三年行动计划",
        "一批项目",
        "一个平台",
        "万户",
        "一网统管",
        "双十工程",
        "",
    ],
)
def test_a_name_that_holds_a_numeral_is_no_quantity(text):
    assert find_quantities(text) == ()


@pytest.mark.parametrize("text", ["一万户", "10000户", "1万户", "10,000户", "１万户", "10千户"])
def test_the_same_figure_is_equal_in_all_its_forms(text):
    assert only(text) == (10000, "户", "count")


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("40多万人次", 400_000),
        ("40万多人次", 400_000),
        ("40余万元", 400_000),
        ("四十多万户", 400_000),
        ("十余万户", 100_000),
        ("600多张", 600),
        ("一百二十余户", 120),
    ],
)
def test_a_rounded_figure_counts_as_its_round_number(text, value):
    assert only(text)[0] == value


@pytest.mark.parametrize("qualifier", ["以上", "以下", "以内", "左右"])
def test_a_qualifier_belongs_to_its_figure(qualifier):
    (found,) = find_quantities(f"征收10000户{qualifier}。")
    assert (found.text, found.qualifier) == (f"10000户{qualifier}", qualifier)


@pytest.mark.parametrize(
    ("label", "figures"),
    [
        ("7", ["50条", "30条", "500亿元"]),
        ("14", ["30万平方米", "68个", "17.33公里", "9公里", "200个"]),
        ("15", []),
        ("16", ["4万平方米"]),
        ("17", ["10000户以上", "6个"]),
        ("18", ["600张", "50张", "10800张", "40万人次"]),
        ("19", ["2个"]),
        ("24", []),
    ],
)
def test_the_figures_of_a_built_in_item_are_all_found(plan: Plan, label, figures):
    item = plan.item(label)
    assert item is not None
    assert [quantity.text for quantity in find_quantities(item.text)] == figures


def test_claimed_values_count_figures_with_and_without_a_unit():
    assert claimed_values("旧改是不是8000户？还是一万户？") == (8000, 10000)
    assert claimed_values("是不是8000？还是1万？") == (8000, 10000)
    assert claimed_values("没有数字") == ()


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("10000", 10000),
        ("1万", 10000),
        ("1.1万", 11000),
        ("1.5万亿", 1_500_000_000_000),
        ("一万二千", 12000),
        ("三点五", 3.5),
        ("万元", None),
        ("床", None),
        ("", None),
    ],
)
def test_a_number_has_its_value_in_digits_and_in_chinese(text, value):
    assert number_value(text) == value


def test_number_tokens_are_as_written_without_separators():
    assert number_tokens("10,800张、17.33公里、30万") == {"10800", "17.33", "30"}
    assert number_tokens("三十") == frozenset()


def test_a_unit_has_its_dimension_and_other_words_none():
    assert unit_dimension("户") == "count"
    assert unit_dimension("平方米") == "area"
    assert unit_dimension("旧区") is None


@given(st.integers(10, 99_999_999))
def test_a_whole_number_reads_alike_in_digits_and_in_chinese(number):
    expected = (number, "户", "count")
    assert only(f"完成{number}户") == expected
    assert only(f"完成{number:,}户") == expected
    if number % 10_000 == 0:
        assert only(f"完成{number // 10_000}万户") == expected
    written = chinese(number)
    if len(written) > 1:
        assert only(f"完成{written}户") == expected


_PIECES = st.sampled_from(
    "1 20 3,000 4.5 十 百 千 万 亿 零 两 三 百分之 点 多 余 以上 左右 户 个 万元 平方米 公里 % "
    "个百分点 年 月 号线 街坊 第 项 - + . , 。 A 完成 １２".split()
)


@given(st.lists(_PIECES, max_size=20).map("".join))
def test_spans_match_the_text_and_follow_one_another(text):
    end = 0
    for quantity in find_quantities(text):
        assert quantity.start >= end
        assert text[quantity.start : quantity.end] == quantity.text
        assert quantity.text.endswith(quantity.unit + quantity.qualifier) or quantity.unit == "%"
        assert quantity.dimension == unit_dimension(quantity.unit)
        assert quantity.value >= 0
        end = quantity.end
