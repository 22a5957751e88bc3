"""What is to be computed from two figures of a plan: a sum, a difference, a share, which is larger.

Nothing is computed: one of the figures alone would read as the result, so both are told.
"""

import re

from assistant.language.normalize import focus, normalize, pattern, wording

_EDGES = " ,，.。?？!！的"
_NUMBER = re.compile(r"[\d.,]+[万亿]?[一-鿿%]{0,3}")
_SHORTEST = 2


def operands(message: str) -> tuple[str, ...]:
    """Return what a message sets two figures of against each other; () where it does not.

    What is a number itself (600张占10800张的百分之几) is returned as it is.
    """
    text = focus(normalize(message)).strip()
    for expression in wording()["arithmetic"]["of_two"]:
        if found := pattern(expression).fullmatch(text):
            pair = (found["a"].strip(_EDGES), found["b"].strip(_EDGES))
            return pair if all(len(one) >= _SHORTEST for one in pair) else ()
    return ()


def is_number(operand: str) -> bool:
    """Whether an operand is a figure and not what one is of."""
    return bool(_NUMBER.fullmatch(operand))


def asks_computed(text: str) -> bool:
    """Whether a question asks for what is to be computed of a plan's figures."""
    return bool(pattern(wording()["arithmetic"]["asks"]).search(text))


def states_computed(text: str) -> bool:
    """Whether the plan itself tells a result of the kind in these words."""
    return bool(pattern(wording()["arithmetic"]["states"]).search(text))


def tells_result(message: str, text: str) -> bool:
    """Whether a text of the plan tells a result by the word that a message asks for one (占)."""
    told = pattern(wording()["arithmetic"]["states"]).findall(text)
    return any(word in message for word in told)
