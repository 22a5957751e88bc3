"""The assistant's quality on the question set, and on plans it was not written for."""

import tomllib
from pathlib import Path

import pytest

from eval.cases import load_cases, require_fit
from eval.metrics import summarize
from eval.run import ask_all

EVAL = Path(__file__).parent.parent / "eval"
FLOORS = tomllib.loads((EVAL / "floors.toml").read_text(encoding="utf-8"))


def test_no_metric_falls_below_its_recorded_floor(assistant):
    cases = load_cases(EVAL / "questions.jsonl")
    require_fit(cases, assistant.plan, EVAL / "questions.jsonl")
    summary = summarize(ask_all("assistant", assistant, cases, assistant.plan))
    measured = {name: summary[name].value for name in FLOORS}
    assert {n: v for n, v in measured.items() if v < FLOORS[n]} == {}


@pytest.mark.parametrize("name", ["linjiang", "qingshan"])
def test_another_plan_is_answered_in_its_own_words_without_a_code_change(name, assistant_on):
    path = EVAL / "plans" / f"{name}.txt"
    assistant = assistant_on(path)
    cases = load_cases(path.with_suffix(".jsonl"))
    require_fit(cases, assistant.plan, path)
    summary = summarize(ask_all(name, assistant, cases, assistant.plan))
    assert summary["verbatim"].value == 1.0
    assert summary["figures"].value == 1.0
    assert summary["citation_recall"].value >= 0.70
    assert summary["rejection_f1"].value >= 0.60
