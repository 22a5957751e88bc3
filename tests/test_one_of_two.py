"""Of two that are asked for, the one that the plan has is told, and no figure beside it."""

import re
from collections.abc import Callable

import pytest

from assistant.answers.render import to_markdown

PLAN = """2027年临泽区政府重点工作

1.优化服务。落实省“稳企20条”和市“助企10条”政策，为老年人提供免费视力检查。
2.更新设施。推进工人剧场扩建，新建一批社区健身点。增加120个错时停车位，改造公共厕所26座。
3.整合资源。将9家区属企业整合为2家集团，发放文化券压减10%，印发简报压减30%。治理街面、楼道垃圾投放。
4.建设道路。推进松岭路改建、梅园路拓宽、南湖变电站等项目开工，整治河道15公里，年内完成6公里。建设绿道12公里，年内竣工5公里。
5.改善居住。提高城镇救助标准，提高乡村救助标准。开展电子凭证试点。
"""


@pytest.fixture(scope="module")
def told(assistant_of: Callable) -> Callable[[str], str]:
    """The answer to a question, in one line without line breaks, behind its status."""
    plan = assistant_of(PLAN)

    def ask(question: str) -> str:
        answer = plan.ask(question)
        return f"[{answer.status}]" + to_markdown(answer).replace("\\", "")

    return ask


@pytest.mark.parametrize(
    ("question", "stated"),
    [
        ("工人剧场是新建还是扩建", "扩建"),
        ("停车位加了120个，是固定的还是错时的", "错时"),
        ("公共厕所是新增还是改造", "改造"),
        ("视力检查是收费还是免费", "免费"),
        ("电子凭证是全面推行还是试点", "试点"),
        ("梅园路是拓宽还是改建", "拓宽"),
        ("区属企业整合成2家还是3家", "2家"),
        ("河道整治年内完成6公里还是8公里", "6公里"),
        ("绿道竣工5公里还是9公里", "5公里"),
    ],
)
def test_the_one_that_the_plan_has_is_told_alone(told, question, stated):
    said = told(question)
    assert said.startswith(f"[answered]**{stated}**") and "不符" not in said
    assert "没有写明" not in said


@pytest.mark.parametrize(
    "question",
    [
        "南湖变电站是改建还是新建",  # 改建 is said of another of the list
        "救助标准是城镇还是乡村提高",  # both
        "电子凭证是刷脸还是扫码",  # neither
        "垃圾投放是街面还是楼道治理",  # of both together
    ],
)
def test_no_one_is_told_where_the_plan_has_both_or_neither_of_it(told, question):
    assert not re.match(r"\[answered\]\*\*[^*]+\*\*〔", told(question))
