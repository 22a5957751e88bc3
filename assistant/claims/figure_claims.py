"""Compare the figures that a question claims with those of the plan."""

import re
from collections.abc import Sequence
from dataclasses import replace

from assistant.claims.bearer import carried, said_otherwise
from assistant.claims.claimed import AGES, Claimed, claimed_in, is_of, is_same, only_tells_which
from assistant.claims.contrasts import contrasted_at
from assistant.claims.each_of import of_each_of_another
from assistant.claims.figure_bounds import bound_claimed, bounds_of, range_at, ranges_apart
from assistant.claims.figure_candidates import (
    SUBJECT_COVERAGE,
    choices_for,
    figures_for,
    is_in_year,
    nearest_to,
)
from assistant.claims.figure_meant import NUMBER, another_meant, of_the_aged, strays_of
from assistant.claims.figure_otherwise import aimed_at, is_of_those_left, is_unsure, of_unstated
from assistant.claims.figure_verdicts import (
    FigureVerdict,
    Sentence,
    in_the_unit,
    may_be_of,
    of_the_noun,
    showing,
    shown_clause,
)
from assistant.claims.parts import (
    counts_another,
    figure_of,
    led_by,
    said_of,
    shared,
    strayed,
    unit_of_another,
)
from assistant.claims.unstated import unstated_words
from assistant.evidence.choosing import FigureChoice, run_with, set_this_year
from assistant.evidence.coverage import core_terms, coverage, support
from assistant.evidence.figure_changes import as_it_was, change_to, claims_change, turned_round
from assistant.evidence.heads import in_its_cycle, meant_instead, of_part, whole_unsaid
from assistant.evidence.pieces import left_of, names_of, with_title, without_figures
from assistant.evidence.ranking import Candidate
from assistant.evidence.siblings import figure_behind, of_sibling_by_word
from assistant.language.bounds import bound_at, relation
from assistant.language.clauses import clause_before, statement_of
from assistant.language.stated import same_size
from assistant.understanding.question import Question, content_words
from index.passages import Passage
from index.plan import Plan, Span
from index.quantities import Quantity, find_quantities, number_value
from index.retriever import Retrieval

_WHICH = "还是"
_BEFORE = r"(?:[比较](?:去年|上一?年|20\d\d年)(?:同期)?|同比)"
_MORE_THAN_BEFORE = re.compile(
    rf"{_BEFORE}(?:净|要|会)*(?:[多少]|增加|减少)(?:了|出)?\d[\d.]*[万亿]?(?!%|个?百分点)"
)
_THAN_BEFORE = re.compile(rf"{_BEFORE}(?:分别|各|净|均)*(?:[多少增减]|提高|下降|压减)")
_FEWER = re.compile("少|减|下降")
_POINTS = "个百分点"
_NEAREST = 3
_HALF = 0.5
_DENIES = re.compile(r"(?:(?<!是)不是|并非)(?=\d)")
_DOUBTS = re.compile("[吗么][?？。!！]*$")  # 不是50张吗 takes it that it is
# 2个10亿元以上, of 10亿元以上项目2个.
_SO_MANY_OF = re.compile(
    r"(?:有|[中里内]面?|含)(?P<number>\d+)[个家户项条所件](?:项目|企业|村|户|乡镇)?(?:是|为|达到?|在)?"
    r"(?P<whose>\d[\d.]*[万亿千百]*[一-鿿]{1,3}?以[上下])"
)
_EVERY = re.compile("都(?=[能可有会享要])|[全均](?=[能可有会享要])|人人")


