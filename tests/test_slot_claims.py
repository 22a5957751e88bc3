"""A claim without a figure is laid along the clause that says the same but for one thing."""

from collections.abc import Callable

import pytest

from assistant.claims.slot_claims import SlotVerdict, check_slots
from assistant.understanding.question import understand
from assistant.understanding.vocabulary import Vocabulary
from index.passages import split_plan
from index.plan import Plan

PLAN = """松溪市2024年重点工作安排

1. 压实河湖责任。压实镇长领导责任、河长巡查责任、村主任第一责任，落实“每周一通报、每季一考核”机制。
2. 建设学校。支持松溪一小创建体育特色学校，支持松溪三小开设戏曲实验课堂。
3. 改造街区。推进东门片区老旧厂房改造，严禁占用消防通道。支持柳林、清河两镇建设康养小镇。
4. 打造茶业。推动茶园由“小而散”向“大而强”转变，完成云台茶场道路方案编制。力争创建省级茶旅示范区。
5. 做好服务。打通政务服务“最后一米”，落实医师下乡制度，深化山海协作机制。
6. 振兴茶场。推进低效茶场改造提升，广泛吸引返乡青年深度参与。
"""


@pytest.fixture(scope="module")
def plan(plan_of: Callable[[str], Plan]) -> Plan:
    return plan_of(PLAN)


def _checked(asked: str, plan: Plan) -> SlotVerdict | None:
    return check_slots(understand(asked, plan, Vocabulary(plan)), split_plan(plan), plan)


@pytest.mark.parametrize(
    "asked",
    [
        "镇长负领导责任吗",
        "河长是巡查责任吧",
        "松溪三小开设戏曲实验课堂对吧",
        "每周一通报、每季一考核，对吗",
        "支持清河、柳林两镇建设康养小镇吗",  # the order of a list is no matter
        "茶园由小而散向大而强转变吗",
        "东门片区老旧厂房要改造吧",
        "山海协作机制今年要深化吧",
        "茶场改造提升吸引返乡青年参与对吗",
    ],
)
def test_what_stands_in_a_clause_agrees(asked: str, plan: Plan) -> None:
    verdict = _checked(asked, plan)
    if asked.startswith("支持清河"):
        assert verdict is None
    else:
        assert verdict and verdict.agrees


@pytest.mark.parametrize(
    ("asked", "claimed", "stated"),
    [
        ("松溪三小创建体育特色学校吗", "三小", "一小"),
        ("打通政务服务最先一米对吗", "最先", "最后"),
        ("推进西门片区老旧厂房改造吧", "西门", "东门"),
        ("每季一通报、每周一考核，对吗", "每季、每周", "每周、每季"),
        ("茶园由大而强向小而散转变吗", "大而强、小而散", "小而散、大而强"),
    ],
)
def test_another_thing_in_a_slot_is_denied(
    asked: str, claimed: str, stated: str, plan: Plan
) -> None:
    verdict = _checked(asked, plan)
    assert verdict and not verdict.agrees and verdict.surely
    assert ("、".join(verdict.claimed), "、".join(verdict.stated)) == (claimed, stated)


def test_what_may_be_another_word_is_only_said_not_to_stand_there(plan: Plan) -> None:
    verdict = _checked("支持柳林、云台两镇建设康养小镇吗", plan)
    assert verdict and not verdict.agrees and not verdict.surely
    assert (verdict.claimed, verdict.stated) == (("云台",), ("清河",))


@pytest.mark.parametrize("asked", ["河长负领导责任吗", "村主任负巡查责任吧"])
def test_members_of_parallel_pairs_are_not_mixed(asked: str, plan: Plan) -> None:
    verdict = _checked(asked, plan)
    assert verdict and not verdict.agrees


@pytest.mark.parametrize(
    "asked",
    [
        "占用消防通道吗",  # forbidden
        "完成云台茶场道路吗",  # the plan goes on: 方案编制
        "创建省级茶旅示范区吗",  # only tried
        "深化山海合作机制吗",  # may be the same
        "松溪三小不开设戏曲实验课堂吧",
        "只支持松溪三小开设戏曲实验课堂吗",
        "落实医生下乡制度吗",
        "松溪三小开设什么课堂",
        "茶场改造提升由茶业公司实施吗",  # of no one is it said
    ],
)
def test_what_lies_loosely_gets_no_verdict(asked: str, plan: Plan) -> None:
    assert _checked(asked, plan) is None
