"""Compare the figures that a question claims with those of the plan."""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from assistant.claims.parts import (
    ANY_THING,
    counts_another,
    figure_of,
    fully_said,
    is_short_for,
    part_of,
    shared,
    strayed,
    unit_of_another,
)
from assistant.claims.unstated import unstated_words
from assistant.evidence.choosing import FigureChoice, choose_figure, run_with
from assistant.evidence.coverage import core_terms, coverage, support
from assistant.evidence.heads import has_scope, in_its_cycle, meant_instead, whole_range
from assistant.evidence.labels import IN_ALL
from assistant.evidence.measures import asked_dimension, outdated, turned_round
from assistant.evidence.pieces import left_of, names_of, pieces_in
from assistant.evidence.ranking import Candidate
from assistant.evidence.subjects import of_alternative, of_another_threshold
from assistant.language.bounds import Bound, bound_at, relation
from assistant.language.deadlines import without_deadlines
from assistant.language.normalize import pattern, wording
from assistant.language.stages import (
    is_stage,
)
from assistant.language.stated import BOUND_OF, Figure, figure_at, same_size
from assistant.understanding.question import Question, Term, content_words, without_whose
from index.lexical import word_class, words
from index.passages import Passage
from index.plan import Plan, Span
from index.quantities import Quantity, claimed_values, find_quantities, number_value
from index.retriever import Retrieval

_WHICH = "还是"
_SURELY_CLAIMED = 100
_RANGE = re.compile(r"(\d+)(?:周?岁)?(?:至|到|[-—~～])$")
_AGES = ("岁", "周岁")
_NUMBER = re.compile(r"(?<![\d.第])\d+(?:\.\d+)?[万亿]?(?![\d.年月日号点时岁周:])")
_POINTS = "个百分点"
_NAMES = ("n", "s", "f", "")  # jieba's tags
_LISTED = 3  # figures of one unit, each behind its own name
_SUBJECT_COVERAGE = 0.55
_NEAREST = 3
_HALF = 0.5
_NOUN = 2  # characters
_ASKED_UNIT = re.compile("(?:多少|[^第]几)[万亿千百]?([一-鿿])")
_MONEY = "投资|资金|经费|补贴|补助|贷款"
_BARE_MONEY = re.compile(
    rf"(?<=\d)[万亿](?=的?(?:{_MONEY}))"
    rf"|(?:{_MONEY}|投入?|花)[^,，。;；\d]{{0,3}}\d[\d.]*[万亿](?=[吧吗么呢对是,，。?？]|$)"
)
_OF_WHICH = re.compile("的(?![吗吧么呢?？。])[一-鿿]")
_MEMBER = re.compile("[、,，;；。]|以及|[和与及]")
_DENIES = re.compile(r"(?:(?<!是)不是|并非)(?=\d)")
_DOUBTS = re.compile("[吗么][?？。!！]*$")  # 不是50张吗 takes it that it is
_EVERY = re.compile("都(?=[能可有会享要])|[全均](?=[能可有会享要])|人人")
_GREATEST = re.compile("最[高多大]|上限")
_GIVEN = re.compile("(?:[是为有约共要将建]|达到?|完成|新[建增])+$")
_ADDS = re.compile("新[增建]|增加")
_FROM = re.compile(
    r"(?P<whose>(?<![\d.])\d[\d.]*[万亿]?[一-鿿]{1,2}以[上下内][一-鿿]{1,6}?)(?P<number>\d[\d.]*[万亿]?)"
)
_LABEL_END = re.compile("[^、,，;；。\\d]{0,4}")
_CLOSING = re.compile("次?[吗吧么呢?？。!！ ]*")  # nothing more is said: the bound is the claim


@dataclass(frozen=True, slots=True)
class FigureVerdict:
    """Whether the plan's figure for the claimed measure agrees with the claim; if so, what is
    claimed beside it that its sentence does not say (取消, 每年, 由区建管委). `which`: one of two
    figures is asked for (200个还是300个), and the plan has one."""

    agrees: bool
    choice: FigureChoice
    unstated: tuple[str, ...] = ()
    which: bool = False


