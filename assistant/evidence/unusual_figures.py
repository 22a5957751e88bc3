"""Figures in forms of their own, where a question asks for them: 第4位, 2路, 6:30, 三街五镇."""

import re
from functools import lru_cache

from assistant.evidence.asked_units import ASKED_IN, units_alike
from assistant.evidence.coverage import core_terms, support
from assistant.language.clauses import CLAUSE_END, STATEMENT_END, end_of
from assistant.understanding.question import Question
from index.lexical import words
from index.numerals import parse_number
from index.quantities import Quantity, find_quantities, number_value, unit_dimension

# A line of buses by its number, which goes by the places told behind it.
_ASKED_ROUTE = re.compile("几路(?![段人灯口])")
# How many channels there are (接入几路), by no number.
_ASKED_CHANNELS = re.compile("(?:[加增]|接入?|达到|[目现][前在]?有)[了到]?几路(?!公交|车)")
# Which place something takes among others is asked: 排第几.
_ASKED_RANK = re.compile(
    "(?:排|居|名次|位次|位列|位居|名列)[^,，。;；]{0,4}第?几(?![次届期批轮条个])"
)
# At what time of the day something is: 几点发车, which is no date and no length of time.
_ASKED_CLOCK = re.compile(
    "几点(?=[一-鿿]{2})(?!钟|[开关到前后起上下]|营业|办公|建议|意见|要求|措施|任务|内容|做法|考虑|问题|希望)"
)
_TIMES_ASKED = re.compile("(?:几|多少)倍")
_ASKED_COUNT = re.compile(r"几(?:个|次|项(?=[一-鿿]))?(?P<noun>[一-鿿]{1,2})")
_ASKED_NOUNS = re.compile("(?:几个?(?![几年月日天])[一-鿿]{1,3}?(?=几)){1,4}几个?[一-鿿]{1,3}")
_NUMERAL = "([一二两三四五六七八九十\\d]+)"
ROMAN = {numeral: value for value, numeral in enumerate("ⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩ", start=1)}
ROMAN |= {"I": 1, "II": 2, "III": 3, "IV": 4, "V": 5, "VI": 6}
_ROMAN_NUMERAL = "[ⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩ]|(?<![A-Za-z])(?:I{1,3}|IV|VI?)"
_ROUTE = re.compile(
    r"(?<![\d.])(?P<number>\d{1,3})路(?=公交|[车线由从自经往途到至、,，:：(（)）]|$)"
)
# What is counted is named, and stands in the plan before a number without a unit.
_ASKED_NUMBER = re.compile("(?P<noun>人次|[人户]数)[^,，。;；]{0,10}?(?:多少|几)(?![一-鿿])")
_MEASURES = frozenset("轮次届期级种步层类批条项年")
_BOUND_ASKED = re.compile("(?:低于|不足|不到|不满|少于|高于|超过|大于|小于|达不到|没到)(?:多少|几)")
_ASKED_STARS = re.compile("几个?a(?![a-z])", re.IGNORECASE)
_STARS = re.compile(r"(?<![A-Za-z\d])(?:(?P<number>\d)A|(?P<letters>A{2,5}))级", re.IGNORECASE)
_ORDINAL = re.compile("第|首")
_TIMES = re.compile(r"(?P<number>\d+(?:\.\d+)?|[一二两三四五六七八九十])倍(?!增)")
_RANK = re.compile(r"第(?P<number>\d+|[一二三四五六七八九十]+)(?P<unit>[位名])")
_CLOCK = r"\d{1,2}(?:[:：]\d{2}|[时点](?![间位段效]))"
_CLOCKS = re.compile(rf"{_CLOCK}(?:[—\-–~至到](?:次日|第二天|当日)?{_CLOCK})?")
_HALF = 0.5


def in_form_asked(question: Question, text: str) -> list[Quantity] | None:
    """Return the figures of a text in the form that a question asks for alone; None where it asks
    for none such, or the text has none. Of what asks for a time of day there is no other."""
    asked = question.text
    if _ASKED_RANK.search(asked) and (ranks := _ranks(text)):
        return ranks
    by_number = _ASKED_ROUTE.search(asked) and not _ASKED_CHANNELS.search(asked)
    if by_number and (routes := _routes(question, text)):
        return routes
    if _TIMES_ASKED.search(asked) and (times := _times_as_much(text)):
        return times
    if _ASKED_CLOCK.search(asked):
        return _clocks(text)
    return _without_unit(asked, text) or _of_several_nouns(asked, text) or None


def _ranks(text: str) -> list[Quantity]:
    """Find the places among others that a text tells: 居全省第4位."""
    return [
        Quantity(found[0], float(value), found["unit"], "count", "", *found.span())
        for found in _RANK.finditer(text)
        if (value := parse_number(found["number"]))
    ]


def _routes(question: Question, text: str) -> list[Quantity]:
    """Find the bus lines of a text by their numbers (2路), those that go by most of the places
    asked about."""
    things = [term for term in core_terms(question.terms) if not term.is_verb]
    held: dict[int, list[Quantity]] = {}
    for found in _ROUTE.finditer(text):
        told = text[found.start() : route_end(found.end(), text)].lower()
        figure = Quantity(found[0], float(found["number"]), "路", "ordinal", "", *found.span())
        held.setdefault(sum(support(t, told) >= _HALF for t in things), []).append(figure)
    return held[max(held)] if held else []


def route_end(at: int, text: str) -> int:
    """Return where what is told of a bus line ends, whose number ends at a place of a text."""
    return min(end_of(STATEMENT_END, text, at), end_of(_ROUTE, text, at))


