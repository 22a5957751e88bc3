"""Read a PDF with a text layer: paragraphs put together from lines, tables as rows.

pdfplumber gives each line's place on the page, which tells a paragraph's first line from the
ones it runs on to and a page number from text, and it brings the character maps of Chinese
fonts that a PDF does not embed; pypdf has neither.
"""

import io
import logging
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median
from typing import Any

from index.document import Document, DocumentWriter, Progress
from index.errors import PlanError
from index.markers import begins_point
from index.pdf_tables import Rows, find_tables, rows_of, texts_of, with_next_page
from index.tables import write_table

_MOST_PAGES = 2000
# Lines at the top and the bottom of a page that may be its header and footer.
_MARGIN_LINES = 2
# A gap of this many type sizes sets a line apart from the text.
_APART = 2.2
_PAGE_NUMBER = re.compile(
    r"[-—–－·第 ]*(?:\d{1,4}|[IVXivx]{1,6})[-—–－·页 ]*(?:[/共，, ]*\d{1,4}[页 ]*)?"
)
_SENTENCE_END = ("。", "！", "？", "；", "：", "”", "）")
# How far below the baseline a character begins, in type sizes.
_DEPTH = 0.12
_NUMBERED = re.compile(r" *\d{1,2}(?:[.．]\d{1,2}){1,3} ")
# Radicals that Unicode's normalisation leaves alone or maps to another form, and the character
# with the same glyph in the Noto CJK fonts.
_RADICALS = str.maketrans(
    "⺠⻁⻅⻆⻉⻋⻑⻓⻔⻘⻙⻚⻛⻜⻝⻢⻣⻤⻥⻦⻧⻨⻩⻬⻮⻰⼾",
    "民虎见角贝车長长门青韦页风飞食马骨鬼鱼鸟卤麦黄齐齿龙户",
)
# Between these a space in a PDF is the gap of justified text and not a character.
_WIDE = r"[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef“”‘’—…]"
_GAP = re.compile(rf"(?<={_WIDE}) +(?={_WIDE})|(?<={_WIDE}) +(?=\d)|(?<=[\d%]) +(?={_WIDE})")


@dataclass(frozen=True, slots=True)
class _Line:
    """A line of text on a page, places and type size in points; or a table's rows."""

    text: str
    x0: float = 0.0
    x1: float = 0.0
    top: float = 0.0
    size: float = 0.0
    table: Rows = ()


def read_pdf(data: bytes, name: str, progress: Progress) -> Document:
    """Return the text of a PDF, a paragraph a line, headers, footers and page numbers left out.

    Pages are read one after another and let go, so memory stays flat. `notes` names pages
    without text. Raises PlanError for a damaged or encrypted file and for one that has no
    text layer at all. Sets no bounds to memory and time: `index.confined` does.
    """
    import pdfplumber
    from pdfplumber.utils.exceptions import PdfminerException

    logging.getLogger("pdfminer").setLevel(logging.ERROR)  # it remarks on every odd font
    try:
        with pdfplumber.open(io.BytesIO(data)) as file:
            if len(file.pages) > _MOST_PAGES:
                raise PlanError(
                    f"PDF 文件“{name}”有 {len(file.pages)} 页，超过 {_MOST_PAGES} 页，没有读取。"
                    "请只保留计划正文后再试。",
                    f"pdf has {len(file.pages)} pages",
                )
            width = float(file.pages[0].width) if file.pages else 0.0
            pages = []
            for number, page in enumerate(file.pages, start=1):
                pages.append(list(_lines(page)))
                page.close()
                progress("读取 PDF", number, len(file.pages))
    except (PlanError, MemoryError):
        raise
    except PdfminerException as error:
        reason = type(error.args[0]).__name__ if error.args else ""
        if reason in ("PDFPasswordIncorrect", "PDFEncryptionError"):
            raise PlanError(
                f"PDF 文件“{name}”设有密码，无法读取。请取消密码后再试。", "pdf is encrypted"
            ) from error
        raise _damaged(name, error) from error
    except Exception as error:  # malformed files break pdfminer in many ways
        raise _damaged(name, error) from error
    if not any(pages):
        raise PlanError(
            f"PDF 文件“{name}”没有文字层（多半是扫描件），读不出文字。"
            "请用原来的 Word 文件，或先做文字识别（OCR）再试。",
            f"pdf has no text layer: {name}",
        )
    writer = DocumentWriter()
    blank = [str(number) for number, lines in enumerate(pages, start=1) if not lines]
    if blank:
        writer.notes.append(
            f"第 {'、'.join(blank)} 页没有文字（空白页或扫描图），没有读入，请核对。"
        )
    _write(list(_without_margins(pages, writer.notes)), width, writer)
    return writer.document()


