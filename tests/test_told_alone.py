"""Yes or no: one figure, held against that of the part of a sentence that says all else claimed."""

import pytest

from assistant.answers.phrases import phrase

AGREES = phrase("answer.agrees")
CONTRADICTS = phrase("answer.contradicts_figure", figure="").split("。")[0]
PLAN = (
    "1.培养干部。选派45名青年干部到开发区跟班学习,跟班期为1年,骨干教师轮训期不少于6个月。\n"
    "2.排查风险。对风险点实行清单管理,较小风险点10日内销号,较大风险点由镇长包保、限期40日。"
    "云溪路隧道4月开工,工期24个月。\n"
    "3.方便出行。在3所学校开通定制班车,每车配备安全员2名,季票每张120元。\n"
)


@pytest.fixture(scope="module")
def told(told_of):
    return told_of(PLAN)


@pytest.mark.parametrize(
    "question",
    [
        "跟班期一年，对吗",
        "骨干教师轮训期至少半年，对吗",
        "较大风险点限期40日，对吧",
        "云溪路隧道工期两年，对吗",
        "季票120块，对吗",
    ],
)
def test_a_figure_with_all_that_is_claimed_around_it_is_affirmed(told, question):
    assert told(question).startswith(AGREES)


@pytest.mark.parametrize(
    "question",
    [
        "跟班期两年，对吗",
        "骨干教师轮训期至少一年，对吗",
        "云溪路隧道工期三年，对吗",
        "季票90块，对吗",
    ],
)
def test_another_figure_than_the_one_told_of_all_that_is_claimed_is_contradicted(told, question):
    assert CONTRADICTS in told(question)


@pytest.mark.parametrize(
    "question",
    [
        "较小风险点限期40日，对吗",
        "较大风险点限期10日，对吧",
        "云溪路立交工期两年，对吗",
        "不是每个人跟班期都是一年，对吗",
        "月票120块，对吗",
    ],
)
def test_what_is_claimed_of_another_is_not_affirmed(told, question):
    assert not told(question).startswith(AGREES)
