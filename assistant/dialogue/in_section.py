"""Which items of the section just asked about a message is of: 第一项谁负责, behind 第四部分."""

import re

from assistant.language.normalize import normalize
from assistant.language.sections import find_annex, find_place, own_items_of
from assistant.understanding.question import Question
from index.numerals import CHINESE_NUMERAL, parse_number
from index.plan import Plan

_N = rf"(?:\d{{1,2}}|[{CHINESE_NUMERAL}]{{1,3}})"
# 前三个月, 第二个季度 and 第三个五年计划 are no items.
_NOUN = "(?:(?:[项条款点件]|个(?!月|季|年|小时|星期|工作日|[五百]年))(?:工作|任务)?|个?事项)"
_PLACE = re.compile(
    "(?:那|那么|看|看看)?(?:(?:其中|里面|里头|这里面?)的?)?"
    rf"(?:(?P<back>倒数)?第\s*(?P<nth>{_N})|(?P<side>[前后头]|最[前后])面?(?P<count>{_N}))\s*{_NOUN}"
    rf"(?!\s*(?:[、,和与跟及到至-]|以及|还有)?\s*第?{_N}\s*{_NOUN})"
)

_FIRST = ("前", "头", "最前")


def of_section(text: str, subject: Question, plan: Plan) -> str:
    """Put a message that begins with a place so that it names the items at that place of the
    section that was asked about; "" where none was, or it has too few: these are the plan's."""
    found = _PLACE.match(text)
    asked = normalize(subject.raw)
    place = find_place(asked, plan) if found else None
    if found and not place and subject.references.sections:
        place = find_annex(asked, plan)
    if found is None or place is None or place.section is None:
        return ""
    own = own_items_of(place.section, plan)
    number = parse_number((found["nth"] or found["count"]).replace("两", "二")) or 0
    if not 0 < number <= len(own):
        return ""
    rest = text[found.end() :]
    if found["nth"] and not found["back"]:
        return f"{place.said}的第{number}项{rest}"  # numbered so, or there
    if found["back"]:
        chosen = own[-number : len(own) - number + 1]
    else:
        chosen = own[:number] if found["side"] in _FIRST else own[-number:]
    return "、".join(f"第{item.label}项" for item in chosen) + rest
