"""Yes or no: what a list has, what a name is made of, how far something is carried out."""

import pytest

from tests.verdicts import AGREES

DENIES = "与计划不符"
PLAN = (
    "松原区2023年重点工作安排\n"
    "1.扩大开放。组建成都、武汉、长沙3个驻外联络站。推进“证照联办”改革，在书店、药店、面包房等18个行业推行。\n"
    "2.完善政策。发挥好“2+5+3”人才政策体系的作用。推动邻里驿站的做法从小区向厂区、校区、市场拓展。\n"
    "3.开展试点。开展电子证照互认试点。推进屋面光伏试点。积极创建全国双拥模范区“六连冠”。\n"
    "4.建设场馆。推进河东书城、老码头街区、北塔广场改造，其中河东书城4月1日开街，老码头街区中秋前试营业，"
    "北塔广场完成方案设计。区美术馆年底试运行，区图书馆新馆完成桩基施工。\n"
    "5.治理环境。省级督察反馈的14个问题，9月底前整改销号10个，其余4个2024年完成整改。"
    "引水工程投资5.5亿元，防洪工程投资3.2亿元。\n"
)


@pytest.mark.parametrize(
    "question",
    [
        "武汉有驻外联络站吗",
        "证照联办改革包括药店吗",
        "人才政策体系是2+5+3吧",
        "双拥模范区争六连冠对吗",
        "邻里驿站拓展到校区吗",
    ],
)
def test_what_stands_in_the_list_or_name_is_affirmed(told, question):
    assert AGREES in told(question)


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("人才政策体系是2+3+5吧", "2+5+3"),
        ("全面推行电子证照互认，对吗", "试点"),
        ("邻里驿站要拓展到医院，对吗", "没有“医院”"),
        ("证照联办改革包括理发铺吗", "没有“理发铺”"),
        ("河东书城中秋前试营业吗", "4月1日开街"),
        ("区图书馆新馆年底试运行对吗", "完成桩基施工"),
    ],
)
def test_what_the_plan_says_instead_is_told(told, question, said):
    answer = told(question)
    assert said in answer and AGREES not in answer


@pytest.mark.parametrize("question", ["剩下的4个问题什么时候整改完", "5.5亿加3.2亿是多少"])
def test_what_is_asked_is_no_claim(told, question):
    assert DENIES not in told(question)
