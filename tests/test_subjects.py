"""Where a sentence that tells of several things begins to tell of the one asked about."""

from collections.abc import Callable

import pytest

from assistant.chain import Assistant
from assistant.question import Term
from assistant.render import to_markdown
from assistant.subjects import subject_start

PLAN = """云溪县2031年重点工作
2031年1月10日
1.建设桥梁隧道。望江大桥全长3公里，总投资6亿元，计划2033年底建成通车；柳湾隧道全长2公里，总投资4亿元，2031年9月底前建成通车；北岭隧道全长5公里，总投资9亿元，完成施工图设计。
2.建设文化设施。改造剧院2座，分别位于城东社区和石桥镇；新建露天舞台4处。
3.治理水患。加固堤防12公里，2031年8月底前完成；建成柳湾泵站，日排水3万吨。
"""


def _terms(*words: str) -> list[Term]:
    return [Term(word, (word,), 1.0) for word in words]


@pytest.mark.parametrize(
    ("asked", "text", "told"),
    [
        (("西桥",), "东桥6月底通车；西桥全长2公里。", "西桥全长2公里。"),
        (("东桥",), "东桥6月底通车；西桥全长2公里。", "东桥6月底通车；西桥全长2公里。"),
        (("东桥", "西桥"), "东桥通车；西桥全长2公里。", "东桥通车；西桥全长2公里。"),
        (("码头", "西港"), "东港码头开港；西港码头开工。", "西港码头开工。"),
        (("西桥", "通车"), "东桥6月底通车；西桥全长2公里。", "西桥全长2公里。"),
        (("西桥",), "年底前，改造东桥；新建西桥。", "年底前，改造东桥；新建西桥。"),
        (("西桥",), "6月底前完成：改造东桥；新建西桥。", "6月底前完成：改造东桥；新建西桥。"),
        (("南桥",), "东桥6月底通车；西桥全长2公里。", "东桥6月底通车；西桥全长2公里。"),
    ],
)
def test_what_is_told_before_the_statement_on_a_thing_is_of_another(
    asked: tuple[str, ...], text: str, told: str
) -> None:
    assert text[subject_start(_terms(*asked), text) :] == told


@pytest.fixture(scope="module")
def county(assistant_of: Callable[[str], Assistant]) -> Assistant:
    return assistant_of(PLAN)


def test_a_time_is_quoted_from_the_statement_on_the_thing_asked_about(county: Assistant) -> None:
    text = to_markdown(county.ask("柳湾隧道什么时候通车？")).replace("**", "")
    assert "2031年9月底前建成通车" in text and "2033" not in text


@pytest.mark.parametrize("question", ["北岭隧道什么时候能通车？", "柳湾泵站什么时候建成？"])
def test_no_time_of_the_thing_before_is_said_of_the_next(county: Assistant, question: str) -> None:
    text = to_markdown(county.ask(question)).replace("**", "")
    assert "9月底" not in text and "8月底" not in text
