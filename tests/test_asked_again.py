"""A message that only names another item, or another stage, asks of it what was asked before."""

from collections.abc import Callable

import pytest

from assistant.answers.render import to_markdown
from assistant.chain import Assistant

PLAN = """东港区2024年重点工作安排

1. 建设交通。推进滨湖大道、东站广场开工，实现跨江大桥通车。更新公交车30辆。
2. 建设学校。第三中学、实验小学竣工，新增学位900个，建设足球场2片。
3. 建设医院。人民医院新院竣工，中医医院分院开工。新增床位400张，培训医生60人次。
"""


@pytest.fixture(scope="module")
def donggang(assistant_of: Callable[[str], Assistant]) -> Assistant:
    return assistant_of(PLAN)


def told(plan: Assistant, *messages: str) -> str:
    *before, question = messages
    return to_markdown(plan.ask(question, before)).replace("*", "")


@pytest.mark.parametrize(
    "messages",
    [
        ("第2项有哪些指标", "那第3项呢"),
        ("第1项有什么数据", "第2项呢", "第3项呢"),
    ],
)
def test_an_item_that_is_only_named_is_asked_for_what_the_one_before_was(
    donggang: Assistant, messages
) -> None:
    assert told(donggang, *messages) == told(donggang, "第3项有哪些数字")


@pytest.mark.parametrize("messages", [("第2项有哪些指标", "第3项"), ("学位新增多少", "第3项呢")])
def test_else_the_item_is_shown(donggang: Assistant, messages) -> None:
    assert told(donggang, *messages) == told(donggang, "第3项")


@pytest.mark.parametrize(
    "messages",
    [
        ("今年哪些项目竣工", "那开工的呢"),
        ("竣工的有哪些", "开工呢"),
        ("哪些项目通车", "竣工的呢", "开工的呢"),
    ],
)
def test_another_stage_is_asked_for_in_all_items(donggang: Assistant, messages) -> None:
    answer = told(donggang, *messages)
    assert answer.startswith("计划中写到“开工”的有2项")


def test_a_stage_of_the_thing_asked_about_stays_of_it(donggang: Assistant) -> None:
    assert "中医医院" not in told(donggang, "滨湖大道什么时候竣工", "开工呢")


@pytest.mark.parametrize(
    ("asked", "stages"),
    [
        ("东站广场处在哪个阶段", ["开工"]),
        ("跨江大桥和东站广场分别到什么阶段了", ["通车", "开工"]),
        ("东站广场与跨江大桥各是通车还是开工", ["开工", "通车"]),
    ],
)
def test_how_far_something_is_is_told_by_its_own_stage(
    donggang: Assistant, asked: str, stages: list[str]
) -> None:
    told_first = [s.text for s in donggang.ask(asked).statements if s.role == "lead"]
    assert told_first == stages


def test_what_has_no_stage_gets_none_of_another(donggang: Assistant) -> None:
    answer = donggang.ask("公交车更新处于什么阶段")
    assert not [s for s in answer.statements if s.role == "lead"]
    assert "开工" not in to_markdown(answer)
