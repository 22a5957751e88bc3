"""Word and PDF files: every paragraph, number and table row as the reader of the file sees it."""

import io
import struct
import zipfile
from itertools import pairwise

import pytest
from docx import Document as new_docx
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn

from index.document import Document
from index.errors import PlanError
from index.passages import split_plan
from index.pdf import read_pdf
from index.plan import Plan
from index.reading import load_plan, plan_of, read_document
from index.word_numbering import AutomaticNumbers
from tests.documents import (
    add_list,
    add_table,
    docx_bytes,
    html_page,
    number,
    print_pdf,
    restart_list,
    write_docx,
)

TASKS = [
    ["序号", "工作任务", "责任单位", "完成时限"],
    ["1", "推进旧区改造，完成征收9000户。启动平凉街坊。", "区建管委", "12月底"],
    ["2", "新增养老床位600张", "区民政局\n各街道", "10月底"],
]


def plan_from(data: bytes, name: str = "计划") -> Plan:
    return plan_of(read_document(data, name), name)


def items_of(plan: Plan) -> list[tuple[str, str]]:
    return [(item.label, item.text) for item in plan.items]


def lines_of(document: Document) -> list[str]:
    return [line for line in document.text.split("\n") if line]


# Word: text


def test_a_word_file_is_read_paragraph_by_paragraph():
    plan = plan_from(
        write_docx(["2021年工作计划", "", "1.建公园3座。", "2、不是条目", "2.建学校。"])
    )
    assert (plan.title, plan.year) == ("2021年工作计划", 2021)
    assert items_of(plan) == [("1", "建公园3座。\n2、不是条目"), ("2", "建学校。")]
    assert all(plan.source[i.span.start : i.span.end] == i.text for i in plan.items)


def test_what_a_file_is_decides_how_it_is_read_and_not_its_name(tmp_path):
    path = tmp_path / "计划.txt"
    path.write_bytes(write_docx(["计划", "1.建公园。"]))
    assert items_of(load_plan(path)) == [("1", "建公园。")]


def test_tracked_changes_read_as_if_accepted_and_are_noted():
    file = new_docx()
    file.add_paragraph("计划")
    paragraph = file.add_paragraph("1.建公园")
    for tag, text, kind in (("del", "3座", "delText"), ("ins", "5座", "t")):
        paragraph._p.append(
            parse_xml(
                f'<w:{tag} {nsdecls("w")} w:id="1" w:author="a">'
                f"<w:r><w:{kind}>{text}</w:{kind}></w:r></w:{tag}>"
            )
        )
    paragraph.add_run("。")
    plan = plan_from(docx_bytes(file))
    assert items_of(plan) == [("1", "建公园5座。")]
    assert any("修订" in note for note in plan.notes)


def test_content_controls_and_soft_line_breaks_are_read():
    file = new_docx()
    file.add_paragraph("计划")
    paragraph = file.add_paragraph("1.建公园。")
    paragraph.add_run().add_break()
    paragraph.add_run("2.建学校。")
    control = parse_xml(
        f"<w:sdt {nsdecls('w')}><w:sdtContent><w:p><w:r><w:t>3.建医院。</w:t></w:r></w:p>"
        "</w:sdtContent></w:sdt>"
    )
    file.element.body.insert(2, control)
    assert items_of(plan_from(docx_bytes(file))) == [
        ("1", "建公园。"), ("2", "建学校。"), ("3", "建医院。"),
    ]  # fmt: skip


def test_the_table_of_contents_text_boxes_and_footnotes_are_left_out_and_named():
    file = new_docx()
    file.add_paragraph("计划")
    file.styles.add_style("toc 1", 1)
    file.add_paragraph("一、经济\t1", style="toc 1")
    file.add_paragraph("一、经济")
    paragraph = file.add_paragraph("1.建公园。")
    paragraph._p.append(
        parse_xml(
            f"<w:r {nsdecls('w')}><w:pict><w:txbxContent><w:p><w:r><w:t>框里的字</w:t></w:r></w:p>"
            '</w:txbxContent></w:pict><w:footnoteReference w:id="1"/></w:r>'
        )
    )
    plan = plan_from(docx_bytes(file))
    assert items_of(plan) == [("1", "建公园。")]
    assert [note[:7] for note in plan.notes] == ["目录有 1 行", "有 1 个文本", "有 1 处脚注"]
    assert "框里的字" in plan.notes[1]


