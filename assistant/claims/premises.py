"""Compare what a question takes for granted of a thing with what the plan says of it: which way a
figure goes, where something is to be, whether it is among those named.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assistant.claims.membership import MemberVerdict, check_members, names_beside
from assistant.evidence.coverage import covers
from assistant.evidence.pieces import (
    is_torn,
    left_of,
    names_of,
    of_another,
    pieces_in,
    without_figures,
)
from assistant.evidence.ranking import Candidate
from assistant.language.changes import CHANGE, ways
from assistant.language.clauses import CLAUSE_END, ENDS_STATEMENT, start_of
from assistant.language.deadlines import find_deadlines, without_deadlines
from assistant.language.normalize import pattern, wording
from assistant.understanding.question import Question, content_words
from index.lexical import word_class, words
from index.passages import Passage
from index.plan import Item, Plan, Span
from index.quantities import find_quantities

_TAIL = re.compile("[吗吧么呢啊呀的了对不是?。!,，]*$")
_BUILT_AT = "(?:布局|布点|选址|落户|坐落|位于|建设?|设立?|安排|放)"
_CLAIMED_AT = re.compile(
    rf"(?P<what>.{{2,}}?)(?:是|都|全部?|要|将)*(?:{_BUILT_AT}(?:在|于|到)|位于)(?P<where>[一-鿿a-z\d、]{{2,}})"
)
_STATED_AT = re.compile(
    rf"(?:{_BUILT_AT}(?:在|于)|位于)(?P<where>[一-鿿a-z\d、“”]{{2,}})"
    "|在(?P<before>[一-鿿a-z\\d、]{2,16}?)(?:各?新建|各?建设|各?建成|设立|布局|打造)"
)
_GOING = re.compile(
    "(?P<what>.{2,}?)(?:是|都|要|将|分别|组团)*(?:分?赴|前往|去|到)(?P<where>[一-鿿、]{2,})"
)
_GONE_TO = re.compile("(?:分?赴|前往|去|到)(?P<where>[一-鿿、]{2,})")
_HELD_AT = re.compile(
    "(?P<what>.{2,}?)(?:是|都|要|将|就)*在(?P<where>[一-鿿]{1,8}?[镇乡村道区县市场馆园校院城心站])"
    "(?:整[镇乡村区县])?(?:举[办行]|召开|开展|推进|进行|试点|办|开)"
)
_STATED_HELD = re.compile(
    "在(?P<where>[一-鿿、]{2,12}?)(?:整[镇乡村区县])?(?:举[办行]|召开|开展|推进|进行|试点)"
)
_FIRM = re.compile("确保|保证|务必|必须")
_TRIED = re.compile("力争|争取")
_AMONG = "(?:在|算在?|属于?|列入|纳入|包括在|包含在)"
_LISTED = "(?:的?(?:范围|名单|清单|之列|之内|里面?|内|中|当中))"
_MEMBER = re.compile(
    rf"(?P<name>.{{2,14}}?)(?:今年|也|是|都)*(?P<denied>不|没有?|未)?{_AMONG}(?P<what>.{{2,}}?){_LISTED}+"
)
_DROPPED = re.compile(
    "(?P<name>.{2,14}?)(?:今年|也|都)*(?P<denied>不)(?:再|用|会|打算)?(?P<deed>[改修建拆治办装扩迁搬][一-鿿]?)"
)
_LEAD = re.compile("^(?:那么?|听说|今年|是不是|好像|请问|为什么|怎么)+")
_THAN = re.compile("同比|[比较](?:去年|上年)(?:同期)?")
_BARE_CHANGE = re.compile(
    rf"(?:{_THAN.pattern})?{CHANGE.pattern}[\d.%％百分之]+[万亿个百分点一-鿿]{{0,4}}[,，;；。\s]*"
)
_TURNED = re.compile("不(?!断|少|低|超)|未|除|暂缓|停止|取消|禁止|撤销")
_DENIED = re.compile("不(?![少低超高断是])|没|未")
_IS_NOT = re.compile("(?<!是)不是")
_ORDINAL = "[一二三四五六七八九十]+"
_PHASES = re.compile(rf"{_ORDINAL}期(?:工?程?[、和与及]{_ORDINAL}期)*")
_OCCASION = re.compile(
    rf"第(?P<number>{_ORDINAL}[次轮届批])(?P<what>[^第、和与及,，。;；:：]{{2,20}})"
)
_IS_OCCASION = re.compile(
    rf"(?P<what>[^,，第]{{3,}}?)(?:这次|今年)?[是为]第(?P<number>{_ORDINAL}[次轮届批])"
)
_LIGHT = re.compile("[是的了有和与要会将在为对今年 ]")
_VIES = re.compile("[争创评夺]")
_NAMED = re.compile("[一-鿿]{2}")
_NUMERAL = "[一二两三四五六七八九十]+"
# The numerals of a name with what they count: 三地七县, 四责协同, 三年行动.
_NUMERAL_NAME = re.compile(
    f"(?<![第一二两三四五六七八九十]){_NUMERAL}(?![月日号点届一二两三四五六七八九十]|年[底前内]|季度)(?:[一-鿿]{_NUMERAL}[一-鿿]|[一-鿿]{{2,3}})"
)
_NAME = re.compile("[一-鿿a-z0-9-]*$")
_LEAST_NAME = 3  # characters by which a name is surely the same
_EXTENTS = (
    re.compile("全面|全部|全覆盖|全域|全员"),
    re.compile("部分|局部|试点|试行|试营业|试运[营行]"),
)
# How much of what is done is: 基本覆盖, 部分建成.
_DEGREE = re.compile("(?P<how>全部?|全面|基本|大?部分|局部|初步|半)(?P<what>[一-鿿]{2})$")
_OCCASION_ENDS = re.compile("(?:的?(?:工作|数据|成果|项目|活动|任务|筹备|专项))+$")
_SEVERAL = 2
_AREA, _TOWN = "区域", "城区"
_WIDER = ("全国", "全省", "全市")
# Says no more than that it is: 全面推行, of 开展试点.
_CARRIED_OUT = re.compile("实现|做到|达到|推行|推开|推广|铺开|开展|实施|进行|实行|开始")
# A name made of numbers: 1+6+4.
_COMPOSED = re.compile(r"\d+(?:\+[\dxn]+)+")
_PARTS = re.compile("、|以及|[和与及](?!以上|以下)")
_OR_OTHERS = re.compile("及?以[上下]")
_MORE = re.compile("已|只|仅|[都全]部?是|以前|原来")  # more is claimed than the qualifier
_NUMBERED = re.compile(r"\d[\d.]*.?")
_MOST = 0.8
_MARKS = " ,，。;；、“”"
_TOP = 8


@dataclass(frozen=True, slots=True)
class PremiseVerdict:
    """What the plan has `stated` in `span` of what a claim is of, and whether that `agrees`;
    `listed`: it is the name of what is denied to be among the rest; `claimed`: the word by which a
    figure is claimed to go the other way."""

    agrees: bool
    stated: str
    span: Span
    listed: bool = False
    claimed: str = ""


def check_premise(
    question: Question, candidates: Sequence[Candidate], plan: Plan
) -> PremiseVerdict | None:
    """Compare what is claimed or taken for granted with the plan; None where nothing of the kind
    is, or where it is not sure that the plan says it of the same thing."""
    passages = _passages(candidates, plan)
    turned = _turned(question, passages, plan)
    if turned or not question.yes_no:
        return turned
    said = _said(question)
    if pattern(wording()["interrogatives"]).search(said):
        return None
    checks = (
        _each_numbered(said, plan),
        _numbered(said, plan),
        _renumbered(said, passages, plan),
        _scoped(said, passages, plan),
        _extended(said, passages, plan),
        _contrasted(said, passages, plan),
        _placed(question, said, passages, plan),
        _held(question, said, passages, plan),
        _tried(said, passages, plan),
        _listed(said, passages, plan),
    )
    return next((verdict for verdict in checks if verdict), None)


def check_membership(
    question: Question, candidates: Sequence[Candidate], plan: Plan
) -> MemberVerdict | None:
    """Compare what is claimed to be among the members of something with the plan's list of it."""
    if not question.yes_no:
        return None
    return check_members(_said(question), _passages(candidates, plan), plan)


