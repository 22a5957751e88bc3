"""An office, however it is asked for, is told from every part that the plan gives it."""

from collections.abc import Callable

import pytest

from assistant.answers.render import to_markdown
from assistant.chain import Assistant

PLAN = """云坪县2023年重点工作

一、城市建设
1. 改善居住条件。改造城中村6个，惠及居民900户。新建口袋公园4个。（责任单位：县住建局、县园林中心）
2. 守住粮食安全。扛稳粮食安全责任，粮食播种面积稳定在12万亩。（责任单位：县农业农村局、县粮储公司）
二、民生保障
3. 发展托育服务。新增托位300个，建成示范机构2家。由县卫生健康委统筹，县教育局、县妇联按职责推进。
4. 整治燃气隐患。更换老旧管道9公里。由县城管局牵头，县消防救援大队、县市场监管局分别负责。
5. 加强市场建设。改造农贸市场3家，住房租赁市场监管覆盖全县。（责任单位：县商务局、县教育局）
"""


@pytest.fixture(scope="module")
def yunping(assistant_of: Callable[[str], Assistant]) -> Assistant:
    return assistant_of(PLAN)


def cited(plan: Assistant, *messages: str) -> list[str]:
    *before, question = messages
    answer = plan.ask(question, before)
    return [c.item for s in answer.statements if s.role != "phrase" for c in s.citations]


@pytest.mark.parametrize(
    ("question", "items"),
    [
        ("县园林中心", {"1"}),
        ("教育局？", {"3", "5"}),
        ("妇联的工作", {"3"}),
        ("县教育局今年的任务", {"3", "5"}),
        ("粮储公司的职责", {"2"}),
        ("市场监管局负责哪些", {"4"}),
        ("县卫健委参与了哪几项", {"3"}),
        ("消防救援大队的任务", {"4"}),
        ("我是县住建局的，该看哪几项", {"1"}),
    ],
)
def test_an_office_has_all_the_items_it_has_part_in(yunping, question, items):
    assert set(cited(yunping, question)) == items


@pytest.mark.parametrize(
    ("messages", "office"),
    [
        (("城中村改造谁负责",), "县住建局"),
        (("粮食安全谁牵头",), "县农业农村局"),
        (("粮食安全哪个部门",), "县农业农村局"),
        (("托位新增多少", "谁负责"), "县卫生健康委"),
        (("燃气隐患谁牵头",), "县城管局"),
    ],
)
def test_who_answers_for_a_subject_is_told_in_other_words_than_the_plans(yunping, messages, office):
    *before, question = messages
    answer = yunping.ask(question, before)
    assert answer.status == "answered"
    assert office in to_markdown(answer)


@pytest.mark.parametrize("question", ["养老床位谁负责", "地铁谁牵头", "县审计局负责哪些"])
def test_who_answers_for_what_the_plan_has_not_is_not_told(yunping, question):
    assert yunping.ask(question).status == "not_in_plan"


@pytest.mark.parametrize(("question", "item"), [("口袋公园", "1"), ("农贸市场", "5")])
def test_a_bare_subject_is_no_office(yunping, question, item):
    answer = yunping.ask(question)
    assert "负责或参加" not in to_markdown(answer)
    assert set(cited(yunping, question)) == {item}
