"""Reading a plan: the built-in one to the letter, other styles and encodings, clear errors."""

import hashlib
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.errors import PlanError
from index.numerals import parse_number
from index.overlay import Overlay, read_overlay
from index.plan import Masthead, Plan
from index.reading import decode, load_plan, parse_plan
from index.settings import BUILT_IN_PLAN

BUILT_IN_SHA256 = "8e5cabccc609f7fe14bb0be25bdbfe6ed0aac59a015cf253483040868e29da4d"
FIRST_WORDS = (
    "深入学习贯彻党的十九届四中全会精神",
    "更好推动“工业锈带”变成“生活秀带”。",
    "好服务上海“三大任务、一大平台”战略。",
    "更好构筑世界级创谷发展生态。",
    "强化全球资源配置功能。",
    "强化科技创新策源功能。",
    "强化高端产业引领功能。",
    "化开放枢纽门户功能。",
    "立健全城市运行“一网统管”。",
    "深入推进以“一网通办”为重要标志的“放管服”改革。",
    "实做好各类安全工作。",
    "坚决打赢扫黑除恶专项斗争攻坚战。",
    "深化社会治理创新工作。",
    "不断提升精细化管理水平。",
    "续实施重大工程和“双十”工程。",
    "持续改善区域生态环境。",
    "快推进旧区改造。",
    "不断完善社会保障体系。",
    "进社会事业协调发展。",
    "格落实意识形态工作责任制。",
    "一步加强和改进党对人大工作的全面领导。",
    "实加强党对人民政协工作的领导。",
    "分发挥统一战线议政建言的政治优势。",
    "入推进依法治区。",
    "设高素质干部队伍。",
    "不断创新基层党建。",
    "强化对权力运行的制约和监督。",
)
LOST_STARTS = ("3", "8", "9", "11", "15", "17", "19", "20", "21", "22", "23", "24", "25")
CHINESE_DIGITS = "零一二三四五六七八九"


def chinese(number: int) -> str:
    """Write 1 to 99 the way items are numbered."""
    tens, ones = divmod(number, 10)
    head = {0: "", 1: "十"}.get(tens, f"{CHINESE_DIGITS[tens]}十")
    return head + (CHINESE_DIGITS[ones] if ones else "")


STYLES: dict[str, Callable[[int], str]] = {
    "1.": lambda n: f"{n}.",
    "1. ": lambda n: f"{n}. ",
    "1．": lambda n: f"{n}．",
    "1、": lambda n: f"{n}、",
    "1)": lambda n: f"{n})",
    "(1)": lambda n: f"({n})",
    "（1）": lambda n: f"（{n}）",
    "一、": lambda n: f"{chinese(n)}、",
    "（一）": lambda n: f"（{chinese(n)}）",
    "(一)": lambda n: f"({chinese(n)})",
    "第一条": lambda n: f"第{chinese(n)}条 ",
    "第1条": lambda n: f"第{n}条　",
    "第一项": lambda n: f"第{chinese(n)}项：",
    "## 1.": lambda n: f"## {n}. ",
    "### 一、": lambda n: f"### {chinese(n)}、",
    "- 1.": lambda n: f"- {n}. ",
    "**1.": lambda n: f"**{n}.",
    "indented 1.": lambda n: f"　　{n}.",
}
ENCODINGS = ("utf-8", "utf-8-sig", "utf-16", "gb18030")


def written(texts: list[str], style: str, gap: str = "\n\n") -> str:
    """Write a plan whose items are `texts`, numbered in one style."""
    head = "2021年测试工作计划 2021-03-05"
    return gap.join([head, *(STYLES[style](n) + text for n, text in enumerate(texts, start=1))])


def texts_of(plan: Plan) -> list[str]:
    return [item.text for item in plan.items]


def labels_of(source: str) -> list[str]:
    return [item.label for item in parse_plan(source, "计划.txt").items]


def save(folder: Path, content: str | bytes, name: str = "计划.txt") -> Path:
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


# The built-in plan


def test_the_built_in_plan_is_the_published_file_byte_for_byte(plan: Plan):
    data = BUILT_IN_PLAN.read_bytes()
    assert hashlib.sha256(data).hexdigest() == BUILT_IN_SHA256
    assert plan.source.encode() == data


def test_the_built_in_plan_has_27_items_in_order(plan: Plan):
    assert [item.label for item in plan.items] == [str(number) for number in range(1, 28)]
    assert [item.number for item in plan.items] == list(range(1, 28))


@pytest.mark.parametrize(("number", "words"), list(enumerate(FIRST_WORDS, start=1)))
def test_a_built_in_item_starts_with_exactly_its_published_words(plan: Plan, number, words):
    item = plan.item(str(number))
    assert item is not None
    assert item.text.startswith(words)
    assert item.text == plan.source[item.span.start : item.span.end]


def test_the_built_in_plan_loses_no_text_between_its_items(plan: Plan):
    rest = plan.source
    for item in reversed(plan.items):
        rest = rest[: item.span.start] + rest[item.span.end :]
    numbers = "".join(f"{number}." for number in range(1, 28))
    heading = "2020年区委、区政府重点工作"
    assert "".join(rest.split()) == f"{heading}2020-05-13{heading}{numbers}"


def test_the_built_in_plan_names_its_title_date_and_year(plan: Plan):
    assert (plan.title, plan.date, plan.year) == ("2020年区委、区政府重点工作", "2020-05-13", 2020)


def test_display_titles_are_editorial_only_where_the_overlay_says_so(plan: Plan):
    editorial = {item.label for item in plan.items if item.title_is_editorial}
    assert editorial == set(LOST_STARTS)
    for item in plan.items:
        first_sentence = item.text.partition("。")[0]
        if item.title_is_editorial:
            conjecture, bracket, shown = item.title.partition("］")
            assert conjecture[0] == "［" and bracket and shown == first_sentence
        else:
            assert item.title == first_sentence


def test_an_unknown_label_is_no_item(plan: Plan):
    assert plan.item("28") is None
    assert plan.item("0") is None


# Damage


def test_exactly_the_known_damage_of_the_built_in_plan_is_found(plan: Plan):
    found = [(damage.item, damage.kind) for damage in plan.damage]
    assert sorted(found) == sorted(
        [
            *((label, "lost-start") for label in LOST_STARTS),
            ("22", "no-final-stop"),
            ("23", "unclosed-quote"),
            ("23", "no-final-stop"),
            ("24", "year-run"),
        ]
    )


def test_damage_is_told_in_item_order(plan: Plan):
    places = [int(damage.item) for damage in plan.damage]
    assert places == sorted(places)
    source = "计划\n1.甲事没有句号\n2.乙事办好。\n5.丙事办好。"
    assert [d.item for d in parse_plan(source, "x.txt").damage] == ["1", "5"]


def test_the_detail_of_damage_names_what_is_wrong(plan: Plan):
    details = {(damage.item, damage.kind): damage.detail for damage in plan.damage}
    assert "［加］快推进旧区改造" in details["17", "lost-start"]
    assert "“" in details["23", "unclosed-quote"]
    assert "2021" in details["24", "year-run"] and "2025" in details["24", "year-run"]


def test_a_clean_plan_has_no_damage():
    source = (
        "2021年计划\n1.落实《规划（2021—2025年）》,做到“全覆盖”。\n"
        "2.完成征收10000户以上！\n3.他说：“要‘真抓’实干。”\n4.制定《办法》（试行。）"
    )
    assert parse_plan(source, "x.txt").damage == ()


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("计划\n1.甲办好。\n4.乙办好。", ("4", "missing-number", "2、3")),
        ("计划\n2.甲办好。\n1.乙办好。", ("1", "number-order", "2")),
        ("计划\n1.甲“办好。", ("1", "unclosed-quote", "“")),
        ("计划\n1.落实《甲办法。", ("1", "unclosed-quote", "《")),
        ("计划\n1.甲”办好。", ("1", "unopened-quote", "”")),
        ("计划\n1.甲要办好", ("1", "no-final-stop", "甲要办好")),
        ("计划\n1.规划(20212025)做好。", ("1", "year-run", "20212025")),
    ],
)
def test_each_kind_of_damage_is_reported_where_it_stands(source, expected):
    label, kind, detail = expected
    (damage,) = parse_plan(source, "x.txt").damage
    assert (damage.item, damage.kind) == (label, kind)
    assert detail in damage.detail


def test_restarting_numbers_under_sections_are_no_damage():
    source = "计划\n一、经济\n1.甲。\n2.乙。\n二、民生\n1.丙。\n2.丁。"
    assert parse_plan(source, "x.txt").damage == ()


