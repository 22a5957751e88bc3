"""The self-test: every answer stands in the plan, wrong options are wrong, a seed gives a round."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.web.decoys import open_decoys
from assistant.web.learn import quiz_pool
from assistant.web.quiz import (
    BLANK,
    ROUND,
    QuizQuestion,
    draw,
    is_right,
    is_same_figure,
    make_questions,
)
from eval.cases import Case
from index.embedding import load_embedder
from index.errors import UserError
from index.figures import Figure, find_figures
from index.passages import split_plan
from index.plan import Plan
from index.reading import load_plan, parse_plan
from index.settings import BUILT_IN_PLAN, PROJECT, Settings
from tests.browsing import Alike
from tests.conftest import settings_in

OTHER_PLANS = ["linjiang", "qingshan"]


@pytest.fixture(scope="module", params=["2020", *OTHER_PLANS])
def tested(request: pytest.FixtureRequest) -> Plan:
    if request.param == "2020":
        return load_plan(BUILT_IN_PLAN)
    return load_plan(PROJECT / "eval" / "plans" / f"{request.param}.txt")


@pytest.fixture(scope="module")
def pool(tested: Plan) -> tuple[QuizQuestion, ...]:
    return quiz_pool(tested)


def figure_in(text: str) -> Figure:
    (figure,) = find_figures(split_plan(parse_plan(f"1.{text}", "plan.txt")))
    return figure


def test_the_answer_to_every_question_stands_where_it_says(
    tested: Plan, pool: tuple[QuizQuestion, ...]
) -> None:
    assert pool
    for question in pool:
        item = tested.item(question.passage.item)
        assert item is not None
        assert question.passage.text in item.text
        words = tested.source[question.proof.start : question.proof.end]
        assert words in question.passage.text
        if question.kind == "choose-item":
            assert question.text in item.text and item.title in question.answer
        elif question.figure:
            assert words == question.figure.text
            assert question.answer in (question.figure.text, question.figure.number)
        else:
            assert words == question.answer
        assert is_right(question, question.answer)


def test_a_blank_hides_the_answer_and_nothing_else(pool: tuple[QuizQuestion, ...]) -> None:
    for question in pool:
        if question.kind in ("fill", "choose-figure"):
            assert question.figure is not None
            filled = question.text.replace(BLANK, question.figure.number)
            assert question.text.count(BLANK) == 1
            assert filled == question.passage.text.strip()


def test_wrong_options_are_wrong_and_none_is_shown_twice(
    tested: Plan, pool: tuple[QuizQuestion, ...]
) -> None:
    for question in pool:
        if not question.options:
            continue
        assert 3 <= len(question.options) <= 4
        assert len(set(question.options)) == len(question.options)
        assert question.options.count(question.answer) == 1
        for option in set(question.options) - {question.answer}:
            assert not is_right(question, option)
            if question.kind == "choose-item":
                (item,) = (item for item in tested.items if option.endswith(f"项 {item.title}"))
                assert question.text not in item.text
            elif question.figure:
                assert not is_same_figure(option, question.figure)
            else:
                (item,) = (i for i in tested.items if i.label == question.passage.item)
                assert option not in item.text


def test_numbers_to_choose_from_are_the_plans_own_and_alike(
    tested: Plan, pool: tuple[QuizQuestion, ...]
) -> None:
    figures = find_figures(split_plan(tested))
    for question in pool:
        if question.options and question.figure:
            own = {f.number for f in figures if f.dimension == question.figure.dimension}
            assert set(question.options) <= own
            assert len({option[0].isdecimal() for option in question.options}) == 1


def test_the_built_in_plan_asks_its_verified_cases(plan: Plan) -> None:
    kinds = Counter(question.kind for question in quiz_pool(plan))
    assert set(kinds) == {"fill", "choose-figure", "choose-item", "case-figure", "case-list"}
    assert kinds["case-figure"] >= 20 and kinds["case-list"] >= 15


@pytest.mark.parametrize("name", OTHER_PLANS)
def test_another_plan_has_enough_questions_without_cases(name: str) -> None:
    pool = quiz_pool(load_plan(PROJECT / "eval" / "plans" / f"{name}.txt"))
    assert {question.kind for question in pool} == {"fill", "choose-figure", "choose-item"}
    assert len(draw(pool, 1)) == ROUND


def test_wrong_options_of_a_list_are_of_its_kind_and_not_in_the_plan(
    plan: Plan, session_settings: Settings
) -> None:
    decoys = open_decoys(session_settings, load_embedder(session_settings))
    asked = [each for each in quiz_pool(plan, decoys.like) if each.kind == "case-list"]
    assert len(asked) == len([each for each in quiz_pool(plan) if each.kind == "case-list"])
    for question in asked:
        wrong = set(question.options) - {question.answer}
        assert len(wrong) == 3
        assert not [option for option in wrong if option in plan.source]
        assert any(wrong <= set(words) for words in decoys.words)
        assert len(question.answer) < 2 * min(map(len, wrong))


def test_the_vectors_that_ship_are_of_the_words_that_ship(tmp_path: Path) -> None:
    open_decoys(settings_in(tmp_path), Alike())
    assert list(tmp_path.iterdir()) == []  # none had to be made


@pytest.mark.parametrize(
    ("listed", "sort"),
    [
        (("东大名路", "虹梅路", "延安高架路"), "轨道交通9号线"),
        (("淀浦河", "蒲汇塘"), "清水河"),
        (("公租房", "廉租房"), "限价商品房"),
        (("区块链", "大数据"), "工业互联网"),
        (("中国共产党纪律处分条例", "中国共产党问责条例"), "中国共产党宣传工作条例"),
        (("技术优势", "区位优势"), "生态优势"),
    ],
)
def test_a_list_of_another_plan_finds_its_kind(
    session_settings: Settings, listed: tuple[str, ...], sort: str
) -> None:
    decoys = open_decoys(session_settings, load_embedder(session_settings))
    assert sort in decoys.like(listed)


def test_a_word_the_plan_has_is_no_wrong_option(plan: Plan) -> None:
    case = Case("a", "整治哪几条河？", "list", items=("16",), must=("虬江、小吉浦", "纬四河"))
    passages = split_plan(plan)

    def like(listed: Sequence[str]) -> Sequence[str]:
        assert listed == ("虬江", "小吉浦", "纬四河")
        return ("北横通道", "清水河", "小吉浦河", "西小港", "月河", "五里河")

    (question,) = make_questions(plan, passages, (), [case], like)
    assert question.answer in ("虬江", "小吉浦", "纬四河")
    assert set(question.options) - {question.answer} <= {"清水河", "西小港", "月河", "五里河"}


def test_a_case_whose_fact_is_not_in_its_item_is_not_asked(plan: Plan) -> None:
    right = Case("a", "旧改多少户？", "figure", items=("17",), must=("10000户以上",))
    cases = [right, replace(right, id="b", items=("16",)), replace(right, id="c", must=("8000户",))]
    passages = split_plan(plan)
    asked = make_questions(plan, passages, find_figures(passages), cases)
    (question,) = [each for each in asked if each.kind == "case-figure"]
    assert (question.text, question.answer) == ("旧改多少户？（____户）", "10000")
    assert question.options == ("600", "10000", "10800", "40万")


def test_a_file_of_cases_that_is_missing_is_told(plan: Plan) -> None:
    with pytest.raises(UserError, match="无法读取题集"):
        quiz_pool(replace(plan, cases=PROJECT / "none.jsonl"))


@given(st.integers(0, 10**9))
def test_a_round_is_the_same_for_a_seed_and_asks_no_sentence_twice(seed: int) -> None:
    round_ = draw(_POOL, seed)
    assert round_ == draw(_POOL, seed)
    assert len(round_) == ROUND
    assert len({question.passage.span for question in round_}) == ROUND
    assert len({question.kind for question in round_}) >= 4


_POOL = quiz_pool(load_plan(BUILT_IN_PLAN))


def test_rounds_differ_by_seed() -> None:
    assert len({draw(_POOL, seed) for seed in range(20)}) == 20


def test_a_plan_without_figures_asks_nothing() -> None:
    assert quiz_pool(parse_plan("1.加强学习。\n2.改进作风。", "plan.txt")) == ()
    assert draw((), 1) == ()


@pytest.mark.parametrize(
    "given_text",
    [" 10 000 ", *"10000户以上 10000户 10000 10,000 １００００ 1万 1万户 一万 一万户以上".split()],
)
def test_a_figure_counts_in_any_way_of_writing_it(given_text: str) -> None:
    assert is_same_figure(given_text, figure_in("完成旧改征收10000户以上。"))


@pytest.mark.parametrize(
    "given_text",
    ["", " ", *"户 以上 约 1000 100000 10001 10000张 十万 8000户以上 nan inf 1万到2万户".split()],
)
def test_another_figure_does_not_count(given_text: str) -> None:
    assert not is_same_figure(given_text, figure_in("完成旧改征收10000户以上。"))


@pytest.mark.parametrize(
    ("text", "right", "wrong"),
    [
        ("新建绿地30万平方米。", ["30万", "300000", "三十万平方米"], ["30", "3万"]),
        ("抓好两个环节。", ["两", "2", "2个", "二", "两个"], ["3", "二十"]),
        ("优良率达到85%以上。", ["85", "85％", "百分之八十五", "85%以上"], ["0.85", "58"]),
        ("竣工17.33公里。", ["17.33", "17.33公里", "十七点三三"], ["17", "17.3", "9"]),
        (
            "总产出突破500亿元。",
            ["500亿", "五百亿元", "突破500亿元", "50000000000"],
            ["500万", "500"],
        ),
        ("新增岗位300至500个。", ["300至500", "300至500个"], ["300", "500"]),
    ],
)
def test_units_scales_and_chinese_numerals(text: str, right: list[str], wrong: list[str]) -> None:
    figure = figure_in(text)
    assert [each for each in right if not is_same_figure(each, figure)] == []
    assert [each for each in wrong if is_same_figure(each, figure)] == []


@given(st.text(max_size=20))
def test_any_answer_can_be_judged(given_text: str) -> None:
    assert is_same_figure(given_text, figure_in("完成8户。")) in (True, False)
