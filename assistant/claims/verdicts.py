"""Check what a question claims against the plan, and say whether it is so."""

import re
from collections.abc import Sequence

from assistant.answers.answer import Statement
from assistant.answers.phrases import phrase
from assistant.answers.render import citation_mark
from assistant.claims.change_claims import check_change, tells_another_change
from assistant.claims.claimed import claimed_in
from assistant.claims.dates import DateVerdict, with_its_time
from assistant.claims.figure_claims import FigureVerdict, check_figures
from assistant.claims.listed_claims import check_listed
from assistant.claims.membership import MemberVerdict
from assistant.claims.named_claims import NamedVerdict, check_body, check_framed, check_quoted
from assistant.claims.numeral_claims import (
    NumeralVerdict,
    check_counted,
    check_identifiers,
    check_numerals,
)
from assistant.claims.office_claims import OfficeVerdict
from assistant.claims.own_clauses import OwnVerdict, check_own_clause
from assistant.claims.place_claims import only_there, titled_elsewhere
from assistant.claims.premises import PremiseVerdict, check_membership, check_premise
from assistant.claims.reached_claims import ReachedVerdict, check_reached
from assistant.claims.slot_claims import SlotVerdict, check_slots
from assistant.claims.stage_claims import StageVerdict, check_stage
from assistant.claims.unnamed_claims import check_unnamed
from assistant.claims.unstated import of_all_unsaid
from assistant.evidence.coverage import core_terms, covers
from assistant.evidence.pieces import left_of, names_of, without_figures
from assistant.evidence.ranking import Candidate
from assistant.language.stages import says_done
from assistant.language.stated import bounded
from assistant.language.times import find_times
from assistant.lookups.lookup import (
    bold_terms,
    heading,
    quote,
)
from assistant.understanding.question import Question
from index.numerals import is_in_figures
from index.passages import Passage
from index.plan import Plan
from index.quantities import find_quantities
from index.retriever import Retrieval

_SUMMED = re.compile("一共|总共|共|总数|[有是建设]")
_YEAR_ENDS = re.compile(r"20\d\d年[底末内]前?")
_ALL_OF_IT = re.compile("全(?:部|线|面|域)|整体")


def told_verdict(
    question: Question,
    candidates: Sequence[Candidate],
    retrieval: Retrieval,
    plan: Plan,
    passages: Sequence[Passage],
    office: OfficeVerdict | None,
    date: DateVerdict | None,
    contradictions_only: bool,
) -> list[Statement]:
    """Check the dates, figures, offices, numerals and stages that the question claims."""
    source = plan.source
    if date and date.relation == "other":
        return _date_verdict(date, plan)
    near = [candidate.passage for candidate in candidates]
    if changed := check_change(question, near, plan):
        return _figure_verdict(question, changed, plan)
    premise = check_premise(question, candidates, plan)
    if premise and not premise.agrees:
        return _premise_verdict(question, premise, plan)
    if quoted := check_quoted(question, near, plan):
        return _named_verdict(quoted, plan)
    members = None if premise else check_membership(question, candidates, plan)
    if members and (members.absent or not contradictions_only):
        return _member_verdict(members, plan)
    figures = check_listed(question, near, plan)
    figures = figures or check_figures(question, candidates, retrieval, plan)
    if figures and tells_another_change(question, figures, plan):
        figures = None
    identifiers = check_identifiers(question, candidates, plan.folded, source)
    if identifiers:
        return _numeral_verdict(identifiers, plan)
    if office and (figures is None or figures.agrees):
        # Who does what of it may be said in its own words.
        slots = _slots(question, passages, plan) if office.relation == "other" else None
        if slots and slots.agrees:
            return _slot_verdict(slots, plan)
        return _office_verdict(office, plan)
    if figures and (figures.which or not figures.agrees):
        return _figure_verdict(question, figures, plan)
    reached = check_reached(question, [c.passage for c in candidates], plan)
    stage = None
    if reached or not (contradictions_only and question.yes_no):
        stage = check_stage(question, candidates, plan)
    if stage and not stage.agrees and (reached or contradictions_only):
        return _stage_verdict(stage, plan)
    if reached:
        return _reached_verdict(reached, plan)
    counted = check_counted(question, candidates, plan)
    if counted and not counted.agrees and not figures:
        return _numeral_verdict(counted, plan)
    if contradictions_only:
        return []
    if figures and question.yes_no:
        return _figure_verdict(question, figures, plan)
    if date and question.yes_no:
        return _of_all_date(question, date, passages, plan) or _date_verdict(date, plan)
    slots = _slots(question, passages, plan)
    if slots and not slots.agrees and slots.surely:
        return _slot_verdict(slots, plan)
    if premise and (stage is None or stage.agrees):
        return _premise_verdict(question, premise, plan)
    numerals = check_numerals(question, candidates, source)
    if numerals:
        return _numeral_verdict(numerals, plan)
    if counted:
        return _numeral_verdict(counted, plan)
    named = check_body(question, near, plan) if stage is None or stage.named else None
    if stage and not named:
        return _stage_verdict(stage, plan)
    if slots:
        return _slot_verdict(slots, plan)
    if named and (named.stated or stage):
        return _named_verdict(named, plan)
    own = check_own_clause(question, passages, plan)
    if own:
        return _own_verdict(own, plan)
    if uncounted := _uncounted(question, candidates, plan):
        return uncounted
    if named:
        return _named_verdict(named, plan)
    unnamed = check_unnamed(question, [c.passage for c in candidates], plan)
    if unnamed:
        said = phrase("answer.unnamed", claimed=unnamed.claimed)
        return [Statement("phrase", said), quote(plan, unnamed.span)]
    return []


