"""A sentence tells of which year its figures are, and what is added is not what there is then."""

import pytest

from assistant.answers.render import to_markdown
from assistant.chain import Assistant

CITY = """柳川市人民政府2024年工作报告任务分解

一、稳住经济大盘。固定资产投资增长8%，出口总额增长6%（2023年为92亿元，增长2.4%），社会消费品零售总额增长7%以上。2023年全市规上工业企业412家，今年净增30家。
二、建设绿色柳川。城市绿道总长96公里，已建成58公里，年内新建21公里，确保2026年全部建成。2023年造林完成4.2万亩，全年计划造林3.6万亩。
三、发展文化旅游。全年接待旅客310万人次、实现门票收入1.8亿元，去年分别为265万人次、1.5亿元。新设民宿驿站14家，累计设立63家。
四、办好民生实事。孤儿养育标准由每人每月1350元提高到1500元，散居孤儿养育标准由每人每月1050元提高到1200元。村级卫生室由126个增加到140个。高龄津贴每人每月提高20元。公交车增加到380辆。
五、改善住房条件。完成危旧房改造1500套。2023年交付安置房2600套。新交付安置房1900套。
"""
DISTRICT = """临河区2023年重点工作

1.推进工业提质。2022年全区工业总产值640亿元、增长5.1%，今年工业总产值预期增长7%左右，工业技改投资增长9%。2022年启动的8个技改项目全部投产。
2.壮大数字产业。数字产业营业收入突破300亿元，其中软件业120亿元、电子制造180亿元。2022年数字产业营业收入为255亿元。
3.完善城市路网。打通断头路9条。改造路灯2100盏，累计改造1.3万盏。
"""


@pytest.fixture(scope="module")
def city(assistant_of) -> Assistant:
    return assistant_of(CITY)


@pytest.fixture(scope="module")
def district(assistant_of) -> Assistant:
    return assistant_of(DISTRICT)


def told(assistant: Assistant, question: str) -> str:
    *earlier, message = question.split(" | ")
    return to_markdown(assistant.ask(message, earlier))


@pytest.mark.parametrize(
    ("question", "figure"),
    [
        ("去年出口总额多少", "92亿元"),
        ("去年出口增长多少", "2.4%"),
        ("今年出口增长多少", "6%"),
        ("规上工业企业去年多少家", "412家"),
        ("规上工业企业今年增加多少家", "30家"),
        ("去年造林多少亩", "4.2万亩"),
        ("2023年造林多少亩", "4.2万亩"),
        ("今年造林多少亩", "3.6万亩"),
        ("去年旅客多少", "265万人次"),
        ("去年门票收入多少", "1.5亿元"),
        ("今年门票收入多少", "1.8亿元"),
        ("绿道今年建多少公里", "21公里"),
        ("绿道已经建成多少公里", "58公里"),
        ("民宿驿站总共多少家", "63家"),
        ("民宿驿站今年设多少家", "14家"),
        ("门票收入今年多少 | 去年呢", "1.5亿元"),
        ("去年交付安置房多少套 | 今年呢", "1900套"),
    ],
)
def test_a_figure_is_of_the_year_its_clause_is_of(city, question, figure):
    assert told(city, question).startswith(f"**{figure}**〔第")


@pytest.mark.parametrize(
    ("question", "figure"),
    [
        ("去年工业总产值多少", "640亿元"),
        ("去年工业总产值增长多少", "5.1%"),
        ("今年工业总产值增长目标是多少", "7%左右"),
        ("去年数字产业营业收入多少", "255亿元"),
        ("今年数字产业营业收入多少", "突破300亿元"),
        ("数字产业营业收入目标是多少 | 去年呢", "255亿元"),
        ("路灯一共改造了多少盏", "1.3万盏"),
        ("今年改造路灯多少盏", "2100盏"),
    ],
)
def test_what_was_and_what_is_set_stand_in_one_item(district, question, figure):
    assert told(district, question).startswith(f"**{figure}**〔第")


@pytest.mark.parametrize(
    "question",
    [
        "去年固定资产投资增长多少",
        "去年社会消费品零售总额增长多少",
        "去年危旧房改造多少套",
        "前年造林多少亩",
        "去年固定资产投资增长8%对吗",
    ],
)
def test_no_figure_of_another_year_or_thing_is_told_for_last_years(city, question):
    assert city.ask(question).status == "not_in_plan"


def test_what_is_quoted_for_last_year_has_last_years_figure(city):
    assert "去年分别为**265万人次**" in told(city, "去年旅客多少")


@pytest.mark.parametrize(
    ("question", "verdict"),
    [
        ("去年出口增长2.4%对吗", "与计划一致"),
        ("去年出口增长6%对吗", "与计划不符。计划写的是 **2.4%**"),
        ("今年出口增长6%对吗", "与计划一致"),
        ("去年造林3.6万亩对吗", "与计划不符。计划写的是 **4.2万亩**"),
        ("门票收入去年是1.8亿对吧", "与计划不符。计划写的是 **1.5亿元**"),
        ("去年门票收入1.5亿元对吧", "与计划一致"),
        ("今年交付安置房2600套对吗", "与计划不符"),
        ("去年交付安置房2600套对吗", "与计划一致"),
    ],
)
def test_a_claim_is_held_against_the_figures_of_its_year(city, question, verdict):
    assert verdict in told(city, question)


@pytest.mark.parametrize(
    ("question", "change"),
    [
        ("散居孤儿养育标准提高多少", "**由每人每月1050元提高到1200元**"),
        ("村级卫生室增加几个", "**由126个增加到140个**"),
        ("公交车增加多少辆", "**增加到380辆**"),
    ],
)
def test_what_a_figure_comes_to_is_not_by_how_much_it_changes(city, question, change):
    answer = city.ask(question)
    assert change in to_markdown(answer)
    assert not any(statement.role == "lead" for statement in answer.statements)


@pytest.mark.parametrize(
    ("question", "figure"),
    [
        ("高龄津贴提高多少", "20元"),
        ("散居孤儿养育标准提高到多少", "1200元"),
        ("公交车增加到多少辆", "380辆"),
    ],
)
def test_an_increase_and_a_level_that_are_told_are_led_with(city, question, figure):
    assert told(city, question).startswith(f"**{figure}**〔第4项〕")


@pytest.mark.parametrize(
    ("question", "verdict"),
    [
        ("散居孤儿养育标准提高150元对吗", "与计划一致"),
        (
            "散居孤儿养育标准提高1200元对吗",
            "与计划不符。计划写的是 **由每人每月1050元提高到1200元**",
        ),
        ("村级卫生室增加140个对吗", "与计划不符。计划写的是 **由126个增加到140个**"),
        ("村级卫生室增加14个对吗", "与计划一致"),
        ("村级卫生室增加到140个对吗", "与计划一致"),
        ("高龄津贴提高20元对吗", "与计划一致"),
        ("公交车增加380辆对吗", "与计划不符。计划写的是 **增加到380辆**"),
    ],
)
def test_a_claimed_increase_is_held_against_the_change(city, question, verdict):
    assert verdict in told(city, question)
