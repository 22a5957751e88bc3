"""Choose the evidence: which clauses of a sentence, and which figure, answer a question."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from assistant.evidence.asked_units import asked_dimension
from assistant.evidence.beside import (
    listed_alike,
    of_counted,
    of_each_named,
    of_other_money,
    of_partners,
    of_the_completed,
    of_the_state,
    tells_size,
)
from assistant.evidence.coverage import (
    as_written,
    core_terms,
    coverage,
    covers,
    known_to,
    may_be_short_for,
    support,
)
from assistant.evidence.growth import behind_its_rate
from assistant.evidence.heads import of_one_joined, out_of_scope, scope_apart
from assistant.evidence.labels import IN_ALL, best_labelled
from assistant.evidence.measures import fitting_figures
from assistant.evidence.past import asks_past, asks_this_year, suits_year, with_its_year, year_told
from assistant.evidence.ranking import Candidate
from assistant.evidence.rerank import surely_answers
from assistant.evidence.respectively import said_respectively
from assistant.evidence.right_behind import right_behind
from assistant.evidence.scopes import scope_lacking
from assistant.evidence.siblings import of_sibling, of_sibling_behind, of_size
from assistant.evidence.subjects import (
    asks_unit,
    is_total,
    measures_otherwise,
    named_before,
    names_several,
    of_all,
    of_alternative,
    of_another_deed,
    of_another_kind,
    of_another_quantity,
    of_other_statement,
    of_several,
    of_so_many,
    of_the_end,
    of_the_new,
    of_the_time_after,
    on_another,
    one_of_stage,
    subject_of,
    subject_start,
    summed_up,
    tells_no_change,
    total_beside,
)
from assistant.evidence.unusual_figures import ordinal_end
from assistant.language.clauses import CLAUSE_END, STATEMENT_END, clause_before, start_of
from assistant.understanding.question import Question, Term
from index.passages import Passage, asked_within, title_above
from index.plan import Plan, Span
from index.quantities import Quantity, find_quantities
from index.retriever import Retrieval

_FIGURE_SENTENCES = 12
_SHORT = 120  # characters
_WORDED = 0.6
# How far below the best sentence (in logits of the ranking) a figure's sentence may be.
_ON_SUBJECT = 4.0
_BESIDE = 2.0
# The least share of the things asked about that must be said of the figure; less where the
# sentence is among the nearest in meaning, least where the figure has the very unit asked for.
_MEASURED = 0.45
_MEASURED_NEAR = 0.25
_KNOWN_MEASURED = 0.7
_KNOWN_NEAREST = 0.3
_MEASURED_UNIT = 0.1
_NEAREST = 0.8
_SURELY_NEAREST = 0.9
_VERY_NEAREST = 0.99
_FULL = 0.99
_ALL_SAID = 0.85  # by the plan's own words for them
_FEW_ITEMS = 0.2
_HAS = 0.5
_NAMING = 3  # characters
_TIE = 0.08
_EQUAL = 0.2
_AS_MUCH = 0.02
_SAID_MORE = 0.5
_SCOPE = 0.4
_SHORT_NAME = 0.6
_SENTENCE_SHARE = 0.15
_NEARNESS = 5.0
# How many there are of what a deed is done to, which itself does nothing: 改造覆盖多少个小区.
_REACHES = re.compile("(?P<deed>覆盖)(?:到|了)?(?:多少|几)")
# All that have a number of their kind are asked for: 有哪些“第几次”的普查.
_WHICH_ALL = re.compile(
    "哪[些几][^,，。;；]*第几(?=[次届期批轮])|第几[次届期批轮][^,，。;；]*哪[些几]"
)
_BESIDE_ANOTHER = re.compile("[和与跟、]|以及")
_GROWTH_ASKED = re.compile("增(?!加值)|[涨降升]|提高|下降|%|百分")
_YEAR_WORDS = frozenset("去年 上年 上一年 前年 今年 本年".split())
_GROWING = ("增长", "增速", "同比增长", "下降", "同比下降", "比上年增长", "增长率", "增幅")
_SEGMENT = re.compile(r"[、,，;；]|(?<=[”》])(?=[“《])")
States = Callable[[str], object]
"""Whether a text gives what is asked for; truthy if it does."""


def best_run(
    terms: Sequence[Term], passage: Passage, source: str, states: States | None = None
) -> Span:
    """Return the smallest run of clauses that covers what the whole sentence covers.

    It begins no earlier than the statement that names what is asked about. With `states`, the
    run must hold what that recognises, if the sentence does. Where little of the question is in
    the sentence word for word, no words tell which of its clauses answer: all do, unless it is
    long.
    """
    clauses = passage.clauses
    if len(passage.text) <= _SHORT and coverage(terms, passage.text.lower()) < _WORDED:
        return passage.span
    whole = coverage(terms, passage.text.lower())
    needed = states is not None and bool(states(passage.text.lower()))
    begins = passage.span.start + subject_start(terms, passage.text)
    best = (float("inf"), 0, len(clauses) - 1)
    for first in range(len(clauses)):
        for last in range(first, len(clauses)):
            text = source[clauses[first].start : clauses[last].end].lower()
            lacks = needed and states is not None and not states(text)
            early = clauses[first].start < begins
            cost = 10 * (whole - coverage(terms, text)) + (last - first) + 100 * (lacks + early)
            best = min(best, (cost, first, last))
    end = clauses[best[2]].end
    for clause in clauses[best[2] + 1 :]:
        if not source[clauses[0].start : end].rstrip().endswith(("：", ":")):
            break
        end = clause.end  # what is announced is what is asked for: 责任单位：城建办
    return Span(clauses[best[1]].start, end)


def best_statement(terms: Sequence[Term], passage: Passage, source: str) -> Span:
    """Return the one statement of a sentence, up to a semicolon, that has all that the sentence has
    of the question (生产总值增长6%；规上工业增长8%；…); the sentence, if none has."""
    whole = coverage(terms, passage.text.lower())
    starts = [0, *(m.end() for m in STATEMENT_END.finditer(passage.text.rstrip()))]
    for start, end in pairwise([*starts, len(passage.text)]):
        if whole and coverage(terms, passage.text[start:end].lower()) >= whole:
            return Span(passage.span.start + start, passage.span.start + end)
    return passage.span


def widened(run: Span, passage: Passage, source: str, states: States) -> Span:
    """Return `run` with the clauses after it that state more of the same, which a short answer
    must not leave out (8月底前完工，12月底前通车)."""
    end = run.end
    for clause in passage.clauses:
        if clause.start < run.end:
            continue
        if not states(source[clause.start : clause.end].lower()):
            break
        end = clause.end
    return Span(run.start, end)


@dataclass(frozen=True, slots=True)
class FigureChoice:
    """A figure with the clauses that say what it measures.

    `rivals` fit as well, or nearly. `equals` are those whose own part of the sentence has as
    much of the question as the figure's: a claim of any of these values is no contradiction.
    `exact`: its very unit is asked for, and all things and deeds asked about are said of it; or
    what is quoted has every word of the question. `elsewhere`: figures of other items that are said
    to be of the same in the same words. `said`: the score without that of the sentence.
    """

    figure: Quantity
    passage: Passage
    run: Span
    score: float
    coverage: float
    rivals: tuple[Quantity, ...]
    equals: tuple[Quantity, ...]
    exact: bool
    elsewhere: tuple["FigureChoice", ...] = ()
    said: float = 0.0


def choose_figure(
    question: Question, candidates: Sequence[Candidate], retrieval: Retrieval, plan: Plan
) -> FigureChoice | None:
    """Return the figure that answers, or None when no sentence on the subject has one.

    What a figure measures is said before it in its sentence, and most closely in its own
    enumerated part: both are compared with the question, as is how people ask about that part.
    Where it is of less than all that is asked about (总数), none answers.
    """
    choice = _best_of(question, candidates, retrieval, plan)
    if choice and scope_lacking(question, choice.figure, choice.passage, plan, chosen=True):
        return None
    return choice


def _best_of(
    question: Question, candidates: Sequence[Candidate], retrieval: Retrieval, plan: Plan
) -> FigureChoice | None:
    """Return the figure that answers best, of this year's where there is one."""
    past = [c for c in candidates if year_told(c.passage, plan) is not None]
    if past and len(past) < len(candidates) and not asks_past(question, plan):
        rest = [c for c in candidates if c not in past]
        choices = [_choose(question, some, retrieval, plan) for some in (past, rest)]
        told = set_this_year(question, [choice for choice in choices if choice], plan)
        return max(told, key=lambda choice: choice.score, default=None)
    return _choose(question, candidates, retrieval, plan)