def check_figures(
    question: Question, candidates: Sequence[Candidate], retrieval: Retrieval, plan: Plan
) -> FigureVerdict | None:
    """Compare the figure a question claims, or denies (不是50张吧), with the plan's; None when the
    plan has none."""
    claimed = claimed_in(question)
    verdict = _compare(claimed, candidates, retrieval, plan) if claimed else None
    if claimed and verdict and not verdict.agrees and is_unsure(claimed, verdict, plan):
        return None
    if verdict and is_of_those_left(question.text, verdict.choice.passage.text):
        return None
    if claimed and verdict and (strange := _beside_an_age(claimed, verdict, plan)):
        return replace(verdict, unstated=strange)
    if verdict and not verdict.unstated:
        shown = verdict.choice
        each = of_each_of_another(question.text, shown.figure, shown.passage.text)
        if each:  # 每天35元 is not contradicted by 每月1650元, nor is 每月1650元 right of 每天
            size = shown.figure.value
            same = verdict.agrees or any(same_size(c.value, size) for c in question.claims)
            return replace(verdict, agrees=False, way=each) if same else None
    if verdict and verdict.agrees and (apart := _contrasted(question, verdict.choice, plan)):
        return apart
    denied = len(question.claims) == 1 and _DENIES.search(question.text)
    if verdict is None or not denied or _DOUBTS.search(question.raw):
        return verdict
    return replace(verdict, agrees=not verdict.agrees) if not verdict.unstated else verdict


def _beside_an_age(claimed: Claimed, verdict: FigureVerdict, plan: Plan) -> tuple[str, ...]:
    """Return the words of a claim that the sentence has in no form, where nothing but an age agrees
    with that: whom it is done for tells nothing of what (90岁老人免费吃饭, of 免费乘车)."""
    shown, figures = verdict.choice, claimed.figures
    of_age = bool(figures) and all(one.unit in AGES for one in figures)
    if not verdict.agrees or verdict.unstated or not of_age:
        return ()
    passage, terms = shown.passage, claimed.question.terms
    there = with_title(passage.text, passage, plan)
    bounds = [bound.said for one in figures if (bound := bound_at(one, claimed.text))]
    return tuple(
        term.text
        for term in terms
        if len(term.text) > 1
        and (term.is_verb or term in core_terms(terms))
        and support(term, there, passage.asked) < _HALF
        and set(term.text).isdisjoint(there)  # 乘车, of 乘坐
        and not any(term.text in said for said in (*bounds, *(claim.text for claim in figures)))
    )


def compares_with_before(
    question: Question, candidates: Sequence[Candidate], retrieval: Retrieval, plan: Plan
) -> bool:
    """Whether a question claims by how much more or less something is than the year before, which
    the plan tells."""
    claims = question.yes_no and _MORE_THAN_BEFORE.search(question.text)
    return bool(claims and check_figures(question, candidates, retrieval, plan))


def _compare(
    claimed: Claimed, candidates: Sequence[Candidate], retrieval: Retrieval, plan: Plan
) -> FigureVerdict | None:
    """Find the sentence that is of the same, and in it the figure claimed: the verdict is of that
    one, else of the one that it has instead."""
    question = claimed.question
    if of_those := _of_those(claimed, [one.passage for one in candidates[:_NEAREST]], plan):
        return of_those
    if question.within and not question.terms and len(claimed.figures) == 1:
        return _named_before(claimed.figures[0], candidates)
    if only_tells_which(claimed, candidates, plan):
        return None
    choices = choices_for(claimed, candidates, retrieval, plan)
    choices = set_this_year(question, choices, plan)
    if not choices:
        return _misapplied(claimed, candidates[:_NEAREST], plan)
    best = nearest_to(claimed, choices)
    if changed := _changed_by(claimed, best, plan):
        return changed
    if _MORE_THAN_BEFORE.search(claimed.text):
        return _than_before(claimed, best, plan)
    sentence = Sentence(best, figures_for(question, best.passage, plan))
    stated = _stated(claimed, sentence, plan)
    if of_sibling_by_word(claimed.text, stated or best.figure, sentence.text):
        return _of_named_one(claimed, stated or best.figure, sentence, plan)
    aged = of_the_aged(claimed, sentence.text)
    if aged and not claimed.has_in_unit(aged, sentence.text):
        return FigureVerdict(False, showing(question, best, aged, plan))
    stated = stated or aged  # 85岁补5元, of 80岁以上补5元
    if aimed := aimed_at(claimed, sentence, plan):
        return aimed
    if stated:
        return _of_stated(claimed, stated, sentence, plan)
    return of_unstated(claimed, sentence, plan)


