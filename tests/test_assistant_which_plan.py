"""Which plan a question is about: by year, by title, by what was said before; or two of them."""

from pathlib import Path

import pytest

from assistant.plans.comparison import claimed_difference
from assistant.plans.which_plan import which_plan
from index.shelf import ShelvedPlan


def shelved(year: int | None, title: str = "") -> ShelvedPlan:
    title = title or f"{year}年工作计划"
    return ShelvedPlan(title, Path("x"), "x", title, year, 10, 20, 0, "f")


PLANS = tuple(shelved(year) for year in (2023, 2022, 2021))


def years(question: str, *history: str) -> list[int | None]:
    return [plan.year for plan in which_plan(question, history, PLANS).plans]


@pytest.mark.parametrize(
    ("question", "year"),
    [
        ("旧改征收多少户", 2023),
        ("今年旧改征收多少户", 2023),
        ("2021年的旧改目标?", 2021),
        ("2021旧改目标", 2021),
        ("２０２２年度的旧改目标", 2022),
        ("二〇二一年旧改目标", 2021),
        ("22年的旧改目标", 2022),
        ("去年的旧改目标", 2022),
        ("上年旧改目标", 2022),
        ("前年的旧改目标", 2021),
        ("《2021年工作计划》里旧改多少户", 2021),
        ("2021年底前完成什么", 2023),
        ("22年以上的房子怎么改", 2023),
        ("2025年前建成什么", 2023),
        ("新增了哪些养老床位", 2023),
        ("比例提高到多少", 2023),
        ("和居民一起新增了多少床位", 2023),
        ("第2021项讲什么", 2023),
    ],
)
def test_one_plan_is_meant(question, year):
    wanted = which_plan(question, (), PLANS)
    assert (wanted.kind, [plan.year for plan in wanted.plans]) == ("one", [year])


def test_a_follow_up_stays_with_the_plan_of_the_question_before():
    assert years("那竣工的呢？", "2021年架空线入地多少公里？") == [2021]
    assert years("那竣工的呢？", "2021年架空线入地多少公里？", "其中滨江的呢？") == [2021]
    assert years("养老床位有多少？", "2021年架空线入地多少公里？") == [2023]
    assert years("那2022年呢？", "2021年架空线入地多少公里？") == [2022]
    assert years("那竣工的呢？", "2021年架空线入地多少公里？", "养老床位多少？") == [2023]


def test_last_year_is_said_by_its_number_to_its_own_plan():
    assert which_plan("去年旧改完成了多少户", (), PLANS).question == "2022年旧改完成了多少户"


def test_a_year_without_a_plan_is_missing():
    wanted = which_plan("2019年的旧改目标", (), PLANS)
    assert (wanted.missing, wanted.plans[0].year) == ((2019,), 2023)


@pytest.mark.parametrize(
    ("question", "both", "topic"),
    [
        ("与去年相比旧改目标有什么变化", [2022, 2023], "旧改目标"),
        ("旧改目标与去年相比有什么变化？", [2022, 2023], "旧改目标"),
        ("今年比去年多征收多少户", [2022, 2023], "征收多少户"),
        ("养老床位比2021年增加还是减少", [2021, 2023], "养老床位"),
        ("2021年和2022年架空线入地有什么不同", [2021, 2022], "架空线入地"),
        ("2022年跟2021年比，绿地面积变化", [2021, 2022], "绿地面积"),
        ("绿地面积两年对比", [2022, 2023], "绿地面积"),
        ("今年旧改是不是比去年多1000户", [2022, 2023], "旧改多少户"),
        ("前年和今年的养老床位有何变化", [2021, 2023], "养老床位"),
        ("2021年和2022年的绿地面积分别是多少", [2021, 2022], "绿地面积是多少"),
        ("21年与23年绿地面积", [2021, 2023], "绿地面积"),
        ("2021年绿地面积多少？2023年呢？", [2021, 2023], "绿地面积多少"),
        ("绿地面积逐年是多少", [2021, 2022, 2023], "绿地面积是多少"),
        ("三年绿地面积各是多少", [2021, 2022, 2023], "绿地面积是多少"),
        ("近两年绿地面积各多少公顷", [2022, 2023], "绿地面积多少公顷"),
        ("绿地面积哪年最大", [2021, 2022, 2023], "绿地面积"),
        ("绿地面积2021年到2023年怎么变的", [2021, 2022, 2023], "绿地面积"),
        ("就业目标是提高还是降低了", [2022, 2023], "就业目标"),
        ("哪一年的计划提到了河长制", [2021, 2022, 2023], "哪几项提到“河长制”"),
        ("河长制是哪年开始写进计划的", [2021, 2022, 2023], "哪几项提到“河长制”"),
    ],
)
def test_a_topic_of_two_plans_is_compared(question, both, topic):
    wanted = which_plan(question, (), PLANS)
    assert (wanted.kind, [plan.year for plan in wanted.plans]) == ("topic", both)
    assert wanted.question == topic


