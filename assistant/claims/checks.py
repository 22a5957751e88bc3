"""The checks that a claim is put through, one after another: the first that tells, tells it all."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from assistant.answers.answer import Statement
from assistant.answers.phrases import phrase
from assistant.claims.change_claims import check_change, tells_another_change
from assistant.claims.choice_claims import check_choice, either_figure
from assistant.claims.claimed import claimed_in
from assistant.claims.clock_claims import check_clocks
from assistant.claims.dates import DateVerdict
from assistant.claims.figure_claims import check_figures
from assistant.claims.figure_verdicts import FigureVerdict
from assistant.claims.listed_claims import check_listed
from assistant.claims.named_claims import NamedVerdict, check_body, check_quoted
from assistant.claims.numeral_claims import (
    NumeralVerdict,
    check_counted,
    check_identifier_of,
    check_identifiers,
    check_numerals,
)
from assistant.claims.office_claims import OfficeVerdict
from assistant.claims.own_clauses import check_own_clause
from assistant.claims.premises import PremiseVerdict, check_membership, check_premise
from assistant.claims.reached_claims import ReachedVerdict, check_reached, set_only
from assistant.claims.slot_claims import SlotVerdict, check_slots
from assistant.claims.stage_claims import StageVerdict, check_stage
from assistant.claims.told_alone import check_told_alone
from assistant.claims.unnamed_claims import check_unnamed
from assistant.claims.verdicts import (
    told_date,
    told_figure,
    told_members,
    told_named,
    told_numeral,
    told_of_all_date,
    told_office,
    told_own,
    told_premise,
    told_reached,
    told_slots,
    told_stage,
)
from assistant.evidence.coverage import core_terms, covers
from assistant.evidence.pieces import left_of, names_of, without_figures
from assistant.evidence.ranking import Candidate
from assistant.language.normalize import pattern, wording
from assistant.lookups.lookup import bold_terms, quote
from assistant.understanding.question import CLAIM_ENDS, Question
from index.passages import Passage
from index.plan import Plan
from index.quantities import find_quantities
from index.retriever import Retrieval

_SUMMED = re.compile("一共|总共|共|总数|[有是建设]")


@dataclass(frozen=True)
class Claim:
    """A question that may claim something, with the sentences to hold it against; what several
    checks ask of it is worked out once, when the first of them does.

    `contradictions_only`: the plan leaves out what is asked, so that only what surely is wrong, or
    stands in it word for word, is told.
    """

    question: Question
    candidates: Sequence[Candidate]
    retrieval: Retrieval
    plan: Plan
    passages: Sequence[Passage]
    office: OfficeVerdict | None
    date: DateVerdict | None
    contradictions_only: bool

    @cached_property
    def near(self) -> list[Passage]:
        """The sentences found."""
        return [candidate.passage for candidate in self.candidates]

    @cached_property
    def premise(self) -> PremiseVerdict | None:
        """What the plan says in the place of what is claimed of a matter."""
        return check_premise(self.question, self.candidates, self.plan)

    @cached_property
    def figures(self) -> FigureVerdict | None:
        """The plan's figure for the one claimed, of a list before any other, and of no other
        change than the one told."""
        figures = check_listed(self.question, self.near, self.plan)
        figures = figures or check_figures(
            self.question, self.candidates, self.retrieval, self.plan
        )
        figures = figures or check_told_alone(self.question, self.near, self.plan)
        if figures and tells_another_change(self.question, figures, self.plan):
            return None
        return either_figure(self.question, figures) if figures else None

    @cached_property
    def slots(self) -> SlotVerdict | None:
        """The one thing that the plan has otherwise in a clause that says what is claimed: of all
        sentences but rows of tables, or those of the items named."""
        labels = self.question.references.labels or self.question.within
        sentences = [
            passage
            for passage in self.passages
            if (not labels or passage.item in labels)
            and not any(row.overlaps(passage.span) for row in self.plan.rows)
        ]
        return check_slots(self.question, sentences, self.plan)

    @cached_property
    def reached(self) -> ReachedVerdict | None:
        """That it is only set by the plan, where it is claimed to be done."""
        return check_reached(self.question, self.near, self.plan)

    @cached_property
    def stage(self) -> StageVerdict | None:
        """How far it is to come."""
        return check_stage(self.question, self.candidates, self.plan)

    @cached_property
    def counted(self) -> NumeralVerdict | None:
        """The plan's small number (分两期) of what is claimed in one."""
        return check_counted(self.question, self.candidates, self.plan)

    @cached_property
    def named(self) -> NamedVerdict | None:
        """The plan's name in the place of the one claimed, where its stage is not told as well."""
        if self.stage and not self.stage.named:
            return None
        return check_body(self.question, self.near, self.plan)


