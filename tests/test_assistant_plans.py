"""Several plans at once: each answer names its plan, and comparisons are computed, not guessed."""

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from assistant.answers.citations import is_verbatim
from assistant.answers.render import to_json, to_markdown
from assistant.cli import main
from assistant.plans.compare import written_difference
from assistant.plans.pairing import likeness, pair_figures, pair_items
from assistant.plans.several import PlansAssistant
from index.settings import BUILT_IN_PLAN, Settings
from index.shelf import add_plan, shelved_plans
from tests.conftest import settings_in

NEXT_YEAR = Path(__file__).parent / "years" / "2021.txt"
# Item of 2020, item of 2021 that goes on with it. Read over by a person after the pairing had
# been seen and its threshold set: this guards against change and measures nothing.
SAME = {("1", "1"), ("2", "2"), ("4", "4"), ("7", "5"), ("10", "6"), ("9", "7"), ("17", "8"),
        ("14", "9"), ("15", "10"), ("16", "11"), ("18", "12"), ("19", "14"), ("24", "16"),
        ("25", "17"), ("27", "18")}  # fmt: skip
ADDED = {"3", "13", "15"}
DROPPED = {"3", "5", "8", "11", "12", "13", "20", "22", "23", "26"}


@pytest.fixture(scope="module")
def config(
    tmp_path_factory: pytest.TempPathFactory, lay_index: Callable[[Path, Path], Path]
) -> Settings:
    made = settings_in(lay_index(BUILT_IN_PLAN, tmp_path_factory.mktemp("plans") / "data"))
    add_plan(NEXT_YEAR, made)
    return made


@pytest.fixture(scope="module")
def both(config: Settings) -> PlansAssistant:
    return PlansAssistant(shelved_plans(config), config)


@pytest.fixture
def say(both: PlansAssistant) -> Callable[..., str]:
    """Ask, check that every quote is verbatim in the plan it names, and return the text."""

    def ask(question: str, *history: str) -> str:
        answer = both.ask(question, history)
        plans = {both.name(shelved): both.assistant(shelved).plan for shelved in both.plans}
        for citation in answer.citations:
            assert is_verbatim(citation, plans[citation.plan])
        return to_markdown(answer)

    return ask


# One plan of several


def test_the_newest_plan_answers_where_none_is_named(say):
    assert "**9000户以上**〔2021年第8项〕" in say("旧改征收多少户")


@pytest.mark.parametrize("question", ["2020年旧改征收多少户", "去年的旧改征收多少户"])
def test_the_plan_of_the_year_named_answers(say, question):
    said = say(question)
    assert "10000户以上" in said and "〔2020年第17项〕" in said and "2021年" not in said


def test_a_follow_up_about_another_year_goes_to_its_plan(say):
    assert "600张" in say("2020年呢？", "养老床位有什么目标？")
    assert "500张" in say("那2021年呢？", "2020年的养老床位有什么目标？")


def test_what_was_done_last_year_is_not_what_was_planned(both):
    assert both.ask("去年旧改完成了多少户").status == "not_in_plan"


def test_an_item_is_named_with_its_plan_in_headings_too(say):
    assert say("2020年第17项讲什么").startswith("**〔2020年第17项〕")


def test_what_only_another_plan_says_is_pointed_to_and_not_mixed_in(both):
    answer = both.ask("扫黑除恶怎么安排")
    assert answer.status == "not_in_plan"
    assert to_markdown(answer).endswith("2020年的计划里可以查到相关内容，请在问题里写明年份。")
    assert not any(citation.plan == "2020年" for citation in answer.citations)


def test_a_year_without_a_plan_is_said(both):
    answer = both.ask("2019年的旧改目标")
    assert answer.status == "not_in_plan"
    assert "没有2019年的计划。现有：2021年、2020年。" in to_markdown(answer)


def test_facts_of_a_plan_itself_name_the_plan(say):
    assert say("2020年的计划一共多少项") == "2020年：\n\n计划共27项，编号为第1项至第27项。"


def test_the_plans_are_listed(say):
    assert say("有哪些计划？") == (
        "现有2份计划：\n\n《2021年区委、区政府重点工作》，共18项\n\n《2020年区委、区政府重点工作》，共27项"
    )


