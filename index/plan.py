"""The plan as read: its title, date and numbered items, each traceable to source offsets."""

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

_CLAUSES_OR_FIGURES = re.compile(r"[,，;；:：\d]")


@dataclass(frozen=True, slots=True)
class Span:
    """Half-open character range [start, end) in `Plan.source`."""

    start: int
    end: int

    def overlaps(self, other: "Span") -> bool:
        """Whether both have a character in common."""
        return self.start < other.end and other.start < self.end


@dataclass(frozen=True, slots=True)
class Item:
    """One numbered item; `text` is exactly `plan.source[span.start:span.end]`.

    `part` is "body" of the plan's own items; what is of another part is not counted with them:
    the goals told before the first number ("preamble"), what is told behind the last item
    ("closing"), the rows of a table behind the body ("annex"), the row that sums these up ("sum").
    """

    number: int
    label: str
    text: str
    span: Span
    section: str = ""
    title: str = ""
    title_is_editorial: bool = False
    part: Literal["body", "preamble", "closing", "annex", "sum"] = "body"

    @property
    def is_framing(self) -> bool:
        """Whether this is told before the items, between or behind them, and so has no number."""
        return self.part in ("preamble", "closing")

    def is_title(self, text: str) -> bool:
        """Whether a sentence is the item's title, which only names what the others tell.

        A first sentence of several clauses, or with figures, tells something itself.
        """
        told = _CLAUSES_OR_FIGURES.search(text.rstrip("。"))
        return not told and text.rstrip("。") == re.sub(r"［[^］]*］", "", self.title)


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and where what it heads stands, from the heading on.

    `number` is None where it has none, `mark` its number as written (第三章, 三、). `level` counts
    the headings above it in its part, the body or an annex.
    """

    title: str
    span: Span
    number: int | None = None
    mark: str = ""
    level: int = 0
    part: Literal["body", "annex"] = "body"


@dataclass(frozen=True, slots=True)
class Damage:
    """A suspected fault of the source text, told to the reader and never repaired."""

    item: str
    kind: str
    detail: str


@dataclass(frozen=True, slots=True)
class Expansion:
    """Other words in which people ask about what stands at `span`; never shown or quoted."""

    span: Span
    phrases: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Theme:
    """Items that belong together, by label, as the overlay's editor sees it."""

    name: str
    items: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Lines of the source that belong to no item (1-based, inclusive), told to the reader."""

    first_line: int
    last_line: int
    reason: str
    text: str


@dataclass(frozen=True, slots=True)
class Masthead:
    """What a plan has as a document, each as written and "" where it has none: its `number`
    (云政发〔2024〕3号), whom it is `addressed` to, its `issuer`, and the `contact` (联系人：…)."""

    number: str = ""
    addressed: str = ""
    issuer: str = ""
    contact: str = ""


@dataclass(frozen=True)
class Plan:
    """A yearly work plan.

    `source` is the decoded file: of a text file character for character but for Markdown's marks of
    bold words, of a Word or PDF
    file the text as `index.word` and `index.pdf` decode it; without the numbers of pages, and with
    the paragraphs whole that a page or a margin cut. `sections` are the headings above
    items, of the body and of its annexes, in the order of the text; `rows` are the lines of it that
    are rows of a table; `left_out` what belongs to no item; `notes` (Chinese) what the file
    held and was not read. `synonyms`, `examples`, `themes` and `cases` (a file of verified
    questions) are its overlay's, `expansions` those of the file of other wordings beside it.
    """

    name: str
    title: str
    date: str
    year: int | None
    source: str
    items: tuple[Item, ...]
    damage: tuple[Damage, ...] = ()
    synonyms: tuple[tuple[str, tuple[str, ...]], ...] = ()
    examples: tuple[str, ...] = ()
    expansions: tuple[Expansion, ...] = ()
    themes: tuple[Theme, ...] = ()
    cases: Path | None = None
    rows: tuple[Span, ...] = ()
    left_out: tuple[LeftOut, ...] = ()
    notes: tuple[str, ...] = ()
    sections: tuple[Section, ...] = ()
    masthead: Masthead = Masthead()
    folded: str = field(init=False, repr=False, compare=False)
    """The text of all items in lower case, for looking words up."""
    _by_label: dict[str, Item] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "folded", "\n".join(item.text for item in self.items).lower())
        object.__setattr__(self, "_by_label", {item.label: item for item in self.items})

    @property
    def worded(self) -> str:
        """Return all words of the plan, those of its headings and annexes' titles as well, in lower
        case, for saying which it has not."""
        return "\n".join([self.folded, *(section.title.lower() for section in self.sections)])

    @property
    def own_items(self) -> tuple[Item, ...]:
        """Return the items of the body, those that are counted."""
        return tuple(item for item in self.items if item.part == "body")

    def items_of(self, section: Section) -> tuple[Item, ...]:
        """Return the items and rows that stand in a section, in order."""
        return tuple(item for item in self.items if section.span.overlaps(item.span))

    def item(self, label: str) -> Item | None:
        """Return the item with this label ("17", "三-2"), or None."""
        return self._by_label.get(label)