def set_this_year(
    question: Question, choices: Sequence[FigureChoice], plan: Plan
) -> list[FigureChoice]:
    """Return the figures without those that a preamble tells of the year before, where another one
    of the kind is set for the plan's and no less of what is asked about is said of that: what
    there is in all (累计) is not what the year adds."""
    now = [choice for choice in choices if year_told(choice.passage, plan) is None]
    if IN_ALL.search(question.text) and any(map(_is_of_all, choices)):
        now = [choice for choice in now if _is_of_all(choice)]
        choices = [choice for choice in choices if _is_of_all(choice)]
    return [
        choice
        for choice in choices
        if choice in now
        or not any(
            one.figure.dimension == choice.figure.dimension
            and one.coverage >= choice.coverage - _AS_MUCH
            and one.said >= choice.said - _SAID_MORE
            for one in now
        )
    ]


def _is_of_all(choice: FigureChoice) -> bool:
    """Whether the clause of a figure says before it that it is of all there is."""
    return bool(IN_ALL.search(clause_before(choice.figure, choice.passage.text)))


def _choose(
    question: Question, candidates: Sequence[Candidate], retrieval: Retrieval, plan: Plan
) -> FigureChoice | None:
    best: FigureChoice | None = None
    top = max((candidate.relevance for candidate in candidates), default=0.0)
    outside = _items_without_names(question, plan)
    for candidate in candidates[:_FIGURE_SENTENCES]:
        if candidate.relevance < top - _ON_SUBJECT:
            continue
        if candidate.passage.item in outside:
            continue
        choice = _figure_of(question, candidate, retrieval, plan, candidate is candidates[0])
        if choice and (best is None or _is_better(choice, best)):
            best = choice
    if best is None:
        return None
    head = _head_of(best.figure, best.passage.text)
    choices = [
        _figure_of(question, candidate, retrieval, plan, candidate is candidates[0])
        for candidate in candidates
        if head in candidate.passage.text and candidate.passage.item not in outside
    ]
    return replace(best, elsewhere=tuple(c for c in choices if c and _is_of_the_same(c, best)))


