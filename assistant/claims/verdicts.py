"""What is said of a claim that was held against the plan: whether it is so, with the quote."""

import re
from collections.abc import Sequence

from assistant.answers.answer import Statement
from assistant.answers.phrases import phrase
from assistant.answers.render import citation_mark
from assistant.claims.dates import DateVerdict, with_its_time
from assistant.claims.figure_verdicts import FigureVerdict
from assistant.claims.membership import MemberVerdict
from assistant.claims.named_claims import NamedVerdict, check_framed
from assistant.claims.numeral_claims import NumeralVerdict
from assistant.claims.office_claims import OfficeVerdict
from assistant.claims.own_clauses import OwnVerdict
from assistant.claims.place_claims import check_each, only_there, titled_elsewhere
from assistant.claims.premises import PremiseVerdict
from assistant.claims.reached_claims import ReachedVerdict
from assistant.claims.slot_claims import SlotVerdict
from assistant.claims.span_claims import check_span
from assistant.claims.stage_claims import StageVerdict
from assistant.claims.unstated import of_all_unsaid
from assistant.language.stages import says_done
from assistant.language.stated import bounded
from assistant.language.times import find_times
from assistant.lookups.lookup import bold_terms, heading, quote
from assistant.understanding.question import Question
from index.numerals import is_in_figures
from index.passages import Passage
from index.plan import Plan
from index.quantities import find_quantities

_YEAR_ENDS = re.compile(r"20\d\d年[底末内]前?")
_ALL_OF_IT = re.compile("全(?:部|线|面|域)|整体")


def told_span(question: Question, passages: Sequence[Passage], plan: Plan) -> list[Statement]:
    """Tell whether something runs over the years that are claimed, which its name has."""
    verdict = check_span(question, passages, plan)
    if verdict is None:
        return []
    agrees = phrase("answer.agrees")
    said = phrase("answer.contradicts_figure", figure=verdict.stated)
    bold = () if verdict.agrees else (verdict.stated,)
    stated = Statement("phrase", agrees if verdict.agrees else said, bold=bold)
    return [stated, quote(plan, verdict.span, [verdict.stated])]


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


def told_each_place(question: Question, plan: Plan, passages: Sequence[Passage]) -> list[Statement]:
    """Tell whether each of several items has what it is claimed to have."""
    verdict = check_each(question, plan, passages)
    if verdict is None:
        return []
    said = phrase("answer.agrees")
    if verdict.lacking:
        where = "、".join(citation_mark(passage.item) for passage in verdict.having)
        claimed = called(verdict.lacking)
        said = phrase("answer.contradicts_place", claimed=claimed, stated=where)
    shown = dict.fromkeys(verdict.having)
    quotes = [quote(plan, p.span, bold_terms(question.terms, p.text)) for p in shown]
    return [Statement("phrase", said), *quotes]


def told_framed(question: Question, plan: Plan, passages: Sequence[Passage]) -> list[Statement]:
    """Tell what stands in quotation marks where a claim has such between the same words."""
    framed = check_framed(question, passages, plan)
    return told_named(framed, plan) if framed else []


def called(label: str) -> str:
    """Return what an item is called in a sentence."""
    return f"第{label}项" if is_in_figures(label) else citation_mark(label)


def told_figure(question: Question, verdict: FigureVerdict, plan: Plan) -> list[Statement]:
    """Tell the figure that the plan has for the one claimed, or that it has the same."""
    figure = verdict.choice.figure.text
    if verdict.which:
        body = quote(plan, verdict.choice.run, [figure])
        return [Statement("lead", figure, body.citations, (figure,)), body]
    shown = verdict.choice.run
    if verdict.aimed:
        stated = Statement(
            "phrase", phrase("answer.figure_aimed", figure=verdict.aimed), bold=(verdict.aimed,)
        )
    elif verdict.way:
        claimed, told = verdict.way
        said = phrase("answer.contradicts_way", claimed=claimed, figure=told)
        return [Statement("phrase", said, bold=(told,)), quote(plan, shown, [told])]
    elif verdict.loosely:
        figure = bounded(verdict.choice.figure, verdict.choice.passage.text)
        stated = Statement("phrase", phrase("answer.figure_aimed", figure=figure), bold=(figure,))
    elif verdict.agrees:
        shown = with_its_time(question.text, shown, verdict.choice.passage, plan)
        stated = _agreement(verdict.unstated, plan.source[shown.start : shown.end])
    else:
        figure = bounded(verdict.choice.figure, verdict.choice.passage.text)
        said = phrase("answer.contradicts_figure", figure=figure)
        stated = Statement("phrase", said, bold=(figure,))
    return [stated, quote(plan, shown, [figure])]


