"""Which columns of a table a question asks for: by their names, their units and what cells say."""

import re
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from assistant.evidence.asked_units import asked_dimension
from assistant.language.normalize import pattern, wording
from assistant.language.offices import asked_role
from assistant.language.stages import stage_of, without_stages
from assistant.tables.cells import Cell, Row
from assistant.understanding.question import Question, content_words
from index.quantities import unit_dimension

Kind = Literal["who", "when", "where", "how_many", "named"]
"""What is asked of a row; `named`: what its column is called is said, and nothing asked."""

KINDS: dict[str, Kind] = {
    "who": "who",
    "date": "when",
    "place": "where",
    "figure": "how_many",
    "topic": "named",
}
YEAR = re.compile(r"(20\d\d)年度?")
MOST_COLUMNS = 3
_ASKED_UNIT = re.compile(r"(?:多少|几)(?P<unit>[一-鿿]{1,4})")


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked of rows: in `words` beside those that name the row, of which `kind`, in which
    `unit`; `stage`: whether of the beginning or the end."""

    kind: Kind
    words: tuple[str, ...]
    unit: str
    stage: str
    text: str


def cell_words(name: str) -> str:
    """Return the pattern of this name for the words around cells."""
    return str(wording()["cells"][name])


def read_asked(kind: Kind, left: str, question: Question) -> Asked:
    """Read what is asked in the words that name no row."""
    stage = _stage(left) if kind in ("when", "named") else ""
    unit = ""
    asked = _ASKED_UNIT.search(left)
    if kind == "how_many":
        if asked:
            units = [asked["unit"][:n].lstrip("万亿") for n in range(len(asked["unit"]), 0, -1)]
            unit = next((each for each in units if unit_dimension(each)), "")
            if unit:
                left = left.replace(asked[0][: asked[0].find(unit) + len(unit)], " ", 1)
        elif question.yes_no and question.claims:
            unit = question.claims[0].unit
    if kind == "when":
        left = without_stages(left)
    left = pattern(wording()["interrogatives"]).sub(" ", left)
    left = pattern(cell_words("beside")).sub(" ", left)
    return Asked(kind, tuple(content_words(left)), unit, stage, question.text)


def cells_asked(asked: Asked, row: Row, question: Question, year: int | None) -> tuple[Cell, ...]:
    """Return the cells whose columns fit best what is asked in all its words, of a plan of this
    `year`."""
    fitting: list[tuple[int, Cell]] = []
    claimed = asked.kind == "when" and question.yes_no
    for cell in row.cells:
        if not (claimed or is_of_years(cell, question, year)):
            continue
        held = words_held(asked.words, cell, question)
        rest = [word for word in asked.words if word not in held]
        if suits(asked, cell, bool(held)) and all(only_asks(asked, word) for word in rest):
            same_unit = bool(asked.unit) and asked.unit == cell.unit
            fitting.append((len(held) + is_of_stage(asked, cell) + same_unit, cell))
    most = max((score for score, _ in fitting), default=0)
    best = of_year([cell for score, cell in fitting if score == most], asked.text)
    return tuple(best) if len(best) <= MOST_COLUMNS else ()


def best_columns(
    fitting: Iterable[tuple[Hashable, int, Row, Cell]],
) -> list[tuple[tuple[Row, Cell], ...]]:
    """Return the columns that fit best, each as its cells with their rows. What `fitting` has is
    which column a cell is of, how well it fits, its row and the cell."""
    columns: dict[Hashable, tuple[int, list[tuple[Row, Cell]]]] = {}
    for column, score, row, cell in fitting:
        columns.setdefault(column, (score, []))[1].append((row, cell))
    best = max((score for score, _ in columns.values()), default=0)
    return [tuple(cells) for score, cells in columns.values() if score == best]


def words_held(words: Sequence[str], cell: Cell, question: Question) -> list[str]:
    """Return the words that the name of a cell's column has, or the plan's own words for them."""
    return [word for word in words if _holds(cell, word, question)]


def suits(asked: Asked, cell: Cell, held: bool) -> bool:
    """Whether a column says what is asked; `held`: its name has a word of the question."""
    if asked.kind == "who":
        supports = pattern(wording()["roles"]["supports"])
        of_support = bool(supports.search(cell.header))
        return cell.is_of_persons and of_support == (asked_role(asked.text) == "supports")
    if asked.kind == "when":
        timed = cell.is_dated or bool(pattern(cell_words("when")).search(cell.header))
        stage = _stage(cell.label)
        return timed and (not asked.stage or stage in ("", asked.stage))
    if asked.kind == "where":
        return bool(pattern(cell_words("where")).search(cell.header))
    if asked.kind == "named":
        return held
    return not cell.is_dated and _counts(asked, cell, held)


def is_of_stage(asked: Asked, cell: Cell) -> bool:
    """Whether a column is of the stage asked about."""
    return bool(asked.stage) and _stage(cell.label) == asked.stage


def is_of_years(cell: Cell, question: Question, year: int | None) -> bool:
    """Whether a cell is of the years asked about: the plan's own, or that of its column."""
    return all(asked == year or str(asked) in cell.header for asked in question.years)


def of_year(cells: Sequence[Cell], asked: str) -> list[Cell]:
    """Return those of this year where that is asked for, else those of no year; all, where there
    are none."""
    this_year = pattern(cell_words("this_year"))
    wanted = bool(this_year.search(asked) or YEAR.search(asked))
    found = [
        cell
        for cell in cells
        if wanted == bool(this_year.search(cell.header) or YEAR.search(cell.header))
    ]
    return found or list(cells)


def only_asks(asked: Asked, word: str) -> bool:
    """Whether a word only asks for what is asked."""
    if asked.kind == "named":
        return False
    if pattern(cell_words(f"asks_{asked.kind}")).fullmatch(word):
        return True
    of_money = asked.kind == "how_many" and asked_dimension(asked.text) == "money"
    return of_money and bool(pattern(cell_words("asks_money")).fullmatch(word))


def _stage(text: str) -> str:
    found = stage_of(text)
    return found[0] if found else ""


def _holds(cell: Cell, word: str, question: Question) -> bool:
    forms = next((term.forms for term in question.terms if term.text == word), ())
    counted = bool(cell.unit) and word in (cell.unit, f"{cell.unit}数")
    return counted or any(form in cell.label for form in (word, *forms))


def _counts(asked: Asked, cell: Cell, held: bool) -> bool:
    """Whether a cell has a figure in the unit asked for; in which no other word need be held."""
    if cell.number is None and cell.quantity is None:
        return held and (cell.is_blank or bool(cell.unit))  # 待定 below 投资（万元）
    own = cell.quantity.unit if cell.quantity else cell.unit  # 亩 of a column in 万亩
    dimension = "money" if asked_dimension(asked.text) == "money" else unit_dimension(asked.unit)
    if not own or not dimension:
        return held
    if unit_dimension(own) != dimension:
        return False
    if dimension == "count":
        return asked.unit == own or (held and asked.unit == "个")
    return True