def _of_those(claimed: Claimed, passages: Sequence[Passage], plan: Plan) -> FigureVerdict | None:
    """Compare how many are claimed to be of some size (2个10亿元以上) with how many the sentence
    has of that, where all else that is claimed stands in its statement, too."""
    found = _SO_MANY_OF.search(claimed.text) if claimed.question.yes_no else None
    if found is None:
        return None
    question, said = claimed.question, claimed.text
    rest = without_figures(f"{said[: found.start()]} {said[found.end() :]}")
    for passage in passages:
        text = passage.text
        stated = re.search(rf"(?<![\d.]){re.escape(found['whose'])}[一-鿿]{{0,6}}?(?=\d)", text)
        own = next((f for f in find_quantities(text) if stated and f.start == stated.end()), None)
        others = [f for f in claimed.figures if f.end <= found.start()]
        told = all(
            any(is_same(f, text, o, claimed.text) for f in find_quantities(text)) for o in others
        )
        if not (
            own and told and own.dimension == "count" and is_in_year(question, own, passage, plan)
        ):
            continue
        if not names_of(left_of(rest, with_title(statement_of(own, text), passage, plan))):
            agrees = same_size(own.value, number_value(found["number"]) or 0)
            run = shown_clause(own, passage)
            return FigureVerdict(agrees, FigureChoice(own, passage, run, 0.0, 1.0, (), (), False))
    return None


# --- which figures of the plan are of the same --------------------------------------------


def _changed_by(claimed: Claimed, best: FigureChoice, plan: Plan) -> FigureVerdict | None:
    """Compare by how much something is claimed to change (提高30元) with the change from one figure
    to another that the sentence tells, or with what it tells that it comes to; None where the
    claim is no such one, or the sentence tells by how much."""
    question, text = claimed.question, best.passage.text
    claim = _only_claim(claimed, best.figure)
    if claim is None or not claims_change(claimed.text, claim):
        return None
    told = [change_to(figure, text) for figure in dict.fromkeys((best.figure, *best.equals))]
    if told[0] is None:
        return None
    alike = [one for one in told if one and _in_same_unit(claim, one[0])]
    if not alike:
        return None
    by = next((one for one, by in alike if by is not None and same_size(by, claim.value)), None)
    if by is None and all(
        by is None and not same_size(one.value, claim.value) for one, by in alike
    ):
        return None
    return FigureVerdict(bool(by), showing(question, best, by or alike[0][0], plan))


def _only_claim(claimed: Claimed, figure: Quantity) -> Quantity | None:
    """Return the one figure that is claimed; a number without a unit (涨了300), in that of another
    figure. None where several are."""
    if claimed.figures:
        return claimed.figures[0] if len(claimed.figures) == 1 else None
    numbers = [*NUMBER.finditer(claimed.text)]
    value = number_value(numbers[0][0]) if len(numbers) == 1 else None
    if value is None:
        return None
    start, end = numbers[0].span()
    written = numbers[0][0]
    return replace(figure, text=written, value=value, qualifier="", start=start, end=end)


def _in_same_unit(claim: Quantity, stated: Quantity) -> bool:
    return claim.unit == stated.unit or (claim.unit, stated.unit) == (_POINTS, "%")


def _than_before(claimed: Claimed, best: FigureChoice, plan: Plan) -> FigureVerdict | None:
    """Compare by how much more or less something is claimed to be than the year before (比去年多
    70亩) with what the sentence tells so; None where it tells nothing or several of the kind: what
    it comes to this year is no such figure."""
    question, text = claimed.question, best.passage.text
    told = [
        figure
        for figure in find_quantities(text)
        if figure.unit in claimed.units and _compared_with_before(figure, text)
    ]
    if len(told) != 1 or len(claimed.figures) != 1:
        return None
    ways = [bool(_FEWER.search(said)) for said in (claimed.text, clause_before(told[0], text))]
    if ways[0] != ways[1]:
        return None
    return FigureVerdict(claimed.has_in_unit(told[0], text), showing(question, best, told[0], plan))


def _compared_with_before(figure: Quantity, text: str) -> bool:
    """Whether a figure is said to be that by which something changes from the year before."""
    return bool(_THAN_BEFORE.search(clause_before(figure, text)))


