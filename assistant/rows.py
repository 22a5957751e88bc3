"""Answer from the rows of tables: the cell asked for or claimed, the row that has the most, the
rows that have somebody.

Only a question whose every word is read is answered so: what names the row or the column, and
what merely asks. All else is left to the search, and so is what a sentence of the body says.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from difflib import Match, SequenceMatcher
from typing import Literal

from assistant.answer import Answer, Statement
from assistant.cells import Cell, Row, plain, read_rows
from assistant.dates import related
from assistant.deadlines import find_deadlines, without_deadlines
from assistant.lookup import quote
from assistant.measures import asked_dimension
from assistant.normalize import pattern, wording
from assistant.offices import asked_role, likeness, parts_in
from assistant.phrases import phrase
from assistant.question import Question, content_words
from assistant.render import citation_mark
from assistant.stages import stage_of, without_stages
from assistant.stated import figure_at, same_size
from assistant.times import Relation
from index.passages import Passage
from index.plan import Plan, Span
from index.quantities import claimed_values, find_quantities, unit_dimension

Kind = Literal["who", "when", "where", "how_many", "named"]
"""What is asked of a row; `named`: what its column is called is said, and nothing asked."""

_KINDS: dict[str, Kind] = {
    "who": "who",
    "date": "when",
    "place": "where",
    "figure": "how_many",
    "topic": "named",
}
_PIECE = 2  # characters that a name is told by, at the least
# The share of a row's name of which more must be said, and that of what is spoken of.
_NAMED = 1 / 3
_SURELY_NAMED = 0.5
_MOST_COLUMNS = 3
_ASKED_UNIT = re.compile(r"(?:多少|几)(?P<unit>[一-鿿]{1,4})")
_YEAR = re.compile(r"(20\d\d)年度?")
_RELATIVE_YEARS = {"今年": 0, "本年": 0, "当年": 0, "明年": 1, "后年": 2, "去年": -1}
_DENIED = re.compile("(?<!是)不|未|没|取消|推迟|提前|还是|只|仅")
_CLAIMED_PERSON = re.compile(
    "(?:是|由|归)(?P<who>[一-鿿]{2,12}?)(?:来|在)?(?=包|负责|牵头|联系|分管|主管|管|抓|配合)"
    "|(?:领导|单位|部门|人)是(?P<named>[一-鿿]{2,12})$"
)
_HELD_OFFICE = re.compile("[书记主任长总科员]$|同志|领导")
_ROWS_CLAIMED = re.compile(r"(?P<count>\d+)[个项条]")
_BARE_NUMBER = re.compile(r"\d[\d.,]*[万亿千百]*")
# What may stand before the later part of a name that is not said in full: 那个物流园, 镇物流园.
_BEFORE_NAME = re.compile("[的个那这年有说里区县市镇乡,，、 ]$")
_CLOSING = re.compile("[吗吧么呢了的?？。!！ ]*$")


@dataclass(frozen=True, slots=True)
class _Asked:
    """What is asked of rows: in `words` beside those that name the row, of which `kind`, in which
    `unit`; `stage`: whether of the beginning or the end."""

    kind: Kind
    words: tuple[str, ...]
    unit: str
    stage: str
    text: str


@dataclass(frozen=True, slots=True)
class _Found:
    """The cells of a row that are asked for, and what of its name is said."""

    row: Row
    cells: tuple[Cell, ...]
    said: tuple[str, ...]
    asked: _Asked

    @property
    def covered(self) -> int:
        return sum(map(len, self.said))


@dataclass(frozen=True, slots=True)
class _Compared:
    """The rows that are compared in a column, and those that come `first`; `degree`: 最大."""

    degree: str
    rows: tuple[tuple[Row, Cell], ...]
    first: tuple[tuple[Row, Cell], ...]


class Tables:
    """The rows of one plan's tables, and what is answered from them."""

    def __init__(self, plan: Plan, passages: Sequence[Passage]) -> None:
        self.plan = plan
        self.rows = read_rows(plan, passages)
        own = {item.label for item in plan.own_items}
        ordinals = {row.passage.ordinal for row in self.rows}
        self._body = [p for p in passages if p.item in own and p.ordinal not in ordinals]
        self._persons = {who for row in self.rows for cell in row.cells for who in cell.persons}

    def answer(self, question: Question) -> Answer | None:
        """Return the answer that the cells of a table surely give, or None."""
        named = question.references.labels or question.references.missing
        if not self.rows or question.intent != "search" or named or question.lacking:
            return None
        if pattern(_table("together")).search(question.text):
            return None
        if question.yes_no:
            said = self._claimed(question) or self._having(question)
        else:
            said = self._extreme(question) or self._having(question) or self._asked(question)
        return Answer(question.raw, "answered", tuple(said)) if said else None

    def has_no_figure(self, passage: Passage, question: Question) -> bool:
        """Whether a passage is a row whose figures are surely not asked for: it has nothing of the
        question but the name, or is one of several of which none is named."""
        row = self._row_of(passage)
        if row is None:
            return False
        words = _read("how_many", _named(question.text, row)[1], question).words
        held = any(word in plain(passage.text) for word in words)
        return not held or not _blocks(question.text, plain(row.name.value))

    def heading(self, passage: Passage, span: Span) -> list[Statement]:
        """Name the row that a quote is of, unless it has the name; [] for no row."""
        row = self._row_of(passage)
        return [] if row is None or span.overlaps(row.name.span) else [_heading(row)]

    def only_names(self, passage: Passage, span: Span) -> bool:
        """Whether a quote of a row has its name and none of its other cells."""
        row = self._row_of(passage)
        return row is not None and not any(span.overlaps(cell.span) for cell in row.cells)

    def _row_of(self, passage: Passage) -> Row | None:
        return next((row for row in self.rows if row.passage.ordinal == passage.ordinal), None)

    def continued(self, message: str, previous: Question) -> Iterator[str]:
        """Yield what a normalised message may ask behind `previous`: the same of another row, or
        another column of the row that was spoken of."""
        table = wording()["follow_up"]
        rest = pattern(table["lead"]).sub("", pattern(table["tail"]).sub("", message))
        rest = rest.strip(" ,，?？。")
        most = pattern(_table("extreme")).search(previous.text)
        if most and (compared := self._compare(previous)):
            words = content_words(previous.text)
            of_rows = "".join(w for w in words if self._is_of_row(w, compared.rows[0][0]))
            yield f"哪个{of_rows}{rest}{most[0]}"
        other = self._spoken_of(rest, _NAMED)
        if other and not content_words(_named(rest, other)[1]):
            for row in (found.row for found in self._find(previous)):
                if row.name.header == other.name.header:
                    yield f"{other.name.value}{_named(previous.text, row)[1].strip()}"
        if same := self._spoken_of(previous.text, _SURELY_NAMED):
            yield f"{same.name.value}{rest}"

    def _spoken_of(self, text: str, least: float) -> Row | None:
        """Return the one row of whose name a text says the most, and at least this share."""
        covered = {row: sum(map(len, _named(text, row)[0])) for row in self.rows}
        most = max(covered.values(), default=0)
        rows = [row for row in self.rows if covered[row] == most]
        sure = most >= least * len(rows[0].name.value) if most else False
        return rows[0] if sure and len({row.name.value for row in rows}) == 1 else None

    # --- a cell of a row ------------------------------------------------------------------

    def _asked(self, question: Question) -> list[Statement]:
        """Quote the cells asked for of the row that is named, or of those that have somebody."""
        found = self._find(question) or self._find_by_person(question)
        if not found or any(self._said_in_body(one) for one in found):
            return []
        return [said for one in found for said in self._shown(one.row, one.cells)]

    def _find(self, question: Question) -> list[_Found]:
        kind = _KINDS.get(question.answer_type)
        asks = pattern(wording()["interrogatives"]).search(question.text)
        if kind is None or question.yes_no or (kind == "named" and asks):
            return []
        return self._best(
            [
                _Found(row, cells, said, asked)
                for row in self._within(question)
                if (said := _named(question.text, row)[0])
                if (asked := _read(kind, _named(question.text, row)[1], question))
                if (cells := self._columns(asked, row, question))
            ]
        )

    def _find_by_person(self, question: Question) -> list[_Found]:
        """Return the cells asked for of the rows that have whom the question names."""
        who, kind = self._person_in(question.text), _KINDS.get(question.answer_type)
        if not who or kind in (None, "who", "named") or self._is_in_body(who):
            return []
        asked = _read(kind, question.text.replace(who, " "), question)
        rows = [row for row in self._within(question) if any(who in c.persons for c in row.cells)]
        named = pattern(_table("asks_who"))
        found = []
        for row in rows:
            words = tuple(
                word
                for word in asked.words
                if not (named.fullmatch(word) or self._is_of_row(word, row))
                and not any(cell.is_of_persons and word in cell.label for cell in row.cells)
            )
            if cells := self._columns(replace(asked, words=words), row, question):
                found.append(_Found(row, cells, (who,), asked))
        return found if len(found) == len(rows) else []

    @staticmethod
    def _best(found: Sequence[_Found]) -> list[_Found]:
        """Return what is found of the row that most is said of; none, where several are alike."""
        most = max((one.covered for one in found), default=0)
        best = [one for one in found if one.covered == most]
        return best if len({one.row.name.value for one in best}) == 1 else []

    def _within(self, question: Question) -> list[Row]:
        return [row for row in self.rows if not question.within or row.item in question.within]

    def _columns(self, asked: _Asked, row: Row, question: Question) -> tuple[Cell, ...]:
        """Return the cells whose columns fit best what is asked in all its words."""
        fitting: list[tuple[int, Cell]] = []
        claimed = asked.kind == "when" and question.yes_no
        for cell in row.cells:
            if not (claimed or self._of_years(question, cell)):
                continue
            held = [word for word in asked.words if _holds(cell, word, question)]
            rest = [word for word in asked.words if word not in held]
            if _suits(asked, cell, bool(held)) and not any(not _asks(asked, w) for w in rest):
                staged = bool(asked.stage) and _stage(cell.label) == asked.stage
                same_unit = bool(asked.unit) and asked.unit == cell.unit
                fitting.append((len(held) + staged + same_unit, cell))
        most = max((score for score, _ in fitting), default=0)
        best = _of_year([cell for score, cell in fitting if score == most], asked.text)
        return tuple(best) if len(best) <= _MOST_COLUMNS else ()

    def _said_in_body(self, found: _Found) -> bool:
        """Whether a sentence of the body says what is asked of what the row is named for."""
        asked = found.asked
        held = [w for w in asked.words if any(w in cell.label for cell in found.cells)]
        for passage in self._body:
            item = self.plan.item(passage.item)
            text = plain(f"{item.title if item else ''}\n{passage.text}")
            if not all(piece in text for piece in found.said):
                continue
            if asked.kind == "who":
                whole = plain(item.text if item else passage.text)
                if any(parts_in(whole)) and all(word in whole for word in held):
                    return True
            elif asked.kind == "when":
                stages = wording()["stages"].get(asked.stage, [])
                done = any(word in text for word in stages) if stages else True
                if find_deadlines(text) and done:
                    return True
            elif all(word in text for word in held) and find_quantities(text):
                return True
        return False

    def _shown(self, row: Row, cells: Sequence[Cell], role: str = "quote") -> list[Statement]:
        """Name a row and quote cells of it: of a number all, with the unit in its column's name."""
        bold = [
            cell.value if cell.number is None else self.plan.source[cell.span.start : cell.span.end]
            for cell in cells
        ]
        quotes = [
            quote(self.plan, cell.span, [part], role)
            for cell, part in zip(cells, bold, strict=True)
        ]
        return [_heading(row), *quotes]

    # --- a claim about a cell -------------------------------------------------------------

    def _claimed(self, question: Question) -> list[Statement]:
        """Compare what is claimed of a row with its cell."""
        text = _CLOSING.sub("", question.text)
        if _DENIED.search(text):
            return []
        found: list[tuple[_Found, str]] = []
        for row in self._within(question):
            said, left = _named(text, row)
            if not said:
                continue
            kind, value, rest = self._value(left)
            asked = _read(kind, rest, question) if value else None
            cells = self._columns(asked, row, question) if asked else ()
            if kind == "who" and len(cells) > 1:
                cells = tuple(cell for cell in cells if self._has_persons(cell.header, value))
            if asked and len(cells) == 1:
                found.append((_Found(row, cells, said, asked), value))
        best = self._best([one for one, _ in found])
        if len(best) != 1 or self._said_in_body(best[0]):
            return []
        value = next(value for one, value in found if one is best[0])
        return self._verdict(best[0], value)

    def _value(self, left: str) -> tuple[Kind, str, str]:
        """Return what is claimed beside a row's name: of which kind, the words, and the others."""
        dated = [deadline.text for deadline in find_deadlines(left)]
        undated = _YEAR.sub(" ", without_deadlines(left))
        if claimed_values(undated):
            rest = undated
            for figure in find_quantities(undated):
                rest = rest.replace(figure.text, " ", 1)
            return "how_many", "" if dated else undated, _BARE_NUMBER.sub(" ", rest)
        years = [*_YEAR.findall(left), *(word for word in _RELATIVE_YEARS if word in left)]
        if dated or years:
            for word in _RELATIVE_YEARS:
                undated = undated.replace(word, " ")
            return "when", left if len(dated) < 2 and len(years) < 2 else "", undated
        known = sorted((who for who in self._persons if who in left), key=len)
        claimed = _CLAIMED_PERSON.search(left)
        who = known[-1] if known else (claimed["who"] or claimed["named"]) if claimed else ""
        return "who", who, left.replace(who, " ") if who else left

    def _verdict(self, found: _Found, value: str) -> list[Statement]:
        """Say whether a cell is as claimed, and quote it; [] where that is in doubt."""
        (cell,) = found.cells
        relation: Relation | None
        stated = cell.value
        if found.asked.kind == "when":
            relation = self._date_relation(value, cell)
        elif found.asked.kind == "who":
            relation = _person_relation(value, cell)
        else:
            relation = _figure_relation(value, cell)
            if cell.number is not None and cell.unit:
                stated = f"{stated.removesuffix(cell.unit)}{cell.unit}"
        if relation is None:
            return []
        near = "answer.date_stated" if found.asked.kind == "when" else "answer.office_stated"
        said = {
            "same": phrase("answer.agrees"),
            "near": phrase(near, date=stated, offices=stated),
            "other": phrase("answer.contradicts_figure", figure=stated),
        }[relation]
        bold = () if relation == "same" else (stated,)
        return [Statement("phrase", said, bold=bold), *self._shown(found.row, found.cells)]

    def _date_relation(self, claimed: str, cell: Cell) -> Relation | None:
        year = self.plan.year
        written = _YEAR.search(cell.value)
        stated_year = int(written[1]) if written else year
        said = _YEAR.search(claimed)
        relative = next((word for word in _RELATIVE_YEARS if word in claimed), "")
        claimed_year = int(said[1]) if said else None
        if relative and year:
            claimed_year = year + _RELATIVE_YEARS[relative]
        if not (cell.is_dated and stated_year):
            return None
        if claimed_year and claimed_year != stated_year:
            return "other"
        if not find_deadlines(claimed):
            return "same" if claimed_year else None
        relation = related(claimed, cell.value)
        of_other_year = claimed_year is None and stated_year != year
        return "near" if of_other_year and relation == "same" else relation

    # --- all rows together ----------------------------------------------------------------

    def _extreme(self, question: Question) -> list[Statement]:
        """Name the rows that have the most or the least in the column asked for."""
        compared = self._compare(question)
        if compared is None:
            return []
        column, count = compared.rows[0][1].header, len(compared.rows)
        said = phrase("rows.extreme", column=column, count=count, most=compared.degree)
        return [
            Statement("phrase", said),
            *(e for row, cell in compared.first for e in self._shown(row, [cell], "bullet")),
        ]

    def _compare(self, question: Question) -> _Compared | None:
        most = pattern(_table("extreme")).search(question.text)
        if not most or not pattern(_table("which")).search(question.text):
            return None
        text = f"{question.text[: most.start()]} {question.text[most.end() :]}"
        who = self._person_in(text)
        kind: Kind = "when" if most["early"] or most["late"] else "how_many"
        asked = _read(kind, text.replace(who, " ") if who else text, question)
        fitting: dict[tuple[str, str], tuple[int, list[tuple[Row, Cell]]]] = {}
        for row in self._within(question):
            if who and not any(who in cell.persons for cell in row.cells):
                continue
            for cell in row.cells:
                held = [word for word in asked.words if _holds(cell, word, question)]
                staged = bool(asked.stage) and _stage(cell.label) == asked.stage
                rest = [w for w in asked.words if w not in held and not self._is_of_row(w, row)]
                suits = _suits(asked, cell, True) and self._of_years(question, cell)
                if (held or staged) and not rest and suits:
                    key = (row.name.header, cell.header)
                    fitting.setdefault(key, (len(held) + staged, []))[1].append((row, cell))
        best = max((score for score, _ in fitting.values()), default=0)
        columns = [rows for score, rows in fitting.values() if score == best]
        meant = _of_year([rows[0][1] for rows in columns], question.text)
        if len(meant) != 1:
            return None
        rows = next(rows for rows in columns if rows[0][1] is meant[0])
        sizes = [self._size(cell, kind) for _, cell in rows]
        known = [size for size in sizes if size is not None]
        if len(known) != len(sizes) or len(rows) < 2:
            return None
        wanted = min(known) if most["little"] or most["early"] else max(known)
        first = [pair for pair, size in zip(rows, sizes, strict=True) if size == wanted]
        degree = f"最{most[0].removeprefix('最')}"
        return _Compared(degree, tuple(rows), tuple(first))

    def _size(self, cell: Cell, kind: Kind) -> tuple[float, ...] | None:
        """Return what a cell is compared by: its number, or its year, month and day."""
        if kind == "how_many":
            return None if cell.number is None else (cell.number,)
        year, days = _YEAR.search(cell.value), find_deadlines(cell.value)
        if len(days) != 1 or not (year or self.plan.year):
            return None
        return (float(year[1] if year else self.plan.year or 0), *map(float, days[0].days[1]))

    def _having(self, question: Question) -> list[Statement]:
        """List the rows that have somebody, or say whether they are as many as is claimed."""
        text = _CLOSING.sub("", question.text)
        claimed = _ROWS_CLAIMED.search(text) if question.yes_no else None
        who = self._person_in(text)
        if not who or not (claimed or pattern(_table("how_many_rows")).search(text)):
            return []
        in_body = self._is_in_body(who)
        left = _ROWS_CLAIMED.sub(" ", text.replace(who, " "))
        words = _read("who", left, question).words
        fitting: dict[str, tuple[int, list[tuple[Row, Cell]]]] = {}
        for row in self._within(question):
            for cell in row.cells:
                held = [word for word in words if _holds(cell, word, question)]
                rest = [w for w in words if w not in held and not self._is_of_row(w, row)]
                asking = pattern(_table("asks_who"))
                # Whom items name as well, only as those of the rows: 几个工程 of 工程名称.
                named = any(self._is_of_row(word, row) for word in words)
                if (in_body and not named) or not self._of_years(question, cell):
                    continue
                if who in cell.persons and all(map(asking.fullmatch, rest)):
                    fitting.setdefault(cell.header, (len(held), []))[1].append((row, cell))
        best = max((score for score, _ in fitting.values()), default=0)
        columns = [header for header, (score, _) in fitting.items() if score == best]
        if len(columns) != 1:
            return []
        rows = fitting[columns[0]][1]
        name = "rows.having"
        if claimed and not in_body:
            agrees = int(claimed["count"]) == len(rows)
            name = "rows.having_agrees" if agrees else "rows.having_contradicts"
        said = phrase(name, column=columns[0], who=who, count=len(rows))
        return [
            Statement("phrase", said),
            *(each for row, cell in rows for each in self._shown(row, [cell], "bullet")),
        ]

    def _has_persons(self, header: str, who: str) -> bool:
        """Whether some row has somebody in a column."""
        cells = (cell for row in self.rows for cell in row.cells if cell.header == header)
        return any(who in cell.persons for cell in cells)

    def _person_in(self, text: str) -> str:
        return max((who for who in self._persons if who in text), key=len, default="")

    def _of_years(self, question: Question, cell: Cell) -> bool:
        """Whether a cell is of the years asked about: the plan's own, or that of its column."""
        return all(y == self.plan.year or str(y) in cell.header for y in question.years)

    def _is_in_body(self, who: str) -> bool:
        return any(who in plain(passage.text) for passage in self._body)

    def _is_of_row(self, word: str, row: Row) -> bool:
        """Whether a word says what the rows of a table are: 项目 of 项目名称, or of its title."""
        item = self.plan.item(row.item)
        title = item.section if item and item.part == "annex" else ""
        return word in plain(f"{row.name.header}\n{title}")


