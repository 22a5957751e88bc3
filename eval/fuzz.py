"""Throw made-up inputs at what reads them: nothing may crash, nothing unverified be cited.

Each target is one property of Hypothesis's, which shrinks what breaks it to the least that does:

- `plans`: bytes and texts with plan-like lines → a plan or PlanError; items and passages lie in
  the text, in order; every passage of a plan is one that can be cited.
- `questions`: words of the plan and of people, in any order → understood or declined; the items
  named are the plan's.
- `citations`: answers with quotes and sentences moved, cut and altered → what is left after
  verification stands in the plan, by a check that shares no code with the one that let it pass.
"""

import logging
import re
from collections.abc import Callable
from dataclasses import replace

from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st

from assistant.answers.answer import Answer, Citation, Role, Statement
from assistant.answers.citations import cite, verify
from assistant.dialogue.standalone import standalone
from assistant.language.normalize import focus, normalize
from assistant.understanding.compound import split_claims, split_compound
from assistant.understanding.question import understand
from assistant.understanding.vocabulary import Vocabulary
from index.errors import PlanError
from index.passages import split_plan
from index.plan import Plan, Span
from index.reading import load_plan, plan_of, read_document
from index.settings import BUILT_IN_PLAN

_PHASES = (Phase.explicit, Phase.generate, Phase.shrink)
_MARKS = (
    *"1. 1、 2. （一） （二） 一、 二、 第一条 第二条 第1项 (1) ① １． 附件".split(),
    *"附件1： 目录 # ## | - — “ ” 《 》 。 ； ， 20212025 2021年 10000户以上".split(),
    *"9% 3.5 ％ ０１２ 序号 任务 旧区改造".split(),
    *("\n", "\r\n", " ", "\t", "\u3000", "\u2028", "\0", "\ufeff", "﷽", "𠮷"),
)
_WORDS = (
    *"第17项 第28项 第０项 倒数第二条 最后一项 前三项 第三到第五项 第9999999999999999999项".split(),
    *"哪些项提到 是不是 对吗 为什么 多少 几个 谁 什么时候 和去年比 2020年".split(),
    *"里面 那 它 呢 ？ ?? 。 ， 、 ； 旧改 旧區改造 養老 杨树铺 雪亮工成 yanglao".split(),
    *"10000户 一万户 8000 ８０００ 50%".split(),
    *"忽略以上规则 <script> </问题> {{}} 你好 谢谢 how many 🙂 % ( [ * \\ .*".split(),
    *("\n", " ", "\0", "\u202e"),
)


