"""The figures that a question claims, and whether a text has them."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.evidence.pieces import left_of, names_of
from assistant.evidence.ranking import Candidate
from assistant.language.deadlines import without_deadlines
from assistant.language.normalize import pattern, wording
from assistant.language.stated import figure_at, same_size
from assistant.understanding.question import Question, without_whose
from index.passages import Passage
from index.plan import Plan
from index.quantities import Quantity, claimed_values, find_quantities

AGES = ("岁", "周岁")
MEMBER = re.compile("[、,，;；。]|以及|[和与及]")
_SURELY_CLAIMED = 100
_FIRM = re.compile("企业|公司|商户|经营主体|市场主体|高企|厂家|农场|合作社")  # 12户, or 12家
_TOP = 8
_NOUN = 2  # characters
_MONEY = "投资|资金|经费|补贴|补助|贷款"
_BARE_MONEY = re.compile(
    rf"(?<=\d)[万亿](?=的?(?:{_MONEY}))"
    rf"|(?:{_MONEY}|投入?|花)[^,，。;；\d]{{0,3}}\d[\d.]*[万亿](?=[吧吗么呢对是,，。?？]|$)"
)
_ASKED_UNIT = re.compile("(?:多少|[^第]几)[万亿千百]?([一-鿿])")
# A sum of two figures is asked for: 9亿加4亿是多少.
_RECKONED = re.compile(
    r"\d[一-鿿%]{0,4}(?:加上?|减去?|乘以?|除以|[+*/×÷-])\d[^,，。;；]{0,8}(?:多少|几)"
)
# What each of something costs is asked for: 多少钱一座, 一座多少钱.
_FOR_ONE = re.compile(
    r"(?P<asks>(?:多少|几)(?:块钱|[元钱块毛]|万元))1(?![\d.])"
    r"|(?<![\d.])1(?=[一-鿿]{1,2}(?:要|是|得|给|补|花|收)?(?:多少|几)(?:块钱|[元钱块毛]|万元))"
)
_OF_WHICH = re.compile("的(?![吗吧么呢?？。])[一-鿿]")


@dataclass(frozen=True, slots=True)
class Claimed:
    """What a question claims: `text` is all that it says but the times, `values` are the numbers
    of it, of which `figures` have a unit."""

    question: Question
    text: str
    values: tuple[float, ...]
    figures: tuple[Quantity, ...]

    @property
    def units(self) -> frozenset[str]:
        """Return the units of what is claimed, of the times, too."""
        return frozenset(claim.unit for claim in self.question.claims)

    @property
    def dimensions(self) -> frozenset[str]:
        """Return what the figures measure."""
        return frozenset(claim.dimension for claim in self.figures)

    def has(self, figure: Quantity, text: str) -> bool:
        """Whether a figure of `text` is one of those claimed, in whatever unit, or of a number
        claimed without one."""
        sizes = {claim.value for claim in self.figures}
        bare = [value for value in self.values if value not in sizes]
        return self.has_in_unit(figure, text) or is_of(figure, bare)

    def has_in_unit(self, figure: Quantity, text: str) -> bool:
        """Whether a figure of `text` is one of those claimed with their units."""
        return any(is_same(figure, text, claim, self.text) for claim in self.figures)


def claimed_in(question: Question) -> Claimed | None:
    """Return the figures that a question claims, of which a date is none (see dates.py); None
    where it has none, or where it only tells by one which are meant: 那37台里有几台."""
    said = _as_claimed(question)
    values = claimed_values(said)
    if not question.yes_no and _RECKONED.search(question.text):
        return None
    if not (question.yes_no or question.claims):
        # A small number without a unit names something (1加6加4), where nothing is claimed.
        values = tuple(value for value in values if value >= _SURELY_CLAIMED)
    if not question.yes_no:  # 七十岁的呢: which ones are meant
        ages = {claim.value for claim in question.claims if claim.unit in AGES}
        values = tuple(value for value in values if value not in ages)
    values = tuple(value for value in values if value not in question.years)
    claimed = Claimed(question, said, values, tuple(find_quantities(said)))
    asked = _ASKED_UNIT.search(question.text) if question.wants_figure else None
    return None if not values or (asked and asked[1] in claimed.units) else claimed


def is_same(figure: Quantity, text: str, claim: Quantity, asked: str) -> bool:
    """Whether a figure of `text` is of the size of one `asked` about, in a unit that says the
    same."""
    stated, one = figure_at(figure, text), figure_at(claim, asked)
    if not same_size(stated.value, one.value):
        return False
    units = {figure.unit, claim.unit}
    firms = units == {"户", "个"} and all(map(_FIRM.search, (text, asked)))
    return stated.counts(one) or units == {"户", "家"} or firms


def is_of(figure: Quantity, values: Sequence[float]) -> bool:
    """Whether a figure is of one of the values, whatever its unit."""
    return any(same_size(figure.value, value) for value in values)


def told_by_figure(
    question: Question, candidates: Sequence[Candidate], plan: Plan
) -> list[Candidate]:
    """Return the sentences of which the figures of a question tell that they are meant, all where
    none tell: 总投资6亿元的项目是什么."""
    asked = _as_claimed(question)
    claims = find_quantities(asked)
    if question.yes_no or not claims:
        return list(candidates)
    told = [
        candidate
        for candidate in candidates
        if all(_tells_of(claim, asked, candidate.passage, plan) for claim in claims)
    ]
    return told or list(candidates)


def only_tells_which(claimed: Claimed, candidates: Sequence[Candidate], plan: Plan) -> bool:
    """Whether the figures claim nothing, but tell which thing is meant: 6个基地叫什么名字,
    3个项目投资多少."""
    if not claimed.question.yes_no and any(
        _tells_of(claim, claimed.text, candidate.passage, plan)
        for claim in claimed.figures
        for candidate in candidates[:_TOP]
    ):
        return True
    asks = _asks_beside(claimed.question) or claimed.question.wants_figure
    if not (asks and claimed.figures and candidates):
        return False
    text = candidates[0].passage.text
    return all(_is_written(claim, claimed.text, text) for claim in claimed.figures)


def _as_claimed(question: Question) -> str:
    """Return what a question says without its times, with 元 for money: 投资6亿."""
    said = without_whose(without_deadlines(question.text))
    if question.wants_figure:
        said = _FOR_ONE.sub(lambda found: f"{found['asks'] or ''}每", said)
    return _BARE_MONEY.sub(r"\g<0>元", said)


def _tells_of(claim: Quantity, asked: str, passage: Passage, plan: Plan) -> bool:
    """Whether a clause has a figure that tells which thing is meant, said of the same."""
    said = MEMBER.split(asked[: claim.start])[-1]
    if not said or not _OF_WHICH.match(asked, claim.end):
        return False
    for span in passage.clauses:
        clause = plan.source[span.start : span.end].lower()
        stated = any(is_same(f, clause, claim, asked) for f in find_quantities(clause))
        if stated and not names_of(left_of(said, clause)):
            return True
    return False


def _asks_beside(question: Question) -> bool:
    """Whether something else than a figure is asked of what a figure is of: 叫什么, 是哪些."""
    asks = pattern(wording()["interrogatives"]).search(question.text)
    return bool(asks) and not (question.yes_no or question.wants_figure)


def _is_written(claim: Quantity, asked: str, text: str) -> bool:
    """Whether a text has a figure as it is asked about, with what stands behind it, or with nothing
    where that is named before it (其余2个2025年完成); 万方 are said of floors, too."""
    noun = asked[claim.end : claim.end + _NOUN]
    return any(
        (claim.unit == figure.unit or {claim.unit, figure.unit} == {"方", "平方米"})
        and same_size(claim.value, figure.value)
        and noun.isalpha()
        and (
            text.startswith(noun, figure.end)
            or (noun in text[: figure.start] and not text[figure.end : figure.end + 1].isalpha())
        )
        for figure in find_quantities(text)
    )
