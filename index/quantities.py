"""Quantities in Chinese text: figure, unit and qualifier, with the value to compare by."""

import re
from dataclasses import dataclass
from functools import lru_cache

from index.numerals import parse_number

# Unit → dimension. Quantities compare only within a dimension.
_DIMENSIONS = {
    "money": "亿元 万元 千元 百元 美元 元 块钱 亿美元 万美元",
    "area": "平方公里 平方千米 平方米 平米 公顷 亩 平方",
    "length": "公里 千米 米 海里 里路 里",
    "ratio": "% ‰ 个百分点 百分点 成",
    "time": "年 个月 月 天 日 小时 分钟 周 工作日 个工作日 季度 个季度",
    "age": "岁 周岁",
    "weight": "吨 公斤 千克 斤",
    "volume": "立方米 方 升",
    "concentration": "微克 毫克",
    "energy": "千瓦时 千瓦 兆瓦 马力 度 吨标准煤",
    "count": (
        "人次 万人次 户次 剂次 剂 户 人 名 位 张 个 家 所 座 处 条 项 件 台 辆 套 场 次 期 栋 幢 "
        "床 批 对 种 类 间 只 篇 支 部 片 块 艘 棵 株 头 标箱 笔 宗 起 例 门 本 份 盏 根 口 组 队 "
        "列 趟 架 "
        "眼 街坊 村 镇 街道 社区 小区 企业 项目 基地 点位 户数 人数 泊位 车位 床位 学位 岗位 "
        "学时 课时"
    ),
}
_DIMENSION_OF = {unit: name for name, units in _DIMENSIONS.items() for unit in units.split()}
_UNITS = "|".join(re.escape(unit) for unit in sorted(_DIMENSION_OF, key=len, reverse=True))
_SCALES = {"万亿": 10**12, "亿": 10**8, "千万": 10**7, "百万": 10**6, "万": 10**4, "千": 10**3}
_SCALES |= {"千亿": 10**11, "百亿": 10**10, "百": 10**2}
_CHINESE_DIGIT = "[零〇一二两三四五六七八九十百千万亿]"
_QUANTITY = re.compile(
    r"(?<![A-Za-z\d.第+-])"
    r"(?:(?P<percent>百分之)(?P<part>\d+(?:\.\d+)?|[零一二三四五六七八九十百点]+)"
    r"|(?P<number>\d+(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)"
    r"\s*[多余]?(?P<scale>万亿|千亿|百亿|亿|千万|百万|万|千|百)?[多余]?"
    rf"(?P<unit>{_UNITS})"
    rf"|(?<!{_CHINESE_DIGIT})(?P<chinese>{_CHINESE_DIGIT}+)"
    rf"[多余]?(?P<chinese_scale>万亿|亿|万)?[多余]?(?P<chinese_unit>{_UNITS}))"
    r"(?:/(?:立方米|平方米|公里|[日天月年人户亩升]))?"
    r"(?P<qualifier>以上|以下|以内|左右|以后)?"
)
# A numeral before these names one thing and counts nothing: 18号线, 228街坊, 5号楼.
_NAMED = ("街坊", "号")
_BARE = re.compile(
    r"(?<![A-Za-z\d.第+-])(\d+(?:,\d{3})+|\d+(?:\.\d+)?)\s*(万亿|千亿|百亿|亿|千万|百万|万|千)?(?=[\s,，。.?？!！]|吗|吧|呢|对|是|这|$)"
)
_NUMBER_TOKEN = re.compile(r"\d+(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?")


@dataclass(frozen=True, slots=True)
class Quantity:
    """A figure as written, e.g. text="10000户以上", unit="户", value=10000.0, qualifier="以上".

    `value` is in the unit written, scaled (4万 → 40000); `start`/`end` are offsets in the text.
    """

    text: str
    value: float
    unit: str
    dimension: str
    qualifier: str
    start: int
    end: int


@lru_cache(maxsize=4096)
def find_quantities(text: str) -> tuple[Quantity, ...]:
    """Return the quantities of `text` in order. Names that hold a numeral are left out."""
    found = []
    for match in _QUANTITY.finditer(text):
        if match["percent"]:
            value = number_value(match["part"])
            unit = "%"
        elif match["number"]:
            value = float(match["number"].replace(",", "")) * _SCALES.get(match["scale"] or "", 1)
            unit = match["unit"]
        else:
            value = number_value(match["chinese"])
            if value is not None:
                value *= _SCALES.get(match["chinese_scale"] or "", 1)
            unit = match["chinese_unit"]
        after = text[match.end() : match.end() + 2]
        named = match["number"] and unit in _NAMED
        year = unit == "年" and match["number"] and 1900 < (value or 0) < 2100
        anniversary = unit == "周" and after.startswith("年")
        if value is None or named or year or anniversary or after.startswith("号线"):
            continue
        single = len(match["chinese"] or "") == 1 and not match["chinese_scale"]
        # 三年行动计划, 一批, 一个: names and articles far more often than figures.
        small = single and _DIMENSION_OF[unit] != "ratio"
        if match["chinese"] and (small or _DIMENSION_OF[unit] == "time"):
            continue
        found.append(
            Quantity(
                match[0],
                value,
                unit,
                _DIMENSION_OF[unit],
                match["qualifier"] or "",
                match.start(),
                match.end(),
            )
        )
    return tuple(found)


def number_value(text: str) -> float | None:
    """Return the value of an Arabic or Chinese number, 万 and 亿 included; None for no number."""
    try:
        return float(text)
    except ValueError:
        pass
    if "点" in text:
        whole, _, decimals = text.partition("点")
        digits = "".join(str(parse_number(char)) for char in decimals)
        base = number_value(whole)
        return None if base is None else base + float(f"0.{digits or 0}")
    for unit, factor in (("亿", 10**8), ("万", 10**4)):
        if unit in text:
            head, _, rest = text.partition(unit)
            high, low = number_value(head or "一"), number_value(rest) if rest else 0.0
            return None if high is None or low is None else high * factor + low
    number = parse_number(text)
    return None if number is None else float(number)


def unit_dimension(unit: str) -> str | None:
    """Return the dimension of a unit ("户" → "count"), or None for no known unit."""
    return _DIMENSION_OF.get(unit)


def claimed_values(text: str) -> tuple[float, ...]:
    """Return every number a person claims in `text`, with or without a unit, scaled."""
    values = {quantity.value for quantity in find_quantities(text)}
    for match in _BARE.finditer(text):
        values.add(float(match[1].replace(",", "")) * _SCALES.get(match[2] or "", 1))
    return tuple(sorted(values))


def number_tokens(text: str) -> frozenset[str]:
    """Return the Arabic numbers of `text` as written, without thousands separators."""
    return frozenset(match[0].replace(",", "") for match in _NUMBER_TOKEN.finditer(text))
