"""Read when something is to be: a date with its year, what recurs (每周三), how long it lasts.

Times are read so that one claimed can be compared with one written.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise
from typing import Literal

from assistant.language.deadlines import find_deadlines
from assistant.language.normalize import pattern, wording
from index.numerals import parse_number

_YEAR = r"(?:(?P<year>20\d{2})年|(?P<said>[今本明去前后]年|(?<![比较])上年))"
_YEAR_IN_PART = re.compile("(?P<year>)(?P<said>[今本明去])$")  # 今年底, of which 年底 is the date
_YEAR_BEFORE = re.compile(f"{_YEAR}的?$")
_YEAR_ALONE = re.compile(
    rf"{_YEAR}(?!的?\d|度|[上下]半年|第?[一二三四]季度|[初底内末中]|以[前后上])"
)
_SAID_YEARS = {"前": -2, "去": -1, "上": -1, "今": 0, "本": 0, "明": 1, "后": 2}
_MONTHLY = re.compile(r"每个?月(\d{1,2})[日号](?:以?前)?")
_DAY = re.compile(r"(?<![\d月])(\d{1,2})[日号]")
_EVERY_MONTH = re.compile("每个?月")
_WEEK = "周|星期|礼拜"
_COUNTED = "[次期场回轮趟个天家名年边岁]"  # 每周一次
_WEEKDAY = re.compile(
    rf"(?:每个?|逢)?(?<![下上本这一二两三四五六七八九十\d几])(?:{_WEEK})(?P<day>[一二三四五六日天末])"
    rf"(?:(?:至|到|[-—~～])(?:{_WEEK})?(?P<to>[一二三四五六日天]))?(?!{_COUNTED}(?!流))"
)
# One such day of each month, which is another than each week's.
_NTH_WEEKDAY = re.compile(
    rf"每个?月(?:的|度)?(?:第(?P<nth>[一二两三四五])个?|最后一?个?)(?:{_WEEK})(?P<day>[一二三四五六日天])"
)
_CYCLE = re.compile(rf"每个?(?P<unit>日|天|{_WEEK}|月|季度?|半年|年)(?![岁级])")
_UNITS = {"天": "日", "星期": "周", "礼拜": "周", "季": "季度"}
_WEEKDAYS = {"天": 7, "日": 7, "末": 7}
_NUMERAL = "[一二两三四五六七八九十]+"
_LENGTH = re.compile(
    rf"(?<![第\d一二两三四五六七八九十])(?P<count>{_NUMERAL}|\d+)"
    "(?P<unit>个月|个季度|个?工作日|个?小时|天|周(?![年岁一二三四五六日]))"
)
# What a season or an occasion is before, during or after, of no date that is known.
SEASON = re.compile(
    "(?:主?汛期?|雨季|台风季|入[冬夏汛学]|[春秋]耕|[夏秋]收|开学|[暑寒]假|采暖[期季]?|供[暖热][期季]?|[高中]考)"
    "(?:之?[前后]|以[前后]|期间)"
)
_RANGE = re.compile(r"\s*(?:至|到|[-—~～])\s*")
_UNTIL = re.compile(r"(?:截[至止]|到|至)\s*$")
_SINCE = re.compile(r"[自从]\s*$")
_HALF_DAY = re.compile("的?(上午|下午|晚上)")
_BEGINNING = re.compile(r"起|开始")

Days = tuple[tuple[int, int], tuple[int, int]]
Relation = Literal["same", "near", "other"]


@dataclass(frozen=True, slots=True)
class Time:
    """A time as written at `start`:`end` of a text.

    `days` are the first and last (month, day) of it; of what recurs in a `cycle` (每周) the month
    is 0, and of a `cycle` that is a length (两个月), both are how many. `year`: None where it is
    not said which. `limits`: said as a limit (6月底前); `edge`: it is where a time begins ("from")
    or ends ("until"), "" where neither is said. `whole_year`: nothing but a year is said; `half`:
    which half of the day is.
    """

    text: str
    days: Days
    year: int | None
    limits: bool
    start: int
    end: int
    cycle: str = ""
    edge: str = ""
    whole_year: bool = False
    half: str = ""


@lru_cache(maxsize=4096)  # a plan's clauses come again with every claim of a time
def find_times(text: str, year: int | None, default: int | None = None) -> tuple[Time, ...]:
    """Return the times of a text in order, of a plan for `year`; `default` is the year of those
    for which none is said. A year that is not the plan's is shown with its date."""
    found = [*_dates(text, year, default), *_recurring(text)]
    found += [
        length
        for length in _lengths(text)
        if not any(time.start < length.end and length.start < time.end for time in found)
    ]
    ordered = sorted((_with_half(time, text) for time in found), key=lambda time: time.start)
    return tuple(_with_edges(ordered, text))