# Styles and sections


@pytest.mark.parametrize("style", STYLES)
def test_items_of_every_numbering_style_are_found(style):
    texts = [f"推进甲项工作,完成{n}户。" for n in range(1, 24)]
    plan = parse_plan(written(texts, style), "计划.txt")
    assert texts_of(plan) == texts
    assert [item.label for item in plan.items] == [str(n) for n in range(1, 24)]
    assert (plan.title, plan.date, plan.year) == ("2021年测试工作计划", "2021-03-05", 2021)


def test_running_numbers_under_sections_keep_plain_labels_and_know_their_section():
    source = "计划\n一、经济工作\n1.甲。\n2.乙。\n二、民生工作\n3.丙。\n4.丁。"
    plan = parse_plan(source, "x.txt")
    assert [item.label for item in plan.items] == ["1", "2", "3", "4"]
    assert [item.section for item in plan.items] == ["经济工作"] * 2 + ["民生工作"] * 2
    assert texts_of(plan) == ["甲。", "乙。", "丙。", "丁。"]


def test_numbers_restarting_under_sections_get_unique_labels():
    source = "计划\n一、经济\n1.甲。\n2.乙。\n二、民生\n1.丙。\n三、党建\n1.丁。\n2.戊。"
    plan = parse_plan(source, "x.txt")
    assert [item.label for item in plan.items] == ["一-1", "一-2", "二-1", "三-1", "三-2"]
    assert plan.item("三-2") == plan.items[-1]
    assert [item.number for item in plan.items] == [1, 2, 1, 1, 2]


def test_articles_under_chapters_are_the_items():
    source = "办法\n第一章 总则\n第一条 甲。\n第二条 乙。\n第二章 附则\n第三条 丙。"
    plan = parse_plan(source, "x.txt")
    assert [(item.label, item.section) for item in plan.items] == [
        ("1", "总则"),
        ("2", "总则"),
        ("3", "附则"),
    ]


def test_running_numbers_under_two_levels_of_sections_are_the_items():
    source = (
        "计划\n一、经济\n（一）工业\n1.甲。\n2.乙。\n（二）农业\n3.丙。\n"
        "二、民生\n（一）教育\n4.丁。"
    )
    plan = parse_plan(source, "x.txt")
    assert [(item.label, item.section) for item in plan.items] == [
        ("1", "工业"),
        ("2", "工业"),
        ("3", "农业"),
        ("4", "教育"),
    ]


def test_numbers_restarting_under_two_levels_of_sections_get_unique_labels():
    source = "计划\n一、经济\n（一）工业\n1.甲。\n（二）农业\n1.乙。\n二、民生\n（一）教育\n1.丙。"
    assert labels_of(source) == ["一-一-1", "一-二-1", "二-一-1"]


@pytest.mark.parametrize(
    "source",
    [
        "计划\n1.要办好甲事。\n（1）先办子。\n（2）再办丑。\n2.要办好乙事。",
        "计划\n1.要办好甲事。\n①先办子。\n1)再办丑。\n2.要办好乙事。",
        "计划\n一、要办好甲事。\n1.先办子。\n2.再办丑。\n二、要办好乙事。",
        "计划\n第一条 要办好甲事：\n（一）先办子；\n（二）再办丑。\n第二条 要办好乙事。",
    ],
)
def test_sub_items_stay_inside_their_item(source):
    plan = parse_plan(source, "x.txt")
    assert [item.label for item in plan.items] == ["1", "2"]
    assert "先办子" in plan.items[0].text and "再办丑" in plan.items[0].text
    assert plan.items[1].text == "要办好乙事。"


def test_a_figure_or_date_at_the_start_of_a_line_numbers_nothing():
    source = "计划\n1.修路\n2.5公里,在\n2020.5.13\n以前完成。\n2.办好乙事。"
    assert labels_of(source) == ["1", "2"]


@pytest.mark.parametrize(
    ("lines", "items"),
    [
        (
            "1. 产业\n1.1 甲。\n1.2 乙。\n2. 民生\n2.1 丙。",
            {"1.1": "甲。", "1.2": "乙。", "2.1": "丙。"},
        ),
        (
            "1 产业\n1.1 甲。\n1.2 乙。\n2 民生\n2.1 丙。",
            {"1.1": "甲。", "1.2": "乙。", "2.1": "丙。"},
        ),
        (
            "一、产业\n1.1、甲。\n1.2、乙。\n二、民生\n2.1、丙。",
            {"1.1": "甲。", "1.2": "乙。", "2.1": "丙。"},
        ),
        (
            "１．产业\n１．１甲。\n１．２乙。",
            {"1.1": "甲。", "1.2": "乙。"},
        ),
        (
            "1、产业\n1.1 工业\n1.1.1 甲。\n1.1.2 乙。\n1.2 农业\n1.2.1 丙。",
            {"1.1.1": "甲。", "1.1.2": "乙。", "1.2.1": "丙。"},
        ),
        (
            "## 1. 产业\n### 1.1 工业\n甲。\n### 1.2 农业\n乙。",
            {"1.1": "工业\n甲。", "1.2": "农业\n乙。"},
        ),
        (
            "一、产业\n1.工业\n1.1 甲。\n二、民生\n1.教育\n1.1 乙。",
            {"一-1.1": "甲。", "二-1.1": "乙。"},
        ),
        (
            "1.增长8%，进位。\n1.1 甲。\n1.2 乙。\n2.办好三件事。\n2.1 丙。",
            {"1": "增长8%，进位。", "1.1": "甲。", "1.2": "乙。", "2.1": "丙。"},
        ),
        (
            "1.产业\n1.1 甲。\n1.2 乙：\n（1）子；\n（2）丑。\n2.强化督查，按月通报。",
            {"1.1": "甲。", "1.2": "乙：\n（1）子；\n（2）丑。", "2": "强化督查，按月通报。"},
        ),
        (
            "1.产业\n1.1 甲。\n2.推进下列项目：\n2.1 乙；\n2.2 丙。\n3.民生\n3.1 丁。",
            {"1.1": "甲。", "2": "推进下列项目：\n2.1 乙；\n2.2 丙。", "3.1": "丁。"},
        ),
    ],
)
def test_decimal_numbers_number_items_of_their_own(lines, items):
    plan = parse_plan(f"某区2021年计划\n{lines}", "x.txt")
    assert {item.label: item.text for item in plan.items} == items
    assert not plan.damage and not plan.left_out


@pytest.mark.parametrize(
    "figure",
    [
        "1.1亿元",
        "1.1 亿元",
        "1.1%",
        "1.1个百分点",
        "1.1倍",
        "1.1公里",
        "1.1万人次",
        "3.5%",
        "2.1万户",
    ],
)
def test_a_decimal_figure_at_the_start_of_a_line_numbers_nothing(figure):
    plan = parse_plan(f"计划\n1.办好甲事，达到\n{figure}以上。\n2.办好乙事。", "x.txt")
    assert texts_of(plan) == [f"办好甲事，达到\n{figure}以上。", "办好乙事。"]


@pytest.mark.parametrize("words", ["2021年底前办好甲事。", "5G基站新建200个。"])
def test_an_item_may_begin_with_a_year_or_5g(words):
    assert texts_of(parse_plan(f"计划\n1.{words}\n2.{words}", "x.txt")) == [words, words]


def test_numbers_go_on_beyond_a_thousand_and_years_are_none():
    lines = [f"{n}.办好第{n}件事。" for n in range(1, 1102)]
    plan = parse_plan("\n".join(["计划", *lines, "2021.甲"]), "x.txt")
    assert len(plan.items) == 1101 and plan.items[-1].label == "1101"


def test_parts_without_decimal_numbers_stand_beside_those_with_some():
    source = "计划\n1 产业\n做强工业。\n2 民生\n2.1 甲。\n2.2 乙。\n3 其他\n按月通报。"
    items = {item.label: item.text for item in parse_plan(source, "x.txt").items}
    assert items == {"1": "产业\n做强工业。", "2.1": "甲。", "2.2": "乙。", "3": "其他\n按月通报。"}


def test_a_part_that_frames_the_work_stands_before_the_decimal_numbers():
    source = "某区2021年计划\n1 总体要求\n稳中求进。\n2 任务\n2.1 甲。\n2.2 乙。"
    plan = parse_plan(source, "x.txt")
    assert {item.label: item.text for item in plan.items} == {"2.1": "甲。", "2.2": "乙。"}
    assert [(part.reason, part.text) for part in plan.left_out] == [
        ("没有编号条目的部分", "1 总体要求")
    ]


