"""Tell whether a sentence rules out, or makes true, a claim of a figure that it has not."""

import re
from dataclasses import replace
from itertools import pairwise

from assistant.claims.claimed import AGES, Claimed, is_of, is_same
from assistant.claims.figure_bounds import bounded_alike, is_about
from assistant.claims.figure_meant import holds
from assistant.claims.figure_verdicts import (
    FigureVerdict,
    Sentence,
    in_the_unit,
    may_be_of,
    of_the_noun,
    showing,
    shown_clause,
)
from assistant.claims.parts import ANY_THING, counts_other, figure_of, shared, strayed
from assistant.claims.unstated import unstated_words
from assistant.evidence.asked_units import asked_dimension
from assistant.evidence.choosing import FigureChoice
from assistant.evidence.coverage import support
from assistant.evidence.heads import whole_range
from assistant.evidence.past import year_at
from assistant.evidence.pieces import left_of, names_of
from assistant.language.bounds import bound_at
from assistant.language.clauses import clause_before, part_before, statement_of
from assistant.language.held_bounds import held_by
from assistant.language.stated import BOUND_OF, figure_at
from index.lexical import word_class
from index.plan import Plan, Span
from index.quantities import Quantity, find_quantities

_LEFT_OVER = re.compile(
    "还(?:没|未|不(?!到|足|少|止)|差)|[尚仍]未|还有.*?[没未]|没有?.{1,8}的[有是为]?\\d"
)
_LEFT_TOLD = re.compile("[未没剩余差]|其他|其它|不(?!少|低|超|断|得|小|大)")
_OF_THEM = frozenset({"户", "人次"})  # count no things
# What is said of households and people of whatever stands before: 涉及住户3860户.
_CONCERNED = re.compile(
    "(?:共?涉及|惠及|受益|覆盖|服务)?(?:居民|住户|群众|农户|家庭|人口|户数|人数)*"
)
# What is said right before a figure of those that something reaches, and not of what does.
_CONCERNS = re.compile("(?:涉及|惠及|受益|覆盖|服务|带动)(?:居民|住户|群众|农户|家庭|人口)*了?$")
_POINTS = "个百分点"
_MEASURED = re.compile("^[总全]|[长额度积量数]$")  # how much is told of a thing, and none itself
_FAR = 10_000
_ALL_SAID = 0.99
_WHOSE = re.compile("高?的(?=[一-鿿])(?![吗吧么呢])")  # 1.2米的孩子, of 身高1.3米以下儿童
_GREATEST = re.compile("最[高多大]|上限")
_AIM = re.compile("力争|争取|冲刺|突破|努力")
_AIMED = re.compile("[,，](?:力争|争取|冲刺|努力)(?:达到?|实现|完成|突破|[到至])*")
# Nothing more is said: the bound is the claim.
_CLOSING = re.compile("多?次?了?[,，]?[是吗吧么呢?？。!！ ]*")
_MORE_CLOSING = re.compile("[,，是吗吧么呢?？。!！ ]+$")


def aimed_at(claimed: Claimed, sentence: Sentence, plan: Plan) -> FigureVerdict | None:
    """Find that what is claimed is what a sentence aims at beyond what it sets: 70亿元, of 资金
    65亿元，力争达到70亿元. None where it is claimed to be aimed at."""
    text = sentence.text
    if _AIM.search(claimed.text) or len(claimed.figures) != 1:
        return None
    for before, figure in pairwise(sentence.figures):
        aim = _AIMED.fullmatch(text[before.end : figure.start])
        if aim and before.unit == figure.unit and claimed.has_in_unit(figure, text):
            if claimed.has_in_unit(before, text) or not may_be_of(claimed, before, sentence, plan):
                return None
            shown = showing(claimed.question, sentence.best, before, plan)
            clause = shown_clause(figure, shown.passage)
            run = Span(min(shown.run.start, clause.start), max(shown.run.end, clause.end))
            return FigureVerdict(
                False, replace(shown, run=run), aimed=text[before.start : figure.end]
            )
    return None


