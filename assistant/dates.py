"""Compare the date that a question claims with the one the plan gives the same thing.

A date is read together with the clause it is of: whose deed, and whose thing. What else stands in
the item has dates of its own.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from assistant.deadlines import find_deadlines, is_limit, without_deadlines
from assistant.normalize import pattern, wording
from assistant.question import Question, content_words
from assistant.ranking import Candidate
from assistant.silence import REASON
from assistant.stages import names_nothing, stage_of, without_stages
from index.lexical import word_class
from index.passages import Passage
from index.plan import Plan, Span
from index.quantities import find_quantities

_MONTHLY = re.compile(r"每个?月(\d{1,2})[日号](?:以?前)?")
_DAY = re.compile(r"(?<![\d月])(\d{1,2})[日号]")
_EVERY_MONTH = re.compile("每个?月")
_YEAR_BEFORE = re.compile(r"(20\d{2})年$")
_DENIED = re.compile("不(?!是)|未|没|取消|推迟|提前")
_ABLE = re.compile("能|可以|来得及")  # what is done before can be
_SEPARATE = re.compile("[;；。]\\s*$")
# Where a clause has one of these, what stands before is of another part: 一期…，二期….
_PART = re.compile("[一二三四五六七八九十]期|[东南西北中]段|[东南西北新老][校院]?区")
_PIECE = 2  # characters that a name is compared by, at the least
_FINISHED = ("done", "use")

Relation = Literal["same", "near", "other"]


@dataclass(frozen=True, slots=True)
class DateVerdict:
    """The date that the plan has `stated` in `span` for what the claim is of: the `same` as
    claimed, one that neither is it nor rules it out (6月底前, of 6月), or an `other`."""

    relation: Relation
    stated: str
    span: Span


@dataclass(frozen=True, slots=True)
class _Date:
    """A date as written; `days` are its first and last (month, day), the month 0 in each month."""

    text: str
    days: tuple[tuple[int, int], tuple[int, int]]
    limits: bool
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Dated:
    """A date with the words of the `thing` it is of and its `deed`, "" where it is the limit by
    which all of the thing is done."""

    date: _Date
    thing: str
    title: str
    deed: str
    span: Span


def check_date(
    question: Question, candidates: Sequence[Candidate], plan: Plan
) -> DateVerdict | None:
    """Compare the one date of a claim with those of what it is surely of; None where there is no
    such thing, or where its dates differ and the claim does not tell which is meant."""
    dates = _find_dates(question.text, plan.year)
    # Why it is on a day takes it that it is.
    claims = question.yes_no or any(aspect.name == REASON for aspect in question.aspects)
    if not claims or len(dates) != 1 or set(question.years) - {plan.year}:
        return None
    claimed = dates[0]
    rest = f"{question.text[: claimed.start]} {question.text[claimed.end :]}"
    claim = _EVERY_MONTH.sub(" ", rest)
    if _DENIED.search(claim) or not _names(claim):
        return None
    fits: list[tuple[int, _Dated]] = []
    for candidate in candidates:
        for dated in _dated(candidate.passage, plan):
            monthly = dated.date.days[0][0] == 0
            if monthly == (claimed.days[0][0] == 0) and _done_alike(claim, dated):
                held = _held(claim, dated)
                if held:
                    fits.append((held, dated))
    most = max((held for held, _ in fits), default=0)
    best = [dated for held, dated in fits if held == most]
    able = claimed.limits and bool(_ABLE.search(claim))
    relations = {_relation(claimed, dated.date, able) for dated in best}
    if len(relations) != 1 or len({dated.date.days for dated in best}) != 1:
        return None
    relation = relations.pop()
    if relation != "other" and find_quantities(claim):
        return None  # the figure that is claimed as well decides
    return DateVerdict(relation, best[0].date.text, best[0].span)


def related(claimed: str, stated: str) -> Relation | None:
    """Compare the date that a text claims with the one that another states, but for their years;
    None where either has none or several."""
    dates = _find_dates(claimed, None), _find_dates(stated, None)
    if [len(found) for found in dates] != [1, 1]:
        return None
    return _relation(dates[0][0], dates[1][0], able=False)


def _relation(claimed: _Date, stated: _Date, able: bool) -> Relation:
    """Compare two dates; `able`: whether it is asked if something can be done by the first."""
    if claimed.days == stated.days:
        return "same"
    (first, last), (begin, end) = claimed.days, stated.days
    if first <= end and begin <= last:
        return "near"
    if able and end < first:
        return "near"
    within = claimed.limits and not stated.limits and begin[0] == last[0] and end <= last
    return "near" if within else "other"  # 9月5日 is by the end of 9月


# --- what a date is of --------------------------------------------------------------------


def _dated(passage: Passage, plan: Plan) -> Iterator[_Dated]:
    """Yield the dates of a sentence or row, each with what it is of."""
    if not re.search("[月年季节日]", passage.text):
        return
    item = plan.item(passage.item)
    title = item.title.lower() if item else ""
    clauses = passage.clauses
    texts = [plan.source[clause.start : clause.end].lower() for clause in clauses]
    whole = any(row.overlaps(passage.span) for row in plan.rows)
    for at, text in enumerate(texts):
        for date in _find_dates(text, plan.year):
            if is_limit(passage.text, text):
                thing = _without_dates(passage.text.lower()) if whole else title
                yield _Dated(date, thing, title, "", passage.span if whole else clauses[at])
                continue
            first = last = at
            rest = _without_dates(text)
            if names_nothing(without_stages(rest).strip(" ,，。;；")):
                if stage_of(rest) is None and at + 1 < len(texts):
                    last = at + 1
                while first and not _SEPARATE.search(texts[first - 1]):
                    first -= 1
                    if _find_dates(texts[first], plan.year):
                        break
            deed = "|".join(map(_without_dates, texts[at : last + 1]))
            before = "|".join(map(_without_dates, texts[first:at]))
            thing = f"{_PART.sub(' ', before) if _PART.search(deed) else before}|{deed}"
            yield _Dated(date, thing, title, deed, Span(clauses[first].start, clauses[last].end))


def _done_alike(claim: str, dated: _Dated) -> bool:
    """Whether the date is of the deed claimed; where none is, of any.

    What is done to one thing of it (完成路基施工) is not done to it all.
    """
    claimed = stage_of(claim)
    if claimed is None:
        return True
    stage, _ = claimed
    if not dated.deed:
        return stage == "done"
    stated = stage_of(dated.deed)
    if stated is None or not any(word in dated.deed for word in wording()["stages"][stage]):
        return False
    if stage != stated[0] and not {stage, stated[0]} <= set(_FINISHED):
        return False
    done_to = dated.deed[dated.deed.rfind(stated[1]) + len(stated[1]) :]
    return not content_words(done_to) or len(_left(done_to, claim)) < len(done_to)


def _held(claim: str, dated: _Dated) -> int:
    """Return how many characters of the claim are said of the thing; 0 unless all that it says
    is said of the thing, or in the title of its item."""
    left = _left(claim, f"{dated.thing}|{dated.title}")
    for run in left.split():
        left_out = content_words(without_stages(run))
        if any(len(word) > 1 or not word_class(word).startswith("v") for word in left_out):
            return 0
    said = _left(claim, dated.thing)
    return len(claim) - len(said) if _names(claim) != _names(said) else 0


def _left(said: str, text: str) -> str:
    """Return what of `said` is not in `text`, piece by piece, each as long as can be."""
    left, at = [], 0
    while at < len(said):
        end = at + _PIECE
        while end <= len(said) and " " not in said[at:end] and said[at:end] in text:
            end += 1
        if end - 1 - at >= _PIECE:
            at = end - 1
            left.append(" ")
        else:
            left.append(said[at])
            at += 1
    return re.sub(" +", " ", "".join(left))


def _names(text: str) -> list[str]:
    """Return the words of a text that name a thing, and not only its kind (项目, 任务)."""
    general = pattern(wording()["selection"]["general"]).sub(" ", without_stages(text))
    return content_words(general)


def _find_dates(text: str, year: int | None) -> list[_Date]:
    """Return the dates of a text: 10月底前, 9月1日, 每月15日; with their year if not the plan's."""
    found = []
    for deadline in find_deadlines(text):
        before = _YEAR_BEFORE.search(text[: deadline.start])
        start = before.start() if before else deadline.start
        shown = start if before and int(before[1]) != year else deadline.start
        said = text[shown : deadline.end]
        found.append(_Date(said, deadline.days, deadline.before, start, deadline.end))
    if not found and _EVERY_MONTH.search(text):
        monthly = [*_MONTHLY.finditer(text)] or [*_DAY.finditer(text)]
        for match in monthly:
            day = (0, int(match[1]))
            found.append(_Date(match[0], (day, day), match[0][-1] == "前", *match.span()))
    return found


def _without_dates(text: str) -> str:
    return _MONTHLY.sub(" ", without_deadlines(text))
