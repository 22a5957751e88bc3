"""No test connects to another machine: an audit hook refuses it and fails the test."""

import sys
from collections.abc import Iterator
from typing import Any

import pytest

_LOOPBACK = (None, "", "localhost", "127.0.0.1", "::1", "0.0.0.0", "::")
_EVENTS = ("socket.connect", "socket.sendto", "socket.sendmsg")
_LOOKUPS = ("socket.getaddrinfo", "socket.gethostbyname")
_attempts: list[str] = []


def _watch(event: str, args: tuple[Any, ...]) -> None:
    if event in _LOOKUPS:
        host = args[0]
    elif event in _EVENTS and isinstance(args[1], tuple):
        host = args[1][0]
    else:
        return
    host = host.decode() if isinstance(host, bytes) else host
    if host not in _LOOPBACK:
        _attempts.append(f"{event} {host}")
        raise OSError(f"no network in tests: {event} {host}")


sys.addaudithook(_watch)


@pytest.fixture(autouse=True)
def no_network() -> Iterator[list[str]]:
    """Fail a test in whose time this process looked beyond the machine, in any thread."""
    _attempts.clear()
    yield _attempts
    assert _attempts == []
