"""The self-test: questions made by rule from the figures of a plan and from verified cases.

Every right answer stands in the plan at a place that is checked when the question is made; wrong
options are other figures or items of the same plan, or words of the answer's kind that it does not
have. Any plan has the questions made from its figures; one whose overlay names a file of verified
cases has those, too.
"""

import math
import random
import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from typing import TYPE_CHECKING, Literal

from assistant.web.page import item_name
from index.figures import Figure
from index.passages import Passage
from index.plan import Plan, Span
from index.quantities import number_value

if TYPE_CHECKING:  # importing it loads chromadb, which must not delay the page
    from eval.cases import Case

Kind = Literal["fill", "choose-figure", "choose-item", "case-figure", "case-list"]
ROUND = 10
OPTIONS = 4
BLANK = "____"
_FEWEST_OPTIONS = 3
_LONGEST_OPTION = 28
_BOUND = re.compile("以上|以下|以内|左右|突破|超过|达到|不少于|不低于|至少|大约|约")
_CHINESE = re.compile("[一-鿿]")


@dataclass(frozen=True, slots=True)
class QuizQuestion:
    """A question with its answer and the place that proves it.

    `asked` is what is asked, `text` what it is asked about, with `BLANK` where the answer goes.
    `options` are shown in this order and hold `answer`; without options the answer is typed, and
    `figure` says what counts as it. `passage` is the sentence that proves the answer, `proof` the
    place in `Plan.source` of the words that do.
    """

    kind: Kind
    asked: str
    text: str
    options: tuple[str, ...]
    answer: str
    passage: Passage
    proof: Span
    figure: Figure | None = None


def is_right(question: QuizQuestion, given: str) -> bool:
    """Return whether `given` answers the question; a typed figure counts however it is written."""
    if question.options or question.figure is None:
        return given == question.answer
    return is_same_figure(given, question.figure)


def is_same_figure(given: str, figure: Figure) -> bool:
    """Return whether `given` writes the figure: 10000, 10000户以上, 1万, 一万户 are the same."""
    written = re.sub(r"[\s,]", "", unicodedata.normalize("NFKC", given))
    if written in (figure.text, figure.number):
        return True
    number = _BOUND.sub("", written).removesuffix(figure.unit)
    if figure.unit == "%":
        number = number.removeprefix("百分之")
    return bool(number) and figure.value is not None and number_value(number) == figure.value


def draw(pool: Sequence[QuizQuestion], seed: int) -> tuple[QuizQuestion, ...]:
    """Return a round of questions: the kinds by turns, no sentence twice; the same for a seed."""
    shuffled = list(pool)
    random.Random(seed).shuffle(shuffled)
    kinds = dict.fromkeys(question.kind for question in shuffled)
    by_kind = [[each for each in shuffled if each.kind == kind] for kind in kinds]
    drawn: dict[Span, QuizQuestion] = {}
    for turn in zip_longest(*by_kind):
        for question in filter(None, turn):
            if len(drawn) < ROUND:
                drawn.setdefault(question.passage.span, question)
    return tuple(drawn.values())


def no_words(listed: Sequence[str]) -> Sequence[str]:
    """Know of no words like those of a list."""
    return ()


def make_questions(
    plan: Plan,
    passages: Sequence[Passage],
    figures: Sequence[Figure],
    cases: "Sequence[Case]" = (),
    like: Callable[[Sequence[str]], Sequence[str]] = no_words,
) -> tuple[QuizQuestion, ...]:
    """Return every question that can be made; the same for the same plan and cases.

    `like` gives words of the kind of thing that a list is of (`assistant.web.decoys`).
    """
    lists = [case for case in cases if _is_usable(case, plan, "list")]
    questions = [
        *(_fill(figure) for figure in figures if figure.value is not None),
        *(_choose_figure(figure, figures) for figure in figures),
        *(_choose_item(figure, plan) for figure in figures),
        *(_case_figure(case, figures) for case in cases if _is_usable(case, plan, "figure")),
        *(_case_list(case, lists, plan, passages, like) for case in lists),
    ]
    return tuple(question for question in questions if question)


def _is_usable(case: "Case", plan: Plan, kind: str) -> bool:
    """Whether the case asks for facts and each of them stands in one of the items it names."""
    texts = [item.text for label in case.items if (item := plan.item(label))]
    stands = all(any(fact in text for text in texts) for fact in case.must)
    asks = case.kind == kind and not case.history and bool(_CHINESE.search(case.question))
    return asks and bool(case.must) and stands


# Questions from figures


def _fill(figure: Figure) -> QuizQuestion:
    asked = "空格里是多少？请填计划里的数字。"
    return _about(figure, "fill", asked, _blanked(figure), (), figure.text)


def _choose_figure(figure: Figure, figures: Sequence[Figure]) -> QuizQuestion | None:
    options = _number_options(figure, figures)
    if not options:
        return None
    asked, text = "空格里是哪个数字？", _blanked(figure)
    return _about(figure, "choose-figure", asked, text, options, figure.number)


def _choose_item(figure: Figure, plan: Plan) -> QuizQuestion | None:
    """Ask which item says a sentence; the wrong options are its neighbours in the plan."""
    sentence = figure.passage.text.strip()
    holding = [item for item in plan.items if sentence in item.text]
    if len(holding) != 1 or sentence.startswith(holding[0].title):
        return None
    place = plan.items.index(holding[0])
    nearest = sorted(range(len(plan.items)), key=lambda other: (abs(other - place), other))
    shown = [plan.items[other] for other in sorted(nearest[:OPTIONS])]
    if len(shown) < _FEWEST_OPTIONS:
        return None
    names = {item.label: f"{item_name(item.label)} {item.title}" for item in shown}
    return QuizQuestion(
        kind="choose-item",
        asked="这句话写在哪一项？",
        text=sentence,
        options=tuple(names.values()),
        answer=names[figure.item],
        passage=figure.passage,
        proof=figure.passage.span,
    )


