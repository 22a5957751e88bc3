"""Deadlines as written, and which of them are due by the one asked for."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.language.deadlines import due_dates, find_deadlines
from assistant.lookups.selection import answer_selection, selection
from assistant.understanding.question import understand
from assistant.understanding.vocabulary import Vocabulary
from index.passages import split_plan
from index.reading import parse_plan


@pytest.mark.parametrize(
    ("text", "months"),
    [
        ("6月底前完成", (6, 6)),
        ("十月底建成", (10, 10)),
        ("三季度开工", (7, 9)),
        ("第一季度末验收", (1, 3)),
        ("上半年完成", (1, 6)),
        ("国庆前交付", (9, 9)),
        ("国庆期间开放", (10, 10)),
        ("年底前化解", (12, 12)),
        ("年内竣工", (12, 12)),
        ("3至5月开展", (3, 5)),
        ("9月1日投用", (9, 9)),
    ],
)
def test_months_are_read_from_how_plans_write_them(text: str, months: tuple[int, int]) -> None:
    (deadline,) = find_deadlines(text)
    assert (deadline.first, deadline.last) == months


@pytest.mark.parametrize("text", ["每月15日接访", "每季度检查", "每年底通报", "13月", "2月至1月"])
def test_what_recurs_or_is_no_month_is_no_deadline(text: str) -> None:
    assert find_deadlines(text) == ()


@pytest.mark.parametrize(
    ("asked", "written", "exactly", "held"),
    [
        ("6月底前", "5月底前", False, True),
        ("6月底前", "5月底前", True, False),
        ("6月底前", "二季度前", True, True),
        ("6月底前", "7月底前", False, False),
        ("6月底前", "3月", False, False),  # begins then, is not due then
        ("上半年", "3月", False, True),
        ("三季度", "8月底前", False, True),
        ("三季度", "10月", False, False),
        ("年底前", "6月底前", False, False),
        ("年底前", "12月底前", False, True),
        ("年底前", "年内", False, True),
        ("12月底前", "年内", False, True),
        ("12月31日前", "6月底前", False, False),
        ("下半年", "年内", False, False),
        ("9月15日前", "9月底前", False, False),
        ("9月30日前", "9月底前", False, True),
        ("9月30日", "9月1日", False, False),
        ("9月30日", "9月底前", False, True),
        ("4月3日", "4月底前", False, False),
    ],
)
def test_a_limit_holds_what_is_due_by_then(
    asked: str, written: str, exactly: bool, held: bool
) -> None:
    (wanted,) = find_deadlines(asked)
    (other,) = find_deadlines(written)
    assert wanted.holds(other, exactly) is held


@pytest.mark.parametrize(
    ("clause", "limit", "held"),
    [
        ("文化馆3月竣工", False, True),
        ("4月12日举办开渔节", False, True),
        ("文化馆3月开工", False, False),
        ("古街5月1日开街", False, True),
        ("办好5月推介周", False, True),
        ("2024年5月31日", True, True),
    ],
)
def test_what_is_over_then_is_due_by_then(clause: str, limit: bool, held: bool) -> None:
    (wanted,) = find_deadlines("6月底前")
    (date,) = due_dates(clause, limit)
    assert wanted.holds(date) is held


@given(
    st.text(alphabet="每年月日底前内上下半季度第一二三四十0123456789至国庆春节完成，", max_size=40)
)
def test_every_deadline_stands_in_the_text_and_has_real_months(text: str) -> None:
    for deadline in find_deadlines(text):
        assert text[deadline.start : deadline.end] == deadline.text
        assert 1 <= deadline.first <= deadline.last <= 12
        assert deadline.holds(deadline) or not deadline.before


LIMITED = """柳川市2024年重点工作
1.修路30公里。
牵头单位：交通局
责任单位：财政局、云港海事局
完成时限：2024年9月底
2.架桥2座。
牵头单位：财政局
完成时限：2024年5月底
3.建校1所。
牵头单位：教育局
责任单位：财政局
完成时限：主体2024年5月底，其余2024年9月底
4.为老人义诊（会同市卫健局）。
牵头单位：民政局
完成时限：长期坚持
5.考核通报。4月份开展2次督查活动。
牵头单位：督查办
完成时限：2025年1月底
"""


@pytest.mark.parametrize(
    ("question", "items"),
    [
        ("哪些工作不是9月底完成的", "2 3 4 5"),
        ("哪项任务的完成时限在2025年", "5"),
        ("最先到期的工作是哪项", "2 3"),
        ("最晚办结的是什么任务", "5"),
        ("4月份有什么活动", "5"),
        ("财政局作为责任单位参与了哪些", "1 3"),
        ("海事局负责什么", "1"),
        ("督查办主要抓什么", "5"),
        ("教育局牵头哪项", "3"),
        ("卫健局配合什么", "4"),
        ("责任单位都有哪些", "1 3"),
    ],
)
def test_what_is_selected_by_its_limit_or_its_offices_is_listed(question: str, items: str) -> None:
    plan = parse_plan(LIMITED, "x.txt")
    asked = understand(question, plan, Vocabulary(plan))
    selected = selection(asked, plan)
    assert selected is not None
    answer = answer_selection(asked, selected, plan, split_plan(plan))
    assert answer is not None
    assert [*dict.fromkeys(citation.item for citation in answer.citations)] == items.split()


@pytest.mark.parametrize(
    "question", ["2023年有哪些工作", "2025年有哪些工作", "最早开工的项目是哪个", "局里负责什么"]
)
def test_what_is_asked_otherwise_selects_nothing(question: str) -> None:
    plan = parse_plan(LIMITED, "x.txt")
    assert selection(understand(question, plan, Vocabulary(plan)), plan) is None


BY_DATE = """白河县2024年工作要点
1.修好道路。4月底前完成2023年结转的3条道路收尾，北环路2025年建成，云山路2025年底通车。
2.办好节会。办好3月赏花节和9月丰收节。白河古街5月1日开街。冰雪小镇12月底前开园。
3.整治河道。11月底前清淤5条。年内拆违2处。2025年6月底前完成2024年计划外的1条。
4.建设学校。滨河小学8月底前竣工，新增学位900个，配备教师60名；临江中学新校区主体工程12月底前封顶，新建宿舍楼2栋、食堂1座；幼儿园2所前年已建成，今年扩建操场3000平方米，添置教学设备120台（套），改造厨房2间，配备保健医生2名、保育员16名，学前三年毛入园率达到96%。
"""


@pytest.mark.parametrize(
    ("question", "has", "has_not"),
    [
        ("4月底前要完成什么", ("2023年结转", "赏花节"), ("清淤", "开街")),
        ("5月底前完成哪些工作", ("结转", "开街"), ("滨河小学",)),
        ("12月底前要完成什么", ("冰雪小镇", "拆违", "封顶"), ("收尾", "赏花节", "滨河小学")),
        ("年底前要完成什么", ("冰雪小镇", "拆违", "封顶"), ("收尾", "赏花节", "滨河小学")),
        ("2025年要完成哪些", ("北环路", "云山路", "计划外的1条"), ("冰雪小镇",)),
        ("2025年底前要完成哪些", ("北环路", "云山路", "计划外的1条"), ("冰雪小镇",)),
        ("8月底前完成的有哪些", ("滨河小学", "结转"), ("食堂", "操场")),
    ],
)
def test_what_is_due_is_listed_by_its_own_date_and_year(
    told_of: Callable[[str], Callable[[str], str]],
    question: str,
    has: tuple[str, ...],
    has_not: tuple[str, ...],
) -> None:
    said = told_of(BY_DATE)(question)
    assert all(one in said for one in has) and not any(one in said for one in has_not)
