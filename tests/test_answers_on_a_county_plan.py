"""What a plan of another kind is asked: said of whole items, measured in units, by stages."""

from collections.abc import Callable

import pytest

from assistant.answers.render import to_markdown
from assistant.chain import Assistant
from assistant.language.normalize import normalize
from assistant.understanding.compound import split_compound

PLAN = """清河县2023年政府重点工作
2023年2月1日
1.发展茶叶产业。新建标准茶园1200亩，培育茶叶企业8家。举办采茶节2场。由县农业农村局牵头落实。
2.改善就学条件。新建小学2所，新增学位900个，惠及学生1500名。校车全部更新。
3.推进危旧房改造。改造危旧房300户，每户补助2万元。对改造后的房屋开展质量抽查。
4.建设文化场馆。县博物馆主体6月底前完工，12月底前开放。推进图书馆、剧院、青少年宫三大项目，剧院下半年开工。
5.完善养老服务。新增养老床位120张，全县养老床位总数达到860张。在白石、柳林、东湖3个村新建老年食堂，每餐补贴3元。
"""


@pytest.fixture(scope="module")
def county(assistant_of: Callable[[str], Assistant]) -> Assistant:
    return assistant_of(PLAN)


def told(county: Assistant, question: str) -> str:
    answer = county.ask(question)
    assert answer.status == "answered", to_markdown(answer)
    return to_markdown(answer)


def test_who_is_responsible_may_be_said_of_the_whole_item(county: Assistant) -> None:
    text = told(county, "标准茶园归哪个部门牵头？")
    assert "县农业农村局" in text and "标准茶园" in text.replace("**", "")
    assert county.ask("图书馆由哪个部门负责？").status == "not_in_plan"


def test_who_is_said_to_be_responsible_is_confirmed_or_corrected(county: Assistant) -> None:
    assert told(county, "茶叶产业由县农业农村局牵头对吗").startswith("与计划一致")
    corrected = told(county, "标准茶园是不是县林业局负责的").replace("**", "")
    assert corrected.startswith("与计划不符。计划写的是 县农业农村局")
    assert county.ask("养老服务由县民政局负责吗").status == "not_in_plan"


def test_all_dates_of_what_is_asked_are_given(county: Assistant) -> None:
    text = told(county, "县博物馆什么时候开放？")
    assert "6月底前" in text and "12月底前" in text


@pytest.mark.parametrize(
    ("question", "figure"),
    [
        ("全县养老床位总数是多少？", "860张"),
        ("新增养老床位多少张？", "120张"),
        ("培育多少家茶叶企业？", "8家"),
        ("危旧房每户补助多少？", "2万元"),
        ("危旧房改造多少户？", "300户"),
        ("学位惠及多少名学生？", "1500名"),
    ],
)
def test_the_figure_of_the_measure_asked_for_leads(
    county: Assistant, question: str, figure: str
) -> None:
    assert told(county, question).startswith(f"**{figure}**")


@pytest.mark.parametrize("question", ["老年食堂一份饭卖多少钱？", "养老床位增速是多少？"])
def test_a_price_or_growth_is_not_taken_from_another_figure(
    county: Assistant, question: str
) -> None:
    assert county.ask(question).status == "not_in_plan"


def test_a_stage_is_corrected_by_the_clause_that_says_most(county: Assistant) -> None:
    assert "“开工”" in told(county, "剧院今年竣工，对吧？")


@pytest.mark.parametrize(
    ("question", "number"), [("危旧房改造是第几项", "第3项"), ("采茶节在第几项", "第1项")]
)
def test_the_number_of_the_item_asked_for_leads(
    county: Assistant, question: str, number: str
) -> None:
    assert told(county, question).startswith(f"在**{number}**：")


def test_a_village_is_found_without_its_suffix(county: Assistant) -> None:
    assert "〔第5项〕" in told(county, "柳林村有哪些安排？")


def test_each_of_several_things_is_asked_of() -> None:
    assert split_compound("茶园和小学分别新建多少？") == ("茶园新建多少", "小学新建多少")
    assert split_compound("图书馆、剧院的工期分别是多久") == (
        "图书馆的工期是多久",
        "剧院的工期是多久",
    )


def test_a_title_is_not_repeated_under_its_heading(county: Assistant) -> None:
    text = told(county, "养老服务今年有哪些安排？")
    assert "860张" in text and text.count("完善养老服务") <= 1


def test_each_of_several_things_may_be_said_in_other_words(county: Assistant) -> None:
    text = told(county, "学位、养老床铺分别新增多少？")
    assert "**900个**" in text and "**120张**" in text