def _about(
    figure: Figure, kind: Kind, asked: str, text: str, options: tuple[str, ...], answer: str
) -> QuizQuestion:
    return QuizQuestion(kind, asked, text, options, answer, figure.passage, figure.span, figure)


def _blanked(figure: Figure) -> str:
    """Return the sentence with the number, not its unit, blanked."""
    text, start = figure.passage.text, figure.span.start - figure.passage.span.start
    return f"{text[:start]}{BLANK}{text[start + len(figure.number) :]}".strip()


def _number_options(figure: Figure, figures: Sequence[Figure]) -> tuple[str, ...]:
    """Return the figure's number among others of the plan written alike, in order of size.

    Those of the same unit come first, then those of the same dimension, the nearer in size the
    sooner; what the sentence itself shows is left out. () where too few are alike.
    """
    value = figure.value
    if not value:
        return ()
    alike: dict[float, Figure] = {value: figure}
    others = sorted(
        (other for other in figures if other.value and _is_alike(other, figure)),
        key=lambda other: (
            other.unit != figure.unit,
            abs(math.log((other.value or 1) / value)),
        ),
    )
    for other in others:
        if len(alike) < OPTIONS and other.number not in figure.passage.text:
            alike.setdefault(other.value or 0, other)
    if len(alike) < _FEWEST_OPTIONS:
        return ()
    return tuple(alike[size].number for size in sorted(alike))


def _is_alike(other: Figure, figure: Figure) -> bool:
    written_alike = other.number[0].isdecimal() == figure.number[0].isdecimal()
    return other.dimension == figure.dimension and written_alike


# Questions from verified cases


def _case_figure(case: "Case", figures: Sequence[Figure]) -> QuizQuestion | None:
    """Ask a case whose one fact holds one figure of its one item."""
    if len(case.must) != 1 or len(case.items) != 1:
        return None
    fact = case.must[0]
    stated = [
        figure
        for figure in figures
        if figure.item == case.items[0] and fact in figure.passage.text and figure.text in fact
    ]
    if len(stated) != 1:
        return None
    figure = stated[0]
    options = _number_options(figure, figures)
    text = f"{case.question}（{BLANK}{figure.text.removeprefix(figure.number)}）"
    answer = figure.number if options else figure.text
    return _about(figure, "case-figure", "有人这样问，计划里写的是多少？", text, options, answer)


def _case_list(
    case: "Case",
    lists: "Sequence[Case]",
    plan: Plan,
    passages: Sequence[Passage],
    like: Callable[[Sequence[str]], Sequence[str]],
) -> QuizQuestion | None:
    """Ask what belongs to a list; the wrong options are of its kind, and not in the plan."""
    rng = random.Random(case.id)
    listed = _members(case)
    wrong = [word for word in like(listed) if _is_foreign(word, listed, plan)]
    if len(wrong) < OPTIONS - 1:
        wrong = _of_other_lists(case, lists, plan)
    stated = [
        (member, passage)
        for member in listed
        for passage in passages
        if len(member) <= _LONGEST_OPTION and passage.item in case.items and member in passage.text
    ]
    if not stated or len(wrong) < _FEWEST_OPTIONS - 1:
        return None
    alike = {member: _of_like_length(member, wrong) for member, _ in stated}
    gaps = {member: _gap(member, words) for member, words in alike.items()}
    best = min(gaps.values())
    answer, passage = rng.choice([each for each in stated if gaps[each[0]] <= max(best, 1)])
    chosen = rng.sample(alike[answer], min(OPTIONS - 1, len(alike[answer])))
    options = [answer, *chosen]
    rng.shuffle(options)
    start = passage.span.start + passage.text.index(answer)
    return QuizQuestion(
        kind="case-list",
        asked="有人这样问，计划里写到的是哪一个？",
        text=case.question,
        options=tuple(options),
        answer=answer,
        passage=passage,
        proof=Span(start, start + len(answer)),
    )


def _members(case: "Case") -> tuple[str, ...]:
    """Return what the case lists, one by one, where a fact holds several (甲、乙、丙)."""
    return tuple(dict.fromkeys(part for fact in case.must for part in fact.split("、") if part))


def _is_foreign(word: str, listed: Sequence[str], plan: Plan) -> bool:
    """Whether the plan has not the word and the list nothing that is said with it."""
    near = any(word in member or member in word for member in listed)
    return word not in plan.source and not near


def _of_other_lists(case: "Case", lists: "Sequence[Case]", plan: Plan) -> list[str]:
    """Return what the items that answer the case do not have, but other cases list."""
    texts = [item.text for label in (*case.items, *case.also_ok) if (item := plan.item(label))]
    members = dict.fromkeys(member for other in lists for member in _members(other))
    return [
        member
        for member in members
        if len(member) <= _LONGEST_OPTION and not any(member in text for text in texts)
    ]


def _of_like_length(member: str, words: Sequence[str]) -> list[str]:
    return sorted(words, key=lambda word: abs(len(word) - len(member)))[: 2 * (OPTIONS - 1)]


def _gap(member: str, words: Sequence[str]) -> float:
    """Return by how much of its length a member differs from the words on the average, at least 1
    where the words are all of its length or nearly."""
    difference = sum(abs(len(word) - len(member)) for word in words) / len(words)
    return max(1.0, 4 * difference / len(member))