def told_numeral(verdict: NumeralVerdict, plan: Plan) -> list[Statement]:
    """Tell the number by which the plan names or counts what is claimed."""
    if verdict.agrees:
        agreed = Statement("phrase", phrase("answer.agrees"))
        return [agreed, quote(plan, verdict.span, [verdict.stated])]
    said = phrase("answer.contradicts_figure", figure=verdict.stated)
    return [Statement("phrase", said), quote(plan, verdict.span)]


def told_date(verdict: DateVerdict, plan: Plan) -> list[Statement]:
    """Tell the time that the plan has for the one claimed."""
    said = {
        "same": phrase("answer.agrees"),
        "near": phrase("answer.date_stated", date=verdict.stated),
        "other": phrase("answer.contradicts_figure", figure=verdict.stated),
    }[verdict.relation]
    times = verdict.stated.split("、")
    stated = Statement("phrase", said, bold=() if verdict.relation == "same" else tuple(times))
    return [stated, quote(plan, verdict.span, times)]


def told_of_all_date(
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


def told_premise(question: Question, verdict: PremiseVerdict, plan: Plan) -> list[Statement]:
    """Tell what the plan has in the place of what is taken for granted."""
    if verdict.agrees:
        shown = plan.source[verdict.span.start : verdict.span.end]
        stated = _agreement(of_all_unsaid(question.text, shown), shown)
    else:
        name = "answer.is_listed" if verdict.listed else "answer.contradicts_figure"
        name = "answer.contradicts_way" if verdict.claimed else name
        said = phrase(name, figure=verdict.stated, claimed=verdict.claimed)
        stated = Statement("phrase", said, bold=(verdict.stated,))
    return [stated, quote(plan, verdict.span, verdict.stated.split("、"))]


def told_members(verdict: MemberVerdict, plan: Plan) -> list[Statement]:
    """Tell which of what is claimed to be listed is not, or that all of it is."""
    claimed = "”“".join(verdict.absent)
    name = "answer.agrees"
    if verdict.absent:
        name = "answer.not_listed_open" if verdict.open else "answer.not_listed"
    elif verdict.more:
        name = "answer.more_listed"
    bold = [] if verdict.absent else verdict.claimed
    stated = Statement("phrase", phrase(name, claimed=claimed))
    return [stated, quote(plan, verdict.span, bold)]


def told_office(verdict: OfficeVerdict, plan: Plan) -> list[Statement]:
    """Tell the offices of an item, where one of them or another is claimed."""
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


def told_stage(verdict: StageVerdict, plan: Plan) -> list[Statement]:
    """Tell how far something is to come by the plan, where a stage of it is claimed."""
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


def told_reached(verdict: ReachedVerdict, plan: Plan) -> list[Statement]:
    """Tell that something claimed to be done is only set by the plan."""
    said = phrase("answer.aimed", stage=verdict.deed) if verdict.deed else phrase("answer.to_do")
    return [Statement("phrase", said), quote(plan, verdict.span, [verdict.deed])]


def told_named(verdict: NamedVerdict, plan: Plan) -> list[Statement]:
    """Tell the name that the plan has in the place of the one claimed."""
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


def told_own(verdict: OwnVerdict, plan: Plan) -> list[Statement]:
    """Tell what the own clause of one of several says, where that of another is claimed."""
    name = "answer.contradicts_stage" if verdict.surely else "answer.stage_unstated"
    said = phrase(name, claimed=verdict.claimed, stated=verdict.stated)
    stated = Statement("phrase", said, bold=(verdict.stated,))
    return [stated, quote(plan, verdict.span, [verdict.stated])]


def told_slots(verdict: SlotVerdict, plan: Plan) -> list[Statement]:
    """Tell the one thing that the plan has otherwise in a clause, or that it says the same."""
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
