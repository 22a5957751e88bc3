"""Questions and claims in two halves, what is compared, and amounts that stand behind a rate."""

import pytest

from assistant.language.written_numbers import as_counted, as_named
from assistant.lookups.arithmetic import operands
from assistant.understanding.compound import split_claims, split_compound

PLAN = """白鹭镇2026年工作要点

全年目标：限额以上零售额增长8%左右，达到26.4亿元；完成固定资产投资9.5亿元，其中零售业投资3.1亿元。

1.抓好项目建设。实施项目60个，总投资310亿元。其中续建项目38个，年度投资52亿元；新开工项目22个，年度投资41亿元。签约5亿元以上项目7个、20亿元以上项目3个。
2.修缮农房。修缮农房9个村，涉及住户1240户（2025年完成6个村、880户）；复垦撂荒地500亩，比2025年增加120亩；力争沙溪大桥10月底前通车。
3.便民服务。窗口评议率达到92%，一次办结占比提高到70%；每季度召开1次协商会，每月举办政策讲堂1期，开行农贸专线车不少于30列。新建书屋4个，总数达到18个。
4.旅游。南岸游步道15公里，北岸游步道9公里；新建凉亭2座、改造凉亭5座。
"""


@pytest.mark.parametrize(
    ("question", "figure", "not_told"),
    [
        ("限额以上零售额目标多少", "26.4亿元", "3.1"),
        ("限上零售额要达到多少亿", "26.4亿元", "3.1"),
        ("限额以上零售额增长多少", "8%", "3.1"),
        ("零售业投资多少", "3.1亿元", "关于"),
    ],
)
def test_the_amount_behind_a_rate_is_of_what_grows(told, question, figure, not_told) -> None:
    answer = told(question)
    assert answer.startswith(figure) or answer.startswith(f"{figure}左右")
    assert not_told not in answer[: len(figure)]


def test_an_amount_behind_a_rate_is_judged_with_what_grows(told) -> None:
    assert "与计划一致" in told("限额以上零售额26.4亿元，对吗")
    assert "与计划不符" in told("限额以上零售额3.1亿元，对吗")


@pytest.mark.parametrize(
    ("question", "figures"),
    [
        ("南岸和北岸哪个游步道长，长多少", ("15公里", "9公里")),
        ("续建和新开工谁的投资多，差多少", ("52亿元", "41亿元")),
        ("新建和改造的凉亭哪个多", ("2座", "5座")),
    ],
)
def test_of_two_that_are_compared_both_are_told(told, question, figures) -> None:
    answer = told(question)
    assert "没有计算" in answer
    assert all(figure in answer for figure in figures)
    assert "310" not in answer


def test_what_is_named_once_for_both_is_each_of_its_own_deed(told_of) -> None:
    told = told_of("甲镇2026年计划\n\n1.环卫。新建和改建收集点60处，其中新建25处、改建35处。\n")
    answer = told("新建和改建的收集点哪个多")
    assert answer.rpartition("关于")[2].startswith("“改建的收集点多少”：35处")
    assert "“新建的收集点多少”：25处" in answer


def test_by_how_much_is_no_question_of_its_own() -> None:
    assert len(split_compound("东桥和西桥哪个长,长多少")) == 1
    assert split_compound("东桥多长,西桥多少米") == ("东桥多长", "西桥多少米")
    assert operands("新建和改造的学校哪个多") == ("新建的学校", "改造的学校")
    assert operands("东桥和老城的西桥哪个长") == ("东桥", "老城的西桥")


@pytest.mark.parametrize(
    ("question", "second"),
    [
        ("新开工项目几个，投资多少", "41亿元"),
        ("新建书屋几个，总数多少", "18个"),
        ("实施项目多少个，总投资多少", "310亿元"),
    ],
)
def test_a_half_question_is_of_all_that_the_first_half_names(told, question, second) -> None:
    assert second in told(question).rpartition("关于")[2]


@pytest.mark.parametrize("asking", ["对吗", "没写错吧", "我没说错吧", "没算错吧"])
def test_what_asks_whether_a_claim_is_right_is_none_of_it(told, asking) -> None:
    answer = told(f"窗口评议率92%，一次办结占比70%，{asking}")
    assert answer.count("与计划一致") == 2
    assert "错吧”" not in answer


