"""`ask --explain`: how a question was understood and what was found, as data and as text."""

from typing import TYPE_CHECKING, Any, cast

from langchain_core.runnables import RunnableSequence

from assistant.answers.render import citation_mark, item_value
from assistant.message import Asked, Part, Understood
from index.retriever import Retrieval

if TYPE_CHECKING:
    from assistant.chain import Assistant

_SHOWN = 10
_INTENTS = {
    "empty": "没有内容",
    "chat": "寒暄",
    "meta": "问计划本身",
    "mention": "找词出现在哪几项",
    "item": "按项号",
    "search": "按内容查找",
}


def explain(assistant: "Assistant", question: str) -> dict[str, Any]:
    """Return for each part of `question` what was understood, found and judged."""
    steps = cast("RunnableSequence[Asked, Any]", assistant.chain).steps
    understood: Understood = steps[1].invoke(steps[0].invoke(Asked(question)))
    return {"parts": [_part(assistant, part) for part in understood.parts]}


def _part(assistant: "Assistant", part: Part) -> dict[str, Any]:
    question = part.question
    judged = assistant.answerer.answer(question, part.evidence).explanation
    return {
        "question": question.text,
        "intent": question.intent,
        "answer_type": question.answer_type,
        "yes_no": question.yes_no,
        "items_named": [item_value(label) for label in question.references.labels],
        "items_missing": list(question.references.missing),
        "terms": [
            {"text": term.text, "forms": list(term.forms), "weight": round(term.weight, 3)}
            for term in question.terms
        ],
        "aspects": [aspect.name for aspect in question.aspects],
        "added_words": list(part.evidence.added_words) if part.evidence else [],
        "answerability": judged.get("answerability"),
        "ruled_out": judged.get("rule"),
        **_found(part.evidence.retrieval if part.evidence else None),
    }


def _found(retrieval: Retrieval | None) -> dict[str, Any]:
    if retrieval is None:
        return {"passages": [], "items": []}
    return {
        "passages": [
            {
                "item": item_value(hit.passage.item),
                "score": round(hit.score, 5),
                "cosine": round(hit.cosine, 4),
                "ranks": dict(hit.ranks),
                "text": hit.passage.text.strip(),
            }
            for hit in retrieval.hits[:_SHOWN]
        ],
        "items": [
            {"item": item_value(hit.item), "score": round(hit.score, 5), "ranks": dict(hit.ranks)}
            for hit in retrieval.items[:_SHOWN]
        ],
    }


def explanation_to_text(explanation: dict[str, Any]) -> str:
    """Return the explanation in Chinese, for reading."""
    return "\n\n".join("\n".join(_part_lines(part)) for part in explanation["parts"])


def _part_lines(part: dict[str, Any]) -> list[str]:
    lines = [
        f"理解为：{part['question']}",
        f"类别：{_INTENTS.get(part['intent'], part['intent'])}"
        f"；要的是：{part['answer_type']}{'（是非问句）' if part['yes_no'] else ''}",
    ]
    named = [*part["items_named"], *(f"{number}（没有）" for number in part["items_missing"])]
    for title, listed in (
        ("指明的项", named),
        ("用词", [_term(term) for term in part["terms"]]),
        ("问到的方面", part["aspects"]),
        ("另加的计划用词", part["added_words"]),
    ):
        if listed:
            lines.append(f"{title}：{'、'.join(map(str, listed))}")
    if part["answerability"] is not None:
        ruled = "；按规则判定计划没有写明" if part["ruled_out"] else ""
        lines.append(f"计划能回答的概率：{part['answerability']:.3f}{ruled}")
    if part["passages"]:
        lines.append("查到的句子（得分为各路名次的倒数融合）：")
        for place, hit in enumerate(part["passages"], start=1):
            lines.append(f"{place:>3}. {_hit(hit)}，余弦 {hit['cosine']:.4f}\n     {hit['text']}")
        lines.append("查到的条目：")
        lines += [f"{place:>3}. {_hit(hit)}" for place, hit in enumerate(part["items"], start=1)]
    return lines


def _term(term: dict[str, Any]) -> str:
    forms = [form for form in term["forms"] if form != term["text"]]
    return f"{term['text']}（{'、'.join(forms)}）" if forms else term["text"]


def _hit(hit: dict[str, Any]) -> str:
    ranks = "，".join(f"{name} 第 {rank}" for name, rank in hit["ranks"].items())
    return f"{citation_mark(str(hit['item']))}得分 {hit['score']:.5f}，{ranks}"
