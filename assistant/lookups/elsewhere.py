"""Say that the section or annex asked about has nothing of the subject, and where the plan has it.

民生实事里有没有养老的, 第二部分里学位多少: that no sentence there answers is not that the plan
leaves it out.
"""

from collections.abc import Sequence

from assistant.answers.answer import Statement
from assistant.answers.phrases import phrase
from assistant.evidence.coverage import core_terms, covers, known_to
from assistant.evidence.ranking import Candidate
from assistant.evidence.rerank import reread, surely_answers
from assistant.language.sections import own_items_of
from assistant.lookups.lookup import bold_terms, quote
from assistant.understanding.question import Question, Term
from index.plan import Plan

_FIRST = 3


def not_there(
    question: Question, everywhere: Sequence[Candidate], there: Sequence[Candidate], plan: Plan
) -> list[Statement]:
    """Return what says so; nothing, where no section is asked about or it has a word of the
    subject, or what stands `there` is read to answer."""
    sections = question.references.sections
    things = _things(question)
    items = [item for section in sections for item in own_items_of(section, plan)]
    text = "\n".join(f"{item.title}\n{item.text}" for item in items).lower()
    if not things or not items or any(known_to(thing, text) for thing in things):
        return []
    if any(map(surely_answers, reread(question, there, plan))):
        return []
    words = "”“".join(_as_typed(thing.text, question.raw) for thing in things)
    named = "”“".join(section.title.rstrip("。") for section in sections)
    lacking = Statement("phrase", phrase("contents.not_there", section=named, words=words))
    found = _elsewhere(things, everywhere, {item.label for item in items}, plan)
    if not found:
        return [lacking]
    quotes = [
        quote(plan, c.passage.span, bold_terms(things, c.passage.text), "bullet") for c in found
    ]
    return [lacking, Statement("phrase", phrase("contents.elsewhere")), *quotes]


def _things(question: Question) -> tuple[Term, ...]:
    """Return the things looked for, without what is asked of them."""
    subject = {term.text for term in question.subject}
    things = [term for term in question.terms if term.text in subject and not term.is_verb]
    return core_terms([term for term in things if len(term.text) > 1])


def _as_typed(word: str, question: str) -> str:
    at = question.lower().find(word)
    return question[at : at + len(word)] if at >= 0 else word


def _elsewhere(
    things: Sequence[Term], everywhere: Sequence[Candidate], there: set[str], plan: Plan
) -> list[Candidate]:
    """Return the best sentence of each of the first items that have the things, not `there`; the
    title of an item names them, too."""
    best: dict[str, Candidate] = {}
    for candidate in everywhere:
        passage = candidate.passage
        item = plan.item(passage.item)
        if item is None or item.label in there or item.is_title(passage.text):
            continue
        if covers(things, f"{item.title}\n{passage.text}".lower()):
            best.setdefault(passage.item, candidate)
    return list(best.values())[:_FIRST]
