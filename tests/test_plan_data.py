"""The plan asked about as data: figures by unit and size, items by length, all but those named."""

from collections.abc import Callable

import pytest

from assistant.answers.render import to_markdown
from assistant.chain import Assistant
from assistant.lookups.arithmetic import asks_computed, operands

PLAN = """临河县2024年工作要点

1. 推动农业增效。新建高标准农田3.2万亩，改造茶园800亩。扶持合作社24家。
2. 推动文旅融合。打造研学线路6条。举办“十里画廊”登山节，支持合作社办民宿。
3. 优化交通出行。改造农村公路45公里。新增停车泊位320个。
4. 守护绿水青山。落实林长制。推进垃圾分类，开展百村清洁行动。
5. 兜牢民生底线。新增护理床位150张，护理床位总数达到900张。改造社区食堂12家。落实高龄津贴。
"""


@pytest.fixture(scope="module")
def linhe(assistant_of: Callable[[str], Assistant]) -> Assistant:
    return assistant_of(PLAN)


def told(plan: Assistant, *messages: str) -> str:
    *before, question = messages
    return to_markdown(plan.ask(question, before)).replace("*", "").replace("\\", "")


@pytest.mark.parametrize(
    ("question", "has", "has_not"),
    [
        ("除了第1项还有哪几项讲到合作社", "支持合作社办民宿", "扶持合作社"),
        ("除第2条以外哪些条提到合作社", "扶持合作社", "办民宿"),
        ("提到合作社的，除了1、2条还有吗", "没有别的项写到“合作社”", "扶持"),
        ("除了护理床位，第5项还有什么", "落实高龄津贴", "150张"),
        ("第3条除了停车泊位还讲了啥", "改造农村公路45公里", "320个"),
    ],
)
def test_what_is_left_aside_is_not_told(linhe, question, has, has_not) -> None:
    answer = told(linhe, question)
    assert has in answer and has_not not in answer


def test_items_left_aside_by_nothing_are_told(linhe) -> None:
    answer = told(linhe, "哪几项讲到合作社")
    assert "办民宿" in answer and "扶持合作社24家" in answer


@pytest.mark.parametrize(
    "question",
    [
        "垃圾分类写在哪",
        "林长制在哪提到的",
        "高龄津贴出现在哪",
        "“百村清洁行动”出自",
        "林长制归哪条管",
    ],
)
def test_where_something_is_written_is_told_by_its_item(linhe, question) -> None:
    answer = told(linhe, question)
    assert answer.startswith("在第5项" if "津贴" in question else "在第4项")


def test_where_something_is_asks_for_no_item(linhe) -> None:
    assert not told(linhe, "社区食堂建在哪").startswith("在第5项")


@pytest.mark.parametrize(
    ("question", "has", "has_not"),
    [
        ("单位是亩的指标有哪些", "有2个", "24家"),
        ("以“家”为单位的数字", "有2个", "800亩"),
        ("涉及公里的指标", "改造农村公路45公里", "320个"),
        ("所有跟亩有关的数", "有2个", "24家"),
        ("哪几个数是带“万”的", "带“万”的数字有1个", "800亩"),
        ("含有“亿”的数字有吗", "没有带“亿”的数字", "公里"),
        ("以“吨”为单位的指标", "没有单位是“吨”的数字", "公里"),
        ("计划里的数字全部列一遍", "计划写明的数字有9个", "林长制"),
        ("第5项里的数字列一下", "〔第5项〕写明的数字有3个", "320个"),
        ("第4项有几个数字", "〔第4项〕没有写明数字", "45"),
        ("哪几项没有写数字", "没有写明数字的有1项", "第3项"),
        ("几条写了具体数字", "写明了数字的有4项", "〔第4项〕"),
        ("第5项里最大的数字是多少", "不能直接比较", "150张"),
        ("把数字最大的三个指标排一下", "不能直接比较", "150张"),
        ("第3项里最大的两个数字是哪些", "不能直接比较", "900张"),
        ("全文最小的数是多少", "不能直接比较", "900张"),
        ("数字最多的是哪一条", "〔第1项〕、〔第5项〕，有3个", "45公里"),
    ],
)
def test_figures_are_listed_by_what_is_asked_of_them(linhe, question, has, has_not) -> None:
    answer = told(linhe, question)
    assert has in answer and has_not not in answer


def test_figures_of_a_unit_with_its_size_are_listed(assistant_of) -> None:
    plan = assistant_of(
        "南埠区2024年重点工作\n1.扩大投资。完成投资46亿元。\n2.惠民。补贴80万元。\n"
    )
    answer = told(plan, "单位是亿元的指标有哪些")
    assert "有1个" in answer and "46亿元" in answer and "80万元" not in answer
    assert "有2个" in told(plan, "单位是元的数字有哪些")


