"""Everything that a department answers for, that is due by a date or that is at a stage."""

from collections.abc import Callable

import pytest

from assistant.answers.render import to_markdown
from assistant.chain import Assistant

PLAN = """青禾镇2024年重点工作任务
2024年1月20日
1、修缮水利设施。加固堤防3公里，汛期前完成。改造泵站2座，5月底前完工。责任单位：镇水务站。
2、建设文体场馆。镇文化中心3月开工、年底前竣工；游泳馆2023年6月开工，今年8月底前投用。责任单位：镇文体站、镇村建办。
3、改善就医条件。卫生院门诊楼6月底前投入使用，由镇社会事务办牵头。村级卫生室每月巡诊1次，每次不少于3名医生。
4、改造集贸市场。东街市场改造下半年动工，摊位由60个增至80个。停车场前30分钟免费。超出后每小时3元，全天不超过20元。
5、推动工业发展。技改项目开工率不低于80%，管好已建成的厂房，在河西社区试点企业服务专员。垃圾转运站日处理能力提高到90吨，4月开工。
"""


@pytest.fixture(scope="module")
def bureau(assistant_of: Callable[[str], Assistant]) -> Assistant:
    return assistant_of(PLAN)


def cited(bureau: Assistant, question: str) -> list[str]:
    answer = bureau.ask(question)
    assert answer.status == "answered", to_markdown(answer)
    return list(dict.fromkeys(citation.item for citation in answer.citations))


@pytest.mark.parametrize(
    ("question", "items"),
    [
        ("水务站负责哪些工作？", ["1"]),
        ("村建办牵头哪几项？", ["2"]),
        ("社会事务办今年要负责什么？", ["3"]),
        ("帮我理一下文体站负责的工作", ["2"]),
    ],
)
def test_all_items_of_a_department_are_listed(
    bureau: Assistant, question: str, items: list[str]
) -> None:
    assert cited(bureau, question) == items


@pytest.mark.parametrize(
    ("question", "items"),
    [
        ("今年要开工的项目有哪些？", ["2", "4", "5"]),  # nor 开工率, nor what began in 2023
        ("今年哪些项目投入使用？", ["2", "3"]),
        ("今年有哪些建成的？", ["1", "2"]),  # 完工 is the same; not 已建成
        ("6月底前要完成的事有哪些？", ["1", "3"]),
        ("明确写6月底前的是哪几项？", ["3"]),
        ("6月底前要办完的是什么？", ["1", "3"]),
        ("今年要竣工的是哪项？", ["1", "2"]),
        ("下半年要做哪些事？", ["2", "4"]),
    ],
)
def test_all_that_is_at_a_stage_or_due_is_listed(
    bureau: Assistant, question: str, items: list[str]
) -> None:
    assert cited(bureau, question) == items


def test_what_is_asked_beside_the_deadline_is_not_left_out(bureau: Assistant) -> None:
    text = to_markdown(bureau.ask("6月底前卫生院有什么要完成？"))
    assert "门诊楼" in text and "泵站" not in text


def test_an_answer_on_how_goes_on_with_what_follows(bureau: Assistant) -> None:
    text = to_markdown(bureau.ask("停车场怎么收费？"))
    assert "每小时3元" in text


@pytest.mark.parametrize(
    ("question", "phrase"),
    [
        ("东街市场改造哪家公司中标？", "施工、运营等单位"),
        ("新增的摊位每个村分到多少个？", "分到各处的情况"),
        ("游泳馆门票要多少钱？", "没有写明"),
        ("水务站站长是谁？", "具体人员的姓名"),
        ("周家嘴桥今年修不修？", "周家嘴桥"),
        ("四平街道改造泵站多少座？", "四平街道"),
    ],
)
def test_what_the_plan_leaves_out_is_said(bureau: Assistant, question: str, phrase: str) -> None:
    answer = bureau.ask(question)
    assert answer.status == "not_in_plan", to_markdown(answer)
    assert phrase in to_markdown(answer)