def test_json_names_the_plan_of_each_citation(both):
    record = to_json(both.ask("2020年旧改征收多少户"))
    assert {(c["plan"], c["item"]) for c in record["citations"]} == {("2020年", 17)}


# A plan picked on the page


def test_the_picked_plan_answers_where_none_is_named(both):
    _, old = both.plans
    answer = both.ask("今年旧改征收多少户", picked=old)
    assert "**10000户以上**〔2020年第17项〕" in to_markdown(answer)
    assert "〔2021年第8项〕" in to_markdown(both.ask("2021年旧改征收多少户", picked=old))
    assert "〔2020年第14项〕" in to_markdown(
        both.ask("那竣工的呢", ("架空线入地多少",), picked=old)
    )


def test_a_comparison_goes_from_the_picked_plan(both):
    _, old = both.plans
    assert both.ask("新增了哪些事项", picked=old) == both.ask("新增了哪些事项")
    assert "没有2019年的计划" in to_markdown(both.ask("旧改目标和去年比有什么变化", picked=old))


def test_the_plan_of_what_follows_is_said_only_where_it_is_not_the_picked_one(both):
    new, old = both.plans
    answer = both.ask("旧改征收多少户", picked=old)
    assert both.subject(answer, old) == (both.assistant(old), "")
    assert both.subject(answer, new) == both.subject(answer, None)
    assert both.subject(answer, None) == (both.assistant(old), "2020年")
    assert both.subject(both.ask("旧改目标和去年比有什么变化"), None) is None
    assert both.subject(both.ask("你好"), old) == (both.assistant(old), "")


def test_one_plan_alone_is_not_named(both, config):
    alone = both.over(both.plans[1:])
    assert "**10000户以上**〔第17项〕" in to_markdown(alone.ask("今年旧改征收多少户"))
    assert alone.assistant(alone.plans[0]) is both.assistant(both.plans[1])


# Two plans


def test_a_topic_is_shown_side_by_side_with_the_difference(say):
    old, new = say("与去年相比旧改目标有什么变化").split("\n\n2021年：\n\n")
    assert old.startswith("2020年：\n\n") and "10000户以上" in old and "〔2020年第17项〕" in old
    assert "9000户以上" in new.split("\n\n")[0] and "〔2021年第8项〕" in new.split("\n\n")[0]
    assert (
        "“完成旧改征收”：2020年10000户以上，2021年9000户以上，少1000户（按两份计划所写的数字相减）。"
        in new.split("\n\n")
    )


def test_decimals_and_several_figures_are_subtracted_each_from_its_own(say):
    said = say("2020年和2021年架空线入地有什么不同")
    assert "2020年17.33公里，2021年12.5公里，少4.83公里" in said
    assert "“年内竣工”：2020年9公里，2021年10公里，多1公里" in said


@pytest.mark.parametrize(
    ("question", "verdict"),
    [
        ("今年旧改征收比去年少1000户对吗", "与两份计划所写的差额一致"),
        ("今年旧改征收是不是比去年多1000户", "与两份计划所写的差额不符"),
    ],
)
def test_a_difference_that_is_asserted_is_judged(say, question, verdict):
    said = say(question)
    assert verdict in said
    assert "2020年10000户以上，2021年9000户以上，少1000户" in said


def test_all_that_changed_over_several_years_is_told(say):
    assert "2021年的计划有" in say("近三年有什么变化")


def test_the_numbers_of_items_are_compared(say):
    assert "2020年的计划共27项" in say("今年计划比去年多几项还是少几项")


def test_a_topic_that_one_plan_lacks_is_said_to_be_missing_there(say):
    said = say("疫苗接种和去年相比有什么变化")
    assert "2020年：\n\n计划中没有写明这一点（原文没有出现“疫苗”“接种”）。" in said
    assert "〔2021年第13项〕" in said and "相减" not in said


def test_a_comparison_with_a_plan_that_is_not_there_computes_nothing(both):
    answer = both.ask("与2019年相比旧改目标有什么变化")
    assert answer.status == "not_in_plan"
    assert "没有2019年的计划" in to_markdown(answer) and "相减" not in to_markdown(answer)


def test_new_matters_are_listed(both, say):
    cited = {citation.item for citation in both.ask("新增了哪些事项").citations}
    assert cited == ADDED
    assert "2021年的计划有3项在2020年的计划中没有相近的事项" in say("新增了哪些事项")


