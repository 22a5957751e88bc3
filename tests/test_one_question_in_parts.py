"""What is one question though a comma or 和 stands in it, what is asked inside one item, and what
is asked of things that were counted."""

from collections.abc import Callable

import pytest

from assistant.answers.render import to_markdown
from assistant.chain import Assistant
from assistant.understanding.compound import without_padding

PLAN = """柳湖区2025年重点工作

1.推进老街修复。采用修旧如旧、拆旧建新等办法，修复临街铺面。制定老街保护名录和《柳湖老街管理办法》。完成腾退320户，收尾4个地块。
2.建设数字政务。推出“一件事”联办，制定数据共享清单。完善首席数据官制度和联络点布局。
3.改善湖区水质。新建口袋公园5个，清淤河道12公里。支持志愿者巡湖。
4.加强商会工作。以“联”聚力、以“帮”促新。办好湖畔书场、古镇灯会2个节庆活动。制定商会联络办法。
"""


@pytest.fixture(scope="module")
def liuhu(assistant_of: Callable[[str], Assistant]) -> Assistant:
    return assistant_of(PLAN)


def told(plan: Assistant, *messages: str) -> str:
    *before, question = messages
    return to_markdown(plan.ask(question, before)).replace("*", "").replace("\\", "")


@pytest.mark.parametrize(
    ("asked", "plain"),
    [
        ("公交线路要改哪几条,能不能快一点", "公交线路要改哪几条"),
        ("菜场改造哪些地方,会不会再干净些?", "菜场改造哪些地方"),
        ("书场办什么活动?好像是“灯会”什么的", "书场办什么活动?好像是“灯会”"),
    ],
)
def test_a_wish_and_a_hazy_tail_ask_nothing_of_their_own(asked: str, plain: str) -> None:
    assert without_padding(asked) == plain


@pytest.mark.parametrize(
    "asked",
    [
        "公交能不能快一点",
        "大桥投资多少,能不能早点通车",
        "新建几个公园,能不能多建一处",
        "书场办什么活动,那个中心是干什么的",
    ],
)
def test_what_asks_behind_a_question_stays(asked: str) -> None:
    assert without_padding(asked) == asked


def test_a_wish_gets_no_answer_of_its_own(liuhu: Assistant) -> None:
    answer = told(liuhu, "口袋公园建几个,能不能多一些")
    assert "5个" in answer
    assert "关于" not in answer


def test_what_is_asked_inside_an_item_named_by_its_title_is_told_of_that(liuhu: Assistant) -> None:
    answer = told(liuhu, "老街修复那条里要制定什么名录、又要制定什么办法")
    assert "〔第1项〕" in answer
    assert "〔第4项〕" not in answer
    assert "〔第2项〕" not in answer


def test_both_halves_of_what_an_item_has_are_told_of_it(liuhu: Assistant) -> None:
    answer = told(liuhu, "商会那条里“联”对应什么、“帮”对应什么")
    assert "以“联”聚力" in answer
    assert "〔第2项〕" not in answer


def test_an_item_named_by_its_title_proves_no_claim(liuhu: Assistant) -> None:
    assert "与计划一致" not in told(liuhu, "商会那条说以“联”促新,对吗")


def test_the_road_of_that_name_is_no_item(liuhu: Assistant) -> None:
    answer = liuhu.ask("湖区那条路修多少公里")
    assert answer.status == "not_in_plan" or "第3项" not in to_markdown(answer)[:8]


def test_where_it_stands_is_told_once_under_its_quote(liuhu: Assistant) -> None:
    answer = told(liuhu, "口袋公园建几个?在第几条")
    assert answer.count("清淤河道") <= 1
    assert "第3项" in answer


@pytest.mark.parametrize(("other", "item"), [("数字政务呢", 2), ("那湖区水质呢", 3)])
def test_what_is_named_behind_which_item_asks_for_its_item(
    liuhu: Assistant, other: str, item: int
) -> None:
    assert told(liuhu, "老街修复是第几条", other).startswith(f"在第{item}项")


def test_several_words_are_told_with_their_items_first(liuhu: Assistant) -> None:
    answer = told(liuhu, "志愿者和首席数据官分别在第几条")
    assert "“志愿者”在第3项" in answer
    assert "“首席数据官”在第2项" in answer


def test_neither_of_two_is_lost_whose_items_and_points_are_asked(liuhu: Assistant) -> None:
    answer = told(liuhu, "志愿者和首席数据官分别在哪一条,各讲什么")
    assert "〔第3项〕" in answer
    assert "〔第2项〕" in answer


def test_which_those_are_that_were_counted_is_asked_of_their_names(liuhu: Assistant) -> None:
    assert "没有写明具体名单" in told(liuhu, "收尾几个地块", "是哪几个")
    assert "古镇灯会" in told(liuhu, "办好几个节庆活动", "分别是哪几个")


def test_how_many_items_is_of_what_was_named(liuhu: Assistant) -> None:
    assert "计划共" not in told(liuhu, "一件事联办怎么推", "具体几项")
    assert "计划共4项" in told(liuhu, "计划有几项")
