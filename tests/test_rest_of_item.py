"""What the item of an answer has beside what the answer quotes."""

from collections.abc import Callable

import pytest

from assistant.answers.render import to_markdown
from assistant.chain import Assistant

PLAN = """西塘区2024年重点工作安排

1. 提升城市管理。改造老旧管网12公里。增设公共停车位300个。清洗外墙40栋。
2. 发展养老服务。新建社区食堂5个，新增护理床位80张。
3. 守护碧水蓝天。推进垃圾分类。新建绿道9公里。
"""


@pytest.fixture(scope="module")
def xitang(assistant_of: Callable[[str], Assistant]) -> Assistant:
    return assistant_of(PLAN)


def told(plan: Assistant, *messages: str) -> str:
    *before, question = messages
    return to_markdown(plan.ask(question, before)).replace("*", "")


@pytest.mark.parametrize(
    "messages",
    [
        ("公共停车位增设多少", "同一项里还有哪些内容"),
        ("公共停车位", "在哪一条", "那一条还写了什么"),
        ("公共停车位", "这项其他工作呢"),
    ],
)
def test_the_rest_of_its_item_is_shown(xitang: Assistant, messages) -> None:
    answer = told(xitang, *messages)
    assert "管网12公里" in answer and "外墙40栋" in answer
    assert "停车位300个" not in answer and "绿道" not in answer


def test_nothing_is_left_of_an_item_that_was_shown(xitang: Assistant) -> None:
    answer = told(xitang, "第3项", "这一项还有别的吗")
    assert "已经全部列出" in answer


def test_what_else_names_it_is_asked_for_by_itself(xitang: Assistant) -> None:
    assert "管网" not in told(xitang, "公共停车位增设多少", "还有呢")
    assert "外墙" not in told(xitang, "公共停车位", "这项谁负责")
