"""Make Word and PDF files for the tests: python-docx writes them, Chromium prints them."""

import atexit
import io
from collections.abc import Sequence
from concurrent.futures import Future
from functools import cache
from queue import SimpleQueue
from threading import Thread
from typing import TYPE_CHECKING, Any

from docx import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn

if TYPE_CHECKING:
    from playwright.sync_api import Browser

_Job = tuple[str, str, str, "Future[bytes]"]  # page, header, footer, and where the PDF goes
# One level of a list: (number format, what is written, as in "%1、").
Level = tuple[str, str]


def docx_bytes(file: Any) -> bytes:
    """Save a python-docx document."""
    target = io.BytesIO()
    file.save(target)
    return target.getvalue()


def add_list(file: Any, *levels: Level, start: int = 1) -> int:
    """Define an automatic list as Word does; return its numId for `number`."""
    numbering = file.part.numbering_part.element
    identity = 900 + len(numbering.findall(qn("w:abstractNum")))
    written = "".join(
        f'<w:lvl w:ilvl="{at}"><w:start w:val="{start}"/><w:numFmt w:val="{kind}"/>'
        f'<w:suff w:val="nothing"/><w:lvlText w:val="{text}"/></w:lvl>'
        for at, (kind, text) in enumerate(levels)
    )
    abstract = parse_xml(
        f'<w:abstractNum {nsdecls("w")} w:abstractNumId="{identity}">{written}</w:abstractNum>'
    )
    numbering.insert(0, abstract)
    return numbering.add_num(identity).numId


def restart_list(file: Any, list_id: int, level: int = 0) -> int:
    """Make another instance of a list that starts anew at one level; return its numId."""
    numbering = file.part.numbering_part.element
    abstract = numbering.num_having_numId(list_id).abstractNumId.val
    num = numbering.add_num(abstract)
    num.add_lvlOverride(ilvl=level).add_startOverride(1)
    return num.numId


def number(paragraph: Any, list_id: int, level: int = 0) -> None:
    """Put a paragraph into a list."""
    properties = paragraph._p.get_or_add_pPr().get_or_add_numPr()
    properties.get_or_add_numId().val = list_id
    properties.get_or_add_ilvl().val = level


def write_docx(paragraphs: Sequence[str | Sequence[Sequence[str]]]) -> bytes:
    """Write a .docx: a string is a paragraph, a sequence of rows a table."""
    file = Document()
    for content in paragraphs:
        if isinstance(content, str):
            file.add_paragraph(content)
        else:
            add_table(file, content)
    return docx_bytes(file)


def add_table(file: Any, rows: Sequence[Sequence[str]]) -> Any:
    """Add a table of texts."""
    table = file.add_table(rows=len(rows), cols=len(rows[0]))
    for row, texts in zip(table.rows, rows, strict=True):
        for cell, text in zip(row.cells, texts, strict=True):
            cell.text = text
    return table


def print_pdf(html: str, header: str = "", footer: str = "") -> bytes:
    """Print HTML to A4 with Chromium, as an office prints from a browser or from WPS."""
    printed: Future[bytes] = Future()
    _printer().put((html, header, footer, printed))
    return printed.result(60)


@cache
def _printer() -> "SimpleQueue[_Job | None]":
    """Start the one Chromium that prints for this process; return where it takes its jobs.

    To start it takes as long as ten prints. It has a thread of its own, as no other asyncio loop
    can run in one in which Playwright is open.
    """
    jobs: SimpleQueue[_Job | None] = SimpleQueue()
    started: Future[None] = Future()
    thread = Thread(target=_print_jobs, args=(jobs, started), daemon=True)
    thread.start()
    started.result(60)

    def close() -> None:
        jobs.put(None)
        thread.join(20)

    atexit.register(close)
    return jobs


def _print_jobs(jobs: "SimpleQueue[_Job | None]", started: "Future[None]") -> None:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        try:
            browser = playwright.chromium.launch(executable_path="/usr/bin/chromium")
        except Exception as error:
            started.set_exception(error)
            return
        started.set_result(None)
        while job := jobs.get():
            html, header, footer, printed = job
            try:
                printed.set_result(_print(browser, html, header, footer))
            except Exception as error:
                printed.set_exception(error)
        browser.close()


def _print(browser: "Browser", html: str, header: str, footer: str) -> bytes:
    style = "font-size:9px;width:100%;text-align:center"
    with browser.new_page() as page:
        page.set_content(html)
        return page.pdf(
            format="A4",
            margin={"top": "30mm", "bottom": "30mm", "left": "28mm", "right": "26mm"},
            display_header_footer=bool(header or footer),
            header_template=f'<div style="{style}">{header}</div>',
            footer_template=f'<div style="{style}">{footer}</div>',
            print_background=True,
        )


def html_page(paragraphs: Sequence[str | Sequence[Sequence[str]]]) -> str:
    """Write a page in the usual type of official documents; a sequence of rows is a table."""
    parts = []
    for content in paragraphs:
        if isinstance(content, str):
            parts.append(f"<p>{content}</p>")
        else:
            rows = ("".join(f"<td>{cell}</td>" for cell in row) for row in content)
            parts.append(f"<table>{''.join(f'<tr>{row}</tr>' for row in rows)}</table>")
    css = (
        "body{font:16pt/28pt 'Noto Serif CJK SC';text-align:justify}"
        "p{margin:0;text-indent:2em}h1{font-size:22pt;text-align:center}"
        "table{border-collapse:collapse}td{border:1px solid;padding:4pt;font-size:12pt}"
    )
    return f"<html lang=zh-CN><style>{css}</style><body>{''.join(parts)}</body></html>"
