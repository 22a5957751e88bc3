"""What a plan says almost as a question does: a name but for a character, or half of it."""

import pytest

from assistant.silence.alike import but_for_one, half_as


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("农村厕屋", "改造农村侧屋30座", True),
        ("农村厕屋", "改造农村房舍30座", False),
        ("厕屋", "侧屋30座", False),  # of a short name nothing much is left
    ],
)
def test_a_long_name_may_be_written_with_another_character(name, text, said):
    assert but_for_one(name, text) is said


@pytest.mark.parametrize(
    ("word", "text", "noun"),
    [
        ("图书馆", "新建图书室3个", "图书室"),
        ("公园", "绿化道路5公里", ""),
    ],
)
def test_a_thing_may_be_called_half_as_another(word, text, noun):
    assert half_as(word, text) == noun
