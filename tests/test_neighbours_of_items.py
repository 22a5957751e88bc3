"""The item behind or before one that is named by its number, in a question of its own."""

import pytest

PLAN = """东陵县2025年重点工作

1.稳住工业增长。规上工业增加值增长8%。
2.抓好春耕生产。播种水稻5.2万亩，后面的田间管护由乡镇落实。
3.改善城乡交通。改造农村公路40公里。
4.办好人民教育。新建幼儿园2所。
5.守牢安全底线。开展应急演练12场。
"""


@pytest.mark.parametrize(
    ("question", "title"),
    [
        ("第2项后面那一项写的是什么", "改善城乡交通"),
        ("第4条的下一条是啥", "守牢安全底线"),
        ("第3项前一项是什么", "抓好春耕生产"),
        ("第5项上面一项讲什么", "办好人民教育"),
        ("第三项之前是哪一项", "抓好春耕生产"),
        ("哪一项排在第3项后面", "办好人民教育"),
        ("紧跟着第2项的那一项讲什么", "改善城乡交通"),
        ("紧接着第4项的是哪项", "守牢安全底线"),
    ],
)
def test_the_neighbour_is_told_and_not_the_item_named(told, question: str, title: str) -> None:
    answer = told(question)
    assert title in answer
    assert answer.count("〕") <= 2  # its heading and its text


@pytest.mark.parametrize(
    "question",
    ["第1项前面一项是什么", "第5项的下一项是什么", "第5项之后是什么", "紧跟着第5项的是什么"],
)
def test_beyond_the_first_and_the_last_there_is_none(told, question: str) -> None:
    answer = told(question)
    assert "没有第" in answer
    assert "共5项" in answer


def test_several_at_an_end_are_told(told) -> None:
    answer = told("排在最后的两项是哪些")
    assert "办好人民教育" in answer
    assert "守牢安全底线" in answer
    assert "改善城乡交通" not in answer


def test_what_stands_further_on_in_an_item_is_of_that_item(told) -> None:
    assert "田间管护" in told("第2项后面写了什么")
    assert "改造农村公路" in told("第3项下一步怎么做")
    assert "没有第" not in told("第5项后面提到的演练几场")
