"""What is claimed to be done already, a plan only sets."""

from collections.abc import Callable

import pytest

from assistant.claims.reached_claims import ReachedVerdict, check_reached
from assistant.understanding.question import understand
from assistant.understanding.vocabulary import Vocabulary
from index.passages import split_plan
from index.plan import Plan

PLAN = """柳川市2024年重点工作安排

1. 做优服务。推动不动产登记系统上线，新增停车公共泊位300个。制定柳川市儿童友好城市建设方案。
2. 建设场馆。确保市民中心年内正式启用。已建成的社区书屋加强管理，茶山书院已恢复开放。
3. 创建品牌。积极创建省级森林城市，2023年完成绿道建设12公里，今年新建绿道8公里。
"""


@pytest.fixture(scope="module")
def plan(plan_of: Callable[[str], Plan]) -> Plan:
    return plan_of(PLAN)


def _checked(asked: str, plan: Plan) -> ReachedVerdict | None:
    return check_reached(understand(asked, plan, Vocabulary(plan)), split_plan(plan), plan)


@pytest.mark.parametrize(
    ("asked", "deed", "clause"),
    [
        ("不动产登记系统已经上线了吧", "上线", "推动不动产登记系统上线"),
        ("不动产登记系统上线了吗", "上线", "推动不动产登记系统上线"),
        ("不动产登记系统已经上线了", "上线", "推动不动产登记系统上线"),
        ("停车泊位已经新增300个了吧", "新增", "新增停车公共泊位300个"),
        ("市民中心启用了吗", "启用", "确保市民中心年内正式启用"),
        ("省级森林城市已经创建成功了，对吗", "创建", "积极创建省级森林城市"),
        ("儿童友好城市建设方案已经出台了吧", "", "制定柳川市儿童友好城市建设方案"),
        ("市民中心启用了没有", "启用", "确保市民中心年内正式启用"),
        ("市民中心启没启用", "启用", "确保市民中心年内正式启用"),
        ("市民中心有没有启用", "启用", "确保市民中心年内正式启用"),
        ("不动产登记系统上线没", "上线", "推动不动产登记系统上线"),
        ("停车泊位增加好了没呀", "", "新增停车公共泊位300个"),
    ],
)
def test_what_is_set_is_not_told_to_be_done(asked: str, deed: str, clause: str, plan: Plan) -> None:
    verdict = _checked(asked, plan)
    assert verdict is not None and verdict.deed == deed
    assert plan.source[verdict.span.start : verdict.span.end].startswith(clause)


@pytest.mark.parametrize(
    "asked",
    [
        "茶山书院已经恢复开放了吧",  # the plan tells it
        "绿道已经完成12公里了吧",  # of the year before
        "市民中心要启用了吧",
        "市民中心年内启用吗",
        "不动产登记系统上线",
        "不动产登记系统还没上线吧",
        "停车泊位已经新增多少个了",
        "城市展览馆已经启用了吧",  # of which the plan has nothing
        "已建成的社区书屋要加强管理吧",
        "茶山书院恢复开放了没有",  # the plan tells it
        "停车泊位没有",
        "市民中心要启用了没",
        "儿童友好城市提了没有",
        "有没有公共泊位",
    ],
)
def test_what_is_not_claimed_to_be_done_or_is_told_so_gets_no_verdict(
    asked: str, plan: Plan
) -> None:
    assert _checked(asked, plan) is None
