"""Pair the items of two plans by meaning and wording, and the figures of two quotes.

An item's likeness to another is the mean of two cosines: of their sentence embeddings, each
plan's mean taken off (e5's raw cosines are all alike), and of their TF-IDF vectors.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from scipy.optimize import linear_sum_assignment

from index.lexical import tokens
from index.library import IndexedPlan
from index.plan import Item, Plan
from index.quantities import Quantity, find_quantities, number_tokens

# Items less alike than this say nothing of the same matter. Set by looking at the likenesses of
# 2020 with tests/years/2021.txt (pairs 0.32 and more, what was merged into another 0.20, what is
# gone 0.17 and less) and of two plans of 临江区; not measured on plans it was not set on.
SAME_MATTER = 0.185
# Figures whose surroundings share less than this count different things.
_SAME_THING = 0.4
# Figures of different deeds or measures are never subtracted, however alike the words around
# them: 开工9公里 and 竣工9公里, 新增床位 and 床位总数. Words on one line mean the same.
_MEASURES = (
    "开工 动工", "竣工 完工 建成", "启动", "收尾", "通车", "交付", "封顶", "投用 投产 启用", "储备",
    "新增 增加 增设", "新建", "改造 改建 整治", "总数 总量 总规模 累计", "征收", "安置", "拆除",
    "增长 增幅 提高 上升", "下降 减少 压减 降低", "占比 比重 比例 覆盖率",
)  # fmt: skip
_MEASURE_OF = {word: at for at, line in enumerate(_MEASURES) for word in line.split()}
_NEAR = 12


@dataclass(frozen=True, slots=True)
class Pairs:
    """`same`: (old, new) of one matter, in the new plan's order; `added` and `dropped` have no
    counterpart in the other plan."""

    same: tuple[tuple[Item, Item], ...]
    added: tuple[Item, ...]
    dropped: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Change:
    """The same figure in two quotes."""

    old: Quantity
    new: Quantity

    @property
    def difference(self) -> float:
        """The new value less the old, in the unit both are written in."""
        return self.new.value - self.old.value


def likeness(old: IndexedPlan, new: IndexedPlan) -> np.ndarray:
    """Return how alike the items are, shape (old items, new items), about -0.3 to 1."""
    return (_by_meaning(old, new) + _by_wording(old, new)) / 2


def pair_items(old: Plan, new: Plan, alike: np.ndarray) -> Pairs:
    """Pair each item with at most one of the other plan so that the pairs are most alike in all.

    `alike` is what `likeness` returns; the pairing is a linear assignment. An item merged into
    another or split off it is no new matter: it is `added` or `dropped` only if nothing in the
    other plan is like it.
    """
    rows, columns = linear_sum_assignment(-alike)
    same = sorted(
        (int(column), int(row))
        for row, column in zip(rows, columns, strict=True)
        if alike[row, column] >= SAME_MATTER
    )
    return Pairs(
        tuple((old.items[row], new.items[column]) for column, row in same),
        tuple(_unlike(new.items, alike.max(axis=0))),
        tuple(_unlike(old.items, alike.max(axis=1))),
    )


def _unlike(items: Sequence[Item], best: np.ndarray) -> Iterator[Item]:
    told = zip(items, best, strict=True)
    return (item for item, score in told if score < SAME_MATTER and not item.is_framing)


def pair_figures(old: str, new: str) -> tuple[Change, ...]:
    """Pair figures of one unit that count the same thing, as the words before them tell.

    What is ambiguous is left out: a difference of figures that count different things would be
    a wrong figure.
    """
    candidates = []
    for one in find_quantities(old):
        for other in find_quantities(new):
            around = _around(old, one), _around(new, other)
            if one.unit == other.unit and _measures(around[0]) == _measures(around[1]):
                close = _overlap(*around)
                candidates.append((close, one, other))
    changes: list[Change] = []
    for close, one, other in sorted(candidates, key=lambda found: -found[0]):
        taken = any(one is change.old or other is change.new for change in changes)
        rival = any(
            rival_close == close and (a is one) != (b is other) for rival_close, a, b in candidates
        )
        if close >= _SAME_THING and not taken and not rival:
            changes.append(Change(one, other))
    return tuple(sorted(changes, key=lambda change: change.new.start))


def _around(text: str, quantity: Quantity) -> str:
    """The words of the clause that lead up to a figure, and the few right behind it."""
    start = max((text.rfind(mark, 0, quantity.start) for mark in "，,。；;：:、\n"), default=-1) + 1
    after = text[quantity.end : quantity.end + _NEAR]
    for mark in "，,。；;、\n":
        after = after.partition(mark)[0]
    return text[start : quantity.start] + after


def _measures(text: str) -> tuple[frozenset[int], frozenset[str]]:
    """What is done or measured, and the numbers that are part of a name (5000吨级泊位)."""
    found = frozenset(at for word, at in _MEASURE_OF.items() if word in text)
    return found, number_tokens(text)


def _overlap(one: str, other: str) -> float:
    """Dice coefficient of the character pairs of two texts."""
    pairs = [{text[i : i + 2] for i in range(len(text) - 1)} for text in (one, other)]
    size = len(pairs[0]) + len(pairs[1])
    return 2 * len(pairs[0] & pairs[1]) / size if size else 0.0


def _text(item: Item) -> str:
    return f"{item.title}。{item.text}"


def _by_meaning(old: IndexedPlan, new: IndexedPlan) -> np.ndarray:
    sides = []
    for indexed in (old, new):
        made = indexed.item_vectors()
        centred = made - made.mean(axis=0)
        sides.append(centred / np.maximum(np.linalg.norm(centred, axis=1, keepdims=True), 1e-9))
    return sides[0] @ sides[1].T


def _by_wording(old: IndexedPlan, new: IndexedPlan) -> np.ndarray:
    texts = [[set(tokens(_text(item))) for item in side.plan.items] for side in (old, new)]
    everything: Sequence[set[str]] = [*texts[0], *texts[1]]
    vocabulary = {token: at for at, token in enumerate(sorted(set().union(*everything)))}
    frequency = np.zeros(len(vocabulary))
    for found in everything:
        frequency[[vocabulary[token] for token in found]] += 1
    rarity = np.log(len(everything) / np.maximum(frequency, 1))
    sides = []
    for side in texts:
        matrix = np.zeros((len(side), len(vocabulary)))
        for row, found in enumerate(side):
            places = [vocabulary[token] for token in found]
            matrix[row, places] = rarity[places]
        sides.append(matrix / np.maximum(np.linalg.norm(matrix, axis=1, keepdims=True), 1e-9))
    return sides[0] @ sides[1].T
