"""Yes or no: 160 claims by a writer who knew the plans and not the rules, half of them right.

The wrong ones have a figure or a stage of the plan's, and one part that is not its: another verb,
time, doer, bound, group or place.
"""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from assistant.answers.phrases import phrase
from assistant.answers.render import to_markdown
from assistant.claims.parts import counts_another, unit_of_another
from assistant.language.bounds import bound_at, relation
from assistant.understanding.question import understand
from assistant.understanding.vocabulary import Vocabulary
from index.plan import Plan
from index.quantities import find_quantities
from index.settings import BUILT_IN_PLAN, PROJECT
from tests.verdicts import AGREES, CONTRADICTS


def test_a_right_claim_is_not_corrected_and_a_wrong_one_seldom_affirmed(assistant_on):
    folder = PROJECT / "eval" / "plans"
    files = {"2020": BUILT_IN_PLAN} | {n: folder / f"{n}.txt" for n in ("linjiang", "county")}
    assistants = {name: assistant_on(file) for name, file in files.items()}
    said: dict[bool, list[str]] = {True: [], False: []}
    for line in Path(__file__).with_name("claims.jsonl").read_text("utf-8").splitlines():
        claim = json.loads(line)
        answer = assistants[claim["plan"]].ask(claim["question"])
        said[claim["right"]].append("".join(statement.text for statement in answer.statements))
    assert not [text for text in said[True] if CONTRADICTS in text]
    assert sum(AGREES in text for text in said[True]) >= 0.65 * len(said[True])
    assert sum(AGREES in text for text in said[False]) <= 0.1 * len(said[False])


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("完成68个小区的美丽家园建设，对吧", "30万平方米"),
        ("旧改征收6个基地吧", "10000户以上"),
        ("停车泊位增加200户对不对", "200个"),
        ("长护险居家服务完成40万人，对吗", "40万人次"),
        ("总部经济50条怎么落实", "30条"),
    ],
)
def test_a_figure_of_another_thing_or_unit_is_corrected(assistant, question, told):
    said = "".join(statement.text for statement in assistant.ask(question).statements)
    assert CONTRADICTS in said and told in said and AGREES not in said


@pytest.mark.parametrize(
    "question",
    [
        "新建绿地4公顷，对吗",
        "新建绿地60亩吧",
        "架空线入地及合杆整治17330米，对吗",
        "旧改收尾6个基地吧",
    ],
)
def test_a_figure_in_another_unit_is_affirmed(assistant, question):
    assert AGREES in "".join(statement.text for statement in assistant.ask(question).statements)


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("旧改征收超过9000户吗", phrase("answer.contradicts_figure", figure="10000户以上")),
        ("新增养老床位不少于500张吧", phrase("answer.figure_aimed", figure="600张")),
    ],
)
def test_a_bound_that_only_follows_from_the_plans_figure_is_not_affirmed(assistant, question, told):
    assert assistant.ask(question).statements[0].text == told


def test_of_two_figures_the_plan_s_is_told(assistant):
    first = assistant.ask("美丽家园建设30万平米还是60万平米").statements[0]
    assert (first.role, first.text) == ("lead", "30万平方米")


def test_another_limit_is_not_affirmed(assistant_of):
    plan = (
        "1.做好社会救助。对金额在3000元以下的临时救助，由街道审批。\n2.发展旅游。新增客栈12家。\n"
    )
    answer = assistant_of(plan).ask("临时救助6000元以下都由街道审批，对吧")
    assert AGREES not in "".join(statement.text for statement in answer.statements)


def test_a_wrong_premise_is_corrected_before_what_is_asked_about_it(assistant_of):
    plan = "1.改善交通。白鹭镇公路为续建项目,新建渡口桥梁2座。\n2.发展旅游。开工建设游客中心1处。\n"
    asked = "白鹭镇公路今年新开工，开工仪式是哪天"
    said = "".join(statement.text for statement in assistant_of(plan).ask(asked).statements)
    assert phrase("answer.contradicts_stage", claimed="开工", stated="续建") in said
    right = "游客中心今年开工，开工仪式是哪天"
    said = "".join(statement.text for statement in assistant_of(plan).ask(right).statements)
    assert "与计划不符" not in said


