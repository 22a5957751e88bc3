"""Chinese numerals up to 9999, as they number items and articles."""

import re

_DIGITS = {"零": 0, "〇": 0, "○": 0, "一": 1, "二": 2, "两": 2, "三": 3, "四": 4}
_DIGITS |= {"五": 5, "六": 6, "七": 7, "八": 8, "九": 9}
_UNITS = {"十": 10, "百": 100, "千": 1000}
_TENS = {"廿": 20, "卅": 30}
CHINESE_NUMERAL = "零〇○一二两三四五六七八九十百千廿卅"
_NUMERALS = "零一二三四五六七八九"
_IN_FIGURES = re.compile(r"\d+(?:\.\d+)*")
_POSITIONAL = re.compile(r"[零〇○一二三四五六七八九]{2,}")


def parse_number(text: str) -> int | None:
    """Return the whole number written as `17`, `１７`, `十七` or `一七`, else None."""
    if text.isdecimal():
        return int(text)
    if not text or any(char not in CHINESE_NUMERAL for char in text):
        return None
    if _POSITIONAL.fullmatch(text):
        return int("".join(str(_DIGITS[char]) for char in text))
    total, digit = 0, 0
    for char in text:
        if char in _TENS:
            total += _TENS[char]
        elif char in _UNITS:
            total += (digit or 1) * _UNITS[char]
            digit = 0
        else:
            digit = _DIGITS[char]
    return total + digit


def chinese_number(number: int) -> str:
    """Write 1 to 9999 in Chinese numerals: 17 → 十七, 105 → 一百零五."""
    text, gap = "", False
    for unit, power in (("千", 1000), ("百", 100), ("十", 10), ("", 1)):
        digit = number // power % 10
        if digit:
            text += ("零" if gap and text else "") + _NUMERALS[digit] + unit
        gap = digit == 0
    return text.removeprefix("一") if text.startswith("一十") else text


def is_in_figures(label: str) -> bool:
    """Whether a label is a number alone, 17 or 2.1.3."""
    return bool(_IN_FIGURES.fullmatch(label))