def _of_named_one(
    claimed: Claimed, sibling: Quantity, sentence: Sentence, plan: Plan
) -> FigureVerdict | None:
    """Compare a claim with the figure of the very thing that is claimed, where the one at hand is
    of its sibling (一般隐患, of 重大隐患); None where that has none in its unit."""
    meant = figure_behind(claimed.text, sibling, sentence.text)
    if meant is None or meant not in sentence.figures:
        return None
    shown = showing(claimed.question, sentence.best, meant, plan)
    if not claimed.has(meant, sentence.text):
        return FigureVerdict(False, shown)
    verdict = _of_stated(claimed, meant, sentence, plan)
    if verdict.agrees or verdict.choice.figure != sibling:
        return verdict
    at = shown.passage.span.start + meant.start
    unstated = unstated_words(claimed.question, shown.passage, at, shown.run, plan)
    same = [c for c in claimed.figures if is_same(meant, sentence.text, c, claimed.text)]
    return FigureVerdict(True, shown, tuple(_not_written_in(same, unstated)))


def _stated(claimed: Claimed, sentence: Sentence, plan: Plan) -> Quantity | None:
    """Return the figure of a sentence that is claimed, and of the same."""
    alike = [*sentence.best.equals, *sentence.figures]
    return next(
        (
            f
            for f in alike
            if claimed.has(f, sentence.text) and may_be_of(claimed, f, sentence, plan)
        ),
        None,
    )


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
    run = shown_clause(figure, passage)
    return FigureVerdict(bool(same), FigureChoice(figure, passage, run, 0.0, 1.0, (), (), False))


def _misapplied(
    claimed: Claimed, candidates: Sequence[Candidate], plan: Plan
) -> FigureVerdict | None:
    """Find what a claimed figure is said of that another figure of its sentence is of, or what is
    of the claimed size in another unit; None when the best sentences have neither."""
    question = claimed.question
    sizes = [claim.value for claim in claimed.figures]
    for candidate in candidates:
        passage = candidate.passage
        held = coverage(core_terms(question.terms), passage.text.lower())
        alike = [f for f in find_quantities(passage.text) if is_of(f, sizes)]
        meant = (_applied_to(claimed, figure, passage.text, plan) for figure in alike)
        other = next(filter(None, meant), None) if held >= SUBJECT_COVERAGE else None
        if other:
            run = run_with(question, passage, other, plan.source)
            choice = FigureChoice(other, passage, run, 0.0, held, (), (), False)
            return FigureVerdict(False, choice)
    return None


def _applied_to(claimed: Claimed, figure: Quantity, text: str, plan: Plan) -> Quantity | None:
    """Return the figure to correct a claim with that has the size of this one: its own in another
    unit, or another one that it is of; None where it is right."""
    question = claimed.question
    own = shared(question, figure, text, plan.folded)
    said = claimed.has_in_unit(figure, text)
    instead = meant_instead(question.text, figure, text, plan.year) if said else None
    if instead:
        return instead
    if own:
        return None if said else figure
    other = figure_of(strayed(question, figure, text, plan.folded), text)
    # 4万平方米 are no other thing's 9月.
    return None if other and other.dimension == "time" not in claimed.dimensions else other


# --- where the sentence has the claimed figure --------------------------------------------