def _is_of_unknown(claimed: Claimed, plan: Plan) -> bool:
    """Whether what is named right before a figure that is claimed is a thing of which the plan has
    no word: 利息每月5元 are contradicted by no other figure."""
    asked = claimed.text
    for claim in claimed.figures:
        nouns = [
            term
            for term in claimed.question.terms
            if term.text in asked[: claim.start] and word_class(term.text).startswith("n")
            if not _MEASURED.search(term.text)  # 总长, of 全长
        ]
        last = max(nouns, key=lambda t: asked.rfind(t.text, 0, claim.start), default=None)
        if last and len(last.text) > 1 and not support(last, plan.folded):
            return True
    return False


def is_of_those_left(asked: str, text: str) -> bool:
    """Whether so many are claimed to be left (还有3个没通), and a sentence tells of none such: how
    many it is done to neither confirms nor contradicts that."""
    return bool(_LEFT_OVER.search(asked)) and not _LEFT_TOLD.search(text)


def is_unsure(claimed: Claimed, verdict: FigureVerdict, plan: Plan) -> bool:
    """Whether what is to be told instead of a figure may be of something else."""
    return _is_of_unknown(claimed, plan) or _is_told_beside(claimed, verdict, plan)


def _is_told_beside(claimed: Claimed, verdict: FigureVerdict, plan: Plan) -> bool:
    """Whether another sentence of the item has the one figure that is claimed, and what is to be
    told instead counts something else: 每小时4元, and no 泊位850个."""
    figure, passage = verdict.choice.figure, verdict.choice.passage
    item = plan.item(passage.item)
    if item is None or len(claimed.figures) != 1:
        return False
    claim = claimed.figures[0]
    rest = item.text.lower().replace(passage.text.lower(), "。")
    if figure_at(figure, passage.text).counts(figure_at(claim, claimed.text)):
        return False
    return any(is_same(one, rest, claim, claimed.text) for one in find_quantities(rest))


def of_unstated(claimed: Claimed, sentence: Sentence, plan: Plan) -> FigureVerdict | None:
    """Tell whether the sentence rules out, or makes true, a claim of a figure that it has not of
    the same."""
    return (
        _below_the_most(claimed, sentence)
        or _made_true(claimed, sentence, plan)
        or _counted_otherwise(claimed, sentence, plan)
        or _contradicted(claimed, sentence, plan)
    )


def _below_the_most(claimed: Claimed, sentence: Sentence) -> FigureVerdict | None:
    """Contradict a claim of the most with the end of a range: 最高900元, of 300元至600元."""
    figure = sentence.best.figure
    most = whole_range(figure, sentence.text)
    if most == figure or not _GREATEST.search(claimed.text):
        return None
    return FigureVerdict(False, replace(sentence.best, figure=most))


