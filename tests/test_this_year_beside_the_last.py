"""A year named beside a figure, of a thing or for comparison, makes that figure none of its own."""

from collections.abc import Callable

import pytest

from assistant.answers.render import to_markdown
from assistant.chain import Assistant

TOWN = """石桥镇2025年度实事项目
2024年，石桥镇办结实事12件，投入资金3100万元，群众满意率92.4%。经镇人代会审议，票决产生2025年度实事项目16件。
1.道路提升工程。围绕去年走访中群众反映突出的路面破损问题，对东冲、西冲两个村的通村道路进行修补，修补长度14公里，增设护栏900米。
2.竹笋产业工程。竹笋总产值突破8600万元，较上年的7100万元增长两成，带动笋农户均增收1900元。新造竹林2400亩，与2024年的1800亩相比多600亩。
3.校园安全工程。去年安装校门口监控45个，建成护学岗8处。新装监控70个。
"""


@pytest.fixture(scope="module")
def town(assistant_of: Callable[[str], Assistant]) -> Assistant:
    return assistant_of(TOWN)


@pytest.mark.parametrize(
    ("question", "figure"),
    [
        ("通村道路修补多长", "14公里"),
        ("护栏增设多少米", "900米"),
        ("今年票决产生实事项目几件", "16件"),
        ("今年竹笋总产值多少", "突破8600万元"),
        ("去年竹笋总产值多少", "7100万元"),
        ("竹笋总产值目标是多少 | 去年呢", "7100万元"),
        ("2024年新造竹林多少亩", "1800亩"),
        ("今年新造竹林多少亩", "2400亩"),
        ("去年办结实事多少件", "12件"),
        ("去年装了多少个监控", "45个"),
        ("今年新装监控多少个", "70个"),
    ],
)
def test_a_year_beside_a_figure_does_not_take_it(town, question, figure):
    *earlier, message = question.split(" | ")
    told = to_markdown(town.ask(message, earlier))
    assert told.startswith(f"**{figure}**〔")


@pytest.mark.parametrize("question", ["去年通村道路修补多长", "去年笋农户均增收多少"])
def test_what_is_set_for_this_year_is_no_figure_of_the_last(town, question):
    assert town.ask(question).status == "not_in_plan"


def test_what_was_done_that_year_stays_of_that_year(town):
    assert "**70个**" not in to_markdown(town.ask("去年装了多少个监控"))
    assert "8处" not in to_markdown(town.ask("今年建成护学岗多少处")).splitlines()[0]
