"""Answer what asks for the contents of a part of the plan: its items by their titles.

第三部分有哪些任务, 民生保障部分有几项, 附件里有哪些项目, 每个部分各有几项, 第7项在哪个部分. It is
exact and needs no ranking, as the list of mentions.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from assistant.answers.answer import Answer, Statement
from assistant.answers.phrases import phrase
from assistant.answers.render import citation_mark
from assistant.language.normalize import normalize, pattern, wording
from assistant.language.points import Point, find_point
from assistant.language.references import find_references
from assistant.language.sections import (
    Place,
    annexes,
    find_annex,
    find_place,
    main_sections,
    own_items_of,
)
from assistant.lookups.lookup import quote
from assistant.understanding.question import Question, content_words
from index.annex import TABLE_MARK
from index.numerals import CHINESE_NUMERAL, parse_number
from index.plan import Item, Plan, Section, Span

_CLAUSE = re.compile("[,，;；:：]")
_CHINESE_COUNT = re.compile(rf"[{CHINESE_NUMERAL}]{{1,4}}(?=[件项大个])")
_COUNT = re.compile(r"\d{1,3}[件项大个]")
_ORDINAL = re.compile(rf"(?:第|最后|[前后头])\s*[\d{CHINESE_NUMERAL}]")
_QUOTED = re.compile('[“"「]')
_HOW_MANY = re.compile("几|多少")
_HOW_MANY_ITEMS = re.compile("(?:几|多少)个?[项条]")
_SHORTEST_NAME = 4  # characters


@dataclass(frozen=True, slots=True)
class Contents:
    """The sections whose contents are asked for; `missing`, as named, is the one that the plan has
    not. `counted`: how many items each of all sections has. `of_item`: which section it is in."""

    sections: tuple[Section, ...] = ()
    missing: str = ""
    in_annex: bool = False
    in_full: bool = False
    counted: bool = False
    of_item: str = ""


def contents(question: Question, plan: Plan) -> Contents | None:
    """Read whether a question asks for the contents of sections and for nothing else."""
    table = wording()["contents"]
    text = normalize(question.raw)
    said = pattern(wording()["mention"]["verb"]).search(text) or _QUOTED.search(text)
    figures = pattern(wording()["follow_up"]["figures"]).search(text)
    excluded = pattern(table["excluded"]).search(text)
    if question.yes_no or figures or excluded or (question.intent == "mention" and said):
        return None
    in_full = bool(pattern(table["in_full"]).search(text))
    if pattern(table["each"]).search(text) and not other_words(text, table["each"]):
        return Contents(main_sections(plan), counted=True) if main_sections(plan) else None
    if found := pattern(table["of_item"]).search(text):
        labels = find_references(text[: found.start()], plan).labels
        alone = not other_words(find_references(text, plan).remainder, table["of_item"])
        return Contents(of_item=labels[0]) if len(labels) == 1 and alone else None
    if places := tuple(_places(text, plan)):
        rest = text
        for place in reversed(places):
            rest = rest[: place.start] + " " + rest[place.end :]
        if _ORDINAL.search(rest) or other_words(rest):
            return None
        missing = "、".join(place.said for place in places if place.section is None)
        sections = tuple(place.section for place in places if place.section)
        return Contents(sections, missing, places[0].in_annex, in_full)
    if pattern(table["annexes"]).match(text) and not other_words(text, table["annexes"]):
        return Contents(annexes(plan), in_annex=True, in_full=in_full)
    if pattern(table["place"]).search(text) and not main_sections(plan):
        return None if other_words(text, table["place"]) else Contents(missing="部分")
    named = _named(text, plan)
    if named and _is_counted(named, text, plan):
        return None
    return Contents((named,), in_annex=named.part == "annex", in_full=in_full) if named else None


def point_asked(question: Question, plan: Plan) -> Point | None:
    """Return the numbered point of an item that is asked for, and nothing else: 第15项第（2）点."""
    text = normalize(question.raw)
    point = find_point(text, plan)
    figures = pattern(wording()["follow_up"]["figures"]).search(text)
    if point is None or figures or question.yes_no:
        return None
    alone = not other_words(f"{text[: point.start]} {text[point.end :]}")
    return point if alone else None


def answer_contents(question: Question, asked: Contents, plan: Plan) -> Answer:
    """List what the sections hold, or say that there is none such and which there are."""
    if asked.of_item:
        return _of_item(question, asked.of_item, plan)
    if asked.counted:
        said = [_count("contents.count", section, plan) for section in asked.sections]
        return Answer(question.raw, "answered", tuple(said))
    lacking = asked.missing or not asked.sections
    statements: list[Statement] = [_missing(asked, plan)] if lacking else []
    for section in asked.sections:
        statements += _listed(section, plan, asked.in_full)
    answered = any(plan.items_of(section) for section in asked.sections)
    return Answer(question.raw, "answered" if answered else "not_in_plan", tuple(statements))


def called(section: Section) -> str:
    """Return the name of a section as the plan writes it: 三、增进民生福祉."""
    gap = " " if section.mark and section.mark[-1:].isalnum() else ""
    return f"{section.mark}{gap}{section.title}".rstrip("。")


def _places(text: str, plan: Plan) -> Iterator[Place]:
    """Yield the sections that a question names by their places, one after another."""
    at = 0
    while place := find_place(text, plan, at) or find_annex(text, plan, at):
        yield place
        at = place.end


def _named(text: str, plan: Plan) -> Section | None:
    """Return the section that a question names by its title, in part where it calls it one."""
    table = wording()["contents"]
    asks = pattern(table["asks"]).search(text)
    before, after = (text[: asks.start()], text[asks.end() :]) if asks else ("", "")
    if not before and (summed := pattern(table["summed"]).match(text)):
        before, after = text[summed.end() :], ""
    said = pattern(table["around"]).sub("", before).strip(' ,，的"“”《》')
    if not said or other_words(after):
        return None
    part = pattern(table["part"]).search(said)
    if asks and _HOW_MANY_ITEMS.search(asks[0]):  # items are what a part has, whatever it is called
        part = part or re.search("方面$", said)
    name = said[: part.start()] if part else said
    fits = _in_title if part else _is_title
    found = [section for section in plan.sections if fits(name, section)]
    exact = [section for section in found if _is_title(name, section)]
    chosen = exact or found
    return chosen[0] if len(chosen) == 1 else None


def _is_counted(section: Section, text: str, plan: Plan) -> bool:
    """Whether it is asked how many there are of what a section is called, and it tells that itself:
    “重点项目”, 实施区级重点项目78个."""
    title = re.compile(rf"{re.escape(section.title.rstrip('。'))}\d+[个项件条]")
    return bool(_HOW_MANY.search(text)) and any(map(title.search, (i.text for i in plan.items)))


def _is_title(name: str, section: Section) -> bool:
    """Whether a name is a section's title or a whole clause of it; of an annex's, its end."""
    if f"“{name}”" in section.title:  # 一老一小, of 保障“一老一小”健康
        return True
    title, name = _counted(section.title), _counted(name)
    if section.part == "body":
        return name == title or (len(name) >= _SHORTEST_NAME and name in _CLAUSE.split(title))
    count = _COUNT.match(name)
    if count and count[0] in title:
        rest = content_words(name[count.end() :])
        return bool(rest) and all(word in title for word in rest)
    return name == title or (len(name) >= _SHORTEST_NAME and title.endswith(name))


def _counted(text: str) -> str:
    """Return a name in one form, with a count (十件) in figures."""
    plain = unicodedata.normalize("NFKC", text).lower().rstrip("。")
    return _CHINESE_COUNT.sub(lambda found: str(parse_number(found[0])), plain)


def _in_title(name: str, section: Section) -> bool:
    title, found = section.title.lower(), content_words(name)
    whole = len(name) >= _SHORTEST_NAME and name in title  # 重点工作任务, words of any section
    return whole or (bool(found) and all(word in title for word in found))


def other_words(text: str, *asked: str) -> list[str]:
    """Return the words of a question beside what asks for the contents of a section."""
    table = wording()["contents"]
    for expression in (*asked, table["asks"], table["around"], table["in_full"], table["general"]):
        text = pattern(expression).sub(" ", text)
    return content_words(text)


def _missing(asked: Contents, plan: Plan) -> Statement:
    """Say that there is no such section, and which there are."""
    there = annexes(plan) if asked.in_annex else main_sections(plan)
    values = {
        "missing": asked.missing,
        "count": len(there) or len(plan.own_items),
        "sections": "；".join(map(called, there)),
    }
    kind = "annex" if asked.in_annex else "section"
    return Statement("phrase", phrase(f"contents.{'missing' if there else 'no'}_{kind}", **values))


def _count(name: str, section: Section, plan: Plan) -> Statement:
    count = len(own_items_of(section, plan))
    return Statement("phrase", phrase(name, section=called(section), count=count))


def _listed(section: Section, plan: Plan, in_full: bool) -> Iterator[Statement]:
    own = own_items_of(section, plan)
    told = [item for item in plan.items_of(section) if item.part == "preamble"]
    kind = "annex" if section.part == "annex" else "section"
    if own and own[0].label.startswith(TABLE_MARK):
        kind = "table"
    name = f"contents.{kind}" if own else f"contents.{'told' if told else 'empty'}"
    yield _count(name, section, plan)
    for item in told:
        yield quote(plan, item.span)
    for title, items in groupby(own, key=lambda item: item.section):
        if title != section.title:
            yield Statement("heading", title)
        for item in items:
            span = item.span if in_full else _title_span(item)
            yield quote(plan, span, role="bullet")


def _title_span(item: Item) -> Span:
    """Return where an item's title stands in it, without what follows its first comma; the first
    sentence where the title is an editor's."""
    title = _CLAUSE.split(item.title)[0]
    at = item.text.find(title)
    if item.title_is_editorial or at < 0 or not title:
        at, title = 0, re.split("(?<=[。！？；\n])", item.text)[0]
    return Span(item.span.start + at, item.span.start + at + len(title))


def _of_item(question: Question, label: str, plan: Plan) -> Answer:
    item = plan.item(label)
    around: Sequence[Section] = [
        section for section in plan.sections if item and section.span.overlaps(item.span)
    ]
    name = "contents.of_item" if around else "contents.of_none"
    where = "”“".join(map(called, around))
    said = Statement("phrase", phrase(name, item=citation_mark(label), section=where))
    title = [quote(plan, _title_span(item))] if item else []
    return Answer(question.raw, "answered" if around else "not_in_plan", (said, *title))
