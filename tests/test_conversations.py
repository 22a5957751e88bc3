"""Conversations of several turns: what is carried on, and what is left behind."""

from collections.abc import Callable, Sequence

import pytest

from assistant.answers.render import to_markdown
from assistant.chain import Assistant
from assistant.message import Asked

PLAN = """枫桥区2024年重点工作
2024年1月15日
1、改善出行条件。新建健身步道12公里，国庆前开放。打通断头路4条，其中芦荡路6月底前通车。责任单位：区建设局。
2、方便群众就餐。社区食堂新增9家，每餐补贴5元，早餐6时30分供应。责任单位：区民政局。
3、更新文化场馆。区图书馆藏书增至30万册，夜间开放至21时。戏曲节11月举办。
"""


@pytest.fixture(scope="module")
def district(assistant_of: Callable[[str], Assistant]) -> Assistant:
    return assistant_of(PLAN)


def last(assistant: Assistant, *turns: str) -> str:
    """Return the answer to the last turn as the user sees it."""
    return to_markdown(assistant.ask(turns[-1], list(turns[:-1])))


def items(assistant: Assistant, turns: Sequence[str]) -> list[str]:
    """Return the items that the answer to the last turn cites."""
    answer = assistant.ask(turns[-1], list(turns[:-1]))
    return list(dict.fromkeys(citation.item for citation in answer.citations))


@pytest.mark.parametrize("turning", ["换个问题", "换个话题吧", "那我们换一个话题", "想问点别的"])
def test_turning_to_something_else_is_no_question_and_leaves_the_subject(district, turning):
    earlier = ["健身步道新建多少公里", turning]
    assert district.ask(turning, earlier[:1]).status == "chat"
    assert last(district, *earlier, "多少米") == last(district, "多少米")
    assert items(district, [*earlier, "社区食堂新增几家", "每餐补贴多少"]) == ["2"]


def test_turning_leads_over_to_the_question_behind_it(district):
    earlier = "健身步道新建多少公里"
    assert "9家" in last(district, earlier, "换个问题，社区食堂新增几家")
    assert last(district, earlier, "换个话题，多少米") == last(district, "多少米")
    assert items(district, [earlier, "算了，换个问题，食堂呢", "每餐补贴多少"]) == ["2"]
    assert items(district, [earlier, "再问一个，什么时候开放"]) == ["1"]  # of the same


@pytest.mark.parametrize("thanks", ["好的", "谢谢", "明白了，多谢"])
def test_thanks_leave_the_subject_where_it_was(district, thanks):
    assert items(district, ["健身步道新建多少公里", thanks, "什么时候开放"]) == ["1"]


def test_what_ones_own_question_was_of_is_no_claim(district):
    turns = ["健身步道新建多少公里", "不对，我说的是断头路"]
    assert "**4条**" in last(district, *turns)
    assert "与计划不符" in last(district, turns[0], "我说的是8公里")  # of the answer


@pytest.mark.parametrize("counting", ["有几条", "多少条呢"])
def test_how_many_there_are_is_of_what_was_asked_about(district, counting):
    assert "**4条**" in last(district, "断头路怎么打通", counting)
    assert "共3项" in last(district, "这份计划有哪些工作", counting)
    assert "共3项" in last(district, counting)


def test_what_asks_for_itself_does_not_ask_what_was_asked_before(district):
    shown = last(district, "断头路打通几条", "哪一条先通车")
    assert "芦荡路" in shown
    assert "**4条**" not in shown
    assert "**4条**" in last(district, "断头路什么时候通车", "有几条")


def test_an_answer_is_shown_once_more_under_its_question(district):
    turns = ["健身步道新建多少公里", "断头路打通几条"]
    assert "**4条**" in last(district, *turns, "上一个问题再说一遍")
    assert "断头路打通几条" in last(district, *turns, "刚才的问题是什么")
    assert "**12公里**" in last(district, *turns, "回到上一个问题")
    assert "国庆前" in last(district, *turns, "回到上一个问题", "什么时候开放")


