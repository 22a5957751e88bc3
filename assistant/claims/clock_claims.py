"""Compare the times of the day that are claimed with those of the clause on the same: 晚上十点, of
由20时延长至21时30分."""

import re
from collections.abc import Sequence

from assistant.claims.dates import accounted
from assistant.claims.numeral_claims import NumeralVerdict
from assistant.evidence.pieces import left_of, names_of, with_title
from assistant.language.clocks import Clock, find_clocks, without_clocks
from assistant.language.normalize import pattern, wording
from assistant.language.times import find_times, without_times
from assistant.understanding.question import Question
from index.passages import Passage
from index.plan import Plan

_UNTIL = re.compile("[到至]$")
_DENIED = re.compile("[不没未]|只|仅|除|提前|推迟")
_TOP = 4


def check_clocks(
    question: Question, passages: Sequence[Passage], plan: Plan
) -> NumeralVerdict | None:
    """Find whether the one clause with times of the day of what is claimed has those claimed; None
    where several have, where more is claimed than it says, or where it is not told which of two
    times is meant."""
    claimed = find_clocks(question.text)
    if not question.yes_no or not claimed:
        return None
    asked = pattern(wording()["yes_no"]["tags"]).sub("", question.text)
    said = without_clocks(asked)
    days = find_times(said, plan.year)
    said = without_times(said)
    verdicts = []
    for passage in passages[:_TOP]:
        clauses = [
            (clause, text)
            for clause in passage.clauses
            if find_clocks(text := plan.source[clause.start : clause.end].lower())
        ]
        around = with_title(passage.text, passage, plan)
        if len(clauses) > 1:  # each is of its own
            clauses = [one for one in clauses if not _strange(said, one[1], question)]
            around = clauses[0][1] if clauses else ""
        if len(clauses) != 1:
            continue
        clause, text = clauses[0]
        if days and not accounted(days, without_clocks(around), plan):
            continue
        if _strange(said, around, question) or set(_DENIED.findall(said)) - {
            *_DENIED.findall(around)
        }:
            continue
        stated = find_clocks(text)
        agrees = _agree(claimed, stated, asked, text)
        if agrees is not None:
            shown = text[stated[0].start : stated[-1].end]
            shown = shown if agrees or len(stated) > 1 else stated[0].text
            verdicts.append(NumeralVerdict(shown, clause, agrees))
    return verdicts[0] if len(verdicts) == 1 else None


def _strange(said: str, around: str, question: Question) -> list[str]:
    """Return the words of a claim that are nowhere around, in no form of theirs, either."""
    left = names_of(left_of(said, around))
    return [
        word
        for word in left
        if not any(
            form in around for term in question.terms if word in term.text for form in term.forms
        )
    ]


def _agree(claimed: Sequence[Clock], stated: Sequence[Clock], asked: str, text: str) -> bool | None:
    """Whether the times claimed are those stated; None where it is not told which are meant."""
    if len(claimed) == len(stated):
        return all(one.is_at(other) for one, other in zip(claimed, stated, strict=True))
    if len(claimed) != 1 or len(stated) != 2:
        return None
    ends = _UNTIL.search(asked[: claimed[0].start]) and _UNTIL.search(text[: stated[1].start])
    return claimed[0].is_at(stated[1]) if ends else None