def test_a_name_with_another_numeral_is_corrected(assistant_of):
    plan = "1.加强学习。深入学习贯彻党的十九届五中全会精神。\n2.发展旅游。新增客栈12家。\n"
    asked = "今年是不是学习贯彻十九届{}中全会精神"
    wrong = assistant_of(plan).ask(asked.format("六")).statements[0].text
    assert wrong == phrase("answer.contradicts_figure", figure="五中全会")
    right = assistant_of(plan).ask(asked.format("五")).statements
    assert not any("与计划不符" in statement.text for statement in right)


def test_no_number_answers_how_many_where_the_sentence_has_none(assistant_of):
    plan = "1.保障住房。做好公寓房、周转房和人才房的供应。\n2.发展旅游。新增客栈12家。\n"
    asked = assistant_of(plan).ask("今年周转房拿出来多少套，人才房呢")
    assert asked.status == "not_in_plan"
    assert phrase("silent.figure", perhaps="") in [s.text for s in asked.statements]


SUBSIDIES = (
    "1.支持人才引进。发放租房补贴，硕士每人每月1500元、博士每人每月4000元。新增科技型企业90家，新增省级专精特新企业26家、"
    "国家级“小巨人”企业3家。\n2.改善居住条件。既有住宅加装电梯35部；更新老旧电梯80部。\n"
)


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("博士租房补贴每月1500元对吗", "4000元"),
        ("小巨人企业新增26家，对吧", "3家"),
        ("加装电梯80部吗", "35部"),
    ],
)
def test_what_stands_in_another_part_is_not_said_by_another_word(assistant_of, question, told):
    said = "".join(s.text for s in assistant_of(SUBSIDIES).ask(question).statements)
    assert CONTRADICTS in said and told in said and AGREES not in said


def test_a_figure_is_chosen_by_the_word_that_its_sentence_has(assistant_of):
    first = assistant_of(SUBSIDIES).ask("小巨人企业新增多少家").statements[0]
    assert (first.role, first.text) == ("lead", "3家")


STAGES = (
    "1.整治水环境。整治河道30公里，年内完工12公里。修缮老旧管廊6万平方米，涉及街区14个。\n"
    "2.扩大开放。货物进出口总额达到88亿元，其中出口51亿元。集市摊位由150个增加到210个。\n"
    "3.保障粮食安全。油菜种植面积稳定在7.2万亩，总产量达到1.3万吨。\n"
    "4.改造设备。更新使用12年以上的老旧锅炉46台，签约5亿元以上项目9个。\n"
    "5.推进项目。安排水利项目27个，年度计划投资13亿元。东山分校3月开工，规划学位1600个。\n"
)


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("河道年内完工30公里，对吗", "12公里"),
        ("货物出口88亿元对吗", "51亿元"),
        ("货物进出口总额51亿元吧", "88亿元"),
        ("集市摊位150个，对吧", "210个"),
        ("油菜产量7.2万吨吧", "1.3万吨"),
        ("更新老旧锅炉64台对吗", "46台"),
    ],
)
def test_a_figure_of_another_stage_measure_or_time_is_corrected(assistant_of, question, told):
    said = assistant_of(STAGES).ask(question).statements[0].text
    assert CONTRADICTS in said and told in said


@pytest.mark.parametrize(
    "question",
    [
        "整治河道30公里对吗",
        "河道年内完工12公里，对吗",
        "集市摊位由150个增加到210个，对吧",
        "管廊修缮涉及14个街区是吗",
        "更新老旧锅炉46台对吗",
        "水利项目年度投资13亿元对吗",
        "东山分校学位1600个对吗",
    ],
)
def test_a_figure_of_the_stage_or_thing_claimed_is_affirmed(assistant_of, question):
    assert AGREES in assistant_of(STAGES).ask(question).statements[0].text