def test_headings_without_a_number_are_sections():
    file = new_docx()
    file.add_paragraph("2021年计划", style="Title")
    for heading, texts in {"经济发展": ["1.建公园", "2.建学校"], "民生保障": ["1.建医院"]}.items():
        file.add_paragraph(heading, style="Heading 1")
        for text in texts:
            file.add_paragraph(text)
    plan = plan_from(docx_bytes(file))
    assert items_of(plan) == [
        ("经济发展-1", "建公园"), ("经济发展-2", "建学校"), ("民生保障-1", "建医院"),
    ]  # fmt: skip
    assert [item.section for item in plan.items] == ["经济发展", "经济发展", "民生保障"]


# Word: automatic numbers


@pytest.mark.parametrize("title_style", ["Title", "Heading 1"])
def test_headings_without_a_number_are_nested_by_their_styles(title_style):
    file = new_docx()
    file.add_paragraph("甲区2024年工作安排", style=title_style)
    file.add_paragraph("2024年2月1日")
    level = 1 + (title_style != "Title")
    for heading, below, texts in [
        ("产业发展", "招引项目", ["1.签约35个。", "2.开工20个。"]),
        ("", "培育企业", ["3.新增12家。"]),
        ("城市建设", "小区改造", ["4.改造22个。"]),
    ]:
        if heading:
            file.add_paragraph(heading, style=f"Heading {level}")
        file.add_paragraph(below, style=f"Heading {level + 1}")
        for text in texts:
            file.add_paragraph(text)
    plan = plan_from(docx_bytes(file))
    assert [(s.level, s.title, [i.label for i in plan.items_of(s)]) for s in plan.sections] == [
        (0, "产业发展", ["1", "2", "3"]),
        (1, "招引项目", ["1", "2"]),
        (1, "培育企业", ["3"]),
        (0, "城市建设", ["4"]),
        (1, "小区改造", ["4"]),
    ]
    assert plan.title == "甲区2024年工作安排"


def test_numbers_that_word_makes_are_read():
    file = new_docx()
    file.add_paragraph("2021年计划")
    listed = add_list(file, ("chineseCounting", "%1、"), ("decimal", "%2．"))
    for level, text in [
        (0, "经济"),
        (1, "建公园。"),
        (1, "建学校。"),
        (0, "民生"),
        (1, "建医院。"),
    ]:
        number(file.add_paragraph(text), listed, level)
    plan = plan_from(docx_bytes(file))
    assert lines_of(read_document(docx_bytes(file), "x")) == [
        "2021年计划", "一、经济", "1．建公园。", "2．建学校。", "二、民生", "1．建医院。",
    ]  # fmt: skip
    assert items_of(plan) == [("一-1", "建公园。"), ("一-2", "建学校。"), ("二-1", "建医院。")]


def test_automatic_numbers_come_through_a_style_and_its_base():
    file = new_docx()
    file.add_paragraph("计划")
    listed = add_list(file, ("decimal", "第%1条"))
    base = file.styles.add_style("条文", 1)
    base.element.get_or_add_pPr().get_or_add_numPr().get_or_add_numId().val = listed
    derived = file.styles.add_style("条文甲", 1)
    derived.base_style = base
    file.add_paragraph("建公园。", style="条文")
    file.add_paragraph("建学校。", style="条文甲")
    off = file.add_paragraph("不编号。", style="条文")
    off._p.get_or_add_pPr().get_or_add_numPr().get_or_add_numId().val = 0
    assert lines_of(read_document(docx_bytes(file), "x")) == [
        "计划", "第1条建公园。", "第2条建学校。", "不编号。",
    ]  # fmt: skip


