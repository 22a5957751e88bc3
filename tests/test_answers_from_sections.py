"""Sections and annexes, asked for by their place or their title: what they list, exactly."""

from collections.abc import Callable

import pytest

from assistant.answers.render import to_markdown
from assistant.chain import Assistant, open_assistant
from index.settings import Settings
from tests.gallery import GALLERY, gallery_plan

Open = Callable[[str], Assistant]
WITH_ANNEX = """柳河镇2023年工作要点

一、产业
1.发展蔬菜产业。新建蔬菜大棚300个，招引项目6个。责任单位：经济发展办。
2.改善道路。硬化村道12公里，安装路灯400盏。责任单位：村镇建设办。
二、民生
3.办好学校。镇中心小学9月底前扩建完工，新增学位450个。责任单位：社会事务办。
4.做好养老。新建幸福院3个。责任单位：社会事务办。

附件：柳河镇2023年五项惠民工程清单

1.安装路灯150盏。
2.改造危房20户。
3.新增镇中心幼儿园学位90个。
4.新建公厕8座。
5.免费体检1200人。
"""
ROWS = " ".join(f"附2-{place}" for place in range(1, 7))


@pytest.fixture(scope="module")
def plans(tmp_path_factory: pytest.TempPathFactory, session_settings: Settings) -> Open:
    folder = tmp_path_factory.mktemp("sections")
    opened: dict[str, Assistant] = {}

    def open_gallery(name: str) -> Assistant:
        if name not in opened:
            path = folder / f"{name}.plan"
            path.write_bytes(GALLERY[name](gallery_plan(name)))
            opened[name] = open_assistant(path, session_settings)
        return opened[name]

    return open_gallery


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory, session_settings: Settings) -> Assistant:
    path = tmp_path_factory.mktemp("town") / "plan.txt"
    path.write_text(WITH_ANNEX, encoding="utf-8")
    return open_assistant(path, session_settings)


def cited(answer) -> list[str]:
    return list(dict.fromkeys(citation.item for citation in answer.citations))


@pytest.mark.parametrize(
    ("name", "question", "heading", "items"),
    [
        ("linjiang-2021", "第二部分有哪些任务", "二、提升城市功能品质", "4 5 6"),
        ("linjiang-2021", "第三大项讲什么", "三、增进民生福祉", "7 8 9 10"),
        ("linjiang-2021", "最后一部分写了些什么", "三、增进民生福祉", "7 8 9 10"),
        ("linjiang-2021", "城市功能那一块安排了哪些工作", "二、提升城市功能品质", "4 5 6"),
        ("linjiang-2021", "增进民生福祉都包括哪些事项", "三、增进民生福祉", "7 8 9 10"),
        ("linjiang-2021", "把第一部分的标题列一下", "一、推动产业转型升级", "1 2 3"),
        ("linjiang-2021", "梳理一下产业转型这块", "一、推动产业转型升级", "1 2 3"),
        ("linjiang-2021", "介绍一下增进民生福祉", "三、增进民生福祉", "7 8 9 10"),
        ("linjiang-2021", "增进民生福祉一共几项", "三、增进民生福祉", "7 8 9 10"),
        ("dongping-2020", "第二章有几项", "第二章 建设任务", "3 4 5"),
        ("dongping-2020", "产业任务这一章有哪些条款", "第三章 产业任务", "6 7 8"),
        ("beihu-2019", "第一块都有啥", "一、坚持稳中求进，着力推动高质量发展", "一-1 一-2 一-3"),
        ("qinghe-2020", "第二部分有什么", "城市建设", "城市建设-1 城市建设-2 城市建设-3"),
        ("shahe-2022", "倒数第一部分讲什么", "3.增进民生福祉", "3.1 3.2 3.3"),
        ("shahe-2022", "道路交通部分有几项", "2.2 道路交通", "2.2.1 2.2.2"),
        ("pinghu-2021", "第一部分有哪些", "一、聚焦产业强县", "一-一-1 一-一-2 一-二-1 一-二-2"),
        ("jiulong-2023", "附表2有哪些", "2023年六件民生实事", ROWS),
        ("jiulong-2023", "6件民生实事是什么", "2023年六件民生实事", ROWS),
        ("jiulong-2023", "重点工程推进计划有哪些项目", "区级重点工程推进计划", "附1-1 附1-2"),
        ("longtan-2024", "附件里列了哪些工作", "龙潭区2024年重点工作责任表", "附-1 附-2 附-3"),
    ],
)  # fmt: skip
def test_the_items_of_a_section_are_listed_by_their_titles(plans, name, question, heading, items):
    answer = plans(name).ask(question)
    assert answer.status == "answered"
    assert cited(answer) == items.split()
    assert f"“{heading}”有{len(items.split())}项" in answer.statements[0].text


