"""Choose the sentences that answer a broad question (a theme, a list), grouped by item."""

import re
from collections.abc import Sequence

from assistant.evidence.coverage import core_terms, coverage, covers, known_to
from assistant.evidence.pointed import listing_alone, of_kind
from assistant.evidence.ranking import Candidate
from assistant.evidence.rerank import reading, surely_answers
from assistant.understanding.question import Question, Term
from index.plan import Item, Plan

_MOST_ITEMS = 8
_MOST_SENTENCES = 6
# How much of what the best sentence has of the subject another one must have to stand beside it,
_ALIKE = 0.75
# and how near in meaning it must be (0: as far as the mean of the plan, 1: the nearest).
_NEAR = 0.3
_NEAREST = 0.85  # where no word is shared, as in a question in English
# How far below the best sentence (in logits of the ranking) the best of another item may be,
_OTHER_ITEM = 4.0
# and how badly one beside the best may be read to answer (a logit, too).
_OFF = -3.0
# How far below the best sentence of its item one may be to be read beside it without its words;
# it is quoted where it is not read badly, or is as near in meaning as the best.
_BESIDE = 3.0
_SURELY_NEAR = 0.95
# A sentence without a subject of its own speaks of what is before it.
_GOES_ON = re.compile(
    "其[中余他]|同时|此外|另外?[,，]|逾期|超[出过]|[^,，。;；]{1,4}后(?!台|勤|备|续)"
)
# How many sentences an item may have by that.
_MOST_BESIDE = 4
# A word as distinct as a name (人大) binds items by itself, a common one (整治) does not.
_DISTINCT = 0.9
_TOGETHER = re.compile("[和与跟及、]")
_CLAUSE = re.compile("[,，;；]")


def besides(question: Question, candidates: Sequence[Candidate]) -> list[Candidate]:
    """Leave out the sentences with what is named only for anything else to be told (除了旧改还有
    什么), but for a list of which it is one member."""
    aside = core_terms(question.aside)
    subject = core_terms(question.terms)
    return [c for c in candidates if not _is_of(aside, c) or _lists_beside(aside, subject, c)]


def _is_of(terms: Sequence[Term], candidate: Candidate) -> bool:
    return covers(terms, candidate.passage.text.lower())


def _lists_beside(aside: Sequence[Term], subject: Sequence[Term], candidate: Candidate) -> bool:
    """Whether another member of the list with what is set aside has a word of the subject."""
    for clause in _CLAUSE.split(candidate.passage.text.lower()):
        members = clause.split("、")
        others = [member for member in members if not covers(aside, member)]
        listed = 0 < len(others) < len(members)
        if listed and any(covers([term], member) for term in subject for member in others):
            return True
    return False