def test_an_automatic_list_that_starts_anew_starts_anew():
    file = new_docx()
    first = add_list(file, ("decimal", "%1."))
    again = restart_list(file, first)
    for listed, text in [(first, "甲"), (first, "乙"), (again, "丙"), (again, "丁")]:
        number(file.add_paragraph(text), listed)
    assert lines_of(read_document(docx_bytes(file), "x")) == ["1.甲", "2.乙", "1.丙", "2.丁"]


def test_word_counts_an_empty_numbered_paragraph_and_so_is_the_gap_reported():
    file = new_docx()
    file.add_paragraph("计划")
    listed = add_list(file, ("decimal", "%1、"))
    for text in ("建公园。", "", "建学校。"):
        number(file.add_paragraph(text), listed)
    plan = plan_from(docx_bytes(file))
    assert items_of(plan) == [("1", "建公园。"), ("3", "建学校。")]
    assert [damage.kind for damage in plan.damage] == ["missing-number"]


def test_bullets_number_nothing():
    file = new_docx()
    file.add_paragraph("1.建公园：")
    number(file.add_paragraph("东园"), add_list(file, ("bullet", "•")))
    assert lines_of(read_document(docx_bytes(file), "x")) == ["1.建公园：", "东园"]


@pytest.mark.parametrize(
    ("kind", "numbers"),
    [
        ("chineseCountingThousand", {1: "一", 10: "十", 11: "十一", 20: "二十", 105: "一百零五"}),
        ("ideographDigital", {1: "一", 10: "一〇", 21: "二一"}),
        ("chineseLegalSimplified", {3: "叁", 12: "拾贰"}),
        ("decimalEnclosedCircle", {1: "①", 20: "⑳", 21: "21"}),
        ("decimalFullWidth", {12: "１２"}),
        ("decimalZero", {3: "03"}),
        ("upperRoman", {4: "IV", 19: "XIX"}),
        ("lowerLetter", {1: "a", 27: "aa"}),
    ],
)
def test_automatic_numbers_are_written_in_their_format(kind, numbers):
    for value, written in numbers.items():
        file = new_docx()
        listed = add_list(file, (kind, "(%1)"), start=value)
        number(file.add_paragraph("甲"), listed)
        assert lines_of(read_document(docx_bytes(file), "x")) == [f"({written})甲"]


def test_a_number_format_that_is_not_known_is_reported_with_the_line():
    file = new_docx()
    file.add_paragraph("计划")
    number(file.add_paragraph("建公园。"), add_list(file, ("koreanCounting", "%1.")))
    plan = plan_from(docx_bytes(file))
    assert items_of(plan) == [("1", "建公园。")]
    (note,) = plan.notes
    assert "第 2 行“建公园。”的自动编号格式不认识" in note and "“1.”" in note


def test_multi_level_numbers_follow_the_levels_above():
    file = new_docx()
    listed = add_list(file, ("decimal", "%1."), ("decimal", "%1.%2"), ("lowerLetter", "%1.%2.%3"))
    levels = [0, 1, 1, 2, 0, 1]
    for level in levels:
        number(file.add_paragraph("甲"), listed, level)
    assert lines_of(read_document(docx_bytes(file), "x")) == [
        "1.甲", "1.1 甲", "1.2 甲", "1.2.a甲", "2.甲", "2.1 甲",
    ]  # fmt: skip


def test_a_file_without_numbering_part_has_no_automatic_numbers():
    file = new_docx()
    numbers = AutomaticNumbers(None, file.part.styles.element)
    assert numbers.label(file.add_paragraph("甲", style="List Number")._p) == ""


# Tables


