"""References to items by number or position: 第17项, 十七条, 2.1项, 3-5项, 前三项, 倒数第二条."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from assistant.language.normalize import pattern, wording
from assistant.language.points import find_point
from assistant.language.sections import (
    Place,
    annexes,
    find_annexes,
    find_place,
    nth_of,
    own_items_of,
)
from index.lexical import words
from index.numerals import CHINESE_NUMERAL, is_in_figures, parse_number
from index.outside import ENDING, PREAMBLE
from index.plan import Plan, Section

_N = rf"(?:\d{{1,4}}|[{CHINESE_NUMERAL}]{{1,5}})"
_NOUN = (
    r"(?:[大小]?项(?!目(?!标))|[那这]?小?条(?![路街河线道])|款|小?点(?![钟半整])|个?条目|个?事项"
    r"|号(?:条目|任务|工作(?!日|人))|项任务|项工作|(?<=\d)#)"
)
_SEPARATOR = r"[、,，/和与及跟]|以及|还有"
_RANGE = r"(?:-|—|–|~|到|至|to)"
_LIST = rf"第?\s*{_N}\s*{_NOUN}?\s*(?:(?:{_SEPARATOR}|{_RANGE})\s*第?\s*{_N}\s*{_NOUN}?\s*)*"
# What is wanted of an item (22项内容是啥, 22项内容给我看看), where the message has nothing more.
_OF_ITEM = (
    r"内容(?:[都又]?[是讲说写]的?(?:啥|什么)|给我?[看念读]\S{0,2}|[看念读]一下)[吗呢呀啊吧]*\W*$"
)
# What comes after a count ("27项工作", "3项措施", 三项 是哪三项, 18项都能办) as opposed to a
# reference.
_COUNTED = (
    rf"(?!\s*(?!{_OF_ITEM})"
    r"(?:工作|任务|措施|内容|举措|重点|指标|目标|要求|政策|以上|左右)"
    r"|\s*[一-鿿]{0,4}(?:全部|[全都均])能(?![讲说写提念给不否看展详帮发总])"
    rf"|[^。?？]*哪\s*{_N}\s*{_NOUN})"
)
# Where no number begins: inside one, and after what makes it a pronoun (哪一项, 每一条, 这一项).
# Without 第, a number names an item only where no noun stands before it (实体经济50条 is a name).
_STARTS = (
    r"(?:(?<![一-鿿\d.])|(?<=[看查把给念读调讲说问翻于在到与和跟及按对那这])|(?<=一下))"
    r"(?<![涨升加高大展缩少减降低达增提变压]到)"  # 从12项增加到30项 comes to so many
    "(?![零〇0]{1,2}点)"  # midnight
    rf"(?![一两]{_NOUN})(?!(?:(?<=[这那])[二三四五六七八九]|(?<=这)[2-9]){_NOUN})"  # 这三项
)
# Where the name of a part begins: 养老保障措施 names none that is called 保障措施.
_NEW_NAME = "(?:(?<![一-鿿])|(?<=[的里中内在看讲]))"
_NEW_NUMBER = r"(?<!\d)"
_NUMBERED = re.compile(
    rf"第\s*{_LIST}(?<=[项条款点目作务#])(?!\s*(?:连冠|年))|{_STARTS}{_LIST}"
    rf"(?:(?<=[项条款点目#])|(?<=号任务)|(?<=号工作)){_COUNTED}"
)
# Points that are none of a plan's.
_HOURS = re.compile(rf"(?<!第){_N}点[半整钟]?\s*{_RANGE}\s*{_N}点")
# 翻到23，那条说啥; and as the plan may number them: (三)写的什么.
_TURNED_TO = re.compile(rf"翻(?:到|开|看|一下)+\s*第?\s*{_N}(?!\s*[页年月日\d])(?:号|{_NOUN})*")
_BRACKETED = re.compile(
    rf"(?:^|(?<=[第看查把给念读讲说翻到,]))\(\s*{_N}\s*\){_NOUN}?"
    r"(?=\s*(?:写|讲|说|提|念|是|有|里|的|,|$))"
)
# Numbers like 2.1, looked for in plans that have such items: 第2.1项, 2.1讲什么. 1.1亿元 is none.
_D = r"\d{1,2}(?:\.\d{1,2}){1,3}(?![\d.])"
_DECIMAL = re.compile(
    rf"(?:(?P<marked>第)\s*|(?<![\d.]))(?P<list>{_D}(?:\s*(?:{_SEPARATOR})\s*第?\s*{_D})*)"
    rf"\s*(?P<noun>{_NOUN})?(?P<asks>(?=讲|说|写|提到|是什么|有什么|的内容|$))?"
)
# Where numbers begin again in each section: 第五部分的第一条, 五-1.
_IN_SECTION = re.compile(
    rf"第\s*(?P<section>{_N})\s*(?:大?(?:块|部分|板块|类|方面|项|点)|[章节篇])[里的中,，]*第\s*(?P<item>{_N})\s*{_NOUN}"
    rf"|(?<![\d一-鿿])(?P<numbered>[{CHINESE_NUMERAL}]{{1,3}})-(?P<last>\d{{1,2}})(?!\d)"
    rf"|(?<![\d一-鿿])(?P<outer>[{CHINESE_NUMERAL}]{{1,3}})、?\((?P<inner>{_N})\)"
)
# The rows of an annex by their places, behind its name or before it: 附表第9项, 民生实事前三件,
# 最后一件民生实事, 第2、5件民生实事.
_ROW = rf"(?:{_NOUN}|[行件个](?![月季年]))"
_ROWS = (
    rf"(?:(?P<back>倒数)?第\s*(?P<rows>{_N}(?:\s*{_ROW}?\s*(?:{_SEPARATOR}|{_RANGE})\s*第?\s*{_N})*)"
    rf"|(?P<side>[前头]|最?后)[那这的]*(?P<count>{_N})|(?P<last>最后)[那这]?)\s*个?(?P<noun>{_ROW})"
)
_ROWS_BEHIND = re.compile(rf"(?:里面?|[中上内]|里头|当中)?[的,，]?\s*{_ROWS}(?:项目|工程)?")
_ROWS_BEFORE = re.compile(rf"{_ROWS}的?$")
_COUNT = re.compile(rf"^\s*(?P<number>{_N})\s*(?P<measure>[项条])$")
_NOUNS = re.compile("[一-鿿]{2}")
# What is said of so many, and not asked of the item of that number.
_OF_ALL = re.compile(
    r"\s*(?:全部|[全都均])(?![讲说写提有是包涉规要安部在关跟和内文原怎咋谁啥什干做抓管落归由哪念发看给])(?!.*[啥哪什])"
    r"|\s*能(?![讲说写提念给不否看展详帮发总])(?!.*[啥哪什])"
)
_OPENING, _CLOSING = "“‘\"'「《", "”’\"'」》"
# What is looked for in an annex that is named by its title: 民生实事里…, …是民生实事吗.
_INSIDE = re.compile(
    r"的?(?:里面?|里头|当中|之中|[内上]|中(?![心小学国央]))"
    r"|(?=(?:[都也]|是否|是不是)*(?:包括|包含|涵盖|涉及|有没有|有无|含)|有[^几多哪什,，。]{1,10}[吗么])"
)
_LISTED = re.compile(r"(?:属于|列入|列为|纳入|入选|进入?)了?$|(?P<whether>算是?|是)$")
_MEMBER = re.compile(rf"({_N})\s*{_NOUN}?\s*(?:({_RANGE})\s*第?\s*({_N}))?")
_FROM_END = re.compile(rf"倒数第?\s*({_N})\s*个?{_NOUN}")
_FIRST_LAST = re.compile(
    rf"(?:排在)?((?:最前|最后)面?(?:的|那|这)?|(?:末尾|开头)(?:的|那|这)?|前|后|头)\s*({_N})\s*个?{_NOUN}"
)
_FIRST = ("最前", "前", "开头", "头")
_LAST = re.compile(rf"(?:最后|末尾|最末|压轴)(?:的|那|这)*(?:一)?个?{_NOUN}|末{_NOUN}")
_ITEM_WORD = re.compile(
    r"(?:items?|articles?|points?|no\.|#)\s*#?(\d{1,3})\b(?:\s*(?:-|to|and)\s*(\d{1,3})\b)?"
)
_OFTEN = 3  # times; what an item says of one thing, it says in passing
_FAR_MORE = 2
# Nothing but the number and what is wanted of it: 26 原文, 三(七)全文.
_WANTED = re.compile(rf"^\s*{_N}\s*(?:号|{_NOUN})?(?:的)?\s*(?=(?:原文|全文|原话|内容)\W*$)")
_LAST_WORD = re.compile(r"\blast (?:item|article|point)\b")
_WRITTEN = (
    _FROM_END,
    _FIRST_LAST,
    _LAST,
    _LAST_WORD,
    _ITEM_WORD,
    _NUMBERED,
    _TURNED_TO,
    _BRACKETED,
    _WANTED,
)
"""The forms of reference that any plan may have, the surest first."""


@dataclass(frozen=True, slots=True)
class References:
    """Items that a question names: their labels in order, the numbers that do not exist, and
    the question without the references.

    `sections`: what is named as a whole, of which the items are.
    """

    labels: tuple[str, ...]
    missing: tuple[str, ...]
    remainder: str
    sections: tuple[Section, ...] = ()


NO_REFERENCES = References((), (), "")


def find_references(text: str, plan: Plan) -> References:
    """Resolve every reference in normalised `text` against the plan's items."""
    labels: list[str] = []
    missing: list[str] = []
    remainder = text
    for span, wanted in _references(text, plan):
        for label, written in wanted:
            (labels if label else missing).append(label or written)
        remainder = remainder.replace(text[span[0] : span[1]], " ", 1)
    sections = tuple(place.section for place in _searched(text, plan) if place.section)
    within = {item.label for section in sections for item in own_items_of(section, plan)}
    return References(
        tuple(dict.fromkeys(labels)),
        tuple(dict.fromkeys(missing)),
        remainder.strip(),
        sections if within == set(labels) else (),
    )