def test_a_decimal_number_that_is_lost_is_reported():
    plan = parse_plan("计划\n1.产业\n1.1 甲。\n1.3 乙。\n2.民生\n2.1 丙。", "x.txt")
    assert [(found.item, found.kind, found.detail) for found in plan.damage] == [
        ("1.3", "missing-number", "前面缺少编号 2")
    ]


def test_an_item_whose_number_stands_alone_starts_with_its_own_words():
    plan = parse_plan("办法\n第一条\n\n　　甲事要办好。\n第二条\n乙事要办好。", "x.txt")
    assert [(item.text, item.title) for item in plan.items] == [
        ("甲事要办好。", "甲事要办好"),
        ("乙事要办好。", "乙事要办好"),
    ]
    assert all(plan.source[i.span.start : i.span.end] == i.text for i in plan.items)


def test_a_number_without_text_is_no_item_and_is_reported_missing():
    plan = parse_plan("计划\n1.甲办好。\n2.\n3.丙办好。", "x.txt")
    assert [item.label for item in plan.items] == ["1", "3"]
    assert [damage.kind for damage in plan.damage] == ["missing-number"]


@pytest.mark.parametrize("closing", ["全区上下要真抓实干，谱写新篇章。", "各单位要抓好落实。"])
def test_a_paragraph_that_closes_the_plan_is_no_part_of_its_last_item(closing):
    items = "\n".join(f"{n}.办好第{n}件事。" for n in range(1, 7))
    plan = parse_plan(f"计划\n{items}\n{closing}", "x.txt")
    assert plan.items[-1].text == "办好第6件事。"
    (part,) = plan.left_out
    assert (part.first_line, part.text) == (8, closing)


def test_a_paragraph_without_number_inside_the_plan_is_named():
    items = [f"{n}.办好第{n}件事。" for n in range(1, 7)]
    plan = parse_plan("\n".join(["计划", *items[:3], "要抓紧办。", *items[3:]]), "x.txt")
    assert plan.items[2].text == "办好第3件事。\n要抓紧办。"
    (note,) = plan.notes
    assert note.startswith("第 4 行的条目后面还有未编号的段落") and "要抓紧办。" in note


@pytest.mark.parametrize("who", ["责任单位：水务站", "（牵头单位：水务站）"])
def test_who_answers_for_an_item_is_no_doubtful_paragraph(who):
    items = [f"{n}.加固第{n}处堤坝。" for n in range(1, 7)]
    items[3] += f"\n{who}"
    plan = parse_plan("\n".join(["计划", *items, "扫码看原文"]), "x.txt")
    assert plan.item("4").text == f"加固第4处堤坝。\n{who}"
    assert plan.items[-1].text == "加固第6处堤坝。"
    assert not plan.notes


def test_headings_that_end_like_sentences_are_sections_still():
    source = "计划\n一、稳中求进。\n（一）抓工业。\n（二）抓农业。\n二、民生为本。\n（一）抓教育。"
    assert labels_of(source) == ["一-1", "一-2", "二-1"]


def test_a_table_of_contents_numbers_nothing():
    source = "计划\n目录\n一、经济……1\n二、民生……3\n一、经济\n1.甲。\n2.乙。\n二、民生\n1.丙。"
    plan = parse_plan(source, "x.txt")
    assert [item.label for item in plan.items] == ["一-1", "一-2", "二-1"]
    assert [part.reason for part in plan.left_out] == ["目录"]


@pytest.mark.parametrize("title", ["目录", "目　录", "## 目录"])
def test_headings_listed_below_the_word_contents_number_nothing(title):
    listed = "一、产业\n（一）技改\n（二）招商\n二、民生\n（三）就业"
    body = "一、产业\n（一）技改。做甲事。\n（二）招商。做乙事。\n二、民生\n（三）就业。做丙事。"
    plan = parse_plan(f"计划\n{title}\n{listed}\n2021年计划\n{body}", "x.txt")
    assert [(item.label, item.text) for item in plan.items] == [
        ("1", "技改。做甲事。"),
        ("2", "招商。做乙事。"),
        ("3", "就业。做丙事。"),
    ]
    assert [section.title for section in plan.sections] == ["产业", "民生"]
    assert [(part.reason, part.first_line, part.last_line) for part in plan.left_out] == [
        ("目录", 2, 7)
    ]


def test_what_does_not_come_again_is_no_table_of_contents():
    plan = parse_plan("计划\n目录\n1.甲事。\n2.乙事。\n3.丙事。", "x.txt")
    assert [item.text for item in plan.items] == ["甲事。", "乙事。", "丙事。"]


def test_points_with_dashes_stay_in_the_last_item():
    source = "计划\n1.办好甲事：\n——先办子；\n——再办丑。\n2.办好乙事：\n——先办寅；\n——再办卯。"
    assert parse_plan(source, "x.txt").items[-1].text == "办好乙事：\n——先办寅；\n——再办卯。"


def test_a_date_in_the_middle_ends_nothing_when_the_numbers_go_on():
    source = "计划\n一、甲\n1.甲一。\n二、乙\n1.乙一。\n2021年3月1日\n2.乙二。"
    assert labels_of(source) == ["一-1", "二-1", "二-2"]


def test_a_plan_without_heading_is_named_after_its_file():
    plan = parse_plan("1.甲办好。\n2.乙办好。", "2022年重点工作.txt")
    assert (plan.title, plan.year) == ("2022年重点工作", 2022)
    wide = parse_plan("某镇２０２２年度工作要点\n１．甲办好。\n２０２２年１月９日", "x.txt")
    assert (wide.title, wide.date, wide.year) == ("某镇２０２２年度工作要点", "2022-01-09", 2022)
    undated = parse_plan("1.甲办好。", "重点工作.txt")
    assert (undated.title, undated.date, undated.year) == ("重点工作", "", None)


@pytest.mark.parametrize(
    ("heading", "date"),
    [
        ("工作要点(2021年3月5日)", "2021-03-05"),
        ("工作要点 2021/12/31", "2021-12-31"),
        ("# 工作要点 2021.3.5", "2021-03-05"),
        ("工作要点（２０２１年３月５日）", "2021-03-05"),
    ],
)
def test_the_date_is_read_in_every_usual_form_and_kept_out_of_the_title(heading, date):
    plan = parse_plan(f"{heading}\n1.甲办好。", "x.txt")
    assert (plan.title, plan.date, plan.year) == ("工作要点", date, 2021)


@pytest.mark.parametrize("deadline", ["2023年11月", "2023年11月30日"])
def test_the_deadlines_of_an_annex_are_no_date_of_the_plan(deadline):
    rows = "".join(f"{n}\t修桥\t{deadline}\n" for n in (1, 2))
    annex = f"附件\n\n任务表\n序号\t任务\t时限\n{rows}"
    plan = parse_plan(f"某镇2023年计划\n1.修路。\n2.修桥。\n{annex}", "x.txt")
    assert (plan.date, plan.year) == ("", 2023)
    signed = parse_plan(f"计划\n1.修路。\n2.修桥。\n2023年1月9日\n{annex}", "x.txt")
    assert signed.date == "2023-01-09"


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("17", 17),
        ("１７", 17),
        ("十", 10),
        ("十七", 17),
        ("二十", 20),
        ("一七", 17),
        ("一百零五", 105),
        ("一百一十", 110),
        ("两千零二十", 2020),
        ("二〇二〇", 2020),
    ],
)
def test_numerals_are_read_in_all_their_forms(text, number):
    assert parse_number(text) == number


@pytest.mark.parametrize("text", ["", "甲", "十甲", "1a", "-1"])
def test_what_is_no_numeral_has_no_number(text):
    assert parse_number(text) is None


@given(st.integers(1, 99))
def test_every_chinese_item_number_is_read_back(number):
    assert parse_number(chinese(number)) == number


# Encodings and line ends


@pytest.mark.parametrize("encoding", [*ENCODINGS, "gbk", "utf-16-be with mark"])
@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_a_plan_reads_alike_in_every_encoding_and_with_every_line_end(tmp_path, encoding, line_end):
    texts = ["推进旧区改造“一网统管”。", "规划—落实《办法》。", "完成10%。"]
    source = written(texts, "1.", line_end)
    marked = encoding == "utf-16-be with mark"
    data = b"\xfe\xff" + source.encode("utf-16-be") if marked else source.encode(encoding)
    plan = load_plan(save(tmp_path, data))
    assert plan.source == source
    assert texts_of(plan) == texts
    assert plan.title == "2021年测试工作计划"


