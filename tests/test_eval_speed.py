"""What measures speed measures what it says: growth, load on the real app, ratios."""

import json
import re
from pathlib import Path

import numpy as np
import pytest

from eval import load
from eval.__main__ import main
from eval.bench import Ratio, _change_one_item, _python, _rows, _Times
from eval.growth import grown, measure_size, plan_of
from eval.llm_latency import measure_llm_latency
from eval.load import measure_load
from index.passages import split_plan
from index.reading import load_plan
from index.settings import BUILT_IN_PLAN, PROJECT, Settings

SENTENCES = ("今年征收旧房一万户。", "养老床位新增六百张。", "河道要清淤。", "电梯加装一百台。")


@pytest.fixture
def squad(tmp_path: Path) -> Path:
    paragraphs = [
        {
            "context": text,
            "qas": [{"question": f"{text[:4]}多少？", "answers": [{"text": text[4]}]}],
        }
        for text in SENTENCES
    ]
    path = tmp_path / "squad.json"
    path.write_text(json.dumps({"data": [{"paragraphs": paragraphs}]}), encoding="utf-8")
    return path


def test_grown_texts_are_all_different_and_each_is_one_passage():
    vectors = np.eye(4, 384, dtype=np.float32)
    texts, made = grown(list(SENTENCES), vectors, 50)
    assert len(set(texts)) == 50
    assert made.shape == (50, 384)
    assert np.linalg.norm(made, axis=1) == pytest.approx(1.0, abs=1e-5)
    assert np.array_equal(made[:4], vectors)
    assert len(split_plan(plan_of(texts))) == 50


def test_growth_measures_an_index_that_finds_what_exact_search_finds(
    squad: Path, session_settings: Settings
):
    found = measure_size(squad, 40, session_settings)
    assert found.passages == 40
    assert found.recall == 1.0
    assert 0 < found.search_50 <= found.search_95
    assert found.disk > 0


def test_load_asks_the_real_app_as_a_program_and_as_the_page(
    session_settings: Settings, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(load, "_PER_RUN", 6)
    questions = PROJECT / "eval" / "questions.jsonl"
    text, markdown = measure_load(BUILT_IN_PLAN, questions, (3,), session_settings)
    rows = [line.split() for line in text.splitlines()[2:4]]
    assert [(row[0], row[1], row[2], row[-2], row[-1]) for row in rows] == [
        (way, "3", "6", "0", "0") for way in ("api", "page")
    ]
    assert "peak memory" in text and "| api |" in markdown


def test_one_item_is_changed_and_no_other(tmp_path: Path):
    path = tmp_path / "2020.txt"
    path.write_bytes(BUILT_IN_PLAN.read_bytes())
    before = load_plan(path)
    _change_one_item(path)
    after = load_plan(path)
    pairs = zip(before.items, after.items, strict=True)
    assert [old.label for old, new in pairs if old.text != new.text] == ["14"]


def test_a_ratio_is_shown_with_its_goal():
    _, row = _rows([Ratio("answer / floor", 15.0, 10.0, "ms", 1.5)])
    assert row == ["answer / floor", "15.0", "10.0", "ms", "1.50", "≤ 1.5"]


def test_what_is_run_is_compared_on_the_clock_and_in_processor_time():
    works, idles = _Times(), _Times()
    assert _python("sum(range(10**7))", works) > 1.0
    _python("import time; time.sleep(0.5)", idles)
    clock, busy = works.ratios("work", idles, "sleep", goal=2.0)
    assert (clock.name, busy.name) == ("work / sleep", "work / sleep, processor time")
    assert clock.other >= 0.5 > busy.other > 0
    assert busy.value > 1.0
    assert clock.goal == busy.goal == 2.0


def test_growth_of_a_file_that_is_not_there_is_refused(tmp_path: Path, capsys):
    assert main(["growth", "--squad", str(tmp_path / "none.json")]) == 2
    assert "无法读取" in capsys.readouterr().err


def test_what_is_added_to_a_model_is_measured_from_the_servers_own_clock(
    session_settings: Settings,
) -> None:
    text, _ = measure_llm_latency(
        BUILT_IN_PLAN, PROJECT / "eval" / "questions.jsonl", 2, session_settings
    )
    rows = [re.findall(r"\d+(?:\.\d+)?", line.split("shown")[1]) for line in text.split("\n")[2:]]
    assert [row[1] for row in rows] == ["2", "2"]  # cases of which something was shown
    assert all(0 < float(most) < 10_000 for *_, most in rows)
