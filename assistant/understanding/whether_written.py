"""Questions on whether and where the plan writes something, read as what they come to."""

import re

from assistant.language.normalize import pattern, wording
from assistant.language.numbered_names import has_name

_DIGIT = re.compile(r"\d")


def as_figure_asked(text: str) -> str:
    """Return what is asked of a text that asks if a figure is written (有没有写资金): how much it
    is, which is then told, or said to be written nowhere; any other text as it is."""
    asked = pattern(wording()["mention"]["figure_written"]).search(text)
    return f"{text[: asked.start()]}{asked['what']}是多少" if asked else text


def word_as_written(text: str, plan_text: str) -> str:
    """Return a word in quotation marks whose own text is asked for (“两网融合”的原文), or one that
    counts something in 项 whose item is (8大类20项是第几项), where the plan has that; else ""."""
    table = wording()["mention"]
    original = pattern(table["original"]).fullmatch(text)
    if original:
        return original["word"]
    placed = pattern(table["numbered_place"]).fullmatch(text)
    word = placed["word"] if placed else ""
    counted = _DIGIT.search(word) and word.endswith("项")  # as items are, which none of them is
    return word if counted and not word.startswith("第") and has_name(word, plan_text) else ""
