"""Which figure of a sentence a claim is of that has another one of it, in the right size."""

import re
from collections.abc import Collection
from dataclasses import replace

from assistant.claims.bearer import COMES_TO, differing, left_to
from assistant.claims.claimed import AGES, MEMBER, Claimed, is_same
from assistant.claims.parts import (
    figure_of,
    fully_said,
    has_in_order,
    numbered_parts,
    part_of,
    shared,
    strayed,
)
from assistant.evidence.coverage import support
from assistant.evidence.heads import has_scope, head_of
from assistant.evidence.labels import IN_ALL
from assistant.evidence.pieces import left_of, names_of, pieces_in
from assistant.language.clauses import STATEMENT_END, end_of
from assistant.language.stages import is_stage
from assistant.language.stated import same_size
from assistant.language.times import without_times
from assistant.understanding.question import Term
from index.lexical import word_class, words
from index.plan import Plan
from index.quantities import Quantity, find_quantities, number_value

NUMBER = re.compile(r"(?<![\d.第])\d+(?:\.\d+)?[万亿]?(?![\d.年月日号点时岁周:])")
_RANGE = re.compile(r"(\d+)(?:周?岁)?(?:至|到|[-—~～])$")
_NAMES = ("n", "s", "f", "")  # jieba's tags
_LISTED = 3  # figures of one unit, each behind its own name
_HALF = 0.5
_GIVEN = re.compile("(?:[是为有约共要将建]|达到?|完成|新[建增])+$")
_ADDS = re.compile("新[增建]|增加")
_FROM = re.compile(
    r"(?P<whose>(?<![\d.])\d[\d.]*[万亿]?[一-鿿]{1,2}以[上下内][一-鿿]{1,6}?)(?P<number>\d[\d.]*[万亿]?)"
)
_REACHED = re.compile("年?满$")  # 年满70周岁的
_UP_TO = ("以下", "以内")
_MARKS = " ,，、"
_DEED = 2  # characters
_LABEL_END = re.compile("[^、,，;；。\\d]{0,4}")


def another_meant(
    claimed: Claimed, figure: Quantity, text: str, quoted: str, plan: Plan
) -> Quantity | None:
    """Return the figure of a sentence that a claim of one of its figures is of, None where it is
    of that one. What is `quoted` to show it tells of whom it is, else the sentence."""
    other = _another(claimed, figure, text, quoted, plan)
    return None if other and _goes_alike(claimed, figure, other, text) else other


def _another(
    claimed: Claimed, figure: Quantity, text: str, quoted: str, plan: Plan
) -> Quantity | None:
    if has_all(claimed, figure, text):
        return None
    question = claimed.question
    scoped = has_scope(claimed.text, figure, text)
    strays = strays_of(claimed, figure, text, plan)
    own = shared(question, figure, text, plan.folded) if strays else []
    if _is_done_alone(claimed, figure, text):
        strays = [term for term in strays if not _has_kind(term, figure, text)]
    led = _behind_the_deed(claimed, figure, text) or differing(figure, text, question.text)
    if led:
        return led
    done = [] if any(map(_acts, own)) else [term for term in strays if _acts(term)]
    apart = done or _measured_beside(claimed, figure, text) or ([] if own or scoped else strays)
    other = figure_of(apart, text) if apart else _of_others(claimed, figure, text, quoted)
    if other and claimed.dimensions and other.dimension not in claimed.dimensions:
        other = None  # 产量23万吨 is not contradicted by 52万亩
    if other and _is_measured_otherwise(other, figure):
        other = None  # 拓宽至12米, of 道路全长21公里
    labelled = [*_labelled(claimed.text, text), *_of_those_from(claimed.text, text)]
    own_label = bool(labelled) and all(same for _, same in labelled)
    other = next((f for f, same in labelled if not same), None if own_label else other)
    if other or scoped or own_label or left_to(figure, text, question.text):
        return other
    return fully_said(question, figure, text, plan.folded)