def year_alone(text: str, year: int | None) -> Time | None:
    """Return the one year that a text names as the time of something; None of none or several."""
    years = [*_YEAR_ALONE.finditer(text)]
    if len(years) != 1 or year is None:
        return None
    named = _year_of(years[0], year)
    days = ((1, 1), (12, 31))
    return Time(years[0][0], days, named, False, *years[0].span(), whole_year=True)


def later_years(text: str, year: int | None) -> str:
    """Return a text with the words for years after `year` (明年, 后年) as their numbers."""
    for after, said in wording()["later_year"].items() if year else ():
        text = pattern(said).sub(f"{(year or 0) + int(after)}年", text)
    return text


def later_years_in(text: str) -> tuple[tuple[int, int], ...]:
    """Return where a text has words for years after its own (明年), and by how many years."""
    table = wording()["later_year"]
    return tuple(
        (found.start(), int(after))
        for after, said in table.items()
        for found in pattern(said).finditer(text)
    )


def claims_later_date(text: str) -> bool:
    """Whether a claim is of by when something is done (要到明年春天才开业), not of what is done
    in a later year."""
    return bool(pattern(wording()["later_date"]["claimed"]).search(text))


@lru_cache(maxsize=256)  # asked of the whole plan with every question
def names_later_year(text: str) -> bool:
    """Whether a text has a word for a year after another one (明年, 次年)."""
    said = wording()["later_year"].values()
    return "次年" in text or any(pattern(one).search(text) for one in said)


def leading_later_year(text: str) -> str:
    """Return the word for a year after another one that a text begins with (明年), or ""."""
    said = wording()["later_year"].values()
    return next((found[0] for one in said if (found := pattern(one).match(text))), "")


@lru_cache(maxsize=4096)
def without_times(text: str) -> str:
    """Return `text` with a space in the place of each time, and of the year before it."""
    for time in reversed(find_times(text, None)):
        text = f"{text[: time.start]} {text[time.end :]}"
    return _EVERY_MONTH.sub(" ", text)


def comparable(claimed: Time, stated: Time) -> bool:
    """Whether two times answer the same: dates, or what recurs, or how long something lasts."""
    if claimed.edge and stated.edge and claimed.edge != stated.edge:
        return False
    if claimed.cycle[:1] == stated.cycle[:1] == "每":
        return True
    return claimed.cycle == stated.cycle


def compare(claimed: Time, stated: Time, able: bool, year: int | None) -> Relation:
    """Compare two times; `able`: whether it is asked if something can be done by the first.

    A date without a year is of the plan's `year`, or is meant to be of the year that the plan
    writes: of another year it is near.
    """
    if claimed.cycle != stated.cycle or (claimed.half and stated.half not in ("", claimed.half)):
        return "other"
    (first, last), (begin, end) = claimed.days, stated.days
    if not claimed.cycle:
        if claimed.year and stated.year and claimed.year != stated.year:
            later = claimed.year > stated.year
            return "near" if able and later else "other"
        if stated.whole_year and claimed.year is None and stated.year != year:
            return "other"
        if claimed.whole_year or stated.whole_year:
            return "same" if claimed.whole_year and stated.year else "near"
        surely = claimed.year == stated.year or (claimed.year is None and stated.year == year)
        if claimed.days == stated.days:
            return "same" if surely and claimed.half in ("", stated.half) else "near"
    if claimed.days == stated.days:
        return "same" if claimed.half in ("", stated.half) else "near"
    if first <= end and begin <= last:
        return "near"
    if able and end < first:
        return "near"
    if claimed.limits and stated.limits and first == (end[0] + 1, 1) and last == (first[0], 31):
        return "near"  # 10月前, of 10月1日前: before that month, or in it
    within = claimed.limits and not stated.limits and begin[0] == last[0] and end <= last
    return "near" if within else "other"  # 9月5日 is by the end of 9月


