"""What is new is no total; how many is asked beside which batch it is, of the thing itself."""

import pytest

from assistant.answers.phrases import phrase

TOTAL = phrase("silent.scope", scope="总数", perhaps="")
PLAN = (
    "2024年重点工作\n"
    "1.发展养殖。新建标准化鱼塘320口,改造高位虾池75口。注册合作社总数达到48家,新增合作社9家。\n"
    "2.培育匠人。引进外地技师20名、徒工35名。开展第四批市级匠人评选,评选名额由10名增加到16名。\n"
    "3.推进文保。完成第七批市级文保单位申报,新增市级文保单位5处。修缮古桥12座。发展团员430名。\n"
)


@pytest.fixture(scope="module")
def told(told_of):
    return told_of(PLAN)


@pytest.mark.parametrize(
    "question", ["鱼塘总数", "鱼塘现在总共多少口", "鱼塘一共有多少口", "团员总数多少"]
)
def test_what_is_new_is_no_total(told, question):
    assert told(question).startswith(TOTAL)


@pytest.mark.parametrize(
    ("question", "figure"),
    [
        ("合作社总数多少", "48家"),
        ("合作社一共多少家", "48家"),
        ("今年一共新建多少口鱼塘", "320口"),
        ("古桥一共修缮几座", "12座"),
        ("新增合作社多少家", "9家"),
    ],
)
def test_a_total_and_what_is_new_where_that_is_asked_are_told(told, question, figure):
    assert told(question).startswith(figure)


@pytest.mark.parametrize(
    ("question", "figures"),
    [
        ("匠人评选是第几批，多少人", ("第四批", "16名")),
        ("匠人评选是第几批，评多少人", ("第四批", "16名")),
        ("文保单位第几批，多少处", ("第七批", "5处")),
        ("文保单位新增几处，第几批", ("5处", "第七批")),
    ],
)
def test_how_many_beside_which_batch_is_asked_for_itself(assistant_of, question, figures):
    answer = assistant_of(PLAN).ask(question)
    assert tuple(s.text for s in answer.statements if s.role == "lead") == figures