def test_two_sections_are_listed_one_after_the_other(plans):
    answer = plans("jiulong-2023").ask("附件里有哪些")
    assert cited(answer) == ["附1-1", "附1-2", *(f"附2-{n}" for n in range(1, 7))]
    assert [s.text for s in answer.statements if s.role == "phrase"] == [
        "附件“区级重点工程推进计划”有2项：",
        "附件“2023年六件民生实事”有6项：",
    ]


def test_subheadings_stand_above_their_items(plans):
    statements = plans("pinghu-2021").ask("第二部分有哪些任务").statements
    assert [s.text for s in statements if s.role == "heading"] == ["建设品质县城", "推进乡村振兴"]


def test_a_section_is_quoted_in_full_where_its_text_is_asked_for(plans):
    quotes = [citation.quote for citation in plans("linjiang-2021").ask("第一部分的原文").citations]
    assert quotes == [gallery_plan("linjiang-2021").expected[n] for n in "123"]


@pytest.mark.parametrize(
    ("name", "question", "said"),
    [
        ("linjiang-2021", "第七部分有哪些任务", "没有第七部分。计划分3个部分：一、推动产业"),
        ("jiulong-2023", "附表4有哪些", "计划没有附表4。计划的附件有2个："),
        ("haizhou-2023", "第三部分讲什么", "计划没有分部分，共"),
        ("linjiang-2021", "附件里有哪些项目", "没有读到附件里的事项"),
        ("yunling-2022", "第一部分讲什么", "“一、总体要求”下面没有编号的事项。"),
    ],
)  # fmt: skip
def test_a_section_that_is_not_there_is_said_with_those_that_are(plans, name, question, said):
    answer = plans(name).ask(question)
    assert answer.status == "not_in_plan"
    assert not answer.citations
    assert said in to_markdown(answer)


def test_goals_told_in_a_section_are_quoted_and_not_counted(plans):
    answer = plans("yunling-2022").ask("第二部分讲什么")
    assert cited(answer) == ["二"]
    assert "没有编号的事项，写的是" in answer.statements[0].text


@pytest.mark.parametrize(
    ("name", "question", "items"),
    [
        ("linjiang-2021", "第二部分的第一项是什么", ["4"]),
        ("linjiang-2021", "第三部分第2条讲什么", ["8"]),
        # Its number is 2, and it is no longer in the second section.
        ("linjiang-2021", "第二部分第9项讲什么", []),
        ("tongan-2023", "第二部分第3项讲什么", ["7"]),
        ("beihu-2019", "第三部分第2项讲什么", ["三-2"]),
        # The third article and the third of the chapter are two: both are shown.
        ("dongping-2020", "第二章第三条讲什么", ["3", "5"]),
        ("jiulong-2023", "附表2里第3项是什么", ["附2-3"]),
        ("jiulong-2023", "附件第2条讲什么", ["附1-2", "附2-2"]),
        ("jiulong-2023", "民生实事第五件是什么", ["附2-5"]),
        ("jiulong-2023", "六件实事里的第三件", ["附2-3"]),
        ("jiulong-2023", "第4件民生实事", ["附2-4"]),
        ("jiulong-2023", "最后一件民生实事是什么", ["附2-6"]),
        ("jiulong-2023", "今年民生实事的前两件是什么", ["附2-1", "附2-2"]),
        ("jiulong-2023", "第2、4件民生实事", ["附2-2", "附2-4"]),
        # An item of the plan has that number and the name in it.
        ("jiulong-2023", "第3项民生实事讲什么", ["3"]),
    ],
)
def test_an_item_is_counted_in_its_section(plans, name, question, items):
    assert cited(plans(name).ask(question)) == items


def test_what_is_asked_of_a_section_is_looked_for_in_it(plans):
    answer = plans("linjiang-2021").ask("第三部分里新增就业多少人")
    assert set(cited(answer)) <= {"7", "8", "9", "10"}


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("每个部分各有几项", "“二、提升城市功能品质”3项"),
        ("第五项在哪个部分", "〔第5项〕在“二、提升城市功能品质”。"),
        ("总共几大块，分别叫什么", "计划分3个部分：推动产业转型升级；提升城市功能品质"),
        ("计划分几个部分", "计划分3个部分：推动产业转型升级；提升城市功能品质；增进民生福祉。"),
    ],
)
def test_how_the_plan_is_divided_is_told(plans, question, said):
    assert said in to_markdown(plans("linjiang-2021").ask(question))


