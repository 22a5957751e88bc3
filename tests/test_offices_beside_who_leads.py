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


def said(plan: Assistant, question: str) -> str:
    return to_markdown(plan.ask(question))


@pytest.mark.parametrize(
    ("question", "verdict"),
    [
        ("守护老人由民生办一同街道妇联负责吗", ""),
        ("独居老人呼叫器由民生办公室牵头对吗", "与计划一致"),
        ("守护老人是不是街道妇联牵头的", "与计划不符"),
        ("守护老人归市政办公室牵头吧", "与计划不符"),
        ("第3项由派出所参加，是吗", ""),
        ("荷塘社区配合美化街巷对吗", "请对照"),
        ("第1项是综合执法中队配合的吧", "与计划一致"),
        ("第1项由市场所配合吧", "与计划不符"),
    ],
)
def test_an_office_claimed_is_told_from_the_others_of_the_item(led, question, verdict):
    assert verdict in said(led, question)
    if not verdict:
        assert "与计划不符" not in said(led, question)


def test_offices_that_lead_together_are_held_against_a_claim_of_both(
    assistant_of: Callable[[str], Assistant],
):
    plan = assistant_of(
        "1、廉洁建设。开展警示教育3次。由党建工作办公室、街道纪工委共同牵头，各支部落实。\n"
        "2、党群服务。新建驿站2个。由党建工作办公室牵头。"
    )
    assert "与计划一致" in said(plan, "廉洁建设由党建办和街道纪工委一起牵头的对吗")
    assert "与计划不符" in said(plan, "廉洁建设由党建办和工会一起牵头的对吗")


def test_a_bracket_of_all_the_item_is_said_to_be_that(bracketed):
    assert "一整项" in said(bracketed, "创业投资基金归谁管")
    assert "一整项" not in said(bracketed, "培育龙头企业谁负责")


def test_that_none_supports_is_said_before_those_that_answer(bracketed):
    assert "没有写明谁配合" in said(bracketed, "第三项配合单位有哪些")
    assert "没有写明谁配合" not in said(bracketed, "第四项谁配合")


@pytest.mark.parametrize(
    "question", ["垃圾分类哪个部门管", "对外开放由哪个单位牵头", "第2项由水务局负责对吗"]
)
def test_a_unit_or_a_setting_is_no_office_that_answers(
    assistant_of: Callable[[str], Assistant], question: str
):
    plan = assistant_of(
        "1、改善环境。巩固小区、单位垃圾分类成果，清运建筑垃圾3万吨。\n"
        "2、扩大开放。推动对外开放迈出新步伐，形成开放发展新格局。\n"
        "3、依法行政。落实行政机关负责人出庭应诉制度。"
    )
    assert plan.ask(question).status == "not_in_plan"
