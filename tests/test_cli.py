"""The command line: what it prints, what it writes, and what it says to wrong use."""

import json
import os
import signal
import socket
import stat
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant import batch
from assistant.answers.answer import Answer, Statement
from assistant.cli import main
from index.settings import BUILT_IN_PLAN, PROJECT, Settings
from tests.gallery import GALLERY, gallery_plan

SMALL = (
    "测试计划 2020-05-13\n\n1.新建公园3座,绿化率提高。\n2.推进旧区改造10000户以上。\n"
    "3.增加托育点2个,建成“养老之家\n"
)
ASKED = "今年旧改征收多少户？"


class Echo:
    """Stands for the assistant: says the question back."""

    def ask(self, question: str, history: Sequence[str] = ()) -> Answer:
        if question == "内部错误":
            raise RuntimeError("secret")
        if question == "中断":
            raise KeyboardInterrupt
        return Answer(question, "answered", (Statement("phrase", "/".join([*history, question])),))


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory, lay_index: Callable[[Path, Path], Path]) -> Path:
    return lay_index(BUILT_IN_PLAN, tmp_path_factory.mktemp("cli") / "data")


@pytest.fixture(autouse=True)
def _settings(monkeypatch: pytest.MonkeyPatch, data: Path) -> None:
    monkeypatch.setattr("index.settings.settings", lambda: Settings(data=data))


@pytest.fixture
def small(tmp_path: Path) -> Path:
    path = tmp_path / "small.txt"
    path.write_text(SMALL, encoding="utf-8")
    return path


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Callable[..., tuple[int, str, str]]:
    """Run the command line in this process → exit code, stdout, stderr."""

    def run_main(*arguments: object) -> tuple[int, str, str]:
        code = main([str(argument) for argument in arguments])
        captured = capsys.readouterr()
        return code, captured.out, captured.err

    return run_main


def refused(result: tuple[int, str, str]) -> str:
    """Assert the form of a refusal (exit 2, Chinese line, English line); return the Chinese."""
    code, out, err = result
    assert (code, out) == (2, "")
    chinese, english = err.rstrip("\n").split("\n")
    assert any("一" <= char <= "鿿" for char in chinese)
    assert any(char.isascii() and char.isalpha() for char in english)
    return chinese


def app(*arguments: str, **options: Any) -> subprocess.CompletedProcess[str]:
    """Run app.py in a process of its own."""
    command = [sys.executable, str(PROJECT / "app.py"), *arguments]
    return subprocess.run(
        command, check=False, capture_output=True, encoding="utf-8", timeout=120, **options
    )


def read_only_folder(parent: Path) -> Path:
    """Make a folder that cannot be written to; skip the test where there is no such thing."""
    folder = parent / "read-only"
    folder.mkdir()
    folder.chmod(stat.S_IRUSR | stat.S_IXUSR)
    if os.access(folder, os.W_OK):
        pytest.skip("this user may write everywhere (root)")
    return folder


# --- ask ---------------------------------------------------------------------------------


def test_ask_prints_the_answer_with_its_citation(run):
    code, out, err = run("ask", ASKED)
    assert (code, err) == (0, "")
    assert "完成旧改征收**10000户以上**" in out and "〔第17项〕" in out


def test_ask_json_is_one_object_with_the_agreed_fields(run):
    code, out, _ = run("ask", ASKED, "--json")
    record = json.loads(out)
    assert code == 0 and out.count("\n") == 1
    assert list(record) == ["status", "text", "citations", "retrieved", "elapsed_ms"]
    assert record["status"] == "answered"
    quotes = {citation["item"]: citation["quote"] for citation in record["citations"]}
    assert list(quotes) == [17] and "10000户以上" in quotes[17]
    assert record["retrieved"][0] == 17 and record["elapsed_ms"] > 0


