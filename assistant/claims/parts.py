"""Which part of a sentence a figure is of, and whether a claim of the figure speaks of another.

完成30万平方米美丽家园建设、68个小区雨污混接改造: the 30 are of the first part and the 68 of the
second, whatever both have before them.
"""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from itertools import pairwise

from assistant.claims.unstated import DONE
from assistant.evidence.asked_units import units_alike
from assistant.evidence.coverage import as_written, core_terms, known_to, support
from assistant.evidence.growth import behind_its_rate
from assistant.evidence.heads import head_of
from assistant.evidence.pieces import names_of
from assistant.evidence.respectively import said_respectively
from assistant.language.alignment import NEUTRAL, TIME, in_order
from assistant.language.clauses import STATEMENT_END, start_of
from assistant.language.stages import is_stage
from assistant.language.stated import BOUND_OF, same_size
from assistant.understanding.question import Question, Term
from index.lexical import word_class, words
from index.quantities import Quantity, find_quantities

_MARK = re.compile(r"[、;；:：。!！?？]|[,，](?!\d{3}(?!\d))|(?<=[”》])(?=[“《])")
_JOINT = re.compile("以及|[和与及]")
_AMONG = "其中"
_PREDICATE = re.compile(r"分别(?P<said>[^,，。;；\d]*)")
_NAMED = 2  # characters: a verb alone (增长) names nothing
# What a clause goes on with to more of what is said before it: 修缮房屋65万平方米，涉及小区32个.
_GOES_ON = frozenset(
    "涉及 惠及 覆盖 受益 服务 其中 共计 合计 分别 规划 年度计划 预计 面积 长度 总长".split()
)
_HALF = 0.5
_NAME = 4  # characters from which a name may be told by their order alone
_COUNTED = re.compile("[一-鿿]{2,}?(?=[吗吧么呢对是没,，。?？]|$)")
_SUMS = re.compile("总数|总量|数量|总计|规模")
# Measure words that count things of any kind.
ANY_THING = frozenset("个 家 所 座 处 条 项 件 间 只 名 人 位".split())
_NOUNS = ("n", "vn", "l", "j", "i", "s", "f")


@dataclass(frozen=True, slots=True)
class Part:
    """An enumerated part of a sentence and the figures in it."""

    text: str
    figures: tuple[Quantity, ...]

    @property
    def said(self) -> str:
        """Return the words of the part without its figures and the nouns these count."""
        left = self.text
        for figure in self.figures:
            left = left.replace(figure.text + _counted(figure, self.text), " ")
        return left


def part_of(figure: Quantity, text: str) -> Part:
    """Return the part of `text` that has `figure`, one of its quantities."""
    return next(part for part in numbered_parts(text) if figure in part.figures)


def numbered_parts(text: str) -> tuple[Part, ...]:
    """Cut `text` at marks, and where two parts with figures are joined (和); return the parts that
    have figures."""
    found = find_quantities(text)
    cuts = [0, *(mark.end() for mark in _MARK.finditer(text)), len(text)]
    for joint in _JOINT.finditer(text):
        first = max(cut for cut in cuts if cut <= joint.start())
        last = min(cut for cut in cuts if cut >= joint.end())
        before = any(first <= figure.start < joint.start() for figure in found)
        if before and any(joint.end() <= figure.start < last for figure in found):
            cuts.append(joint.end())
    # 增长6%，达到48.6亿元 tell both of one thing.
    joined = {max(c for c in cuts if c <= f.start) for f in found if behind_its_rate(f, text)}
    cuts = sorted(set(cuts) - joined)
    parts = []
    for start, end in pairwise(cuts):
        figures = tuple(figure for figure in found if start <= figure.start < end)
        if figures:
            parts.append(Part(text[start:end].lower(), figures))
    return tuple(parts)


def shared(question: Question, figure: Quantity, text: str, plan_text: str) -> list[Term]:
    """Return the words of a claim that the figure's part has, and no other part with figures."""
    own = part_of(figure, text)
    others = [
        _own_words(other, text)
        for part in numbered_parts(text)
        if part != own
        for other in part.figures
    ]
    each = figure.start in said_respectively(text)
    said = _own_words(figure, text) if each else own.said
    core = {term.text for term in core_terms(question.terms)}
    return [
        term
        for term in as_written(_weighty(question, plan_text), text.lower())
        if term.text in core  # 完成 is of every part that follows it
        and support(term, said) >= _HALF
        and not any(support(term, other) >= _HALF for other in others)
    ]