def told_by_figure(
    question: Question, candidates: Sequence[Candidate], plan: Plan
) -> list[Candidate]:
    """Return the sentences of which the figures of a question tell that they are meant, all where
    none tell: 总投资6亿元的项目是什么."""
    asked = _BARE_MONEY.sub(r"\g<0>元", without_whose(without_deadlines(question.text)))
    claims = find_quantities(asked)
    if question.yes_no or not claims:
        return list(candidates)
    told = [
        candidate
        for candidate in candidates
        if all(_tells_of(claim, asked, candidate.passage, plan) for claim in claims)
    ]
    return told or list(candidates)


def check_figures(
    question: Question, candidates: Sequence[Candidate], retrieval: Retrieval, plan: Plan
) -> FigureVerdict | None:
    """Compare the figure a question claims, or denies (不是50张吧), with the plan's; None when the
    plan has none."""
    verdict = _compare(question, candidates, retrieval, plan)
    denied = len(question.claims) == 1 and _DENIES.search(question.text)
    if verdict is None or not denied or _DOUBTS.search(question.raw):
        return verdict
    return replace(verdict, agrees=not verdict.agrees) if not verdict.unstated else verdict


def _compare(
    question: Question, candidates: Sequence[Candidate], retrieval: Retrieval, plan: Plan
) -> FigureVerdict | None:
    asked = without_whose(without_deadlines(question.text))  # a date is no figure: see dates.py
    asked = _BARE_MONEY.sub(r"\g<0>元", asked)
    values = claimed_values(asked)
    if not (question.yes_no or question.claims):
        # A small number without a unit names something (1加6加4), where nothing is claimed.
        values = tuple(value for value in values if value >= _SURELY_CLAIMED)
    if not question.yes_no:  # 七十岁的呢: which ones are meant
        ages = {claim.value for claim in question.claims if claim.unit in _AGES}
        values = tuple(value for value in values if value not in ages)
    values = tuple(value for value in values if value not in question.years)
    units = {claim.unit for claim in question.claims}
    if question.wants_figure:
        unit = _ASKED_UNIT.search(question.text)
        if unit and unit[1] in units:
            return None  # only tells which are meant: 那37台里有几台
    if not values:
        return None
    claims = find_quantities(asked)
    if question.within and not question.terms and len(claims) == 1:
        return _named_before(claims[0], candidates)
    dimensions = {claim.dimension for claim in claims}
    figure_question = replace(question, answer_type="figure")
    choices = []
    for candidate in candidates[:8]:
        choice = choose_figure(figure_question, [candidate], retrieval, plan)
        if choice and (not dimensions or choice.figure.dimension in dimensions):
            choices.append(choice)
    choices = [choice for choice in choices if choice.coverage >= _SUBJECT_COVERAGE]
    counted_in = {claim.unit for claim in claims if claim.dimension == "count"}
    if not question.yes_no and counted_in:  # 那11条线路是哪些 is held against no number of buses
        choices = [choice for choice in choices if choice.figure.unit in counted_in]
    if not question.yes_no and any(
        _tells_of(c, asked, one.passage, plan) for c in claims for one in candidates[:8]
    ):
        return None  # it only tells which one is meant
    if _asks_beside(question) and claims and candidates:
        text = candidates[0].passage.text
        if all(_is_written(claim, asked, text) for claim in claims):
            return None  # 6个基地叫什么名字
    claimed = [figure_at(claim, asked) for claim in claims]
    sizes = {claim.value for claim in claims}
    if not choices:
        return _misapplied(question, candidates[:_NEAREST], claimed, sizes, plan)
    best = max(choices, key=lambda choice: choice.score)
    text = best.passage.text
    found = [
        figure
        for figure in find_quantities(text)
        if not outdated(question, figure, text)
        and not of_alternative(question.text, part_of(figure, text).text)
        and not of_another_threshold(question.text, text, figure)
    ]
    bare = [value for value in values if value not in sizes]
    alike = [f for f in (*best.equals, *found) if _is_said(f, text, claimed, bare)]
    stated = [f for f in alike if f in best.equals or shared(question, f, text, plan.folded)]
    if stated:
        figure = stated[0]
        instead = meant_instead(asked, figure, text, plan.year)
        instead = instead or in_its_cycle(asked, figure, text) or turned_round(asked, text)
        if instead:
            return FigureVerdict(False, _showing(question, best, instead, plan))
        strays = strayed(question, figure, text, plan.folded) if figure in found else []
        part = part_of(figure, text).text.lower()
        strays = [term for term in strays if not is_short_for(term.text, part)]
        own = shared(question, figure, text, plan.folded) if strays else []
        agreed = _showing(question, best, figure, plan)
        acts = [term for term in strays if _acts(term)]  # 竣工17.33公里: 9公里 are
        acts = [] if any(map(_acts, own)) else acts
        beside = _measured_beside(question, figure, asked, text)
        scoped = has_scope(asked, figure, text)
        apart = acts or beside or ([] if own or scoped else strays)
        other = figure_of(apart, text) if apart else _of_others(question, agreed)
        if other and dimensions and other.dimension not in dimensions:
            other = None  # 产量23万吨 is not contradicted by 52万亩
        labelled = [*_labelled(asked, text), *_of_those_from(asked, text)]
        own_label = bool(labelled) and all(same for _, same in labelled)
        other = next((f for f, same in labelled if not same), None if own_label else other)
        if figure in found and not (scoped or own_label):
            other = other or fully_said(question, figure, text, plan.folded)
        set_to = _bounds(question.text, figure, text)
        same = [
            c for c, one in zip(claims, claimed, strict=True) if _is_said(figure, text, [one], ())
        ]
        if any(unit_of_another(question, claim, asked, figure, text) for claim in same):
            return FigureVerdict(False, agreed)
        if other or (set_to and relation(*set_to) == "apart"):
            return FigureVerdict(False, _showing(question, best, other or figure, plan))
        if strays:
            agreed = replace(agreed, run=_clause_of(figure, best.passage))
        at = best.passage.span.start + figure.start
        unstated = unstated_words(question, best.passage, at, agreed.run, plan)
        rest = asked
        for claim, one in zip(claims, claimed, strict=True):
            if any(_is_said(f, text, [one], ()) for f in found):
                rest = rest.replace(claim.text, " ", 1)
        nowhere = [] if _WHICH in asked else _nowhere(rest, text)
        of_others = (counts_another(question, claim, asked, figure, text) for claim in same)
        unstated = (*unstated, *filter(None, of_others))
        if set_to and relation(*set_to) == "within":
            unstated = tuple(word for word in unstated if word not in set_to[1].said)
        elif set_to and set_to[1].said not in text:
            said = set_to[1].said
            unstated = (*(word for word in unstated if word not in said), said)
        narrower = _of_fewer(asked, figure, text)
        apart_words = [] if scoped else [term.text for term in strays]
        strange = tuple(dict.fromkeys([*unstated, *apart_words, *nowhere, *narrower]))
        return FigureVerdict(True, agreed, strange, _WHICH in question.text)
    most = whole_range(best.figure, text)
    if most != best.figure and _GREATEST.search(asked):  # 最高900元, of 300元至600元
        return FigureVerdict(False, replace(best, figure=most))
    if any(
        _satisfies(best.figure, text, claim, question.text)
        for claim in question.claims
        if not claim.qualifier and _CLOSING.fullmatch(question.text, claim.end)
    ):
        at = best.passage.span.start + best.figure.start
        unstated = unstated_words(question, best.passage, at, best.run, plan)
        strange = tuple(w for w in unstated if not any(w in bound for bound in BOUND_OF))
        return FigureVerdict(True, replace(best, rivals=()), strange)
    if best.figure.unit in _AGES and any(
        claim.unit in _AGES and not claim.qualifier and _holds(best.figure, text, {claim.value})
        for claim in question.claims
    ):
        return FigureVerdict(True, replace(best, rivals=()))  # 66岁: of the 65周岁以上
    # 产量52.8万吨: of another figure in another unit (52.8万亩) no yield is claimed.
    measured = asked_dimension(question.text) == best.figure.dimension
    counted = [] if measured else [f for f in found if _is_said(f, text, [], values)]
    for figure in counted:  # in another unit: 200户 of 200个
        if figure in best.equals or shared(question, figure, text, plan.folded):
            return FigureVerdict(False, _showing(question, best, figure, plan))
    if not question.yes_no and len({f.value for f in alike}) >= len(values):
        strays = [term for f in alike for term in strayed(question, f, text, plan.folded)]
        other = figure_of(strays, text)
        if other is None or other in alike:
            return None  # the figure only tells which one is meant: 那9公里什么时候完成
        return FigureVerdict(False, _showing(question, best, other, plan))
    points = (_POINTS in units) != (best.figure.unit == _POINTS)  # 提升20个百分点, of 提升到80%
    unlike = best.figure.dimension == ("ratio" if points else "count")
    if not units or best.figure.unit in units or not unlike:
        return FigureVerdict(False, replace(best, figure=whole_range(best.figure, text)))
    in_unit = [f for f in found if f.unit in units and not _is_said(f, text, claimed, ())]
    meant = max(in_unit, key=lambda f: len(shared(question, f, text, plan.folded)), default=None)
    alone = points and len(in_unit) == 1
    if meant and (alone or shared(question, meant, text, plan.folded)):
        return FigureVerdict(False, _showing(question, best, meant, plan))
    # 240台 are not contradicted by 9支.
    loosely = best.figure.unit in ANY_THING or not units.isdisjoint(ANY_THING)
    loosely = loosely and not points
    return FigureVerdict(False, best) if loosely else None


