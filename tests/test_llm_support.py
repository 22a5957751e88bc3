"""A sentence that the plan does not contain is shown only if the items it cites support it."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.answers.answer import Answer, Statement
from assistant.answers.citations import cite, is_grounded, verify
from assistant.answers.support import adds_words, objection
from assistant.language.stated import Figure, figures, unify
from index.plan import Span
from index.reading import load_plan
from index.settings import BUILT_IN_PLAN

HOUSING = (
    "快推进旧区改造。坚持留改拆并举,统筹推进旧区改造、住房保障和风貌保护。完成旧改征收10000户以上、"
    "收尾6个基地。推动更多既有多层住宅加装电梯。做好廉租住房和共有产权保障房的供应分配。"
)
CARE = (
    "不断完善社会保障体系。全区新增养老床位600张,改造认知症老人照护床位50张,养老机构床位总数达到"
    "10800张。完成长护险居家服务40万人次。推动形成“9064”养老格局,居家服务满意率达到百分之九十五以上。"
)
ROADS = (
    "持续加快杨树浦路拓宽改造等重大工程续建,推进江浦路道路改建、杨树浦水厂深度处理改造等项目开工,"
    "实现隆昌路下立交等项目竣工。实施架空线入地17.33公里,年内竣工9公里。不得擅自挖掘道路。"
)


@pytest.mark.parametrize(
    ("text", "item"),
    [
        ("今年计划完成旧改征收1万户以上。", HOUSING),
        ("完成旧改征收一万户以上，收尾6个基地。", HOUSING),
        ("完成旧改征收１００００户以上。", HOUSING),
        ("将完成旧改征收10,000户以上。", HOUSING),
        ("2020年完成旧改征收超过10000户。", HOUSING),
        ("旧区改造坚持留改拆并举，统筹住房保障和风貌保护。", HOUSING),
        ("推动更多既有多层住宅加装电梯，做好廉租住房的供应分配。", HOUSING),
        ("全区新增养老床位600张，养老机构床位总数达到10800张。", CARE),
        ("长护险居家服务完成400000人次。", CARE),
        ("居家服务满意率达到95%以上。", CARE),
        ("形成“9064”养老格局。", CARE),
        ("第18项提出新增养老床位600张。", CARE),
        ("江浦路道路改建和杨树浦水厂深度处理改造将开工。", ROADS),
        ("隆昌路下立交将竣工。", ROADS),
        ("架空线入地17.33公里，年内竣工9公里。", ROADS),
        ("不得擅自挖掘道路。", ROADS),
    ],
)
def test_supported(text, item):
    assert objection(text, [item], 2020) is None


@pytest.mark.parametrize(
    ("text", "item", "reason"),
    [
        # Figures: another size, without its bound, of another thing, of another unit, made up.
        ("完成旧改征收8000户以上。", HOUSING, "figure"),
        ("完成旧改征收10000户。", HOUSING, "figure"),
        ("完成旧改征收10000户左右。", HOUSING, "figure"),
        ("完成旧改征收不超过10000户。", HOUSING, "figure"),
        ("收尾10000个基地。", HOUSING, "figure"),
        ("收尾六个基地，共七个。", HOUSING, "figure"),
        ("收尾第6批基地。", HOUSING, "figure"),
        ("新增养老床位10800张。", CARE, "figure"),
        ("新增养老床位50张，改造认知症老人照护床位600张。", CARE, "figure"),
        ("养老床位增长5%。", CARE, "figure"),
        ("居家服务满意率达到百分之九十以上。", CARE, "figure"),
        ("架空线入地竣工17.33公里。", ROADS, "claim"),
        ("年内竣工17.33公里。", ROADS, "figure"),
        # Times.
        ("年底前完成旧改征收10000户以上。", HOUSING, "date"),
        ("2021年完成旧改征收10000户以上。", HOUSING, "date"),
        ("5月完成旧改征收10000户以上。", HOUSING, "figure"),
        # Names, quotations, addresses.
        ("推进“阳光动迁”工程。", HOUSING, "quotation"),
        ("由王建国统筹旧区改造。", HOUSING, "name"),
        ("深圳推进旧区改造。", HOUSING, "name"),
        ("请访问http://evil.example获取旧区改造。", HOUSING, "figure"),
        # Turned round: denied, done, restricted, at another stage.
        ("不再推进旧区改造。", HOUSING, "claim"),
        ("已完成旧改征收10000户以上。", HOUSING, "claim"),
        ("完成了旧改征收10000户以上。", HOUSING, "claim"),
        ("所有既有多层住宅加装电梯。", HOUSING, "claim"),
        ("取消廉租住房的供应分配。", HOUSING, "claim"),
        ("江浦路道路改建将竣工。", ROADS, "claim"),
        ("隆昌路下立交将开工。", ROADS, "claim"),
        ("杨树浦路拓宽改造竣工。", ROADS, "claim"),
        # Joined from what the plan says apart, or in words of the model's own.
        ("共有产权保障房加装电梯。", HOUSING, "wording"),
        ("提升居民幸福指数与获得感。", HOUSING, "wording"),
        ("尚未推动更多既有多层住宅加装电梯。", HOUSING, "claim"),
        ("放弃推动更多既有多层住宅加装电梯。", HOUSING, "wording"),
        ("为保障民生，完成旧改征收10000户以上。", HOUSING, "claim"),
        # A figure, a time or a numeral moved to another thing, or into another unit.
        ("改造养老床位600张。", CARE, "figure"),
        ("新增养老机构床位10800张。", CARE, "figure"),
        ("年内实施架空线入地17.33公里。", ROADS, "figure"),
        ("一天内完成旧改征收10000户以上。", HOUSING, "figure"),
        ("完成旧改征收10000平以上。", HOUSING, "figure"),
        # Called by a part of its name; members of a list mixed.
        ("杨树浦水厂将开工。", ROADS, "name"),
        # Not statements on the plan.
        ("完成旧改征收10000户以上（двести тысяч）。", HOUSING, "garbled"),
        ("是的，完成旧改征收10000户以上。", HOUSING, "judgement"),
        ("旧区改造怎么推进？", HOUSING, "asks"),
        ("旧区改�造。", HOUSING, "garbled"),
        ("OK", HOUSING, "garbled"),
    ],
)
def test_unsupported(text, item, reason):
    assert objection(text, [item], 2020) == reason


def test_a_hedge_is_kept():
    source = "争取落地一批关键核心技术。在部分街道试点开展粮油帮困卡电子化发放。严厉打击非法集资。"
    assert objection("争取落地一批关键核心技术。", [source], 2020) is None
    assert objection("落地一批关键核心技术。", [source], 2020) == "claim"
    assert objection("开展粮油帮困卡电子化发放。", [source], 2020) == "claim"
    assert objection("推进非法集资。", [source], 2020) is not None


def test_what_models_write_is_shown_when_it_is_faithful_and_seldom_when_it_is_distorted():
    """150 sentences a faithful model might write and 240 a careless one, all but wholly in the
    plan's words, by writers who knew the plans and not these rules."""
    folder = Path(__file__).parents[1] / "eval" / "plans"
    files = {"2020": BUILT_IN_PLAN} | {n: folder / f"{n}.txt" for n in ("linjiang", "county")}
    plans = {name: load_plan(file) for name, file in files.items()}
    shown: dict[bool, list[bool]] = {True: [], False: []}
    for line in Path(__file__).with_name("llm_sentences.jsonl").read_text("utf-8").splitlines():
        case = json.loads(line)
        plan = plans[case["plan"]]
        found = objection(case["text"], [plan.item(case["item"]).text], plan.year)
        shown[case["faithful"]].append(found is None)
    assert sum(shown[True]) >= 0.75 * len(shown[True])
    assert sum(shown[False]) <= 0.06 * len(shown[False])


