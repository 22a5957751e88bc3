"""A preamble tells what the year before came to, then what is set for the plan's year."""

import pytest

from assistant.answers.render import to_markdown
from assistant.chain import Assistant

PLAN = """湖州县水利局2025年工作要点

2024年，全县水利系统团结奋斗，全年完成水利投资18.6亿元，同比增长7.4%，总量居全市第3位。新改建灌溉渠道236公里，新增节水示范乡镇4个，累计建成17个，全县堤防总长度达到1260公里，其中达标堤防870公里。完成供水量5200万吨、灌溉用水量8400万吨，再生水利用量310万吨，分别增长2.5%、1.8%、9.6%。

2025年是水利改革的重要一年。全县水利工作总的要求是：坚持节水优先，全年计划完成水利投资21亿元以上，力争达到23亿元，总量保持全市前4位。

一、续建清溪水库、白石水库等3个项目，年度完成投资9亿元。到年底，全县达标堤防达到905公里。
二、力争新增节水示范乡镇2个。全年新改建灌溉渠道180公里，其中新建52公里、改建128公里。改造泵站26座。
三、再生水利用量突破360万吨。工业用水量占比较上年下降1.2个百分点。
四、围绕规划前期研究，谋划储备项目40个以上，总投资不低于300亿元。
"""


@pytest.fixture(scope="module")
def county(assistant_of) -> Assistant:
    return assistant_of(PLAN)


def told(assistant: Assistant, question: str, *earlier: str) -> str:
    return to_markdown(assistant.ask(question, list(earlier)))


@pytest.mark.parametrize(
    ("question", "figure"),
    [
        ("今年新改建灌溉渠道多少公里", "180公里"),
        ("新改建灌溉渠道多少公里", "180公里"),
        ("节水示范乡镇新增几个", "2个"),
        ("2025年新改建灌溉渠道多少公里", "180公里"),
        ("灌溉渠道改建多少公里", "128公里"),
        ("灌溉渠道新建多少公里", "52公里"),
        ("达标堤防多少公里", "905公里"),
        ("今年计划完成水利投资多少", "21亿元以上"),
        ("再生水利用量今年要达到多少", "突破360万吨"),
    ],
)
def test_what_is_set_for_the_year_goes_before_what_was(county, question, figure):
    assert told(county, question).startswith(f"**{figure}**〔第") or (
        f"**{figure}**〔前言〕" in told(county, question)
    )


@pytest.mark.parametrize(
    ("question", "figure"),
    [
        ("去年新改建灌溉渠道多少公里", "236公里"),
        ("2024年新增节水示范乡镇几个", "4个"),
        ("去年底达标堤防多少公里", "870公里"),
        ("去年完成水利投资多少", "18.6亿元"),
        ("去年水利投资增长了多少", "7.4%"),
        ("去年水利投资在全市排第几", "第3位"),
        ("去年再生水利用量是多少", "310万吨"),
        ("2024年灌溉用水量增长多少", "1.8%"),
        ("节水示范乡镇累计几个", "17个"),
        ("堤防总长度多少", "1260公里"),
    ],
)
def test_what_the_year_before_came_to_is_told_with_its_year(county, question, figure):
    lines = told(county, question)
    assert lines.startswith(f"**{figure}**〔前言〕")
    assert "2024年" in lines


def test_a_follow_up_goes_from_one_year_to_the_other(county):
    asked = "去年新改建灌溉渠道多少公里"
    assert told(county, "今年呢", asked).startswith("**180公里**〔第2项〕")


@pytest.mark.parametrize("question", ["今年供水量目标多少", "供水量今年要达到多少"])
def test_what_was_is_no_goal_of_the_year(county, question):
    answer = county.ask(question)
    assert answer.status == "not_in_plan"
    assert "2024年的情况" in to_markdown(answer)


@pytest.mark.parametrize(
    ("question", "verdict"),
    [
        ("今年新改建灌溉渠道180公里对吗", "与计划一致"),
        ("今年新改建灌溉渠道236公里吧？", "与计划不符。计划写的是 **180公里**"),
        ("再生水利用量今年目标310万吨对吗", "与计划不符。计划写的是 **突破360万吨**"),
        ("今年水利投资21亿元以上，对吗", "与计划一致"),
        ("去年新改建灌溉渠道236公里吧？", "与计划一致"),
        ("2024年供水量5200万吨对吗", "与计划一致"),
        ("去年达标堤防905公里对吗", "与计划不符。计划写的是 **870公里**"),
    ],
)
def test_a_claim_is_held_against_the_year_it_is_of(county, question, verdict):
    assert verdict in told(county, question)


def test_a_claim_that_last_years_result_is_the_goal_is_not_confirmed(county):
    answer = to_markdown(county.ask("供水量5200万吨是今年的目标吗"))
    assert "一致" not in answer and "2024年的情况" in answer
