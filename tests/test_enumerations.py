"""Things that a sentence names side by side, each as it is written."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.language.enumerations import find_enumerations


def lists(text: str) -> list[str]:
    return [
        " | ".join(text[member.start : member.end] for member in one.members)
        for one in find_enumerations(text)
    ]


@pytest.mark.parametrize(
    ("text", "members"),
    [
        ("打通柳林路、建设东路和望湖街3条断头路，年内通车。", "柳林路 | 建设东路 | 望湖街"),
        ("有序推进东沟、下坪两个村庄搬迁。", "东沟 | 下坪"),
        ("改造梅园、纺织新村、供电等老旧小区17个。", "梅园 | 纺织新村 | 供电"),
        ("新建停车楼3座，分别位于县医院东侧、南湖公园和北站。", "县医院东侧 | 南湖公园 | 北站"),
        ("打通断头路2条（柳林路、望湖街）。", "柳林路 | 望湖街"),
        ("其中东沟镇12公里、下坪镇9公里。", "东沟镇12公里 | 下坪镇9公里"),
        ("在广州、厦门设立2个联络处。", "广州 | 厦门"),
        ("由县水利局、县林草局共同负责。", "县水利局 | 县林草局"),
        ("责任单位：县水利局、县林草局。", "县水利局 | 县林草局"),
        ("做强“云岭茶”“东沟梨”两个品牌。", "“云岭茶” | “东沟梨”"),
        ("东沟镇、下坪镇各2处。", "东沟镇 | 下坪镇"),
        ("组建巡查员、调解员、志愿者“三支队伍”。", "巡查员 | 调解员 | 志愿者"),
        ("强化对东沟、芦荡浜、三汊河等水体管护。", "东沟 | 芦荡浜 | 三汊河"),
    ],
)
def test_the_members_of_a_list(text, members):
    assert members in lists(text)


@pytest.mark.parametrize(
    "text",
    [
        "完成C级、D级危房治理46户。",
        "推动机关单位和商业设施停车场开放。",
        "聘请退休法官、律师化解邻里噪音、漏水等纠纷。",
        "三镇分别安排资金1.2亿元、9000万元、7500万元。",
        "桥梁加固4月开工、11月完工。",
        "对低收入（含低保、特困）家庭给予补助。",
        "以木耳、蓝莓、人参为重点。",
        "落实县、镇、村“三级联动”机制。",
    ],
)
def test_what_is_not_surely_a_list_is_none(text):
    assert lists(text) == []


@given(st.text(alphabet="打通柳林路、和等3条两个（）“”，：。分别位于在县局", max_size=40))
def test_members_are_parts_of_the_text_in_order(text):
    for one in find_enumerations(text):
        ends = [one.clause.start]
        for member in one.members:
            assert ends[-1] <= member.start < member.end <= one.clause.end
            ends.append(member.end)
