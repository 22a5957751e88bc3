"""Ratings of answers: stored in SQLite, one an answer, exported as drafts of eval cases."""

import json
import sqlite3
import threading
from pathlib import Path

import pytest

from assistant import __version__
from assistant.cli import main
from assistant.web import chat, feedback, transcript
from assistant.web.page import Turn
from eval.cases import check_cases, load_cases
from index.errors import UserError
from index.plan import Plan
from tests.test_page_html import PLAN
from tests.test_transcript import TURN


def rated(
    rating: str = "down", reason: str = "", comment: str = "", **changes: str
) -> feedback.Feedback:
    turn = Turn(changes.get("question", TURN.question), "done", TURN.statements,
                id=changes.get("id", "t1"), status="answered")  # fmt: skip
    return feedback.feedback_on(turn, ["之前的问题"], PLAN.title, rating, reason, comment)


def test_a_rating_is_stored_with_all_it_is_about(tmp_path: Path) -> None:
    feedback.save(rated("down", "答非所问", "应在第2项"), tmp_path / "new")
    (stored,) = feedback.load(tmp_path / "new")
    assert (stored.question, stored.history) == ("旧改多少户？", ("之前的问题",))
    assert stored.citations == (("1", "征收10000户以上。"), ("2", "建设养老床位。"))
    assert stored.answer.startswith("10000户以上〔第1项〕")
    assert (stored.rating, stored.reason, stored.comment) == ("down", "答非所问", "应在第2项")
    assert (stored.plan, stored.version, stored.status) == ("计划", __version__, "answered")


def test_a_change_of_mind_replaces_the_rating(tmp_path: Path) -> None:
    feedback.save(rated("down"), tmp_path)
    feedback.save(rated("up"), tmp_path)
    assert [each.rating for each in feedback.load(tmp_path)] == ["up"]


def test_many_may_rate_at_once(tmp_path: Path) -> None:
    threads = [
        threading.Thread(target=feedback.save, args=(rated(id=f"t{number}"), tmp_path))
        for number in range(12)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(feedback.load(tmp_path)) == 12
    with sqlite3.connect(tmp_path / "feedback.sqlite3") as base:
        assert base.execute("PRAGMA journal_mode").fetchone() == ("wal",)


@pytest.mark.parametrize(("rating", "reason"), [("sideways", ""), ("down", "自编的理由")])
def test_what_is_no_rating_is_refused(rating: str, reason: str) -> None:
    with pytest.raises(UserError):
        rated(rating, reason)


def test_a_folder_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    request = {"turns": transcript.to_json((TURN,)), "rating": "up"}
    assert "没有存下来" in chat.rate_turn(request, {"": PLAN}, tmp_path / "file")


def test_a_quote_made_up_in_the_browser_is_not_stored(tmp_path: Path) -> None:
    kept = transcript.to_json((TURN,)).replace("征收10000户以上。", "征收99999户以上。")
    chat.rate_turn({"turns": kept, "rating": "down"}, {"": PLAN}, tmp_path)
    (stored,) = feedback.load(tmp_path)
    assert stored.citations == () and "99999" not in stored.answer


def test_thumbs_down_become_cases_that_a_person_must_complete(
    tmp_path: Path, plan: Plan, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    feedback.save(rated("up", id="a"), tmp_path)
    feedback.save(rated("down", "没有答全", id="b"), tmp_path)
    feedback.save(rated("down", feedback.NOT_IN_PLAN, id="c", question="预算多少？"), tmp_path)
    monkeypatch.setattr("index.settings.settings", lambda: type("S", (), {"data": tmp_path}))
    out = tmp_path / "cases.jsonl"
    assert main(["feedback", "export", "--out", str(out)]) == 0
    assert "共 3 条评价，其中点踩 2 条" in capsys.readouterr().err
    incomplete, complete = load_cases(out)
    assert (incomplete.question, incomplete.history) == ("旧改多少户？", ("之前的问题",))
    assert incomplete.also_ok == ("1", "2") and "没有答全" in incomplete.note
    assert complete.kind == "unanswerable"
    assert [fault.partition("：")[0] for fault in check_cases((incomplete, complete), plan)] == [
        incomplete.id
    ]
    assert main(["feedback", "export"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [json.loads(line)["id"] for line in lines] == [incomplete.id, complete.id]
