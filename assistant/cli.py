"""The command line: chat (no command), `ask` and `index`.

Heavy imports stand inside the functions that need them, so that `--help` and a mistyped
command are answered at once.
"""

import argparse
import json
import os
import re
import sys
import time
import traceback
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

from index.errors import UserError

if TYPE_CHECKING:
    from assistant.chain import Assistant

_COMMAND = "python app.py"
_INTERRUPTED = 130
_READER_GONE = 141
# argparse's English complaint → what to tell the person.
_MISUSES = (
    (r"unrecognized arguments: (.*)", "不认识的参数：{0}"),
    (r"the following arguments are required: (.*)", "缺少参数：{0}"),
    (
        r"argument 命令: invalid choice: ('[^']*'|\"[^\"]*\").*",
        '没有 {0} 这个命令（要提问请用 ask "问题"）',
    ),
    (r"argument (.*): expected .*argument.*", "{0} 后面要写一个值"),
    (r"argument (.*): ignored explicit argument (.*)", "{0} 后面不能写值"),
    (r"argument (.*?): (.*)", "{0}：{1}"),
)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line; return the exit code."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    try:
        try:
            parsed = _parser().parse_args(arguments)
            parsed.run(parsed)
        finally:
            sys.stdout.flush()
        return 0
    except UserError as error:
        return _refuse(error.message, error.technical)
    except ModuleNotFoundError as error:
        return _refuse(
            "程序需要的库没有装全。请在本文件夹运行 make chat，它会装好并启动。", str(error)
        )
    except KeyboardInterrupt:
        print("已中断。", file=sys.stderr)
        return _INTERRUPTED
    except BrokenPipeError:
        # Whoever read the output has left. What is still buffered must not raise again at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return _READER_GONE
    except Exception:
        traceback.print_exc()
        print("程序内部出错。请把上面的记录交给管理员。", file=sys.stderr)
        return 1


def _refuse(message: str, technical: str) -> int:
    print(message, technical, sep="\n", file=sys.stderr)
    return 2


# --- what may be typed -------------------------------------------------------------------


class _Help(argparse.HelpFormatter):
    def add_usage(self, usage: Any, actions: Any, groups: Any, prefix: str | None = None) -> None:
        super().add_usage(usage, actions, groups, "用法：" if prefix is None else prefix)


class _Parser(argparse.ArgumentParser):
    """Speaks Chinese, and reports wrong use as UserError."""

    def __init__(self, **options: Any) -> None:
        super().__init__(formatter_class=_Help, allow_abbrev=False, add_help=False, **options)
        self.options = self.add_argument_group("选项")
        self.options.add_argument("-h", "--help", action="help", help="显示这份说明")

    def error(self, message: str) -> NoReturn:
        """Raise UserError that says what is wrong and where to look."""
        said = message
        for pattern, chinese in _MISUSES:
            found = re.fullmatch(pattern, message, re.DOTALL)
            if found:
                said = chinese.format(*found.groups())
                break
        raise UserError(f"{said}。用法见：{self.prog} --help", f"{self.prog}: {message}")


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(
        prog=_COMMAND,
        description="依据工作计划原文回答问题，答案附原文和项号。不写命令时打开问答网页。",
    )
    _add_plan(parser, None)
    parser.options.add_argument(
        "--host",
        default="127.0.0.1",
        metavar="地址",
        help="网页的地址（默认 %(default)s，只供本机）",
    )
    parser.options.add_argument(
        "--port", type=_port, default=7860, metavar="端口", help="网页的端口（默认 %(default)s）"
    )
    parser.set_defaults(run=_chat)
    commands = parser.add_subparsers(title="命令", metavar="命令")
    _add_ask(commands)
    _add_index(commands)
    return parser


def _add_plan(parser: _Parser, default: Any = argparse.SUPPRESS) -> None:
    """Add --plan; a command leaves its default to the main parser, so it may stand before it."""
    parser.options.add_argument(
        "--plan",
        type=Path,
        default=default,
        metavar="文件",
        help="计划文件（默认取环境变量 PLAN_FILE，没有设置时用自带的 2020 年计划）",
    )


def _add_ask(commands: Any) -> None:
    description = "回答一个问题，或一个文件里的许多问题。"
    parser = commands.add_parser("ask", help=description, description=description)
    parser.add_argument_group("问题").add_argument(
        "question", nargs="*", metavar="问题", help="要问的话，放在引号里"
    )
    options = parser.options
    options.add_argument("--json", action="store_true", help="输出一个 JSON 对象")
    options.add_argument(
        "--explain", action="store_true", help="另外列出怎样理解问题、查到哪些句子和条目"
    )
    options.add_argument(
        "--batch", type=Path, metavar="IN", help="问题文件，每行一个 JSON：id、question、history"
    )
    options.add_argument("--out", type=Path, metavar="OUT", help="答案文件，与问题逐行对应")
    options.add_argument("--llm", metavar="MODEL", help="用大模型作答（这一版没有）")
    _add_plan(parser)
    parser.set_defaults(run=_ask)


