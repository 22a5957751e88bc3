"""What is to be computed from two figures of a plan: a sum, a difference, a share, which is larger.

Nothing is computed: one of the figures alone would read as the result, so both are told.
"""

import re

from assistant.language.normalize import focus, normalize, pattern, wording
from index.quantities import unit_dimension

_EDGES = " ,，.。?？!！的"
_NUMBER = re.compile(r"[\d.,]+[万亿]?[一-鿿%]{0,3}")
_SHORTEST = 2
# What is done to a thing that is named once, behind another deed: 新建和改造的桥.
_DEED = re.compile("[新续改扩重迁修][建开造修扩工]工?")
_SHARED = re.compile(f"{_DEED.pattern}(?P<of>.{{2,}})")
_UNIT = re.compile("(?:多少|几)(?P<unit>[万亿]?[一-鿿]{1,3}?)[呢啊呀?？。]*$")
_IN_UNITS = ("money", "area", "length", "weight", "volume", "energy", "count")


def operands(message: str) -> tuple[str, ...]:
    """Return what a message sets two figures of against each other; () where it does not.

    What is a number itself (600张占10800张的百分之几) is returned as it is; what is named once for
    both (续建和新开工哪个投资多; 新建和改造的桥) is said of each.
    """
    text = focus(normalize(message)).strip()
    for expression in wording()["arithmetic"]["of_two"]:
        if found := pattern(expression).fullmatch(text):
            pair = (found["a"].strip(_EDGES), found["b"].strip(_EDGES))
            if not all(len(one) >= _SHORTEST for one in pair):
                return ()
            of_both = (found.groupdict().get("of") or "").strip(_EDGES)
            shared = _SHARED.fullmatch(pair[1]) if _DEED.fullmatch(pair[0]) else None
            of_first = shared["of"] if shared else ""
            return (f"{pair[0]}{of_first}{of_both}", f"{pair[1]}{of_both}")
    return ()


def unit_asked(message: str) -> str:
    """Return the unit in which a message asks for the result (多少万亩), "" where it names none."""
    found = _UNIT.search(normalize(message).strip())
    if found is None or unit_dimension(found["unit"].lstrip("万亿")) not in _IN_UNITS:
        return ""
    return found["unit"]


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
