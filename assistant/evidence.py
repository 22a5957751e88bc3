"""Choose the evidence: which sentences, and which clauses of them, answer a question."""

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.question import Question, Term
from index.passages import Passage
from index.plan import Plan, Span
from index.quantities import Quantity, find_quantities, unit_dimension
from index.retriever import Retrieval

_ITEM_SHARE = 0.35


@dataclass(frozen=True, slots=True)
class Candidate:
    """A sentence with how well it and its item cover the question's terms (0 to 1).

    `score` orders the candidates of one question: coverage first, the retriever's ranks and
    cosines where coverage says little.
    """

    passage: Passage
    coverage: float
    item_coverage: float
    cosine: float
    score: float


def support(term: Term, text: str) -> float:
    """How far `text` (lower case) has the term: 1 literally, 0.9 by the plan's own word for
    it, else up to 0.7 by the share of its character pairs."""
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


def rank_candidates(question: Question, retrieval: Retrieval, plan: Plan) -> list[Candidate]:
    """Order the retrieved passages by how well they answer, best first."""
    item_text = {item.label: f"{item.title}\n{item.text}".lower() for item in plan.items}
    covered: dict[str, float] = {}
    top = max((hit.score for hit in retrieval.hits), default=1.0) or 1.0
    cosines = [hit.cosine for hit in retrieval.hits if hit.cosine > 0]
    high = max(cosines, default=1.0)
    low = sum(cosines) / len(cosines) if cosines else 0.0
    spread = max(high - low, 1e-6)
    item_rank = {hit.item: 1.0 / rank for rank, hit in enumerate(retrieval.items, start=1)}
    candidates = []
    for hit in retrieval.hits:
        label = hit.passage.item
        if label not in covered:
            covered[label] = coverage(question.terms, item_text[label])
        own = coverage(question.terms, hit.passage.text.lower())
        near = max(0.0, (hit.cosine - low) / spread) if hit.cosine else 0.0
        score = (
            own
            + _ITEM_SHARE * covered[label]
            + 0.5 * near
            + 0.3 * hit.score / top
            + 0.1 * item_rank.get(label, 0.0)
        )
        candidates.append(Candidate(hit.passage, own, covered[label], hit.cosine, score))
    return sorted(candidates, key=lambda candidate: -candidate.score)


def best_run(question: Question, passage: Passage, source: str) -> Span:
    """Return the smallest run of clauses that covers what the whole sentence covers.

    For a figure question the run must hold a figure; otherwise any run may win.
    """
    clauses = passage.clauses
    whole = coverage(question.terms, passage.text.lower())
    best: tuple[float, int, int] | None = None
    for first in range(len(clauses)):
        for last in range(first, len(clauses)):
            text = source[clauses[first].start : clauses[last].end]
            if question.answer_type == "figure" and not _fitting(question, text):
                continue
            lost = whole - coverage(question.terms, text.lower())
            cost = lost * 10 + (last - first)
            if best is None or cost < best[0]:
                best = (cost, first, last)
    if best is None:
        return trim(passage.span, source)
    return trim(Span(clauses[best[1]].start, clauses[best[2]].end), source)


def _fitting(question: Question, text: str) -> list[Quantity]:
    return [figure for figure in find_quantities(text) if fits_unit(question.text, figure)]


def fits_unit(asked: str, figure: Quantity) -> bool:
    """Whether a figure's dimension can answer the unit asked for (多少公里 wants a length)."""
    dimension = asked_dimension(asked)
    if dimension is None:
        return True
    return dimension == figure.dimension


def asked_dimension(text: str) -> str | None:
    """Return the dimension of the unit after 多少 or 几, or None when any figure will do."""
    for word in ("多少", "几"):
        position = text.find(word)
        if position < 0:
            continue
        tail = text[position + len(word) :].lstrip("万亿千百个 ")
        if tail.startswith(("钱", "资金", "经费", "预算", "投资")):
            return "money"
        for length in range(min(4, len(tail)), 0, -1):
            dimension = unit_dimension(tail[:length])
            if dimension:
                return dimension
    if "百分之" in text or "比例" in text or "占比" in text:
        return "ratio"
    return None


def trim(span: Span, source: str) -> Span:
    """Narrow a span by the white space at its ends."""
    text = source[span.start : span.end]
    start = span.start + len(text) - len(text.lstrip())
    return Span(start, start + len(text.strip()))
