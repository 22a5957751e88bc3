"""Turn an answer into Markdown (chat, command line) or JSON (command line, evaluation)."""

import re
from typing import TYPE_CHECKING, Any

from assistant.answers.emphasis import emphasized
from index.numerals import is_in_figures

if TYPE_CHECKING:  # importing it loads chromadb, which must not delay the page
    from assistant.answers.answer import Answer, Statement

_MARKDOWN_SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|~&])")
# At the start of a line these make a list or a rule: "- ", "1. ", "---".
_MARKDOWN_LEADING = re.compile(r"^(\d*)([-+.)])(?=\s|-|$)")


def citation_mark(label: str, plan: str = "") -> str:
    """Return the visible mark of a citation: 〔第17项〕, 〔第2.1项〕, 〔三-2〕 for restarting
    numbers, and with the name of the plan where there are several 〔2021年第17项〕."""
    if is_in_figures(label):
        return f"〔{plan}第{label}项〕"
    return f"〔{plan} {label}〕" if plan else f"〔{label}〕"


def item_value(label: str) -> int | str:
    """Return the item as outside programs read it: a number where the label is one."""
    return int(label) if label.isdecimal() else label


def to_markdown(answer: "Answer") -> str:
    """Return the whole answer as the user sees it."""
    return "\n\n".join(statement_to_markdown(statement) for statement in answer.statements)


def statement_to_markdown(statement: "Statement") -> str:
    """Return one line: text with its bold parts, then its citation marks."""
    text = _embolden(statement.text.strip(), statement.bold)
    text = _MARKDOWN_LEADING.sub(r"\1\\\2", text)
    marks = dict.fromkeys(
        citation_mark(citation.item, citation.plan) for citation in statement.citations
    )
    line = text + "".join(marks)
    if statement.role == "bullet":
        return f"- {line}"
    if statement.role == "heading":
        return f"**{line}**"
    return line


def _embolden(text: str, parts: tuple[str, ...]) -> str:
    return "".join(
        f"**{escape_markdown(piece)}**" if bold else escape_markdown(piece)
        for piece, bold in emphasized(text, parts)
    )


def escape_markdown(text: str) -> str:
    """Escape what Markdown or HTML would read as markup, so that quotes show as written."""
    return _MARKDOWN_SPECIAL.sub(r"\\\1", text.replace("\r", "").replace("\n", " "))


def to_json(answer: "Answer") -> dict[str, Any]:
    """Return the answer as one JSON object (the contract of `ask --json` and `--batch`)."""
    return {
        "status": answer.status,
        "text": to_markdown(answer),
        "citations": [
            {"item": item_value(citation.item), "quote": citation.quote}
            | ({"plan": citation.plan} if citation.plan else {})
            for citation in answer.citations
        ],
        "retrieved": [item_value(label) for label in answer.retrieved],
    } | ({"llm": answer.explanation["llm"]} if "llm" in answer.explanation else {})