@pytest.mark.parametrize("kind", ["docx", "pdf"])
def test_a_plan_that_is_one_table_has_its_rows_as_items(kind):
    content = ["2021年重点工作任务分解表", TASKS]
    plan = plan_from(write_docx(content) if kind == "docx" else print_pdf(html_page(content)))
    offices = "区民政局 各街道" if kind == "docx" else "区民政局各街道"
    assert items_of(plan) == [
        (
            "1",
            "工作任务：推进旧区改造，完成征收9000户。启动平凉街坊。责任单位：区建管委；完成时限：12月底",
        ),
        ("2", f"工作任务：新增养老床位600张；责任单位：{offices}；完成时限：10月底"),
    ]
    assert [item.title for item in plan.items] == [
        "推进旧区改造，完成征收9000户",
        "新增养老床位600张",
    ]


def test_a_row_is_one_passage_of_its_item():
    table = [["项目", "责任单位"], ["平凉旧改。含两个街坊。", "区建管委"], ["大桥旧改", "区房管局"]]
    plan = plan_from(write_docx(["计划", "1.推进旧改。抓紧。", table, "2.建公园。"]))
    assert [(passage.item, passage.text.strip()) for passage in split_plan(plan)] == [
        ("1", "推进旧改。"),
        ("1", "抓紧。"),
        ("1", "项目：平凉旧改。含两个街坊。责任单位：区建管委"),
        ("1", "项目：大桥旧改；责任单位：区房管局"),
        ("2", "建公园。"),
    ]


def test_the_clauses_of_a_row_are_its_cells():
    table = [["项目", "责任单位"], ["平凉旧改，含两个街坊。", "区建管委、区房管局"]]
    plan = plan_from(write_docx(["计划", "1.推进旧改。", table]))
    row = split_plan(plan)[-1]
    assert [plan.source[clause.start : clause.end] for clause in row.clauses] == [
        "项目：平凉旧改，含两个街坊。",
        "责任单位：区建管委、区房管局",
    ]


def test_rows_behind_the_signature_are_items_of_the_annex():
    plan = plan_from(
        write_docx(
            ["2021年计划", "1.推进旧改。", "2.建床位。", "附件：任务分解表", "任务分解表", TASKS]
        )
    )
    assert [item.label for item in plan.items] == ["1", "2", "附-1", "附-2"]
    assert plan.items[1].text == "建床位。"
    assert plan.items[2].text.endswith("责任单位：区建管委；完成时限：12月底")
    assert [item.part for item in plan.items] == ["body", "body", "annex", "annex"]
    assert plan.damage == ()


def test_merged_cells_are_repeated_and_title_rows_are_sections():
    file = new_docx()
    file.add_paragraph("2021年任务表")
    table = add_table(
        file,
        [
            ["序号", "任务", "责任单位"],
            ["一、经济", "", ""],
            ["1", "建公园", "区绿化局"],
            ["2", "建学校", ""],
            ["二、民生", "", ""],
            ["1", "建医院", "区卫健委"],
        ],
    )
    table.cell(1, 0).merge(table.cell(1, 2))
    table.cell(4, 0).merge(table.cell(4, 2))
    table.cell(2, 2).merge(table.cell(3, 2))
    assert items_of(plan_from(docx_bytes(file))) == [
        ("一-1", "任务：建公园；责任单位：区绿化局"),
        ("一-2", "任务：建学校；责任单位：区绿化局"),
        ("二-1", "任务：建医院；责任单位：区卫健委"),
    ]


@pytest.mark.parametrize("mark", ["%1", "%1.", "%1、"])
def test_a_number_that_word_makes_in_a_blank_cell_numbers_the_row(mark):
    rows = [["", "修缮祠堂", "文物所"], ["", "加固堤坝", "水务站"], ["", "", ""]]
    file = new_docx()
    file.add_paragraph("2022年任务表")
    table = add_table(file, [["序号", "任务", "责任单位"], *rows])
    counted = add_list(file, ("decimal", mark))
    for cell in table.columns[0].cells[1:]:
        number(cell.paragraphs[0], counted)
    plan = plan_from(docx_bytes(file))
    assert items_of(plan) == [
        ("1", "任务：修缮祠堂；责任单位：文物所"),
        ("2", "任务：加固堤坝；责任单位：水务站"),
    ]
    assert not plan.notes and not plan.sections


