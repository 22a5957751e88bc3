"""In which item something stands, in whatever words it is asked, and whether the plan has it."""

from collections.abc import Callable

import pytest

from assistant.answers.render import to_markdown
from assistant.chain import Assistant

PLAN = """石桥区2024年重点工作安排

1. 提升城市管理。改造老旧管网12公里。增设公共停车位300个，培育3件品牌活动。
2. 发展养老服务。新建社区食堂5个，新增护理床位80张。床位补贴提高到每张600元。
3. 守护碧水蓝天。推进垃圾分类，治理黑臭河道6条。南岸码头在东岸建成开放。
4. 支持民主监督。支持政协履行职能。加强特色教育和社区教育。
"""


@pytest.fixture(scope="module")
def shiqiao(assistant_of: Callable[[str], Assistant]) -> Assistant:
    return assistant_of(PLAN)


def told(plan: Assistant, *messages: str) -> str:
    *before, question = messages
    return to_markdown(plan.ask(question, before)).replace("*", "")


@pytest.mark.parametrize(
    ("asked", "item"),
    [
        ("社区食堂在哪项任务里", "在第2项："),
        ("社区食堂写在哪一块", "在第2项："),
        ("护理床位属于哪个部分的", "在第2项："),
        ("黑臭河道列在哪个地方", "在第3项："),
        ("公共停车位归到哪条下面", "在第1项："),
        ("公共停车位放在哪块写的", "在第1项："),
    ],
)
def test_where_something_stands_in_the_plan_is_no_place_on_a_map(
    shiqiao: Assistant, asked: str, item: str
) -> None:
    assert told(shiqiao, asked).startswith(item)


@pytest.mark.parametrize("asked", ["社区食堂建在哪个地方", "公共停车位放在哪块"])
def test_a_place_on_a_map_is_still_asked_for(shiqiao: Assistant, asked: str) -> None:
    assert "没有写明具体地点" in told(shiqiao, asked)


def test_what_an_answer_belongs_to_is_its_items(shiqiao: Assistant) -> None:
    answer = told(shiqiao, "垃圾分类", "怎么推进", "归第几项")
    assert answer.startswith("出自计划的〔第3项〕")


@pytest.mark.parametrize("asked", ["社区教育写到了吗", "特色教育和社区教育写进去了没有"])
def test_what_is_told_of_is_not_asked_to_be_done(shiqiao: Assistant, asked: str) -> None:
    answer = shiqiao.ask(asked)
    assert answer.status == "answered"
    assert "没有写明是否已经做到" not in to_markdown(answer)


def test_what_is_to_be_done_is_not_told_as_done(shiqiao: Assistant) -> None:
    assert "没有写明是否已经做到" in told(shiqiao, "社区食堂5个都新建了吗")


def test_how_many_an_item_has_is_not_what_they_are_raised_to(shiqiao: Assistant) -> None:
    assert told(shiqiao, "第1项提到几件品牌活动").startswith("3件")
    assert told(shiqiao, "床位补贴提到多少元").startswith("600元")
