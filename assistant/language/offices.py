"""Who has part in what: the offices and persons that a plan names, and whether they lead or
support."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from assistant.language.alignment import in_order
from assistant.language.normalize import pattern, wording
from index.passages import Passage

Role = Literal["leads", "supports", "answers"]
"""Named as leading (牵头), as supporting (配合), or as answering for it (责任单位), which is to
lead where no other office does."""

_SHORTEST = 2
_SEPARATOR = re.compile("[、,，;；()（）]|会同|配合")
# 和 or a space joins offices only behind the end of one: 人力资源和社会保障局 is a single one.
_JOINT = re.compile("(?<=[局委办室心司团道镇乡院所队部会处科站])(?:[和及与]|[ 　]+(?=[一-鿿]))")
# 县委组织部 is called 组织部; 县委办公室 has no other name.
_OF_PLACE = re.compile(
    "^(?:本|各)?(?:[省市区县]委(?=[一-鿿]{2,}[部委]$)|[市区县]政府(?=..)|[区县市镇乡局](?=..))"
)
_EACH = "各"
_ALIKE = frozenset("局委")
_LEVELS = "区县市镇乡"
# Many of a kind, not by their names: 各社区, 有关乡镇, 沿线街镇; any office is a 单位.
_OF_A_KIND = re.compile(
    "(?:各|相关|有关|沿线|属地|所在|其[他它]|涉及)+(?:地)?(?P<kind>[一-鿿]{1,6})"
)
_ANY_KIND = re.compile("单位|部门|成员|方面|组织")
# An office that a question begins with: 住建局负责什么, 市卫健委有哪些任务.
_CALLED = re.compile(
    r"(?:请问|那么?|我们?|今年|计划[里中])*(?P<office>(?:(?![哪各谁由每]|什么|所有)[一-鿿]){2,12}?(?:局|委员会|委|办公室|办))"
    r"(?=的?(?:今年|主要|都|要|都要|具体|一共|总共)*(?:负责|牵头|配合|协办|参[与加]|承担|有(?:哪|什么|几|啥)|管|干|做|任务))"
)
# One that is called by the end of its name, or is of another kind: 海关负责什么, 项目办抓哪些.
_CALLED_SHORT = re.compile(
    r"(?:请问|那么?|今年|计划[里中])*(?P<office>(?:(?![哪各谁由每]|什么|所有)[一-鿿]){2,10}?)"
    r"(?=(?:今年|主要|都|要|具体|一共|总共)*(?:负责|牵头|配合|协[办助]|参[与加]|承担|主?抓|管)(?:了|着|的|些|哪|什么|啥|几))"
)
_JOINING = re.compile("^会同")
_APART = re.compile("[,，;；]")
_OWN_ROLE = re.compile("[(（](?:牵头|主责|主办|配合|协助|协办)[)）]|(?:牵头|配合|协助|协办)$")
_LABEL = re.compile("[^:：,，。]{2,8}[:：]")
_OF_A_PERSON = re.compile("(?:领导|人)[:：]")
_POST = re.compile(
    "(?:常务)?副?(?:[省市区县镇乡州盟旗处局科部院校所站队会秘]长|[总]?书记|主任|主席|主委|总师|经理|政委)"
)
_LONGEST_PERSON = 4  # characters


@dataclass(frozen=True, slots=True)
class Part:
    """An office as a sentence names it, or a person (牵头领导：副县长王某), and its role there."""

    office: str
    role: Role
    is_person: bool = False
    answers_beside: bool = False
    """Whether it is named as answering for something that another leads."""


def parts_in(text: str) -> Iterator[Part]:
    """Yield the offices that a text gives a part in something (由养老科牵头)."""
    for expression in wording()["selection"]["departments"]:
        for match in pattern(expression).finditer(text):
            said = match[0].replace(match["names"], " ")
            is_person = bool(_OF_A_PERSON.search(said))
            for names, own in _with_own_roles(match["names"]):
                for name in named_together(names):
                    yield Part(name, own or _role(said), is_person)


def _with_own_roles(names: str) -> Iterator[tuple[str, Role | None]]:
    """Yield the offices named behind a label, those apart that have roles of their own there:
    责任单位：农水办牵头，水务站配合; 责任单位：农水办（牵头）、水务站."""
    for together in _APART.split(names):
        own = _OWN_ROLE.search(together)
        pieces = [together] if own and together.endswith(own[0]) else together.split("、")
        for piece in pieces:
            said = _OWN_ROLE.search(piece)
            role = _role(said[0]) if said else None
            yield _OWN_ROLE.sub("", piece), role if role != "answers" else None


def named_together(names: str) -> Iterator[str]:
    """Yield each of the offices that are named one behind the other, or in brackets."""
    for piece in _SEPARATOR.split(names):
        for name in _JOINT.split(piece):
            if len(name.strip()) >= _SHORTEST:
                yield name.strip()


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
                replace(part, role="supports", answers_beside=True)
                if led and part.role == "answers" and not part.is_person
                else part
                for part in parts
            ),
        )


def office_asked(text: str, named: Iterable[str]) -> tuple[str, str]:
    """Return how a question calls an office, and which of those `named` in the plan it is.

    ("", "") where it calls none; ("民政局", "") where the plan names none that is called so. 海关
    may be the end of one name; 住建局 keeps characters of 住房和城乡建设局 in their order, with the
    first one, and its kind.
    """
    offices = tuple(dict.fromkeys(named))
    written = [
        (form, name)
        for name in offices
        for form in forms(name)
        if form in text and same_level(text[max(text.find(form) - 1, 0) :], name)
    ]
    if written:
        return max(written, key=lambda one: len(one[0]))
    called = _CALLED.match(text)
    if called is None:
        called = _CALLED_SHORT.match(text)
        ends = [n for n in offices if called and _is_called_by_end(called["office"], n)]
        return (called["office"], ends[0]) if called and len(ends) == 1 else ("", "")
    said = called["office"]
    short = [name for name in offices if _abbreviates(said, name)]
    short = short or [name for name in offices if name.endswith(said)]
    return said, short[0] if len(short) == 1 else ""


def _is_called_by_end(said: str, name: str) -> bool:
    """Whether an office is called by the end of its name (海关, of 云江海关) or for short."""
    return name.endswith(said) or _abbreviates(said, name)


def forms(name: str) -> Iterator[str]:
    """Yield how an office is called: in full, without the place it is of (镇农业农村办), all of a
    kind by that (各街道镇); a person with a post, too, without it or with it behind the name (王某,
    王某副县长)."""
    yield name.lower()
    if name.startswith(_EACH) and len(name) > _SHORTEST + 1:
        yield name.removeprefix(_EACH)
    post = _POST.search(name)
    person = name.replace(post[0], "", 1) if post else ""
    if post and _SHORTEST <= len(person) <= _LONGEST_PERSON:
        yield person
        yield person + post[0]
        yield post[0] + person
    short = _OF_PLACE.sub("", name)
    if short != name and len(short) >= _SHORTEST:
        yield short.lower()


def likeness(said: str, name: str) -> Literal["same", "near", "other"]:
    """Compare two names of offices: of the `same` one (住建局, 县住房和城乡建设局), of one that may
    be it or a part of it (生态环境局, 生态环境局云溪分局), or of an `other` one.
    """
    short, other = (_OF_PLACE.sub("", each) for each in (said, name))
    if short != other and (short.startswith(other) or other.startswith(short)):
        return "near"
    if (
        (short == other and same_level(said, name))
        or _abbreviates(said, name)
        or _abbreviates(name, said)
    ):
        return "same"
    if short == other:
        return "other"  # of another level: 市民政局, 区民政局
    body, other = _parted(said)[0], _parted(name)[0]
    pairs = (body[at : at + 2] for at in range(len(body) - 1))
    near = body[:1] == other[:1] or any(pair in other for pair in pairs)
    return "near" if near or _is_among(said, name) else "other"


def _is_among(said: str, name: str) -> bool:
    """Whether an office is of a kind that another name has all or some of: 柳园社区, 各社区."""
    many = _OF_A_KIND.fullmatch(name)
    if many is None:
        return False
    return bool(_ANY_KIND.search(many["kind"])) or said[-1:] in many["kind"]


def _abbreviates(said: str, name: str) -> bool:
    """Whether one is the other for short, or without the place it is of."""
    if not same_level(said, name):
        return False
    if len(said) > _SHORTEST + 1 and name.endswith(said):
        return True
    (body, kind), (other, other_kind) = _parted(said), _parted(name)
    alike = kind == other_kind or {kind, other_kind} <= _ALIKE
    return alike and body[:1] == other[:1] and (in_order(body, other) or in_order(other, body))


def same_level(said: str, name: str) -> bool:
    """Whether two offices may be of one place: 市民政局 is not 区民政局."""
    levels = {each[0] for each in (said, name) if each[0] in _LEVELS}
    return len(levels) < 2


def _parted(name: str) -> tuple[str, str]:
    """Return what an office is for and of what kind it is: 卫生健康, 委."""
    short = _OF_PLACE.sub("", name).replace("委员会", "委").replace("办公室", "办")
    return short[:-1], short[-1]


def asked_role(text: str) -> Role | None:
    """Return the role that a question asks for: 牵头 or 配合; None where any will do (负责)."""
    roles: list[Role] = ["leads", "supports"]
    asked = [role for role in roles if pattern(wording()["roles"][role]).search(text)]
    return asked[0] if len(asked) == 1 else None


def has_role(part: Part, asked: Role | None) -> bool:
    """Whether an office has the role asked for; where it answers alone, it leads."""
    if asked == "answers" and part.answers_beside:
        return True
    return asked is None or part.role == asked or (asked == "leads" and part.role == "answers")


def _role(said: str) -> Role:
    """Return the role that the words around the offices give them."""
    if _JOINING.match(said):
        return "supports"
    roles = wording()["roles"]
    if pattern(roles["supports"]).search(said) or pattern(roles["joins"]).fullmatch(said.strip()):
        return "supports"
    return "leads" if pattern(wording()["roles"]["leads"]).search(said) else "answers"
