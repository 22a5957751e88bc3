"""What is due by a date is listed of its own year, by either of two dates, in a row of dates."""

from collections.abc import Callable

import pytest

from assistant.answers.render import to_markdown
from assistant.chain import Assistant

PLAN = """桐溪县水利局2024年工作要点

1. 加固病险水库。对排查出的14座病险水库，今年加固9座，剩余5座明年5月底前全部加固到位。
2. 推进前期工作。完成灌区规划、排涝站初设、堤防可研三项报告，分别于3月、6月、10月底前报批。
3. 建设智慧水利。投入430万元建设调度平台，2月完成招标，7月上线试运行。
4. 改造供水管网。更新老旧管网26公里，9月底前通水。
5. 建设净水厂。净水厂二期2025年底前建成。
6. 疏浚河道。清淤河道33公里，5月底前完工。年内建成生态护岸8公里。
"""


@pytest.fixture(scope="module")
def tongxi(assistant_of: Callable[[str], Assistant]) -> Assistant:
    return assistant_of(PLAN)


@pytest.mark.parametrize(
    ("question", "items"),
    [
        ("5月底前要完成的有哪些", {"2", "3", "6"}),  # what is due next May is not of this year
        ("6月底前要完成的有哪些", {"2", "3", "6"}),
        ("3月底前要完成哪些工作", {"2", "3"}),
        ("9月底前完成的有哪些", {"2", "3", "4", "6"}),
        ("5月底或者9月底前要完成的有哪些", {"2", "3", "4", "6"}),
        ("2月底前和3月底前要完成的有哪些", {"2", "3"}),
        ("明年要完成的有哪些", {"1", "5"}),
        ("2025年有哪些要干完的", {"1", "5"}),
        ("明年5月底前完成的有哪些", {"1"}),
        ("完成时限写明“年内”的有哪些", {"6"}),  # no item has a line for its time limit
    ],
)
def test_what_is_due_is_listed_in_the_year_it_is_due(tongxi, question, items):
    answer = tongxi.ask(question)
    assert {citation.item for citation in answer.citations} == items


@pytest.mark.parametrize("question", ["完成时限写明“8月底”的有哪些", "2026年要完成的有哪些"])
def test_what_nothing_is_due_by_is_not_made_up(tongxi, question):
    assert tongxi.ask(question).status == "not_in_plan"
    assert "5座" not in to_markdown(tongxi.ask(question))
