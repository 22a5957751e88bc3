"""Whether the plan supports a sentence that it does not contain word for word.

A sentence is held against the whole text of the items it cites. The first thing wrong with
it is named; what passes says no figure, date, name, quotation, stage or restriction that
those items do not. The rules are strict on purpose: a good sentence lost costs little, since
the plan's own words stand below; a bad one shown can be read out in a meeting.
"""

import re
import unicodedata
from collections.abc import Collection, Iterator, Sequence
from functools import lru_cache
from itertools import groupby
from typing import Literal

from assistant.language.alignment import (
    CLAUSE,
    COUNTED_BY_ONE,
    NEUTRAL,
    TIME,
    keeps_hedges,
    keeps_names,
    keeps_numbers,
    keeps_roles,
    nearest_clause,
    pairs_of,
    sentences_of,
    share,
)
from assistant.language.stages import stage_words
from assistant.language.stated import BOUND_OF, Figure, figures, unify, without_figures
from index.lexical import known_word, word_class, words

Objection = Literal[
    "uncited",  # cites nothing
    "unknown_item",  # cites what the model was not given
    "garbled",  # nothing said, characters that are none, or letters that no plan has
    "judgement",  # answers yes or no, which the plan's words alone must do
    "asks",
    "figure",  # a figure that a cited item does not have, or has for something else
    "other_figure",  # only figures that were not asked for
    "date",
    "quotation",
    "name",
    "claim",  # negation, completion, restriction or stage that is not the plan's
    "wording",  # too many words of its own
    "off_topic",  # true, but not of what was asked
    "meaning",  # another item is nearer to it
]

_QUOTED = re.compile(r"[“\"「『《‘]([^“”\"「」『』《》‘’]+)[”\"」』》’]")
_NUMERAL_RUN = re.compile(r"第?[a-z0-9][a-z0-9.+%-]*")
_CHINESE_NUMERAL = re.compile(r"[零〇一二两三四五六七八九十百千万亿廿卅]+")
_ODD = re.compile(r"[^0-9一-鿿〇]")
_ITEM_SAID = re.compile(r"第(?:\d+|[一二三四五六七八九十百]+)项")
_SEGMENT = re.compile(r"[、,;:。!?]")
_CHINESE = re.compile(r"[一-鿿]")
_HAN = re.compile(r"[〇㐀-鿿豈-﫿]")
_YES_NO = re.compile(
    r"^(?:是的?|对的?|没错|正确|不对|不是|错误|可以|能|会|有的?|没有)(?=[,。!;:]|$)"
)
_ASKING = re.compile(r"\?|怎么|怎样|如何|什么|多少|哪|谁|吗|几个|呢")
# What turns a statement into another: it must be the plan's.
_TURNING = frozenset(
    "已 已经 曾 曾经 了 过 最 首 首次 唯一 全部 所有 全体 每 每年 每月 人均 均 都 仅 只 只有 仅仅 "
    "必须 一律 为了 因此 从而 所以 由于 以便 使得 通过 "
    "增加 减少 缩减 下降 上升 提前 推迟 延期 取消 停止 暂停 禁止 翻番 翻倍 达标 超额 率先".split()
)
_NEGATING = re.compile("[不未没无非勿](?!断)|^别")
_NAMES = ("nr", "ns", "nt", "nz")
_PURPOSE = re.compile(r"为(?![\d全各每])")
_ACTIONS = ("v", "d", "a", "b", "m", "z")
_NOUNS = ("n", "l", "i", "j", "s", "f", "t")
_OWN_WORDS = 0.5
_OWN_PAIRS = 0.6


