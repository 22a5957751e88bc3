"""Read a Word file (.docx): paragraphs with the numbers Word makes itself, tables as rows."""

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from typing import Any

from docx import Document as open_docx
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml.ns import qn

from index.document import Document, DocumentWriter
from index.errors import PlanError
from index.tables import write_table
from index.word_numbering import AutomaticNumbers

# What a plan of a thousand pages with pictures stays below; a zip bomb does not.
_LARGEST_UNPACKED = 200 * 2**20
_LARGEST_PART = 50 * 2**20
_MOST_PARTS = 5000
# Elements take 130 bytes each however short they are: a few hundred MB at most.
_MOST_TAGS = 4_000_000

# Text in these is not part of the paragraph around it: deleted by a tracked change, or a box
# of its own (which Word writes twice, once for old readers).
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_SKIPPED = {qn("w:del"), qn("w:moveFrom"), qn("w:txbxContent"), _FALLBACK}
_TRANSPARENT = {qn("w:sdt"), qn("w:sdtContent"), qn("w:ins"), qn("w:moveTo"), qn("w:customXml")}
_HEADING = re.compile(r"(?:heading|标题|subtitle)\s*(\d{0,2})", re.IGNORECASE)
_DEEPEST_HEADING = 9
_CHARACTERS = {qn("w:tab"): "\t", qn("w:cr"): "\n", qn("w:noBreakHyphen"): "-"}


def read_docx(data: bytes, name: str) -> Document:
    """Return the body of a .docx as text, tracked insertions accepted.

    Automatic numbers are written where Word shows them, as its own "save as text" does. Text
    boxes, footnotes and the table of contents are not read and are named in `notes`. Raises
    PlanError for a file that is damaged, encrypted or unpacks to an unreasonable size.
    """
    _check_size(data, name)
    try:
        file = open_docx(io.BytesIO(data))
        reader = _Reader(file)
        reader.read(file.element.body)
    except PlanError:
        raise
    except Exception as error:  # the zip, XML and docx layers each raise kinds of their own
        raise PlanError(
            f"Word 文件“{name}”已损坏或不是 .docx，无法读取。"
            "请用 Word 或 WPS 打开后重新另存为 .docx，再试一次。",
            f"cannot read docx: {type(error).__name__}: {error}",
        ) from error
    return reader.document()


