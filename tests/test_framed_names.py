"""Yes or no: what a claim has in quotation marks, and all else that it says beside it."""

import pytest

from tests.verdicts import AGREES, CONTRADICTS

PLAN = (
    "1.优化营商环境。实施“证照分离”改革，压减审批环节。责任单位：县市场监管局\n"
    "2.建设“数字”校园，新增录播教室12间。建设平安校园。\n"
    "3.坚持以“融”促产、以“旅”活县，完善“一县四园”布局。\n"
)


@pytest.mark.parametrize(
    "question",
    [
        "去年实施“证照分离”改革花了3亿元，对吗",
        "第1项实施“证照分离”改革由县财政局负责，对吗",
        "叫停实施“证照分离”改革，对吧",
        "停止实施“证照分离”改革，对吧",
        "实施“证照分离”改革已经完成，对吧",
        "建设“数字”校园30个，对吗",
    ],
)
def test_a_right_name_confirms_nothing_that_is_claimed_beside_it(told, question):
    assert not told(question).startswith(AGREES)


@pytest.mark.parametrize(
    "question",
    [
        "建设“平安”校园吗",
        "以“旅”活县吗",
        "取消建设“绿色”校园，对吗",
        "建设“绿色”校园由县财政局负责，对吗",
        "去年建设“绿色”校园，对吗",
    ],
)
def test_what_is_right_or_of_something_more_is_not_denied_for_a_name(told, question):
    assert not told(question).startswith(CONTRADICTS)


@pytest.mark.parametrize(
    ("question", "stated"),
    [
        ("建设“绿色”校园，对吗", "“数字”"),
        ("坚持以“旅”促产，对吗", "以“融”促产"),
        ("完善“一县三园”布局，对吗", "一县四园"),
    ],
)
def test_another_name_between_the_same_words_is_told(told, question, stated):
    said = told(question)
    assert said.startswith(CONTRADICTS) and stated in said.split("：")[0]


@pytest.mark.parametrize("question", ["实施“证照分离”改革，对吗", "以“旅”活县，对吗"])
def test_a_right_name_alone_is_confirmed(told, question):
    assert told(question).startswith(AGREES)
