"""Compare the years that something is claimed to run over with those in its name.

《2019—2023年建设规划》: of a claim that it is for 2018到2022 the plan says its own years.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.evidence.coverage import core_terms
from assistant.language.normalize import pattern, wording
from assistant.language.stages import stage_of
from assistant.understanding.question import CLAIM_ENDS, Question
from index.passages import Passage
from index.plan import Plan, Span
from index.quantities import find_quantities

_CLAIMED = re.compile(r"从?(?P<first>20\d\d)年?[到至—–~～-]{1,2}(?P<last>20\d\d)(?!\d)年?")
_FIRST = re.compile(r"[从自](?P<first>20\d\d)年?(?:开始|起)?|(?P<since>20\d\d)年(?:开始|起)")
_LAST = re.compile(r"[到至](?P<last>20\d\d)(?!\d)年?")
# The mark between the two may be lost: (20212025).
_STATED = re.compile(r"(?<!\d)(?P<first>20\d\d)年?[到至—–~～-]{0,2}(?P<last>20\d\d)年?(?!\d)")
_DENIED = re.compile("[不没未](?!错)|只|仅|还是")
_TOP = 5


@dataclass(frozen=True, slots=True)
class SpanVerdict:
    """The years that the plan has `stated` in `span` for what is claimed to run over others, or
    over the same, where it `agrees`."""

    agrees: bool
    stated: str
    span: Span


def check_span(question: Question, passages: Sequence[Passage], plan: Plan) -> SpanVerdict | None:
    """Find the one clause on the subject that has its first and last year; None where there is
    none or several that differ, or no such years are claimed."""
    said = question.text.strip(CLAIM_ENDS)
    found = _CLAIMED.search(said) or _FIRST.search(said) or _LAST.search(said)
    if not (question.yes_no and found) or _DENIED.search(said):
        return None
    if pattern(wording()["interrogatives"]).search(said):
        return None
    if find_quantities(said[: found.start()] + " " + said[found.end() :]):
        return None  # a figure is claimed as well, which decides
    claimed = found.groupdict()
    first, last = claimed.get("first") or claimed.get("since"), claimed.get("last")
    rest = said[: found.start()] + " " + said[found.end() :]
    if stage_of(rest):
        return None  # 到2026年完成: by when it is done
    core = core_terms([t for t in question.terms if t.text in rest and not t.text.isdigit()])
    told = []
    for passage in passages[:_TOP]:
        for clause in passage.clauses:
            text = plan.source[clause.start : clause.end]
            stated = _STATED.search(text)
            has = all(any(form in text.lower() for form in term.forms) for term in core)
            if stated and core and has and int(stated["first"]) < int(stated["last"]):
                told.append((stated, clause))
    if len({(stated["first"], stated["last"]) for stated, _ in told}) != 1:
        return None
    stated, clause = told[0]
    agrees = first in (None, stated["first"]) and last in (None, stated["last"])
    return SpanVerdict(agrees, stated[0], clause)
