"""Read a plan file: bytes → text and layout → numbered items, with clear errors."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from index.asked import Asked, read_asked
from index.damage import find_damage
from index.document import Document, Progress, check_length, silent
from index.errors import PlanError
from index.markers import STOP
from index.masthead import read_masthead
from index.numerals import parse_number
from index.outline import find_outline
from index.overlay import Overlay, read_overlay
from index.paragraphs import put_together
from index.plan import Expansion, Item, Plan, Span
from index.text_tables import document_of

_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f]")
_UNREADABLE = re.compile(r"[\x00-\x08\x0e-\x1f\ufffd]")
_FEW = 0.01  # of the characters
_LARGEST_FILE = 50 * 2**20
_Y = r"(?:[2２][0０]|[1１][9９])\d{2}"  # as old programs write it, too: ２０２５年
_DATE = re.compile(
    rf"({_Y})[ \t　]*[-年/.][ \t　]*(\d{{1,2}})[ \t　]*[-月/.][ \t　]*(\d{{1,2}})[ \t　]*日?"
)
_CHINESE_DATE = re.compile(
    r"([二一][〇○零一二三四五六七八九]{3})年([一二三四五六七八九十]{1,2})月([一二三四五六七八九十]{1,3})日"
)
_YEAR = re.compile(rf"({_Y})\s*年?")
_PLAN_WORD = re.compile(r"计划|要点|安排|任务|重点工作|方案|实事|清单|报告|目标|规划|意见|办法")
_FILE_NUMBER = re.compile(rf".*[〔\[［(（]\s*{_Y}\s*[〕\]］)）]\s*\d+\s*号")
_LONGEST_DATE_LINE = 16
_CHINESE_YEAR = re.compile(r"([二一][〇○零一二三四五六七八九]{3})年")
# A month alone is a date where nothing else stands on the line.
_MONTH = re.compile(rf"[（(]?({_Y})\s*年\s*(\d{{1,2}})\s*月[)）]?")
_CHINESE_MONTH = re.compile(
    r"[（(]?([二一][〇○零一二三四五六七八九]{3})年([一二三四五六七八九十]{1,2})月[)）]?"
)
# Not 印发《政府工作报告》重点任务分工方案的通知, which issues another document.
_ISSUED = re.compile(r"印发《([^《》]{4,60})》(?!.{2,30}的通知)")
_SECOND_HALF = re.compile(r"(?:通知|通告|公告|意见|报告|方案|决定|批复)")
_FRONT_MATTER = re.compile(r"(?:title|标题)\s*[:：]\s*[\"']?|-{3,}$|[\"']$")
# A title in two lines: who plans, above what and for when; or cut behind the year or 关于.
_FIRST_HALF = re.compile(
    r"[^，。：；,;:\d]{2,25}(?:政府|委员会|办公室|[区县市]委|办事处|管委会|街道|局|[区县市镇乡])$|.*\d{4}年度?$"
    r"|.*关于(?:印发|下发|公布|做好)?$"
)


def load_plan(path: Path, progress: Progress = silent) -> Plan:
    """Read the plan at `path` and the overlay `<stem>.toml` beside it, if there is one.

    Text (UTF-8, UTF-16, GB18030), Markdown, .docx and PDF are told apart by their content.
    Raises PlanError when the file is missing, empty, too large, unreadable, has no numbered
    items, or numbers two items alike.
    """
    document = read_document(read_bytes(path), path.name, progress)
    plan = plan_of(document, path.name, read_overlay(path.with_suffix(".toml")))
    asked = path.with_suffix(".asked.toml")
    return replace(plan, expansions=tuple(_expansions(plan, read_asked(asked), asked.name)))


def _expansions(plan: Plan, asked: Sequence[Asked], name: str) -> Iterator[Expansion]:
    for entry in asked:
        item = plan.item(entry.label)
        start = item.text.find(entry.at) if item and entry.at else -1
        if item is None or start < 0:
            raise PlanError(
                f"别名问法文件“{name}”与计划不符：第{entry.label}项里没有“{entry.at}”。"
                "请改正，或先移走该文件。",
                f"expansion in {name} fits no sentence: item {entry.label}, {entry.at!r}",
            )
        begin = item.span.start + start
        yield Expansion(Span(begin, begin + len(entry.at)), entry.phrases)


def read_bytes(path: Path) -> bytes:
    """Return the file's bytes; raise PlanError if it is missing, unreadable or too large."""
    try:
        if path.is_file() and (size := path.stat().st_size) > _LARGEST_FILE:
            raise PlanError(
                f"计划文件“{path}”有 {size // 2**20} MB，超过 50 MB，没有读取。"
                "请只保留计划正文（去掉图片）后再试。",
                f"plan file has {size} bytes",
            )
        return path.read_bytes()
    except (FileNotFoundError, NotADirectoryError) as error:
        raise PlanError(
            f"找不到计划文件“{path}”。请检查路径是否正确。", f"plan file not found: {path}"
        ) from error
    except OSError as error:
        raise PlanError(
            f"无法读取计划文件“{path}”。请确认它是文件而不是文件夹，并有读取权限。",
            f"cannot read plan file: {error}",
        ) from error


