"""The metrics, each a few lines; METRICS.md says what they mean and where they come from."""

import re
import unicodedata
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from assistant.answers.answer import Answer
from assistant.answers.render import citation_mark, to_markdown
from eval.cases import Case
from eval.intervals import Estimate, percentile, ratio
from index.plan import Plan
from index.quantities import number_tokens

# What one case adds to a metric: (got, of). None: the metric does not apply to the case.
Part = tuple[float, float] | None

_MARKUP = re.compile(r"\\([!-/:-@\[-`{-~])|\*\*")  # an escaped character, or a bold mark
_QUOTE_MARKS = str.maketrans(dict.fromkeys("“”„『』「」", '"') | dict.fromkeys("‘’", "'"))
_SAID_OF_THE_PLAN = frozenset({"lead", "quote", "bullet", "synthesis"})


@dataclass(frozen=True)
class Outcome:
    """A case with the answer it got; `error` names the exception if there was no answer."""

    case: Case
    answer: Answer
    plan: Plan
    elapsed_ms: float
    error: str = ""

    @cached_property
    def text(self) -> str:
        """Return the answer as the user sees it."""
        return to_markdown(self.answer)

    @cached_property
    def cited(self) -> tuple[str, ...]:
        """Return the labels of the cited items, each once, in the order shown."""
        return tuple(dict.fromkeys(citation.item for citation in self.answer.citations))

    @property
    def status_right(self) -> bool:
        """Whether the answer has an accepted status."""
        return not self.error and self.answer.status in self.case.accepted

    @property
    def all_cited(self) -> bool:
        """Whether every required item is cited."""
        return set(self.case.items) <= set(self.cited)

    @cached_property
    def facts(self) -> dict[str, bool]:
        """Return each required string and whether the answer's text has it."""
        return _found(self.case.must, self)

    @cached_property
    def forbidden(self) -> dict[str, bool]:
        """Return each forbidden string and whether the answer's text has it."""
        return _found(self.case.forbid, self)

    @property
    def solved(self) -> bool:
        """Whether status, required items and required strings are all right."""
        return self.status_right and self.all_cited and all(self.facts.values())

    @property
    def answerability(self) -> float | None:
        """Return the assistant's own probability that the plan answers, if it gave one."""
        value = self.answer.explanation.get("answerability")
        if isinstance(value, int | float) and 0 <= value <= 1:
            return float(value)
        return None


def unify(text: str) -> str:
    """Return text without spaces, punctuation and digits in one width, quotes straight."""
    return "".join(unicodedata.normalize("NFKC", text).translate(_QUOTE_MARKS).split())


def plain(markdown: str) -> str:
    """Return unified text without Markdown's escapes and bold marks."""
    return unify(_MARKUP.sub(lambda found: found[1] or "", markdown))


def _found(wanted: Sequence[str], outcome: Outcome) -> dict[str, bool]:
    """Citation marks are taken out first: 〔第17项〕 does not state the figure 17."""
    text = outcome.text
    for label in outcome.cited:
        text = text.replace(citation_mark(label), "")
    text = plain(text)
    return {string: unify(string) in text for string in wanted}


def _is_answerable(case: Case) -> bool:
    return case.expected == "answered" and bool(case.items)


def status_accuracy(outcome: Outcome) -> Part:
    """Status as expected."""
    return float(outcome.status_right), 1


def case_score(outcome: Outcome) -> Part:
    """Status right, every required item cited and every key fact present."""
    return float(outcome.solved), 1


def citation_recall(outcome: Outcome) -> Part:
    """Share of the required items that are cited."""
    if not _is_answerable(outcome.case):
        return None
    return len(set(outcome.case.items) & set(outcome.cited)) / len(outcome.case.items), 1


def all_items_cited(outcome: Outcome) -> Part:
    """Every required item cited."""
    return (float(outcome.all_cited), 1) if _is_answerable(outcome.case) else None


def citation_precision(outcome: Outcome) -> Part:
    """Share of the cited items that are required or also fine."""
    if not _is_answerable(outcome.case) or not outcome.cited:
        return None
    fine = {*outcome.case.items, *outcome.case.also_ok}
    return len(fine & set(outcome.cited)) / len(outcome.cited), 1


