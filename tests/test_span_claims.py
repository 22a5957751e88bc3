"""The years that a plan or programme runs over, as claimed and as its name has them."""

from collections.abc import Callable

import pytest

from assistant.claims.span_claims import check_span
from assistant.understanding.question import understand
from assistant.understanding.vocabulary import Vocabulary
from index.passages import split_plan
from index.plan import Plan

PLAN = """2027年青浦湾街道重点工作

1. 做好规划。落实《2026—2030年全国河湖保护规划》，编制《绿道网络专项规划（20282032）》。
2. 推进改革。编制文旅发展规划，完成2027年项目储备。
"""


@pytest.fixture(scope="module")
def plan(plan_of: Callable[[str], Plan]) -> Plan:
    return plan_of(PLAN)


@pytest.mark.parametrize(
    ("asked", "agrees", "stated"),
    [
        ("河湖保护规划是2025到2029年的吧", False, "2026—2030年"),
        ("河湖保护规划是2026至2030年，对吗", True, "2026—2030年"),
        ("绿道规划从2028年到2033年对吧", False, "20282032"),
        ("绿道规划是2028-2032年没错吧", True, "20282032"),
        ("绿道规划管到2035年吗", False, "20282032"),
        ("河湖保护规划从2024年开始吧", False, "2026—2030年"),
    ],
)
def test_years_claimed_are_held_against_those_of_the_name(plan, asked, agrees, stated):
    question = understand(asked, plan, Vocabulary(plan))
    verdict = check_span(question, split_plan(plan), plan)
    assert verdict is not None and (verdict.agrees, verdict.stated) == (agrees, stated)


@pytest.mark.parametrize(
    "asked",
    [
        "文旅发展规划是2026到2030年吧",  # of which no years are told
        "保护规划从哪年到哪年",
        "河湖保护规划不是2026到2030年吧",
        "河湖保护规划2026到2030年投资5亿元吧",
        "绿道规划到2029年完成吧",  # by when it is done
        "规划是2026到2030年吧",  # there are several
    ],
)
def test_nothing_is_said_of_what_has_no_such_years_or_several(plan, asked):
    question = understand(asked, plan, Vocabulary(plan))
    assert check_span(question, split_plan(plan), plan) is None