def _said(question: Question) -> str:
    """Return what a question claims, without what asks whether it is so."""
    return _LEAD.sub("", _TAIL.sub("", question.text))


def _passages(candidates: Sequence[Candidate], plan: Plan) -> list[Passage]:
    """Return the best sentences that are no rows of a table."""
    passages = [candidate.passage for candidate in candidates[:_TOP]]
    return [p for p in passages if not any(row.overlaps(p.span) for row in plan.rows)]


# --- which of a row it is, and how much of it ---------------------------------------------


def _numbered(said: str, plan: Plan) -> PremiseVerdict | None:
    """Compare the phases of a thing (创谷一期和四期), or which time it is (第四次经济普查), with
    all that the plan numbers of the same name; or the numbers that a name is made of."""
    return _phased(said, plan) or _counted(said, plan) or _composed(said, plan)


def _composed(said: str, plan: Plan) -> PremiseVerdict | None:
    """Compare the numbers of a name (“1+4+6”产业体系) with those that the plan has right before or
    behind the same words, if it has one such name only."""
    name = _COMPOSED.search(said)
    if name is None or _DENIED.search(said) or _IS_NOT.search(said):
        return None
    rest = f"{said[: name.start()]} {said[name.end() :]}"
    told = []
    for item in plan.items:
        text = item.text.lower()
        for found in _COMPOSED.finditer(text):
            span = _clause_at(found.start(), item)
            clause = plan.source[span.start : span.end].lower()
            left = left_of(_LIGHT.sub(" ", rest), f"{clause}|{item.title.lower()}")
            if len(pieces_in(rest, clause)) and not content_words(left):
                told.append((found[0], span))
    if len({stated for stated, _ in told}) != 1:
        return None
    stated, span = told[0]
    if stated != name[0] and name[0] in plan.folded:
        return None
    return PremiseVerdict(stated == name[0], stated, span)