def test_another_section_follows(plans):
    answer = plans("linjiang-2021").ask("那第二部分呢", ["第一部分有哪些任务"])
    assert cited(answer) == ["4", "5", "6"]


def test_the_figures_of_a_section_are_shown_item_by_item(plans):
    answer = plans("linjiang-2021").ask("第一部分有哪些数字")
    assert set(cited(answer)) <= {"1", "2", "3"}
    assert any(statement.bold for statement in answer.statements)


@pytest.mark.parametrize(
    "question",
    [
        "除了第一部分还有哪些任务",
        "第一到第二部分有哪些任务",
        "不在第二部分的有哪些",
        "每个部分多少钱",
    ],
)
def test_what_is_outside_a_section_or_of_its_money_lists_no_section(plans, question):
    assert "项：" not in to_markdown(plans("linjiang-2021").ask(question)).split("\n")[0]


@pytest.mark.parametrize("question", ["第三届雾凇节何时", "第二批项目有哪些", "最后一块空地在哪"])
def test_other_ordinals_name_no_section(plans, question):
    assert "个部分" not in to_markdown(plans("linjiang-2021").ask(question))


@pytest.mark.parametrize(
    ("question", "items"),
    [
        ("惠民工程第三项是什么", ["附-3"]),
        ("惠民工程清单倒数第二个是什么", ["附-4"]),
        ("第2个惠民工程", ["附-2"]),
        ("附件最后一条", ["附-5"]),
        ("第三项是什么", ["3"]),
    ],
)
def test_a_row_is_named_by_its_place_in_what_the_annex_is_called(town, question, items):
    assert cited(town.ask(question)) == items


def test_what_another_year_had_is_no_row_of_the_plans_annex(plans):
    assert "附2-5" not in cited(plans("jiulong-2023").ask("去年民生实事第5件是什么"))


@pytest.mark.parametrize("question", ["惠民工程第7项是什么", "第七个惠民工程", "附件第7条"])
def test_a_row_that_is_not_there_is_said_with_the_number_of_those_that_are(town, question):
    answer = town.ask(question)
    assert answer.status == "not_in_plan"
    said = to_markdown(answer)
    assert said.strip() == "附件“柳河镇2023年五项惠民工程清单”没有第7项，共5项。"


@pytest.mark.parametrize("question", ["惠民工程一共几项", "有几项惠民工程", "五项惠民工程有哪些"])
def test_the_rows_of_an_annex_are_counted_by_what_it_is_called(town, question):
    assert "清单”有5项：" in town.ask(question).statements[0].text


@pytest.mark.parametrize(
    ("question", "figure", "item"),
    [
        ("惠民工程里路灯多少盏", "150盏", "附-1"),
        ("附件里学位多少个", "90个", "附-3"),
        ("第二部分里学位多少个", "450个", "3"),
    ],
)
def test_what_is_asked_of_an_annex_is_looked_for_in_it(town, question, figure, item):
    answer = town.ask(question)
    assert cited(answer) == [item]
    assert answer.statements[0].text == figure


@pytest.mark.parametrize(
    ("question", "section", "word", "items"),
    [
        ("惠民工程里有没有养老的", "柳河镇2023年五项惠民工程清单", "养老", ["4"]),
        ("附件里蔬菜大棚多少个", "柳河镇2023年五项惠民工程清单", "蔬菜大棚", ["1"]),
        ("养老属于惠民工程吗", "柳河镇2023年五项惠民工程清单", "养老", ["4"]),
        ("第一部分里有危房吗", "产业", "危房", ["附-2"]),
        ("惠民工程里有没有博物馆", "柳河镇2023年五项惠民工程清单", "博物馆", []),
    ],
)
def test_what_a_section_has_not_is_said_with_where_the_plan_has_it(
    town, question, section, word, items
):
    answer = town.ask(question)
    assert answer.status == "not_in_plan"
    assert answer.statements[0].text == f"“{section}”里没有写到“{word}”。"
    assert cited(answer) == items


@pytest.mark.parametrize("question", ["惠民工程什么时候完成", "惠民工程的总投资来自哪里"])
def test_the_words_of_a_title_are_not_said_to_be_absent(town, question):
    said = to_markdown(town.ask(question))
    assert "“惠民工程”" not in said


def test_a_word_that_only_a_title_has_is_mentioned_there(town):
    said = to_markdown(town.ask("哪几项提到惠民工程"))
    assert "写到它的是标题“柳河镇2023年五项惠民工程清单”。" in said


def test_what_is_asked_of_a_row_is_answered_from_the_item_on_the_same(town):
    answer = town.ask("谁负责", ["附件里安装路灯多少盏"])
    assert cited(answer) == ["2"] and "村镇建设办" in to_markdown(answer)
