"""Hold the bound or the range that is claimed of a figure against the one that the plan sets."""

import re
from collections.abc import Sequence
from dataclasses import replace

from assistant.claims.claimed import Claimed
from assistant.claims.figure_meant import NUMBER
from assistant.language.bounds import Bound, bound_at, relation
from assistant.language.held_bounds import MORE
from assistant.language.normalize import pattern, wording
from assistant.language.stated import figure_at, range_of, same_size
from index.quantities import Quantity, find_quantities, number_value

_NEAR = 0.05  # of a figure that is about another
_JOINT = re.compile("[、和与及]|以及")
_RANGE = re.compile(
    r"(?P<low>\d+(?:\.\d+)?)(?P<scale>[万亿千百]*+)(?P<unit>[一-鿿%‰]{0,3}?)[至到~～—–-]{1,2}"
    r"(?P<high>\d+(?:\.\d+)?)(?P<last>[万亿千百]*+)\D*"
)


def bounds_of(asked: str, figure: Quantity, text: str) -> tuple[Bound, Bound] | None:
    """Return the bounds that a text sets to a figure and that a claim of the same size sets, None
    where the claim sets none."""
    claim = _claim_of(asked, figure, text)
    if claim is None:
        return None
    stated, claimed = bound_at(figure, text), bound_at(claim, asked)
    return (stated, claimed) if stated and claimed and claimed.said else None


def _claim_of(asked: str, figure: Quantity, text: str) -> Quantity | None:
    """Return what is claimed in the size of a figure, with a unit or without; None for nothing."""
    own = figure_at(figure, text)
    bare = [
        replace(figure, text=number[0], qualifier="", start=number.start(), end=number.end())
        for number in NUMBER.finditer(asked)
        if number_value(number[0]) == figure.value
    ]
    claims = (*find_quantities(asked), *bare)
    return next((c for c in claims if same_size(figure_at(c, asked).value, own.value)), None)


def bound_claimed(asked: str, figure: Quantity, text: str) -> tuple[str, bool] | None:
    """Return the words by which a figure of the size of one that is stated is claimed to be bounded
    or about so much, and whether it is stated so; None where it is claimed as it is.

    What is stated without a bound has none: 600张以上 is not what 600张 says.
    """
    claim = _claim_of(asked, figure, text)
    if claim is None:
        return None
    if about := _about(claim, asked):
        return about, bool(_about(figure, text))
    claimed = bound_at(claim, asked)
    if claimed is None or not claimed.said:
        return None
    if _about(figure, text):
        return claimed.said, False
    stated = bound_at(figure, text)
    if stated is None:
        return None
    exact = claimed.least == claimed.most
    beyond = claimed.said in MORE and stated.least == claimed.least and stated.most == float("inf")
    alike = relation(stated, claimed) == "within" and (exact or stated.least < stated.most)
    limited = claimed.least == float("-inf") and claimed.with_most and _is_held_to(figure, text)
    return claimed.said, alike or beyond or limited or _bounded_beside(claimed, figure, text)


def _is_held_to(figure: Quantity, text: str) -> bool:
    """Whether a figure is one that something is held or brought down to, which is its most
    (总量控制在320辆, 压减至6个工作日), or a time within which it is done: 15日内."""
    if figure.dimension == "time" and text.startswith("内", figure.end):
        return True
    return bool(pattern(wording()["bounds"]["held_to"]).search(text[: figure.start]))


def _about(figure: Quantity, text: str) -> str:
    """Return the word by which a figure is about so much (约600张, 600张左右), "" for none."""
    table = wording()["bounds"]
    before = pattern(table["about_before"]).search(text[: figure.start])
    after = pattern(table["about_after"]).match(figure.qualifier or text[figure.end :])
    return before["about"] if before else after[0] if after else ""


def _bounded_beside(claimed: Bound, figure: Quantity, text: str) -> bool:
    """Whether a figure that stands in a list shares a bound as claimed with one of it: 80%, of
    分别不低于70%、80%."""
    upwards = claimed.least > float("-inf")
    shared = (bound_at(one, text) for one in _listed_with(figure, find_quantities(text), text))
    return any(one and one.said and (one.least > float("-inf")) == upwards for one in shared)


def _listed_with(figure: Quantity, figures: Sequence[Quantity], text: str) -> list[Quantity]:
    """Return the other figures of a list that one stands in, with nothing but marks between."""
    groups: list[list[Quantity]] = []
    for one in figures:
        if groups and _JOINT.fullmatch(text, groups[-1][-1].end, one.start):
            groups[-1].append(one)
        else:
            groups.append([one])
    own = next((group for group in groups if figure in group), [])
    return [one for one in own if one != figure]


def bounded_alike(claimed: Claimed, alike: Sequence[Quantity], best: Quantity, text: str) -> bool:
    """Whether a figure of the claimed size is bounded as claimed (最多5万, of 不超过5万元), and the
    one that would be told instead is not."""
    number = next(iter(NUMBER.finditer(claimed.text)), None)
    if number is None:
        return False
    bare = replace(best, text=number[0], qualifier="", start=number.start(), end=number.end())
    said, own = bound_at(bare, claimed.text), bound_at(best, text)
    if not (said and said.said) or (own and own.said):
        return False
    # What goes on with the other stands behind it; 开工率不低于65%，到位率40% are two.
    behind = [f for f in alike if f.start > best.start]
    return any((one := bound_at(f, text)) and one.said for f in behind)


def is_about(figure: Quantity, text: str, claim: Quantity, asked: str) -> bool:
    """Whether a figure is claimed to be about so much, and is: 约17公里, of 17.33公里."""
    stated, one = figure_at(figure, text), figure_at(claim, asked)
    near = abs(stated.value - one.value) <= _NEAR * one.value
    return one.bound == "about" and not stated.bound and stated.counts(one) and near


def ranges_apart(claimed: Claimed, figure: Quantity, text: str) -> bool:
    """Whether a figure is an end of a range that is claimed to have another one: 35到64岁, of
    45至64周岁."""
    stated = range_at(figure, text)
    alike = (claim for claim in claimed.figures if same_size(claim.value, figure.value))
    ranges = [found for claim in alike if (found := range_at(claim, claimed.text))]
    return bool(stated and ranges) and not any(all(map(same_size, stated, one)) for one in ranges)


def range_at(figure: Quantity, text: str) -> tuple[float, ...]:
    """Return the two ends of the range that a figure is an end of, scaled; () where it is none, or
    they are not clear. The first has the scale of the last, where it has none and is the less so:
    1至2万元, and no 8000至2万元."""
    found = _RANGE.fullmatch(text, *range_of(figure, text))
    if found is None:
        return ()
    low, high = _scaled(found["low"], found["scale"]), _scaled(found["high"], found["last"])
    if not (found["scale"] or found["unit"]):
        alike = _scaled(found["low"], found["last"])
        low = alike if alike < high else low
    return (low, high) if low < high else ()


def _scaled(number: str, scale: str) -> float:
    return float(number) * (number_value(f"一{scale}") or 1.0)