@pytest.mark.parametrize(
    ("question", "both", "side"),
    [
        ("新增了哪些事项", [2022, 2023], "added"),
        ("今年新增了哪些任务？", [2022, 2023], "added"),
        ("少了哪些事项", [2022, 2023], "dropped"),
        ("与2021年相比取消了哪些工作", [2021, 2023], "dropped"),
        ("和去年相比有哪些事项不再安排", [2022, 2023], "dropped"),
        ("新增了哪些事项，少了哪些事项", [2022, 2023], "both"),
        ("和去年比有什么变化", [2022, 2023], "both"),
        ("今年的计划和去年有什么不同", [2022, 2023], "both"),
        ("2022年新增了哪些工作", [2021, 2022], "added"),
        ("2022年取消了哪些事项", [2021, 2022], "dropped"),
        ("去年有今年没有的事项", [2022, 2023], "dropped"),
        ("哪些工作今年不再提了", [2022, 2023], "dropped"),
        ("2023年有而2021年没有的工作", [2021, 2023], "added"),
    ],
)
def test_the_matters_of_two_plans_are_compared(question, both, side):
    wanted = which_plan(question, (), PLANS)
    assert (wanted.kind, [plan.year for plan in wanted.plans]) == ("items", both)
    assert wanted.side == side


def test_a_comparison_with_a_year_without_plan_names_it():
    wanted = which_plan("与2019年相比旧改目标有什么变化", (), PLANS)
    assert (wanted.kind, wanted.missing) == ("topic", (2019,))
    assert [plan.year for plan in wanted.plans] == [2023]


def test_what_the_oldest_plan_added_cannot_be_told():
    wanted = which_plan("2021年新增了哪些工作", (), PLANS)
    assert (wanted.kind, wanted.missing) == ("items", (2020,))


@pytest.mark.parametrize(("question", "year"), [("大前年绿地多少", 2020), ("明年绿地多少", 2024)])
def test_a_year_said_from_this_one_that_has_no_plan_is_said_by_its_number(question, year):
    wanted = which_plan(question, (), PLANS)
    assert (wanted.missing, wanted.question) == ((year,), f"{year}年绿地多少")


@pytest.mark.parametrize(
    ("question", "history", "kind", "asked", "topic"),
    [
        ("那2021年呢", ["2022年绿地多少"], "one", [2021], "绿地多少"),
        ("去年是多少", ["绿地多少"], "one", [2022], "绿地多少"),
        ("前一年是多少", ["2022年绿地多少"], "one", [2021], "绿地多少"),
        ("比2021年多多少", ["2022年绿地多少"], "topic", [2021, 2022], "绿地多少"),
        ("跟去年比呢", ["今年绿地多少"], "topic", [2022, 2023], "绿地多少"),
        ("那学校呢", ["与去年相比绿地有什么变化"], "topic", [2022, 2023], "学校"),
        ("差多少", ["与2021年相比绿地有什么变化"], "topic", [2021, 2023], "绿地"),
    ],
)
def test_a_follow_up_goes_on_with_topic_and_year(question, history, kind, asked, topic):
    wanted = which_plan(question, history, PLANS)
    assert (wanted.kind, [plan.year for plan in wanted.plans]) == (kind, asked)
    assert wanted.question == topic


@pytest.mark.parametrize("question", ["今年计划比去年少几项", "2022年与2023年的项数一样吗"])
def test_how_many_items_two_plans_have_is_compared(question):
    wanted = which_plan(question, (), PLANS)
    assert (wanted.kind, [plan.year for plan in wanted.plans]) == ("count", [2022, 2023])


