"""Yes or no to what shares its form, but not its thing, with what the plan says."""

import pytest

from tests.verdicts import AGREES, CONTRADICTS

PLAN = (
    "1.兴办工厂。新建农业加工厂25家，其中6亿元以上4家，完成投资40亿元。\n"
    "2.治理河湖。白鹤湖水质由Ⅴ类改善至Ⅳ类。\n"
    "3.扶持种粮。对种粮大户每户奖励3万至5万元，贴息贷款20至50万元。\n"
    "4.核定价格。敬老院床位费标准从每月800元调整到880元，公园游船服务费由20元调整到25元。\n"
    "5.招收学生。招收新生9000人，其中住校生4000人、走读生700人；培训教师600人，其中班主任90人。\n"
)


@pytest.mark.parametrize(
    ("question", "verdict"),
    [
        ("农业加工厂有4家6亿元以上的吗", AGREES),
        ("今年新建加工厂里有5家是6亿元以上，对吗", CONTRADICTS),
    ],
)
def test_how_many_are_of_a_size_is_compared(told, question, verdict):
    assert verdict in told(question)


@pytest.mark.parametrize(
    "question",
    [
        "体育馆有4家6亿元以上的吗",
        "外资加工厂里有4家是6亿元以上，对吗",
        "去年加工厂有4家6亿元以上，对吗",
        "明年新建加工厂里有4家6亿元以上吗",
    ],
)
def test_how_many_of_other_things_or_years_are_of_a_size_is_not_confirmed(told, question):
    assert AGREES not in told(question)


@pytest.mark.parametrize(
    ("question", "verdict"),
    [
        ("白鹤湖水质从5类改善到4类，对吗", AGREES),
        ("白鹤湖水质从五类改善到四类，对吗", AGREES),
        ("白鹤湖水质从5类改善到3类，对吗", CONTRADICTS),
        ("白鹤湖水质从五类改善到三类，对吗", CONTRADICTS),
    ],
)
def test_a_grade_is_the_same_however_its_number_is_written(told, question, verdict):
    assert told(question).startswith(verdict)


def test_below_a_grade_is_not_that_grade(told):
    assert not told("白鹤湖水质从劣五类改善到四类，对吗").startswith((AGREES, CONTRADICTS))


@pytest.mark.parametrize(
    ("question", "verdict"),
    [
        ("种粮大户每户奖励30000至50000元，对吗", AGREES),
        ("种粮大户每户奖励3到5万元，对吗", AGREES),
        ("种粮大户每户奖励20000至50000元，对吗", CONTRADICTS),
        ("种粮大户每户奖励2到5万元，对吗", CONTRADICTS),
        ("种粮大户贴息贷款20万到50万元，对吗", AGREES),
        ("种粮大户贴息贷款30万到50万元，对吗", CONTRADICTS),
    ],
)
def test_a_range_is_compared_by_the_size_of_its_ends(told, question, verdict):
    assert told(question).startswith(verdict)


@pytest.mark.parametrize(
    "question", ["低保标准从800元提高到900元吗", "停车服务费从20元调整到30元吗"]
)
def test_one_end_in_common_makes_no_change_one_of_the_same_thing(told, question):
    assert not told(question).startswith((AGREES, CONTRADICTS))


@pytest.mark.parametrize("name", ["游船服务费", "游船费"])
def test_another_end_of_the_change_of_the_same_thing_is_contradicted(told, name):
    assert told(f"{name}从20元调整到30元吗").startswith(CONTRADICTS)


def test_a_place_claimed_beside_a_change_is_not_confirmed(told):
    change = "敬老院床位费标准从每月800元调整到880元吗"
    assert told(change).startswith(AGREES)
    said = told(f"郊外{change}")
    assert not said.startswith(AGREES) and "郊外" in said


@pytest.mark.parametrize("question", ["教师中住校生4000人吗", "班主任90人是新生，对吗"])
def test_one_listed_in_a_statement_is_none_of_another_statement(told, question):
    assert AGREES not in told(question)


@pytest.mark.parametrize(
    ("question", "verdict"),
    [("招收住校生4000人，对吗", AGREES), ("培训教师中班主任100人吗", CONTRADICTS)],
)
def test_one_listed_is_compared_with_its_own(told, question, verdict):
    assert told(question).startswith(verdict)