def _is_better(one: FigureChoice, best: FigureChoice) -> bool:
    """Whether a figure answers better than the best one before it; none of which nothing asked
    about is said does than one of which all is: 建设小屋22个 than 建设社区15个."""
    for said, unsaid, better in ((one, best, True), (best, one, False)):
        if said.coverage >= _ALL_SAID and unsaid.coverage == 0:
            return better
    return one.score > best.score


def _is_of_the_same(one: FigureChoice, best: FigureChoice) -> bool:
    """Whether an item has another figure for what the best one is of, in the same words before it
    (新增学位), and no less of the question is said of that."""
    heads = [_head_of(choice.figure, choice.passage.text) for choice in (one, best)]
    other = one.passage.item != best.passage.item and one.figure.value != best.figure.value
    alike = (
        heads[0] == heads[1] and len(heads[0]) >= _NAMING and one.figure.unit == best.figure.unit
    )
    return other and alike and one.coverage >= best.coverage


def _head_of(figure: Quantity, text: str) -> str:
    """Return what stands before a figure in its part of a sentence."""
    return _SEGMENT.split(text[: figure.start])[-1]


def _items_without_names(question: Question, plan: Plan) -> set[str]:
    """Return the items that lack a name asked about, whose figures are of another place.

    A name that is all over the plan (the district's own) tells no items apart.
    """
    without: set[str] = set()
    for name in core_terms(question.terms):
        if not (name.is_name or name.is_place) or not known_to(name, plan.folded):
            continue
        lacking = {
            item.label
            for item in plan.items
            if not known_to(name, f"{item.title}\n{item.text}".lower())
        }
        if len(plan.items) - len(lacking) <= max(_FEW_ITEMS * len(plan.items), 1):
            without |= lacking
    return without