# PDF


LONG = (
    "加快推进旧区改造。完成征收9000户以上，启动平凉、大桥等12个街坊征收工作，加快推进明华糖厂、"
    "国棉九厂、烟草仓库等历史建筑修缮改造和功能植入，群众满意度达到95.5%以上；用好“一网统管”平台，"
    "在2021年12月底前全面完成AI Town建设。"
)  # fmt: skip


def test_pdf_lines_become_paragraphs_and_running_heads_and_page_numbers_go():
    texts = [f"{LONG}第{n}批民心工程用户青年风貌。" for n in range(1, 16)]
    content = ["2021年区政府工作要点", *(f"{n}.{text}" for n, text in enumerate(texts, start=1))]
    pdf = print_pdf(
        html_page(content),
        header="青山区人民政府文件",
        footer="— <span class=pageNumber></span> —",
    )
    plan = plan_from(pdf)
    assert [item.text for item in plan.items] == texts
    assert (plan.title, plan.year) == ("2021年区政府工作要点", 2021)
    assert plan.notes == ("每页重复的页眉或页脚没有读入：“青山区人民政府文件”。",)


def test_figures_of_another_font_stay_in_their_line_of_a_pdf():
    items = ["1.新建“示范”学校2所，投资3.5亿元。", "2.修路15公里。", "3.架桥4座。"]
    html = html_page(items).replace("<body>", "<body><h1>甲区2024年重点工作</h1>")
    # Liberation Serif has the figures and quotes, another font the words.
    html = html.replace("16pt/28pt 'Noto Serif CJK SC'", "20pt/32pt 'Liberation Serif'")
    plan = plan_from(print_pdf(html))
    assert (plan.title, plan.year) == ("甲区2024年重点工作", 2024)
    assert [item.text for item in plan.items] == [item[2:] for item in items]


def test_a_pdf_without_indents_is_cut_at_its_numbers():
    texts = [f"{LONG}第{n}批。" for n in range(1, 9)]
    html = html_page(["计划", *(f"{n}、{text}" for n, text in enumerate(texts, start=1))])
    plan = plan_from(print_pdf(html.replace("text-indent:2em", "text-indent:0")))
    assert [item.text for item in plan.items] == texts


def test_a_table_that_runs_on_over_pages_keeps_its_column_names():
    rows = [[str(n), f"第{n}项旧改任务", "区建管委"] for n in range(1, 41)]
    plan = plan_from(print_pdf(html_page(["任务表", [["序号", "任务", "责任单位"], *rows]])))
    assert items_of(plan) == [
        (str(n), f"任务：第{n}项旧改任务；责任单位：区建管委") for n in range(1, 41)
    ]


def test_offices_in_lines_of_their_own_in_a_pdf_cell_stay_apart():
    cells = ["区水务局<br>区城管办", "区住房和<br>城乡建设局", "区财政局、区国资委<br>、各镇"]
    rows = [[str(n), f"第{n}项任务", cell] for n, cell in enumerate(cells, start=1)]
    plan = plan_from(print_pdf(html_page(["任务表", [["序号", "任务", "责任单位"], *rows]])))
    assert [item.text.partition("责任单位：")[2] for item in plan.items] == [
        "区水务局 区城管办",
        "区住房和城乡建设局",
        "区财政局、区国资委、各镇",
    ]


@pytest.mark.parametrize("number", ["{n}", "- {n} -", "{n}/5"])
def test_a_page_number_close_to_the_text_is_no_word_of_it(number):
    parts = [
        f"<p>{n}.{LONG[:-1]}，架空线入地</p><p style='text-align:center'>{number.format(n=n)}</p>"
        f"<p style='break-before:page;text-indent:0'>{n}公里，提升市容。</p>"
        for n in range(1, 6)
    ]
    plan = plan_from(print_pdf(html_page(["计划"]).replace("</body>", f"{''.join(parts)}</body>")))
    assert [item.text for item in plan.items] == [
        f"{LONG[:-1]}，架空线入地{n}公里，提升市容。" for n in range(1, 6)
    ]


