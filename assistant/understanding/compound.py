"""Split a message that asks or claims several things into parts that each stand alone."""

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import accumulate, pairwise

from assistant.language.clauses import CLAUSE_END
from assistant.language.deadlines import find_deadlines
from assistant.language.normalize import pattern, wording
from assistant.language.times import leading_later_year
from assistant.understanding.question import CLAIM_ENDS, PLACE_SUFFIXES, content_words
from index.lexical import word_class, words
from index.quantities import find_quantities

_JOINT = re.compile(r"[,，、;；。]|和|以及|而")
_CLAUSE = re.compile("[^,，;；。?？!！]+")
_BARE_SUM = re.compile(r"(?<![\d.])\d[\d.]*[万亿](?![一-鿿\d])")
_BESIDE = re.compile("[、和与及跟]|以及")
_TOGETHER = re.compile("[、和与及跟,]")
_RESPECTIVELY = re.compile(
    r"(?P<members>[^,，、和与及跟的“”]{2,14}(?:[、和与及跟,](?![每各])[^,，、和与及跟的“”]{2,14})+)"
    r"(?P<shared>的[^,，]{2,12})?(?:分别|各自?)(?P<asked>[^,，]{0,8}(?:多[少久长大]|几|什么|谁|哪|何时|啥|还是)[^,，]*)"
    r"(?P<too>[,，、](?:又|还)?(?:都|各自?|分别)[^,，、]{2,10})?"
)
# 路灯和公厕的责任单位: each has its own.
_OFFICES_OF = re.compile(
    r"(?P<members>[^,，、和与及跟的由归“”]{2,14}?(?:[、和与及跟](?![每各])[^,，、和与及跟的由归“”]{2,14}?)+)"
    r"(?:分别|各自?|都)?(?P<asked>的?(?:责任|牵头|主管|主办|承办|配合)(?:单位|部门|科室)(?:分别|各自?|都)?"
    r"(?:是|有)?(?:谁|哪[些个家]|什么)?|[由归](?:谁|哪个部门)(?:来|去)?(?:负责|牵头|管))"
)
# 茶园油茶各多少亩
_EACH_OF = re.compile(
    r"(?P<members>[^,，、和与及跟的每各“”]{4,12})(?:分别|各自?)(?P<asked>[^,，]{0,4}(?:多[少长大]|几)[^,，]*)"
)
# 10亿元以上项目8个，50亿元以上2个: of those, too.
_FROM = re.compile(r"\d[万亿千百]?元?以[上下](?P<whose>[一-鿿]{1,6}?)\d")
_OF_THOSE = re.compile(r"\d[万亿千百]+元?以[上下](?=\d)")
_HOW_MANY_FROM = re.compile(r"\d[万亿千百]+元?以[上下]的?有?(?:多少|几)")
_NOT_THAT = re.compile(r"[,，、]\s*(?:而|并)?不是\d")
_DEEDS = frozenset("建改增扩")
# What tells one part of something from another: 南段, 二期.
_ONE_OF = "[东西南北中上下前后内外一二三四五六七八九十0-9]"
_PART_OF = re.compile(rf"(?<=[一-鿿a-z0-9]{{2}}){_ONE_OF}(?P<kind>[段期岸片区侧线环翼])$")
_YEAR = "今年|本年|全年|年内"
_ANY_YEAR = re.compile(r"[今本去前明来后]年|[上下]一?年|年内|20\d\d")
_YEAR_LEADS = re.compile(r"(?:20\d\d年|去年|前年)的?")
_RISES = re.compile("[到至为占达]$")
_UNTIL = re.compile("[到至]?")
_OF_IT = re.compile("其中[^,，]{2,12}")
_OF_ANOTHER = re.compile("[^,，]{1,12}呢")
_ONE_OF_TWO = re.compile("(?:到底)?是[^,，]+还是")
_OF_NAMES = re.compile("(?P<one>[^,，]{2,6})还是(?P<other>[^,，]{2,6})")
_OPEN = re.compile("什么|啥|谁|哪")
# The first verb of a clause cut into words: 能/领, 投/用.
_VERB = re.compile("(?:(?:能够?|可以?|会|要|得)/)?(?:[^/]/[^/](?=/|$)|[^/]+)")
_WORD = 2  # characters
# The classes (jieba's) of the words for how something is to be: 便宜, 多, 早.
_DESCRIBING = ("a", "m", "d", "z")
_LEADING_WHICH = re.compile("哪|几|多少")
_END_OF_THING = re.compile(
    "[^一-鿿a-z0-9]|多少|几"
)  # where the words behind a figure asked for end
_LEADING_HOW_MANY = re.compile("多少|几")
_UNIT_ASKED = re.compile("(?:多少|几)(?P<unit>[一-鿿])(?![一-鿿])")
_IN_ALL = re.compile("总|一共|合计|累计")
_SPLIT = re.compile(
    r"[?？;；。!！\n]+|[,，]|(?<=[一-鿿])\s+(?=[一-鿿])|(?P<further>以及|还有|另外|并且|同时|顺[便带](?:再?[说问讲看查][一下]{0,2})?)|\band\b"
    r"|(?<=吗)(?=[一-鿿]{2,}吗)|(?<=[多少几个家户])(?=其中[^,，]{1,12}(?:多少|几))"
    r"|(?:和|、)(?=[^,，、]{0,14}(?:多少|几|多大|什么|谁|哪|吗|啥))"
)