GROUPS = """柳溪县2024年民生工作要点
2024年2月1日
1.壮大工业经济。全年工业增加值达到52亿元，增长8.1%，新增企业6家。
2.提高救助标准，自4月1日起，孤儿生活费提高到每人每月2300元，五保供养标准提高到每人每月990元。
3.办好助餐服务。65至74岁老人在助餐点就餐每餐补贴2元，75岁以上每餐补贴4元。
4.推行“红黄牌”制度，即对问题企业分级亮牌。落实“首问制”，即将公布名单。
"""


@pytest.fixture(scope="module")
def groups(assistant_of: Callable[[str], Assistant]) -> Assistant:
    return assistant_of(GROUPS)


@pytest.mark.parametrize(
    ("question", "figure"),
    [
        ("工业增加值增长多少？", "8.1%"),
        ("工业增加值目标多少？", "52亿元"),
        ("75岁以上老人助餐点就餐每餐补多少？", "4元"),
        ("助餐点70岁的老人每餐补多少？", "2元"),
    ],
)
def test_the_figure_is_of_the_growth_or_the_age_asked_about(
    groups: Assistant, question: str, figure: str
) -> None:
    assert told(groups, question).startswith(f"**{figure}**")


@pytest.mark.parametrize("question", ["孤儿生活费什么时候开始提高？", "五保供养标准何时提高"])
def test_the_date_before_what_begins_on_it_is_quoted(groups: Assistant, question: str) -> None:
    assert "自4月1日起" in told(groups, question)


def test_a_term_explained_behind_its_kind_is_explained(groups: Assistant) -> None:
    assert "没有解释" not in told(groups, "红黄牌是什么？")
    assert "没有解释" in told(groups, "首问制是什么？")


def test_a_part_that_no_sentence_names_is_not_another_part(assistant_of) -> None:
    plan = PLAN.replace("推进图书馆、", "推进产业园，一期厂房9月底前竣工。推进图书馆、")
    parted = assistant_of(plan)
    for asked in ("产业园二期什么时候动工", "产业园二期9月底竣工吧"):
        answer = parted.ask(asked)
        assert answer.status == "not_in_plan", to_markdown(answer)
        assert answer.statements[0].text == "计划中没有提到“二期”。"
    assert "9月底前" in to_markdown(parted.ask("产业园一期什么时候竣工"))


def test_why_on_a_day_is_not_answered_by_the_day(county: Assistant) -> None:
    answer = county.ask("县博物馆为什么12月底前才开放")
    assert answer.status == "not_in_plan"
    assert "没有写明原因" in answer.statements[0].text


def test_a_number_is_of_the_deed_asked_about(county: Assistant) -> None:
    assert county.ask("茶叶企业关停几家").status == "not_in_plan"
    assert "8家" in to_markdown(county.ask("茶叶企业培育几家"))
    assert county.ask("就业补助有没有名单").status == "not_in_plan"


def test_a_sum_from_which_on_is_no_claim(assistant_of) -> None:
    plan = PLAN.replace("举办采茶节2场。", "引进2亿元以上加工项目7个。设立3亿元的茶业基金。")
    county = assistant_of(plan)
    answer = county.ask("2亿元以上加工项目有多少个")
    assert answer.statements[0].text == "7个"
    assert "与计划不符" in to_markdown(county.ask("茶业基金有5亿元以上吧"))


MONEY = """清河县2023年政府重点工作
2023年2月1日
1.稳住经济。一般公共预算收入达到12亿元、增长4%，固定资产投资增长9%。到位内资30亿元，新签项目15个。
2.化解风险。化解隐性债务2.4亿元，交付商品房760套。食堂由社区运营，年内不得涨价。五年内不得转租。
"""


@pytest.mark.parametrize(
    ("asked", "figure"),
    [
        ("今年化解多少隐性债务", "2.4亿元"),
        ("要到位多少内资", "30亿元"),
        ("交付多少商品房", "760套"),
        ("财政收入增长多少", "4%"),
        ("固定资产投资增长多少", "9%"),
    ],
)
def test_a_figure_is_of_the_thing_right_before_it(assistant_of, asked, figure) -> None:
    answer = assistant_of(MONEY).ask(asked)
    assert (answer.statements[0].role, answer.statements[0].text) == ("lead", figure)


