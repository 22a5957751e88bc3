"""The real app in a process of its own, asked over HTTP: for measuring what a user waits for."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx

from index.errors import UserError
from index.settings import PROJECT

_PATIENCE = 120.0


@dataclass
class Served:
    """A running app.

    `page_after` are the seconds from its start to its page, `busy_after` its processor's seconds
    until then, which other work on the machine does not lengthen; `peak_mb` is the most memory
    it held, known when it has ended.
    """

    url: str
    page_after: float
    busy_after: float
    peak_mb: float = 0.0


@dataclass(frozen=True, slots=True)
class Usage:
    """What an ended process took: seconds of processor time, and the most memory it held in MB."""

    busy: float
    peak_mb: float


@contextmanager
def served(plan: Path, environment: Mapping[str, str]) -> Iterator[Served]:
    """Start the app on `plan` and wait for its page; raise UserError when it does not come up."""
    port = free_port()
    arguments = ["app.py", "--plan", str(plan.resolve()), "--port", str(port)]
    with serving(arguments, port, environment) as app:
        yield app


@contextmanager
def serving(
    arguments: Sequence[str], port: int, environment: Mapping[str, str]
) -> Iterator[Served]:
    """Run Python with `arguments` and wait for the page it serves at `port`."""
    started = time.perf_counter()
    process = subprocess.Popen(
        [sys.executable, *arguments],
        cwd=PROJECT,
        env={**os.environ, **environment},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    app = Served(f"http://127.0.0.1:{port}", 0.0, 0.0)
    try:
        _wait_for_page(app.url, port, process)
        app.page_after = time.perf_counter() - started
        app.busy_after = _busy(process)
        yield app
    finally:
        process.terminate()
        app.peak_mb = usage(process).peak_mb


def _wait_for_page(url: str, port: int, process: "subprocess.Popen[bytes]") -> None:
    """Ask for the page once the port is open. Asking by HTTP again and again until it is would
    take half a processor from the app that is waited for."""
    deadline = time.monotonic() + _PATIENCE
    with httpx.Client(trust_env=False, timeout=_PATIENCE) as client:
        while True:
            try:
                socket.create_connection(("127.0.0.1", port), timeout=_PATIENCE).close()
                if client.get(url).status_code == 200:
                    return
            except (OSError, httpx.TransportError):
                pass
            if process.poll() is not None or time.monotonic() > deadline:
                raise UserError(
                    "程序没有启动成功。请先用 python app.py 看看哪里出错。", "the app did not start"
                )
            time.sleep(0.01)


def _busy(process: "subprocess.Popen[bytes]") -> float:
    """Return the seconds of processor time of a running process; 0 where /proc does not tell."""
    try:
        status = Path(f"/proc/{process.pid}/stat").read_text(encoding="utf-8")
    except OSError:
        return 0.0
    user, system = status.rpartition(")")[2].split()[11:13]
    return (int(user) + int(system)) / os.sysconf("SC_CLK_TCK")


def usage(process: "subprocess.Popen[bytes]") -> Usage:
    """Wait for a process and return what it took (memory as Linux counts it).

    Nothing is known of one that ended by itself and was noticed.
    """
    if process.returncode is not None:
        return Usage(0.0, 0.0)
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    return Usage(used.ru_utime + used.ru_stime, used.ru_maxrss / 1024)


def free_port() -> int:
    """Return a port of this machine that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
