"""Figures that others take the place of: 由680元提高到740元."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from assistant.understanding.question import Question
from index.quantities import Quantity, find_quantities

_FROM = re.compile(
    "(?:[由从]|(?P<taken>[把将])|原有|原来的?)(?:每[人户][每月年]*|[^,，。;；由从把将]{0,8})$"
)
_TO = re.compile("(?:[^,，。;；]{0,6})(?:到|至|为|(?<!完)成)(?:每[人户][每月年]*|约)?")
_RISES = re.compile(r"[由从][^,，。;；]*\d")
_CHANGES_FROM = re.compile("[由从][^,，。;；]{0,12}$")
_CHANGED = "(?:增加|提高|提升|上调|扩大|延长|减少|降低|压缩|缩短|下降|[增涨升降减])"
_CHANGE_ASKED = re.compile(f"(?:{_CHANGED}|(?<!参)加)了?(?:多少|几)(?!倍)")
_CHANGES_BY = re.compile(f"{_CHANGED}了?$")
_CHANGES_TO = re.compile(f"{_CHANGED}[到至为](?:每[人户][每月年]*|约)?$")
BEFORE_NOW = re.compile(
    "以前|原来|原先|之前|从前|本来|从多少|由多少|(?<!(?<!占)比)(?<![较跟和与同])[去上]年(?!相比|同期)"
)
_WAS = re.compile("以前|原来|原先|(?<![月日年底])之前|从前|本来|原有")
_IS_NOW = re.compile("现在|目前|现有|眼下")


def replaced(figures: Sequence[Quantity], text: str) -> set[int]:
    """Return the starts of the figures that others take the place of: 由680元提高到740元."""
    return {before.start for before, _, _ in _changes(figures, text)}


def turned_round(asked: str, text: str) -> Quantity | None:
    """Return a change of a figure as `text` has it (由7天压缩至3天), where it is claimed to go the
    other way (从3天增加到7天); None where it is not."""
    claimed = {
        (before.value, after.value) for before, after, _ in _changes(find_quantities(asked), asked)
    }
    for before, after, start in _changes(find_quantities(text), text):
        if before.value != after.value and (after.value, before.value) in claimed:
            return replace(after, text=text[start : after.end], start=start)
    return None


def as_it_was(asked: str, figure: Quantity, text: str) -> Quantity | None:
    """Return the figure whose place one takes that is claimed to be what was: 原来720元, of
    由660元提高到720元."""
    if not _WAS.search(asked):
        return None
    changes = _changes(find_quantities(text), text)
    before = next((one for one, after, _ in changes if after.start == figure.start), None)
    claimed = {claim.value for claim in find_quantities(asked)}
    return before if before and before.value not in claimed else None


def gives_way_to(figure: Quantity, other: Quantity, text: str) -> bool:
    """Whether another figure is told to take the place of one (从200吨提高到500吨): both are of the
    same, the one as it is and the other as it is to be."""
    changes = _changes(find_quantities(text), text)
    return any((one.start, to.start) == (figure.start, other.start) for one, to, _ in changes)


def asks_change(asked: str) -> bool:
    """Whether it is asked by how much something changes (提高几块), not to what (提高到几块)."""
    return bool(_CHANGE_ASKED.search(asked))


def claims_change(asked: str, claim: Quantity) -> bool:
    """Whether a figure is claimed to be that by which something changes: 提高30元."""
    return bool(_CHANGES_BY.search(asked[: claim.start]))


def change_to(figure: Quantity, text: str) -> tuple[Quantity, float | None] | None:
    """Return how a text tells what a figure comes to (由7所增加到11所, 增加到380辆) and by how much
    that is more or less, None where it is not told from what; None where it tells neither."""
    for before, after, start in _changes(find_quantities(text), text):
        if after.start == figure.start:
            by = abs(after.value - before.value) if after.unit == before.unit else None
            return replace(after, text=text[start : figure.end], start=start), by
    told = _CHANGES_TO.search(text[: figure.start])
    if told is None:
        return None
    return replace(figure, text=text[told.start() : figure.end], start=told.start()), None


def outdated(question: Question, figure: Quantity, text: str) -> bool:
    """Whether another figure of `text` takes the place of one (由680元提高到740元), where what was
    before is not asked about."""
    told = any(asks.search(question.text) for asks in (BEFORE_NOW, _RISES))
    told = told or (question.yes_no and bool(_IS_NOW.search(question.text)))
    return not told and figure.start in replaced(find_quantities(text), text)


def _changes(figures: Sequence[Quantity], text: str) -> Iterator[tuple[Quantity, Quantity, int]]:
    """Yield the figures that others take the place of, each with that one and where its change
    begins to be told; what is taken (将12个村整合为9个) is of the same unit."""
    for before, after in pairwise(figures):
        told = _FROM.search(text[: before.start])
        if told is None or not _TO.fullmatch(text[before.end : after.start]):
            continue
        if not told["taken"] or before.unit == after.unit:
            yield before, after, told.start()


def of_year(question: Question, figure: Quantity, text: str) -> bool:
    """Whether a figure is told to be of a year asked about: 由2023年的91%提高到94%."""
    found = _CHANGES_FROM.search(text[: figure.start])
    said = found[0] if found else ""
    return any(str(year) in said for year in question.years)
