"""What stands in the tail of an item: who answers for it and by when it is done, in one line."""

from collections.abc import Callable

import pytest

from assistant.answers.render import to_markdown
from assistant.chain import Assistant

PLAN = """云岗街道2031年工作任务清单

2031年，街道安排重点任务6项、惠民项目4项，逐项明确责任。

一、园区和商贸

1. 建设电商园。新建仓储用房2.4万平方米，培育网店260家。
责任单位：商贸办公室；配合单位：园区服务站；完成时限：2031年11月底。

2. 整修老街。对鼓楼街、文庙街等7条老街更换石板1.3万平方米，加装壁灯210盏。
责任单位：城建科、文旅办公室；完成时限：2031年8月底。

二、环境治理

3. 清淤河道。疏浚清溪河5.6公里，每月巡查河岸2次。责任单位：水务站；完成时限：2031年4月底。

4. 增绿补绿。栽植行道树3300株，修建环湖绿道4.8公里。
责任单位：园林站；完成时限：2031年3月底完成栽植任务，9月底全面完工。

5. 治理噪声。在学校周边增设禁鸣标志36处。责任单位：环境科；完成时限：2031年10月底，并持续坚持。

三、公共服务

6. 扩建图书馆。扩建街道图书馆900平方米，购书1.5万册，5月底前完成购书。
责任单位：文旅办公室；完成时限：2031年7月底。

7. 改造社区用房。对东苑、西苑、北苑3个社区的用房进行改造，涉及房屋18间、居民5240户。
（1）基础改造：更换屋面防水2100平方米；
（2）设施改造：配备桌椅150套，安装空调24台；
（3）功能改造：设调解室3间。
责任单位：社区办公室；完成时限：2031年6月底。

8. 办好暑期课堂。开设课堂5处，聘请志愿者40名。责任单位：妇联、教育科；完成时限：2031年9月底。

9. 健全应急体系。组建应急分队4支。责任单位：应急科；完成时限：2031年2月底。

10. 更新电梯。更新住宅电梯17部，每部补助6万元。责任单位：房管站；完成时限：2032年1月底。
"""


@pytest.fixture(scope="module")
def street(assistant_of: Callable[[str], Assistant]) -> Assistant:
    return assistant_of(PLAN)


def told(assistant: Assistant, *messages: str) -> str:
    answer = assistant.ask(messages[-1], list(messages[:-1]))
    return to_markdown(answer).replace("**", "")


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("电商园什么时候完成？", "完成时限：2031年11月底。〔第1项〕"),
        ("鼓楼街的壁灯什么时候装好", "完成时限：2031年8月底。〔第2项〕"),
        ("禁鸣标志的完成时限", "完成时限：2031年10月底，并持续坚持。〔第5项〕"),
        ("第3项什么时候完成", "完成时限：2031年4月底。〔第3项〕"),
        ("第10项的完成时限是哪天", "完成时限：2032年1月底。〔第10项〕"),
        ("哪些工作要持续坚持", "并持续坚持。〔第5项〕"),
    ],
)
def test_by_when_an_item_is_done_is_told_from_its_tail(
    street: Assistant, question: str, said: str
) -> None:
    text = told(street, question)
    assert said in text and "没有写明" not in text, text
    assert "责任单位" not in text  # which is not asked


def test_who_answers_for_an_item_is_told_without_by_when(street: Assistant) -> None:
    text = told(street, "电商园谁负责")
    assert "责任单位：商贸办公室；" in text and "完成时限" not in text


def test_a_quote_keeps_no_half_of_a_pair_of_brackets(
    assistant_of: Callable[[str], Assistant],
) -> None:
    plan = """临江县2030年重点工作
1. 修缮粮仓6座。（牵头单位：粮食局；完成时限：2030年5月底）
2. 植树造林2万亩。
"""
    county = assistant_of(plan)
    assert "\n完成时限：2030年5月底〔第1项〕" in told(county, "粮仓修缮什么时候完成")
    assert "\n牵头单位：粮食局；〔第1项〕" in told(county, "粮仓修缮谁牵头")


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("第7项第二小点说的什么", "（2）设施改造：配备桌椅150套，安装空调24台；〔第7项〕"),
        ("第七条第1小项", "（1）基础改造：更换屋面防水2100平方米；〔第7项〕"),
        ("第7项（3）", "（3）功能改造：设调解室3间。〔第7项〕"),
        ("7（2）讲什么", "（2）设施改造：配备桌椅150套，安装空调24台；〔第7项〕"),
    ],
)
def test_a_numbered_point_of_an_item_is_quoted_alone(
    street: Assistant, question: str, said: str
) -> None:
    text = told(street, question)
    assert said in text and text.count("〔第7项〕") == 2, text


def test_a_point_that_an_item_has_not_is_said_to_be_none_of_it(street: Assistant) -> None:
    assert told(street, "第7项第5点讲什么").startswith("〔第7项〕没有第5点，只列出3点")
    assert "没有第9-2项" in told(street, "第9项第2点")  # it numbers none
    assert "24台" in told(street, "第7项第二点安装空调多少台")


@pytest.mark.parametrize(
    ("claim", "said"),
    [
        ("电商园11月底完成对吗", "与计划一致。计划原文：\n\n完成时限：2031年11月底。〔第1项〕"),
        ("电商园8月底完成对吗", "与计划不符。计划写的是 11月底"),
        ("桌椅6月底配备完成对吧", "与计划一致"),
    ],
)
def test_a_claimed_deadline_is_held_against_the_tail(
    street: Assistant, claim: str, said: str
) -> None:
    assert told(street, claim).startswith(said), told(street, claim)


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("壁灯几月底前装好", "2031年8月底。〔第2项〕"),
        ("禁鸣标志几月份设好", "2031年10月底，"),
        ("第8项什么时候做完", "2031年9月底。〔第8项〕"),
    ],
)
def test_the_month_is_told_from_the_tail(street: Assistant, question: str, said: str) -> None:
    text = told(street, question)
    assert said in text and "没有" not in text, text


@pytest.mark.parametrize(
    ("claim", "said"),
    [
        ("第3项4月底完成对吗", "与计划一致"),
        ("第3项9月底完成对吗", "与计划不符。计划写的是 4月底"),
        ("栽植任务9月底完成对吗", "与计划不符。计划写的是 3月底"),  # by when the rest is
    ],
)
def test_a_time_limit_is_held_against_that_of_the_item_or_part_named(
    street: Assistant, claim: str, said: str
) -> None:
    assert told(street, claim).startswith(said), told(street, claim)


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("清溪河几月完工", "2031年4月底。〔第3项〕"),  # which the item does not call so
        ("河道清淤什么时候完成", "2031年4月底。〔第3项〕"),  # 每月 is not when
        ("应急分队几月份建好", "2031年2月底。〔第9项〕"),
    ],
)
def test_when_something_is_finished_is_told_whatever_that_is_called(
    street: Assistant, question: str, said: str
) -> None:
    text = told(street, question)
    assert said in text and "没有写明" not in text, text


def test_how_many_items_there_are_in_a_field_of_a_section_is_counted(street: Assistant) -> None:
    text = told(street, "环境治理方面有几项")
    assert text.startswith("“二、环境治理”有3项") and "〔第5项〕" in text, text
    text = told(street, "公共服务方面有多少项任务")
    assert text.startswith("“三、公共服务”有5项"), text