def _named_before(claim: Quantity, candidates: Sequence[Candidate]) -> FigureVerdict | None:
    """Compare a claim that is nothing but a figure, of what was named before it, with the one that
    the sentences have in its unit; None where they have none, or several others."""
    told = [
        (figure, candidate.passage)
        for candidate in candidates
        for figure in find_quantities(candidate.passage.text)
        if figure.unit == claim.unit
    ]
    same = [(figure, passage) for figure, passage in told if same_size(figure.value, claim.value)]
    if not same and len({figure.value for figure, _ in told}) != 1:
        return None
    figure, passage = (same or told)[0]
    run = _clause_of(figure, passage)
    return FigureVerdict(bool(same), FigureChoice(figure, passage, run, 0.0, 1.0, (), (), False))


def _tells_of(claim: Quantity, asked: str, passage: Passage, plan: Plan) -> bool:
    """Whether a clause has a figure that tells which thing is meant, said of the same."""
    said = _MEMBER.split(asked[: claim.start])[-1]
    if not said or not _OF_WHICH.match(asked, claim.end):
        return False
    for span in passage.clauses:
        clause = plan.source[span.start : span.end].lower()
        meant = [figure_at(claim, asked)]
        stated = any(_is_said(f, clause, meant, ()) for f in find_quantities(clause))
        if stated and not names_of(left_of(said, clause)):
            return True
    return False