Check = Callable[[Claim], Sequence[Statement]]


# --- decisive ------------------------------------------------------------------------------


def _another_time(claim: Claim) -> Sequence[Statement]:
    date = claim.date
    return told_date(date, claim.plan) if date and date.relation == "other" else ()


def _clocks(claim: Claim) -> Sequence[Statement]:
    found = check_clocks(claim.question, claim.near, claim.plan)
    return told_numeral(found, claim.plan) if found else ()


def _choice(claim: Claim) -> Sequence[Statement]:
    chosen = None if claim.office else check_choice(claim.question, claim.near, claim.plan)
    if chosen is None:
        return ()
    body = quote(claim.plan, chosen.span, [chosen.stated])
    return Statement("lead", chosen.stated, body.citations, (chosen.stated,)), body


def _change(claim: Claim) -> Sequence[Statement]:
    changed = check_change(claim.question, claim.near, claim.plan)
    return told_figure(claim.question, changed, claim.plan) if changed else ()


def _false_premise(claim: Claim) -> Sequence[Statement]:
    premise = claim.premise
    if premise is None or premise.agrees:
        return ()
    return told_premise(claim.question, premise, claim.plan)


def _quoted(claim: Claim) -> Sequence[Statement]:
    quoted = check_quoted(claim.question, claim.near, claim.plan)
    return told_named(quoted, claim.plan) if quoted else ()


def _members(claim: Claim) -> Sequence[Statement]:
    if claim.premise:  # one that holds is told below
        return ()
    members = check_membership(claim.question, claim.candidates, claim.plan)
    if members is None or (claim.contradictions_only and not members.absent):
        return ()
    return told_members(members, claim.plan)


def _identifiers(claim: Claim) -> Sequence[Statement]:
    plan = claim.plan
    question, candidates = claim.question, claim.candidates
    found = check_identifiers(question, candidates, plan.folded, plan.source)
    found = found or check_identifier_of(question, candidates, plan)
    return told_numeral(found, plan) if found else ()


def _office(claim: Claim) -> Sequence[Statement]:
    office = claim.office
    if office is None or (claim.figures and not claim.figures.agrees):
        return ()
    # Who does what of it may be said in its own words.
    slots = claim.slots if office.relation == "other" else None
    if slots and slots.agrees:
        return told_slots(slots, claim.plan)
    return told_office(office, claim.plan)


def _another_figure(claim: Claim) -> Sequence[Statement]:
    figures = claim.figures
    if figures is None or (figures.agrees and not figures.which):
        return ()
    return told_figure(claim.question, figures, claim.plan)


def _another_stage(claim: Claim) -> Sequence[Statement]:
    asked_of_less = claim.contradictions_only and not claim.question.yes_no
    stage = claim.stage
    if stage is None or not (claim.reached or asked_of_less):
        return ()
    longer = claim.reached and stage.named
    return told_stage(stage, claim.plan) if longer or not stage.agrees else ()


def _not_yet_reached(claim: Claim) -> Sequence[Statement]:
    reached = claim.reached
    stage = (
        claim.stage
        if reached or not (claim.contradictions_only and claim.question.yes_no)
        else None
    )
    as_written = reached and reached.deed
    if stage and stage.agrees and not as_written and (reached or not stage.unstated):
        set_so = set_only(claim.question, stage.span, stage.stated, claim.near, claim.plan)
        reached = set_so or reached
    return told_reached(reached, claim.plan) if reached else ()


def _another_count(claim: Claim) -> Sequence[Statement]:
    counted = claim.counted
    if counted is None or counted.agrees or claim.figures:
        return ()
    return told_numeral(counted, claim.plan)


# What a claim names exactly, held against what stands in its place: told even where the plan
# leaves out what else is asked. A time, a change, a premise, a quoted name and a list come first,
# for their words and numbers, taken for figures, would be held against the wrong ones.
DECISIVE: tuple[Check, ...] = (
    _clocks,  # 晚上9点到10点, before one of the two is taken for a figure
    _another_time,
    _choice,  # 新建还是改建: one of two is asked for
    _change,  # 从600涨到650: both ends of it, before one of them is held as the figure
    _false_premise,
    _quoted,
    _members,  # not where a premise is found
    _identifiers,  # 12号线: a number that names is no quantity
    _office,  # unless a figure beside it is wrong, which is then the one thing to tell
    _another_figure,
    _another_stage,  # before the next: it says to what stage it is to come instead
    _not_yet_reached,
    _another_count,  # 分两期; a figure that is found beside it agrees, and is told below
)


# --- as read -------------------------------------------------------------------------------