def split_claims(text: str) -> tuple[str, ...]:
    """Split a question that claims several figures, dates or offices, so that each part claims one,
    or those that no mark stands between. What is set against another (是60户，不是46户) is of one
    claim with it."""
    if _NOT_THAT.search(text):
        return (text,)
    cuts = [0]
    for (_, end), (start, _) in pairwise(_claims_in(text)):
        if joint := _JOINT.search(text, end, start):
            cuts.append(joint.end())
    ends = [*cuts[1:], len(text)]
    if len(ends) == 1:
        return (text,)
    claims = [text[start:end].strip(" ,，、;；。和") for start, end in zip(cuts, ends, strict=True)]
    whose = next((named["whose"] for named in map(_FROM.search, claims) if named), "")
    return tuple(_OF_THOSE.sub(lambda found: f"{found[0]}{whose}", claim) for claim in claims)


def _claims_in(text: str) -> list[tuple[int, int]]:
    """Return where a text claims a figure, a sum without its unit (46亿), a date or an office, in
    order; what is one inside another is of that one."""
    found = [(figure.start, figure.end) for figure in find_quantities(text)]
    found += [(date.start, date.end) for date in find_deadlines(text)]
    found += [sum_of.span() for sum_of in _BARE_SUM.finditer(text)]
    for clause in _CLAUSE.finditer(text):
        apart = all(end <= clause.start() or start >= clause.end() for start, end in found)
        told = pattern(wording()["yes_no"]["told"]).match(clause[0])
        if apart and (told or office_claimed(clause[0])):
            found.append(clause.span())
    claims: list[tuple[int, int]] = []
    for start, end in sorted(found):
        if claims and start < claims[-1][1]:
            start, end = claims[-1][0], max(end, claims.pop()[1])
        claims.append((start, end))
    return claims


def office_claimed(text: str) -> re.Match[str] | None:
    """Return how a text claims that an office (`names`) has a part (`role`) in something
    (`about`)."""
    said = text.strip(CLAIM_ENDS)
    found = (pattern(claimed).fullmatch(said) for claimed in wording()["roles"]["claimed"])
    return next(filter(None, found), None)


def without_padding(text: str) -> str:
    """Return a normalised text without what stands behind its question and asks nothing of its own:
    a wish (能不能快一点), and 什么的 of a name half remembered, which then is of the question."""
    table = wording()["padding"]
    asks = pattern(wording()["interrogatives"])
    wish = pattern(table["wish"]).search(text)
    if wish and asks.search(text[: wish.start()]):
        describes = word_class(words(wish["how"])[-1])[:1] in _DESCRIBING
        text = text[: wish.start()] if describes else text
    hazy = pattern(table["hazy"]).search(text)
    if hazy and asks.search(text[: hazy.start()]):
        text = f"{text[: hazy.start()]}{hazy['before']}"
    return text


def split_topics(text: str) -> tuple[str, ...]:
    """Return the things that a text names side by side (绿地和床位): the text, if it is of one."""
    clauses = CLAUSE_END.split(text.strip(" ,，。;；?？"))
    if len(clauses) > 1:
        return (text,)
    parts = [""]
    for word in words(clauses[0]):  # 参与 has no 与
        if _BESIDE.fullmatch(word):
            parts.append("")
        else:
            parts[-1] += word
    return tuple(parts) if all(len(part) > 1 for part in parts) else (text,)


