"""One real Chroma server (`chroma run`) under several processes of the app."""

import json
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from multiprocessing.process import BaseProcess
from pathlib import Path

import httpx
import pytest

from assistant.answers.render import to_json
from assistant.chain import Assistant, open_assistant
from index import store
from index.errors import IndexFolderError, UserError
from index.library import index_plan
from index.settings import BUILT_IN_PLAN, Settings, settings
from tests.conftest import settings_in
from tests.forks import forked

QUESTIONS = ("今年旧改征收多少户？", "养老床位有什么目标？", "地铁几点停运？", "停车难怎么解决")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def chroma_server(folder: Path, port: int) -> Iterator[str]:
    """Run Chroma's server on `folder` and yield its address once it answers."""
    url = f"http://127.0.0.1:{port}"
    command = [Path(sys.executable).with_name("chroma"), "run", "--path", str(folder)]
    with (folder / "log").open("w") as log:
        process = subprocess.Popen(
            [*command, "--host", "127.0.0.1", "--port", str(port)],
            stdout=log,
            stderr=subprocess.STDOUT,
            cwd=folder,
        )
    try:
        deadline = time.monotonic() + 60
        with httpx.Client(trust_env=False) as client:
            while True:
                try:
                    client.get(f"{url}/api/v2/heartbeat").raise_for_status()
                    break
                except httpx.HTTPError:
                    assert process.poll() is None, (folder / "log").read_text()
                    assert time.monotonic() < deadline
                    time.sleep(0.1)
        yield url
    finally:
        process.terminate()
        process.wait(20)


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with chroma_server(tmp_path_factory.mktemp("chroma"), free_port()) as url:
        yield url


def on_server(folder: Path, url: str) -> Settings:
    return settings_in(folder).model_copy(update={"chroma_url": url})


def start(folder: Path, log: Path, url: str, *arguments: str) -> BaseProcess:
    """Start the command line with a data folder of its own, as on another machine."""
    return forked(run_app, log, arguments, PLAN_DATA=str(folder), PLAN_CHROMA_URL=url)


def run_app(arguments: Sequence[str]) -> None:
    from app import main

    sys.exit(main(arguments))


def test_two_processes_index_and_answer_at_once_on_one_server(
    tmp_path: Path, server: str, assistant: Assistant
):
    """Each answers as a process with Chroma of its own does, while a third indexes versions."""
    source = BUILT_IN_PLAN.read_text(encoding="utf-8")
    versions = []
    for number in range(3):
        path = tmp_path / f"版本{number}.txt"
        path.write_text(source.replace("高质量", f"高质量{number}", 1), encoding="utf-8")
        versions.append(path)
    asked = tmp_path / "questions.jsonl"
    lines = [json.dumps({"id": q, "question": q}, ensure_ascii=False) for q in QUESTIONS * 10]
    asked.write_text("\n".join(lines), encoding="utf-8")

    batch, index = ("ask", "--batch", str(asked), "--out"), ("index", "--plan")
    outs = [tmp_path / f"answers{name}.jsonl" for name in "ab"]
    asking = [
        (log := out.with_suffix(".log"), start(out.with_suffix(""), log, server, *batch, str(out)))
        for out in outs
    ]
    indexing = [
        (log := path.with_suffix(".log"), start(tmp_path / "c", log, server, *index, str(path)))
        for path in versions
    ]
    for log, process in (*asking, *indexing):
        process.join(240)
        assert process.exitcode == 0, log.read_text()

    expected = {question: to_json(assistant.ask(question)) for question in QUESTIONS}
    for out in outs:
        records = [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()]
        assert len(records) == len(lines)
        for record in records:
            for key, value in expected[record["id"]].items():
                assert record[key] == value
    client = store.open_client(tmp_path, server)
    found = {each.name: each.count() for each in client.list_collections()}
    assert len(found) >= 2
    assert set(found.values()) == {len(assistant.indexed.passages)}


def test_what_one_process_replaces_stays_for_the_others(tmp_path: Path, server: str):
    path = tmp_path / "计划.txt"
    ours, theirs = on_server(tmp_path / "ours", server), on_server(tmp_path / "theirs", server)
    path.write_text("测试计划\n1.新建公园3座。\n2.新增床位600张。\n", encoding="utf-8")
    *_, old = index_plan(path, ours)
    *_, same = index_plan(path, theirs)
    assert (same.collection, same.embedded) == (old.collection, 0)
    for figure in ("700", "800"):
        text = path.read_text(encoding="utf-8")
        path.write_text(text.replace("600", figure).replace("700", figure), encoding="utf-8")
        *_, new = index_plan(path, ours)
        assert (new.embedded, new.reused) == (1, 1)
    client = store.open_client(tmp_path, server)
    assert client.get_collection(old.collection, embedding_function=None).count() == 2


def test_a_server_that_is_not_there_is_told_in_chinese(tmp_path: Path):
    config = on_server(tmp_path, f"http://127.0.0.1:{free_port()}")
    with pytest.raises(IndexFolderError) as told:
        index_plan(BUILT_IN_PLAN, config)
    assert "连不上 Chroma 服务" in told.value.message and str(config.chroma_url) in (
        told.value.message
    )


@pytest.mark.parametrize("url", ["127.0.0.1:8000", "ftp://chroma", "http://a/b", ""])
def test_an_address_that_is_none_is_refused(monkeypatch: pytest.MonkeyPatch, url: str):
    monkeypatch.setenv("PLAN_CHROMA_URL", url)
    settings.cache_clear()
    try:
        with pytest.raises(UserError, match="PLAN_CHROMA_URL"):
            settings()
    finally:
        settings.cache_clear()


def test_a_server_that_goes_down_is_named_and_answers_again_when_it_is_back(
    tmp_path: Path, lay_index: Callable[[Path, Path], Path]
):
    # Chroma's files are the same in a process and in a server, so the vectors need not be made.
    folder, port = lay_index(BUILT_IN_PLAN, tmp_path / "chroma"), free_port()
    with chroma_server(folder, port) as url:
        opened = open_assistant(BUILT_IN_PLAN, on_server(tmp_path / "data", url))
        before = to_json(opened.ask(QUESTIONS[0]))
    with pytest.raises(UserError, match="Chroma") as raised:
        opened.ask(QUESTIONS[1])
    assert "请稍后再问" in raised.value.message
    with chroma_server(folder, port):
        after = to_json(opened.ask(QUESTIONS[0]))
    assert after == before
