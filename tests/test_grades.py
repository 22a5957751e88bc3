"""A figure of one grade is not the figure of another, nor of all of them."""

import pytest

from assistant.language.grades import of_another_grade, without_other_grade
from index.quantities import find_quantities

BRIDGES = "加固B类、C类桥梁24座，其中C类桥梁7座年内封闭"
HOTELS = "评上甲级的奖励40万元、乙级的奖励20万元"
SHOPS = "对达到甲级、乙级、丙级的门店，分别补助9万元、6万元、3万元"


@pytest.mark.parametrize(
    ("asked", "text", "figures"),
    [
        ("加固桥梁多少座", BRIDGES, ["24座"]),
        ("c类桥梁多少座", BRIDGES, ["7座"]),
        ("C类和B类桥梁一共多少座", BRIDGES, ["24座"]),
        ("b类桥梁多少座", BRIDGES, []),
        ("乙级奖励多少", HOTELS, ["20万元"]),
        ("奖励多少", HOTELS, ["40万元", "20万元"]),
        ("丙级奖励多少", HOTELS, []),
        ("乙级门店补助多少", SHOPS, ["6万元"]),
        ("门店补助多少", SHOPS, ["9万元", "6万元", "3万元"]),
        ("2号线全长多少", "1号线全长11公里、设站8座", []),
        ("1号线设站多少座", "1号线全长11公里、设站8座", ["11公里", "8座"]),
        ("景区几家", "创建4A级景区2家、3A级景区5家", ["2家", "5家"]),
    ],
)
def test_the_figures_of_the_grade_that_is_asked_about(asked, text, figures):
    kept = [f.text for f in find_quantities(text) if not of_another_grade(asked, text, f)]
    assert kept == figures


def test_a_grade_takes_the_place_of_another():
    assert without_other_grade("丙级门店补助", "乙级的") == "门店补助"
    assert without_other_grade("丙级门店补助", "新开的") == "丙级门店补助"