def read_document(data: bytes, name: str, progress: Progress = silent) -> Document:
    """Decode a file by what it is, whatever it is called; raise PlanError if it cannot be."""
    if data.startswith(b"PK\x03\x04"):
        from index.word import read_docx

        return read_docx(data, name)
    if data.lstrip()[:5] == b"%PDF-":
        from index.confined import read_pdf

        return read_pdf(data, name, progress)
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        raise PlanError(
            f"计划文件“{name}”是旧版 Word（.doc、.wps）文件，或设有密码，无法读取。"
            "请用 Word 或 WPS 打开，另存为不带密码的 .docx 再试。",
            f"OLE file (.doc or encrypted .docx): {name}",
        )
    text = decode(data, name)
    check_length(len(text))
    return document_of(text)


def decode(data: bytes, name: str) -> str:
    """Decode UTF-8 (with or without BOM), UTF-16 with BOM or GB18030; else raise PlanError."""
    if not data.strip():
        raise PlanError(
            f"计划文件“{name}”是空的。请换一个有内容的文件。", f"empty plan file: {name}"
        )
    encodings = ("utf-16",) if data[:2] in (b"\xff\xfe", b"\xfe\xff") else ("utf-8-sig", "gb18030")
    for encoding in encodings:
        try:
            # Old programs write ^Z where a file ends.
            text = data.decode(encoding).rstrip("\x1a")
        except UnicodeDecodeError:
            continue
        if not _looks_binary(text):
            return text
    for encoding in encodings:
        text = data.decode(encoding, errors="replace")
        faults = list(_UNREADABLE.finditer(text))
        if 0 < len(faults) <= len(text) * _FEW:
            line = text.count("\n", 0, faults[0].start()) + 1
            raise PlanError(
                f"计划文件“{name}”第 {line} 行有读不出的字符（共 {len(faults)} 处），没有读取。"
                "请在原文里改正或删去，另存为 .txt（UTF-8 编码）再试。",
                f"{len(faults)} unreadable characters, first in line {line} of {name} ({encoding})",
            )
    raise PlanError(
        f"计划文件“{name}”不是文本文件，读不出文字。"
        "请用 .docx、PDF，或另存为 .txt（UTF-8 或 GB18030 编码）再试。",
        f"not a text file in UTF-8, UTF-16 or GB18030: {name}",
    )


def _looks_binary(text: str) -> bool:
    """Control characters do not occur in published text; GB18030 decodes almost anything."""
    private = sum(1 for char in text if "\ue000" <= char <= "\uf8ff" or char == "\ufffd")
    return bool(_CONTROL.search(text)) or private > len(text) * _FEW


def parse_plan(source: str, name: str, overlay: Overlay | None = None) -> Plan:
    """Find title, date and items in decoded text. Raises PlanError as `load_plan` does."""
    return plan_of(document_of(source), name, overlay)


def plan_of(document: Document, name: str, overlay: Overlay | None = None) -> Plan:
    """Find title, date and items of a document. Raises PlanError as `load_plan` does."""
    overlay = overlay or Overlay()
    document = put_together(document)
    outline = find_outline(document, name)
    items = tuple(_titled(item, overlay) for item in outline.items)
    _check_themes(overlay, {item.label for item in items}, name)
    source = document.text
    before = source[outline.preamble.start : outline.preamble.end]
    front = source[: outline.preamble.start]
    closing = _without_rows(source, outline.closing, document.rows)
    title, date, year = _title_and_date(before, front, closing, name)
    return Plan(
        name=name,
        title=title,
        date=date,
        year=year,
        source=source,
        items=items,
        sections=outline.sections,
        masthead=read_masthead(f"{front}\n{before}", closing),
        damage=find_damage(items, document.rows),
        synonyms=overlay.synonyms,
        examples=overlay.examples,
        themes=overlay.themes,
        cases=overlay.cases,
        rows=document.rows,
        left_out=tuple(
            sorted([*document.left_out, *outline.left_out], key=lambda part: part.first_line)
        ),
        notes=(*document.notes, *outline.notes),
    )


