"""Who does something, where it is and of how much it is all is not said where no one is named."""

from collections.abc import Callable

import pytest

from assistant.claims.unnamed_claims import check_unnamed
from assistant.understanding.question import understand
from assistant.understanding.vocabulary import Vocabulary
from index.passages import split_plan
from index.plan import Plan

PLAN = """柳川县2024年重点工作安排

1. 帮扶困难群体。开展助餐券电子化发放试点，新增护理床位200张。
2. 建设场馆。推动云山音乐厅对外开放，在东湖街道建设社区食堂9个。
3. 公租房分配由住房保障中心承担。实施千兆光网全覆盖。
"""


@pytest.fixture(scope="module")
def plan(plan_of: Callable[[str], Plan]) -> Plan:
    return plan_of(PLAN)


@pytest.mark.parametrize(
    ("asked", "claimed", "clause"),
    [
        ("助餐券由民政局发放吧", "由民政局发放", "开展助餐券电子化发放试点"),
        ("云山音乐厅在西湖区吗", "在西湖区", "推动云山音乐厅对外开放"),
        ("千兆光网是全省覆盖吧", "全省", "实施千兆光网全覆盖"),
    ],
)
def test_what_the_item_names_not_is_told_so(
    asked: str, claimed: str, clause: str, plan: Plan
) -> None:
    verdict = check_unnamed(understand(asked, plan, Vocabulary(plan)), split_plan(plan), plan)
    assert verdict is not None and verdict.claimed == claimed
    assert plan.source[verdict.span.start : verdict.span.end].startswith(clause)


@pytest.mark.parametrize(
    "asked",
    [
        "公租房分配由住房保障中心承担吗",
        "社区食堂建在东湖街道吗",
        "云山音乐厅在推进吗",
        "云山音乐厅在年底前开放吗",
        "千兆光网全县覆盖吧",  # it is the county's plan
        "助餐券由谁发放",
        "城市展览馆由文旅局建设吗",
    ],
)
def test_what_is_named_or_not_in_the_plan_gets_no_verdict(asked: str, plan: Plan) -> None:
    question = understand(asked, plan, Vocabulary(plan))
    assert check_unnamed(question, split_plan(plan), plan) is None
