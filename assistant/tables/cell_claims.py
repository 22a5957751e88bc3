"""Compare what a question claims of a row with its cell: a figure or bound, a date, a person."""

import re
from dataclasses import replace

from assistant.answers.answer import Statement
from assistant.answers.phrases import phrase
from assistant.claims.dates import related
from assistant.language.bounds import Bound, find_bound
from assistant.language.deadlines import find_deadlines, without_deadlines
from assistant.language.normalize import pattern
from assistant.language.offices import likeness
from assistant.language.stated import figure_at, same_size
from assistant.language.times import Relation
from assistant.tables.asked_cells import FoundCells, is_said_in_body, of_row_named_best
from assistant.tables.asked_tables import Tables
from assistant.tables.cells import Cell
from assistant.tables.columns import YEAR, Kind, cell_words, cells_asked, read_asked
from assistant.tables.compared_columns import is_within
from assistant.tables.row_names import named
from assistant.tables.row_quotes import quote_row
from assistant.understanding.question import Question
from index.quantities import claimed_values, find_quantities

_RELATIVE_YEARS = {"今年": 0, "本年": 0, "当年": 0, "明年": 1, "后年": 2, "去年": -1}
DENIED = re.compile("(?<!是)不|未|没|取消|推迟|提前|还是|只|仅")
_CLAIMED_PERSON = re.compile(
    "(?:是|由|归)(?P<who>[一-鿿]{2,12}?)(?:来|在)?(?=包|负责|牵头|联系|分管|主管|管|抓|配合)"
    "|(?:领导|单位|部门|人)是(?P<named>[一-鿿]{2,12})$"
)
_HELD_OFFICE = re.compile("[书记主任长总科员]$|同志|领导")
_BARE_NUMBER = re.compile(r"\d[\d.,]*[万亿千百]*")
_CLOSING = re.compile("[吗吧么呢了的?？。!！ ]*$")


def claimed_text(question: Question) -> str:
    """Return the text of a claim without what closes it: 吧, 吗."""
    return _CLOSING.sub("", question.text)


def check_cells(question: Question, tables: Tables) -> list[Statement]:
    """Say whether a cell is as claimed, and quote it; [] where it is in doubt which cell is meant,
    or whether it is so."""
    text = claimed_text(question)
    bound, text = find_bound(text) or (None, text)
    if DENIED.search(text):
        return []
    found: list[tuple[FoundCells, str]] = []
    for row in tables.within(question):
        said, left = named(text, row)
        if not said:
            continue
        kind, value, rest = _value(left, tables)
        if bound and kind != "who":  # a figure or a date beside the bound
            continue
        if bound:
            kind, value, rest = "how_many", bound.said, left
        asked = read_asked(kind, rest, question) if value else None
        if bound and asked:
            asked = replace(asked, unit=bound.written)
        cells = cells_asked(asked, row, question, tables.plan.year) if asked else ()
        if kind == "who" and len(cells) > 1:
            cells = tuple(cell for cell in cells if tables.has_person(cell.header, value))
        if asked and len(cells) == 1:
            found.append((FoundCells(row, cells, said, asked), value))
    best = of_row_named_best([one for one, _ in found])
    if len(best) != 1 or is_said_in_body(best[0], tables):
        return []
    value = next(value for one, value in found if one is best[0])
    return _verdict(best[0], bound or value, tables)


def check_filled(question: Question, tables: Tables) -> list[Statement]:
    """Say whether the row that is named has anything in a column (有造林任务吗), and quote what
    stands there; [] where nothing of the kind is asked."""
    text = claimed_text(question)
    open_asked = "有没有" in text
    text = text.replace("有没有", "有")
    if DENIED.search(text) or claimed_values(text):
        return []
    found: list[FoundCells] = []
    for row in tables.within(question):
        said, left = named(text, row)
        has = pattern(cell_words("has")).search(left)
        asked = read_asked("how_many", left.replace(has[0], " ", 1), question) if has else None
        if said and asked and asked.words:
            cells = cells_asked(asked, row, question, tables.plan.year)
            found += [FoundCells(row, cells, said, asked)] if len(cells) == 1 else []
    best = of_row_named_best(found)
    if len(best) != 1:
        return []
    (cell,) = best[0].cells
    stated = "answer.stated" if open_asked else "answer.agrees"
    name = "rows.blank" if cell.is_blank else stated
    verdict = phrase(name, column=cell.header, value=cell.value)
    return [Statement("phrase", verdict), *quote_row(best[0].row, best[0].cells, tables.plan)]


def _value(left: str, tables: Tables) -> tuple[Kind, str, str]:
    """Return what is claimed beside a row's name: of which kind, the words, and the others."""
    dated = [deadline.text for deadline in find_deadlines(left)]
    undated = YEAR.sub(" ", without_deadlines(left))
    if claimed_values(undated):
        rest = undated
        for figure in find_quantities(undated):
            rest = rest.replace(figure.text, " ", 1)
        return "how_many", "" if dated else undated, _BARE_NUMBER.sub(" ", rest)
    years = [*YEAR.findall(left), *(word for word in _RELATIVE_YEARS if word in left)]
    if dated or years:
        for word in _RELATIVE_YEARS:
            undated = undated.replace(word, " ")
        return "when", left if len(dated) < 2 and len(years) < 2 else "", undated
    claimed = _CLAIMED_PERSON.search(left)
    who = tables.person_in(left) or ((claimed["who"] or claimed["named"]) if claimed else "")
    return "who", who, left.replace(who, " ") if who else left


def _verdict(found: FoundCells, value: str | Bound, tables: Tables) -> list[Statement]:
    """Say whether a cell is as claimed, and quote it; [] where that is in doubt."""
    (cell,) = found.cells
    relation: Relation | None
    stated = cell.value
    if isinstance(value, Bound):
        within = is_within(cell, value)
        relation = None if within is None else "same" if within else "other"
    elif found.asked.kind == "when":
        relation = _date_relation(value, cell, tables.plan.year)
    elif found.asked.kind == "who":
        relation = _person_relation(value, cell)
    else:
        relation = _figure_relation(value, cell)
    if found.asked.kind == "how_many" and cell.number is not None and cell.unit:
        stated = f"{stated.removesuffix(cell.unit)}{cell.unit}"
    shown = quote_row(found.row, found.cells, tables.plan)
    if relation is None and cell.unit and not (cell.quantity or cell.is_dated):
        said = phrase("rows.blank", column=cell.header, value=cell.value)
        return [Statement("phrase", said), *shown]
    if relation is None:
        return []
    near = "answer.date_stated" if found.asked.kind == "when" else "answer.office_stated"
    differs = phrase("answer.contradicts_figure", figure=stated)
    if cell.is_blank:
        differs = phrase("rows.blank_contradicts", column=cell.header, value=stated)
    said = {
        "same": phrase("answer.agrees"),
        "near": phrase(near, date=stated, offices=stated),
        "other": differs,
    }[relation]
    bold = () if relation == "same" else (stated,)
    return [Statement("phrase", said, bold=bold), *shown]


def _date_relation(claimed: str, cell: Cell, year: int | None) -> Relation | None:
    """Compare the one date or year of a claim with a cell's, of a plan of this `year`."""
    written = YEAR.search(cell.value)
    stated_year = int(written[1]) if written else year
    said = YEAR.search(claimed)
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
    if cell.is_blank:
        return "other"
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
