"""A name is short for what has its characters in order; few of them may stand so by chance."""

from assistant.claims.parts import has_in_order
from assistant.language.alignment import is_short_for


def test_a_word_is_short_for_what_has_its_characters_in_order_and_not_for_itself():
    assert is_short_for("危改", "危险房屋改造")
    assert not is_short_for("改危", "危险房屋改造")
    assert not is_short_for("危房", "危房改造")


def test_order_alone_tells_a_long_name_and_no_short_one():
    assert has_in_order("托育园位", "托育机构园位")
    assert has_in_order("托育园位", "新增托育园位")
    assert not has_in_order("托位", "托育机构园位")
