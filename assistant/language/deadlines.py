"""Read by which month something is due: 6月底前, 上半年, 三季度, 国庆节前, 年内."""

import re
from dataclasses import dataclass, replace

from assistant.language.normalize import pattern, wording
from assistant.language.stages import stage_of
from index.numerals import parse_number

_NUMBER = r"\d{1,2}|十[一二]|[一二三四五六七八九十]"
_BEFORE = "以?前|之前"
_DEADLINE = re.compile(
    r"(?<![每\d])(?:"
    rf"(?:(?P<from>{_NUMBER})月?(?:至|到|[-—~～])+)?(?P<month>{_NUMBER})月份?(?:\d{{1,2}}[日号])?"
    r"(?:上旬|中旬|下旬|[底末初中])?"
    rf"|第?(?P<quarter>[一二三四1-4])个?季度[底末]?"
    r"|(?P<half>[上下])半年"
    r"|(?P<end>年[底末])|(?P<within>(?<![一二三四五六七八九十两几\d])年内)"
    r"|(?P<feast>元旦|春节|清明|五一|端午|中秋|国庆|十一(?=[假长前]))节?(?:假期|期间)?"
    rf")(?P<before>{_BEFORE})?"
)
# The last month that lies wholly before a feast; the moveable ones by their latest day.
_MONTH_BEFORE = {
    "元旦": 12, "春节": 2, "清明": 3, "五一": 4, "端午": 6, "中秋": 9, "国庆": 9, "十一": 9
}  # fmt: skip
_MONTH_OF = _MONTH_BEFORE | {"元旦": 1, "清明": 4, "五一": 5, "国庆": 10, "十一": 10}
_HALVES = {"上": (1, 6), "下": (7, 12)}
_FINISHING = ("structure", "done", "use")
_VERB = 2  # characters
_LABEL = re.compile("(?P<label>[^：:,，。;；]{2,12})[：:]")
_DAY = re.compile(r"(\d{1,2})[日号]")
_PARTS = (("上旬|初", (1, 10)), ("中", (11, 20)), ("下旬|[底末]", (21, 31)))
_LISTED = re.compile("、|和|及|以及")
_COMPLETES = re.compile("(?:全[部面])?(?:完成|办结|通过|截止)")
_DAYS = (0, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)  # of the months, from 1 on


@dataclass(frozen=True, slots=True)
class Deadline:
    """The months (1 to 12) in which something is due, as written at `start`:`end` of a text.

    `before`: said as a limit (6月底前), so that what is due earlier is due by then, too;
    `ends`: it is then over or done (6月底, 上半年), and does not begin then (3月, 5月20日).
    Only 年底 and 年内 are of the `whole_year`.
    """

    text: str
    first: int
    last: int
    before: bool
    ends: bool
    whole_year: bool
    start: int
    end: int

    @property
    def days(self) -> tuple[tuple[int, int], tuple[int, int]]:
        """The first and the last (month, day) of it, the end of each month as the 31st."""
        if "年内" in self.text:
            return (1, 1), (12, 31)
        day = _DAY.search(self.text)
        if day:
            at = int(day[1])
            if self.before and at == 1 and self.last > 1:  # 10月1日前 is 9月底前
                return (self.last - 1, 21), (self.last - 1, 31)
            at = 31 if at >= _DAYS[self.last] else at
            return (self.first, at), (self.last, at)
        for part, (first, last) in _PARTS:
            if re.search(part, self.text) and "中秋" not in self.text:
                return (self.last, first), (self.last, last)
        return (self.first, 1), (self.last, 31)

    @property
    def _is_years_end(self) -> bool:
        """Whether it is the last day of the year, in whatever words: 年底, 12月底前."""
        told = re.search("[底末]|下旬", self.text) or _DAY.search(self.text)
        return self.whole_year or (self.first == 12 and bool(told) and self.days[1] == (12, 31))

    def holds(self, other: "Deadline", exactly: bool = False) -> bool:
        """Whether what is due by `other` is among what is asked for by this one.

        What is due earlier is among it, too, unless `exactly` this limit is asked for or it is the
        end of the year, by which all is.
        """
        if self.before or self.whole_year:
            if not other.ends or other.days[1] > self.days[1]:
                return False
            return other.last == self.last or not (exactly or self._is_years_end)
        (first, last), (begin, end) = self.days, other.days
        within = self.first <= other.first and other.last <= self.last
        if _DAY.search(self.text) and _DAY.search(other.text):  # 9月1日 is not 9月30日
            within = first <= begin and end <= last
        elif _DAY.search(self.text) and other.ends:  # nor is it 9月底前, as 9月30日 is
            within = within and end <= last
        return within and not other.whole_year