@pytest.mark.parametrize(
    "question",
    [
        "健康三年行动计划分别在哪几项",
        "三年内各建多少座",
        "今年各街道建多少座",
        "各年龄段补多少",
        "这三年行动计划的目标",
        "逐年提高补贴标准的是哪一项",
        "历年遗留问题怎么解决",
        "碳达峰哪一年提前实现",
        "2023年竣工的2022年结转项目分别有哪些",
        "2023年有没有2022年没完成的工作",
        "住建局比民政局多几项任务",
        "今年负责项数多的是哪个部门",
    ],
)
def test_a_span_of_years_in_one_plan_compares_no_plans(question):
    assert which_plan(question, (), PLANS).kind == "one"


@pytest.mark.parametrize("question", ["分别是多少", "各有多少呢", "提高多少"])
def test_a_short_follow_up_goes_on_in_one_plan(question):
    assert which_plan(question, ["今年有哪些学校建设项目"], PLANS).kind == "one"


@pytest.mark.parametrize("question", ["近三年有什么变化", "2021年到2023年有什么变化"])
def test_the_matters_of_several_years_are_those_of_the_first_and_the_last(question):
    wanted = which_plan(question, (), PLANS)
    assert (wanted.kind, [plan.year for plan in wanted.plans]) == ("items", [2021, 2023])


def test_a_difference_that_is_asserted_is_told_from_one_that_is_asked_for():
    fewer = claimed_difference("绿地比去年少了2公顷对吗")
    assert fewer and (fewer.more, fewer.amount.text) == (False, "2公顷")
    assert claimed_difference("绿地比去年多多少公顷") is None
    assert claimed_difference("绿地比去年多2公顷的有哪些") is None
    assert claimed_difference("绿地不比去年多2公顷对吗") is None
    assert claimed_difference("绿地比去年多2公顷以上对吗") is None
    after = claimed_difference("至少5公顷，比去年增加2公顷对吗")
    assert after and (after.more, after.amount.text) == (True, "2公顷")


def test_with_one_plan_nothing_is_compared():
    assert which_plan("与去年相比旧改目标有什么变化", (), PLANS[:1]).kind == "one"


def test_plans_of_one_year_are_asked_together_and_a_title_names_one():
    two = (shelved(2023, "2023年区委工作要点"), shelved(2023, "2023年区政府重点工作"))
    assert which_plan("2023年旧改目标", (), two).plans == two
    assert which_plan("2023年区政府重点工作里旧改多少户", (), two).plans == two[1:]


def test_which_plans_there_are_is_a_question_of_its_own():
    assert which_plan("有哪些计划？", (), PLANS).kind == "list"
    assert which_plan("可以查哪几年的计划", (), PLANS).kind == "list"
    assert which_plan("有哪些计划生育措施", (), PLANS).kind == "one"


def test_plans_without_a_year_are_still_asked():
    plans = (shelved(None, "工作计划甲"), shelved(None, "工作计划乙"))
    assert len(which_plan("旧改目标", (), plans).plans) >= 1
    assert which_plan("2021年的旧改目标", (), plans).plans


def test_two_plans_named_by_their_titles_are_the_ones_compared():
    north = shelved(2021, "江北区2021年重点工作")
    south = shelved(2021, "南湾街道2021年工作要点")
    plans = (shelved(2022, "江北区2022年重点工作"), north, south)
    wanted = which_plan(f"{north.title}与{south.title}相比，旧改目标有什么不同？", (), plans)
    assert (wanted.kind, set(wanted.plans), wanted.missing) == ("topic", {north, south}, ())
    assert wanted.question == "旧改目标"


@pytest.mark.parametrize(
    ("question", "two", "topic"),
    [
        ("对比一下2021和2022的就业目标", [2021, 2022], "就业目标"),
        ("21年和22年的就业目标有什么变化", [2021, 2022], "就业目标"),
        ("2021与2023相比就业目标的区别", [2021, 2023], "就业目标"),
    ],
)
def test_years_are_known_without_their_word_where_they_are_compared(question, two, topic):
    wanted = which_plan(question, (), PLANS)
    assert (wanted.kind, [plan.year for plan in wanted.plans], wanted.question) == (
        "topic",
        two,
        topic,
    )


def test_to_do_less_of_something_compares_no_plans():
    assert years("今年要减少哪些事项的审批") == [2023]
    assert which_plan("今年要减少哪些事项的审批", (), PLANS).kind == "one"
