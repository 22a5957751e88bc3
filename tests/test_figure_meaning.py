"""A number of the plan, asked for by itself: what it is a number of."""

from collections.abc import Callable

import pytest

from assistant.answers.render import to_markdown
from assistant.chain import Assistant
from assistant.lookups.figure_meaning import number_asked
from assistant.understanding.question import Question

TOWN = """湖滨镇2024年重点工作
（2024年2月）

1.改善交通。安装路灯1,200盏，改造公交站亭36个，配套投资480万元。
2.办好民生。新建村卫生室36个，新增学位2.5万个，建成8处口袋公园。
3.优化服务。深化“一件事30条”改革，接续办好第九届荷花节。
"""


@pytest.fixture(scope="module")
def town(assistant_of: Callable[[str], Assistant]) -> Assistant:
    return assistant_of(TOWN)


@pytest.mark.parametrize(
    ("question", "items", "quoted"),
    [
        ("1200盏是什么", ["1"], ["安装路灯1,200盏"]),
        ("480万元指的是什么", ["1"], ["480万元"]),
        ("请问36个是啥", ["1", "2"], ["公交站亭", "村卫生室"]),
        ("25000个是什么数", ["2"], ["新增学位"]),
        ("8处口袋公园是哪一项", ["2"], ["8处口袋公园"]),
        ("计划里的30条是什么", ["3"], ["一件事", "30条"]),
        ("480是什么数字？", ["1"], ["480"]),
    ],
)
def test_a_number_is_told_by_the_clauses_that_have_it(
    town: Assistant, question: str, items: list[str], quoted: list[str]
) -> None:
    answer = town.ask(question)
    assert answer.status == "answered"
    assert list(dict.fromkeys(citation.item for citation in answer.citations)) == items
    said = to_markdown(answer).replace("**", "")
    assert all(words in said for words in quoted)


@pytest.mark.parametrize("question", ["48万元是什么", "36盏指什么", "20是什么数"])
def test_a_number_that_the_plan_has_not_is_said_to_be_none(town: Assistant, question: str) -> None:
    answer = town.ask(question)
    assert answer.status == "not_in_plan"
    assert "没有出现" in to_markdown(answer)
    assert not answer.citations


def test_an_item_asked_for_by_its_number_is_no_number_of_the_plan(town: Assistant) -> None:
    assert [c.item for c in town.ask("第2条是什么").citations] == ["2"]


@pytest.mark.parametrize("question", ["路灯多少盏", "30条政策有哪些", "3月要做什么", "36个对吗"])
def test_other_questions_ask_for_the_meaning_of_no_number(question: str) -> None:
    assert number_asked(Question(question, question, "search")) == ""