def objection(
    text: str, items: Sequence[str], year: int | None = None, asked: Collection[Figure] = ()
) -> Objection | None:
    """Return the first thing in `text` that the cited `items` (their texts) do not support.

    `year` is the plan's own. With `asked`, the figures that answer the question, a sentence
    that gives figures must give one of them.
    """
    said = unify(text)
    sources = [unify(item) for item in items]
    if not sources:
        return "uncited"
    letters = {char for char in said if char.isalpha() and not (char.isascii() or _HAN.match(char))}
    if not _CHINESE.search(said) or "�" in said or not all(_in(one, sources) for one in letters):
        return "garbled"
    if _YES_NO.match(said):
        return "judgement"
    if not all(_in(found, sources) for found in _ASKING.findall(said)):
        return "asks"
    rest = _ITEM_SAID.sub("", said)
    clauses = [clause for clause in CLAUSE.split(rest) if clause]
    stated = figures(rest)
    if not all(_is_bound(figure, rest, sources) for figure in stated):
        return "figure"
    if asked and stated and not any(a.measures(figure) for a in asked for figure in stated):
        return "other_figure"
    if not all(_has_time(found, sources, year) for found in TIME.findall(rest)):
        return "date"
    if not _has_numerals(rest, sources, year):
        return "figure"
    if not all(_in(unify(quoted), sources) for quoted in _QUOTED.findall(text)):
        return "quotation"
    tokens = [word for word in words(rest) if _CHINESE.match(word)]
    if not all(_in(name, sources) for name in _names(tokens)):
        return "name"
    if not all(_claims_hold(clause, sources) for clause in clauses):
        return "claim"
    if not _worded_alike(rest, sources) or _adds_action(rest, sources):
        return "wording"
    if not keeps_numbers(rest, sources, year):
        return "figure"
    if not keeps_names(rest, sources) or not keeps_roles(rest, sources):
        return "name"
    if not all(keeps_hedges(clause, rest, sources) for clause in clauses):
        return "claim"
    return None


def prepare(items: Sequence[str]) -> None:
    """Cut the texts of items into words and numbers, which are kept: it takes longer than to hold
    a sentence against them."""
    for item in items:
        objection(item, [item])


def turns(word: str) -> bool:
    """Whether a word turns a statement into another: denies, restricts or completes it."""
    return word in _TURNING or (bool(_NEGATING.search(word)) and word not in NEUTRAL)


def adds_words(text: str, sources: Sequence[str]) -> bool:
    """Whether `text` has a content word or a numeral that none of `sources` has."""
    known = [unify(source) for source in sources]
    own = [t for t in words(unify(text)) if (len(t) > 1 or (t.isalnum() and t.isascii()))]
    return not all(_in(token, known) for token in own if token not in NEUTRAL)


def _in(text: str, sources: Sequence[str]) -> bool:
    return any(text in source for source in sources)


# --- figures -----------------------------------------------------------------------------


def _is_bound(figure: Figure, text: str, sources: Sequence[str]) -> bool:
    """Whether a cited item has the figure, and has it for what the sentence says it of.

    What is said around the figure must be at least as near to what the item says around the
    same figure as to what it says around any other of that unit (新增600张 / 总数10800张).
    """
    around = pairs_of(_segment(text, figure.start, figure.end))
    own: tuple[float, float] | None = None
    others: list[tuple[float, float]] = []
    for source in sources:
        for found in figures(source):
            if found.unit != figure.unit:
                continue
            there = _segment(source, found.start, found.end)
            score = (share(around, there), share(pairs_of(text), there))
            if found.states(figure):
                own = max(own or score, score)
            else:
                others.append(score)
    if own is None:
        return False
    return own >= max(others, default=own)


def _segment(text: str, start: int, end: int) -> str:
    """Return the enumerated part of `text` around a figure, without the figure."""
    first = max((match.end() for match in _SEGMENT.finditer(text, 0, start)), default=0)
    after = _SEGMENT.search(text, end)
    return text[first:start] + text[end : after.start() if after else len(text)]


def _has_time(time: str, sources: Sequence[str], year: int | None) -> bool:
    return _in(time, sources) or time == f"{year}年"


