"""What a figure is claimed of that its sentence, which has it, gives another figure or none.

The figure is the plan's, and its words may all stand beside it: what differs is how it is told
(增加260个, of 增加到260个), to each of what it is given, or of how much it is said (全区, 全年).
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from assistant.claims.parts import Part, numbered_parts, part_of, said_of
from assistant.evidence.heads import head_of
from assistant.evidence.pieces import left_of, names_of, pieces_in, without_figures
from assistant.language.clauses import (
    CLAUSE_END,
    STATEMENT_END,
    clause_before,
    clause_of,
    end_of,
    start_of,
)
from assistant.language.normalize import pattern, wording
from assistant.language.stages import is_stage
from assistant.language.stated import BOUND_OF, same_size
from assistant.language.times import without_times
from assistant.understanding.question import Question
from assistant.understanding.things import is_attribute
from index.lexical import word_class, words
from index.passages import Passage, title_above
from index.plan import Plan
from index.quantities import Quantity, find_quantities, number_value

_CHANGED = "增加|提高|提升|扩大|上升|上调|延长|减少|降低|压减|下降|缩短"
# A number is told as what is added to what there is, or as what there is then in all.
_STEP = re.compile(rf"新[增栽植添引]|(?:{_CHANGED})(?![到至为值幅长强])")
_LEVEL = re.compile(rf"(?:{_CHANGED})[到至为]|(?:稳定|保持|维持|控制)在|达到?|突破|总[数量计]|累计")
# What stands right before a figure where that is what something comes to.
COMES_TO = re.compile(
    rf"(?:(?:{_CHANGED}|[增涨升加提降减压扩拓改宽])[到至为成]|达到?|[要有]到)了?$"
)
# 达到 is said of what is done, too: 新建达到40座.
_IN_ALL = re.compile(
    rf"(?:{_CHANGED}|[增升提降减])[到至为]|总[数量]|累计|一共|(?<!公)共(?=[有计约]?\d)"
)
_EACH = re.compile("每(?:一)?(?P<unit>[户人头亩家])|(?P<mean>[户人亩])均|单(?P<one>[户人])")
_EVERY_ONE = re.compile(
    "每一?个(?![月季年星礼周工])[一-鿿]{1,4}?(?=[都要各有建设配得能])"
    # 三个街道都要改造38个小区: 38 in each
    r"|(?:\d+|[两三四五六七八九十]+)[个座家所条处][一-鿿]{1,6}?(?:都|均|各自?)(?=[要会将得能有是建设配])"
)
_PERIOD = re.compile("[一-鿿]{1,2}季(?!度)|汛期|假期|暑[期假]|寒假|期间|黄金周")
_ALL_YEAR = re.compile("全年|一年(?!级)")
# A part of the day, of which something is told, and all of the day, of which it is claimed.
_HOURS = re.compile(r"高峰|[夜晚早午]间|凌晨|时段|\d[:：]\d\d|\d[时点](?!间)")
_ALL_DAY = re.compile("全天(?!候)|整天|一天到晚|24小时(?!内)|全时段|任何时[候间]")
_WHOLE = re.compile("(?:全|整个)[国省市区县镇乡村](?![级队])")
_IS = re.compile("[是为](?P<what>[一-鿿]{2,10}?)的?(?:[吗吧么呢?？。!！]|对不?对?)*$")
_NAMES = ("n", "j", "z", "b", "s", "")  # jieba's tags of the words that a name is made of
_NUMBER = re.compile(r"(?<![\d.第])\d+(?:\.\d+)?[万亿]?")
_GOES = re.compile("[增减升降]|稳定|保持|维持|控制")
_AMONG = re.compile("(?<=[,，(（])其中[^;；。]*")
# By how much more or less it is than it was: 比2023年增加3亿元.
_DIFFERS = re.compile(
    r"[比较](?:去年|上一?年|前年|20\d\d年)(?:度|同期)?[^,，。;；\d]{0,4}?"
    "(?:(?P<up>增加|增长|多|提高|上升|增)|(?:减少|少|下降|降低|减))了?$"
)
_OPENS = re.compile("[(（\\d]")
_JOINS = ",，"
_SHOWN = 14  # characters to be told as claimed
_WORD = 2
_LONG = 3  # characters by which a name is surely one
_WHOSE = 4  # a name of so many characters that the plan has of something else


def said_otherwise(
    question: Question, figure: Quantity, passage: Passage, plan: Plan
) -> tuple[str, ...]:
    """Return what is claimed of a figure of a sentence that is not said of it there, in the words
    of the claim; none where it is said of the same."""
    asked, text = question.text, passage.text
    claim = next(
        (one for one in _quantities_in(asked, figure) if same_size(one.value, figure.value)), None
    )
    if claim is None:
        return ()
    told = (
        *_told_otherwise(asked, claim, figure, text),
        *_each(asked, claim, figure, text),
        *_of_more(asked, claim, figure, text),
        *_of_other_parts(question, figure, text),
        *_of_another_subject(asked, claim, figure, text),
        *_is_no_such(question, claim, passage, plan),
        *_named_elsewhere(asked, passage, plan),
    )
    whole = [one for one in told if not any(one != other and one in other for other in told)]
    return tuple(dict.fromkeys(whole))


def _quantities_in(asked: str, figure: Quantity) -> Sequence[Quantity]:
    """Return the quantities of a claim; a number without a unit (500亿) in that of the figure."""
    bare = _NUMBER.search(asked)
    value = number_value(bare[0]) if bare else None
    if bare is None or value is None:
        return find_quantities(asked)
    start, end = bare.span()
    alone = replace(figure, text=bare[0], value=value, qualifier="", start=start, end=end)
    return find_quantities(asked) or [alone]


def _told_otherwise(asked: str, claim: Quantity, figure: Quantity, text: str) -> Iterator[str]:
    """Yield the word by which a number is claimed to be added (提高20元) where it is what there is
    then (提高到20元), or the other way round."""
    claimed, own = head_of(claim, asked), head_of(figure, text)
    added, whole = _STEP.search(claimed), _IN_ALL.search(claimed + claim.text)
    is_added, is_whole = _STEP.search(own), _LEVEL.search(own)
    if added and not whole and is_whole and not is_added:
        found = added
    elif whole and not added and is_added and not _IN_ALL.search(own):
        found = whole
    else:
        return
    said = claimed[found.start() :] + claim.text
    yield found[0] if found[0] not in text or len(said) > _SHOWN else said


def _each(asked: str, claim: Quantity, figure: Quantity, text: str) -> Iterator[str]:
    """Yield to each of what a figure is claimed to be given, where it is given to no such: 每户."""
    own = clause_before(figure, text) + CLAUSE_END.split(text[figure.start :])[0]
    every = _EVERY_ONE.search(asked[: claim.start])
    if every and not re.search(r"[每各均/]|分别", own):
        yield every[0]
    claimed = next(iter(_EACH.finditer(head_of(claim, asked))), None)
    if claimed is None:
        return
    each = claimed["unit"] or claimed["mean"] or claimed["one"]
    if each in "人户" and re.search("(?<!首)[每单各均](?![天日周月季年])", own):
        each = f"{each}家名位个次员"  # 每名, of 每人
    alike = re.search(
        rf"每[^,，。;；]{{0,6}}[{each}]|[{each}]均|单[{each}]|/[{each}]|各|均|分别", own
    )
    if not alike:
        yield claimed[0]


def _of_more(asked: str, claim: Quantity, figure: Quantity, text: str) -> Iterator[str]:
    """Yield the word by which a figure is claimed to be of all the year, where it is of a part of
    it (冰雪季); of all the place, where what is measured is something's that is not claimed."""
    before = text[: figure.start]
    own = clause_before(figure, text)
    all_year = _ALL_YEAR.search(asked)
    if all_year and all_year[0] not in before and _PERIOD.search(own):
        yield all_year[0]
    all_day = _ALL_DAY.search(asked)
    if all_day and all_day[0] not in text and _HOURS.search(clause_before(figure, text)):
        yield all_day[0]
    whole = _WHOLE.search(asked)
    if whole is None or _WHOLE.search(before):
        return
    head = head_of(figure, text)
    measured = pattern(wording()["contrast"]["measures"]).search(head)
    led = [*(part for part in CLAUSE_END.split(before[: len(before) - len(own)]) if part)][-1:]
    part = left_of(without_figures(led[0]), asked) if measured and led else ""
    subject = left_of(_subject(clause_of(figure, text)), asked)
    narrower = bool(names_of(part)) or any(len(left) > 1 for left in subject.split())
    claimed = head_of(claim, asked)
    unfinished = not _STEP.search(claimed) and not any(map(_is_deed, names_of(claimed)))
    if narrower or (unfinished and (_STEP.search(head) or "新建" in head)):
        yield whole[0]


