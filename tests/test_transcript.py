"""A conversation kept as JSON, checked when it comes back, and exported as .md and .docx."""

import io
import json
from dataclasses import replace
from datetime import datetime

import pytest
from docx import Document
from hypothesis import given
from hypothesis import strategies as st

from assistant.answers.answer import Statement
from assistant.web import transcript
from assistant.web.page import Turn
from tests.test_page_html import PLAN, cite, make_plan

PLANS = {"": PLAN}
NOW = datetime(2026, 3, 1, 9, 5)
FACT, SENTENCE = cite(PLAN, "1", "10000户以上"), cite(PLAN, "1", "征收10000户以上。")
TURN = Turn(
    "旧改多少户？",
    "done",
    (
        Statement("lead", FACT.quote, (FACT,), (FACT.quote,)),
        Statement("quote", SENTENCE.quote, (SENTENCE,), (FACT.quote,)),
        Statement("bullet", "建设养老床位。", (cite(PLAN, "2", "建设养老床位。"),)),
    ),
    id="t1",
    status="answered",
)


def test_a_kept_conversation_comes_back_as_it_was() -> None:
    failed = Turn("问", "failed", message="抱歉", id="t2")
    assert transcript.from_json(transcript.to_json((TURN, failed)), PLANS) == (TURN, failed)


def test_what_is_still_being_answered_is_not_kept() -> None:
    assert transcript.to_json((Turn("问", "searching"),)) == "[]"


@pytest.mark.parametrize("quote", ["征收20000户以上。", "征收10000户以上", ""])
def test_a_quote_that_the_plan_does_not_have_there_is_not_shown(quote: str) -> None:
    kept = json.loads(transcript.to_json((TURN,)))
    kept[0]["statements"][1]["citations"][0]["quote"] = quote
    (turn,) = transcript.from_json(json.dumps(kept), PLANS)
    assert turn.statements == () and "与现在的计划不符" in turn.message


def test_a_conversation_on_another_plan_does_not_show_its_quotes() -> None:
    other = make_plan("建公园3座，征收旧房。", "建设养老院。", "别的。")
    (turn,) = transcript.from_json(transcript.to_json((TURN,)), {"": other})
    assert turn.statements == () and turn.question == "旧改多少户？"


@given(
    st.recursive(
        st.none() | st.integers() | st.text(),
        lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
        max_leaves=8,
    )
)
def test_anything_else_in_the_browsers_storage_is_left_out(kept: object) -> None:
    assert transcript.from_json(json.dumps(kept), PLANS) == ()
    assert transcript.from_json(str(kept), PLANS) == ()


def test_copied_answer_has_its_items() -> None:
    assert transcript.plain_text(TURN.statements) == (
        "10000户以上〔第1项〕\n征收10000户以上。〔第1项〕\n· 建设养老床位。〔第2项〕"
    )


def test_copied_quotation_names_plan_and_item_once_for_quotes_inside_quotes() -> None:
    assert transcript.quotation(TURN, PLANS) == (
        "征收10000户以上。——《计划》第1项\n建设养老床位。——《计划》第2项"
    )


def test_markdown_has_everything_and_nothing_turns_into_markup() -> None:
    turn = Turn("*<b>问*", "done", TURN.statements)
    text = transcript.to_markdown((turn,), PLANS, NOW)
    assert "## \\*\\<b\\>问\\*" in text
    assert "征收**10000户以上**。〔第1项〕" in text
    assert "- 建设养老床位。〔第2项〕" in text
    assert "2026-03-01 09:05" in text


def test_word_document_opens_and_has_everything() -> None:
    control = Turn("问\x00\x0b题", "failed", message="抱歉")
    data = transcript.to_docx((TURN, control), PLANS, NOW)
    document = Document(io.BytesIO(data))
    texts = [paragraph.text for paragraph in document.paragraphs]
    assert texts[:2] == ["计划 · 问答记录", "旧改多少户？"]
    assert "征收10000户以上。〔第1项〕" in texts and "问题" in texts and "抱歉" in texts
    bold = [run.text for paragraph in document.paragraphs for run in paragraph.runs if run.bold]
    assert "10000户以上" in bold


# Several plans

LAST = make_plan("征收9000户以上，建公园3座。", "建设养老床位。", "别的。")
BOTH = {"2021年": replace(PLAN, title="2021年计划"), "2020年": replace(LAST, title="2020年计划")}
OLD = replace(cite(LAST, "1", "征收9000户以上"), plan="2020年")
NEW = replace(SENTENCE, plan="2021年")
SIDE_BY_SIDE = Turn(
    "变化？",
    "done",
    (Statement("quote", OLD.quote, (OLD,)), Statement("quote", NEW.quote, (NEW,))),
    id="t3",
    status="answered",
)


def test_what_is_copied_names_the_plan_of_each_quote() -> None:
    assert transcript.quotation(SIDE_BY_SIDE, BOTH) == (
        "征收9000户以上——《2020年计划》第1项\n征收10000户以上。——《2021年计划》第1项"
    )
    assert "征收9000户以上〔2020年第1项〕" in transcript.plain_text(SIDE_BY_SIDE.statements)


def test_documents_name_every_plan_quoted() -> None:
    text = transcript.to_markdown((SIDE_BY_SIDE,), BOTH, NOW)
    assert text.startswith("# 工作计划 · 问答记录") and "〔2020年第1项〕" in text
    assert "《2021年计划》（2020-05-13）、《2020年计划》（2020-05-13）" in text
    alone = transcript.to_markdown((replace(SIDE_BY_SIDE, statements=()),), BOTH, NOW)
    assert alone.startswith("# 2021年计划 · 问答记录")


def test_each_kept_quote_is_checked_against_its_own_plan() -> None:
    kept = transcript.to_json((SIDE_BY_SIDE,))
    assert transcript.from_json(kept, BOTH) == (SIDE_BY_SIDE,)
    (forged,) = transcript.from_json(kept.replace("2020年", "2021年"), BOTH)
    assert forged.statements == ()


def test_quotes_kept_when_there_was_one_plan_get_its_name() -> None:
    (turn,) = transcript.from_json(transcript.to_json((TURN,)), BOTH)
    assert {citation.plan for citation in transcript.citations_of(turn)} == {"2021年"}
    (back,) = transcript.from_json(transcript.to_json((turn,)), PLANS)
    assert back == TURN
