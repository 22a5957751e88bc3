"""Read the times of the day that a text has: 22:00, 21时30分, 晚上九点半."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from index.numerals import parse_number

_HALF = "凌晨|清晨|早[上晨间]?|上午|中午|下午|傍晚|晚[上间]?|夜[里间晚]|半夜"
_N = r"\d{1,2}|[一二两三四五六七八九十]{1,3}"
_CLOCK = re.compile(
    rf"(?P<half>{_HALF})?(?P<hour>(?<![第\d.:百几])(?:\d{{1,2}}|(?<![一二三四五六七八九十分周])[一二两三四五六七八九十]{{1,3}}))"
    rf"(?:[:：](?P<after>\d\d)(?!\d)|[时点](?:(?P<minutes>{_N})分|(?P<spoken>[一二三四五]十五?|[1-5]\d)(?![\d个])|(?P<and_half>半)|[整钟])?)"
    r"(?![位多间])"
)
_LATE = ("下午", "傍晚", "晚", "夜", "半夜")
_DAY = 24 * 60
_NOON = 12 * 60


@dataclass(frozen=True, slots=True)
class Clock:
    """A time of the day as written at `start`:`end` of a text, in minutes since midnight; `open`:
    it may be of either half of the day (9点)."""

    text: str
    minutes: int
    open: bool
    start: int
    end: int

    def is_at(self, other: "Clock") -> bool:
        """Whether both may be the same time of the day."""
        if self.minutes % _DAY == other.minutes % _DAY:
            return True
        apart = (self.minutes - other.minutes) % _NOON == 0
        return apart and (self.open or other.open)


@lru_cache(maxsize=4096)
def find_clocks(text: str) -> tuple[Clock, ...]:
    """Return the times of the day in `text`, in order."""
    return tuple(_clocks(text))


def without_clocks(text: str) -> str:
    """Return `text` with a space in the place of each time of the day."""
    for clock in reversed(find_clocks(text)):
        text = f"{text[: clock.start]} {text[clock.end :]}"
    return text


def _clocks(text: str) -> Iterator[Clock]:
    for found in _CLOCK.finditer(text):
        hour = _number(found["hour"])
        minute: int | None = 30 if found["and_half"] else 0
        for part in ("after", "minutes", "spoken"):
            minute = _number(found[part]) if found[part] else minute
        if hour is None or minute is None or hour > 24 or minute > 59:
            continue
        half = found["half"] or ""
        if found[0] == "一点":
            continue  # 快一点, and no hour
        written = found["after"] is not None or found["minutes"] is not None or hour > 12
        if half.startswith(_LATE) and hour < 12:
            hour += 12
        known = bool(half) or written or "时" in found[0]
        yield Clock(found[0], 60 * hour + minute, not known, *found.span())


def _number(written: str) -> int | None:
    return parse_number(written.replace("两", "二"))