@pytest.mark.parametrize(
    ("conversation", "claimed", "told"),
    [
        (["养老床位新增多少张"], "不对吧，我记得是200张", "与计划不符。计划写的是 **120张**"),
        (["养老床位新增多少张"], "我记得是120张", "与计划一致"),
        (["新建小学几所", "新增学位多少"], "领导说是800个", "与计划不符。计划写的是 **900个**"),
        (["养老床位新增多少张", "总数是多少"], "应该是680张", "与计划不符。计划写的是 **860张**"),
    ],
)
def test_what_is_held_against_a_figure_is_held_against_the_one_just_shown(
    county: Assistant, conversation, claimed, told
) -> None:
    assert told in to_markdown(county.ask(claimed, conversation))


def test_what_is_named_is_told_where_it_stands_and_no_further(county: Assistant) -> None:
    answer = county.ask("质量抽查")
    assert [citation.quote for citation in answer.citations] == ["对改造后的房屋开展质量抽查。"]


def test_what_is_only_denied_of_a_figure_is_no_claim_of_it(county: Assistant) -> None:
    asked = ["养老床位新增多少张"]
    for denial in ("不是120张", "我记得不是120张", "应该不是120张吧"):
        assert "与计划一致" not in to_markdown(county.ask(denial, asked))
    assert "与计划一致" in to_markdown(county.ask("不是120张吗", asked))


STREET = """柳溪街道2025年重点工作
围绕“强产业、惠民生”主线,力争全年完成财政收入2.6亿元,同比增长5.5%;工业总产值48亿元,增长9%;居民收入增长6%左右。
1.改造老旧住宅。全年既有住宅加装扶手60部,比上年增加12部。每部补助标准由3万元提高到5万元,其中市级承担4万元。
2.守护蓝天碧水。臭氧年均浓度控制在150微克/立方米以下,优良天数比率达到85%。
3.做好防汛工作。修订预案,储备沙袋3万条、水泵16台,组建队伍7支、150人。
4.建设数字街道。平台总投资800万元,接入监控探头1.5万路。
5.改造小区。改造小区30个,其中东岸社区9个、西岸社区8个、南湾社区13个。
6.规范市容。拆除破损店招不少于700块。研究制定购房补贴、安居贷款额度上浮等政策,新房销售面积达到90万平方米。
7.促进创业。新增科技企业9家,其中软件类4家、制造类5家;新增孵化基地3家。公务用车较上年减少15%。
"""


@pytest.fixture(scope="module")
def street(assistant_of: Callable[[str], Assistant]) -> Assistant:
    return assistant_of(STREET)


@pytest.mark.parametrize(
    ("question", "figure"),
    [
        ("扶手补助提到多少了", "5万元"),
        ("今年装扶手比去年多几部", "12部"),
        ("臭氧控制在多少", "150微克/立方米以下"),
        ("防汛沙袋备多少", "3万条"),
        ("监控探头接多少路", "1.5万路"),
        ("破损店招拆多少", "不少于700块"),
        ("公务用车减百分之多少", "15%"),
        ("新增科技企业里制造类几家", "5家"),
        ("财政收入增长多少", "5.5%"),
        ("工业总产值增长多少", "9%"),
    ],
)
def test_the_figure_is_that_of_the_thing_and_the_change_asked_about(
    street: Assistant, question: str, figure: str
) -> None:
    assert told(street, question).startswith(f"**{figure}**")


def test_of_two_things_asked_about_together_both_have_their_figures(street: Assistant) -> None:
    answer = street.ask("东岸社区和南湾社区加起来改造几个小区")
    assert [set(statement.bold) for statement in answer.statements] == [{"9个", "13个"}]


@pytest.mark.parametrize("question", ["去年装了多少部扶手", "安居贷款额度上浮到多少万"])
def test_a_figure_of_another_year_or_of_another_kind_answers_nothing(
    street: Assistant, question: str
) -> None:
    assert street.ask(question).status == "not_in_plan"


def test_of_goals_told_in_one_sentence_the_one_asked_about_is_quoted(street: Assistant) -> None:
    text = told(street, "工业总产值目标").replace("**", "")
    assert text.startswith("工业总产值48亿元,增长9%") and "居民收入" not in text


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("健身步道多长，啥时开放", ("健身步道多长", "啥时开放")),
        ("签约期是哪天到哪天", ("签约期是哪天到哪天",)),
        ("法治规划叫什么名字顺便问下谁牵头", ("法治规划叫什么名字", "谁牵头")),
    ],
)
def test_what_is_asked_along_is_a_question_of_its_own(text: str, parts: tuple[str, ...]) -> None:
    assert split_compound(normalize(text)) == tuple(map(normalize, parts))
