"""Which of the figures of a sentence has the label by which a question asks.

The label of a figure is what its own part of the sentence says: 失业人员再就业 of 1500人 in
城镇新增就业4600人，失业人员再就业1500人.
What is said before in its statement may be said of it, too.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from assistant.evidence.respectively import said_respectively
from assistant.evidence.subjects import is_total
from assistant.language.alignment import NEUTRAL, TIME, is_short_for
from assistant.language.stated import BOUND_OF
from assistant.understanding.question import Question, asking_words
from index.lexical import word_class, words
from index.quantities import Quantity, find_quantities

_MARK = re.compile(r"[、;；:：。!！?？]|[,，](?!\d{3}(?!\d))|(?<=[”》])(?=[“《])")
_CLAUSE = re.compile("[,，;；:：。!！?？]")
_STATEMENT_END = re.compile("[;；。!！?？]")
_EACH_OF = "各"
_AMONG = "其中"
_NOUNS = ("n", "j", "l", "i", "b", "s", "f", "vn", "an", "x")
_TOTAL = "总数"
_ADDED = frozenset("新增 新建 新设 新开 新开工 增加".split())
_THIS_YEAR = re.compile("今年|年内|全年")
IN_ALL = re.compile("总|累计|合计")
_NEW = "新增"
_NEW_ASKED = re.compile("新|添|增(?![长速幅加值])|增加(?!值)|(?<![参更])加(?![快装强大工])")
# What is new together with what is rebuilt: of both the one is but a part.
_NEW_OR_OTHER = re.compile("新[、和与]?(?:[改扩续迁][、和与]?)+建")
_ALL_ASKED = re.compile("[总一]共|合计|总数")
_COUNTED_BEFORE = re.compile(r"\d[^、,，;；:：]*、$")
_SAYS_NO_THING = frozenset("总数 总量 数量 数 总 规模 计划 全市 全区 全县 全省 全镇".split())
# 提高到多少 asks what it becomes, not by how much it rises.
_BECOMES = re.compile("(?:[提升增扩降减压][高升加长大低少减缩]|上升|下降)(?=[到至为成])")
# All there is of a thing is no kind of it: 全人群签约率.
_ALL = re.compile("全(?:部|体|[国省市区县镇乡]|[一-鿿]{2})")
_SEVERAL = re.compile("[和与跟、]|以及")
_MONTH = re.compile(r"\d月")
_WITHIN = re.compile("(?<=[省市县区镇乡村国])[里内]")


@dataclass(frozen=True, slots=True)
class _Label:
    """What a figure's own part of its sentence has of a question, what that or the statement before
    has, and which nouns of its part the question has not. `among`: it is one of those of a whole,
    `of_all`: of which all are asked for; `counts_another`: what it counts, behind it, is not asked
    about."""

    own: frozenset[str]
    heard: frozenset[str]
    strange: frozenset[str]
    among: bool
    of_all: bool
    counts_another: bool


def best_labelled(question: Question, text: str, figures: Sequence[Quantity]) -> list[Quantity]:
    """Return the figures of a sentence without those of whose kind another one is told by the
    question's words: all where none tell them apart."""
    asked = _as_written(_asked(question), text.lower())
    labels = {figure.start: _label(question, asked, figure, text) for figure in figures}
    several = bool(_SEVERAL.search(question.text))
    best = [
        figure
        for figure in figures
        if not any(
            other.dimension == figure.dimension
            and not (several and labels[figure.start].own - labels[other.start].own)
            and _is_meant(labels[other.start], labels[figure.start])
            for other in figures
        )
    ]
    return best or list(figures)


def _is_meant(one: _Label, other: _Label) -> bool:
    """Whether it is the one of two that is asked for: all that is asked of the other is said of it,
    and more; or as much, without something that tells the other from what is asked (市级).

    A part that names nothing asked about goes on from what is before it, one that does, does not;
    unless what is before counts something else (每个小组配备1名医师，小组总数达到55个).
    """
    # What names a thing of its own goes on from what is before it only as one of those.
    heard = one.heard if one.among or not one.strange else one.own
    if not other.own <= heard or (one.among and one.of_all):
        return False
    known = other.own if one.among else other.heard
    if one.own - known:
        return True
    if other.own and other.own < one.own and not one.strange & _ADDED:
        return not other.strange < one.strange
    alike = other.own <= one.own or (one.own < other.own and other.counts_another)
    return bool(one.own) and alike and one.strange < other.strange


