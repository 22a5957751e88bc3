"""A set that the plan only names is told to be no more than named, however it is asked for."""

import pytest

PLAN = (
    "西塘区2025年重点工作\n\n"
    "1.服务“两大战略、一个中心”。承接产业转移，做好招商，培育企业20家。\n"
    "2.推进“三新”工程。拓宽道路3条，新建桥梁2座。\n"
    "3.办好“四大片区”（东片、西片、南片、北片）。\n"
    "4.帮扶困难群众，开展电子消费卡试点。\n"
)


@pytest.mark.parametrize(
    ("question", "begins"),
    [
        ("两大战略一个中心具体是哪些", "计划提到了“两大战略一个中心”，但没有写明"),
        ("三新工程具体哪些项目", "计划提到了“三新工程”，但没有写明"),
        ("三新工程指的什么", "计划提到了“三新工程”，但没有解释"),
        ("两大战略一个中心是指什么", "计划提到了“两大战略一个中心”，但没有解释"),
    ],
)
def test_a_set_that_is_only_named_is_told_so(told_of, question, begins):
    assert told_of(PLAN)(question).startswith(begins)


def test_the_members_that_are_told_are_quoted(told_of):
    assert "东片" in told_of(PLAN)("四大片区具体哪些")
    assert "没有" not in told_of(PLAN)("四大片区指的什么")


def test_what_something_is_about_asks_for_no_reason(told_of):
    told = told_of(PLAN)
    assert "电子消费卡" in told("困难群众那张卡是咋回事")
    assert "原因" not in told("困难群众那张卡是咋回事")
    assert "原因" in told("电子消费卡试点没推开是怎么回事")
