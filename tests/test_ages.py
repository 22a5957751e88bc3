"""Of which age a figure is."""

from collections.abc import Callable

import pytest

from assistant.chain import Assistant

PLAN = (
    "1.扩大参保。城乡居民参保率达到96%,60岁以上老年人参保率达到99%。由县医保局负责。\n"
    "2.组织体检。免费体检2.4万人,其中60岁以上9000人,每人补助80元。由县卫健局负责。\n"
    "3.发放津贴。为800名60岁以上老人每月发放津贴150元。由县民政局负责。\n"
)


@pytest.fixture(scope="module")
def county(assistant_of: Callable[[str], Assistant]) -> Assistant:
    return assistant_of("2031年石桥县重点工作\n\n" + PLAN)


@pytest.mark.parametrize(
    ("messages", "figure"),
    [
        (["居民参保率多少", "60岁以上的呢"], "99%"),
        (["60岁以上参保率多少"], "99%"),
        (["居民参保率多少"], "96%"),
        (["免费体检多少人"], "2.4万人"),
        (["给多少名60岁以上的老人发放津贴"], "800名"),  # of that age, though before it
        (["60岁以上老人每月津贴多少"], "150元"),
    ],
)
def test_a_figure_is_of_the_age_asked_about(county, messages, figure):
    *earlier, last = messages
    leads = [s.text for s in county.ask(last, earlier).statements if s.role == "lead"]
    assert leads == [figure]
