"""Stages of a project: which word tells which, and what one says of another."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.normalize import wording
from assistant.stages import names_nothing, other_stage, stage_of, tells_more

WORDS = [word for words in wording()["stages"].values() for word in words]


@pytest.mark.parametrize(
    ("text", "stage"),
    [
        ("年内完成主体结构封顶", ("structure", "封顶")),  # the last word tells what is finished
        ("三季度完成可研批复", ("before", "批复")),
        ("12月底前竣工", ("done", "竣工")),
        ("国庆节前建成开放", ("use", "开放")),
        ("加强日常保洁", None),
    ],
)
def test_the_last_word_tells_the_stage(text: str, stage: tuple[str, str] | None) -> None:
    assert stage_of(text) == stage


@pytest.mark.parametrize(
    ("asked", "stated", "other"),
    [
        ("什么时候通车", "9月底前封顶", True),
        ("哪天开工", "年底前竣工", True),
        ("几月建成", "8月投用", False),  # what is in use is finished
        ("什么时候竣工", "一季度开工", True),
        ("什么时候办", "6月底前完成", False),  # no stage is asked for
        ("推进到什么时候", "年内建成", False),
    ],
)
def test_a_date_of_one_stage_is_none_of_another(asked: str, stated: str, other: bool) -> None:
    assert other_stage(asked, stated) is other


@given(st.sampled_from(WORDS))
def test_no_word_tells_of_another_stage_than_its_own(word: str) -> None:
    stage = stage_of(word)
    assert stage is not None and word in wording()["stages"][stage[0]]
    assert not other_stage(f"何时{word}", f"年内{word}")


def test_a_clause_without_a_subject_goes_on_with_the_one_before() -> None:
    assert tells_more("年内实现主体结构封顶")
    assert not tells_more("市妇幼保健院新院6月投入使用")
    assert not tells_more("推进环城北路等项目开工")
    assert not tells_more("加强日常保洁")
    assert names_nothing("力争年内") and not names_nothing("县游泳馆")