def test_explain_adds_understanding_probability_and_rankings(run):
    code, out, _ = run("ask", ASKED, "--explain")
    assert code == 0
    for said in ("理解为：", "类别：按内容查找", "计划能回答的概率：0.", "查到的条目："):
        assert said in out
    assert "dense 第 1，sentence 第 1，item 第 1" in out


def test_explain_with_json_stays_one_object(run):
    _, out, _ = run("ask", "--explain", "--json", "旧改征收多少户？养老床位多少张？")
    parts = json.loads(out)["explanation"]["parts"]
    assert len(parts) == 2
    for part in parts:
        assert 0 < part["answerability"] < 1
        assert set(part["passages"][0]["ranks"]) == {"dense", "sentence", "item"}
        assert part["items"][0]["score"] >= part["items"][1]["score"]


def test_explain_of_a_greeting_has_nothing_found(run):
    code, out, _ = run("ask", "你好", "--explain")
    assert code == 0 and "类别：寒暄" in out and "查到的" not in out


@pytest.mark.parametrize("question", ["", "   ", "\udce4\udcbd", "啊" * 400, "<b>旧改</b>\x00"])
def test_ask_answers_whatever_was_typed(run, question):
    code, out, _ = run("ask", question, "--json")
    assert code == 0 and json.loads(out)["text"]


def test_words_without_quotation_marks_are_one_question(run, small):
    code, out, _ = run("ask", "新建公园", "几座", "--plan", small)
    assert code == 0 and "3座" in out


def test_plan_may_stand_before_the_command(run, small):
    assert "3座" in run("--plan", small, "ask", "新建公园几座？")[1]


# --- ask --batch -------------------------------------------------------------------------


def test_batch_answers_line_by_line_and_goes_on_after_bad_lines(run, tmp_path, small):
    lines = [
        b'\xef\xbb\xbf{"id": "a", "question": "\xe6\x96\xb0\xe5\xbb\xba\xe5\x85\xac\xe5\x9b\xad'
        b'\xe5\x87\xa0\xe5\xba\xa7\xef\xbc\x9f"}\r',
        b"{not json",
        b"",
        b'["a list"]',
        b'{"id": 5}',
        b'{"id": 6, "question": 7}',
        b'{"id": 7, "question": "x", "history": "y"}',
        b'{"id": 8, "question": "x", "history": ["y", 1]}',
        b'{"id": 9, "question": "\xff"}',
        json.dumps({"question": "增加几个托育点？", "history": ["你好"], "more": 1}).encode(),
    ]
    source, target = tmp_path / "in.jsonl", tmp_path / "out.jsonl"
    source.write_bytes(b"\n".join(lines))
    code, out, err = run("ask", "--batch", source, "--out", target, "--plan", small)
    assert code == 0 and "共 9 行" in out and "7 行有错" in err
    first, *bad, last = [json.loads(line) for line in target.read_bytes().split(b"\n")[:-1]]
    assert list(first) == ["id", "status", "text", "citations", "retrieved", "elapsed_ms"]
    assert first["id"] == "a" and first["citations"][0]["item"] == 1 and "3座" in first["text"]
    assert all(list(record) == ["id", "line", "error"] for record in bad)
    assert [record["line"] for record in bad] == [2, 4, 5, 6, 7, 8, 9]
    assert [record["id"] for record in bad] == [None, None, 5, 6, 7, 8, None]
    assert "UTF-8" in bad[-1]["error"] and "question" in bad[2]["error"]
    assert last["id"] is None and "2个" in last["text"]


_KEYS = st.sampled_from(["id", "question", "history"])
_JSON = st.recursive(
    st.none() | st.booleans() | st.floats() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(_KEYS, inner),
).map(json.dumps)


@given(st.binary() | (st.text() | _JSON).map(str.encode))
def test_any_line_is_a_question_or_a_bad_line(line):
    try:
        request = batch.parse_line(line)
    except batch.BadLine as bad:
        assert str(bad).endswith("。")
    else:
        assert isinstance(request.question, str)
        "".join([request.question, *request.history]).encode("utf-8")