def key_facts(outcome: Outcome) -> Part:
    """Share of the required strings in the answer's text."""
    if outcome.case.expected != "answered" or not outcome.facts:
        return None
    return sum(outcome.facts.values()) / len(outcome.facts), 1


def _should_reject(case: Case) -> bool:
    return case.expected == "not_in_plan"


def _rejects(outcome: Outcome) -> bool:
    if outcome.error:
        return False
    accepted_chat = outcome.answer.status == "chat" and outcome.status_right
    return outcome.answer.status == "not_in_plan" or (
        accepted_chat and _should_reject(outcome.case)
    )


def rejection_precision(outcome: Outcome) -> Part:
    """Of the rejections, how many were due."""
    rejects = _rejects(outcome)
    return float(rejects and _should_reject(outcome.case)), float(rejects)


def rejection_recall(outcome: Outcome) -> Part:
    """Of the cases to be rejected, how many were."""
    due = _should_reject(outcome.case)
    return float(due and _rejects(outcome)), float(due)


def rejection_f1(outcome: Outcome) -> Part:
    """Harmonic mean of the two: Σ 2·TP / Σ (rejected + to be rejected)."""
    due, rejects = _should_reject(outcome.case), _rejects(outcome)
    return 2.0 * (due and rejects), float(due) + float(rejects)


def false_premise_corrected(outcome: Outcome) -> Part:
    """The real fact stated and a required item cited, where the question claims otherwise."""
    if outcome.case.answer_kind != "false_premise":
        return None
    cited = bool(set(outcome.case.items) & set(outcome.cited))
    return float(outcome.status_right and all(outcome.facts.values()) and cited), 1


def not_verbatim(outcome: Outcome) -> tuple[str, ...]:
    """Return the quotes that are not, character for character, what their item has there."""
    plan = outcome.plan
    wrong = []
    for citation in outcome.answer.citations:
        item, span = plan.item(citation.item), citation.span
        inside = item is not None and item.span.start <= span.start <= span.end <= item.span.end
        if not inside or not citation.quote or plan.source[span.start : span.end] != citation.quote:
            wrong.append(citation.quote)
    return tuple(wrong)


def verbatim_rate(outcome: Outcome) -> Part:
    """Share of the quotes that stand in their item exactly where they say."""
    quotes = len(outcome.answer.citations)
    return quotes - len(not_verbatim(outcome)), quotes


def _figures(outcome: Outcome) -> list[tuple[str, bool]]:
    """Each Arabic number said of the plan and whether a cited item of its statement has it."""
    figures = []
    for statement in outcome.answer.statements:
        if statement.role not in _SAID_OF_THE_PLAN:
            continue
        items = [outcome.plan.item(citation.item) for citation in statement.citations]
        known = frozenset[str]().union(*(number_tokens(item.text) for item in items if item))
        figures += [(number, number in known) for number in sorted(number_tokens(statement.text))]
    return figures


def ungrounded_figures(outcome: Outcome) -> tuple[str, ...]:
    """Return the numbers said of the plan that no cited item has.

    Questions about the plan itself are left out: 27 items is counted, not quoted.
    """
    if outcome.case.answer_kind == "meta":
        return ()
    return tuple(number for number, grounded in _figures(outcome) if not grounded)


def figure_grounding(outcome: Outcome) -> Part:
    """Share of the numbers said of the plan that stand in a cited item."""
    if outcome.case.answer_kind == "meta":
        return None
    figures = _figures(outcome)
    return sum(grounded for _, grounded in figures), len(figures)


def forbid_violations(outcome: Outcome) -> Part:
    """A forbidden string in the answer."""
    return (float(any(outcome.forbidden.values())), 1) if outcome.forbidden else None


def capped_recall(ranked: Sequence[str], gold: Collection[str], k: int) -> float:
    """Share of `gold` among the first k, of as many as k can hold."""
    return len(set(ranked[:k]) & set(gold)) / min(k, len(set(gold)))


