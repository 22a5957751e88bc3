"""Which plan a question is about, and whether it asks to compare two.

The plan picked on the page, else the newest, is meant where none is named: what 今年 says, and
what a question leaves out.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from assistant.language.normalize import normalize
from assistant.plans.comparison import (
    RELATIVE_YEAR,
    YEAR,
    Compared,
    Side,
    against,
    asks_only_difference,
    compared,
    has_topic,
    is_series,
    may_differ,
    series_length,
    side,
    topic,
    without_years,
)
from index.numerals import parse_number
from index.shelf import ShelvedPlan

Kind = Literal["one", "topic", "items", "count", "list"]

# 2021和2022 are years where they are compared.
_BARE_YEARS = re.compile(
    r"(?<![\d.])((?:19|20)\d{2})([和与跟同比、])((?:19|20)\d{2})(?![\d.万亿])年?的?"
)
_SHORT_YEARS = re.compile(r"(?<!\d)(\d{2})年([和与跟同比、])(\d{2})年")
# How many years before this one, longer words first.
_RELATIVE = {"大前年": 3, "前一年": 1, "前年": 2, "去年": 1, "上年": 1, "上一年": 1, "往年": 1,
             "今年": 0, "本年": 0, "明年": -1, "后年": -2}  # fmt: skip
_FAR = ("大前年", "明年", "后年")
_YEAR_BEFORE = re.compile("前一年|上一年")
_TO = re.compile("年?(?:到|至|[-—~～])")
_WHICH = re.compile(
    r"(?:有|收录了?|可以查)(?:哪些|几份|哪几年的?|多少份|什么)计划(?:可以?查)?[?？。]?$|哪几年的计划[?？。]?$"
)
_FOLLOW_UP = re.compile(r"^(?:那么?|还有|它|其中|这|再)|呢[?？。]?$")


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a question wants of the plans.

    `one`: an answer from `plans` (several of one year, or the only one); `topic`: what two or
    more plans, the oldest first, say of `question`; `items`: the matters that two plans do not
    share; `count`: how many items each has; `list`: which plans there are. `missing` are the
    years asked for without a plan.
    """

    kind: Kind
    plans: tuple[ShelvedPlan, ...]
    question: str
    side: Side = "both"
    missing: tuple[int, ...] = ()


def which_plan(
    question: str,
    history: Sequence[str],
    plans: Sequence[ShelvedPlan],
    picked: ShelvedPlan | None = None,
) -> Wanted:
    """Decide what a question wants of `plans`, which stand newest first and are not empty.

    `picked`, one of them, takes the place of the newest.
    """
    text = _as_said(question)
    if _WHICH.search(text):
        return Wanted("list", tuple(plans), question)
    this_year = next((plan.year for plan in plans if plan.year), None)
    if picked is not None:
        this_year = picked.year
    known = {plan.year for plan in plans}
    said_before = _years_before(history, this_year, known)
    since = said_before[0] if said_before and _YEAR_BEFORE.search(text) else this_year
    years = _years(text, since)
    by_title = [plan for plan in plans if plan.title in question]
    comparing = compared(text, years)
    if comparing is None and not years and history:
        comparing, years = _compared_before(text, history, this_year)
    if comparing and len(plans) > 1:
        text = _as_said(_without_titles(question, by_title))
        if not has_topic(topic(text)) and history:
            years = _with_year_before(years, said_before)
        return _compared(text, comparing, years, plans, picked, by_title, history)
    if by_title:
        return Wanted("one", tuple(by_title), _without_titles(question, by_title))
    named = [year for year in years if year in known]
    asked = _said_as_this_year(question, this_year, named[0] if named else this_year)
    if named and history and not has_topic(topic(text)):
        # 那2020年呢 asks the same of another plan.
        asked = _last_topic(history) or asked
    if not named and not years and _FOLLOW_UP.search(text):
        named = said_before
        asked = _said_as_this_year(question, this_year, named[0] if named else this_year)
    # A year that stands first names the plan; 2025年前 and the like are the plan's own words.
    year = named[0] if named else this_year
    chosen = tuple(plan for plan in plans if plan.year == year) or tuple(plans[:1])
    if picked is not None and picked.year == year:
        chosen = (picked,)
    missing = tuple(year for year in years if year not in known) if not named else ()
    return Wanted("one", chosen, asked, missing=missing)


def _as_said(question: str) -> str:
    """Return a question normalised, with what makes years of two that are compared."""
    text = _SHORT_YEARS.sub(r"20\1年\g<2>20\3年", normalize(question))
    return _BARE_YEARS.sub(r"\1年\2\3年的", text) if may_differ(text) else text


def _years(text: str, this_year: int | None) -> list[int]:
    """Return the years a question names, in order, relative ones counted from `this_year`."""
    found: list[tuple[int, int]] = []
    for match in YEAR.finditer(text):
        written = match[1] or match[3]
        number = parse_number(written) if written else 2000 + int(match[2])
        if number is not None:
            found.append((match.start(), number))
    if this_year is not None:
        for match in RELATIVE_YEAR.finditer(text):
            word = next(word for word in _RELATIVE if match[0].startswith(word))
            found.append((match.start(), this_year - _RELATIVE[word]))
    return list(dict.fromkeys(year for _, year in sorted(found)))