@pytest.mark.parametrize("line", [b"[" * 100_000, b'{"id": NaN, "question": "x"}', b"9" * 5000])
def test_hostile_json_is_a_bad_line(line):
    with pytest.raises(batch.BadLine, match="不是 JSON"):
        batch.parse_line(line)


def ask_echo(tmp_path: Path, *records: object, out: str = "out.jsonl") -> batch.Counts:
    source = tmp_path / "in.jsonl"
    source.write_text("\n".join(map(json.dumps, records)), encoding="utf-8")
    return batch.answer_file(source, tmp_path / out, Echo)  # type: ignore[arg-type]


def test_a_question_that_breaks_the_program_costs_only_its_own_line(tmp_path):
    counts = ask_echo(tmp_path, {"id": 1, "question": "内部错误"}, {"id": 2, "question": "好"})
    broken, fine = map(json.loads, (tmp_path / "out.jsonl").read_text("utf-8").splitlines())
    assert counts == batch.Counts(lines=2, errors=1)
    assert broken["id"] == 1 and "RuntimeError" in broken["error"]
    assert "secret" not in broken["error"] and fine["text"] == "好"


def test_half_characters_survive_in_the_id_and_are_replaced_in_the_question(tmp_path):
    ask_echo(tmp_path, {"id": "\ud800", "question": "好\udfff", "history": ["\ud800"]})
    (line,) = (tmp_path / "out.jsonl").read_text("utf-8").splitlines()
    assert json.loads(line)["id"] == "\ud800" and json.loads(line)["text"] == "?/好?"


def test_line_separators_inside_a_question_do_not_end_the_line(tmp_path):
    source = tmp_path / "in.jsonl"
    source.write_text('{"id": 1, "question": "一\u2028二\x85三"}\n', encoding="utf-8")
    assert batch.answer_file(source, tmp_path / "out.jsonl", Echo).errors == 0  # type: ignore[arg-type]


def test_no_questions_give_an_empty_file(tmp_path):
    assert ask_echo(tmp_path) == batch.Counts(0, 0)
    assert (tmp_path / "out.jsonl").read_bytes() == b""


def test_interrupted_batch_leaves_the_old_answers_and_nothing_else(tmp_path):
    target = tmp_path / "out.jsonl"
    target.write_text("old\n")
    with pytest.raises(KeyboardInterrupt):
        ask_echo(tmp_path, {"question": "好"}, {"question": "中断"})
    assert target.read_text() == "old\n"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["in.jsonl", "out.jsonl"]


def test_killed_batch_leaves_no_answer_file(tmp_path):
    (tmp_path / "in.jsonl").write_text('{"question": "a"}\n{"question": "b"}\n')
    script = (
        "import os, pathlib\n"
        "from assistant import batch\n"
        "def ask(assistant, question, history, synthesize):\n"
        "    return {'text': 'x' * 100_000} if question == 'a' else os._exit(9)\n"
        "batch.timed_record = ask\n"
        "batch.answer_file(pathlib.Path('in.jsonl'), pathlib.Path('out.jsonl'), lambda: None)\n"
    )
    environment = os.environ | {"PYTHONPATH": str(PROJECT)}
    killed = subprocess.run(
        [sys.executable, "-c", script], cwd=tmp_path, env=environment, check=False
    )
    assert killed.returncode == 9 and not (tmp_path / "out.jsonl").exists()


def test_answers_go_where_a_link_points(tmp_path):
    real = tmp_path / "real.jsonl"
    real.write_text("old\n")
    (tmp_path / "out.jsonl").symlink_to(real)
    ask_echo(tmp_path, {"question": "好"})
    assert (tmp_path / "out.jsonl").is_symlink() and '"好"' in real.read_text("utf-8")