PARTED = (
    "1.完善设施。新增路灯2400盏，其中智慧路灯500盏。一期6万平方米仓库3月底前交付，二期9万平方米仓库8月开工。\n"
    "2.提高标准。城镇、乡村孤儿养育标准分别提高到每月1800元、1500元。6月建成书房3个，11月建成2个。\n"
)


@pytest.mark.parametrize(
    ("question", "told"),
    [("新增路灯500盏，对吗", "2400盏"), ("一期仓库9万平方米对吧", "6万平方米")],
)
def test_a_figure_of_which_another_part_has_all_that_is_claimed_is_corrected(
    assistant_of, question, told
):
    said = assistant_of(PARTED).ask(question).statements[0].text
    assert CONTRADICTS in said and told in said


@pytest.mark.parametrize(
    "question",
    ["智慧路灯500盏，对吗", "乡村孤儿养育标准1500元对吗", "11月建成书房2个对吗"],
)
def test_what_is_said_before_several_parts_is_of_each(assistant_of, question):
    said = assistant_of(PARTED).ask(question).statements[0].text
    assert CONTRADICTS not in said


FLEET = (
    "1.备好物资。储备沙袋2万条、水泵24台,组建队伍9支、180人。扶手补助由3万元提高到5万元。\n"
    "2.改造小区。东苑、西苑3月开工、9月竣工。\n"
)


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("水泵是240台吧", phrase("answer.contradicts_figure", figure="24台")),
        ("水泵是24台吧", AGREES),
        ("扶手补助从2万元提到5万元，对吧", phrase("answer.contradicts_figure", figure="3万元")),
        ("扶手补助从3万元提到5万元，对吧", AGREES),
    ],
)
def test_a_claim_is_judged_by_the_figure_in_its_own_unit(assistant_of, question, told):
    assert told in "".join(s.text for s in assistant_of(FLEET).ask(question).statements)


def test_each_of_two_stages_that_one_clause_dates_has_its_date(assistant_of):
    for question in ("东苑什么时候开工", "东苑什么时候竣工"):
        answer = assistant_of(FLEET).ask(question)
        assert answer.status == "answered" and "3月" in answer.statements[-1].text


SHARED = (
    "1.推进乡村建设。硬化乡村道路58公里，其中柳林村9公里、白石村7公里，新建泵站4座。\n"
    "2.保障生产。蔬菜种植面积稳定在8.4万亩，总产量达到31万吨，其中番茄12万吨、辣椒9万吨。\n"
    "3.改进作风。简报减少25%，文件减少35%。制造业增加值和技改投资分别增长8%和11%。\n"
    "4.发展商贸。全年接待旅客260万人次、实现餐饮收入14亿元，分别增长6%和13%。\n"
)


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("番茄产量31万吨是吧", "12万吨"),
        ("文件减少25%对吗", "35%"),
        ("技改投资增长8%对吗", "11%"),
        ("餐饮收入增长6%对吗", "13%"),
    ],
)
def test_a_figure_of_the_whole_or_of_the_one_beside_is_corrected(assistant_of, question, told):
    said = assistant_of(SHARED).ask(question).statements[0].text
    assert said == phrase("answer.contradicts_figure", figure=told)


@pytest.mark.parametrize(
    "question",
    [
        "硬化乡村道路58公里对吗",
        "番茄产量12万吨是吧",
        "文件减少35%对吗",
        "技改投资增长11%对吗",
        "餐饮收入增长13%对吗",
    ],
)
def test_what_is_said_of_the_whole_is_of_each_that_is_among_it(assistant_of, question):
    assert assistant_of(SHARED).ask(question).statements[0].text == AGREES


