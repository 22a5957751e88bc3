"""What a plan says of a field of work (交通方面有哪些工作), in whatever words."""

import pytest

from assistant.evidence.fields import field_asked
from assistant.understanding.question import understand
from assistant.understanding.vocabulary import Vocabulary

# Of transport without the word, and with it in the name of an office only.
TOWN = """云桥区2026年工作计划
一、抓产业
1.服务企业。走访民营企业120家，为个体工商户减免租金60万元。责任单位：经济办；完成时限：全年。
2.建好园区。新建厂房3万平方米，硬化园区道路2.4公里。
责任单位：区交通运输局
完成时限：9月底
二、抓民生
3.办好学校。新建初中1所，新增学位900个；招聘教师40名。
4.关爱老人。新增床位80张，开办助餐点6个。落实《云桥区警示教育实施办法》，开展警示教育3场。
5.便利出行。新开公交线路2条，新增停车泊位300个。
牵头处室：交通管理处
6.绿化家园。新建口袋公园4个。
牵头处室：交通管理处
"""


@pytest.fixture(scope="module")
def town(assistant_of):
    return assistant_of(TOWN)


def quoted(answer):
    return [citation.quote for s in answer.statements for citation in s.citations]


def items(answer):
    return list(dict.fromkeys(citation.item for citation in answer.citations))


@pytest.mark.parametrize(
    ("question", "labels"),
    [
        ("交通方面有哪些工作", ["2", "5"]),
        ("教育这块今年做什么", ["3"]),
        ("养老服务有哪些安排", ["4"]),
        ("民营经济有什么支持", ["1"]),
    ],
)
def test_a_field_is_told_of_from_every_item_with_its_words(town, question, labels):
    answer = town.ask(question)
    assert answer.status == "answered"
    assert items(answer) == labels


def test_neither_who_answers_nor_until_when_is_told_of_a_field(town):
    assert not [said for said in quoted(town.ask("交通方面有哪些工作")) if "：" in said]


@pytest.mark.parametrize(
    ("question", "labels"),
    [
        ("交通方面有哪些工作", ["11", "14", "15"]),
        ("教育方面有哪些内容", ["8", "14", "19"]),
        ("一网统管怎么推进", ["9", "14"]),
    ],
)
def test_items_are_told_of_in_the_order_of_the_plan(assistant, question, labels):
    assert items(assistant.ask(question)) == labels


def test_a_title_of_two_fields_does_not_make_all_of_its_item_of_one(assistant_of):
    safety = "计划\n1.抓好安全生产和道路交通。检查企业80家。整治公路隐患3处。\n2.其他。"
    answer = assistant_of(safety).ask("交通方面有哪些工作")
    assert [said for said in quoted(answer) if "企业" in said] == []


@pytest.mark.parametrize(
    "question", ["交通方面有哪些违法行为", "教育局负责什么", "教育投入多少", "是不是有教育工作"]
)
def test_what_asks_for_more_than_a_field_is_of_none(plan, question):
    assert field_asked(understand(question, plan, Vocabulary(plan)), plan) is None
