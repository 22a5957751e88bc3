"""README.md is true: its commands run, its examples are read, its settings and links exist."""

import ast
import json
import os
import re
import shlex
import subprocess
import sys
import tomllib
from importlib.metadata import packages_distributions
from pathlib import Path
from typing import Any

import pytest

from assistant.batch import parse_line
from index.overlay import read_overlay
from index.settings import PROJECT, Settings
from tests.llm_server import MODEL, serving, writing

README = (PROJECT / "README.md").read_text(encoding="utf-8")
BLOCKS = [(kind, body) for kind, body in re.findall(r"^```(\w+)\n(.*?)^```", README, re.M | re.S)]
COMMANDS = [line for kind, body in BLOCKS if kind == "sh" for line in body.splitlines()]

# Runs each command in one process, so that the libraries are loaded once. Two things are not
# what they would be: the chat is not served (tests/test_cli.py serves it), and `calibrate` does
# not write its result. `curl` lines are tests/test_api.py's.
DRIVER = """
import contextlib, io, json, os, runpy, sys, types
import eval.calibrate, index.settings

served = types.ModuleType("assistant.web.app")
served.serve = lambda path, config, host, port, auth, root: print(
    "served", path.name if path else "all", host, port, *filter(None, [auth, root])
)
sys.modules["assistant.web.app"] = served
eval.calibrate.calibrate = lambda config: "calibrated"

project, commands = sys.argv[1], json.loads(sys.argv[2])
results = []
for environment, words in commands:
    os.environ.update(environment)
    index.settings.settings.cache_clear()
    sys.argv = words
    sys.stdin = io.StringIO("a long password")
    output = io.StringIO()
    with contextlib.redirect_stdout(output), contextlib.redirect_stderr(output):
        try:
            if words[0] == "eval":
                sys.modules.pop("eval.__main__", None)
                runpy.run_module("eval", run_name="__main__", alter_sys=True)
            else:
                runpy.run_path(os.path.join(project, words[0]), run_name="__main__")
        except SystemExit as ended:
            results.append([ended.code or 0, output.getvalue()])
    for name in environment:
        del os.environ[name]
json.dump(results, open("results.json", "w", encoding="utf-8"))
"""


def block(kind: str) -> str:
    """Return the only block of a kind."""
    (body,) = [body for found, body in BLOCKS if found == kind]
    return body


def split(command: str) -> tuple[dict[str, str], list[str]]:
    """Split a command into the variables set before it and its words, without `python`."""
    words = shlex.split(command)
    variables = {}
    while "=" in words[0]:
        name, _, value = words.pop(0).partition("=")
        variables[name] = value
    assert words.pop(0) == "python", command
    if words[0] == "-m":
        words.pop(0)
    assert words[0] in ("app.py", "eval"), command
    return variables, words


def prepare(folder: Path) -> None:
    """Make the files that the commands name."""
    (folder / "questions.jsonl").write_text(block("json"), encoding="utf-8")
    (folder / "plans").mkdir()
    (folder / "plans" / "2021.txt").write_text("计划\n1.建公园3座。\n2.建学校。\n", "utf-8")
    (folder / "plans" / "2021.toml").write_text(block("toml"), encoding="utf-8")
    question = {"question": "谁写了这本书？", "id": "1", "answers": [{"text": "老舍"}]}
    paragraph = {"context": "这本书是老舍写的。书中有五个人物。", "qas": [question]}
    squad = {"data": [{"title": "书", "paragraphs": [paragraph]}]}
    (folder / "dev.json").write_text(json.dumps(squad), encoding="utf-8")


def few_cases(path: Path) -> None:
    """Write a few cases of the question set, of either split."""
    from eval.cases import load_cases

    source = PROJECT / "eval" / "questions.jsonl"
    cases = [case for case in load_cases(source) if case.kind == "figure"]
    chosen = {next(case.id for case in cases if case.split == half) for half in ("dev", "test")}
    lines = source.read_text(encoding="utf-8").splitlines()
    kept = [line for line in lines if line.strip() and json.loads(line)["id"] in chosen]
    path.write_text("\n".join(kept), encoding="utf-8")


