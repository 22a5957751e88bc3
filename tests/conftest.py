"""Fixtures shared by the tests: the built-in plan, read and indexed once a session."""

from pathlib import Path

import pytest

from assistant.chain import Assistant, open_assistant
from index.library import IndexedPlan, open_plan
from index.plan import Plan
from index.reading import load_plan
from index.settings import BUILT_IN_PLAN, BUNDLED_EMBEDDER, Settings


def settings_in(folder: Path, embedder: str = BUNDLED_EMBEDDER) -> Settings:
    """Settings that no variable or .env file of this machine can change."""
    return Settings(
        _env_file=None,
        file=BUILT_IN_PLAN,
        data=folder,
        embedder=embedder,
        query_prompt=None,
        passage_prompt=None,
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
def session_settings(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """Settings of the built-in plan with the bundled embedder, in the session's own folder."""
    return settings_in(tmp_path_factory.mktemp("built-in") / "data")


@pytest.fixture(scope="session")
def indexed(session_settings: Settings) -> IndexedPlan:
    """The built-in plan, indexed with the bundled embedder."""
    return open_plan(BUILT_IN_PLAN, session_settings)


@pytest.fixture(scope="session")
def assistant(indexed: IndexedPlan, session_settings: Settings) -> Assistant:
    """The assistant over the same index folder."""
    return open_assistant(BUILT_IN_PLAN, session_settings)