def _without_rows(source: str, span: Span, rows: Sequence[Span]) -> str:
    """Return a part of the text without the rows of tables, whose dates are of what they tell."""
    inside = [row for row in rows if span.overlaps(row)]
    starts = [span.start, *(row.end for row in inside)]
    ends = [*(row.start for row in inside), span.end]
    return "".join(source[start:end] for start, end in zip(starts, ends, strict=True))


def _check_themes(overlay: Overlay, labels: set[str], name: str) -> None:
    for theme in overlay.themes:
        missing = [label for label in theme.items if label not in labels]
        if missing:
            raise PlanError(
                f"计划文件“{name}”的附加说明里，主题“{theme.name}”写了第 {'、'.join(missing)} 项，"
                "但计划没有这一项。请改正。",
                f"theme {theme.name} of the overlay of {name} names missing items {missing}",
            )


def _titled(item: Item, overlay: Overlay) -> Item:
    editorial = overlay.titles.get(item.label)
    return replace(item, title=editorial, title_is_editorial=True) if editorial else item


def _title_and_date(
    before: str, front: str, closing: str, name: str
) -> tuple[str, str, int | None]:
    """Find title, date and year above the items (`before`), or in what surrounds the plan.

    The title is the first line of the title block that names a plan with its year, else the
    first that names one, else the first. `front` is a notice before the plan, `closing` the
    signature.
    """
    block = _title_block(before) or _title_block(front)
    named = [line for line in block if _PLAN_WORD.search(line) and not _FILE_NUMBER.match(line)]
    dated = [line for line in named if _year(_DATE.sub("", line))]
    heading = next(iter([*dated, *named, *block]), Path(name).stem)
    # Beside the title or alone on a line it is the plan's; with words around it, perhaps of the
    # meeting that passed the plan, it comes after the signature's.
    own = [line for line in block if line == heading or len(line) <= _LONGEST_DATE_LINE]
    date = next(
        filter(None, map(_date, ["\n".join(own), closing[:400], "\n".join(block), front])), ""
    )
    title = _DATE.sub("", _whole_title(heading, block)).strip(" 　()（）-—") or heading
    places = [title, *block, date, Path(name).stem]
    return title, date, next(filter(None, map(_year, places)), None)


def _whole_title(heading: str, block: Sequence[str]) -> str:
    """Return a title with its other half, if that is the line above or below, or the plan that is
    issued."""
    place = block.index(heading) if heading in block else 0
    above = block[place - 1] if place else ""
    below = block[place + 1] if block[place + 1 :] else ""
    begins = bool(
        re.match(r"(?:\d{4}|[二一][〇○零一二三四五六七八九]{3})年|年度|重点|工作|政府工作", heading)
    )
    closes, opens = (heading.count("》") - heading.count("《") == sign for sign in (1, -1))
    first = above if closes or (begins and _FIRST_HALF.fullmatch(above)) else ""
    ends = heading.endswith("的") and _SECOND_HALF.fullmatch(below)
    whole = first + heading + (below if opens or ends else "")
    issued = _ISSUED.search(whole)
    return issued[1] if issued else whole


def _year(text: str) -> int | None:
    """Return the first year that a text names, in figures or as 二〇二一年."""
    found = _YEAR.search(text)
    if found:
        return int(found[1])
    written = _CHINESE_YEAR.search(text)
    return parse_number(written[1]) if written else None


def _title_block(text: str) -> list[str]:
    """Return the lines before the first that holds a sentence, without Markdown's marks."""
    lines = []
    for line in text.splitlines():
        stripped = _FRONT_MATTER.sub("", line.strip(" \t\r\n　#*"))
        if STOP.search(stripped):
            break
        if stripped:
            lines.append(stripped)
    return lines


def _bare(text: str) -> Iterator[str]:
    return (line.strip(" \t　") for line in text.splitlines())


def _date(text: str) -> str:
    """Return the first date of a text as 2021-03-05, or 2021-03 without a day; else ""."""
    found = _DATE.search(text) or _CHINESE_DATE.search(text)
    months = (_MONTH.fullmatch(line) or _CHINESE_MONTH.fullmatch(line) for line in _bare(text))
    if found := found or next(filter(None, months), None):
        year, *rest = (parse_number(part) or 0 for part in found.groups())
        return "-".join([str(year), *(f"{part:02d}" for part in rest)])
    return ""