def _made_true(claimed: Claimed, sentence: Sentence, plan: Plan) -> FigureVerdict | None:
    """Affirm a bound that is the stated figure cut short, and an age that it bounds (66岁, of the
    65周岁以上); tell what is stated where a bound is true that is neither."""
    question, best, text = claimed.question, sentence.best, sentence.text
    agreed = replace(best, rivals=())
    # 65岁以上 tells who is meant, and bounds nothing.
    bare = [claim for claim in question.claims if not (claim.qualifier and claim.unit in AGES)]
    held = {
        held_by(best.figure, text, claim, question.text)
        for claim in bare
        if _closes(question.text[claim.end :], statement_of(best.figure, text))
        and not _is_of_another(claimed, claim, sentence)
    }
    if "rounded" in held:
        at = best.passage.span.start + best.figure.start
        unstated = unstated_words(question, best.passage, at, best.run, plan)
        bounds = (bound_at(claim, question.text) for claim in bare)
        said = (*BOUND_OF, *(claim.text for claim in bare), *(one.said for one in bounds if one))
        strange = tuple(w for w in unstated if not any(w in bound for bound in said))
        return FigureVerdict(True, agreed, strange)
    if "less" in held:
        return FigureVerdict(False, agreed)
    if "loose" in held:
        return FigureVerdict(True, agreed, loosely=True)
    about = [c for c in claimed.figures if is_about(best.figure, text, c, question.text)]
    if about:  # 接近六成, of 58%, is how such a share is spoken of; 约17公里, of 17.33公里, is less
        in_tenths = any(claim.text.endswith("成") for claim in about)
        return FigureVerdict(True, agreed, loosely=not in_tenths)
    whose = [
        c.value for c in bare if c.unit == best.figure.unit and _WHOSE.match(claimed.text, c.end)
    ]
    if len(claimed.figures) == 1 and best.figure.qualifier and holds(best.figure, text, whose):
        at = best.passage.span.start + best.figure.start
        return FigureVerdict(
            True, agreed, unstated_words(question, best.passage, at, best.run, plan)
        )
    ages = [claim.value for claim in bare if claim.unit in AGES]
    if best.figure.unit in AGES and any(holds(best.figure, text, {age}) for age in ages):
        at = best.passage.span.start + best.figure.start
        unstated = unstated_words(question, best.passage, at, best.run, plan)
        return FigureVerdict(True, agreed, tuple(w for w in unstated if w not in BOUND_OF))
    return None


def _closes(behind: str, stated: str) -> bool:
    """Whether what stands behind a figure claims nothing more of it, but names at the most what it
    counts, as the statement does (60多个小区): 1亿元以上项目5个 goes on."""
    if _CLOSING.fullmatch(behind):
        return True
    named = _MORE_CLOSING.sub("", behind)
    whose = "的" in named or find_quantities(named)
    return bool(named) and not whose and not names_of(left_of(named, stated))


def _is_of_another(claimed: Claimed, claim: Quantity, sentence: Sentence) -> bool:
    """Whether a bound is claimed in the words of the stated one, at what the sentence has of
    something else: 开工率不低于45%, of 开工率不低于70%，到位率达到45%."""
    figure, text = sentence.best.figure, sentence.text
    stated, said = bound_at(figure, text), bound_at(claim, claimed.question.text)
    alike = stated and said and stated.said and stated.least > said.least > float("-inf")
    others = (one for one in sentence.figures if one != figure and one.unit == figure.unit)
    return bool(alike) and any(is_same(one, text, claim, claimed.question.text) for one in others)


def _counted_otherwise(claimed: Claimed, sentence: Sentence, plan: Plan) -> FigureVerdict | None:
    """Contradict a claim with the same number in another unit, 200户 with 200个: of another figure
    in another unit (52.8万亩) no yield (产量52.8万吨) is claimed."""
    question = claimed.question
    if asked_dimension(question.text) == sentence.best.figure.dimension:
        return None
    own = [f for f in sentence.figures if f.unit in claimed.units]
    if any(may_be_of(claimed, figure, sentence, plan) for figure in own):
        return None  # that is what is claimed in its unit
    for figure in sentence.figures:
        if is_of(figure, claimed.values) and may_be_of(claimed, figure, sentence, plan):
            return FigureVerdict(False, showing(question, sentence.best, figure, plan))
    return None