@pytest.mark.parametrize("make", [Path.symlink_to, Path.hardlink_to, None])
def test_answers_must_not_overwrite_the_questions(run, tmp_path, make):
    source, target = tmp_path / "in.jsonl", tmp_path / "out.jsonl"
    source.write_text('{"question": "x"}')
    if make:
        make(target, source)
    said = refused(run("ask", "--batch", source, "--out", target if make else source))
    assert "不能就是问题文件" in said and source.read_text() == '{"question": "x"}'


@pytest.mark.parametrize("target", ["missing/out.jsonl", "folder", "in.jsonl/out.jsonl", "o" * 300])
def test_unwritable_answer_file_is_told_before_anything_is_asked(run, tmp_path, target):
    (tmp_path / "folder").mkdir()
    (tmp_path / "in.jsonl").write_text('{"question": "x"}')
    result = run("ask", "--batch", tmp_path / "in.jsonl", "--out", tmp_path / target)
    assert "写不了答案文件" in refused(result)


@pytest.mark.skipif(not Path("/dev/null").is_char_device(), reason="no devices here")
def test_a_device_is_not_replaced_by_the_answers(run, tmp_path):
    (tmp_path / "in.jsonl").write_text('{"question": "x"}')
    refused(run("ask", "--batch", tmp_path / "in.jsonl", "--out", "/dev/null"))
    assert Path("/dev/null").is_char_device()


def test_answer_file_in_a_read_only_folder_is_told(run, tmp_path):
    folder = read_only_folder(tmp_path)
    (tmp_path / "in.jsonl").write_text('{"question": "x"}')
    result = run("ask", "--batch", tmp_path / "in.jsonl", "--out", folder / "out.jsonl")
    assert "写不了答案文件" in refused(result)


@pytest.mark.parametrize("source", ["missing.jsonl", "."])
def test_unreadable_questions_file_is_told(run, tmp_path, source):
    result = run("ask", "--batch", tmp_path / source, "--out", tmp_path / "out.jsonl")
    assert "读不了问题文件" in refused(result) and not (tmp_path / "out.jsonl").exists()


# --- index -------------------------------------------------------------------------------


def test_index_adds_a_plan_says_what_it_left_out_and_plans_lists_it(run, tmp_path, monkeypatch):
    config = Settings(data=tmp_path / "data")
    monkeypatch.setattr("index.settings.settings", lambda: config)
    assert run("plans")[1].startswith(
        "2020年  《2020年区委、区政府重点工作》  27 项  133 句  疑似损坏 17"
    )
    plan = gallery_plan("nanhe-2024")
    path = tmp_path / "南河.docx"
    path.write_bytes(GALLERY[plan.name](plan))
    code, out, err = run("index", "--plan", path)
    assert (code, err) == (0, "")
    assert "已加入计划" in out and "条目：10 项，" in out
    assert "- 第 1 至 6 行（计划前的文件）：南河区人民政府办公室关于印发" in out
    assert "- 第 25 行（结尾）：特此通知。" in out
    listed = run("plans")[1].splitlines()
    assert listed[0].startswith("2024年  《南河区2024年重点工作任务》  10 项")
    assert len(listed) == 2
    assert "已替换原有的《南河区2024年重点工作任务》（10 项）" in run("index", "--plan", path)[1]
    assert run("plans", "remove", "2024")[1].startswith("已移除《南河区2024年重点工作任务》")
    assert len(run("plans")[1].splitlines()) == 1 and path.exists()


def test_a_bad_plan_leaves_the_list_as_it_was(run, tmp_path, small, monkeypatch):
    monkeypatch.setattr("index.settings.settings", lambda: Settings(data=tmp_path / "data"))
    run("index", "--plan", small)
    listed = run("plans")[1]
    small.write_text("没有编号的一段话。", encoding="utf-8")
    assert "没有找到编号的条目" in refused(run("index", "--plan", small))
    assert run("plans")[1] == listed
    assert "请写年份、标题或指纹" in refused(run("plans", "remove", "1999"))