def _references(
    text: str, plan: Plan
) -> Iterator[tuple[tuple[int, int], list[tuple[str | None, str]]]]:
    """Yield (range in text, [(label or None, number as written)])."""
    size = len(plan.own_items)
    taken: list[tuple[int, int]] = []
    labels = {item.label for item in plan.items if "-" in item.label}
    named = {item.label for item in plan.items if item.is_framing and len(item.label) > 1}
    for label in labels | named:
        begins = _NEW_NAME if label in named - {PREAMBLE, ENDING} else _NEW_NUMBER
        found = re.search(rf"{begins}{re.escape(label)}(?!\d|\.\d)", text)
        if found:
            taken.append(found.span())
            yield found.span(), [(label, label)]
    for span, beside in _neighbours(text, plan):
        if not any(start < span[1] and span[0] < end for start, end in taken):
            taken.append(span)
            yield span, beside
    for span, rows in _rows_of_annexes(text, plan):
        taken.append(span)
        yield span, rows
    for found in _IN_SECTION.finditer(text) if labels or plan.sections else ():
        if any(found.start() < end and start < found.end() for start, end in taken):
            continue
        section = found["section"] or found["numbered"] or found["outer"]
        number = parse_number(found["item"] or found["last"] or found["inner"])
        known: Iterator[str | None] = (
            label
            for label in labels
            if parse_number(label.split("-")[0]) == parse_number(section)
            and label.split("-", 1)[1] == str(number)
        )
        taken.append(found.span())
        meant = list(known)[:1] or _nth_of(plan, section, number or 0)
        point = None if meant else find_point(found[0], plan)
        meant = meant or [point.item.label if point else None]
        yield found.span(), [(each, f"{section}-{number}") for each in meant]
    for place in _searched(text, plan):
        span = place.start, place.end
        own = own_items_of(place.section, plan) if place.section else ()
        if own and (span in taken or not any(s < span[1] and span[0] < e for s, e in taken)):
            taken.append(span)
            yield span, [(item.label, item.label) for item in own]
    for span, label in _titled(text, plan):
        if not any(start < span[1] and span[0] < end for start, end in taken):
            taken.append(span)
            yield span, [(label, label)]
    if any("." in item.label for item in plan.items):
        for found in _DECIMAL.finditer(text):
            alone = found["asks"] is not None and not re.search(r"[一-鿿]$", text[: found.start()])
            if found["marked"] or found["noun"] or alone:
                taken.append(found.span())
                written = re.findall(_D, found["list"])
                yield found.span(), [_ending_in(plan, number) for number in written]
    taken += [hours.span() for hours in _HOURS.finditer(text)]
    for regex in _WRITTEN:
        for found in regex.finditer(text):
            if any(found.start() < end and start < found.end() for start, end in taken):
                continue
            if regex is _NUMBERED and (_is_counted(found, plan) or _ends_a_name(found, plan)):
                continue
            wanted = _wanted(regex, found, plan, size)
            if wanted:
                taken.append(found.span())
                yield found.span(), wanted


