"""Whether what is claimed to be done already is only set by the plan.

A plan says what is to be done. Of what is claimed to be (已经上线了) it tells nothing, unless the
clause on it has a word for what was.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.claims.own_clauses import names_its_own
from assistant.evidence.coverage import core_terms
from assistant.evidence.past import asks_past
from assistant.evidence.pieces import has_in_pieces, pieces_in
from assistant.language.clauses import ENDS_STATEMENT
from assistant.language.normalize import pattern, wording
from assistant.language.stages import alike, stage_of, without_stages
from assistant.understanding.question import CLAIM_ENDS, Question
from index.lexical import word_class, words
from index.passages import Passage
from index.plan import Plan, Span

_ALREADY = re.compile("(?:已经|早已|均已|都已|已)(?![^,，]{1,10}的(?![吗吧么呢]))")
_OVER = re.compile("了[吗吧么呢啊呀没有是的对不]*[?？。!！]*$")
# What says that it is to come. As a word of its own: 委员会, 智能 and 快速路 say nothing of it.
_COMING = frozenset(
    "要 将 将要 会 快 快要 该 应该 能 能够 可以 打算 准备 计划 为了 除了 是 就是 有 没有".split()
)
# Whether it is done, asked at the end and in the midst: 开工了没有, 开没开工, 有没有竣工.
_WHETHER = re.compile("(?P<over>了?)(?:没有?|还是没有?)(?P<end>[啊呀呢哦嘛]*)$")
_EITHER = re.compile("(?P<verb>(?![有提写讲说谈点列涉安考包算])[一-鿿])没(?=(?P=verb))")
# A rule or a service, which is so rather than done: 周末开放没有.
_LASTING = re.compile("免费|收费|开放|开门|营业|周[末一二三四五六日]|每|夜间|节假日")
_IS_IT = re.compile("是不是|是否")
_HAS_IT = re.compile("有没有(?=[一-鿿]{2,4}$)")
# What a deed came to, no deed itself: 改|好, 建|起来.
_COMES_TO = frozenset("好 完 成 到 掉 上 下 起来 出来 下来 到位 完成 成功 完毕".split())
_NOUNS = "n"
_MARKS = " ,，。;；、()（）:：\n"
_DENIED = re.compile("不(?!断|动产|忘)|没|未(?!来|成年)|取消|停[止办用]|暂[停缓]|撤|放弃")
_WAS = re.compile("已|以来|截至|去年|上年|往年|基础上|圆满|荣获")
_MANNER = re.compile("^(?:全面|全部|基本|顺利|正式|成功|都|实现了?)+")
_YEAR = re.compile("(20\\d\\d)年")
_GOING = ("before", "underway")  # what is under way is so in the plan, too
_TOP = 8


@dataclass(frozen=True, slots=True)
class ReachedVerdict:
    """The clause in `span` that only sets what is claimed to be done: `deed`, as it writes that,
    "" where it says it in other words."""

    span: Span
    deed: str


def check_reached(
    question: Question, passages: Sequence[Passage], plan: Plan
) -> ReachedVerdict | None:
    """Find the clause that sets what is claimed to be done already; None where nothing of the kind
    is claimed, where no clause has all that it is claimed of, or where one tells what was."""
    subject, deed = _claimed(question)
    stage = stage_of(deed)
    if not deed or (stage and stage[0] in _GOING) or asks_past(question, plan):
        return None
    said = without_stages(subject)
    core = core_terms([term for term in question.terms if term.text in said])
    best, longest = None, 0
    for passage in passages[:_TOP]:
        listed = any(row.overlaps(passage.span) for row in plan.rows)
        has = has_in_pieces(core, passage.text.lower())
        if listed or plan.item(passage.item) is None or not has:
            continue
        for clause in passage.clauses:
            text = plan.source[clause.start : clause.end].lower()
            if not any(has_in_pieces([term], text) for term in core):
                continue
            if _tells_what_was(passage, clause, plan):
                return None
            same = sum(map(len, pieces_in(f"{subject} {deed}", text)))
            if same > longest:
                best, longest = ReachedVerdict(*_with_deed(passage, clause, deed, plan)), same
    return best


def set_only(
    question: Question, span: Span, deed: str, passages: Sequence[Passage], plan: Plan
) -> ReachedVerdict | None:
    """Return what is set in `span`, found to be on what is claimed to be done already, unless it
    tells what was."""
    if not _claimed(question)[1]:
        return None
    own = next((passage for passage in passages if passage.span.overlaps(span)), None)
    if own is None or _tells_what_was(own, span, plan):
        return None
    return ReachedVerdict(span, deed)


def _as_written(deed: str, text: str) -> str:
    """Return a deed as far as a text has it from its first word on, "" where that is another."""
    bare = _MANNER.sub("", deed)
    done = next(iter(pieces_in(bare, text)), "")
    if word_class(done).startswith(_NOUNS) and not (stage_of(done) or _ends(done, text)):
        return ""  # 系统, of 系统上线
    return done if done and bare.startswith(done) else ""


def _ends(word: str, text: str) -> bool:
    """Whether a clause ends with a word."""
    return text.rstrip(_MARKS).endswith(word)


def _with_deed(passage: Passage, clause: Span, deed: str, plan: Plan) -> tuple[Span, str]:
    """Return a clause, with those behind it up to the one of its statement that has the deed and
    names nothing of its own (建设二期，新增雪道5条，11月底前投入运营), and the deed as written."""
    text = plan.source[clause.start : clause.end].lower()
    if (written := _as_written(deed, text)) or ENDS_STATEMENT.search(text):
        return clause, written
    for later in passage.clauses:
        if later.start < clause.end:
            continue
        said = plan.source[later.start : later.end].lower()
        bare = said.strip(_MARKS)
        if (deed in said or alike(deed, said)) and not names_its_own(bare):
            return Span(clause.start, later.end), _as_written(deed, said)
        if ENDS_STATEMENT.search(said):
            break
    return clause, ""


def _claimed(question: Question) -> tuple[str, str]:
    """Return what something is claimed of, and what is claimed to be done; ("", "") where nothing
    is claimed to be done already. A statement that asks nothing claims it by 已 alone."""
    if pattern(wording()["mention"]["told"]).search(question.raw):
        return "", ""
    said = _IS_IT.sub("", question.text.rstrip(CLAIM_ENDS))
    said, asked = _without_whether(said)
    if pattern(wording()["interrogatives"]).search(said) or _DENIED.search(said):
        return "", ""
    already = _ALREADY.search(said)
    if already:
        before, behind = said[: already.start()], said[already.end() :]
        return before if len(before) > 1 else said, behind
    over = asked or _OVER.search(question.raw)
    if not question.yes_no or not over or _COMING.intersection(words(said)):
        return "", ""
    stage = stage_of(said)
    last = said[said.rfind(stage[1]) :] if stage else _last_deed(said)
    return (said.removesuffix(last), last) if len(last) > 1 or asked else ("", "")


def _without_whether(said: str) -> tuple[str, bool]:
    """Return what is said without the words that ask whether it is done (了没有), and whether there
    are such. A thing of which it is only asked whether there is one (床位没有) is not done."""
    if ends := _WHETHER.search(said):
        bare = said[: ends.start()]
        *_, last = words(bare) or [""]
        is_thing = word_class(last).startswith(_NOUNS) and not stage_of(last)
        done = not is_thing and not _LASTING.search(bare)
        if ends["over"] or (done if ends[0].startswith("没有") else not _LASTING.search(bare)):
            return bare, bool(bare)
    if either := _EITHER.search(said):
        return said[: either.start()] + said[either.end() :], True
    has = _HAS_IT.search(said)
    if has and stage_of(said[has.end() :]):
        return said[: has.start()] + said[has.end() :], True
    return said, False


def _last_deed(said: str) -> str:
    """Return the last word of a claim, with the one before it where it only tells what that came
    to: 改好, 建起来."""
    *before, last = words(said) or [""]
    return before[-1] + last if before and last in _COMES_TO else last


def _tells_what_was(passage: Passage, clause: Span, plan: Plan) -> bool:
    """Whether a clause tells what was: by a word for it, or of a year before the plan's."""
    at = passage.span.start
    if _WAS.search(passage.text, clause.start - at, clause.end - at):
        return True
    years = [int(year) for year in _YEAR.findall(passage.text[: clause.end - at])]
    return bool(years) and plan.year is not None and years[-1] < plan.year