def _is_measured_otherwise(one: Quantity, other: Quantity) -> bool:
    """Whether two figures of a sentence are in units of one dimension, such as 米 and 公里, which
    tells that they measure different things there."""
    return one.dimension == other.dimension != "count" and one.unit != other.unit


def _goes_alike(claimed: Claimed, figure: Quantity, other: Quantity, text: str) -> bool:
    """Whether a figure is claimed to be added, or to be what there is then in all, and is stated so
    of nothing else, where the other one is the one of the two that is not claimed: 新增6个, of
    新增6个乡镇通水，全县通水的乡镇达到15个."""
    value = figure.value
    claim = next((c for c in claimed.figures if same_size(c.value, value)), None)
    number = claim or next(
        (n for n in NUMBER.finditer(claimed.text) if number_value(n[0]) == value), None
    )
    if number is None:
        return False
    start = number.start if isinstance(number, Quantity) else number.start()
    said = MEMBER.split(claimed.text[:start])[-1]
    own, its = head_of(figure, text), head_of(other, text)
    added = _ADDS.search(said) and _ADDS.search(own) and COMES_TO.search(its)
    whole = COMES_TO.search(said) and COMES_TO.search(own) and not COMES_TO.search(its)
    if not (added or whole) or figure.unit != other.unit:
        return False
    named = COMES_TO.sub(" ", IN_ALL.sub(" ", own))
    strange = names_of(left_of(named, claimed.text))
    return not strange or not names_of(left_of(COMES_TO.sub(" ", said), own))


def _behind_the_deed(claimed: Claimed, figure: Quantity, text: str) -> Quantity | None:
    """Return the figure that is all that stands behind the deed behind which one is claimed:
    建成9公里, of 绿道全长21公里，今年建成9公里, where 21公里 are claimed to be built."""
    claim = next((c for c in claimed.figures if same_size(c.value, figure.value)), None)
    cut = words(MEMBER.split(claimed.text[: claim.start])[-1]) if claim else []
    deed = cut[-1] if cut else ""
    if len(deed) < _DEED or word_class(deed)[:1] != "v" or deed in part_of(figure, text).text:
        return None
    for other in find_quantities(text[: end_of(STATEMENT_END, text, figure.end)]):
        alone = without_times(head_of(other, text)).strip(_MARKS) == deed
        if other.start > figure.end and other.unit == figure.unit and alone:
            return other
    return None


def has_all(claimed: Claimed, figure: Quantity, text: str) -> bool:
    """Whether all of several figures that are claimed, each in a unit of its own, stand in the
    part of one: 65个 of 其中50万元以上的村65个."""
    there = part_of(figure, text).figures
    units = {claim.unit for claim in claimed.figures}
    return len(units) == len(claimed.figures) > 1 and all(
        any(is_same(one, text, claim, claimed.text) for one in there) for claim in claimed.figures
    )


def of_the_aged(claimed: Claimed, text: str) -> Quantity | None:
    """Return the figure that a sentence gives those of the age claimed, the nearest of several
    bounds that these are within; None where it has one such only, or the claim is of another
    figure of the sentence."""
    ages = [claim for claim in claimed.figures if claim.unit in AGES]
    others = [claim for claim in claimed.figures if claim.unit not in AGES]
    if len(ages) != 1 or len(others) != 1 or ages[0].qualifier in _UP_TO:
        return None
    value, unit = ages[0].value, others[0].unit
    bands: list[tuple[float, bool, Quantity]] = []
    for part in numbered_parts(text):
        bounds = [figure for figure in part.figures if figure.unit in AGES]
        given = [figure for figure in part.figures if figure.unit == unit]
        if given and not bounds and any(claimed.has_in_unit(one, text) for one in given):
            return None
        if len(given) == len(bounds) == 1:
            off = abs(bounds[0].value - value)
            bands.append((off, holds(bounds[0], text, {value}), given[0]))
    # 70岁以上 is of no one band of 60至79岁 and 80岁以上.
    bound = bool(ages[0].qualifier)
    held = [(off, figure) for off, within, figure in bands if within and not (bound and off)]
    return min(held, key=lambda one: one[0])[1] if len(bands) > 1 and held else None


