"""A real model, weak on purpose, over the whole question set: verification holds."""

from pathlib import Path

import pytest

from assistant.chain import open_assistant
from eval.cases import load_cases
from eval.llm import Unverified, Verified, safety_table, ungrounded, wrong_items
from eval.local_model import language_model
from eval.metrics import summarize
from eval.run import ask_all
from index.settings import BUILT_IN_PLAN, PROJECT, Settings

pytestmark = pytest.mark.slow
QUESTIONS = PROJECT / "eval" / "questions.jsonl"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("llm")


@pytest.fixture(scope="module")
def opened(folder):
    """The assistant with the test model behind a real server."""
    pytest.importorskip("xllamacpp")
    with language_model(Settings(_env_file=None, llm=None, data=folder)) as config:
        yield open_assistant(BUILT_IN_PLAN, config)


def test_over_the_whole_question_set_nothing_wrong_is_shown(opened):
    cases = load_cases(QUESTIONS)
    results = {
        "verbatim": ask_all("verbatim", opened, cases, opened.plan),
        "verified": ask_all("verified", Verified(opened), cases, opened.plan),
    }
    written = [
        (outcome, statement)
        for outcome in results["verified"]
        for statement in outcome.answer.statements
        if statement.role == "synthesis"
    ]
    assert written  # else nothing was tested
    assert sum(ungrounded(statement, outcome.plan) for outcome, statement in written) == 0
    verbatim, verified = map(summarize, results.values())
    assert verified["verbatim"].value == verified["figures"].value == 1.0
    for metric in ("citation_recall", "citation_precision", "case_score", "rejection_f1"):
        assert verified[metric].value >= verbatim[metric].value
    cited = {o.case.id: set(o.cited) for o in results["verbatim"]}
    assert all(set(o.cited) == cited[o.case.id] for o in results["verified"])


def test_unverified_the_same_model_is_wrong(opened):
    cases = [case for case in load_cases(QUESTIONS) if case.kind == "figure"][:8]
    outcomes = ask_all("unverified", Unverified(opened), cases, opened.plan)
    assert sum(wrong_items(s, o.case) for o in outcomes for s in o.answer.statements) > 0
    assert len(safety_table({"unverified": outcomes})) > 1