TALL = "td{line-height:40pt}td:nth-child(1){width:3em}td:nth-child(3){width:6em}"


@pytest.mark.parametrize(
    "style",
    [
        "",  # the cells are open at the page's end, and what is short stands in the middle
        "td{vertical-align:top}",
        "td{vertical-align:top;box-decoration-break:clone}",  # closed, as Word draws them
        "thead{display:table-header-group}",
    ],
)
def test_a_row_that_a_page_break_cuts_is_one_row(style):
    rows = [[str(n), f"{LONG[:-1]}，第{n}批", f"区建管委、第{n}街道"] for n in range(1, 8)]
    html = html_page(["任务表", [["序号", "任务", "责任单位"], *rows]])
    if "thead" in style:
        html = html.replace("<table><tr>", "<table><thead><tr>", 1)
        html = html.replace("</tr>", "</tr></thead>", 1)
    pdf = print_pdf(
        html.replace("</style>", f"{TALL}{style}</style>"),
        footer="— <span class=pageNumber></span> —",
    )
    plan = plan_from(pdf)
    assert items_of(plan) == [(n, f"任务：{task}；责任单位：{who}") for n, task, who in rows]
    assert not plan.left_out and not plan.notes


def test_a_row_without_a_number_that_a_page_break_cuts_is_one_row():
    rows = [[f"{LONG[:-1]}，第{n}批", f"第{n}街道", "年底前", ""] for n in range(1, 8)]
    html = html_page(["任务表", [["任务", "责任单位", "时限", "备注"], *rows]])
    wide = "td{line-height:40pt}td:nth-child(n+2){width:5em}"
    plan = plan_from(print_pdf(html.replace("</style>", f"{wide}</style>")))
    assert [item.text for item in plan.items] == [
        f"任务：{task}；责任单位：{who}；时限：{when}" for task, who, when, _ in rows
    ]
    assert not plan.sections


def test_rows_below_a_merged_number_stay_rows_where_a_page_ends():
    rows = [[str(n), f"第{n}项{part}", "区建管委"] for n in range(1, 30) for part in "甲乙"]
    html = html_page(["任务表", [["序号", "任务", "责任单位"], *rows]])
    for n in range(1, 30):
        html = html.replace(f"<td>{n}</td>", f"<td rowspan=2>{n}</td>", 1)
        html = html.replace(f"<td>{n}</td>", "", 1)
    plan = plan_from(print_pdf(html))
    told = [line for item in plan.items for line in item.text.splitlines()]
    assert told == [f"任务：{task}；责任单位：{who}" for _, task, who in rows]


def test_what_is_merged_over_rows_is_told_in_each_over_pages_too():
    tasks = [f"第{n}处堤坝加固" for n in range(1, 31)]
    rows = "".join(
        f"<tr><td>{n}</td>{'' if n % 10 != 1 else f'<td rowspan=10>第{n // 10 + 1}片</td>'}"
        f"<td>{task}</td><td>水务站</td><td></td></tr>"
        for n, task in enumerate(tasks, start=1)
    )
    html = html_page(["任务表", [["序号", "片区", "任务", "单位", "备注"]]])
    plan = plan_from(print_pdf(html.replace("</table>", f"{rows}</table>")))
    assert items_of(plan) == [
        (str(n), f"片区：第{(n - 1) // 10 + 1}片；任务：{task}；单位：水务站")
        for n, task in enumerate(tasks, start=1)
    ]


def test_a_page_without_text_is_named_and_a_file_without_any_is_refused():
    blank = "<div style='break-after:page'>&nbsp;</div>"
    html = html_page(["计划", "1.建公园。"]).replace("<body>", f"<body>{blank}")
    (note,) = plan_from(print_pdf(html)).notes
    assert note.startswith("第 1 页没有文字")
    with pytest.raises(PlanError, match="没有文字层"):
        plan_from(print_pdf(f"<html><body>{blank}</body></html>"))


