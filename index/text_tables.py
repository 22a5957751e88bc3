"""Text and Markdown files as documents: rows of tables become lines that can be quoted, as Word's
do, and what Markdown marks as bold or as code is written without the marks.

A table is what Markdown takes for one (`| 项目 | 责任单位 |` above `| --- | --- |`), the same
without the line of dashes, and columns parted by tabs below a row of the usual names. Every
line of the file stays one line, so that reports name the lines of the file as it is; what
belongs to no table and to no mark is kept to the letter.
"""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import groupby

from markdown_it import MarkdownIt

from index.document import Document
from index.plan import Span
from index.tables import TableLine, number_column, table_lines

_DASHES = re.compile(r"\s*\|?\s*:?-+:?\s*(?:\|\s*:?-+:?\s*)*\|?\s*")
_PIPE = re.compile(r"(?<!\\)[|｜]")
_EMPHASIS = re.compile(r"(\*{2,3}|`)(?=\S)([^\r\n]+?)(?<=\S)\1")
_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)
_GRID = 3  # columns, and lines
_NAME = re.compile(r"[一-鿿][一-鿿\w%()（）/·]{0,15}")
_USUAL = re.compile(
    r"序\s*号|编\s*号|项目|任务|事项|工作|内容|措施|目标|单位|部门|负责|责任|牵头|配合|时限|时间|期限|进度|备注"
)

_UNIT = re.compile(r"[（(][^（()）]*[)）]")


def document_of(text: str) -> Document:
    """Return a decoded text file as a document, with the rows of its tables written as lines."""
    text = _EMPHASIS.sub(r"\2", text)
    lines = text.splitlines(keepends=True)
    replaced = dict(_replaced(lines))
    if not replaced:
        return Document(text)
    pieces: list[str] = []
    headings: dict[int, int] = {}
    rows: list[Span] = []
    position = 0
    for number, line in enumerate(lines):
        new = replaced.get(number)
        if new is not None:
            end = line[len(line.rstrip("\r\n\v\f\x1c\x1d\x1e\x85\u2028\u2029")) :]
            if new.is_row:
                rows.append(Span(position, position + len(new.text)))
            elif new.is_heading:
                headings[position] = 1
            # Without a letter the last line would be none, and "\r" and "\n" of two would join.
            line = (new.text or " ") + end
        pieces.append(line)
        position += len(line)
    return Document("".join(pieces), headings, tuple(rows))


def _replaced(lines: Sequence[str]) -> Iterator[tuple[int, TableLine]]:
    """Yield (place of a line of a table, what it becomes)."""
    kinds = _kinds(lines)
    for kind, group in groupby(range(len(lines)), kinds.__getitem__):
        places = list(group)
        block = [lines[place].strip() for place in places]
        if kind == "pipes":
            rows = _piped(block)
        elif kind == "tabs" and len(block) > 1:
            # A tab at the beginning is that of a blank cell.
            block = [lines[place].strip(" 　\r\n\v\f") for place in places]
            indented = all(line.startswith("\t") for line in block)
            rows = _tabbed([line.removeprefix("\t") for line in block] if indented else block)
        else:
            continue
        if rows:
            yield from zip(places, table_lines(rows), strict=True)


def _kinds(lines: Sequence[str]) -> list[str]:
    """Say of each line whether it may be of a table, and what parts its columns."""
    kinds = [_kind(line.strip()) for line in lines]
    for place, kind in enumerate(kinds):
        if kind == "dashes":  # the lines around it need no outer pipes
            kinds[place] = "pipes"
            if place and _PIPE.search(lines[place - 1]):
                kinds[place - 1] = "pipes"
            below = place + 1
            while below < len(lines) and _PIPE.search(lines[below]):
                kinds[below] = "pipes"
                below += 1
    return kinds


def _kind(line: str) -> str:
    if "|" in line and _DASHES.fullmatch(line):
        return "dashes"
    if line[:1] in ("|", "｜") and len(_PIPE.findall(line)) > 1:
        return "pipes"
    return "tabs" if "\t" in line else ""


def _piped(block: Sequence[str]) -> list[list[str]]:
    """Return the cells of each line, none in the line of dashes; [] if this is no table."""
    dashes = {place for place, line in enumerate(block) if _DASHES.fullmatch(line)}
    content = [line for place, line in enumerate(block) if place not in dashes]
    if len(content) < 2:
        return []
    rows = iter(_cells(content))
    return [[] if place in dashes else next(rows) for place in range(len(block))]


def _cells(lines: Sequence[str]) -> list[list[str]]:
    """Let a Markdown parser cut the lines into cells, all lines to the width of the widest."""
    # Of the pipes at the beginning only the first is the edge: two hold a blank cell.
    closed = [f"|{_PIPE.sub('|', line).removeprefix('|').rstrip('|')}|" for line in lines]
    width = max(len(_PIPE.findall(line)) for line in closed) - 1
    padded = [line + "|" * (width + 1 - len(_PIPE.findall(line))) for line in closed]
    source = "\n".join([padded[0], "|" + "---|" * width, *padded[1:]])
    rows: list[list[str]] = []
    for token in _parser().parse(source):
        if token.type == "tr_open":
            rows.append([])
        elif token.type == "inline":
            rows[-1].append(_BREAK.sub(" ", token.content))
    return rows


@lru_cache(maxsize=1)
def _parser() -> MarkdownIt:
    # Of the inline rules none is needed: a cell is quoted as it is written.
    return MarkdownIt("zero").enable("table")


def _tabbed(block: Sequence[str]) -> list[list[str]]:
    """Return the cells of lines parted by tabs whose first names columns as plans do, else [].

    Below a column of numbers half of the names are enough; what has all cells of three columns and
    as many rows is a table whatever its columns are called.
    Two tabs in a row hold a blank cell; where those of the first line only align it, the others
    must have all cells: who knows which one is blank?
    """
    names = [name.strip() for name in re.split(r"\t+", block[0].strip())]
    known = sum(bool(_USUAL.search(name)) for name in names)
    enough = (len(names) + 1) // 2 if number_column(names) == 0 else len(names)
    brief = all(len(_UNIT.sub("", name)) <= 12 for name in names)
    usual = len(names) > 1 and brief and known >= enough
    aligned = len(block[0].strip().split("\t")) > len(names)
    mark = r"\t+" if aligned else r"\t"
    rows = [[cell.strip() for cell in re.split(mark, line.rstrip())] for line in block]
    fit = all(len(row) == len(names) if aligned else len(row) <= len(names) for row in rows)
    return rows if fit and (usual or _is_grid(rows)) else []


def _is_grid(rows: Sequence[Sequence[str]]) -> bool:
    """Whether lines have all cells, below names of columns, and a name of its own each."""
    names, *body = rows
    firsts = [row[0] for row in body]
    return (
        min(len(names), len(rows)) >= _GRID
        and all(map(_NAME.fullmatch, names))
        and len(set(names)) == len(names)
        and len(set(firsts)) == len(firsts)
        # Nobody leads a sum: 合计 has no last cell.
        and all(0 <= len(names) - len(row) <= 1 and all(row[: len(names) - 1]) for row in body)
    )