def _table(name: str) -> str:
    return str(wording()["cells"][name])


def _heading(row: Row) -> Statement:
    return Statement("heading", f"{citation_mark(row.item)}{row.name.value}")


def _blocks(text: str, name: str) -> list[Match]:
    """Return the pieces of a name that `text` says, in its order."""
    matcher = SequenceMatcher(None, text, name, autojunk=False)
    return [block for block in matcher.get_matching_blocks() if block.size >= _PIECE]


def _named(text: str, row: Row) -> tuple[tuple[str, ...], str]:
    """Return the pieces of a row's name that `text` says, in its order, and the text without them;
    () where too little of it is said, or with another beginning (红桥村 of 高桥村)."""
    name = plain(row.name.value)
    blocks = _blocks(text, name)
    covered = sum(block.size for block in blocks)
    if covered <= _NAMED * len(name):
        return (), text
    before = text[: blocks[0].a]
    if blocks[0].b and before and not _BEFORE_NAME.search(before):
        return (), text
    left = text
    for block in reversed(blocks):
        left = f"{left[: block.a]} {left[block.a + block.size :]}"
    return tuple(text[block.a : block.a + block.size] for block in blocks), left


def _read(kind: Kind, left: str, question: Question) -> _Asked:
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
    left = pattern(_table("beside")).sub(" ", left)
    return _Asked(kind, tuple(content_words(left)), unit, stage, question.text)


