"""What the figures just shown come to, as far as the plan tells: nothing is added up."""

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from assistant.answers.answer import Answer, Statement
from assistant.answers.phrases import phrase
from assistant.answers.render import citation_mark
from assistant.dialogue.listed import Place, answering, listed, listing, shown_with
from assistant.dialogue.requests import Answered, asked_anew
from assistant.language.clauses import PART_END, part_before
from assistant.language.references import describe_range
from assistant.lookups.lookup import quote
from index.passages import Passage
from index.plan import Plan, Span
from index.quantities import Quantity, find_quantities

_TOTAL = re.compile("总|合计|累计|共")
_ITEMS_ASKED = re.compile("[几少][个大]?[项条件处点]")
_THINGS_ASKED = re.compile("[几少]个")
_OF_ANY = Place(0, 0, "", "个")
# Of how many answers the figures are told whose sum is asked for.
_SUMMED = 4
_TWO = re.compile("[两2俩]")
_AMONG = "其中"


def unconverted(question: str, shown: Answer) -> Answer | None:
    """Show a figure again that is asked for in another unit, and say that it is not converted; None
    where no figure was shown."""
    figures = any(find_quantities(s.text) for s in answering(shown.statements) if s.citations)
    if shown.status != "answered" or not figures:
        return None
    said = Statement("phrase", phrase("shown.unconverted"))
    return shown_with(question, shown, [said, *shown.statements])


def total_told(
    question: str,
    history: Sequence[str],
    shown: Answer,
    plan: Plan,
    passages: Sequence[Passage],
    answered: Answered,
) -> Answer | None:
    """Tell what the figures shown come to as far as the plan does: those of the last answer, or of
    the last ones that have one each."""
    of_answers = _total_of_answers(question, history, shown, plan, passages, answered)
    return of_answers or _total(question, shown, plan)


def _total_of_answers(
    question: str,
    history: Sequence[str],
    shown: Answer,
    plan: Plan,
    passages: Sequence[Passage],
    answered: Answered,
) -> Answer | None:
    """Show the figures of the last answers, of which each leads with one, and say that the plan
    writes no total of them; where they are members of what is counted, that. None of others."""
    alike = not _TWO.search(question)
    given: dict[tuple[Span, str], tuple[Statement, Quantity]] = {}
    for at in asked_anew(history):
        answer = answered(history[at], tuple(history[:at]))
        if answer.status == "chat":
            continue
        leads = [pair for pair in pairwise(answer.statements) if pair[0].role == "lead"]
        figures = [f for lead, _ in leads for f in find_quantities(lead.text)]
        if len(leads) != 1 or len(figures) != 1 or not leads[0][1].citations:
            break
        if alike and any(figures[0].unit != figure.unit for _, figure in given.values()):
            break
        body = replace(leads[0][1], role="bullet")
        given.setdefault((body.citations[0].span, figures[0].text), (body, figures[0]))
        if len(given) == (_SUMMED if alike else 2):
            break
    if len(given) < 2:
        return None
    figures = [figure for _, figure in given.values()]
    labels = [one.item for body, _ in given.values() for one in body.citations]
    totals = any(_TOTAL.search(body.text) for body, _ in given.values())
    if not totals and _totals_elsewhere(labels, figures, plan):
        return None
    if among := _whole_of([span for span, _ in given], passages, plan):
        whole, run = among
        counted = [f.text for f in find_quantities(whole) if f.unit == figures[0].unit]
        return replace(shown_with(question, shown, [quote(plan, run, counted)]), status="answered")
    said = Statement("phrase", phrase("shown.no_total"))
    told = [body for body, _ in reversed(given.values())]
    return replace(shown_with(question, shown, [said, *told]), status="not_in_plan")


def _whole_of(
    spans: Sequence[Span], passages: Sequence[Passage], plan: Plan
) -> tuple[str, Span] | None:
    """Return the clause that counts what the one clause of several answers has the members of, and
    where both stand: 学位4200个,其中小学2400个、初中1800个; None where they are of none."""
    first = spans[0]
    if any(not span.overlaps(first) for span in spans):
        return None
    for passage in passages:
        for before, clause in pairwise(passage.clauses):
            text = plan.source[clause.start : clause.end]
            if clause.overlaps(first) and text.startswith(_AMONG):
                return plan.source[before.start : before.end], Span(before.start, clause.end)
    return None


def _total(question: str, shown: Answer, plan: Plan) -> Answer | None:
    """Say that the plan writes no total of the figures shown, and which they are; or how many
    items were listed, or things in a sentence. None where one figure at most was shown, or one is
    said to be a total.

    Nothing is added up: the figures may be of different things, or one a part of another.
    """
    if shown.status != "answered":
        return None
    quotes = [s for s in answering(shown.statements) if s.role in ("quote", "bullet")]
    given = list({s.citations: s for s in quotes}.values())
    figures = {s: [f for f in find_quantities(s.text) if f.dimension != "time"] for s in given}
    labels = list(dict.fromkeys(citation.item for s in given for citation in s.citations))
    if _ITEMS_ASKED.search(question):
        if len(listed(shown, plan)) < 2:
            return None
        marks = "、".join(map(citation_mark, labels))
        said = [phrase("shown.items", count=len(labels), items=marks)]
        own = [item.label for item in plan.own_items]
        said.append(phrase("meta.count", count=len(own), range=describe_range(own)))
        return shown_with(question, shown, [Statement("phrase", text) for text in said])
    if _totals_elsewhere(labels, [f for own in figures.values() for f in own], plan):
        return None
    there = listing(shown, (_OF_ANY,), plan)
    if _THINGS_ASKED.search(question) and there.sentence:
        things = [thing.text for member in there.members for thing in member]
        rest = PART_END.split(there.sentence.text.partition(things[-1])[2])[0]
        so_on = rest.startswith("等")
        if so_on and find_quantities(rest):
            return None  # 林苑、梅园等小区26个
        name = "shown.named_so_on" if so_on else "shown.named"
        told = phrase(name, count=len(things), things="、".join(things))
        shown_in = replace(there.sentence, bold=tuple(things))
        return shown_with(question, shown, [Statement("phrase", told), shown_in])
    if sum(map(len, figures.values())) < 2 or any(
        _TOTAL.search(part_before(f, s.text)) for s in given for f in figures[s]
    ):
        return None
    statements = [Statement("phrase", phrase("shown.no_total"))]
    for statement, own_figures in figures.items():
        if own_figures:
            bold = tuple(dict.fromkeys(figure.text for figure in own_figures))
            statements.append(replace(statement, role="bullet", bold=bold))
    return replace(shown_with(question, shown, statements), status="not_in_plan")


def _totals_elsewhere(labels: Sequence[str], figures: Sequence[Quantity], plan: Plan) -> bool:
    """Whether items state a total in the one unit of all figures shown of them, in a clause that
    was not quoted."""
    units = {figure.unit for figure in figures}
    texts = [item.text for label in labels if (item := plan.item(label))]
    return len(units) == 1 and any(
        figure.unit in units and _TOTAL.search(part_before(figure, text))
        for text in texts
        for figure in find_quantities(text)
    )
