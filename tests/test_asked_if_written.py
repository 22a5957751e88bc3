"""Whether and where the plan writes a figure, a number or a name is read from what it has."""

from collections.abc import Callable

import pytest

from assistant.answers.render import to_markdown
from assistant.chain import Assistant

PLAN = """岚桥区2022年重点工作

1. 推进旧房改造。完成旧房改造46万平方米、7200户，推动多层住宅加装电梯。
2. 优化营商环境。推出改革举措138项，落实“4+9+2”政策体系，推广“三网一库”应用。
3. 办好民生实事。完成9大类27项民生实事，实施138街坊更新。
4. 增加公共停车。新增公共泊位1900个，总投资2.4亿元。
"""


@pytest.fixture(scope="module")
def lanqiao(assistant_of: Callable[[str], Assistant]) -> Assistant:
    return assistant_of(PLAN)


def told(plan: Assistant, question: str) -> str:
    return to_markdown(plan.ask(question)).replace("*", "").replace("\\", "")


@pytest.mark.parametrize(
    "question",
    [
        "旧房改造有没有提到经费",
        "旧房改造写在第几项，有没有写资金",
        "旧房改造多少户，有没有写预算",
        "加装电梯有没有写台数",
    ],
)
def test_a_figure_written_nowhere_is_said_to_be_so_and_not_denied(lanqiao, question):
    said = told(lanqiao, question)
    assert "没有写明" in said
    assert "与计划不符" not in said


@pytest.mark.parametrize(
    ("question", "figure"),
    [
        ("旧房改造有没有写户数", "7200户"),
        ("公共泊位有没有写投资额", "2.4亿元"),
        ("公共泊位在哪一项，有没有写个数", "1900个"),
    ],
)
def test_a_figure_that_is_written_is_told(lanqiao, question, figure):
    assert figure in told(lanqiao, question)


@pytest.mark.parametrize(
    ("question", "item"),
    [
        ("“4+9+2”的原文", "2"),
        ("关于“三网一库”的原文是怎么写的", "2"),
        ("9大类27项是第几项", "3"),
        ("138项在哪一项", "2"),
        ("138街坊是第几项", "3"),
        ("1900个是第几项", "4"),
        ("第2项讲什么", "2"),
    ],
)
def test_what_stands_there_word_for_word_is_found_there(lanqiao, question, item):
    assert {citation.item for citation in lanqiao.ask(question).citations} == {item}


@pytest.mark.parametrize("question", ["哪几项提到38街坊", "“五网两库”的原文"])
def test_a_piece_of_a_longer_number_is_not_there(lanqiao, question):
    said = told(lanqiao, question)
    assert "提到“38街坊”的有" not in said
    assert lanqiao.ask(question).status == "not_in_plan"


@pytest.mark.parametrize(
    "question",
    ["计划里带具体数字的有哪些", "列出所有具体指标", "计划中的全部数字指标", "计划有哪些量化指标"],
)
def test_all_figures_are_listed_however_they_are_asked_for(lanqiao, question):
    said = told(lanqiao, question)
    assert all(figure in said for figure in ("46万平方米", "7200户", "138项", "1900个", "2.4亿元"))