def ordinal_end(figure: Quantity, text: str) -> int:
    """Return where that ends which an ordinal stands before (第五届|书画展和第二届灯会), which is
    told of the next ones, too, where they are of one thing (第九轮、第十轮巡察), or what is told of
    a bus line (2路|由车站经竹林至水库); -1 of no such."""
    if figure.unit == "路" and figure.dimension == "ordinal":
        return route_end(figure.end, text)
    if not _ORDINAL.match(figure.text):
        return -1
    end = end_of(CLAUSE_END, text, figure.end)
    for other in re.finditer("第[一二三四五六七八九十\\d]+|首", text[figure.end : end]):
        between = text[figure.end : figure.end + other.start()].strip("、和与及")
        if between:
            return figure.end + other.start()
    return end


def _times_as_much(text: str) -> list[Quantity]:
    """Find how many times as much a text tells something to be: 1.6倍, 三倍."""
    return [
        Quantity(found[0], float(value), "倍", "ratio", "", *found.span())
        for found in _TIMES.finditer(text)
        if (value := number_value(found["number"]) or parse_number(found["number"]))
    ]


def _clocks(text: str) -> list[Quantity]:
    """Find the times of day that a text tells, each with until when: 22:00至次日6:00."""
    return [
        Quantity(
            found[0], float(re.split("[:：时点]", found[0])[0]), "点", "time", "", *found.span()
        )
        for found in _CLOCKS.finditer(text)
    ]


def _without_unit(asked: str, text: str) -> list[Quantity]:
    """Find the numbers of what is asked for by a noun that is a unit itself (助餐人次多少), which
    stand behind that noun without one (助餐人次不低于9万) or have it."""
    named = _ASKED_NUMBER.search(asked)
    if named is None:
        return []
    unit = named["noun"].removesuffix("数")
    bare = re.compile(
        rf"{named['noun']}(?:[^,，。;；、\d]{{0,8}}?)(?P<number>\d[\d.]*[万亿]?)(?![\d.万亿一-鿿%])"
    )
    found = [
        Quantity(
            one["number"],
            number_value(one["number"]) or 0.0,
            unit,
            "count",
            "",
            *one.span("number"),
        )
        for one in bare.finditer(text)
    ]
    with_unit = [figure for figure in find_quantities(text) if figure.unit.endswith(unit)]
    return sorted([*found, *with_unit], key=lambda figure: figure.start) if found else []


def _of_several_nouns(asked: str, text: str) -> list[Quantity]:
    """Find what counts several things in one breath where these are asked for so (几街几镇), as
    wholes: 三街五镇, 3个街道、5个镇."""
    found = _ASKED_NOUNS.search(asked)
    if found is None:
        return []
    *firsts, last = [noun for noun in re.split("几个?", found[0]) if noun]
    counted = "[、和]?".join(f"{_NUMERAL}个?{noun}" for noun in (*firsts, words(last)[0]))
    return [
        Quantity(one[0], float(parse_number(one[1]) or 0), firsts[0], "count", "", *one.span())
        for one in re.finditer(counted, text)
    ]


def before_noun(asked: str, text: str) -> list[Quantity]:
    """Find the Chinese numerals before a noun asked for: 第几轮 → 第四轮, 第几次连冠 → 九连冠."""
    found: dict[int, Quantity] = {}
    for noun, counted in _nouns_counted(asked):
        for match in counted.finditer(text):
            written = match[0].strip(f"第个大{noun}").replace("首", "一")
            value = float(ROMAN.get(written) or parse_number(written) or 0)
            figure = Quantity(match[0], value, noun, "count", "", match.start(), match.end())
            found.setdefault(match.start(), figure)
    return [found[start] for start in sorted(found)]


@lru_cache(maxsize=256)  # asked with each of a plan's sentences
def _nouns_counted(asked: str) -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Return the nouns whose numeral is asked for, each with what finds it counted."""
    nouns: list[tuple[str, re.Pattern[str]]] = []
    for counted in _ASKED_COUNT.finditer(asked):
        whole, first = counted["noun"], counted["noun"][:1]
        for noun in (first,) if first in _MEASURES else dict.fromkeys((whole, first)):
            # 一年打击，两年深挖 count years, and tell not which it is.
            which = "第" if noun == "年" and f"第{counted[0]}" in asked else "第?"
            numeral = f"(?:{which}[一二两三四五六七八九十百]+|首|{_ROMAN_NUMERAL})"
            nouns.append((noun, re.compile(rf"{numeral}[个大]?{noun}")))
    return tuple(nouns)


def in_rare_unit(asked: str, text: str) -> list[Quantity]:
    """Find the figures in a unit asked for that is none of the usual ones: 多少路 → 1.2万路."""
    if _ASKED_STARS.search(asked):
        return [
            Quantity(
                match[0],
                float(match["number"] or len(match["letters"])),
                "A级",
                "ordinal",
                "",
                *match.span(),
            )
            for match in _STARS.finditer(text)
        ]
    found = ASKED_IN.search(asked)
    if found is None:
        return []
    alike = units_alike(found["unit"][0])
    rare = [unit for unit in alike if unit_dimension(unit) is None]
    usual = any(unit_dimension(found["unit"][:length]) for length in range(1, 5))
    if not rare or (usual and len(rare) == len(alike)):
        return []  # 公里; but 趟 is what some count in 班
    # Which things are meant is told by a bound alone: 对得分低于60分的食堂.
    behind = "[增减扩提压的]" if _BOUND_ASKED.search(asked) else "[增减扩提压]"
    return [
        Quantity(
            match[0],
            number_value(match["number"]) or 0.0,
            match["unit"],
            "count",
            "",
            *match.span(),
        )
        for match in re.finditer(
            rf"(?P<number>\d[\d.]*[万亿]?)[余多]?(?P<unit>[{''.join(rare)}])次?(?={behind}|(?![一-鿿]))",
            text,
        )
    ]
