"""Which the things are that the answer just shown counts: 是哪几个, behind 新建几个公园."""

import re

from assistant.answers.answer import Answer
from assistant.language.normalize import normalize, pattern, wording
from assistant.understanding.question import Question
from index.quantities import find_quantities

_COUNTED = re.compile("(?:多少|几)(?:[一-鿿](?![一-鿿]*(?:多少|几)))?")


def asks_which(message: str) -> bool:
    """Whether a message asks which some things are, and names none: 是哪几个, 都有哪些."""
    return bool(pattern(wording()["follow_up"]["which_of_them"]).fullmatch(normalize(message)))


def which_of_counted(message: str, asked: Question, shown: Answer) -> str:
    """Put a message so that it names what was counted: 新建6个公园是哪几个; "" where the answer
    before it leads with no number of things, or with several."""
    leads = [statement.text for statement in shown.statements if statement.role == "lead"]
    figures = find_quantities(leads[0]) if len(leads) == 1 else ()
    place = _COUNTED.search(asked.text)
    if len(figures) != 1 or place is None or not asked.wants_figure:
        return ""
    if figures[0].dimension != "count" or not place[0].endswith(figures[0].unit):
        return ""
    rest = normalize(message).lstrip("那")
    named = asked.text.rstrip("?？。")
    return f"{named[: place.start()]}{leads[0]}{named[place.end() :]}{rest}"
