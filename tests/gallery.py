"""The gallery of plans: tests/gallery/*.txt without their marks, and the items marked in them."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

from docx import Document

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

FOLDER = Path(__file__).parent / "gallery"
_MARK = re.compile(r"⟦([^|]+)\|(.*?)⟧", re.S)

Content = list[str | list[list[str]]]


@dataclass(frozen=True)
class GalleryPlan:
    """A plan as text without marks, and label → item text as marked by hand."""

    name: str
    text: str
    expected: dict[str, str]

    def content(self) -> Content:
        """Return the lines, with table lines together as rows of cells."""
        found: Content = []
        for is_table, lines in groupby(self.text.split("\n"), lambda line: line.startswith("| ")):
            if is_table:
                rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]
                width = max(map(len, rows))
                found.append([row + [""] * (width - len(row)) for row in rows])
            else:
                found += [line for line in lines if line]
        return found


def gallery_plan(name: str) -> GalleryPlan:
    """Read a plan of the gallery."""
    marked = (FOLDER / f"{name}.txt").read_text(encoding="utf-8")
    expected = dict(_MARK.findall(marked))
    assert len(expected) == len(_MARK.findall(marked)), "a label is marked twice"
    tables = FOLDER / f"{name}.items"
    if tables.exists():
        for line in tables.read_text(encoding="utf-8").splitlines():
            label, _, text = line.partition("\t")
            expected[label] = text.replace("\\n", "\n")
    return GalleryPlan(name, _MARK.sub(r"\2", marked), expected)


def in_word_with_automatic_numbers(plan: GalleryPlan) -> bytes:
    """Write 一、 and 1. as automatic numbers, so that no number stands in the text."""
    file = Document()
    sections = add_list(file, ("chineseCounting", "%1、"))
    items = add_list(file, ("decimal", "%1."))
    instance = items
    for content in plan.content():
        if not isinstance(content, str):
            add_table(file, content)
        elif found := re.match(r"[一二三四五六七八九十]、", content):
            number(file.add_paragraph(content[found.end() :]), sections)
            instance = restart_list(file, items)
        elif found := re.match(r"\d+\.", content):
            number(file.add_paragraph(content[found.end() :]), instance)
        else:
            file.add_paragraph(content)
    return docx_bytes(file)


def in_word(plan: GalleryPlan) -> bytes:
    """Write the plan as .docx."""
    return write_docx(plan.content())


def in_pdf(plan: GalleryPlan) -> bytes:
    """Print the plan with a running header and page numbers."""
    return print_pdf(
        html_page(plan.content()),
        header=f"{plan.name} 内部资料",
        footer="第 <span class=pageNumber></span> 页 共 <span class=totalPages></span> 页",
    )


def encoded(encoding: str, line_end: str = "\n") -> Callable[[GalleryPlan], bytes]:
    """Write the plan as text."""
    return lambda plan: plan.text.replace("\n", line_end).encode(encoding)


# Each plan in the format that its style comes in.
GALLERY: dict[str, Callable[[GalleryPlan], bytes]] = {
    "linjiang-2021": encoded("utf-8-sig", "\r\n"),
    "yunling-2022": in_word,
    "beihu-2019": encoded("gb18030", "\r\n"),
    "dongping-2020": encoded("utf-16"),
    "xishan-2023": in_pdf,
    "nanhe-2024": in_word,
    "jinquan-2021": in_word_with_automatic_numbers,
    "heping-2022": in_word,
    "haizhou-2023": in_pdf,
    "qinghe-2020": encoded("utf-8"),
    "longtan-2024": in_word,
    "tongan-2023": encoded("utf-8"),
    "pinghu-2021": in_word,
    "anning-2021": encoded("utf-8-sig"),
    "fengxiang-2022": encoded("gb18030", "\r\n"),
    "qingshan-2020": in_pdf,
    "dawa-2022": encoded("utf-16"),
    "haining-2022": in_word,
    "shahe-2022": encoded("utf-8", "\r\n"),
    "jiulong-2023": encoded("gb18030"),
    "baihe-2024": in_word,
    "yumen-2024": encoded("utf-8"),
    "donghu-2024": in_word,
    "jinshan-2024": encoded("gb18030", "\r\n"),
    "changning-2024": encoded("utf-8-sig"),
}