def _neighbours(
    text: str, plan: Plan
) -> Iterator[tuple[tuple[int, int], list[tuple[str | None, str]]]]:
    """Yield where the items behind or before one of a number are named, with their labels."""
    table, order = wording()["neighbour"], [item.label for item in plan.own_items]
    item = rf"第\s*(?P<number>{_N})\s*(?:[项条款点](?:工作|任务)?|个?事项)"
    for form in ("behind_it", "before_it", "right_behind"):
        found = pattern(table[form].replace("{item}", item)).search(text)
        if found is None:
            continue
        said = {name: value for name, value in found.groupdict().items() if value}
        number = parse_number(said["number"])
        label = next((each for each, _ in _labelled(plan, number or 0) if each), None)
        if label not in order:
            yield found.span(), [(None, str(number))]
            return
        after = any(name.startswith("after") for name in said)
        count = parse_number(said.get("count", "一").replace("两", "二")) or 1
        place = order.index(label)
        near = range(place + 1, place + 1 + count) if after else range(place - count, place)
        labels = [order[at] for at in near if 0 <= at < len(order)]
        nowhere = f"{number}项{'后' if after else '前'}面的一"
        yield found.span(), [(each, each) for each in labels] or [(None, nowhere)]
        return


def _titled(text: str, plan: Plan) -> Iterator[tuple[tuple[int, int], str]]:
    """Yield where an item is named by words of its title (城市更新那条里), or by what it alone
    has (公共泊位那一项里), with its label; not where the number of the item is asked for, nor
    whether something is so: that the item tells of it is no proof of what is claimed."""
    table = wording()["titled_item"]
    claimed = pattern(wording()["yes_no"]["asks"]).search(text)
    if claimed or pattern(table["number_asked"]).search(text):
        return
    for found in pattern(table["named"]).finditer(text):
        name = found["name"]
        cut = [word for word in words(name) if word not in "的和与及"]
        titles = {item.label: item.title.lower() for item in plan.own_items}
        having = [label for label, title in titles.items() if name in title]
        if not having and any(len(word) > 1 for word in cut):
            having = [label for label, title in titles.items() if all(w in title for w in cut)]
        if not having and found["inside"]:
            having = [item.label for item in plan.own_items if name in item.text.lower()]
        if len(having) != 1 and (found["inside"] or found["summed"] is not None):
            having = _on_themes([word for word in cut if len(word) > 1], plan) or having
        if len(having) == 1:
            yield (found.start("name"), found.end()), having[0]


