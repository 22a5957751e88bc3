"""Write the figures that a person speaks of as a plan has them: 3万5千, 七个多亿, 七成五, 2块5."""

import re

from index.numerals import CHINESE_NUMERAL, parse_number
from index.quantities import unit_dimension

# Money as it is spoken of (5块, 两块五, 3毛): 3块 of land are none, so what is paid must be named.
_PAID = re.compile(
    "[补奖罚费价钱]|津贴|待遇|低保|工资|标准|收[取多几]|[票房]租|每[天日周年月人户亩吨度餐顿次张头台]|每个?(?:小时|月|学期)|一个月|一[次顿餐天]"
)
_PIECES = re.compile(
    r"(?<![\d.第])(?P<yuan>\d+(?:\.\d+)?|(?<![第这那哪几前后头每一两二三四五六七八九十百千万])(?!一块)[一两二三四五六七八九十百千]+)"
    r"块(?:(?P<jiao>[1-9一二三四五六七八九])毛?(?![\d十百]))?钱?"
    "(?=[吗吧么呢对是没的了,，。?？]|[提涨升降增加到变]|$)"
)
_TENTHS = re.compile(
    r"(?<![\d.元])(?P<jiao>[1-9一两二三四五六七八九])毛(?:(?P<fen>[1-9一二三四五六七八九])(?![\d十百]))?钱?"
)
# Figures and powers by turns (3万5千, 1亿2千万), 两个亿 and 七成五, which no document writes so.
_BY_TURNS = re.compile(r"(?<![\d.第])(?P<large>\d+)万(?P<thousands>\d)千(?:(?P<hundreds>\d)百)?")
_TENTHS_OF_YI = re.compile(r"(?<![\d.第])(?P<large>\d+)亿(?P<tenths>\d)千万")
# Not the ten projects of 十个亿元项目.
_YI = re.compile(
    r"(?P<number>\d+|[一两二三四五六七八九十百]+)个(?:(?P<more>多)亿元?|亿(?!元|级|以上))"
)
_PERCENT = re.compile(
    "(?P<tens>[一二三四五六七八九])成(?P<ones>[一二三四五六七八九半])(?![个十百千])"
)

# 一点八亿, 十七点三公里: the unit of a figure follows. 百分之五点五 is read with its word.
_DECIMAL = re.compile(
    rf"(?<![\d.第之{CHINESE_NUMERAL}两])(?P<whole>[{CHINESE_NUMERAL}两]+)点"
    "(?P<tenths>[零〇一二三四五六七八九]+)(?P<unit>[一-鿿%]{1,4})"
)
_CLOCK_UNITS = "分刻半"

# How tall someone is (1米2的孩子), and no 3米 of what 2 are counted.
_TALL = re.compile(
    r"(?<![\d.第])(?P<metres>[1一])米(?P<tenths>[1-9一二三四五六七八九])(?P<ones>\d?)"
    "(?=[的以高,，。?？吗吧呢]|$)"
)


# 8个点 are 8% or 8个百分点, whichever a plan has.
_POINTS = re.compile(r"(?<=\d)个点(?=[,，。?？吗吧呢对是]|$)")


def in_written_figures(text: str) -> str:
    """Return a text with its spoken figures as written ones: 3万5千 as 35000, 七个多亿 as 七亿多元,
    七成五 as 75%, 一点八亿 as 1.8亿, 1米2 as 1.2米, and, where something is paid, 2块5 as 2.5元."""
    text = _DECIMAL.sub(_decimal, text)
    text = _TENTHS_OF_YI.sub(r"\g<large>.\g<tenths>亿", _BY_TURNS.sub(_units, text))
    text = _YI.sub(lambda found: f"{found['number']}亿{found['more'] or ''}元", text)
    text = _POINTS.sub("", _TALL.sub(_metres, _PERCENT.sub(_percent, text)))
    return _TENTHS.sub(_yuan, _PIECES.sub(_yuan, text)) if _PAID.search(text) else text


def _decimal(found: re.Match[str]) -> str:
    unit = found["unit"].removeprefix("个")
    scaled = unit[:1] in ("万", "亿", "%", "倍") or unit.startswith("百分点")
    dimensions = {unit_dimension(unit[:length]) for length in (1, 2, 3)} - {None, "time"}
    if unit[:1] in _CLOCK_UNITS or not (scaled or dimensions):
        return found[0]  # 八点五分 is a time of day
    tenths = "".join(map(_number, found["tenths"]))
    return f"{_number(found['whole'])}.{tenths}{found['unit']}"


def _units(found: re.Match[str]) -> str:
    return f"{found['large']}{found['thousands']}{found['hundreds'] or 0}00"


def _percent(found: re.Match[str]) -> str:
    ones = 5 if found["ones"] == "半" else parse_number(found["ones"])
    return f"{parse_number(found['tens'])}{ones}%"


def _metres(found: re.Match[str]) -> str:
    return f"{_number(found['metres'])}.{_number(found['tenths'])}{found['ones']}米"


def _yuan(found: re.Match[str]) -> str:
    said = found.groupdict()
    tenths = "".join(_number(said[part]) for part in ("jiao", "fen") if said.get(part))
    return f"{_number(said.get('yuan') or '0')}{'.' if tenths else ''}{tenths}元"


def _number(written: str) -> str:
    return written if written[0].isdigit() else str(parse_number(written.replace("两", "二")))
