"""What looks like a claim of something else, a count or a choice, and is none."""

from pathlib import Path

import pytest

from assistant.answers.render import to_markdown
from assistant.chain import Assistant
from assistant.language.references import find_references
from assistant.understanding.topics import open_topics
from index.reading import parse_plan
from index.settings import Settings

PLAN = """某区2034年工作要点
1.稳定增长。地区生产总值、规上工业总产值分别超过500亿元、820亿元，城镇、农村居民收入增速分别高于6%、7%。
2.支持企业。厂房分两期建设，对入驻企业每家奖励50万元。对博士给予安家费30万元，分5年发放。
3.便民服务。新建便民中心15个、改造8个，打造三个中心，25项事项全部网上办。停车场周末开放。
4.关爱群众。为居家老人、残疾人提供上门服务。新建、改扩建中小学7所。改造剧院，新建图书馆。
5.改造老旧小区。完成旧住房改造3万平方米。惠企政策由区工信局宣讲。
6.扩大开放。打造保税区，引进企业20家。
"""


@pytest.fixture(scope="module")
def plan(assistant_of) -> Assistant:
    return assistant_of(PLAN)


def said(plan: Assistant, question: str) -> str:
    return to_markdown(plan.ask(question)).replace("*", "")


@pytest.mark.parametrize(
    ("question", "verdict"),
    [
        ("规上工业总产值超过820亿元对吗", "与计划一致"),
        ("城镇居民收入增速不高于6%对吗", "与计划不符"),
        ("入驻企业每家一次性奖励50万元对吗", "与计划一致"),
        ("博士安家费一次性给30万对吗", "与计划不符"),
        ("便民中心新建3个中心对吗", "与计划不符"),
        ("停车场周末开放没有", "与计划一致"),
        ("图书馆建好没有", "没有写明是否已经做到"),
        ("惠企政策由区工信局宣讲吗", "与计划一致"),
    ],
)
def test_a_claim_is_judged_by_what_is_said_of_the_very_thing(plan, question, verdict) -> None:
    assert verdict in said(plan, question)


@pytest.mark.parametrize(
    "question", ["上门服务是给老人还是给残疾人", "中小学是新建还是改建", "上门服务给老人还是残疾人"]
)
def test_where_the_plan_has_both_none_of_two_is_told_alone(plan, question) -> None:
    assert not said(plan, question).startswith(("老人", "残疾人", "新建〔"))


def test_where_the_plan_has_one_of_two_that_is_told(plan) -> None:
    assert said(plan, "剧院是新建还是改造").startswith("改造")


def test_a_usual_short_name_is_no_unknown_one(plan) -> None:
    assert "〔第5项〕" in said(plan, "旧改有什么安排") and "没有写明" not in said(
        plan, "旧改有什么安排"
    )


@pytest.mark.parametrize(
    ("text", "labels"),
    [
        ("3项都干啥", "3"),
        ("3项全部念一下", "3"),
        ("3项能展开讲讲吗", "3"),
        ("5项都哪些内容", "5"),
        ("25项能网上办吗", ""),
        ("25项全部网上办", ""),
    ],
)
def test_an_item_is_named_unless_the_plan_counts_as_many(text, labels) -> None:
    found = find_references(text, parse_plan(PLAN, "plan"))
    assert (" ".join(found.labels), found.missing) == (labels, ())


def test_a_name_that_a_title_completes_is_not_said_to_stand_nowhere(assistant_of) -> None:
    plan = assistant_of(
        "某县2034年工作要点\n"
        "1.建设城西综合客运枢纽。分两期实施：一期建设主楼和首末站，二期建设物流中心。\n"
        "2.稳定粮食生产。全年播种58万亩，其中早稻面积不少于21万亩。\n3.绿化。新建公园2座。\n"
    )
    for question in ("城西枢纽一期包括什么", "城西枢纽一带怎么建"):
        assert "没有出现" not in said(plan, question) and "〔第1项〕" in said(plan, question)
    follow_up = plan.ask("早稻呢", ["粮食种多少亩"])
    assert to_markdown(follow_up).replace("*", "").startswith("不少于21万亩〔第2项〕")


def test_the_shipped_vectors_are_of_the_everyday_table(tmp_path: Path) -> None:
    """Else each start of the app would take half a minute to make them anew."""
    config = Settings(data=tmp_path)
    open_topics("", config)
    assert not list(tmp_path.glob("topics-*.npz"))
