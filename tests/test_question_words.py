"""The table of how people ask names the pieces that several of its patterns have."""

import re
from collections.abc import Iterator
from typing import Any

from assistant.language.normalize import wording

_FILLED_BY_THE_READER = {"item"}


def texts(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        for inner in value.values():
            yield from texts(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from texts(inner)
    elif isinstance(value, str):
        yield value


def test_every_piece_that_a_pattern_names_is_put_into_it():
    left = {name for text in texts(wording()) for name in re.findall(r"\{([a-z_]+)\}", text)}
    assert left <= _FILLED_BY_THE_READER
    assert "pieces" not in wording()


def test_a_piece_may_be_made_of_pieces():
    (about_names, *_) = wording()["roles"]["claimed"]
    assert re.fullmatch(about_names, "植树由林业局负责")["names"] == "林业局"
