"""Yes or no: a figure that the plan tells of each of one thing or time, claimed of another."""

import pytest

from tests.verdicts import AGREES, CONTRADICTS

PLAN = (
    "1.补贴蔬菜种植。对新建大棚每亩补助1200元，对秸秆还田每吨补助50元。\n"
    "2.发展托养服务。残疾人日间照料收费标准为每人每月不超过900元，"
    "护理员岗位津贴每人每年3600元，停车场每小时收费3元。\n"
)


@pytest.mark.parametrize(
    ("question", "claimed", "stated"),
    [
        ("新建大棚每公里补助1200元，对吗", "每公里", "每亩"),
        ("秸秆还田每亩补助50元，对吧", "每亩", "每吨"),
        ("护理员岗位津贴每月3600元，是吗", "每月", "每年"),
        ("停车场每天收费3元，对吗", "每天", "每小时"),
    ],
)
def test_a_right_figure_of_each_of_another_is_not_affirmed(told, question, claimed, stated):
    said = told(question)
    assert AGREES not in said
    assert CONTRADICTS in said or claimed in said
    assert stated in said


@pytest.mark.parametrize(
    "question", ["残疾人日间照料一天收30元，对吗", "残疾人日间照料每天收费25元，对吗"]
)
def test_another_figure_of_each_of_another_is_no_contradiction(told, question):
    said = told(question)
    assert AGREES not in said
    assert CONTRADICTS not in said


@pytest.mark.parametrize(
    "question",
    [
        "新建大棚一亩补助1200元，对吗",
        "秸秆还田补助50元一吨，对吗",
        "护理员岗位津贴一年3600元，对吗",
        "停车场每小时收费3元，对吗",
    ],
)
def test_a_figure_of_each_of_what_it_is_claimed_of_is_affirmed(told, question):
    assert told(question).startswith(AGREES)


def test_another_figure_of_each_of_the_same_is_contradicted(told):
    assert CONTRADICTS in told("新建大棚每亩补助2000元，对吗")
