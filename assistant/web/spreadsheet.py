"""The figures of a plan as a spreadsheet: .xlsx and .csv, ready for Excel."""

import csv
import io
from collections.abc import Iterable, Sequence

from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE, Cell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter

from index.figures import Figure
from index.plan import Plan

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
CSV = "text/csv;charset=utf-8"
COLUMNS = ("项号", "项目", "原文数字", "数值", "单位", "限定", "内容", "原句")
_WIDTHS = (8, 34, 14, 14, 10, 12, 36, 70)
# What a spreadsheet program may take for a formula at the beginning of a cell:
# https://owasp.org/www-community/attacks/CSV_Injection
_FORMULA = tuple("=+-@\t\r\n＝＋－＠")
_NOTE = (
    "“数值”按单位换算（30万平方米 → 300000，单位平方米）；“全覆盖”和数值范围没有单一数值，留空。"
)

Value = str | float | int | None


def figure_rows(plan: Plan, figures: Iterable[Figure]) -> list[tuple[Value, ...]]:
    """Return a row a figure, in the order of `COLUMNS`; everything but 数值 is verbatim."""
    titles = {item.label: item.title for item in plan.items}
    return [
        (
            int(figure.item) if figure.item.isdecimal() else figure.item,
            titles[figure.item],
            figure.text,
            plain_number(figure.value),
            figure.unit,
            figure.qualifier,
            figure.measured,
            figure.passage.text.strip(),
        )
        for figure in figures
    ]


def plain_number(value: float | None) -> float | int | None:
    """Return a whole number as an int, so that it is written without a decimal point."""
    return int(value) if value is not None and value.is_integer() else value


def csv_bytes(rows: Sequence[Sequence[Value]]) -> bytes:
    """Return UTF-8 with a byte order mark, without which Excel takes it for another encoding.

    A text that a spreadsheet program would run as a formula gets an apostrophe before it.
    """
    buffer = io.StringIO()
    writer = csv.writer(buffer)
    writer.writerow(COLUMNS)
    writer.writerows([_harmless(value) for value in row] for row in rows)
    return buffer.getvalue().encode("utf-8-sig")


def _harmless(value: Value) -> Value:
    return f"'{value}" if isinstance(value, str) and value.startswith(_FORMULA) else value


def xlsx_bytes(plan: Plan, rows: Sequence[Sequence[Value]]) -> bytes:
    """Return a workbook with one sheet of figures; texts are texts, whatever they begin with."""
    book = Workbook()
    sheet = book.active
    sheet.title = "指标一览"
    sheet.append(["", f"{plan.title}  {plan.date}".strip()])
    sheet.append(["", _NOTE])
    sheet.append(COLUMNS)
    for row in rows:
        sheet.append([None] * len(COLUMNS))
        for cell, value in zip(sheet[sheet.max_row], row, strict=True):
            _write(cell, value)
    for row in sheet.iter_rows(min_row=4):
        for cell in row:
            cell.alignment = Alignment(vertical="top", wrap_text=True)
    sheet["B1"].font = Font(bold=True, size=14)
    for cell in sheet[3]:
        cell.font = Font(bold=True)
        cell.fill = PatternFill("solid", fgColor="EFEDE8")
    for number, width in enumerate(_WIDTHS, start=1):
        sheet.column_dimensions[get_column_letter(number)].width = width
    sheet.freeze_panes = "A4"
    sheet.auto_filter.ref = f"A3:{get_column_letter(len(COLUMNS))}{sheet.max_row}"
    sheet.print_title_rows = "3:3"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def _write(cell: Cell, value: Value) -> None:
    if isinstance(value, str):
        cell.value = ILLEGAL_CHARACTERS_RE.sub(" ", value)
        cell.data_type = "s"  # openpyxl takes "=…" for a formula
        cell.quotePrefix = value.startswith(_FORMULA)
    else:
        cell.value = value
