"""The sections of a plan as people name them: 第三部分, 倒数第二章, 附表2, 十件民生实事."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from index.lexical import words
from index.numerals import CHINESE_NUMERAL, parse_number
from index.plan import Item, Plan, Section

_N = rf"(?:\d{{1,2}}|[{CHINESE_NUMERAL}]{{1,3}})"
# 第三类 may be of anything, and 第三方面 of an army.
_KIND = (
    r"(?:大?(?:部分|板块|块(?![砖地钱])|篇章?)|章节?|编(?![制号])"
    r"|节(?![能日庆约水电目点气课省假育])|大[项点条块类](?!目)|个?方面(?!军))"
)
_PLACE = re.compile(
    rf"(?:(?P<from_end>倒数)?第\s*(?P<number>{_N})"
    rf"|(?P<last>最后|末尾|最末)(?:的)?(?:一|那)?(?=个?大?(?:部分|板块|篇章|章)))\s*个?(?P<kind>{_KIND})"
)
_ANNEX = re.compile(rf"(?:附\s*[件表录])\s*(?P<number>{_N})?")
# A table whose rows are asked for by their places: 表里第三个.
_TABLE = re.compile(r"(?<![一-鿿])(?:这[个张])?表格?(?=[里中内上]的?(?:倒数)?第)")
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)(?=\s*年)")
_ANOTHER_YEAR = re.compile("[去前明后上]年")
# What stands before the name of what an annex lists: 云溪县|2024年|十件|民生实事.
_PLACE_NAME = re.compile("[一-鿿]{2,6}?[省市区县州旗镇乡]")
_COUNT = rf"(?:\d{{1,3}}|[{CHINESE_NUMERAL}]{{1,4}})[大个]?[件项个大条]"
_BEFORE_NAME = (
    rf"(?:(?:(?:19|20)\d\d|今|本)年度?|[全本]?[省市区县州旗镇乡](?:级|委、?|人民政府|政府)*"
    rf"|(?<![第前后、,和到至{CHINESE_NUMERAL}\d-]){_COUNT}|的)"
)
# And behind it: 民生实事|项目清单.
_KIND_OF_LIST = (
    "(?:(?:项目|任务|目标|责任|分解|分工|安排|进度|一览|汇总|明细)*"
    "(?:表|清单|名单|目录|台账|名录)|项目)"
)
# What is said behind that of how it is listed: 重点工程|安排|表.
_LIST = re.compile("(?:表|清单|名单|目录|台账|名录)$")
_HOW_LISTED = re.compile("(?:责任|分解|分工|安排|进度|推进|一览|汇总|明细|任务|目标|计划|情况)$")
_SHORTEST_NAME = 3  # characters
_SHORTENED = 4


@dataclass(frozen=True, slots=True)
class Place:
    """A section named by its place: where in the text, as written, and which; none of that place
    where `section` is None."""

    start: int
    end: int
    said: str
    section: Section | None
    in_annex: bool = False


def main_sections(plan: Plan) -> tuple[Section, ...]:
    """Return the outermost sections of the body, below a heading that is above all of them."""
    body = [section for section in plan.sections if section.part == "body"]
    levels = sorted({section.level for section in body})
    by_level = [tuple(s for s in body if s.level == level) for level in levels]
    return next((found for found in by_level if len(found) > 1), by_level[0] if by_level else ())


def annexes(plan: Plan) -> tuple[Section, ...]:
    """Return the annexes that have rows."""
    return tuple(section for section in plan.sections if section.part == "annex")


def own_items_of(section: Section, plan: Plan) -> tuple[Item, ...]:
    """Return the items or rows of a section, without what else is told or listed in it or sums them
    up."""
    return tuple(item for item in plan.items_of(section) if item.part == section.part)


def find_place(text: str, plan: Plan, start: int = 0) -> Place | None:
    """Return the first section that normalised `text` names by its place from `start` on; None
    where it names none, or the plan has several of that place."""
    found = _PLACE.search(text, start)
    if not found or not main_sections(plan):
        return None
    among = _of_kind(found["kind"], plan)
    number = parse_number(found["number"]) if found["number"] else 1
    if found["from_end"] or found["last"]:
        there = list(among[-number : len(among) - number + 1]) if number else []
    else:
        there = _at(among, number or 0)
    section = there[0] if there else None
    return Place(found.start(), found.end(), found[0], section) if len(there) < 2 else None


def find_annex(text: str, plan: Plan, start: int = 0) -> Place | None:
    """Return the first annex that normalised `text` names from `start` on; None where it names
    none, or the plan has several that it may be."""
    found = find_annexes(text, plan, start)
    return found[0] if len(found) == 1 else None


def find_annexes(text: str, plan: Plan, start: int = 0) -> tuple[Place, ...]:
    """Return all that the first annex named from `start` on may be: it is named by its number, as
    an annex, or by what its title says that it lists."""
    found = _ANNEX.search(text, start)
    if not found and annexes(plan) and (table := _TABLE.search(text, start)):
        place = Place(table.start(), table.end(), table[0], None, in_annex=True)
        return tuple(replace(place, section=section) for section in annexes(plan))
    if not found:
        titled = _titled_annex(text, plan, start)
        return (titled,) if titled else ()
    there: Sequence[Section] = annexes(plan)
    if found["number"]:
        number = parse_number(found["number"])
        there = [section for section in there if section.number == number]
    titled = _titled_annex(text, plan, found.end()) if there else None
    end = found.end()
    if titled and titled.start - end <= 1 and titled.section in there:  # 附件民生实事
        there, end = [section for section in there if section is titled.section], titled.end
    first, said = found.start(), text[found.start() : end]
    if not there:
        return (Place(first, end, said, None, in_annex=True),)
    return tuple(Place(first, end, said, section, in_annex=True) for section in there)


def _titled_annex(text: str, plan: Plan, start: int) -> Place | None:
    """Return the first annex that is named by its title, in full or without what stands around the
    name in it: 民生实事 of 云溪县2024年十件民生实事项目清单."""
    if _ANOTHER_YEAR.search(text):
        return None
    asked = set(_YEAR.findall(text))
    found: list[Place] = []
    for section in annexes(plan):
        names = "|".join(map(re.escape, _names(section, plan)))
        if not names or not asked <= {str(plan.year), *_YEAR.findall(section.title)}:
            continue
        # 第三件实事, 六件实事: what things are called that are counted so.
        last = re.escape(words(_bare(section.title, plan))[-1])
        short = f"|(?<=件){last}" if "件" in section.title else ""
        whole = rf"(?:{_BEFORE_NAME})*(?:{names}{short})(?:的?{_KIND_OF_LIST})?"
        if named := re.compile(whole).search(text, start):
            found.append(Place(named.start(), named.end(), named[0], section, in_annex=True))
    found.sort(key=lambda place: (place.start, -place.end))
    alike = [place for place in found if (place.start, place.end) == (found[0].start, found[0].end)]
    return found[0] if len(alike) == 1 else None


def listing_annex(text: str, plan: Plan) -> tuple[str, Section] | None:
    """Return what `text` names that one annex lists, and that annex: 重点工程, of a
    2024年重点工程安排表; None where it names nothing of the kind, or what several list."""
    found: list[tuple[str, Section]] = []
    for section in annexes(plan):
        name, shorter = "", _LIST.sub("", _bare(section.title, plan))
        while name != shorter and len(shorter) >= _SHORTENED:
            name, shorter = shorter, _HOW_LISTED.sub("", shorter)
            if name in text and name not in plan.title.lower():
                found.append((name, section))
                break
    return found[0] if len(found) == 1 else None


def _names(section: Section, plan: Plan) -> Iterator[str]:
    """Yield what the title of an annex says that it lists, the longest first.

    What it shares with the plan's title names the plan; and what is no name of the list but of
    what is in it (重点工程 of a table of them) is all of the plan's where its items have it.
    """
    name = _bare(section.title, plan)
    if len(name) >= _SHORTEST_NAME and name not in plan.title.lower():
        yield name
    shorter = re.sub(rf"{_KIND_OF_LIST}$", "", name)
    counted = re.search(_COUNT, section.title)
    own = counted or shorter not in plan.folded
    if own and name != shorter not in plan.title.lower() and len(shorter) >= _SHORTENED:
        yield shorter


def _bare(title: str, plan: Plan) -> str:
    """Return a title without the place, year and count before the name of what is listed."""
    bare = unicodedata.normalize("NFKC", title).lower().strip(" 。")
    place = _PLACE_NAME.match(plan.title)
    if place:
        bare = bare.removeprefix(place[0])
    return re.sub(rf"^(?:{_BEFORE_NAME})+", "", bare)


def nth_of(section: Section, number: int, plan: Plan) -> list[str]:
    """Return the labels that 第三部分第4项 may mean: the item numbered so in it, and its fourth,
    which is another where the numbers do not begin anew in each section."""
    own = own_items_of(section, plan)
    numbered = [item.label for item in own if item.number == number and "." not in item.label]
    placed = [own[number - 1].label] if 0 < number <= len(own) else []
    return list(dict.fromkeys([*numbered, *placed]))


def _of_kind(kind: str, plan: Plan) -> tuple[Section, ...]:
    """Return the sections whose own numbers are of a kind (第二章), else the main ones."""
    marks = [s for s in plan.sections if s.part == "body" and kind[0] in s.mark]
    alike = {section.level for section in marks}
    return tuple(marks) if len(alike) == 1 else main_sections(plan)


def _at(sections: Sequence[Section], number: int) -> list[Section]:
    """Return the sections with a number; else the one of that place, if it has none."""
    numbered = [section for section in sections if section.number == number]
    placed = sections[number - 1 : number] if number else ()
    return numbered or [section for section in placed if section.number is None]
