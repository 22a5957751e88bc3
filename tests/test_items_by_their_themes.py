"""An item is found by the themes that it is called by, and a word by the items that have it."""

import pytest

from assistant.language.references import find_references
from assistant.understanding.question import understand
from assistant.understanding.vocabulary import Vocabulary
from index.reading import parse_plan

PLAN = parse_plan(
    """柏川县2024年重点工作安排
2024年2月5日
1、发展社会事业。新建小学教育综合楼2栋，推进教育集团化，改善学前教育。新建卫生院1所，建设区域医疗中心，深化医疗改革。
2、建设智慧柏川。推动物联网在教育、医疗、农业等领域应用。
3、保障民生。新增养老床位300张，养老机构达到12家。做好东西部扶贫协作。
4、落实市“工业经济20条”“商贸经济15条”等政策，发展民营经济。治理清溪、白水等河道。
5、办好农业。推进农业机械化，新建农业示范园，开展农业保险。培育优秀人才。
6、提升人才服务。建设人才公寓。推广一站办理。
""",
    "柏川",
)
VOCABULARY = Vocabulary(PLAN)


@pytest.mark.parametrize(
    ("question", "labels"),
    [
        ("教育医疗那条归纳一下", ("1",)),
        ("养老扶贫这一条讲了什么", ("3",)),
        ("农业那条", ("5",)),
        ("农业那一项,简单概括一下", ("5",)),
    ],
)
def test_an_item_is_meant_by_the_themes_it_tells_most_of(question, labels):
    assert find_references(question, PLAN).labels == labels


@pytest.mark.parametrize(
    "question",
    [
        "清溪那条怎么治",  # a river
        "清溪那条",
        "医疗农业那条有多少投资",  # nothing is to be told of all of it
        "旅游体育那条概括一下",  # nowhere
    ],
)
def test_no_item_is_meant_by_what_is_no_theme_of_one(question):
    assert find_references(question, PLAN).labels == ()


@pytest.mark.parametrize(
    ("question", "mentions"),
    [
        ("哪几条有一站", ("一站",)),
        ("哪些项有人才", ("人才",)),
        ("加快发展民营经济提到第几项", ("民营经济",)),
        ("大力提升人才公寓写在哪一条", ("人才公寓",)),
        ("民营经济写到哪一条", ("民营经济",)),
    ],
)
def test_the_items_with_a_word_are_asked_for_by_what_the_plan_has_of_it(question, mentions):
    assert understand(question, PLAN, VOCABULARY).mentions == mentions


@pytest.mark.parametrize("question", ["哪几条有时间要求", "哪几项有责任单位", "哪条有几所小学"])
def test_what_the_plan_has_not_as_a_word_is_not_looked_for_as_one(question):
    assert understand(question, PLAN, VOCABULARY).mentions == ()


def test_a_number_at_the_end_of_a_name_is_a_part_of_it():
    named = understand("商贸经济15条在第几项", PLAN, VOCABULARY)
    assert [term.text for term in named.terms] == ["商贸经济15条"]
    counted = understand("养老床位有300张吗", PLAN, VOCABULARY)
    assert not any("300" in term.text for term in counted.terms)
