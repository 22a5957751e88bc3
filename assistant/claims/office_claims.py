"""Compare the office that a question claims to have part in something with those the plan names.

A claim agrees only where it is sure which item, or which clause of one, its subject is of.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from assistant.evidence.coverage import covers
from assistant.language.deadlines import find_deadlines
from assistant.language.normalize import pattern, wording
from assistant.language.offices import (
    Part,
    Role,
    asked_role,
    forms,
    likeness,
    named_together,
    parts_of,
)
from assistant.language.stages import without_stages
from assistant.silence.rules import RESPONSIBILITY
from assistant.understanding.question import Question, Term, content_words, plain_claim
from index.passages import Passage
from index.plan import Item, Plan, Span
from index.quantities import find_quantities

_LABELLED = re.compile("^\\W?[一-鿿]{2,6}[:：]")
_ROLE_LAST = re.compile("(.{4,}?)(牵头|负责|主办|配合|协办)")
_SAID_BESIDE = 0.2  # the weight of a word from which on it names something

Relation = Literal["same", "near", "other", "none", "unled"]


@dataclass(frozen=True, slots=True)
class OfficeVerdict:
    """The offices that the plan has `stated` in an item for what a claim is of: the `same` as
    claimed, some that neither are nor rule it out (责任单位 of what is claimed to be led), `other`
    ones, or none. `unled`: the office is named, and nowhere as leading anything. `answers`: the
    claimed ones are named as answering for it, and nobody as leading."""

    relation: Relation
    item: str
    stated: tuple[str, ...] = ()
    spans: tuple[Span, ...] = ()
    answers: bool = False


@dataclass(frozen=True, slots=True)
class _Claim:
    """That these offices have the role in what `about` says; `plainly`: and nothing besides."""

    offices: tuple[str, ...]
    role: Role
    about: str
    plainly: bool


@dataclass(frozen=True, slots=True)
class _Given:
    """A part that a sentence gives an office; `surely`: in what the claim is about."""

    part: Part
    span: Span
    surely: bool


def check_office(
    question: Question, plan: Plan, passages: Sequence[Passage]
) -> OfficeVerdict | None:
    """Compare the offices of a claim with those of the item that it is about; None where nothing
    of the kind is claimed, or where the item or its offices are in doubt."""
    labels = question.references.labels
    claim = _claim(question)
    if claim is None or not (claim.about or labels):
        claim = _named_last(question, passages) or claim
    if claim is None or len(labels) > 1 or set(question.years) - {plan.year}:
        return None
    terms = [t for t in question.terms if t.text in claim.about and t.weight >= _SAID_BESIDE]
    if not (terms or labels):
        return None if claim.about.strip() else _anywhere(claim, question, passages)
    parted: dict[str, list[tuple[Passage, tuple[Part, ...]]]] = {}
    for passage, parts in parts_of(passages):
        parted.setdefault(passage.item, []).append((passage, parts))
    items = [item for item in plan.items if item.label in (labels or parted)]
    as_said = [replace(term, forms=(term.text,)) for term in terms]
    holding = [i for i in items if _titled(i, as_said) or _on(parted[i.label], as_said)]
    if holding:
        terms = as_said
    else:
        holding = [i for i in items if _titled(i, terms) or _on(parted[i.label], terms)]
    # A row of a table that says again what an item says names no offices.
    holding = [item for item in holding if item in plan.own_items] or holding
    titled = [item for item in holding if _titled(item, terms)] or holding
    meant = [i for i in titled if any(parts for _, parts in parted[i.label])] or titled
    verdicts = [_of_item(claim, item, terms, parted[item.label]) for item in meant]
    if not verdicts or any(verdict is None for verdict in verdicts):
        return None
    verdict = verdicts[0]
    if len(verdicts) > 1:
        return verdict if all(one and one.relation == "same" for one in verdicts) else None
    beside = [part for i in holding if i not in meant for _, ps in parted[i.label] for part in ps]
    if verdict and verdict.relation in ("other", "none") and _named_in(claim, beside):
        return None  # another item on the subject has the office
    return verdict


def claims_office_of_item(question: Question) -> bool:
    """Whether it is claimed of an item by its number that an office has part in it, and no more."""
    claim = _claim(question) if question.references.labels else None
    return claim is not None and not claim.about.strip()


def _claim(question: Question) -> _Claim | None:
    roles = wording()["roles"]
    said = plain_claim(question, roles["denied"])
    for expression in roles["claimed"]:
        if found := pattern(expression).fullmatch(said):
            offices = tuple(named_together(found["names"]))
            about = found["about"]
            figures = find_quantities(about) or find_deadlines(about)
            alone = pattern(roles["alone"]).search(said)
            plainly = not (figures or alone or without_stages(about) != about)
            role = asked_role(found["role"]) or "answers"
            return _Claim(offices, role, about, plainly) if offices else None
    return None


def _named_last(question: Question, passages: Sequence[Passage]) -> _Claim | None:
    """Return the claim that an office of the plan, named right behind what it is to do, has part in
    that: 河道清淤水务站牵头吧."""
    said = plain_claim(question, wording()["roles"]["denied"])
    found = _ROLE_LAST.fullmatch(said)
    if found is None:
        return None
    named = {part.office for _, parts in parts_of(passages) for part in parts}
    called = {form: name for name in named for form in forms(name)}
    office = max((form for form in called if found[1].endswith(form)), key=len, default="")
    about = found[1].removesuffix(office) if office else ""
    if not about or find_quantities(about) or find_deadlines(about):
        return None
    plainly = without_stages(about) == about and not pattern(wording()["roles"]["alone"]).search(
        said
    )
    return _Claim((called[office],), asked_role(found[2]) or "answers", about, plainly)


def _of_item(
    claim: _Claim,
    item: Item,
    terms: Sequence[Term],
    parted: Sequence[tuple[Passage, tuple[Part, ...]]],
) -> OfficeVerdict | None:
    """Compare a claim with the offices that one item names."""
    given = list(_given(claim, item, terms, parted))
    sure = [one for one in given if one.surely]
    if not given:
        # What tells of offices in a sentence on another matter of the item is none of this one's.
        on = [] if _titled(item, terms) else _on(parted, terms)
        told = _written(claim, parted) or any(
            _tells_of_offices(p.text, bool(on) and p not in on) for p, _ in parted
        )
        return None if told else OfficeVerdict("none", item.label)
    if not sure:
        return None
    relation = _relation(claim, [one.part for one in sure])
    # What an office named there is to do may be said in words that give no part.
    doubtful = relation == "other" and (
        _named_in(claim, [one.part for one in given if not one.surely])
        or (not _named_in(claim, [one.part for one in sure]) and _written(claim, parted))
    )
    # Of several offices for several things each may answer for one of these only.
    alike = [one.part for one in sure if one.part.role == claim.role] or [one.part for one in sure]
    shared = not _titled(item, terms) and len({part.office for part in alike}) > 1
    if doubtful or (relation == "same" and (shared or not claim.plainly)):
        relation = "near"
    wanted = [one for one in sure if one.part.role == claim.role]
    if claim.role != "supports":
        wanted = wanted or [one for one in sure if one.part.role == "leads"]
        wanted = wanted or [one for one in sure if one.part.role == "answers"]
    stated = dict.fromkeys(one.part.office for one in wanted or sure)
    spans = dict.fromkeys(one.span for one in sure)
    own = [one.part for one in sure if _named_in(claim, [one.part])]
    unled = all(one.part.role != "leads" for one in given) and claim.role == "leads"
    answers = relation == "near" and unled and bool(own) and not (shared or doubtful)
    answers = answers and all(
        part.role == "answers" and likeness(office, part.office) == "same"
        for part in own
        for office in claim.offices
    )
    return OfficeVerdict(relation, item.label, tuple(stated), tuple(spans), answers)


def _anywhere(
    claim: _Claim, question: Question, passages: Sequence[Passage]
) -> OfficeVerdict | None:
    """Compare the claim that an office leads, of nothing in particular, with all that the plan
    gives it a part in; None where it may be another office that the plan names."""
    if claim.role != "leads" or len(claim.offices) != 1 or question.within or not claim.plainly:
        return None
    office = claim.offices[0]
    own = [
        (part, passage)
        for passage, parts in parts_of(passages)
        for part in parts
        if likeness(office, part.office) == "same"
    ]
    leads = [(part, passage) for part, passage in own if part.role == "leads"]
    if not own or (not leads and any(part.role == "answers" for part, _ in own)):
        return None  # who answers for it alone may be said to lead
    shown = leads or own
    names = dict.fromkeys(part.office for part, _ in shown)
    spans = dict.fromkeys(passage.span for _, passage in shown)
    return OfficeVerdict("same" if leads else "unled", "", tuple(names), tuple(spans))


def _given(
    claim: _Claim,
    item: Item,
    terms: Sequence[Term],
    parted: Sequence[tuple[Passage, tuple[Part, ...]]],
) -> Iterator[_Given]:
    """Yield the parts that the sentences of an item give offices, in the order written.

    A line of its own gives them in all of the item, or in what stands before it where there are
    several; a clause, in what it says, or in what its sentence says where it says nothing else.
    """
    lines = [passage.ordinal for passage, parts in parted if _is_line(passage, parts)]
    blocks = [at for at in lines if at - 1 not in lines]
    titled = _titled(item, terms)
    first = min((passage.ordinal for passage in _on(parted, terms)), default=0)
    own = next((at for at in blocks if at > first), None)
    for passage, parts in parted:
        for part in parts:
            if _is_line(passage, parts):
                block = max(at for at in blocks if at <= passage.ordinal)
                surely = len(blocks) == 1 or (not titled and block == own)
                if surely or titled:
                    yield _Given(part, passage.span, surely)
            elif titled or covers(terms, f"{item.title}\n{passage.text}".lower()):
                clause = _clause_of(part, passage)
                alone = not content_words(_without_roles(clause, parts))
                on = covers(terms, passage.text.lower()) if alone else covers(terms, clause.lower())
                yield _Given(part, passage.span, on)


def _relation(claim: _Claim, parts: Sequence[Part]) -> Relation:
    """Compare the claimed offices with those that surely have part in the same."""
    relations = set()
    for office in claim.offices:
        # The office itself, where it is named, and no other that may be it.
        own = [part for part in parts if likeness(office, part.office) == "same"]
        found = {_held(office, claim.role, part) for part in own or parts}
        best: Relation = "same" if "same" in found else "near" if "near" in found else "other"
        relations.add(best)
    if "other" in relations:
        return "other"
    return "near" if "near" in relations else "same"


def _held(office: str, role: Role, part: Part) -> Relation:
    """Compare an office claimed in a role with a part: who is to lead answers for it, too; whether
    who answers for it leads or supports is not said."""
    like = likeness(office, part.office)
    if like != "same":
        return like
    if role == part.role or (role, part.role) == ("answers", "leads"):
        return "same"
    if role == "answers" and part.role == "supports" and not part.answers_beside:
        return "other"  # 配合 is not to answer for it, where another does
    return "near" if "answers" in (role, part.role) else "other"


def _named_in(claim: _Claim, parts: Sequence[Part]) -> bool:
    return any(likeness(office, p.office) != "other" for office in claim.offices for p in parts)


def _written(claim: _Claim, parted: Sequence[tuple[Passage, tuple[Part, ...]]]) -> bool:
    """Whether a sentence has the name of a claimed office to which it gives no part."""
    names = {form for office in claim.offices for form in forms(office)}
    texts = [passage.text.lower() for passage, parts in parted if not _named_in(claim, parts)]
    return any(name in text for text in texts for name in names)


def _tells_of_offices(text: str, elsewhere: bool) -> bool:
    """Whether a sentence may tell who has part in something, in words that give no part; one on
    something `elsewhere` in an item, only if it does of all of it."""
    aspect = _responsibility()
    kinds = ("whole",) if elsewhere else ("states", "whole")
    return any(pattern(aspect[kind]).search(text) for kind in kinds)


def _titled(item: Item, terms: Sequence[Term]) -> bool:
    return not terms or covers(terms, item.title.lower())


def _on(parted: Sequence[tuple[Passage, tuple[Part, ...]]], terms: Sequence[Term]) -> list[Passage]:
    """Return the sentences that have the terms and do not only name who answers for their item."""
    return [p for p, ps in parted if not _is_line(p, ps) and covers(terms, p.text.lower())]


def _is_line(passage: Passage, parts: Sequence[Part]) -> bool:
    """Whether a sentence is on what stands before it, and first says who has part in that."""
    whole = pattern(_responsibility()["whole"]).search(passage.text)
    if not parts or (whole and _LABELLED.search(passage.text)):
        return bool(whole)
    begins = passage.text[: passage.clauses[0].end - passage.span.start]
    named = any(part.office in begins for part in parts)
    return named and not content_words(_without_roles(begins, parts))


def _responsibility() -> dict[str, str]:
    table: list[dict[str, str]] = wording()["aspect"]
    return next(aspect for aspect in table if aspect["name"] == RESPONSIBILITY)


def _clause_of(part: Part, passage: Passage) -> str:
    start = passage.span.start
    texts = [passage.text[c.start - start : c.end - start] for c in passage.clauses]
    return next((text for text in texts if part.office in text), passage.text)


def _without_roles(clause: str, parts: Sequence[Part]) -> str:
    """Return a clause without the offices that have part in it, and the words that say so."""
    for part in parts:
        clause = clause.replace(part.office, " ")
    clause = pattern(wording()["roles"]["manner"]).sub(" ", clause)
    return pattern(wording()["selection"]["responsible"]).sub(" ", clause)
