"""A right number of an item is confirmed by its title or by the sentence that is meant."""

from collections.abc import Callable

import pytest

from assistant.claims.place_claims import check_each, check_place
from assistant.understanding.question import understand
from assistant.understanding.vocabulary import Vocabulary
from index.passages import split_plan
from index.plan import Plan

PLAN = """柳川市2024年重点工作安排

1. 壮大茶叶产业。新建标准茶园1200亩，培育茶叶企业8家。
2. 推进危旧房改造。改造危旧房300户，6月底前开工。
3. 完善养老服务。新增养老床位120张。建设社区食堂9个。
4. 守住底线。坚决防止发生规模性返贫，办公经费压减5%。建设南湖公园，修缮北山书院。
"""


@pytest.fixture(scope="module")
def plan(plan_of: Callable[[str], Plan]) -> Plan:
    return plan_of(PLAN)


@pytest.mark.parametrize(
    ("asked", "quoted"),
    [
        ("第1项是不是讲茶叶产业的", "壮大茶叶产业。"),
        ("茶叶产业是第1项吧", "壮大茶叶产业。"),
        ("第2条讲危旧房改造对吗", "推进危旧房改造。"),
        ("第3项写的是不是养老服务", "完善养老服务。"),
        ("第3项提到社区食堂了吗", "建设社区食堂9个。"),
        ("社区食堂写在第3项对不对", "建设社区食堂9个。"),
    ],
)
def test_what_an_item_is_claimed_to_be_about_is_confirmed(
    plan: Plan, asked: str, quoted: str
) -> None:
    question = understand(asked, plan, Vocabulary(plan))
    passage = check_place(question, plan, split_plan(plan))
    assert passage is not None and passage.text == quoted


@pytest.mark.parametrize(
    "asked",
    [
        "第1项是不是讲养老服务",
        "第1项讲茶叶走私对吗",
        "第3项不是讲养老服务吧",
        "第2项讲的是哪方面",
        "第2项是不是讲危旧房5月底前开工",
        "第2项讲危旧房改造500户对吗",
        "第1项和第2项都讲茶叶产业吗",
        "这是第3项吧",
        "第3项只讲养老服务吗",
        "第4项是讲发生规模性返贫的吧",
        "第4项讲增加办公经费对吗",
        "第4项是讲南湖书院的吧",
    ],
)
def test_what_says_more_or_other_than_the_item_is_not_confirmed(plan: Plan, asked: str) -> None:
    question = understand(asked, plan, Vocabulary(plan))
    assert check_place(question, plan, split_plan(plan)) is None


@pytest.mark.parametrize(
    ("asked", "lacking", "items"),
    [
        ("第1项和第3项都提到养老床位，对吗", "1", ["3"]),
        ("第3项和第3项都提到养老床位，对吗", None, []),
        ("茶叶企业在第1项，社区食堂在第2项，对吗", "2", ["3"]),
        ("茶叶企业在第1项，社区食堂在第3项，对吗", "", ["1", "3"]),
        ("养老床位在第3项，社区食堂在第3项，对吗", "", ["3", "3"]),
        ("第2项和第4项都写了改造北山书院，对吗", None, []),  # a part of it may be meant there
        ("第1项提到茶叶企业，对吗", None, []),  # one item alone is told of elsewhere
    ],
)
def test_each_of_several_items_is_held_against_what_it_is_claimed_to_have(
    plan: Plan, asked: str, lacking: str | None, items: list[str]
) -> None:
    question = understand(asked, plan, Vocabulary(plan))
    verdict = check_each(question, plan, split_plan(plan))
    if lacking is None:
        assert verdict is None
    else:
        assert verdict is not None and verdict.lacking == lacking
        assert [passage.item for passage in verdict.having] == items