def test_what_takes_long_shows_a_bar_on_stderr(run, tmp_path, small, monkeypatch):
    monkeypatch.setattr("index.settings.settings", lambda: Settings(data=tmp_path / "data"))
    monkeypatch.setattr("assistant.cli._BAR_AFTER", 0.0)
    code, out, err = run("index", "--plan", small)
    assert code == 0 and "计算向量" in err and "计算向量" not in out


def test_index_tells_what_it_found_and_built(run, tmp_path, small, monkeypatch):
    config = Settings(data=tmp_path / "data")
    monkeypatch.setattr("index.settings.settings", lambda: config)
    code, out, _ = run("index", "--plan", small)
    assert code == 0
    for said in ("标题：测试计划", "日期：2020-05-13", "条目：3 项，3 句", "新算向量 3 句"):
        assert said in out
    assert "- 第3项：“养老之家" not in out and "- 第3项：结尾没有句号" in out
    assert "索引本来就是最新的：新算向量 0 句，沿用 3 句" in run("index", "--plan", small)[1]
    small.write_text(SMALL.replace("3座", "4座"), encoding="utf-8")
    assert "索引已更新：新算向量 1 句，沿用 2 句" in run("index", "--plan", small)[1]


def test_index_of_an_undamaged_plan_says_so(run, tmp_path, monkeypatch):
    monkeypatch.setattr("index.settings.settings", lambda: Settings(data=tmp_path / "data"))
    (tmp_path / "good.txt").write_text("计划\n1.建公园。\n2.建学校。\n", encoding="utf-8")
    assert "没有发现原文损坏的迹象" in run("index", "--plan", tmp_path / "good.txt")[1]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "是空的"),
        (b" \n\t\n", "是空的"),
        (bytes(range(256)) * 8, "不是文本文件"),
        ("只有一段话，没有编号。".encode(), "没有找到编号的条目"),
        ("1.建公园。\n1.建学校。\n".encode(), "第 2 行：编号 1 重复出现"),
    ],
)
@pytest.mark.parametrize("command", [["index"], ["ask", "几座公园？"]])
def test_bad_plan_is_told_with_what_to_do(run, tmp_path, command, content, said):
    path = tmp_path / "bad.txt"
    path.write_bytes(content)
    message = refused(run(*command, "--plan", path))
    assert said in message and "bad.txt" in message and "请" in message


@pytest.mark.parametrize(("name", "said"), [(".", "不是文件夹"), ("missing.txt", "找不到计划文件")])
def test_missing_plan_or_folder_is_told(run, tmp_path, name, said):
    path = tmp_path / name
    for command in (["index", "--plan", path], ["--plan", path], ["--plan", path, "ask", "x"]):
        assert said in refused(run(*command))


@pytest.mark.parametrize("overlay", ["titles = [", "titles = 3", "[[entry]]\nsay = ['x']", b"\xff"])
def test_broken_overlay_is_told_by_name(run, small, overlay):
    content = overlay if isinstance(overlay, bytes) else overlay.encode()
    small.with_suffix(".toml").write_bytes(content)
    assert "“small.toml”有错误" in refused(run("index", "--plan", small))


def test_index_folder_that_is_a_file_is_told(run, tmp_path, small, monkeypatch):
    (tmp_path / "taken").write_text("")
    monkeypatch.setattr("index.settings.settings", lambda: Settings(data=tmp_path / "taken"))
    assert "PLAN_DATA" in refused(run("index", "--plan", small))


def test_read_only_index_folder_is_told(run, tmp_path, small, monkeypatch):
    folder = read_only_folder(tmp_path)
    monkeypatch.setattr("index.settings.settings", lambda: Settings(data=folder))
    assert "无法写入" in refused(run("index", "--plan", small))