@given(
    st.text(
        alphabet="旧改征收第一二万约不已了%0123456789.,、。“”《户年月前底 a-+（\ufffd", max_size=40
    )
)
def test_any_text_gets_a_judgement(text):
    assert objection(text, [HOUSING, ""], 2020) is None or isinstance(
        objection(text, [HOUSING], None), str | None
    )
    if objection(text, [HOUSING], 2020) is None:
        assert {f.value for f in figures(unify(text))} <= {10000.0, 6.0}


def test_nothing_is_supported_by_nothing():
    assert objection("旧区改造。", [], 2020) == "uncited"


def test_any_cited_item_may_support_a_figure_and_no_other():
    text = "完成旧改征收10000户以上，新增养老床位600张。"
    assert objection(text, [HOUSING, CARE], 2020) is None
    assert objection(text, [HOUSING], 2020) == "figure"


def test_where_a_figure_is_asked_for_other_figures_alone_are_no_answer():
    asked = figures(unify("600张"))
    assert objection("养老机构床位总数达到10800张。", [CARE], 2020, asked) == "other_figure"
    assert objection("新增养老床位600张。", [CARE], 2020, asked) is None


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("一万户", "10000户"),
        ("1万户", "10,000户"),
        ("百分之五", "5%"),
        ("１２公里", "12千米"),
        ("不少于3座", "3座以上"),
        ("40万人次", "400000人次"),
        ("约3亿元", "30000万元左右"),
    ],
)
def test_the_same_figure_in_other_writing(one, other):
    (left,), (right,) = figures(unify(one)), figures(unify(other))
    assert left.states(right)


@pytest.mark.parametrize(
    ("one", "other"), [("1万户", "1万人"), ("3座", "3座以上"), ("5%", "5个百分点"), ("3座", "30座")]
)
def test_figures_that_are_not_the_same(one, other):
    (left,), (right,) = figures(unify(one)), figures(unify(other))
    assert isinstance(left, Figure) and not left.states(right)


def test_a_rewording_adds_no_word_and_no_number():
    assert not adds_words("今年旧改征收多少户", ["旧改征收", "今年多少户？"])
    assert adds_words("今年旧改补偿多少钱", ["旧改征收", "今年多少户？"])
    assert adds_words("旧改征收8000户", ["旧改征收多少户"])


def test_verify_drops_an_unsupported_sentence_whoever_made_it(plan):
    item = plan.item("17")
    citation = cite(plan, Span(item.span.start, item.span.start + 8))
    good = Statement("synthesis", "完成旧改征收1万户以上。", (citation,))
    bad = Statement("synthesis", "完成旧改征收2万户以上。", (citation,))
    bare = Statement("synthesis", "完成旧改征收1万户以上。")
    assert verify(Answer("?", "answered", (good, bad, bare)), plan).statements == (good,)
    assert is_grounded(good, plan) and not is_grounded(bare, plan)


@pytest.mark.parametrize(
    "numeral", ["壹佰", "伍万", "贰", "伍", "柒仟零壹", "廿", "〥", "٣", "五００", "⑨", "Ⅷ", "𝟗"]
)
def test_a_figure_is_one_however_it_is_written(plan, numeral):
    item = plan.item("17").text
    assert objection(f"完成旧改征收{numeral}户。", [item], plan.year) is not None


@pytest.mark.parametrize("text", ["加强干部队伍建设。", "收拾好环境，大陆企业入伍人员。"])
def test_a_numeral_inside_a_word_is_none(text):
    assert objection(text, [f"{text}其他工作。"], 2020) is None