def _has_numerals(text: str, sources: Sequence[str], year: int | None) -> bool:
    """Whether every numeral beside the quantities stands in a cited item as it is written."""
    if any(unicodedata.numeric(char, None) is not None for char in _ODD.findall(text)):
        return False  # of another script (٣, 〣): nobody writes a plan so
    rest = without_figures(text)
    for found in _NUMERAL_RUN.finditer(rest):
        known = frozenset[str]().union(*(_NUMERAL_RUN.findall(source) for source in sources))
        if found[0].strip(".-+") not in {run.strip(".-+") for run in known} | {str(year)}:
            return False
    for found in _CHINESE_NUMERAL.finditer(rest):
        # With what it counts; 一 begins too many words that count nothing (一些, 进一步).
        counted = rest[found.start() : found.end() + 1].strip()
        counts = found[0] != "一" or counted[1:] in COUNTED_BY_ONE
        if counts and not _in(counted, sources):
            return False
    return True


# --- words -------------------------------------------------------------------------------


def _names(tokens: Sequence[str]) -> Iterator[str]:
    """Yield proper names, and what the dictionary does not know and may be one."""
    for token in tokens:
        if len(token) > 1 and (word_class(token).startswith(_NAMES) or not known_word(token)):
            yield token
    for single, run in groupby(tokens, key=lambda token: len(token) == 1):
        joined = "".join(token for token in run if token not in NEUTRAL)
        if single and len(joined) > 1 and all(word_class(c)[:1] in "nvaxg" for c in joined):
            yield joined


@lru_cache(maxsize=1)
def _stages() -> frozenset[str]:
    return frozenset(stage_words()) - NEUTRAL


def _claims_hold(clause: str, sources: Sequence[str]) -> bool:
    """Whether the words that turn the statement stand where the plan speaks of the same."""
    turning = [word for word in words(clause) if turns(word)]
    turning += [word for word in _stages() if word in clause]
    if _PURPOSE.match(clause) and not _in(clause[:3], sources):
        return False  # one of the model's own
    if not turning:
        return True
    subject = clause
    for word in turning:
        subject = subject.replace(word, " ")
    nearest = nearest_clause(pairs_of(subject), sources)
    return all(word in nearest for word in turning)


def _worded_alike(text: str, sources: Sequence[str]) -> bool:
    """Whether the sentence says it in the items' words, joining none that they keep apart.

    The nouns of a clause and whatever else it has from an item stand in one sentence there,
    or in the item's first, which names the subject of the others. Its other words are few.
    """
    tokens = words(text)
    content = [t for t in tokens if len(t) > 1 and _CHINESE.match(t) and t not in NEUTRAL]
    if not content:
        return False
    if not all(_said_together(clause, sources) for clause in CLAUSE.split(text)):
        return False
    alike = sum(_in(token, sources) for token in content) / len(content)
    pairs = pairs_of("".join(" " if token in NEUTRAL else token for token in tokens))
    return alike >= _OWN_WORDS and share(pairs, "\n".join(sources)) >= _OWN_PAIRS


def _adds_action(text: str, sources: Sequence[str]) -> bool:
    """Whether a verb, adverb or adjective is the model's own: it may turn all the rest round."""
    return any(
        _CHINESE.match(word)
        and word not in NEUTRAL
        and word_class(word).startswith(_ACTIONS)
        and not _in(word, sources)
        and not _CHINESE_NUMERAL.match(word)
        and word not in BOUND_OF
        for word in words(TIME.sub(" ", text))
    )


def _said_together(clause: str, sources: Sequence[str]) -> bool:
    bound = [
        token
        for token in words(clause)
        if len(token) > 1
        and token not in NEUTRAL
        and (word_class(token).startswith(_NOUNS) or _in(token, sources))
    ]
    return any(
        all(word in sentence or word in first for word in bound)
        for first, *others in map(sentences_of, sources)
        for sentence in (first, *others)
    )