@pytest.fixture(scope="module")
def results(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """Run every `python` command of the README → command: (exit code, output)."""
    folder = tmp_path_factory.mktemp("readme")
    prepare(folder)
    few_cases(folder / "few.jsonl")
    commands = [command for command in COMMANDS if command.startswith(("python ", "PLAN_"))]
    runs = []
    for command in commands:
        variables, words = split(command)
        if words[0] == "eval" and not {"retrieval", "check", "calibrate"} & set(words):
            words[1:1] = ["--questions", "few.jsonl", "--report", "report"]
            words[1:1] = [] if "--no-baselines" in words else ["--no-baselines"]
        runs.append((variables, words))
    environment = os.environ | {"PYTHONPATH": str(PROJECT), "PLAN_DATA": str(folder / "data")}
    with serving(writing("〔第17项〕统筹推进旧区改造。")) as server:
        for variables, words in runs:
            if "llm" in words:  # the configured server instead of the test model
                variables |= {"PLAN_LLM": MODEL, "PLAN_LLM_URL": server.url}
            elif "PLAN_LLM_URL" in variables:
                variables["PLAN_LLM_URL"] = server.url
        ran = subprocess.run(
            [sys.executable, "-c", DRIVER, str(PROJECT), json.dumps(runs)],
            cwd=folder, env=environment, check=False, capture_output=True, encoding="utf-8",
        )  # fmt: skip
    assert ran.returncode == 0, ran.stderr
    ended = json.loads((folder / "results.json").read_text(encoding="utf-8"))
    answers = (folder / "answers.jsonl").read_text(encoding="utf-8").splitlines()
    assert [json.loads(line)["id"] for line in answers] == ["q1", "q2"]
    assert all(json.loads(line)["status"] == "answered" for line in answers)
    return dict(zip(commands, ended, strict=True))


def test_every_kind_of_block_is_checked():
    assert {kind for kind, _ in BLOCKS} == {"sh", "text", "json", "toml", "bat", "nginx"}
    assert len(COMMANDS) == len(set(COMMANDS))


@pytest.mark.parametrize("command", [c for c in COMMANDS if not c.startswith(("make ", "curl "))])
def test_command_runs(results, command):
    code, output = results[command]
    assert code == 0, output
    assert output.strip()


@pytest.mark.parametrize(
    ("command", "shown"),
    [
        ("python app.py", "served all 127.0.0.1 7860"),
        ("python app.py --host 0.0.0.0 --port 8080", "served all 0.0.0.0 8080"),
        (
            "python app.py --auth users.txt --root-path /plan",
            "served all 127.0.0.1 7860 users.txt /plan",
        ),
        ("PLAN_FILE=plans/2021.txt python app.py", "served 2021.txt 127.0.0.1 7860"),
        ('python app.py ask "今年旧改征收多少户？"', "〔第17项〕"),
        ("python app.py index --plan plans/2021.txt", "条目：2 项"),
        (
            "PLAN_LLM_URL=http://127.0.0.1:11434/v1 "
            'python app.py ask "旧区改造怎么推进？" --llm qwen2.5:7b',
            "统筹推进旧区改造。〔第17项〕",
        ),
        (
            "PLAN_LLM_URL=http://127.0.0.1:11434/v1 PLAN_LLM=qwen2.5:7b python app.py",
            "served all 127.0.0.1 7860",
        ),
        ("python -m eval llm", "cases in which the model was asked"),
        ("python app.py plans", "2021年  《计划》  2 项"),
        ('python app.py ask "与去年相比旧改目标有什么变化？"', "〔2020年第17项〕"),
        ("python app.py plans remove 2021", "已移除《计划》"),
    ],
)
def test_command_does_what_the_readme_says(results, command, shown):
    assert shown in results[command][1]


@pytest.mark.parametrize("command", [c for c in COMMANDS if c.startswith("make ")])
def test_make_knows_its_targets(tmp_path, command):
    words = [*shlex.split(command), "-n", f"VENV={tmp_path / 'venv'}"]
    made = subprocess.run(words, cwd=PROJECT, check=False, capture_output=True, encoding="utf-8")
    assert made.returncode == 0, made.stderr
    assert "pip install" in made.stdout


def test_make_chat_installs_once(tmp_path):
    (tmp_path / "bin").mkdir()
    for name in ("bin/python", ".installed"):
        (tmp_path / name).touch()
    command = ["make", "-n", "--no-print-directory", "chat", f"VENV={tmp_path}"]
    made = subprocess.check_output(command, cwd=PROJECT, encoding="utf-8")
    assert made.splitlines() == [f"{tmp_path}/bin/python app.py"]


def test_make_audit_fails_when_the_service_knows_of_nothing(tmp_path):
    # Without --strict pip-audit says then that there are no known faults.
    (tmp_path / ".installed").touch()
    for name, does in {
        "bin/python": "exit 0",
        "audit/bin/pip-audit": '[ "$1" != --strict ]',
    }.items():
        program = tmp_path / name
        program.parent.mkdir(parents=True)
        program.write_text(f"#!/bin/sh\n{does}\n", encoding="utf-8")
        program.chmod(0o755)
    command = ["make", "audit", f"VENV={tmp_path}"]
    made = subprocess.run(command, cwd=PROJECT, check=False, capture_output=True, encoding="utf-8")
    assert made.returncode != 0
    assert "漏洞库连不上" in made.stdout


def test_example_questions_file_is_good():
    lines = block("json").encode().splitlines()
    assert [parse_line(line).id for line in lines] == ["q1", "q2"]
    assert parse_line(lines[1]).history


def test_example_overlay_is_good(tmp_path):
    (tmp_path / "plan.toml").write_text(block("toml"), encoding="utf-8")
    overlay = read_overlay(tmp_path / "plan.toml")
    assert overlay.examples and overlay.titles["17"].startswith("［加］")
    assert ("老破小", ("旧区改造", "旧改")) in overlay.synonyms


def test_settings_table_lists_every_setting():
    listed = set(re.findall(r"^\| `(PLAN_\w+)`", README, re.M))
    assert listed == {f"PLAN_{name.upper()}" for name in Settings.model_fields}


def test_links_lead_somewhere():
    targets = re.findall(r"\]\(([^)#]+)\)", README)
    assert "docs/chat.png" in targets
    assert [target for target in targets if not (PROJECT / target).exists()] == []


def declared(*extras: str) -> set[str]:
    """Return the names that pyproject.toml asks pip for."""
    project = tomllib.loads((PROJECT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    wanted = [*project["dependencies"]]
    for extra in extras:
        wanted += project["optional-dependencies"][extra]
    return {re.split(r"[<>=]", line)[0].lower().replace("_", "-") for line in wanted}


def imported(*folders: str) -> set[str]:
    """Return the packages, as pip names them, that the modules in the folders import."""
    modules = set()
    for path in (path for folder in folders for path in (PROJECT / folder).glob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                modules |= {alias.name.partition(".")[0] for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and node.module:
                modules.add(node.module.partition(".")[0])
    owners = packages_distributions()
    outside = modules - sys.stdlib_module_names - {"app", "assistant", "eval", "index", "tests"}
    # What is not installed here (an extra's) goes by the module's own name.
    names = (owners.get(module, [module])[0] for module in outside)
    return {name.lower().replace("_", "-") for name in names}


def test_what_is_imported_is_declared():
    assert imported("assistant", "index") <= declared()
    assert imported("eval", "tests") <= declared("test", "llm-test")


def test_what_is_declared_is_pinned():
    constraints = (PROJECT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    pins = [line for line in constraints if not line.startswith("#")]
    assert all(re.fullmatch(r"[\w.-]+==[\w.]+", pin) for pin in pins)
    assert declared("test", "llm-test") <= {
        pin.partition("==")[0].lower().replace("_", "-") for pin in pins
    }