def test_a_claim_is_not_contradicted_by_a_figure_of_another_kind(assistant_of):
    said = "".join(s.text for s in assistant_of(SHARED).ask("蔬菜产量31万吨是吧").statements)
    assert CONTRADICTS not in said and "31万吨" in said


SCOPED = (
    "白石区2025年重点工作\n"
    "1.建设园区。安排园区建设项目34个，总投资96亿元，本年度计划投资21亿元。\n"
    "2.整治管网。更换供水管网40公里（新建25公里、修复15公里），管网改造总投资1.2亿元。\n"
    "3.帮扶乡镇。招聘农村指导员22名，每人每年补贴2.4万元。滨江大道2027年6月建成通车。\n"
    "4.招引企业。签约3亿元以上项目4个。开展第三轮改革试点，10月底前完成签约，"
    "年内颁证率达到90%。\n"
    "5.扩建医院。中医院改扩建新增床位150张，床位总数达到620张。打造三条旅游线路。\n"
)


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("园区年度投资96亿元对吧", "21亿元"),
        ("园区今年要完成96亿投资吗", "21亿元"),
        ("园区总投资21亿元吧", "96亿元"),
        ("供水管网40公里都是新建的吗", "25公里"),
        ("中医院新增床位620张吗", "150张"),
    ],
)
def test_a_figure_of_another_scope_is_corrected(assistant_of, question, told):
    said = assistant_of(SCOPED).ask(question).statements[0].text
    assert said == phrase("answer.contradicts_figure", figure=told)


def test_what_is_so_is_affirmed_and_what_is_of_something_else_told(assistant_of):
    scoped = assistant_of(SCOPED)

    def said(question):
        return "".join(statement.text for statement in scoped.ask(question).statements)

    for question in ("园区总投资96亿元对吧", "中医院床位总数620张吗"):
        assert AGREES in said(question)
    otherwise = phrase("answer.agrees_otherwise", words="10月")
    assert otherwise in said("第4项10月底前颁证率90%对吧")
    assert AGREES not in said("滨江大道今年就能通车对吧")
    for question in ("三轮改革试点在哪里", "总投资1.2亿元的项目是什么", "三条旅游线路是什么"):
        assert CONTRADICTS not in said(question)
    assert "管网改造" in said("总投资1.2亿元的项目是什么")
    assert "第3项" not in said("三条旅游线路是什么")
    assert scoped.ask("3亿元以上项目几个").statements[0].text == "4个"


LAKE = """澄湖镇2031年工作计划
1.办好民生热线。投诉件按时答复率达到97%，群众好评率达到91%。
2.整治澄湖。清淤河道14公里，改建闸口2座，总投资7.6亿元，2031年计划投资1.9亿元。
"""


@pytest.mark.parametrize(
    ("question", "told"),
    [("热线好评率要达到97%对吗", "91%"), ("澄湖整治今年投资7.6亿吧", "1.9亿元")],
)
def test_the_rate_or_years_sum_beside_the_claimed_one_is_told(assistant_of, question, told):
    said = "".join(statement.text for statement in assistant_of(LAKE).ask(question).statements)
    assert CONTRADICTS in said and told in said and AGREES not in said


def test_the_rate_that_is_claimed_is_affirmed(assistant_of):
    said = assistant_of(LAKE).ask("热线按时答复率达到97%对吗").statements
    assert AGREES in "".join(statement.text for statement in said)


def test_the_number_of_what_is_asked_for_by_name_is_held_against_no_other_things(assistant_of):
    plan = assistant_of(
        "1.优化公交出行。新开和调整公交线路31条，其中新开12条、调整19条；新增公交专用道25公里。\n"
        "2.更新车辆。新增和更新新能源公交车350辆，新能源公交车占比达到90%。\n"
    )
    said = "".join(one.text for one in plan.ask("新开的12条公交是哪些").statements)
    assert "350辆" not in said.split("〔")[0] and CONTRADICTS not in said