@pytest.mark.parametrize(
    ("question", "verdicts"),
    [
        ("窗口评议率92%，一次办结占比60%，对吗", ("一致", "不符")),
        ("新开工项目22个，年度投资52亿元，对吗", ("一致", "不符")),
        ("5亿元以上项目7个，20亿元以上3个，对吗", ("一致", "一致")),
        ("5亿元以上项目7个，20亿元以上7个，对吗", ("一致", "不符")),
        ("复垦撂荒地500亩，比去年多120亩，对吗", ("一致", "一致")),
        ("复垦撂荒地500亩，比去年多200亩，对吗", ("一致", "不符")),
    ],
)
def test_the_second_half_of_a_claim_is_judged_by_its_own_figure(told, question, verdicts) -> None:
    first, second = told(question).split("关于")[1:]
    assert f"与计划{verdicts[0]}" in first
    assert f"与计划{verdicts[1]}" in second


def test_what_it_comes_to_this_year_is_not_by_how_much_it_is_more(told) -> None:
    assert "与计划" not in told("新建书屋4个，比去年多2个，对吗").rpartition("关于")[2]
    assert "与计划一致" not in told("复垦撂荒地比去年多500亩，对吗")
    assert "没有写明往年" in told("复垦撂荒地去年是多少")


def test_a_claim_of_households_is_answered_with_households(told) -> None:
    for claimed in ("880户", "900户"):
        assert told(f"修缮农房涉及{claimed}，对吗").startswith("与计划不符。计划写的是 1240户")


@pytest.mark.parametrize(
    ("claim", "verdict"),
    [
        ("协商会每月召开一次，对吗", "与计划不符"),
        ("协商会每季度召开一次，是吧", "与计划一致"),
        ("政策讲堂每月举办一次，对吗", "与计划一致"),
        ("新建书屋四个，对吧", "与计划一致"),
        ("新建书屋三个，对吧", "与计划不符"),
        ("农贸专线车不超过30列，对吗", "与计划不符"),
        ("农贸专线车不少于30列，对吗", "与计划一致"),
        ("沙溪大桥确保10月底前通车，对吗", "没有写“确保”"),
        ("沙溪大桥10月底前通车，对吗", "与计划一致"),
    ],
)
def test_written_numbers_and_bounds_are_judged_as_they_are_said(told, claim, verdict) -> None:
    assert verdict in told(claim)


@pytest.mark.parametrize(
    ("text", "plan", "put"),
    [
        ("例会每周一次吗", "每月召开2次例会", "例会每周1次吗"),
        ("例会每周一次吗", "每月一次例会，检查3次", "例会每周一次吗"),
        ("书屋两间对吗", "书屋3间", "书屋2间对吗"),
        ("推进一件事一次办吗", "办事2次", "推进一件事一次办吗"),
        ("这两个对吗", "书屋3个", "这两个对吗"),
        ("厂房三期吗", "讲堂1期", "厂房三期吗"),
        ("是同一个吗", "书屋3个", "是同一个吗"),
    ],
)
def test_a_small_count_is_put_as_the_plan_writes_it(text, plan, put) -> None:
    assert as_counted(text, plan) == put


@pytest.mark.parametrize(
    ("text", "plan", "put"),
    [
        ("三一六基地什么时候拆", "拆除316基地", "316基地什么时候拆"),
        ("二十一号船闸谁管", "新建21号船闸", "21号船闸谁管"),
        ("12号仓库改成什么", "十二号仓库改建", "十二号仓库改成什么"),
        ("三一六基地什么时候拆", "拆除1316基地", "三一六基地什么时候拆"),
        ("七号船闸谁管", "新建21号船闸", "七号船闸谁管"),
        ("三大船闸谁管", "三大船闸，3大船闸", "三大船闸谁管"),
    ],
)
def test_the_number_of_a_name_is_put_as_the_plan_writes_it(text, plan, put) -> None:
    assert as_named(text, plan) == put


def test_a_claim_of_those_from_a_sum_on_is_of_the_things_named_before() -> None:
    claims = split_claims("1亿元以上企业5家，10亿元以上2家，对吗")
    assert claims[1].startswith("10亿元以上企业2家")
    assert split_claims("桥5座，10亿元以上2家")[1] == "10亿元以上2家"


def test_a_half_that_names_something_has_the_figure_of_that(told_of) -> None:
    told = told_of(
        "2031年工作要点\n1.加固水闸。加固水闸12座，改造提升泵站7座，设立15亿元治水基金，"
        "首期出资2亿元于4月底前到位。\n2.种植护岸林。新种护岸林300亩，补种抚育450亩。\n"
    )
    assert told("治水基金多大，首期多少").rpartition("关于")[2].startswith("“首期多少”：2亿元")
    assert told("护岸林新种多少、补种多少").rpartition("关于")[2].startswith("“补种多少”：450亩")
