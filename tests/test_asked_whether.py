"""Whether it is done, which a plan does not tell, and whether the plan tells of it at all."""

from collections.abc import Callable

import pytest

from assistant.answers.render import to_markdown

PLAN = """2027年临泽区政府重点工作

1.提升文化服务。推进临泽美术馆改建，新建城市书屋6处。智能会展中心全面开放。
2.完善交通。实现柳荫路隧道、东仓变电站等项目竣工，推进滨湖大道拓宽项目开工。北仓桥已建成通车。
3.优化服务。推动企业服务平台上线，发布营商环境建设三年规划。完成老旧小区改造42个。
4.保障安全。深化食品安全城市创建，加强轻食餐饮企业监管。
"""


@pytest.fixture(scope="module")
def told(assistant_of: Callable) -> Callable[[str], str]:
    """The answer to a question, in one line without marks, behind its status."""
    plan = assistant_of(PLAN)

    def ask(question: str) -> str:
        answer = plan.ask(question)
        return f"[{answer.status}]" + to_markdown(answer).replace("**", "").replace("\\", "")

    return ask


@pytest.mark.parametrize(
    ("question", "quoted"),
    [
        ("柳荫路隧道竣工了没", "竣工"),
        ("滨湖大道拓宽开没开工", "开工"),
        ("东仓变电站有没有竣工", "竣工"),
        ("智能会展中心开放了没有", "全面开放"),
        ("智能会展中心开放了吗", "全面开放"),
        ("美术馆改好了没", "美术馆改建"),
        ("城市书屋建起来没有", "新建城市书屋6处"),
        ("企业服务平台上线没", "上线"),
        ("三年规划编出来了没有呀", "三年规划"),
        ("老旧小区42个改造完了没", "42个"),
    ],
)
def test_what_is_set_is_not_confirmed_to_be_done(told, question, quoted):
    said = told(question)
    assert "没有写明是否已经做到" in said and quoted in said
    assert "与计划一致" not in said


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("北仓桥通车了没有", "与计划一致"),  # which the plan tells
        ("柳荫路隧道今年竣工吧", "与计划一致"),
        ("老旧小区60个改造完了没", "与计划不符"),
    ],
)
def test_what_the_plan_tells_or_denies_is_judged_as_before(told, question, said):
    assert said in told(question)


@pytest.mark.parametrize(
    ("question", "quoted"),
    [
        ("食品安全城市提到没有", "食品安全城市创建"),
        ("轻食餐饮有说吗", "轻食餐饮企业"),
        ("营商环境有没有讲", "营商环境建设"),
        ("企业服务平台谈了没", "企业服务平台上线"),
    ],
)
def test_the_verb_of_asking_is_nothing_that_the_plan_does(told, question, quoted):
    said = told(question)
    assert said.startswith("[answered]") and quoted in said
    assert "没有写" not in said and "不符" not in said


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("老旧小区改造60个写了没有", "与计划不符"),
        ("老旧小区改造42个提到没有", "与计划一致"),
        ("渔业养殖说了没有", "没有提到“渔业养殖”"),
        ("提升渔业养殖提了没有", "没有提到“提升渔业养殖”"),
    ],
)
def test_what_is_asked_to_be_told_is_judged_without_that_verb(told, question, said):
    assert said in told(question)