def strayed(question: Question, figure: Quantity, text: str, plan_text: str) -> list[Term]:
    """Return the words of a claim that only other parts with figures have, where the figure's part
    has words of that kind which the claim has not.

    What is said before several parts is of all (旧改征收10000户、收尾6个基地: 旧改收尾6个); in the
    place of 收尾, which the second has itself, nothing else is.
    """
    own = part_of(figure, text)
    parts = numbered_parts(text)
    others = "\n".join(part.text for part in parts if part != own)
    around = text.lower()
    for part in parts:
        around = around.replace(part.text, "\n")
    found = [
        term
        for term in as_written(_weighty(question, plan_text), text.lower())
        if support(term, own.text) < _HALF
        and support(term, around) < _HALF
        and support(term, others) >= _HALF
    ]
    lacking = _lacking(question, own.text, {term.text for term in found})
    lacking = [word for word in lacking if word not in _GOES_ON]
    nouns = any(word_class(word).startswith(_NOUNS) or not word_class(word) for word in lacking)
    verbs = any(map(_is_deed, lacking))
    return [
        term
        for term in found
        if (nouns and not term.is_verb)
        or (verbs and (term.is_verb or _is_deed(words(term.text)[0])))  # 加装|电梯
        or _is_stage_of_later(term, figure, parts[parts.index(own) + 1 :])
    ]


def _is_stage_of_later(term: Term, figure: Quantity, later: Sequence[Part]) -> bool:
    """Whether a later part says that so much of the same is at the stage claimed: 整治河道30公里，
    年内完工12公里."""
    stages = [form for form in term.forms if is_stage(form)]
    return any(
        other.unit == figure.unit and stage in part.text[: part.text.find(other.text.lower())]
        for part in later
        for other in part.figures
        for stage in stages
    )


def has_in_order(name: str, said: str) -> bool:
    """Whether what is said has all characters of a name in order, so many that they tell it by
    that alone: 养老床位, of 养老机构床位, and of 养老床位 itself."""
    return len(name) >= _NAME and in_order(name, said)


def fully_said(question: Question, figure: Quantity, text: str, plan_text: str) -> Quantity | None:
    """Return another figure in the unit of the one claimed of which all the words of the claim are
    said, where the part of that one lacks some: 停车位2600个，其中充电车位400个 are no 400 parking
    places, nor 2600 for charging. Or one of which the very words before the claimed figure are.

    What is told apart by a date no words of a part tell.
    """
    own = _own_words(figure, text)
    terms = as_written(_weighty(question, plan_text), text.lower())
    if any(time in own for time in TIME.findall(question.text)):
        return None
    others = [
        other
        for part in numbered_parts(text)
        for other in part.figures
        if other != figure and other.unit == figure.unit and _own_words(other, text) != own
    ]
    heads = {
        other: head_of(other, text).removeprefix(_AMONG).lower() for other in (figure, *others)
    }
    named = [other for other, head in heads.items() if names_of(head) and head in question.text]
    if named and max(named, key=lambda other: len(heads[other])) == figure:
        return None  # 建材40亿元, of 茶叶、建材等产业产值150亿元，其中茶叶50亿元、建材40亿元
    before = _words_before(figure, question.text)
    if before and before not in own and not has_in_order(before, own):
        literal = [other for other in others if before in _own_words(other, text)]
        if literal:
            return literal[0]
    if all(support(term, own) >= _HALF or has_in_order(term.text, own) for term in terms):
        return None
    said = [(other, said_of(other, text)) for other in others]
    return next(
        (one for one, of_it in said if all(support(t, of_it) >= _HALF for t in terms)), None
    )


def led_by(figure: Quantity, text: str) -> str:
    """Return the parts that a figure's goes on from, as what is 其中 of what they 涉及: 项目3个 of
    项目3个，涉及住房2186套，其中年内交付1500套."""
    parts = numbered_parts(text)
    at = next((at for at, part in enumerate(parts) if figure in part.figures), None)
    if at is None:
        return ""
    led: list[str] = []
    while at and parts[at].text.strip().startswith(tuple(_GOES_ON)):
        between = text[parts[at - 1].figures[-1].end : parts[at].figures[0].start]
        if STATEMENT_END.search(between):
            break
        at -= 1
        led.append(parts[at].text)
    return "\n".join(led)


def said_of(figure: Quantity, text: str) -> str:
    """Return what `text` says of a figure: its part; of what is one of others (其中), that of the
    whole, too, which is in the same unit: 改造公路46公里，其中桃源村6公里."""
    own = _own_words(figure, text)
    statement = start_of(STATEMENT_END, text, figure.start)
    among = text.rfind(_AMONG, statement, figure.start)
    wholes = [f for f in find_quantities(text) if statement <= f.start < among]
    whole = next((one for one in reversed(wholes) if one.unit == figure.unit), None)
    return f"{_own_words(whole, text)}\n{own}" if whole else own


def _own_words(figure: Quantity, text: str) -> str:
    """Return the part of a figure; where several are said 分别, what this one is of and what is
    said of all."""
    member = said_respectively(text).get(figure.start)
    if member is None:
        return part_of(figure, text).text
    predicate = _PREDICATE.search(text[: figure.start])
    return f"{member}{predicate['said'] if predicate else ''}".lower()