def _on_themes(themes: Sequence[str], plan: Plan) -> list[str]:
    """Return the label of the one item that tells of all these themes (教育医疗) and says them far
    more often than any other; none where several tell of them alike."""
    said = {
        item.label: [f"{item.title}\n{item.text}".lower().count(theme) for theme in themes]
        for item in plan.own_items
    }
    often = {label: sum(counts) for label, counts in said.items() if themes and all(counts)}
    first, *others = sorted(often, key=lambda label: -often[label]) or [""]
    second = often[others[0]] if others else 0
    one_theme = len(themes) == 1
    enough = _OFTEN if one_theme else 0
    return [first] if first and often[first] >= max(enough, _FAR_MORE * second) else []


def _is_counted(found: re.Match[str], plan: Plan) -> bool:
    """Whether the plan counts what a question names behind a number: 三条步道, of 3条步道;
    18项代办, of 18项实现“全程代办”."""
    counted = _COUNT.search(found[0])
    noun = found.string[found.end() : found.end() + 2]
    if found[0].startswith("第") or counted is None:
        return False
    if _OF_ALL.match(found.string, found.end()):  # 18项都免费, where there are 18项 of anything
        noun = ""
    elif not _NOUNS.fullmatch(noun):
        return False
    counts = rf"(?<!第)({_N})\s*{counted['measure']}[^,，。;；]{{0,6}}?{noun}"
    stated = re.findall(counts, plan.source)
    return parse_number(counted["number"]) in map(parse_number, stated)


