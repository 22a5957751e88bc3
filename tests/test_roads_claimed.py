"""Roads by their class and number in any writing, and people of a hundred years and more."""

import pytest

from assistant.answers.phrases import phrase
from assistant.language.written_numbers import as_named

AGREES = phrase("answer.agrees")
CONTRADICTS = phrase("answer.contradicts_figure", figure="").split("。")[0]
PLAN = (
    "1.建设干线公路。G312线北段改造32公里，5月开工。完成省道S226大修18公里，9月底前通车。\n"
    "2.关爱老人。75周岁以上老人免费乘坐轮渡，百岁以上老人免费入住福利院。\n"
)


@pytest.fixture(scope="module")
def told(told_of):
    return told_of(PLAN)


@pytest.mark.parametrize(
    ("said", "plan", "named"),
    [
        ("312国道改造多少公里", "g312线北段", "g312线改造多少公里"),
        ("国道312的改造", "g312线北段", "g312线的改造"),
        ("s226改造", "省道s226大修", "s226改造"),
        ("312省道", "g312线北段", "312省道"),
        ("县道30公里、乡道50公里", "x30线", "县道30公里、乡道50公里"),
        ("一百岁老人", "百岁以上老人", "百岁老人"),
        ("一百岁老人", "100岁以上老人", "一百岁老人"),
    ],
)
def test_a_road_and_a_hundred_years_are_read_as_the_plan_writes_them(said, plan, named):
    assert as_named(said, plan) == named


def test_a_claim_is_held_against_the_road_that_is_named(told):
    assert told("312国道5月开工，对吗").startswith(AGREES)
    assert told("226省道9月底前通车，对吗").startswith(AGREES)
    assert CONTRADICTS in told("226省道大修32公里，对吗")
    for another in ("313国道5月开工，对吗", "227省道9月底前通车，对吗"):
        assert not told(another).startswith(AGREES)


def test_an_age_that_is_reached_tells_only_of_what_is_done_for_it(told):
    assert told("80岁老人免费乘坐轮渡，对吗").startswith(AGREES)
    assert not told("80岁老人免费理发，对吗").startswith(AGREES)
    assert CONTRADICTS not in told("一百岁老人住福利院要钱吗")
