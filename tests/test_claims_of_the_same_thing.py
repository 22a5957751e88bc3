"""Yes or no to what shares its form, but not its thing, with what the plan says."""

import pytest

from assistant.answers.phrases import phrase

AGREES = phrase("answer.agrees")
CONTRADICTS = phrase("answer.contradicts_figure", figure="").split("。")[0]
PLAN = (
    "1.兴办工厂。新建农业加工厂25家，其中6亿元以上4家，完成投资40亿元。\n"
    "2.举办活动。举办灯会6场。\n"
)


@pytest.fixture(scope="module")
def told(told_of):
    return told_of(PLAN)


@pytest.mark.parametrize(
    ("question", "verdict"),
    [
        ("农业加工厂有4家6亿元以上的吗", AGREES),
        ("今年新建加工厂里有5家是6亿元以上，对吗", CONTRADICTS),
    ],
)
def test_how_many_are_of_a_size_is_compared(told, question, verdict):
    assert verdict in told(question)


@pytest.mark.parametrize(
    "question",
    [
        "体育馆有4家6亿元以上的吗",
        "外资加工厂里有4家是6亿元以上，对吗",
        "去年加工厂有4家6亿元以上，对吗",
        "明年新建加工厂里有4家6亿元以上吗",
    ],
)
def test_how_many_of_other_things_or_years_are_of_a_size_is_not_confirmed(told, question):
    assert AGREES not in told(question)
