"""The real app in a process of its own, asked over HTTP: for measuring what a user waits for."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx

from index.errors import UserError
from index.settings import PROJECT

_PATIENCE = 120.0


@dataclass
class Served:
    """A running app; `page_after` are the seconds from its start to its page, `peak_mb` the most
    memory it held, known when it has ended."""

    url: str
    page_after: float
    peak_mb: float = 0.0


@contextmanager
def served(plan: Path, environment: Mapping[str, str]) -> Iterator[Served]:
    """Start the app on `plan` and wait for its page; raise UserError when it does not come up."""
    port = free_port()
    command = [sys.executable, "app.py", "--plan", str(plan.resolve()), "--port", str(port)]
    started = time.perf_counter()
    process = subprocess.Popen(
        command,
        cwd=PROJECT,
        env={**os.environ, **environment},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    app = Served(f"http://127.0.0.1:{port}", 0.0)
    try:
        _wait_for_page(app.url, process)
        app.page_after = time.perf_counter() - started
        yield app
    finally:
        process.terminate()
        app.peak_mb = peak_mb(process)


def _wait_for_page(url: str, process: "subprocess.Popen[bytes]") -> None:
    deadline = time.monotonic() + _PATIENCE
    while True:
        try:
            if httpx.get(url, trust_env=False, timeout=_PATIENCE).status_code == 200:
                return
        except httpx.TransportError:
            pass
        if process.poll() is not None or time.monotonic() > deadline:
            raise UserError(
                "程序没有启动成功。请先用 python app.py 看看哪里出错。", "the app did not start"
            )
        time.sleep(0.02)


def peak_mb(process: "subprocess.Popen[bytes]") -> float:
    """Wait for a process and return the most memory it held, in MB (as Linux counts it)."""
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    return usage.ru_maxrss / 1024


def free_port() -> int:
    """Return a port of this machine that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
