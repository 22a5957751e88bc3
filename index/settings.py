"""What an office may set, from the environment or a `.env` file beside app.py."""

import zlib
from functools import lru_cache
from pathlib import Path
from typing import Annotated

from pydantic import BeforeValidator, Field, SecretStr, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from index.errors import UserError

PROJECT = Path(__file__).resolve().parent.parent
BUILT_IN_PLAN = PROJECT / "index" / "plans" / "2020.txt"
BUNDLED_EMBEDDER = "plan-e5-small"
PLAIN_EMBEDDER = "multilingual-e5-small"
BUNDLED_MODEL = PROJECT / "index" / "plan-e5-small.bin"


def _named(path: object) -> object:
    """Refuse an empty path, which would be the working folder: PLAN_DATA= in a .env."""
    if path == "":
        raise ValueError("an empty path")
    return path


_NamedPath = Annotated[Path, BeforeValidator(_named)]


class Settings(BaseSettings):
    """Every variable starts with `PLAN_`, e.g. `PLAN_DATA=/srv/plan`."""

    model_config = SettingsConfigDict(env_prefix="PLAN_", env_file=PROJECT / ".env", extra="ignore")

    file: _NamedPath = BUILT_IN_PLAN
    """The plan to answer from."""
    data: _NamedPath = PROJECT / ".data"
    """The folder of the index."""
    chroma_url: Annotated[str, Field(pattern=r"^https?://[^/\s]+$")] | None = None
    """A Chroma server for the vectors, e.g. `http://127.0.0.1:8000`; None: in the folder."""
    embedder: str = BUNDLED_EMBEDDER
    """The bundled model, or any sentence-transformers model (local folder or hub id)."""
    query_prompt: str | None = None
    """Text put before a query for an embedder that needs one and does not bring its own."""
    passage_prompt: str | None = None
    """Text put before a passage, likewise."""
    llm: str | None = None
    """A language model by its name at the server; None: answers only quote."""
    llm_url: str | None = None
    """The server's OpenAI-compatible address, e.g. `http://127.0.0.1:11434/v1`."""
    llm_key: SecretStr | None = None
    """The server's key, if it wants one."""
    llm_timeout: Annotated[float, Field(gt=0, le=3600)] = 60.0
    """Seconds a model may take for a whole message."""
    llm_context: Annotated[int, Field(ge=2048)] = 4096
    """Tokens the model reads and writes at most."""

    @property
    def embedder_identity(self) -> str:
        """What the index fingerprint says of the embedder: a change of it means a rebuild."""
        name = self.embedder
        if name == BUNDLED_EMBEDDER:  # fitted anew, it is another model by the same name
            name = f"{name} {_digest(BUNDLED_MODEL)}"
        return "|".join([name, self.query_prompt or "", self.passage_prompt or ""])


@lru_cache(maxsize=1)
def _digest(path: Path) -> str:
    return f"{zlib.crc32(path.read_bytes()):08x}"


@lru_cache(maxsize=1)
def settings() -> Settings:
    """Return the settings of this process; raise UserError naming those that make no sense."""
    try:
        return Settings()
    except ValidationError as error:
        # Neither values nor pydantic's own text: a key could be among them.
        wrong = "、".join(sorted({f"PLAN_{str(e['loc'][0]).upper()}" for e in error.errors()}))
        raise UserError(
            f"设置 {wrong} 的值不对。请检查环境变量和 .env 文件，说明见 README 的 Settings 一节。",
            f"bad value for {wrong}",
        ) from None
