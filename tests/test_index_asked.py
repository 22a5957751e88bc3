"""Other words in which people ask about a sentence: read beside a plan, tied to its places."""

from pathlib import Path

import pytest

from index.errors import PlanError
from index.passages import asked_within, split_plan
from index.plan import Span
from index.reading import load_plan

PLAN = "2031年工作计划\n\n1.修路。修建道路8公里,新增车位30个。\n2.种树。种树百棵。\n"


def written(folder: Path, asked: str) -> Path:
    path = folder / "plan.txt"
    path.write_text(PLAN, encoding="utf-8")
    path.with_suffix(".asked.toml").write_text(asked, encoding="utf-8")
    return path


def test_expansions_belong_to_the_sentence_and_the_part_they_name(tmp_path):
    path = written(
        tmp_path,
        '[[asked]]\nitem = 1\nat = "8公里"\nsay = ["马路多长", "铺路"]\n'
        '[[asked]]\nitem = 1\nat = "新增车位"\nsay = ["停车难"]\n',
    )
    plan = load_plan(path)
    passages = split_plan(plan)
    both = next(p for p in passages if "8公里" in p.text)
    assert both.asked.split("\n") == ["马路多长", "铺路", "停车难"]
    start = plan.source.index("新增车位")
    assert asked_within(both, Span(start, start + 4)) == "停车难"
    assert [p.asked for p in passages if p is not both] == ["", "", ""]
    assert "".join(p.text for p in passages if p.item == "1") == plan.items[0].text


def test_a_plan_without_such_a_file_has_none(tmp_path):
    path = tmp_path / "plan.txt"
    path.write_text(PLAN, encoding="utf-8")
    assert load_plan(path).expansions == ()


@pytest.mark.parametrize(
    "asked",
    [
        '[[asked]]\nitem = 1\nat = "9公里"\nsay = ["x"]\n',
        '[[asked]]\nitem = 7\nat = "8公里"\nsay = ["x"]\n',
        '[[asked]]\nitem = 1\nat = ""\nsay = ["x"]\n',
        '[[asked]]\nitem = 1\nsay = ["x"]\n',
        "[[asked\n",
    ],
)
def test_a_faulty_file_is_named_with_what_to_do(tmp_path, asked):
    with pytest.raises(PlanError) as caught:
        load_plan(written(tmp_path, asked))
    assert "plan.asked.toml" in caught.value.message
    assert "请改正，或先移走该文件" in caught.value.message
