"""Yes or no: which figure of a sentence a claim is of."""

import pytest

from tests.verdicts import AGREES, CONTRADICTS

PLAN = (
    "1.关爱老年人。开办助餐点18家，65周岁以上老人每餐优惠2元，85周岁以上老人每餐优惠6元。"
    "新增护理床位300张，改造失能老人照护床位40张。\n"
    "2.繁荣文化。认定书法传承人22名，建设文化驿站14家，其中剪纸驿站5家、陶艺驿站4家。"
    "建设社区书屋16家，其中通宵开放的不少于3家。\n"
    "3.发展乡村。每村安排补助资金80万元。在柳溪镇、白石镇新建果园各1个，面积分别为700亩和500亩。"
    "全县乡镇工业产值全部达到3亿元以上，其中9亿元以上的乡镇达到7个。"
    "设置消防栓350个，为2600户孤寡老人家庭安装报警器。\n"
    "4.方便群众。新建综合服务站6家、便民驿站12个，其中流动驿站5个。\n"
    "5.招商引资。签约项目开工率不低于65%，资金到位率达到40%。"
    "新建公共停车场6处，新增停车泊位900个。改造庭院70户。\n"
)


@pytest.mark.parametrize(
    ("question", "figure"),
    [
        ("85周岁以上老人每餐优惠2元对吧", "6元"),
        ("70岁的老人每餐优惠6元吗", "2元"),
        ("90岁老人助餐每餐优惠2元对吗", "6元"),
        ("助餐点85周岁以上优惠2元", "6元"),
        ("社区书屋16家都是通宵开放吗", "3家"),
        ("报警器安装350户对吗", "2600户"),
        ("新增护理床位40张对吧", "300张"),
        ("资金到位率不低于65%，是吗", "40%"),
        ("新建停车场900个，是吗", "6处"),
        ("新增停车泊位6处，对吗", "900个"),
        ("综合服务站12个对吗", "6家"),
    ],
)
def test_a_claim_is_corrected_with_the_figure_of_the_same(told, question, figure):
    said = told(question)
    assert f"{CONTRADICTS}。" in said and figure in said.split("：")[0] and AGREES not in said


@pytest.mark.parametrize(
    "question",
    [
        "85周岁以上老人每餐优惠6元对吧",
        "70岁的老人每餐优惠2元吗",
        "剪纸驿站5家对吧",
        "每村补助资金80万元对吧",
        "综合服务站新建6个对吧",
        "流动驿站5家，对吗",
        "改造庭院70家，对吗",
    ],
)
def test_the_figure_of_the_same_is_affirmed(told, question):
    assert AGREES in told(question)


@pytest.mark.parametrize(
    ("question", "another"),
    [
        ("文化驿站一共5家", "22名"),
        ("柳溪镇果园700亩", "1个"),
        ("乡镇工业产值9亿元以上的乡镇7个吗", "3亿元以上"),
        ("护理床位改造40张对吧", "300张"),
    ],
)
def test_what_counts_or_measures_something_else_corrects_nothing(told, question, another):
    assert another not in told(question).split("：")[0] or CONTRADICTS not in told(question)


def test_what_is_given_to_each_is_not_affirmed_in_all(told):
    assert AGREES not in told("补助资金一共80万元对吧")