def test_matters_that_are_gone_are_listed(both):
    answer = both.ask("今年少了哪些事项")
    assert {(c.plan, c.item) for c in answer.citations} == {("2020年", label) for label in DROPPED}


def test_all_that_changed_is_new_gone_and_figures(say):
    said = say("和去年比有什么变化")
    assert "有3项" in said and "有10项" in said
    assert "2020年500亿元，2021年550亿元，多50亿元" in said
    assert "2020年600张，2021年500张，少100张" in said


# Pairing


def test_items_of_two_years_stay_paired_as_they_were_read_over(both):
    new, old = (both.assistant(shelved).indexed for shelved in both.plans)
    pairs = pair_items(old.plan, new.plan, likeness(old, new))
    assert {(one.label, other.label) for one, other in pairs.same} == SAME
    assert {item.label for item in pairs.added} == ADDED
    assert {item.label for item in pairs.dropped} == DROPPED


def test_the_items_of_a_plan_are_embedded_once_for_all_comparisons(both, monkeypatch):
    new, old = (both.assistant(shelved).indexed for shelved in both.plans)
    alike = likeness(old, new)
    monkeypatch.setattr("index.vectors.load_embedder", lambda config: 1 / 0)
    assert np.array_equal(likeness(old, new), alike)
    first, *others = new.plan.items
    items = (replace(first, title="另一件事"), *others)
    with pytest.raises(ZeroDivisionError):  # what is worded otherwise is embedded anew
        likeness(old, replace(new, plan=replace(new.plan, items=items)))


@pytest.mark.parametrize(
    ("old", "new", "differences"),
    [
        ("新增床位600张", "新增床位500张", ["100张"]),
        ("总产出突破500亿元", "总产出突破550亿元", ["50亿元"]),
        ("新增就业1.1万人", "新增就业6500人", ["4500人"]),
        ("优良率达到85.5%", "优良率达到88%", ["2.5个百分点"]),
        ("整治17.33公里", "整治12.5公里", ["4.83公里"]),
        ("开工9公里", "竣工10公里", []),
        ("新增养老床位600张", "养老床位总数10800张", []),
        ("新建万吨级泊位3个", "新建5000吨级泊位2个", []),
        ("建公园3座", "建公园3公顷", []),
        ("改造小区3个、改造公园3个", "改造小区5个、改造公园4个", ["2个", "1个"]),
        ("建3个点", "种5个瓜", []),
        ("", "建公园3座", []),
    ],
)
def test_only_figures_that_count_the_same_thing_are_subtracted(old, new, differences):
    assert [written_difference(change) for change in pair_figures(old, new)] == differences


def test_figures_that_could_be_paired_in_two_ways_are_left_alone():
    assert pair_figures("改造小区3个、改造小区4个", "改造小区5个") == ()


# Command line


@pytest.fixture
def run(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, config: Settings
) -> Callable[..., str]:
    monkeypatch.setattr("index.settings.settings", lambda: config)

    def run_main(*arguments: object) -> str:
        assert main([str(argument) for argument in arguments]) == 0
        return capsys.readouterr().out

    return run_main


def test_ask_answers_over_all_plans_and_plan_restricts_it_to_one(run, config):
    assert "〔2021年第8项〕" in run("ask", "旧改征收多少户")
    alone = run("ask", "旧改征收多少户", "--plan", NEXT_YEAR)
    assert "〔第8项〕" in alone and "2021年" not in alone


def test_explain_is_of_the_plan_that_was_asked(run):
    record = json.loads(run("ask", "2020年旧改征收多少户", "--json", "--explain"))
    assert record["citations"][0]["plan"] == "2020年"
    assert record["retrieved"][0] == 17
    assert record["explanation"]["parts"]


def test_batch_goes_over_all_plans(run, tmp_path):
    questions = ["旧改征收多少户", "2020年旧改征收多少户", "新增了哪些事项"]
    source, target = tmp_path / "q.jsonl", tmp_path / "a.jsonl"
    source.write_text("\n".join(json.dumps({"question": q}) for q in questions), encoding="utf-8")
    run("ask", "--batch", source, "--out", target)
    answers = [json.loads(line) for line in target.read_text(encoding="utf-8").splitlines()]
    assert [answer["status"] for answer in answers] == ["answered"] * 3
    assert answers[1]["citations"][0]["plan"] == "2020年"
