"""Which figure of a sentence is of what is claimed, by what stands right before it."""

import pytest

from assistant.evidence.heads import has_scope, in_its_cycle, meant_instead, out_of_scope
from index.quantities import Quantity, find_quantities

PARK = "安排园区建设项目34个，总投资96亿元，本年度计划投资21亿元，其中续建项目20个。"
WARDS = "新增床位150张、床位总数达到620张，门诊楼7月投用。"
PIPES = "更换供水管网40公里（新建25公里、修复15公里），总投资1.2亿元。"
AID = "安排帮扶资金900万元，每镇60万元至90万元，指导员每人每年补贴2.4万元。"
TRADE = "客运量80万人次、货运量9万吨，分别增长3%和5%。"
PAY = "城镇和农村居民收入分别增长6%和8%。"
FIELDS = "新建梯田3万亩，修复2万亩，亩均补助分别为900元和700元。"
FIRMS = "培育企业18家，其中市级5家、区级13家；新签约项目12个，其中3亿元以上4个。"
PUMPS = "新建和改造泵站9座，其中新建4座、改造5座；管护人员60名。"
SIGNED = "签约文旅项目14个，其中民宿项目不少于3个；收入2亿元。"
PARKING = "新增停车位900个、充电桩260个。"

DOCK = "粮食码头工程建成泊位2个，总投资12.6亿元，2031年安排3.4亿元，2030年安排2.1亿元。"


def _figure(text: str, written: str) -> Quantity:
    return next(figure for figure in find_quantities(text) if figure.text == written)


@pytest.mark.parametrize(
    ("asked", "text", "claimed", "meant"),
    [
        ("园区年度投资96亿元", PARK, "96亿元", "21亿元"),
        ("园区今年完成投资96亿元", PARK, "96亿元", "21亿元"),
        ("园区总投资21亿元", PARK, "21亿元", "96亿元"),
        ("新增床位620张", WARDS, "620张", "150张"),
        ("床位总数150张", WARDS, "150张", "620张"),
        ("新建供水管网40公里", PIPES, "40公里", "25公里"),
        ("供水管网40公里都是新建的吗", PIPES, "40公里", "25公里"),
        ("每镇帮扶资金900万元", AID, "900万元", "60万元至90万元"),
        ("货运量增长3%", TRADE, "3%", "5%"),
        ("客运量增长5%", TRADE, "5%", "3%"),
        ("农村居民收入增长6%", PAY, "6%", "8%"),
        ("梯田修复亩均补助900元", FIELDS, "900元", "700元"),
        ("新建梯田亩均补助700元", FIELDS, "700元", "900元"),
        ("企业18家都是区级的", FIRMS, "18家", "13家"),
        ("项目12个全部是3亿元以上的", FIRMS, "12个", "4个"),
        ("改造泵站9座对吗", PUMPS, "9座", "5座"),
        ("签约文旅项目不少于3个对吗", SIGNED, "3个", "14个"),
    ],
)
def test_the_figure_of_what_is_claimed_is_told(
    asked: str, text: str, claimed: str, meant: str
) -> None:
    found = meant_instead(asked, _figure(text, claimed), text)
    assert found is not None and found.text == meant


@pytest.mark.parametrize(
    ("asked", "text", "claimed"),
    [
        ("园区总投资96亿元", PARK, "96亿元"),
        ("园区今年总投资96亿元，完成21亿元", PARK, "96亿元"),
        ("今年床位总数达到620张", WARDS, "620张"),
        ("新增充电桩260个", PARKING, "260个"),
        ("今年帮扶资金900万元", AID, "900万元"),
        ("货运量增长5%", TRADE, "5%"),
        ("城镇和农村居民收入增长6%和8%", PAY, "6%"),
        ("居民收入增长6%", PAY, "6%"),
        ("新建梯田亩均补助900元", FIELDS, "900元"),
        ("培育企业18家都是什么", FIRMS, "18家"),
        ("新建和改造泵站9座", PUMPS, "9座"),
        ("泵站9座对吗", PUMPS, "9座"),
        ("签约民宿项目不少于3个", SIGNED, "3个"),
        ("文旅项目里面有3个对吗", SIGNED, "3个"),
        ("签约客栈项目3个", SIGNED, "3个"),
    ],
)
def test_a_figure_of_what_is_claimed_is_left(asked: str, text: str, claimed: str) -> None:
    assert meant_instead(asked, _figure(text, claimed), text) is None


@pytest.mark.parametrize("asked", ["粮食码头今年投资12.6亿元", "粮食码头2031年投12.6亿元"])
def test_what_a_thing_costs_in_all_is_not_what_it_costs_in_the_plans_year(asked: str) -> None:
    found = meant_instead(asked, _figure(DOCK, "12.6亿元"), DOCK, 2031)
    assert found is not None and found.text == "3.4亿元"


@pytest.mark.parametrize(
    ("asked", "left"),
    [
        ("粮食码头今年安排多少钱", ["3.4亿元", "2.1亿元"]),
        ("粮食码头总投资多少", ["12.6亿元", "2.1亿元"]),
        ("粮食码头今年总投资多少", ["12.6亿元", "3.4亿元", "2.1亿元"]),
        ("粮食码头投资多少", ["12.6亿元", "3.4亿元", "2.1亿元"]),
    ],
)
def test_a_figure_of_another_scope_than_is_asked_for_is_told(asked: str, left: list[str]) -> None:
    sums = [figure for figure in find_quantities(DOCK) if figure.unit == "元"]
    kept = [one.text for one in sums if not out_of_scope(asked, one, sums, DOCK, 2031)]
    assert kept == left


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ("指导员每月补贴2.4万元", "每年补贴2.4万元"),
        ("指导员每年补贴2.4万元", None),
        ("指导员补贴2.4万元", None),
    ],
)
def test_a_figure_of_another_cycle_is_told_with_its_own(asked: str, told: str | None) -> None:
    found = in_its_cycle(asked, _figure(AID, "2.4万元"), AID)
    assert (found and found.text) == told


def test_a_total_is_of_a_total() -> None:
    assert has_scope("床位总数620张", _figure(WARDS, "620张"), WARDS)
    assert not has_scope("新增床位620张", _figure(WARDS, "620张"), WARDS)