def test_the_built_in_plan_reads_alike_in_gb18030(tmp_path, plan: Plan):
    path = save(tmp_path, plan.source.encode("gb18030"))
    assert texts_of(load_plan(path)) == texts_of(plan)


# Errors


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "是空的"),
        (b" \r\n\t ", "是空的"),
        (bytes(range(256)) * 4, "不是文本文件"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "不是文本文件"),
        (b"\xff\xfe\x00", "不是文本文件"),
        ("只有一段话,没有编号。\n又一段话。".encode(), "没有找到编号的条目"),
        (b"\xef\xbb\xbf", "没有找到编号的条目"),
    ],
)
def test_a_file_that_is_no_plan_is_refused_with_its_name_and_the_fault(tmp_path, content, words):
    with pytest.raises(PlanError) as caught:
        load_plan(save(tmp_path, content, "坏文件.txt"))
    assert words in caught.value.message
    assert "坏文件.txt" in caught.value.message
    assert str(caught.value) == caught.value.message
    assert caught.value.technical.isascii() or "坏文件" in caught.value.technical


def test_duplicate_numbers_are_refused_with_the_line_and_the_number(tmp_path):
    path = save(tmp_path, "计划\n\n1.甲。\n2.乙。\n2.丙。\n")
    with pytest.raises(PlanError, match=r"“计划.txt”第 5 行：编号 2 重复出现"):
        load_plan(path)


def test_duplicate_numbers_within_a_section_are_refused():
    source = "计划\n一、经济\n1.甲。\n1.乙。\n二、民生\n1.丙。"
    with pytest.raises(PlanError, match="第 4 行：编号 一-1 重复出现（第 3 行已有）"):
        parse_plan(source, "x.txt")


@pytest.mark.parametrize("name", ["没有.txt", "计划.txt/里面.txt"])
def test_a_missing_file_is_named(tmp_path, name):
    save(tmp_path, "计划\n1.甲。")
    with pytest.raises(PlanError, match=r"找不到计划文件“.*没有.txt”|找不到计划文件“.*里面.txt”"):
        load_plan(tmp_path / name)


def test_a_folder_in_place_of_the_file_is_named(tmp_path):
    with pytest.raises(PlanError, match="确认它是文件而不是文件夹") as caught:
        load_plan(tmp_path)
    assert str(tmp_path) in caught.value.message


def test_a_name_no_file_can_have_is_a_plan_error(tmp_path):
    with pytest.raises(PlanError, match="无法读取计划文件"):
        load_plan(tmp_path / ("长" * 200))


# The overlay


def test_the_overlay_beside_a_plan_gives_titles_synonyms_and_examples(tmp_path):
    path = save(tmp_path, "计划\n1.快推进。\n2.乙办好。")
    save(
        tmp_path,
        'examples = ["问？"]\n[titles]\n1 = "［加］快推进"\n'
        '[[entry]]\nsay = ["拆迁", "IT"]\nplan = ["旧区改造"]\n',
        "计划.toml",
    )
    plan = load_plan(path)
    assert [(i.title, i.title_is_editorial) for i in plan.items] == [
        ("［加］快推进", True),
        ("乙办好", False),
    ]
    assert plan.items[0].text == "快推进。"
    assert plan.synonyms == (("拆迁", ("旧区改造",)), ("it", ("旧区改造",)))
    assert plan.examples == ("问？",)
    assert [(d.item, d.kind) for d in plan.damage] == [("1", "lost-start")]


def test_a_plan_without_overlay_has_no_editorial_title(tmp_path):
    assert read_overlay(tmp_path / "没有.toml") == Overlay()


@pytest.mark.parametrize(
    "content",
    [
        b"titles = {",
        b'titles = "one"',
        b"examples = 3",
        b'[[entry]]\nsay = ["a"]',
        b'[[entry]]\nplan = ["a"]',
        b"entry = [1]",
        "[titles]\n1 = “引号不对”".encode(),
        "[titles]\n1 = '标题'".encode("gb18030"),
    ],
)
def test_a_faulty_overlay_is_refused_with_its_name(tmp_path, content):
    path = save(tmp_path, "计划\n1.甲。")
    save(tmp_path, content, "计划.toml")
    with pytest.raises(PlanError, match=r"附加说明文件“计划.toml”有错误"):
        load_plan(path)


def test_a_folder_in_place_of_the_overlay_is_refused(tmp_path):
    path = save(tmp_path, "计划\n1.甲。")
    (tmp_path / "计划.toml").mkdir()
    with pytest.raises(PlanError, match=r"附加说明文件“计划.toml”有错误"):
        load_plan(path)


def test_a_plan_of_thousands_of_items_is_read_in_seconds():
    parts = [
        "\n".join(
            [
                f"第{chinese(part)}章 工作",
                *(f"{n}.办事：\n（1）甲；\n（2）乙。" for n in range(1, 400)),
            ]
        )
        for part in range(1, 11)
    ]
    started = time.perf_counter()
    plan = parse_plan("\n".join(["计划", *parts]), "x.txt")
    assert len(plan.items) == 3990 and plan.items[-1].label == "十-399"
    assert time.perf_counter() - started < 10


# Properties

_FIRST = st.sampled_from("推进旧区改造完成征收新增养老床位建设")
_REST = st.text(
    st.sampled_from("推进旧区改造“”《》（）(),、;:：。.%— 0123456789一二十第条项章#*-aF"),
    max_size=40,
)
item_texts = st.lists(
    st.builds(lambda first, rest: f"{first}{rest}。", _FIRST, _REST), min_size=1, max_size=12
)


@given(item_texts, st.sampled_from(list(STYLES)), st.sampled_from(["\n", "\n\n", "\r\n", "\n \n"]))
def test_renumbering_a_plan_in_another_style_changes_no_item_text(texts, style, gap):
    assert texts_of(parse_plan(written(texts, style, gap), "x.txt")) == texts


@given(item_texts, st.sampled_from(ENCODINGS), st.sampled_from(["\n", "\r\n"]))
def test_re_encoding_a_plan_changes_no_item_text(texts, encoding, gap):
    source = written(texts, "1.", gap)
    assert decode(source.encode(encoding), "x.txt") == source
    assert texts_of(parse_plan(source, "x.txt")) == texts


@given(
    st.text(
        st.sampled_from("12一二十第条章项（）().、．)#*- \n\r\u3000\u2028。“”甲乙丙：2020年"),
        max_size=80,
    )
)
def test_any_text_is_a_plan_with_exact_spans_or_a_plan_error(source):
    try:
        plan = parse_plan(source, "x.txt")
    except PlanError:
        return
    labels = [item.label for item in plan.items]
    assert len(set(labels)) == len(labels)
    end = 0
    for item in plan.items:
        assert item.span.start >= end
        assert item.text == source[item.span.start : item.span.end]
        assert item.text and item.text == item.text.strip()
        end = item.span.end


@given(st.binary(max_size=200))
def test_any_bytes_are_text_or_a_plan_error(data):
    try:
        text = decode(data, "x.bin")
    except PlanError:
        return
    assert "\0" not in text


def labelled(source: str) -> dict[str, str]:
    return {item.label: item.text for item in parse_plan(source, "x.txt").items}


@pytest.mark.parametrize(
    ("source", "items"),
    [
        # A number that the margin left at a line start is no marker.
        (
            "1、新增学位。\n2、启动地铁2号线，\n3、4号线前期工作。\n3、办好丙事。",
            {"1": "新增学位。", "2": "启动地铁2号线，\n3、4号线前期工作。", "3": "办好丙事。"},
        ),
        # A figure may be the first words.
        (
            "1.20个项目开工。\n2.竣工项目15个。\n3.12个小区改造。",
            {"1": "20个项目开工。", "2": "竣工项目15个。", "3": "12个小区改造。"},
        ),
        # What takes no room hides no number.
        ("1.甲。\n\u200b2.乙。\n\ufeff3.丙。", {"1": "甲。", "2": "乙。", "3": "丙。"}),
        # A part of a project is no item's number missing its mark.
        (
            "1、加快一期，推进配套道路\n2、二期工程开工\n3、三期工程准备",
            {"1": "加快一期，推进配套道路", "2": "二期工程开工", "3": "三期工程准备"},
        ),
        ("1.开工建设若干\n2.5家以上。\n2.乙。", {"1": "开工建设若干\n2.5家以上。", "2": "乙。"}),
        # The notes of one item end no plan.
        (
            "1.甲。\n注：\n（1）子。\n2.乙。\n3.丙。",
            {"1": "甲。\n注：\n（1）子。", "2": "乙。", "3": "丙。"},
        ),
        # The last article has nothing but its points.
        (
            "".join(f"第{n}条 办好此事。\n" for n in "一二三四五")
            + "第六条\n（一）甲。\n（二）乙。",
            {str(n): "办好此事。" for n in range(1, 6)} | {"6": "（一）甲。\n（二）乙。"},
        ),
        # Notes are numbered on their own.
        ("1.甲。\n2.乙。\n注：\n1.本表由办公室解释。", {"1": "甲。", "2": "乙。"}),
        # The first heading stands below the title.
        (
            "经济发展\n1.甲。\n2.乙。\n社会民生\n1.丙。",
            {"经济发展-1": "甲。", "经济发展-2": "乙。", "社会民生-1": "丙。"},
        ),
    ],
)
def test_items_of_a_plan_as_offices_type_it(source, items):
    assert labelled(f"甲区2023年工作要点\n{source}\n") == items


