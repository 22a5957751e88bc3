"""Citations: whatever is asked, what an answer shows as the plan's words stands in the plan."""

import html
import re
import time
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.answers.answer import Answer, Citation, Statement
from assistant.answers.citations import cite, is_grounded, is_verbatim, item_at, verify
from assistant.answers.render import (
    citation_mark,
    item_value,
    statement_to_markdown,
    to_json,
    to_markdown,
)
from assistant.chain import Assistant
from assistant.language.normalize import wording
from index.plan import Plan, Span
from index.quantities import number_tokens

RANDOM = settings(max_examples=30, deadline=None)
OWN_ROLES = ("lead", "quote", "bullet")
ASKING = (
    "多少 几个 谁负责 什么时候 在哪里 有哪些 怎么做 是什么意思 吗 对不对 哪些项提到 第3项 呢 和 ，"
    " ？ 为什么 去年 2018年 预算 是20个吗 100 第99项 竣工了吗 它 原文 下一项 how many which item"
).split()


def assert_sound(answer: Answer, plan: Plan) -> None:
    """Assert that every quote is verbatim and every number shown as the plan's is the plan's."""
    for citation in answer.citations:
        span = citation.span
        item = plan.item(citation.item)
        assert item is not None
        assert citation.quote == plan.source[span.start : span.end]
        assert citation.quote.strip() == citation.quote != ""
        assert citation.quote in item.text
        assert item.span.start <= span.start < span.end <= item.span.end
    for statement in answer.statements:
        if statement.role not in OWN_ROLES:
            assert not statement.citations
            continue
        assert statement.citations
        for citation in statement.citations:
            cited = plan.item(citation.item).text
            assert statement.text in citation.quote
            assert number_tokens(statement.text) <= number_tokens(cited)
        assert all(part in statement.text for part in statement.bold)
    for statement in answer.statements:
        if statement.role == "phrase":  # the figure that corrects a claim is the plan's as well
            assert all(part in plan.source for part in statement.bold)
    told = to_json(answer)
    assert told["text"] == to_markdown(answer)
    assert all(c["quote"] in plan.source for c in told["citations"])


@st.composite
def questions(draw, plan: Plan) -> str:
    """Words of asking among substrings of the plan, cut anywhere."""
    pieces = []
    for _ in range(draw(st.integers(1, 4))):
        if draw(st.booleans()):
            start = draw(st.integers(0, len(plan.source) - 1))
            pieces.append(plan.source[start : start + draw(st.integers(1, 24))])
        else:
            pieces.append(draw(st.sampled_from(ASKING)))
    return draw(st.sampled_from(["", " ", "，"])).join(pieces)


# --- any question ----------------------------------------------------------------------------


@RANDOM
@given(st.data())
def test_questions_made_of_the_plans_words_are_answered_in_them(assistant, plan, data):
    assert_sound(assistant.ask(data.draw(questions(plan))), plan)


@RANDOM
@given(st.data())
def test_follow_ups_are_answered_in_the_plans_words(assistant, plan, data):
    history = data.draw(st.lists(questions(plan), min_size=1, max_size=3))
    question = data.draw(st.one_of(questions(plan), st.sampled_from(ASKING)))
    assert_sound(assistant.ask(question, history), plan)


@RANDOM
@given(st.text(max_size=200))
def test_any_text_gets_a_sound_answer(assistant, plan, text):
    answer = assistant.ask(text)
    assert answer.question == text
    assert answer.statements
    assert_sound(answer, plan)


@RANDOM
@given(
    st.text(alphabet=st.characters(categories=["Cc", "Cf", "Co", "So", "Mn", "Zs"]), max_size=60),
    st.sampled_from(["", "第13项", "托育点几个", "谢谢"]),
)
def test_control_characters_and_emoji_do_no_harm(assistant, plan, noise, question):
    assert_sound(assistant.ask(noise + question + noise[::-1]), plan)


@pytest.mark.parametrize("figure", ["3", "777", "0.5", "１２"])
@pytest.mark.parametrize(
    "form", ["托育点增加{}个吗", "新建绿地{}万平方米，对吗", "停车泊位{}个和床位{}张"]
)
def test_a_claimed_figure_never_becomes_the_plans(assistant, plan, form, figure):
    assert_sound(assistant.ask(form.format(*[figure] * form.count("{}"))), plan)


# --- size and speed --------------------------------------------------------------------------

LONG = 100_000


@pytest.mark.parametrize(
    "unit",
    [
        "a", "床", " ", "\x00", "？", "1", "(", "“", "😀", "𠮷", "好的", "必须", "多少", "那个",
        "养老床位多少？", "第1、", "哪些项提到", "yang",
    ],
)  # fmt: skip
def test_a_hundred_thousand_characters_are_no_burden(assistant, plan, unit):
    text = (unit * LONG)[:LONG]
    start = time.process_time()
    answer = assistant.ask(text)
    assert time.process_time() - start < 5
    assert answer.statements
    assert_sound(answer, plan)