def _asks_beside(question: Question) -> bool:
    """Whether something else than a figure is asked of what a figure is of: 叫什么, 是哪些."""
    asks = pattern(wording()["interrogatives"]).search(question.text)
    return bool(asks) and not (question.yes_no or question.wants_figure)


def _is_written(claim: Quantity, asked: str, text: str) -> bool:
    """Whether a text has a figure as it is asked about, with what stands behind it; 万方 are said
    of floors, too."""
    noun = asked[claim.end : claim.end + _NOUN]
    return any(
        (claim.unit == figure.unit or {claim.unit, figure.unit} == {"方", "平方米"})
        and same_size(claim.value, figure.value)
        and noun.isalpha()
        and text.startswith(noun, figure.end)
        for figure in find_quantities(text)
    )


def _nowhere(asked: str, text: str) -> list[str]:
    """Return the numbers claimed that a sentence does not have: 15万 of 从15万提到20万."""
    sizes = [figure.value for figure in find_quantities(text)]
    numbers = {found[0]: number_value(found[0]) for found in _NUMBER.finditer(asked)}
    return [
        written
        for written, value in numbers.items()
        if value and written not in text and not any(same_size(value, size) for size in sizes)
    ]


def _of_fewer(asked: str, figure: Quantity, text: str) -> list[str]:
    """Return the word by which all of some are claimed to have something (70岁以上老人都), where
    the sentence has it of fewer: 70周岁以上困难老人."""
    every = _EVERY.search(asked)
    claim = next((c for c in find_quantities(asked) if c.value == figure.value), None)
    if every is None or claim is None or claim.end > every.start():
        return []
    noun = next(iter(content_words(asked[claim.end : every.start()])), "")
    at = text.find(noun, figure.end) if noun else -1
    return [every[0]] if at >= 0 and content_words(text[figure.end : at]) else []


