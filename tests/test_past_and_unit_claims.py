"""Yes or no: what was last year, and the figure of a sentence in the unit or before the noun that
is claimed."""

import pytest

from tests.verdicts import AGREES, CONTRADICTS

PLAN = (
    "2025年重点工作\n\n"
    "1.开展职工疗养。组织职工疗养4.6万人，疗养率达到66%。2024年实际疗养4.1万人，疗养率58.7%。\n"
    "2.建设安居房。开工安居房项目5个3100套，交付2个项目1400套。将9家镇办企业重组为水务、粮油、客运3家公司。\n"
    "3.整修水闸。启动青石闸安全评估，6月1日前完成闸室施工。新增泊位640个，每千人泊位达到5.2个（2024年底为4.7个）。\n"
    "4.延长营业。5月起每周五、周六，河滨步行街营业时间延长至次日零时。\n"
)


@pytest.mark.parametrize(
    "question",
    [
        "去年疗养率超过五成，是吗",
        "去年职工疗养率不到六成，对吧",
        "去年疗养了4.1万人，对不对",
    ],
)
def test_what_the_plan_tells_of_last_year_is_affirmed(told, question):
    assert told(question).startswith(AGREES)


@pytest.mark.parametrize(
    ("question", "figure"),
    [
        ("去年疗养率超过六成，是吗", "58.7%"),
        ("安居房交付3100套，对吗", "1400套"),
        ("企业重组为5家公司，对吗", "3家"),
    ],
)
def test_a_claim_is_corrected_in_its_year_its_unit_and_before_its_noun(told, question, figure):
    said = told(question)
    assert said.startswith(CONTRADICTS) and figure in said.split("：")[0]


def test_a_number_that_stands_before_the_same_noun_is_not_contradicted(told):
    assert CONTRADICTS not in told("企业重组为3家公司，对吗")


def test_what_is_set_is_not_taken_for_what_was(told):
    assert not told("去年新增泊位640个，对吗").startswith(AGREES)


def test_what_one_of_something_costs_is_asked_and_claims_no_number(told):
    for question in ("水闸安全评估多少钱一座", "青石闸评估一座多少钱"):
        assert CONTRADICTS not in told(question)


def test_midnight_is_no_item(told):
    assert "第0项" not in told("步行街延长到零点，对吗")
