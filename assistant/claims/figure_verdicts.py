"""What is told of a figure that is claimed, and which figures of a sentence may be of the same."""

import re
from dataclasses import dataclass, replace

from assistant.claims.bearer import COMES_TO, left_to
from assistant.claims.claimed import Claimed, is_same
from assistant.claims.figure_meant import has_all
from assistant.claims.parts import shared
from assistant.evidence.choosing import FigureChoice, run_with
from assistant.evidence.coverage import core_terms, support
from assistant.evidence.figure_changes import gives_way_to
from assistant.evidence.heads import head_of, is_of_whole
from assistant.language.clauses import statement_of
from assistant.understanding.question import Question
from index.lexical import word_class, words
from index.passages import Passage
from index.plan import Plan, Span
from index.quantities import Quantity, find_quantities

_NOUN = 2  # characters
_APART = re.compile("[、,，;；。:：()（）]|其中")
_HALF = 0.5


@dataclass(frozen=True, slots=True)
class FigureVerdict:
    """Whether the plan's figure for the claimed measure agrees with the claim; if so, what is
    claimed beside it that its sentence does not say (取消, 每年, 由区建管委). `which`: one of two
    figures is asked for (200个还是300个), and the plan has one. `aimed`: it is what the plan aims
    at beyond what it sets (65亿元，力争达到70亿元), told together with that. `way`: what is
    claimed of it, and what the plan has in the place of that: 一次性, 分5年. `loosely`: it is as
    claimed, but not what is claimed: 至少100张, of 600张, 约17公里, of 17.33公里."""

    agrees: bool
    choice: FigureChoice
    unstated: tuple[str, ...] = ()
    which: bool = False
    aimed: str = ""
    way: tuple[str, str] | None = None
    loosely: bool = False


@dataclass(frozen=True, slots=True)
class Sentence:
    """The sentence that is of the same as a claim, and those of its `figures` that may be."""

    best: FigureChoice
    figures: tuple[Quantity, ...]

    @property
    def text(self) -> str:
        """Return the text of the sentence."""
        return self.best.passage.text


def may_be_of(claimed: Claimed, figure: Quantity, sentence: Sentence, plan: Plan) -> bool:
    """Whether a figure may be of what is claimed: it fits as well as the best, has words of it
    that no other one has, or stands with all others that are claimed."""
    if figure in sentence.best.equals:
        return True
    if any(gives_way_to(figure, to, sentence.text) for to in sentence.best.equals):
        return True  # 现在200吨, of 处理能力从200吨提高到500吨
    if shared(claimed.question, figure, sentence.text, plan.folded):
        return True
    if left_to(figure, sentence.text, claimed.question.text):
        return True
    if is_of_whole(claimed.text, figure, sentence.text):
        return True
    if _comes_to_it(claimed, figure, sentence) or _has_all_said(claimed, figure, sentence):
        return True
    if figure == of_the_noun(claimed, sentence):
        return True
    return has_all(claimed, figure, sentence.text)


def _has_all_said(claimed: Claimed, figure: Quantity, sentence: Sentence) -> bool:
    """Whether all words of a claim are said in the statement of a figure, and not in that of the
    best one: 65周岁以上老人、儿童免费乘车；60至64周岁老人半价."""
    own = statement_of(figure, sentence.text).lower()
    its = statement_of(sentence.best.figure, sentence.text).lower()
    terms = core_terms(claimed.question.terms)
    if own == its or not terms:
        return False
    told = [support(term, own) >= _HALF for term in terms]
    return all(told) and not all(support(term, its) >= _HALF for term in terms)


def _comes_to_it(claimed: Claimed, figure: Quantity, sentence: Sentence) -> bool:
    """Whether a figure is what something comes to, as claimed (涨到163元), in the statement whose
    best figure tells no such: 补贴提高20元，达到163元. What is done to it is claimed of another."""
    text, best = sentence.text, sentence.best.figure
    claim = next((c for c in claimed.figures if is_same(figure, text, c, claimed.text)), None)
    said = claimed.text[: claim.start] if claim else ""
    own, its = head_of(figure, text), head_of(best, text)
    return (
        bool(COMES_TO.search(said) and COMES_TO.search(own))
        and not COMES_TO.search(its)
        and statement_of(best, text) == statement_of(figure, text)
        and figure.unit == best.unit
    )


def of_the_noun(claimed: Claimed, sentence: Sentence) -> Quantity | None:
    """Return the one figure of a sentence, of those in the unit claimed, that has the same noun
    right behind it as the one claimed: 4家 of 将12家企业整合为4家集团, where 5家集团 are."""
    text = sentence.text
    nouns = [next(iter(words(claimed.text[claim.end :])), "") for claim in claimed.figures]
    if len(nouns) != 1 or len(nouns[0]) < _NOUN or word_class(nouns[0])[:1] != "n":
        return None
    alike = [f for f in sentence.figures if f.unit in claimed.units]
    own = [f for f in alike if text.startswith(nouns[0], f.end)]
    return own[0] if len(own) == 1 and own[0] not in sentence.best.equals else None


def in_the_unit(claimed: Claimed, figure: Quantity, text: str) -> Quantity:
    """Return the figure in the unit claimed that counts what one in another unit does (1950套, of
    3个项目1950套), else that one."""
    if figure.unit in claimed.units:
        return figure
    beside = (
        f
        for f in find_quantities(text)
        if f.unit in claimed.units
        and f.start >= figure.end
        and not _APART.search(text[figure.end : f.start])
    )
    other = next(beside, figure)
    return figure if claimed.has_in_unit(other, text) else other


def showing(question: Question, choice: FigureChoice, figure: Quantity, plan: Plan) -> FigureChoice:
    """Return the choice with another figure of its sentence, and what is quoted to show it."""
    at = choice.passage.span.start + figure.start
    run = choice.run
    if not run.start <= at < run.end:
        run = run_with(question, choice.passage, figure, plan.source)
    return replace(choice, figure=figure, run=run, rivals=())


def shown_clause(figure: Quantity, passage: Passage) -> Span:
    """Return the clause of a sentence that has a figure."""
    at = passage.span.start + figure.start
    return next(clause for clause in passage.clauses if clause.start <= at < clause.end)
