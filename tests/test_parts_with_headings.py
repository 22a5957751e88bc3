"""A part of an item under a heading of its own, (1)建设东港。, is on what that names."""

import pytest

from assistant.answers.phrases import phrase
from index.passages import split_plan, title_above
from index.reading import parse_plan

CONTRADICTS = phrase("answer.contradicts_figure", figure="").split("。")[0]
AGREES = phrase("answer.agrees")
PLAN = (
    "2023年重点工作\n"
    "1.办好两个市场。(1)提升河西粮油市场。改建摊位240个,引进经营户75户,年交易额达到18亿元。"
    "(2)建设城南花卉市场。搭建温室1.6万平方米,引进经营户52户,年交易额突破3亿元。"
    "(3)完成旧货市场搬迁选址,年底前拆除棚屋30间。区商务局牵头。\n"
    "2.保护古树。完成古树复壮66株。新建古树公园2座。\n"
)


@pytest.fixture(scope="module")
def told(told_of):
    return told_of(PLAN)


def test_the_sentences_of_a_part_have_its_heading_until_the_next_part():
    plan = parse_plan(PLAN, "plan.txt")
    headed = {p.text[:4]: p.heading for p in split_plan(plan) if p.item == "1"}
    assert headed["改建摊位"] == "提升河西粮油市场"
    assert headed["搭建温室"] == "建设城南花卉市场"
    assert headed["(2)建"] == headed["(3)完"] == headed["区商务局"] == ""
    stalls = next(p for p in split_plan(plan) if p.heading)
    assert title_above(stalls, plan) == "办好两个市场\n提升河西粮油市场"


@pytest.mark.parametrize(
    ("question", "figure"),
    [
        ("城南花卉市场引进多少经营户", "52户"),
        ("河西粮油市场引进多少户", "75户"),
        ("河西粮油市场年交易额多少", "18亿元"),
        ("花卉市场的温室多大", "1.6万平方米"),
        ("粮油市场改建多少个摊位", "240个"),
    ],
)
def test_a_figure_is_of_what_the_heading_of_its_part_names(told, question, figure):
    said = told(question)
    assert said.startswith(figure)
    assert "〔第1项〕提升河西粮油市场" in said or "〔第1项〕建设城南花卉市场" in said


def test_a_claim_is_held_against_the_part_of_what_it_names(told):
    swapped = told("河西粮油市场引进经营户52户，对吗")
    assert swapped.startswith(CONTRADICTS) and "75户" in swapped
    assert told("城南花卉市场引进经营户52户，对吗").startswith(AGREES)


@pytest.mark.parametrize(
    "question",
    ["旧货市场引进多少经营户", "河西粮油市场温室多大", "城南花卉市场改建多少个摊位"],
)
def test_what_the_part_of_another_has_is_not_told_of_one(told, question):
    assert phrase("silent.figure", perhaps="") in told(question)


def _headings(text):
    return [p.heading for p in split_plan(parse_plan(f"2023年重点工作\n{text}", "plan.txt"))]


def test_who_answers_for_the_whole_item_is_not_under_the_heading_of_its_last_part():
    parts = "1.改善环境。(1)清理河道。清淤6公里。(2)修复湿地。补种芦苇30亩。"
    assert _headings(f"{parts}由区水务局牵头，区林业局配合。")[-2:] == ["修复湿地", ""]
    assert _headings(f"{parts}\n责任单位：区水务局。")[-2:] == ["修复湿地", ""]


def test_who_answers_for_each_part_stands_under_its_heading():
    parts = "1.改善环境。(1)清理河道。清淤6公里。由区水务局牵头。(2)修复湿地。由区林业局牵头。"
    assert [one for one in _headings(parts) if one] == ["清理河道", "清理河道", "修复湿地"]


def test_an_item_without_parts_names_none(told):
    assert told("古树复壮多少株") == "66株完成古树复壮66株。"
