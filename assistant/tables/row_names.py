"""Which row of a table a text names, in how much of its name: 那个物流园, of 水云粮食物流园."""

import re
from collections.abc import Sequence
from difflib import Match, SequenceMatcher

from assistant.tables.cells import Row, plain

# The share of a row's name of which more must be said, and that of what is spoken of.
NAMED = 1 / 3
SURELY_NAMED = 0.5
_PIECE = 2  # characters that a name is told by, at the least
# What may stand before the later part of a name that is not said in full: 那个物流园, 镇物流园.
_BEFORE_NAME = re.compile("[的个那这年有说里区县市镇乡,，、 ]$")


def named(text: str, row: Row) -> tuple[tuple[str, ...], str]:
    """Return the pieces of a row's name that `text` says, in its order, and the text without them;
    () where too little of it is said, or with another beginning (红桥村 of 高桥村)."""
    name = plain(row.name.value)
    blocks = _blocks(text, name)
    covered = sum(block.size for block in blocks)
    if covered <= NAMED * len(name):
        return (), text
    before = text[: blocks[0].a]
    if text[blocks[0].a].isdecimal() and before[-1:].isdecimal():  # 11月 is not 1月
        return (), text
    if blocks[0].b and before and not _BEFORE_NAME.search(before):
        return (), text
    left = text
    for block in reversed(blocks):
        left = f"{left[: block.a]} {left[block.a + block.size :]}"
    return tuple(text[block.a : block.a + block.size] for block in blocks), left


def hints_at(text: str, row: Row) -> bool:
    """Whether a text has any piece of a row's name."""
    return bool(_blocks(text, plain(row.name.value)))


def row_spoken_of(text: str, rows: Sequence[Row], least: float) -> Row | None:
    """Return the one row of whose name a text says the most, and at least this share."""
    covered = {row: sum(map(len, named(text, row)[0])) for row in rows}
    most = max(covered.values(), default=0)
    best = [row for row in rows if covered[row] == most]
    sure = most >= least * len(best[0].name.value) if most else False
    return best[0] if sure and len({row.name.value for row in best}) == 1 else None


def _blocks(text: str, name: str) -> list[Match]:
    """Return the pieces of a name that `text` says, in its order."""
    matcher = SequenceMatcher(None, text, name, autojunk=False)
    return [block for block in matcher.get_matching_blocks() if block.size >= _PIECE]
