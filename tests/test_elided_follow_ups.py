"""Follow-ups that leave out what they are of: 覆盖哪些乡镇, 一天几班, 农村的呢."""

from collections.abc import Callable

import pytest

from assistant.chain import Assistant

PLAN = """2031年河口县重点工作

1.扩建水厂。扩建东湾水厂,日供水规模提升至8万吨,惠及南坪、北坪2个镇。由县水务局负责。
2.下放事项。将88项审批事项下放各镇办理。由县政务局负责。
3.发展公交。开通城乡公交3条:1路由县城至南坪,每日14班;2路由县城至北坪,每日9班。由县交通局负责。
4.扩建医院。县中医院新建门诊楼,增设病床260张。由县卫健局负责。
5.促进就业。农村劳动力转移就业稳定在12万人,城市特困补贴每月700元,农村特困补贴每月520元。由县人社局负责。
6.建设公园。建设公园6处,新增停车泊位900个。由县城管局负责。
"""


@pytest.fixture(scope="module")
def talk(assistant_of: Callable[[str], Assistant]) -> Callable[[str], str]:
    """What the last of messages joined by | is answered with, in one line."""
    assistant = assistant_of(PLAN)

    def told(messages: str) -> str:
        *earlier, last = (message.strip() for message in messages.split("|"))
        answer = assistant.ask(last, earlier)
        return f"{answer.status} " + "".join(s.text for s in answer.statements)

    return told


@pytest.mark.parametrize(
    ("messages", "told", "not_told"),
    [
        ("东湾水厂供水多少 | 惠及哪些镇", "南坪", "88项"),
        ("县中医院今年怎么扩建 | 新增多少病床", "260张", "可能没有写明"),
        ("2路公交到哪里 | 每天多少班", "9班", "14班9班"),
        ("1路公交到哪里 | 一天开几班", "answered 14班", "answered 9班"),
    ],
)
def test_what_is_done_is_of_what_was_asked_about(talk, messages, told, not_told):
    said = talk(messages)
    assert told in said and not_told not in said


@pytest.mark.parametrize(
    ("messages", "told"),
    [
        ("东湾水厂供水多少 | 建设多少公园", "answered 6处"),
        ("县中医院怎么扩建 | 下放多少事项", "answered 88项"),
        ("公园建几处 | 新增多少泊位", "answered 900个"),
    ],
)
def test_what_is_done_elsewhere_is_of_that(talk, messages, told):
    assert talk(messages).startswith(told)


@pytest.mark.parametrize(
    ("messages", "told"),
    [
        ("城市特困补贴多少 | 农村的呢", "answered 520元"),
        ("农村特困补贴多少 | 那城里的呢", "answered 700元"),
        ("公园建几处 | 农村呢", "not_in_plan"),
    ],
)
def test_another_of_a_group_is_of_the_same_thing(talk, messages, told):
    assert talk(messages).startswith(told)