def _renumbered(said: str, passages: Sequence[Passage], plan: Plan) -> PremiseVerdict | None:
    """Find other numerals in a name (三地七县, 三年行动计划) than are claimed, where all else that
    is claimed is said of it."""
    name = _NUMERAL_NAME.search(said)
    if name is None or _DENIED.search(said) or _IS_NOT.search(said):
        return None
    if apart := _numbered_apart(said, passages, plan):
        return apart
    rest = said[: name.start()] + " " + said[name.end() :]
    alike = re.compile(re.sub(_NUMERAL, _NUMERAL, re.escape(name[0])))
    kept = len(re.sub(_NUMERAL, "", name[0]))
    for passage, _, clause, text in _clauses(passages, plan):
        found = alike.search(text)
        left = left_of(rest, f"{text}|{_title(passage, plan)}")
        said_of = all(len(word) == 1 for word in content_words(left))
        if found is None or not said_of or not (names_of(rest) or kept >= _LEAST_NAME):
            continue
        if name[0] == found[0]:
            alone = not _LIGHT.sub("", _VIES.sub("", left))  # 是市里制定的 says more
            return PremiseVerdict(True, found[0], clause) if alone else None
        if name[0] not in plan.folded:
            return PremiseVerdict(False, found[0], clause)
    return None


def _numbered_apart(said: str, passages: Sequence[Passage], plan: Plan) -> PremiseVerdict | None:
    """Find one of several things claimed with a numeral each (一年打击、两年常治) that a clause,
    which has another of them, has with another numeral: 一年打击、两年根治、三年常治."""
    parts = [part.strip(_MARKS) for part in _PARTS.split(said.replace(",", "、"))]
    named = [(part, n) for part in parts for n in [_NUMERAL_NAME.search(part)] if n]
    if len(named) < 2:
        return None
    for _, _, clause, text in _clauses(passages, plan):
        whole = [part[name.start() :] in text for part, name in named]
        if not any(whole) or all(whole):
            continue
        for (part, name), stands in zip(named, whole, strict=True):
            own = re.match(f"{_NUMERAL}[个大]?[一-鿿]", part[name.start() :])
            thing = part[name.start() :].removeprefix(own[0]) if own else ""
            other = re.search(f"{_NUMERAL}[个大]?[一-鿿]{re.escape(thing)}", text)
            if not stands and len(thing) > 1 and other:
                return PremiseVerdict(False, other[0], clause)
    return None


def _phased(said: str, plan: Plan) -> PremiseVerdict | None:
    claimed = {one for found in _PHASES.finditer(said) for one in re.findall(_ORDINAL, found[0])}
    if not claimed or _DENIED.search(said):
        return None
    stated: dict[str, list[tuple[str, Span, str]]] = {}
    bare: list[Span] = []  # items with a phase of what is said before: 公园一期开工,二期选址
    for item in plan.items:
        text = item.text.lower()
        for found in _PHASES.finditer(text):
            before = _NAME.search(text[: found.start()])
            name = before[0] if before else ""
            sizes = range(len(name), _LEAST_NAME - 1, -1)
            own = next((name[-size:] for size in sizes if name[-size:] in said), "")
            if own:
                clause = _clause_at(found.start(), item)
                stated.setdefault(own, []).append((found[0], clause, item.title.lower()))
            elif not name and claimed & set(re.findall(_ORDINAL, found[0])):
                bare.append(item.span)
    if len(stated) != 1:
        return None
    ((_, told),) = stated.items()
    if any(span.overlaps(clause) for span in bare for _, clause, _ in told):
        return None
    numbers = {one for written, *_ in told for one in re.findall(_ORDINAL, written)}
    if not claimed <= numbers:
        written = "、".join(dict.fromkeys(written for written, *_ in told))
        return PremiseVerdict(False, written, told[0][1])
    for written, clause, title in told:  # that no more is claimed than the phases
        left = left_of(said, f"{plan.source[clause.start : clause.end].lower()}|{title}")
        if not _NAMED.search(_LIGHT.sub(" ", left)):  # 由城投建设 says more
            return PremiseVerdict(True, written, clause)
    return None


