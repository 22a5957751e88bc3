"""A real page in a real browser: servers of canned and of real answers, and watched pages."""

import re
import shutil
import socket
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from langchain_core.embeddings import Embeddings
from playwright.sync_api import Browser, ConsoleMessage, Page, expect

from assistant.answers.answer import Answer, Citation, Statement
from assistant.web import app
from assistant.web.auth import read_users
from assistant.web.catalogue import Catalogue
from assistant.web.warmup import Warmup
from index.plan import Plan, Span
from index.settings import BUILT_IN_PLAN, Settings
from index.shelf import unshelved
from tests.forks import forked

CHROMIUM = shutil.which("chromium")
expect.set_options(timeout=15_000)  # of a busy machine
# Gradio's client closes its streams when a page is left, and reports each as a fault of its own.
_LEFT, _LOST = "BodyStreamBuffer was aborted", "Connection errored out"
needs_chromium = pytest.mark.skipif(CHROMIUM is None, reason="chromium is not installed")


class Alike(Embeddings):
    """Stands for the embedder: all texts mean the same."""

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        """Return a vector as long as those of the bundled model for each text."""
        return [self.embed_query(text) for text in texts]

    def embed_query(self, text: str) -> list[float]:
        """Return the same vector."""
        return [1.0] * 384


class Canned:
    """Stands for the assistant: quick, the same each time; slow or failing when asked to."""

    embedder = Alike()

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self.histories: list[list[str]] = []

    def subject(self, answer: Answer, picked: Any) -> tuple["Canned", str]:
        """Every answer is of the one plan."""
        return self, ""

    def ask(self, question: str, history: Sequence[str] = (), picked: Any = None) -> Answer:
        """Answer with one statement of each role."""
        self.histories.append(list(history))
        if "慢" in question:
            time.sleep(3)
        if "内部错误" in question:
            raise RuntimeError("secret detail")
        fact, sentence = self.cite("17", "10000户以上"), self.cite("17", "完成旧改征收10000户以上")
        bullets = [self.cite("23", "坚持党委统一领导"), self.cite("1", "中心开花")]
        lines = [
            Statement("lead", fact.quote, (fact,), (fact.quote,)),
            Statement("quote", sentence.quote, (sentence,)),
            Statement("phrase", f"历史{len(history)}句。"),
            Statement("heading", "另见"),
            *(Statement("bullet", bullet.quote, (bullet,)) for bullet in bullets),
        ]
        return Answer(question, "answered", tuple(lines))

    def cite(self, label: str, quote: str) -> Citation:
        """Return the citation of `quote` in an item."""
        item = self.plan.item(label)
        assert item
        start = item.span.start + item.text.index(quote)
        return Citation(label, quote, Span(start, start + len(quote)))


def serve_canned(port: int, users: Path | None = None, root: str = "") -> None:
    """Run the page on canned answers (in a process of its own)."""
    _report_outside_calls()
    plans = Catalogue([unshelved(BUILT_IN_PLAN, Settings())])

    def load() -> Any:
        time.sleep(1)
        return Canned(plans.plan(plans.plans[0]))

    app.run(plans, Warmup(load), "127.0.0.1", port, users and read_users(users), root)


def _report_outside_calls() -> None:
    """Print every look-up and connection of this process that is not to itself."""

    def hook(event: str, args: tuple[Any, ...]) -> None:
        if event == "socket.getaddrinfo":
            host = args[0]
        elif event == "socket.connect" and isinstance(args[1], tuple):
            host = args[1][0]
        else:
            return
        if host not in (None, "localhost", "127.0.0.1", b"127.0.0.1", "::1"):
            print(f"OUTSIDE {host}", flush=True)

    sys.addaudithook(hook)


@contextmanager
def running(
    serve: Callable[..., None], data: Path, *arguments: Any, **environment: str
) -> Iterator[str]:
    """Run `serve(port, *arguments)` in a process until the page is up; yield its address.

    Its index is in the folder `index` of `data`, which may hold one, unless `PLAN_DATA` says
    otherwise; what it writes is in `server.log` there.
    """
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    log = data / "server.log"
    log.touch()
    environment = {"PLAN_DATA": str(data / "index")} | environment
    process = forked(serve, log, port, *arguments, **environment)
    url = f"http://127.0.0.1:{port}"
    try:
        deadline = time.monotonic() + 90
        while f"打开 {url}\n" not in log.read_text():
            assert process.is_alive() and time.monotonic() < deadline, log.read_text()
            time.sleep(0.1)
        yield url
    finally:
        process.terminate()
        process.join(20)
        assert process.exitcode is not None
        assert "OUTSIDE" not in log.read_text()


def serve_real(port: int, plan: Path | None = BUILT_IN_PLAN, users: Path | None = None) -> None:
    """Run the page on the real assistant (in a process of its own), on the shelf without `plan`."""
    _report_outside_calls()
    app.serve(plan, Settings(), port=port, auth=users)


def serve_once_told(port: int, told: Path) -> None:
    """Run the page on the real assistant, whose model is loaded once the file `told` is there."""
    load = Warmup._run

    def wait_and_load(warmup: Warmup[Any]) -> None:
        while not told.exists():
            time.sleep(0.05)
        load(warmup)

    Warmup._run = wait_and_load  # type: ignore[method-assign]
    serve_real(port)


@contextmanager
def watched_page(
    browser: Browser,
    url: str,
    width: int = 1280,
    before: Callable[[Page], None] | None = None,
    expected: str = "",
    **options: Any,
) -> Iterator[Page]:
    """Open the page; afterwards no script of another's ran, no other host was asked and the
    console had no errors.

    `before` is done first, on what the address shows; errors that match `expected` are none.
    Motion is reduced: a click aimed while the page glides to the source would miss its button.
    """
    context = browser.new_context(
        viewport={"width": width, "height": 800}, reduced_motion="reduce", **options
    )
    page = context.new_page()
    page.set_default_timeout(20_000)
    hosts: set[str] = set()
    errors: list[str] = []

    def note(message: ConsoleMessage) -> None:
        if message.type == "error":
            errors.append(f"{message.text} {message.location['url']}")

    page.on("request", lambda request: hosts.add(urlsplit(request.url).hostname or request.url))
    page.on("console", note)
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on("dialog", lambda dialog: (errors.append(f"dialog {dialog.message}"), dialog.dismiss()))
    page.goto(url)
    if before:
        before(page)
    expect(page.locator("html.plan-ready")).to_be_attached(timeout=20_000)
    yield page
    assert page.evaluate("window.hacked") is None
    context.close()
    assert hosts == {"127.0.0.1"}
    unexpected = [each for each in errors if not (expected and re.search(expected, each))]
    if any(_LEFT in each for each in unexpected):
        unexpected = [each for each in unexpected if not re.search(f"{_LEFT}|{_LOST}", each)]
    assert not unexpected, unexpected


def ask(page: Page, question: str, turns: int = 1) -> None:
    """Ask with Enter and wait for the whole answer, and until Gradio has closed the event."""
    page.locator("#question textarea").fill(question)
    page.keyboard.press("Enter")
    expect(page.locator(".turn")).to_have_count(turns)
    expect(page.locator("[data-busy]")).to_have_count(0)
    expect(page.locator("#chat.asking")).to_have_count(0)