def _measures(question: Question, candidate: Candidate, best: "_Scored", first: bool) -> bool:
    """Whether what is said of the figure is what is asked; `first`: no sentence ranks higher.

    A word of the plan's own that is not said of the figure tells that something else is meant:
    the plan would have used it here, too; less so where no sentence is nearer in meaning. A word
    foreign to the plan tells nothing; there the meaning of the sentence decides, and the very
    unit asked for. Both together decide by themselves where every ranking agrees, and so does
    a sentence that is read to answer.
    """
    text = candidate.passage.text
    if measures_otherwise(question.text, text, best.figure) or of_several(
        question, text, best.figure
    ):
        return False
    if best.alternative or of_other_statement(question, text, best.figure):
        return False
    if of_sibling(question, text, best.figure):
        return False
    if of_partners(question, text, best.figure) or of_other_money(question, text, best.figure):
        return False
    if of_the_new(question.text, text, best.figure) or of_all(question.text, text, best.figure):
        return False
    if of_the_time_after(question.text, text, best.figure):
        return False
    if surely_answers(candidate):
        return True
    unit_asked = asks_unit(question, best.figure)
    if first and candidate.near >= _VERY_NEAREST:
        foreign = best.before == 0 and best.known == 1.0  # the plan has no word of the question
        if unit_asked or (foreign and _is_the_only(best.figure, question, text)):
            return True
    if best.known < _KNOWN_MEASURED:
        sure = first and candidate.near >= _SURELY_NEAREST and best.known >= _KNOWN_NEAREST
        return sure and (unit_asked or best.before >= _MEASURED_NEAR)
    if candidate.near < _NEAREST:
        return best.before >= _MEASURED
    return best.before >= (_MEASURED_UNIT if unit_asked else _MEASURED_NEAR)


def _is_the_only(figure: Quantity, question: Question, text: str) -> bool:
    """Whether no other figure of `text` is of the dimension asked for, a telling one."""
    dimension = asked_dimension(question.text)
    alike = [f for f in find_quantities(text) if f.dimension == dimension]
    return dimension not in (None, "count") and alike == [figure]


def beyond_title(candidates: Sequence[Candidate], plan: Plan) -> Candidate:
    """Return the best sentence; not a title, which only names what its sentences tell."""
    best = candidates[0]
    item = plan.item(best.passage.item)
    if item is None or not item.is_title(best.passage.text):
        return best
    siblings = [c for c in candidates[1:] if c.passage.item == best.passage.item]
    return siblings[0] if siblings else best


def nearest_figure(question: Question, candidates: Sequence[Candidate], plan: Plan) -> Span | None:
    """Return the clauses of the first figure of the kind asked for in a sentence on the subject.

    It need not be the figure asked for: for what is shown beside an answer that declines.
    None when no figure's clauses have as much of the question as the best sentence has.
    """
    most = coverage(question.terms, candidates[0].passage.text.lower())
    for candidate in candidates[:_FIGURE_SENTENCES]:
        if candidate.relevance < candidates[0].relevance - _BESIDE:
            continue
        for figure in fitting_figures(question, candidate.passage.text):
            text = candidate.passage.text
            if of_another_quantity(question, text, figure):
                continue
            if of_sibling_behind(question, text, figure):
                continue
            run = run_with(question, candidate.passage, figure, plan.source)
            if coverage(question.terms, plan.source[run.start : run.end].lower()) >= most:
                return with_its_year(run, figure, candidate.passage, plan)
    return None


