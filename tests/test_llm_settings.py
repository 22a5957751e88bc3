"""A model is set by variables or on the command line; what is wrong is said, the key never."""

import json
import logging

import pytest

from assistant.cli import main
from assistant.llm.client import LanguageModel, server_of
from index.errors import UserError
from index.settings import Settings, settings
from tests.llm_server import GOOD, KEY, MODEL, model_settings, serving, writing


@pytest.fixture
def environment(monkeypatch, tmp_path, session_settings):
    """Set a model's variables; return the function that does it."""
    monkeypatch.setenv("PLAN_DATA", str(session_settings.data))
    monkeypatch.setitem(Settings.model_config, "env_file", None)
    settings.cache_clear()

    def change(**variables: str) -> None:
        for name, value in variables.items():
            monkeypatch.setenv(name, value)
        settings.cache_clear()

    yield change
    settings.cache_clear()


def test_ask_with_a_model_prints_its_verified_sentences(environment, indexed, capsys):
    with serving(writing(GOOD)) as server:
        environment(PLAN_LLM_URL=server.url, PLAN_LLM_KEY=KEY)
        assert main(["ask", "今年旧改征收多少户？", "--llm", f"openai:{MODEL}", "--json"]) == 0
        assert server.exchanges[0].body["model"] == MODEL
    record = json.loads(capsys.readouterr().out)
    assert record["text"].startswith("计划完成旧改征收1万户以上。〔第17项〕")
    assert record["llm"]["model"] == MODEL and record["llm"]["prompt_tokens"] == 321
    assert {"item": 17, "quote": "完成旧改征收10000户以上、收尾6个基地。"} in record["citations"]


@pytest.mark.parametrize("name", ["PLAN_DATA", "PLAN_FILE"])
def test_an_empty_path_is_refused_and_is_not_the_working_folder(environment, name):
    environment(**{name: ""})
    with pytest.raises(UserError, match=name):
        settings()


def test_batch_with_a_model_answers_every_line(environment, indexed, tmp_path):
    (tmp_path / "q.jsonl").write_text(
        '{"id": 1, "question": "今年旧改征收多少户？"}\n{"id": 2, "question": "你好"}\n', "utf-8"
    )
    out = tmp_path / "a.jsonl"
    with serving(writing(GOOD)) as server:
        environment(PLAN_LLM_URL=server.url)
        batch = ["--batch", str(tmp_path / "q.jsonl"), "--out", str(out)]
        assert main(["ask", "--llm", MODEL, *batch]) == 0
    first, second = map(json.loads, out.read_text("utf-8").splitlines())
    assert first["llm"]["sentences_shown"] == 1 and second["llm"]["asked"] == 0
    assert second["status"] == "chat"


def test_without_the_option_no_model_is_asked(environment, indexed, capsys):
    with serving(writing(GOOD)) as server:
        environment(PLAN_LLM=MODEL, PLAN_LLM_URL=server.url)
        assert main(["ask", "今年旧改征收多少户？", "--json"]) == 0
        assert server.exchanges == []
    assert "llm" not in json.loads(capsys.readouterr().out)


@pytest.mark.parametrize(
    ("variables", "said"),
    [
        ({}, "PLAN_LLM_URL"),
        ({"PLAN_LLM_URL": "localhost:11434"}, "PLAN_LLM_URL"),
        ({"PLAN_LLM_URL": "ftp://host/v1"}, "PLAN_LLM_URL"),
        ({"PLAN_LLM_URL": "http://127.0.0.1/v1", "PLAN_LLM_TIMEOUT": "soon"}, "PLAN_LLM_TIMEOUT"),
        ({"PLAN_LLM_URL": "http://127.0.0.1/v1", "PLAN_LLM_TIMEOUT": "0"}, "PLAN_LLM_TIMEOUT"),
        ({"PLAN_LLM_URL": "http://127.0.0.1/v1", "PLAN_LLM_TIMEOUT": "inf"}, "PLAN_LLM_TIMEOUT"),
        ({"PLAN_LLM_URL": "http://127.0.0.1/v1", "PLAN_LLM_CONTEXT": "10"}, "PLAN_LLM_CONTEXT"),
    ],
)
def test_settings_that_cannot_work_are_refused(environment, capsys, variables, said):
    environment(PLAN_LLM_KEY=KEY, **variables)
    assert main(["ask", "旧改", "--llm", MODEL]) == 2
    error = capsys.readouterr().err
    assert said in error and KEY not in error


@pytest.mark.parametrize("name", [None, "", "openai:"])
def test_a_model_without_a_name_is_refused(name):
    with pytest.raises(UserError, match="没有写明用哪个大模型"):
        server_of(model_settings("http://127.0.0.1/v1", llm=name))


@pytest.mark.parametrize("name", ["qwen2.5:7b", "openai:qwen2.5:7b"])
def test_a_name_may_have_a_colon(name):
    config = model_settings("http://127.0.0.1/v1", llm=name)
    assert LanguageModel(config).name == "qwen2.5:7b"


def test_the_key_is_in_no_representation(caplog):
    caplog.set_level(logging.DEBUG)
    config = model_settings("http://127.0.0.1/v1")
    model = LanguageModel(config)
    for told in (repr(config), str(config.model_dump()), repr(model), repr(vars(model))):
        assert KEY not in told
    assert KEY not in caplog.text