def _contradicted(claimed: Claimed, sentence: Sentence, plan: Plan) -> FigureVerdict | None:
    """Contradict a claim with the figure that the sentence has in its place; None where that is of
    another kind, or where the claimed figure only tells which one is meant."""
    question, best, text = claimed.question, sentence.best, sentence.text
    alike = [f for f in (*best.equals, *sentence.figures) if claimed.has(f, text)]
    if alike and bounded_alike(claimed, alike, best.figure, text):
        return None
    if not question.yes_no and len({f.value for f in alike}) >= len(claimed.values):
        strays = [term for f in alike for term in strayed(question, f, text, plan.folded)]
        other = figure_of(strays, text)
        if other is None or other in alike or not _is_like(other, claimed, text):
            return None  # 那9公里什么时候完成
        return FigureVerdict(False, showing(question, best, other, plan))
    if said := _CONCERNS.search(claimed.text[: claimed.figures[0].start if claimed.figures else 0]):
        own = [f for f in sentence.figures if _concerns(said[0], f, text)]
        if len(own) != 1:
            return None  # 惠及9200个 is not contradicted by how many there are of what does that
        return FigureVerdict(False, showing(question, best, own[0], plan))
    if named := of_the_noun(claimed, sentence):
        return FigureVerdict(False, showing(question, best, named, plan))
    units = claimed.units
    if not units and all(_is_far_from(best.figure, value) for value in claimed.values):
        return None  # 14.2亿 are not contradicted by 160公里
    points = (_POINTS in units) != (best.figure.unit == _POINTS)  # 提升20个百分点, of 提升到80%
    unlike = best.figure.dimension == ("ratio" if points else "count")
    if not units or best.figure.unit in units or not unlike:
        return FigureVerdict(False, replace(best, figure=whole_range(best.figure, text)))
    in_unit = [f for f in sentence.figures if f.unit in units and not claimed.has_in_unit(f, text)]
    beside = in_the_unit(claimed, best.figure, text)
    if beside != best.figure:
        return FigureVerdict(False, showing(question, best, beside, plan))
    meant = max(in_unit, key=lambda f: len(shared(question, f, text, plan.folded)), default=None)
    alone = points and len(in_unit) == 1
    if meant and (alone or may_be_of(claimed, meant, sentence, plan)):
        return FigureVerdict(False, showing(question, best, meant, plan))
    if in_unit:  # 2700户 are contradicted by the 3860户 concerned, not by 6个 of the things
        concerned = [f for f in in_unit if _concerned(f, text) and _this_year(f, best, plan)]
        if len(concerned) == 1:
            return FigureVerdict(False, showing(question, best, concerned[0], plan))
        if units <= _OF_THEM:
            return None
    # 240台 are not contradicted by 9支, nor 85名 by 36个教学班.
    loosely = best.figure.unit in ANY_THING or not units.isdisjoint(ANY_THING)
    same = is_of(best.figure, claimed.values) or not counts_other(question, best.figure, text)
    counts = (f for f in sentence.figures if f.dimension == "count")
    surely = best.coverage >= _ALL_SAID  # all that is claimed is said of the other figure
    stands = not surely and any(is_of(f, claimed.values) for f in counts)
    return FigureVerdict(False, best) if loosely and same and not stands and not points else None


def _is_far_from(figure: Quantity, value: float) -> bool:
    """Whether a number without a unit is so much more or less than a figure that it is none of its
    kind."""
    low, high = sorted((abs(figure.value), abs(value)))
    return high > _FAR * low


def _concerns(said: str, figure: Quantity, text: str) -> bool:
    """Whether a figure is of those whom what stands before reaches, in the word `said` of it."""
    return bool(_CONCERNS.search(text[: figure.start])) and said[:2] in clause_before(figure, text)


def _concerned(figure: Quantity, text: str) -> bool:
    """Whether a figure counts the households or people that what stands before concerns."""
    return bool(_CONCERNED.fullmatch(part_before(figure, text)))


def _this_year(figure: Quantity, best: FigureChoice, plan: Plan) -> bool:
    return year_at(figure.start, best.passage, plan) is None


def _is_like(figure: Quantity, claimed: Claimed, text: str) -> bool:
    """Whether a figure counts or measures what one claimed does, if not as many: 18名 are no
    number of 工坊4家."""
    stated = figure_at(figure, text)
    return any(stated.counts(figure_at(claim, claimed.text)) for claim in claimed.figures)
