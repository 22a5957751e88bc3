"""Claims of who leads, of what is now and is to be, of times in brackets, of how many."""

import pytest

PLAN = """梅溪县2025年工作要点

1.治水。梅溪净水厂三期9月投用,日供水能力从3万吨提高到8万吨。由县水利局牵头,县住建局、县供水集团配合。
2.文旅。举办乡村音乐会(5月)和山地越野赛(11月)。梅岭旅游公路全长54公里,其中县城段17公里。
3.招引。新认定外资企业总部3家、本地企业总部8家。
4.救助。救助站12个,惠及困难群众5600人。
5.党群。推进纺织大厦和东门广场便民站建设,提升服务水平。
6.更新。推进88街区商务项目建设。
"""


@pytest.mark.parametrize(
    ("question", "says"),
    [
        ("县供水集团是牵头单位吗", "没有写由县供水集团牵头"),
        ("县水利局是牵头单位吗", "与计划一致"),
        ("治水由县住建局负责吗", "与计划不符"),
        ("治水由县水利局负责吗", "与计划一致"),
        ("山地越野赛5月举办吗", "与计划不符"),
        ("山地越野赛11月举办吗", "与计划一致"),
        ("乡村音乐会是5月吧", "与计划一致"),
        ("便民站一共3个，对吗", "没有写明数量"),
    ],
)
def test_a_claim_is_judged(told, question, says) -> None:
    assert says in told(question)


def test_what_is_now_is_not_denied_by_what_it_is_to_become(told) -> None:
    assert "与计划不符" not in told("净水厂现在日供水3万吨，对吗")
    assert "与计划不符" in told("净水厂日供水能力提高到5万吨，对吗")


def test_who_is_reached_is_not_denied_by_what_reaches_them(told) -> None:
    assert "写的是 12个" not in told("救助站惠及900个，对吗")
    assert "与计划不符" in told("救助站30个，对吗")


def test_how_many_items_a_later_plan_has_is_not_told(told) -> None:
    assert "共6项" not in told("明年的计划有多少项")
    assert "共6项" in told("今年的计划有多少项")