def _of_other_parts(question: Question, figure: Quantity, text: str) -> Iterator[str]:
    """Yield the names that a claim has and only other figures' parts of the sentence have, where
    this one's has a name that the claim lacks: 认知症, of 照护床位50张，养老机构床位300张."""
    claimed = CLAUSE_END.sub(" ", without_figures(question.text))
    if len(find_quantities(question.text)) != 1:
        return
    own, part = said_of(figure, text), part_of(figure, text)
    parts = numbered_parts(text)
    before = carried(figure, text, question.text)
    others = [
        one
        for one in parts
        if one not in (part, *before) and any(f.dimension == figure.dimension for f in one.figures)
    ]
    of_some = _AMONG.search(text, figure.end)
    among = of_some[0].lower() if of_some else ""
    around = text.lower().replace(among, " ") if among else text.lower()
    for one in (part, *others):
        around = around.replace(one.text, " ")
    forms = " ".join(form for term in question.terms for form in term.forms)
    strange = names_of(left_of(without_figures(own), f"{claimed} {forms}"))
    named_apart = any(map(_is_thing, strange))
    rest = left_of(claimed, f"{own}\n{around}")
    for said in (*((one.text for one in others) if named_apart else ()), among):
        for piece in pieces_in(rest, said):
            if len(piece) >= _LONG or _is_thing(piece):
                yield piece


