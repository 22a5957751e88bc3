"""What an office may set, from the environment or a `.env` file beside app.py."""

from functools import lru_cache
from pathlib import Path

from pydantic_settings import BaseSettings, SettingsConfigDict

PROJECT = Path(__file__).resolve().parent.parent
BUILT_IN_PLAN = PROJECT / "index" / "plans" / "2020.txt"
BUNDLED_EMBEDDER = "multilingual-e5-small"


class Settings(BaseSettings):
    """Every variable starts with `PLAN_`, e.g. `PLAN_DATA=/srv/plan`."""

    model_config = SettingsConfigDict(env_prefix="PLAN_", env_file=PROJECT / ".env", extra="ignore")

    file: Path = BUILT_IN_PLAN
    """The plan to answer from."""
    data: Path = PROJECT / ".data"
    """The folder of the index."""
    embedder: str = BUNDLED_EMBEDDER
    """The bundled model, or any sentence-transformers model (local folder or hub id)."""
    query_prompt: str | None = None
    """Text put before a query for an embedder that needs one and does not bring its own."""
    passage_prompt: str | None = None
    """Text put before a passage, likewise."""


@lru_cache(maxsize=1)
def settings() -> Settings:
    """Return the settings of this process."""
    return Settings()
