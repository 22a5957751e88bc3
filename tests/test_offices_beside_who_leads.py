"""Every office that an item names has part in it: the last before a bracket, and those that join
who leads, of whatever kind they are."""

from collections.abc import Callable

import pytest

from assistant.answers.render import to_markdown
from assistant.chain import Assistant
from assistant.language.offices import Part, parts_in

BRACKETED = """双溪新区管委会2024年工作要点

一、产业发展
（一）培育龙头企业。新增产值超十亿元企业3家，设立5亿元创业投资基金。{0}责任单位：经贸局、财政局{1}
（二）建好载体平台。新建孵化器2个，面积4万平方米。{0}责任单位：科技局{1}
二、城市建设
（三）畅通城市交通。打通望江路、听涛路，新增公交线路2条。{0}责任单位：建设局、交通局、科技局{1}
（四）改善生态环境。实施湿地修复900亩。{0}牵头单位：环保局；配合单位：建设局{1}
"""
LED = """柏台街道2023年工作计划

1、美化街巷。粉刷外墙4万平方米，增设座椅60把。由市政办公室牵头，综合执法中队、各社区、物业公司共同配合。
2、守护老人。为独居老人安装呼叫器300台。由民生办公室牵头，柏台社区、荷塘社区、街道妇联分工落实。
3、办好赛事。举办龙舟赛1场，召开乡贤会2次。由文化站牵头，荷塘社区、派出所参加。
4、建设荷塘社区公园。荷塘社区新建公园1处，占地12亩。由市政办公室负责，推动沿线企业落实。
"""


@pytest.fixture(scope="module", params=["〔〕", "【】", "[]", "（）"])
def bracketed(
    request: pytest.FixtureRequest, assistant_of: Callable[[str], Assistant]
) -> Assistant:
    return assistant_of(BRACKETED.format(*request.param))


@pytest.fixture(scope="module")
def led(assistant_of: Callable[[str], Assistant]) -> Assistant:
    return assistant_of(LED)


def cited(plan: Assistant, question: str) -> list[str]:
    statements = plan.ask(question).statements
    return list(dict.fromkeys(c.item for s in statements for c in s.citations))


@pytest.mark.parametrize(
    ("question", "items"),
    [
        ("科技局要做哪些工作", ["2", "3"]),
        ("建设局参与哪几项", ["3", "4"]),
        ("建设局配合哪些", ["4"]),
        ("财政局管哪几项", ["1"]),
    ],
)
def test_an_office_last_in_a_bracket_counts(bracketed, question, items):
    assert cited(bracketed, question) == items


@pytest.mark.parametrize(
    ("question", "office"),
    [
        ("第三项谁负责", "建设局、交通局、科技局"),
        ("第（二）项由谁牵头", "科技局"),
        ("创业投资基金归谁管", "经贸局、财政局"),
        ("听涛路谁负责", "建设局、交通局、科技局"),
        ("湿地修复谁配合", "建设局"),
    ],
)
def test_a_bracket_tells_who_answers_for_all_that_its_item_says(bracketed, question, office):
    answer = bracketed.ask(question)
    assert answer.status == "answered"
    assert office in to_markdown(answer)


def test_what_no_item_says_has_no_one_that_answers_for_it(bracketed):
    assert bracketed.ask("养老床位谁负责").status == "not_in_plan"


@pytest.mark.parametrize(
    ("question", "items"),
    [
        ("综合执法中队配合哪些工作", ["1"]),
        ("荷塘社区要参与哪几项", ["2", "3"]),
        ("街道妇联负责什么", ["2"]),
        ("物业公司配合哪些", ["1"]),
        ("派出所参加哪几项", ["3"]),
        ("市政办公室牵头哪几项", ["1", "4"]),
    ],
)
def test_who_joins_the_office_that_leads_counts(led, question, items):
    assert cited(led, question) == items


def test_a_place_is_an_office_only_where_its_part_is_asked(led):
    assert "4" in cited(led, "荷塘社区有什么项目")


@pytest.mark.parametrize(
    "text",
    ["由城建办牵头，推动沿线企业落实。", "由城建办牵头，做好宣传引导和社区配合。"],
)
def test_what_is_to_be_done_is_no_office(text):
    assert list(parts_in(text)) == [Part("城建办", "leads")]
