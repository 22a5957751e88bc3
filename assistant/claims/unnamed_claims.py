"""Whether who does something, or where it is, is claimed of what the plan says it of no one and
nowhere: 由民政局发放, 在滨江."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from assistant.evidence.coverage import core_terms, covers
from assistant.evidence.pieces import pieces_in
from assistant.language.deadlines import find_deadlines
from assistant.language.normalize import pattern, wording
from assistant.understanding.question import CLAIM_ENDS, Question
from index.lexical import word_class, words
from index.passages import Passage
from index.plan import Plan, Span

_BY = re.compile("(?P<what>.{2,}?)(?:今年|是|都|要|将|会)*(?P<mark>由)(?P<rest>[^,，由]{4,16})")
_AT = re.compile(
    "(?P<what>.{2,}?)(?:今年|是|都|要|将|会|就)*(?P<mark>位于|[设建放]?在)(?P<rest>[^,，在]{2,12})"
)
_WHOLE = re.compile(
    "(?P<what>.{2,}?)(?:今年|是|都|要|将|会)*(?P<mark>全)(?P<rest>[国省市区县镇乡](?![级队])[^,，]{0,6})"
)
_PLACE = re.compile("[省市区县镇乡村路街道园港湾江河湖站馆校城院所场]$|[一二三四五六七八九十高]中$")
_PLACE_TAGS = ("ns", "nr", "nz", "")
_DENIED = re.compile("[不没未非]|还是|只|仅")
_TOP = 8


@dataclass(frozen=True, slots=True)
class UnnamedVerdict:
    """What is `claimed` (由民政局发放) of what `span` is on, which says nothing of it."""

    claimed: str
    span: Span


def check_unnamed(
    question: Question, passages: Sequence[Passage], plan: Plan
) -> UnnamedVerdict | None:
    """Find the clause on that of which a doer, a place or a level (全市) is claimed, in an item
    without its name; None where nothing of the kind is claimed, or the item has a piece of it."""
    said = question.text.strip(CLAIM_ENDS)
    asks = pattern(wording()["interrogatives"]).search(said) or _DENIED.search(said)
    if not question.yes_no or asks or find_deadlines(said):
        return None
    for form in (_BY, _AT, _WHOLE):
        found = form.fullmatch(said)
        name = _name(found["mark"], found["rest"], plan) if found else ""
        if not found or not name:
            continue
        core = core_terms([term for term in question.terms if term.text in found["what"]])
        for passage in passages[:_TOP]:
            item = plan.item(passage.item)
            listed = any(row.overlaps(passage.span) for row in plan.rows)
            if item is None or listed or not covers(core, passage.text.lower()):
                continue
            where = passage.text if form is _WHOLE else item.text
            if pieces_in(name, where.lower()):
                return None
            clause = max(passage.clauses, key=partial(_shared, found["what"], plan=plan))
            claimed = name if form is _WHOLE else f"{found['mark']}{found['rest']}"
            return UnnamedVerdict(claimed, clause)
    return None


def _shared(said: str, clause: Span, plan: Plan) -> int:
    text = plan.source[clause.start : clause.end].lower()
    return sum(map(len, pieces_in(said, text)))


def _name(mark: str, rest: str, plan: Plan) -> str:
    """Return who is named before what is done, or the place, or of what it is all that the plan is
    none of; "" where there is none such."""
    if mark == "全":
        return "" if rest[0] in plan.title else f"全{rest[0]}"
    name = ""
    for word in words(rest):
        if len(word) > 1 and word_class(word).startswith("v"):
            break
        name += word
    if mark == "由":
        return name if 1 < len(name) < len(rest) else ""
    last = words(name)[-1] if name else ""
    placed = word_class(last) in _PLACE_TAGS or _PLACE.search(name)
    return name if len(name) > 1 and placed else ""
