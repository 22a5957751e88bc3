"""What is called by a number is not what is called by the end of that number."""

import pytest

from assistant.answers.phrases import phrase
from assistant.language.numbered_names import find_name, has_name
from assistant.language.written_numbers import as_named

AGREES = phrase("answer.agrees")
CONTRADICTS = phrase("answer.contradicts_figure", figure="").split("。")[0]
PLAN = (
    "1.畅通交通。加快推进地铁15号线南延伸段建设，开通307路公交，推进武宁隧道续建。\n"
    "2.更新城区。将146街坊建设成为科创街区。启动212街坊风貌保护。\n"
    "3.发展教育。新建小学2所，推进5G校园建设。\n"
)
IN_NUMERALS = "1.畅通交通。加快推进地铁十五号线南延伸段建设。\n2.发展教育。新建小学2所。\n"


@pytest.fixture(scope="module")
def told(told_of):
    return told_of(PLAN)


@pytest.mark.parametrize(
    ("name", "text", "at"),
    [
        ("5号线", "推进15号线", -1),
        ("5号线", "推进15号线、5号线", 7),
        ("46街坊", "将146街坊", -1),
        ("5公里", "修建2.5公里", -1),
        ("g20", "沿g206线", -1),
        ("号线", "推进15号线", 4),
        ("5g", "推进5g校园", 2),
    ],
)
def test_a_name_is_found_only_with_the_whole_of_its_number(name, text, at):
    assert find_name(name, text) == at
    assert has_name(name, text) == (at >= 0)


@pytest.mark.parametrize(
    ("question", "stated"),
    [
        ("加快推进地铁5号线南延伸段建设，对吗", "15号线"),
        ("加快推进地铁五号线南延伸段建设，对吗", "15号线"),
        ("将46街坊建设成为科创街区，对吗", "146街坊"),
        ("报告写“加快推进地铁5号线南延伸段建设”，对吗", "15号线"),
        ("报告写“将46街坊建设成为科创街区”，对吗", "146街坊"),
    ],
)
def test_the_end_of_a_number_is_not_confirmed(told, question, stated):
    said = told(question)
    assert AGREES not in said
    assert phrase("answer.contradicts_figure", figure=stated) in said


@pytest.mark.parametrize(
    ("question", "missing"),
    [
        ("地铁5号线怎么推进", "5号线"),
        ("地铁五号线怎么推进", "5号线"),
        ("5号线在第几项", "5号线"),
        ("计划里有5号线吗", "5号线"),
        ("46街坊要做什么", "46街坊"),
        ("12街坊在第几项", "12街坊"),
        ("7路公交什么时候开通", "7路"),
    ],
)
def test_what_the_plan_has_by_a_longer_number_only_is_said_to_be_missing(told, question, missing):
    assert phrase("silent.missing", missing=missing) in told(question)


def test_a_number_is_not_mentioned_in_a_longer_one(told):
    assert phrase("mention.none", term="46街坊") in told("哪些项提到46街坊")
    assert "将146街坊建设" in told("哪些项提到146街坊")


@pytest.mark.parametrize(
    ("question", "quoted"),
    [
        ("地铁15号线怎么推进", "地铁15号线"),
        ("地铁十五号线怎么推进", "地铁15号线"),
        ("146街坊在第几项", "第2项"),
        ("加快推进地铁15号线南延伸段建设，对吗", "地铁15号线"),
        ("报告写“将146街坊建设成为科创街区”，对吗", "将146街坊"),
    ],
)
def test_the_whole_number_is_found(told, question, quoted):
    said = told(question)
    assert quoted in said and CONTRADICTS not in said
    assert phrase("silent.missing", missing="").split("“")[0] not in said


def test_a_numeral_of_the_plan_is_no_longer_one_either(told_of):
    told = told_of(IN_NUMERALS)
    assert phrase("silent.missing", missing="5号线") in told("地铁五号线怎么推进")
    assert "地铁十五号线" in told("地铁十五号线怎么推进")


def test_a_numbered_name_that_the_plan_has_not_is_put_as_those_it_has():
    assert as_named("八号线怎么推进", "推进18号线") == "8号线怎么推进"
    assert as_named("八号线怎么推进", "推进八号线") == "八号线怎么推进"
    assert as_named("八号线怎么推进", "推进绿化") == "八号线怎么推进"