def _each(
    text: str, known: Callable[[str], bool], one_name: Callable[[str], bool]
) -> tuple[str, ...]:
    """Ask 分别 of each thing by itself: 小学和初中的学位分别是多少 → 小学的学位是多少, 初中的…"""
    asked = _RESPECTIVELY.fullmatch(text)
    if not asked:
        beside = _EACH_OF.fullmatch(text)
        things = words(beside["members"]) if beside else []
        nouns = all(len(word) > 1 and word_class(word)[:1] == "n" for word in things)
        if beside and len(things) > 1 and nouns and not one_name(beside["members"]):
            return tuple(f"{thing}{beside['asked']}" for thing in things if known(thing))
        return (text,)
    members = _with_lead(_TOGETHER.split(asked["members"]))
    if not all(map(known, members)):
        return (text,)
    shared = asked["shared"] or ""
    too = asked["too"] or ""
    if content_words(too):
        return (text,)  # 各有多少户, which is asked of each as well
    named = members if shared else _with_shared(members)
    each = [f"{member}{shared}{asked['asked']}" for member in named]
    year = _YEAR_LEADS.match(each[0])
    return tuple(_with_year(year[0] if year else "", each))


def _with_year(year: str, parts: Sequence[str]) -> list[str]:
    """Say the year that the first of several parts begins with of all that name none."""
    return [part if _ANY_YEAR.search(part) else f"{year}{part}" for part in parts]


def _with_lead(members: Sequence[str]) -> list[str]:
    """Return things named side by side, of which the first alone has the name that they are parts
    of: 滨江南段和北段 → 滨江南段, 滨江北段."""
    first, *others = members
    part = _PART_OF.search(first)
    if part is None:
        return [*members]
    of_it = re.compile(rf"{_ONE_OF}{part['kind']}(?![一-鿿])|{_ONE_OF}{part['kind']}(?:{_YEAR})")
    lead = first[: part.start()]
    return [first, *(lead + other if of_it.match(other) else other for other in others)]


def _with_shared(members: Sequence[str]) -> list[str]:
    """Return things named side by side with what is named of all of them behind the last only:
    东湖镇和西岭镇水稻 → 东湖镇水稻, 西岭镇水稻; 水稻和玉米面积 → 水稻面积, 玉米面积."""
    *firsts, last = members
    shared = _shared(firsts, last)
    return [first + shared if not first.endswith(shared) else first for first in firsts] + [last]


def _shared(firsts: Sequence[str], last: str) -> str:
    """Return what stands in the last of several things behind its own name, which is of the kind of
    the others; or the quantity that it ends with."""
    cut = words(last)
    places = all(first[-1] in PLACE_SUFFIXES for first in firsts)
    if len(cut[0]) > 1 and any(first.startswith(cut[0]) for first in firsts):
        cut = (last,)  # 滨河路隧道和滨河路道路改建: what leads both is no name of the last
    for end in accumulate(map(len, cut[:-1])):
        alike = all(first[-1] == last[end - 1] for first in firsts)
        if end > 1 and (alike or (places and last[end - 1] in PLACE_SUFFIXES)):
            return last[end:]
    for group in wording()["alternatives"]["groups"]:
        own = next((name for names in group for name in names if last.startswith(name)), "")
        others = [name for names in group if own not in names for name in names]
        if own and all(first in others for first in firsts):
            return last[len(own) :]
    quantity = re.compile(f"[一-鿿]*(?:{wording()['follow_up']['attribute']}|[率量额值数])")
    several = any(quantity.fullmatch(words(first)[-1]) for first in firsts)
    return cut[-1] if len(cut) > 1 and quantity.fullmatch(cut[-1]) and not several else ""


def _offices_of_each(
    text: str, known: Callable[[str], bool], one_name: Callable[[str], bool]
) -> tuple[str, ...]:
    """Ask who answers for several things (路灯和公厕的责任单位) of each; () where that is not
    asked, or they are one name."""
    asked = _OFFICES_OF.fullmatch(text.strip(" ?？。"))
    if asked is None or one_name(asked["members"]):
        return ()
    members = _TOGETHER.split(asked["members"])
    return (
        tuple(f"{member}{asked['asked']}" for member in members) if any(map(known, members)) else ()
    )