def _of_another_subject(asked: str, claim: Quantity, figure: Quantity, text: str) -> Iterator[str]:
    """Yield the name of what another clause of the sentence is of, where a figure is claimed of
    that and its own clause begins with a name that is not claimed, or says which way something
    else goes: 甲医院创建三级医院，乙医院搬迁（床位300张）; 甲费只减不增，压减乙支出5%."""
    own = clause_of(figure, text)
    subject = _subject(own)
    measured = len(subject) <= _WHOSE and len(left_of(subject, asked).strip()) < _WORD
    goes_on = pattern(wording()["contrast"]["goes_on"]).match(own)
    if subject and (
        measured or goes_on or is_attribute(subject)
    ):  # 大坪水库开工，总库容1280万立方米
        subject = _subject(CLAUSE_END.split(text[: text.find(own)].rstrip(_JOINS))[-1])
    head = head_of(figure, text)
    deed = next(iter(words(head)), "")
    done_to = head.removeprefix(deed) if _GOES.search(deed) and deed in asked else ""
    strange = left_of(subject or done_to, asked).strip()
    if len(find_quantities(asked)) > 1 or len(strange) < _WORD:
        return
    for clause in CLAUSE_END.split(text):
        other = _subject(clause)
        if clause == own or not other or (not subject and not _GOES.search(clause)):
            continue
        for piece in pieces_in(_unquoted(asked[: claim.start]), other):
            if len(piece) >= _LONG and piece not in f"{own}\n{subject}":
                yield piece


def _is_no_such(question: Question, claim: Quantity, passage: Passage, plan: Plan) -> Iterator[str]:
    """Yield the word for what a figure is claimed to be that neither its sentence nor the title
    above has, in no form: 10件联动实事是民生实事."""
    said = _IS.search(question.text, claim.end)
    if said is None:
        return
    there = f"{title_above(passage, plan)}\n{passage.searched}".lower()
    left = left_of(_WHOLE.sub(" ", said["what"]), there)
    for name in names_of(left):
        forms = [
            form for t in question.terms if name in t.text for form in t.forms if form not in t.text
        ]
        if len(name) > 1 and name in left and not any(form in there for form in forms):
            yield name


def _subject(clause: str) -> str:
    """Return the name that a clause begins with, "" where it begins with what is done."""
    name = ""
    for word in words(_unquoted(clause).strip()):
        named = word_class(word)[:1] in _NAMES or word_class(word) == "vn"
        if not named and not word.startswith("第"):
            break
        if is_stage(word) or word in BOUND_OF or _GOES.search(word) or _OPENS.match(word):
            break
        name += word
    return name if len(name) >= _LONG else ""


def _unquoted(text: str) -> str:
    return re.sub("[“”‘’「」]", "", text)