@dataclass(frozen=True, slots=True)
class _Scored:
    """A figure with how well it fits; `before` and `known` are shares of the things asked about
    that are said of it: of all of them, and of those that the plan has words for. `alternative`:
    it is said of another of a group than the one asked about. Of the things asked about, `own` are
    named in its own enumerated part, `said` there or before, not of what is listed with it."""

    figure: Quantity
    score: float
    before: float
    known: float
    alternative: bool = False
    own: frozenset[str] = frozenset()
    said: frozenset[str] = frozenset()


def _figure_of(
    question: Question, candidate: Candidate, retrieval: Retrieval, plan: Plan, first: bool
) -> FigureChoice | None:
    passage = candidate.passage
    fitting = [
        figure
        for figure in fitting_figures(question, passage.text)
        if suits_year(question, figure, passage, plan)
        and not scope_lacking(question, figure, passage, plan)
    ]
    fitting = [
        figure
        for figure in fitting
        if not out_of_scope(question.text, figure, fitting, passage.text, plan.year)
        and not of_one_joined(question.text, figure, passage.text)
        and not of_size(question, passage.text, figure)
        and not of_so_many(question.text, figure, passage.text)
    ]
    if on_another(question, passage, plan) or of_another_kind(question, passage, plan):
        return None
    # Where one figure of the sentence is the rate or of the group asked about, no other one is.
    meant = [
        f
        for f in fitting
        if not measures_otherwise(question.text, passage.text, f)
        and not named_before(question, passage.text, f)
        and not of_another_quantity(question, passage.text, f)
        and not of_another_deed(question, passage.text, f, fitting)
        and not tells_size(question, passage.text, f, fitting)
        and not of_sibling(question, passage.text, f)
        and not of_partners(question, passage.text, f)
        and not of_other_money(question, passage.text, f)
        and not of_all(question.text, passage.text, f)
        and not of_the_new(question.text, passage.text, f)
        and not of_the_end(question.text, passage.text, f, fitting)
        and not (
            summed_up(question.text)
            and not asks_this_year(question, plan)
            and total_beside(question, f, passage.text) in fitting
        )
    ]
    scored = sorted(
        (
            _scored(question, passage, figure, retrieval, plan)
            for figure in best_labelled(
                question,
                passage.text,
                right_behind(
                    question, passage.text, _apart(question, passage.text, meant or fitting)
                ),
            )
        ),
        key=lambda one: -one.score,
    )
    if not scored:
        return None
    scored = [one for one in scored if not one.alternative] or scored
    scored = [
        one for one in scored if not any(_says_more(other, one, passage.text) for other in scored)
    ]
    best = scored[0]
    if tells_no_change(question.text, passage.text, best.figure, fitting):
        return None
    if not _measures(question, candidate, best, first):
        return None  # the sentence may be on the subject, its figure measures something else
    unsure = best.before < (_FULL if names_several(question.text) else _ALL_SAID)
    alike = [
        other
        for other in scored[1:]
        if not of_several(question, passage.text, other.figure)
        and (other.figure.unit == best.figure.unit or not asks_unit(question, best.figure))
    ]
    text = passage.text
    in_all = total_beside(question, best.figure, text)
    listed = listed_alike(question, passage.text, best.figure, fitting)
    rivals = tuple(
        other.figure
        for other in alike
        if other.figure == in_all
        or one_of_stage(question, text, best.figure, other.figure)
        or (best.score - other.score < _TIE and not _is_apart(other.figure, best.figure, text))
        or (unsure and other.figure.unit == best.figure.unit and best.score - other.score < 0.3)
        or _of_another_asked(question, other, best)
        or (other.figure.unit == best.figure.unit and _WHICH_ALL.search(question.text))
    )
    listed += of_each_named(question, passage.text, best.figure, fitting)
    rivals = (*rivals, *(other for other in dict.fromkeys(listed) if other not in rivals))
    equals = tuple(other.figure for other in scored if other.score >= best.score - _EQUAL)
    run = run_with(question, passage, best.figure, plan.source)
    run = with_its_year(run, best.figure, passage, plan)
    score = best.score + _SENTENCE_SHARE * candidate.score
    reached = {found["deed"] for found in _REACHES.finditer(question.text)}
    deeds = [t for t in question.terms if t.is_verb and len(t.text) > 1 and t.text not in reached]
    done = not deeds or covers(deeds, passage.text.lower(), passage.asked)
    exact = best.before >= _FULL and done and asks_unit(question, best.figure, alike=True)
    exact = exact or _says_all(
        question, plan.source[run.start : run.end], title_above(passage, plan)
    )
    figure, before = best.figure, best.before
    return FigureChoice(figure, passage, run, score, before, rivals, equals, exact, said=best.score)


