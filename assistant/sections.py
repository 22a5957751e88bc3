"""The sections of a plan as people name them: 第三部分, 倒数第二章, 附表2, 民生保障部分."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

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
_ANNEX = re.compile(rf"(?:附\s*[件表录])\s*(?P<number>{_N})?(?!\s*第)")


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
    """Return the items or rows of a section, without the goals told in it."""
    return tuple(item for item in plan.items_of(section) if item.part != "preamble")


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
    """Return the first annex that normalised `text` names from `start` on, by its number or as the
    only one; None where it names none, or the plan has several it may be."""
    found = _ANNEX.search(text, start)
    if not found:
        return None
    there: Sequence[Section] = annexes(plan)
    if found["number"]:
        number = parse_number(found["number"])
        there = [section for section in there if section.number == number]
    if len(there) > 1:
        return None
    return Place(found.start(), found.end(), found[0], there[0] if there else None, in_annex=True)


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
    """Return the sections with a number; in a plan that numbers none, the one of that place."""
    if any(section.number is not None for section in sections):
        return [section for section in sections if section.number == number]
    return list(sections[number - 1 : number]) if number else []
