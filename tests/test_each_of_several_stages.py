"""What begins and what ends is listed apart, and all work that has a word, by that word."""

from collections.abc import Callable

import pytest

from assistant.answers.render import to_markdown
from assistant.chain import Assistant

PLAN = """芦溪县2023年重点工作

1. 推进交通建设。推动芦溪大桥开工，确保西环路竣工。
2. 建设民生项目。实现县医院新楼竣工，启动老年大学扩建。
3. 防范金融风险。打击非法集资，化解存量风险。
4. 服务实体经济。开展金融服务进园区活动20场，举办银企对接会6场。
5. 加快水利建设。推进青石水库续建，安排中小河流治理项目开工。
"""


@pytest.fixture(scope="module")
def luxi(assistant_of: Callable[[str], Assistant]) -> Assistant:
    return assistant_of(PLAN)


@pytest.mark.parametrize(
    ("question", "items"),
    [
        ("新开工、竣工的各有哪些", {"1", "2", "5"}),
        ("开工和竣工的项目分别有哪些", {"1", "2", "5"}),
        ("续建、开工、竣工的工程分别有哪些？", {"1", "2", "5"}),
        ("竣工的有哪些", {"1", "2"}),
        ("今年要开工的有哪些", {"1", "5"}),
    ],
)
def test_each_stage_has_a_list_of_its_own(luxi, question, items):
    assert {citation.item for citation in luxi.ask(question).citations} == items


def test_each_list_is_told_under_what_it_answers(luxi):
    said = to_markdown(luxi.ask("开工、竣工的项目各有哪些")).replace("*", "")
    begun, ended = said.split("关于“竣工的项目")
    assert "芦溪大桥" in begun
    assert "县医院新楼" in ended


@pytest.mark.parametrize(
    ("question", "items"),
    [
        ("哪些工作提到金融", {"3", "4"}),
        ("哪些任务涉及到金融？", {"3", "4"}),
        ("哪些工作提到水库", {"5"}),
    ],
)
def test_all_work_that_has_a_word_is_listed(luxi, question, items):
    assert {citation.item for citation in luxi.ask(question).citations} == items
