"""Hold what is claimed of one of several that a sentence tells of against that one's own clause.

甲路3月开工，乙桥8月竣工: of a claim that 甲路 is finished the plan says its 3月开工, whatever the
clauses of the others say. Nothing is told where the thing may be told of in more than one way.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate

from assistant.evidence.pieces import names_of, without_figures
from assistant.language.clauses import ENDS_STATEMENT
from assistant.language.normalize import pattern, wording
from assistant.language.stages import alike, is_underway, other_stage, stage_of, without_stages
from assistant.language.times import SEASON, without_times
from assistant.understanding.question import CLAIM_ENDS, Question
from assistant.understanding.things import is_attribute
from index.lexical import word_class, words
from index.passages import Passage
from index.plan import Plan, Span
from index.quantities import find_quantities

_LEAD = re.compile("^(?:那么?|听说|好像|请问|今年|年内|是不是|是否|计划)+")
_TAGS = re.compile("(?:是不是|对不对|没错|没记错|是|对|[了没有吗吧么呢啊呀的?？。!！,， ])++$")
_DENIED = re.compile("[不没未非只仅]|取消|停|暂|还是|除了")
_FEAST = re.compile(
    "(?:国庆|春节|元旦|五一|六一|七一|八一|十一|中秋|端午|清明|重阳)节?(?:前|期间|后)?"
)
_FRAME = re.compile(
    "^(?:今年|年内|年底|明年|全年|就|也|都|能|会|要|将|可以?|是|在|有|实现|全部|全面|整体|正式|进行"
    "|项目|工程|[以之]?[前后内])++"
)
_ON_TRIAL = re.compile("试(?:运[营行]|营业|用|开[园放])")
_LISTED = ("、", "和", "与", "及", "等", "以")
_LEADING = re.compile("(?:其中|同时|此外|并|[国省市区县镇乡村道])*")
_MARKS = " ,，。;；、()（）:：\n"
_SUM = re.compile("总[一-鿿]{2,3}")  # 总库容, of the thing before
_STAGE = "|"  # in the place of a word that tells a stage
_NAME = 3  # characters
_BEFORE = 5  # characters that a clause may have of a name before the part that is claimed
_DEED = 6
_STATED = 24
_HAPPENING = ("v", "vn", "vi", "vd", "l", "i", "n", "j", "")


@dataclass(frozen=True, slots=True)
class OwnVerdict:
    """What is `claimed` of a thing whose own clause, `span`, has what is `stated` instead;
    `surely`: that is another stage of it."""

    claimed: str
    stated: str
    span: Span
    surely: bool


@dataclass(frozen=True, slots=True)
class Told:
    """A clause that has a name, with those behind it that name nothing of their own, and the later
    ones of its statement that name nothing; `own`: it begins with the name, behind which it has the
    `predicate`. `clauses`: that clause and those right behind it."""

    span: Span
    clauses: tuple[Span, ...]
    texts: tuple[str, ...]
    predicate: str
    own: bool


def check_own_clause(
    question: Question, passages: Sequence[Passage], plan: Plan
) -> OwnVerdict | None:
    """Find the one clause that begins with what a claim begins with, and says another thing of it;
    None where the plan has the deed that is claimed beside that name anywhere."""
    said = _LEAD.sub("", _TAGS.sub("", question.text.strip(CLAIM_ENDS)))
    asks = pattern(wording()["interrogatives"]).search(said)
    if not question.yes_no or asks or _DENIED.search(said) or question.references.labels:
        return None
    for name, deed in _readings(said):
        told = [one for passage in passages for one in told_of(name, passage, plan)]
        own = [one for one in told if one.own]
        if not own:
            continue
        if len(own) != 1 or any(says_deed(deed, text) for one in told for text in one.texts):
            return None
        stated = own[0].predicate
        surely = other_stage(deed, stated) and not is_underway(stated)
        return OwnVerdict(deed, stated, own[0].span, surely)
    return None


def _readings(said: str) -> Iterator[tuple[str, str]]:
    """Yield what a claim may be of and what it says that this does, the longest name first."""
    bare = _FEAST.sub(" ", SEASON.sub(" ", without_times(said)))
    cuts = sorted({*accumulate(map(len, words(said)))}, reverse=True)
    for cut in cuts:
        name, rest = said[:cut], said[cut:]
        if len(name) < _NAME or not bare.startswith(name):
            continue
        deed = bare[cut:].strip(_MARKS)
        deed = _FRAME.sub("", deed).strip(_MARKS)
        if rest and 0 < len(deed) <= _DEED and _is_deed(deed):
            yield name, deed


def _is_deed(deed: str) -> bool:
    """Whether what is left of a claim says what happens, and names no other thing before that."""
    if " " in deed or find_quantities(deed):
        return False
    if _ON_TRIAL.match(deed) or stage_of(deed):
        return not any(len(name) > 1 for name in names_of(_ON_TRIAL.sub("", deed)))
    first, *_ = words(deed)
    return word_class(first)[:1] == "v" or word_class(deed)[:1] == "v"


def told_of(name: str, passage: Passage, plan: Plan) -> Iterator[Told]:
    """Yield the clauses of a sentence that have a name, each with what goes on with it."""
    if name not in passage.text.lower() or any(row.overlaps(passage.span) for row in plan.rows):
        return
    clauses = passage.clauses
    texts = [plan.source[clause.start : clause.end].lower() for clause in clauses]
    for at, text in enumerate(texts):
        if name not in text:
            continue
        last = at
        while (
            last + 1 < len(texts)
            and not ENDS_STATEMENT.search(texts[last])
            and not names_its_own(texts[last + 1])
        ):
            last += 1
        before, _, behind = text.partition(name)
        predicate = _without_head(behind.strip(_MARKS))
        own = _only_leads(before) and not behind.startswith(_LISTED)
        own = own and 0 < len(predicate) <= _STATED and _tells(predicate)
        span = Span(clauses[at].start, clauses[at].end)
        ends = next(
            (n for n in range(last, len(texts)) if ENDS_STATEMENT.search(texts[n])), len(texts)
        )
        # 甲路完成投资9亿元，路基完工，2025年通车: what follows another's clause may be of this one.
        span_of = tuple(clauses[at : last + 1])
        later = (text for text in texts[last + 1 : ends + 1] if not names_its_own(text))
        yield Told(span, span_of, ("".join(texts[at : last + 1]), *later), predicate, own)


def _only_leads(before: str) -> bool:
    """Whether what stands before a name in its clause is only more of that name."""
    left = _LEADING.sub("", before.strip(_MARKS), count=1)
    return len(left) <= _BEFORE and not any(
        word_class(word)[:1] in ("v", "p", "c", "x") for word in words(left)
    )


def _without_head(behind: str) -> str:
    """Return what follows a name without the nouns that it ends with there: 公路, of 沿江高速."""
    at = 0
    for word in words(behind):
        if word_class(word) != "n" or at + len(word) == len(behind):
            break
        at += len(word)
    return behind[at:].strip(_MARKS)


def _tells(predicate: str) -> bool:
    """Whether what follows a name tells what happens to it."""
    bare = without_times(_FEAST.sub(" ", predicate))
    dated = bare != predicate  # 5月1日开街
    return (
        (dated and bool(bare.strip(_MARKS)))
        or stage_of(bare) is not None
        or any(len(word) > 1 and word_class(word)[:1] == "v" for word in words(bare))
    )


def names_its_own(clause: str) -> bool:
    """Whether a clause is of a thing that it names itself, before what is done."""
    bare = without_figures(without_times(clause)).strip(_MARKS)
    if is_attribute(bare) or _SUM.fullmatch(bare):
        return False
    before = list(words(without_stages(bare, _STAGE).partition(_STAGE)[0].strip(_MARKS)))
    if len(before) > 1 and word_class(before[0])[:1] == word_class(before[-1])[:1] == "n":
        return True  # 低温超导实验室: 超导 is no deed there
    head = ""
    for word in words(bare):
        if word_class(word)[:1] == "v" or without_stages(word) != word:
            break
        if word_class(word) != "t" and not word.isdigit():  # 2026年底
            head += word
    return len(head.strip(_MARKS)) >= _NAME and not is_attribute(head)


def says_deed(deed: str, text: str) -> bool:
    """Whether a text may say what is claimed, if in another word with one of its characters."""
    if stage_of(deed):
        return alike(deed, text)
    others = words(without_stages(text))  # 开工 is no other word for 开学
    verbs = "".join(word for word in others if word_class(word)[:1] == "v")
    return deed in text or bool(set(deed) & set(verbs))
