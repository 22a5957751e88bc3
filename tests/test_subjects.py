"""What of a sentence that tells of several things is on the one asked about, and what is not."""

from collections.abc import Callable

import pytest

from assistant.answers.render import to_markdown
from assistant.chain import Assistant
from assistant.evidence.subjects import subject_start
from assistant.understanding.question import Term

PLAN = """云溪县2031年重点工作
2031年1月10日
1.建设桥梁隧道。望江大桥全长3公里，总投资6亿元，计划2033年底建成通车；柳湾隧道全长2公里，总投资4亿元，2031年9月底前建成通车；北岭隧道全长5公里，总投资9亿元，完成施工图设计。
2.建设文化设施。改造剧院2座，分别位于城东社区和石桥镇；新建露天舞台4处。
3.治理水患。加固堤防12公里，2031年8月底前完成；建成柳湾泵站，日排水3万吨。
"""


def _terms(*words: str) -> list[Term]:
    return [Term(word, (word,), 1.0) for word in words]


@pytest.mark.parametrize(
    ("asked", "text", "told"),
    [
        (("西桥",), "东桥6月底通车；西桥全长2公里。", "西桥全长2公里。"),
        (("东桥",), "东桥6月底通车；西桥全长2公里。", "东桥6月底通车；西桥全长2公里。"),
        (("东桥", "西桥"), "东桥通车；西桥全长2公里。", "东桥通车；西桥全长2公里。"),
        (("码头", "西港"), "东港码头开港；西港码头开工。", "西港码头开工。"),
        (("西桥", "通车"), "东桥6月底通车；西桥全长2公里。", "西桥全长2公里。"),
        (("西桥",), "年底前，改造东桥；新建西桥。", "年底前，改造东桥；新建西桥。"),
        (("西桥",), "6月底前完成：改造东桥；新建西桥。", "6月底前完成：改造东桥；新建西桥。"),
        (("南桥",), "东桥6月底通车；西桥全长2公里。", "东桥6月底通车；西桥全长2公里。"),
    ],
)
def test_what_is_told_before_the_statement_on_a_thing_is_of_another(
    asked: tuple[str, ...], text: str, told: str
) -> None:
    assert text[subject_start(_terms(*asked), text) :] == told


@pytest.fixture(scope="module")
def county(assistant_of: Callable[[str], Assistant]) -> Assistant:
    return assistant_of(PLAN)


def test_a_time_is_quoted_from_the_statement_on_the_thing_asked_about(county: Assistant) -> None:
    text = to_markdown(county.ask("柳湾隧道什么时候通车？")).replace("**", "")
    assert "2031年9月底前建成通车" in text and "2033" not in text


@pytest.mark.parametrize("question", ["北岭隧道什么时候能通车？", "柳湾泵站什么时候建成？"])
def test_no_time_of_the_thing_before_is_said_of_the_next(county: Assistant, question: str) -> None:
    text = to_markdown(county.ask(question)).replace("**", "")
    assert "9月底" not in text and "8月底" not in text


BUREAU = """柳川市卫生健康局2032年工作要点
2032年2月10日
1.推行电子票据。在2031年6家医院试点的基础上，2032年9月底前在具备条件的24家医院推行。
2.稳定队伍。全市专职药师达到120名，比上年增加18名。护士平均工资不低于当地职工平均工资；夜班补贴每人每班60元。
3.改善服务。省健康云平台医生注册率不低于95%，家庭医生签约率由61%提高到70%，居民满意率较上年提高2个百分点。落实“引医八策”“安家20条”，出台护士培养政策。
4.建设急救网络。改建城东路、滨河路2条救护通道，新建急救站3座；铺设氧气管道17公里，年内完工6公里。
5.扶持企业。推动3家企业上市，与企业共建仓库。消除60人以上大病区。产科床位使用率控制在85%以内。
牵头单位：药政科
完成时限：2032年11月底
6.稳定乡村医生。为乡村医生发放津贴，由计财科负责。第二人民医院扩建门诊楼，10月竣工。
"""


@pytest.fixture(scope="module")
def bureau(assistant_of: Callable[[str], Assistant]) -> Assistant:
    return assistant_of(BUREAU)


def _shown(assistant: Assistant, question: str) -> str:
    answer = assistant.ask(question)
    assert answer.status == "answered", to_markdown(answer)
    return to_markdown(answer).replace("**", "")


def _declined(assistant: Assistant, question: str) -> str:
    answer = assistant.ask(question)
    assert answer.status == "not_in_plan", to_markdown(answer)
    return to_markdown(answer).replace("**", "")


@pytest.mark.parametrize(
    ("question", "figure"),
    [
        ("医生注册率是多少", "不低于95%"),
        ("家庭医生签约率要到多少", "70%"),
        ("居民满意率提高几个百分点", "2个百分点"),
        ("居民满意率提高多少", "2个百分点"),
        ("产科床位使用率呢", "85%以内"),
    ],
)
def test_a_rate_is_told_where_it_comes_to_or_by_how_much_it_rises(
    bureau: Assistant, question: str, figure: str
) -> None:
    assert _shown(bureau, question).startswith(figure)