def _is_done_alone(claimed: Claimed, figure: Quantity, text: str) -> bool:
    """Whether a deed that is claimed is said in the part of a figure and of no other one: 改造 of
    新增床位600张、改造照护床位50张."""
    own = part_of(figure, text)
    others = [part.text for part in numbered_parts(text) if part != own]
    deeds = [term for term in claimed.question.terms if term.is_verb and len(term.text) > 1]
    return any(
        support(deed, own.text) >= _HALF and not any(support(deed, one) >= _HALF for one in others)
        for deed in deeds
    )


def _has_kind(term: Term, figure: Quantity, text: str) -> bool:
    """Whether what a term names is named in the part of a figure, if by another name: 养老床位,
    of 照护床位."""
    return term.text[-1] in part_of(figure, text).text


def strays_of(claimed: Claimed, figure: Quantity, text: str, plan: Plan) -> list[Term]:
    """Return the words of a claim that are said of other figures of a sentence than this one, in
    no shorter form of it, either."""
    part = part_of(figure, text).text.lower()
    strays = strayed(claimed.question, figure, text, plan.folded)
    before = left_to(figure, text, claimed.question.text)
    return [
        term
        for term in strays
        if not has_in_order(term.text, part)
        and (term.is_verb or support(term, before) < _HALF or is_stage(term.text))
    ]


def holds(figure: Quantity, text: str, values: Collection[float]) -> bool:
    """Whether one of the values is the figure's, or what it bounds: 60至79周岁, 80周岁及以上."""
    least = _RANGE.search(text[: figure.start])
    if least:
        return any(float(least[1]) <= value <= figure.value for value in values)
    bound = f"{figure.qualifier}{text[figure.end : figure.end + 3]}"
    at_least = "以上" in bound or _is_reached(figure, text)
    at_most = "以下" in bound or "以内" in bound
    return any(
        value == figure.value
        or (at_least and value > figure.value)
        or (at_most and value < figure.value)
        for value in values
    )


def _is_reached(figure: Quantity, text: str) -> bool:
    """Whether a figure is an age from which on something is told (年满60周岁): 满3年 is none."""
    return figure.unit in AGES and bool(_REACHED.search(text[: figure.start]))


def _labelled(asked: str, text: str) -> list[tuple[Quantity, bool]]:
    """Return the figures that a sentence has right behind the names behind which figures are
    claimed (东区15公里), each with whether it is the claimed one; one that is not, only where the
    claimed one is another's in the sentence: 西区10公里."""
    numbers = [*NUMBER.finditer(asked)]
    stated = find_quantities(text)
    starts = [0, *(number.end() for number in numbers)]
    found = []
    for start, number in zip(starts, numbers, strict=False):
        value = number_value(number[0])
        label = _GIVEN.sub("", MEMBER.split(asked[start : number.start()])[-1])
        last = next((label[at:] for at in range(len(label) - 1) if label[at:] in text), "")
        names = [last, *pieces_in(label, text)]  # 东区公园 has 15公里, of 公园…，其中东区15公里
        labelling = [(f.start, one) for one in names for f in stated if _is_labelled(one, f, text)]
        _, name = max(labelling, default=(0, last))
        around = text[: text.find(name)]  # 番茄 of 番茄产量 is not said before 总产量31万吨
        of_it = all(word in around for word in names_of(label.replace(name, " ")))
        is_name = of_it and any(word_class(word)[:1] in _NAMES for word in words(name))
        own = [f for f in stated if is_name and _is_labelled(name, f, text)]
        claimed = asked[start : number.start()]
        own = [f for f in own if not _adds_to(claimed, text[text.find(name) : f.start])]
        alike = [f for f in stated if value and same_size(f.value, value)]
        if any(has_in_order(last, part_of(f, text).text) for f in alike):
            continue  # 养老床位, of 养老机构床位总数
        beside = [f for f in stated if own and f.unit == own[0].unit]
        listed = len(numbers) > 1 or len(beside) >= _LISTED
        if listed and set(alike) & set(beside):
            same = [f for f in own if f in alike]
            found.append((same[0], True) if same else (own[0], False))
    return found


