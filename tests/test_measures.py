"""What a figure is of where several are given together, and which of them stand no longer."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.evidence.figure_changes import replaced, turned_round
from assistant.evidence.respectively import said_respectively
from index.quantities import find_quantities


def of_each(text: str) -> dict[str, str]:
    said = said_respectively(text)
    return {f.text: said[f.start] for f in find_quantities(text) if f.start in said}


@pytest.mark.parametrize(
    ("text", "each"),
    [
        (
            "城镇、农村居民收入分别增长6%和7.5%，物价涨幅控制在3%左右",
            {"6%": "城镇居民收入", "7.5%": "农村居民收入"},
        ),
        (
            "接待旅客260万人次、餐饮收入14亿元，分别增长6%和13%",
            {"6%": "接待旅客260万人次", "13%": "餐饮收入14亿元"},
        ),
        ("开工率、投产率分别达到90%、75%。", {"90%": "开工率", "75%": "投产率"}),
        ("茶园、果园分别新建", {}),
        ("茶园面积达到3万亩，果园分别新建2万亩", {}),  # one only
    ],
)
def test_figures_given_respectively_are_each_of_their_own(text: str, each: dict[str, str]) -> None:
    assert of_each(text) == each


@pytest.mark.parametrize(
    ("text", "outdated"),
    [
        ("标准由每人每月680元提高到740元", ["680元"]),
        ("审批时限从20天压缩至8天", ["20天"]),
        ("由县财政安排300万元，补助5家企业", []),
        ("将原有24个卫生室合并为17个", ["24个"]),
        ("把24个卫生室撤并成17个", ["24个"]),
        ("将3个村的路灯改造为4公里的步道", []),
        ("由3个工作队完成4公里管网", []),
        ("新增床位60张，总数达到300张", []),
    ],
)
def test_a_figure_that_another_replaces_stands_no_longer(text: str, outdated: list[str]) -> None:
    figures = find_quantities(text)
    starts = replaced(figures, text)
    assert [figure.text for figure in figures if figure.start in starts] == outdated


@pytest.mark.parametrize(
    ("asked", "text", "told"),
    [
        (
            "卫生室是不是从17个合并成24个",
            "将原有24个卫生室合并为17个，",
            "将原有24个卫生室合并为17个",
        ),
        ("把审批时限从8天改成20天", "审批时限从20天压缩至8天。", "从20天压缩至8天"),
        ("审批时限从20天改成8天", "审批时限从20天压缩至8天。", None),
        ("审批时限改成20天", "审批时限从20天压缩至8天。", None),
        ("从8天改成20天", "培训8天，巡查20天。", None),
    ],
)
def test_a_change_that_is_claimed_the_other_way_round_is_told(
    asked: str, text: str, told: str | None
) -> None:
    found = turned_round(asked, text)
    assert (found and found.text) == told


@given(st.text("城乡、和分别增长由从提高到至3%7元，。", max_size=40))
def test_only_figures_of_the_text_are_said_or_replaced(text: str) -> None:
    figures = find_quantities(text)
    starts = {figure.start for figure in figures}
    assert set(said_respectively(text)) <= starts
    assert replaced(figures, text) <= starts
