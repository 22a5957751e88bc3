"""The prompts, from the files of `prompts/`."""

import tomllib
from dataclasses import dataclass
from functools import lru_cache

from index.settings import PROJECT

Messages = list[tuple[str, str]]
# What a text from outside could end its own tags with.
_HARMLESS = str.maketrans("<>", "＜＞")


@dataclass(frozen=True)
class Prompt:
    """A prompt as written; `{placeholders}` are still open."""

    version: int
    system: str
    user: str

    def messages(self, **data: str) -> Messages:
        """Return the (role, text) messages for `data`, which cannot close the tags around it.

        Raises KeyError for a placeholder left unfilled.
        """
        values = {name: text.translate(_HARMLESS) for name, text in data.items()}
        user = self.user.strip().format(**values)
        return [("system", self.system.strip()), ("user", user)]


@lru_cache(maxsize=8)
def load_prompt(name: str) -> Prompt:
    """Read `prompts/<name>.toml`."""
    data = tomllib.loads((PROJECT / "prompts" / f"{name}.toml").read_text(encoding="utf-8"))
    return Prompt(data["version"], data["system"], data["user"])


def prompt_versions() -> dict[str, int]:
    """Return the version of every prompt, for the record of an evaluation run."""
    return {name: load_prompt(name).version for name in ("answer", "condense")}
