"""The figures of the plan that may be of what a claim is of, as its sentences have them."""

from collections.abc import Sequence
from dataclasses import replace

from assistant.claims.claimed import Claimed
from assistant.claims.parts import part_of
from assistant.evidence.choosing import FigureChoice, choose_figure
from assistant.evidence.figure_changes import outdated
from assistant.evidence.past import asks_past, asks_this_year, suits_year
from assistant.evidence.ranking import Candidate
from assistant.evidence.siblings import of_sibling_behind
from assistant.evidence.subjects import of_alternative, of_another_threshold
from assistant.understanding.question import Question
from index.passages import Passage
from index.plan import Plan
from index.quantities import Quantity, find_quantities
from index.retriever import Retrieval

SUBJECT_COVERAGE = 0.55  # of what is named, by which a sentence is of the same
_TOP = 8
_ALL_SAID = 0.99


def choices_for(
    claimed: Claimed, candidates: Sequence[Candidate], retrieval: Retrieval, plan: Plan
) -> list[FigureChoice]:
    """Return the figures that the best sentences would answer the claim with, if it were asked."""
    asked = replace(claimed.question, answer_type="figure")
    chosen = [choose_figure(asked, [one], retrieval, plan) for one in candidates[:_TOP]]
    choices = [
        choice
        for choice in chosen
        if choice
        and choice.coverage >= SUBJECT_COVERAGE
        and (not claimed.dimensions or choice.figure.dimension in claimed.dimensions)
    ]
    counted_in = {claim.unit for claim in claimed.figures if claim.dimension == "count"}
    if claimed.question.yes_no or not counted_in:
        return choices
    # 那11条线路是哪些 is held against no number of buses.
    return [choice for choice in choices if choice.figure.unit in counted_in]


def nearest_to(claimed: Claimed, choices: Sequence[FigureChoice]) -> FigureChoice:
    """Return the best figure; of those of the very name, one in whose sentence what is claimed
    stands, as another of the name may have another figure."""
    best = max(choices, key=lambda choice: choice.score)
    named = [
        choice
        for choice in choices
        if claimed.question.yes_no
        and choice.coverage >= max(best.coverage, _ALL_SAID)
        and any(
            figure.dimension == best.figure.dimension and claimed.has(figure, choice.passage.text)
            for figure in find_quantities(choice.passage.text)
        )
    ]
    return max(named or choices, key=lambda choice: choice.score)


def figures_for(question: Question, passage: Passage, plan: Plan) -> tuple[Quantity, ...]:
    """Return the figures of a sentence but those of an earlier time, of another year than the one
    that is named, of another of a group, or of another thing of the kind that is named."""
    text = passage.text
    return tuple(
        figure
        for figure in find_quantities(text)
        if not outdated(question, figure, text)
        and is_in_year(question, figure, passage, plan)
        and not of_alternative(question.text, part_of(figure, text).text)
        and not of_another_threshold(question.text, text, figure)
        and not of_sibling_behind(question, text, figure)
    )


def is_in_year(question: Question, figure: Quantity, passage: Passage, plan: Plan) -> bool:
    """Whether a figure is of the year that is named, if one is."""
    named = asks_past(question, plan) or asks_this_year(question, plan)
    return not named or suits_year(question, figure, passage, plan)
