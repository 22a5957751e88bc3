"""The items of a plan by theme: as its overlay says, or as the embedder sorts them."""

import tomllib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from index.plan import Item, Plan, Theme

if TYPE_CHECKING:  # loading langchain must not delay the page
    from langchain_core.embeddings import Embeddings

_GENERAL = Path(__file__).with_suffix(".toml")
_REST = "其他"
_READ = 300
"""Characters of an item that say what it is about; its beginning does."""


@dataclass(frozen=True, slots=True)
class GeneralTheme:
    """A theme that any plan may have; `about` is what items are compared with."""

    name: str
    about: str


@lru_cache(maxsize=1)
def general_themes() -> tuple[GeneralTheme, ...]:
    """Return the themes of `themes.toml`."""
    data = tomllib.loads(_GENERAL.read_text(encoding="utf-8"))
    return tuple(GeneralTheme(entry["name"], entry["about"]) for entry in data["theme"])


def own_themes(plan: Plan) -> tuple[Theme, ...]:
    """Return the themes of the plan's overlay, the items that none names under 其他 at the end."""
    named = {label for theme in plan.themes for label in theme.items}
    rest = tuple(item.label for item in plan.items if item.label not in named)
    return (*plan.themes, Theme(_REST, rest)) if plan.themes and rest else plan.themes


def automatic_themes(plan: Plan, embedder: "Embeddings") -> tuple[Theme, ...]:
    """Sort the plan's items under the general themes, each under the nearest; no empty theme.

    Cosines of the embedder differ more by theme than by item, because some descriptions are
    near to everything: each theme is therefore measured against its own mean over the items.
    """
    themes = general_themes()
    about = np.array([embedder.embed_query(theme.about) for theme in themes])
    items = np.array(embedder.embed_documents([_opening(item) for item in plan.items]))
    nearness = items @ about.T
    nearest = np.argmax(nearness - nearness.mean(axis=0), axis=1)
    sorted_items = [
        tuple(item.label for item, best in zip(plan.items, nearest, strict=True) if best == place)
        for place in range(len(themes))
    ]
    return tuple(
        Theme(theme.name, labels)
        for theme, labels in zip(themes, sorted_items, strict=True)
        if labels
    )


def _opening(item: Item) -> str:
    return f"{item.title}。{item.text}"[:_READ]
