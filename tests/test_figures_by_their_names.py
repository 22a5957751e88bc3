"""A figure is of the name that its own statement has, and of no other name of the kind."""

import pytest

from assistant.answers.phrases import phrase

CONTRADICTS = phrase("answer.contradicts_figure", figure="").split("。")[0]
AGREES = phrase("answer.agrees")
PLAN = (
    "2024年重点工作\n"
    "1.建设医院。推进市妇幼医院扩建,9月底前完成主体工程,安排病床1200张;市儿童医院新增病床180张。\n"
    "2.建设水库。实施云岭水库加固。新增灌溉面积3.2万亩。\n"
)


@pytest.fixture(scope="module")
def told(told_of):
    return told_of(PLAN)


@pytest.mark.parametrize(
    ("question", "figure"),
    [
        ("市妇幼医院病床多少张", "1200张"),
        ("市妇幼医院有多少病床", "1200张"),
        ("市儿童医院病床几张", "180张"),
        ("市儿童医院新增多少病床", "180张"),
    ],
)
def test_the_figure_is_in_the_statement_of_the_name(told, question, figure):
    assert told(question).startswith(figure)


@pytest.mark.parametrize(
    ("question", "stated"),
    [("市妇幼医院病床是180张吧", "1200张"), ("市儿童医院病床1200张，对吗", "180张")],
)
def test_the_figure_of_another_name_is_contradicted(told, question, stated):
    said = told(question)
    assert said.startswith(CONTRADICTS) and stated in said


@pytest.mark.parametrize("question", ["市妇幼医院病床1200张，对吗", "市儿童医院病床180张，对吗"])
def test_the_figure_of_its_own_is_confirmed(told, question):
    assert told(question).startswith(AGREES)


def test_a_claim_of_what_another_adds_is_not_confirmed(told):
    assert AGREES not in told("市妇幼医院新增病床180张，对吗")