def _asked_beside(text: str) -> Iterator[tuple[str, int, int]]:
    """Yield what a clause asks for, in its order, with where that is asked: who, when, where, how
    many, in which item."""
    table = wording()["beside_another"]
    named = "|".join(f"(?P<{kind}>{asks})" for kind, asks in table.items())
    for found in pattern(named).finditer(text):
        if found.lastgroup:
            yield found.lastgroup, found.start(), found.end()


def _asks_figure(text: str) -> bool:
    """Whether a text asks how many or how much."""
    return any(kind == "figure" for kind, *_ in _asked_beside(text))


def _asks_further(piece: str, parts: Sequence[str]) -> bool:
    """Whether a piece asks who, when, where, how many or in which item, which the part before it
    does not."""
    kinds = {kind for kind, *_ in _asked_beside(piece)}
    return bool(parts and kinds - {kind for kind, *_ in _asked_beside(parts[-1])})


def _asks_another_figure(piece: str, parts: Sequence[str]) -> bool:
    """Whether a piece begins with how many of something else (多少所学校), or in another unit
    (多少栋 | 多少户), where a part before it names what that is of (旱厕改造投入多少); or asks
    what there is in all."""
    if not _asks_figure(piece):
        return False
    asked = [(part, found) for part in parts for found in [*_asked_beside(part)][:1]]
    named = any(
        kind == "figure" and (content_words(part[:start]) or _names_thing(part[end:]))
        for part, (kind, start, end) in asked
    )
    units = {unit["unit"] for said in (piece, *parts[-1:]) for unit in _UNIT_ASKED.finditer(said)}
    another_unit = len(units) > 1
    counts = _LEADING_HOW_MANY.match(piece) and (another_unit or content_words(piece))
    return bool((asked and _IN_ALL.match(piece)) or (named and counts))


def _own_words(leading: str, between: str, after: str) -> int:
    """Return where the words between two figures asked for turn to the second: behind the unit
    (床位多少张|泊位多少个), or behind the first one's thing, named only there (建多少亩|改几亩), as
    the second one's may be, too (高速有几个服务区|几个互通)."""
    cut = words(between)
    named = any(len(word) > 1 and word_class(word)[:1] == "n" for word in words(leading))
    deed = len(cut) > 1 and (word_class(cut[-1])[:1] == "v" or cut[-1][-1] in _DEEDS)
    if deed and not named:
        return len(between) - len(cut[-1])
    unit = _unit(cut)
    if len(between) - unit >= _WORD and (not named or _names_thing(after)):
        return len(between)
    # 几个地几个县 asks for one figure.
    return unit if not unit or len(between) - unit >= _WORD else len(between)


def _unit(cut: Sequence[str]) -> int:
    """Return how many characters of the words behind a number asked for are their unit."""
    one = len(cut) > 1 and len(cut[0]) == 1
    return len(cut[0]) if cut and (one or word_class(cut[0])[:1] == "q") else 0


def _names_thing(text: str) -> bool:
    """Whether the words behind a figure asked for begin with its thing, or with a unit and that."""
    cut = words(_END_OF_THING.split(text)[0])
    unit = _unit(cut)
    thing = cut[1:] if unit else cut
    if thing and len(thing[-1]) > 1 and word_class(thing[-1])[:1] == "v":
        return False
    return len("".join(thing)) >= _WORD and word_class(thing[0]) not in ("d", "r")


def _separately(text: str) -> Iterator[str]:
    """Split a clause that asks two things without a comma (新建多少公里谁负责).

    Two that share a verb have it both (什么时候在哪里办). What is done when or where ends with its
    verb (什么时候通水 | 处理能力多少), which a figure right behind it has as well (在哪里建几层).
    """
    asked = list(_asked_beside(text))
    if len(asked) < 2:
        yield text
        return
    (first, start, end), (second, at, until) = asked[:2]
    between = text[end:at]
    verb = _VERB.match("/".join(words(between)))
    if first == second == "figure":
        cut = end + _own_words(text[:start], between, text[until:])
        things = _names_thing(between) and _names_thing(text[until:])
        if (cut == at and not things) or _RISES.search(between):
            yield text
        else:
            yield text[:cut]
            yield from _separately(text[cut:])
    elif first == second == "when" and _UNTIL.fullmatch(between):
        yield text  # 从哪天到哪天
    elif second != "figure" and first != "figure" and first != second and not between:
        yield text[:at] + text[until:]
        yield from _separately(text[:start] + text[at:])
    elif second != "figure":
        yield text[:at]
        yield from _separately(text[at:])
    elif first in ("when", "where") and verb:
        done = verb[0].replace("/", "")
        shared = done == between and text[at] != "有"
        yield text[:end] + done
        yield from _separately(text[end if shared else end + len(done) :])
    else:
        yield text