def told_place(question: Question, plan: Plan, passages: Sequence[Passage]) -> list[Statement]:
    """Tell the items of a matter that another, or only one of them, is said to have."""
    label = next(iter(question.references.labels))
    titled = titled_elsewhere(question, plan)
    having = only_there(question, passages)
    others = "、".join(citation_mark(p.item) for p in having if p.item != label)
    shown = [quote(plan, p.span, bold_terms(question.terms, p.text)) for p in having]
    if others:
        named = called(label)
        return [
            Statement("phrase", phrase("answer.contradicts_only", claimed=named, others=others)),
            *shown,
        ]
    if having:
        return [Statement("phrase", phrase("answer.agrees")), *shown]
    if titled:
        first = next(p for p in passages if p.item == titled.label)
        where = citation_mark(titled.label)
        said = Statement(
            "phrase",
            phrase("answer.contradicts_place", claimed=called(label), stated=where),
        )
        return [said, quote(plan, first.span, bold_terms(question.terms, first.text))]
    return []


def told_framed(question: Question, plan: Plan, passages: Sequence[Passage]) -> list[Statement]:
    """Tell what stands in quotation marks where a claim has such between the same words."""
    framed = check_framed(question, passages, plan)
    return _named_verdict(framed, plan) if framed else []


def called(label: str) -> str:
    """Return what an item is called in a sentence."""
    return f"第{label}项" if is_in_figures(label) else citation_mark(label)


def _slots(question: Question, passages: Sequence[Passage], plan: Plan) -> SlotVerdict | None:
    """Hold a claim against all sentences but rows of tables, or those of the items named."""
    labels = question.references.labels or question.within
    sentences = [
        passage
        for passage in passages
        if (not labels or passage.item in labels)
        and not any(row.overlaps(passage.span) for row in plan.rows)
    ]
    return check_slots(question, sentences, plan)


def _figure_verdict(question: Question, verdict: FigureVerdict, plan: Plan) -> list[Statement]:
    figure = verdict.choice.figure.text
    if verdict.which:
        body = quote(plan, verdict.choice.run, [figure])
        return [Statement("lead", figure, body.citations, (figure,)), body]
    shown = verdict.choice.run
    if verdict.aimed:
        stated = Statement(
            "phrase", phrase("answer.figure_aimed", figure=verdict.aimed), bold=(verdict.aimed,)
        )
    elif verdict.agrees:
        shown = with_its_time(question.text, shown, verdict.choice.passage, plan)
        stated = _agreement(verdict.unstated, plan.source[shown.start : shown.end])
    else:
        figure = bounded(verdict.choice.figure, verdict.choice.passage.text)
        said = phrase("answer.contradicts_figure", figure=figure)
        stated = Statement("phrase", said, bold=(figure,))
    return [stated, quote(plan, shown, [figure])]


