"""Tell which of two a plan has of something: 是新建还是改建, 区里的还是市里的.

The one of the two that the clause on it has is what the plan says. Nothing is told where clauses
on it have both, or where one stands in a list as what is said of another thing there.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from assistant.claims.figure_verdicts import FigureVerdict
from assistant.evidence.coverage import core_terms, known_to
from assistant.evidence.pieces import has_in_pieces, without_figures
from assistant.language.normalize import pattern, wording
from assistant.language.stages import is_stage, names_nothing
from assistant.language.times import find_times
from assistant.understanding.question import CLAIM_ENDS, Question, Term
from index.lexical import word_class, words
from index.passages import Passage
from index.plan import Plan, Span
from index.quantities import find_quantities

_OR = "还是"
_IS = re.compile("(?<![不还])是(?![不否])")
_LEAD = re.compile("^[是在由用做算搞给对向为,， ]+")
_LEVELS = frozenset("国省市区县镇乡村")
_LEVEL = "[级属里]?"
# What two levels or kinds are asked about with, and says nothing of its own.
_AROUND = frozenset("的 里 出 了 来 去 做 搞 弄 办 定 发 管 开 是 在 由 呢 啊 级 属".split())
_DENIED = "[不未非无没]|取消|停止|除"
_MEMBER = re.compile("、")
_CLOSING = re.compile("等[^等]*$")
_OPENING = re.compile(
    "^(?:加快|继续|持续|推进|推动|实施|完成|启动|扎实|深入|全面|积极|抓好|[、 ])*"
)
_TOP = 5


@dataclass(frozen=True, slots=True)
class ChoiceVerdict:
    """The one of two that is asked for, as the clause in `span` has it."""

    stated: str
    span: Span


def check_choice(
    question: Question, passages: Sequence[Passage], plan: Plan
) -> ChoiceVerdict | None:
    """Find the one of two things asked for that the clauses on the subject have; None where none
    has either, or any has both. Figures and times are compared as such."""
    options = _options(question.text)
    if options is None:
        return None
    about, keys = options
    things = [term for term in question.terms if term.text in about and not is_stage(term.text)]
    core = core_terms([term for term in things if known_to(term, plan.folded)])
    if len(core) < len(core_terms(things)) or not core:
        return None
    found: dict[str, ChoiceVerdict] = {}
    for passage in passages[:_TOP]:
        if any(row.overlaps(passage.span) for row in plan.rows):
            continue
        for clause in passage.clauses:
            text = plan.source[clause.start : clause.end].lower()
            if not has_in_pieces(core, text):
                continue
            both = all(_spelt("".join(key)).search(text) for key in keys)
            if both and not _apart(core, keys, text):
                return None  # 居住区、单位垃圾分类; 新建、改扩建
            for key in keys:
                if _is_torn_or_denied(key, text):
                    return None
                if stated := _said_of(core, key, text):
                    found.setdefault("".join(key), ChoiceVerdict(stated, clause))
    return next(iter(found.values())) if len(found) == 1 else None


def _options(asked: str) -> tuple[str, tuple[tuple[str, ...], tuple[str, ...]]] | None:
    """Return what is asked about, and the words of each of two that the other has not; None where
    no one of two is asked for."""
    said = asked.strip(CLAIM_ENDS)
    left, either, right = said.partition(_OR)
    left, right = left.rstrip(CLAIM_ENDS), _LEAD.sub("", right)
    if not (either and left and right) or _OR in right or re.search("[,，]", right):
        return None
    if pattern(wording()["interrogatives"]).search(said):
        return None
    if marks := list(_IS.finditer(left)):
        about, one = left[: marks[-1].start()], left[marks[-1].end() :]
    else:
        about, one = left[: -len(right)], left[-len(right) :]
    if not about or find_quantities(one + "," + right) or find_times(f"{one},{right}", None):
        return None
    first, second = _words_of(one), _words_of(right)
    keys = (
        tuple(word for word in first if word not in second),
        tuple(word for word in second if word not in first),
    )
    stages = [any(map(is_stage, key)) for key in keys]
    if not all(keys) or all(stages):
        return None
    return about, keys


def _spelt(option: str) -> re.Pattern[str]:
    """Match an option also where another character stands in it: 改建, of 改扩建."""
    return re.compile("[一-鿿]?".join(map(re.escape, option)))


def _words_of(option: str) -> tuple[str, ...]:
    cut = words(_LEAD.sub("", option).rstrip(CLAIM_ENDS))
    levels = [word[0] if word[1:] in ("里", "级", "属") else word for word in cut]
    kept = [word for word in levels if word not in _AROUND]
    if len(kept) > 1 and len(kept[-1]) == 1 and word_class(kept[-1]).startswith("v"):
        kept.pop()  # 是暑期还是寒假开: what is done is said of both
    return tuple(kept)


def _apart(core: Sequence[Term], keys: Sequence[Sequence[str]], text: str) -> bool:
    """Whether a list has each option of another member, which names what it is said of; two things
    before what is done for them (为老人、残疾人提供服务) are both meant."""
    things = any(word_class(key[-1])[:1] == "n" for key in keys)
    subject = max(text.find(form) for form in core[-1].forms)
    if things and subject > max(text.find("".join(key)) for key in keys):
        return False
    for whole in map("".join, keys):
        member = next((one for one in _MEMBER.split(text) if whole in one), "")
        rest = [word for word in words(member.replace(whole, " ")) if len(word) > 1]
        if not any(word_class(word)[:1] in ("n", "") for word in rest):
            return False
    return True


def _is_torn_or_denied(key: Sequence[str], text: str) -> bool:
    """Whether a clause has some words of an option only (改造, of 成套改造), or denies it."""
    has = [word for word in key if len(word) > 1 and word in text]
    denied = any(re.search(f"(?:{_DENIED}){re.escape(word)}", text) for word in has)
    return denied or (bool(has) and len(has) < sum(len(word) > 1 for word in key))


def _said_of(core: Sequence[Term], key: Sequence[str], text: str) -> str:
    """Return an option as a clause has it of a thing, "" where it has not; in a list, as that
    member has it, or as what is said of all members before them or behind."""
    members = _MEMBER.split(text)
    if len(members) == 1:
        return _written(key, text)
    own = next((m for m in members if any(f in m for t in core[-1:] for f in t.forms)), "")
    if stated := _written(key, own):
        return stated
    closing = _CLOSING.search(members[-1])
    opening = _OPENING.sub("", members[0])
    if opening.startswith(key[0]):
        return _written(key, opening)
    return _written(key, closing[0]) if closing else ""


def _written(key: Sequence[str], text: str) -> str:
    """Return the words of an option as a text has them, all of them, else ""."""
    if len(key) == 1 and key[0] in _LEVELS:
        level = key[0]
        for word in words(text):
            if re.fullmatch(f"{level}{_LEVEL}", word):
                return word
        return ""
    whole = "".join(key)
    if len(whole) > 1 and whole in text:
        return whole
    return key[0] if all(len(word) > 1 and word in text for word in key) else ""


def either_figure(question: Question, verdict: FigureVerdict) -> FigureVerdict:
    """Return a verdict against one of two figures asked for (4家还是5家) as the other, where the
    plan has that, in the same clause or in one behind it that names nothing."""
    if verdict.agrees or verdict.which or _OR not in question.text:
        return verdict
    choice = verdict.choice
    passage, stated, at = choice.passage, choice.figure, choice.passage.span.start
    asked = {(claim.value, claim.unit) for claim in question.claims}
    told = {f: (f.value, f.unit) for f in find_quantities(passage.text)}
    if len(asked) < 2 or told.get(stated, (stated.value, stated.unit)) in asked:
        return replace(verdict, which=len(asked) > 1)
    found = []
    for clause in passage.clauses:
        text = passage.text[clause.start - at : clause.end - at]
        own = clause.start <= at + stated.start < clause.end
        bare = without_figures(text).strip(" ,，。;；")
        if own or (clause.start > at + stated.start and names_nothing(bare)):
            figures = (f for f in told if clause.start <= at + f.start < clause.end)
            found += [(f, clause) for f in figures if told[f] in asked]
    if len(found) != 1:
        return verdict
    figure, clause = found[0]
    return replace(verdict, which=True, choice=replace(choice, figure=figure, run=clause))