def _label(
    question: Question, asked: dict[str, tuple[str, ...]], figure: Quantity, text: str
) -> _Label:
    """Return the label of a figure of `text`, by the words asked and their forms."""
    part, before = _part_of(figure, text)
    joined = _NEW_OR_OTHER.search(question.text)
    apart = part if joined else _NEW_OR_OTHER.sub(" ", part)  # 改建 is a part of 新改建
    own = _said(asked, apart)
    heard = own | _said(asked, f"{before}\n{apart}")
    if is_total(question.text, part):
        own |= {_TOTAL}
    new_asked = _NEW_ASKED.search(question.text)
    if joined:
        own |= {_NEW} if joined[0] in part else frozenset()
    elif new_asked and not _ADDED.isdisjoint(words(part)):
        own |= {_NEW}
    forms = [form for of_one in asked.values() for form in of_one]
    strange = frozenset(
        word
        for word in words(_ALL.sub(" ", _BECOMES.sub(" ", TIME.sub(" ", _without_figures(part)))))
        if _tells(word)
        and word not in question.text
        and not (new_asked and word in _ADDED)
        and not any(word in form or (len(form) > 1 and form in word) for form in forms)
    )
    if _THIS_YEAR.search(question.text) and IN_ALL.search(part) and _TOTAL not in own:
        strange |= {_TOTAL}
    behind = part.partition(figure.text.lower())[2]
    counts_another = any(word in behind for word in strange)
    among = _AMONG in f"{before}{part}"
    of_all = bool(_ALL_ASKED.search(question.text))
    return _Label(own, heard | own, strange, among, of_all, counts_another)


def _part_of(figure: Quantity, text: str) -> tuple[str, str]:
    """Return what the part of a figure says, and what stands before it in its statement; of one
    of several given 分别, its member alone, of each of several (东区、西区各2个), all of them."""
    member = said_respectively(text).get(figure.start)
    if member is not None:
        return member.lower(), ""
    statement = max((m.end() for m in _STATEMENT_END.finditer(text, 0, figure.start)), default=0)
    begins = max((m.end() for m in _MARK.finditer(text, 0, figure.start)), default=0)
    if _EACH_OF in text[begins : figure.start]:
        begins = max((m.end() for m in _CLAUSE.finditer(text, 0, figure.start)), default=0)
    ended = _MARK.search(text, figure.end)
    end = ended.start() if ended else len(text)
    before = text[statement:begins].lower()
    if begins == figure.start and _COUNTED_BEFORE.search(before):  # 5家农贸市场、2个交通枢纽
        before = before[: max((m.end() for m in _CLAUSE.finditer(before)), default=0)]
    return text[begins:end].strip().lower(), before


def _asked(question: Question) -> dict[str, tuple[str, ...]]:
    """Return the words of a question that may tell a figure, each with its forms."""
    dates = {date for date in TIME.findall(question.text) if _MONTH.search(date)}
    text = _BECOMES.sub(" ", TIME.sub(" ", _without_figures(question.text)))
    forms = {term.text: term.forms for term in question.terms}
    cut = words(_WITHIN.sub(" ", text))
    said = {*cut, *(term for term in forms if term in text)}
    # 再就业 is no other 就业.
    joined = {
        f"{one}{other}" for one, other in pairwise(cut) if len(one) == 1 and one not in NEUTRAL
    }
    return {date: (date,) for date in dates} | {
        word: tuple(forms.get(word, (word,)))
        for word in (*said, *joined)
        if word.strip()
        and word not in NEUTRAL
        and word not in BOUND_OF
        and word not in asking_words()
        and (len(word) > 1 or word_class(word).startswith("n"))
    }


def _as_written(asked: dict[str, tuple[str, ...]], text: str) -> dict[str, tuple[str, ...]]:
    """Return the words asked without the other forms of those that `text` has itself: where it has
    人工造林, 封山育林 is another thing; 最低生活保障 is what 低保 is short for."""
    return {
        word: tuple(f for f in forms if f == word or is_short_for(word, f))
        if word in text
        else forms
        for word, forms in asked.items()
    }


def _said(asked: dict[str, tuple[str, ...]], text: str) -> frozenset[str]:
    return frozenset(word for word, forms in asked.items() if any(form in text for form in forms))


def _tells(word: str) -> bool:
    """Whether a word of a label may tell its figure from others."""
    return (
        word not in NEUTRAL
        and word not in BOUND_OF
        and word not in _SAYS_NO_THING
        and word not in asking_words()
        and (word in _ADDED or word_class(word).startswith(_NOUNS) or not word_class(word))
        and any(map(str.isalpha, word))
    )


def _without_figures(text: str) -> str:
    for figure in find_quantities(text):
        text = text.replace(figure.text, " ")
    return text