def test_the_last_item_keeps_a_sentence_that_goes_on_in_the_next_line():
    before = "".join(f"{number}.办好此事。\n" for number in range(1, 6))
    last = "建设公园2个，新增绿地\n3.5万平方米。"
    assert labelled(f"计划\n{before}6.{last}\n")["6"] == last
    assert labelled(f"计划\n{before}6.{last}\n全区上下要齐心。\n")["6"] == last


def test_a_title_that_markdown_marks_is_no_section():
    source = "甲政发〔2023〕1号\n# 甲区2023年计划\n## 一、经济\n1. 甲。\n## 二、民生\n1. 乙。\n"
    assert labelled(source) == {"一-1": "甲。", "二-1": "乙。"}


@pytest.mark.parametrize("date", ["2023 年 1 月 8 日", "2023年1月8日", "2023.1.8", "2023-1-8"])
def test_a_signature_is_no_part_of_the_last_item_however_its_date_is_written(date):
    plan = parse_plan(f"甲区工作要点\n1.甲。\n2.乙。\n甲区人民政府办公室\n{date}\n", "x.txt")
    assert (plan.date, plan.items[-1].text) == ("2023-01-08", "乙。")


@pytest.mark.parametrize("fault", [b"\xff", b"\x07"])
def test_a_character_that_cannot_be_read_is_said_with_its_line(fault):
    lines = ["甲区2023年工作要点，办好实事。\n".encode()] * 20
    lines[6] += fault
    with pytest.raises(PlanError, match="第 8 行有读不出的字符"):
        decode(b"".join(lines), "x.txt")


def test_the_mark_that_ends_an_old_file_is_no_fault():
    assert decode("1.甲。\n\x1a".encode(), "x.txt") == "1.甲。\n"


GOALS = "今年是换届之年。全镇财政收入增长6%，新增就业800人。"


@pytest.mark.parametrize(
    ("source", "label"),
    [
        (f"甲镇计划\n{GOALS}\n1.修路。\n2.架桥。\n", "前言"),
        (f"甲镇计划\n一、主要目标\n{GOALS}\n二、主要任务\n1.修路。\n2.架桥。\n", "一"),
        (
            f"甲镇计划\n一、民生\n{GOALS}\n（一）修路。\n（二）架桥。\n二、安全\n（三）查险。\n",
            "一",
        ),
        (
            f"甲镇计划\n一、民生。{GOALS}\n（一）修路。\n二、安全\n（二）查险。\n三、生态\n（三）种树。\n",
            "一",
        ),
    ],
)
def test_goals_told_outside_the_items_are_kept_beside_them(source, label):
    plan = parse_plan(source, "x.txt")
    assert label not in [item.label for item in plan.own_items]
    assert GOALS in plan.item(label).text
    assert plan.source[plan.item(label).span.start :].startswith(plan.item(label).text)


@pytest.mark.parametrize(
    "course",
    [
        "全镇工作的总体要求是：以“实干年”活动为主线，守住安全底线。",
        "聚焦“强镇、富民、美村”三大目标，办好各项事业。",
    ],
)
def test_the_course_of_the_year_told_before_the_first_number_is_kept(course):
    source = f"甲镇计划\n（2023年2月3日）\n{course}\n现安排如下。\n一、路\n1.修路。\n2.架桥。\n"
    assert labelled(source) == {"前言": course, "1": "修路。", "2": "架桥。"}


@pytest.mark.parametrize("label", ["前言", "一"])
def test_all_goals_of_a_part_are_kept_with_what_stands_between_them(label):
    told = f"{GOALS}\n\n要稳中求进。\n粮食产量保持在3万吨。"
    heading = "" if label == "前言" else "一、主要目标\n"
    after = "要真抓实干。\n\n二、任务\n1.修路。\n2.架桥。\n三、要求\n3.督查5次。\n"
    plan = parse_plan(f"甲镇计划\n{heading}{told}\n{after}", "x.txt")
    assert {item.label: item.text for item in plan.items if item.part == "preamble"} == {
        label: told
    }
    assert "要真抓实干。" in [part.text for part in plan.left_out]


@pytest.mark.parametrize("mark", ["- ", "●", "——"])
def test_goals_listed_as_points_without_a_stop_are_kept(mark):
    goals = f"{mark}财政收入增长6%\n{mark}新增就业800人"
    source = f"甲镇计划\n一、主要目标\n{goals}\n二、主要任务\n1.修路。\n2.架桥。\n"
    assert labelled(source) == {"一": goals, "1": "修路。", "2": "架桥。"}


def test_goals_on_both_sides_of_an_item_are_not_joined():
    first = f"一、民生\n{GOALS}\n（一）修路。\n（二）架桥。"
    plan = parse_plan(f"甲镇计划\n{first}\n二、安全\n产值增长5%。\n（三）查险。", "x.txt")
    assert [(item.label, item.text) for item in plan.items if item.part == "preamble"] == [
        ("一", GOALS),
        ("二", "产值增长5%。"),
    ]


def test_a_preamble_without_figures_is_left_out():
    plan = parse_plan(
        "甲镇计划\n2023年1月8日起，按“十四五”规划推进。\n1.修路。\n2.架桥。\n", "x.txt"
    )
    assert [item.label for item in plan.items] == ["1", "2"]
    assert [part.reason for part in plan.left_out] == ["前言"]


@pytest.mark.parametrize("mark", ["**", "***", "`"])
def test_marks_of_bold_words_are_no_part_of_what_is_quoted(mark):
    source = f"# 甲镇计划\n1. {mark}修路{mark}：修{mark}3条{mark}。\n{mark}2. 架桥{mark}\n架2座。\n"
    assert labelled(source) == {"1": "修路：修3条。", "2": "架桥\n架2座。"}
    assert labelled("甲镇计划\n1.修路*3条。\n2.架桥**2座，种树**。\n3.修* *渠。\n") == {
        "1": "修路*3条。", "2": "架桥2座，种树。", "3": "修* *渠。",
    }  # fmt: skip


@pytest.mark.parametrize("indent", ["   ", "\t"])
def test_a_list_in_an_item_that_is_numbered_like_the_items_stays_in_it(indent):
    inside = f"{indent}1. 主路3条\n{indent}2. 支路2条"
    sections = f"## 交通\n1. 修路\n{inside}\n2. 架桥\n## 生态\n1. 种树\n2. 治水\n{inside}\n"
    assert labelled(f"# 甲镇计划\n{sections}") == {
        "交通-1": f"修路\n{inside}",
        "交通-2": "架桥",
        "生态-1": "种树",
        "生态-2": f"治水\n{inside}",
    }
    with pytest.raises(PlanError, match="重复出现"):  # of what may be another part
        labelled(f"甲镇计划\n1.修路。\n2.架桥。\n{inside}\n")


FEW = "1.修路。\n2.架桥。\n3.种树。\n"
MANY = "".join(f"{number}.办好此事。\n" for number in range(1, 7))
IN_TWO = "".join(f"{number}.办好此事\n新建学校{number}所。\n" for number in range(1, 6))
FOLLOWED_UP = "县督查室按月通报；滞后的于次月8日前书面说明。"


