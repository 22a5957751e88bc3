"""More questions at once than are answered at once: who waits is told so, and gets an answer."""

import threading
import time
from collections.abc import Iterator

import pytest

from assistant.crowd import FULL, Crowd
from assistant.web import api, chat
from assistant.web.page import conversation_html
from assistant.web.warmup import Warmup
from index.errors import UserError
from index.plan import Plan
from tests.browsing import Canned


@pytest.fixture
def warmup(plan: Plan) -> Warmup:
    warmup = Warmup(lambda: Canned(plan))
    warmup.start()
    warmup.wait()
    return warmup


@pytest.fixture
def crowd(monkeypatch: pytest.MonkeyPatch) -> Iterator[Crowd]:
    """One place, and a patience of half a second."""
    crowd = Crowd(1, 0.5)
    monkeypatch.setattr(chat, "crowd", crowd)
    monkeypatch.setattr(api, "crowd", crowd)
    yield crowd
    assert crowd.enter(wait=False)  # whatever happened, the place was given back


def test_who_waits_is_told_and_then_answered(plan: Plan, warmup: Warmup, crowd: Crowd):
    assert crowd.enter()
    shown = chat.answer_in_turn("旧改多少户？", (), warmup)
    waiting = next(shown)
    assert "请稍候" in conversation_html(waiting, plan)
    assert waiting[-1].is_running
    threading.Timer(0.1, crowd.leave).start()
    *_, answered = shown
    assert answered[-1].state == "done"
    assert len(answered) == 1


def test_nobody_waits_for_ever(plan: Plan, warmup: Warmup, crowd: Crowd):
    assert crowd.enter()
    started = time.monotonic()
    *_, last = chat.answer_in_turn("旧改多少户？", (), warmup)
    assert last[-1].state == "failed" and last[-1].message == FULL
    with pytest.raises(UserError) as told:
        api.ask(warmup, "旧改多少户？", [])
    assert told.value.message == FULL
    assert time.monotonic() - started < 10
    crowd.leave()


def test_a_place_is_given_back_after_a_stop_and_after_a_failure(warmup: Warmup, crowd: Crowd):
    stopped = chat.answer_in_turn("旧改多少户？", (), warmup)
    next(stopped)
    assert not crowd.enter(wait=False)
    stopped.close()
    *_, last = chat.answer_in_turn("内部错误", (), warmup)
    assert last[-1].state == "failed"
    with pytest.raises(RuntimeError):
        api.ask(warmup, "内部错误", [])
