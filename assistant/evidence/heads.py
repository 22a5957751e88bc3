"""What stands right before a figure and says what it is of: all there is (总投资), the year, what
is new, each (每村), or the one of several that are given 分别.

A figure that is right of one of these is wrong of another that its sentence gives, too.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from assistant.evidence.pieces import left_of, names_of, pieces_in, without_figures
from assistant.evidence.respectively import said_respectively
from assistant.language.stated import BOUND_OF, figure_at
from index.quantities import Quantity, find_quantities

_MARK = re.compile(r"[、,，;；:：。!！?？()（）]")
_STATEMENT = re.compile("[;；。!！?？]")
_KINDS = {
    "whole": re.compile("总(?!体|部|结|站|会|局|队|台|经理|书记|工会|医院)|共计|合计|累计|全长"),
    "year": re.compile("[今本当]?年度|[今本当]年|年内|全年"),
    "new": re.compile("新增|新建|增设"),
}
_STRETCH = re.compile(
    r"(?:其中|包括)?(?P<name>[一-鿿A-Za-z\d]{2,8})(?<![路河地时阶])段(?:全?长度?|约|为)*$"
)
_HOW_LONG = re.compile("多长|全长|长度|总长|多少(?:公里|千米)|几(?:公里|千米)")
_SUMMED = re.compile(r"一共|(?<!公)共(?=[有约]?\d)")
_WHOLE_OR_YEAR = frozenset({"whole", "year"})
_YEAR = re.compile(r"(?P<year>20\d{2})年(?!\d|[底末初内前])")
_ALL_YEARS = re.compile("总投资|投资总额|概算")
_EACH = re.compile("每(?:一|个)?(?P<each>[一-鿿])|(?P<mean>[人户亩村年月日])均|单(?P<one>[户人])")
_GIVEN = re.compile("本|计划|预计|力争|完成|安排|达到|达")
_CYCLE = re.compile("每个?(?P<unit>[天日周月季年])")
_LAST_YEAR = re.compile("去年|上年|往年")
_PART = re.compile("[(（,，]?(?:其中|包括|含)|[(（]")
_OF_BASE = re.compile(r"[一-鿿]{1,8}?[中里内](?P<done>[^,，。;；\d]{2,24})(?=\d)")
_AMONG = re.compile("[^,，;；。]{0,6}[,，(（]其中")
_PART_ASKED = re.compile("其中|当中|里[面头]|之中")
# Several are meant: 甲、乙等三大产业.
_TOGETHER = re.compile("等|[、和与及]|合计|一共|[两二三四五六七八九十]大")
_BOUND = re.compile("|".join(sorted(BOUND_OF, key=len, reverse=True)))
_RANGE = re.compile("[-—~～至到]")
_ALL_ARE = re.compile(
    "(?:都|全部?|均)(?:是|为|属于?)(?P<what>[^,，。?？]{2,}?)的?[吗吧么呢?？。]*$"
)
_JOINT = re.compile("[、和与及]")
# 甲厂、乙厂地块修复，面积分别为8公顷、3公顷
_APART = re.compile(
    r"(?P<members>[^,，。;；:：\d]+?)[,，]总?(?:面积|长度?|里程|投资|规模|床位|产能|产值|标准)分别"
)
_RESPECTIVELY = re.compile("(?P<of>[^,，。;；]*)分别")


def meant_instead(
    asked: str, figure: Quantity, text: str, year: int | None = None
) -> Quantity | None:
    """Return the figure of a sentence that is of what is asked, where a claimed one of the same
    sentence is of something beside it, in a plan for `year`; None where there is none such."""
    claimed = {claim.value for claim in find_quantities(asked)}
    other = (
        of_part(asked, figure, text)
        or _of_base(asked, figure, text)
        or of_one_joined(asked, figure, text)
        or _of_whole(asked, figure, text)
        or _given_respectively(asked, figure, text)
        or _in_scope(asked, figure, text, year)
        or _of_member(asked, figure, text)
    )
    return other if other and other.value not in claimed else None


def in_its_cycle(asked: str, figure: Quantity, text: str) -> Quantity | None:
    """Return a figure together with how often it is (每年补助3.6万元), where it is claimed of
    another time (每月)."""
    head = head_of(figure, text)
    claimed = {_cycle(found) for found in _CYCLE.finditer(asked)}
    own = [*_CYCLE.finditer(head)]
    if not claimed or not own or claimed & set(map(_cycle, own)):
        return None
    start = figure.start - len(head) + own[-1].start()
    return replace(figure, text=text[start : figure.end], start=start)


def _cycle(found: re.Match[str]) -> str:
    return "日" if found["unit"] == "天" else found["unit"]


def has_scope(asked: str, figure: Quantity, text: str) -> bool:
    """Whether a figure has the scope in which it is claimed: 总数达到300张, of a total of 300."""
    return bool(_scopes(asked) & _scopes(head_of(figure, text)))


def is_of_whole(asked: str, figure: Quantity, text: str) -> bool:
    """Whether a figure is of all there is, as claimed: 总长, of 全长68公里，其中城区段31公里."""
    return "whole" in _scopes(asked) & _scopes(head_of(figure, text))


def whole_unsaid(asked: str, figure: Quantity, text: str) -> str:
    """Return the word by which a figure is claimed to be of all there is (一共), where it is of
    each, of the year or of what is new, and that is not claimed; "" otherwise."""
    claimed, own = _claimed_scopes(asked), _scopes(head_of(figure, text))
    found = _KINDS["whole"].search(asked) or _SUMMED.search(asked)
    return found[0] if found and own and not claimed & own else ""


def out_of_scope(
    asked: str, figure: Quantity, others: Sequence[Quantity], text: str, year: int | None
) -> bool:
    """Whether a figure has another scope than the one that is asked for, where another one has
    that: 总投资18亿元, beside 2027年计划投资5亿元, where this year's is asked for."""
    if _of_a_stretch(asked, figure, others, text):
        return True
    wanted = _scopes(asked, year) & _WHOLE_OR_YEAR
    own = _scopes(head_of(figure, text), year) & _WHOLE_OR_YEAR
    if len(wanted) != 1 or not own or wanted & own:
        return False
    return any(
        wanted & _scopes(head_of(other, text), year) and _alike(other, figure, text)
        for other in others
    )


