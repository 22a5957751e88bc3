"""Bring what a person typed or pasted to one form: simplified, half-width, fillers gone."""

import re
import tomllib
import unicodedata
from collections.abc import Mapping
from functools import lru_cache
from importlib import resources
from typing import Any

from opencc import OpenCC

from assistant.language.spoken_figures import in_written_figures
from index.numerals import parse_number

LONGEST_QUESTION = 300
_LONGEST_PASTE = 4000
_LEAD = 40  # characters in which a message may turn to something else
_PIECE = re.compile(r"\{([a-z_]+)\}")
_QUESTION_MARK = re.compile(r"[?？]")
_WEEKDAY = re.compile("(?:礼拜|星期)(?=[一二三四五六日天几])")
_BRACKETED = re.compile(r"第\s*\(\s*(\w{1,5})\s*\)\s*(?=[项条款点])")
_SENTENCE = re.compile(r"[^。！!?？\n]+[。！!?？\n]*")
_SQUARE = re.compile("(?<=万)平(?=[吧吗么呢对是没的,，。?？]|$)")
# A small number at the end of a claim (托育点两个对吗); elsewhere it is most often part of a name
# (两个维护) or tells which are meant (这两个).
_SPOKEN = re.compile(
    "(?<=[一-鿿])(?<![第这那哪前后头几每其一二三四五六七八九十两百千万])[两二三四五六七八九]"
    "(?=[个家所座处条项件间只名位张台辆次场][,，]?(?:是吗|对吗|对吧|对不对|没错吧|吗|吧)[?？。]*$)"
)


@lru_cache(maxsize=1)
def wording() -> dict[str, Any]:
    """Return the table of how people ask (`question_words.toml`)."""
    text = resources.files(__package__).joinpath("question_words.toml").read_text(encoding="utf-8")
    read = tomllib.loads(text)
    pieces: dict[str, str] = {}
    for name, piece in read.pop("pieces").items():
        pieces[name] = _composed(piece, pieces)
    table: dict[str, Any] = _composed(read, pieces)
    traces = {aspect["name"]: aspect.get("traces", "") for aspect in table["aspect"]}
    for aspect in table["aspect"]:
        if "traces_of" in aspect:
            aspect["traces"] = traces[aspect["traces_of"]]
    return table


def _composed(value: Any, pieces: Mapping[str, str]) -> Any:
    """Put the pieces that a pattern names into it, and one that stands on several lines into one;
    lists of words keep theirs, and what names no piece ({item}) is for its reader to fill."""
    if isinstance(value, dict):
        return {key: _composed(inner, pieces) for key, inner in value.items()}
    if isinstance(value, list):
        return [_composed(inner, pieces) for inner in value]
    if not isinstance(value, str):
        return value
    whole = _PIECE.sub(lambda named: pieces.get(named[1], named[0]), value)
    return whole.replace("\n", "") if "|" in whole else whole


@lru_cache(maxsize=2048)  # more than the table has
def pattern(expression: str) -> re.Pattern[str]:
    """Compile a pattern of the table once."""
    return re.compile(expression)


@lru_cache(maxsize=1)
def _simplifier() -> OpenCC:
    return OpenCC("t2s")


def normalize(text: str) -> str:
    """Return `text` simplified, half-width and lower case, without fillers and politeness.

    Nothing that could be part of a name is removed; quotation marks stay as they are.
    """
    if len(text) > _LONGEST_PASTE:  # what is asked stands at an end
        text = f"{text[: _LONGEST_PASTE // 2]}\n{text[-_LONGEST_PASTE // 2 :]}"
    return _normalized(text)


@lru_cache(maxsize=256)  # each reader of a message asks for it: 17 times a question
def _normalized(text: str) -> str:
    text = _simple(text)
    text = pattern(wording()["turning"]).sub("", text) or text
    text = _BRACKETED.sub(r"第\1", _WEEKDAY.sub("周", text))
    text = _SQUARE.sub("平方米", text)
    text = in_written_figures(text)
    text = _SPOKEN.sub(lambda said: str(parse_number(said[0])), text)
    table = wording()
    for said, meant in table["dialect_asking"].items():
        text = pattern(said).sub(meant, text)
    text = pattern(table["fillers"]).sub("", text)
    text = pattern(table["purpose"]).sub("", text)
    shorter = pattern(table["politeness"]).sub("", text)
    return shorter if shorter.strip(" ?!。,.~") else text


def _simple(text: str) -> str:
    text = unicodedata.normalize("NFKC", text)
    text = "".join(char if char.isprintable() else " " for char in text)
    return re.sub(r"\s+", " ", _simplifier().convert(text)).strip().lower()


def turns_away(text: str) -> bool:
    """Whether a message begins by leaving what was talked about: 换个问题，…"""
    return bool(pattern(wording()["turning"]).match(_simple(text[:_LEAD])))


def focus(text: str) -> str:
    """Cut a long paste down to what it asks: its question sentences, else its last words."""
    if len(text) <= LONGEST_QUESTION:
        return text
    asks = pattern("|".join(kind["asks"] for kind in wording()["answer_type"]))
    sentences = [sentence.strip() for sentence in _SENTENCE.findall(text)]
    marked = [sentence for sentence in sentences if _QUESTION_MARK.search(sentence)]
    asking = marked or [sentence for sentence in sentences if asks.search(sentence)]
    chosen = "".join(asking[-3:]) or text[-LONGEST_QUESTION:]
    return chosen[-LONGEST_QUESTION:]
