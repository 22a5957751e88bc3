"""Which has the most of what a plan's sentences state of one kind."""

import pytest

from assistant.answers.render import to_markdown

PLAN = """河湾区2024年重点工作任务
1. 加快星湖智造园、青岚冷链港、东岭数据湖3个项目建设，总投资52亿元。
2. 开工建设晨光封装基地，总投资26亿元，年度投资5亿元，3月开工。
3. 建设恒锐电池项目，总投资38亿元，年度投资7亿元。
4. 建设瑞康生物医药园，总投资9500万元，11月底前竣工。
5. 加大招商引资力度，围绕新能源开展招商，全年外出招商15次，引进亿元以上项目12个。
6. 新增养老床位300张，9月底前投用。
"""


@pytest.fixture(scope="module")
def hewan(assistant_of):
    return assistant_of(PLAN)


@pytest.mark.parametrize(
    ("question", "measure", "first"),
    [
        ("投资最多的是哪个项目", "写明总投资的有3处，从大到小", ["38亿元", "26亿元", "9500万元"]),
        ("总投资额最大的项目", "写明总投资的有3处，从大到小", ["38亿元", "26亿元", "9500万元"]),
        ("投资最少的是什么项目", "写明总投资的有3处，从小到大", ["9500万元", "26亿元", "38亿元"]),
        ("今年投资排名前两名的项目", "写明年度投资的有2处", ["7亿元", "5亿元"]),
    ],
)
def test_what_is_stated_is_quoted_in_order(hewan, question, measure, first):
    answer = hewan.ask(question)
    assert answer.status == "answered"
    assert measure in to_markdown(answer)
    marked = [part for one in answer.statements if one.citations for part in one.bold]
    assert marked[: len(first)] == first


def test_what_several_have_together_is_not_compared(hewan):
    shown = to_markdown(hewan.ask("投资最多的项目是哪个")).replace("**", "")
    apart = shown.index("没有参加比较")
    assert shown.index("52亿元") > apart > shown.index("38亿元")


@pytest.mark.parametrize(
    "question", ["恒锐电池项目总投资多少", "招商引资投资最多的企业叫什么", "养老床位最多的是哪家"]
)
def test_anything_else_is_not_ordered(hewan, question):
    assert "只比较计划写明的数字" not in to_markdown(hewan.ask(question))


@pytest.mark.parametrize("question", ["招商引资什么时候完成", "招商引资何时结束"])
def test_a_date_is_that_of_what_is_asked(hewan, question):
    shown = to_markdown(hewan.ask(question))
    assert "9月底" not in shown and "11月底" not in shown
