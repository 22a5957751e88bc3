"""What a plan tells in its own form is told: names before their kind, what was, in brackets."""

from collections.abc import Callable

import pytest

from assistant.answers.render import to_markdown

PLAN = """2031年石屏区政府重点工作

1.保护文化遗产。加快推进望江楼、西关粮仓、柏家祠堂等文物建筑修缮和活化利用，建成公园12处。支持云溪技术交易中心等服务机构发展。
2.改善居住条件。完成榆园、松涛里等8个片区排水改造，涉及楼栋76栋、住户2940户，道路面积14万平方米（2030年完成5个片区、1830户）。
3.优化服务。热线工单受理率达到100%、回访满意率达到96%以上（2030年为91.4%），民间投资增长7%、工业投资增长9%（2030年增长4%），消费增长6%、进口总额增长5%（2030年为38亿元、增长2%）。
4.提高救助水平。城镇特困供养标准由每月940元提高到1010元，乡村特困供养标准由每月720元提高到800元。
5.推进交通建设。石屏高速公路全线开工建设，北环路9月底前通车。配合做好宁岭铁路前期工作。
"""


@pytest.fixture(scope="module")
def told(assistant_of: Callable) -> Callable[[str], str]:
    """The answer to a question, in one line without marks, behind its status."""
    plan = assistant_of(PLAN)

    def ask(question: str) -> str:
        answer = plan.ask(question)
        return f"[{answer.status}]" + to_markdown(answer).replace("**", "").replace("\\", "")

    return ask


@pytest.mark.parametrize("question", ["文物建筑修缮哪几处", "修缮的文物建筑叫什么名字"])
def test_names_before_the_word_for_them_are_told(told, question):
    said = told(question)
    assert said.startswith("[answered]") and "望江楼、西关粮仓、柏家祠堂" in said


def test_what_is_only_counted_has_no_names(told):
    assert told("建成的公园叫什么名字").startswith("[not_in_plan]")


@pytest.mark.parametrize(
    ("question", "figure"),
    [
        ("片区排水改造去年完成了多少户", "1830户"),
        ("去年完成几个片区", "5个"),
        ("热线满意率去年多少", "91.4%"),
        ("工业投资去年增长多少", "4%"),
    ],
)
def test_what_was_is_told_in_brackets_of_what_stands_before(told, question, figure):
    assert told(question).startswith(f"[answered]{figure}")


@pytest.mark.parametrize(
    "question", ["热线受理率去年多少", "民间投资去年增长多少", "消费去年增长多少"]
)
def test_what_was_is_not_told_of_what_has_no_brackets(told, question):
    assert told(question).startswith("[not_in_plan]")


@pytest.mark.parametrize(
    ("question", "figure"),
    [("乡村特困供养原先呢", "720元"), ("城镇特困供养标准原来多少", "940元")],
)
def test_what_a_figure_takes_the_place_of_is_told(told, question, figure):
    assert told(question).startswith(f"[answered]{figure}")


def test_what_it_becomes_is_told_where_that_is_asked(told):
    assert told("乡村特困供养标准提高到多少").startswith("[answered]800元")


def test_the_nearest_to_what_is_declined_names_it(told):
    said = told("宁岭铁路几时开工")
    assert said.startswith("[not_in_plan]") and "宁岭铁路前期工作" in said
    assert "石屏高速" not in said
