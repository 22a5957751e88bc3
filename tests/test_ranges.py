"""A range that the plan states is told whole, not by one of its ends."""

import pytest

from assistant.answers.render import to_markdown
from assistant.language.bounds import bound_at
from assistant.language.stated import bounded
from index.quantities import find_quantities

PLAN = """岭东区2024年重点工作任务
为贯彻区委决策部署，2023年我区完成重点工作31项。今年我区共实施重点工作12项，其中民生实事3项。现将任务分解如下。
1. 新建托育园2所，每所奖励20万元至40万元。
2. 为45至65岁职工免费筛查6000人，救助标准由每月690元提高到750元。
3. 建设社区食堂5处，每处面积200至400平方米。
"""


@pytest.fixture(scope="module")
def lingdong(assistant_of):
    return assistant_of(PLAN)


def said(answer) -> str:
    return to_markdown(answer).replace("**", "")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("面向18至45岁青年", ["18至45岁"]),
        ("每家奖励5万元到8万元", ["5万元到8万元", "5万元到8万元"]),
        ("由300元提高到360元", ["300元", "360元"]),
        ("从30个到50个", ["30个", "50个"]),
        ("3月至5月新增不少于200户", ["3月", "5月", "不少于200户"]),
    ],
)
def test_a_figure_is_written_with_the_other_end_of_its_range(text, told):
    assert [bounded(figure, text) for figure in find_quantities(text)] == told


def test_the_end_of_a_range_is_bounded_by_both():
    text = "面向18至45岁青年"
    bound = bound_at(find_quantities(text)[0], text)
    assert bound is not None and (bound.least, bound.most) == (18.0, 45.0)


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("免费筛查多大年纪", "45至65岁"),
        ("多大岁数的职工能免费筛查", "45至65岁"),
        ("社区食堂面积多大", "200至400平方米"),
        ("托育园奖励多少钱", "20万元至40万元"),
        ("救助标准是多少", "750元"),
    ],
)
def test_a_range_asked_for_is_given_whole(lingdong, question, told):
    answer = lingdong.ask(question)
    marked = [part for statement in answer.statements for part in statement.bold]
    assert told in marked


@pytest.mark.parametrize(
    ("question", "agrees"),
    [
        ("免费筛查65岁以上可以吗", False),
        ("70岁职工能免费筛查吗", False),
        ("50岁职工能免费筛查吗", True),
    ],
)
def test_what_is_claimed_beyond_a_range_is_not_confirmed(lingdong, question, agrees):
    assert said(lingdong.ask(question)).startswith("与计划一致" if agrees else "与计划不符")


@pytest.mark.parametrize("question", ["重点工作有多少项", "今年重点工作一共12项对吗"])
def test_the_number_of_items_that_the_preamble_tells_is_told_too(lingdong, question):
    shown = said(lingdong.ask(question))
    assert "计划共3项" in shown and "共实施重点工作12项，〔前言〕" in shown
    assert "不符" not in shown and "31项" not in shown and "民生实事" not in shown


def test_a_number_of_items_that_nothing_tells_is_still_contradicted(lingdong):
    assert said(lingdong.ask("重点工作一共8项吗")).startswith("与计划不符")
