"""Choose the evidence: which sentences, and which clauses of them, answer a question."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.question import Question, Term
from index.passages import Passage
from index.plan import Plan, Span
from index.quantities import Quantity, find_quantities, unit_dimension
from index.retriever import Retrieval

# Shares of the parts of a candidate's score: fitted (softmax over candidates) on the dev split
# of three plans' questions and on CMRC2018 trial, then rounded.
_CONTEXT_SHARE = 1.0
_ITEM_SHARE = 0.8
_NEAR_SHARE = 1.0
_FUSED_SHARE = 0.25
_RANK_SHARE = 0.3
_TYPE_SHARE = 0.5
_LENGTH_SHARE = 0.5
_LONG = 120
_DEPTH = 200
_CORE_WEIGHT = 0.35
_ON_SUBJECT = 0.65
_COVERING = 0.6
_FULL = 0.99
_HAS = 0.5
_NEAREST = 0.85
_TIME = re.compile(
    r"\d{4}\s*年|\d{1,2}\s*月|[一二三四五六七八九十]+月|年内|年底|年中|年前|月底|[上下]半年|季度|世纪|\d日"
)
_ASKED_MEASURE = re.compile(r"(第?)几(轮|次|届|期|级|种|步|层|类|批|大|条|项|年|连冠)")
_SEGMENT = re.compile(r"[、,，;；]")


@dataclass(frozen=True, slots=True)
class Candidate:
    """A sentence with how well it and its item cover the question's terms (0 to 1).

    `context` is the coverage together with the sentence before it in its item.
    `near` is the cosine's place between the mean (0) and the best (1) of this query;
    `relevance` tells how far the sentence is on the subject, `score` adds whether it has the
    kind of thing asked for, and orders the candidates of one question.
    """

    passage: Passage
    coverage: float
    context: float
    item_coverage: float
    near: float
    relevance: float
    score: float


def support(term: Term, text: str) -> float:
    """How far `text` (lower case) has the term.

    1 literally, 0.9 by the plan's own word for it, else up to 0.7 by the share of its
    character pairs.
    """
    if term.text in text:
        return 1.0
    if any(form in text for form in term.forms[1:]):
        return 0.9
    word = term.text
    if word.isascii() or len(word) < 3:
        return 0.0
    pairs = [word[i : i + 2] for i in range(len(word) - 1)]
    return 0.7 * sum(pair in text for pair in pairs) / len(pairs)


def coverage(terms: Sequence[Term], text: str) -> float:
    """Weighted mean support of the terms in `text` (lower case); 0 when there are no terms."""
    total = sum(term.weight for term in terms)
    return sum(term.weight * support(term, text) for term in terms) / total if total else 0.0


def core_terms(terms: Sequence[Term]) -> tuple[Term, ...]:
    """Return the terms that carry the subject: the weighty ones, or all when none is."""
    return tuple(term for term in terms if term.weight >= _CORE_WEIGHT) or tuple(terms)


def covers(terms: Sequence[Term], text: str) -> bool:
    """Whether `text` (lower case) has every term, literally or by the plan's own word."""
    return bool(terms) and all(any(form in text for form in term.forms) for term in terms)


