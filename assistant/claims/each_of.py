"""Of each of what a figure is claimed (每公里, 一天), where the plan tells it of each of another.

How much it is of the one tells nothing of how much it is of the other: 每天35元 are neither right
nor wrong of 每月不超过1650元.
"""

import re

from assistant.language.clauses import CLAUSE_END, clause_before
from index.quantities import Quantity

_PERIODS = "小时|学期|学年|季度|[天日周月季年]"
_THINGS = "平方米|立方米|公里|公顷|课时|[米人名位户亩吨度次顿餐]"
_SAID = re.compile(
    rf"每一?个?(?:(?P<period>{_PERIODS})|(?P<thing>{_THINGS}))"
    rf"|(?<=[\d元块万亿])一个?(?:(?P<last_period>{_PERIODS})|(?P<last_thing>{_THINGS}))(?![级期般起])"
    rf"|(?<![第统万十百千之唯单逐任同])一个?(?:(?P<one_period>{_PERIODS})|(?P<one_thing>{_THINGS}))"
    r"(?=[给补收要发奖是花贴助励]{0,4}\d)"
)
_OTHER = re.compile("每一?个?(?P<thing>[一-鿿])")
_SAME = {"日": "天", "季": "季度", "名": "人", "位": "人", "顿": "餐"}


def of_each_of_another(asked: str, figure: Quantity, text: str) -> tuple[str, str] | None:
    """Return of each of what a figure is claimed, and of each of what its clause tells it instead,
    as written; None where these are no other, or either says none."""
    own = clause_before(figure, text).lower() + CLAUSE_END.split(text[figure.start :].lower())[0]
    for kind in ("period", "thing"):
        claimed, stated = _told(asked, kind), _told(own, kind)
        if kind == "thing" and claimed:
            others = _OTHER.finditer(_SAID.sub(" ", own))
            stated |= {found["thing"]: found[0] for found in others}
        if claimed and stated and not claimed.keys() & stated.keys():
            return next(iter(claimed.values())), next(iter(stated.values()))
    return None


def _told(text: str, kind: str) -> dict[str, str]:
    """Return of each of what of a kind something is said, with how it is written."""
    told = {}
    for found in _SAID.finditer(text):
        unit = found[kind] or found[f"last_{kind}"] or found[f"one_{kind}"]
        if unit:
            told[_SAME.get(unit, unit)] = found[0]
    return told
