"""What each of several figures is of that are given 分别: 城镇、农村居民收入分别增长6%和7%."""

import re

from assistant.language.clauses import CLAUSE_END, STATEMENT_END, end_of, part_before, start_of
from index.quantities import find_quantities

_RESPECTIVELY = re.compile(r"(?P<members>[^,，。;；:：]+?)(?P<apart>[,，]?)分别")
_MEMBER = re.compile("[、和与及]")
_BY_HOW_MUCH = re.compile("分别(?:同比|比上年|较上年)?(?:增长|下降|提高|提升|上升|减少)")
# What several things before came to in another year: 游客30万人次、收入2亿元，去年分别为…
_IN_ANOTHER_YEAR = re.compile(
    "(?:20\\d\\d年|去年|上一?年)(?:同期|度)?[,，]?(?:已|则)?分别(?:只有|仅有|[为是有达]|达到|完成|实现)?"
)
_NEAR = 60  # characters


def said_respectively(text: str) -> dict[int, str]:
    """Return what each figure is of where several are given 分别, by the figure's start:
    城镇居民、农村居民人均收入分别增长6%和7% → 城镇居民人均收入, 农村居民人均收入."""
    found: dict[int, str] = {}
    for word in _RESPECTIVELY.finditer(text):
        members = [member for member in _MEMBER.split(word["members"]) if member]
        figures = [f for f in find_quantities(text) if word.end() <= f.start < word.end() + _NEAR]
        if len(members) < 2 or len(figures) < len(members):
            continue
        # The last has at its end what all have in common, unless each has a figure of its own.
        last = "" if word["apart"] else members[-1]
        for member, figure in zip(members, figures, strict=False):
            found[figure.start] = member + last[len(member) :]
    for word in (*_BY_HOW_MUCH.finditer(text), *_IN_ANOTHER_YEAR.finditer(text)):
        # Each of those before has a figure of its own: 客运80万人次、货运9万吨，分别增长3%和5%.
        begins = start_of(STATEMENT_END, text, word.start())
        ends = end_of(CLAUSE_END, text, word.end())
        stated = find_quantities(text)
        given = [f for f in stated if word.end() <= f.start < ends]
        before = [f for f in stated if begins <= f.start < word.start()]
        known = any(figure.start in found for figure in given)
        if not known and len(given) == len(before) > 1:
            for figure, member in zip(given, before, strict=True):
                found[figure.start] = part_before(member, text) + member.text
    return found


def grows(text: str, start: int) -> bool:
    """Whether the figure there is one of those by which several things grow: 分别增长3%、5%."""
    ways = [word.end() for word in _BY_HOW_MUCH.finditer(text, 0, start)]
    return bool(ways) and not CLAUSE_END.search(text, ways[-1], start)