def rank_candidates(
    question: Question,
    retrieval: Retrieval,
    plan: Plan,
    passages: Sequence[Passage],
    only: Sequence[str] = (),
) -> list[Candidate]:
    """Order the retrieved passages by how well they answer, best first.

    A sentence is read with the one before it in its item, which often names the subject.
    `only` restricts the candidates to the items with these labels.
    """
    terms = question.terms
    covered: dict[str, float] = {}
    top = max((hit.score for hit in retrieval.hits), default=1.0) or 1.0
    cosines = [hit.cosine for hit in retrieval.hits if hit.cosine > 0]
    low = sum(cosines) / len(cosines) if cosines else 0.0
    spread = max(max(cosines, default=1.0) - low, 1e-6)
    item_rank = {hit.item: 1.0 / rank for rank, hit in enumerate(retrieval.items, start=1)}
    candidates = []
    for hit in retrieval.hits[:_DEPTH]:
        passage = hit.passage
        item = plan.item(passage.item)
        if item is None or (only and item.label not in only):
            continue
        if item.label not in covered:
            covered[item.label] = coverage(terms, f"{item.title}\n{item.text}".lower())
        before = passages[passage.ordinal - 1] if passage.ordinal else passage
        context = before.text if before.item == passage.item else ""
        near = max(0.0, (hit.cosine - low) / spread) if hit.cosine else 0.0
        in_context = coverage(terms, f"{context}\n{passage.text}".lower())
        relevance = (
            _CONTEXT_SHARE * in_context
            + _ITEM_SHARE * covered[item.label]
            + _NEAR_SHARE * near
            + _FUSED_SHARE * hit.score / top
            + _RANK_SHARE * item_rank.get(item.label, 0.0)
            + _LENGTH_SHARE * min(len(passage.text), _LONG) / _LONG
        )
        score = relevance + _TYPE_SHARE * suits(question, passage.text)
        own = coverage(terms, passage.text.lower())
        candidates.append(
            Candidate(passage, own, in_context, covered[item.label], near, relevance, score)
        )
    return sorted(candidates, key=lambda candidate: -candidate.score)


def suits(question: Question, text: str) -> bool:
    """Whether `text` has the kind of thing asked for: a fitting figure, a time."""
    if question.answer_type == "figure":
        return bool(fitting_figures(question, text))
    if question.answer_type == "date":
        return bool(_TIME.search(text))
    return False


def best_run(
    terms: Sequence[Term], passage: Passage, source: str, states: re.Pattern[str] | None = None
) -> Span:
    """Return the smallest run of clauses that covers what the whole sentence covers.

    With `states`, the run must hold what that pattern recognises, if the sentence does.
    """
    clauses = passage.clauses
    whole = coverage(terms, passage.text.lower())
    needed = states is not None and bool(states.search(passage.text.lower()))
    best = (float("inf"), 0, len(clauses) - 1)
    for first in range(len(clauses)):
        for last in range(first, len(clauses)):
            text = source[clauses[first].start : clauses[last].end].lower()
            lacks = needed and states is not None and not states.search(text)
            cost = 10 * (whole - coverage(terms, text)) + (last - first) + 100 * lacks
            best = min(best, (cost, first, last))
    return Span(clauses[best[1]].start, clauses[best[2]].end)


@dataclass(frozen=True, slots=True)
class FigureChoice:
    """A figure with the clauses that say what it measures; `rivals` fit as well, or nearly."""

    figure: Quantity
    passage: Passage
    run: Span
    score: float
    coverage: float
    rivals: tuple[Quantity, ...]


def _has(term: Term, text: str) -> bool:
    return support(term, text) >= _HAS


def choose_figure(
    question: Question, candidates: Sequence[Candidate], source: str
) -> FigureChoice | None:
    """Return the figure that answers, or None when no sentence on the subject has one.

    What a figure measures is said before it in its sentence, and most closely in its own
    enumerated part: both are compared with the question. Sentences far less on the subject
    than the best one are left out.
    """
    best: FigureChoice | None = None
    most_relevant = max((candidate.relevance for candidate in candidates), default=0.0)
    most_covering = max((candidate.coverage for candidate in candidates[:8]), default=0.0)
    things = [
        term
        for term in core_terms(question.terms)
        if not term.is_verb and any(_has(term, c.passage.text.lower()) for c in candidates)
    ]
    for candidate in candidates[:12]:
        text = candidate.passage.text.lower()
        if things and not any(_has(term, text) for term in things):
            continue
        if candidate.relevance < _ON_SUBJECT * most_relevant:
            continue
        if candidate.context < _COVERING * most_covering and candidate.near < _NEAREST:
            continue
        choice = _figure_of(question, candidate, source)
        if choice and (best is None or choice.score > best.score):
            best = choice
    return best


