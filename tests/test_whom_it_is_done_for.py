"""Yes or no: who does something, where the plan names whom it is done for or at whose word."""

import pytest

from tests.verdicts import AGREES, CONTRADICTS

PLAN = (
    "1.健康养老。向县第二医院派驻康复团队，按照市商务局要求检修锅炉。\n"
    "2.作风建设。根据省纪委办公厅要求，整治庸懒散拖。\n"
    "3.物流园区。冷链仓库由县粮食公司运行。\n"
)


@pytest.mark.parametrize(
    "question",
    [
        "县民政局派驻康复团队，对吗",
        "县卫健局派驻康复团队吗",
        "县供电公司检修锅炉，对吗",
        "县住建局检修锅炉，对吗",
        "公安部整治庸懒散拖，对吗",
    ],
)
def test_no_doer_is_denied_for_whom_it_is_done_or_at_whose_word(told, question):
    assert not told(question).startswith((AGREES, CONTRADICTS))


def test_a_kind_of_people_is_no_department(told):
    assert not told("冷链仓库由退休干部运行，对吗").startswith(CONTRADICTS)


@pytest.mark.parametrize(
    ("question", "stated"),
    [
        ("按照财政部的要求检修锅炉，对吗", "市商务局"),
        ("检修锅炉是公安部要求的吗", "市商务局"),
        ("冷链仓库由县供销社运行，对吗", "粮食公司"),
    ],
)
def test_another_in_the_same_place_is_told(told, question, stated):
    said = told(question).split("：")[0]
    assert not said.startswith(AGREES) and stated in said


def test_another_whom_it_is_done_for_is_told(told):
    said = told("向县残联派驻康复团队，对吗").split("：")[0]
    assert not said.startswith(AGREES) and "第二医院" in said