def _of_a_stretch(asked: str, figure: Quantity, others: Sequence[Quantity], text: str) -> bool:
    """Whether it is asked how long something is, and a figure is of a stretch of it that is not
    asked about, behind that of the whole: 全长68公里，其中城区段31公里."""
    stretch = _STRETCH.search(head_of(figure, text))
    if stretch is None or "段" in asked or stretch["name"][-2:] in asked:
        return False
    before = (other for other in others if other.end <= figure.start)
    return bool(_HOW_LONG.search(asked)) and any(
        other.value > figure.value and _alike(other, figure, text) for other in before
    )


def scope_apart(asked: str, figure: Quantity, text: str, year: int | None) -> bool:
    """Whether the year's sum is asked for, and one is that of all years (总投资)."""
    wanted = _scopes(asked, year) & _WHOLE_OR_YEAR
    return wanted == {"year"} and bool(_ALL_YEARS.search(head_of(figure, text)))


def _in_scope(asked: str, figure: Quantity, text: str, year: int | None) -> Quantity | None:
    """Return the figure that has the scope claimed (年度投资), where the claimed one has another
    (总投资): a part has no scope of its own, and may have that of what stands before it."""
    own_head = head_of(figure, text)
    claimed, own = _claimed_scopes(asked, year), _scopes(own_head, year)
    if not claimed or claimed & own:
        return None
    for other in find_quantities(text):
        head = head_of(other, text)
        wanted = claimed & _scopes(head, year)
        part = other.start > figure.end and (
            any(scope.startswith("每") for scope in wanted) or _PART.match(text, figure.end)
        )
        if (
            wanted
            and (own or part or own_head.startswith("其中"))
            and _alike(other, figure, text)
            and not _LAST_YEAR.search(head)
            and _is_of_the_same(head, f"{asked} {own_head}", "whole" in wanted and bool(own))
        ):
            return whole_range(other, text)
    return None


def _is_of_the_same(head: str, said: str, whole: bool) -> bool:
    """Whether all that a head names is said; of the whole of something, which may be named at more
    length than what is new of it (养老机构床位总数, 新增养老床位), the most."""
    names = names_of(_bare(head))
    named = [name for name in names if name in said]
    return len(named) == len(names) or (whole and len(named) > len(names) / 2)


