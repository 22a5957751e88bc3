"""Nothing is sent to other machines, whatever the environment asks for."""

import os
import signal
import socket
import subprocess
import sys
import urllib.request
from pathlib import Path

import pytest

from index.settings import PROJECT

# Loaded by Python at start-up: notes every look-up and connection that leaves the machine, and
# refuses it.
GUARD = """
import os, sys

LOOPBACK = (None, "", "localhost", "127.0.0.1", "::1", "0.0.0.0", "::")
EVENTS = ("socket.getaddrinfo", "socket.gethostbyname", "socket.connect", "socket.sendto",
          "socket.sendmsg")

def hook(event, args):
    if event not in EVENTS:
        return
    target = args[0] if event.startswith("socket.get") else args[1]
    if isinstance(target, tuple):
        target = target[0]
    elif event in ("socket.connect", "socket.sendto", "socket.sendmsg"):
        return  # a socket of this machine's own (AF_UNIX), or one connected before
    if isinstance(target, bytes):
        target = target.decode()
    if target not in LOOPBACK:
        with open(os.environ["GUARD_LOG"], "a") as log:
            log.write(f"{event} {target}\\n")
        raise OSError(f"guard: {event} {target}")

sys.addaudithook(hook)
"""
# What a machine may have set for other programs; 192.0.2.1 belongs to nobody.
ELSEWHERE = "http://192.0.2.1:9"
TALKATIVE = {
    "ANONYMIZED_TELEMETRY": "True",
    "GRADIO_ANALYTICS_ENABLED": "True",
    "LANGSMITH_TRACING": "true",
    "LANGSMITH_API_KEY": "key",
    "LANGSMITH_ENDPOINT": ELSEWHERE,
    "LANGCHAIN_TRACING_V2": "true",
    "HTTP_PROXY": ELSEWHERE,
    "HTTPS_PROXY": ELSEWHERE,
    "http_proxy": ELSEWHERE,
    "https_proxy": ELSEWHERE,
}


class Guard:
    """An environment for a process that is watched, and what it tried."""

    def __init__(self, folder: Path) -> None:
        (folder / "sitecustomize.py").write_text(GUARD)
        self.log = folder / "attempts"
        self.environment = (
            os.environ
            | TALKATIVE
            | {
                "PYTHONPATH": os.pathsep.join([str(folder), str(PROJECT)]),
                "PYTHONUNBUFFERED": "1",
                "GUARD_LOG": str(self.log),
                "PLAN_DATA": str(folder / "data"),
            }
        )

    @property
    def attempts(self) -> list[str]:
        return self.log.read_text().splitlines() if self.log.exists() else []

    def run(self, *command: str) -> "subprocess.CompletedProcess[str]":
        return subprocess.run(
            [sys.executable, *command],
            env=self.environment, cwd=PROJECT, check=False, timeout=180,
            capture_output=True, encoding="utf-8",
        )  # fmt: skip


@pytest.fixture
def guard(tmp_path: Path) -> Guard:
    return Guard(tmp_path)


@pytest.mark.parametrize(
    "attempt",
    [
        "import socket; socket.create_connection(('192.0.2.1', 9), 1)",
        "import socket; socket.getaddrinfo('example.invalid', 80)",
        "import socket; socket.socket(type=socket.SOCK_DGRAM).sendto(b'x', ('192.0.2.1', 9))",
        "import urllib.request; urllib.request.urlopen('http://example.invalid')",
    ],
)
def test_guard_notices(guard, attempt):
    assert guard.run("-c", attempt).returncode == 1
    assert guard.attempts


def test_guard_lets_the_machine_talk_to_itself(guard):
    attempt = (
        "import socket; s = socket.create_server(('127.0.0.1', 0));"
        "socket.create_connection(s.getsockname()); socket.getaddrinfo('localhost', 80)"
    )
    assert guard.run("-c", attempt).returncode == 0
    assert guard.attempts == []


@pytest.mark.parametrize("address", [("192.0.2.1", 9), ("example.invalid", 80)])
def test_the_tests_themselves_are_watched(no_network, address):
    with pytest.raises(OSError, match="no network in tests"):
        socket.create_connection(address, 1)
    assert len(no_network) == 1
    no_network.clear()


def test_asking_and_indexing_connect_to_nobody(guard):
    asked = guard.run("app.py", "ask", "今年旧改征收多少户？")
    assert (asked.returncode, asked.stderr) == (0, "")
    assert "10000户以上" in asked.stdout
    assert guard.attempts == []


def test_a_model_that_is_not_there_is_not_downloaded(guard):
    guard.environment["PLAN_EMBEDDER"] = "somebody/some-model"
    asked = guard.run("app.py", "ask", "今年旧改征收多少户？")
    assert asked.returncode == 2 and "无法加载向量模型" in asked.stderr
    assert guard.attempts == []


def test_chat_connects_to_nobody(guard):
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{probe.getsockname()[1]}"
    command = [sys.executable, "app.py", "--port", url.rpartition(":")[2]]
    with subprocess.Popen(
        command,
        env=guard.environment, cwd=PROJECT, stdout=subprocess.PIPE, encoding="utf-8",
        # A shell that runs the tests in the background makes all they start ignore it.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    ) as process:  # fmt: skip
        try:
            assert process.stdout
            assert process.stdout.readline() == f"打开 {url}\n"
            direct = urllib.request.build_opener(urllib.request.ProxyHandler({}))
            for path in ("/", "/config"):
                assert direct.open(url + path, timeout=20).status == 200
            process.send_signal(signal.SIGINT)
            assert process.wait(60) == 0
        finally:
            process.kill()
    assert guard.attempts == []
