"""Fixtures shared by the tests: plans, read and indexed once a run; pages."""

import hashlib
import os
import shutil
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import pytest
from filelock import FileLock
from playwright.sync_api import Browser, Page, sync_playwright

from assistant.answers.render import to_markdown
from assistant.chain import Assistant, open_assistant
from index.library import IndexedPlan, open_plan
from index.plan import Plan
from index.reading import load_plan
from index.settings import BUILT_IN_PLAN, BUNDLED_EMBEDDER, Settings
from tests.browsing import CHROMIUM, running, serve_canned, watched_page
from tests.no_network import no_network

__all__ = ["no_network"]  # for every test


def settings_in(folder: Path, embedder: str = BUNDLED_EMBEDDER) -> Settings:
    """Settings that no variable or .env file of this machine can change."""
    return Settings(
        _env_file=None,
        file=BUILT_IN_PLAN,
        data=folder,
        chroma_url=None,
        embedder=embedder,
        query_prompt=None,
        passage_prompt=None,
        llm=None,
    )


@pytest.fixture(scope="session")
def plan() -> Plan:
    """The built-in plan, read from its file."""
    return load_plan(BUILT_IN_PLAN)


@pytest.fixture
def data_folder(tmp_path: Path) -> Path:
    """An index folder that does not exist yet."""
    return tmp_path / "data"


@pytest.fixture(scope="session")
def lay_index(tmp_path_factory: pytest.TempPathFactory) -> Callable[[Path, Path], Path]:
    """Lay an index of a plan file into a folder, and return the folder.

    It is a copy, for what a test does there to be seen by no other; what is copied is made once
    a run, by the first process that wants it.
    """
    base = tmp_path_factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:  # each process has a folder of its own in the run's
        base = base.parent
    indexes = base / "indexes"
    indexes.mkdir(exist_ok=True)

    def laid(plan: Path, folder: Path) -> Path:
        made = indexes / hashlib.sha256(str(plan.resolve()).encode()).hexdigest()
        with FileLock(f"{made}.lock"):
            if not made.exists():
                open_plan(plan, settings_in(made))
        return Path(shutil.copytree(made, folder))

    return laid


@pytest.fixture(scope="session")
def session_settings(
    tmp_path_factory: pytest.TempPathFactory, lay_index: Callable[[Path, Path], Path]
) -> Settings:
    """Settings of the built-in plan with the bundled embedder, in the session's own folder."""
    return settings_in(lay_index(BUILT_IN_PLAN, tmp_path_factory.mktemp("built-in") / "data"))


@pytest.fixture(scope="session")
def indexed(session_settings: Settings) -> IndexedPlan:
    """The built-in plan, indexed with the bundled embedder."""
    return open_plan(BUILT_IN_PLAN, session_settings)


@pytest.fixture(scope="session")
def assistant(indexed: IndexedPlan, session_settings: Settings) -> Assistant:
    """The assistant over the same index folder."""
    return open_assistant(BUILT_IN_PLAN, session_settings)


@pytest.fixture(scope="session")
def assistant_on(
    tmp_path_factory: pytest.TempPathFactory, lay_index: Callable[[Path, Path], Path]
) -> Callable[[Path], Assistant]:
    """Open the assistant of a plan file of the project's, once a session."""

    @cache
    def opened(plan: Path) -> Assistant:
        folder = lay_index(plan, tmp_path_factory.mktemp("on") / "data")
        return open_assistant(plan, settings_in(folder))

    return opened


@pytest.fixture(scope="session")
def assistant_of(
    tmp_path_factory: pytest.TempPathFactory, session_settings: Settings
) -> Callable[[str], Assistant]:
    """Open the assistant of a plan given as text, in a folder of its own, once a session."""

    @cache
    def opened(text: str) -> Assistant:
        folder = tmp_path_factory.mktemp("own")
        (folder / "plan.txt").write_text(text, encoding="utf-8")
        own = session_settings.model_copy(update={"data": folder / "data"})
        return open_assistant(folder / "plan.txt", own)

    return opened


@pytest.fixture(scope="session")
def told_of(assistant_of: Callable[[str], Assistant]) -> Callable[[str], Callable[[str], str]]:
    """Ask of a plan given as text; what is told is joined to one line."""

    def of_plan(text: str) -> Callable[[str], str]:
        assistant = assistant_of(text)
        return lambda question: "".join(s.text for s in assistant.ask(question).statements)

    return of_plan


@pytest.fixture(scope="module")
def told(
    request: pytest.FixtureRequest, told_of: Callable[[str], Callable[[str], str]]
) -> Callable[[str], str]:
    """Ask of the plan that a module of tests has as PLAN; what is told is joined to one line."""
    return told_of(request.module.PLAN)


@pytest.fixture(scope="module")
def answered(
    request: pytest.FixtureRequest, assistant_of: Callable[[str], Assistant]
) -> Callable[[str], tuple[str, str]]:
    """Ask of the plan that a module of tests has as PLAN; the status of the answer, and its text as
    it is shown, without the marks of what is bold."""
    assistant = assistant_of(request.module.PLAN)

    def ask(question: str) -> tuple[str, str]:
        answer = assistant.ask(question)
        return answer.status, to_markdown(answer).replace("**", "")

    return ask


@pytest.fixture(scope="session")
def plan_of(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Plan]:
    """Read a plan given as text, once a session."""

    @cache
    def read(text: str) -> Plan:
        path = tmp_path_factory.mktemp("read") / "plan.txt"
        path.write_text(text, encoding="utf-8")
        return load_plan(path)

    return read


@pytest.fixture(scope="session")
def canned_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the server of canned answers keeps its files: `index` is its PLAN_DATA."""
    return tmp_path_factory.mktemp("canned")


@pytest.fixture(scope="session")
def canned_url(canned_folder: Path) -> Iterator[str]:
    """The address of a server that answers at once and always the same."""
    with running(serve_canned, canned_folder) as url:
        yield url


# Not for the session: while it is open, asyncio.run() fails in every other test.
@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """The system's Chromium."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture
def page(browser: Browser, canned_url: str) -> Iterator[Page]:
    """The page, wide, with canned answers."""
    with watched_page(browser, canned_url) as page:
        yield page


@pytest.fixture
def phone(browser: Browser, canned_url: str) -> Iterator[Page]:
    """The page on a phone."""
    with watched_page(browser, canned_url, 375, has_touch=True, is_mobile=True) as page:
        yield page
