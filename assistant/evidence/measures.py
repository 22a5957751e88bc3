"""Which figures of a text can answer the unit that a question asks for."""

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise

from assistant.evidence.asked_units import (
    ASKED_MEASURE,
    ASKED_UNIT,
    DOSES,
    MONEY,
    TELLING_MEASURE,
    asked_dimension,
    asked_thing,
    units_alike,
    words_asked,
)
from assistant.evidence.coverage import core_terms, support
from assistant.evidence.figure_changes import BEFORE_NOW, of_year, replaced
from assistant.evidence.growth import suiting_growth
from assistant.evidence.unusual_figures import before_noun, in_form_asked, in_rare_unit
from assistant.language.clauses import end_of, start_of
from assistant.understanding.question import Question
from index.lexical import word_class, words
from index.quantities import Quantity, find_quantities

_ASKED_SCALE = re.compile("几[十百千]?([万亿])")
_SCALES = {"万": 10**4, "亿": 10**8}
# Counts that are not taken for each other: of people, of households, of places and things.
_COUNTS = (
    "人 名 位 人次 万人次 人数".split(),
    "家 所 座 处 条 台 辆 套 个 间 项 只 部 栋 幢 件".split(),
    "户 户次 户数 家".split(),
)
_PERSON = re.compile("[^开施竣动分加复](?:[人员工师者民]|(?<![卫民发])生)$")
# How often each one is to have something, which is never so much as all together get: 打几针.
_ASKED_EACH = re.compile("(?<!第)几(?:针|剂次?|次|回|趟|遍)(?![万数])")
_MANY_TIMES = 1000
_NO_THING = frozenset({"money", "ratio", "time", "age"})
_COUNTED = re.compile(r"[个家名位项处所件条座台支张]")
_MONTH = re.compile(r"\d{1,2}月")  # a date, of which no number is asked
_DAY = re.compile(r"\d月$")  # before what is one, too
_RANK_SAID = re.compile("前|第|排|名次|位次|几[位名]|多少[位名]")
# What is built or planted is no sum: 修多少.
_ASKED_DONE = re.compile("(?:[修建铺种栽盖拆]|改造)[了成]?(?:多少|几)(?=[?？,，。呢啊]|$)")
# What each pays of something is a sum or a share: 各出多少.
_ASKED_PAID = re.compile(
    "(?<![产输支付展做推突])(?:[要得各]出|承担|分担|负担)多少(?=[?？,，。呢啊]|$)"
)
_PAID = frozenset({"money", "ratio"})
_HALF = 0.5
# No comma within a number: 3,500人.
_PART_END = re.compile(r"[、;；。]|[,，](?!\d{3}(?!\d))")
_LIMITS = re.compile("以[上下]")
_ASKS_YEARS = re.compile("年限|[多几]少?年|多久")
_LIMITED = re.compile("的?[一-鿿]{2}")
# People and households are counted, and tell the size of what follows: 50人以上企业.
_SIZED = frozenset("人名户")
_SIZED_THING = re.compile("的?(?P<noun>[一-鿿]{2,6})")
_PEOPLE = re.compile("[人员工生师者民众童]$|干部|家庭|住户")
_OCCASIONS = ("次", "场", "场次")
_WHICH_YEAR = re.compile("(?<=第)|第")  # 一年, 两年 tell how long
# A number that a name ends with: “稳就业20条”.
_NAME = re.compile("[“《「](?P<name>[^”》」]*)[”》」]")