def _words_before(figure: Quantity, asked: str) -> str:
    """Return the words right before a figure where it is claimed, behind no other one: 文件减少 of
    文件减少15%."""
    for claim in find_quantities(asked):
        before = _MARK.split(asked[: claim.start])[-1].lower()
        if same_size(claim.value, figure.value) and len(before) > _NAMED:
            return "" if find_quantities(before) else before
    return ""


def figure_of(terms: Sequence[Term], text: str) -> Quantity | None:
    """Return the first figure of the part that has most of the terms; None where none has any."""
    written = as_written(terms, text.lower())
    ranked = [
        (sum(term.weight for term in written if support(term, part.text) >= _HALF), part)
        for part in numbered_parts(text)
    ]
    most, best = max(ranked, key=lambda one: one[0], default=(0.0, None))
    return best.figures[0] if best and most else None


def _is_deed(word: str) -> bool:
    """Whether a word says what is done: 更新 does, which the dictionary has as an adverb."""
    return word_class(word).startswith("v") or is_stage(word) or bool(DONE.fullmatch(word))


def _lacking(question: Question, said: str, apart: Collection[str]) -> list[str]:
    """Return the content words of a part that the claim has in no form; the other forms of what
    is said `apart` from it are none of its."""
    forms = [form for term in question.terms if term.text not in apart for form in term.forms]
    asked = "\n".join((question.text, *forms))
    for figure in find_quantities(said):
        said = said.replace(figure.text, " ")
    return [
        word
        for word in words(said)
        if len(word) > 1
        and word not in NEUTRAL
        and word not in BOUND_OF
        and word not in asked
        and not any(word in term.text or term.text in word for term in question.terms)
    ]


def _weighty(question: Question, plan_text: str) -> list[Term]:
    return [
        term
        for term in question.terms
        if len(term.text) > 1
        and term.text not in NEUTRAL
        and term.text not in BOUND_OF
        and known_to(term, plan_text)
    ]


def counts_another(
    question: Question, claim: Quantity, asked: str, figure: Quantity, text: str
) -> str:
    """Return what a figure is claimed to count (200个停车场), where that is no word of `text` and
    its own (200个停车共享泊位) is none of the claim, in no form; "" where it may be the same."""
    if not (claim.dimension == figure.dimension == "count"):
        return ""
    said = _COUNTED.match(asked, claim.end)
    counted = said[0] if said else ""
    own = _own_nouns(figure, text)
    if not counted or counted in text.lower() or not own:
        return ""
    if not word_class(words(counted)[-1]).startswith("n"):
        return ""
    forms = [form for term in question.terms for form in term.forms]
    same = any(noun in form or form.endswith(noun) for noun in own for form in (asked, *forms))
    return "" if same else counted


def counts_other(question: Question, figure: Quantity, text: str) -> bool:
    """Whether the nouns that a count is of are none of a claim's, in no form: 36个教学班."""
    if figure.dimension != "count":
        return False
    own = _own_nouns(figure, text)
    forms = [form for term in question.terms for form in term.forms]
    return bool(own) and not any(noun in form for noun in own for form in (question.text, *forms))


def unit_of_another(
    question: Question, claim: Quantity, asked: str, figure: Quantity, text: str
) -> bool:
    """Whether a figure is claimed in a measure word of other things (10800家养老机构, 线网200条)
    than its own (床位10800张, 200个泊位), which the claim does not name."""
    units = {claim.unit, figure.unit}
    if len(units) == 1 or not (claim.dimension == figure.dimension == "count"):
        return False
    if claim.unit == "个" or figure.unit in units_alike(claim.unit):
        return False
    if units <= ANY_THING and figure.unit != "个":
        return False
    own = _own_nouns(figure, text)
    if figure.unit == "个" and not any(noun in text[figure.end :].lower() for noun in own):
        return False  # what comes before may be more than its noun
    forms = [form for term in question.terms for form in term.forms]
    return bool(own) and not any(noun in form for noun in own for form in (asked, *forms))


def _own_nouns(figure: Quantity, text: str) -> list[str]:
    """Return the nouns behind a figure in its part, else the last before it that is no 总数."""
    mark = _MARK.search(text, figure.end)
    behind = text[figure.end : mark.start() if mark else len(text)].lower()
    nouns = [word for word in words(behind) if len(word) > 1 and word_class(word).startswith("n")]
    if nouns:
        return nouns
    before = _MARK.split(text[: figure.start].lower())[-1]
    named = [word for word in words(_SUMS.sub(" ", before)) if len(word) > 1]
    return [word for word in named if word_class(word).startswith("n")][-1:]


def _counted(figure: Quantity, text: str) -> str:
    """Return the noun that a figure counts: 小区 in 68个小区雨污混接改造."""
    at = text.find(figure.text.lower())
    following = words(text[at + len(figure.text) : at + len(figure.text) + 8])[:1]
    noun = following[0] if following else ""
    return noun if noun and word_class(noun).startswith("n") else ""