COUNTY_LIST = (
    "某县2023年重点工作\n2023年2月1日\n"
    "1. 产业园区建设。新建厂房36万平方米，其中东片区16万平方米、西片区12万平方米、"
    "港区8万平方米。签约亿元以上项目40个，其中5亿元以上项目9个。\n"
    "2. 人才政策。博士、硕士、大专毕业生分别给予每月3000元、1500元、500元生活补贴。"
    "乡村医生岗位补贴每人每月400元至700元。\n"
    "3. 学校建设。实验小学11月底前主体封顶，第五中学改建工程9月开工。"
    "体质健康达标率达到62%，较上年提高2.5个百分点。\n"
    "4. 养老服务。新增养老床位300张，养老机构床位总数达到2400张。"
    "为800名80周岁以上失能老人提供上门服务。\n"
    "5. 统计工作。用好第七次全国人口普查和第五次全国经济普查数据。\n"
)


@pytest.mark.parametrize(
    ("claim", "figure"),
    [
        ("厂房东片区16万，西片区8万，港区12万，对吗", "12万平方米"),
        ("签约的亿元以上项目40个都是5亿元以上的吗", "9个"),
        ("乡村医生补贴每月最高900元对吧", "400元至700元"),
        ("体质健康达标率比上年提高3个百分点吧", "2.5个百分点"),
        ("养老床位总数300张吧", "2400张"),
        ("第四次经济普查的数据用好对吧", "第五次"),
    ],
)
def test_a_claim_is_held_against_the_figure_of_the_same_thing(assistant_of, claim, figure):
    answer = to_markdown(assistant_of(COUNTY_LIST).ask(claim))
    assert f"与计划不符。计划写的是 {figure}" in answer.replace("**", "")


@pytest.mark.parametrize(
    "claim",
    [
        "厂房东片区16万，西片区12万，港区8万，对吗",
        "第五中学改建工程9月开工对吧",
        "新增养老床位300张吧",
        "养老机构床位总数达到2400张吧",
    ],
)
def test_a_claim_of_the_right_figure_agrees(assistant_of, claim):
    assert AGREES in to_markdown(assistant_of(COUNTY_LIST).ask(claim))


@pytest.mark.parametrize(
    "claim",
    [
        "实验小学9月开工吧",  # of the other school
        "80岁以上老人都能享受上门服务吗",  # of those who need care
        "体质健康达标率提高了10个百分点对吗",
    ],
)
def test_what_is_said_of_another_or_of_fewer_is_no_agreement(assistant_of, claim):
    assert AGREES not in to_markdown(assistant_of(COUNTY_LIST).ask(claim))


@pytest.mark.parametrize("claim", ["博士补贴每月3000元对吗", "硕士补贴每月1500元对吗"])
def test_what_is_given_respectively_is_not_denied(assistant_of, claim):
    assert "与计划不符" not in to_markdown(assistant_of(COUNTY_LIST).ask(claim))


@pytest.mark.parametrize(
    ("claim", "right"),
    [
        ("新增养老床位不是300张吧", False),
        ("新增养老床位不是500张吧", True),
        ("新增养老床位不是300张吗", True),
        ("新增养老床位是不是300张", True),
    ],
)
def test_a_figure_that_is_denied_is_wrong_if_it_is_the_plan_s(assistant_of, claim, right):
    answer = to_markdown(assistant_of(COUNTY_LIST).ask(claim))
    assert (AGREES in answer, "与计划不符" in answer) == (right, not right) and "300张" in answer


@pytest.mark.parametrize(
    ("claim", "said"),
    [
        ("人才政策第3项对吗", "计划第3项没有这项内容，它写在〔第2项〕"),
        ("学校建设是第3项吧", AGREES),
        ("亿元以上项目只在第1项吗", AGREES),
        ("养老床位只在第4项提到吗", AGREES),
        ("全国人口普查只写在第5项吗", AGREES),
        ("养老服务第2项吗", "计划第2项没有这项内容，它写在〔第4项〕"),
    ],
)
def test_an_item_claimed_to_have_a_matter_is_checked(assistant_of, claim, said):
    assert said in to_markdown(assistant_of(COUNTY_LIST).ask(claim))


