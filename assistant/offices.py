"""Who has part in what: the offices that a plan names, and whether they lead or support."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from assistant.normalize import pattern, wording
from index.passages import Passage

Role = Literal["leads", "supports", "answers"]
"""Named as leading (牵头), as supporting (配合), or as answering for it (责任单位), which is to
lead where no other office does."""

_SHORTEST = 2
_SEPARATOR = re.compile("[、,，;；]|会同|配合")
# 和 joins offices only behind the end of one: 人力资源和社会保障局 is a single one.
_JOINT = re.compile("(?<=[局委办室心司团道镇乡院所队部会处科站])[和及与]")
_LABEL = re.compile("[^:：,，。]{2,8}[:：]")


@dataclass(frozen=True, slots=True)
class Part:
    """An office as a sentence names it, and its role there."""

    office: str
    role: Role


def parts_in(text: str) -> Iterator[Part]:
    """Yield the offices that a text gives a part in something (由养老科牵头)."""
    for expression in wording()["selection"]["departments"]:
        for match in pattern(expression).finditer(text):
            role = _role(match[0].replace(match["names"], " "))
            for piece in _SEPARATOR.split(match["names"]):
                for name in _JOINT.split(piece):
                    if len(name.strip()) >= _SHORTEST:
                        yield Part(name.strip(), role)


def parts_of(passages: Sequence[Passage]) -> Iterator[tuple[Passage, tuple[Part, ...]]]:
    """Yield each sentence with the offices that have part in something by it.

    Beside a 牵头单位, in its sentence or the line before, a 责任单位 supports.
    """
    led, item = False, ""
    for passage in passages:
        parts = tuple(parts_in(passage.text))
        goes_on = led and passage.item == item and bool(_LABEL.match(passage.text))
        led, item = goes_on or any(part.role == "leads" for part in parts), passage.item
        yield (
            passage,
            tuple(
                replace(part, role="supports") if led and part.role == "answers" else part
                for part in parts
            ),
        )


def asked_role(text: str) -> Role | None:
    """Return the role that a question asks for: 牵头 or 配合; None where any will do (负责)."""
    roles: list[Role] = ["leads", "supports"]
    asked = [role for role in roles if pattern(wording()["roles"][role]).search(text)]
    return asked[0] if len(asked) == 1 else None


def has_role(part: Part, asked: Role | None) -> bool:
    """Whether an office has the role asked for; where it answers alone, it leads."""
    return asked is None or part.role == asked or (asked == "leads" and part.role == "answers")


def _role(said: str) -> Role:
    """Return the role that the words around the offices give them."""
    if pattern(wording()["roles"]["supports"]).search(said):
        return "supports"
    return "leads" if pattern(wording()["roles"]["leads"]).search(said) else "answers"
