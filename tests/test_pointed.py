"""What a question points at within its subject: a kind, a stage, a quoted name, a whole figure."""

from collections.abc import Callable

import pytest

from assistant.answers.render import to_markdown
from assistant.chain import Assistant
from assistant.evidence.subjects import asks_time_before
from assistant.language.normalize import normalize
from assistant.lookups.arithmetic import operands

PLAN = """江洲区2025年重点工作安排
2025年1月20日
1.加强干部队伍建设。认真落实《江洲区干部能力提升行动方案》，强化斗争精神和专业训练。稳妥推进职级晋升，完善干部交流机制。细化岗位清单、权责清单，层层压实责任。
2.推进重大工程。续建临江快速路、南湖大道等一批重大工程，开工建设世纪路泵站、临江净水厂扩容、人民医院新院区等项目，实现沙洲立交、青少年宫配套路网、火车站广场提升等项目竣工，做好一批储备项目前期论证。加快推进市级重大工程建设。
3.推进区域合作。与三市五县共建飞地园区，深化产业协作。推进老旧小区改造，通过自主更新、原拆原建等多种方式改善居住条件。加强老旧小区物业管理。
4.优化政务服务。探索“数智+审批”模式，推行一窗通办。推进数字化、智能化技术在农业、水利领域应用。
5.完善养老服务。新增护理床位300张，全区护理床位总数达到2600张。实施管网改造21公里，年内竣工8公里。新建口袋公园6万平方米，完成20万平方米文明社区建设。
6.健全信访工作机制。坚持“事要解决、人要稳定”的工作方针，依法化解矛盾。
7.深入学习宣传贯彻上级会议部署。改善义务教育办学条件，推进学区制改革。
"""


@pytest.fixture(scope="module")
def jiangzhou(assistant_of: Callable[[str], Assistant]) -> Assistant:
    return assistant_of(PLAN)


def told(plan: Assistant, question: str) -> str:
    return to_markdown(plan.ask(question)).replace("*", "").replace("\\", "")


def test_what_counts_several_things_is_told_as_a_whole(jiangzhou) -> None:
    assert "三市五县〔第3项〕" in told(jiangzhou, "跟几市几县共建园区？")
    assert "三市五县〔第3项〕" not in told(jiangzhou, "护理床位总数多少张？")


def test_neither_what_is_added_nor_the_total_then_is_the_total_before(jiangzhou) -> None:
    answer = jiangzhou.ask("没新增这300张以前护理床位一共有多少张？")
    assert answer.status == "not_in_plan"
    assert "2600张〔第5项〕" in told(jiangzhou, "护理床位总数达到多少张？")
    assert "300张〔第5项〕" in told(jiangzhou, "新增护理床位多少张？")


@pytest.mark.parametrize(
    ("question", "before"),
    [
        ("扩建之前有几个泊位", True),
        ("没新增床位的时候总数多少", True),
        ("10月前新增床位多少张", False),
        ("新增床位年底前要有多少张", False),
        ("新建学校开学前招多少学生", False),
        ("扩建的时候要拆几处", False),
        ("扩建前期投入多少", False),
    ],
)
def test_before_some_are_added_is_told_from_before_a_day(question, before) -> None:
    assert asks_time_before(question) is before


def test_the_deed_asked_of_tells_which_of_two_figures_is_meant(jiangzhou) -> None:
    assert "21公里〔第5项〕" in told(jiangzhou, "管网今年实施的是几公里？")
    assert "8公里〔第5项〕" in told(jiangzhou, "管网年内竣工几公里？")


def test_both_terms_of_a_sum_are_told(jiangzhou) -> None:
    said = told(jiangzhou, "口袋公园和文明社区加起来一共多少万平方米？")
    assert "6万平方米" in said
    assert "20万平方米" in said
    assert operands("甲桥再加上乙桥总共多少公里") == ("甲桥", "乙桥")
    assert operands("加上乙桥一共多少公里") == ()


def test_what_is_in_the_district_is_no_share_of_it(jiangzhou) -> None:
    said = told(jiangzhou, "区里信访干部有多少人？")
    assert "没有写明分到各处的情况" not in said


@pytest.mark.parametrize(
    ("question", "quoted", "item"),
    [
        ("“数智+”用在什么上面？", "探索“数智+审批”模式", "〔第4项〕"),
        ("“数智+”应用在哪个方面？", "探索“数智+审批”模式", "〔第4项〕"),
        ("数字化技术用在哪些领域？", "农业、水利", "〔第4项〕"),
    ],
)
def test_a_quoted_name_is_looked_for_as_it_stands(jiangzhou, question, quoted, item) -> None:
    said = told(jiangzhou, question)
    assert quoted in said
    assert item in said


def test_what_is_asked_beside_a_quoted_name_is_told_too(jiangzhou) -> None:
    said = told(jiangzhou, "“数智+审批”和护理床位有什么安排？")
    assert "数智+审批" in said
    assert "2600张" in said


def test_whom_the_answer_is_wanted_for_is_no_subject(jiangzhou) -> None:
    said = told(jiangzhou, "医院办公室开会要用，信访的工作方针怎么写的？")
    assert "事要解决" in said
    assert "人民医院" not in said
    assert normalize("写汇报材料要用,护理床位多少") == "护理床位多少"


@pytest.mark.parametrize(
    "question", ["检查要用多少人,什么时候去", "安全生产会议要用,重点行业有哪些"]
)
def test_a_subject_before_a_meeting_is_kept(question) -> None:
    assert normalize(question) == question