def _figure_of(question: Question, candidate: Candidate, source: str) -> FigureChoice | None:
    passage = candidate.passage
    text = passage.text.lower()
    things = [term for term in question.terms if not term.is_verb]
    subject = max(things, key=lambda term: term.weight, default=None)
    scored = []
    for figure in fitting_figures(question, passage.text):
        start = max((m.end() for m in _SEGMENT.finditer(text, 0, figure.start)), default=0)
        following = _SEGMENT.search(text, figure.end)
        end = following.start() if following else len(text)
        own = coverage(question.terms, text[start:end])
        # A part that names the subject itself takes no words from the parts before it.
        inherits = not (subject and _has(subject, text[start:end]))
        before = coverage(question.terms, text[:end]) if inherits else own
        overlap = _pair_overlap(question.text, text[start:end])
        scored.append((before + 0.3 * own + 0.4 * overlap, before, figure))
    if not scored:
        return None
    scored.sort(key=lambda entry: -entry[0])
    score, before, figure = scored[0]
    if before < _COVERING * candidate.coverage:
        return None  # the sentence is on the subject, its figure measures something else
    unsure = before < _FULL
    rivals = tuple(
        other
        for points, _, other in scored[1:]
        if score - points < 0.08 or (unsure and other.unit == figure.unit)
    )
    run = _run_with(question, passage, figure, source)
    return FigureChoice(figure, passage, run, score + 0.5 * candidate.score, before, rivals)


def _run_with(question: Question, passage: Passage, figure: Quantity, source: str) -> Span:
    """Return the shortest run of clauses that ends with the figure's and covers the most."""
    offset = passage.span.start
    at = next(
        index
        for index, clause in enumerate(passage.clauses)
        if clause.start - offset <= figure.start < clause.end - offset
    )
    end = passage.clauses[at].end
    best = (float("inf"), at)
    for first in range(at, -1, -1):
        text = source[passage.clauses[first].start : end].lower()
        cost = 10 * (1 - coverage(question.terms, text)) + (at - first)
        best = min(best, (cost, first))
    return Span(passage.clauses[best[1]].start, end)


def _pair_overlap(asked: str, text: str) -> float:
    """Share of the question's character pairs that `text` has, 0 to 1."""
    pairs = {asked[i : i + 2] for i in range(len(asked) - 1)}
    return sum(pair in text for pair in pairs) / len(pairs) if pairs else 0.0


def fitting_figures(question: Question, text: str) -> list[Quantity]:
    """Return the quantities of `text` that can answer the unit asked for.

    When none does, numerals before the very measure word asked for (几种 → 四种) count too.
    """
    dimension = asked_dimension(question.text)
    fitting = [
        figure
        for figure in find_quantities(text)
        if dimension is None or figure.dimension == dimension
    ]
    return fitting or _by_measure_word(question.text, text)


def _by_measure_word(asked: str, text: str) -> list[Quantity]:
    """Find numerals with the measure word after 几: 第几轮 → 第四轮, 几级 → 三级."""
    found = _ASKED_MEASURE.search(asked)
    if not found:
        return []
    return [
        Quantity(match[0], 0.0, found[2], "count", "", match.start(), match.end())
        for match in re.finditer(f"{found[1]}[一二两三四五六七八九十百\\d]+{found[2]}", text)
    ]


def asked_dimension(text: str) -> str | None:
    """Return the dimension of the unit after 多少 or 几, or None when any figure will do."""
    if _ASKED_MEASURE.search(text) and "第几" in text:
        return "ordinal"
    for word in ("多少", "几"):
        position = text.find(word)
        if position < 0:
            continue
        tail = text[position + len(word) :].lstrip("万亿千百个 ")
        if re.match("个?[万亿]+", text[position + len(word) :]) and not unit_dimension(tail[:1]):
            return None
        if tail.startswith(("钱", "资金", "经费", "预算", "投资")):
            return "money"
        for length in range(min(4, len(tail)), 0, -1):
            dimension = unit_dimension(tail[:length])
            if dimension:
                return dimension
        if text[position + len(word) : position + len(word) + 1] == "个":
            return "count"
    if "百分之" in text or "比例" in text or "占比" in text:
        return "ratio"
    return None