def test_the_only_item_of_a_matter_is_one_of_several(assistant):
    answer = to_markdown(assistant.ask("营商环境只在第10项吗"))
    assert "不只第10项，〔第8项〕也写到" in answer


@pytest.mark.parametrize(
    ("claim", "right"),
    [
        ("既有住宅加装电梯六台对吗", True),
        ("加装电梯八台,对吗", False),
        ("口袋公园建成三座吧", True),
        ("口袋公园建成两座吧", False),
        ("外墙修缮二十万平,对吗", True),
    ],
)
def test_a_figure_is_claimed_in_spoken_words(assistant_of, claim, right):
    plan = (
        "某街道2024年重点工作\n2024年1月8日\n1. 宜居家园。既有住宅加装电梯6台，"
        "外墙修缮20万平方米。\n2. 绿化。口袋公园建成3座，补种行道树80棵。\n"
    )
    answer = to_markdown(assistant_of(plan).ask(claim))
    assert (AGREES in answer, "与计划不符" in answer) == (right, not right)


@pytest.mark.parametrize(
    ("stated", "claimed", "relation_of_both"),
    [
        ("办结率不低于92%", "办结率至少92%", "within"),
        ("办结率不低于92%", "办结率超过90%", "within"),
        ("办结率不低于92%", "办结率不到92%", "apart"),
        ("办结率不低于92%", "办结率最多92%", "apart"),
        ("办结率不低于92%", "办结率最高92%", "apart"),
        ("办结率不低于92%", "办结率正好92%", "open"),
        ("办结率不低于92%", "办结率超过92%", "open"),
        ("产值突破80亿元", "产值不超过80亿元", "apart"),
        ("产值突破80亿元", "产值刚好80亿元", "apart"),
        ("经费控制在30万元以内", "经费不超过30万元", "within"),
        ("经费控制在30万元以内", "经费30万元以上", "apart"),
        ("经费控制在30万元以内", "经费超过30万元", "apart"),
        ("经费控制在30万元以内", "经费不足20万元", "open"),
        ("种树400棵", "种树至少400棵", "within"),
        ("种树400棵", "种树最多400棵", "within"),
        ("种树400棵", "种树不到400棵", "apart"),
        ("种树达到400棵", "种树超过400棵", "open"),
        ("种树400余棵", "种树不足400棵", "apart"),
    ],
)
def test_what_a_bound_leaves_open_is_neither_so_nor_not_so(stated, claimed, relation_of_both):
    bounds = [bound_at(find_quantities(text)[0], text) for text in (stated, claimed)]
    assert relation(*bounds) == relation_of_both


def test_about_so_much_sets_no_bound():
    assert bound_at(find_quantities("种树约400棵")[0], "种树约400棵") is None


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("环同济总产出不超过500亿元对吧", "突破500亿元"),
        ("环同济的总产出不到500亿吧", "突破500亿元"),
        ("旧改征收最多10000户对吗", "10000户以上"),
        ("旧改征收不满一万户吧", "10000户以上"),
        ("停车共享泊位增加不到200个对吗", "200个"),
    ],
)
def test_a_bound_that_the_stated_one_makes_false_is_denied(assistant, question, told):
    said = "".join(statement.text for statement in assistant.ask(question).statements)
    assert CONTRADICTS in said and told in said and AGREES not in said


