"""Where something is or is held is not told by where another thing is."""

from collections.abc import Callable

import pytest

from assistant.answers.render import to_markdown
from assistant.chain import Assistant

PLAN = """云溪镇2025年民生实事
2025年1月15日
1、推进厕所革命。改造乡村公厕18座(含景区公厕3座)，全部配备无障碍设施。在全镇推行定时保洁，新建化粪池集中处理站1座(位于老砖厂，占地2亩)。
2、丰富群众文化。举办樱花节、风筝会、枇杷采摘节等活动，其中风筝会于4月12日在月牙滩举行。
3、关爱老年人。为全镇70周岁以上老人免费体检，计划完成2600人，体检率达到80%。
4、修建健身步道。新建健身步道6公里，选址在青竹岭西坡。
5、建设示范食堂。建设老年示范食堂2家。项目位于云溪老街东侧，年底前开业。
"""


@pytest.fixture(scope="module")
def town(assistant_of: Callable[[str], Assistant]) -> Assistant:
    return assistant_of(PLAN)


@pytest.mark.parametrize(
    "question",
    [
        "景区公厕建在哪里",  # 集中处理站 stands in 老砖厂
        "樱花节在哪里办",
        "枇杷采摘节在什么地方举办",
        "老人体检到哪里做",  # 人到哪里 asks for nobody here
    ],
)
def test_the_place_of_another_thing_is_none_of_this_one(town: Assistant, question: str) -> None:
    answer = town.ask(question)
    assert answer.status == "not_in_plan"
    assert "没有写明具体地点" in to_markdown(answer).replace("可能", "")


@pytest.mark.parametrize(
    ("question", "shown"),
    [
        ("风筝会在哪里办", "在月牙滩举行"),
        ("化粪池集中处理站建在哪里", "位于老砖厂"),
        ("健身步道建在哪里", "选址在青竹岭西坡"),
        ("示范食堂建在哪里", "位于云溪老街东侧"),  # told by the sentence behind it
    ],
)
def test_its_own_place_is_told(town: Assistant, question: str, shown: str) -> None:
    answer = town.ask(question)
    assert answer.status == "answered"
    assert shown in to_markdown(answer).replace("**", "")
