"""A sentence that says who answers, and goes on with how much of what, tells that itself."""

import pytest

from assistant.answers.phrases import phrase

AGREES = phrase("answer.agrees")
CONTRADICTS = phrase("answer.contradicts_figure", figure="").split("。")[0]
PLAN = (
    "2025年重点工作\n"
    "1.办好暖心工程。由市委办公室牵头督办,年内完成6大类45项暖心工程,其中第一批20项上半年完成,"
    "第二批25项年底前完成。暖心工程居民知晓率达到90%以上。\n"
    "2.建设苗圃。新建苗圃4个。由市林业局牵头,5个镇配合,9月底前完成。\n"
    "3.举办展会。改造展馆2座。由市商务局牵头,全年举办展会16场。\n"
)


@pytest.fixture(scope="module")
def told(told_of):
    return told_of(PLAN)


@pytest.mark.parametrize(
    ("question", "figure"),
    [
        ("暖心工程有多少项", "45项"),
        ("暖心工程第二批多少项", "25项"),
        ("全年举办展会多少场", "16场"),
        ("暖心工程知晓率多少", "90%以上"),
    ],
)
def test_how_much_is_told_though_an_office_is_named_first(told, question, figure):
    assert told(question).startswith(figure)


def test_a_claim_of_it_is_judged(told):
    assert told("暖心工程45项，对吗").startswith(AGREES)
    assert told("第一批暖心工程25项，对吗").startswith(CONTRADICTS)
    due = told("第二批暖心工程上半年完成，对吗")
    assert "不符" in due and "年底前" in due


@pytest.mark.parametrize("question", ["暖心工程第二批什么时候完成", "暖心工程谁牵头"])
def test_who_and_when_is_told_by_that_sentence_alone(told, question):
    said = told(question)
    assert "45项" in said and "知晓率" not in said


def test_a_line_that_only_says_who_and_when_is_of_its_item(told):
    assert "4个" in told("新建苗圃多少个") and "牵头" not in told("新建苗圃多少个")
    when = told("苗圃什么时候完成")
    assert "9月底前完成" in when
    assert "市林业局" in told("苗圃谁负责")


def test_those_who_help_are_no_figure_of_the_item(told):
    assert not told("苗圃建多少个").startswith("5个")