def _figure(claim: Claim) -> Sequence[Statement]:
    if claim.figures is None or not claim.question.yes_no:
        return ()
    return told_figure(claim.question, claim.figures, claim.plan)


def _date(claim: Claim) -> Sequence[Statement]:
    date = claim.date
    if date is None or not claim.question.yes_no:
        return ()
    of_all = told_of_all_date(claim.question, date, claim.passages, claim.plan)
    return of_all or told_date(date, claim.plan)


def _surely_another_slot(claim: Claim) -> Sequence[Statement]:
    slots = claim.slots
    return told_slots(slots, claim.plan) if slots and not slots.agrees and slots.surely else ()


def _premise(claim: Claim) -> Sequence[Statement]:
    if claim.premise is None or (claim.stage and not claim.stage.agrees):
        return ()
    return told_premise(claim.question, claim.premise, claim.plan)


def _numerals(claim: Claim) -> Sequence[Statement]:
    numerals = check_numerals(claim.question, claim.candidates, claim.plan.source)
    return told_numeral(numerals, claim.plan) if numerals else ()


def _counted(claim: Claim) -> Sequence[Statement]:
    return told_numeral(claim.counted, claim.plan) if claim.counted else ()


def _stage(claim: Claim) -> Sequence[Statement]:
    return told_stage(claim.stage, claim.plan) if claim.stage and not claim.named else ()


def _slots(claim: Claim) -> Sequence[Statement]:
    return told_slots(claim.slots, claim.plan) if claim.slots else ()


def _another_name(claim: Claim) -> Sequence[Statement]:
    named = claim.named
    return told_named(named, claim.plan) if named and (named.stated or claim.stage) else ()


def _own_clause(claim: Claim) -> Sequence[Statement]:
    own = check_own_clause(claim.question, claim.passages, claim.plan)
    return told_own(own, claim.plan) if own else ()


def _uncounted(claim: Claim) -> Sequence[Statement]:
    """Say that the plan does not tell how many there are, where nothing but a number of them is
    claimed (服务站一共2个) and the best sentence, on all of it, counts nothing."""
    question, plan = claim.question, claim.plan
    claimed = claimed_in(question) if question.yes_no and claim.candidates else None
    if claimed is None or len(claimed.figures) != 1 or claimed.dimensions != {"count"}:
        return ()
    passage = claim.candidates[0].passage
    names = names_of(_SUMMED.sub(" ", left_of(without_figures(claimed.text), passage.text)))
    things = core_terms(question.terms)
    counted = any(figure.dimension == "count" for figure in find_quantities(passage.text))
    if counted or names or not covers(things, passage.text.lower()):
        return ()
    bold = bold_terms(question.terms, passage.text)
    said = Statement("phrase", phrase("answer.count_unstated"))
    return said, quote(plan, passage.span, bold)


def _name(claim: Claim) -> Sequence[Statement]:
    return told_named(claim.named, claim.plan) if claim.named else ()


def _unnamed(claim: Claim) -> Sequence[Statement]:
    unnamed = check_unnamed(claim.question, claim.near, claim.plan)
    if unnamed is None:
        return ()
    said = Statement("phrase", phrase("answer.unnamed", claimed=unnamed.claimed))
    return said, quote(claim.plan, unnamed.span)


# What agrees, and what is otherwise only as a sentence is read. What has a value to compare (a
# figure, a time, a count) comes before what is held word by word, and a check that finds nothing
# but that a word is said nowhere comes last, for anything else that is found tells more.
READ: tuple[Check, ...] = (
    _figure,
    _date,
    _surely_another_slot,  # before what agrees: it may be all but this one thing that does
    _premise,  # not where the stage claimed of it is another
    _numerals,
    _counted,
    _stage,  # not where a name claimed with it is another, or nowhere
    _slots,
    _another_name,
    _own_clause,
    _uncounted,
    _name,
    _unnamed,
)


def told_verdict(claim: Claim) -> list[Statement]:
    """Tell what the first check finds that finds anything of what a question claims."""
    claim = replace(claim, question=_without_telling(claim.question))
    checks = DECISIVE if claim.contradictions_only else (*DECISIVE, *READ)
    return list(next(filter(None, (check(claim) for check in checks)), ()))


def _without_telling(question: Question) -> Question:
    """Return what is claimed where a question asks if the plan tells it (提到没有): that it does is
    nothing that anybody is to do."""
    asked = pattern(wording()["mention"]["told"]).search(question.raw)
    said = asked and question.text.strip(CLAIM_ENDS)
    told = said and pattern(wording()["mention"]["told"]).search(f"{said}吗")
    if not (said and told and told.start()):
        return question
    text = said[: told.start()]
    terms = tuple(term for term in question.terms if term.text in text)
    return replace(question, text=text, terms=terms)
