"""Put numbers as a plan writes them: 每月一次, where it has 每季度1次; 图书馆三个, of 3个; 十八号线
in the digits, or 2号桥 in the numerals, of its names.

Most often a Chinese numeral below ten is part of a name (三个平台) or an article (一个), and
left as it is; it counts in what is done so often, and where a claim ends with it.
"""

import re

from index.lexical import word_class
from index.numerals import CHINESE_NUMERAL, chinese_number, parse_number

_OCCASIONS = "次场期轮回趟"
_CYCLE = re.compile(
    rf"(?P<each>每(?:隔|半)?个?[天日周月季年][^,，。;；\d]{{0,8}}?)(?P<number>[一两二三四五六七八九])(?P<unit>[{_OCCASIONS}])"
)
# The digits that a plan has in what is done so often, and its numerals there.
_IN_DIGITS = re.compile(rf"每[^,，。;；]{{0,14}}?\d[{_OCCASIONS}]")
# How often something is done, between that and what it is done to: 巡一次河, of 巡河一次.
_BETWEEN = re.compile(
    r"(?P<deed>[一-鿿])(?P<often>(?:\d+|[一两二三四五六七八九])[次回趟])(?P<what>(?![吗吧么呢对是没的了])[一-鿿])(?=[吗吧么呢对是没,，。?？]|$)"
)
_LAST = re.compile(
    "(?<=[一-鿿])(?<![第这那哪前后头几每其一二三四五六七八九十两百千万])"
    "(?P<number>(?<![同统唯任某单逐是有为另归合划进之])一|[两二三四五六七八九])"
    "(?P<unit>[个家所座处条项件间只名位张台辆次场套栋幢艘支户人])"
    "(?=[,，;；]|(?:是吗|对吗|对吧|对不对|是不是|吗|吧)?[?？。]*$)"
)
_MEASURES = "个家所座处项条件间只名位张台辆次场套栋幢艘支户人届期批轮类种天年月日时分元万亿"
_NUMBERED = ("号线", "街坊", "号楼")  # what is called by nothing but its number
# A number with the two characters behind it that tell what it is the number of.
_IN_NAME = re.compile(
    rf"(?<![\d.第{CHINESE_NUMERAL}])(?P<number>\d{{1,4}}|[{CHINESE_NUMERAL}]{{1,6}})(?P<of>[一-鿿]{{2}})"
)

# A road by its class and number, or by the letter of the class: 国道236, 236国道, g236国道, g236.
_CLASSES = {"国道": "g", "省道": "s", "县道": "x", "乡道": "y"}
_CLASS = "|".join(_CLASSES)
_ROAD = re.compile(
    rf"(?P<class>{_CLASS})(?P<number>[gsxy]?\d{{2,4}})(?![\d.个条公元万亿米年])"
    rf"|(?<![a-z\d.])(?P<first>[gsxy]?\d{{2,4}})(?P<last>{_CLASS})"
    r"|(?<![a-z\d])(?P<lettered>[gsxy]\d{2,4})(?![a-z\d.])"
)
_CENTURY = re.compile(r"(?<![\d.零一二三四五六七八九])(?:一百|100)周?岁")


def as_named(text: str, plan_text: str) -> str:
    """Return a question with the numbers of names as the plan writes these: 二二八街坊, of 228街坊
    there, 236国道, of G236, 一百岁, of 百岁老人."""
    if "百岁" in plan_text and not _CENTURY.search(plan_text):
        text = _CENTURY.sub("百岁", text)
    text = _roads_as_named(text, plan_text)

    def written(found: re.Match[str]) -> str:
        said, of = found["number"], found["of"]
        number = parse_number(said.replace("两", "二"))
        if _stands(found[0], plan_text) or number is None or of[0] in CHINESE_NUMERAL:
            return found[0]
        if of[0] in _MEASURES:
            return found[0]  # 3个中心 is a claim of so many, 三个中心 a name
        if said.isdigit():
            other = chinese_number(number)
            stands = bool(other) and re.search(rf"(?<![{CHINESE_NUMERAL}]){other}{of}", plan_text)
        else:
            other = str(number)
            stands = re.search(rf"(?<![\d.]){other}{of}", plan_text)
            if of in _NUMBERED:  # one that the plan has not is called as those that it has
                stands = re.search(rf"[\d{CHINESE_NUMERAL}]{of}", plan_text)
        return f"{other}{of}" if stands else found[0]

    return _IN_NAME.sub(written, text)


def _roads_as_named(text: str, plan_text: str) -> str:
    if not _ROAD.search(text):
        return text
    roads = reversed([*_ROAD.finditer(plan_text)])
    written = {_road(found): f"{found[0]}{_line_behind(plan_text, found)}" for found in roads}

    def named(found: re.Match[str]) -> str:
        name = written.get(_road(found), found[0])
        if found[0] in plan_text or _line_behind(text, found):
            return found[0]
        run_on = name[-1].isdigit() and text[found.end() : found.end() + 1].isdigit()
        return f"{name} " if run_on else name

    return _ROAD.sub(named, text)


def _line_behind(text: str, found: re.Match[str]) -> str:
    return "线" if text.startswith("线", found.end()) else ""


def _road(found: re.Match[str]) -> str:
    """Return the letter and the number of a road, however it is written."""
    number = found["number"] or found["first"] or found["lettered"]
    of_class = _CLASSES.get(found["class"] or found["last"] or "", "")
    return number if number[0].isalpha() else f"{of_class}{number}"


def _stands(name: str, plan_text: str) -> bool:
    """Whether the plan has a name that begins with a number, not as the end of a longer one."""
    return bool(re.search(rf"(?<![\d.{CHINESE_NUMERAL}]){re.escape(name)}", plan_text))


def as_counted(text: str, plan_text: str) -> str:
    """Return a question with its small counts in digits, where the plan has such in digits."""

    def in_digits(found: re.Match[str]) -> str:
        each = found.groupdict().get("each") or ""
        written = re.escape(f"{found['number']}{found['unit']}")
        if each:
            numerals = re.search(rf"每[^,，。;；]{{0,14}}?{written}", plan_text)
            digits = _IN_DIGITS.search(plan_text)
        else:
            numerals = re.search(written, plan_text)
            digits = re.search(rf"\d{found['unit']}", plan_text)
        if numerals or not digits:
            return found[0]
        number = parse_number(found["number"].replace("两", "二"))
        return f"{each}{number}{found['unit']}"

    counted = _LAST.sub(in_digits, _CYCLE.sub(in_digits, text))
    return _BETWEEN.sub(_often_last, counted)


def _often_last(found: re.Match[str]) -> str:
    deed, often, what = found.group("deed", "often", "what")
    done = not word_class(deed).startswith("n") and not word_class(what).startswith("v")
    return f"{deed}{what}{often}" if done else found[0]  # 一件事一次办
