"""What reading a plan found that a person should check: parts left out, suspected damage."""

from collections.abc import Iterator

from assistant.web.page import item_name
from index.plan import Plan

_SHOWN = 40


def findings(plan: Plan) -> Iterator[str]:
    """Yield the findings as lines of text, what belongs to a list behind "- "."""
    yield from plan.notes
    if plan.left_out:
        yield "没有编入条目的部分（查不到，请核对）："
    for part in plan.left_out:
        lines = f"第 {part.first_line} 行"
        if part.last_line > part.first_line:
            lines = f"第 {part.first_line} 至 {part.last_line} 行"
        yield f"- {lines}（{part.reason}）：{shortened(part.text, _SHOWN)}"
    if not plan.damage:
        yield "没有发现原文损坏的迹象。"
        return
    yield f"原文有 {len(plan.damage)} 处疑似损坏（引文照原样，不作修改）："
    for damage in plan.damage:
        yield f"- {item_name(damage.item)}：{damage.detail}"


def shortened(text: str, longest: int) -> str:
    """Return the first characters of a text, with … where there are more."""
    return f"{text[:longest]}…" if len(text) > longest else text
