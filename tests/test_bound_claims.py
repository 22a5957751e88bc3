"""Yes or no: a bound that is claimed of what the plan bounds or tells otherwise."""

import pytest

from assistant.answers.phrases import phrase

AGREES = phrase("answer.agrees")
CONTRADICTS = phrase("answer.contradicts_figure", figure="").split("。")[0]
PLAN = (
    "1.改善民生。慢性病患者随访率不低于74%，残疾人家庭医生签约率达到85%以上。"
    "河道水质达标天数达到310天，课外活动每天不少于3小时。\n"
    "2.鼓励投资。对新设研发机构最高资助50万元，对毕业生每月最低补贴1200元。"
    "为66周岁以上居民免费配发手环。\n"
)


@pytest.fixture(scope="module")
def told(told_of):
    return told_of(PLAN)


@pytest.mark.parametrize(
    "question",
    [
        "慢性病患者随访率七成以上对吗",
        "慢性病患者随访率在70%以上，是吗",
        "残疾人家庭医生签约率要八成以上，对吗",
        "河道水质达标天数超过300天，对吗",
        "课外活动每天不少于2小时，对吧",
    ],
)
def test_a_bound_within_which_the_told_one_is_is_affirmed(told, question):
    assert told(question).startswith(AGREES)


@pytest.mark.parametrize(
    "question",
    [
        "慢性病患者随访率八成以上对吗",
        "残疾人家庭医生签约率九成以上，对吗",
        "河道水质达标天数不少于320天，对吗",
        "对新设研发机构最低资助50万元，对吗",
        "对毕业生每月最高补贴1200元，对吗",
        "为60岁以上居民免费配发手环，对吗",
    ],
)
def test_a_bound_beyond_the_told_one_is_contradicted(told, question):
    assert told(question).startswith(CONTRADICTS)
