"""A figure answers in whichever measure word the plan counts the thing, and in no other kind."""

from collections.abc import Callable

import pytest

from assistant.answers.render import to_markdown
from assistant.chain import Assistant
from assistant.evidence.asked_units import asked_dimension, units_alike

PLAN = """松柏镇2024年重点工作安排
2024年2月5日
1、绿化镇区。在滨河公园新植香樟850株，对120株古树挂牌保护。
2、盘活家底。处置镇属闲置房产3.2亿元，全年生产食用菌4万吨。
3、关爱老人。70岁以上老人在镇食堂就餐享受七折。
"""


@pytest.fixture(scope="module")
def town(assistant_of: Callable[[str], Assistant]) -> Assistant:
    return assistant_of(PLAN)


@pytest.mark.parametrize(
    ("question", "figure"),
    [
        ("滨河公园新植香樟多少棵", "850株"),
        ("处置闲置房产多少", "3.2亿元"),
        ("70岁以上老人在食堂就餐打多少折", "七折"),
        ("食用菌生产多少", "4万吨"),
    ],
)
def test_the_figure_that_stands_there_is_told(town, question, figure):
    answer = town.ask(question)
    assert answer.status == "answered"
    assert figure in to_markdown(answer).replace("*", "")


@pytest.mark.parametrize("question", ["滨河公园新植香樟多少亩", "今年栽了多少棵银杏"])
def test_a_figure_of_another_kind_is_not(town, question):
    assert town.ask(question).status == "not_in_plan"


@pytest.mark.parametrize(
    ("question", "dimension"),
    [
        ("盘活资产多少", None),
        ("处置房产多少", None),
        ("粮食年产多少", "weight"),
        ("一亩能打多少", "weight"),
        ("吃饭能打几折", None),
    ],
)
def test_what_is_owned_is_not_weighed(question, dimension):
    assert asked_dimension(question) == dimension


def test_measure_words_of_the_same_things_are_alike():
    assert set(units_alike("棵")) == {"棵", "株"} and set(units_alike("家")) == {"户", "家"}
    assert units_alike("吨") == "吨" and "辆" not in units_alike("棵")