def _ends_a_name(found: re.Match[str], plan: Plan) -> bool:
    """Whether what stands in quotation marks alone is what a name in the plan ends with: “50条”, of
    “实体经济50条”."""
    opened, closed = (
        found.string[found.start() - 1 : found.start()],
        found.string[found.end() :][:1],
    )
    quoted = opened in _OPENING and closed in _CLOSING and bool(opened and closed)
    named = rf"[{_OPENING}][^{_CLOSING}]*[一-鿿]{re.escape(found[0].strip())}[{_CLOSING}]"
    return bool(quoted and found[0][0] != "第" and re.search(named, plan.source))


def _nth_of(plan: Plan, section: str, number: int) -> list[str | None]:
    """Return the labels of what is the item of that number in a section."""
    place = find_place(f"第{section}部分", plan)
    return [*nth_of(place.section, number, plan)] if place and place.section else []


def _searched(text: str, plan: Plan) -> Sequence[Place]:
    """Return the section, or the annexes, in which a question looks for something."""
    if pattern(wording()["contents"]["excluded"]).search(text):
        return ()
    place = find_place(text, plan)
    found = (place,) if place else find_annexes(text, plan)
    if place or not found:
        return found
    start, end = found[0].start, found[0].end
    inside = _INSIDE.match(text, end)
    listed = _LISTED.search(text[:start])
    if listed and listed["whether"] and not re.search("[吗么]", text[end:]):
        listed = None
    if not (inside or listed or text[start] == "附"):
        return ()
    start = listed.start() if listed else start
    end = inside.end() if inside else end
    return [replace(place, start=start, end=end) for place in found]


def _rows_of_annexes(
    text: str, plan: Plan
) -> Iterator[tuple[tuple[int, int], list[tuple[str | None, str]]]]:
    """Yield where rows of annexes are named by their places there, with their labels."""
    at = 0
    while annexes(plan) and (places := find_annexes(text, plan, at)):
        start, end = places[0].start, places[0].end
        behind = _ROWS_BEHIND.match(text, end)
        before = None if text[start] in "附表" else _ROWS_BEFORE.search(text, at, start)
        at = behind.end() if behind else end
        found = behind or before
        if found is None or (not behind and _is_item(found, places[0], plan)):
            continue
        named = [row for place in places for row in _rows(place, found, plan)]
        there = [row for row in named if row[0]]  # in one of those that it may be
        yield (min(start, found.start()), at), there if len(places) > 1 and there else named