def _labelled(asked: str, text: str) -> list[tuple[Quantity, bool]]:
    """Return the figures that a sentence has right behind the names behind which figures are
    claimed (东区15公里), each with whether it is the claimed one; one that is not, only where the
    claimed one is another's in the sentence: 西区10公里."""
    numbers = [*_NUMBER.finditer(asked)]
    stated = find_quantities(text)
    starts = [0, *(number.end() for number in numbers)]
    found = []
    for start, number in zip(starts, numbers, strict=False):
        value = number_value(number[0])
        label = _GIVEN.sub("", _MEMBER.split(asked[start : number.start()])[-1])
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
        if any(is_short_for(last, part_of(f, text).text) for f in alike):
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


def _measured_beside(question: Question, figure: Quantity, asked: str, text: str) -> list[Term]:
    """Return the last word before a figure where it is claimed, if that is what another figure of
    the same unit measures, and this one measures another of its kind: 满意率 of 热线满意率达到99%,
    where the plan has 办结率达到99%，满意率达到95%."""
    at = next((c.start for c in find_quantities(asked) if same_size(c.value, figure.value)), 0)
    named = [term for term in question.terms if term.text in asked[:at] and not _acts(term)]
    last = max(named, key=lambda term: asked.rfind(term.text, 0, at), default=None)
    part = part_of(figure, text)
    if last is None or support(last, part.text) >= _HALF or last.text[-1] not in part.text:
        return []
    other = figure_of([last], text)
    apart = other and other not in part.figures and other.unit == figure.unit
    return [last] if apart else []


def _acts(term: Term) -> bool:
    """Whether a word says what is done or how far it is."""
    return term.is_verb or any(map(is_stage, term.forms))


def _misapplied(
    question: Question,
    candidates: Sequence[Candidate],
    claimed: Sequence[Figure],
    sizes: Collection[float],
    plan: Plan,
) -> FigureVerdict | None:
    """Find what a claimed figure is said of that another figure of its sentence is of, or what is
    of the claimed size in another unit; None when the best sentences have neither."""
    for candidate in candidates:
        passage = candidate.passage
        for figure in find_quantities(passage.text):
            if not any(same_size(figure.value, size) for size in sizes):
                continue
            own = shared(question, figure, passage.text, plan.folded)
            instead = meant_instead(question.text, figure, passage.text, plan.year)
            said = _is_said(figure, passage.text, claimed, ())
            strays = strayed(question, figure, passage.text, plan.folded)
            other = instead if said else None
            other = other or (figure if own else figure_of(strays, passage.text))
            if other and (other is instead or not (own and said)):
                run = run_with(question, passage, other, plan.source)
                held = coverage(core_terms(question.terms), passage.text.lower())
                if held >= _SUBJECT_COVERAGE:
                    choice = FigureChoice(other, passage, run, 0.0, held, (), (), False)
                    return FigureVerdict(False, choice)
    return None


