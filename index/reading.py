"""Read a plan file: bytes → text → numbered items, with clear errors.

The item style is found, not configured: every line that starts with a number marker
votes for a style; a style whose lines are headings of other markers is a section, the
outermost remaining style numbers the items, and deeper styles stay inside their item.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from index.damage import find_damage
from index.errors import PlanError
from index.numerals import CHINESE_NUMERAL, parse_number
from index.overlay import Overlay, read_overlay
from index.plan import Item, Plan, Span

_CN = f"[{CHINESE_NUMERAL}]"
# Style name → marker at the start of a line; group 1 is the number. A dot must not be
# followed by a digit, so that "2.5公里" or "2020.5.13" at a line start is no marker.
_MARKERS = {
    "article": re.compile(rf"第({_CN}{{1,5}}|\d{{1,3}})[条項项][\s　:：、.．]*"),
    "chapter": re.compile(rf"第({_CN}{{1,5}}|\d{{1,3}})[章节部][分]?[\s　:：、.．]*"),
    "chinese": re.compile(rf"({_CN}{{1,5}})[、.．][\s　]*"),
    "chinese-parenthesis": re.compile(rf"[(（]({_CN}{{1,5}})[)）][\s　、]*"),
    "dot": re.compile(r"(\d{1,3})[.．](?!\d)[\s　]*"),
    "comma": re.compile(r"(\d{1,3})、[\s　]*"),
    "parenthesis": re.compile(r"[(（](\d{1,3})[)）][\s　、]*"),
    "closing-parenthesis": re.compile(r"(\d{1,3})[)）][\s　、]*"),
}
_MARKDOWN = re.compile(r"(?:#{1,6}|\*\*|[*+-])[ \t]*")
_DATE = re.compile(r"(20\d{2}|19\d{2})\s*[-年/.]\s*(\d{1,2})\s*[-月/.]\s*(\d{1,2})\s*日?")
_YEAR = re.compile(r"(20\d{2}|19\d{2})\s*年?")
_STOP = re.compile(r"[。；;！!？?]")
_LONGEST_HEADING = 40


def load_plan(path: Path) -> Plan:
    """Read the plan at `path` and the overlay `<stem>.toml` beside it, if there is one.

    Raises PlanError when the file is missing, empty, binary, has no numbered items, or
    numbers two items alike.
    """
    return parse_plan(
        decode(read_bytes(path), path.name), path.name, read_overlay(path.with_suffix(".toml"))
    )


def read_bytes(path: Path) -> bytes:
    """Return the file's bytes; raise PlanError if it is missing, a folder or unreadable."""
    try:
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


def decode(data: bytes, name: str) -> str:
    """Decode UTF-8 (with or without BOM), UTF-16 with BOM or GB18030; else raise PlanError."""
    if not data.strip():
        raise PlanError(
            f"计划文件“{name}”是空的。请换一个有内容的文件。", f"empty plan file: {name}"
        )
    encodings = ("utf-16",) if data[:2] in (b"\xff\xfe", b"\xfe\xff") else ("utf-8-sig", "gb18030")
    for encoding in encodings:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if not _looks_binary(text):
            return text
    raise PlanError(
        f"计划文件“{name}”不是文本文件，读不出文字。请另存为 .txt（UTF-8 或 GB18030 编码）再试。",
        f"not a text file in UTF-8, UTF-16 or GB18030: {name}",
    )


def _looks_binary(text: str) -> bool:
    """Control characters do not occur in published text; GB18030 decodes almost anything."""
    control = sum(1 for char in text if ord(char) < 32 and char not in "\t\n\r\f\v")
    private = sum(1 for char in text if "\ue000" <= char <= "\uf8ff" or char == "\ufffd")
    return control > 0 or private > len(text) * 0.01


@dataclass(frozen=True, slots=True)
class _Marker:
    style: str
    number: int
    line_start: int
    text_start: int
    line_end: int
    is_heading: bool