# --- wrong use, and leaving early --------------------------------------------------------


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["寻找"], "没有 '寻找' 这个命令"),
        (["ask"], "没有写问题"),
        (["ask", "x", "--batch", "q.jsonl", "--out", "a.jsonl"], "不能与单个问题"),
        (["ask", "--json", "--batch", "q.jsonl", "--out", "a.jsonl"], "不能与单个问题"),
        (["ask", "--batch", "q.jsonl"], "--out"),
        (["ask", "x", "--out", "a.jsonl"], "--batch"),
        (["ask", "x", "--llm", "qwen3"], "请设置 PLAN_LLM_URL"),
        (["ask", "x", "--llm", ""], "没有写明用哪个大模型"),
        (["ask", "x", "--exp"], "不认识的参数：--exp"),
        (["ask", "x", "--plan"], "后面要写一个值"),
        (["index", "x"], "不认识的参数：x"),
        (["plans", "drop"], "没有 'drop' 这个操作"),
        (["plans", "remove"], "缺少参数：计划"),
        (["--port", "很大"], "不是端口号"),
        (["--port", "0"], "不是端口号"),
        (["--port", "65536"], "不是端口号"),
    ],
)
def test_wrong_use_is_told_in_chinese(run, arguments, said):
    assert said in refused(run(*arguments))


def test_library_that_is_missing_is_told(run, monkeypatch):
    monkeypatch.setitem(sys.modules, "index.library", None)
    assert "make chat" in refused(run("index"))


def test_interrupt_is_quiet(run, monkeypatch):
    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("index.library.index_plan", interrupt)
    assert run("index") == (130, "", "已中断。\n")


def test_unexpected_failure_keeps_its_record_and_speaks_chinese(run, monkeypatch):
    monkeypatch.setattr("index.library.index_plan", lambda *_: 1 / 0)
    code, _, err = run("index")
    assert code == 1 and "ZeroDivisionError" in err and "请把上面的记录交给管理员" in err


def test_reader_that_leaves_early_causes_no_traceback():
    reading, writing = os.pipe()
    os.close(reading)
    buffered = {name: os.environ[name] for name in os.environ if name != "PYTHONUNBUFFERED"}
    command = [sys.executable, str(PROJECT / "app.py"), "--help"]
    process = subprocess.run(
        command, env=buffered, stdout=writing, stderr=subprocess.PIPE, check=False
    )
    os.close(writing)
    assert (process.returncode, process.stderr) == (141, b"")


def test_help_is_there_at_once_and_imports_nothing_heavy():
    script = (
        "import sys, app\n"
        "try: app.main(['ask', '--help'])\n"
        "except SystemExit: pass\n"
        "print({'torch', 'gradio', 'chromadb', 'langchain_core', 'numpy'} & set(sys.modules))"
    )
    started = time.perf_counter()
    command = [sys.executable, "-c", script]
    shown = subprocess.check_output(command, cwd=PROJECT, encoding="utf-8")
    assert "--batch" in shown and shown.endswith("set()\n")
    assert time.perf_counter() - started < 5


def test_app_asks_from_any_folder_with_plan_file_from_the_environment(tmp_path, small, data):
    environment = os.environ | {"PLAN_DATA": str(data), "PLAN_FILE": "small.txt"}
    asked = app("ask", "新建公园几座？", "--json", cwd=tmp_path, env=environment)
    assert (asked.returncode, asked.stderr) == (0, "")
    assert json.loads(asked.stdout)["citations"][0]["item"] == 1


def test_app_without_a_command_serves_the_chat_until_interrupted(small, data):
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    environment = os.environ | {"PLAN_DATA": str(data), "PYTHONUNBUFFERED": "1"}
    with subprocess.Popen(
        [sys.executable, str(PROJECT / "app.py"), "--plan", str(small), "--port", str(port)],
        env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, encoding="utf-8",
        # A shell that runs the tests in the background has its children ignore Ctrl-C.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    ) as process:  # fmt: skip
        assert process.stdout
        assert process.stdout.readline() == f"打开 http://127.0.0.1:{port}\n"
        page = urllib.request.urlopen(f"http://127.0.0.1:{port}", timeout=20).read().decode()
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=60)
    assert "测试计划" in page and "已关闭" in out
    assert process.returncode == 0 and "Traceback" not in err
