"""What the plan states is told, and what it leaves out is said so, however daily the words are."""

import pytest

PLAN = """云浦县2024年工作要点
1.用好水资源。推行阶梯水价,居民生活用水每吨价格不高于2.4元。新建雨水花园3处。
2.办好公交。开通城乡公交3条,实行一票制,票价3元。早市每日5:30开门,提供热水。
3.化解纠纷。聘请18人担任调解员,每案补助150元。初犯从宽,“首违不罚”事项增加到64项。
4.保护文物。修缮魁星阁、郑氏祠堂2处市级文物保护单位。
5.建设景区。推动云台山创建国家AAAAA级旅游景区,9月底前通过省级资源评审。
6.铺好道路。对东桥至南坝、石湾至竹溪两段路面加铺沥青。
7.服务企业。企业诉求48小时内响应。落实市“稳外贸40条”“促消费20条”等政策。
8.做强招商。加大以商引商、以会引商、以链引商力度,主动对接广交会参展商。
9.加强安全管理。强化矿山、燃气、渡口等重点领域监管。
"""


@pytest.mark.parametrize(
    ("question", "shown"),
    [
        ("自来水一吨最多要多少钱", "2.4元"),
        ("调解员调一个案子给多少钱", "150元"),
        ("坐公交一趟多少钱", "3元"),
        ("公交多少钱一趟", "3元"),
        ("早市早上几点开门", "5:30"),
        ("初次违法不罚的事项有几项", "64项"),
        ("修缮哪两处文保单位", "郑氏祠堂"),
        ("5A创建的省级评审几月要过", "9月底"),
        ("哪两段路铺柏油", "石湾"),
        ("企业诉求多久给答复", "48小时"),
    ],
)
def test_what_the_plan_states_is_told_in_daily_words(answered, question, shown):
    status, said = answered(question)
    assert status == "answered" and shown in said, said


@pytest.mark.parametrize(
    "question",
    [
        "污水处理一吨收多少钱",
        "公交卡一张多少钱",
        "调解员一个月补多少钱",
        "图书馆早上几点开门",
        "雨水花园一处要多少钱",
        "游船多少钱一趟",
        "违法一次罚多少钱",
    ],
)
def test_what_the_plan_leaves_out_stays_so_in_daily_words(answered, question):
    status, said = answered(question)
    assert status == "not_in_plan", said


def test_what_a_name_ends_with_is_no_number_of_an_item(answered):
    for question in ("市里的“40条”“20条”是哪两个政策", "落实哪个“40条”"):
        status, said = answered(question)
        assert status == "answered" and "稳外贸40条" in said, said
    assert "没有第40项" in answered("第40条讲什么")[1]
    assert "没有第50项" in answered("“50条”讲什么")[1]


def test_who_can_tell_and_with_whom_ask_for_no_office(answered):
    for question in ("谁记得招商有哪几招", "广交会这块跟谁对接"):
        status, said = answered(question)
        assert status == "answered" and "责任" not in said, said
    assert "没有写明责任部门" in answered("修缮魁星阁谁负责")[1]
    assert "没有写明责任部门" in answered("修缮魁星阁跟谁联系")[1]


def test_what_several_are_asks_for_no_meaning(answered):
    status, said = answered("引商的几种办法分别是什么")
    assert status == "answered" and "以链引商" in said and "没有解释" not in said
    assert "没有解释" in answered("以链引商是什么意思")[1]


def test_a_verb_is_no_part_of_a_thing_that_the_plan_lacks(answered):
    assert "管理盯住" not in answered("安全管理盯住哪些领域")[1]


def test_the_stars_of_a_place_are_not_those_of_another(answered):
    assert "AAAAA" in answered("5A景区创建有什么安排")[1]
    assert "4a" in answered("4A景区创建几月评审")[1].lower()


def test_a_line_of_another_number_is_missing(answered):
    assert "没有提到“48路”" in answered("48路公交会不会撤掉")[1]