def test_the_figure_just_shown_is_doubted_in_other_words_too(district):
    shown = last(district, "社区食堂新增几家", "刚才那个数字对吗")
    assert "是计划的原话" in shown
    assert "9家" in shown


LISTS = """锦屏县2024年重点工作
2024年1月15日
1、除险加固水库。对石门、青溪、白鹤等7座水库除险加固，汛前完成。其余水库逐座巡查。
2、修建道路。改造农村公路，其中双桥路、马塘路2条道路6月底前通车，其余年底前通车。
"""


def test_a_place_without_a_word_for_what_is_counted_is_one_of_those_listed(assistant_of):
    county = assistant_of(LISTS)
    asked = "加固哪几座水库"
    assert "**青溪**" in last(county, asked, "第二座呢")
    assert "**青溪**" in last(county, asked, "那第二呢")
    assert "**白鹤**" in last(county, asked, "第二呢", "第三呢")
    assert "上面只列出" in last(county, asked, "第九呢")


def test_which_comes_second_is_not_the_second_of_those_listed(assistant_of):
    county = assistant_of(LISTS)
    assert "第二个是" not in last(county, "水库最多的是哪些工作", "第二呢")


def test_a_second_of_what_was_counted_is_no_item_of_the_plan(assistant_of):
    county = assistant_of(LISTS)
    assert items(county, ["哪两条路6月底前通车", "第一条呢"]) == ["2"]
    assert items(county, ["这份计划讲什么", "第一条呢"]) == ["1"]


PHASES = """石湖区2024年重点工作
2024年1月15日
1、建设回迁房。回迁房一期430套端午前交付，二期690套年底前封顶。
2、配齐电梯。改造电梯18台，其中商场电梯6台，由物业公司巡检。
3、改造污水设施。新建污水管道35公里。
4、保障供水。更换供水管道60公里。
"""


def test_one_of_what_is_numbered_takes_the_place_of_the_other(assistant_of):
    area = assistant_of(PHASES)
    turns = ["回迁房二期有多少套", "一期呢"]
    assert "**430套**" in last(area, *turns)
    assert "**690套**" in last(area, *turns, "二期呢")
    assert "端午" in last(area, "回迁房二期什么时候封顶", "一期呢")


def test_what_is_counted_in_is_no_part_of_the_subject(assistant_of):
    area = assistant_of(PHASES)
    (part,) = area.search_chain.invoke(Asked("那人数呢", ("改造电梯多少台",))).parts
    assert "台" not in part.question.raw
    assert "物业公司" in last(area, "改造电梯多少台", "谁巡检")


def test_a_name_that_stands_elsewhere_is_not_of_the_figure_beside(assistant_of):
    area = assistant_of(PHASES)
    assert "**60公里**" in last(area, "污水管道新建多少公里", "不是，我问的是供水管道")
    assert "**6台**" in last(area, "改造电梯多少台", "商场电梯呢")


# --- what is asked of nothing, and of which of two ----------------------------------------------


@pytest.mark.parametrize(
    "question", ["谁负责", "责任单位是哪个", "几月份完工", "什么时候投用呢", "在哪里", "多少钱"]
)
def test_what_is_asked_of_nothing_is_asked_back(district, question):
    for turns in ([question], ["你好", question]):
        assert "您问的是哪一项？" in last(district, *turns)
        assert district.ask(turns[-1], turns[:-1]).status == "chat"
    assert "您问的是哪一项？" not in last(district, "健身步道新建多少公里", question)


def test_what_is_asked_of_all_items_is_asked_of_something(district):
    assert district.ask("哪些项没有写责任单位").status != "chat"
    assert "您问的是哪一项？" not in last(district, "哪个部门任务最多")