def _is_item(found: re.Match[str], place: Place, plan: Plan) -> bool:
    """Whether 第3项 before the name of an annex is the plan's own item of that name."""
    item = plan.item(str(parse_number(found["rows"] or "")))
    return found["noun"][-1] not in "件个" and item is not None and place.said in item.text


def _rows(place: Place, found: re.Match[str], plan: Plan) -> Iterator[tuple[str | None, str]]:
    """Yield the label of each row named, None where there is no such row, and it as written."""
    own = own_items_of(place.section, plan) if place.section else ()
    labels = {item.number: item.label for item in own}
    table = own[0].label.rpartition("-")[0] if own else f"附{place.said[2:].strip()}"
    size = max(labels, default=1)
    if found["rows"]:
        numbers = list(_members(found["rows"], size + 2))
        numbers = [size + 1 - number for number in numbers] if found["back"] else numbers
    else:
        count = min(parse_number(found["count"] or "1") or 1, size)
        first = 1 if found["side"] in ("前", "头") else size + 1 - count
        numbers = list(range(first, first + count))
    yield from ((labels.get(number), f"{table}-{number}") for number in numbers)


def _wanted(
    regex: re.Pattern[str], found: re.Match[str], plan: Plan, size: int
) -> list[tuple[str | None, str]]:
    if regex is _FROM_END:
        back = parse_number(found[1])
        return [_position(plan, size - back, f"倒数第{back}")] if back is not None else []
    if regex is _FIRST_LAST:
        count = parse_number(found[2]) or 0
        positions = range(count) if found[1].startswith(_FIRST) else range(size - count, size)
        return [_position(plan, at, str(at + 1)) for at in positions if count <= size]
    if regex in (_LAST, _LAST_WORD):
        return [_position(plan, size - 1, str(size))]
    return list(_numbered(found[0], plan))


def _numbered(text: str, plan: Plan) -> Iterator[tuple[str | None, str]]:
    for number in _members(text, len(plan.items) + 2):
        yield from _labelled(plan, number)


def _members(text: str, most: int) -> Iterator[int]:
    """Yield the numbers that a list names, of each range `most` of them."""
    for member in _MEMBER.finditer(text):
        first, last = parse_number(member[1]), parse_number(member[3]) if member[3] else None
        if first is not None:
            yield from range(first, (last if last is not None else first) + 1)[:most]


def _labelled(plan: Plan, number: int) -> Iterator[tuple[str | None, str]]:
    written = str(number)
    below = [item.label for item in plan.items if item.label.startswith(f"{written}.")]
    if plan.item(written) or not below:
        yield _ending_in(plan, written)
    else:  # 第2项 of a plan with the items 2.1 and 2.2
        yield from ((label, written) for label in below)


def _ending_in(plan: Plan, written: str) -> tuple[str | None, str]:
    """Return the item of this number, or the only one whose number in its section it is."""
    if plan.item(written):
        return written, written
    same = [
        item.label
        for item in plan.own_items
        if item.label.rpartition("-")[2] == written
        or ("." not in item.label and str(item.number) == written)
    ]
    return (same[0], written) if len(same) == 1 else (None, written)


def _position(plan: Plan, at: int, written: str) -> tuple[str | None, str]:
    own = plan.own_items
    return (own[at].label, written) if 0 <= at < len(own) else (None, written)


def describe_range(labels: Sequence[str]) -> str:
    """Say which items exist: 第1项至第27项."""
    first, last = labels[0], labels[-1]
    both = is_in_figures(first) and is_in_figures(last)
    return f"第{first}项至第{last}项" if both else f"{first}至{last}"