def test_a_figure_of_another_thing_is_not_given(bureau: Assistant) -> None:
    text = to_markdown(bureau.ask("垃圾转运站一天能处理多少垃圾？"))
    assert text.startswith("**90吨**")


def test_one_place_named_before_its_kind_answers_which(bureau: Assistant) -> None:
    answer = bureau.ask("企业服务专员在哪个社区试点？")
    assert answer.status == "answered" and "河西" in to_markdown(answer)


def test_the_unit_after_its_colon_is_quoted_with_it(bureau: Assistant) -> None:
    assert "镇水务站" in to_markdown(bureau.ask("堤防加固归哪个科管？"))


HARBOUR = (
    "临江市2024年政府工作任务分解\n2024年2月1日\n"
    "1. 建设港口。推进新港一期和三期泊位建设，办好首届港口博览会，确保疏港大道10月底前通车。"
    "引进航运企业6家，新建5G基站90个。（牵头领导：李海；责任单位：市交通局、市商务局）\n"
    "2. 改善住房。惠民小区一期年底前交付，二期完成主体封顶。"
    "改造老旧小区8个，惠及居民2100户。（责任单位：市住建局）\n"
    "3. 办好公交。新增公交线路2条，由交通局负责。\n"
)


@pytest.fixture(scope="module")
def harbour(assistant_of: Callable[[str], Assistant]) -> Assistant:
    return assistant_of(HARBOUR)


@pytest.mark.parametrize("question", ["5G基站 责任单位", "疏港大道由哪个局负责？"])
def test_who_answers_for_an_item_may_stand_in_brackets(harbour: Assistant, question: str) -> None:
    assert "市交通局" in to_markdown(harbour.ask(question))


@pytest.mark.parametrize(
    ("question", "stated"),
    [
        ("港口博览会什么时候办？", False),  # the date in its sentence is the road's
        ("疏港大道什么时候通车？", True),
        ("惠民小区二期什么时候交付？", True),
        ("新港二期今年建不建？", False),
        ("新港三期今年建不建？", True),
        ("那8个老旧小区分别叫什么？", False),
        ("5G基站移动、电信、联通各建多少？", False),
        ("老旧小区改造惠及好多户？", True),
    ],
)
def test_what_is_said_of_something_else_is_not_taken(
    harbour: Assistant, question: str, stated: bool
) -> None:
    answer = harbour.ask(question)
    assert (answer.status == "answered") is stated, to_markdown(answer)


def test_dialect_is_understood_in_asking_for_an_item(harbour: Assistant) -> None:
    assert "改善住房" in to_markdown(harbour.ask("第2条讲的么子内容"))


@pytest.mark.parametrize("question", ["2023年开工的项目有哪些？", "去年开工的项目有哪些？"])
def test_what_began_in_another_year_is_not_taken_for_this_ones(
    bureau: Assistant, question: str
) -> None:
    assert "计划中写到“开工”" not in to_markdown(bureau.ask(question))


def test_a_department_is_found_with_and_without_its_place(harbour: Assistant) -> None:
    text = to_markdown(harbour.ask("交通局今年负责哪些工作？"))
    assert "有2项" in text and "〔第3项〕" in text


def test_nothing_due_is_said_to_be_nothing(bureau: Assistant) -> None:
    answer = bureau.ask("2月底前要完成什么？")
    assert answer.status == "not_in_plan" and "2月底前" in to_markdown(answer)


LAKE = (
    "某县2022年工作要点\n2022年2月10日\n"
    "1. 加快水利建设。龙塘水库年底前下闸蓄水，新建灌溉渠道32公里。（县水务局）\n"
    "2. 提升农村公路。新改建农村公路160公里，改造危桥11座。（县交通运输局、县公安局）\n"
    "3. 办好教育。实验小学东校区8月底前交付使用，设学位1620个，县中医院新院区年内开工。\n"
    "4. 提升旅游。钢花号观光专线5月开通，兴工夜市6月重新开街，摊位增加到260个。\n"
)


@pytest.fixture(scope="module")
def lake(assistant_of: Callable[[str], Assistant]) -> Assistant:
    return assistant_of(LAKE)