def _stage(text: str) -> str:
    found = stage_of(text)
    return found[0] if found else ""


def _holds(cell: Cell, word: str, question: Question) -> bool:
    """Whether the name of a column has a word, or the plan's own word for it."""
    forms = next((term.forms for term in question.terms if term.text == word), ())
    counted = bool(cell.unit) and word in (cell.unit, f"{cell.unit}数")
    return counted or any(form in cell.label for form in (word, *forms))


def _asks(asked: _Asked, word: str) -> bool:
    """Whether a word only asks for what is asked."""
    if asked.kind == "named":
        return False
    if pattern(_table(f"asks_{asked.kind}")).fullmatch(word):
        return True
    of_money = asked.kind == "how_many" and asked_dimension(asked.text) == "money"
    return of_money and bool(pattern(_table("asks_money")).fullmatch(word))


def _suits(asked: _Asked, cell: Cell, held: bool) -> bool:
    """Whether a column says what is asked; `held`: its name has a word of the question."""
    if asked.kind == "who":
        supports = pattern(wording()["roles"]["supports"])
        of_support = bool(supports.search(cell.header))
        return cell.is_of_persons and of_support == (asked_role(asked.text) == "supports")
    if asked.kind == "when":
        timed = cell.is_dated or bool(pattern(_table("when")).search(cell.header))
        stage = _stage(cell.label)
        return timed and (not asked.stage or stage in ("", asked.stage))
    if asked.kind == "where":
        return bool(pattern(_table("where")).search(cell.header))
    if asked.kind == "named":
        return held
    return not cell.is_dated and _counts(asked, cell, held)


