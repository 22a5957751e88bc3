"""In which other words people ask about a sentence: document expansion, written beside a plan.

`<plan>.asked.toml` names a place in an item (`at`, words that stand in one of its sentences)
and how people ask about it (`say`). The phrases widen the search (doc2query: Nogueira, Yang,
Lin, Cho: Document Expansion by Query Prediction, 2019); they are never shown or quoted.
Their vectors for the bundled model ship beside the built-in plan, made anew by
`python -m index.asked`.
"""

import tomllib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from index.errors import PlanError


@dataclass(frozen=True, slots=True)
class Asked:
    """`phrases` ask about what the item with this `label` says at the words `at`."""

    label: str
    at: str
    phrases: tuple[str, ...]


def read_asked(path: Path) -> tuple[Asked, ...]:
    """Read the expansions at `path`; an absent file has none.

    Raises PlanError naming the file and the fault when it is not the expected TOML.
    """
    if not path.exists():
        return ()
    try:
        return _parsed(path.read_text(encoding="utf-8"))
    except (OSError, ValueError, TypeError, KeyError, AttributeError) as error:
        raise PlanError(
            f"别名问法文件“{path.name}”有错误：{error}。请改正，或先移走该文件。",
            f"invalid expansions {path}: {error}",
        ) from error


@lru_cache(maxsize=8)  # a plan is read again whenever it changes, and these with it
def _parsed(text: str) -> tuple[Asked, ...]:
    return tuple(
        Asked(str(entry["item"]), str(entry["at"]), tuple(map(str, entry["say"])))
        for entry in tomllib.loads(text).get("asked", ())
    )


def _ship_vectors() -> None:
    from index.reading import load_plan
    from index.settings import BUILT_IN_PLAN, Settings
    from index.vectors import make_vectors

    groups = [expansion.phrases for expansion in load_plan(BUILT_IN_PLAN).expansions]
    made = make_vectors(groups, BUILT_IN_PLAN.with_suffix(".asked.npz"), Settings())
    print(f"{len(made)} expansions")


if __name__ == "__main__":
    _ship_vectors()
