"""Yes or no: a right figure or stage that is claimed of others, at other hours, in another way."""

import pytest

from assistant.answers.phrases import phrase
from tests.verdicts import AGREES, CONTRADICTS

PLAN = (
    "1.关爱青少年。为12至15周岁在校男生免费配发护具900套，每人补贴400元，分3年发放。"
    "对新办的社区食堂一次性奖励6万元，举报黑作坊查实的最高奖励2万元。\n"
    "2.吸引企业。分五批发放购车券2600万元，单张购车券不超过3000元。"
    "区图书馆自习室在夜间和周末向读者免费开放，法律咨询热线24小时开通。\n"
)


@pytest.mark.parametrize(
    ("question", "claimed", "stated"),
    [
        ("为13岁在校女生免费配发护具，对吗", "女生", "男生"),
        ("青少年护具补贴一次性发400元，是吗", "一次性", "分3年"),
        ("新办社区食堂分两年奖励6万元，对吧", "分两年", "一次性"),
        ("购车券一次性发放2600万元，对吗", "一次性", "分五批"),
    ],
)
def test_a_right_figure_claimed_in_another_way_or_of_others_is_corrected(
    told, question, claimed, stated
):
    said = told(question)
    assert said.startswith(phrase("answer.contradicts_way", claimed=claimed, figure=stated))


@pytest.mark.parametrize(
    "question",
    [
        "护具免费发给13岁的男生，对吗",
        "新办的社区食堂一次性奖励6万元，对吗",
        "购车券分五批发放，一共2600万元，对吗",
        "新办的社区食堂奖励6万元，是吗",
        "法律咨询热线晚上也开通，对吗",
    ],
)
def test_what_is_claimed_as_told_or_not_at_all_is_affirmed(told, question):
    assert told(question).startswith(AGREES)


def test_an_hour_beside_those_that_are_told_is_not_affirmed(told):
    assert not told("图书馆自习室全天向读者免费开放，对吗").startswith(AGREES)
    assert told("图书馆自习室夜间向读者免费开放，对吗").startswith(AGREES)


def test_the_least_and_the_most_that_is_paid_are_not_the_same(told):
    assert CONTRADICTS in told("举报黑作坊查实的最低奖励2万元，对吗")
    assert CONTRADICTS not in told("举报黑作坊查实的最高奖励2万元，对吗")