def carried(figure: Quantity, text: str, asked: str) -> tuple[Part, ...]:
    """Return the parts before that of a figure in its statement, if this one goes on to tell of the
    same: 加装电梯60部，每部补贴20万元; 岗位1450个，岗位补贴每月500元; 11个问题，年内整改9个. None
    where it does not."""
    parts = numbered_parts(text)
    own = part_of(figure, text)
    before: list[Part] = []
    for part in reversed(parts[: parts.index(own)]):
        if STATEMENT_END.search(part.text):
            break
        before.append(part)
    goes_on = pattern(wording()["contrast"]["goes_on"]).match(own.text)
    first = own.text[:_WORD]
    again = _is_thing(first) and any(first in part.text for part in before[:1])
    return tuple(before) if goes_on or again or left_to(figure, text, asked) else ()


def left_to(figure: Quantity, text: str, asked: str) -> str:
    """Return what stands before the part of a figure in its statement, where this names nothing
    of its own, but only when or how something of that is done, and that is asked about, too:
    11个问题，年底前整改9个; 产值22亿元，比上年增加3亿元. "" where it does not."""
    own = part_of(figure, text)
    begins = start_of(STATEMENT_END, text, figure.start)
    at = text.lower().find(own.text, begins)
    head = head_of(figure, text)
    before = text[begins:at]
    if not before.strip() or find_quantities(without_times(head)):
        return ""
    grows, claimed = _compared(head), _compared(_head_asked(figure, asked))
    if grows or claimed:
        return before.lower() if grows == claimed else ""
    cut = words(without_times(head))
    deeds = [word for word in cut if _is_deed(word) or is_stage(word)]
    others = [word for word in cut if len(word) > 1 and word not in deeds]
    if not deeds or cut.index(deeds[0]) > min(map(cut.index, others), default=len(cut)):
        return ""
    if others and not _counts_on(figure, text, before, asked):
        return ""
    return before.lower() if any(deed in asked for deed in deeds) else ""


def differing(figure: Quantity, text: str, asked: str) -> Quantity | None:
    """Return the figure behind one by which a text has that differ from the year before, where the
    one before it is claimed to: 产值22亿元，比上年增加3亿元, where it is 22亿元 more."""
    way = _compared(_head_asked(figure, asked))
    if not way or _compared(head_of(figure, text)):
        return None
    later = find_quantities(text[: end_of(STATEMENT_END, text, figure.end)])
    return next(
        (
            one
            for one in later
            if one.start > figure.end
            and one.unit == figure.unit
            and _compared(head_of(one, text)) == way
        ),
        None,
    )


def _counts_on(figure: Quantity, text: str, before: str, asked: str) -> bool:
    """Whether a figure counts what one before it does, not said again: 11个问题，整改9个."""
    ended = not text[figure.end :] or CLAUSE_END.match(text, figure.end)
    for one in find_quantities(before):
        noun = next(iter(words(before[one.end : one.end + _SHOWN])), "")
        if ended and one.unit == figure.unit and _is_thing(noun) and noun in asked:
            return True
    return False


def _head_asked(figure: Quantity, asked: str) -> str:
    claims = (one for one in find_quantities(asked) if same_size(one.value, figure.value))
    return next((head_of(claim, asked) for claim in claims), "")


def _compared(head: str) -> str:
    """Return which way a figure is said to differ from that of an earlier year, "" for neither."""
    found = _DIFFERS.search(head)
    return "" if found is None else "up" if found["up"] else "down"


def _is_thing(word: str) -> bool:
    return len(word) > 1 and word_class(word)[:1] in ("n", "")


def _is_deed(word: str) -> bool:
    return len(word) > 1 and word_class(word).startswith("v")


def _named_elsewhere(asked: str, passage: Passage, plan: Plan) -> Iterator[str]:
    """Yield a name that a claim has as the plan has it (现代设计产业), none of which is in the
    sentence of the figure or in the title above it."""
    there = f"{title_above(passage, plan)}\n{passage.searched}".lower()
    for piece in pieces_in(CLAUSE_END.sub(" ", without_figures(asked)), plan.folded):
        left = left_of(piece, there).strip()
        named = _is_thing(words(piece)[-1])
        if named and len(piece) >= _WHOSE and len(left) >= _LONG and " " not in left:
            yield piece
