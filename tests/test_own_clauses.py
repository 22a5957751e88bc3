"""Yes or no: what is claimed of one of several that a sentence tells of is held against that one's
own clause."""

import pytest

from tests.verdicts import AGREES

DENIES = "与计划不符"
PLAN = (
    "1.推进交通建设。沙湾大桥4月开工，工期24个月；松岭隧道年内实现左洞贯通；石桥路改造工程10月竣工通车。"
    "乡道Y102改造工程完成路面铺设的60%。柳溪轻轨高速铁路全线开工建设，全长52公里；云台站年底建成投用。"
    "青岭高速年内完成投资6亿元，桥梁工程全部完工，2027年底建成通车。\n"
    "2.建设文化设施。推进东湖书城、南塘老街、北渡广场三处商圈改造，其中东湖书城6月1日开街，"
    "南塘老街中秋前试营业，北渡广场完成规划设计。市少年宫年底试运行，市美术馆新馆完成桩基施工。"
    "东山剧场9月开放，西山剧场完成选址，西山剧场停车场6月建成。"
    "双塔寺除险加固工程7月底完工，林家祠堂停车场9月建成。\n"
    "3.保障电力。建成35千伏高坪变电站，开展110千伏洪山变电站前期工作。\n"
    "4.发展卫生事业。市第一医院新院区8月整体搬迁；市第二医院创建三级乙等医院；市血站迁建工程年内开工。\n"
)


@pytest.fixture(scope="module")
def told(assistant_of):
    assistant = assistant_of(PLAN)

    def ask(question):
        return [statement.text for statement in assistant.ask(question).statements]

    return ask


@pytest.mark.parametrize(
    ("question", "own", "others"),
    [
        ("松岭隧道今年竣工吗", "松岭隧道年内实现左洞贯通", "竣工通车"),
        ("松岭隧道10月通车对吧", "松岭隧道年内实现左洞贯通", "石桥路"),
        ("北渡广场六一开街对吗", "北渡广场完成规划设计", "6月1日"),
        ("市少年宫年底建成吗", "市少年宫年底试运行", "桩基"),
        ("市第二医院8月搬迁是吗", "市第二医院创建三级乙等医院", "新院区"),
        ("市血站今年扩容吗", "市血站迁建工程年内开工", "三级乙等"),
        ("市血站8月开诊对吗", "市血站迁建工程年内开工", "搬迁"),
        ("柳溪轻轨今年投用吧", "全线开工建设", "云台站"),
    ],
)
def test_the_stage_of_another_member_decides_no_claim(told, question, own, others):
    said, quoted = told(question)
    assert AGREES not in said and ("不符" in said or "没有写" in said)
    assert own in quoted and others not in said + quoted


@pytest.mark.parametrize(
    "question",
    [
        "沙湾大桥4月开工对吗",
        "石桥路改造10月竣工吗",
        "东湖书城6月1日开街对吗",
        "市第一医院8月搬迁对吗",
        "北渡广场要改造吗",
        "东山剧场9月开放吗",
        "青岭高速今年通车吗",
    ],
)
def test_what_its_own_clause_says_is_not_denied(told, question):
    assert not any("不符" in said or "没有写" in said for said in told(question))


def test_one_of_another_size_is_not_taken_for_what_is_claimed(told):
    assert AGREES not in told("110千伏变电站今年建成吗")[0]
    assert AGREES in told("35千伏变电站今年建成吗")[0]


def test_what_is_done_to_a_part_does_not_finish_the_whole(told):
    said = told("Y102改造今年完成吗")[0]
    assert AGREES not in said and "60%" in said


def test_the_works_on_a_thing_are_of_that_thing(told):
    assert told("石桥路10月竣工对吗")[0] == AGREES
    assert told("双塔寺7月底完工吗")[0] == AGREES
    assert DENIES in told("双塔寺5月完工对吗")[0]


def test_what_is_named_after_a_thing_is_not_that_thing(told):
    assert told("林家祠堂9月建成对吗")[0] != AGREES