def _apart(question: Question, text: str, figures: Sequence[Quantity]) -> Sequence[Quantity]:
    """Return the figures of the state asked about, and that count the thing asked about."""
    figures = of_the_completed(question, text, of_the_state(question, text, figures))
    return of_counted(question, text, figures)


def _is_apart(one: Quantity, other: Quantity, text: str) -> bool:
    """Whether two figures are of other dimensions and statements."""
    between = text[min(one.end, other.end) : max(one.start, other.start)]
    return one.dimension != other.dimension and bool(STATEMENT_END.search(between))


def _says_all(question: Question, quoted: str, title: str) -> bool:
    """Whether every word of the question is said in what is quoted or in the title above; of the
    year asked about a figure is already."""
    said = f"{title}\n{quoted}".lower()
    terms = [term for term in question.terms if term.text not in _YEAR_WORDS]
    named = any(len(form) > 1 and form in quoted.lower() for t in terms for form in t.forms)
    return named and all(any(form in said for form in term.forms) for term in terms)


def _of_another_asked(question: Question, other: _Scored, best: _Scored) -> bool:
    """Whether a figure is of one thing and the best one of another where both are asked about:
    青云街道和东渡街道改造几个小区."""
    alike = other.figure.unit == best.figure.unit
    each = other.own - best.own and best.own - other.own
    return alike and bool(_BESIDE_ANOTHER.search(question.text) and each)


def _says_more(one: _Scored, other: _Scored, text: str) -> bool:
    """Whether this figure is of a part, asked about by name, of what the other one counts: the
    second of 科技企业9家,其中制造类5家."""
    part = "其中" in text[other.figure.end : one.figure.start]
    counted = _SEGMENT.split(text[other.figure.end :])[0]  # of which the part is, too
    unsaid = [name for name in other.said - one.said if not set(name) <= set(counted)]
    return part and not unsaid and bool(one.own - other.said)