def _add_index(commands: Any) -> None:
    description = "建立或更新索引，列出条目数和疑似损坏的地方。"
    parser = commands.add_parser("index", help=description, description=description)
    _add_plan(parser)
    parser.set_defaults(run=_index)


def _port(text: str) -> int:
    if not text.isascii() or not text.isdecimal() or not 0 < int(text) < 65536:
        raise argparse.ArgumentTypeError(f"“{text}”不是端口号，端口号是 1 到 65535 的整数")
    return int(text)


# --- what is done ------------------------------------------------------------------------


def _chat(parsed: argparse.Namespace) -> None:
    plan = _plan_file(parsed)
    from assistant.chat import serve
    from index.settings import settings

    serve(plan, settings(), parsed.host, parsed.port)


def _ask(parsed: argparse.Namespace) -> None:
    if parsed.llm is not None:
        raise UserError(
            "这一版不带大模型作答，只引用计划原文回答。请去掉 --llm 再运行。",
            f"--llm {parsed.llm}: the LLM answerer is not part of this version",
        )
    if parsed.batch is not None:
        if parsed.question or parsed.json or parsed.explain:
            raise _misuse(
                "--batch 不能与单个问题、--json、--explain 同时使用",
                "--batch goes with neither a question nor --json nor --explain",
            )
        if parsed.out is None:
            raise _misuse("--batch 还要用 --out 写明答案文件", "--batch needs --out")
        _ask_batch(parsed)
    elif parsed.out is not None:
        raise _misuse("--out 要与 --batch 一起使用", "--out needs --batch")
    elif not parsed.question:
        raise _misuse(f'没有写问题，例如：{_COMMAND} ask "今年旧改征收多少户"', "no question")
    else:
        _ask_one(parsed)


def _misuse(message: str, technical: str) -> UserError:
    return UserError(f"{message}。用法见：{_COMMAND} ask --help", f"{_COMMAND} ask: {technical}")


def _ask_one(parsed: argparse.Namespace) -> None:
    assistant = _open(parsed)
    from assistant.batch import timed_record
    from assistant.explain import explain, explanation_to_text

    # An argument that was not UTF-8 arrives with halves of characters in it.
    question = " ".join(parsed.question).encode("utf-8", "replace").decode("utf-8")
    record = timed_record(assistant, question)
    explanation = explain(assistant, question) if parsed.explain else {}
    if parsed.json:
        extra = {"explanation": explanation} if parsed.explain else {}
        print(json.dumps(record | extra, ensure_ascii=False))
        return
    print(record["text"])
    if parsed.explain:
        print(f"\n{explanation_to_text(explanation)}")


def _ask_batch(parsed: argparse.Namespace) -> None:
    from assistant.batch import answer_file

    counts = answer_file(parsed.batch, parsed.out, lambda: _open(parsed))
    print(f"共 {counts.lines} 行，已写入“{parsed.out}”。")
    if counts.errors:
        print(f"其中 {counts.errors} 行有错，原因写在各行的 error 里。", file=sys.stderr)


def _index(parsed: argparse.Namespace) -> None:
    path = _plan_file(parsed)
    started = time.perf_counter()
    from index.library import index_plan
    from index.settings import settings

    plan, passages, report = index_plan(path, settings())
    done = "索引已更新" if report.rebuilt else "索引本来就是最新的"
    print(f"标题：{plan.title}")
    print(f"日期：{plan.date or '没有写明'}")
    print(f"条目：{len(plan.items)} 项，{len(passages)} 句")
    print(f"{done}：新算向量 {report.embedded} 句，沿用 {report.reused} 句")
    print(f"用时：{time.perf_counter() - started:.1f} 秒")
    print("\n".join(_damage_lines(plan)))


def _damage_lines(plan: Any) -> Iterator[str]:
    if not plan.damage:
        yield "没有发现原文损坏的迹象。"
        return
    yield f"原文有 {len(plan.damage)} 处疑似损坏（引文照原样，不作修改）："
    for damage in plan.damage:
        item = f"第{damage.item}项" if damage.item.isdecimal() else damage.item
        yield f"- {item}：{damage.detail}"


def _plan_file(parsed: argparse.Namespace) -> Path:
    from index.settings import settings

    return parsed.plan or settings().file


def _open(parsed: argparse.Namespace) -> "Assistant":
    from assistant.chain import open_assistant
    from index.settings import settings

    return open_assistant(_plan_file(parsed), settings())