def _each_numbered(said: str, plan: Plan) -> PremiseVerdict | None:
    """Compare each of several things that a claim names with its number (第七次人口普查和第四次
    经济普查) with the plan's number of that very thing; None where it has none of one of them."""
    if _OCCASION.fullmatch(said) or _DENIED.search(said) or _IS_NOT.search(said):
        return None
    occasions = [*_each_occasion(said, plan)]
    told = occasions or [*_each_phase(said, plan)]
    known = [one for one in told if one[1]]
    false = next((one for one in known if not one[0]), None)
    if false and (occasions or len(told) >= _SEVERAL):
        return PremiseVerdict(*false)
    if false or len(told) < _SEVERAL or len(known) < len(told):
        return None
    (_, stated, span), *others = known
    held = plan.source[span.start : span.end].lower()
    alone = not names_of(left_of(_LIGHT.sub(" ", said), f"{held}|{stated}"))
    if alone and all(other[2] == span for other in others):
        return PremiseVerdict(True, "、".join(one[1] for one in known), span)
    return None


def _each_occasion(said: str, plan: Plan) -> Iterator[tuple[bool, str, Span]]:
    """Yield for each thing of which a claim tells which time it is if the plan says so, with what
    the plan has, "" for nothing."""
    for claimed in _OCCASION.finditer(said):
        what = _OCCASION_ENDS.sub("", claimed["what"])
        if re.search(f"第{claimed['number']}[、和与及]", plan.folded):
            continue  # 第二轮、第三轮巡察: of what it is one is said behind the last
        same = [
            (found["number"], found[0], _clause_at(found.start(), item))
            for item in plan.items
            for found in _OCCASION.finditer(item.text.lower())
            if found["number"][-1] == claimed["number"][-1] and _is_named(what, found["what"])
        ]
        agreeing = [one for one in same if one[0] == claimed["number"]]
        _, stated, span = next(iter(agreeing or same), ("", "", plan.items[0].span))
        yield bool(agreeing), _OCCASION_ENDS.sub("", stated), span


def _is_named(what: str, stated: str) -> bool:
    """Whether a name is that of a text, if that has a word before it: 经济普查, of 全国经济普查."""
    return len(what) >= _LEAST_NAME and what in stated


def _each_phase(said: str, plan: Plan) -> Iterator[tuple[bool, str, Span]]:
    """Yield for each thing whose phases a claim has if the plan has these of it, with those that it
    has, "" for none."""
    for claimed in _PHASES.finditer(said):
        name = _NAME.search(said[: claimed.start()])
        before = name[0] if name else ""
        same = []
        for item in plan.items:
            text = item.text.lower()
            for found in _PHASES.finditer(text):
                named = _NAME.search(text[: found.start()])
                own = _common_end(named[0] if named else "", before)
                if len(own) >= _LEAST_NAME:
                    same.append((found[0], own, _clause_at(found.start(), item)))
        wanted = set(re.findall(_ORDINAL, claimed[0]))
        numbers = {one for written, *_ in same for one in re.findall(_ORDINAL, written)}
        written, own, span = next(iter(same), ("", "", plan.items[0].span))
        yield wanted <= numbers, f"{own}{written}", span


def _common_end(one: str, other: str) -> str:
    size = 0
    while size < min(len(one), len(other)) and one[-1 - size] == other[-1 - size]:
        size += 1
    return one[len(one) - size :]


def _counted(said: str, plan: Plan) -> PremiseVerdict | None:
    claimed = _OCCASION.fullmatch(said) or _IS_OCCASION.fullmatch(said)
    if claimed is None or len(claimed["what"]) < _LEAST_NAME or _DENIED.search(said):
        return None
    told = [
        (found["number"], _clause_at(found.start(), item))
        for item in plan.items
        for found in _OCCASION.finditer(item.text.lower())
        if found["number"][-1] == claimed["number"][-1] and claimed["what"] in found["what"]
    ]
    agreeing = [one for one in told if one[0] == claimed["number"]]
    for number, clause in (agreeing or told)[:1]:
        return PremiseVerdict(bool(agreeing), f"第{number}", clause)
    return None


