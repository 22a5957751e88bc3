"""Two things asked about together are told of both, in one message or over several."""

from collections.abc import Callable

import pytest

from assistant.answers.render import to_markdown
from assistant.chain import Assistant
from assistant.dialogue.two_subjects import of_two_subjects
from assistant.lookups.two_things import two_things
from assistant.understanding.compound import split_compound

PLAN = """南塘区2024年重点工作安排

1. 提升城市管理。改造老旧管网12公里。增设公共停车位300个，优化改造停车设施。
2. 发展养老服务。新建社区食堂5个，配建停车设施，新增护理床位80张。
3. 守护碧水蓝天。推进垃圾分类，治理黑臭河道6条。
4. 建设数字政府。推行一窗通办，政务服务事项全部上网。
"""


@pytest.fixture(scope="module")
def nantang(assistant_of: Callable[[str], Assistant]) -> Assistant:
    return assistant_of(PLAN)


def told(plan: Assistant, *messages: str) -> str:
    *before, question = messages
    return to_markdown(plan.ask(question, before)).replace("*", "")


@pytest.mark.parametrize(
    "messages",
    [
        ("社区食堂与护理床位是不是写在同一条里",),
        ("护理床位跟社区食堂同一项任务吗",),
        ("社区食堂", "护理床位", "这两件事在一项里吗"),
        ("社区食堂建几个", "护理床位也是同一项的吗"),
    ],
)
def test_two_things_of_one_item_are_told_to_be(nantang: Assistant, messages) -> None:
    assert told(nantang, *messages).startswith("都在〔第2项〕：")


@pytest.mark.parametrize(
    "messages",
    [
        ("垃圾分类和公共停车位算不算同一项",),
        ("垃圾分类", "公共停车位", "都在一条里吗"),
        ("垃圾分类", "它和公共停车位是同一项吗"),
    ],
)
def test_two_things_of_two_items_are_told_with_both(nantang: Assistant, messages) -> None:
    answer = told(nantang, *messages)
    assert answer.startswith("不在同一项：")
    assert "“垃圾分类”在〔第3项〕" in answer
    assert "“公共停车位”在〔第1项〕" in answer


def test_a_thing_is_where_most_of_its_words_are(nantang: Assistant) -> None:
    answer = told(nantang, "停车设施优化和垃圾分类在同一项里吗")
    assert "“停车设施优化”在〔第1项〕：" in answer and "〔第2项〕" not in answer


@pytest.mark.parametrize(
    "messages",
    [
        ("垃圾分类和一窗通办是一码事吗",),
        ("垃圾分类", "跟一窗通办有啥区别"),
        ("垃圾分类", "一窗通办", "两者有什么不一样"),
    ],
)
def test_of_two_things_set_against_each_other_both_are_told(nantang: Assistant, messages) -> None:
    answer = told(nantang, *messages)
    assert "推进垃圾分类" in answer and "推行一窗通办" in answer


def test_nothing_is_said_of_a_thing_that_the_plan_has_not(nantang: Assistant) -> None:
    answer = told(nantang, "垃圾分类和航天发射在同一项吗")
    assert "同一项" not in answer and "都在" not in answer


@pytest.mark.parametrize(
    "message",
    [
        "社区食堂是一项什么工作",
        "参与垃圾分类有一项奖励吗",
        "列出绿地和床位各一条",
        "第1项和第2项各讲什么",
        "社区食堂和床位一共几个",
    ],
)
def test_what_names_no_two_things_to_set_side_by_side_is_left(message: str) -> None:
    assert two_things(message) is None


@pytest.mark.parametrize(
    ("message", "subjects"),
    [
        ("同济路和平凉路有什么区别", ("绿地",)),
        ("两个有什么不同", ("绿地",)),
        ("跟绿地有什么不同", ("绿地",)),
        ("还有什么", ("绿地", "床位")),
    ],
)
def test_subjects_of_before_are_taken_only_where_one_is_lacking(message, subjects) -> None:
    assert of_two_subjects(message, subjects) == ""


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("河东新区南片和北片分别建什么", ("河东新区南片建什么", "河东新区北片建什么")),
        ("产业园一期、三期各有多少亩", ("产业园一期有多少亩", "产业园三期有多少亩")),
        (
            "滨河路隧道和滨河路道路改建分别到什么程度",
            ("滨河路隧道到什么程度", "滨河路道路改建到什么程度"),
        ),
        ("绿地和泊位分别有多少", ("绿地有多少", "泊位有多少")),
        ("西岭镇和东湖镇茶园分别多少亩", ("西岭镇茶园多少亩", "东湖镇茶园多少亩")),
    ],
)
def test_each_of_two_things_is_asked_of_by_its_whole_name(text, parts) -> None:
    assert split_compound(text) == parts