def _years_before(
    history: Sequence[str], this_year: int | None, known: set[int | None]
) -> list[int]:
    for said in reversed(history):
        named = [year for year in _years(normalize(said), this_year) if year in known]
        if named:
            return named
        if not _FOLLOW_UP.search(normalize(said)):
            break
    return []


def _compared_before(
    text: str, history: Sequence[str], this_year: int | None
) -> tuple[Compared | None, list[int]]:
    """Return what a question goes on to compare, and the years: 那学校呢, and 差多少 after any
    question."""
    said = _as_said(history[-1])
    years = _years(said, this_year)
    if _FOLLOW_UP.search(text) and compared(said, years) == "topic":
        return "topic", years
    asks = asks_only_difference(text)
    return ("topic", years) if asks else (None, [])


def _with_year_before(years: list[int], before: Sequence[int]) -> list[int]:
    """Return the years of a comparison that goes on from what was asked: 比2020年多多少."""
    return list(dict.fromkeys([*before[:1], *years])) if len(years) < 2 else years


def _last_topic(history: Sequence[str]) -> str:
    """Return the last of the user's messages that names what it is about, without its years."""
    said = (without_years(normalize(each)) for each in reversed(history))
    return next((text for text in said if has_topic(topic(text))), "")


def _compared(
    text: str,
    kind: Compared,
    years: Sequence[int],
    plans: Sequence[ShelvedPlan],
    picked: ShelvedPlan | None,
    by_title: Sequence[ShelvedPlan],
    history: Sequence[str],
) -> Wanted:
    dated = [plan for plan in plans if plan.year]
    this_year = (picked or dated[0]).year if picked or dated else None
    wanted = _years_compared(text, kind, years, this_year, dated)
    missing = tuple(year for year in wanted if not any(plan.year == year for plan in plans))
    chosen = [
        picked
        if picked and picked.year == year
        else next(plan for plan in plans if plan.year == year)
        for year in wanted
        if year not in missing
    ]
    if len(wanted) < 2 and len(plans) > 1 and not missing:  # two plans without different years
        chosen = [plans[1], plans[0]]
    if len(by_title) > 1:
        chosen, missing = sorted(by_title[:2], key=lambda plan: plan.year or 0), ()
    about = topic(text)
    if kind == "topic" and not has_topic(about):
        about = topic(_last_topic(history))
        kind = "topic" if about else "items"
    if kind != "topic":
        chosen = [*chosen[:1], *chosen[1:][-1:]]  # of several years the first and the last
    return Wanted(kind, tuple(chosen), about, side(text, years), missing)


def _years_compared(
    text: str,
    kind: Compared,
    years: Sequence[int],
    this_year: int | None,
    dated: Sequence[ShelvedPlan],
) -> list[int]:
    """Return the years to set side by side, the oldest first."""
    kept = sorted({plan.year for plan in dated if plan.year})
    if kind == "topic" and is_series(text) and len(years) < 2:
        count = series_length(text)
        return kept[-count:] if count else kept
    if len(years) >= 2:
        if kind != "topic":
            return sorted(years[:2])
        between = [year for year in kept if min(years) < year < max(years)]
        return sorted({*years, *(between if _TO.search(text) else ())})
    before = [year for year in kept if years and year < years[0]]
    if kind == "items" and years and not against(text):
        return [before[-1] if before else years[0] - 1, years[0]]
    asked = list(years) or _nearest_first(this_year, dated)
    asked = [year for year in asked if year != this_year][:1]
    if years and not asked:  # this year's is named: with the one before it
        asked = before[-1:] or [years[0] - 1]
    return sorted({*asked, *([this_year] if this_year else [])})


def _nearest_first(this_year: int | None, dated: Sequence[ShelvedPlan]) -> list[int]:
    """Return the other years there are plans of: those before this year, then those after it."""
    if this_year is None:
        return [plan.year for plan in dated[1:] if plan.year]
    others = {plan.year for plan in dated if plan.year} - {this_year}
    return sorted(others, key=lambda year: (year > this_year, abs(year - this_year)))


def _without_titles(question: str, plans: Sequence[ShelvedPlan]) -> str:
    for plan in plans:
        question = question.replace(f"《{plan.title}》", "").replace(plan.title, "")
    return question


def _said_as_this_year(question: str, this_year: int | None, year: int | None) -> str:
    """去年, asked of last year's plan, is that plan's 今年: say its year, which both know; and the
    year of 明年, of which there is no plan."""
    if this_year is None or year is None:
        return question

    def by_number(found: re.Match[str]) -> str:
        meant = this_year - _RELATIVE[found[1]]
        return f"{meant}年" if meant == year or found[1] in _FAR else found[0]

    return re.sub("(大前年|前年|去年|上一年|上年|明年|后年)度?", by_number, question)
