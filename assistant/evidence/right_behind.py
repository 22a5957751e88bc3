"""Keep the figures that stand right behind the thing whose number is asked for: 助餐点建多少 is
35个 of 老年助餐点35个, and not what the next part counts.
"""

import re
from collections.abc import Iterator, Sequence

from assistant.evidence.coverage import core_terms, support
from assistant.evidence.respectively import said_respectively
from assistant.evidence.subjects import one_of_stage, summed_up, total_beside
from assistant.language.clauses import clause_before, part_before
from assistant.understanding.question import Question
from index.lexical import word_class, words
from index.quantities import Quantity

_ASKED = re.compile("多少|(?<!第)几")
_THING = re.compile("(?:多少|几)[个家名位项处所件条座台支张]?(?P<rest>[一-鿿]{2,6})")
_SEVERAL = re.compile("[和与跟及、]")
_AMONG = re.compile("其中|[(（]?含|包括")
_DEED = re.compile("[新续改扩重迁修拆翻][建造修扩缮除新]")
_END = re.compile("[、,，;；。:：(（)）]")
_LEAST = 2  # characters of the thing
_SURELY = 3
_HAS = 0.5
_MOST = 6  # characters of a deed


def right_behind(question: Question, text: str, figures: Sequence[Quantity]) -> Sequence[Quantity]:
    """Return those of the figures that stand right behind what ends the name of the thing asked
    about, with those whose own part may be of it, too, how many there are then in all, and what is
    done of it by the time asked about; all, where none does.

    A part may be of it that has this end, the deed asked about or another of the things, or tells
    of one part of what is counted (其中).
    """
    found = _ASKED.search(question.text)
    asked = question.text[: found.start()] if found else ""
    if not question.wants_figure or len(figures) < 2:
        return figures
    if any(figure.start in said_respectively(text) for figure in figures):
        return figures  # what each is of stands ahead of 分别
    kept = _of_deed(question, text, _of_thing(question, text, figures))
    kept = _of_name(question, asked, text, kept)
    in_all = [total_beside(question, figure, text) for figure in kept]
    return [
        figure
        for figure in figures
        if figure in kept
        or figure in in_all
        or any(one_of_stage(question, text, figure, other) for other in kept)
    ]


def _of_name(
    question: Question, asked: str, text: str, figures: Sequence[Quantity]
) -> Sequence[Quantity]:
    """Return the figures right behind what ends that name which is `asked` about."""
    if not asked or _SEVERAL.search(asked) or len(figures) < 2:
        return figures
    readings = list(_without_deeds(asked))
    own = {figure.start: part_before(figure, text) for figure in figures}
    alone = (own[figure.start] for figure in figures if not _is_among(figure, text))
    ends = (_shared_end(readings, said) for said in alone)
    name = max(ends, key=len, default="")
    if len(name) < _LEAST:
        return figures
    deeds = [deed for deed in words(asked[len(readings[-1]) :]) if len(deed) > 1]
    deeds += [term.text for term in question.terms if term.is_verb and len(term.text) > 1]
    things = [term for term in core_terms(question.terms) if not term.is_verb]

    def may_be(figure: Quantity) -> bool:
        said = own[figure.start]
        if name in said or any(deed in said for deed in deeds) or _is_among(figure, text):
            return True
        of_things = [support(term, said.lower()) >= _HAS for term in things]
        return all(of_things) if len(name) >= _SURELY else any(of_things)

    return [figure for figure in figures if may_be(figure)]


def _of_thing(question: Question, text: str, figures: Sequence[Quantity]) -> Sequence[Quantity]:
    """Return the figures whose own part has the thing behind 多少 (多少事项 → 可办事项增加到90项),
    or tells of a part (其中); all, where none has it."""
    found = _THING.search(question.text)
    thing = words(found["rest"])[0] if found else ""
    if len(thing) < _LEAST or word_class(thing)[:1] in ("v", "d", "r"):
        return figures
    own = {f.start: part_before(f, text) + _END.split(text[f.end :])[0] for f in figures}
    if not any(thing in said for said in own.values()):
        return figures
    parts = not summed_up(question.text)
    return [f for f in figures if thing in own[f.start] or (parts and _is_among(f, text))]


def _is_among(figure: Quantity, text: str) -> bool:
    """Whether a figure is of a part of what is counted before: 小区30个,其中东苑9个、西苑8个."""
    return bool(_AMONG.search(clause_before(figure, text)))


def _of_deed(question: Question, text: str, figures: Sequence[Quantity]) -> Sequence[Quantity]:
    """Return the figures whose own part begins with the deed asked about, without those of another
    one: 1.5万亩 of 新建农田3万亩、改造1.5万亩, where 改造 is."""
    asked = set(_DEED.findall(question.text))
    own = {f.start: _DEED.match(part_before(f, text)) for f in figures}
    if len(asked) != 1 or not any(deed and deed[0] in asked for deed in own.values()):
        return figures
    return [f for f in figures if (deed := own[f.start]) is None or deed[0] in asked]


def _without_deeds(asked: str) -> Iterator[str]:
    """Yield what is said before 多少, then without each word for a deed that ends it."""
    yield asked
    cut = 0
    for word in reversed(words(asked)):
        if len(word) > 1 and word_class(word)[:1] not in ("v", "d", "t", "c", "r"):
            return
        cut += len(word)
        if cut > _MOST or cut >= len(asked):
            return
        yield asked[: len(asked) - cut]


def _shared_end(readings: Sequence[str], said: str) -> str:
    """Return the longest end that one of several texts shares with another."""
    longest = ""
    for reading in readings:
        length = 0
        while length < min(len(reading), len(said)) and reading[-length - 1] == said[-length - 1]:
            length += 1
        longest = max(longest, reading[len(reading) - length :], key=len)
    return longest