def _damaged(name: str, error: Exception) -> PlanError:
    return PlanError(
        f"PDF 文件“{name}”已损坏，无法读取。请重新拷贝，或改用 Word 或文本文件。",
        f"cannot read pdf: {type(error).__name__}: {error}",
    )


def _lines(page: Any) -> Iterator[_Line]:
    """Yield a page's lines and tables from top to bottom."""
    _set_on_baselines(page.chars)
    tables = find_tables(page)
    waiting = list(tables)
    for line in page.extract_text_lines(return_chars=True):
        while waiting and waiting[0].bbox[3] <= line["top"]:
            yield _table_line(waiting.pop(0))
        middle = (line["top"] + line["bottom"]) / 2
        if any(table.bbox[1] <= middle <= table.bbox[3] for table in tables):
            continue
        text = _decoded(line["text"])
        if text:
            size = median(char["size"] for char in line["chars"])
            yield _Line(text, line["x0"], line["x1"], line["top"], size)
    for table in waiting:
        yield _table_line(table)


def _set_on_baselines(chars: Sequence[dict[str, Any]]) -> None:
    """Place the characters as high as their baselines say.

    What a font states of its depth differs so much that the figures of a line, in another font than
    its words, would stand as a line of their own.
    """
    for char in chars:
        if char["upright"]:
            raised = char["y0"] - (char["matrix"][5] - _DEPTH * char["size"])
            for side, sign in (("y0", -1), ("y1", -1), ("top", 1), ("bottom", 1), ("doctop", 1)):
                char[side] += sign * raised


def _table_line(table: Any) -> _Line:
    rows = rows_of(table, _decoded)
    return _Line("", top=table.bbox[1], table=rows)


def _decoded(text: str) -> str:
    """Undo what PDF writers do to Chinese text, changing no character a reader sees.

    Radicals (⼯ U+2F2F for 工) stand in a PDF where a font draws both with one glyph.
    """
    whole = "".join(
        unicodedata.normalize("NFKC", char)
        if "\u2f00" <= char <= "\u2fdf" or "\uf900" <= char <= "\ufaff"
        else char
        for char in text.translate(_RADICALS)
    )
    # The gap behind 1.1 is what tells 1.1 元宇宙产业 from a sum of money.
    numbered = _NUMBERED.match(whole)
    start = numbered.end() if numbered else 0
    return (whole[:start] + _GAP.sub("", whole[start:])).strip()