def relevant(
    question: Question, candidates: Sequence[Candidate], plan: Plan
) -> dict[str, list[Candidate]]:
    """Return item label → sentences to quote, items best first."""
    if not candidates:
        return {}
    core = core_terms([term for term in question.terms if known_to(term, plan.folded)])
    subject = core or core_terms(question.terms)
    held = {id(c): _held(subject, c) for c in candidates}
    most = max(held.values())
    everything = question.wants_everything
    distinct = max((term.weight for term in core), default=0.0) >= _DISTINCT
    top = candidates[0]
    groups: dict[str, list[Candidate]] = {}
    for candidate in candidates:
        whole = covers(core, candidate.passage.text.lower())
        nearness = _NEAR if most > 0 else _NEAREST
        alike = held[id(candidate)] >= _ALIKE * most and candidate.near >= nearness
        answers = candidate is top and surely_answers(candidate)
        if not (whole or alike or answers):
            continue
        elsewhere = candidate.passage.item not in groups and bool(groups)
        binds = whole and (distinct or everything)
        if elsewhere and not binds:
            behind = candidate.relevance < top.relevance - _OTHER_ITEM
            # A question in English shares no word with the plan, and is read badly.
            if behind or (most > 0 and reading(question, candidate, plan) < _OFF):
                continue
        groups.setdefault(candidate.passage.item, []).append(candidate)
    groups = groups or {top.passage.item: [top]}
    names = [term for term in core if term.weight >= _DISTINCT]
    if len(names) > 1 and _TOGETHER.search(question.text):
        for name in names:  # several things in one question: the best sentence on each
            found = next((c for c in candidates if covers([name], c.passage.text.lower())), None)
            if found and found not in groups.get(found.passage.item, []):
                groups.setdefault(found.passage.item, []).append(found)
    for label, chosen in groups.items():
        item = plan.item(label)
        if item and covers(core, item.title.lower()):
            chosen += [c for c in candidates if c.passage.item == label and c not in chosen]
        beside = _beside(question, chosen, candidates)[: max(_MOST_BESIDE - len(chosen), 0)]
        chosen += [
            c
            for c in beside
            if c.near >= _SURELY_NEAR
            or _GOES_ON.match(c.passage.text)
            or reading(question, c, plan) >= _OFF
        ]
        if label == next(iter(groups)):
            best = max(chosen, key=lambda c: c.relevance)
            kept = of_kind(question, without_partial(question, chosen, best, item), best)
            chosen[:] = [c for c in chosen if c in kept]
            if question.answer_type == "list":
                chosen[:] = _beyond_name(chosen, candidates, item)
        del chosen[_MOST_SENTENCES:]
    return listing_alone(question, dict(list(groups.items())[:_MOST_ITEMS]))


def _beyond_name(
    chosen: Sequence[Candidate], candidates: Sequence[Candidate], item: Item | None
) -> list[Candidate]:
    """Return the chosen sentences of an item; the best one behind its title where that alone is
    chosen, which names what is asked for and lists none of it."""
    texts = [c.passage.text for c in chosen]
    if item is None or not all(item.is_title(t.strip()) and "、" not in t for t in texts):
        return list(chosen)
    behind = [c for c in candidates if c.passage.item == item.label and c not in chosen]
    return [max(behind, key=lambda c: c.relevance)] if behind else list(chosen)


def without_partial(
    question: Question, chosen: Sequence[Candidate], top: Candidate, item: Item | None
) -> list[Candidate]:
    """Leave out the sentences of an item far behind the best one that have the subject neither
    themselves nor in the item's title, or only a part of what that one has all of: 人大代表 alone,
    of 人大代表的能力. Where the best one has it in other words alone (居家养老, of 没人照顾), so
    may the others (长护险居家服务)."""
    core = core_terms(question.terms)
    title = item.title.lower() if item else ""
    things = [term for term in question.terms if not term.is_verb]
    best = f"{title}\n{top.passage.text.lower()}"
    if not any(len(term.text) > 1 and term.text in best for term in things):
        return list(chosen)
    whole = len(things) > 1 and covers(things, top.passage.text.lower())
    kept = []
    for c in chosen:
        said = f"{title}\n{c.passage.text.lower()}"
        named = any(form in said for term in core for form in term.forms)
        near = c.relevance >= top.relevance - _OTHER_ITEM or _GOES_ON.match(c.passage.text)
        if near or (named and (covers(things, said) or not whole)):
            kept.append(c)
    return kept


def _beside(
    question: Question, chosen: Sequence[Candidate], candidates: Sequence[Candidate]
) -> list[Candidate]:
    """Return what may stand beside the chosen sentences of an item without the subject's words:
    what follows them, which tells what is then done, or otherwise (超出后每小时4元), and what is
    about as relevant."""
    taken = {c.passage.ordinal for c in chosen}
    further = question.answer_type in ("how", "topic")
    following = {place + 1 for place in taken} if further else set()
    least = max(c.relevance for c in chosen) - _BESIDE
    return [
        c
        for c in candidates
        if c.passage.item == chosen[0].passage.item
        and c.passage.ordinal not in taken
        and (c.passage.ordinal in following or c.relevance >= least)
    ]


def _held(subject: Sequence[Term], candidate: Candidate) -> float:
    passage = candidate.passage
    return coverage(subject, passage.text.lower(), passage.asked)
