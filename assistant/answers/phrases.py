"""The fixed phrases of answers, from `prompts/phrases.toml`."""

import tomllib
from functools import lru_cache

from index.settings import PROJECT

_FILE = PROJECT / "prompts" / "phrases.toml"


@lru_cache(maxsize=1)
def _phrases() -> dict[str, dict[str, str]]:
    return tomllib.loads(_FILE.read_text(encoding="utf-8"))


def phrase(name: str, **values: object) -> str:
    """Return the phrase `name` ("silent.aspect") with its {placeholders} filled.

    Raises KeyError for an unknown name or a placeholder left unfilled.
    """
    section, _, key = name.partition(".")
    return _phrases()[section][key].format(**values)