def _adds_to(claimed: str, stated: str) -> bool:
    """Whether a figure is claimed to be added, and the stated one is how many there are in all."""
    return bool(_ADDS.search(claimed) and IN_ALL.search(stated))


def _of_those_from(asked: str, text: str) -> list[tuple[Quantity, bool]]:
    """Return the figures that a sentence has right behind a bound and what it bounds
    (10亿元以上项目5个), where one is claimed behind the same, each with whether it is that."""
    found = []
    for bound in _FROM.finditer(asked):
        at = re.search(rf"(?<![\d.]){re.escape(bound['whose'])}", text)
        own = next((f for f in find_quantities(text) if at and f.start == at.end()), None)
        if own:
            found.append((own, same_size(own.value, number_value(bound["number"]) or 0)))
    return found


def _is_labelled(name: str, figure: Quantity, text: str) -> bool:
    """Whether a name stands right before a figure, or but for what ends it (临港 of 临港片区)."""
    before = re.split(re.escape(name), text[: figure.start])
    return len(before) > 1 and bool(_LABEL_END.fullmatch(before[-1]))


def _measured_beside(claimed: Claimed, figure: Quantity, text: str) -> list[Term]:
    """Return the last word before a figure where it is claimed, if that is what another figure of
    the same unit measures, and this one measures another of its kind: 满意率 of 热线满意率达到99%,
    where the plan has 办结率达到99%，满意率达到95%."""
    asked = claimed.text
    at = next((c.start for c in claimed.figures if same_size(c.value, figure.value)), 0)
    named = [term for term in claimed.question.terms if term.text in asked[:at] and not _acts(term)]
    last = max(named, key=lambda term: asked.rfind(term.text, 0, at), default=None)
    part = part_of(figure, text)
    if last is None or support(last, part.text) >= _HALF or last.text[-1] not in part.text:
        return []
    if _is_done_alone(claimed, figure, text) and _has_kind(last, figure, text):
        return []
    other = figure_of([last], text)
    apart = other and other not in part.figures and other.unit == figure.unit
    return [last] if apart else []


def _acts(term: Term) -> bool:
    """Whether a word says what is done or how far it is."""
    return term.is_verb or any(map(is_stage, term.forms))


def _of_others(claimed: Claimed, figure: Quantity, text: str, quoted: str) -> Quantity | None:
    """Return a figure beside the right one that shows it to be of something else than was claimed:
    70岁以上收4元, where the plan has 80周岁以上收4元."""
    found = find_quantities(text)
    start = text.find(quoted)
    shown = [f for f in found if start <= f.start and f.end <= start + len(quoted)]
    claims = claimed.question.claims
    for claim in claims:
        if is_same(figure, text, claim, claimed.text):
            continue  # 服务中心3个, of 服务中心3家: no 9个 beside it shows that of something else
        sizes = {one.value for one in claims if _unit(one) == _unit(claim)}
        alike = [f for f in shown if _unit(f) == _unit(claim)]
        alike = alike or [f for f in found if _unit(f) == _unit(claim)]
        asked = claimed.question.text
        sets_it = bool(claim.qualifier) or _is_reached(claim, asked)  # 年满65岁的, as the plan does
        exact = [f for f in alike if sets_it and _is_reached(f, text)]
        others = [
            f for f in alike if (f.value not in sizes if f in exact else not holds(f, text, sizes))
        ]
        if others and not any(
            f.value == claim.value if f in exact else holds(f, text, {claim.value}) for f in alike
        ):
            least = _RANGE.search(text[: others[0].start])
            return replace(others[0], text=f"{least[0] if least else ''}{others[0].text}")
    return None


def _unit(quantity: Quantity) -> str:
    return "岁" if quantity.unit in AGES else quantity.unit