def _counts(asked: _Asked, cell: Cell, held: bool) -> bool:
    """Whether a cell has a figure in the unit asked for; in which no other word need be held."""
    if cell.number is None and cell.quantity is None:
        return False
    own = cell.unit or (cell.quantity.unit if cell.quantity else "")
    dimension = "money" if asked_dimension(asked.text) == "money" else unit_dimension(asked.unit)
    if not own or not dimension:
        return held
    if unit_dimension(own) != dimension:
        return False
    if dimension == "count":
        return asked.unit == own or (held and asked.unit == "个")
    return True


def _of_year(cells: Sequence[Cell], asked: str) -> list[Cell]:
    """Return those of this year where that is asked for, else those of no year; all, where there
    are none."""
    of_year = pattern(_table("this_year"))
    wanted = bool(of_year.search(asked) or _YEAR.search(asked))
    found = [c for c in cells if wanted == bool(of_year.search(c.header) or _YEAR.search(c.header))]
    return found or list(cells)


def _person_relation(claimed: str, cell: Cell) -> Relation | None:
    """Compare whom a claim names with those in a cell; None for a mere title (刘书记)."""
    if claimed in cell.persons:
        return "same"
    if re.search("单位|部门|科室", cell.header):
        alike = {likeness(claimed, person) for person in cell.persons}
        return "same" if "same" in alike else "near" if "near" in alike else "other"
    return None if _HELD_OFFICE.search(claimed) else "other"


def _figure_relation(claimed: str, cell: Cell) -> Relation | None:
    """Compare the one figure of a claim with a cell's, in whatever unit."""
    figures, values = find_quantities(claimed), claimed_values(claimed)
    own = cell.quantity
    if figures:
        if len(figures) > 1 or own is None:
            return None
        claim, stated = figure_at(figures[0], claimed), figure_at(own, cell.value)
        if claim.bound or not stated.counts(claim):
            return None
        return "same" if same_size(claim.value, stated.value) else "other"
    if len(values) != 1 or cell.number is None:
        return None
    sizes = [cell.number, *([own.value] if own else [])]
    return "same" if any(same_size(values[0], size) for size in sizes) else "other"