def _scored(
    question: Question,
    passage: Passage,
    figure: Quantity,
    retrieval: Retrieval,
    plan: Plan,
) -> _Scored:
    """Compare what a figure measures with what is asked."""
    text = passage.text.lower()
    start = max((m.end() for m in _SEGMENT.finditer(text, 0, figure.start)), default=0)
    growing = text[start : figure.start] in _GROWING and _GROWTH_ASKED.search(question.text)
    if start and (growing or behind_its_rate(figure, text)):
        # 预算收入达到28.6亿元,增长5%; 增长5%,达到28.6亿元: of what the part before is of
        start = start_of(CLAUSE_END, text, start - 1)
    following = _SEGMENT.search(text, figure.end)
    end = following.start() if following else len(text)
    if (named_to := ordinal_end(figure, text)) >= 0:
        start, end = figure.start, named_to
    member = said_respectively(text).get(figure.start)
    part = Span(passage.span.start + start, passage.span.start + end)
    asked = asked_within(passage, part)
    terms = as_written(question.terms, text)
    things = [term for term in core_terms(terms) if not term.is_verb]
    own_part = text[start:end] if member is None else member
    own = coverage(terms, own_part, asked)
    # A part that names the subject itself takes no words from the parts before it.
    subject = max(things, key=lambda term: term.weight, default=None)
    inherits = member is None and not (subject and support(subject, own_part) >= _HAS)
    heard = text[:end] if inherits else own_part
    # The item's title names the subject of all its sentences.
    item = plan.item(passage.item)
    titled = f"{subject_of(item, passage)}\n{heard}"
    before = coverage(things or terms, titled, asked)
    own_words = [t for t in things if known_to(t, plan.folded)]
    known = coverage(own_words, titled, asked) if own_words else 1.0
    alternative = of_alternative(question.text, own_part) or of_alternative(
        question.text, f"{titled}\n{text[:end]}"
    )
    if alternative:
        before = known = 0.0
    loose = own_part if member else f"{_unmeasured(text, start)}{own_part}"
    said_of_it = coverage(terms, member or loose, asked)
    if inherits:
        said_of_it = (said_of_it + coverage(terms, heard, asked)) / 2
    overlap = max(_pair_overlap(question.text, said) for said in (own_part, *asked.splitlines()))
    near = max(
        (cosine for span, cosine in retrieval.asked.items() if span.overlaps(part)),
        default=0.0,
    )
    nearest = max(retrieval.asked.values(), default=0.0)
    nearness = _NEARNESS * (near - nearest) if near else 0.0
    total = is_total(question.text, text[start:end])
    score = said_of_it + 0.3 * own + 0.4 * overlap + max(nearness, -0.4) + 0.4 * total
    score += _SHORT_NAME * any(
        may_be_short_for(term, own_part) for term in things if term.text not in text
    )
    score -= _SCOPE * scope_apart(question.text, figure, text, plan.year)
    named, said = (
        frozenset(t.text for t in question.terms if len(t.text) > 1 and support(t, told) >= _HAS)
        for told in (own_part, loose)
    )
    return _Scored(figure, score, before, known, alternative, named, said)


def _unmeasured(text: str, until: int) -> str:
    """Return what stands in a sentence before a place without the things that have figures of
    their own: the parts of the statements before (…；) and those that are listed with what stands
    there (编织袋2万条、|抽水泵24台)."""
    cuts = [0, *(m.end() for m in _SEGMENT.finditer(text, 0, until)), until]
    figures = find_quantities(text)
    statement = start_of(STATEMENT_END, text, until)
    clause = start_of(CLAUSE_END, text, until)
    listed = text[until - 1 : until] == "、"
    return "".join(
        text[start:end]
        for start, end in pairwise(cuts)
        if statement <= start < (clause if listed else until)
        or not any(start <= figure.start < end for figure in figures)
    )


def run_with(question: Question, passage: Passage, figure: Quantity, source: str) -> Span:
    """Return the shortest run of clauses that ends with the figure's and covers the most."""
    offset = passage.span.start
    at = next(
        index
        for index, clause in enumerate(passage.clauses)
        if clause.start - offset <= figure.start < clause.end - offset
    )
    end = passage.clauses[at].end
    best = (float("inf"), at)
    begins = subject_start(question.terms, passage.text[: end - offset])
    for first in range(at, -1, -1):
        if passage.clauses[first].start - offset < begins:
            break
        text = source[passage.clauses[first].start : end].lower()
        cost = 10 * (1 - coverage(question.terms, text)) + (at - first)
        best = min(best, (cost, first))
    return Span(passage.clauses[best[1]].start, end)


def _pair_overlap(asked: str, text: str) -> float:
    """Share of the question's character pairs that `text` has, 0 to 1."""
    pairs = {asked[i : i + 2] for i in range(len(asked) - 1)}
    return sum(pair in text for pair in pairs) / len(pairs) if pairs else 0.0
