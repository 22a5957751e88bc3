"""What is told before the first number and behind the last item: answered, cited, not counted."""

import pytest

from assistant.answers.render import to_markdown
from assistant.chain import open_assistant

PLAN = """松溪市2023年政府工作要点

今年是关键之年。主要预期目标是：规模以上工业增加值增长8%，社会消费品零售总额增长7.5%，城镇调查失业率控制在5.5%以内，地区生产总值增长6.5%左右，单位GDP能耗下降3%。

一、产业
1.新增规模以上工业企业40家，实施技改项目80个。
2.发放消费券2000万元。
二、民生
3.新增城镇就业9000人，新建幼儿园4所。
4.改造老旧小区36个。
"""


@pytest.fixture(scope="module")
def assistant(tmp_path_factory, session_settings):
    path = tmp_path_factory.mktemp("goals") / "songxi.txt"
    path.write_text(PLAN, encoding="utf-8")
    return open_assistant(path, session_settings)


@pytest.mark.parametrize(
    ("question", "figure"),
    [
        ("规模以上工业增加值增长多少", "8%"),
        ("今年社会消费品零售总额增长多少", "7.5%"),
        ("城镇调查失业率要控制在多少", "5.5%以内"),
        ("GDP增长多少", "6.5%左右"),
        ("今年GDP要增长百分之几", "6.5%左右"),
        ("单位GDP能耗下降多少", "3%"),
    ],
)
def test_a_goal_of_the_preamble_is_quoted_with_its_mark(assistant, question, figure):
    answer = assistant.ask(question)
    assert answer.status == "answered"
    assert {citation.item for citation in answer.citations} == {"前言"}
    assert f"**{figure}**〔前言〕" in to_markdown(answer)


def test_the_preamble_is_no_item_that_is_counted(assistant):
    assert "共4项，编号为第1项至第4项" in to_markdown(assistant.ask("一共有多少项"))
    assert {c.item for c in assistant.ask("第1项讲什么").citations} == {"1"}


def test_what_the_preamble_does_not_tell_is_declined(assistant):
    assert assistant.ask("进出口总额增长多少").status == "not_in_plan"


# --- behind the last item ---------------------------------------------------------------------

FOLLOWED_UP = "督查室每半月会商、每季通报；落后的于下月5日前报整改方案。考核结果占年度绩效的20%。"


@pytest.fixture(scope="module", params=["", "保障措施\n"], ids=["结尾", "保障措施"])
def closed(request, tmp_path_factory, session_settings):
    path = tmp_path_factory.mktemp("closing") / "songxi.txt"
    path.write_text(f"{PLAN}\n{request.param}{FOLLOWED_UP}\n", encoding="utf-8")
    return open_assistant(path, session_settings), request.param.strip() or "结尾"


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("督查室多久通报一次", "每季**通报**"),
        ("落后的什么时候报整改方案", "下月5日前"),
        ("考核占绩效的比例是多少", "20%"),
    ],
)
def test_what_closes_the_plan_is_quoted_with_its_mark(closed, question, told):
    assistant, label = closed
    answer = assistant.ask(question)
    assert answer.status == "answered"
    assert {citation.item for citation in answer.citations} == {label}
    assert told in to_markdown(answer)


def test_what_closes_the_plan_is_no_item_that_is_counted(closed):
    assistant, label = closed
    assert "共4项，编号为第1项至第4项" in to_markdown(assistant.ask("一共有多少项"))
    assert {c.item for c in assistant.ask("最后一项讲什么").citations} == {"4"}
    assert f"提到“通报”的有〔{label}〕：" in to_markdown(assistant.ask("哪些项提到通报"))
    listed = assistant.ask("第二部分有哪些")
    assert {citation.item for citation in listed.citations} == {"3", "4"}


def test_a_longer_name_is_not_that_of_the_part_that_closes_the_plan(closed):
    assistant, label = closed
    asked = assistant.ask(f"就业{label}有哪些" if label != "结尾" else "计划的结尾讲了什么")
    assert {c.item for c in asked.citations} == ({"3"} if label != "结尾" else {"结尾"})