def of_part(asked: str, figure: Quantity, text: str) -> Quantity | None:
    """Return the figure of those of which all are claimed to be: 3个 of 12个，其中市级3个."""
    found = _ALL_ARE.search(asked)
    if found is None:
        return None
    for other in find_quantities(text):
        within = other.start > figure.end and not _STATEMENT.search(text, figure.end, other.start)
        named = not left_of(found["what"], head_of(other, text)).strip()
        if within and named and other.value < figure.value and _alike(other, figure, text):
            return other
    return None


def _of_base(asked: str, figure: Quantity, text: str) -> Quantity | None:
    """Return how many of a number of things have something done to them, where that is claimed of
    all of these: 15个 of 全县18个乡镇中通水的达到15个, where 18个 are claimed to have water."""
    base = _OF_BASE.match(text, figure.end)
    if base is None:
        return None
    for other in find_quantities(text):
        if other.start == base.end() and other.unit == figure.unit and other.value < figure.value:
            done = _GIVEN.sub(" ", base["done"]).strip("的占数有已")
            claim = next((c for c in find_quantities(asked) if c.value == figure.value), None)
            said = asked[claim.end :] if claim else asked
            return other if pieces_in(said, done) else None
    return None


def of_one_joined(asked: str, figure: Quantity, text: str) -> Quantity | None:
    """Return the figure of the one deed asked about, where a figure is of it and another together
    and each is given behind: 新建和改造泵站9座，其中新建4座、改造5座."""
    among = _AMONG.match(text, figure.end)
    if among is None:
        return None
    joined, each = head_of(figure, text), {}
    statement = _STATEMENT.search(text, among.end())
    for part in find_quantities(text):
        head = head_of(part, text).removeprefix("其中")
        within = among.end() <= part.start < (statement.start() if statement else len(text))
        if within and head and head in joined and _alike(part, figure, text):
            each[head] = part
    meant = [part for head, part in each.items() if head in asked]
    return meant[0] if len(each) > 1 and len(meant) == 1 else None


def _of_whole(asked: str, figure: Quantity, text: str) -> Quantity | None:
    """Return the figure of the whole, where nothing of what tells a part from it (其中市级12个) is
    claimed, nor anything else that is not said of the whole."""
    statement = max((mark.end() for mark in _STATEMENT.finditer(text, 0, figure.start)), default=0)
    among = text.rfind("其中", statement, figure.start)
    if among < 0 or _PART_ASKED.search(asked):
        return None
    said = text[:among]
    head = head_of(figure, text).removeprefix("其中")
    apart = left_of(head, said)
    claimed = _BOUND.sub(" ", left_of(without_figures(asked), said))
    wholes = [
        whole
        for whole in find_quantities(text)
        if statement <= whole.start < among and whole.unit == figure.unit
    ]
    if not wholes or wholes[-1].value <= figure.value or names_of(claimed):
        return None
    if pieces_in(asked, _BOUND.sub(" ", apart)):
        return None  # 年内交付900套, of 住房1760套: by its own deed
    clause = max((mark.end() for mark in _MARK.finditer(text, 0, wholes[-1].start)), default=0)
    if any(name in asked for name in names_of(_BOUND.sub(" ", left_of(head, text[clause:among])))):
        return None  # the part is claimed by its own name
    return wholes[-1] if names_of(_BOUND.sub(" ", apart)) else None


def _of_member(asked: str, figure: Quantity, text: str) -> Quantity | None:
    """Return the figure of the one member that is asked about, where one of all is claimed of it:
    70亿元 of 甲、乙两大产业产值70亿元，其中甲45亿元、乙25亿元."""
    among = text.find("其中", figure.end)
    statement = _STATEMENT.search(text, figure.end)
    end = statement.start() if statement else len(text)
    if not figure.end < among < end or _TOGETHER.search(asked):
        return None
    before = text[: figure.end]
    parts = [
        (part, head)
        for part in find_quantities(text[:end])
        if part.start > among and _alike(part, figure, text)
        for head in [head_of(part, text).removeprefix("其中")]
        if names_of(head) and head in before
    ]
    meant = [part for part, head in parts if head in asked]
    return meant[0] if len(parts) > 1 and len(meant) == 1 else None