def split_compound(
    text: str, known: Callable[[str], bool] = bool, one_name: Callable[[str], bool] = bool
) -> tuple[str, ...]:
    """Split several questions in one; every part has an interrogative of its own.

    What is asked of several things 分别, and who answers for them, is asked of each, if all (or
    any) are `known`; without a word between them they are several where the plan has them not as
    `one_name`. What is asked of something is asked of what follows as 其中 of it, too.
    A part without one stays with the one before it, or leads the one after it (it does behind
    另外); so does a part that is nothing but an interrogative and a noun (哪些小区、哪些马路) or
    names nothing. What is asked of another thing by naming it (泊位呢) is a part. Who asks is
    said of all parts (我今年72，一是……，二是……).
    """
    if offices := _offices_of_each(text, known, one_name):
        return offices
    pieces: list[tuple[str, bool]] = []  # and whether it is of something further
    last, further = 0, False
    for match in [*_SPLIT.finditer(text), None]:
        clause = text[last : match.start() if match else len(text)].strip(" ,，。;；、")
        for piece in _separately(clause) if clause else ():
            pieces.append((piece, further))
            further = False
        last = match.end() if match else last
        further = further or bool(match and match["further"])
    table = wording()
    asks = ("第几", table["interrogatives"], table["yes_no"]["asks"], table["yes_no"]["choice"])
    interrogative = pattern("|".join(asks))
    parts: list[str] = []
    waiting = ""
    for at, (piece, further) in enumerate(pieces):
        of_it = parts and not waiting and _OF_IT.fullmatch(piece) and _asks_figure(parts[-1])
        of_another = parts and not waiting and _OF_ANOTHER.fullmatch(piece)
        asking = bool(of_it or of_another or interrogative.search(piece))
        leads = further and not asking and any(interrogative.search(p) for p, _ in pieces[at + 1 :])
        short = _LEADING_WHICH.match(piece) and len(interrogative.sub("", piece, count=1)) < 4
        either = _ONE_OF_TWO.match(piece) or (parts and _names_either(piece, parts[-1]))
        # 今年装多少部,有数吗; but: 今年装多少部,在哪里; 今年装多少部,哪天开工
        further_kind = _asks_further(piece, parts) or _asks_another_figure(piece, parts)
        further_kind = further_kind or bool(parts and _HOW_MANY_FROM.search(piece))
        bare = short and not further_kind
        empty = not content_words(piece) and not further_kind
        # 哪个多,多多少: by how much is asked of the two that are compared.
        half = pattern(table["arithmetic"]["half"]).fullmatch(piece)
        stays = bare or either or empty or half or not (asking or leads)
        if parts and stays and not waiting:
            parts[-1] = f"{parts[-1]},{piece}"
            continue
        waiting = f"{waiting},{piece}" if waiting else piece
        if asking:
            parts.append(waiting)
            waiting = ""
    if waiting and parts:
        parts[-1] = f"{parts[-1]},{waiting}"
    elif waiting:
        parts.append(waiting)
    parts = [each for part in _of_asker(parts) for each in _each(part, known, one_name)]
    return tuple(_with_year(leading_later_year(text), parts))


def _names_either(piece: str, before: str) -> bool:
    """Whether a piece only names two things, one of which may be what the part before it asks for:
    谁来运营，是国企还是电信公司; 改成什么，图书馆还是剧场."""
    named = _OF_NAMES.fullmatch(piece)
    if named is None or not _OPEN.search(before):
        return False
    return all(word_class(words(name)[-1]).startswith("n") for name in named.group("one", "other"))


def _of_asker(parts: Sequence[str]) -> list[str]:
    """Say who asks, as the first of several parts begins with it, before each of them, in the
    place of what counts them."""
    ordinal = pattern(wording()["ordinal"])
    asker, mark, first = parts[0].partition(",") if len(parts) > 1 else ("", "", "")
    asks = pattern(wording()["interrogatives"]).search(asker)
    if asks or not (mark and pattern(wording()["asker"]).fullmatch(asker)):
        return [ordinal.sub("", part) for part in parts] if len(parts) > 1 else list(parts)
    return [f"{asker},{ordinal.sub('', part)}" for part in (first, *parts[1:])]