def fitting_figures(question: Question, text: str) -> list[Quantity]:
    """Return the quantities of `text` that can answer the unit asked for.

    A measure word that names a kind (几级, 第几轮) wants a figure with that very word; any other
    unit, one of its dimension or a numeral before the noun asked for (几个县 → 七县).
    """
    unusual = in_form_asked(question, text)
    if unusual is not None:
        return unusual
    counted = before_noun(question.text, text) or in_rare_unit(question.text, text)
    if not BEFORE_NOW.search(question.text):
        before = replaced(counted, text)  # 由Ⅳ类提升至Ⅲ类
        counted = [figure for figure in counted if figure.start not in before]
    if not find_quantities(text):  # as in most sentences
        return counted
    measure = ASKED_MEASURE.search(question.text)
    dimension = asked_dimension(question.text) or _claimed_dimension(question)
    counts = ASKED_UNIT.search(question.text)
    thing = asked_thing(question.text) if dimension in (None, "count") else ""
    kinds = [units for units in _COUNTS if counts and counts[1] in units]
    if thing and _PERSON.search(thing):
        kinds = [_COUNTS[0]]
    others = [unit for units in kinds for unit in units]
    paid = _ASKED_PAID.search(question.text)
    done = _ASKED_DONE.search(question.text) and not MONEY.search(question.text)
    figures = [
        figure
        for figure in find_quantities(text)
        if (
            _in_unit_asked(figure, measure, dimension, others)
            or _counts_asked(figure, text, question, kinds)
        )
        and not (measure and measure[0] == "第几年" and not _WHICH_YEAR.match(text, figure.start))
        and not _MONTH.fullmatch(figure.text)
        and not (done and figure.dimension == "money")
        and not (paid and figure.dimension not in _PAID)
        and not (figure.unit == "日" and _DAY.search(text[: figure.start]))
        and not _of_a_name(figure, text, question.text)
        and not (
            thing
            and not text[: figure.start].endswith(words_asked(question.text))
            and (figure.dimension in _NO_THING or _counts_other(figure, text, question))
        )
    ]
    if _ASKED_EACH.search(question.text):
        figures = [f for f in figures if f.value < _MANY_TIMES]
    scale = _ASKED_SCALE.search(question.text)
    if scale:
        figures = [f for f in figures if f.value >= _SCALES[scale[1]]] or figures
    if not BEFORE_NOW.search(question.text):
        before = replaced(figures, text)
        figures = [f for f in figures if f.start not in before or of_year(question, f, text)]
    figures = list(_in_measure(question, figures, text))
    figures = [figure for figure in figures if not _tells_which(figure, text, question)]
    if not _RANK_SAID.search(question.text):
        figures = [f for f in figures if not (f.unit in "位名" and text[: f.start].endswith("前"))]
    figures = list(suiting_growth(question.text, figures, text))
    taken = {figure.start for figure in counted}
    return [*counted, *(figure for figure in figures if figure.start not in taken)]


def _in_unit_asked(
    figure: Quantity, measure: re.Match[str] | None, dimension: str | None, alike: Sequence[str]
) -> bool:
    """Whether a figure is in the measure word asked for, or of the dimension; a count in one of the
    measure words that are taken for the one asked for, where there are such."""
    if figure.dimension == "count" and alike and figure.unit not in alike:
        return False
    return figure.unit in _units(measure) if measure else dimension in (None, figure.dimension)


def _counts_asked(
    figure: Quantity, text: str, question: Question, kinds: Sequence[Sequence[str]]
) -> bool:
    """Whether a figure stands right behind the thing whose number is asked for, in a measure word
    of its own that counts no people or households: 漕船46艘 for 漕船有几条."""
    if kinds != [_COUNTS[1]] or any(figure.unit in units for units in _COUNTS):
        return False
    said = text[: figure.start].lower()
    things = [term for term in core_terms(question.terms) if not term.is_verb]
    return any(said.endswith(form) for term in things for form in term.forms if len(form) > 1)


def _units(measure: re.Match[str]) -> tuple[str, ...]:
    """Return the units in which a measure word is counted: 几次 is of 3场, too."""
    return _OCCASIONS if measure[0] == "几次" else (measure[2],)


def _claimed_dimension(question: Question) -> str | None:
    """Return the dimension of the figures that are claimed and nothing asked of, if all have one:
    收入增长12%，对吗 is of no sum."""
    if question.wants_figure or not question.yes_no:
        return None
    dimensions = {claim.dimension for claim in question.claims}
    return dimensions.pop() if len(dimensions) == 1 else None