def test_progress_is_told_page_by_page():
    told: list[tuple[str, int, int]] = []
    pdf = print_pdf(html_page([f"{n}.{LONG}" for n in range(1, 16)]))
    read_pdf(pdf, "x.pdf", lambda what, done, total: told.append((what, done, total)))
    total = told[-1][2]
    assert total > 1
    assert told == [("读取 PDF", page, total) for page in range(1, total + 1)]


# What cannot be read


def spoilt(data: bytes, **parts: bytes | None) -> bytes:
    """Replace parts of a zip file, or leave them out (None)."""
    target = io.BytesIO()
    replaced = {name.replace("__", "/").replace("_xml", ".xml"): new for name, new in parts.items()}
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(target, "w") as new:
        for info in old.infolist():
            content = replaced.get(info.filename, old.read(info))
            if content is not None:
                new.writestr(info.filename, content, zipfile.ZIP_DEFLATED)
    return target.getvalue()


GOOD = write_docx(["计划", "1.建公园。"])
LAUGHS = "".join(
    f'<!ENTITY {name} "{f"&{inner};" * 8}">' for inner, name in pairwise("abcdefghijkl")
)
ENTITIES = (
    f'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">{LAUGHS}]>'
    f"<w:document {nsdecls('w')}><w:body><w:p><w:r><w:t>1.&l;</w:t></w:r></w:p></w:body>"
    "</w:document>"
).encode()


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (GOOD[: len(GOOD) // 2], "已损坏"),
        (b"PK\x03\x04" + b"\0" * 50, "已损坏"),
        (spoilt(GOOD, word__document_xml=None), "已损坏或不是 .docx"),
        (spoilt(GOOD, word__document_xml=b"<w:document"), "已损坏或不是 .docx"),
        (spoilt(GOOD, word__document_xml=ENTITIES), "计划文件|已损坏"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 500, "旧版 Word"),
        (b"%PDF-1.7\nnothing", "PDF 文件“坏”已损坏"),
        (b"%PDF-1.7\n" + bytes(range(256)), "PDF 文件“坏”已损坏"),
    ],
)  # fmt: skip
def test_a_file_that_cannot_be_read_is_refused_with_its_name(data, said):
    with pytest.raises(PlanError, match=said) as caught:
        plan_from(data, "坏")
    assert "“坏”" in caught.value.message


def test_a_zip_bomb_is_refused_before_it_is_unpacked():
    bomb = spoilt(GOOD, word__document_xml=b"<w:document>" + b" " * (60 * 2**20))
    assert len(bomb) < 2**20
    with pytest.raises(PlanError, match="超出了限度"):
        plan_from(bomb)


def test_a_zip_bomb_that_lies_about_its_size_unpacks_no_further_than_it_says():
    bomb = bytearray(spoilt(GOOD, word__document_xml=b"<w:document>" + b" " * (60 * 2**20)))
    at = bomb.rfind(b"PK\x01\x02", 0, bomb.rfind(b"word/document.xml"))
    bomb[at + 24 : at + 28] = struct.pack("<I", 100)  # the directory's uncompressed size
    with pytest.raises(PlanError, match="已损坏"):
        plan_from(bytes(bomb))


def test_a_file_that_is_too_large_is_refused_unread(tmp_path):
    path = tmp_path / "计划.txt"
    with path.open("wb") as file:
        file.truncate(51 * 2**20)
    with pytest.raises(PlanError, match="有 51 MB，超过 50 MB"):
        load_plan(path)


def test_a_word_file_keeps_its_text_when_its_styles_are_odd():
    file = new_docx()
    file.add_paragraph("计划")
    paragraph = file.add_paragraph("1.建公园。")
    style = paragraph._p.get_or_add_pPr().get_or_add_pStyle()
    style.set(qn("w:val"), "没有这个样式")
    assert items_of(plan_from(docx_bytes(file))) == [("1", "建公园。")]