def _without_margins(pages: Sequence[list[_Line]], notes: list[str]) -> Iterator[_Line]:
    """Yield the lines that are no page number and no running header or footer.

    Those stand at the edge of the page, apart from the text or in another size; a header says
    the same at the same height on most pages. A line of the text that happens to be repeated
    does not stand apart.
    """
    body = [line for lines in pages for line in lines if not line.table]
    size = median(line.size for line in body) if body else 0.0
    edges = [_edge(lines, size) for lines in pages]
    repeated = Counter(
        key
        for lines, edge in zip(pages, edges, strict=True)
        for key in {_key(lines[i]) for i in edge}
    )
    often = max(2, (len(pages) + 1) // 2)
    edges = [edge | at for edge, at in zip(edges, _counting(pages, often), strict=True)]
    dropped: dict[str, None] = {}
    for lines, edge in zip(pages, edges, strict=True):
        for at, line in enumerate(lines):
            page_number = bool(_PAGE_NUMBER.fullmatch(line.text))
            if at not in edge or not (page_number or repeated[_key(line)] >= often):
                yield line
            elif not page_number:
                dropped[line.text] = None
    if dropped:
        shown = "、".join(f"“{text[:20]}”" for text in list(dropped)[:3])
        notes.append(f"每页重复的页眉或页脚没有读入：{shown}。")


def _counting(pages: Sequence[list[_Line]], often: int) -> list[set[int]]:
    """Return of each page the place of a first or last line that is its number, found by its going
    up with the pages, however near to the text it stands."""
    found: list[set[int]] = [set() for _ in pages]
    for side in (0, -1):
        numbers = {
            page: int(lines[side].text)
            for page, lines in enumerate(pages)
            if lines and re.fullmatch(r"\d{1,4}", lines[side].text)
        }
        for first, count in Counter(number - page for page, number in numbers.items()).items():
            for page, number in numbers.items():
                if count >= often and number - page == first:
                    found[page].add(side % len(pages[page]))
    return found


def _edge(lines: Sequence[_Line], size: float) -> set[int]:
    """Return the places of the lines that may be header or footer, from the outside inwards."""
    found: set[int] = set()
    for order in (range(len(lines)), range(len(lines) - 1, -1, -1)):
        for at, inner in list(pairwise(order))[:_MARGIN_LINES]:
            gap = abs(lines[at].top - lines[inner].top)
            apart = abs(lines[at].size - size) > 0.5 or gap > _APART * size
            if lines[at].table or not apart:
                break
            found.add(at)
    return found


def _key(line: _Line) -> tuple[str, int]:
    """Text of a running header with its page number made the same on all pages, and its place."""
    return re.sub(r"\d+", "0", line.text), round(line.top / 4)


def _write(lines: Sequence[_Line], width: float, writer: DocumentWriter) -> None:
    left, right = _column(lines, width)
    paragraph: list[_Line] = []

    def finish() -> None:
        if paragraph:
            writer.write(_joined(paragraph))
            paragraph.clear()

    table: Rows = ()
    for line in lines:
        if line.table:
            finish()
            if table and len(table[0]) == len(line.table[0]):
                table = with_next_page(table, line.table)
                continue
        if table:
            write_table(texts_of(table), writer)
            table = ()
        if line.table:
            table = line.table
            continue
        if paragraph and not _runs_on(paragraph[-1], line, left, right):
            finish()
        paragraph.append(line)
    finish()
    if table:
        write_table(texts_of(table), writer)


def _column(lines: Sequence[_Line], width: float) -> tuple[float, float]:
    """Return the left and right edge of the text column on a page of `width`.

    Left is where many lines begin; right is where many end, or the mirror of the left edge
    where no lines end together because none is full.
    """
    texts = [line for line in lines if not line.table]
    if not texts:
        return 0.0, width
    begins = Counter(round(line.x0) for line in texts)
    left = min(x for x, count in begins.items() if count >= max(begins.values()) * 0.2)
    ends = sorted(line.x1 for line in texts)
    right = ends[int((len(ends) - 1) * 0.95)]
    size = median(line.size for line in texts)
    together = sum(abs(end - right) < size for end in ends)
    full = together >= max(3, len(ends) * 0.15)
    return float(left), right if full else width - left


def _runs_on(before: _Line, line: _Line, left: float, right: float) -> bool:
    """Whether `line` goes on with the paragraph of the line before it.

    It does when the line before is full, and this one starts neither with an indent nor, after
    the end of a sentence, with a number.
    """
    if abs(before.size - line.size) > 1 or before.x1 < right - 2.2 * before.size:
        return False
    if line.x0 > left + 1.2 * line.size:
        return False
    return not (before.text.endswith(_SENTENCE_END) and begins_point(line.text))


def _joined(lines: Sequence[_Line]) -> str:
    text = lines[0].text
    for line in lines[1:]:
        latin = text[-1].isascii() and text[-1].isalpha() and line.text[0].isascii()
        text += (" " if latin and line.text[0].isalpha() else "") + line.text
    return text
