"""The figures as .xlsx and .csv: what Excel opens is what the plan says, and nothing runs."""

import csv
import io
from typing import Any

import pytest
from openpyxl import load_workbook

from assistant.web.spreadsheet import COLUMNS, csv_bytes, figure_rows, plain_number, xlsx_bytes
from index.figures import find_figures
from index.passages import split_plan
from index.plan import Plan
from index.reading import parse_plan

RUNS = ['=HYPERLINK("http://x")', "+1+1", "-2+3", "@SUM(A1)", "\t=1", "＝1+1"]


def rows_of(plan: Plan) -> list[tuple[Any, ...]]:
    return figure_rows(plan, find_figures(split_plan(plan)))


def sheet_of(plan: Plan, rows: list[tuple[Any, ...]]) -> Any:
    return load_workbook(io.BytesIO(xlsx_bytes(plan, rows))).active


def test_a_row_holds_the_figure_as_written_and_as_a_number(plan: Plan) -> None:
    assert rows_of(plan)[13] == (
        17,
        "［加］快推进旧区改造",
        "10000户",
        10000,
        "户",
        "以上",
        "旧改征收",
        "完成旧改征收10000户以上、收尾6个基地。",
    )


def test_csv_is_utf8_with_a_mark_and_reads_back(plan: Plan) -> None:
    data = csv_bytes(rows_of(plan))
    assert data.startswith(b"\xef\xbb\xbf")
    read = list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))
    assert tuple(read[0]) == COLUMNS
    assert read[1:] == [
        ["" if value is None else str(value) for value in row] for row in rows_of(plan)
    ]


def test_workbook_reads_back_with_numbers_as_numbers(plan: Plan) -> None:
    rows = rows_of(plan)
    sheet = sheet_of(plan, rows)
    assert plan.title in sheet["B1"].value
    cells = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=3)]
    assert tuple(cells[0]) == COLUMNS
    assert cells[1:] == [[value if value != "" else None for value in row] for row in rows]
    assert sheet.auto_filter.ref == f"A3:H{3 + len(rows)}"
    assert sheet.freeze_panes == "A4"


@pytest.mark.parametrize("text", RUNS)
def test_no_text_runs_as_a_formula(plan: Plan, text: str) -> None:
    row = (1, text, text, 5, "户", "", text, text)
    (_, written) = csv.reader(io.StringIO(csv_bytes([row]).decode("utf-8-sig"), newline=""))
    assert written[1] == f"'{text}"
    cell = sheet_of(plan, [row])["B4"]
    assert (cell.data_type, cell.value.strip()) == ("s", text.strip())
    assert cell.quotePrefix


def test_an_empty_value_is_an_empty_cell(plan: Plan) -> None:
    (row,) = rows_of(parse_plan("1.实现5G网络全覆盖。", "plan.txt"))
    assert row[2:6] == ("全覆盖", None, "", "")


def test_labels_that_are_no_numbers_stay_texts() -> None:
    source = "一、甲\n1.新建道路8公里。\n2.改造危桥3座。\n二、乙\n1.新建学校2所。"
    assert [row[0] for row in rows_of(parse_plan(source, "plan.txt"))] == ["一-1", "一-2", "二-1"]


def test_a_character_that_a_workbook_cannot_hold_becomes_a_space(plan: Plan) -> None:
    assert sheet_of(plan, [(1, "甲\x0b乙", "", None, "", "", "", "")])["B4"].value == "甲 乙"


@pytest.mark.parametrize(("value", "shown"), [(10000.0, "10000"), (17.33, "17.33"), (None, "None")])
def test_whole_numbers_have_no_decimal_point(value: float | None, shown: str) -> None:
    assert str(plain_number(value)) == shown
