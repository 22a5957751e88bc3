"""Compare a claim that has no figure with the clause of the plan that says the same but one thing.

“纪委负主体责任吗” is held against “纪委监督责任”: the claim is laid along a clause, character by
character. Where all of it stands there, the plan agrees; where one slot of it is filled otherwise,
or the fillers of several have changed places, the plan says another thing. Where it lies loosely,
nothing is told.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import accumulate, combinations, pairwise

from assistant.language.clauses import CLAUSE_END, STATEMENT_END
from assistant.language.deadlines import find_deadlines
from assistant.language.normalize import pattern, wording
from assistant.language.stages import without_stages
from assistant.understanding.question import Question
from index.lexical import word_class, words
from index.passages import Passage
from index.plan import Plan, Span
from index.quantities import find_quantities

_LEAD = re.compile("^(?:那么?|听说|好像|请问|今年|是不是|是否|计划)+")
_TAIL = re.compile("(?:是不是|对不对|是吗|是吧|对吗|对吧|[吗吧么呢啊呀的了对是?。!,，])*$")
_UNTOLD = re.compile("[不没未无非别只仅都光]|全部|所有|除了|还是|取消|停止|有没有")
_TURNING = re.compile(
    "[不未无非]|严禁|禁止|防止|防范|遏制|避免|杜绝|取缔|停止|取消|暂缓|压[减降]|减少|淘汰|打击|除"
)
_HEDGE = re.compile("力争|争取|探索|研究|试点|试行|谋划|筹|申报|拟|适时|逐步|前期|条件|鼓励|配合")
_MARK = re.compile("[“”‘’「」《》\"'\\s]")
_FRAME = re.compile("是|要|会|将|能|负责?|实行|属于|为|成为?|的|了|在|把|今年|项目|工作|已")
_LIGHT = re.compile(
    "积极|广泛|进一步|加快|全面|持续|深入|深度|切实|大力|着力|成为|打造|为|成|更好|扎实|稳步|和|的|地|将|对"
)
_DONE_TO = re.compile("(?P<what>.{4,}?)(?:今年|年内|还)*[要会将](?P<deed>[一-鿿]{2})")
_CASES = "由在给被"
_SEPARATOR = "、和与及至到"
_QUOTED = re.compile("“([^”]+)”")
_BOUND = re.compile("(?:不少于|不低于|不超过|达到|约|各)?\\d")
# Characters of a kind, one of which is never another word for another.
_KINDS = tuple(
    frozenset(kind)
    for kind in (
        "一二两三四五六七八九十",
        "东西南北中",
        "上下",
        "左右",
        "前后先",
        "国省市区县镇乡村",
        "年季月周日",
        "大中小",
        "男女",
    )
)
_LEAST = 4  # characters beside a slot, by which a clause is surely of the same thing
_LEAST_SWAPPED = 6
_SLOT = 6
_MEMBERS = 12
_TOGETHER = 4  # clauses
_UNLIKE = 2  # characters by which a filler may be longer than what is claimed


@dataclass(frozen=True, slots=True)
class SlotVerdict:
    """What is `claimed` in each slot of `span`, where the plan has what is `stated`; none where all
    of the claim stands there. `surely`: it is no other word for that, as the plan says it of
    something else, or has a name there."""

    agrees: bool
    span: Span
    claimed: tuple[str, ...] = ()
    stated: tuple[str, ...] = ()
    surely: bool = False


@dataclass(frozen=True, slots=True)
class _Slot:
    """What the claim has in a place of the clause; where it stands in either."""

    claimed: str
    stated: str
    at: int
    own: int

    @property
    def end(self) -> int:
        return self.at + len(self.stated)


def check_slots(question: Question, passages: Sequence[Passage], plan: Plan) -> SlotVerdict | None:
    """Find the clause that says what is claimed, or the one that says it but for what stands in a
    slot; None where there is none, or where clauses tell different things."""
    said = _statement(question)
    if not said:
        return None
    found: list[tuple[int, SlotVerdict]] = []
    for passage, span, text in _stretches(said, passages, plan):
        sentence = _plain(passage.text.lower())
        quoted = _QUOTED.findall(plan.source[span.start : span.end].lower())
        for claim in _readings(said, text, sentence + _title(passage, plan)):
            if told := _compare(claim, text, sentence):
                length, slots, surely = told
                if any(_is_same(slot, question) for slot in slots):
                    continue
                named = any(slot.stated in term for slot in slots for term in quoted)
                stated = tuple(slot.stated for slot in slots)
                claimed = tuple(slot.claimed for slot in slots)
                verdict = SlotVerdict(not slots, span, claimed, stated, surely or named)
                found.append((length, verdict))
    agreeing = [one for one in found if one[1].agrees]
    if agreeing:
        return max(agreeing, key=_closeness)[1]
    found = [one for one in found if one[1].surely or not _is_elsewhere(said, one[1], passages)]
    best = max((length for length, _ in found), default=0)
    nearest = [verdict for length, verdict in found if length == best]
    if len({verdict.stated for verdict in nearest}) != 1:
        return None
    return max(nearest, key=lambda one: (one.surely, one.span.start - one.span.end))


def _closeness(one: tuple[int, SlotVerdict]) -> tuple[int, int]:
    """Tell of which verdict more is in the clause, and less else."""
    return one[0], one[1].span.start - one[1].span.end


def _statement(question: Question) -> str:
    """Return what is claimed, "" where that is more than what a clause can be held against."""
    said = _plain(_LEAD.sub("", _TAIL.sub("", question.text)))
    asks = pattern(wording()["interrogatives"]).search(said)
    counted = any(figure.text[0].isdigit() for figure in find_quantities(said))
    if not question.yes_no or asks or counted or find_deadlines(said) or _UNTOLD.search(said):
        return ""
    return said if len(said) >= _LEAST_SWAPPED - 1 else ""


def _plain(text: str) -> str:
    return _MARK.sub("", text).replace("，", ",")


def _title(passage: Passage, plan: Plan) -> str:
    item = plan.item(passage.item)
    return _plain(item.title.lower()) if item else ""


def _readings(said: str, text: str, around: str) -> Iterator[str]:
    """Yield the statement; without its subject, too, if that stands elsewhere in the sentence; and
    with what is done before that to which it is: 建立通报机制, of 通报机制要建立."""
    yield said
    for verb in re.finditer("是|要|实行", said):
        subject, rest = said[: verb.start()], said[verb.end() :]
        subject = subject.removesuffix("工作").removesuffix("项目")
        if len(subject) > 1 and len(rest) >= _LEAST_SWAPPED and subject in around:
            yield rest
    before = re.split("[,;；。]", around[: max(around.find(text), 0)].rstrip(","))[-1]
    at = 0
    for word in words(said):  # 老厂房改造，鼓励国企参与: the clause begins with what is done to it
        led, deed, _ = text.partition(word)
        begins = deed and not _LIGHT.sub("", led) and word_class(word).startswith("v")
        if begins and at >= _LEAST and len(said) - at >= _LEAST_SWAPPED and said[:at] in before:
            yield said[at:]
        at += len(word)
    if done := _DONE_TO.fullmatch(said):
        yield f"{done['deed']}{done['what']}"


def _stretches(
    said: str, passages: Sequence[Passage], plan: Plan
) -> Iterator[tuple[Passage, Span, str]]:
    """Yield the clauses that share something with a statement, and where it has several parts, up
    to as many clauses together."""
    several = said.count(",") + said.count("、") + 1
    pairs = {said[at : at + 2] for at in range(len(said) - 1)}
    for passage in passages:
        clauses = passage.clauses
        for first in range(len(clauses)):
            for count in range(1, min(several, _TOGETHER) + 1):
                last = first + count - 1
                if last >= len(clauses):
                    continue
                span = Span(clauses[first].start, clauses[last].end)
                text = _plain(plan.source[span.start : span.end].lower()).strip(",;；。")
                shared = sum(pair in text for pair in pairs)
                if 4 * shared >= len(pairs) and not STATEMENT_END.search(text):
                    yield passage, span, text


def _compare(claim: str, text: str, sentence: str) -> tuple[int, list[_Slot], bool] | None:
    """Lay a claim along a clause, or along a member of its list that has a slot in its midst:
    return how many characters it has there, the slots, and whether what it claims in them is said
    of something else."""
    claim, text = claim.replace(",", "、"), text.replace(",", "、")
    whole = _laid_along(claim, text, sentence)
    if whole and not whole[1]:
        return whole
    if swapped := _swapped(claim, text):
        return len(claim), swapped, True
    if whole:
        return whole
    if "、" in claim:
        return None
    members = (_laid_along(claim, one, sentence) for one in text.split("、")[:_MEMBERS])
    found = [one for one in members if one and one[1] and one[1][0].at > 0]
    return max(found, key=lambda one: one[0], default=None)


def _swapped(claim: str, text: str) -> list[_Slot]:
    """Return the two parts of a claim that have changed places, if a clause has all of it but for
    that; members of one list, of which no order counts, are none such."""
    if len(claim) < _LEAST_SWAPPED or claim in text or not set(claim) <= set(text):
        return []
    cuts = sorted(_edges(claim))
    spans = [(a, b) for a, b in combinations(cuts, 2) if b - a <= _SLOT]
    for (a, b), (c, d) in combinations(spans, 2):
        if b >= c or "、" in claim[a:b] + claim[c:d]:
            continue
        other = f"{claim[:a]}{claim[c:d]}{claim[b:c]}{claim[a:b]}{claim[d:]}"
        listed = claim[b] in _SEPARATOR and claim[c - 1] in _SEPARATOR
        at = text.find(other)
        if at < 0 or listed or _TURNING.search(text[:at]):
            continue
        return [
            _Slot(claim[a:b], claim[c:d], at + a, a),
            _Slot(claim[c:d], claim[a:b], at + c + (d - c) - (b - a), c),
        ]
    return []


def _laid_along(claim: str, text: str, sentence: str) -> tuple[int, list[_Slot], bool] | None:
    blocks = _blocks(claim, text)
    if not blocks:
        return None
    slots = _slots(claim, text, blocks)
    if slots is None:
        return None
    matched = sum(size for _, _, size in blocks) - sum(
        sum(a == b for a, b in zip(s.claimed, s.stated, strict=False)) for s in slots
    )
    start, end = blocks[0][1], blocks[-1][1] + blocks[-1][2]
    if slots:
        start, end = min(start, slots[0].at), max(end, slots[-1].end)
    before, behind = text[:start], text[end:]
    if start not in _edges(text) or _TURNING.search(before) or not _closes(claim, behind):
        return None
    if not slots:
        told = matched >= _LEAST and not _HEDGE.search(before)
        return (matched, [], False) if told else None
    if len(slots) > 1:
        swapped = _has_swapped(slots) and not _is_side_by_side(slots, text)
        total = matched + sum(len(slot.stated) for slot in slots)
        return (matched, slots, True) if swapped and total >= _LEAST_SWAPPED else None
    (slot,) = slots
    if matched < _LEAST or not _is_filled_otherwise(slot, text):
        return None
    behind_it = claim[slot.own + len(slot.claimed) :].strip("的了")
    at_edge = slot.own == 0 or not behind_it
    if at_edge and slot.claimed[-1] != slot.stated[-1]:
        return None  # nothing beyond it shows that the two are in the same place
    other = _is_of_another(slot, text, sentence)
    differs = _differs_in_kind(slot)
    return (matched, slots, other or differs) if other or differs or _is_unlike(slot) else None


def _blocks(claim: str, text: str) -> list[tuple[int, int, int]]:
    matcher = SequenceMatcher(None, claim, text, autojunk=False)
    return [(m.a, m.b, m.size) for m in matcher.get_matching_blocks() if m.size]


def _slots(claim: str, text: str, blocks: Sequence[tuple[int, int, int]]) -> list[_Slot] | None:
    """Return the slots between the matching blocks, as whole words; None where the claim has more
    than the clause, or the clause what may change its sense."""
    ends = [(0, blocks[0][1], 0), *blocks, (len(claim), blocks[-1][1] + blocks[-1][2], 0)]
    raw: list[tuple[int, int, int, int]] = []
    for at, ((a, b, size), (next_a, next_b, _)) in enumerate(pairwise(ends)):
        own, its = claim[a + size : next_a], text[b + size : next_b]
        bare = "" if _FRAME.sub("", own) == "" else own
        if at == 0 and bare:  # before all that the clause has of it: as long as its own words
            length = len(own)
            raw.append((0, next_a, max(0, next_b - length), next_b))
        elif at == len(ends) - 2 and bare:
            end = re.search("[、,的和与及\\d]|$", text[b + size :])
            raw.append((a + size, len(claim), b + size, b + size + (end.start() if end else 0)))
        elif bare and its:
            raw.append((a + size, next_a, b + size, next_b))
        elif bare or (its and not _is_harmless(its)):
            return None
    return _as_words(claim, text, raw)


def _as_words(
    claim: str, text: str, raw: Sequence[tuple[int, int, int, int]]
) -> list[_Slot] | None:
    slots: list[_Slot] = []
    own_edges, edges = _edges(claim), _edges(text)
    for a, a_end, b, b_end in raw:
        while (a not in own_edges or b not in edges) and a and b and claim[a - 1] == text[b - 1]:
            a, b = a - 1, b - 1
        while (
            (a_end not in own_edges or b_end not in edges)
            and a_end < len(claim)
            and b_end < len(text)
            and claim[a_end] == text[b_end]
        ):
            a_end, b_end = a_end + 1, b_end + 1
        if b not in edges or b_end not in edges or a not in own_edges or a_end not in own_edges:
            return None
        claimed, stated = claim[a:a_end], text[b:b_end]
        led = _FRAME.match(claimed)
        claimed = claimed[led.end() :] if led and len(led[0]) < len(claimed) else claimed
        slots.append(_Slot(claimed, stated, b, a))
    return slots


def _edges(text: str) -> set[int]:
    """Return where words begin and end."""
    return set(accumulate(map(len, words(text)), initial=0))


def _is_harmless(between: str) -> bool:
    """Whether what a clause has between words of the claim leaves its sense: the other members of
    a list, a figure, a word like 积极."""
    if _TURNING.search(between) or _HEDGE.search(between) or without_stages(between) != between:
        return False
    if between[0] in "、和与及" or (between[-1] in "、和与及" and "," not in between):
        members = re.split("[、和与及]", between)
        return not any(
            member and len(first := words(member)[0]) > 1 and word_class(first) == "v"
            for member in members
        )
    rest = _LIGHT.sub("", between)
    for figure in find_quantities(rest):
        rest = rest.replace(figure.text, "", 1)
    return rest in ("", "等", "个", "大")


def _closes(claim: str, behind: str) -> bool:
    """Whether a claim that ends where a clause goes on is not cut off in the midst of a name."""
    if not behind or behind[0] in ",;；。(（":
        return True
    if _BOUND.match(behind):
        return True
    last = words(claim)[-1]
    if behind[0] in _SEPARATOR:
        following = re.split("[、和与及]", behind[1:])[0]
        return word_class(last)[:1] == "v" or "、" in claim or following.endswith(last)
    return behind in ("制", "工作", "项目", "任务", "工程", "机制", "要求", "制度", "活动")


def _has_swapped(slots: Sequence[_Slot]) -> bool:
    claimed = sorted(slot.claimed for slot in slots)
    return claimed == sorted(slot.stated for slot in slots)


def _is_side_by_side(slots: Sequence[_Slot], text: str) -> bool:
    """Whether those that have changed places are members of one list, of which no order counts."""
    return all(
        text[one.end : one.end + 1] in _SEPARATOR and text[other.at - 1 : other.at] in _SEPARATOR
        for one, other in pairwise(slots)
    )


def _is_elsewhere(said: str, verdict: SlotVerdict, passages: Sequence[Passage]) -> bool:
    """Whether a sentence has what is claimed in a slot beside another word of the claim: it may be
    meant, put in other words."""
    claimed = "".join(verdict.claimed)
    beside = [word for word in words(said.replace(claimed, " ")) if len(word) > 1]
    return any(
        claimed in clause and any(word in clause for word in beside)
        for passage in passages
        for clause in CLAUSE_END.split(_plain(passage.text.lower()))
    )


def _is_same(slot: _Slot, question: Question) -> bool:
    """Whether what the plan has in a slot is its word for what is claimed."""
    return any(slot.stated in term.forms and term.text in slot.claimed for term in question.terms)


def _is_filled_otherwise(slot: _Slot, text: str) -> bool:
    """Whether a slot has another thing of the same kind, and surely no other word for it."""
    claimed, stated = slot.claimed, slot.stated
    if not 0 < len(stated) <= _SLOT or abs(len(stated) - len(claimed)) > _UNLIKE:
        return False
    if claimed in text or stated in claimed or claimed in stated or re.search("[、,，]", stated):
        return False
    if without_stages(claimed) != claimed or without_stages(stated) != stated:
        return False
    if claimed[0] in _CASES and claimed[0] != stated[0]:
        return False  # 由城投: of no one is it said
    if re.search(r"\d", stated) or not (_LIGHT.sub("", claimed) or _LIGHT.sub("", stated)):
        return False
    # What is done may be said in many words.
    return not any(word_class(words(one)[-1]) == "v" for one in (claimed, stated))


def _is_of_another(slot: _Slot, text: str, sentence: str) -> bool:
    """Whether the sentence has what is claimed in another place: of something else."""
    listed = text[slot.at - 1 : slot.at] in tuple(_SEPARATOR) or text[slot.end : slot.end + 1] in (
        *_SEPARATOR,
        "等",
    )
    return len(slot.claimed) > 1 and slot.claimed in sentence and not listed


def _differs_in_kind(slot: _Slot) -> bool:
    """Whether the two differ in a numeral, a side or the like alone."""
    if len(slot.claimed) != len(slot.stated):
        return False
    unlike = [pair for pair in zip(slot.claimed, slot.stated, strict=True) if pair[0] != pair[1]]
    return bool(unlike) and all(any(kind >= set(pair) for kind in _KINDS) for pair in unlike)


def _is_unlike(slot: _Slot) -> bool:
    """Whether the two, but for a common end, share no character, as other words for a thing often
    do: 合作, of 协作."""
    claimed, stated = slot.claimed, slot.stated
    while claimed and stated and claimed[-1] == stated[-1]:
        claimed, stated = claimed[:-1], stated[:-1]
    return min(len(claimed), len(stated)) > 1 and not set(claimed) & set(stated)