def _clause_at(at: int, item: Item) -> Span:
    """Return the clause of an item's text that has a place in it."""
    start = start_of(CLAUSE_END, item.text, at)
    end = CLAUSE_END.search(item.text, at)
    return Span(item.span.start + start, item.span.start + (end.end() if end else len(item.text)))


def _scoped(said: str, passages: Sequence[Passage], plan: Plan) -> PremiseVerdict | None:
    """Find that a clause says all else that is claimed, but of another scope (区域, of 全市) or in
    another degree (全覆盖, of 基本覆盖); None where it has none of its own, for then that of all
    it is told for may be meant."""
    if find_quantities(said) or _DENIED.search(said):
        return None
    scopes = pattern(wording()["contrast"]["scopes"])
    claimed = [found[0] for found in scopes.finditer(said)]
    degree = _DEGREE.search(said)
    if not (claimed or degree):
        return None
    rest = _CARRIED_OUT.sub(" ", scopes.sub(" ", said))
    if degree:
        rest = rest.replace(degree[0], degree["what"])
    if not names_of(rest):
        return None
    others: list[PremiseVerdict] = []
    for passage, before, clause, text in _clauses(passages, plan):
        title = _title(passage, plan)
        bare = names_of(rest.replace(degree["what"], " ") if degree else rest)
        # A piece of a name is another's: 一网统管, of 一网通办.
        named = any(name in text for name in bare)
        if not named or not _said_of(rest, text, before, title):
            continue
        if all(scope in text for scope in claimed) and not (degree and degree[0] not in text):
            return None
        stated = [found[0] for found in scopes.finditer(text)]
        around = f"{text}|{title}" if stated else f"{text}|{before}|{title}"
        lacking = [scope for scope in claimed if scope not in around]
        alike = [scope for scope in lacking if _is_same_scope(scope, stated, plan)]
        if stated and lacking and not alike and len(set(stated)) == 1:
            at = text.find(stated[0])
            shown = re.match(f"{re.escape(stated[0])}[一-鿿]{{0,2}}覆盖", text[at:])
            told = shown[0] if shown else stated[0]
            others.append(PremiseVerdict(False, told, clause, claimed=lacking[0]))
            continue
        own = degree and re.search(f"(?P<how>全部?|全面|基本|部分){degree['what']}", text)
        if own and degree and own["how"][0] != degree["how"][0]:
            others.append(PremiseVerdict(False, own[0], clause, claimed=degree[0]))
    return next(iter(others), None)


def _is_same_scope(claimed: str, stated: Sequence[str], plan: Plan) -> bool:
    """Whether a scope may be meant by what is stated: 全区, of 区域 in a district's plan, or of
    what is done in all of the city (按照全市部署)."""
    whole = claimed[0] == "全" and claimed[1] in plan.title and set(stated) <= {_AREA, *_WIDER}
    return whole or any(claimed[-2:] == one[-2:] == _TOWN for one in stated)


def _extended(said: str, passages: Sequence[Passage], plan: Plan) -> PremiseVerdict | None:
    """Compare whether all of something is claimed to be done, or a part, or a trial, with what the
    clause on it says; one that says both, or tells of several deeds, tells neither."""
    kinds = [extent.search(said) for extent in _EXTENTS]
    if sum(map(bool, kinds)) != 1 or find_quantities(said) or _DENIED.search(said):
        return None
    claim = _CARRIED_OUT.sub(" ", said)
    for extent in _EXTENTS:
        claim = extent.sub(" ", claim)
    if not names_of(claim):
        return None
    claimed = next(found[0] for found in kinds if found)
    for passage, before, clause, text in _clauses(passages, plan):
        told = [extent.search(text) for extent in _EXTENTS]
        if sum(map(bool, told)) != 1 or _has_deeds(text):
            continue
        if not _said_of(claim, text, before, _title(passage, plan)):
            continue
        stated = next(found[0] for found in told if found)
        if bool(told[0]) != bool(kinds[0]):
            return PremiseVerdict(False, stated, clause, claimed=claimed)
        if stated == claimed:
            more = _names_more(claim, f"{before}|{text}|{_title(passage, plan)}")
            return None if more else PremiseVerdict(True, stated, clause)
    return None


def _names_more(claim: str, said: str) -> bool:
    """Whether a claim names what is not said there: 石埠街道, of 在金沙街道试点."""
    return bool(names_of(left_of(_LIGHT.sub(" ", without_figures(claim)), said)))


def _has_deeds(text: str) -> bool:
    """Whether something is done in a later part of a clause, too: 全面推进一期、完成二期."""
    return any(
        len(word) > 1 and word_class(word).startswith("v")
        for part in re.split("[、和与及]", text)[1:]
        for word in words(part)
    )


