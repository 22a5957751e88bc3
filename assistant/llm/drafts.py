"""A model's running text as sentences, each with the items it cites."""

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from assistant.llm.client import ModelFailure
from index.numerals import parse_number

_THINKING = re.compile(r"<think>.*?(?:</think>|\Z)", re.DOTALL)
_END = re.compile(r"[。！？!?]+[”’」』》]?|\n+")
# The brackets that cite; round ones cite only what is plainly an item (第3项).
_CITING = re.compile(
    r"[〔［\[【]\s*(?P<inside>[^〔［\[【〕］\]】\n]{1,40})[〕］\]】]"
    r"|[（(]\s*(?P<round>第\s*[^（）()\n]{1,30}?项)\s*[)）]"
)
_OPENING = "〔［[【（("
_SAID = re.compile(r"第\s*(\d+(?:\.\d+)*|[一二三四五六七八九十百]+)\s*项")
_BETWEEN = re.compile(r"[、,，;；\s]+|[和及与]")
_AROUND = re.compile(r"^(?:来源|出处|依据|item)?[:：]?\s*第?\s*|\s*项$", re.IGNORECASE)
_BULLET = re.compile(r"^\s*(?:[-*•·#>]+|\d{1,2}[.、)）](?!\d))\s*")
_LONGEST_MARK = 42
_LONGEST_SENTENCE = 240
_TAG = re.compile(r"</?[^<>\s]{1,12}>")


@dataclass(frozen=True, slots=True)
class Draft:
    """A sentence as the model wrote it, less its marks.

    `cited`: labels of the items it cites that it was given; `unknown`: what it cites beside.
    `leads`: a mark stands before the text, and so holds for what follows without one, too.
    """

    text: str
    cited: tuple[str, ...]
    unknown: tuple[str, ...]
    leads: bool


def sentences(pieces: Iterable[str]) -> Iterator[str]:
    """Yield each sentence with its citation marks as soon as both are whole.

    A mark belongs to the sentence before it, also after the full stop, unless the text begins
    with a mark. The text left when the pieces end is a sentence, too; when they end in an
    exception it is not. Raises ModelFailure for a sentence without end.
    """
    text = ""
    leading: bool | None = None
    for piece in pieces:
        text += piece
        if "<think>" in text and "</think>" not in text:
            continue
        text = _THINKING.sub("", text)
        while (length := _whole(text, bool(leading))) is not None:
            leading = _leads(text) if leading is None else leading
            yield from _said(text[:length])
            text = text[length:]
        if len(text) > _LONGEST_SENTENCE:
            raise ModelFailure("endless", f"a sentence of more than {_LONGEST_SENTENCE} characters")
    yield from _said(_THINKING.sub("", text))


def _said(text: str) -> Iterator[str]:
    if text.strip():
        yield text


def _leads(text: str) -> bool:
    return _CITING.match(_BULLET.sub("", text).lstrip()) is not None


def _whole(text: str, leading: bool) -> int | None:
    """Return the length of the first sentence of `text`, None while it may go on."""
    end = _END.search(text)
    if end is None:
        return None
    at = end.end()
    if leading or _CITING.search(text[: end.start()]) or "\n" in end[0]:
        return at
    following = re.match(r"\s*", text[at:])
    start = at + (following.end() if following else 0)
    if start == len(text):
        return None
    if text[start] not in _OPENING:
        return at
    mark = _CITING.match(text, start)
    if mark:
        return mark.end()
    return at if len(text) - start > _LONGEST_MARK else None


def read_draft(sentence: str, labels: Collection[str]) -> Draft:
    """Take the marks out of a sentence; `labels` are those of the items the model was given."""
    cited: dict[str, None] = {}
    unknown: dict[str, None] = {}
    for label in _labels(sentence):
        (cited if label in labels else unknown)[label] = None
    text = _TAG.sub("", _CITING.sub("", sentence))
    text = _BULLET.sub("", text.replace("**", "")).strip()
    text = re.sub(r"\s*([。！？!?])[。！？!?]*$", r"\1", text)
    return Draft(text, tuple(cited), tuple(unknown), _leads(sentence))


def _labels(sentence: str) -> Iterator[str]:
    for mark in _CITING.finditer(sentence):
        for name in _BETWEEN.split(mark["inside"] or mark["round"]):
            label = _AROUND.sub("", name.strip())
            if label:
                yield _numbered(label)
    for said in _SAID.finditer(_CITING.sub("", sentence)):
        yield _numbered(said[1])


def _numbered(label: str) -> str:
    number = parse_number(label)
    return label if number is None else str(number)
