"""Read of which age something is: 60至79周岁每餐补助3元, 百岁以上老人."""

import re
from collections.abc import Iterator
from math import inf

from assistant.language.clauses import CLAUSE_END
from index.numerals import parse_number
from index.quantities import Quantity, find_quantities

_NUMBER = "\\d+|[一二三四五六七八九]?十[一二三四五六七八九]?|百"
_AGE = re.compile(
    rf"(?P<first>{_NUMBER})(?:周?岁)?(?:[至到~—-](?P<last>{_NUMBER}))?周?岁[及(]?含?[)]?"
    "(?P<open>以上|以下|以内)?"
)
_PEOPLE = ("人", "名", "人次")


def of_another_age(asked: str, text: str, figure: Quantity) -> bool:
    """Whether a figure is of another age than the one asked about, for which `text` has one of
    its own: 60至79岁每餐补助3元，80岁以上每餐补助5元.

    How many of a group there are, or what share, is of no part of it and of no larger one."""
    meant = next(_ages(asked), None)
    groups = list(_ages(text))
    said = [ages for ages in groups if ages[2] <= figure.start]
    if meant is None or figure.dimension == "age":
        return False
    exact = [ages for ages in groups if ages[:2] == meant[:2]]
    if not said:
        return any(_has_alike(text, end, figure) for *_, end in exact)
    shared = figure.dimension == "ratio" and meant[0] != meant[1]
    if shared or figure.unit in _PEOPLE:
        return said[-1] not in exact  # what is due to all of 18岁以上 is, their rate is not
    around = [ages for ages in groups if ages[0] <= meant[0] <= ages[1]]
    closest = max((ages[0] for ages in around), default=0.0)  # 85岁: of 80岁以上, not of 70岁以上
    within = [ages for ages in groups if meant[1] == inf and ages[0] >= meant[0]]
    fitting = exact or [*(ages for ages in around if ages[0] == closest), *within]
    return bool(fitting) and said[-1] not in fitting


def _has_alike(text: str, age_end: int, figure: Quantity) -> bool:
    """Whether an age in a clause behind a figure has one in the same unit of its own: 参保率达到
    96%,60岁以上达到99%."""
    if not CLAUSE_END.search(text[figure.end : age_end]):
        return False
    clause = CLAUSE_END.split(text[age_end:])[0]
    return any(other.unit == figure.unit for other in find_quantities(clause))


def _ages(text: str) -> Iterator[tuple[float, float, int]]:
    """Yield each age or range of ages as its first, its last and where it ends in `text`."""
    for found in _AGE.finditer(text):
        first, last = _age(found["first"]), _age(found["last"] or found["first"])
        below = found["open"] in ("以下", "以内")
        yield 0.0 if below else first, inf if found["open"] == "以上" else last, found.end()


def _age(number: str) -> float:
    return float(parse_number(number) or 0)
