"""The chat's switch: the plan's words alone, or a model's sentences above them, as they come."""

import io
import re
import shutil
from datetime import datetime

import pytest
from docx import Document
from playwright.sync_api import sync_playwright

from assistant.answers.phrases import phrase
from assistant.plans.several import PlansAssistant
from assistant.web import app, chat, modes, transcript
from assistant.web.modes import SYNTHESIZED, VERBATIM
from assistant.web.page import statements_html
from assistant.web.warmup import Warmup
from index.errors import UserError
from index.settings import BUILT_IN_PLAN, Settings
from index.shelf import unshelved
from tests.browsing import running, serve_real
from tests.llm_server import GOOD, MODEL, Exchange, model_settings, serving, with_model, writing

QUESTION = "今年旧改征收多少户？"
CHROMIUM = shutil.which("chromium")


def ready(loaded):
    """Return a warmup that has finished."""
    warmup = Warmup(lambda: loaded)
    warmup.start()
    assert warmup.wait(5)
    return warmup


def alone(assistant):
    """Return the assistant of one plan as the page gets it."""
    shelved = unshelved(BUILT_IN_PLAN, Settings())
    return PlansAssistant([shelved], Settings(), {shelved: assistant})


@pytest.mark.skipif(CHROMIUM is None, reason="chromium is not installed")
def test_in_the_browser_the_switch_brings_the_model_s_sentences(
    session_settings, indexed, tmp_path
):
    with (
        serving(writing(GOOD)) as server,
        running(
            serve_real,
            tmp_path,
            None,
            PLAN_DATA=str(session_settings.data),
            PLAN_LLM=MODEL,
            PLAN_LLM_URL=server.url,
        ) as url,
        sync_playwright() as playwright,
    ):
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": 375, "height": 740})
        page.set_default_timeout(60_000)
        page.goto(url)
        page.get_by_label(SYNTHESIZED).check()
        page.locator("#question textarea").fill(QUESTION)
        page.keyboard.press("Enter")
        written = page.locator(".synthesis .text")
        written.wait_for()
        assert written.inner_text() == "计划完成旧改征收1万户以上。"
        page.locator("blockquote").wait_for()
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        page.get_by_label(VERBATIM).check()
        page.locator("#question textarea").fill("新增养老床位多少张？")
        page.keyboard.press("Enter")
        page.locator(".turn:nth-child(2) blockquote").wait_for()
        assert len(server.exchanges) == 1
        browser.close()
    log = (tmp_path / "server.log").read_text("utf-8")
    request = server.exchanges[0].headers["X-Request-Id"]
    assert re.search(rf"INFO assistant\.llm\.synthesis: llm {request}: .*'completion_tokens'", log)
    assert QUESTION not in log and "1万户" not in log


def test_the_switch_shows_only_where_there_is_a_model(monkeypatch):
    for config, shown in (
        (model_settings("http://x/v1"), True),
        (model_settings("", llm=None), False),
    ):
        monkeypatch.setattr(modes, "settings", lambda config=config: config)
        switch = modes.mode_switch()
        assert (switch.visible, switch.value) == (shown, VERBATIM)
        assert [value for value, _ in switch.choices] == [VERBATIM, SYNTHESIZED]


def test_sentences_come_one_by_one_and_the_plan_s_words_last(assistant):
    pieces = ["〔第18项〕全区新增养老床位600张。", "〔第18项〕养老机构床位总数达到10800张。"]
    with serving(writing(*pieces)) as server:
        warmup = ready(alone(with_model(assistant, server.url)))
        grown = [t[-1] for t in chat.answer_turns("养老床位有什么目标？", (), warmup, SYNTHESIZED)]
    assert [len(turn.statements) for turn in grown[:3]] == [0, 1, 2]
    states = [turn.state for turn in grown]
    done = states.index("done")
    assert set(states[1:done]) == {"answering"} and set(states[done:]) == {"done"}
    html = statements_html(grown[-1].statements)
    assert '<p class="synthesis"><span class="text">全区新增养老床位600张。</span>' in html
    assert 'data-item="18"' in html and phrase("llm.sources") in html


def test_the_plan_s_words_alone_ask_no_model(assistant):
    with serving(writing(GOOD)) as server:
        warmup = ready(alone(with_model(assistant, server.url)))
        *_, last = chat.answer_turns(QUESTION, (), warmup, VERBATIM)
        assert server.exchanges == []
    assert last[-1].statements == assistant.ask(QUESTION).statements


def test_history_reaches_the_model_s_answers(assistant):
    with serving(writing("〔第14项〕年内竣工9公里。")) as server:
        warmup = ready(alone(with_model(assistant, server.url)))
        asked = chat.answer_turns("架空线入地多少公里？", (), warmup, SYNTHESIZED)
        *_, first = asked
        *_, second = chat.answer_turns("那竣工的呢？", first, warmup, SYNTHESIZED)
    assert second[-1].statements[0].text == "年内竣工9公里。"


def test_a_kept_sentence_is_verified_again(assistant):
    with serving(writing(GOOD)) as server:
        warmup = ready(alone(with_model(assistant, server.url)))
        *_, asked = chat.answer_turns(QUESTION, (), warmup, SYNTHESIZED)
    kept = transcript.to_json(asked)
    assert transcript.from_json(kept, {"": assistant.plan}) == asked
    assert "1万户" in kept
    (forged,) = transcript.from_json(kept.replace("1万户", "2万户"), {"": assistant.plan})
    assert (forged.state, forged.statements) == ("failed", ())


def test_a_document_says_which_sentences_a_model_wrote(assistant):
    with serving(writing(GOOD)) as server:
        warmup = ready(alone(with_model(assistant, server.url)))
        *_, asked = chat.answer_turns(QUESTION, (), warmup, SYNTHESIZED)
    said = "（大模型综合，非原文）计划完成旧改征收1万户以上。〔第17项〕"
    quoted = "完成旧改征收10000户以上、收尾6个基地。"
    now = datetime(2020, 1, 2)
    document = Document(io.BytesIO(transcript.to_docx(asked, {"": assistant.plan}, now)))
    for text in (
        transcript.plain_text(asked[-1].statements),
        transcript.to_markdown(asked, {"": assistant.plan}, now),
        "\n".join(paragraph.text for paragraph in document.paragraphs),
    ):
        assert said in text.splitlines()
        assert quoted in text.replace("*", "")


def test_a_model_s_markup_is_shown_as_text(assistant):
    def malicious(exchange: Exchange) -> None:
        exchange.write("〔第17项〕完成旧改征收10000户以上<img src=x onerror=alert(1)>。")

    with serving(malicious) as server:
        warmup = ready(alone(with_model(assistant, server.url)))
        *_, last = chat.answer_turns(QUESTION, (), warmup, SYNTHESIZED)
    assert "<img" not in statements_html(last[-1].statements)


def test_a_server_without_an_address_is_refused_before_the_page_is_up():
    with pytest.raises(UserError, match="PLAN_LLM_URL"):
        app.serve(BUILT_IN_PLAN, model_settings(""))
