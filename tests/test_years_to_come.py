"""A year after the plan's is asked about: what is set for the plan's own is no answer to it."""

import pytest

COUNTY = """云溪县人民政府2025年重点工作

一、推进工业强县。新增规上工业企业18家，完成技改投资6.5亿元。云溪大桥年内主体完工，明年6月底前通车。
二、完善养老服务。新增护理型床位240张，新建镇级养老服务站5个，2026年新建3个。
三、改善人居环境。改造农村公路56公里，新建生态停车位380个。投产后年产值达到12亿元。
"""
DISTRICT = """南浦区2025年工作要点

一、增加停车供给。新建停车泊位820个，开放共享泊位1100个。
二、办好民生实事。新建社区食堂7家，新增托位260个，加装电梯95台。
"""
NO_YEAR = """双河街道工作要点

一、增加停车供给。新建停车泊位820个，开放共享泊位1100个。
二、办好民生实事。新建社区食堂7家，新增托位260个，加装电梯95台。
"""


@pytest.fixture(scope="module")
def county(told_of):
    return told_of(COUNTY)


@pytest.fixture(scope="module")
def district(told_of):
    return told_of(DISTRICT)


@pytest.mark.parametrize(
    "question",
    [
        "明年停车泊位加多少",
        "后年要建几家社区食堂?",
        "来年电梯还装多少台",
        "下一年度托位新增多少个",
        "电梯今年加装几台 | 明年呢",
        "明年新增托位260个,对吗",
    ],
)
def test_this_years_figure_is_no_answer_for_a_later_year(district, question: str) -> None:
    answer = district(question)
    assert "没有写明202" in answer
    assert answer.startswith("这是2025年")


def test_each_of_several_things_is_asked_of_the_later_year(district) -> None:
    assert district("明年食堂和托位分别新增多少").count("没有写明2026年") == 2
    assert district("明年停车泊位建几个，电梯装几台").count("没有写明2026年") == 2


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("云溪大桥明年什么时候通车", "6月底前"),
        ("明年养老服务站新建几个", "3个"),
        ("投产后年产值多少", "12亿元"),
    ],
)
def test_what_the_plan_tells_of_a_later_year_answers(county, question: str, said: str) -> None:
    answer = county(question)
    assert said in answer
    assert "没有写明" not in answer


def test_the_figure_of_the_plans_own_year_still_answers(district) -> None:
    assert district("今年停车泊位加多少").startswith("820个")
    assert district("电梯加装多少台").startswith("95台")


def test_of_a_plan_without_a_year_no_later_one_is_told(told_of) -> None:
    told = told_of(NO_YEAR)
    assert "没有写明以后年份" in told("明年停车泊位加多少")
    assert "820个" in told("今年停车泊位加多少")


def test_by_when_is_claimed_of_a_later_year_is_held_against_the_plans_own_date(told_of) -> None:
    told = told_of(
        "东岭县2029年工作要点\n1.办好教育。东岭二小新校区8月底前启用；为九十岁以上老人每月发放高龄津贴300元。\n"
    )
    assert "没有写“明年”" in told("东岭二小新校区要到明年春天才启用，对吧")
    answer = told("东岭二小新校区明年3月启用，是吗")
    assert "与计划不符" in answer and "8月底前" in answer
    assert "300元" in told("我外公明年就九十一了，高龄津贴每月发多少")