def test_figures_of_the_item_just_shown_are_listed(linhe) -> None:
    assert told(linhe, "停车泊位", "这一条里有几个数字").startswith("〔第3项〕写明的数字有2个")


@pytest.mark.parametrize(
    ("question", "has"),
    [
        ("320个什么", "停车泊位"),
        ("900是谁的", "护理床位总数"),
        ("有没有出现“77”这个数", "没有出现“77”"),
        ("45这个数出现在哪", "农村公路"),
        ("6写在哪几条", "研学线路"),
    ],
)
def test_a_number_is_told_with_what_it_is_of(linhe, question, has) -> None:
    assert has in told(linhe, question)


@pytest.mark.parametrize(
    ("question", "has"),
    [
        ("以“推动”开头的有几项", "有2项"),
        ("“加快”开头的有哪些", "没有以“加快”开头的"),
        ("哪一项最短", "最短的是〔第3项〕、〔第4项〕，29字"),
        ("最长的是哪一条", "最长的是〔第5项〕"),
        ("第2项和第4项有什么关系", "没有写明这2项之间"),
        ("第1到第3项之间有什么联系", "没有写明这3项之间"),
        ("第3项里跟公路有关的有哪些", "写到“公路”的是"),
        ("第3项里跟铁路有关的有哪些", "没有出现“铁路”这个词"),
    ],
)
def test_items_are_told_by_what_they_are(linhe, question, has) -> None:
    assert has in told(linhe, question)


def test_it_is_related_to_the_item_just_shown(linhe) -> None:
    answer = told(linhe, "林长制", "它跟第5项是什么关系")
    assert "〔第4项〕守护绿水青山" in answer and "〔第5项〕兜牢民生底线" in answer


@pytest.mark.parametrize(
    ("question", "figures"),
    [
        ("新增护理床位和社区食堂加起来多少", ("150张", "12家")),
        ("护理床位总数比新增护理床位多多少", ("900张", "150张")),
        ("高标准农田是茶园的几倍", ("3.2万亩", "800亩")),
        ("停车泊位跟农村公路哪个数大", ("320个", "45公里")),
        ("150张占900张的百分之几", ("新增护理床位", "护理床位总数")),
    ],
)
def test_of_what_is_to_be_computed_both_figures_are_told(linhe, question, figures) -> None:
    answer = told(linhe, question)
    assert answer.startswith("计划没有写这个结果，原文的数字是（没有计算）：")
    assert all(figure in answer for figure in figures)


@pytest.mark.parametrize(
    ("question", "of"),
    [
        ("45公里减6条等于多少", ("改造农村公路45公里", "打造研学线路6条")),
        ("320个加上12家一共多少", ("新增停车泊位320个", "改造社区食堂12家")),
        ("800亩加3.2万亩是多少", ("改造茶园800亩", "新建高标准农田3.2万亩")),
    ],
)
def test_of_numbers_alone_each_is_told_of_what_it_is(linhe, question, of) -> None:
    answer = told(linhe, question)
    assert answer.startswith("计划没有写这个结果") and all(one in answer for one in of)


def test_a_number_that_the_plan_has_nowhere_is_not_another_one(linhe) -> None:
    assert "150张" not in told(linhe, "77张加上33张一共是多少")
    assert told(linhe, "新增150张是什么床位").count("没有计算") == 0


@pytest.mark.parametrize(
    "question", ["新增护理床位多少张", "护理床位总数达到多少", "农村公路和停车泊位各多少"]
)
def test_what_needs_no_computing_is_told_as_before(linhe, question) -> None:
    assert "没有计算" not in told(linhe, question)


@pytest.mark.parametrize(
    "question", ["绿地和公园有多少", "森林覆盖率达到多少", "茶园比去年怎么样", "床位几张"]
)
def test_nothing_is_to_be_computed_of_what_is_asked_plainly(question) -> None:
    assert operands(question) == () and not asks_computed(question)


@pytest.mark.parametrize(
    "question", ["项目的指标有哪些", "今年的指标是多少", "最大的亮点是什么", "最重要的是哪一项"]
)
def test_what_names_a_thing_is_no_question_of_the_plan_as_data(linhe, question) -> None:
    answer = told(linhe, question)
    assert "写明的数字" not in answer and "单位是" not in answer and "按字数" not in answer


