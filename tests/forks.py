"""Processes of the tests, forked from one that has imported all that they need.

Importing it takes as long as most of what is tested of them.
"""

import multiprocessing
import os
import sys
from collections.abc import Callable, Mapping, Sequence
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Any

from index.settings import PROJECT

_FORKS = multiprocessing.get_context("forkserver")
_FORKS.set_forkserver_preload(["tests.browsing", "tests.preloaded", "assistant.chain", "chromadb"])


def forked(
    run: Callable[..., object], log: Path, *arguments: Any, **environment: str
) -> BaseProcess:
    """Start `run(*arguments)` in the project's folder, and with these variables, too.

    What it writes goes to the file `log`.
    """
    process = _FORKS.Process(
        target=_run, args=(run, arguments, log, {**os.environ, **environment}), daemon=True
    )
    process.start()
    return process


def _run(
    run: Callable[..., object], arguments: Sequence[Any], log: Path, environment: Mapping[str, str]
) -> None:
    os.chdir(PROJECT)
    os.environ.clear()
    os.environ.update(environment)
    with log.open("w") as output:
        os.dup2(output.fileno(), sys.stdout.fileno())
        os.dup2(output.fileno(), sys.stderr.fileno())
    run(*arguments)