def parse_plan(source: str, name: str, overlay: Overlay | None = None) -> Plan:
    """Find title, date and items in decoded text. Raises PlanError as `load_plan` does."""
    overlay = overlay or Overlay()
    markers = list(_markers(source))
    item_style, section_styles = _choose_styles(markers)
    if item_style is None:
        raise PlanError(
            f"计划文件“{name}”里没有找到编号的条目（如“1.”“一、”“（一）”“第一条”）。"
            "请确认每一项都以编号开头、独占一段。",
            f"no numbered items in {name}",
        )
    items = _items(source, markers, item_style, section_styles, overlay, name)
    first = min(marker.line_start for marker in markers if marker.style == item_style)
    title, date, year = _title_and_date(source[:first], name)
    return Plan(
        name=name,
        title=title,
        date=date,
        year=year,
        source=source,
        items=items,
        damage=find_damage(items),
        synonyms=overlay.synonyms,
        examples=overlay.examples,
    )


def _markers(source: str) -> Iterator[_Marker]:
    position = 0
    for line in source.splitlines(keepends=True):
        start = position + len(line) - len(line.lstrip())
        markdown = _MARKDOWN.match(source, start, position + len(line))
        if markdown:
            start = markdown.end()
        end = position + len(line.rstrip())
        for style, pattern in _MARKERS.items():
            found = pattern.match(source, start, end)
            number = parse_number(found[1]) if found else None
            if found and number is not None:
                rest = source[found.end() : end]
                heading = len(rest) <= _LONGEST_HEADING and not _STOP.search(rest)
                yield _Marker(style, number, position, found.end(), end, heading)
                break
        position += len(line)


def _choose_styles(markers: list[_Marker]) -> tuple[str | None, set[str]]:
    """Return the style that numbers the items and the styles of section headings above it."""
    sections: set[str] = set()
    for style in dict.fromkeys(marker.style for marker in markers):
        own = [index for index, marker in enumerate(markers) if marker.style == style]
        leads = [
            index
            for index in own
            if markers[index].is_heading
            and index + 1 < len(markers)
            and markers[index + 1].style not in sections | {style}
        ]
        if style == "chapter" or len(leads) * 2 > len(own):
            sections.add(style)
            continue
        return style, sections
    return None, sections


def _items(
    source: str,
    markers: list[_Marker],
    item_style: str,
    section_styles: set[str],
    overlay: Overlay,
    name: str,
) -> tuple[Item, ...]:
    bounds = [m for m in markers if m.style == item_style or m.style in section_styles]
    numbers = [m.number for m in bounds if m.style == item_style]
    restarts = bool(section_styles) and len(set(numbers)) < len(numbers)
    items: list[Item] = []
    section, section_number = "", 0
    for index, marker in enumerate(bounds):
        if marker.style in section_styles:
            section, section_number = source[marker.text_start : marker.line_end], marker.number
            continue
        limit = bounds[index + 1].line_start if index + 1 < len(bounds) else len(source)
        body = source[marker.text_start : limit]
        start = marker.text_start + len(body) - len(body.lstrip())
        text = body.strip()
        label = f"{section_number}-{marker.number}" if restarts else str(marker.number)
        if any(item.label == label for item in items):
            line = source.count("\n", 0, marker.line_start) + 1
            raise PlanError(
                f"计划文件“{name}”第 {line} 行：编号 {marker.number} 重复出现，无法准确引用。"
                "请改正编号后再试。",
                f"duplicate item number {label} at line {line} of {name}",
            )
        if not text:
            continue
        span = Span(start, start + len(text))
        editorial = overlay.titles.get(label, "")
        title = editorial or _first_sentence(text)
        items.append(Item(marker.number, label, text, span, section, title, bool(editorial)))
    return tuple(items)


def _first_sentence(text: str) -> str:
    line = text.splitlines()[0]
    stop = re.search(r"[。！？；]", line)
    return (line[: stop.start()] if stop else line).strip()


def _title_and_date(preamble: str, name: str) -> tuple[str, str, int | None]:
    """Title: the first line above the items, less its date. Year: of the title, else the date."""
    lines = [line.strip(" \t\r\n　#*") for line in preamble.splitlines() if line.strip()]
    heading = lines[0] if lines else Path(name).stem
    found = _DATE.search(preamble)
    date = f"{found[1]}-{int(found[2]):02d}-{int(found[3]):02d}" if found else ""
    title = _DATE.sub("", heading).strip(" 　()（）-—") or heading
    year = _YEAR.search(title) or _YEAR.search(date)
    return title, date, int(year[1]) if year else None