def _uncounted(question: Question, candidates: Sequence[Candidate], plan: Plan) -> list[Statement]:
    """Say that the plan does not tell how many there are, where nothing but a number of them is
    claimed (服务站一共2个) and the best sentence, on all of it, counts nothing."""
    claimed = claimed_in(question) if question.yes_no and candidates else None
    if claimed is None or len(claimed.figures) != 1 or claimed.dimensions != {"count"}:
        return []
    passage = candidates[0].passage
    names = names_of(_SUMMED.sub(" ", left_of(without_figures(claimed.text), passage.text)))
    things = core_terms(question.terms)
    counted = any(figure.dimension == "count" for figure in find_quantities(passage.text))
    if counted or names or not covers(things, passage.text.lower()):
        return []
    bold = bold_terms(question.terms, passage.text)
    said = Statement("phrase", phrase("answer.count_unstated"))
    return [said, quote(plan, passage.span, bold)]


def _numeral_verdict(verdict: NumeralVerdict, plan: Plan) -> list[Statement]:
    if verdict.agrees:
        agreed = Statement("phrase", phrase("answer.agrees"))
        return [agreed, quote(plan, verdict.span, [verdict.stated])]
    said = phrase("answer.contradicts_figure", figure=verdict.stated)
    return [Statement("phrase", said), quote(plan, verdict.span)]


def _date_verdict(verdict: DateVerdict, plan: Plan) -> list[Statement]:
    said = {
        "same": phrase("answer.agrees"),
        "near": phrase("answer.date_stated", date=verdict.stated),
        "other": phrase("answer.contradicts_figure", figure=verdict.stated),
    }[verdict.relation]
    times = verdict.stated.split("、")
    stated = Statement("phrase", said, bold=() if verdict.relation == "same" else tuple(times))
    return [stated, quote(plan, verdict.span, times)]


def _of_all_date(
    question: Question, verdict: DateVerdict, passages: Sequence[Passage], plan: Plan
) -> list[Statement]:
    """Tell by when all of something is done, where that is claimed of a time by which the plan has
    a part of it done (今年贯通6公里, where 全部贯通 is asked); or that it is not said of all."""
    shown = plan.source[verdict.span.start : verdict.span.end]
    unsaid = of_all_unsaid(question.text, shown)
    if not unsaid or all(f.dimension == "time" for f in find_quantities(shown)):
        return []  # what is not counted has no part
    clauses = [c for p in passages if p.span.overlaps(verdict.span) for c in p.clauses]
    for clause in clauses:
        text = plan.source[clause.start : clause.end]
        times = [*_YEAR_ENDS.findall(text)] or [t.text for t in find_times(text, plan.year)]
        on_it = any(len(term.text) > 1 and term.text in text for term in question.terms)
        if times and on_it and _ALL_OF_IT.search(text):
            when = times[-1]
            stated = Statement("phrase", phrase("answer.date_stated", date=when), bold=(when,))
            return [stated, quote(plan, clause, [when])]
    return [_agreement(unsaid, shown), quote(plan, verdict.span)]


def _premise_verdict(question: Question, verdict: PremiseVerdict, plan: Plan) -> list[Statement]:
    if verdict.agrees:
        shown = plan.source[verdict.span.start : verdict.span.end]
        stated = _agreement(of_all_unsaid(question.text, shown), shown)
    else:
        name = "answer.is_listed" if verdict.listed else "answer.contradicts_figure"
        name = "answer.contradicts_way" if verdict.claimed else name
        said = phrase(name, figure=verdict.stated, claimed=verdict.claimed)
        stated = Statement("phrase", said, bold=(verdict.stated,))
    return [stated, quote(plan, verdict.span, verdict.stated.split("、"))]


def _member_verdict(verdict: MemberVerdict, plan: Plan) -> list[Statement]:
    claimed = "”“".join(verdict.absent)
    name = "answer.agrees"
    if verdict.absent:
        name = "answer.not_listed_open" if verdict.open else "answer.not_listed"
    elif verdict.more:
        name = "answer.more_listed"
    bold = [] if verdict.absent else verdict.claimed
    stated = Statement("phrase", phrase(name, claimed=claimed))
    return [stated, quote(plan, verdict.span, bold)]


