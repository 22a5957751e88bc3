"""Yes or no: claims of all there are of something, of which the plan says it of some."""

import pytest

from tests.verdicts import AGREES

PLAN = (
    "1.改善住房条件。对25个村实施污水管网改造。渔船全部安装定位装置。年满70周岁的居民免费体检。\n"
    "2.抓好重点项目。加快推进东湖商办项目、北湖二期项目、南湖商办项目等一批重点工程建设。"
    "新建、改建社区食堂9家。\n"
)


@pytest.mark.parametrize(
    "question",
    [
        "所有村都实施污水管网改造吗",
        "全县村庄都要改造污水管网，对吧",
        "所有居民都免费体检对吗",
    ],
)
def test_what_is_said_of_some_is_not_affirmed_of_all(told, question):
    assert AGREES not in told(question)


@pytest.mark.parametrize("question", ["渔船全部安装定位装置吗", "25个村改造污水管网对吧"])
def test_what_is_said_of_all_is_affirmed(told, question):
    assert AGREES in told(question)


def test_the_kind_of_one_listed_is_not_the_kind_of_those_listed_after_it(told):
    assert AGREES not in told("商办项目包括北湖二期吗")
    assert AGREES in told("商办项目包括南湖吗")
    assert AGREES in told("重点工程包括北湖二期吗")


def test_a_claim_of_one_of_two_joined_deeds_is_answered_with_both(told):
    assert "新建、改建社区食堂9家" in told("社区食堂新建9家对吧").split("：")[0]
