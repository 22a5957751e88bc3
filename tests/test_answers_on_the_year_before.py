"""What was, in the year before the plan's, is told as such and taken for no goal of the plan's."""

import pytest

from assistant.answers.render import to_markdown
from assistant.chain import Assistant

PLAN = """丙县2024年重点工作任务
2023年，全县粮食总产达到31.2万吨，外贸出口8.4亿元、增长6%。2024年主要目标是：外贸出口增长9%，新增就业5200人。
一、夯实农业基础。油茶种植面积较上年扩种2.6万亩。2023年度结转的1.8万亩梯田须于今年5月底完工。新修水渠36公里。
二、保障基本民生。孤儿养育标准由每人每月1450元提高到1600元。新办托育园7家，比去年（5家）多办2家。
三、建设宜居县城。去年改造老旧小区40个，今年改造25个。新增公园6个。
责任领导：副县长秦文远；责任单位：县住建局
四、优化营商环境。新设企业服务站9个。办证平均用时由去年的21天压缩至8天以内。年出栏肉羊26万头，圈养比重由51%升至64%。
责任领导：常务副县长白露；责任单位：县政务局
"""


@pytest.fixture(scope="module")
def county(assistant_of) -> Assistant:
    return assistant_of(PLAN)


def lead(assistant: Assistant, question: str) -> str:
    return to_markdown(assistant.ask(question)).splitlines()[0]


@pytest.mark.parametrize(
    ("question", "figure"),
    [
        ("去年外贸出口多少", "8.4亿元"),
        ("2023年粮食总产多少", "31.2万吨"),
        ("去年改造了多少个老旧小区", "40个"),
        ("今年改造多少个老旧小区", "25个"),
        ("老旧小区改造多少个", "25个"),
        ("油茶比去年多种多少", "2.6万亩"),
        ("外贸出口增长多少", "9%"),
        ("去年托育园办了几家", "5家"),
        ("办证用时要压到多少天", "8天以内"),
        ("去年圈养比重多少", "51%"),
    ],
)
def test_a_figure_is_of_the_year_that_is_asked_about(county, question, figure):
    assert lead(county, question).startswith(f"**{figure}**")


@pytest.mark.parametrize(
    "question",
    ["今年粮食总产要达到多少", "去年新增公园多少个", "去年新修水渠多长", "去年肉羊出栏多少"],
)
def test_the_figure_of_one_year_is_not_told_for_another(county, question):
    assert county.ask(question).status == "not_in_plan"


def test_what_was_is_quoted_with_its_year(county):
    assert "2023年，全县" in to_markdown(county.ask("去年外贸出口多少"))
    assert "2023年，全县" in to_markdown(county.ask("今年粮食总产要达到多少"))


def test_a_thing_left_over_from_last_year_is_no_question_of_what_was(county):
    assert "今年5月底" in to_markdown(county.ask("去年结转的梯田什么时候完工"))
    assert county.ask("去年结转的梯田什么时候完工").status == "answered"


@pytest.mark.parametrize(
    ("question", "item"),
    [
        ("秦文远负责哪几项", "3"),
        ("白露常务副县长牵头哪些任务", "4"),
        ("常务副县长白露负责什么", "4"),
        ("第四项的责任领导是谁", "4"),
    ],
)
def test_what_a_person_answers_for_is_found_by_the_name_with_and_without_the_post(
    county, question, item
):
    answer = county.ask(question)
    assert answer.status == "answered"
    assert {c.item for s in answer.statements for c in s.citations} == {item}
