"""Retrieval on a SQuAD-format file, through the real embedder."""

import json
from pathlib import Path

import pytest

from eval.__main__ import main
from eval.squad import load_squad, measure_retrieval
from index.errors import UserError
from index.settings import Settings

CONTEXTS = {
    "长江全长约6300公里。它发源于青藏高原。": [
        ("长江有多长？", "6300公里"),
        ("长江发源于哪里？", "青藏高原"),
    ],
    "珠穆朗玛峰海拔8848米。\n它在中尼边境。": [("珠穆朗玛峰有多高？", "8848米")],
    "大熊猫以竹子为食。成年体重约100公斤。": [("大熊猫吃什么？", "竹子")],
}


def squad(folder: Path, data: object = None) -> Path:
    paragraphs = [
        {
            "context": context,
            "qas": [
                {"question": asked, "answers": [{"text": gold, "answer_start": 0}]}
                for asked, gold in questions
            ],
        }
        for context, questions in CONTEXTS.items()
    ]
    path = folder / "squad.json"
    value = data if data is not None else {"data": [{"paragraphs": paragraphs}]}
    path.write_text(json.dumps(value), encoding="utf-8")
    return path


def config(folder: Path) -> Settings:
    return Settings(data=folder / "data")


def test_each_distinct_context_becomes_one_item(tmp_path):
    path = squad(tmp_path)
    data = json.loads(path.read_text())
    data["data"].append({"paragraphs": [data["data"][0]["paragraphs"][0]]})
    plan, questions = load_squad(squad(tmp_path, data))
    assert [item.label for item in plan.items] == ["1", "2", "3"]
    assert [item.text for item in plan.items] == list(CONTEXTS)
    for item in plan.items:
        assert plan.source[item.span.start : item.span.end] == item.text
    assert [question.item for question in questions] == ["1", "1", "2", "3", "1", "1"]
    assert questions[0].answers == ("6300公里",)


@pytest.mark.parametrize("mode", ["dense", "lexical", "hybrid"])
def test_every_mode_finds_easy_answers_and_leaves_the_index_folder_alone(tmp_path, mode):
    settings = config(tmp_path)
    result = measure_retrieval(squad(tmp_path), mode, settings)
    assert (result.items, result.passages, result.questions) == (3, 6, 4)
    assert result.recall_5.value == 1
    assert result.recall_1.value >= 0.75
    assert result.quote_3.value >= 0.75
    assert result.ms_per_query > 0
    assert "R@1" in str(result)
    assert not settings.data.exists()


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ([], "不是 SQuAD 格式"),
        ({"data": [{"paragraphs": [{"context": "x"}]}]}, "不是 SQuAD 格式"),
        ({"data": []}, "没有带答案的问题"),
        (
            {
                "data": [
                    {"paragraphs": [{"context": "x", "qas": [{"question": "?", "answers": []}]}]}
                ]
            },
            "没有带答案的问题",
        ),
    ],
)
def test_a_file_that_cannot_be_used_is_said(tmp_path, data, said):
    with pytest.raises(UserError, match=said):
        load_squad(squad(tmp_path, data))


def test_the_command_prints_the_table_and_exits_2_for_a_missing_file(tmp_path, capsys):
    assert main(["retrieval", "--squad", str(squad(tmp_path)), "--mode", "lexical"]) == 0
    assert "answer in top-3 quotes" in capsys.readouterr().out
    assert main(["retrieval", "--squad", str(tmp_path / "none.json")]) == 2
    said = capsys.readouterr().err
    assert "无法读取文件" in said
    assert "cannot read" in said
