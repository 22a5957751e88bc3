"""Short forms of `python -m eval soak`, `fuzz` and `kill`; a full disk; a clock that jumps."""

import contextlib
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.web.auth import Attempts
from eval import kill
from eval.fuzz import fuzz
from eval.kill import kill_often
from eval.soak import resident, soak
from index import store
from index.errors import IndexFolderError
from index.passages import split_plan
from index.settings import PROJECT
from tests.conftest import settings_in
from tests.test_index_store import build, forbidden, holds, long_plan, make_plan


def test_many_different_questions_leave_no_memory_behind(assistant):
    run = soak(assistant, PROJECT / "eval" / "questions.jsonl", 20)
    assert run.citations > 5 and run.unverified == 0
    assert resident() > 0 or sys.platform != "linux"
    assert "20 questions" in str(run)


def test_made_up_plans_questions_and_citations_break_nothing():
    assert fuzz(300).endswith("no crash, no unverified citation")


def test_a_build_killed_at_a_random_moment_leaves_an_index(monkeypatch):
    """A kill that comes when the build has ended, as the first does here, is made once more."""
    built = kill._build_in_child
    wanted = []

    def build_first(path, config, kill_after=None):
        wanted.append(kill_after)
        return built(path, config, None if len(wanted) == 2 else kill_after)

    monkeypatch.setattr(kill, "_build_in_child", build_first)
    kills = kill_often(1)
    assert (kills.old + kills.new, kills.neither) == (1, 0)
    assert kills.late >= 1 and "1 kills" in str(kills)


# A full disk


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of two megabytes."""
    folder = tmp_path / "small"
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", str(folder)]
    try:
        subprocess.run(mount, check=True, capture_output=True)
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("mounting a small file system is not allowed here")
    yield folder
    subprocess.run(["umount", "-l", str(folder)], check=True)


def test_a_full_disk_is_told_and_the_old_index_goes_on_serving(small_disk):
    old = make_plan("推进旧区改造。", "完成征收10000户。")
    config = settings_in(small_disk / "data", embedder="hash")
    before = build(old, config)
    with contextlib.suppress(OSError), (small_disk / "filler").open("wb") as filler:
        while True:
            filler.write(b"\0" * 4096)
            filler.flush()
    with pytest.raises(IndexFolderError, match="磁盘已满"):
        build(long_plan("新"), config)
    assert store.serving_collection(config, "/plans/计划.txt") == before.collection
    (small_disk / "filler").unlink()
    assert holds(config, before.collection, split_plan(old))
    assert build(old, config, forbidden).rebuilt is False
    after = build(long_plan("新"), config)
    assert holds(config, after.collection, split_plan(long_plan("新")))


# A clock that jumps


def test_a_clock_that_jumps_changes_no_index_and_no_lock(data_folder, monkeypatch):
    config = settings_in(data_folder, embedder="hash")
    plan = make_plan("推进旧区改造。", "完成征收10000户。")
    real = time.time
    for jump in (0, -(10 * 365 * 86400), 10 * 365 * 86400):
        monkeypatch.setattr(time, "time", lambda jump=jump: real() + jump)
        for path in data_folder.rglob("*") if data_folder.exists() else ():
            os.utime(path, (max(real() + jump, 1), max(real() + jump, 1)))
        report = build(plan, config)
        assert report.rebuilt is (jump == 0)
    attempts = Attempts()
    for _ in range(5):
        attempts.failed("张三")
    monkeypatch.setattr(time, "time", lambda: real() + 86400)
    assert attempts._failures["张三"][1] > time.monotonic()
