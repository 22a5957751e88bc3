"""What a question sets side by side: a topic of several plans, their matters, or how many there
are; and what difference it claims."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from index.numerals import parse_number
from index.quantities import Quantity, find_quantities

Compared = Literal["topic", "items", "count"]
Side = Literal["added", "dropped", "both"]

# 2021年, 二〇二一年, and 21年 where a question begins; 2025年前 and 2020年底 date a deed.
YEAR = re.compile(
    r"(?:(?<![\d.])((?:19|20)\d{2}|[二一][〇○零一二三四五六七八九]{3})|^(\d{2}))"
    r"\s*年度?(?![前后来底末代以期])的?"
    r"|^((?:19|20)\d{2})(?=\s*(?![年户人个张万亿台家所座套项公平件条])[一-鿿])"
)
RELATIVE_YEAR = re.compile(
    r"(?:大前年|前年|去年|上一?年|往年|今年|本年|明年|后年|前一年)度?的?(?:计划)?"
)
_BOTH_YEARS = re.compile(r"(?:两|(?<!\d)2)(?:个年度|年|份计划|份)(?:之?间|的?计划)?")
_AGAINST = re.compile(
    r"(?:与|和|跟|同|较|比起?|相比于?|对比|比较)[^，,。？?]{0,20}(?:年|计划)|(?:两|(?<!\d)2)(?:年|份|个年度)"
    r"|[去上]一?年.{0,8}(?:比|对比|相比)|年.{0,6}(?:与|和|跟|到|至)[^，,。？?]{0,8}年"
)
_DIFFERENCE = re.compile(
    r"变化|变动|变了|怎么变|不同|不一样|区别|差别|差异|差多少|相比|对比|比较|翻了?几"
    r"|比.{0,20}(?:多|少|高|低|增|减|提|降|倍)|比呢|几倍|两倍"
    r"|(?:增加|减少|提高|降低|上升|下降|多|少)了?(?:多少|几)|新增|少了|取消|去掉|删去|不再|没有了|增加了|减少了"
)
# A change that is asked for without saying since when is one since the plan before.
_CHANGED = re.compile(
    r"(?:增加|提高|上升|多|高)了?还是(?:减少|降低|下降|少|低)|(?:减少|降低|下降|少|低)了?还是(?:增加|提高|上升|多|高)"
    r"|目标.{0,4}(?:有(?:没有|无|什么|哪些)?(?:变化|调整)|(?:提高|增加|减少|下降|降低|上调|下调)了)"
)
# 三年行动计划, 五年规划, 三年内 tell no years apart.
_NO_PERIOD = "(?!行动|规划|计划|方案|内|期|以|级)"
_SERIES = re.compile(
    r"一年比一年|逐年(?!提|增|递|减|上|下|扩|推|落|解|加|降)|历年(?!遗|来|积|结|欠|形)"
    rf"|(?:这|近|最近)(?P<near>[两三四五几])年{_NO_PERIOD}"
    rf"|(?P<all>[三四五])年{_NO_PERIOD}(?:来|间)?(?=[^，,。？?]{{0,16}}(?:分别|各[是有为]?多少|都|总共|一共|合计|加起来|情况))"
    r"|哪一?年[^，,。？?]{0,14}最|哪(?:一|几)?[年份]的?计划|是(?:在)?哪一?年的|哪一?年(?:才|开始|首次)*(?:写|提到|提出|提及|列入)"
)
# 2021年和2022年, and another year asked of in the same way: …多少？2022年呢.
_YEARS_JOINED = re.compile(
    r"[\d今去前本]年度?的?(?:计划)?[和与跟同及、]\s*(?:(?:19|20)?\d{2}|[今去前本明])年"
    r"|[?？,，]\s*那?(?:(?:19|20)?\d{2}|[今去前本明]|上一?)年度?的?呢"
)
_EACH = re.compile(r"分别|各[是有为]?(?:多少|几|自)|各.{0,4}(?:多少|几)|都是")
# A message that asks for a difference and names nothing.
_ONLY_DIFFERENCE = re.compile(
    r"(?:那么?|它们?|两[年者]|一共|到底)*(?:相?差了?多少|有?(?:什么|多大|哪些)?(?:变化|不同|区别|差别)(?:吗|呢)?"
    r"|[多少]了多少|是?多了?还是少了?)[?？。]*"
)
_MENTIONED = re.compile(
    r"^(?:有没有)?(?:开始|首次|才)*(?:提到|提及|写到|写进|写入|写了|列入|出现)(?:过|了)?"
    r"|是?(?:从|在)?(?:哪一?年)?(?:才|开始|首次)*(?:提到|提及|写到|写进|写入|列入)(?:过|了)?的?$"
)
_MATTERS = r"(?:事项|任务|条目|重点工作|工作|内容|项)"
_ADDED = re.compile(
    rf"(?:新增|增加|多|新)了?的?(?:哪些|什么|几项|哪几项){_MATTERS}?|(?:哪些|什么|哪几个?){_MATTERS}?是?新增?(?:增|的)"
    rf"|新增(?:了|的)?{_MATTERS}|{_MATTERS}.{{0,4}}今年才有|才有的{_MATTERS}"
)
_DROPPED = re.compile(
    rf"(?:少|减少|取消|去掉|删去|删掉|没有|不再提|不再有)了?的?(?:哪些|什么|几项|哪几项){_MATTERS}?(?!的)"
    rf"|(?:哪些|什么|哪几个?){_MATTERS}?[^，,。？?]{{0,8}}(?:没有了|不再|取消|去掉|少了|删)"
)
# 去年有今年没有的: what one plan has and the other has not.
_ONLY_IN = re.compile(
    r"年(?:的?计划)?[里中]?有[、，,而但]{0,2}[^，,。？?年]{0,4}年(?:的?计划)?[里中]?没有?了?的"
)
_COUNTED = re.compile(
    rf"(?:比|较|相比).{{0,14}}[多少]了?(?:几|多少){_MATTERS}|项数.{{0,8}}(?:比|多|少|变|一样|相同)"
)
_PLAIN_MATTERS = re.compile(_MATTERS)
_MORE = r"(?:增加|提高|上升|增长|多|高)"
_LESS = r"(?:减少|降低|下降|少|低)"
_CLAIMED = re.compile(
    rf"(?<![至最不])(?:(?P<more>{_MORE})|{_LESS})了?(?=[\d一二两三四五六七八九十百千万])"
)
_ASSERTED = re.compile(r"是不是|是否|[\s，,]*(?:对不对|对吗|是吗|是吧|对吧|吗|吧)[?？。]*$")
# What is left of a comparison when these are taken away is what it is about.
_COMPARING = re.compile(
    r"(?:与|和|跟|同|较|相比于?|比起?|对比|比较)(?=计划|相比|$|[，,？?]|的)|相比较?|对比一?下?|比较一?下?"
    r"|(?:有(?:没有|无)?)?(?:什么|哪些|多大|何|啥|怎样的?|怎么)?的?(?:变化|变动|不同|区别|差别|差异|调整)(?:吗|呢|没有)?"
    r"|(?:是不是|是否|究竟|到底)"
    rf"|比?是?{_MORE}了?(?:还是|或者?){_LESS}了?|比?是?{_LESS}了?(?:还是|或者?){_MORE}了?"
    r"|(?:是.{0,4}的)?(?:几|两|[\d.]+)倍|翻了?几[倍番]"
    rf"|(?:{_MORE}|{_LESS}|变)了?(?:多少|几)个?(?:百分点|亿元?|万元?|平方米|公里)?$"
    r"|不一样|怎么变的?|变了(?:多少|没有|吗)?|差多少|计划(?:里|中)?的?|[，,。？?！!]"
)
_SERIAL = re.compile(
    rf"一年比一年[多少高低大小]|逐年|历年|(?:这|近|最近)[两三四五几]年(?:来|里|的)?|[三四五]年{_NO_PERIOD}(?:来|间)?(?:的(?:计划|安排|目标|情况))?"
    r"|是?(?:从|在)?哪一?年(?:的(?:目标|任务|指标|事)?)?(?:计划)?[里中]?|哪几年|哪一?份|分别|总共|一共|合计|加起来"
    r"|各(?=[是有为]?(?:多少|几))|最(?:多|少|高|低|大|小|长|短)|得(?=$|最)"
)
_LOOSE = re.compile(
    r"^(?:与|和|跟|同|比|较|的|在|了|那么?|、|\s|[多少](?!少|数|于))+"
    r"|(?:与|和|跟|同|比|较|的|了|吗|呢|是|得|到|至|、|\s)+$"
)
_NO_TOPIC = re.compile(r"(?:那么?|是|有|的|目标|情况|数字|多少|怎么样|如何|呢|吗|又)*")


@dataclass(frozen=True, slots=True)
class Claimed:
    """A difference that a question asserts: the newer plan has so much `more`, or less."""

    more: bool
    amount: Quantity


def compared(text: str, years: Sequence[int]) -> Compared | None:
    """Return what a question, normalised, sets side by side; None when it asks of one plan."""
    across = len(years) > 1 or against(text)
    if across and _COUNTED.search(text):
        return "count"
    matters = _ADDED.search(text) or _DROPPED.search(text)
    if matters and not across and "比" in text[: matters.start()]:
        matters = None  # 住建局比民政局多几项任务
    only_in = bool(_ONLY_IN.search(text)) and len(years) > 1
    if only_in or (matters and (_PLAIN_MATTERS.search(matters[0]) or across)):
        return "items"
    if is_series(text) or _CHANGED.search(text):
        return "topic"
    both = across and _DIFFERENCE.search(text)
    joined = len(years) > 1 and _YEARS_JOINED.search(text)
    return "topic" if both or joined else None


def against(text: str) -> bool:
    """Whether a question says what to compare with: 与去年相比, 两年."""
    return bool(_AGAINST.search(text))


def may_differ(text: str) -> bool:
    """Whether a question may ask for a difference, so that numbers in it may be years."""
    return bool(_DIFFERENCE.search(text) or _EACH.search(text))


def asks_only_difference(text: str) -> bool:
    """Whether a message asks for a difference of what was spoken of before: 差多少."""
    return bool(_ONLY_DIFFERENCE.fullmatch(text))


def is_series(text: str) -> bool:
    """Whether a question asks what the plans of all years say, or in which one something is."""
    return bool(_SERIES.search(text))


def series_length(text: str) -> int | None:
    """Return of how many years a question asks (近两年 → 2), None when it does not say."""
    found = _SERIES.search(text)
    written = found and (found["near"] or found["all"])
    return parse_number(written) if written and written != "几" else None


def side(text: str, years: Sequence[int]) -> Side:
    """Return which matters are asked for: those only the newer plan has, or only the older."""
    if _ONLY_IN.search(text) and len(years) > 1:
        return "added" if years[0] > years[1] else "dropped"
    added, dropped = bool(_ADDED.search(text)), bool(_DROPPED.search(text))
    return "both" if added == dropped else "added" if added else "dropped"


def claimed_difference(text: str) -> Claimed | None:
    """Return the difference a question asserts (多了500户对吗); None when it asks for it, or
    asserts no exact one (多500多户, 不比去年多)."""
    found = _claim(text)
    amounts = find_quantities(text[found.end() :]) if found and _ASSERTED.search(text) else ()
    if not found or not amounts or amounts[0].start or "不比" in text:
        return None
    exact = not (amounts[0].qualifier or re.search("[多余]", amounts[0].text))
    return Claimed(bool(found["more"]), amounts[0]) if exact else None


def _claim(text: str) -> re.Match[str] | None:
    """Return where the last difference is said: 至少500户，比去年多100户."""
    return next(reversed(list(_CLAIMED.finditer(text))), None)


def topic(text: str) -> str:
    """Return what a comparison is about: the question without years and words of comparing."""
    claimed = claimed_difference(text)
    if claimed and (claim := _claim(text)):
        unit = claimed.amount.unit
        return topic(text[: claim.start()]) + (f"多少{unit}" if unit in claimed.amount.text else "")
    bare = without_years(text)
    if is_series(text) or _EACH.search(text):
        bare = _SERIAL.sub("", bare)
    bare = _shorn(_COMPARING.sub("", _BOTH_YEARS.sub("", bare)))
    named = _MENTIONED.sub("", bare)
    if named != bare and is_series(text):
        return f"哪几项提到“{_shorn(named)}”"
    return bare


def has_topic(bare: str) -> bool:
    """Whether what `topic` returns names anything."""
    return not _NO_TOPIC.fullmatch(bare)


def without_years(said: str) -> str:
    """Take the years out of a message."""
    return RELATIVE_YEAR.sub("", YEAR.sub("", said))


def _shorn(text: str) -> str:
    while (shorter := _LOOSE.sub("", text)) != text:
        text = shorter
    return text