def reciprocal_rank(ranked: Sequence[str], gold: Collection[str]) -> float:
    """1 / rank of the first of `gold`; 0 when none is ranked."""
    return next((1 / rank for rank, label in enumerate(ranked, start=1) if label in gold), 0.0)


def _retrieval(score: Callable[[Sequence[str], Collection[str]], float]) -> "Measure":
    def measure(outcome: Outcome) -> Part:
        if not _is_answerable(outcome.case) or outcome.answer.retrieval is None:
            return None
        return score(outcome.answer.retrieved, outcome.case.items), 1

    return measure


Measure = Callable[[Outcome], Part]


@dataclass(frozen=True, slots=True)
class Metric:
    """A metric's key, its name in tables and what one case adds to it."""

    key: str
    name: str
    measure: Measure


METRICS = (
    Metric("case_score", "case solved", case_score),
    Metric("status", "status accuracy", status_accuracy),
    Metric("citation_recall", "citation recall", citation_recall),
    Metric("all_cited", "all required items cited", all_items_cited),
    Metric("citation_precision", "citation precision", citation_precision),
    Metric("key_facts", "key facts", key_facts),
    Metric("rejection_precision", "rejection precision", rejection_precision),
    Metric("rejection_recall", "rejection recall", rejection_recall),
    Metric("rejection_f1", "rejection F1", rejection_f1),
    Metric("false_premise", "false premise corrected", false_premise_corrected),
    Metric("verbatim", "quotes verbatim", verbatim_rate),
    Metric("figures", "figures grounded", figure_grounding),
    Metric("forbid", "forbidden text (lower is better)", forbid_violations),
    Metric("recall_1", "retrieval R@1", _retrieval(lambda got, gold: capped_recall(got, gold, 1))),
    Metric("recall_5", "retrieval R@5", _retrieval(lambda got, gold: capped_recall(got, gold, 5))),
    Metric("mrr", "retrieval MRR", _retrieval(reciprocal_rank)),
)


@dataclass(frozen=True, slots=True)
class Percentile:
    """A percentile over the cases: its key, its name in tables, of what, which."""

    key: str
    name: str
    measure: Callable[[Outcome], float]
    q: float


PERCENTILES = (
    Percentile("length", "answer length p50 (characters)", lambda o: len(plain(o.text)), 50),
    Percentile("p50_ms", "latency p50 (ms)", lambda o: o.elapsed_ms, 50),
    Percentile("p95_ms", "latency p95 (ms)", lambda o: o.elapsed_ms, 95),
)
# Measured over pairs of cases.
VARIANTS = "variants"
NAMES = {
    **{metric.key: metric.name for metric in METRICS},
    VARIANTS: "variants relative to base",
    **{wanted.key: wanted.name for wanted in PERCENTILES},
}

Summary = Mapping[str, Estimate | None]


def summarize(outcomes: Sequence[Outcome]) -> Summary:
    """Return every metric over the outcomes by key; None where it applies to no case."""
    summary: dict[str, Estimate | None] = {
        metric.key: ratio([part for o in outcomes if (part := metric.measure(o)) is not None])
        for metric in METRICS
    }
    pairs = _variant_pairs(outcomes)
    relative = ratio(pairs)
    summary[VARIANTS] = replace(relative, n=len(pairs)) if relative else None
    for wanted in PERCENTILES:
        values = [wanted.measure(outcome) for outcome in outcomes]
        summary[wanted.key] = percentile(values, wanted.q)
    return summary


def _variant_pairs(outcomes: Sequence[Outcome]) -> list[tuple[float, float]]:
    """(score of the variant, score of its base), a pair for every variant."""
    by_id = {outcome.case.id: outcome for outcome in outcomes}
    return [
        (float(outcome.solved), float(by_id[outcome.case.base].solved))
        for outcome in outcomes
        if outcome.case.base in by_id
    ]


def by_kind(outcomes: Sequence[Outcome]) -> dict[str, list[Outcome]]:
    """Group the outcomes by the kind of their case, kinds in alphabetical order."""
    kinds = sorted({outcome.case.kind for outcome in outcomes})
    return {kind: [o for o in outcomes if o.case.kind == kind] for kind in kinds}
