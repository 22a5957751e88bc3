"""What residents call otherwise than the plan is found by what the plan calls it."""

from collections.abc import Callable

import pytest

from assistant.answers.render import to_markdown
from assistant.chain import Assistant

PLAN = """澄江区2026年民生工作安排
2026年1月20日
1、建成区中医院东院区。5月底前完成设备调试，10月15日正式开诊，首批开放6个科室。
2、发展普惠托育。公办托育机构收费标准为每人每月不超过1500元，对多子女家庭减免15%。
3、方便群众出行。开通社区巴士4条，实行一票制，票价1元，70周岁以上老人免费乘坐。
4、做优政务服务。做强“一站办”“惠企通”等服务品牌。
5、推动成果转化。提升国家技术交易西南中心等平台的服务功能。
6、建设区图书馆新馆。新馆8月底前开馆，设座席900个。
7、开展文化活动。举办读书会24场。
"""


@pytest.mark.parametrize(
    ("question", "shown"),
    [
        ("东院什么时候开始看病", "10月15日"),
        ("图书馆新馆几月开门迎客", "8月底前"),
        ("三胎家庭上托班能便宜多少", "15%"),
        ("哪些人坐巴士不要钱", "70周岁以上老人"),
        ("社区巴士票价多少", "1元"),
        ("政务服务有哪几块牌子", "惠企通"),
        ("技术交易的国家级平台叫什么", "国家技术交易西南中心"),
    ],
)
def test_what_residents_call_otherwise_is_told(answered, question, shown):
    status, said = answered(question)
    assert status == "answered" and shown in said, said


@pytest.mark.parametrize(
    "question",
    [
        "读书会要多少钱一张票",
        "三胎家庭买房能便宜多少",
        "图书馆新馆几点开门迎客",
        "巴士公司什么时候开始招人",
    ],
)
def test_what_it_leaves_out_is_declined_in_these_words_too(answered, question):
    assert answered(question)[0] == "not_in_plan"


def test_what_a_plan_lists_side_by_side_are_two_things(
    assistant_of: Callable[[str], Assistant],
) -> None:
    plan = """澄江区2026年卫生工作安排
2026年1月20日
1、管好慢性病。规范管理糖尿病患者1.8万人，在两个街道试点糖尿病、高血压同防同治。
2、做好体检。2025年检出高血压患者9600人。
"""
    assistant = assistant_of(plan)
    assert "高血压" not in assistant.vocabulary.synonyms("糖尿病")
    assert "慢性病" in assistant.vocabulary.synonyms("糖尿病")  # is listed beside none
    assert "9600" not in to_markdown(assistant.ask("去年糖尿病患者管了多少人")).split("最接近")[0]
    assert "1.8万人" in to_markdown(assistant.ask("今年糖尿病患者管多少人")).replace("**", "")
