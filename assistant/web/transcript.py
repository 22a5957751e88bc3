"""A conversation as data to keep, and as a document to take along (.md, .docx).

Where `plans` are taken, they are the plans by what citations call them, the newest first; the
only one is called "".
"""

import io
import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, replace
from datetime import datetime
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from pydantic import TypeAdapter, ValidationError

from assistant.answers.emphasis import emphasized
from assistant.answers.render import citation_mark, escape_markdown, statement_to_markdown
from assistant.web.page import EDITORIAL_NOTE, Turn
from index.plan import Plan

if TYPE_CHECKING:  # importing it loads chromadb, which must not delay the page
    from assistant.answers.answer import Citation, Statement

LONGEST_KEPT = 200  # turns
# A document is read without the page around it: what a model wrote must not pass for a quote.
_BY_MODEL = "（大模型综合，非原文）"
_SEVERAL = "工作计划"
_CHANGED = "这一条的引文与现在的计划不符，没有显示。请重新提问。"


@lru_cache(maxsize=1)
def _statements() -> "TypeAdapter[tuple[Statement, ...]]":
    from assistant.answers.answer import Statement

    return TypeAdapter(tuple[Statement, ...])


def to_json(turns: Sequence[Turn]) -> str:
    """Return the conversation as JSON text; what is still being answered is left out."""
    return json.dumps([asdict(turn) for turn in turns if not turn.is_running], ensure_ascii=False)


def from_json(text: str, plans: Mapping[str, Plan]) -> tuple[Turn, ...]:
    """Read a kept conversation; what is no turn, or quotes what no plan says, is not shown.

    It comes from a browser, and the plans may have changed since: a quote whose plan is called
    something else now is cited by that.
    """
    try:
        records = json.loads(text)
    except (ValueError, RecursionError):
        return ()
    records = records if isinstance(records, list) else []
    turns = (_turn(record, plans) for record in records[-LONGEST_KEPT:])
    return tuple(turn for turn in turns if turn)


def _turn(record: Any, plans: Mapping[str, Plan]) -> Turn | None:
    try:
        statements = _statements().validate_python(record["statements"])
        turn = Turn(
            question=str(record["question"]),
            state=record["state"],
            statements=statements,
            message=str(record["message"]),
            id=str(record["id"]),
            status=record["status"],
        )
    except (KeyError, TypeError, ValidationError):
        return None
    if turn.state not in ("done", "stopped", "failed"):
        return None
    known = [_checked(statement, plans) for statement in statements]
    if None not in known:
        return replace(turn, statements=tuple(each for each in known if each))
    return Turn(turn.question, "failed", message=_CHANGED, id=turn.id)


def _checked(statement: "Statement", plans: Mapping[str, Plan]) -> "Statement | None":
    """Return the statement with its plan's present name, or None if no plan bears it out."""
    from assistant.answers.citations import is_grounded

    said = next((citation.plan for citation in statement.citations), "")
    names = [said] if said in plans else list(plans)
    for name in names:
        if is_grounded(statement, plans[name]):
            citations = tuple(replace(each, plan=name) for each in statement.citations)
            return replace(statement, citations=citations)
    return None


def plain_text(statements: "Iterable[Statement]") -> str:
    """Return an answer as lines of plain text, each with the items it is cited from."""
    return "\n".join(f"{'· ' if each.role == 'bullet' else ''}{_line(each)}" for each in statements)


def _line(statement: "Statement") -> str:
    marks = dict.fromkeys(citation_mark(each.item, each.plan) for each in statement.citations)
    return _author(statement) + statement.text.strip() + "".join(marks)


def _author(statement: "Statement") -> str:
    return _BY_MODEL if statement.role == "synthesis" else ""


def citations_of(turn: Turn) -> "tuple[Citation, ...]":
    """Return what the answer quotes, in order, without quotes that lie inside another."""
    every = tuple(
        dict.fromkeys(each for statement in turn.statements for each in statement.citations)
    )
    return tuple(
        each
        for each in every
        if not any(
            other is not each
            and other.plan == each.plan
            and other.span.start <= each.span.start
            and each.span.end <= other.span.end
            for other in every
        )
    )


def quotation(turn: Turn, plans: Mapping[str, Plan]) -> str:
    """Return the quotes for a document: each with its plan's title and its item."""
    return "\n".join(
        f"{each.quote.strip()}——《{plans[each.plan].title}》{citation_mark(each.item)[1:-1]}"
        for each in citations_of(turn)
        if each.plan in plans
    )


def sources(turns: Sequence[Turn], plans: Mapping[str, Plan]) -> tuple[Plan, ...]:
    """Return the plans that the turns quote, in the order of `plans`; the first if none."""
    named = {each.plan for turn in turns for each in citations_of(turn)}
    return tuple(plans[name] for name in plans if name in named) or tuple(plans.values())[:1]


def _heading(quoted: Sequence[Plan]) -> str:
    return f"{quoted[0].title if len(quoted) == 1 else _SEVERAL} · 问答记录"


def to_markdown(turns: Sequence[Turn], plans: Mapping[str, Plan], now: datetime) -> str:
    """Return the conversation as Markdown with its sources and the time `now` at the end."""
    quoted = sources(turns, plans)
    parts = [f"# {escape_markdown(_heading(quoted))}"]
    for turn in turns:
        parts.append(f"## {escape_markdown(turn.question)}")
        parts += [_author(each) + statement_to_markdown(each) for each in turn.statements]
        parts += [escape_markdown(turn.message)] if turn.message else []
    parts.append(f"---\n\n{escape_markdown(_footer(quoted, now))}")
    return "\n\n".join(parts) + "\n"


def _footer(quoted: Sequence[Plan], now: datetime) -> str:
    titles = "、".join(f"《{plan.title}》（{plan.date or '日期不详'}）" for plan in quoted)
    return f"引文逐字取自{titles}，〔〕内为出处。{EDITORIAL_NOTE}。导出时间：{now:%Y-%m-%d %H:%M}。"


def to_docx(turns: Sequence[Turn], plans: Mapping[str, Plan], now: datetime) -> bytes:
    """Return the conversation as a Word document; quotes are indented, figures asked for bold."""
    from docx import Document
    from docx.oxml.ns import qn
    from docx.shared import Cm, Pt

    quoted = sources(turns, plans)
    document = Document()
    for name in ("Normal", "Title", "Heading 1", "Heading 2"):
        style: Any = document.styles[name]
        style.font.name = "Times New Roman"
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        # Without it Word takes the theme's Japanese or Latin typeface for Chinese.
        fonts.set(qn("w:eastAsia"), "仿宋" if name == "Normal" else "黑体")
    document.styles["Normal"].font.size = Pt(12)
    document.add_heading(_valid(_heading(quoted)), level=1)
    for turn in turns:
        document.add_heading(_valid(turn.question), level=2)
        for statement in turn.statements:
            paragraph = document.add_paragraph()
            if statement.role in ("quote", "bullet"):
                paragraph.paragraph_format.left_indent = Cm(0.75)
            for piece, bold in emphasized(_line(statement), statement.bold):
                paragraph.add_run(_valid(piece)).bold = bold or statement.role == "heading"
        if turn.message:
            document.add_paragraph(_valid(turn.message))
    document.add_paragraph().add_run(_valid(_footer(quoted, now))).italic = True
    document.core_properties.title = _heading(quoted)
    document.core_properties.author = ""
    held = io.BytesIO()
    document.save(held)
    return held.getvalue()


def _valid(text: str) -> str:
    """Return `text` without the control characters that XML cannot hold."""
    return re.sub(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]", "", text)
