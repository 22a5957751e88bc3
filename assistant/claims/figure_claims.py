"""Compare the figures that a question claims with those of the plan."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from assistant.claims.bearer import COMES_TO, carried, left_to, said_otherwise
from assistant.claims.claimed import AGES, Claimed, claimed_in, is_of, is_same, only_tells_which
from assistant.claims.contrasts import contrasted_at
from assistant.claims.each_of import of_each_of_another
from assistant.claims.figure_bounds import (
    bounded_alike,
    bounds_of,
    is_about,
    range_at,
    ranges_apart,
    satisfies,
)
from assistant.claims.figure_candidates import (
    SUBJECT_COVERAGE,
    choices_for,
    figures_for,
    is_in_year,
    nearest_to,
)
from assistant.claims.figure_meant import (
    NUMBER,
    another_meant,
    has_all,
    holds,
    of_the_aged,
    strays_of,
)
from assistant.claims.parts import (
    ANY_THING,
    counts_another,
    counts_other,
    figure_of,
    led_by,
    said_of,
    shared,
    strayed,
    unit_of_another,
)
from assistant.claims.siblings_claimed import figure_behind, of_sibling
from assistant.claims.unstated import unstated_words
from assistant.evidence.choosing import FigureChoice, run_with, set_this_year
from assistant.evidence.coverage import core_terms, coverage, support
from assistant.evidence.heads import (
    head_of,
    in_its_cycle,
    is_of_whole,
    meant_instead,
    of_part,
    whole_range,
    whole_unsaid,
)
from assistant.evidence.measures import (
    as_it_was,
    asked_dimension,
    change_to,
    claims_change,
    gives_way_to,
    turned_round,
)
from assistant.evidence.past import year_at
from assistant.evidence.pieces import left_of, names_of, with_title, without_figures
from assistant.evidence.ranking import Candidate
from assistant.language.bounds import Bound, bound_at, relation
from assistant.language.clauses import clause_before, part_before, statement_of
from assistant.language.stated import BOUND_OF, figure_at, same_size
from assistant.understanding.question import Question, content_words
from index.lexical import word_class, words
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
_NOUN = 2  # characters
_APART = re.compile("[、,，;；。:：()（）]|其中")
_NEAREST = 3
_MEASURED = re.compile("^[总全]|[长额度积量数]$")  # how much is told of a thing, and none itself
_FAR = 10_000
_ALL_SAID = 0.99
_HALF = 0.5
_DENIES = re.compile(r"(?:(?<!是)不是|并非)(?=\d)")
_DOUBTS = re.compile("[吗么][?？。!！]*$")  # 不是50张吗 takes it that it is
# 2个10亿元以上, of 10亿元以上项目2个.
_SO_MANY_OF = re.compile(
    r"(?:有|[中里内]面?|含)(?P<number>\d+)[个家户项条所件](?:项目|企业|村|户|乡镇)?(?:是|为|达到?|在)?"
    r"(?P<whose>\d[\d.]*[万亿千百]*[一-鿿]{1,3}?以[上下])"
)
_EVERY = re.compile("都(?=[能可有会享要])|[全均](?=[能可有会享要])|人人")
_WHOSE = re.compile("高?的(?=[一-鿿])(?![吗吧么呢])")  # 1.2米的孩子, of 身高1.3米以下儿童
_GREATEST = re.compile("最[高多大]|上限")
_AIM = re.compile("力争|争取|冲刺|突破|努力")
_AIMED = re.compile("[,，](?:力争|争取|冲刺|努力)(?:达到?|实现|完成|突破|[到至])*")
# Nothing more is said: the bound is the claim.
_CLOSING = re.compile("次?了?[,，]?[是吗吧么呢?？。!！ ]*")


@dataclass(frozen=True, slots=True)
class FigureVerdict:
    """Whether the plan's figure for the claimed measure agrees with the claim; if so, what is
    claimed beside it that its sentence does not say (取消, 每年, 由区建管委). `which`: one of two
    figures is asked for (200个还是300个), and the plan has one. `aimed`: it is what the plan aims
    at beyond what it sets (65亿元，力争达到70亿元), told together with that. `way`: what is
    claimed of it, and what the plan has in the place of that: 一次性, 分5年."""

    agrees: bool
    choice: FigureChoice
    unstated: tuple[str, ...] = ()
    which: bool = False
    aimed: str = ""
    way: tuple[str, str] | None = None


@dataclass(frozen=True, slots=True)
class _Sentence:
    """The sentence that is of the same as a claim, and those of its `figures` that may be."""

    best: FigureChoice
    figures: tuple[Quantity, ...]

    @property
    def text(self) -> str:
        return self.best.passage.text


def check_figures(
    question: Question, candidates: Sequence[Candidate], retrieval: Retrieval, plan: Plan
) -> FigureVerdict | None:
    """Compare the figure a question claims, or denies (不是50张吧), with the plan's; None when the
    plan has none."""
    claimed = claimed_in(question)
    verdict = _compare(claimed, candidates, retrieval, plan) if claimed else None
    if claimed and verdict and not verdict.agrees and _is_unsure(claimed, verdict, plan):
        return None
    if verdict and _is_of_those_left(question.text, verdict.choice.passage.text):
        return None
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
    sentence = _Sentence(best, figures_for(question, best.passage, plan))
    stated = _stated(claimed, sentence, plan)
    if of_sibling(claimed.text, stated or best.figure, sentence.text):
        return _of_named_one(claimed, stated or best.figure, sentence, plan)
    aged = of_the_aged(claimed, sentence.text)
    if aged and not claimed.has_in_unit(aged, sentence.text):
        return FigureVerdict(False, _showing(question, best, aged, plan))
    stated = stated or aged  # 85岁补5元, of 80岁以上补5元
    if aimed := _aimed_at(claimed, sentence, plan):
        return aimed
    if stated:
        return _of_stated(claimed, stated, sentence, plan)
    return _of_unstated(claimed, sentence, plan)


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
            run = _clause_of(own, passage)
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
    return FigureVerdict(bool(by), _showing(question, best, by or alike[0][0], plan))


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
    return FigureVerdict(
        claimed.has_in_unit(told[0], text), _showing(question, best, told[0], plan)
    )


def _compared_with_before(figure: Quantity, text: str) -> bool:
    """Whether a figure is said to be that by which something changes from the year before."""
    return bool(_THAN_BEFORE.search(clause_before(figure, text)))


def _of_named_one(
    claimed: Claimed, sibling: Quantity, sentence: _Sentence, plan: Plan
) -> FigureVerdict | None:
    """Compare a claim with the figure of the very thing that is claimed, where the one at hand is
    of its sibling (一般隐患, of 重大隐患); None where that has none in its unit."""
    meant = figure_behind(claimed.text, sibling, sentence.text)
    if meant is None or meant not in sentence.figures:
        return None
    shown = _showing(claimed.question, sentence.best, meant, plan)
    if not claimed.has(meant, sentence.text):
        return FigureVerdict(False, shown)
    verdict = _of_stated(claimed, meant, sentence, plan)
    if verdict.agrees or verdict.choice.figure != sibling:
        return verdict
    at = shown.passage.span.start + meant.start
    unstated = unstated_words(claimed.question, shown.passage, at, shown.run, plan)
    same = [c for c in claimed.figures if is_same(meant, sentence.text, c, claimed.text)]
    return FigureVerdict(True, shown, tuple(_not_written_in(same, unstated)))


def _stated(claimed: Claimed, sentence: _Sentence, plan: Plan) -> Quantity | None:
    """Return the figure of a sentence that is claimed, and of the same."""
    alike = [*sentence.best.equals, *sentence.figures]
    return next(
        (f for f in alike if claimed.has(f, sentence.text) and _is_of(claimed, f, sentence, plan)),
        None,
    )


def _is_of(claimed: Claimed, figure: Quantity, sentence: _Sentence, plan: Plan) -> bool:
    """Whether a figure may be of what is claimed: it fits as well as the best, has words of it
    that no other one has, or stands with all others that are claimed."""
    if figure in sentence.best.equals:
        return True
    if any(gives_way_to(figure, to, sentence.text) for to in sentence.best.equals):
        return True  # 现在200吨, of 处理能力从200吨提高到500吨
    if shared(claimed.question, figure, sentence.text, plan.folded):
        return True
    if left_to(figure, sentence.text, claimed.question.text):
        return True
    if is_of_whole(claimed.text, figure, sentence.text):
        return True
    if _comes_to_it(claimed, figure, sentence) or _has_all_said(claimed, figure, sentence):
        return True
    if figure == _of_the_noun(claimed, sentence):
        return True
    return has_all(claimed, figure, sentence.text)


def _has_all_said(claimed: Claimed, figure: Quantity, sentence: _Sentence) -> bool:
    """Whether all words of a claim are said in the statement of a figure, and not in that of the
    best one: 65周岁以上老人、儿童免费乘车；60至64周岁老人半价."""
    own = statement_of(figure, sentence.text).lower()
    its = statement_of(sentence.best.figure, sentence.text).lower()
    terms = core_terms(claimed.question.terms)
    if own == its or not terms:
        return False
    told = [support(term, own) >= _HALF for term in terms]
    return all(told) and not all(support(term, its) >= _HALF for term in terms)


def _comes_to_it(claimed: Claimed, figure: Quantity, sentence: _Sentence) -> bool:
    """Whether a figure is what something comes to, as claimed (涨到163元), in the statement whose
    best figure tells no such: 补贴提高20元，达到163元. What is done to it is claimed of another."""
    text, best = sentence.text, sentence.best.figure
    claim = next((c for c in claimed.figures if is_same(figure, text, c, claimed.text)), None)
    said = claimed.text[: claim.start] if claim else ""
    own, its = head_of(figure, text), head_of(best, text)
    return (
        bool(COMES_TO.search(said) and COMES_TO.search(own))
        and not COMES_TO.search(its)
        and statement_of(best, text) == statement_of(figure, text)
        and figure.unit == best.unit
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
    run = _clause_of(figure, passage)
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


def _of_stated(
    claimed: Claimed, figure: Quantity, sentence: _Sentence, plan: Plan
) -> FigureVerdict:
    """Tell whether a figure that is claimed is right of what it is claimed of."""
    question, asked, text = claimed.question, claimed.text, sentence.text
    agreed = _showing(question, sentence.best, figure, plan)
    instead = meant_instead(asked, figure, text, plan.year)
    instead = instead or as_it_was(question.text, figure, text)
    instead = instead or in_its_cycle(asked, figure, text) or turned_round(asked, text)
    if not instead:  # 书屋12家都是通宵开放, where 4家 of them are
        beside = [f for f in sentence.figures if f != figure and claimed.has_in_unit(f, text)]
        instead = next(filter(None, (of_part(asked, f, text) for f in beside)), None)
    if instead:
        return FigureVerdict(False, _showing(question, sentence.best, instead, plan))
    same = [claim for claim in claimed.figures if is_same(figure, text, claim, asked)]
    if any(unit_of_another(question, claim, asked, figure, text) for claim in same):
        return FigureVerdict(False, agreed)
    quoted = plan.source[agreed.run.start : agreed.run.end]
    other = another_meant(claimed, figure, text, quoted, plan)
    if other and other.unit == figure.unit and figure == _of_the_noun(claimed, sentence):
        other = None
    if other and not is_in_year(question, other, sentence.best.passage, plan):
        other = None  # 去年增长8% is not contradicted by what this year's is
    set_to = bounds_of(question.text, figure, text)
    if not other and ranges_apart(claimed, figure, text):
        other = figure
    if other or (set_to and relation(*set_to) == "apart"):
        meant = _in_the_unit(claimed, other, text) if other else figure
        return FigureVerdict(False, _showing(question, sentence.best, meant, plan))
    before = carried(figure, text, question.text)
    around = "\n".join((said_of(figure, text), *(part.text for part in before)))
    if figure.unit in AGES:  # who it is that all of the clause is of
        clause = _clause_of(figure, sentence.best.passage)
        around = f"{around}\n{plan.source[clause.start : clause.end].lower()}"
    led = led_by(figure, text)
    around = f"{around}\n{led}"
    strays = [
        term for term in strays_of(claimed, figure, text, plan) if support(term, around) < _HALF
    ]
    if strays:
        agreed = replace(agreed, run=_clause_of(figure, agreed.passage))
    at = agreed.passage.span.start + figure.start
    unstated = [
        *_not_written_in(same, unstated_words(question, agreed.passage, at, agreed.run, plan)),
        *filter(None, (counts_another(question, one, asked, figure, text) for one in same)),
    ]
    strange = [
        *_with_bound(unstated, set_to, text),
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


def _with_bound(
    unstated: Sequence[str], set_to: tuple[Bound, Bound] | None, text: str
) -> list[str]:
    """Return the unstated words of a claim, and those of its bound where the stated one does not
    make it true."""
    if set_to is None:
        return list(unstated)
    said = set_to[1].said
    if relation(*set_to) == "within":
        return [word for word in unstated if word not in said]
    if said in text:
        return list(unstated)
    return [*(word for word in unstated if word not in said), said]


def _nowhere(claimed: Claimed, sentence: _Sentence) -> list[str]:
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


# --- where it has another one -------------------------------------------------------------


def _aimed_at(claimed: Claimed, sentence: _Sentence, plan: Plan) -> FigureVerdict | None:
    """Find that what is claimed is what a sentence aims at beyond what it sets: 70亿元, of 资金
    65亿元，力争达到70亿元. None where it is claimed to be aimed at."""
    text = sentence.text
    if _AIM.search(claimed.text) or len(claimed.figures) != 1:
        return None
    for before, figure in pairwise(sentence.figures):
        aim = _AIMED.fullmatch(text[before.end : figure.start])
        if aim and before.unit == figure.unit and claimed.has_in_unit(figure, text):
            if claimed.has_in_unit(before, text) or not _is_of(claimed, before, sentence, plan):
                return None
            shown = _showing(claimed.question, sentence.best, before, plan)
            clause = _clause_of(figure, shown.passage)
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


def _is_of_those_left(asked: str, text: str) -> bool:
    """Whether so many are claimed to be left (还有3个没通), and a sentence tells of none such: how
    many it is done to neither confirms nor contradicts that."""
    return bool(_LEFT_OVER.search(asked)) and not _LEFT_TOLD.search(text)


def _is_unsure(claimed: Claimed, verdict: FigureVerdict, plan: Plan) -> bool:
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


def _of_unstated(claimed: Claimed, sentence: _Sentence, plan: Plan) -> FigureVerdict | None:
    """Tell whether the sentence rules out, or makes true, a claim of a figure that it has not of
    the same."""
    return (
        _below_the_most(claimed, sentence)
        or _made_true(claimed, sentence, plan)
        or _counted_otherwise(claimed, sentence, plan)
        or _contradicted(claimed, sentence, plan)
    )


def _below_the_most(claimed: Claimed, sentence: _Sentence) -> FigureVerdict | None:
    """Contradict a claim of the most with the end of a range: 最高900元, of 300元至600元."""
    figure = sentence.best.figure
    most = whole_range(figure, sentence.text)
    if most == figure or not _GREATEST.search(claimed.text):
        return None
    return FigureVerdict(False, replace(sentence.best, figure=most))


def _made_true(claimed: Claimed, sentence: _Sentence, plan: Plan) -> FigureVerdict | None:
    """Affirm a bound that the stated figure is within, and an age that it bounds: 66岁, of the
    65周岁以上."""
    question, best, text = claimed.question, sentence.best, sentence.text
    agreed = replace(best, rivals=())
    # 65岁以上 tells who is meant, and bounds nothing.
    bare = [claim for claim in question.claims if not (claim.qualifier and claim.unit in AGES)]
    if any(
        satisfies(best.figure, text, claim, question.text)
        and not _is_of_another(claimed, claim, sentence)
        for claim in bare
        if _CLOSING.fullmatch(question.text, claim.end)
    ):
        at = best.passage.span.start + best.figure.start
        unstated = unstated_words(question, best.passage, at, best.run, plan)
        bounds = (bound_at(claim, question.text) for claim in bare)
        said = (*BOUND_OF, *(claim.text for claim in bare), *(one.said for one in bounds if one))
        strange = tuple(w for w in unstated if not any(w in bound for bound in said))
        return FigureVerdict(True, agreed, strange)
    if any(is_about(best.figure, text, claim, question.text) for claim in claimed.figures):
        at = best.passage.span.start + best.figure.start
        unstated = unstated_words(question, best.passage, at, best.run, plan)
        strange = tuple(w for w in unstated if not any(w in bound for bound in BOUND_OF))
        return FigureVerdict(True, agreed, strange)
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
        return FigureVerdict(True, agreed)
    return None


def _is_of_another(claimed: Claimed, claim: Quantity, sentence: _Sentence) -> bool:
    """Whether a bound is claimed in the words of the stated one, at what the sentence has of
    something else: 开工率不低于45%, of 开工率不低于70%，到位率达到45%."""
    figure, text = sentence.best.figure, sentence.text
    stated, said = bound_at(figure, text), bound_at(claim, claimed.question.text)
    alike = stated and said and stated.said and stated.least > said.least > float("-inf")
    others = (one for one in sentence.figures if one != figure and one.unit == figure.unit)
    return bool(alike) and any(is_same(one, text, claim, claimed.question.text) for one in others)


def _counted_otherwise(claimed: Claimed, sentence: _Sentence, plan: Plan) -> FigureVerdict | None:
    """Contradict a claim with the same number in another unit, 200户 with 200个: of another figure
    in another unit (52.8万亩) no yield (产量52.8万吨) is claimed."""
    question = claimed.question
    if asked_dimension(question.text) == sentence.best.figure.dimension:
        return None
    own = [f for f in sentence.figures if f.unit in claimed.units]
    if any(_is_of(claimed, figure, sentence, plan) for figure in own):
        return None  # that is what is claimed in its unit
    for figure in sentence.figures:
        if is_of(figure, claimed.values) and _is_of(claimed, figure, sentence, plan):
            return FigureVerdict(False, _showing(question, sentence.best, figure, plan))
    return None


def _contradicted(claimed: Claimed, sentence: _Sentence, plan: Plan) -> FigureVerdict | None:
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
        return FigureVerdict(False, _showing(question, best, other, plan))
    if said := _CONCERNS.search(claimed.text[: claimed.figures[0].start if claimed.figures else 0]):
        own = [f for f in sentence.figures if _concerns(said[0], f, text)]
        if len(own) != 1:
            return None  # 惠及9200个 is not contradicted by how many there are of what does that
        return FigureVerdict(False, _showing(question, best, own[0], plan))
    if named := _of_the_noun(claimed, sentence):
        return FigureVerdict(False, _showing(question, best, named, plan))
    units = claimed.units
    if not units and all(_is_far_from(best.figure, value) for value in claimed.values):
        return None  # 14.2亿 are not contradicted by 160公里
    points = (_POINTS in units) != (best.figure.unit == _POINTS)  # 提升20个百分点, of 提升到80%
    unlike = best.figure.dimension == ("ratio" if points else "count")
    if not units or best.figure.unit in units or not unlike:
        return FigureVerdict(False, replace(best, figure=whole_range(best.figure, text)))
    in_unit = [f for f in sentence.figures if f.unit in units and not claimed.has_in_unit(f, text)]
    beside = _in_the_unit(claimed, best.figure, text)
    if beside != best.figure:
        return FigureVerdict(False, _showing(question, best, beside, plan))
    meant = max(in_unit, key=lambda f: len(shared(question, f, text, plan.folded)), default=None)
    alone = points and len(in_unit) == 1
    if meant and (alone or _is_of(claimed, meant, sentence, plan)):
        return FigureVerdict(False, _showing(question, best, meant, plan))
    if in_unit:  # 2700户 are contradicted by the 3860户 concerned, not by 6个 of the things
        concerned = [f for f in in_unit if _concerned(f, text) and _this_year(f, best, plan)]
        if len(concerned) == 1:
            return FigureVerdict(False, _showing(question, best, concerned[0], plan))
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


def _of_the_noun(claimed: Claimed, sentence: _Sentence) -> Quantity | None:
    """Return the one figure of a sentence, of those in the unit claimed, that has the same noun
    right behind it as the one claimed: 4家 of 将12家企业整合为4家集团, where 5家集团 are."""
    text = sentence.text
    nouns = [next(iter(words(claimed.text[claim.end :])), "") for claim in claimed.figures]
    if len(nouns) != 1 or len(nouns[0]) < _NOUN or word_class(nouns[0])[:1] != "n":
        return None
    alike = [f for f in sentence.figures if f.unit in claimed.units]
    own = [f for f in alike if text.startswith(nouns[0], f.end)]
    return own[0] if len(own) == 1 and own[0] not in sentence.best.equals else None


def _in_the_unit(claimed: Claimed, figure: Quantity, text: str) -> Quantity:
    """Return the figure in the unit claimed that counts what one in another unit does (1950套, of
    3个项目1950套), else that one."""
    if figure.unit in claimed.units:
        return figure
    beside = (
        f
        for f in find_quantities(text)
        if f.unit in claimed.units
        and f.start >= figure.end
        and not _APART.search(text[figure.end : f.start])
    )
    other = next(beside, figure)
    return figure if claimed.has_in_unit(other, text) else other


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


# --- what is quoted -----------------------------------------------------------------------


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
