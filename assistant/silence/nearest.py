"""What is shown as nearest to a question that is declined, if anything is near to it."""

from collections.abc import Sequence

from assistant.evidence.choosing import best_run, beyond_title, nearest_figure, widened
from assistant.evidence.coverage import core_terms, coverage, known_to, support
from assistant.evidence.past import asks_past, compares
from assistant.evidence.ranking import Candidate
from assistant.language.normalize import pattern, wording
from assistant.language.stages import is_stage
from assistant.silence.alike import but_for_one
from assistant.silence.missing import half_known
from assistant.silence.rules import told_by
from assistant.understanding.question import Question, Term
from index.lexical import word_class
from index.passages import title_above
from index.plan import Plan, Span

_COVERED = 0.2
_NEAR = 0.9  # of two sentences with the same meaning
_RELATED = 0.4  # how far something asked about must be in what is shown
_NAMING = 0.2  # the weight of a word from which on it names something
_NAME = 3  # characters
_NAMED = 0.9  # of the things asked about, that a sentence has
_READ = 4  # candidates
_COMMON = 0.25  # of all items, if they are more than a few
_FEW_ITEMS = 3


def nearest_run(
    question: Question, candidates: Sequence[Candidate], plan: Plan, doubtful: bool
) -> Span | None:
    """Return the clauses nearest to a question that is declined, or None where none has anything
    that is asked about; `doubtful`: it may well be answered."""
    if not candidates or not (candidates[0].coverage > 0 or candidates[0].near > _NEAR):
        return None
    best = beyond_title(_naming_first(question, candidates), plan)
    if question.terms and best.coverage < _COVERED:
        return None
    read_so = doubtful and (_worded(question, plan) or best.near > _NEAR)
    if not (read_so or _is_related(question, best, plan)):
        return None
    in_row = any(row.overlaps(best.passage.span) for row in plan.rows)
    states = told_by(question, best.passage.text) if in_row else None
    run = best_run(question.terms, best.passage, plan.source, states)
    run = widened(run, best.passage, plan.source, states) if states else run
    if question.answer_type == "figure":  # a figure nearby says more than words nearby
        run = nearest_figure(question, candidates, plan) or run
    if asks_past(question, plan):  # what it is compared with tells of the year before
        of_run = next((c.passage for c in candidates if c.passage.span.overlaps(run)), None)
        run = widened(run, of_run, plan.source, compares) if of_run else run
    return run


def _naming_first(question: Question, candidates: Sequence[Candidate]) -> Sequence[Candidate]:
    """Return the candidates from the one on that has what is asked about, where the first has none
    of it but a like deed: 开工 of 昌安铁路, which only a later one names."""
    things = [t for t in core_terms(question.terms) if not (t.is_verb or is_stage(t.text))]
    if not things or coverage(things, candidates[0].passage.text.lower()) >= _RELATED:
        return candidates
    held = [coverage(things, c.passage.text.lower()) for c in candidates[:_READ]]
    at = held.index(max(held))
    return candidates[at:] if held[at] >= _NAMED else candidates


def _is_related(question: Question, candidate: Candidate, plan: Plan) -> bool:
    """Whether a sentence or the title of its item has any of the things asked about, word for
    word, not only what is done (新建) or the plan's own place; or a thing of another number
    (18号线) may be near to one called by its own (19号线)."""
    if question.identifiers:
        return True
    said = f"{title_above(candidate.passage, plan)}\n{candidate.passage.text}".lower()
    core = core_terms(question.terms)
    if (half := half_known(question, plan.folded)) and word_class(half[1])[:1] == "v":
        # 治安防控 is far from 疫情防控.
        core = tuple(term for term in core if term.text != half[1])
    naming = [t for t in question.terms if t.weight >= _NAMING or t.text.isascii()]
    things = [t for t in core if _is_thing(t, plan)] or [t for t in naming if _is_thing(t, plan)]
    return any(support(t, said) >= _RELATED or but_for_one(t.text, said) for t in things or core)


def _is_thing(term: Term, plan: Plan) -> bool:
    """Whether a term is of a thing that not just any sentence has: neither of what is done, nor
    said all over the plan, as whose it is."""
    saying = sum(term.text in item.text.lower() for item in plan.own_items)
    common = saying > max(len(plan.own_items) * _COMMON, _FEW_ITEMS)
    deed = is_stage(term.text) or pattern(wording()["follow_up"]["deed"]).fullmatch(term.text)
    return not (term.is_verb or deed or common)


def _worded(question: Question, plan: Plan) -> bool:
    """Whether the plan has all that is asked about, or its own words for it."""
    return all(known_to(term, plan.worded) for term in core_terms(question.terms))
