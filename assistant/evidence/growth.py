"""Which figures tell by how much something grows, and which what it comes to: 增长8%，达780亿元."""

import re
from collections.abc import Sequence
from itertools import pairwise

from assistant.evidence.respectively import grows, said_respectively
from index.quantities import Quantity, find_quantities

_GROWTH_SAID = re.compile("[增涨升降减]|提高|%|百分|[多少]了")
# How much something grows is asked, by a word of its own that says so.
_GROWTH_ALONE = re.compile(
    "(?:增长|增速|增幅|涨幅)率?(?:目标|预期|计划|指标)?(?:[是为有了要]|达到?|大概)*(?:多少|几)(?![个家名元万亿])"
)
_GROWS_BY = re.compile(
    "(?:增长|增速|增幅|涨幅|下降)率?(?:目标)?[为约达到至保持控制稳定在不低于]{0,6}$"
)
_GROWN = re.compile(
    r"\d[^,，。;；、]{0,8}[,，、](?:同比|比上年|较上年|比去年|较去年)?(?:增长|下降|增速|增幅)[为约达]?$"
)
# What a growing quantity comes to: 总产值增长6%左右，达到48.6亿元.
_COMES_TO = re.compile(
    r"(?:增长|增速|增幅|提高|提升|上升|下降|减少)[^,，。;；、\d]{0,6}\d[\d.]*%?(?:[-—~～至到]\d[\d.]*)?(?:%|个百分点)"
    "[^,，。;；、\\d]{0,4}[,，、](?:力争|预计|确保|争取|总[量额值数]|规模)?(?:达到?|完成|实现|突破|超过?|为)约?$"
)


def suiting_growth(asked: str, figures: Sequence[Quantity], text: str) -> Sequence[Quantity]:
    """Return those of the figures that tell how much something comes to, or by how much it grows
    where that is asked; all, where a text tells none apart."""
    if not _GROWTH_SAID.search(asked):  # 港口吞吐量多少 is not by how much it grew
        growing = {start for start in said_respectively(text) if grows(text, start)}
        stated = find_quantities(text)
        growing |= {f.start for f in stated if _tells_growth(f, text)}
        growing |= {one.start for one, f in pairwise(stated) if behind_its_rate(f, text)}
        figures = [f for f in figures if f.start not in growing] or figures
    if _GROWTH_ALONE.search(asked):  # 产值增长多少 is not what that comes to
        each = {start for start in said_respectively(text) if grows(text, start)}
        growth = [f for f in figures if f.start in each or _GROWS_BY.search(text[: f.start])]
        figures = growth or figures
    return figures


def _tells_growth(figure: Quantity, text: str) -> bool:
    """Whether a share tells only by how much the figure right before it grew: 92亿元、增长8%."""
    return figure.dimension == "ratio" and bool(_GROWN.search(text[: figure.start]))


def behind_its_rate(figure: Quantity, text: str) -> bool:
    """Whether a figure is what the quantity of the part before it comes to, of which that tells by
    how much it grows: 进出口增长10%，达到780亿元."""
    return figure.dimension != "ratio" and bool(_COMES_TO.search(text[: figure.start]))
