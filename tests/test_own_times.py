"""When one of several is done that a sentence tells of is told by that one's own clause."""

import pytest

PLAN = (
    "1.推进交通建设。沙湾大桥4月开工，工期24个月；松岭隧道年内实现左洞贯通；石桥路改造工程10月竣工通车。"
    "青岭高速年内完成投资6亿元，桥梁工程全部完工，2027年底建成通车。\n"
    "2.建设文化设施。推进东湖书城、南塘老街、北渡广场三处商圈改造，其中东湖书城6月1日开街，"
    "南塘老街中秋前试营业，北渡广场完成规划设计。美术馆5月1日前开放；科技馆主体工程8月完工；"
    "双塔寺修缮工程7月底前竣工；湿地公园项目完成选址。\n"
    "3.加强水利建设。上峪水库除险加固工程5月底完工，下峪水库开工建设，总库容900万立方米，工期30个月。\n"
    "4.提高救助标准，自4月1日起，孤儿生活费提高到每人每月2300元，失能补贴提高到每人每月320元。\n"
    "5.加快园区建设。装备产业园完成900亩土地平整；食品产业园二期4月开工建设，总投资5亿元，"
    "计划2027年8月建成；城西创业园完成管网改造7公里。（责任单位：开发区管委会；完成时限：11月底）\n"
)


@pytest.fixture(scope="module")
def asked(assistant_of):
    assistant = assistant_of(PLAN)

    def ask(question):
        answer = assistant.ask(question)
        return answer.status, [s.text for s in answer.statements if s.citations]

    return ask


@pytest.mark.parametrize(
    ("question", "own"),
    [
        ("沙湾大桥什么时候通车", "沙湾大桥4月开工，工期24个月；"),
        ("松岭隧道什么时候通车", "松岭隧道年内实现左洞贯通；"),
        ("南塘老街什么时候开街", "南塘老街中秋前试营业，"),
        ("北渡广场什么时候开街", "北渡广场完成规划设计。"),
        ("湿地公园什么时候建成", "湿地公园项目完成选址。"),
        ("下峪水库什么时候完工", "下峪水库开工建设，总库容900万立方米，工期30个月。"),
        ("上峪水库工期多久", "上峪水库除险加固工程5月底完工，"),
    ],
)
def test_the_time_of_another_is_no_answer(asked, question, own):
    assert asked(question) == ("not_in_plan", [own])


@pytest.mark.parametrize(
    ("question", "own"),
    [
        ("沙湾大桥什么时候开工", "沙湾大桥4月开工，"),
        ("沙湾大桥工期多久", "沙湾大桥4月开工，工期24个月；"),
        ("石桥路改造什么时候通车", "石桥路改造工程10月竣工通车。"),
        ("东湖书城什么时候开街", "其中东湖书城6月1日开街，"),
        ("美术馆什么时候开放", "美术馆5月1日前开放；"),
        ("双塔寺修缮啥时候完", "双塔寺修缮工程7月底前竣工；"),
        (
            "食品产业园二期什么时候建成",
            "食品产业园二期4月开工建设，总投资5亿元，计划2027年8月建成；",
        ),
    ],
)
def test_its_own_time_is_told_without_those_of_others(asked, question, own):
    assert asked(question) == ("answered", [own])


def test_the_end_of_a_deed_is_told_where_the_plan_completes_it(assistant_of):
    assistant = assistant_of(
        "1.推进征收。东坊片区680户7月底前完成征收签约，西坊片区120户年底前完成征收签约；建安置房900套。\n"
        "2.建立企业座谈日制度，每月举办1期；涉企投诉办结率达到98%。\n"
        "3.组建招商小分队2支，每支小分队每月至少拜访企业5次。\n"
    )
    answer = assistant.ask("东坊片区什么时候签完")
    assert answer.status == "answered"
    assert answer.citations[0].quote == "东坊片区680户7月底前完成征收签约，"
    talk = assistant.ask("企业座谈日每月几次")
    assert (talk.status, talk.citations[0].item) == ("answered", "2")


def test_what_is_told_behind_a_clause_of_another_may_be_of_it(asked):
    status, quotes = asked("青岭高速什么时候通车")
    assert status == "answered" and "2027年底建成通车" in "".join(quotes)


def test_a_time_ahead_of_several_is_that_of_each(asked):
    status, quotes = asked("失能补贴什么时候提高")
    assert status == "answered" and "4月1日" in "".join(quotes)


def test_the_time_limit_of_an_item_is_that_of_what_has_none_of_its_own(asked):
    status, quotes = asked("城西创业园什么时候建成")
    assert status == "answered" and quotes[0] == "城西创业园完成管网改造7公里。"
    assert "11月底" in quotes[-1] and not any("2027" in quote for quote in quotes)
