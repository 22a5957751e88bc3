"""Compare a figure that is claimed of one of several with its own in the list of them.

新建仓库20万平方米，其中南园13万平方米、北园7万平方米: of 南园仓库 the 13 are told, whatever else
the sentence says of it.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import accumulate

from assistant.claims.claimed import claimed_in, is_same
from assistant.claims.figure_verdicts import FigureVerdict
from assistant.claims.unstated import unstated_words
from assistant.evidence.choosing import FigureChoice
from assistant.evidence.heads import head_of
from assistant.evidence.pieces import left_of, names_of, with_title
from assistant.language.bounds import bound_at
from assistant.language.clauses import STATEMENT_END, end_of, start_of, statement_of
from assistant.understanding.question import Question
from index.lexical import word_class, words
from index.passages import Passage
from index.plan import Plan
from index.quantities import Quantity, find_quantities

_AMONG = "其中"
_JOINT = re.compile("[、，,]|[和与及]")
NAME_CLASSES = ("n", "s", "f", "j", "b", "")
_LONGEST = 8  # characters of a name
_TOP = 3


def check_listed(
    question: Question, passages: Sequence[Passage], plan: Plan
) -> FigureVerdict | None:
    """Find the figure of the one that is named; None where a sentence lists none, where anything
    is claimed that it does not say, or a bound is."""
    claimed = claimed_in(question) if question.yes_no else None
    if claimed is None or len(claimed.figures) != 1 or len(claimed.values) != 1:
        return None
    claim = claimed.figures[0]
    bound = bound_at(claim, claimed.text)
    if bound is None or bound.said:
        return None
    for passage in passages[:_TOP]:
        text = passage.text.lower()
        rest = claimed.text.replace(claim.text, " ")
        listed = [one for one in _listed(text) if one[1].unit == claim.unit]
        own = [figure for name, figure in listed if _names(name, claimed.text)]
        if len(own) != 1:
            continue
        (figure,) = own
        if names_of(left_of(rest, with_title(statement_of(figure, text), passage, plan))):
            continue  # what another statement says is none of its list
        at = passage.span.start + figure.start
        run = next(c for c in passage.clauses if c.start <= at < c.end)
        agrees = is_same(figure, text, claim, claimed.text)
        unstated = unstated_words(question, passage, at, passage.span, plan) if agrees else ()
        stated = FigureChoice(figure, passage, run, 0.0, 1.0, (), (), False)
        return FigureVerdict(agrees, stated, unstated)
    return None


def _listed(text: str) -> Iterator[tuple[str, Quantity]]:
    """Yield the figures that stand behind 其中, as what the one before it is made of, each with
    what tells it from the others of its list: 小学 of 学位4200个，其中小学学位2400个."""
    figures = find_quantities(text)
    for among in re.finditer(_AMONG, text):
        begins = start_of(STATEMENT_END, text, among.start())
        end = end_of(STATEMENT_END, text, among.end())
        before = [figure for figure in figures if begins <= figure.start < among.start()]
        whole = head_of(before[-1], text) if before else ""
        last = among.end()
        for figure in (one for one in figures if among.end() <= one.start < end):
            name = head_of(figure, text).removeprefix(_AMONG)
            joined = _JOINT.fullmatch(text[last : figure.start - len(name)])
            named = _is_name(name) or _apart(name, whole) != name
            if (last != among.end() and not joined) or not named:
                break
            if before and before[-1].unit == figure.unit:
                yield _apart(name, whole), figure
            last = figure.end


def _apart(name: str, whole: str) -> str:
    """Return a name without what ends it and stands in that of the whole."""
    ends = (name[at:] for at in range(1, len(name) - 1))
    return name.removesuffix(next((end for end in ends if len(end) > 1 and end in whole), ""))


def _names(name: str, text: str) -> bool:
    """Whether a text has a name where a word of it begins: no 出口 in 进出口."""
    starts = accumulate(map(len, words(text)), initial=0)
    return any(text.startswith(name, at) for at in starts)


def _is_name(text: str) -> bool:
    kinds = [word_class(word) for word in words(text)]
    return 1 < len(text) <= _LONGEST and all(k == "vn" or k[:1] in NAME_CLASSES for k in kinds)
