"""What people thought of an answer, in a SQLite file beside the index, and as eval cases."""

import json
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Literal, get_args

from assistant import __version__
from assistant.answers.render import item_value
from assistant.web.page import Turn
from assistant.web.transcript import citations_of, plain_text
from index.errors import UserError

Rating = Literal["up", "down"]
NOT_IN_PLAN = "计划里没有，不该答"
REASONS = ("数字或项号不对", "答非所问", "没有答全", "计划里有，没答出来", NOT_IN_PLAN)
LONGEST_COMMENT = 1000
_TABLE = """
CREATE TABLE IF NOT EXISTS feedback (
  turn TEXT PRIMARY KEY, at TEXT NOT NULL, plan TEXT NOT NULL, version TEXT NOT NULL,
  question TEXT NOT NULL, history TEXT NOT NULL, status TEXT NOT NULL, answer TEXT NOT NULL,
  citations TEXT NOT NULL, rating TEXT NOT NULL, reason TEXT NOT NULL, comment TEXT NOT NULL
)
"""
_FILE = "feedback.sqlite3"


@dataclass(frozen=True, slots=True)
class Feedback:
    """One rated answer; `turn` identifies it, `citations` are (item label, quote)."""

    turn: str
    at: str
    plan: str
    version: str
    question: str
    history: tuple[str, ...]
    status: str
    answer: str
    citations: tuple[tuple[str, str], ...]
    rating: Rating
    reason: str = ""
    comment: str = ""


def feedback_on(
    turn: Turn, history: Sequence[str], plan: str, rating: str, reason: str = "", comment: str = ""
) -> Feedback:
    """Return the rating of a turn, given now; raise UserError for what is no rating."""
    if rating not in get_args(Rating) or not turn.id or (reason and reason not in REASONS):
        raise UserError("这条评价没有存下来，请刷新网页再试一次。", "not a rating of a turn")
    return Feedback(
        turn=turn.id,
        at=datetime.now(UTC).isoformat(timespec="seconds"),
        plan=plan,
        version=__version__,
        question=turn.question,
        history=tuple(history),
        status=turn.status,
        answer=plain_text(turn.statements),
        citations=tuple((each.item, each.quote) for each in citations_of(turn)),
        rating="up" if rating == "up" else "down",
        reason=reason,
        comment=comment.strip()[:LONGEST_COMMENT],
    )


def save(feedback: Feedback, folder: Path) -> None:
    """Write a rating, in place of an earlier one of the same answer; raise UserError if not."""
    record = (
        feedback.turn, feedback.at, feedback.plan, feedback.version, feedback.question,
        _to_text(feedback.history), feedback.status, feedback.answer,
        _to_text(feedback.citations), feedback.rating, feedback.reason, feedback.comment,
    )  # fmt: skip
    try:
        folder.mkdir(parents=True, exist_ok=True)
        # WAL: several processes may write while another exports.
        with closing(sqlite3.connect(folder / _FILE, timeout=10)) as base, base:
            base.execute("PRAGMA journal_mode=WAL")
            base.execute(_TABLE)
            base.execute(f"INSERT OR REPLACE INTO feedback VALUES ({','.join('?' * 12)})", record)
    except (OSError, sqlite3.Error) as error:
        raise UserError(
            f"评价没有存下来：写不了“{folder / _FILE}”。请检查文件夹的写入权限和磁盘空间。",
            f"cannot write feedback: {error}",
        ) from error


def _to_text(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)


def load(folder: Path) -> tuple[Feedback, ...]:
    """Return every rating, oldest first, none if nobody has rated; raise UserError if damaged."""
    path = folder / _FILE
    if not path.exists():
        return ()
    try:
        with closing(sqlite3.connect(path, timeout=10)) as base:
            rows = base.execute("SELECT * FROM feedback ORDER BY at, turn").fetchall()
    except sqlite3.Error as error:
        raise UserError(
            f"读不了评价文件“{path}”。它可能已损坏，或不是本程序写的。",
            f"cannot read feedback: {error}",
        ) from error
    return tuple(map(_from_row, rows))


def _from_row(row: Sequence[Any]) -> Feedback:
    history = tuple(json.loads(row[5]))
    citations = tuple((item, quote) for item, quote in json.loads(row[8]))
    fields: list[Any] = [*row[:5], history, *row[6:8], citations, *row[9:]]
    return Feedback(*fields)


def to_cases(every: Sequence[Feedback]) -> Iterator[dict[str, Any]]:
    """Yield a draft of an eval case for each thumbs-down, in the format of eval/questions.jsonl.

    What was answered is not taken for right: a case that should have an answer comes without
    `items` and `must`, and `python -m eval check` refuses it until a person has filled them in.
    """
    for each in every:
        if each.rating != "down":
            continue
        labels = dict.fromkeys(item for item, _ in each.citations)
        told = "，".join(filter(None, [each.reason, each.comment]))
        yield {
            "id": f"f{each.turn[:10]}",
            "question": each.question,
            "history": list(each.history),
            "kind": "unanswerable" if each.reason == NOT_IN_PLAN else "topic",
            "items": [],
            "also_ok": [item_value(label) for label in labels],
            "must": [],
            "forbid": [],
            "note": f"{each.at[:10]} 版本{each.version} 点踩：{told or '没有写理由'}。"
            f"当时的回答：{each.answer}".replace("\n", " / "),
        }