def _office_verdict(verdict: OfficeVerdict, plan: Plan) -> list[Statement]:
    offices = "、".join(verdict.stated)
    said = {
        "same": phrase("answer.agrees"),
        "near": phrase("answer.office_stated", offices=offices),
        "other": phrase("answer.contradicts_figure", figure=offices),
        "unled": phrase("answer.unled", office=offices),
    }[verdict.relation]
    if verdict.answers:
        said = phrase("answer.office_answers", offices=offices)
    bold = () if verdict.relation == "same" else (offices,)
    item = plan.item(verdict.item)
    return [
        Statement("phrase", said, bold=bold),
        *([heading(item)] if item else []),
        *(quote(plan, span, verdict.stated) for span in verdict.spans),
    ]


def _stage_verdict(verdict: StageVerdict, plan: Plan) -> list[Statement]:
    body = quote(plan, verdict.span, [verdict.stated])
    if verdict.which:
        return [Statement("lead", verdict.stated, body.citations, (verdict.stated,)), body]
    if verdict.named:
        stated = Statement("phrase", phrase("answer.named_longer", stated=verdict.named))
    elif verdict.undated:
        stated = Statement("phrase", phrase("answer.undated"))
    elif verdict.agrees:
        stated = _agreement(verdict.unstated, body.text)
    else:
        stage = {"claimed": verdict.claimed, "stated": verdict.stated}
        # What is pushed on may come to that stage this year, or not.
        open_ended = verdict.partly or any(word in verdict.stated for word in ("推进", "加快"))
        name = "answer.stage_unstated" if open_ended else "answer.contradicts_stage"
        if verdict.partly and verdict.claimed in verdict.stated and says_done(verdict.claimed):
            # 完成路基, of 完成
            name = "answer.stage_partly"
        stated = Statement("phrase", phrase(name, **stage))
    return [stated, body]


def _reached_verdict(verdict: ReachedVerdict, plan: Plan) -> list[Statement]:
    said = phrase("answer.aimed", stage=verdict.deed) if verdict.deed else phrase("answer.to_do")
    return [Statement("phrase", said), quote(plan, verdict.span, [verdict.deed])]


def _named_verdict(verdict: NamedVerdict, plan: Plan) -> list[Statement]:
    if verdict.agrees:
        said = phrase("answer.agrees")
    elif verdict.stated and verdict.surely:
        said = phrase("answer.contradicts_figure", figure=verdict.stated)
    elif verdict.stated:
        said = phrase("answer.slot_unstated", claimed=verdict.claimed, stated=verdict.stated)
    else:
        said = phrase("answer.unnamed", claimed=verdict.claimed)
    bold = (verdict.stated,) if verdict.stated and not verdict.agrees else ()
    return [Statement("phrase", said, bold=bold), quote(plan, verdict.span, [verdict.stated])]


def _own_verdict(verdict: OwnVerdict, plan: Plan) -> list[Statement]:
    name = "answer.contradicts_stage" if verdict.surely else "answer.stage_unstated"
    said = phrase(name, claimed=verdict.claimed, stated=verdict.stated)
    stated = Statement("phrase", said, bold=(verdict.stated,))
    return [stated, quote(plan, verdict.span, [verdict.stated])]


def _slot_verdict(verdict: SlotVerdict, plan: Plan) -> list[Statement]:
    words = {"claimed": "、".join(verdict.claimed), "stated": "、".join(verdict.stated)}
    if verdict.agrees:
        said = phrase("answer.agrees")
    elif len(verdict.stated) > 1:
        said = phrase("answer.contradicts_order")
    elif verdict.surely:
        said = phrase("answer.contradicts_figure", figure=words["stated"])
    else:
        said = phrase("answer.slot_unstated", **words)
    bold = verdict.stated if len(verdict.stated) == 1 else ()
    stated = Statement("phrase", said, bold=bold)
    return [stated, quote(plan, verdict.span, verdict.stated)]


def _agreement(unstated: Sequence[str], shown: str) -> Statement:
    """Say that a claim is so, or what of it is not said of the same in what is shown."""
    if unstated:
        absent = [word for word in unstated if word not in shown.lower()]
        name = "answer.agrees_partly" if absent else "answer.agrees_otherwise"
        return Statement("phrase", phrase(name, words="”“".join(absent or unstated)))
    return Statement("phrase", phrase("answer.agrees"))
