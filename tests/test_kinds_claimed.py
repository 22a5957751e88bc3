"""Yes or no: a right figure of another kind, of each of several, or in so many other parts."""

import pytest

from assistant.answers.phrases import phrase

AGREES = phrase("answer.agrees")
PLAN = (
    "1.保障群众健康。为在校学生免费接种水痘疫苗2.6万剂，招聘护理专业技术人员80名。"
    "在城东、城西2个片区试点家庭病床，设立康复驿站17个，为50家诊所各配备1台制氧机。\n"
    "2.激发消费活力。发放家电补贴900万元，分四批兑付，改造城镇老旧小区24个。\n"
)


@pytest.fixture(scope="module")
def told(told_of):
    return told_of(PLAN)


@pytest.mark.parametrize(
    "question",
    [
        "为在校学生免费接种麻疹疫苗2.6万剂，对吗",
        "招聘财会专业技术人员80名，对吧",
        "改造矿山老旧小区24个，是吗",
    ],
)
def test_a_right_figure_of_another_kind_is_not_affirmed(told, question):
    assert not told(question).startswith(AGREES)


def test_how_many_there_are_in_all_is_not_affirmed_of_each_of_several(told):
    assert not told("两个片区都要设立17个康复驿站，对吗").startswith(AGREES)
    assert told("50家诊所都要配备1台制氧机，对吗").startswith(AGREES)


def test_in_how_many_parts_something_is_done_is_held_against_the_number_told(told):
    said = told("家电补贴900万元分两批兑付，对吗")
    assert said.startswith(phrase("answer.contradicts_way", claimed="分两批", figure="分四批"))
    assert not told("家电补贴900万元分四批兑付，对吗").startswith(said[:6])


@pytest.mark.parametrize(
    "question",
    [
        "为在校学生免费接种水痘疫苗2.6万剂，对吗",
        "招聘护理专业技术人员80名，对吗",
        "改造城镇老旧小区24个，对吗",
        "设立康复驿站17个，对吗",
    ],
)
def test_a_figure_of_the_kind_claimed_is_affirmed(told, question):
    assert told(question).startswith(AGREES)
