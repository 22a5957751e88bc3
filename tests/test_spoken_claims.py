"""Yes or no in everyday words: money as it is spoken of, what comes from one figure to another."""

import pytest

from assistant.answers.phrases import phrase
from assistant.language.normalize import normalize

AGREES = phrase("answer.agrees")
CONTRADICTS = phrase("answer.contradicts_figure", figure="").split("。")[0]
PLAN = (
    "1.办好实事。对种粮大户每亩奖励60元，农贸市场停车每次收费不高于4.5元。\n"
    "2.举办节庆活动。举办荷花节、赶秋节、年货节等活动，其中赶秋节于8月7日在古城举行。\n"
    "3.盘活厂房。新建仓库20万平方米，其中南园13万平方米、北园7万平方米，南园仓库11月底前交付。\n"
    "4.绿化家园。新建街头绿地3块。\n"
)


@pytest.fixture(scope="module")
def told(told_of):
    return told_of(PLAN)


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("停车每次收3块吗", "停车每次收3元吗"),
        ("票价两块五，对吗", "票价2.5元,对吗"),
        ("充电每度8毛吧", "充电每度0.8元吧"),
        ("补贴从三百块涨到五百块", "补贴从300元涨到500元"),
        ("绿地新建3块，对吗", "绿地新建3块,对吗"),
        ("补贴改造3块球场，对吗", "补贴改造3块球场,对吗"),
        ("这块收费标准是多少", "这块收费标准是多少"),
    ],
)
def test_money_is_read_as_it_is_spoken_of(said, meant):
    assert normalize(said) == meant


@pytest.mark.parametrize(
    ("question", "verdict"),
    [
        ("种粮大户每亩奖60块，对吗", AGREES),
        ("种粮大户每亩奖80块，对吗", CONTRADICTS),
        ("农贸市场停车每次收费最高4块5，对吗", AGREES),
        ("街头绿地建3块，对吗", AGREES),
    ],
)
def test_spoken_money_is_held_against_the_plan(told, question, verdict):
    assert told(question).startswith(verdict)


@pytest.mark.parametrize("question", ["荷花节是5月1日举行吗", "年货节8月7日举行，对吗"])
def test_the_date_of_one_festival_is_none_of_another(told, question):
    said = told(question)
    assert AGREES not in said and CONTRADICTS not in said


def test_the_date_of_the_festival_itself_is_compared(told):
    assert told("赶秋节是8月7日举行吧").startswith(AGREES)
    assert "8月7日" in told("赶秋节是9月7日举行吧").split("：")[0]


def test_an_area_is_not_contradicted_with_a_date(told):
    assert "11月" not in told("南园仓库7万平方米，对吗").split("：")[0]
