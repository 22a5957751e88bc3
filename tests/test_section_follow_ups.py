"""What is asked of items by their place or number, behind an answer on a section or on several."""

from collections.abc import Callable

import pytest

from assistant.chain import Assistant

PLAN = """2031年柳溪县重点工作

一、做强农业
1.扩种油菜。扩种油菜5万亩,6月底前完成。(牵头单位:县农业局)
2.改造茶园。改造茶园800亩,10月底前完成。(牵头单位:县林业局)
二、畅通交通
3.修建公路。新建公路26公里,9月底前完成。(牵头单位:县交通局)
4.维修桥梁。维修桥梁7座,11月底前完成。(牵头单位:县公路中心)
5.增开班车。增开班车12班,5月底前完成。(牵头单位:县运管所)
"""


@pytest.fixture(scope="module")
def county(assistant_of: Callable[[str], Assistant]) -> Assistant:
    return assistant_of(PLAN)


def told(county: Assistant, messages: str) -> list[str]:
    """The items that the last of messages joined by | is answered from."""
    *earlier, last = (message.strip() for message in messages.split("|"))
    return list(dict.fromkeys(one.item for one in county.ask(last, earlier).citations))


@pytest.mark.parametrize(
    ("messages", "items"),
    [
        ("第二部分有哪些任务 | 第一条由谁牵头", ["3"]),
        ("第二部分 | 第二个什么时候完成", ["4"]),
        ("第二部分 | 第一条由谁牵头 | 第二条呢", ["4"]),
        ("第二部分讲什么 | 最后一项讲什么", ["5"]),
        ("第二部分讲什么 | 前两项由谁牵头", ["3", "4"]),
    ],
)
def test_a_place_behind_a_section_is_one_in_it(county, messages, items):
    assert told(county, messages) == items


@pytest.mark.parametrize(
    ("messages", "items"),
    [
        ("第一部分有哪些任务 | 第5项由谁牵头", ["5"]),  # it has no fifth
        ("第二部分有哪些任务 | 第4项由谁牵头", ["4"]),
        ("茶园改造多少亩 | 第一项由谁牵头", ["1"]),
        ("第二部分 | 茶园改造多少亩 | 第一项由谁牵头", ["1"]),
    ],
)
def test_elsewhere_it_is_the_plan_s(county, messages, items):
    assert told(county, messages) == items


@pytest.mark.parametrize(
    "messages",
    ["第2项和第4项讲什么 | 这两项由谁负责", "茶园和桥梁各多少 | 那两个都由哪个部门牵头"],
)
def test_these_two_are_those_of_the_answer(county, messages):
    assert told(county, messages) == ["2", "4"]


def test_these_three_are_not_the_third(county):
    assert told(county, "第2项和第4项讲什么 | 这三项由谁牵头") == ["2", "4"]
    assert "3" not in told(county, "这三项由谁牵头")
