"""Deadlines as written, and which of them are due by the one asked for."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.deadlines import due_dates, find_deadlines


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
