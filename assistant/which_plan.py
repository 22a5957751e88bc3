"""Which plan a question is about, and whether it asks to compare two.

The plan picked on the page, else the newest, is meant where none is named: what 今年 says, and
what a question leaves out.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from assistant.normalize import normalize
from index.numerals import parse_number
from index.shelf import ShelvedPlan

Kind = Literal["one", "topic", "items", "list"]
Side = Literal["added", "dropped", "both"]

# 2021年, 二〇二一年, and 21年 where a question begins; 2025年前 and 2020年底 date a deed.
_YEAR = re.compile(
    r"(?:(?<![\d.])((?:19|20)\d{2}|[二一][〇○零一二三四五六七八九]{3})|^(\d{2}))"
    r"\s*年度?(?![前后来底末代以期])的?"
    r"|^((?:19|20)\d{2})(?=\s*(?![年户人个张万亿台家所座套项公平件条])[一-鿿])"
)
# 2021和2022 are years where they are compared.
_BARE_YEARS = re.compile(
    r"(?<![\d.])((?:19|20)\d{2})([和与跟同比、])((?:19|20)\d{2})(?![\d.万亿])年?的?"
)
_SHORT_YEARS = re.compile(r"(?<!\d)(\d{2})年([和与跟同比])(\d{2})年")
_RELATIVE = {"前年": 2, "去年": 1, "上年": 1, "上一年": 1, "往年": 1, "今年": 0, "本年": 0}
_RELATIVE_YEAR = re.compile(r"(?:前年|去年|上一?年|往年|今年|本年)度?的?(?:计划)?")
_BOTH_YEARS = re.compile(r"(?:两|2)(?:个年度|年|份计划|份)(?:之?间|的?计划)?")
_AGAINST = re.compile(
    r"(?:与|和|跟|同|较|比起?|相比于?|对比|比较)[^，,。？?]{0,20}(?:年|计划)|(?:两|2)(?:年|份|个年度)"
    r"|[去上]一?年.{0,8}(?:比|对比|相比)|年.{0,6}(?:与|和|跟|到|至)[^，,。？?]{0,8}年"
)
_DIFFERENCE = re.compile(
    r"变化|变动|变了|不同|不一样|区别|差别|差异|差多少|相比|对比|比较|比.{0,20}(?:多|少|高|低|增|减|提|降)"
    r"|(?:增加|减少|提高|降低|上升|下降|多|少)了?(?:多少|几)|新增|少了|取消|去掉|删去|不再|没有了|增加了|减少了"
)
_MATTERS = r"(?:事项|任务|条目|重点工作|工作|内容|项)"
_ADDED = re.compile(
    rf"(?:新增|增加|多|新)了?的?(?:哪些|什么|几项|哪几项){_MATTERS}?|(?:哪些|什么|哪几个?){_MATTERS}?是?新增?(?:增|的)"
    rf"|新增(?:了|的)?{_MATTERS}"
)
_DROPPED = re.compile(
    rf"(?:少|减少|取消|去掉|删去|删掉|没有)了?的?(?:哪些|什么|几项|哪几项){_MATTERS}?(?!的)"
    rf"|(?:哪些|什么|哪几个?){_MATTERS}?(?:没有了|不再|取消|去掉|少了|删)"
)
_PLAIN_MATTERS = re.compile(_MATTERS)
_WHICH = re.compile(
    r"(?:有|收录了?|可以查)(?:哪些|几份|哪几年的?|多少份|什么)计划(?:可以?查)?[?？。]?$|哪几年的计划"
)
_FOLLOW_UP = re.compile(r"^(?:那么?|还有|它|其中|这|再)|呢[?？。]?$")
# What is left of a comparison when these are taken away is what it is about.
_COMPARING = re.compile(
    r"(?:与|和|跟|同|较|相比于?|比起?|对比|比较)(?=计划|相比|$|[，,？?]|的)|相比较?|对比一?下?|比较一?下?"
    r"|(?:有(?:没有|无)?)?(?:什么|哪些|多大|何|啥|怎样的?|怎么)?的?(?:变化|变动|不同|区别|差别|差异)(?:吗|呢|没有)?"
    r"|(?:是不是|是否|究竟|到底)|比?(?:增加|提高|上升|多)了?(?:还是|或者?)(?:减少|降低|下降|少)了?"
    r"|(?:减少|降低|下降|少)了?(?:还是|或者?)(?:增加|提高|上升|多)了?"
    r"|比(?:增加|减少|提高|降低|多|少|高|低)了?\d[\d.]*[万亿]?[一-鿿%]{0,3}"
    r"|不一样|变了(?:多少|没有|吗)?|差多少|计划(?:里|中)?的?|[，,。？?！!]"
)
_LOOSE = re.compile(
    r"^(?:与|和|跟|同|比|较|的|在|了|、|\s|[多少](?!少|数|于))+|(?:与|和|跟|同|比|较|的|了|吗|呢|、|\s)+$"
)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a question wants of the plans.

    `one`: an answer from `plans` (several of one year, or the only one); `topic`: what two
    plans, the older first, say of `question`; `items`: the matters that two plans do not
    share; `list`: which plans there are. `missing` are the years asked for without a plan.
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
    years = _years(text, this_year)
    by_title = [plan for plan in plans if plan.title in question]
    comparing = _comparison(text, years)
    if comparing and len(plans) > 1:
        text = _as_said(_without_titles(question, by_title))
        return _compared(text, comparing, years, plans, picked, by_title)
    if by_title:
        return Wanted("one", tuple(by_title), _without_titles(question, by_title))
    known = {plan.year for plan in plans}
    named = [year for year in years if year in known]
    if not named and not years and _FOLLOW_UP.search(text):
        named = _years_before(history, this_year, known)
    # A year that stands first names the plan; 2025年前 and the like are the plan's own words.
    year = named[0] if named else this_year
    chosen = tuple(plan for plan in plans if plan.year == year) or tuple(plans[:1])
    if picked is not None and picked.year == year:
        chosen = (picked,)
    missing = tuple(year for year in years if year not in known) if not named else ()
    return Wanted("one", chosen, _said_as_this_year(question, this_year, year), missing=missing)


def _as_said(question: str) -> str:
    """Return a question normalised, with what makes years of two that are compared."""
    text = normalize(question)
    if not _DIFFERENCE.search(text):
        return text
    return _BARE_YEARS.sub(r"\1年\2\3年的", _SHORT_YEARS.sub(r"20\1年\g<2>20\3年", text))


def _years(text: str, this_year: int | None) -> list[int]:
    """Return the years a question names, in order, relative ones counted from `this_year`."""
    found: list[tuple[int, int]] = []
    for match in _YEAR.finditer(text):
        written = match[1] or match[3]
        number = parse_number(written) if written else 2000 + int(match[2])
        if number is not None:
            found.append((match.start(), number))
    if this_year is not None:
        for match in _RELATIVE_YEAR.finditer(text):
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


def _comparison(text: str, years: Sequence[int]) -> Kind | None:
    matters = _ADDED.search(text) or _DROPPED.search(text)
    across = bool(_AGAINST.search(text)) or len(years) > 1
    if matters and (_PLAIN_MATTERS.search(matters[0]) or across):
        return "items"
    return "topic" if across and _DIFFERENCE.search(text) else None


def _compared(
    text: str,
    kind: Kind,
    years: Sequence[int],
    plans: Sequence[ShelvedPlan],
    picked: ShelvedPlan | None,
    by_title: Sequence[ShelvedPlan],
) -> Wanted:
    dated = [plan for plan in plans if plan.year]
    this_year = (picked or dated[0]).year if picked or dated else None
    asked = list(years) or _nearest_first(this_year, dated)
    asked = [*(year for year in asked if year != this_year)][:1] if len(years) < 2 else asked[:2]
    both = sorted({*asked, *([this_year] if len(asked) < 2 and this_year else [])})
    missing = tuple(year for year in both if not any(plan.year == year for plan in plans))
    chosen = [
        picked
        if picked and picked.year == year
        else next(plan for plan in plans if plan.year == year)
        for year in both
        if year not in missing
    ]
    if len(both) < 2 and len(plans) > 1 and not missing:  # two plans without different years
        chosen = [plans[1], plans[0]]
    if len(by_title) > 1:
        chosen, missing = sorted(by_title[:2], key=lambda plan: plan.year or 0), ()
    side: Side = "both"
    if kind == "items":
        added, dropped = bool(_ADDED.search(text)), bool(_DROPPED.search(text))
        side = "both" if added == dropped else "added" if added else "dropped"
    topic = _topic(text)
    if kind == "topic" and not topic:
        kind = "items"
    return Wanted(kind, tuple(chosen), topic, side, missing)


def _nearest_first(this_year: int | None, dated: Sequence[ShelvedPlan]) -> list[int]:
    """Return the other years there are plans of: those before this year, then those after it."""
    if this_year is None:
        return [plan.year for plan in dated[1:] if plan.year]
    others = {plan.year for plan in dated if plan.year} - {this_year}
    return sorted(others, key=lambda year: (year > this_year, abs(year - this_year)))


def _topic(text: str) -> str:
    """Return what a comparison is about: the question without years and words of comparing."""
    bare = _BOTH_YEARS.sub("", without_years(text))
    bare = _COMPARING.sub("", bare)
    while (shorter := _LOOSE.sub("", bare)) != bare:
        bare = shorter
    return bare


def without_years(said: str) -> str:
    """Take the years out of an earlier message, which may have been about another plan."""
    return _RELATIVE_YEAR.sub("", _YEAR.sub("", said))


def _without_titles(question: str, plans: Sequence[ShelvedPlan]) -> str:
    for plan in plans:
        question = question.replace(f"《{plan.title}》", "").replace(plan.title, "")
    return question


def _said_as_this_year(question: str, this_year: int | None, year: int | None) -> str:
    """去年, asked of last year's plan, is that plan's 今年: say its year, which both know."""
    if this_year is None or year is None:
        return question
    return re.sub(
        r"(前年|去年|上一?年)(?:度)?",
        lambda found: (
            f"{this_year - _RELATIVE.get(found[1], 1)}年"
            if this_year - _RELATIVE.get(found[1], 1) == year
            else found[0]
        ),
        question,
    )