# --- which of a contrasting set it is -----------------------------------------------------


def _contrasted(said: str, passages: Sequence[Passage], plan: Plan) -> PremiseVerdict | None:
    """Compare a qualifier that is one of a contrasting set (新建, 区级, 住宅) with the one that the
    plan gives the same thing."""
    if _DENIED.search(said) or _IS_NOT.search(said):
        return None
    for group in wording()["contrast"]["sets"]:
        kinds = [pattern(kind) for kind in group]
        claimed = [found for kind in kinds for found in [kind.search(said)] if found]
        rest = said
        for found in claimed:
            rest = rest.replace(found[0], " ")
        if claimed and names_of(without_figures(rest)):
            verdict = _of_kind(said, rest, kinds, passages, plan)
            if verdict:
                return verdict
    return None


def _of_kind(
    said: str, rest: str, kinds: Sequence[re.Pattern[str]], passages: Sequence[Passage], plan: Plan
) -> PremiseVerdict | None:
    """Find a clause on the `rest` of a claim that qualifies it as claimed, else one that has
    another qualifier of the set in the place of that, if no clause of the plan has the claimed."""
    claimed = _kinds_of(said, kinds)
    others: list[PremiseVerdict] = []
    for passage, _, clause, text in _clauses(passages, plan):
        if not _kinds_of(text, kinds) or not _said_of(rest, text, "", _title(passage, plan)):
            continue
        part, own = _qualified(rest, text, kinds)
        stated = _kinds_of(own, kinds)
        words_of = [word for word in stated.values() if not _OR_OTHERS.search(own, own.find(word))]
        if claimed.keys() <= stated.keys():
            more = _MORE.search(said) or any(n not in text for n in _NUMBERED.findall(said))
            more = more or _names_more(rest, f"{text}|{_title(passage, plan)}")
            return None if more else PremiseVerdict(True, "、".join(words_of), clause)
        if claimed.keys() & stated.keys() or not words_of:
            continue
        figures = [figure.text for figure in find_quantities(said)]
        other = figures and not any(figure in text for figure in figures)
        if other and claimed.keys() & _kinds_of(passage.text, kinds).keys():
            continue  # the figure tells which deed it is: 新建6万亩，改造2万亩
        # Where the clause has the claimed word of another thing, its own is shown whole.
        beside = claimed.keys() & _kinds_of(text, kinds).keys()
        shown = _with_joined(part, text, kinds).strip(_MARKS) if beside else words_of[0]
        at = clause.start + text.find(shown)
        shown = plan.source[at : at + len(shown)]
        word = "" if beside else "、".join(claimed.values()).upper()
        others.append(PremiseVerdict(False, shown, clause, claimed=word))
    return others[0] if others and not _elsewhere(rest, claimed, kinds, plan) else None


def _kinds_of(text: str, kinds: Sequence[re.Pattern[str]]) -> dict[int, str]:
    """Return the qualifiers of a set that a text has, by which of the set they are."""
    found = {at: kind.search(text) for at, kind in enumerate(kinds)}
    return {at: match[0] for at, match in found.items() if match}


def _elsewhere(
    rest: str, claimed: dict[int, str], kinds: Sequence[re.Pattern[str]], plan: Plan
) -> bool:
    """Whether any clause of the plan has a claimed qualifier of what it is claimed of, or of most
    of that name; what is 建设 may be new."""
    most = _MOST * sum(map(len, content_words(rest)))
    built = pattern(wording()["contrast"]["built"])
    new = any(word.startswith("新") for word in claimed.values())
    for item in plan.items:
        for text in CLAUSE_END.split(item.text.lower()):
            stated = _kinds_of(text, kinds)
            as_new = new and not stated and built.search(text)
            if not (as_new or claimed.keys() & stated.keys()):
                continue
            if sum(map(len, pieces_in(rest, text))) >= most:
                _, own = _qualified(rest, text, kinds)
                if as_new or claimed.keys() & _kinds_of(own, kinds).keys():
                    return True
    return False


def _qualified(rest: str, text: str, kinds: Sequence[re.Pattern[str]]) -> tuple[str, str]:
    """Return the part of a clause that has most of what a claim names, and where its qualifier
    stands: that part; else what leads its list (新建甲、乙) or closes it (甲、乙等续建), "" where
    both do."""
    parts = _PARTS.split(text)
    held = [sum(map(len, pieces_in(rest, part))) for part in parts]
    at = held.index(max(held))
    own = parts[at]
    if any(kind.search(own) for kind in kinds):
        return own, own
    leading = next((part for part in parts[at::-1] if any(k.search(part) for k in kinds)), "")
    leading = "" if _is_named_before(leading, kinds) else leading
    _, _, closing = text[text.rfind(own) + len(own) :].partition("等")
    both = leading and any(kind.search(closing) for kind in kinds)
    return own, "" if both else leading or closing


