"""Figures that a plan gives for several things at once, asked of some of them."""

from collections.abc import Callable

import pytest

from assistant.answers.render import to_markdown
from assistant.chain import Assistant

PLAN = """青岚区2024年重点工作计划
2024年1月20日
1. 推进平安里、纺织新村、槐树巷、铁路一宿舍等6个小区改造，涉及1358户，总投资1.4亿元，10月底前完工。
2. 加快建设星湖智造园、青岚冷链港、东岭数据湖3个项目，总投资48亿元，年内完成投资15亿元。
3. 实施枫林路、学府路改造，枫林路全长2.1公里，合计投资8200万元。
4. 开展月嫂、电工、叉车等职业技能培训1900人次，每人补贴600元。
5. 打通迎春路、富民街两条断头路，新增城区停车位1200个。
6. 在望江镇、柳桥镇、石坪乡各建养老服务中心1所。
7. 双溪水库、黄岭水库除险加固，总投资4300万元，其中双溪水库2500万元。
8. 推进高铁广场、客运枢纽两个项目，高铁广场投资2.3亿元；客运枢纽投资7000万元。
9. 城区供水普及率、污水处理率达到97%。
10. 推动茶叶、竹木、陶瓷三大产业产值突破80亿元，其中茶叶35亿元、竹木25亿元、陶瓷20亿元。
11. 建设农机库房，南乡、北乡各不少于3座。完成A类、B类仓库拆除46座。
12. 园区税收达到6亿元，占全县比重达到40%。
13. 建成云台剧场、滨湖剧场，新增观众席3600个，其中滨湖剧场1500个。
"""


@pytest.fixture(scope="module")
def qinglan(assistant_of: Callable[[str], Assistant]) -> Assistant:
    return assistant_of(PLAN)


def said(answer) -> str:
    return to_markdown(answer).replace("**", "")


@pytest.mark.parametrize(
    ("question", "asked", "of", "figure"),
    [
        ("纺织新村有多少户", "纺织新村", "6个", "1358户"),
        ("槐树巷改造投资多少", "槐树巷", "6个", "1.4亿元"),
        ("青岚冷链港总投资是多少", "青岚冷链港", "3个", "48亿元"),
        ("东岭数据湖年内完成投资多少", "东岭数据湖", "3个", "15亿元"),
        ("学府路改造花多少钱", "学府路改造", "各项", "8200万元"),
        ("叉车培训多少人次", "叉车", "各项", "1900人次"),
        ("黄岭水库投资多少", "黄岭水库", "各项", "4300万元"),
        ("平安里和槐树巷涉及多少户", "平安里”“槐树巷", "6个", "1358户"),
        ("云台剧场有多少个观众席", "云台剧场", "各项", "3600个"),
    ],
)
def test_what_is_given_for_several_is_the_figure_of_none_of_them(
    qinglan, question, asked, of, figure
):
    answer = qinglan.ask(question)
    assert answer.status == "not_in_plan"
    assert f"单就“{asked}”，计划中没有写明具体数字，原文给的是所列{of}合计的数字" in said(answer)
    assert figure in said(answer)
    assert not any(statement.role == "lead" for statement in answer.statements)


def test_what_may_be_of_other_things_too_is_not_called_a_sum(qinglan):
    answer = qinglan.ask("富民街停车位多少个")
    assert answer.status == "not_in_plan"
    assert "单就“富民街”，计划中没有写明具体数字，请对照原文" in said(answer)


@pytest.mark.parametrize(
    "question", ["星湖智造园总投资48亿元对吗", "黄岭水库总投资4300万元是吗", "叉车培训1900人次对吧"]
)
def test_the_figure_of_several_is_not_confirmed_of_one(qinglan, question):
    shown = said(qinglan.ask(question))
    assert "没有写明具体数字" in shown and "合计的数字" in shown
    assert "与计划" not in shown


@pytest.mark.parametrize(
    ("question", "figure"),
    [
        ("6个小区改造涉及多少户", "1358户"),
        ("小区改造涉及多少户", "1358户"),
        ("3个项目总投资多少", "48亿元"),
        ("枫林路多长", "2.1公里"),
        ("柳桥镇养老服务中心建几所", "1所"),
        ("高铁广场投资多少", "2.3亿元"),
        ("客运枢纽投资多少", "7000万元"),
        ("双溪水库投资多少", "2500万元"),
        ("污水处理率多少", "97%"),
        ("职业技能培训多少人次", "1900人次"),
        ("竹木产业产值多少", "25亿元"),
        ("北乡农机库房至少建多少座", "3座"),
        ("仓库拆除多少座", "46座"),
        ("园区税收占全县多少", "40%"),
        ("星湖智造园、青岚冷链港、东岭数据湖总投资多少", "48亿元"),
    ],
)
def test_what_is_given_for_all_asked_or_for_each_is_told(qinglan, question, figure):
    shown = said(qinglan.ask(question))
    assert figure in shown and "没有写明" not in shown and "与计划不符" not in shown


def test_the_part_that_is_given_for_one_is_its_own(qinglan):
    assert said(qinglan.ask("滨湖剧场观众席多少个")).startswith("1500个")
    assert "与计划一致" not in said(qinglan.ask("云台剧场观众席3600个对吗"))
    assert said(qinglan.ask("新增观众席多少个")).startswith("3600个")
