"""Read of which grade or number something is: C级、D级危房, 甲级民宿, D类企业, 6号线."""

import re

from index.quantities import Quantity, find_quantities

# Not the last of 4A级, nor 三级: 市、县、镇三级 are as often three levels.
_GRADE = re.compile(r"(?<![a-z\d])(?:[a-z甲乙丙丁][级类]|\d+号[线楼])", re.IGNORECASE)
_RESPECTIVELY = "分别"


def of_another_grade(asked: str, text: str, figure: Quantity) -> bool:
    """Whether a figure of `text` is of other grades than those asked about, or of one alone where
    all are asked about: C级、D级危房37处，其中D级危房9处."""
    meant, told = set(_grades(asked)), _grades_of_figures(text)
    own = told.get(figure.start, set())
    if meant:
        return own != meant and (not own <= meant or meant in told.values())
    return any(own < grades for grades in told.values() if own)


def without_other_grade(text: str, said: str) -> str:
    """Return `text` without its grades, where `said` has one to take their place."""
    return _GRADE.sub("", text) if _GRADE.search(said) else text


def _grades(text: str) -> list[str]:
    return _GRADE.findall(text.lower())


def _grades_of_figures(text: str) -> dict[int, set[str]]:
    """Return the grades that each figure is of, by its start: the last said before it, or the one
    in its turn of those that have figures 分别."""
    of_figures: dict[int, set[str]] = {}
    said: list[str] = []
    turns: list[str] = []
    start = 0
    for figure in find_quantities(text):
        between = text[start : figure.start]
        if found := _grades(between):
            said, turns = found, list(found) if _RESPECTIVELY in between else []
        of_figures[figure.start] = {turns.pop(0)} if turns else set(said)
        start = figure.end
    return of_figures
