"""The editable overlay beside a plan: display titles, synonyms, examples, themes, questions.

The overlay never changes the plan's text. A title given here is marked as editorial
wherever it is shown.
"""

import tomllib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from index.errors import PlanError
from index.plan import Theme


@dataclass(frozen=True)
class Overlay:
    """What the overlay says.

    `titles` maps item labels to display titles; `synonyms` pairs a said word with plan words;
    `cases` is a file of verified questions in the format of the evaluation.
    """

    titles: dict[str, str] = field(default_factory=dict)
    synonyms: tuple[tuple[str, tuple[str, ...]], ...] = ()
    examples: tuple[str, ...] = ()
    themes: tuple[Theme, ...] = ()
    cases: Path | None = None


def read_overlay(path: Path) -> Overlay:
    """Read the overlay at `path`; an absent file is an empty overlay.

    Raises PlanError naming the file and the fault when it is not the expected TOML.
    """
    if not path.exists():
        return Overlay()
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
        return Overlay(
            titles={str(label): str(title) for label, title in data.get("titles", {}).items()},
            synonyms=synonym_pairs(data),
            examples=tuple(str(question) for question in data.get("examples", ())),
            themes=tuple(
                Theme(str(theme["name"]), tuple(str(label) for label in theme["items"]))
                for theme in data.get("theme", ())
            ),
            cases=path.parent / data["cases"] if "cases" in data else None,
        )
    except (OSError, ValueError, TypeError, KeyError, AttributeError) as error:
        raise PlanError(
            f"附加说明文件“{path.name}”有错误：{error}。请改正，或先移走该文件。",
            f"invalid overlay {path}: {error}",
        ) from error


def synonym_pairs(data: dict[str, Any]) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Flatten `[[entry]] say=[…] plan=[…]` into (said word, plan words) pairs."""
    return tuple(
        (str(said).lower(), tuple(str(word) for word in entry["plan"]))
        for entry in data.get("entry", ())
        for said in entry["say"]
    )