# --- how they are written -----------------------------------------------------------------


def _dates(text: str, year: int | None, default: int | None) -> Iterator[Time]:
    for deadline in find_deadlines(text):
        in_part = _YEAR_IN_PART if deadline.text.startswith("年") else _YEAR_BEFORE
        before = in_part.search(text[: deadline.start])
        start = before.start() if before else deadline.start
        named = _year_of(before, year) if before else default
        shown = start if before and named != year else deadline.start
        said = text[shown : deadline.end]
        yield Time(said, deadline.days, named, deadline.before, start, deadline.end)


def _year_of(found: re.Match[str], year: int | None) -> int | None:
    if found["year"]:
        return int(found["year"])
    return year + _SAID_YEARS[found["said"][0]] if year else None


def _recurring(text: str) -> Iterator[Time]:
    days = [*_MONTHLY.finditer(text)]
    if not days and _EVERY_MONTH.search(text) and not find_deadlines(text):
        days = [*_DAY.finditer(text)]
    for match in days:
        day = (0, int(match[1]))
        yield Time(match[0], (day, day), None, match[0][-1] == "前", *match.span(), "每月")
    of_month = [*_NTH_WEEKDAY.finditer(text)]
    for match in of_month:
        nth = parse_number((match["nth"] or "九").replace("两", "二")) or 0
        day = (0, 100 * nth + _weekday(match["day"]))
        yield Time(match[0], (day, day), None, False, *match.span(), "每月")
    weekdays = [
        match
        for match in _WEEKDAY.finditer(text)
        if not any(one.start() <= match.start() < one.end() for one in of_month)
    ]
    for match in weekdays:
        first = _weekday(match["day"])
        last = _weekday(match["to"]) if match["to"] else first
        begins = 6 if match["day"] == "末" else first
        yield Time(match[0], ((0, begins), (0, last)), None, False, *match.span(), "每周")
    taken = [match.span() for match in (*days, *weekdays, *of_month)]
    for match in _CYCLE.finditer(text):
        unit = _UNITS.get(match["unit"], match["unit"])
        if unit == "月" and days:
            continue
        if not any(start <= match.start() < end for start, end in taken):
            whole = ((0, 0), (0, 31))
            yield Time(match[0], whole, None, False, *match.span(), f"每{unit}")


def _weekday(said: str) -> int:
    return _WEEKDAYS.get(said) or parse_number(said) or 0


def _lengths(text: str) -> Iterator[Time]:
    for match in _LENGTH.finditer(text):
        count = parse_number(match["count"].replace("两", "二")) or 0
        days = ((0, count), (0, count))
        unit = match["unit"].removeprefix("个")
        yield Time(match[0], days, None, False, *match.span(), unit)


def _with_half(time: Time, text: str) -> Time:
    half = _HALF_DAY.match(text, time.end)
    if half is None:
        return time
    return replace(time, text=f"{time.text}{half[0]}", end=half.end(), half=half[1])


def _with_edges(times: Sequence[Time], text: str) -> Iterator[Time]:
    begins = {
        one.start
        for one, other in pairwise(times)
        if _RANGE.fullmatch(text[one.end : other.start]) and not one.cycle
    }
    ended = {other.start for one, other in pairwise(times) if one.start in begins}
    for time in times:
        before = text[: time.start]
        if time.cycle:
            yield time
        elif time.start in begins or _SINCE.search(before) or _BEGINNING.match(text[time.end :]):
            yield replace(time, edge="from")
        elif time.start in ended or _UNTIL.search(before):
            yield replace(time, edge="until")
        else:
            yield time
