"""Yes or no: what is claimed to be at a time of the day, and of what age a figure is."""

import pytest

from assistant.answers.phrases import phrase
from assistant.language.clocks import find_clocks

AGREES = phrase("answer.agrees")
CONTRADICTS = phrase("answer.contradicts_figure", figure="").split("。")[0]
PLAN = (
    "1.方便群众办事。社保大厅每周日上午8:30至11:30延时开放，区文化馆闭馆时间由18时延长至20时30分，"
    "早市经营时间为5时至8时。\n"
    "2.关爱老人。年满65周岁的老人每月补贴50元，年满90周岁的补贴200元。\n"
    "3.稳定就业。在岗满2年的技工每人补助1500元，年满55周岁的农户每户每年领取960元。\n"
)


@pytest.fixture(scope="module")
def told(told_of):
    return told_of(PLAN)


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        ("晚上九点半关门", [1290]),
        ("22:00至次日6:00", [1320, 360]),
        ("下午3点到5点一刻", [900, 300]),
        ("周六9点", [540]),
        ("24小时、3个百分点、快一点、第3点", []),
    ],
)
def test_times_of_the_day_are_read(text, minutes):
    assert [clock.minutes for clock in find_clocks(text)] == minutes


@pytest.mark.parametrize(
    "question",
    [
        "区文化馆闭馆时间延长到晚上八点半，对吗",
        "区文化馆闭馆延长到20点半，对吗",
        "早市经营时间是早上5点到8点，对吗",
        "社保大厅周日上午8点半到11点半延时开放，对吗",
    ],
)
def test_the_same_time_of_the_day_in_other_words_is_affirmed(told, question):
    assert told(question).startswith(AGREES)


@pytest.mark.parametrize(
    "question",
    [
        "区文化馆闭馆时间延长到晚上十点，对吗",
        "早市经营时间是早上5点到9点，对吗",
        "社保大厅周日上午9点到11点半延时开放，对吗",
    ],
)
def test_another_time_of_the_day_is_contradicted(told, question):
    assert CONTRADICTS in told(question)


@pytest.mark.parametrize(
    "question",
    ["社保大厅周六上午8点半到11点半延时开放，对吗", "派出所延时开放到20时30分，对吗"],
)
def test_the_time_of_another_day_or_place_is_not_affirmed(told, question):
    assert not told(question).startswith(AGREES)


def test_who_has_reached_an_age_gets_what_is_told_of_it(told):
    assert told("70岁的老人每月补贴50元，对吗").startswith(AGREES)
    assert told("92岁的老人每月补贴200元，对吗").startswith(AGREES)
    assert CONTRADICTS in told("92岁的老人每月补贴50元，对吗")
    assert not told("60岁的老人每月补贴50元，对吗").startswith(AGREES)


def test_a_month_said_as_a_limit_is_no_contradiction_of_the_end_of_the_one_before(told_of):
    said = told_of("1.改造商街。文渊坊商街8月1日前开街。\n")
    assert CONTRADICTS not in said("文渊坊商街8月前开街，对吗")
    assert said("文渊坊商街8月1日前开街，对吗").startswith(AGREES)
    assert not said("文渊坊商街10月前开街，对吗").startswith(AGREES)


def test_an_age_from_the_told_one_on_is_affirmed_and_another_threshold_is_not(told):
    assert told("58岁的农户每户每年领取960元，对吗").startswith(AGREES)
    assert told("年满55周岁的农户每户每年领取960元，对吗").startswith(AGREES)
    assert CONTRADICTS in told("年满60周岁的农户每户每年领取960元，对吗")
    assert CONTRADICTS in told("50岁的农户每户每年领取960元，对吗")


def test_another_number_of_years_than_is_to_be_reached_is_contradicted(told):
    assert told("在岗满2年的技工每人补助1500元，对吗").startswith(AGREES)
    assert CONTRADICTS in told("在岗满4年的技工每人补助1500元，对吗")
    assert CONTRADICTS in told("在岗满4年才给技工补助1500元，对吗")