@pytest.mark.parametrize(
    ("question", "has", "has_not"),
    [
        ("改造的工作有哪些", ("茶园800亩", "农村公路45公里", "社区食堂12家"), "林长制"),
        ("哪些要新增", ("停车泊位320个", "护理床位150张"), "茶园"),
        ("哪些提到合作社", ("扶持合作社24家", "办民宿"), "公路"),
    ],
)
def test_all_that_has_a_word_is_listed(linhe, question, has, has_not) -> None:
    answer = told(linhe, question)
    assert answer.startswith("提到“") and has_not not in answer
    assert all(said in answer for said in has)


def test_what_is_asked_of_a_thing_is_no_list_of_its_word(linhe) -> None:
    assert not told(linhe, "合作社的工作有哪些").startswith("提到“")


@pytest.mark.parametrize(
    ("question", "has", "has_not"),
    [
        ("前两项只要标题", "〔第2项〕推动文旅融合", "研学线路6条"),
        ("第5项用一句话说", "这一项有3句，不作概括，先列前1句", "社区食堂"),
        ("第5项两句话讲讲", "改造社区食堂12家", "高龄津贴"),
        ("第4项用三句话说", "落实林长制", "不作概括"),
    ],
)
def test_items_are_told_as_briefly_as_asked(linhe, question, has, has_not) -> None:
    answer = told(linhe, question)
    assert has in answer and has_not not in answer


def test_an_office_that_the_item_does_not_name_is_not_placed_there(linhe) -> None:
    assert not told(linhe, "交通局看哪条").startswith("在第")


def test_figures_of_a_value_and_of_a_counted_unit_are_listed(told_of):
    told = told_of(
        "南岭县2025年工作要点\n\n"
        "1.优化服务。政务事项网办率达到95%，热线按期办结率保持100%。达到老年友好标准。\n"
        "2.保护生态。污水处理率100%，绿化覆盖率41%。安置群众320户。\n"
        "3.强化监管。抽查企业60家。\n"
    )
    answer = told("哪些指标要求达到100%")
    assert "热线按期办结率" in answer
    assert "污水处理率" in answer
    assert "老年友好" not in answer
    assert "41%" not in told("保持100%的指标有哪些")
    assert "320户" in told("哪几项带户数")
    assert "强化监管" in told("凡以“强化”开头的任务有哪些")
    assert "网办率" not in told("带“强化”开头的工作是哪几项")


def test_what_is_to_be_done_in_the_first_half_is_no_question_of_the_past(told_of):
    told = told_of(
        "南岭县2025年工作要点\n\n"
        "1.修路。滨湖路上半年完成拓宽。\n2.建桥。东岭桥10月底前通车。\n3.植树。造林300亩。\n"
    )
    assert "滨湖路" in told("哪些任务得在上半年完成")
    assert "往年" in told("去年造林完成了多少")


PARTS = """临河县2024年民生工作要点

一、办好学校食堂。新建食堂6所。午餐补助每人5元。食堂每周公示菜谱。（责任单位：县教育局）
二、救助困难家庭。全年救助1200户。
1.临时救助：当天受理。
2.医疗救助：一站结算。
3.住房救助：改造危房90户。
责任单位：县民政局
三、加强养老。新增床位150张。
"""


@pytest.fixture(scope="module")
def parts(assistant_of: Callable[[str], Assistant]) -> Assistant:
    return assistant_of(PARTS)


@pytest.mark.parametrize(
    ("question", "has", "has_not"),
    [
        ("第1项第二句讲了什么", "午餐补助每人5元。", "新建食堂"),
        ("第一条倒数第二句", "午餐补助每人5元。", "菜谱"),
        ("第1项里最后一句话是什么", "食堂每周公示菜谱。", "教育局"),
        ("第1项的前两句", "新建食堂6所。", "菜谱"),
        ("第2项最后一条", "3.住房救助：改造危房90户。", "养老"),
        ("第2项第二点", "2.医疗救助：一站结算。", "住房救助"),
        ("第2项第二句", "1.临时救助：当天受理。", "医疗救助"),
        ("第1项的最后一点", "没有分条编号，按句数，最后一句是：\n\n食堂每周公示菜谱。", "养老"),
        ("第3项第五句", "没有这一句，不算标题共1句", "150张"),
    ],
)
def test_a_sentence_or_point_is_told_by_its_place(parts, question, has, has_not) -> None:
    answer = told(parts, question)
    assert has in answer and has_not not in answer, answer


@pytest.mark.parametrize("question", ["第1项和最后一项", "第1项说了什么", "第1项最后公示什么"])
def test_items_named_by_their_places_are_told_whole(parts, question) -> None:
    answer = told(parts, question)
    assert "菜谱" in answer and "没有分条" not in answer, answer
