"""Where the statements, clauses and listed parts of a sentence end."""

from assistant.language.clauses import (
    CLAUSE_END,
    STATEMENT_END,
    clause_before,
    clause_of,
    end_of,
    part_before,
    start_of,
)
from index.quantities import find_quantities

TOLD = "修缮老屋30户；新增路灯80盏、座椅20张，总投资5万元"


def test_a_part_ends_where_the_next_is_listed_and_a_clause_does_not():
    seats = next(figure for figure in find_quantities(TOLD) if figure.unit == "张")
    assert part_before(seats, TOLD) == "座椅"
    assert clause_before(seats, TOLD) == "新增路灯80盏、座椅"
    assert clause_of(seats, TOLD) == "新增路灯80盏、座椅20张"


def test_a_statement_goes_on_behind_a_comma():
    at = TOLD.find("座椅")
    assert TOLD[start_of(STATEMENT_END, TOLD, at) : end_of(CLAUSE_END, TOLD, at)].startswith("新增")
    assert end_of(STATEMENT_END, TOLD, at) == len(TOLD)


def test_what_no_mark_ends_has_all_of_the_text():
    (figure,) = find_quantities("新增路灯80盏")
    assert clause_of(figure, "新增路灯80盏") == "新增路灯80盏"
    assert start_of(CLAUSE_END, "新增路灯80盏", 6) == 0
