"""Yes or no on a bound said in other words, on what is added, and on what something comes to."""

import pytest

from assistant.language.stated import bounded
from index.quantities import find_quantities
from tests.verdicts import AGREES, CONTRADICTS

PLAN = (
    "1.保障用水。水质合格率不低于97%，管网漏损率控制在9%以内，井深不小于20米，"
    "抢修响应时间不得超过3小时，保修期不少于4年。停水公示期不少于10日。\n"
    "2.培育民宿。净增乡村民宿30家，总数达到180家。民宿补助每年提高200元，达到900元。\n"
    "3.发展托育。护理员每月津贴由1200元提高到1600元。\n"
    "4.改造管网。今年新增5个镇实现集中供水，全市22个镇中实现集中供水的达到19个。\n"
    "5.修建水渠。改造D25水渠青石至河口段31公里，渠面宽度由4.5米拓宽至7米。\n"
    "6.做好巡查。每日巡查水源不少于2次。\n"
)


@pytest.mark.parametrize(
    "question",
    [
        "水质合格率不能低于97%，对吧",
        "水质合格率不得少于97%，对吗",
        "漏损率不能超过9%，对吧",
        "漏损率不许高于9%，是吗",
        "井深不能小于20米，对吧",
        "抢修响应不能超过3小时，对吧",
        "保修期不能低于4年，对吗",
        "停水公示期不能少于10天，对吧",
        "水源每天至少巡查2次，对吧",
    ],
)
def test_a_bound_in_other_words_is_the_same_bound(told, question):
    assert told(question).startswith(AGREES)


@pytest.mark.parametrize(
    "question",
    [
        "水质合格率不能超过97%，对吧",
        "漏损率不能低于9%，对吗",
        "水质合格率不能低于99%，对吧",
        "停水公示期不能少于15天，对吧",
    ],
)
def test_a_bound_the_other_way_or_of_another_size_is_contradicted(told, question):
    assert told(question).startswith(CONTRADICTS)


@pytest.mark.parametrize(
    "question",
    [
        "乡村民宿今年要到180家，对吧",
        "乡村民宿达到180家，是吗",
        "乡村民宿净增30家，对吧",
        "民宿补助每年涨到900元，对吧",
        "护理员津贴每月涨400，对吗",
        "集中供水的镇今年新增5个，对吗",
    ],
)
def test_what_is_added_and_what_it_comes_to_are_each_confirmed(told, question):
    assert told(question).startswith(AGREES)


@pytest.mark.parametrize(
    "question",
    ["乡村民宿新增180家，对吧", "护理员津贴每月涨了1600，对吧", "民宿补助每年提高900元，对吧"],
)
def test_the_one_is_not_confirmed_of_the_other(told, question):
    assert AGREES not in told(question)


@pytest.mark.parametrize("question", ["D25渠面要拓宽到7米，对吧", "D25渠面原来是4.5米，对吧"])
def test_a_width_is_not_contradicted_with_a_length(told, question):
    assert CONTRADICTS not in told(question)


def test_another_width_is_contradicted(told):
    assert told("渠面宽度要拓宽到9米，对吧").startswith(CONTRADICTS)


def test_how_many_are_left_is_not_contradicted_with_how_many_there_are(told):
    said = told("还有3个镇没实现集中供水，对吗")
    assert CONTRADICTS not in said and AGREES not in said


def test_a_limit_is_shown_with_the_word_that_denies():
    text = "车辆里程不得超过60万公里"
    assert bounded(find_quantities(text)[0], text) == "不得超过60万公里"