@pytest.mark.parametrize(
    ("question", "unit"),
    [
        ("龙塘水库 责任单位", "县水务局"),
        ("改造危桥找哪个局问", "县交通运输局"),
    ],
)
def test_units_alone_in_brackets_answer_for_their_item(
    lake: Assistant, question: str, unit: str
) -> None:
    answer = lake.ask(question)
    assert answer.status == "answered" and unit in to_markdown(answer)


def test_units_in_brackets_are_not_shown_where_they_are_not_asked_for(lake: Assistant) -> None:
    text = to_markdown(lake.ask("农村公路今年做些什么？"))
    assert "160公里" in text and "交通运输局" not in text


@pytest.mark.parametrize(
    ("question", "stated"),
    [
        ("实验小学东校区什么时候交付", True),
        ("实验小学西校区什么时候交付", False),
        ("实验小学新校区什么时候交付", True),
        ("县中医院老院区什么时候开工", False),
        ("兴工夜市 摊位数", True),
        ("兴工夜市 摊位费", False),
        ("钢花号观光专线 年度预算", False),
        ("实验小学东校区 学位数", True),
    ],
)
def test_a_figure_asked_for_by_its_name_alone_is_that_figure_or_none(
    lake: Assistant, question: str, stated: bool
) -> None:
    answer = lake.ask(question)
    assert (answer.status == "answered") is stated, to_markdown(answer)


PARTED = """柳泉开发区2024年重点任务清单
2024年2月1日
1.推进园区建设。云杉芯片厂房5月底前封顶，桦林大道二期全线通车。建成人才驿站2座。
责任单位：国资运营公司
配合单位：规划建设局、投资促进局
2.做好防汛。改造泵站3座，清淤河道12公里。
责任单位：农业水务局
配合单位：防汛抢险大队
3.办好第二实验幼儿园。新增学位360个。
责任单位：社会事务局
配合单位：财政金融局、人力资源和就业服务局、各街道
"""


@pytest.fixture(scope="module")
def parted(assistant_of: Callable[[str], Assistant]) -> Assistant:
    return assistant_of(PARTED)


@pytest.mark.parametrize(
    ("question", "said", "unsaid"),
    [
        ("云杉芯片厂房由谁负责？", "责任单位：国资运营公司", "配合"),
        ("桦林大道二期责任单位是谁？", "责任单位：国资运营公司", "配合"),
        ("泵站改造谁负责？", "责任单位：农业水务局", "配合"),
        ("泵站改造由谁配合？", "配合单位：防汛抢险大队", "责任单位"),
        ("第二实验幼儿园谁牵头？", "责任单位：社会事务局", "配合"),
        ("第1项的配合单位", "配合单位：规划建设局、投资促进局", "责任单位"),
        (
            "第3项的配合单位有哪些？",
            "配合单位：财政金融局、人力资源和就业服务局、各街道",
            "责任单位",
        ),
    ],
)
def test_who_answers_for_a_thing_is_told_from_who_supports(
    parted: Assistant, question: str, said: str, unsaid: str
) -> None:
    answer = parted.ask(question)
    text = to_markdown(answer).replace("*", "")
    assert answer.status == "answered" and said in text and unsaid not in text, text


def test_both_are_named_where_both_are_asked_for(parted: Assistant) -> None:
    text = to_markdown(parted.ask("人才驿站的责任单位和配合单位是谁？")).replace("*", "")
    assert "责任单位：国资运营公司" in text and "配合单位：规划建设局、投资促进局" in text


@pytest.mark.parametrize(
    ("question", "items"),
    [
        ("第2项的责任单位是谁，完成了什么时候算数", {"2"}),
        ("什么时候完成第3项，责任单位是谁？", {"3"}),
        ("第1项谁配合，第3项谁负责，配合单位是谁", {"1", "3"}),
        ("第9项谁负责，什么时候完成", set()),
    ],
)
def test_a_part_that_asks_who_or_when_is_of_the_item_another_part_names(
    parted: Assistant, question: str, items: set[str]
) -> None:
    assert {citation.item for citation in parted.ask(question).citations} == items