@pytest.mark.parametrize(
    "text",
    [
        "好的" * 140 + "旧",
        "了解了" * 90 + "旧",
        "费用" + "每" * 290,
        "预算每年是" * 58,
        "是" * 299 + "吗",
        "在有是都有" * 58,
        "第" + "一" * 290 + "项",
        "第" + "9" * 290 + "项",
        "那这个" * 99,
        "xian" * 74,
    ],
)
def test_no_short_message_can_hang_the_answer(assistant, text):
    """These made patterns that divide a row of words in many ways try them all.

    Patterns are tried in the thread that asks; those that a model's threads wait in do not count.
    """
    start = time.thread_time()
    assistant.ask(text)
    assistant.ask("它呢", [text])
    assert time.thread_time() - start < 3


@pytest.mark.parametrize("text", ["", " ", "\n\t", "\x00", "\ud800", "​", "？", "...", "😀"])
def test_nothing_asked_is_no_error(assistant, text):
    answer = assistant.ask(text)
    assert (answer.status, answer.citations) == ("chat", ())
    assert assistant.ask("托育点增加几个", [text] * 20).status == "answered"


# --- making and verifying citations ----------------------------------------------------------


@RANDOM
@given(st.data())
def test_a_citation_made_is_verbatim(plan, data):
    item = data.draw(st.sampled_from(plan.items))
    start = data.draw(st.integers(item.span.start, item.span.end - 1))
    end = data.draw(st.integers(start + 1, item.span.end))
    citation = cite(plan, Span(start, end))
    assert (citation.item, citation.quote) == (item.label, plan.source[start:end])
    assert is_verbatim(citation, plan) is bool(citation.quote.strip())


def test_no_citation_is_made_outside_one_item(plan):
    first, second = plan.items[:2]
    for span in (
        Span(0, 4),  # the title
        Span(first.span.end - 2, second.span.start + 2),
        Span(first.span.start, first.span.start),
        Span(len(plan.source), len(plan.source) + 3),
        Span(first.span.start + 3, first.span.start),
    ):
        assert item_at(plan, span) is None
        with pytest.raises(ValueError):
            cite(plan, span)


@pytest.fixture
def genuine(plan: Plan) -> Citation:
    start = plan.source.index("增加2个托育点")
    return cite(plan, Span(start, start + len("增加2个托育点")))


def forged(citation: Citation, plan: Plan) -> dict[str, Citation]:
    span = citation.span
    away = Span(span.start + 1, span.end + 1)
    return {
        "other words": replace(citation, quote="增加20个托育点"),
        "one character more": replace(citation, quote=f"{citation.quote}吗"),
        "a figure changed": replace(citation, quote=citation.quote.replace("2", "3")),
        "another item": replace(citation, item="14"),
        "no such item": replace(citation, item="28"),
        "no item": replace(citation, item=""),
        "the span moved": replace(citation, span=away),
        "the span too long": replace(citation, span=Span(span.start, span.end + 1)),
        "the span backwards": replace(citation, span=Span(span.end, span.start)),
        "the span before the text": replace(citation, span=Span(-8, -1)),
        "the span after the text": replace(
            citation, span=Span(len(plan.source), len(plan.source) + 7)
        ),
        "an empty quote": replace(citation, quote="", span=Span(span.start, span.start)),
        "a blank quote": Citation("19", " ", span),
        "the same words of the title": Citation("1", plan.source[:4], Span(0, 4)),
    }


@pytest.mark.parametrize("role", OWN_ROLES)
def test_forged_citations_are_not_shown(plan, genuine, role, caplog):
    for name, citation in forged(genuine, plan).items():
        assert not is_verbatim(citation, plan), name
        statement = Statement(role, citation.quote, (citation,))
        said = Statement("phrase", "计划中的相关表述：")
        answer = verify(Answer("?", "answered", (said, statement)), plan)
        assert answer.statements == (said,), name
        assert "failed verification" in caplog.text
        caplog.clear()


def test_one_forged_citation_among_genuine_ones_is_enough(plan, genuine):
    for citation in forged(genuine, plan).values():
        statement = Statement("quote", genuine.quote, (genuine, citation))
        assert not is_grounded(statement, plan)


def test_words_that_no_quote_has_are_not_shown(plan, genuine, caplog):
    for statement in (
        Statement("lead", "3个", (genuine,)),
        Statement("quote", "增加2个托育点和3个站", (genuine,)),
        Statement("bullet", genuine.quote),
    ):
        assert verify(Answer("?", "answered", (statement,)), plan).statements == ()
        assert "1 statement(s)" in caplog.text
        caplog.clear()


def test_genuine_statements_stay(plan, genuine, caplog):
    statements = (
        Statement("heading", "〔第19项〕"),
        Statement("lead", "2个", (genuine,), ("2个",)),
        Statement("quote", genuine.quote, (genuine,)),
        Statement("phrase", "计划中的相关表述："),
    )
    answer = Answer("?", "answered", statements)
    assert verify(answer, plan) == answer
    assert caplog.text == ""