def _is_said(figure: Quantity, text: str, claimed: Sequence[Figure], bare: Sequence[float]) -> bool:
    """Whether a figure of `text` is one of those claimed, in whatever unit, or of a number."""
    own = figure_at(figure, text)
    return any(same_size(own.value, one.value) and own.counts(one) for one in claimed) or any(
        same_size(figure.value, value) for value in bare
    )


def _satisfies(figure: Quantity, text: str, claim: Quantity, asked: str) -> bool:
    """Whether what is stated makes a claimed bound true: 10800张 that there are 超过一万张.

    A limit (2000元以下) makes no other limit true.
    """
    stated, claimed = bound_at(figure, text), bound_at(claim, asked)
    if not (stated and claimed and claimed.said):
        return False
    counts = figure_at(figure, text).counts(figure_at(claim, asked))
    limits = stated.least == claimed.least == float("-inf")
    return counts and not limits and relation(stated, claimed) == "within"


def _showing(
    question: Question, choice: FigureChoice, figure: Quantity, plan: Plan
) -> FigureChoice:
    """Return the choice with another figure of its sentence, and what is quoted to show it."""
    at = choice.passage.span.start + figure.start
    run = choice.run
    if not run.start <= at < run.end:
        run = run_with(question, choice.passage, figure, plan.source)
    return replace(choice, figure=figure, run=run, rivals=())


def _clause_of(figure: Quantity, passage: Passage) -> Span:
    at = passage.span.start + figure.start
    return next(clause for clause in passage.clauses if clause.start <= at < clause.end)


def _of_others(question: Question, choice: FigureChoice) -> Quantity | None:
    """Return a figure beside the right one that shows it to be of something else than was claimed:
    70岁以上收4元, where the plan has 80周岁以上收4元. What is quoted tells, else the sentence."""
    offset = choice.passage.span.start
    text = choice.passage.text
    run = choice.run
    found = find_quantities(text)
    quoted = [f for f in found if run.start <= offset + f.start and offset + f.end <= run.end]
    claimed = {claim.value for claim in question.claims}
    for claim in question.claims:
        alike = [f for f in quoted if _unit(f) == _unit(claim)]
        alike = alike or [f for f in found if _unit(f) == _unit(claim)]
        others = [f for f in alike if not _holds(f, text, claimed)]
        if others and not any(_holds(f, text, {claim.value}) for f in alike):
            least = _RANGE.search(text[: others[0].start])
            return replace(others[0], text=f"{least[0] if least else ''}{others[0].text}")
    return None


def _holds(figure: Quantity, text: str, values: Collection[float]) -> bool:
    """Whether one of the values is the figure's, or what it bounds: 60至79周岁, 80周岁及以上."""
    least = _RANGE.search(text[: figure.start])
    if least:
        return any(float(least[1]) <= value <= figure.value for value in values)
    bound = f"{figure.qualifier}{text[figure.end : figure.end + 3]}"
    at_least, at_most = "以上" in bound, "以下" in bound or "以内" in bound
    return any(
        value == figure.value
        or (at_least and value > figure.value)
        or (at_most and value < figure.value)
        for value in values
    )


def _bounds(asked: str, figure: Quantity, text: str) -> tuple[Bound, Bound] | None:
    """Return the bounds that a text sets to a figure and that a claim of the same size sets, None
    where the claim sets none."""
    stated = bound_at(figure, text)
    own = figure_at(figure, text)
    bare = [
        replace(figure, text=number[0], qualifier="", start=number.start(), end=number.end())
        for number in _NUMBER.finditer(asked)
        if number_value(number[0]) == figure.value
    ]
    for claim in (*find_quantities(asked), *bare):
        if same_size(figure_at(claim, asked).value, own.value):
            claimed = bound_at(claim, asked)
            return (stated, claimed) if stated and claimed and claimed.said else None
    return None


def _unit(quantity: Quantity) -> str:
    return "岁" if quantity.unit in _AGES else quantity.unit