def _with_joined(part: str, text: str, kinds: Sequence[re.Pattern[str]]) -> str:
    """Return a part of a clause with the bare qualifiers that are joined to its own: 新建和|改造
    农村公路."""
    start = text.find(part)
    for joint in reversed([*_PARTS.finditer(text, 0, start)]):
        before = _PARTS.split(text[: joint.start()])[-1]
        if joint.end() != start or not any(kind.fullmatch(before.strip(_MARKS)) for kind in kinds):
            break
        start = joint.start() - len(before)
    return text[start : text.find(part) + len(part)]


def _is_named_before(part: str, kinds: Sequence[re.Pattern[str]]) -> bool:
    """Whether a part names something before its qualifier, which so is of that alone: 南湖商办
    项目、北湖项目."""
    found = [kind.search(part) for kind in kinds]
    first = min((match.start() for match in found if match), default=0)
    return any(len(word) > 1 and word_class(word)[:1] in ("n", "") for word in words(part[:first]))


# --- which way a figure goes --------------------------------------------------------------


def _turned(question: Question, passages: Sequence[Passage], plan: Plan) -> PremiseVerdict | None:
    """Find that what is claimed to rise falls, or the other way round."""
    claimed = {way for way, _ in ways(question.text)}
    if len(claimed) != 1:
        return None
    claim = CHANGE.sub(" ", pattern(wording()["interrogatives"]).sub(" ", question.text))
    claim = _THAN.sub(" ", without_figures(claim))
    if not names_of(claim):
        return None
    found = []
    for passage, before, clause, text in _clauses(passages, plan):
        stated = {way for way, _ in ways(text)}
        if before and _BARE_CHANGE.fullmatch(text):  # 经费50万元，比上年减少5万元
            before, clause, text = "", Span(clause.start - len(before), clause.end), before + text
        if (
            len(stated) == 1
            and _measures_the_same(text, question.text)
            and _said_of(claim, text, before, _title(passage, plan))
        ):
            found.append((stated.pop(), text, clause))
    if not found or {way for way, *_ in found} & claimed:
        return None
    _, text, clause = found[0]
    change = next(CHANGE.finditer(text))
    figure = next((f for f in find_quantities(text) if f.start >= change.end()), None)
    end = figure.end if figure else change.end()
    word = next(word for _, word in ways(question.text))
    return PremiseVerdict(False, text[change.start() : end], clause, claimed=word)


def _measures_the_same(text: str, asked: str) -> bool:
    """Whether the name right before a change in a clause is asked about: GDP能耗下降3% is
    of no GDP."""
    change = next(CHANGE.finditer(text))
    *_, last = words(without_figures(text[: change.start()])) or [""]
    named = len(last) > 1 and word_class(last)[:1] == "n"
    return not named or any(char in asked for char in last)


def _said_of(claim: str, text: str, before: str, title: str) -> bool:
    """Whether all that a claim says is said in a clause, in what stands before it or in the title
    of its item, and some of it in the clause."""
    beside = left_of(claim, text)
    if names_of(claim) == names_of(beside) or is_torn(claim, text):
        return False
    if any(len(name) > 1 for name in names_of(beside)) and of_another(claim, text):
        return False
    left = left_of(claim, f"{text}|{before}|{title}")
    if _DENIED.search(left):
        return False
    return all(len(word) == 1 for word in content_words(left))


def _clauses(passages: Sequence[Passage], plan: Plan) -> Iterator[tuple[Passage, str, Span, str]]:
    """Yield the clauses of the sentences, each with the one before it."""
    for passage in passages:
        before = ""
        for clause in passage.clauses:
            text = plan.source[clause.start : clause.end].lower()
            yield passage, before, clause, text
            before = "" if ENDS_STATEMENT.search(text) else text


def _title(passage: Passage, plan: Plan) -> str:
    item = plan.item(passage.item)
    return item.title.lower() if item else ""


# --- where something is to be -------------------------------------------------------------