def _given_respectively(asked: str, figure: Quantity, text: str) -> Quantity | None:
    """Return the figure of the one of several that is asked about, where they are given 分别.

    What only a later one is called is not said of those before it; what an earlier one is, may be
    said of those behind: 新建农田2万亩，改造1万亩.
    """
    members = _members(text)
    if figure.start not in members or _JOINT.search(asked):
        return None
    own = members[figure.start]
    for other in find_quantities(text):
        if other.start not in members or other.unit != figure.unit:
            continue
        its, behind = members[other.start], other.start > figure.start
        if _said_only_of(its, own, asked) and (behind or not _said_only_of(own, its, asked)):
            return other
    return None


def _said_only_of(one: str, other: str, asked: str) -> bool:
    """Whether something asked about is said of the one and not of the other."""
    return any(piece not in other for piece in pieces_in(asked, one))


def _members(text: str) -> dict[int, str]:
    """Return what each of the figures is of that are given 分别, by its start; the members may be
    the parts before that have as many figures: 客运80万人次、货运9万吨，分别增长3%和5%."""
    found = dict(said_respectively(text))
    figures = find_quantities(text)
    for word in _APART.finditer(text):
        members = _JOINT.split(word["members"])
        given = [f for f in figures if f.start >= word.end()][: len(members)]
        if len(given) == len(members) > 1 and len({figure.unit for figure in given}) == 1:
            last = members[-1]
            for figure, member in zip(given, members, strict=True):
                found[figure.start] = member + last[len(member) :]
    for word in _RESPECTIVELY.finditer(text):
        begins = max((m.end() for m in _STATEMENT.finditer(text, 0, word.end())), default=0)
        ends = _MARK.search(text.replace("、", " "), word.end())
        end = ends.start() if ends else len(text)
        given = [f for f in figures if word.end() <= f.start < end]
        before = [f for f in figures if begins <= f.start < word.end()]
        if _begins_list(before, len(given), text):  # of 走访60户，新建车间9个、工厂2个 the last
            before = before[-len(given) :]
        if len(given) == len(before) > 1:
            for figure, member in zip(given, before, strict=True):
                found[figure.start] = f"{head_of(member, text)}{word['of']}"
    return found


def _begins_list(figures: Sequence[Quantity], count: int, text: str) -> bool:
    """Whether the last `count` of the figures are a list of one unit behind a comma."""
    if not 1 < count < len(figures):
        return False
    last = figures[-count:]
    apart = re.search("[,，]", text[figures[-count - 1].end : last[0].start])
    listed = not re.search("[,，]", text[last[0].end : last[-1].start])
    return bool(apart) and listed and len({figure.unit for figure in last}) == 1


def _scopes(said: str, year: int | None = None) -> set[str]:
    """Return the scopes that are said; the plan's `year` by its number is this year."""
    each = {f"每{found['each'] or found['mean'] or found['one']}" for found in _EACH.finditer(said)}
    named = any(int(found["year"]) == year for found in _YEAR.finditer(said))
    kinds = {name for name, kind in _KINDS.items() if kind.search(said)}
    return each | kinds | ({"year"} if named else set())


def _claimed_scopes(asked: str, year: int | None = None) -> set[str]:
    """Return the scopes of a claim: 一共 of a figure claims the whole, beside no other scope."""
    scopes = _scopes(asked, year)
    return scopes or ({"whole"} if _SUMMED.search(asked) else set())


def _bare(head: str) -> str:
    """Return the words before a figure without those that tell its scope, or that it is given."""
    for kind in (*_KINDS.values(), _YEAR, _EACH, _GIVEN):
        head = kind.sub(" ", head)
    return head


def head_of(figure: Quantity, text: str) -> str:
    """Return what stands before a figure in its part of a sentence."""
    start = max((mark.end() for mark in _MARK.finditer(text, 0, figure.start)), default=0)
    return text[start : figure.start]


def _alike(one: Quantity, other: Quantity, text: str) -> bool:
    return one.dimension == other.dimension and figure_at(one, text).counts(figure_at(other, text))


def whole_range(figure: Quantity, text: str) -> Quantity:
    """Return a figure with the one up to which it goes: 30万元至60万元."""
    for other in find_quantities(text):
        if _RANGE.fullmatch(text[figure.end : other.start]):
            return replace(figure, text=text[figure.start : other.end], end=other.end)
    return figure