@pytest.mark.parametrize("items", [FEW, MANY, IN_TWO])
@pytest.mark.parametrize("gap", ["", "\n"])
@pytest.mark.parametrize(
    ("heading", "label"),
    [
        ("", "结尾"),
        ("保障措施\n", "保障措施"),
        ("工作要求：\n", "工作要求"),
        ("## 组织实施\n", "组织实施"),
        ("【督查考核】\n", "督查考核"),
    ],
)
def test_what_is_told_behind_the_last_item_is_kept_beside_the_items(items, gap, heading, label):
    plan = parse_plan(
        f"甲镇计划\n{items}{gap}{heading}{FOLLOWED_UP}\n\n甲镇人民政府\n2024年2月3日\n", "x.txt"
    )
    alone = parse_plan(f"甲镇计划\n{items}", "x.txt")
    assert [(item.label, item.text) for item in plan.own_items] == [
        (item.label, item.text) for item in alone.items
    ]
    assert [(i.label, i.text) for i in plan.items if i.part == "closing"] == [(label, FOLLOWED_UP)]
    assert [part.text for part in plan.left_out] == ["甲镇人民政府"]


def test_all_is_kept_that_stands_below_a_heading_behind_the_last_item():
    told = f"加强组织领导。各村要高度重视。\n{FOLLOWED_UP}\n落实责任。"
    plan = parse_plan(f"甲镇计划\n{MANY}\n保障措施\n{told}\n", "x.txt")
    assert plan.item("保障措施").text == told
    assert [section.title for section in plan.sections] == ["保障措施"]
    plan = parse_plan(f"甲镇计划\n一、任务\n{MANY}\n二、工作要求\n{told}\n", "x.txt")
    assert plan.item("二").text == told
    assert [section.title for section in plan.sections] == ["任务", "工作要求"]


def test_what_closes_a_plan_is_of_no_section():
    plan = parse_plan(f"甲镇计划\n一、路\n{FEW}二、桥\n4.修桥。\n5.修渡。\n{FOLLOWED_UP}", "x.txt")
    assert [[item.label for item in plan.items_of(s)] for s in plan.sections] == [
        ["1", "2", "3"],
        ["4", "5"],
    ]
    assert plan.item("结尾").text == FOLLOWED_UP


@pytest.mark.parametrize(
    "line",
    [
        "全镇上下要团结一心，再创佳绩。",
        "各位代表！新征程上，让我们为2025年全面建成而奋斗！",
        "注：按月统计。",
        "（联系人：张三，电话：每日8时至17时接听。）",
        "责任编辑：张三 浏览次数：35次",
    ],
)
def test_what_tells_nothing_behind_the_last_item_is_left_out(line):
    plan = parse_plan(f"甲镇计划\n{MANY}{line}\n", "x.txt")
    assert [item.label for item in plan.items] == ["1", "2", "3", "4", "5", "6"]
    assert [part.text for part in plan.left_out] == [line]


@pytest.mark.parametrize(
    "foot",
    ["分享到：微信 微博", "【打印本页】 【关闭】", "上一篇：去年总结。", "版权所有：甲镇"],
)
def test_what_a_page_of_the_web_has_below_a_plan_is_no_part_of_it(foot):
    plan = parse_plan(f"甲镇计划\n{FEW}\n{foot}\n网站地图 联系我们\n", "x.txt")
    assert [item.text for item in plan.items] == ["修路。", "架桥。", "种树。"]
    assert [part.text for part in plan.left_out] == [foot]


@pytest.mark.parametrize(
    "source",
    [
        # It goes on with what the item is about.
        f"{FEW}4.强化督查。\n县督查室按月通报。",
        f"{IN_TWO}6.办好此事\n新建学校6所。\n另建幼儿园2所。",
        # Each item has a part that is called so, and some items have two paragraphs.
        "1.修路。\n保障措施\n按月通报。\n2.架桥。\n保障机制\n按季通报。",
        "1.修路。\n年底通车。\n2.架桥。\n3.种树。\n按月浇水，按季通报。",
        "一、修路。\n二、架桥。\n三、工作要求\n各单位要按月报送。",
    ],
)
def test_a_paragraph_of_the_last_item_stays_in_it(source):
    plan = parse_plan(f"甲镇计划\n{source}\n", "x.txt")
    assert not [item for item in plan.items if item.part != "body"]
    assert plan.items[-1].text.endswith(source.splitlines()[-1])


# --- annexes ---------------------------------------------------------------------------------

BODY = "某区2023年工作要点\n1.新增企业40家。\n2.新增就业9000人。\n3.改造小区36个。\n\n"
ANNEXED = "序号\t项目\t责任单位\n1\t新建幼儿园4所\t教育局\n2\t改造小区36个\t住建局\n"


@pytest.mark.parametrize(
    ("annexes", "titles"),
    [
        (f"附件：2023年民生实事\n{ANNEXED}", {"附-1": "2023年民生实事", "附-2": "2023年民生实事"}),
        (f"附表1 实事清单\n{ANNEXED}", {"附-1": "实事清单", "附-2": "实事清单"}),
        (
            f"附件1\n实事清单\n（单位：个）\n{ANNEXED}\n附件2\n项目清单\n{ANNEXED}",
            {"附1-1": "实事清单", "附1-2": "实事清单", "附2-1": "项目清单", "附2-2": "项目清单"},
        ),
        (
            f"附件：1.实事清单\n2.项目清单\n\n某区人民政府\n2023年2月3日\n\n附件1\n实事清单\n{ANNEXED}",
            {"附-1": "实事清单", "附-2": "实事清单"},
        ),
        # Which of the two the table is of, nobody says.
        (
            f"附件1：实事清单\n附件2：项目清单\n2023年2月3日\n{ANNEXED}",
            {"附-1": "附件", "附-2": "附件"},
        ),
        (
            "附件：2023年实事\n1.新建公园2个\n2.改造厕所3座\n",
            {"附-1": "2023年实事", "附-2": "2023年实事"},
        ),
        ("附件：1.任务分解表\n2.项目清单\n", {}),
        ("附件：\n1.任务分解表\n2.项目清单\n", {}),
        ("附件：材料目录\n1.任务分解表\n2.项目清单\n", {}),
        # Not a list, but another document.
        ("附件：考核办法\n1.总体要求\n按季度考核。\n2.考核对象\n各街道。\n", {}),
        ("附件：考核办法\n1.按季度考核。\n3.按年度考核。\n", {}),
    ],
)  # fmt: skip
def test_an_annex_lists_its_rows_under_its_title(annexes, titles):
    plan = parse_plan(BODY + annexes, "计划.txt")
    assert [item.label for item in plan.own_items] == ["1", "2", "3"]
    assert {item.label: item.section for item in plan.items if item.part == "annex"} == titles
    assert plan.item("3").text == "改造小区36个。"


BETWEEN = "镇领导挂点工程表\n序号\t工程\t挂点领导\n1\t云桥改造\t王某\n2\t东渠清淤\t李某\n"


def test_a_table_between_the_items_is_listed_beside_them_and_not_counted():
    before = "甲镇计划\n一、建设\n1.修路3条。\n2.架桥2座。\n3.抓好下列工程，按月调度。\n"
    after = "二、民生\n4.新建幼儿园1所。\n5.改造厕所3座。\n"
    plan = parse_plan(f"{before}\n{BETWEEN}\n{after}", "x.txt")
    assert [item.label for item in plan.own_items] == ["1", "2", "3", "4", "5"]
    assert plan.item("3").text == "抓好下列工程，按月调度。"
    assert plan.item("表-2").text == "工程：东渠清淤；挂点领导：李某"
    assert {i.section for i in plan.items if i.part == "annex"} == {"镇领导挂点工程表"}
    assert [s.title for s in plan.sections if s.part == "body"] == ["建设", "民生"]
    assert not plan.left_out


def test_the_rows_behind_the_last_number_are_items_of_their_own():
    plan = parse_plan(f"甲镇计划\n1.修路3条。\n2.架桥2座。\n{BETWEEN}", "x.txt")
    assert len(plan.own_items) == 4


# --- the same heading in several sections ----------------------------------------------------


@pytest.mark.parametrize(
    ("text", "items"),
    [
        (
            "一、产业\n1.甲事。\n主要任务\n1.乙事。\n二、民生\n1.丙事。\n主要任务\n1.丁事。",
            {
                "一-1": "产业",
                "一-主要任务-1": "主要任务",
                "二-1": "民生",
                "二-主要任务-1": "主要任务",
            },
        ),
        (
            "一、产业\n1.甲事。\n主要任务\n2.乙事。\n二、民生\n3.丙事。\n主要任务\n4.丁事。",
            {"1": "产业", "2": "主要任务", "3": "民生", "4": "主要任务"},
        ),
        # A heading that is there once is of no section.
        (
            "一、产业\n1.甲事。\n2.乙事。\n民生实事\n1.丙事。\n2.丁事。",
            {"一-1": "产业", "一-2": "产业", "民生实事-1": "民生实事", "民生实事-2": "民生实事"},
        ),
    ],
)  # fmt: skip
def test_a_heading_that_comes_again_is_of_the_section_it_stands_in(text, items):
    plan = parse_plan(f"某区2021年工作计划\n{text}", "x.txt")
    assert {item.label: item.section for item in plan.items} == items
    assert [item.text for item in plan.items] == ["甲事。", "乙事。", "丙事。", "丁事。"]