@RANDOM
@given(st.data())
def test_no_span_or_quote_at_random_gets_through(plan, data):
    citation = Citation(
        data.draw(st.sampled_from([*(item.label for item in plan.items), "0", "x"])),
        data.draw(st.text(min_size=1, max_size=8)),
        Span(
            data.draw(st.integers(-5, len(plan.source) + 5)),
            data.draw(st.integers(-5, len(plan.source) + 5)),
        ),
    )
    statement = Statement("quote", citation.quote, (citation,))
    kept = verify(Answer("?", "answered", (statement,)), plan).statements
    start, end = citation.span.start, citation.span.end
    assert bool(kept) is (0 <= start < end and plan.source[start:end] == citation.quote)


def test_an_answer_that_lost_all_its_quotes_shows_none(assistant: Assistant, plan, monkeypatch):
    """Whatever the answerer does, the chain shows nothing that is not in the plan."""
    answer = assistant.ask("托育点增加几个")
    wrong = tuple(
        replace(s, citations=tuple(replace(c, quote="增加9个托育点") for c in s.citations))
        for s in answer.statements
    )
    monkeypatch.setattr(
        type(assistant.answerer), "answer", lambda *_: replace(answer, statements=wrong)
    )
    assert assistant.ask("托育点增加几个").citations == ()


def test_citations_are_listed_once_in_the_order_shown(plan, genuine):
    other = cite(plan, plan.items[0].span)
    statements = (
        Statement("lead", "2个", (genuine,)),
        Statement("quote", genuine.quote, (genuine,)),
        Statement("quote", other.quote, (other,)),
    )
    assert Answer("?", "answered", statements).citations == (genuine, other)


# --- Markdown --------------------------------------------------------------------------------

MARKUP = st.text(alphabet="*_`#[]<>|~\\&!-+=.1:$\"'() 中，“养", min_size=1, max_size=30)
STARTS = st.sampled_from(
    ["", "- ", "+ ", "1. ", "2) ", "# ", "> ", "---", "===", "&lt;", "    ", "`"]
)


def unescaped(line: str) -> str:
    """Undo escapes and bold marks, as a Markdown reader would."""
    return re.sub(r"\\([!-/:-@\[-`{-~])|\*\*", lambda found: found[1] or "", line)


@settings(max_examples=200, deadline=None)
@given(STARTS, MARKUP, st.data())
def test_escaping_can_be_undone(start, text, data):
    whole = start + text
    cut = data.draw(st.integers(0, len(whole)))
    bold = tuple({whole[:cut], whole[cut : cut + 3]} - {""})
    line = statement_to_markdown(Statement("quote", whole, bold=bold))
    assert unescaped(line) == whole.strip()


@settings(max_examples=200, deadline=None)
@given(STARTS, MARKUP, st.sampled_from(["quote", "bullet", "heading"]))
def test_a_quote_is_shown_as_written_by_a_markdown_reader(start, text, role):
    reader = pytest.importorskip("markdown_it").MarkdownIt("commonmark")
    shown = reader.enable(["table", "strikethrough"]).render(
        statement_to_markdown(Statement(role, start + text))
    )
    plain = html.unescape(re.sub(r"<[^>]+>", "", shown))
    assert " ".join(plain.split()) == " ".join((start + text).split())


def test_how_each_role_is_written(plan, genuine):
    mark = citation_mark("19")
    assert mark == "〔第19项〕"
    assert citation_mark("三-2") == "〔三-2〕"
    assert (item_value("19"), item_value("三-2")) == (19, "三-2")
    written = {
        "lead": f"**2个**{mark}",
        "quote": f"增加**2个**托育点{mark}",
        "bullet": f"- 增加**2个**托育点{mark}",
        "phrase": "增加**2个**托育点",
        "heading": "**〔第19项〕_题_**".replace("_", r"\_"),
    }
    shown = {
        "lead": Statement("lead", "2个", (genuine,), ("2个",)),
        "quote": Statement("quote", genuine.quote, (genuine,), ("2个",)),
        "bullet": Statement("bullet", genuine.quote, (genuine, genuine), ("2个",)),
        "phrase": Statement("phrase", genuine.quote, (), ("2个",)),
        "heading": Statement("heading", "〔第19项〕_题_"),
    }
    assert {role: statement_to_markdown(s) for role, s in shown.items()} == written


def test_line_breaks_of_the_plan_do_not_break_a_line():
    statement = Statement("bullet", "一行\r\n- 二行\n\n# 三行")
    assert "\n" not in statement_to_markdown(statement)
    answer = Answer("?", "answered", (statement, statement))
    assert to_markdown(answer).count("\n\n") == 1


def test_the_asking_words_of_the_table_alone_do_no_harm(assistant, plan):
    words = [word for word in wording()["asking"].split() if len(word) > 1][::12]
    for word in words:
        assert_sound(assistant.ask(word), plan)
