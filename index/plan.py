"""The plan as read: its title, date and numbered items, each traceable to source offsets."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Span:
    """Half-open character range [start, end) in `Plan.source`."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Item:
    """One numbered item; `text` is exactly `plan.source[span.start:span.end]`."""

    number: int
    label: str
    text: str
    span: Span
    section: str = ""
    title: str = ""
    title_is_editorial: bool = False


@dataclass(frozen=True, slots=True)
class Damage:
    """A suspected fault of the source text, told to the reader and never repaired."""

    item: str
    kind: str
    detail: str


@dataclass(frozen=True)
class Plan:
    """A yearly work plan. `source` is the decoded file, character for character."""

    name: str
    title: str
    date: str
    year: int | None
    source: str
    items: tuple[Item, ...]
    damage: tuple[Damage, ...] = ()
    synonyms: tuple[tuple[str, tuple[str, ...]], ...] = ()
    examples: tuple[str, ...] = ()
    _by_label: dict[str, Item] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_by_label", {item.label: item for item in self.items})

    def item(self, label: str) -> Item | None:
        """Return the item with this label ("17", "三-2"), or None."""
        return self._by_label.get(label)
