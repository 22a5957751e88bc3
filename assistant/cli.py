"""The command line: the page (no command), `ask`, `index`, `plans`, `feedback` and `user`.

Heavy imports stand inside the functions that need them, so that `--help` and a mistyped
command are answered at once.
"""

import argparse
import getpass
import json
import os
import re
import sys
import time
import traceback
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

from index.errors import UserError

if TYPE_CHECKING:
    from assistant.plans.several import PlansAssistant
    from index.document import Progress
    from index.plan import Plan
    from index.shelf import ShelvedPlan

_COMMAND = "python app.py"
_INTERRUPTED = 130
_READER_GONE = 141
_BAR_AFTER = 3.0
# argparse's English complaint → what to tell the person.
_MISUSES = (
    (r"unrecognized arguments: (.*)", "不认识的参数：{0}"),
    (r"the following arguments are required: (.*)", "缺少参数：{0}"),
    (
        r"argument 命令: invalid choice: ('[^']*'|\"[^\"]*\").*",
        '没有 {0} 这个命令（要提问请用 ask "问题"）',
    ),
    (r"argument 操作: invalid choice: ('[^']*'|\"[^\"]*\").*", "没有 {0} 这个操作"),
    (r"argument (.*): invalid choice: ('[^']*'|\"[^\"]*\").*", "这里只能写 {0}，不能写 {1}"),
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
    _add_auth(parser.options, "只让文件里的用户登录后使用（文件由 user 命令建立）")
    parser.options.add_argument(
        "--root-path",
        type=_root,
        default="",
        metavar="路径",
        help="经反向代理访问时网页所在的路径，如 /plan",
    )
    parser.set_defaults(run=_chat)
    commands = parser.add_subparsers(title="命令", metavar="命令")
    _add_ask(commands)
    _add_index(commands)
    _add_plans(commands)
    _add_feedback(commands)
    _add_user(commands)
    return parser


def _add_auth(options: Any, help: str, required: bool = False) -> None:
    options.add_argument("--auth", type=Path, required=required, metavar="文件", help=help)


def _add_plan(parser: _Parser, default: Any = argparse.SUPPRESS) -> None:
    """Add --plan; a command leaves its default to the main parser, so it may stand before it."""
    parser.options.add_argument(
        "--plan",
        type=Path,
        default=default,
        metavar="文件",
        help="只用这个计划文件（默认取环境变量 PLAN_FILE，没有设置时用已加入的各份计划）",
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
    options.add_argument(
        "--llm",
        metavar="MODEL",
        help="请大模型综合作答，例如 qwen2.5:7b；服务地址取环境变量 PLAN_LLM_URL",
    )
    _add_plan(parser)
    parser.set_defaults(run=_ask)


def _add_index(commands: Any) -> None:
    description = "加入一份计划或换成新版本（--plan），建立索引，列出条目数和疑似损坏的地方。"
    parser = commands.add_parser("index", help=description, description=description)
    parser.options.add_argument(
        "--plan",
        type=Path,
        default=argparse.SUPPRESS,
        metavar="文件",
        help="要加入的计划：.txt、.md、.docx 或有文字层的 .pdf；同一年度、同一标题的计划会被替换",
    )
    parser.set_defaults(run=_index)


def _add_plans(commands: Any) -> None:
    description = "列出已加入的计划，或移除一份（plans remove 2021）。"
    parser = commands.add_parser("plans", help=description, description=description)
    parser.set_defaults(run=_plans)
    actions = parser.add_subparsers(title="操作", metavar="操作")
    description = "移除一份计划。原来的文件不受影响。"
    remove = actions.add_parser("remove", help=description, description=description)
    remove.add_argument_group("计划").add_argument(
        "which", metavar="计划", help="年份、标题或指纹的开头几位"
    )
    remove.set_defaults(run=_remove)


def _add_feedback(commands: Any) -> None:
    description = "把网页上的点踩导出成评测题的草稿，每行一个 JSON，格式同 eval/questions.jsonl。"
    parser = commands.add_parser("feedback", help=description, description=description)
    parser.add_argument_group("动作").add_argument("action", choices=["export"], metavar="export")
    parser.options.add_argument(
        "--out", type=Path, metavar="文件", help="写到文件里（默认输出到屏幕）"
    )
    parser.set_defaults(run=_feedback)


def _add_user(commands: Any) -> None:
    description = "在用户文件里建立一个用户或改密码；密码从键盘（或标准输入）读取，只存散列值。"
    parser = commands.add_parser("user", help=description, description=description)
    parser.add_argument_group("用户").add_argument("name", metavar="用户名")
    _add_auth(parser.options, "用户文件，没有就新建", required=True)
    parser.options.add_argument(
        "--admin",
        action=argparse.BooleanOptionalAction,
        default=None,
        help="设为（--admin）或取消（--no-admin）管理员；管理员可以在网页上加入计划；不写则不变",
    )
    parser.set_defaults(run=_user)


def _root(text: str) -> str:
    path = text.rstrip("/")
    if path and not re.fullmatch(r"(/[\w.~-]+)+", path, re.ASCII):
        raise argparse.ArgumentTypeError(f"“{text}”不是路径，路径以 / 开头，如 /plan")
    return path


def _port(text: str) -> int:
    if not text.isascii() or not text.isdecimal() or not 0 < int(text) < 65536:
        raise argparse.ArgumentTypeError(f"“{text}”不是端口号，端口号是 1 到 65535 的整数")
    return int(text)


# --- what is done ------------------------------------------------------------------------


def _chat(parsed: argparse.Namespace) -> None:
    from assistant.web.app import serve
    from index.settings import settings

    config = settings()
    serve(
        _one_file(parsed, config), config, parsed.host, parsed.port, parsed.auth, parsed.root_path
    )


def _ask(parsed: argparse.Namespace) -> None:
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
    record = timed_record(assistant, question, synthesize=parsed.llm is not None)
    explanation: dict[str, Any] = {}
    if parsed.explain:
        explanation = explain(assistant.assistant_for(question), question)
    if parsed.json:
        extra = {"explanation": explanation} if parsed.explain else {}
        print(json.dumps(record | extra, ensure_ascii=False))
        return
    print(record["text"])
    if parsed.explain:
        print(f"\n{explanation_to_text(explanation)}")


def _ask_batch(parsed: argparse.Namespace) -> None:
    from assistant.batch import answer_file

    synthesize = parsed.llm is not None
    counts = answer_file(parsed.batch, parsed.out, lambda: _open(parsed), synthesize)
    print(f"共 {counts.lines} 行，已写入“{parsed.out}”。")
    if counts.errors:
        print(f"其中 {counts.errors} 行有错，原因写在各行的 error 里。", file=sys.stderr)


def _index(parsed: argparse.Namespace) -> None:
    started = time.perf_counter()
    from index.settings import settings

    config = settings()
    if parsed.plan is not None:
        from index.shelf import add_plan

        added = add_plan(parsed.plan, config, _progress())
        _print_plan(added.plan, added.shelved.passages, added.report)
        if added.replaced is None:
            print("已加入计划。python app.py plans 列出全部计划。")
        else:
            print(f"已替换原有的《{added.replaced.title}》（{added.replaced.items} 项）。")
    else:
        from index.library import index_plan

        for path, key in _answered_from(config):
            plan, passages, report = index_plan(path, config, _progress(), key)
            _print_plan(plan, len(passages), report)
    print(f"用时：{time.perf_counter() - started:.1f} 秒")


def _print_plan(plan: "Plan", passages: int, report: Any) -> None:
    from assistant.web.findings import findings

    done = "索引已更新" if report.rebuilt else "索引本来就是最新的"
    print(f"标题：{plan.title}")
    print(f"日期：{plan.date or '没有写明'}")
    rows = sum(item.part == "annex" for item in plan.items)
    annex = f"，附表 {rows} 行" if rows else ""
    print(f"条目：{len(plan.own_items)} 项{annex}，{passages} 句")
    if report.mended:
        print("原有索引文件有损坏，已从计划原文重新建立。")
    print(f"{done}：新算向量 {report.embedded} 句，沿用 {report.reused} 句")
    print("\n".join(findings(plan)))


def _feedback(parsed: argparse.Namespace) -> None:
    from assistant.web.feedback import load, to_cases
    from index.settings import settings

    every = load(settings().data)
    cases = list(to_cases(every))
    lines = "".join(f"{json.dumps(case, ensure_ascii=False)}\n" for case in cases)
    if parsed.out is None:
        print(lines, end="")
    else:
        try:
            parsed.out.write_text(lines, encoding="utf-8")
        except OSError as error:
            raise UserError(
                f"写不了“{parsed.out}”。请检查文件夹是否存在、有没有写入权限。",
                f"cannot write --out: {error}",
            ) from error
    where = f"，已写入“{parsed.out}”" if parsed.out else ""
    told = f"共 {len(every)} 条评价，其中点踩 {len(cases)} 条{where}。"
    if any(case["kind"] != "unanswerable" for case in cases):
        told += "请核对后补上 items 和 must，再加进题集。"
    print(told, file=sys.stderr)


def _user(parsed: argparse.Namespace) -> None:
    from assistant.web.auth import write_user

    if sys.stdin.isatty():
        password = getpass.getpass("密码：")
        if getpass.getpass("再输一遍：") != password:
            raise UserError("两遍输入的密码不一样，没有改动。请再运行一次。", "passwords differ")
    else:
        password = sys.stdin.readline().rstrip("\r\n")
    known = write_user(parsed.auth, parsed.name, password, parsed.admin)
    done = "已改密码" if known else "已建立用户"
    print(f"{done}：{parsed.name}。重新启动网页后生效。")


def _plans(parsed: argparse.Namespace) -> None:
    from index.settings import settings
    from index.shelf import shelved_plans

    _print_plans(shelved_plans(settings()))


def _remove(parsed: argparse.Namespace) -> None:
    from index.settings import settings
    from index.shelf import remove_plan, shelved_plans

    removed = remove_plan(parsed.which, settings())
    print(f"已移除《{removed.title}》。还有：")
    _print_plans(shelved_plans(settings()))


def _print_plans(plans: Sequence["ShelvedPlan"]) -> None:
    for plan in plans:
        year = f"{plan.year}年" if plan.year else "没有年份"
        print(
            f"{year}  《{plan.title}》  {plan.items} 项  {plan.passages} 句  "
            f"疑似损坏 {plan.damage} 处  指纹 {plan.fingerprint[:8]}"
        )


def _progress() -> "Progress":
    """Show a bar on stderr for what takes more than a few seconds."""
    from tqdm import tqdm

    bars: dict[str, Any] = {}

    def show(what: str, done: int, total: int) -> None:
        if what not in bars:
            bars[what] = tqdm(total=total, desc=what, delay=_BAR_AFTER, leave=False)
        bars[what].update(done - bars[what].n)
        if done >= total:
            bars.pop(what).close()

    return show


def _answered_from(config: Any) -> list[tuple[Path, str | None]]:
    """Return what is answered from without --plan, newest first: (file, key of its index)."""
    from index.settings import BUILT_IN_PLAN
    from index.shelf import shelved_plans

    if config.file != BUILT_IN_PLAN:  # PLAN_FILE: that plan alone
        return [(config.file, None)]
    return [(shelved.path, shelved.key) for shelved in shelved_plans(config)]


def _one_file(parsed: argparse.Namespace, config: Any) -> Path | None:
    """Return the plan file that alone is answered from, by --plan or PLAN_FILE, if one is named."""
    from index.settings import BUILT_IN_PLAN

    named: Path | None = parsed.plan
    return named or (config.file if config.file != BUILT_IN_PLAN else None)


def _open(parsed: argparse.Namespace) -> "PlansAssistant":
    from index.settings import settings
    from index.shelf import shelved_plans, unshelved

    config = settings().model_copy(update={"llm": parsed.llm})
    if parsed.llm is not None:
        from assistant.llm.client import server_of

        server_of(config)
    from assistant.plans.several import PlansAssistant

    path = _one_file(parsed, config)
    return PlansAssistant((unshelved(path, config),) if path else shelved_plans(config), config)
