"""Which items a conversation is about, and what a message names that stands elsewhere."""

import re
from collections.abc import Callable, Sequence

from assistant.dialogue.follow_up import Message, only_names, unmarked
from assistant.evidence.coverage import coverage
from assistant.language.clauses import PHRASE_END
from assistant.language.normalize import pattern, wording
from assistant.language.stages import is_stage
from assistant.understanding.question import Question
from assistant.understanding.things import SUBJECT_WEIGHT, is_attribute, is_deed, things_of
from index.plan import Plan
from index.quantities import find_quantities

CitedBy = Callable[[str, Sequence[str]], Sequence[str]]
"""The items that the answer to a message quotes, given the ones before it."""
# 几处分诊点: what is counted has a name of its own, whatever words it is cut into.
COUNTS_NAMED = re.compile("(?:多少|几)[一-鿿](?P<name>[一-鿿]{3,})[?？]?")
# The share of the earlier subject that an item has which the conversation is about.
_ABOUT = 0.5
_NAME = 2  # characters


def items_talked_about(subject: Question, cited: Sequence[str], plan: Plan) -> tuple[str, ...]:
    """Return the items that a follow-up is about; a row of an annex says least of its task, which
    the plan has in its own items, too."""
    about = _about(subject, cited, plan)
    own = {item.label for item in plan.own_items}
    return about if own.intersection(about) else items_of_subject(subject, cited, plan)


def items_of_subject(subject: Question, cited: Sequence[str], plan: Plan) -> tuple[str, ...]:
    """Return the items that may tell more of a subject: of those cited for it the ones that name
    it, the others that name it as well, and those that have a figure of these and name it in part
    (the task that an annex gives in fewer words)."""
    about = _about(subject, cited, plan)
    things = things_of(subject) or subject.terms
    named = {i.label: coverage(things, f"{i.title}\n{i.text}".lower()) for i in plan.items}
    least = min((named[label] for label in about), default=1.0)
    figures = {label: _figures(plan, label) for label in named}
    again = set().union(*(figures[label] for label in about))
    return about and tuple(
        label
        for label, share in named.items()
        if share >= least or (share and figures[label] & again)
    )


def _about(subject: Question, labels: Sequence[str], plan: Plan) -> tuple[str, ...]:
    """Return those of the items cited before that are on what was asked about."""
    if not subject.terms:
        return tuple(label for label in labels if label in subject.references.labels)
    items = [item for label in labels if (item := plan.item(label))]
    things = things_of(subject) or subject.terms
    return tuple(
        item.label
        for item in items
        if coverage(things, f"{item.title}\n{item.text}".lower()) >= _ABOUT
    )


def _figures(plan: Plan, label: str) -> set[tuple[float, str]]:
    item = plan.item(label)
    return {(f.value, f.unit) for f in find_quantities(item.text)} if item else set()


def text_of(labels: Sequence[str], plan: Plan) -> str:
    """Return what items say, in lower case."""
    return "".join(item.text for label in labels if (item := plan.item(label))).lower()


def stands_elsewhere(current: Question, labels: Sequence[str], plan: Plan) -> bool:
    """Whether the plan has the things that a message names, in its words, but not in these items:
    供水管网 is no 污水管网."""
    named = "".join(thing.text for thing in things_of(current))
    return bool(named) and named in plan.folded and named not in text_of(labels, plan)


def stands_apart(current: Question, subject: Question, told: str) -> bool:
    """Whether all that a message names stands in one clause of what the conversation is about, and
    none of it in a clause on the subject: that is of something else (授权企业 beside 体验店)."""
    if any(aspect.whole for aspect in current.aspects):
        return False  # what is said of all of an item is of the subject, too
    measured = pattern(wording()["follow_up"]["measured"])
    named = [
        term
        for term in current.terms
        if not (is_attribute(term.text) or measured.fullmatch(term.text))
    ]
    clauses = PHRASE_END.split(told)
    on_subject = "\n".join(
        clause for clause in clauses if any(thing.text in clause for thing in subject.terms)
    )
    counted = COUNTS_NAMED.fullmatch(current.text)
    if counted and counted["name"] in told:
        return counted["name"] not in on_subject
    return (
        len(named) > 1
        and any(all(term.text in clause for term in named) for clause in clauses)
        and not any(term.text in on_subject for term in named)
    )


def names_elsewhere(text: str, current: Question, subject: Question, told: str, plan: Plan) -> bool:
    """Whether a message only names what one item of the plan has, in its words, and what is said of
    what the conversation is about has not: 就业呢, behind what is said of 幼儿园."""
    named = unmarked(text)
    if not told or len(named) < _NAME or named in told or is_stage(named):
        return False
    texts = (f"{item.title}\n{item.text}".lower() for item in plan.own_items)
    having = [item for item in texts if named in item]
    if len(having) != 1 or not only_names(text, current) or is_deed(named):
        return False
    deeds = [t.text for t in subject.terms if t.is_verb and t.weight >= SUBJECT_WEIGHT]
    # 医生 behind 招聘教师 is of that, unless what is named is done itself.
    return any(t.is_verb for t in current.terms) or all(deed in having[0] for deed in deeds)


def is_done_elsewhere(message: Message, told: str, plan: Plan) -> bool:
    """Whether a message begins with what the plan has done, but not to what the conversation is
    about, and names nothing of that: 下放多少事项."""
    deed, things = message.deed, things_of(message.read)
    known = bool(deed) and deed in plan.folded and deed not in told
    return known and not any(thing.text in told for thing in things)
