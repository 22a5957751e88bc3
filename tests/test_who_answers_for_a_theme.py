"""Who answers for a theme is told of the item on it, and not of another that names somebody."""

from collections.abc import Callable

import pytest

from assistant.answers.render import to_markdown
from assistant.chain import Assistant

PLAN = """松陵区2023年重点工作

1. 稳定经济运行。旅游消费品零售额达到90亿元。（责任单位：区发展改革委、区商务局）
2. 提振旅游市场。培育精品民宿12家，举办旅游节庆活动20场，开通旅游专线3条。
3. 办好人民满意的教育。新建幼儿园4所，新增托位260个。完成教师招聘150名。区教育体育局牵头落实。
4. 完善公共交通。新辟公交线路5条，更新候车亭40座。区交通运输局为牵头单位。
5. 关爱困难群体。建成儿童之家8个，为独居老人上门巡访2万人次。区民政局、区应急管理局按职责推进。
6. 守住应急底线。改造燃气管道18公里，新建消防站2座，储备应急物资300吨。
7. 增加绿色空间。新建绿道11公里、口袋公园6座。推出拎包入住房源800套。区园林局牵头。
8. 改善居住条件。改造老旧小区30个，租赁住房开工1500套。建立漏水报修制度，由街道网格员落实。
9. 深化基层治理。打造自治项目60个。区民政局、各街道镇负责实施。
"""


@pytest.fixture(scope="module")
def songling(assistant_of: Callable[[str], Assistant]) -> Assistant:
    return assistant_of(PLAN)


@pytest.mark.parametrize(
    "question",
    [
        "旅游谁负责",  # 旅游消费品 is of item 1, which names offices
        "旅游这块的责任单位是哪家",
        "应急归谁管",  # in the name of an office alone
        "老旧小区改造谁牵头",
        "燃气管道归哪个部门管",
        "精品民宿谁负责",
    ],
)
def test_an_item_that_names_nobody_borrows_no_office(songling, question):
    answer = songling.ask(question)
    told = to_markdown(answer).replace("*", "")
    assert answer.status == "not_in_plan"
    assert "没有写明责任部门或责任人" in told
    assert not any(office in told for office in ("区民政局", "区商务局", "区园林局", "区教育"))


@pytest.mark.parametrize(
    ("question", "item", "office"),
    [
        ("教育谁负责", "3", "区教育体育局"),
        ("托位谁负责", "3", "区教育体育局"),
        ("公交线路归谁管", "4", "区交通运输局"),
        ("候车亭谁负责", "4", "区交通运输局"),
        ("绿道谁牵头", "7", "区园林局"),
        ("自治项目由谁负责", "9", "各街道镇"),
        ("儿童之家谁负责", "5", "区民政局"),
        ("旅游消费品零售额谁负责", "1", "区商务局"),
        ("漏水报修谁来负责", "8", "街道网格员"),
        ("拎包入住房源归谁管", "7", "区园林局"),
    ],
)
def test_who_closes_an_item_answers_for_all_of_it(songling, question, item, office):
    answer = songling.ask(question)
    assert answer.status == "answered"
    assert {citation.item for citation in answer.citations} == {item}
    assert office in to_markdown(answer).replace("*", "")


@pytest.mark.parametrize(
    ("question", "items"),
    [
        ("区交通运输局负责哪些工作", {"4"}),
        ("区民政局负责什么", {"5", "9"}),
        ("哪些条由街道镇负责", {"9"}),
    ],
)
def test_what_an_office_has_part_in_is_read_from_the_last_line(songling, question, items):
    assert {citation.item for citation in songling.ask(question).citations} == items