def test_a_heading_that_comes_again_without_a_section_is_refused():
    text = "计划\n经济\n1.甲事。\n民生\n1.乙事。\n经济\n1.丙事。"
    with pytest.raises(PlanError, match="重复出现"):
        parse_plan(text, "x.txt")


@pytest.mark.parametrize(
    ("block", "title"),
    [
        ("某区政府关于印发《某区2023年\n工作要点》的通知", "某区2023年工作要点"),
        ("某区政府\n关于印发《某区2023年工作要点》的\n通知", "某区2023年工作要点"),
        ("某区政府关于印发2023年工作要点的\n通知", "某区政府关于印发2023年工作要点的通知"),
        ("某区政府关于印发\n2023年工作要点的通知", "某区政府关于印发2023年工作要点的通知"),
        ("某区2023年工作要点\n通知各镇执行", "某区2023年工作要点"),
        (
            "关于印发《2023年政府工作报告》任务分工方案的通知",
            "关于印发《2023年政府工作报告》任务分工方案的通知",
        ),
    ],
)
def test_a_title_of_two_lines_is_read_whole(block, title):
    assert parse_plan(f"{block}\n1.修路。\n2.架桥。\n", "x.txt").title == title


@pytest.mark.parametrize("page", ["第3页 共12页", "— 3 —", "第 3 页"])
def test_the_number_of_a_page_heads_nothing(page):
    source = f"计划\n一、产业\n1.甲事，做\n{page}\n成它。\n2.乙事。\n{page}\n二、民生\n3.丙事。"
    plan = parse_plan(source, "x.txt")
    assert [(item.label, item.section) for item in plan.items] == [
        ("1", "产业"),
        ("2", "产业"),
        ("3", "民生"),
    ]
    assert plan.item("1").text == "甲事，做成它。"
    assert plan.item("2").text == "乙事。"
    assert not plan.notes


# --- what pages and margins cut ---------------------------------------------------------------


@pytest.mark.parametrize(
    "page", ["— 3 —", "-3-", "－ 12 －", "· 4 ·", "第 3 页 共 12 页", "共12页 第3页", "Page 3 of 9"]
)
@pytest.mark.parametrize("gap", ["\n", "\n\n"])
def test_the_number_of_a_page_is_no_word_of_an_item_and_is_reported(page, gap):
    items = f"1.改造管网12公里，更换{gap}{page}{gap}水表800只。\n"
    items += f"2.办好实事：\n（1）修路；\n{page}\n（2）架桥。"
    plan = parse_plan(f"甲区2023年计划\n{items}", "x.txt")
    assert [item.text.split() for item in plan.items] == [
        ["改造管网12公里，更换水表800只。"],
        ["办好实事：", "（1）修路；", "（2）架桥。"],
    ]
    lines = f"甲区2023年计划\n{items}".splitlines()
    assert [(part.reason, part.text) for part in plan.left_out] == [("页码", page)] * 2
    assert all(lines[part.first_line - 1] == page for part in plan.left_out)


def test_a_heading_that_ends_a_page_is_not_joined_with_what_is_below_it():
    source = (
        "计划\n一、总体要求\n- 1 -\n要稳中求进。\n二、任务\n1.修路。达到\n- 2 -\n5公里。\n2.架桥。"
    )
    plan = parse_plan(source, "x.txt")
    assert [section.title for section in plan.sections] == ["总体要求", "任务"]
    assert texts_of(plan) == ["修路。达到5公里。", "架桥。"]


def test_pages_counted_out_of_their_number_are_no_words_and_a_lone_fraction_is_one():
    items = "1.改造管网12公里，更换\n1/3\n水表800只。\n2.修路5公里，架桥\n2/3\n3座。"
    plan = parse_plan(f"计划\n{items}", "x.txt")
    assert texts_of(plan) == ["改造管网12公里，更换水表800只。", "修路5公里，架桥3座。"]
    lone = "1.改造管网12公里，占\n1/3\n以上。\n2.修路。"
    assert "1/3" in texts_of(parse_plan(f"计划\n{lone}", "x.txt"))[0]


def test_a_line_that_is_only_a_figure_is_a_page_number_beside_a_form_feed_alone():
    source = "计划\n1.改造管网12公里，更换\n3\n\f水表800只。\n2.新增公园，其中大型\n5\n座。"
    plan = parse_plan(source, "x.txt")
    assert texts_of(plan) == ["改造管网12公里，更换水表800只。", "新增公园，其中大型\n5\n座。"]


@pytest.mark.parametrize("head", ["甲区2023年重点工作", "甲区人民政府办公室"])
def test_a_running_head_is_no_word_of_an_item_and_heads_nothing(head):
    front = "甲区人民政府办公室\n甲区2023年重点工作"
    items = f"一、建设\n1.改造管网12公里，更换\n{head}\n水表800只。\n"
    items += f"2.修路。\n{head}\n二、民生\n3.架桥。"
    plan = parse_plan(f"{front}\n{items}\n甲区人民政府办公室\n2023年2月1日", "x.txt")
    assert [(item.text, item.section) for item in plan.items] == [
        ("改造管网12公里，更换水表800只。", "建设"),
        ("修路。", "建设"),
        ("架桥。", "民生"),
    ]
    assert plan.notes == (f"每页重复的页眉或页脚没有读入：“{head}”。",)
    assert (plan.date, plan.title) == ("2023-02-01", "甲区2023年重点工作")


def test_a_running_head_that_no_title_names_stands_beside_the_page_numbers():
    pages = [f"{n}.办好第{n}件事，做\n- {n} -\n内部资料 注意保存\n成它。" for n in range(1, 5)]
    plan = parse_plan("\n".join(["计划", *pages]), "x.txt")
    assert texts_of(plan) == [f"办好第{n}件事，做成它。" for n in range(1, 5)]


def test_what_is_said_alike_of_several_items_is_no_running_head():
    items = [f"{n}.办好第{n}件事，做成它\n区水务局\n\n- {n} -\n" for n in range(1, 3)]
    items += [f"{n}.办好第{n}件事，做成它\n区水务局\n年底前" for n in range(3, 6)]
    plan = parse_plan("\n".join(["计划", *items]), "x.txt")
    assert all("区水务局" in item.text for item in plan.items[2:])


LONG_ITEMS = [
    "推进老旧小区改造。全年完成既有住宅加装电梯三百二十台，改造二次供水设施六十处，惠及居民一万二千户。",
    "完善养老服务体系，新增养老床位320张，改建社区食堂5个，新建托育点12个，建成AI Town一处。",
    "培育新兴产业。全年新增高新技术企业120家，数字经济核心产业增加值占地区生产总值的比重达到14.5%以上。",
]
FIELD = "（责任单位：区房管局、区民政局）"


def cut_at(margin: int, text: str, first: str, others: str) -> str:
    """Break a text as an editor does that fills lines to a margin."""
    lines, line = [], first
    for char in text:
        if len(line) >= margin and char not in "，。、；）":
            lines.append(line)
            line = others
        line += char
    return "\n".join([*lines, line])


@pytest.mark.parametrize("margin", [22, 30, 41])
@pytest.mark.parametrize(
    ("first", "others"), [("", ""), ("　　", ""), ("    ", "    "), ("", "   ")]
)
def test_a_paragraph_that_a_margin_cut_is_read_whole(margin, first, others):
    items = [
        f"{cut_at(margin, f'{n}.{text}', first, others)}\n{first}{FIELD}"
        for n, text in enumerate(LONG_ITEMS, start=1)
    ]
    source = "\n".join(["甲区2023年计划", "一、建设", *items[:2], "二、产业", *items[2:]])
    plan = parse_plan(source, "x.txt")
    found = [" ".join(item.text.split()).replace(" ", "") for item in plan.items]
    assert found == [(text + FIELD).replace(" ", "") for text in LONG_ITEMS]
    assert all(text in item.text for text, item in zip(LONG_ITEMS, plan.items, strict=True))
    assert len(plan.source.splitlines()) == len(source.splitlines())