def test_a_word_torn_from_two_others_stands_for_nothing(jiangzhou) -> None:
    # 入学 stands in 深入学习 only
    assert "第7项〕深入学习" not in told(jiangzhou, "孩子要上学了，学区这块怎么说的？")
    assert "入学" not in jiangzhou.vocabulary.synonyms("上小学")


def test_a_word_that_stands_whole_too_is_kept(assistant_of) -> None:
    plan = PLAN.replace("推进学区制改革", "推进学区制改革，入学报名全程网办")
    assert "入学" in assistant_of(plan).vocabulary.synonyms("上小学")


def test_a_road_named_by_a_common_word_is_one_name(jiangzhou) -> None:
    said = to_markdown(jiangzhou.ask("世纪路那边要建什么？"))
    assert "**世纪路" in said
    assert "**世纪**" not in said


def test_what_is_finished_is_asked_for_in_common_words(jiangzhou) -> None:
    assert "沙洲立交" in told(jiangzhou, "今年能收工的有哪几个？")
    assert normalize("今年税收工作做什么") == "今年税收工作做什么"


def test_ways_are_no_roads(jiangzhou) -> None:
    assert "自主更新、原拆原建" in told(jiangzhou, "老旧小区改造有哪些路子？")


@pytest.mark.parametrize(
    ("question", "quoted", "left_out"),
    [
        ("干部队伍要细化哪两份清单？", "岗位清单、权责清单", "职级晋升"),
        ("干部队伍建设落实的是哪个文件？", "行动方案", "职级晋升"),
        ("老旧小区改造有哪些途径？", "自主更新、原拆原建", "物业管理"),
    ],
)
def test_one_kind_of_thing_is_told_alone(jiangzhou, question, quoted, left_out) -> None:
    said = told(jiangzhou, question)
    assert quoted in said
    assert left_out not in said


@pytest.mark.parametrize(
    ("question", "parts"),
    [
        ("干部队伍建设有什么安排？", ("行动方案", "职级晋升", "权责清单")),
        ("重大工程有哪些？", ("临江快速路", "世纪路泵站", "沙洲立交", "市级重大工程")),
        ("老旧小区有哪些工作？", ("自主更新", "物业管理")),
    ],
)
def test_a_broad_question_is_told_all(jiangzhou, question, parts) -> None:
    said = told(jiangzhou, question)
    assert all(part in said for part in parts)


def test_what_is_asked_in_other_words_alone_may_be_told_in_further_ones(assistant) -> None:
    assert "长护险居家服务" in told(assistant, "老人在家有人照顾吗？")
    assert "长护险居家服务" not in told(assistant, "嵌入式养老怎么发展？")


@pytest.mark.parametrize(
    ("question", "quoted", "left_out"),
    [
        ("在建的重大工程里，今年要动工的是哪几个？", "世纪路泵站", "沙洲立交"),
        ("重大工程里今年收工的有哪几个？", "沙洲立交", "世纪路泵站"),
    ],
)
def test_what_is_at_one_stage_is_told_alone(jiangzhou, question, quoted, left_out) -> None:
    said = told(jiangzhou, question)
    assert quoted in said
    assert left_out not in said


def test_which_tasks_are_to_be_completed_are_all(jiangzhou) -> None:
    said = told(jiangzhou, "养老服务今年完成哪些任务？")
    assert "新增护理床位300张" in said


def test_a_stage_told_in_a_short_clause_has_what_it_is_of(assistant_of) -> None:
    plan = PLAN.replace("开工建设世纪路泵站", "持续推进前期手续办理，世纪路泵站，年内开工，建设")
    assert "世纪路泵站" in told(assistant_of(plan), "重大工程今年开工的有哪些？")


LISTS = """江洲区2025年重点工作安排
2025年1月20日
1.抓好安全生产。严格落实安全生产责任，加强危险化学品、建筑施工、燃气、消防等重点行业监管。每月通报一次。
2.推进依法治区。落实重大决策程序，加强公众参与、专家论证、风险评估和责任追究。强化执法检查和行业指导。
3.优化营商环境。用好以商招商、基金招商、平台招商三条路子，加大招商引资力度，吸引重点产业项目落户。
4.发展科技金融。抓好股权投资和银行信贷两个环节，扩大招商信贷规模，支持企业招商。
5.推进重大工程。续建临江快速路、南湖大道等一批重大工程，开工世纪路泵站、净水厂等项目。加快北延线、江底隧道等一批市级重大工程建设。
"""


@pytest.mark.parametrize(
    ("question", "items"),
    [
        ("安全检查盯住哪些重点行业，都列出来", "1"),  # its kind stands behind 等
        ("招商引资靠哪三招？", "3"),  # three are named there
        ("招商靠哪些做法？", "34"),  # no number, no kind: all that is told
        ("招商靠哪两招？", "34"),  # two stand side by side anywhere
    ],
)
def test_what_lists_so_many_or_the_kind_asked_for_is_told_alone(
    assistant_of, question, items
) -> None:
    shown = told(assistant_of(LISTS), question)
    assert [item for item in "12345" if f"〔第{item}项〕" in shown] == list(items)


def test_the_sentences_beside_in_the_item_that_lists_the_kind_stay(assistant_of) -> None:
    shown = told(assistant_of(LISTS), "重大工程有哪些项目？")
    assert "临江快速路" in shown and "北延线" in shown