@pytest.mark.parametrize(
    "question",
    [
        "环同济总产出至少500亿元对吧",
        "停车共享泊位正好增加200个对吗",
    ],
)
def test_a_bound_that_the_stated_one_makes_true_is_affirmed(assistant, question):
    said = "".join(statement.text for statement in assistant.ask(question).statements)
    assert AGREES in said and CONTRADICTS not in said


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("停车共享泊位起码增加200个吧", "起码"),
        ("养老机构床位总数不超过10800张吧", "不超过"),
    ],
)
def test_a_bound_of_a_figure_that_is_stated_without_one_is_named(assistant, question, words):
    said = assistant.ask(question).statements[0].text
    assert said == phrase("answer.agrees_partly", words=words)


def test_a_bound_that_the_stated_one_leaves_open_is_held_unproven(assistant):
    answer = assistant.ask("旧改征收正好10000户对吗")
    said = "".join(statement.text for statement in answer.statements)
    assert "没有写“正好”" in said and AGREES not in said and CONTRADICTS not in said


THINGS = """河口镇2025年工作安排

1. 抓好民生。新增护理床位320张，设置便民取餐柜45个，改造水井17口，配备巡逻车6辆。\
优化公交线网，增加30个换乘车位。
"""


@pytest.fixture(scope="module")
def things(plan_of: Callable[[str], Plan]) -> Plan:
    return plan_of(THINGS)


def _held_against(asked, plan, stated):
    question = understand(asked, plan, Vocabulary(plan))
    text = plan.items[0].text
    figure = next(f for f in find_quantities(text) if f.text == stated)
    return question, find_quantities(question.text)[0], question.text, figure, text


@pytest.mark.parametrize(
    ("asked", "stated", "counted"),
    [
        ("45个快餐店对吗", "45个", "快餐店"),
        ("320张病历卡对吧", "320张", "病历卡"),
        ("45个取餐柜对吗", "45个", ""),
        ("取餐柜45个对吗", "45个", ""),
        ("320张护理床位吧", "320张", ""),
    ],
)
def test_a_figure_claimed_of_what_the_plan_does_not_count_is_told_so(
    things, asked, stated, counted
):
    assert counts_another(*_held_against(asked, things, stated)) == counted


@pytest.mark.parametrize(
    ("asked", "stated", "another"),
    [
        ("护理院320家对吗", "320张", True),
        ("护理床位320位对吗", "320张", False),
        ("水井17眼对吗", "17口", False),
        ("巡逻车6台对吗", "6辆", False),
        ("取餐柜45台对吗", "45个", False),
        ("公交线网30条对吗", "30个", True),
        ("换乘车位30块对吗", "30个", False),
    ],
)
def test_a_measure_word_of_other_things_tells_of_another(things, asked, stated, another):
    assert unit_of_another(*_held_against(asked, things, stated)) is another


def test_a_figure_of_another_unit_or_thing_is_not_affirmed(assistant):
    beds = assistant.ask("养老机构要达到10800家对吗").statements
    parking = assistant.ask("增加200个停车场对吗").statements
    assert CONTRADICTS in beds[0].text and "10800张" in beds[0].text
    assert "没有写“停车场”" in parking[0].text
    assert AGREES in assistant.ask("增加200个停车位对吗").statements[0].text


@pytest.mark.parametrize(
    ("claim", "said"),
    [
        ("厂房港区12万平方米吧", "计划写的是 8万平方米"),
        ("港区厂房12万平方米吧", "计划写的是 8万平方米"),
    ],
)
def test_the_figure_behind_a_name_is_that_of_the_name(assistant_of, claim, said):
    assert said in to_markdown(assistant_of(COUNTY_LIST).ask(claim)).replace("**", "")


@pytest.mark.parametrize(
    "claim",
    ["养老机构床位今年新增600张，对吗", "养老床位10800张吧", "养老床位总数10800张，对吧"],
)
def test_a_figure_added_and_one_in_all_are_each_held_against_their_own(assistant, claim):
    assert "与计划一致" in to_markdown(assistant.ask(claim))
    assert "与计划不符" in to_markdown(assistant.ask("养老机构床位总数600张，对吗"))