@pytest.mark.parametrize(
    ("question", "items"),
    [
        ("财政金融局配合哪些？", ["3"]),
        ("各街道配合什么", ["3"]),
        ("农业水务局负责的任务", ["2"]),
        ("规划建设局参与哪些工作", ["1"]),
        ("人力资源和就业服务局参与哪些工作？", ["3"]),  # one office, not two
    ],
)
def test_the_items_that_an_office_supports_or_has_part_in_are_listed(
    parted: Assistant, question: str, items: list[str]
) -> None:
    assert cited(parted, question) == items


def test_an_office_that_only_supports_leads_nothing(parted: Assistant) -> None:
    answer = parted.ask("规划建设局牵头哪些任务？")
    assert answer.status == "not_in_plan" and "没有写明由“规划建设局”牵头" in to_markdown(answer)


def test_beside_the_office_that_leads_the_responsible_one_supports(
    assistant_of: Callable[[str], Assistant],
) -> None:
    plan = assistant_of(
        "某市2023年工作要点\n2023年2月1日\n"
        "1. 治理河湖。清淤河道30公里。（牵头单位：市水利局；责任单位：市城管局）\n"
        "2. 清洁街道。新增垃圾箱600个。（责任单位：市城管局）\n"
    )
    assert cited(plan, "城管局牵头哪些工作？") == ["2"]
    assert cited(plan, "城管局配合哪些工作？") == ["1"]
    assert cited(plan, "城管局负责哪些工作？") == ["1", "2"]


OFFICES = """松溪市2024年重点工作
2024年1月20日
1.改造老旧小区36个。
责任单位：市住房和城乡建设局
配合单位：市城市管理局
2.新增学位2400个。
责任单位：市教育局
3.治理臭氧污染。
责任单位：松溪生态环境分局
4.新增城镇就业9000人。
责任单位：市人力资源和社会保障局
5.新增床位260张。
责任单位：市卫生健康委员会、市应急局
"""


@pytest.fixture(scope="module")
def offices(assistant_of: Callable[[str], Assistant]) -> Assistant:
    return assistant_of(OFFICES)


@pytest.mark.parametrize(
    ("question", "office", "item"),
    [
        ("住建局负责什么", "市住房和城乡建设局", "1"),
        ("市人社局有哪些任务", "市人力资源和社会保障局", "4"),
        ("市教育局牵头哪些", "市教育局", "2"),
        ("教育委负责什么", "市教育局", "2"),
        ("生态环境分局负责哪些工作", "松溪生态环境分局", "3"),
        ("卫健委负责什么", "市卫生健康委员会", "5"),
        ("应急管理局负责哪些工作", "市应急局", "5"),
    ],
)
def test_an_office_is_known_by_its_short_name(offices, question, office, item):
    assert cited(offices, question) == [item]
    assert f"“{office}”" in to_markdown(offices.ask(question))
    assert "已按" not in to_markdown(offices.ask(question))


@pytest.mark.parametrize(
    "question", ["市体育局负责什么", "科技局牵头哪些工作", "县教育局有哪些任务"]
)
def test_what_an_office_does_that_the_plan_does_not_name_is_declined(offices, question):
    assert offices.ask(question).status == "not_in_plan"


TRIPS = (
    "1.开展宣传。分赴海口、昆明、贵阳开展文旅宣传，每季度外出宣传不少于5次。\n"
    "2.发展旅游。发展民宿、农家乐，建成民宿28家。\n"
)


def test_what_is_counted_of_all_in_a_list_is_not_of_one_of_them(
    assistant_of: Callable[[str], Assistant],
) -> None:
    trips = assistant_of(TRIPS)
    for question in ("宣传去昆明几次", "贵阳宣传几次"):
        assert trips.ask(question).status == "not_in_plan"
    assert "不少于5次" in to_markdown(trips.ask("外出宣传几次"))
    assert "28家" in to_markdown(trips.ask("民宿建成几家"))
