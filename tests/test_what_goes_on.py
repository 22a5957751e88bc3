"""Yes or no: a figure of what the clauses before it name, which its own names nothing of."""

import pytest

from assistant.answers.phrases import phrase

AGREES = phrase("answer.agrees")
DENIES = "与计划不符"
PLAN = (
    "松原县2023年重点工作安排\n"
    "1.治理环境。省级巡查反馈的14个问题，9月底前整改销号10个，其余4个2024年完成整改。"
    "柳河沿河步道全长18公里，今年建成7公里，剩余路段明年建成。\n"
    "2.壮大产业。新建冷库2座，蔬菜全产业链产值达到30亿元，比2022年增加4亿元。"
    "推动家具制造、服装加工两大产业产值突破70亿元，其中家具制造45亿元、服装加工25亿元。\n"
    "3.招引项目。签约项目投产率不低于60%，资金到位率达到35%。新建停车场4处，新增泊位350个。\n"
    "4.建设道路。松岭高速公路全线开工，全长54公里，其中松原段20公里，总投资70亿元。\n"
)


@pytest.fixture(scope="module")
def told(told_of):
    return told_of(PLAN)


@pytest.mark.parametrize(
    ("question", "figure"),
    [
        ("省级巡查的问题9月底前整改10个对吗", "10个"),
        ("蔬菜产值比去年多4亿元，对吗", "4亿元"),
        ("蔬菜全产业链产值比上年增加4亿元吧", "4亿元"),
        ("服装加工产值目标25亿对吗", "25亿元"),
        ("松岭高速总长54公里对吗", "54公里"),
        ("沿河步道今年建成7公里对吧", "7公里"),
        ("投产率超过55%对吗", "60%"),
    ],
)
def test_what_is_said_of_the_same_further_on_is_affirmed(told, question, figure):
    said = told(question)
    assert AGREES in said and figure in said


@pytest.mark.parametrize(
    ("question", "figure"),
    [
        ("沿河步道今年建成18公里，对吗", "7公里"),
        ("沿河步道全长7公里吗", "18公里"),
        ("省级巡查的问题有10个对吧", "14个"),
        ("蔬菜产值比去年多30亿元吧", "4亿元"),
        ("投产率不低于35%对吗", "不低于60%"),
        ("服装加工产值70亿对吗", "25亿元"),
        ("松岭高速总长20公里对吗", "54公里"),
        ("新建停车场350个对吗", "4处"),
    ],
)
def test_the_figure_of_the_whole_or_of_another_is_denied(told, question, figure):
    said = told(question)
    assert DENIES in said and figure in said.split("：")[0]
