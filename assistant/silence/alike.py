"""Whether a plan says a name almost: but for one character, half of it, or most of it."""

import re

from assistant.language.clauses import PIECE_END
from index.lexical import word_class, words

_SHORT = 3  # characters
_NEAR = 8  # characters


def but_for_one(name: str, text: str) -> bool:
    """Whether a text has a long name but for one character: 垃圾箱房, and 垃圾厢房."""
    blanks = (f"{re.escape(name[:at])}.{re.escape(name[at + 1 :])}" for at in range(len(name)))
    return len(name) > _SHORT and any(re.search(blank, text) for blank in blanks)


def half_as(word: str, text: str) -> str:
    """Return a noun of a text that begins or ends as a word does (体育馆, of 体育场; 充电端口, of
    充电桩); "" where it has none."""
    told = words(text)
    for at, other in enumerate(told):
        if len(word) >= _SHORT and other.startswith(word[:2]):
            behind = told[at + 1] if at + 1 < len(told) else ""
            if other != word[:2]:
                return other
            if word_class(behind).startswith("n") and len(behind) > 1:
                return other + behind
        elif len(other) > 1 and other[-1] == word[-1] and word_class(other).startswith("n"):
            return other
    return ""


def restates(thing: str, text: str) -> bool:
    """Whether a text has most of a name's characters in one clause, or all in order: of a short
    name near to each other."""
    word = thing.lower()
    held = (sum(char in clause for char in word) for clause in PIECE_END.split(text))
    if any(share > len(word) / 2 for share in held):
        return True
    between = "[^。;；]*?" if len(word) > _SHORT else f"[^。;；]{{0,{_NEAR}}}?"
    return bool(re.search(between.join(map(re.escape, word)), text))