def _of_stated(claimed: Claimed, figure: Quantity, sentence: Sentence, plan: Plan) -> FigureVerdict:
    """Tell whether a figure that is claimed is right of what it is claimed of."""
    question, asked, text = claimed.question, claimed.text, sentence.text
    agreed = showing(question, sentence.best, figure, plan)
    instead = meant_instead(asked, figure, text, plan.year)
    instead = instead or as_it_was(question.text, figure, text)
    instead = instead or in_its_cycle(asked, figure, text) or turned_round(asked, text)
    if not instead:  # 书屋12家都是通宵开放, where 4家 of them are
        beside = [f for f in sentence.figures if f != figure and claimed.has_in_unit(f, text)]
        instead = next(filter(None, (of_part(asked, f, text) for f in beside)), None)
    if instead:
        return FigureVerdict(False, showing(question, sentence.best, instead, plan))
    same = [claim for claim in claimed.figures if is_same(figure, text, claim, asked)]
    if any(unit_of_another(question, claim, asked, figure, text) for claim in same):
        return FigureVerdict(False, agreed)
    quoted = plan.source[agreed.run.start : agreed.run.end]
    other = another_meant(claimed, figure, text, quoted, plan)
    if other and other.unit == figure.unit and figure == of_the_noun(claimed, sentence):
        other = None
    if other and not is_in_year(question, other, sentence.best.passage, plan):
        other = None  # 去年增长8% is not contradicted by what this year's is
    if figure == of_the_aged(claimed, text):
        other = None  # 80岁以上补5元 is of 85岁, and so is no other figure
    set_to = bounds_of(question.text, figure, text)
    if not other and ranges_apart(claimed, figure, text):
        other = figure
    if other or (set_to and relation(*set_to) == "apart"):
        meant = in_the_unit(claimed, other, text) if other else figure
        return FigureVerdict(False, showing(question, sentence.best, meant, plan))
    before = carried(figure, text, question.text)
    around = "\n".join((said_of(figure, text), *(part.text for part in before)))
    if figure.unit in AGES:  # who it is that all of the clause is of
        clause = shown_clause(figure, sentence.best.passage)
        around = f"{around}\n{plan.source[clause.start : clause.end].lower()}"
    led = led_by(figure, text)
    around = f"{around}\n{led}"
    strays = [
        term for term in strays_of(claimed, figure, text, plan) if support(term, around) < _HALF
    ]
    if strays:
        agreed = replace(agreed, run=shown_clause(figure, agreed.passage))
    at = agreed.passage.span.start + figure.start
    unstated = [
        *_not_written_in(same, unstated_words(question, agreed.passage, at, agreed.run, plan)),
        *filter(None, (counts_another(question, one, asked, figure, text) for one in same)),
    ]
    strange = [
        *_with_bound(unstated, question.text, figure, text),
        *(term.text for term in strays),
        *filter(None, [whole_unsaid(asked, figure, text)]),
        *_nowhere(claimed, sentence),
        *_of_fewer(asked, figure, text),
        *(w for w in said_otherwise(question, figure, agreed.passage, plan) if w not in led),
    ]
    return FigureVerdict(True, agreed, tuple(dict.fromkeys(strange)), _WHICH in question.text)


def _contrasted(question: Question, agreed: FigureChoice, plan: Plan) -> FigureVerdict | None:
    """Contradict a right figure that is claimed of 女生, and is of 男生; or 一次性, and is paid in
    parts, which another clause of its statement may tell."""
    passage = agreed.passage
    around = with_title(passage.text.lower(), passage, plan)
    found = contrasted_at(question.text, agreed.figure, passage.text, around)
    if found is None:
        return None
    at = passage.span.start + passage.text.lower().find(found[1])
    clause = next((c for c in passage.clauses if c.start <= at < c.end), agreed.run)
    run = Span(min(agreed.run.start, clause.start), max(agreed.run.end, clause.end))
    return FigureVerdict(False, replace(agreed, run=run), way=found)


def _not_written_in(claims: Sequence[Quantity], unstated: Sequence[str]) -> list[str]:
    """Return the unstated words but those that the right figures are written in: 15天, of 15日."""
    return [word for word in unstated if not any(word in claim.text for claim in claims)]


def _with_bound(unstated: Sequence[str], asked: str, figure: Quantity, text: str) -> list[str]:
    """Return the unstated words of a claim, with those of its bound only where the figure is not
    stated with that."""
    bound = bound_claimed(asked, figure, text)
    if bound is None:
        return list(unstated)
    said, stated = bound
    rest = [word for word in unstated if word not in said]
    return rest if stated else [*rest, said]


def _nowhere(claimed: Claimed, sentence: Sentence) -> list[str]:
    """Return the numbers claimed that a sentence does not have: 15万 of 从15万提到20万."""
    if _WHICH in claimed.text:
        return []
    rest, text = claimed.text, sentence.text
    for claim in claimed.figures:
        if any(is_same(figure, text, claim, claimed.text) for figure in sentence.figures):
            rest = rest.replace(claim.text, " ", 1)
    sizes = [figure.value for figure in find_quantities(text)]
    sizes += [end for figure in sentence.figures for end in range_at(figure, text)]
    numbers = {found[0]: number_value(found[0]) for found in NUMBER.finditer(rest)}
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
