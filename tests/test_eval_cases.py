"""Reading, splitting and checking evaluation cases."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eval.__main__ import main
from eval.cases import Case, CaseError, check_cases, load_cases, require_fit, split
from index.reading import parse_plan

PLAN = parse_plan(
    "测试计划 2020-05-13\n\n1.新建公园3座,绿化率提高。\n"
    "2.推进旧区改造10000户以上。\n3.改造公园绿道。\n",
    "test.txt",
)


def write(folder: Path, *cases: dict | str) -> Path:
    path = folder / "questions.jsonl"
    lines = [case if isinstance(case, str) else json.dumps(case) for case in cases]
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


def record(**changes) -> dict:
    return {"id": "a1", "question": "建几座公园？", "kind": "figure", "items": [1]} | changes


def test_a_case_is_read_with_its_defaults(tmp_path):
    (case,) = load_cases(write(tmp_path, record(must=["3座"], note="x"), ""))
    assert case == Case("a1", "建几座公园？", "figure", items=("1",), must=("3座",), note="x")


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("{", "不是合法的 JSON"),
        ("[]", "应是一个 JSON 对象"),
        (record(kind="figures"), "不是已知的类别"),
        (record(id=""), "缺少 id"),
        (record(question=" "), "缺少 question"),
        (record(question=3), "question 应是字符串"),
        (record(alsook=[1]), "不认识的键：alsook"),
        (record(items=1), "items 应是"),
        (record(items=[True]), "items 应是"),
        (record(items=[1, 1]), "重复的编号"),
        (record(must=[""]), "must 应是"),
        (record(kind="followup"), "history 不能为空"),
        (record(kind="variant", note="like a0"), "variant of"),
        (record(kind="variant", note="variant of a9: typo"), "a1 是 a9 的变体"),
    ],
)
def test_a_faulty_line_is_named_with_what_is_wrong(tmp_path, line, said):
    with pytest.raises(CaseError) as caught:
        load_cases(write(tmp_path, record(id="a0"), line))
    assert "第 2 行" in caught.value.message
    assert said in caught.value.message


def test_every_faulty_line_is_reported_at_once(tmp_path):
    with pytest.raises(CaseError) as caught:
        load_cases(write(tmp_path, "{", record(), record()))
    assert "有 2 处错误" in caught.value.message
    assert "第 1 行" in caught.value.message
    assert "第 3 行：编号 a1 与第 2 行重复" in caught.value.message


def test_a_missing_or_empty_file_is_said(tmp_path):
    with pytest.raises(CaseError, match="无法读取"):
        load_cases(tmp_path / "none.jsonl")
    with pytest.raises(CaseError, match="没有题目"):
        load_cases(write(tmp_path, ""))


@given(st.text(min_size=1))
def test_split_depends_on_the_id_alone(case_id):
    assert split(case_id) == split(case_id)
    assert split(case_id) in ("dev", "test")


def test_split_follows_the_first_byte_of_the_hash():
    # sha256sum says 05… for a001 and 84… for a002.
    assert split("a001") == "dev"
    assert split("a002") == "test"


def test_a_variant_takes_split_and_expectation_of_its_base(tmp_path):
    bases = [record(id=f"u{n}", kind="unanswerable", items=[]) for n in range(8)]
    variants = [
        record(id=f"v{n}", kind="variant", items=[], note=f"variant of u{n}: typo")
        for n in range(8)
    ]
    cases = load_cases(write(tmp_path, *variants, *bases))
    by_id = {case.id: case for case in cases}
    for n in range(8):
        assert by_id[f"v{n}"].split == by_id[f"u{n}"].split
        assert by_id[f"v{n}"].expected == "not_in_plan"
        assert by_id[f"v{n}"].answer_kind == "unanswerable"


@pytest.mark.parametrize(
    ("kind", "items", "expected", "accepted"),
    [
        ("figure", ("1",), "answered", {"answered"}),
        ("meta", (), "answered", {"answered"}),
        ("false_premise", ("1",), "answered", {"answered"}),
        ("mention", ("1",), "answered", {"answered"}),
        ("mention", (), "not_in_plan", {"not_in_plan"}),
        ("followup", (), "not_in_plan", {"not_in_plan"}),
        ("unanswerable", (), "not_in_plan", {"not_in_plan"}),
        ("out_of_range", (), "not_in_plan", {"not_in_plan"}),
        ("offtopic", (), "not_in_plan", {"not_in_plan", "chat"}),
        ("chat", (), "chat", {"chat"}),
    ],
)
def test_the_kind_decides_the_expected_status(kind, items, expected, accepted):
    case = Case("x", "?", kind, items=items)
    assert case.expected == expected
    assert case.accepted == accepted


def test_fitting_cases_have_no_faults():
    cases = (
        Case("a", "?", "figure", items=("2",), must=("10000户以上",)),
        Case("b", "?", "compound", items=("1", "2"), must=("3座", "10000户")),
        Case("c", "?", "meta", must=("27",)),
        Case("d", "?", "mention", items=("1", "3"), mention="公园"),
        Case("e", "?", "mention", mention="地铁"),
        Case("f", "?", "unanswerable", also_ok=("2",)),
    )
    assert check_cases(cases, PLAN) == ()


@pytest.mark.parametrize(
    ("case", "said"),
    [
        (Case("a", "?", "figure", items=("4",)), "没有第 4 项"),
        (Case("a", "?", "unanswerable", also_ok=("9",)), "没有第 9 项"),
        (Case("a", "?", "figure", items=("1",), must=("10000户",)), "must“10000户”不在第 1 项"),
        (Case("a", "?", "topic"), "items 为空"),
        (Case("a", "?", "offtopic", items=("1",)), "items 不为空"),
        (Case("a", "?", "mention", items=("1",), mention="公园"), "第 1、3 项"),
    ],
)
def test_what_does_not_fit_the_plan_is_said(case, said):
    (fault,) = check_cases((case,), PLAN)
    assert fault.startswith("a：")
    assert said in fault


def test_a_variant_must_ask_for_the_same_as_its_base():
    base = Case("a", "?", "figure", items=("2",), must=("10000户以上",))
    variant = Case("b", "?", "variant", items=("2",), base="a", base_kind="figure")
    (fault,) = check_cases((base, variant), PLAN)
    assert "是 a 的变体" in fault


def test_cases_that_do_not_fit_stop_the_run():
    with pytest.raises(CaseError, match="有 1 处错误"):
        require_fit((Case("a", "?", "topic"),), PLAN, Path("q.jsonl"))


def test_check_command_counts_and_exits_2_on_faults(tmp_path, capsys):
    good = write(tmp_path, record(id="q", kind="chat", items=[]))
    assert main(["check", "--questions", str(good)]) == 0
    assert "kind: chat 1" in capsys.readouterr().out
    bad = write(tmp_path, record(items=[99]))
    assert main(["check", "--questions", str(bad)]) == 2
    said = capsys.readouterr().err
    assert "没有第 99 项" in said
    assert "faults in questions file" in said