def doses_untold(question: Question, text: str) -> bool:
    """Whether it is asked how many doses there are (打几针), and a text has figures, but none of
    these, nor one that is so few as each gets: 接种疫苗3.5万剂."""
    doses = bool(DOSES.search(question.text)) and bool(find_quantities(text))
    return doses and not fitting_figures(question, text)


def _in_measure(question: Question, figures: Sequence[Quantity], text: str) -> Iterable[Quantity]:
    """Keep the figures in the measure word asked for, where that tells what is counted (台, 栋):
    those that have it; where none has, those whose part of `text` names what is asked about."""
    measure = TELLING_MEASURE.search(question.text)
    if measure is None:
        return figures
    alike = units_alike(measure["unit"])
    if own := [figure for figure in figures if figure.unit in alike]:
        return own
    things = [term for term in core_terms(question.terms) if not term.is_verb]
    return [f for f in figures if any(support(t, _part_around(f, text)) >= _HALF for t in things)]


def counted_otherwise(asked: str, text: str) -> bool:
    """Whether a text counts, but not in the telling measure word (台) that is asked for."""
    telling = TELLING_MEASURE.search(asked)
    return bool(telling) and any(f.dimension == "count" for f in find_quantities(text))


def _part_around(figure: Quantity, text: str) -> str:
    """Return the part of `text` that has a figure; of what is one of others (其中), all before."""
    start = start_of(_PART_END, text, figure.start)
    part = text[start : end_of(_PART_END, text, figure.end)].lower()
    return text[: figure.end].lower() if part.startswith("其中") else part


def _tells_which(figure: Quantity, text: str, question: Question) -> bool:
    """Whether a figure only tells which things are meant, and the question asks for none such:
    10亿元以上项目5个, 使用15年以上的电梯20台, 60至79周岁每餐补贴3元."""
    asked = question.text
    if figure.dimension == "age":
        return not question.yes_no and asked_dimension(asked) != "age"
    limits = [asked[limit.end() :] for limit in _LIMITS.finditer(asked)]
    if not _LIMITS.match(figure.qualifier) or not all(map(_LIMITED.match, limits)):
        return False
    if figure.dimension == "count":
        return not question.yes_no and _tells_size(figure, text, asked)
    return bool(
        figure.dimension in ("money", "time")
        and _LIMITED.match(text, figure.end)
        and not (figure.dimension == "time" and _ASKS_YEARS.search(asked))
    )


def _tells_size(figure: Quantity, text: str, asked: str) -> bool:
    """Whether a number of people or households, which are not asked for, tells how large the things
    behind it are (消除50人以上大班), which are no people themselves (培训50人以上骨干教师)."""
    behind = _SIZED_THING.match(text, figure.end)
    counts = ASKED_UNIT.search(asked)
    if figure.unit not in _SIZED or behind is None or (counts and counts[1] == figure.unit):
        return False
    told = words(behind["noun"])
    return not any(map(_PEOPLE.search, told)) and not word_class(told[0]).startswith("v")


def _of_a_name(figure: Quantity, text: str, asked: str) -> bool:
    """Whether a figure ends a name in quotation marks (“稳就业20条”) nothing else of which is asked
    about."""
    for found in _NAME.finditer(text):
        if found.start("name") < figure.start and figure.end == found.end("name"):
            rest = text[found.start("name") : figure.start]
            return not any(pair in asked for pair in map("".join, pairwise(rest)))
    return False


def _counts_other(figure: Quantity, text: str, question: Question) -> bool:
    """Whether the noun that follows a figure (14个社区) is none of those asked about; nor the one
    behind it, which it may only describe (20所农村学校)."""
    following = words(text[figure.end : figure.end + 6])[:2]
    if not _COUNTED.fullmatch(figure.unit) or not following:
        return False
    noun, *behind = following
    if any(word_class(word).startswith("n") and word in question.text for word in behind):
        return False
    said = (question.text, *question.expansion)
    return (
        len(noun) > 1
        and word_class(noun).startswith("n")
        and not any(noun in one or one in noun for one in said)
        and not any(char in question.text for char in noun)
    )