def test_the_answer_to_which_is_meant_goes_on_with_what_was_asked(district):
    assert items(district, ["谁负责", "社区食堂"]) == ["2"]
    assert "区民政局" in last(district, "谁负责", "社区食堂")
    assert "区建设局" in last(district, "哪个部门负责", "第1项")
    assert items(district, ["什么时候通车", "芦荡路"]) == ["1"]


def test_what_was_asked_of_an_item_is_asked_of_the_next(district):
    assert "区民政局" in last(district, "第1项谁负责", "那第2项呢")
    assert "30万册" in last(district, "第2项讲什么", "第3项呢")  # all of it


def test_who_it_is_goes_on_from_an_office_that_was_claimed(district):
    assert "区建设局" in last(district, "健身步道由区教育局负责吗", "那是谁")


def test_former_and_latter_are_the_two_of_before(district):
    both = "健身步道和社区食堂分别新增多少"
    assert "区建设局" in last(district, both, "前者谁负责")
    assert "区民政局" in last(district, both, "后者由谁负责")
    assert "区民政局" in last(district, both, "前者谁负责", "后者呢")
    assert items(district, ["步道和戏曲节什么时候", "后者是第几项"]) == ["3"]
    assert items(district, ["健身步道新建多少公里", "前者谁负责"]) in ([], ["1"])  # of one only


# --- what is new in a follow-up -----------------------------------------------------------------

FIELDS = """槐荫县2024年工作计划
1、稳住农业。小麦播种面积稳定在30万亩，总产量2.4亿斤以上。新修水渠18公里，清理田间道路。
2、扩大招商。实施亿元以上项目40个，年度投资60亿元。签约3亿元以上项目9个。
3、改造街区。改造旧街区12个，涉及南门、东关、北苑三个片区，6月底前完工。
4、完善养老。新建敬老院2所，新增护理床位80张，床位总数达到900张。
"""


@pytest.fixture(scope="module")
def fields(assistant_of: Callable[[str], Assistant]) -> Assistant:
    return assistant_of(FIELDS)


@pytest.mark.parametrize("new", ["玉米", "田间道路", "果园"])
def test_a_figure_just_shown_is_none_of_a_new_thing(fields, new):
    assert "**2.4亿斤" not in last(fields, "小麦总产量多少", f"那{new}呢")
    assert fields.ask(f"{new}呢", ["小麦总产量多少"]).status == "not_in_plan"


def test_a_figure_of_all_is_none_of_one_among_them(fields):
    turns = ["改造旧街区多少个", "南门的呢"]
    assert fields.ask(turns[1], turns[:1]).status == "not_in_plan"
    assert "南门" in last(fields, *turns)


def test_a_new_thing_with_its_own_figure_has_it(fields):
    assert "**18公里**" in last(fields, "小麦总产量多少", "水渠呢")
    assert "**80张**" in last(fields, "敬老院新建几所", "护理床位呢")


def test_another_bound_is_of_other_things(fields):
    assert "**9个**" in last(fields, "亿元以上项目多少个", "3亿元以上呢")


def test_another_unit_is_asked_of_the_figure_shown(fields):
    assert "**18公里**" in last(fields, "水渠新修多少公里", "合多少米")
    assert "30万亩" in last(fields, "小麦播种面积多少", "换算成公顷是多少")


def test_a_total_that_was_not_quoted_is_told(fields):
    assert "**900张**" in last(fields, "护理床位新增多少", "总数呢")


# --- what was listed, and what of it was not picked ----------------------------------------------


def test_the_others_are_those_not_picked(fields):
    listed = "旧街区涉及哪几个片区"
    assert "东关" in last(fields, listed, "第一个是什么", "剩下的呢")
    assert "**南门**" not in last(fields, listed, "第一个是什么", "剩下的呢")
    assert "**南门**" in last(fields, listed, "第二个", "另外两个呢")


def test_what_is_said_above_is_no_item_of_the_plan(fields):
    assert items(fields, ["小麦总产量多少", "上面说的第二点是哪一项"]) == ["1"]
    assert items(fields, ["小麦总产量多少", "第二点呢"]) == ["2"]