def _check_size(data: bytes, name: str) -> None:
    """Refuse what unpacks too large. zipfile never unpacks more than a directory entry says."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = archive.infolist()
            unpacked = sum(part.file_size for part in parts)
            largest = max((part.file_size for part in parts), default=0)
            fits = (
                len(parts) <= _MOST_PARTS
                and largest <= _LARGEST_PART
                and unpacked <= _LARGEST_UNPACKED
            )
            tags = sum(_tags(archive, part) for part in parts) if fits else 0
    except (zipfile.BadZipFile, zlib.error, ValueError, OSError, NotImplementedError) as error:
        raise PlanError(
            f"Word 文件“{name}”已损坏（不完整），无法读取。请重新拷贝或另存为 .docx 后再试。",
            f"not a whole zip file: {error}",
        ) from error
    except RuntimeError as error:  # what zipfile raises for a part with a password
        raise PlanError(
            f"Word 文件“{name}”设有密码，无法读取。请取消密码后再试。", f"encrypted zip: {error}"
        ) from error
    if not fits or tags > _MOST_TAGS:
        raise PlanError(
            f"Word 文件“{name}”解开后有 {unpacked // 2**20} MB、{len(parts)} 个部分，"
            "超出了限度，没有读取。请删去其中的图片等附带内容，或另存为 .txt 后再试。",
            f"docx unpacks to {unpacked} bytes in {len(parts)} parts with {tags} tags",
        )


def _tags(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> int:
    """Count what may begin a tag, in whatever part: which are XML is for the file to say."""
    with archive.open(part) as file:
        return sum(chunk.count(b"<") for chunk in iter(lambda: file.read(2**20), b""))


class _Reader:
    def __init__(self, file: Any) -> None:
        part = file.part
        lists = [r for r in part.rels.values() if r.reltype == RELATIONSHIP_TYPE.NUMBERING]
        numbering = lists[0].target_part.element if lists else None
        self._numbers = AutomaticNumbers(numbering, part.styles.element)
        self._style_names = {style.style_id: style.name or "" for style in file.styles}
        self._writer = DocumentWriter()
        self._contents = 0
        self._boxes: list[str] = []
        self._footnotes = 0
        self._tracked = False

    def read(self, container: Any) -> None:
        for element in container:
            if element.tag == qn("w:p"):
                self._paragraph(element)
            elif element.tag == qn("w:tbl"):
                write_table(self._rows(element), self._writer)
            elif element.tag in _TRANSPARENT:
                self.read(element)

    def document(self) -> Document:
        notes = self._writer.notes
        if self._contents:
            notes.append(f"目录有 {self._contents} 行，没有读入（与正文标题重复）。")
        if self._boxes:
            shown = "、".join(f"“{text[:12]}”" for text in self._boxes[:3])
            notes.append(f"有 {len(self._boxes)} 个文本框没有读入：{shown}。需要时请移入正文。")
        if self._footnotes:
            notes.append(f"有 {self._footnotes} 处脚注或尾注没有读入。需要时请移入正文。")
        if self._tracked:
            notes.append("文件里有修订痕迹，已按接受全部修订后的文字读入。")
        return self._writer.document()

    def _paragraph(self, paragraph: Any) -> None:
        style = self._style_name(paragraph)
        if style.lower().startswith("toc ") and _text_of(paragraph).strip():
            self._contents += 1
            return
        text = self._numbered(paragraph)
        level = _heading_level(style) if text.strip() and "\n" not in text else 0
        self._writer.write(text, heading=level)

    def _numbered(self, paragraph: Any, fills_cell: bool = False) -> str:
        """Return the paragraph's text behind its automatic number, if it has one; the number of a
        blank paragraph is read where it is all that a cell holds."""
        self._note(paragraph)
        text = _text_of(paragraph)
        known = len(self._numbers.unknown)
        label = self._numbers.label(paragraph)  # counted even where there is nothing to number
        if not text.strip():
            return label.strip() if fills_cell else ""
        if len(self._numbers.unknown) > known:
            self._writer.notes.append(
                f"第 {self._writer.next_line} 行“{text.strip()[:12]}”的自动编号格式不认识，"
                f"按阿拉伯数字读作“{label}”，请核对。"
            )
        # Word's own gap, without which 1.1 and 5G网络 would read as one number.
        gap = " " if label[-1:].isdigit() else ""
        return label + gap + text.lstrip() if label else text

    def _note(self, paragraph: Any) -> None:
        self._footnotes += sum(
            1 for tag in ("w:footnoteReference", "w:endnoteReference")
            for _ in paragraph.iter(qn(tag))
        )  # fmt: skip
        for box in paragraph.iter(qn("w:txbxContent")):
            within_copy = any(parent.tag == _FALLBACK for parent in box.iterancestors())
            text = "".join(found.text or "" for found in box.iter(qn("w:t")))
            if text.strip() and not within_copy:
                self._boxes.append(text.strip())
        if any(True for tag in ("w:ins", "w:del") for _ in paragraph.iter(qn(tag))):
            self._tracked = True

    def _rows(self, table: Any) -> list[list[str]]:
        """Return the cells' texts; a cell merged over rows or columns is repeated in each."""
        rows: list[list[str]] = []
        for row in _children(table, "w:tr"):
            cells: list[str] = []
            for cell in _children(row, "w:tc"):
                properties = cell.find(qn("w:tcPr"))
                merge = None if properties is None else properties.find(qn("w:vMerge"))
                continued = merge is not None and merge.get(qn("w:val")) != "restart"
                place = len(cells)
                above = rows[-1][place] if rows and place < len(rows[-1]) else ""
                text = above if continued else self._cell_text(cell)
                cells += [text] * _columns_spanned(properties)
            rows.append(cells)
        return rows

    def _cell_text(self, cell: Any) -> str:
        paragraphs = list(cell.iter(qn("w:p")))
        alone = len(paragraphs) == 1
        return "\n".join(self._numbered(found, fills_cell=alone) for found in paragraphs)

    def _style_name(self, paragraph: Any) -> str:
        found = paragraph.find(f"{qn('w:pPr')}/{qn('w:pStyle')}")
        return "" if found is None else self._style_names.get(found.get(qn("w:val")), "")


def _heading_level(style: str) -> int:
    """Return the level of a style for headings (Heading 2, 标题 2), 0 of any other."""
    found = _HEADING.match(style)
    return min(int(found[1] or 1), _DEEPEST_HEADING) if found else 0


def _columns_spanned(properties: Any | None) -> int:
    span = None if properties is None else properties.find(qn("w:gridSpan"))
    # Word has 63 columns at most; a larger number is damage or malice.
    return 1 if span is None else min(max(int(span.get(qn("w:val")) or 1), 1), 63)


def _children(element: Any, tag: str) -> Iterator[Any]:
    """Yield the children of a kind, looking through content controls and tracked changes."""
    for child in element:
        if child.tag == qn(tag):
            yield child
        elif child.tag in _TRANSPARENT:
            yield from _children(child, tag)


def _text_of(element: Any) -> str:
    pieces: list[str] = []
    for child in element:
        if child.tag == qn("w:t"):
            pieces.append(child.text or "")
        elif child.tag == qn("w:br"):
            pieces.append("" if child.get(qn("w:type")) in ("page", "column") else "\n")
        elif child.tag in _CHARACTERS and element.tag == qn("w:r"):
            pieces.append(_CHARACTERS[child.tag])
        elif child.tag not in _SKIPPED and isinstance(child.tag, str):
            pieces.append(_text_of(child))
    return "".join(pieces)