@pytest.mark.parametrize(
    "question",
    [
        "家庭医生签约率提高几个百分点",  # 70% is where it comes to
        "居民满意率现在是多少",  # 2 points are no rate
        "氧气管道完工率是多少",  # nor are 6 kilometres
    ],
)
def test_where_a_rate_comes_to_is_not_by_how_much_it_rises(
    bureau: Assistant, question: str
) -> None:
    assert "没有写明具体数字" in _declined(bureau, question)


@pytest.mark.parametrize(
    ("question", "figure"),
    [
        ("安家政策有几条", "20条"),
        ("2031年试点了几家医院", "6家"),
        ("电子票据在几家医院推行", "24家"),
        ("消除多少人以上的大病区", "60人以上"),
    ],
)
def test_a_figure_of_a_name_a_size_or_another_year_is_told_where_it_is_asked_for(
    bureau: Assistant, question: str, figure: str
) -> None:
    assert figure in _shown(bureau, question).splitlines()[0]


@pytest.mark.parametrize(
    ("question", "figure"),
    [
        ("护士培养政策有几条", "20条"),  # those are of “安家20条”
        ("大病区控制在多少", "60人"),  # those tell which are meant
    ],
)
def test_a_figure_of_a_name_or_a_size_is_no_number_of_a_thing(
    bureau: Assistant, question: str, figure: str
) -> None:
    assert figure not in to_markdown(bureau.ask(question)).splitlines()[0]


@pytest.mark.parametrize(
    ("question", "figure"),
    [
        ("夜班补贴多少钱", "60元"),
        ("专职药师多少名", "120名"),
        ("氧气管道铺设多少公里", "17公里"),
        ("氧气管道年内完工多少公里", "6公里"),
        ("氧气管道多少公里", "17公里"),
    ],
)
def test_a_figure_is_told_of_what_it_measures(
    bureau: Assistant, question: str, figure: str
) -> None:
    assert _shown(bureau, question).startswith(figure)


@pytest.mark.parametrize(
    "question",
    ["护士平均工资是多少", "健康云平台护士注册率多少"],  # 补贴; those of doctors
)
def test_no_figure_of_another_quantity_or_of_other_people_is_told(
    bureau: Assistant, question: str
) -> None:
    _declined(bureau, question)


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("全市一共多少家医院", "没有写明“全市”的数字"),
        ("全市有多少家医院", "没有写明“全市”的数字"),
        ("目前氧气管道完工多少公里了", "没有写明“已完成部分”的数字"),
    ],
)
def test_what_is_planned_is_not_all_there_is_nor_what_is_done(
    bureau: Assistant, question: str, said: str
) -> None:
    assert said in _declined(bureau, question)


def test_a_thing_with_another_number_is_not_the_one_asked_about(bureau: Assistant) -> None:
    assert "没有提到“第一人民医院”" in _declined(bureau, "第一人民医院什么时候竣工")
    assert "10月竣工" in _shown(bureau, "第二人民医院什么时候竣工")


def test_an_office_that_the_plan_does_not_have_does_nothing_there(bureau: Assistant) -> None:
    _declined(bureau, "公安局在这里面负责什么")


def test_a_place_of_one_thing_is_not_that_of_another(bureau: Assistant) -> None:
    assert "没有写明具体地点" in _declined(bureau, "急救站建在哪里")


@pytest.mark.parametrize("question", ["推动哪三家企业上市", "跟哪些企业共建仓库"])
def test_firms_that_are_only_spoken_of_are_not_named(bureau: Assistant, question: str) -> None:
    assert "没有写明具体名单" in _declined(bureau, question)


def test_the_time_of_an_item_is_that_of_its_deeds_only(bureau: Assistant) -> None:
    assert "11月底" in _shown(bureau, "大病区什么时候消除")
    assert "没有写明时间安排" in _declined(bureau, "企业上市的津贴什么时候发放")


def test_why_a_figure_is_as_it_is_told_nowhere(bureau: Assistant) -> None:
    assert "没有写明原因" in _declined(bureau, "夜班补贴为什么是60元")


def test_what_a_later_year_brings_is_not_told_by_a_time_limit(
    assistant_of: Callable[[str], Assistant],
) -> None:
    own = assistant_of(
        "白杨区2031年重点工作\n1.强化考核。民生实事占考核的两成。\n完成时限：2032年1月底\n2.植树造林5亩。\n"
    )
    assert "没有写明2032年的情况" in _declined(own, "2032年的目标是什么")


@pytest.mark.parametrize(
    ("question", "shown"),
    [
        ("专职药师去年多少名", "比上年增加18名"),
        ("居民满意率去年是多少", "较上年提高2个百分点"),
    ],
)
def test_what_was_is_shown_by_what_it_is_compared_with(
    bureau: Assistant, question: str, shown: str
) -> None:
    assert shown in _declined(bureau, question)


def test_a_rise_is_told_against_the_year_that_it_is_counted_from(bureau: Assistant) -> None:
    assert _shown(bureau, "专职药师比2031年增加多少名").startswith("18名")
