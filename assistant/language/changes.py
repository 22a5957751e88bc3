"""Which way a figure goes: 由7个压缩至3个, 提高到5万吨, 维持12个不变."""

import re
from collections.abc import Iterator

_UP = (
    "增加|增长|提高|提升|上升|上浮|上调|扩大|扩[充容]|延长"
    "|增[到至]|升[到至]|涨[到至]?|提[到至]|扩[到至]"
)
_DOWN = (
    "减少|压减|压缩|压降|降低|下降|下调|下浮|缩短|缩减|削减|精简"
    "|减[到至]|降[到至]?|缩[到至]|压[到至]"
)
_KEPT = "维持|保持|稳定"
# A change of a figure: 由7个压缩至3个. What is only to be better (提升服务) is none.
CHANGE = re.compile(
    rf"(?:(?P<up>{_UP})|(?P<down>{_DOWN})|(?P<kept>{_KEPT}))[了到至在为约近不少于超过低高]{{0,4}}(?:每[一-鿿]{{1,2}}){{0,3}}(?=\d|百分之|[一二两三四五六七八九十百千万])"
)


def ways(text: str) -> Iterator[tuple[str, str]]:
    """Yield for each figure said to go up or down, or to be kept, which it is ("up", "down",
    "kept"), and the word that says so."""
    for change in CHANGE.finditer(text):
        yield next((way, word) for way, word in change.groupdict().items() if word)