def _placed(
    question: Question, said: str, passages: Sequence[Passage], plan: Plan
) -> PremiseVerdict | None:
    """Compare where something is claimed to be built, or where someone is to go."""
    if find_quantities(said):
        return None
    built, going = _CLAIMED_AT.fullmatch(said), _GOING.fullmatch(said)
    claimed = built or going
    if claimed is None or _TURNED.search(claimed["what"]):
        return None
    wanted = _names_in(claimed["where"]) if built else _towns(claimed["where"])
    terms = [t for t in question.terms if t.text in claimed["what"] and len(t.text) > 1]
    if not wanted or not terms:
        return None
    verdicts = []
    for _, before, clause, text in _clauses(passages, plan):
        found = (_STATED_AT if built else _GONE_TO).search(text)
        if found is None or not covers(terms, text if built else before + text):
            continue
        where = found["where"] or (found["before"] if built else "")
        stated = _names_in(where) if built else _towns(where)
        if stated:
            agrees = all(any(a in b or b in a for b in stated) for a in wanted)
            verdicts.append(PremiseVerdict(agrees, "、".join(stated), clause))
    agreeing = [verdict for verdict in verdicts if verdict.agrees]
    return (agreeing or verdicts)[0] if len(verdicts) == 1 or agreeing else None


def _held(
    question: Question, said: str, passages: Sequence[Passage], plan: Plan
) -> PremiseVerdict | None:
    """Compare where something is claimed to be held or carried out. A clause that names nothing
    before the place is of what the one before it names."""
    claimed = _HELD_AT.fullmatch(said)
    if claimed is None or find_quantities(said) or _TURNED.search(claimed["what"]):
        return None
    terms = [t for t in question.terms if t.text in claimed["what"] and len(t.text) > 1]
    verdicts = []
    for _, before, clause, text in _clauses(passages, plan):
        found = _STATED_HELD.search(text)
        if found is None or not terms:
            continue
        own = text if names_of(text[: found.start()]) else before + text
        if covers(terms, own):
            stated = _names_in(found["where"])
            agrees = any(claimed["where"] in one or one in claimed["where"] for one in stated)
            span = Span(clause.end - len(own), clause.end)
            verdicts.append(PremiseVerdict(agrees, found["where"], span))
    agreeing = [verdict for verdict in verdicts if verdict.agrees]
    return (agreeing or verdicts)[0] if len(verdicts) == 1 or agreeing else None


def _tried(said: str, passages: Sequence[Passage], plan: Plan) -> PremiseVerdict | None:
    """Find that what is claimed to be made sure of (确保) is only aimed at (力争)."""
    firm = _FIRM.search(said)
    if firm is None or find_quantities(without_deadlines(said)):
        return None
    claim = _FIRM.sub(" ", said)
    times = [date.text for date in find_deadlines(said)]
    for passage, before, clause, text in _clauses(passages, plan):
        aimed = _TRIED.search(text)
        if (
            aimed
            and not _FIRM.search(text)
            and all(time in text for time in times)  # of another date more is to be said
            and _said_of(claim, text, before, _title(passage, plan))
        ):
            return PremiseVerdict(False, aimed[0], clause, claimed=firm[0])
    return None


def _names_in(where: str) -> list[str]:
    return [name for name in names_beside(where.strip("“”")) if len(name) > 1]


def _towns(where: str) -> list[str]:
    """Return the names of places that a text begins with or goes through, in order."""
    return [word for word in words(where) if word_class(word).startswith("ns")]


# --- whether it is among those named ------------------------------------------------------


def _listed(said: str, passages: Sequence[Passage], plan: Plan) -> PremiseVerdict | None:
    """Find the clause that has what is claimed to be among those of which something is done, or
    not to be."""
    found = _MEMBER.fullmatch(said) or _DROPPED.fullmatch(said)
    if found is None or find_quantities(said):
        return None
    name, parts = found["name"], found.groupdict()
    named = [
        one
        for one in _clauses(passages, plan)
        if name in one[3] and not _TURNED.search(one[3]) and not _turned_behind(one[0], one[2])
    ]
    titled = [(clause, f"{text}|{_title(passage, plan)}") for passage, _, clause, text in named]
    for clause, text in (*((clause, text) for _, _, clause, text in named), *titled):
        deed, what = parts.get("deed"), parts.get("what") or ""
        if _does(deed, text) if deed else not names_of(left_of(what, text)):
            denied = bool(found["denied"])
            return PremiseVerdict(not denied, name, clause, denied)
    return None


def _turned_behind(passage: Passage, clause: Span) -> bool:
    """Whether the clause behind one denies something of the same: 西区只做研究，不安排项目."""
    at = passage.span.start
    rest = passage.text[clause.end - at :]
    behind = "" if ENDS_STATEMENT.search(passage.text[: clause.end - at]) else rest
    return bool(_TURNED.match(behind.lstrip()))


def _does(deed: str, text: str) -> bool:
    """Whether a text has what is done, in a word of its own: 改造, of 改."""
    if deed in text:
        return True
    return any(
        word[0] == deed[0] and word_class(word).startswith("v") and len(deed) == 1
        for word in words(text)
    )
