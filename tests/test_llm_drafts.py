"""A model's running text comes apart into sentences with their citations."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.llm.client import ModelFailure
from assistant.llm.drafts import read_draft, sentences

LABELS = ("17", "18", "三-2")


def cut(text: str, labels=LABELS) -> list[tuple[str, tuple[str, ...], tuple[str, ...]]]:
    drafts = [read_draft(sentence, labels) for sentence in sentences([text])]
    return [(d.text, d.cited, d.unknown) for d in drafts if d.text]


@pytest.mark.parametrize(
    ("text", "drafts"),
    [
        ("征收甲〔第17项〕。", [("征收甲。", ("17",), ())]),
        ("征收甲。〔第17项〕", [("征收甲。", ("17",), ())]),
        ("征收甲。 [17] 新增乙。[18]", [("征收甲。", ("17",), ()), ("新增乙。", ("18",), ())]),
        (
            "〔第17项〕征收甲。〔第18项〕新增乙。",
            [("征收甲。", ("17",), ()), ("新增乙。", ("18",), ())],
        ),
        ("征收甲（第17项）。", [("征收甲。", ("17",), ())]),
        ("征收甲【第17、18项】。", [("征收甲。", ("17", "18"), ())]),
        ("征收甲〔第17项〕〔第18项〕。", [("征收甲。", ("17", "18"), ())]),
        ("征收甲〔第17项；第九十九项〕。", [("征收甲。", ("17",), ("99",))]),
        ("征收甲〔三-2〕。", [("征收甲。", ("三-2",), ())]),
        ("第17项提出征收甲。", [("第17项提出征收甲。", ("17",), ())]),
        ("第99项提出征收甲〔第17项〕。", [("第99项提出征收甲。", ("17",), ("99",))]),
        ("征收甲（试行）。", [("征收甲（试行）。", (), ())]),
        (
            "- 征收**甲**〔第17项〕\n- 新增乙〔第18项〕",
            [("征收甲", ("17",), ()), ("新增乙", ("18",), ())],
        ),
        (
            "1. 征收甲〔17〕\n2. 新增3.5公里〔18〕",
            [("征收甲", ("17",), ()), ("新增3.5公里", ("18",), ())],
        ),
        ("<think>也许是第99项。</think>征收甲〔第17项〕。", [("征收甲。", ("17",), ())]),
        ("征收甲〔第17项〕", [("征收甲", ("17",), ())]),
        ("  \n\n", []),
    ],
)
def test_text_comes_apart(text, drafts):
    assert cut(text) == drafts


@given(st.text(alphabet="征收甲。！\n〔第17项〕[8]（试）<think>/ -", max_size=60), st.data())
def test_how_the_text_arrives_makes_no_difference(text, data):
    places = sorted(data.draw(st.sets(st.integers(0, len(text)), max_size=8)))
    pieces = [text[a:b] for a, b in zip([0, *places], [*places, len(text)], strict=True)]
    assert "".join("".join(sentences(pieces)).split()) == "".join(
        "".join(sentences([text])).split()
    )


def test_a_sentence_comes_as_soon_as_it_is_whole():
    seen: list[str] = []

    def arriving():
        for piece in ("征收甲〔第17", "项〕", "。", "新增"):
            yield piece
            seen.append(piece)

    assert next(sentences(arriving())) == "征收甲〔第17项〕。"
    assert seen == ["征收甲〔第17", "项〕"]


def test_what_is_left_when_the_stream_breaks_is_no_sentence():
    def breaking():
        yield "征收甲〔第17项〕。征收60"
        raise ModelFailure("cut", "gone")

    got: list[str] = []
    with pytest.raises(ModelFailure):
        got.extend(sentences(breaking()))
    assert got in ([], ["征收甲〔第17项〕。"])


def test_a_sentence_without_end_is_given_up():
    with pytest.raises(ModelFailure, match="240"):
        list(sentences(["旧改征收,"] * 1000))
