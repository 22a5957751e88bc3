"""Whether a sentence leaves together what the plan has together, and apart what it has apart.

Every word of a sentence may be the plan's, and the sentence false: a figure said of another thing
of the same item, two members of a list mixed, a project called by the first half of its name, a
hedge left out. These rules compare how the words stand. Texts come as `support.unify` makes them.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from assistant.language.stated import BOUND_OF, figures, without_figures
from index.lexical import word_class, words

# Words of telling, which say nothing of the plan.
NEUTRAL = frozenset(
    "计划 提出 要求 将 将要 将会 要 包括 主要 方面 内容 工作 目标 任务 措施 安排 明确 指出 强调 "
    "相关 有关 其中 此外 另外 同时 以及 并且 还有 还 并 也 一是 二是 三是 一方面 今年 本年 "
    "年度 本区 全区 区里 我区 进行 开展 实施 推动 推进 加强 具体 分别 项目 如下 以下 围绕 针对 "
    "根据 按照 关于 为 是 对 在 上 中 等 和 与 及 的 地 得 或 从 以 由 向 到 把 达到 做好 "
    "将于".split()
)
TIME = re.compile(
    r"\d{4}年(?:\d{1,2}月)?(?:\d{1,2}日)?|\d{1,2}月(?:\d{1,2}日)?|[一二三四五六七八九十]+月份?"
    r"|[年月]底|[年月][初中]|年内|年前|[上下]半年|[一二三四]季度|[明去前后]年|[上下]个?月"
)
CLAUSE = re.compile(r"[,;:。!?]")
STOP = re.compile(r"[。!?]")
_PIECE = re.compile(r"[、;:。!?]|,(?!\d{3})")
_JOINED = re.compile(r"以及|[和与及]")
_NUMERAL = re.compile(r"第?[a-z0-9][a-z0-9.+%-]*.?|第?[零〇一二两三四五六七八九十百千万亿廿卅]+.")
# 一 begins too many words that count nothing (一些, 进一步); before these it counts.
COUNTED_BY_ONE = frozenset("个家所座处条项件名位张套场次期轮倍半天年月周")
_ONE = re.compile(f"一(?![{''.join(sorted(COUNTED_BY_ONE))}])")
_CHINESE = re.compile(r"[一-鿿]{2,}")
_WORD = re.compile(r"(?![一二两三四五六七八九十百千万亿])[一-鿿]")
_SEPARATING = frozenset("和 与 及 等 的 地 得 以及 或 并 由 在 把 将 对 向 从 到 以 为 于".split())
# What the head of a name may lack without naming another thing.
HEADS = frozenset("工程 建设 活动 机制 体系 制度 问题 行动 计划 服务 情况 能力 水平 力度".split())
# What an item only means to try, or only furthers; or fights.
_HEDGES = tuple(
    "争取 力争 探索 研究 试点 试行 鼓励 引导 支持 配合 争创 申报 谋划 筹备 筹划 前期 拟 适时 逐步 "
    "协助 参与 协调 参加 条件 打击 防范 反腐 遏制 惩治 严禁 杜绝 取缔 防止".split()
)
_ROLES = re.compile(r"牵头|会同|负责|配合|主办|承办|协办|组织实施")


@dataclass(frozen=True, slots=True)
class _Piece:
    """An enumerated part of a clause, and what numbers and times it has."""

    text: str
    numbers: frozenset[object]


@dataclass(frozen=True, slots=True)
class _Cut:
    """A source with its words: where each begins and which."""

    text: str
    starts: dict[int, str]
    ends: dict[int, str]

    def after(self, end: int) -> str:
        """Return the word that begins at `end`, or the rest of the one that is cut there."""
        if end in self.starts or end >= len(self.text):
            return self.starts.get(end, "")
        later = min(at for at in (*self.ends, len(self.text)) if at > end)
        return self.text[end:later]

    def before(self, start: int) -> str:
        """Return the word that ends at `start`, or the beginning of the one that is cut there."""
        if start in self.ends or start <= 0:
            return self.ends.get(start, "")
        earlier = max(at for at in (0, *self.starts) if at < start)
        return self.text[earlier:start]


# --- numbers -----------------------------------------------------------------------------


def keeps_numbers(said: str, sources: Sequence[str], year: int | None) -> bool:
    """Whether each part of a sentence with a number or a time says it of what the plan does.

    Its words stand in the part of the plan that has the same numbers, or in parts of the same
    sentence, or of the item's first, that have none: those name what the others are of.
    """
    subject = ""
    for piece in _pieces(said):
        numbers = piece.numbers - {f"{year}年", f"{year}"}
        if not numbers:
            subject = piece.text
            continue
        own = _content(piece.text) or _content(subject)
        if not any(_has_numbers(numbers, own, source) for source in sources):
            return False
    return True


def _has_numbers(numbers: frozenset[object], own: Sequence[str], source: str) -> bool:
    first, *others = sentences_of(source)
    opening = " ".join(piece.text for piece in _pieces(first) if not piece.numbers)
    for sentence in (first, *others):
        pieces = _pieces(sentence)
        free = " ".join(piece.text for piece in pieces if not piece.numbers)
        together = [piece for piece in pieces if piece.numbers and piece.numbers <= numbers]
        choices = [[piece] for piece in pieces if numbers <= piece.numbers]
        if numbers <= frozenset[object]().union(*(piece.numbers for piece in together)):
            choices.append(together)
        for chosen in choices:
            there = f"{' '.join(piece.text for piece in chosen)} {free} {opening}"
            if all(word in there for word in own):
                return True
    return False


@lru_cache(maxsize=4096)
def _pieces(text: str) -> tuple[_Piece, ...]:
    """Cut at marks, and where two parts that both have numbers are joined (和, 与, 及)."""
    found = []
    for part in _PIECE.split(text):
        cuts = [0]
        for joint in _JOINED.finditer(part):
            if _numbers(part[cuts[-1] : joint.start()]) and _numbers(part[joint.end() :]):
                cuts.append(joint.end())
        found += [part[start:end] for start, end in zip(cuts, [*cuts[1:], len(part)], strict=True)]
    return tuple(_Piece(part, _numbers(part)) for part in found if part)


@lru_cache(maxsize=4096)
def _numbers(text: str) -> frozenset[object]:
    """Return the quantities of a text by size and unit, its times, and its other numerals with the
    character behind them."""
    numbers: set[object] = {(figure.value, figure.unit) for figure in figures(text)}
    rest = without_figures(text)
    numbers.update(TIME.findall(rest))
    rest = TIME.sub(lambda found: " " * len(found[0]), rest)
    numbers.update(n[0].strip() for n in _NUMERAL.finditer(_ONE.sub(" ", rest)))
    return frozenset(numbers)


def _content(text: str) -> list[str]:
    """Return the words of a part that say what its numbers are of."""
    return [
        word
        for word in words(without_figures(TIME.sub(" ", text)))
        if _CHINESE.fullmatch(word) and word not in NEUTRAL and word not in BOUND_OF
    ]


# --- names and lists ---------------------------------------------------------------------


def keeps_names(said: str, sources: Sequence[str]) -> bool:
    """Whether nothing is called by a part of its name, and no two members of a list are mixed.

    A noun that the plan goes on from (博物馆配套路网) is gone on from; two words that stand side
    by side do so in the plan, or one of them ends or begins something there.
    """
    cut = [_cut(source) for source in sources]
    for clause in CLAUSE.split(said):
        for piece in _PIECE.split(clause):
            tokens = words(piece)
            triples = zip(["", *tokens], tokens, [*tokens[1:], ""], strict=False)
            if any(_is_torn(before, word, after, clause, cut) for before, word, after in triples):
                return False
    return True


def _is_torn(before: str, word: str, after: str, clause: str, sources: Sequence[_Cut]) -> bool:
    """Whether a word is gone on from in the sources, and not so in its `clause`."""
    if not _CHINESE.fullmatch(word) or word in NEUTRAL or after in ("方面", "领域"):
        return False
    nexts = _following(before, word, sources)
    if not nexts or not all(map(_goes_on, nexts)):
        return False
    cut_off = _is_noun(word) and not any(n[:2] in clause or n in HEADS for n in nexts)
    return cut_off or _is_mixed(word, after, sources)


def _following(before: str, word: str, sources: Sequence[_Cut]) -> list[str]:
    """Return what follows a word in the sources, where the same is before it if it is anywhere."""
    places = [(source, at) for source in sources for at in _places(word, source.text)]
    alike = [(source, at) for source, at in places if source.text.endswith(before, 0, at)]
    return [source.after(at + len(word)) for source, at in (alike if before else places) or places]


def _is_mixed(word: str, after: str, sources: Sequence[_Cut]) -> bool:
    """Whether two words stand together that both go on, or are gone on to, otherwise."""
    if word_class(word).startswith(("v", "d")) or not _goes_on(after):
        return False
    if any(word + after in source.text for source in sources):
        return False
    before = [source.before(at) for source in sources for at in _places(after, source.text)]
    return bool(before) and all(map(_goes_on, before))


def _is_noun(word: str) -> bool:
    return not word_class(word) or word_class(word).startswith("n")


def _goes_on(word: str) -> bool:
    """Whether a word beside another belongs to it: no mark, number, particle or word of telling."""
    return bool(_WORD.match(word)) and word not in NEUTRAL and word not in _SEPARATING


def _places(word: str, text: str) -> Iterator[int]:
    at = text.find(word)
    while at >= 0:
        yield at
        at = text.find(word, at + 1)


@lru_cache(maxsize=256)
def _cut(text: str) -> _Cut:
    starts, ends = {}, {}
    at = 0
    for word in words(text):
        starts[at] = ends[at + len(word)] = word
        at += len(word)
    return _Cut(text, starts, ends)


def keeps_roles(said: str, sources: Sequence[str]) -> bool:
    """Whether whoever leads, helps or answers for something does so in the plan."""
    for clause in CLAUSE.split(said):
        for role in _ROLES.finditer(clause):
            whose = clause[max(0, role.start() - 2) : role.start()]
            told = not _CHINESE.fullmatch(whose) or any(whose + role[0] in s for s in sources)
            whom = clause[role.end() : role.end() + 2] if role[0] == "会同" else ""
            if not told or not any(role[0] + whom in source for source in sources):
                return False
    return True


# --- hedges ------------------------------------------------------------------------------


def keeps_hedges(clause: str, said: str, sources: Sequence[str]) -> bool:
    """Whether what the plan only tries, studies or supports is not said to be done.

    A hedge counts where the plan has it before the last of the clause's words.
    """
    pairs = pairs_of(clause)
    nearest = nearest_clause(pairs, sources)
    last = max((nearest.rfind(pair) for pair in pairs), default=-1)
    return all(hedge in said or not 0 <= nearest.find(hedge) < last for hedge in _HEDGES)


def nearest_clause(pairs: frozenset[str], sources: Sequence[str]) -> str:
    """Return the clause of the sources that has most of the pairs of characters."""
    clauses = [clause for source in sources for clause in CLAUSE.split(source)]
    return max(clauses, key=lambda clause: share(pairs, clause))


def pairs_of(text: str) -> frozenset[str]:
    """Return the pairs of neighbouring Chinese characters of a text."""
    runs = re.findall(r"[一-鿿]+", text)
    return frozenset(run[i : i + 2] for run in runs for i in range(len(run) - 1))


def share(pairs: frozenset[str], text: str) -> float:
    """Share of the character pairs that `text` has; 1 when there are none."""
    return sum(pair in text for pair in pairs) / len(pairs) if pairs else 1.0


def sentences_of(source: str) -> list[str]:
    """Cut a unified text after its sentences; at least one, which may be empty."""
    return [sentence for sentence in STOP.split(source) if sentence] or [""]


def in_order(short: str, full: str) -> bool:
    """Whether the characters of `short` stand in `full` in their order."""
    rest = iter(full)
    return bool(short) and all(char in rest for char in short)


def is_short_for(name: str, full: str) -> bool:
    """Whether `full` has the characters of a name in their order, and not the name itself: 低保, of
    最低生活保障."""
    return name not in full and in_order(name, full)
