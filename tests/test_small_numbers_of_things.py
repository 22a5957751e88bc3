"""Yes or no: how many of something in a small number, and of which of the things of an item."""

import pytest

from tests.verdicts import AGREES, CONTRADICTS

PLAN = (
    "1.卫生设施。扩建门诊楼，共七层，设床位200张。宿舍楼加装电梯。\n"
    "2.教师成长。举办班主任研修4期，每期30人。开展校长论坛。\n"
    "3.林区防火。每周组织巡护三轮。\n"
)


@pytest.mark.parametrize(
    "question",
    [
        "宿舍楼七层，对吗",
        "宿舍楼有八层是吗",
        "门诊楼地下七层，对吗",
        "床位七层，对吗",
        "校长论坛举办4期，对吗",
        "校长论坛举办两期，对吗",
        "林区巡护每季度三轮，对吗",
        "去年班主任研修举办4期，对吗",
    ],
)
def test_a_number_of_one_thing_tells_nothing_of_another(told, question):
    said = told(question)
    assert not said.startswith(AGREES)
    assert not said.startswith(CONTRADICTS) or "每周" in said.split("：")[0]


@pytest.mark.parametrize(
    "question",
    ["门诊楼七层，对吗", "班主任研修举办4期，对吗", "林区每周巡护三轮，对吗", "门诊楼共七层吧"],
)
def test_the_number_of_the_thing_itself_is_confirmed(told, question):
    assert told(question).startswith(AGREES)


@pytest.mark.parametrize(
    ("question", "stated"),
    [
        ("门诊楼八层，对吗", "七层"),
        ("班主任研修举办两期，对吗", "4期"),
        ("林区每周巡护五轮，对吗", "三轮"),
    ],
)
def test_another_number_of_the_thing_itself_is_denied(told, question, stated):
    said = told(question)
    assert said.startswith(CONTRADICTS) and stated in said.split("：")[0]