def find_deadlines(text: str) -> tuple[Deadline, ...]:
    """Return the deadlines of `text` in order; what recurs (每月15日) is none."""
    found = []
    for match in _DEADLINE.finditer(text):
        months = _months(match)
        if months:
            before = bool(match["before"])
            year = bool(match["end"] or match["within"])
            span = bool(match["quarter"] or match["half"] or re.search("[底末]", match[0]))
            ends = before or year or span
            found.append(
                Deadline(match[0], *months, before, ends, year, match.start(), match.end())
            )
    return tuple(found)


def is_limit(sentence: str, clause: str) -> bool:
    """Whether a clause gives all of its item or row the date (完成时限：9月30日)."""
    limit = pattern(wording()["selection"]["limit"])
    return bool(limit.search(clause) or limit.search(sentence))


def due_dates(clause: str, limit: bool) -> tuple[Deadline, ...]:
    """Return the deadlines of a clause, those that its words make ends as such: what is to be
    finished or held then (3月竣工, 5月20日举办, 竣工时间：3月), and the time `limit` of an item or
    row."""
    dates = find_deadlines(clause)
    labelled = _LABEL.match(clause)
    limit = limit or bool(labelled and is_over(labelled["label"]))
    # 办好5月推介周和11月招商会
    limit = limit or bool(dates and _is_held(clause[: dates[0].start][-_VERB:]))
    dates = tuple(
        replace(date, ends=date.ends or limit or is_over(clause[date.end : after]))
        for date, after in zip(dates, [*(date.start for date in dates[1:]), None], strict=False)
    )
    return _together(clause, dates)


def _together(clause: str, dates: tuple[Deadline, ...]) -> tuple[Deadline, ...]:
    """Return the dates, with those that are listed before one that ends ending as well: each of
    4月、7月、11月底前 does."""
    told = list(dates)
    for at in range(len(told) - 2, -1, -1):
        behind = told[at + 1]
        if _LISTED.fullmatch(clause[told[at].end : behind.start]) and behind.ends:
            told[at] = replace(told[at], ends=True)
    return tuple(told)


def is_over(deed: str) -> bool:
    """Whether what is said behind a date is over then; 3月开工、年底前竣工 has two deeds."""
    stage = stage_of(deed)
    completes = _COMPLETES.match(deed)  # 完成招标, too, though that is of an early stage
    return bool(completes) or _is_held(deed) or bool(stage and stage[0] in _FINISHING)


def _is_held(deed: str) -> bool:
    """Whether a deed is over on the day it is held."""
    return bool(pattern(wording()["selection"]["held"]).search(deed))


def without_deadlines(text: str) -> str:
    """Return `text` with a space in the place of each deadline."""
    for deadline in reversed(find_deadlines(text)):
        text = f"{text[: deadline.start]} {text[deadline.end :]}"
    return text


def _months(match: re.Match[str]) -> tuple[int, int] | None:
    if match["month"]:
        last = parse_number(match["month"]) or 0
        first = parse_number(match["from"] or "") or last
        return (first, last) if 1 <= first <= last <= 12 else None
    if match["quarter"]:
        quarter = parse_number(match["quarter"]) or 0
        return 3 * quarter - 2, 3 * quarter
    if match["half"]:
        return _HALVES[match["half"]]
    if match["feast"]:
        months = _MONTH_BEFORE if match["before"] else _MONTH_OF
        return months[match["feast"]], months[match["feast"]]
    return (12, 12)
