"""Conversations of several turns: what is carried on, and what is left behind."""

from collections.abc import Callable, Sequence

import pytest

from assistant.answers.render import to_markdown
from assistant.chain import Assistant

PLAN = """枫桥区2024年重点工作
2024年1月15日
1、改善出行条件。新建健身步道12公里，国庆前开放。打通断头路4条，其中芦荡路6月底前通车。责任单位：区建设局。
2、方便群众就餐。社区食堂新增9家，每餐补贴5元，早餐6时30分供应。责任单位：区民政局。
3、更新文化场馆。区图书馆藏书增至30万册，夜间开放至21时。戏曲节11月举办。
"""


@pytest.fixture(scope="module")
def district(assistant_of: Callable[[str], Assistant]) -> Assistant:
    return assistant_of(PLAN)


def last(assistant: Assistant, *turns: str) -> str:
    """Return the answer to the last turn as the user sees it."""
    return to_markdown(assistant.ask(turns[-1], list(turns[:-1])))


def items(assistant: Assistant, turns: Sequence[str]) -> list[str]:
    """Return the items that the answer to the last turn cites."""
    answer = assistant.ask(turns[-1], list(turns[:-1]))
    return list(dict.fromkeys(citation.item for citation in answer.citations))


@pytest.mark.parametrize("turning", ["换个问题", "换个话题吧", "那我们换一个话题", "想问点别的"])
def test_turning_to_something_else_is_no_question_and_leaves_the_subject(district, turning):
    earlier = ["健身步道新建多少公里", turning]
    assert district.ask(turning, earlier[:1]).status == "chat"
    assert last(district, *earlier, "多少米") == last(district, "多少米")
    assert items(district, [*earlier, "社区食堂新增几家", "每餐补贴多少"]) == ["2"]


def test_turning_leads_over_to_the_question_behind_it(district):
    earlier = "健身步道新建多少公里"
    assert "9家" in last(district, earlier, "换个问题，社区食堂新增几家")
    assert last(district, earlier, "换个话题，多少米") == last(district, "多少米")
    assert items(district, [earlier, "算了，换个问题，食堂呢", "每餐补贴多少"]) == ["2"]
    assert items(district, [earlier, "再问一个，什么时候开放"]) == ["1"]  # of the same


@pytest.mark.parametrize("thanks", ["好的", "谢谢", "明白了，多谢"])
def test_thanks_leave_the_subject_where_it_was(district, thanks):
    assert items(district, ["健身步道新建多少公里", thanks, "什么时候开放"]) == ["1"]
