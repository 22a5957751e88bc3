"""Yes or no: a figure of what the clauses before it name, which its own names nothing of."""

import pytest

from tests.verdicts import AGREES

DENIES = "与计划不符"
PLAN = (
    "松原县2023年重点工作安排\n"
    "1.治理环境。省级巡查反馈的14个问题，9月底前整改销号10个，其余4个2024年完成整改。"
    "柳河沿河步道全长18公里，今年建成7公里，剩余路段明年建成。\n"
    "2.壮大产业。新建冷库2座，蔬菜全产业链产值达到30亿元，比2022年增加4亿元。"
    "推动家具制造、服装加工两大产业产值突破70亿元，其中家具制造45亿元、服装加工25亿元。\n"
    "3.招引项目。签约项目投产率不低于60%，资金到位率达到35%。新建停车场4处，新增泊位350个。\n"
    "签约资金20亿元，力争达到24亿元。刑事案件只降不升，压减接待支出6%以上。\n"
    "4.建设道路。松岭高速公路全线开工，全长54公里，其中松原段20公里，总投资70亿元。\n"
    "5.改善卫生。县第一医院创建二级综合医院，县骨科医院整体搬迁（床位180张）11月底前完成。"
    "北山水库除险加固工程5月底完工，西坪水库开工建设，总库容900万立方米。森林覆盖率稳定在61%以上。\n"
    "6.完善保障。孤儿养育标准由每月900元提高到1100元。按照“一年起步、两年成型、三年见效”的要求，办好6件帮扶实事。\n"
    "7.节约资源。地区生产总值增长6%左右（2022年增长5.1%）。单位GDP电耗下降2%。\n"
)


@pytest.mark.parametrize(
    ("question", "figure"),
    [
        ("省级巡查的问题9月底前整改10个对吗", "10个"),
        ("蔬菜产值比去年多4亿元，对吗", "4亿元"),
        ("蔬菜全产业链产值比上年增加4亿元吧", "4亿元"),
        ("服装加工产值目标25亿对吗", "25亿元"),
        ("松岭高速总长54公里对吗", "54公里"),
        ("沿河步道今年建成7公里对吧", "7公里"),
        ("投产率六成以上对吗", "60%"),
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
        ("投产率超过55%对吗", "不低于60%"),  # less than the plan sets
        ("服装加工产值70亿对吗", "25亿元"),
        ("松岭高速总长20公里对吗", "54公里"),
        ("新建停车场350个对吗", "4处"),
    ],
)
def test_the_figure_of_the_whole_or_of_another_is_denied(told, question, figure):
    said = told(question)
    assert DENIES in said and figure in said.split("：")[0]


@pytest.mark.parametrize(
    ("question", "figure"),
    [
        ("孤儿养育标准原来1100元吗", "900元"),
        ("要求是一年起步、两年见效，对吗", "三年见效"),
        ("GDP增长5.1%是今年目标吗", "6%"),
    ],
)
def test_what_was_and_what_is_to_be_are_told_apart(told, question, figure):
    said = told(question)
    assert DENIES in said and figure in said.split("：")[0]


@pytest.mark.parametrize(
    "question",
    [
        "县第一医院床位180张对吗",
        "全县医院床位共180张吗",
        "刑事案件压减6%是吗",
        "北山水库库容900万立方米对吗",
        "6件帮扶实事是教育实事吗",
    ],
)
def test_what_another_clause_is_of_has_not_its_figure(told, question):
    assert AGREES not in told(question)


@pytest.mark.parametrize(
    "question",
    [
        "县骨科医院床位180张对吗",
        "接待支出压减6%对吗",
        "西坪水库总库容900万立方米对吗",
        "孤儿养育标准原来900元吗",
        "全县森林覆盖率61%以上对吗",
        "要求是一年起步、两年成型，对吗",
        "签约资金20亿元对吧",
        "签约资金力争24亿元对吗",
    ],
)
def test_its_own_figure_is_affirmed(told, question):
    assert AGREES in told(question)


def test_what_is_aimed_at_beyond_what_is_set_is_told_with_that(told):
    said = told("签约资金是24亿元吗")
    assert "20亿元，力争达到24亿元" in said and AGREES not in said and DENIES not in said