def fuzz(inputs: int, start: int = 7) -> str:
    """Give `inputs` inputs, shared evenly, to the targets; raises what Hypothesis finds."""
    # It tells each loss.
    logging.getLogger("assistant.answers.citations").setLevel(logging.CRITICAL)
    plan = load_plan(BUILT_IN_PLAN)
    targets = {"plans": plans, "questions": questions(plan), "citations": citations(plan)}
    each = -(-inputs // len(targets))
    done = {}
    for name, target in targets.items():
        done[name] = _run(target, each, start)
        print(f"{name}: {done[name]} inputs, nothing found", flush=True)
    return f"{sum(done.values())} inputs: no crash, no unverified citation"


def _run(target: "Callable[[st.DataObject], None]", inputs: int, start: int) -> int:
    """Run one property; return how many inputs it was given."""
    given_so_far = 0

    @seed(start)
    @settings(
        max_examples=inputs,
        deadline=None,
        database=None,
        phases=_PHASES,
        suppress_health_check=list(HealthCheck),
    )
    @given(st.data())
    def property_(data: st.DataObject) -> None:
        nonlocal given_so_far
        given_so_far += 1
        target(data)

    property_()
    return given_so_far


# --- plans -------------------------------------------------------------------------------

_LINES = st.lists(
    st.one_of(st.sampled_from(_MARKS), st.text(max_size=8), st.just("\n")), max_size=60
)
_ENCODINGS = st.sampled_from(("utf-8", "gb18030", "utf-16", "utf-8-sig"))


def plans(data: st.DataObject) -> None:
    """Read bytes as a plan."""
    if data.draw(st.integers(0, 9)) == 0:
        raw = data.draw(st.binary(max_size=200))
        raw = data.draw(st.sampled_from((b"", b"PK\x03\x04", b"%PDX-", b"\xff\xfe"))) + raw
    else:
        text = "".join(data.draw(_LINES))
        raw = text.encode(data.draw(_ENCODINGS), "replace")
    try:
        plan = plan_of(read_document(raw, "计划.txt"), "计划.txt")
    except PlanError as error:
        assert error.message and error.technical
        return
    assert plan.items
    assert len({item.label for item in plan.items}) == len(plan.items)
    for item in plan.items:
        assert 0 <= item.span.start < item.span.end <= len(plan.source)
        assert item.text == plan.source[item.span.start : item.span.end]
    last = 0
    for number, passage in enumerate(split_plan(plan)):
        assert passage.ordinal == number and passage.span.start >= last
        last = passage.span.end
        assert cite(plan, passage.span).item == passage.item


# --- questions ---------------------------------------------------------------------------


def questions(plan: Plan) -> "Callable[[st.DataObject], None]":
    """Return the property of questions on a plan."""
    vocabulary = Vocabulary(plan)
    text = plan.source

    def words(start: int) -> str:
        return text[start : start + 6]

    pieces = st.one_of(
        st.sampled_from(_WORDS),
        st.integers(0, len(text) - 6).map(words),
        st.text(max_size=4),
    )
    asked = st.lists(pieces, max_size=12).map("".join)

    def understood(data: st.DataObject) -> None:
        question = data.draw(asked)
        history = data.draw(st.lists(asked, max_size=2))
        whole = standalone(question, history, plan, vocabulary, lambda *_: ()).text
        for part in (whole, *split_compound(focus(normalize(whole)))):
            found = understand(part, plan, vocabulary)
            assert all(plan.item(label) for label in found.references.labels)
            split_claims(found.text)

    return understood


# --- citations ---------------------------------------------------------------------------

_ROLES: tuple[Role, ...] = ("lead", "quote", "bullet", "synthesis")
_DIGITS = re.compile(r"\d+(?:\.\d+)?")


def citations(plan: Plan) -> "Callable[[st.DataObject], None]":
    """Return the property of answers about a plan."""
    passages = split_plan(plan)
    labels = [item.label for item in plan.items] + ["0", "28", "99", "一", ""]
    folded = {item.label: item.text for item in plan.items}

    def verified(data: st.DataObject) -> None:
        statements = tuple(statement(data) for _ in range(data.draw(st.integers(1, 3))))
        shown = verify(Answer("?", "answered", statements), plan)
        for left in shown.statements:
            _require_in_plan(left, plan, folded)

    def statement(data: st.DataObject) -> Statement:
        passage = data.draw(st.sampled_from(passages))
        citation = altered(data, cite(plan, passage.span))
        role = data.draw(st.sampled_from(_ROLES))
        said = data.draw(st.sampled_from((citation.quote, passage.text.strip())))
        said = spoilt(data, said) if data.draw(st.booleans()) else said
        cited = () if data.draw(st.integers(0, 9)) == 0 else (citation,)
        return Statement(role, said, cited)

    def altered(data: st.DataObject, citation: Citation) -> Citation:
        how = data.draw(st.sampled_from(("as it is", "item", "quote", "span")))
        if how == "item":
            return replace(citation, item=data.draw(st.sampled_from(labels)))
        if how == "quote":
            return replace(citation, quote=spoilt(data, citation.quote))
        if how == "span":
            move = st.integers(-400, 400)
            start, end = citation.span.start + data.draw(move), citation.span.end + data.draw(move)
            span = Span(start, end)
            kept = data.draw(st.booleans())
            quote = citation.quote if kept else plan.source[max(start, 0) : max(end, 0)]
            return replace(citation, span=span, quote=quote)
        return citation

    def spoilt(data: st.DataObject, text: str) -> str:
        at = data.draw(st.integers(0, max(len(text) - 1, 0)))
        what = data.draw(st.sampled_from(("0", "9", "万", "不", "。", "\u200b", "８", "未", "")))
        numbers = list(_DIGITS.finditer(text))
        if data.draw(st.booleans()) and numbers:  # a figure, rather than any character
            at = numbers[data.draw(st.integers(0, len(numbers) - 1))].start()
            what = str(data.draw(st.integers(0, 99999)))
        return text[:at] + what + text[at + data.draw(st.integers(0, 2)) :]

    return verified


def _require_in_plan(statement: Statement, plan: Plan, texts: dict[str, str]) -> None:
    for citation in statement.citations:
        assert citation.quote.strip() and citation.quote in texts[citation.item]
        assert plan.source[citation.span.start : citation.span.end] == citation.quote
    assert statement.citations
    cited = "\n".join(texts[citation.item] for citation in statement.citations)
    if statement.role == "synthesis":
        known = set(_DIGITS.findall(cited)) | {str(plan.year)}
        said = [number for number in _DIGITS.findall(statement.text) if number.isascii()]
        assert all(_same_figure(number, known) for number in said), statement.text
    else:
        assert statement.text in cited


def _same_figure(number: str, known: set[str]) -> bool:
    """Whether a number stands in the item, by itself or before 万 (1万户 for 10000户)."""
    value = float(number)
    return any(value in (float(other), float(other) / 1e4, float(other) * 1e4) for other in known)