def test_a_title_may_be_wider_than_the_margin_of_the_text():
    title = "关于印发《甲区2023年〈政府工作报告〉重点工作任务分解方案及责任清单》的通知"
    items = [cut_at(22, f"{n}.{text}", "", "") for n, text in enumerate(LONG_ITEMS, start=1)]
    plan = parse_plan("\n".join([title, "", "一、任务", *items, "4.修路。"]), "x.txt")
    assert texts_of(plan)[:3] == LONG_ITEMS


def test_a_margin_cuts_across_pages():
    lines = cut_at(24, f"1.{LONG_ITEMS[0]}", "", "").split("\n")
    others = [cut_at(24, f"{n}.{LONG_ITEMS[n - 1]}", "", "") for n in (2, 3)]
    source = "\n".join(["计划", lines[0], "", "- 1 -", "", *lines[1:], *others])
    assert parse_plan(source, "x.txt").items[0].text.rstrip() == LONG_ITEMS[0]


def test_the_lines_of_a_list_are_not_joined():
    lines = [f"在第{n}街道新建社区食堂和为老服务中心各1处，配齐设备" for n in "一二三四五"]
    text = "\n".join(["办好实事：", *lines])
    assert parse_plan(f"计划\n1.{text}\n2.修路。", "x.txt").items[0].text == text


# --- headings without a number ----------------------------------------------------------------


def sections_of(source: str) -> list[tuple[int, str, list[str]]]:
    plan = parse_plan(source, "x.txt")
    return [(s.level, s.title, [i.label for i in plan.items_of(s)]) for s in plan.sections]


PARTS = "\n\n".join(
    [
        "产业发展\n招引项目\n1.签约35个。（牵头单位：区投促局）\n2.开工20个。",
        "培育企业\n3.新增12家。\n4.技改9个。（区工信局牵头）",
        "城市建设\n小区改造\n5.改造22个。\n6.加梯40台。",
    ]
)


def test_headings_of_two_levels_hold_their_items():
    told = PARTS.replace("\n\n培育", "\n培育")
    assert sections_of(
        f"甲区2024年工作安排\n\n{told}\n\n民生保障\n7.新增床位90张。\n8.建园2所。"
    ) == [
        (0, "产业发展", ["1", "2", "3", "4"]),
        (1, "招引项目", ["1", "2"]),
        (1, "培育企业", ["3", "4"]),
        (0, "城市建设", ["5", "6"]),
        (1, "小区改造", ["5", "6"]),
        (0, "民生保障", ["7", "8"]),
    ]


@pytest.mark.parametrize("gap", ["\n", "\n\n"])
def test_of_which_level_a_heading_is_that_stands_alone_is_not_guessed(gap):
    parts = PARTS.replace("\n\n", gap)
    assert sections_of(f"甲区2024年工作安排\n{parts}") == [
        (0, "招引项目", ["1", "2"]),
        (0, "培育企业", ["3", "4"]),
        (0, "小区改造", ["5", "6"]),
    ]


def test_offices_below_each_item_are_no_headings():
    items = [f"{n}.办好第{n}件事。\n区{n}局\n区{n}委" for n in "一二三四"]
    source = "\n".join(items).translate(str.maketrans("一二三四", "1234"))
    plan = parse_plan(f"甲区2024年工作安排\n{source}", "x.txt")
    assert plan.items[0].text == "办好第1件事。\n区1局\n区1委"
    assert not plan.sections


def test_headings_of_markdown_are_nested_by_their_level():
    source = "# 计划\n## 产业\n### 招商\n1. 甲。\n### 技改\n1. 乙。\n## 民生\n1. 丙。"
    assert sections_of(source) == [
        (0, "产业", ["产业-招商-1", "产业-技改-1"]),
        (1, "招商", ["产业-招商-1"]),
        (1, "技改", ["产业-技改-1"]),
        (0, "民生", ["民生-1"]),
    ]


def test_numbers_that_run_on_below_sentences_number_the_items():
    source = (
        "甲市2024年政府工作报告重点任务分工方案\n一、稳增长\n（一）扩大投资。\n"
        "1. 建设项目210个。（市发改委牵头）\n2. 发行债券65亿元。（市财政局牵头）\n"
        "（二）促进消费。扩大内需。\n3. 发放消费券2亿元。（市商务局牵头）\n二、惠民生\n"
        "（三）稳定就业。\n4. 新增就业4万人。（市人社局牵头）\n5. 培训3万人次。（市人社局牵头）"
    )
    plan = parse_plan(source, "x.txt")
    assert [(item.label, item.section) for item in plan.items] == [
        ("1", "扩大投资"),
        ("2", "扩大投资"),
        ("3", "促进消费"),
        ("4", "稳定就业"),
        ("5", "稳定就业"),
    ]
    assert plan.item("4").text == "新增就业4万人。（市人社局牵头）"
    assert [part.text for part in plan.left_out] == ["（二）促进消费。扩大内需。"]


def test_numbers_that_restart_below_sentences_are_points_of_them():
    source = "计划\n一、办好甲事。\n1.先办子。\n2.再办丑。\n二、办好乙事。\n1.先办寅。\n2.再办卯。"
    plan = parse_plan(source.replace("一、", "（一）").replace("二、", "（二）"), "x.txt")
    assert [item.label for item in plan.items] == ["1", "2"]


def test_numbers_that_stand_alone_in_their_lines_number_what_is_below_them():
    items = [
        "加装电梯\n加装电梯60台。\n责任科室：城建办",
        "社区助餐\n新增食堂3家。",
        "公园\n建2个。",
    ]
    lines = "\n".join(f"{n}\n{text}" for n, text in enumerate(items, start=1))
    plan = parse_plan(f"甲街道2024年实事项目\n{lines}", "x.txt")
    assert texts_of(plan) == items
    assert not plan.left_out and not plan.damage


@pytest.mark.parametrize(
    "lines", ["1\n2\n3\n甲事。", "1\n甲事。\n3\n乙事。\n4\n丙事。", "2\n甲事。"]
)
def test_figures_that_do_not_count_what_is_below_them_number_nothing(lines):
    with pytest.raises(PlanError, match="没有找到编号的条目"):
        parse_plan(f"计划\n{lines}", "x.txt")


def test_a_part_that_is_numbered_in_another_way_takes_no_numbers_from_the_others():
    source = "计划\n一、产业\n1、甲事。\n2、乙事。\n二、民生\n3、丙事。\n三、有关要求\n"
    source += "（一）丁事。\n（二）戊事。"
    assert labels_of(source) == ["1", "2", "3", "三-1", "三-2"]
    assert labels_of(source.replace("3、", "1、")) == ["一-1", "一-2", "二-1", "三-1", "三-2"]


@pytest.mark.parametrize(
    "who", ["（牵头单位：区工信局）", "责任部门：区工信局", "（区工信局牵头）"]
)
def test_who_answers_for_a_section_is_kept_beside_its_items(who):
    parts = f"一、工业\n{who}\n1.甲事。\n二、文旅\n{who}\n1.乙事。"
    plan = parse_plan(f"甲区2024年任务书\n填报单位：区政府办\n{parts}", "x.txt")
    assert [(item.label, item.part, item.text) for item in plan.items] == [
        ("一", "preamble", who),
        ("一-1", "body", "甲事。"),
        ("二", "preamble", who),
        ("二-1", "body", "乙事。"),
    ]
    assert not plan.damage


LETTER = """柳河县发展和改革局文件
柳发改〔2025〕12号

关于印发《柳河县2025年重点工作安排》的通知

各乡镇人民政府，县直有关单位：

现将《柳河县2025年重点工作安排》印发给你们，请认真执行。参照柳政发〔2021〕8号文件办理。

联系人：方芳；联系电话：5551234

柳河县发展和改革局
2025年2月8日

柳河县2025年重点工作安排

1. 修路5公里。
2. 建桥2座。
3. 植树3000亩。
4. 清淤6公里。
5. 招商8次。
6. 办赛2场。
"""


def test_what_a_plan_has_as_a_document_is_read():
    head = parse_plan(LETTER, "安排.txt").masthead
    assert head == Masthead(
        "柳发改〔2025〕12号",
        "各乡镇人民政府，县直有关单位",
        "柳河县发展和改革局",
        "联系人：方芳；联系电话：5551234",
    )


@pytest.mark.parametrize(
    "lead", ["各项任务安排如下：", "根据柳政发〔2021〕8号文件安排。", "今年要抓好以下工作："]
)
def test_what_leads_to_the_items_is_nothing_of_a_document(lead):
    plan = parse_plan(f"柳河县2025年重点工作\n{lead}\n1. 修路5公里。\n2. 建桥2座。\n", "x.txt")
    assert plan.masthead == Masthead()
