"""Tables in text and Markdown files become rows that can be quoted; all else stays as it is."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.passages import split_plan
from index.plan import Plan
from index.reading import parse_plan
from index.text_tables import document_of

ROWS = {
    "1": "项目：甲馆开工；责任单位：区文旅局；完成时限：6月底",
    "2": "项目：乙路通车；责任单位：区建管委；完成时限：9月底",
}
MARKDOWN = """\
| 序号 | 项目 | 责任单位 | 完成时限 |
| --- | :---: | --- | ---: |
| 1 | 甲馆开工 | 区文旅局 | 6月底 |
| 2 | 乙路通车 | 区建管委 | 9月底 |"""
WITHOUT_OUTER_PIPES = """\
序号 | 项目 | 责任单位 | 完成时限
---|---|---|---
1 | 甲馆开工 | 区文旅局 | 6月底
2 | 乙路通车 | 区建管委 | 9月底"""
WITHOUT_DASHES = "\n".join(MARKDOWN.splitlines()[:1] + MARKDOWN.splitlines()[2:])
FULL_WIDTH = WITHOUT_DASHES.replace("|", "｜")
TABS = "序号\t项目\t责任单位\t完成时限\n1\t甲馆开工\t区文旅局\t6月底\n2\t乙路通车\t区建管委\t9月底"
INDENTED = "\n".join(f"　　{line}" for line in MARKDOWN.splitlines())


def items_of(plan: Plan) -> dict[str, str]:
    return {item.label: item.text for item in plan.items}


@pytest.mark.parametrize(
    "table", [MARKDOWN, WITHOUT_OUTER_PIPES, WITHOUT_DASHES, FULL_WIDTH, TABS, INDENTED]
)
@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
def test_a_table_of_tasks_is_read_row_by_row(table, line_end):
    source = f"某区2021年任务表\n\n{table}\n\n说明：按月通报。\n".replace("\n", line_end)
    plan = parse_plan(source, "x.txt")
    assert items_of(plan) == ROWS
    assert all(plan.source[i.span.start : i.span.end] == i.text for i in plan.items)
    assert [passage.text for passage in split_plan(plan)] == list(ROWS.values())
    (note,) = plan.left_out  # the table keeps the lines of the file, so that this is its line
    lines = source.splitlines()
    assert (lines[note.first_line - 1], note.text) == ("说明：按月通报。", "说明：按月通报。")


def test_a_table_inside_an_item_stays_in_it_and_one_behind_the_plan_is_an_annex():
    table = MARKDOWN.replace("序号", "编号")
    plan = parse_plan(
        f"计划\n1.推进下列项目：\n{table}\n2.办好丙事。\n附件：责任表\n{table}", "x.md"
    )
    assert [item.label for item in plan.own_items] == ["1", "2"]
    assert list(plan.items[0].text.splitlines())[-2:] == [
        f"{number}.{text}" for number, text in ROWS.items()
    ]
    assert [item.text for item in plan.items if item.part == "annex"] == list(ROWS.values())


def test_a_numbered_table_longer_than_the_plan_before_it_is_its_annex():
    items = "\n".join(f"{n}、修好{n}号桥。" for n in "一二三四五")
    rows = "\n".join(f"| {n} | {n}号泵站 | 区水务局 | 6月底 |" for n in range(1, 8))
    head = "\n".join(MARKDOWN.splitlines()[:2])
    plan = parse_plan(f"某区2024年计划\n\n{items}\n\n附件：泵站表\n\n{head}\n{rows}\n", "x.md")
    assert [item.label for item in plan.own_items] == ["1", "2", "3", "4", "5"]
    annexed = [item.label for item in plan.items if item.part == "annex"]
    assert annexed == [f"附-{number}" for number in range(1, 8)]


def test_a_table_behind_a_notice_of_few_points_is_the_plan():
    rows = "\n".join(f"| {n} | {n}号泵站 | 区水务局 | 6月底 |" for n in range(1, 8))
    head = "\n".join(MARKDOWN.splitlines()[:2])
    notice = "关于印发任务表的通知\n一、抓紧落实。\n二、按月报送。\n"
    plan = parse_plan(f"{notice}\n附件：泵站表\n\n{head}\n{rows}\n", "x.md")
    assert [item.label for item in plan.own_items] == [str(number) for number in range(1, 8)]


def test_merged_rows_head_what_is_below_them_and_repeated_numbers_go_on():
    plan = parse_plan(
        "计划\n| 序号 | 项目 | 责任单位 |\n|---|---|---|\n| **一、经济** | | |\n"
        "| 1 | 甲 | 区文旅局<br>区商务局 |\n| 1 | 乙 | 区建管委 |\n| 二、民生 |\n| 2 | 丙 |\n",
        "x.md",
    )
    assert items_of(plan) == {
        "1": "项目：甲；责任单位：区文旅局 区商务局\n项目：乙；责任单位：区建管委",
        "2": "项目：丙",
    }
    assert [item.section for item in plan.items] == ["经济", "民生"]
    assert plan.damage == ()


def test_a_table_without_numbers_is_counted_and_that_is_said():
    table = "| 项目 | 责任单位 |\n|---|---|\n| 甲 | 区文旅局 |\n| 乙 | 区建管委 |"
    plan = parse_plan(f"某区2021年任务表\n{table}", "x.md")
    assert items_of(plan) == {
        "1": "项目：甲；责任单位：区文旅局",
        "2": "项目：乙；责任单位：区建管委",
    }
    assert any("没有序号" in note for note in plan.notes)


def test_no_cell_is_lost_that_stands_beyond_the_columns():
    plan = parse_plan("计划\n| 序号 | 项目 |\n|--|--|\n| 1 | 甲 | 乙\\|丙 | 丁 |", "x.md")
    assert items_of(plan) == {"1": "项目：甲；乙|丙；丁"}


@pytest.mark.parametrize(
    "source",
    [
        "计划\n1.甲|乙一起办好。\n2.丙。",
        "计划\n| 单独一行 |\n1.甲。",
        "计划\n1.\t甲办好。\n2.\t乙办好。",
        "计划\n目录\n一、经济\t1\n二、民生\t3\n一、经济\n1.甲。\n二、民生\n1.乙。",
        "计划\n---\n1.甲。\n---\n2.乙。",
        "计划\n1.\t甲办好。\t区文旅局\n2.\t乙办好。\t区建管委\n3.\t丙办好。\t区水务局",
        "计划\n1.甲。\n联系人：\t张三\t电话\n地址：\t区政府\t202室\n邮编\t200082\t2024",
    ],
)
def test_what_is_no_table_is_left_to_the_letter(source):
    document = document_of(source)
    assert (document.text, document.rows) == (source, ())


@given(st.text(st.sampled_from("|｜-:\t\n\r \\甲1.序号项目*"), max_size=60))
def test_any_text_keeps_its_lines(source):
    document = document_of(source)
    assert len(document.text.splitlines()) == len(source.splitlines())
    for row in document.rows:
        assert "\n" not in document.text[row.start : row.end]


def test_columns_of_other_names_are_a_table_where_all_cells_are_there():
    table = "村名\t茶园（亩）\t驻村队长\n坑头村\t820\t林小川\n岩下村\t460\t赵一鸣\n合计\t1280\t\n"
    plan = parse_plan(f"某镇2024年计划\n1.种茶。\n2.修路。\n\n附表：各村任务\n{table}", "x.txt")
    assert [item.text for item in plan.items if item.part == "annex"] == [
        "村名：坑头村；茶园（亩）：820；驻村队长：林小川",
        "村名：岩下村；茶园（亩）：460；驻村队长：赵一鸣",
    ]


def test_a_blank_cell_keeps_its_column():
    head = "计划\n序号\t任务\t责任单位\t完成时限\n"
    assert items_of(parse_plan(f"{head}1\t甲馆\t\t6月底\n2\t乙路\t区建管委\t\n", "x.txt")) == {
        "1": "任务：甲馆；完成时限：6月底",
        "2": "任务：乙路；责任单位：区建管委",
    }
    merged = parse_plan(f"{head}1\t甲馆\t区文旅局\t6月底\n\t乙馆\t区教育局\t9月底\n", "x.txt")
    assert (
        items_of(merged)["1"].splitlines()[1] == "任务：乙馆；责任单位：区教育局；完成时限：9月底"
    )


def test_tabs_that_only_align_part_no_blank_cells():
    aligned = "计划\n序号\t\t任务\t\t责任单位\n1\t\t甲馆\t\t区文旅局\n"
    assert items_of(parse_plan(aligned, "x.txt")) == {"1": "任务：甲馆；责任单位：区文旅局"}
    unclear = document_of(f"{aligned}2\t\t乙路\t\n3\t丙\t\t\t丁\n")  # which cell is blank?
    assert unclear.rows == ()


def test_a_column_may_be_named_by_a_year():
    table = "计划\n| 序号 | 任务 | 2023年目标 |\n|--|--|--|\n| 1 | 旧改 | 200户 |"
    assert items_of(parse_plan(table, "x.md")) == {"1": "任务：旧改；2023年目标：200户"}


@pytest.mark.parametrize("mark", ["一", "一、", "（一）"])
def test_a_row_of_a_chinese_number_and_one_text_heads_the_rows_below_it(mark):
    marks = [mark, mark.replace("一", "二")]
    rows = f"{marks[0]}\t产业升级\n1\t培育企业\t区工信局\n{marks[1]}\t民生改善\n2\t养老\t区民政局"
    plan = parse_plan(f"某区2024年任务表\n序号\t工作任务\t牵头单位\n{rows}", "x.txt")
    assert [(item.label, item.section, item.text) for item in plan.items] == [
        ("1", "产业升级", "工作任务：培育企业；牵头单位：区工信局"),
        ("2", "民生改善", "工作任务：养老；牵头单位：区民政局"),
    ]


def test_below_a_column_of_numbers_a_name_that_is_not_usual_names_a_column():
    plan = parse_plan(
        "计划\n序号\t项目名称\t总投资（亿元）\n1\t大道二期\t12.5\n2\t少年宫\t3.2", "x.txt"
    )
    assert items_of(plan) == {
        "1": "项目名称：大道二期；总投资（亿元）：12.5",
        "2": "项目名称：少年宫；总投资（亿元）：3.2",
    }


@pytest.mark.parametrize(
    ("upper", "lower", "row"),
    [
        (
            "序号 | 事项 | 职责 | 职责 | 时限",
            "序号 | 事项 | 主办单位 | 协办单位 | 时限",
            "事项：疏浚河道；主办单位：水务站；协办单位：各村；时限：5月底",
        ),
        (
            "序号 | 事项 | 职责 | | 时限",
            " | | 主办单位 | 协办单位 | ",
            "事项：疏浚河道；主办单位：水务站；协办单位：各村；时限：5月底",
        ),
        (
            "序号 | 事项 | 投资（万元） | 投资（万元） | 时限",
            "序号 | 事项 | 总额 | 其中自筹 | 时限",
            "事项：疏浚河道；总额（万元）：水务站；其中自筹（万元）：各村；时限：5月底",
        ),
        (
            "序号 | 2023年 | | 2024年 | ",
            " | 目标 | 单位 | 目标 | 单位",
            "2023年目标：疏浚河道；2023年单位：水务站；2024年目标：各村；2024年单位：5月底",
        ),
    ],
)
def test_two_rows_that_name_the_columns_are_no_item(upper, lower, row):
    rows = [upper, lower, "1 | 疏浚河道 | 水务站 | 各村 | 5月底", upper, lower]
    plan = parse_plan("任务表\n" + "\n".join(f"| {line} |" for line in rows), "x.md")
    assert items_of(plan) == {"1": row}


def test_rows_below_the_names_of_the_columns_are_no_second_row_of_them():
    lines = ["序号 | 任务 | 主办 | 协办 | 时限", "1 | 甲馆 | 文旅局 | 文旅局 | 6月底"]
    lines.append(" | 乙馆 | 教育局 | 团区委 | ")
    plan = parse_plan("任务表\n" + "\n".join(f"| {line} |" for line in lines), "x.md")
    assert items_of(plan) == {
        "1": "任务：甲馆；主办：文旅局；协办：文旅局；时限：6月底\n"
        "任务：乙馆；主办：教育局；协办：团区委"
    }


def test_the_unit_of_a_column_does_not_make_its_name_too_long():
    plan = parse_plan("计划\n序号\t任务\t2024年度计划投资（万元）\n1\t修渠\t350\n", "x.txt")
    assert items_of(plan) == {"1": "任务：修渠；2024年度计划投资（万元）：350"}


def test_names_above_figures_name_columns_however_unusual():
    source = (
        "计划\n1.修渠。\n附件：分解表\n乡名\t渠长（米）\t水窖（口）\n甲乡\t900\t12\n乙乡\t70\t5\n"
    )
    rows = [item.text for item in parse_plan(source, "x.txt").items if item.part == "annex"]
    assert rows == [
        "乡名：甲乡；渠长（米）：900；水窖（口）：12",
        "乡名：乙乡；渠长（米）：70；水窖（口）：5",
    ]
    assert document_of(source.replace("900", "宽")).rows  # 12 and 5 still are figures


@pytest.mark.parametrize(
    "rows",
    [
        "|1|东沟电站|900|\n|2|西坡风场|80|\n|合计||980|\n",
        "|1|东沟电站|900|\n|2|西坡风场|80|\n||合计|980|\n",
        "|合计|合计|980|\n|1|东沟电站|900|\n|2|西坡风场|80|\n",
        "|1|东沟电站|900|\n||小计|900|\n|2|西坡风场|80|\n|3|合计（2个）|980|\n",
    ],
)
def test_a_row_that_sums_up_the_others_is_read_and_none_of_them(rows):
    body = "某乡2024年计划\n1.修好水渠。\n2.管好水井。\n3.守好山林。\n4.养好公路。\n附件：电源表\n"
    plan = parse_plan(f"{body}|序号|项目|投资（万元）|\n|---|---|---|\n{rows}", "x.md")
    behind = {item.label: (item.part, item.text) for item in plan.items if item.part != "body"}
    (total,) = [text for part, text in behind.values() if part == "sum"]
    assert "合计" in total and total.endswith("投资（万元）：980")
    assert {label: text for label, (part, text) in behind.items() if part == "annex"} == {
        "附-1": "项目：东沟电站；投资（万元）：900",
        "附-2": "项目：西坡风场；投资（万元）：80",
    }
    assert [section.title for section in plan.sections] == ["电源表"]
