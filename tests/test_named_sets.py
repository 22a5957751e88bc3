"""The members of what is called by their number: 四大片区有哪些."""

import pytest

TOWN = """云桥区2026年工作计划
1.建设新城。推进柳东、柳西、柳南、柳北、柳中五个新城建设。打造四大片区：江湾、河口、古城、科创。
2.抓好“三项工程”（强基、暖心、畅通），做强两大集群，建设甲镇、乙镇等六个示范镇。
3.深化“五社联动”，压减“三公”经费。落实“两个责任”，即主体责任和监督责任。增强“四个意识”。
4.坚持以绣花功夫抓管理、以铁的手腕治污染、以钉钉子精神抓落实。完成13个小区改造。
附表：2026年六件民生实事
| 序号 | 项目 | 完成时限 |
| 1 | 新建幼儿园2所 | 8月底 |
| 2 | 新建公厕3座 | 9月底 |
"""


@pytest.fixture(scope="module")
def town(assistant_of):
    return assistant_of(TOWN)


def said(answer):
    return "".join(statement.text for statement in answer.statements)


@pytest.mark.parametrize(
    ("question", "members"),
    [
        ("五个新城有哪些", "柳东 柳西 柳南 柳北 柳中"),
        ("四大片区是哪四个", "江湾 河口 古城 科创"),
        ("三项工程分别指什么", "强基 暖心 畅通"),
        ("“两个责任”是什么意思", "主体责任 监督责任"),
        ("三个“以”指什么", "绣花功夫 铁的手腕 钉钉子精神"),
        ("六件民生实事是哪六件", "幼儿园2所 公厕3座"),
    ],
)
def test_all_members_of_a_set_are_told(town, question, members):
    answer = town.ask(question)
    assert answer.status == "answered"
    assert all(member in said(answer) for member in members.split())
    assert "没有" not in said(answer)


@pytest.mark.parametrize("name", ["两大集群", "五社联动", "三公经费"])
def test_a_set_that_is_only_named_is_said_to_be(town, name):
    answer = town.ask(f"{name}是哪几个")
    assert answer.status == "not_in_plan"
    assert f"“{name}”，但没有写明具体是哪些" in said(answer)


def test_a_set_asked_for_with_another_number_is_corrected(town):
    assert "“四个意识”" in town.ask("三个意识是哪些").statements[0].text


def test_the_terms_of_years_are_told_as_a_set(assistant):
    answer = assistant.ask("三年目标分别是多少")
    assert answer.status == "answered" and "两年深挖根治" in said(answer)


@pytest.mark.parametrize("question", ["六个示范镇是哪些", "13个小区有哪些", "三甲医院有哪些"])
def test_what_is_no_set_with_all_its_members_is_not_said_to_be_one(town, question):
    assert "没有写明具体是哪些" not in said(town.ask(question))
