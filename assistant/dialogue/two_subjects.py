"""What is asked of two things that earlier messages are of: 跟乙有什么区别, 两个在同一项吗."""

import re
from collections.abc import Sequence

from assistant.language.normalize import normalize, pattern, wording
from assistant.lookups.two_things import asked_of_two
from index.lexical import words

FORMER_OR_LATTER = re.compile("[前后]者")


def of_pair(message: str, before: str, pair: Sequence[str]) -> str:
    """Put a message so that it names the one of two things that it is of: 前者谁负责. One that asks
    nothing of it (后者呢) asks what the message `before` it asks of the other."""
    of_one = FORMER_OR_LATTER.search(message)
    if of_one is None:
        return message
    thing, other = pair if of_one[0] == "前者" else reversed(pair)
    rest = f"{message[: of_one.start()]}{message[of_one.end() :]}".strip("那么的呢?？ ")
    if not rest and other in before:
        return before.replace(other, thing)
    return f"{message[: of_one.start()]}{thing}{message[of_one.end() :]}"


def of_two_subjects(message: str, subjects: Sequence[str]) -> str:
    """Put what a message asks of two things so that it names both; "" where it names them itself,
    asks anything else, or the conversation has too few.

    `subjects` are those of earlier messages, the last one last.
    """
    asked = asked_of_two(message)
    if asked is None or not subjects:
        return ""
    table = wording()["two_things"]
    _, before = asked
    asking = normalize(message)[len(before) :]
    if beside := pattern(table["other"]).fullmatch(before):
        other = beside["beside"] or beside["too"]
        joint = beside["joint"]
        if joint and words(before[beside.start("joint") :])[0] != joint:
            return ""  # 同济路和平凉路
        first = next((subject for subject in reversed(subjects) if subject != other), "")
        return f"{first}和{other}{asking}" if first else ""
    if (not before or pattern(table["both"]).fullmatch(before)) and len(subjects) > 1:
        return f"{'和'.join(subjects[-2:])}{asking}"
    return ""
