"""What a file format yields: one decoded text, with what its layout says of the lines."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from index.errors import PlanError
from index.plan import LeftOut, Span

# A thousand pages hold a million characters.
_LONGEST_TEXT = 20_000_000

Progress = Callable[[str, int, int], None]
"""Told what is being done, how much of it is done, and out of how many."""


def silent(what: str, done: int, total: int) -> None:
    """Progress that nobody watches."""


def check_length(length: int) -> None:
    """Raise PlanError for a text of so many characters that it can be no plan."""
    if length > _LONGEST_TEXT:
        raise PlanError(
            f"文件里的文字超过 {_LONGEST_TEXT // 10_000} 万字，没有读取。"
            "请只保留计划正文（去掉重复的表格、附件等）后再试。",
            f"text of more than {_LONGEST_TEXT} characters",
        )


@dataclass(frozen=True, slots=True)
class Document:
    """A decoded file, one paragraph or table row a line; spans and offsets point into `text`.

    `headings` holds the offsets where lines begin that the layout marks as headings and the
    level of each, `rows`
    the lines that are rows of a table, `notes` (Chinese) what the format held and was not
    read as written, `left_out` the lines that were taken out of the text.
    """

    text: str
    headings: Mapping[int, int] = field(default_factory=dict)
    rows: tuple[Span, ...] = ()
    notes: tuple[str, ...] = ()
    left_out: tuple[LeftOut, ...] = ()


class DocumentWriter:
    """Collects lines into a Document."""

    def __init__(self) -> None:
        self.notes: list[str] = []
        self._lines: list[str] = []
        self._length = 0
        self._headings: dict[int, int] = {}
        self._rows: list[Span] = []

    @property
    def next_line(self) -> int:
        """The number of the line that is written next, from 1."""
        return len(self._lines) + 1

    def write(self, text: str, heading: int = 0, row: bool = False) -> None:
        """Add one line, `heading` the level if it is one; one for each line of a longer text.

        Raises PlanError when it becomes too much: a merged cell is repeated in every row, which
        makes a small file a large text.
        """
        check_length(self._length + len(text))
        if heading:
            self._headings[self._length] = heading
        if row:
            self._rows.append(Span(self._length, self._length + len(text)))
        self._lines += text.split("\n")
        self._length += len(text) + 1

    def document(self) -> Document:
        """Return what was written."""
        return Document(
            "\n".join(self._lines), dict(self._headings), tuple(self._rows), tuple(self.notes)
        )
