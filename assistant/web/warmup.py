"""Load the assistant in the background, so that the page is up before the model is."""

import logging
import threading
from collections.abc import Callable
from typing import Generic, Literal, TypeVar

from index.errors import UserError

State = Literal["loading", "ready", "failed"]
T = TypeVar("T")

_log = logging.getLogger(__name__)
_UNEXPECTED = (
    "模型没有加载成功，暂时不能回答问题（原文仍可查看）。"
    "请关闭程序后重新打开；如果还是这样，请把运行窗口里的记录交给管理员。"
)


class Warmup(Generic[T]):
    """Calls `load` once in a daemon thread; `result` waits for what it returned."""

    def __init__(self, load: Callable[[], T]) -> None:
        self._load = load
        self._finished = threading.Event()
        self._loaded: T | None = None
        self._error: UserError | None = None
        self._thread = threading.Thread(target=self._run, name="warmup", daemon=True)

    def start(self) -> None:
        """Begin loading; to be called once."""
        self._thread.start()

    @property
    def state(self) -> State:
        """Return whether loading goes on, has succeeded or has failed."""
        if not self._finished.is_set():
            return "loading"
        return "failed" if self._error else "ready"

    @property
    def message(self) -> str:
        """Return what to tell the person about a failure; empty without one."""
        return self._error.message if self._error else ""

    def wait(self, timeout: float | None = None) -> bool:
        """Wait until loading has ended either way; return False on timeout."""
        return self._finished.wait(timeout)

    def result(self) -> T:
        """Wait and return what was loaded; raise UserError if loading failed."""
        self._finished.wait()
        if self._error:
            raise self._error
        assert self._loaded is not None
        return self._loaded

    def exchange(self, loaded: T) -> None:
        """Put `loaded` in the place of what was loaded."""
        self._loaded = loaded

    def _run(self) -> None:
        try:
            self._loaded = self._load()
        except UserError as error:
            _log.error("loading failed: %s", error.technical)
            self._error = error
        except Exception as error:
            _log.exception("loading failed")
            self._error = UserError(_UNEXPECTED, f"loading failed: {error}")
        finally:
            self._finished.set()
