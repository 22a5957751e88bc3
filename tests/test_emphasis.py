"""What is bold in an answer, wherever it is shown."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.answers.emphasis import emphasized
from assistant.lookups.lookup import bold_terms
from assistant.understanding.question import Term

TEXT = st.text("0123456789.5个户军工路aG", max_size=20)


def bold(text: str, *parts: str) -> list[str]:
    return [piece for piece, is_bold in emphasized(text, parts) if is_bold]


@given(TEXT, st.lists(TEXT, max_size=4))
def test_the_pieces_are_the_line(text, parts):
    pieces = emphasized(text, parts)
    assert "".join(piece for piece, _ in pieces) == text
    assert all(piece for piece, _ in pieces)


@pytest.mark.parametrize(
    ("text", "parts", "expected"),
    [
        ("新增15个、改造5个", ["5个"], ["5个"]),
        ("增长5.2%，其中工业5%", ["5%"], ["5%"]),
        ("增长5.2%，其中服务业2%", ["2%"], ["2%"]),
        ("共5。", ["5"], ["5"]),
        ("征收10000户以上", ["10000", "10000户"], ["10000户"]),
        ("建5G基站", ["5G", "基站"], ["5G基站"]),
        ("建A5G基站", ["5G"], []),
        ("第3.5个", ["5个"], []),
    ],
)
def test_a_part_is_bold_where_it_stands_whole(text, parts, expected):
    assert bold(text, *parts) == expected


def term(word: str) -> Term:
    return Term(word, (word,), 1.0)


@pytest.mark.parametrize(
    ("word", "text", "expected"),
    [
        ("军工", "拓宽军工路快速路", []),
        ("军工", "引进军工企业", ["军工"]),
        ("开发", "建设开发区道路", []),
        ("道路", "改造道路8条", ["道路"]),
        ("人民", "发放人民币贷款", []),
        ("5g", "建设5G基站", ["5G"]),
    ],
)
def test_a_word_asked_about_is_bold_where_it_is_no_part_of_another(word, text, expected):
    assert bold_terms([term(word)], text) == expected
