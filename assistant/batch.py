"""`ask --batch`: a file of questions in, a file of answers out, a line for a line."""

import json
import logging
import os
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, NoReturn

from index.errors import UserError

if TYPE_CHECKING:
    from assistant.chain import Assistant
    from assistant.plans.several import PlansAssistant

    AnyAssistant = Assistant | PlansAssistant

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Counts:
    """Lines written, and how many of them are errors."""

    lines: int
    errors: int


@dataclass(frozen=True, slots=True)
class Request:
    """One good line of the questions file; `id` is whatever JSON value it had."""

    id: Any
    question: str
    history: tuple[str, ...]


class BadLine(Exception):
    """A line that is no question; the message is Chinese, `id` the line's, if it has one."""

    def __init__(self, reason: str, id: Any = None) -> None:
        super().__init__(reason)
        self.id = id


def answer_file(
    source: Path, target: Path, open_it: "Callable[[], AnyAssistant]", synthesize: bool = False
) -> Counts:
    """Answer each line of `source` into `target`, which appears whole or not at all.

    Blank lines are passed over. `open_it` is called once both files have proved usable;
    raises UserError when they have not.
    """
    lines = _read_lines(source)
    if _same_file(target, source):
        raise UserError(
            f"答案文件不能就是问题文件“{source}”。请用 --out 另写一个文件名。",
            f"--out is the same file as --batch: {source}",
        )
    errors = 0
    with _replacing(target) as file:
        assistant = open_it()
        for number, line in lines:
            record = _answer_line(number, line, assistant, synthesize)
            errors += "error" in record
            file.write(_to_line(record))
    return Counts(len(lines), errors)


def timed_record(
    assistant: "AnyAssistant", question: str, history: Sequence[str] = (), synthesize: bool = False
) -> dict[str, Any]:
    """Ask, and return the answer as JSON with the milliseconds it took.

    With `synthesize` the language model is asked, too, and what it took is in `llm`.
    """
    from assistant.answers.render import to_json

    started = time.perf_counter()
    asking: dict[str, Any] = {"synthesize": True} if synthesize else {}
    record = to_json(assistant.ask(question, history, **asking))
    return record | {"elapsed_ms": round((time.perf_counter() - started) * 1000, 1)}


def parse_line(line: bytes) -> Request:
    """Read one line of the questions file; raise BadLine saying what is wrong with it."""
    try:
        data = json.loads(line.decode("utf-8"), parse_constant=_refuse_constant)
    except UnicodeDecodeError:
        raise BadLine("这一行不是 UTF-8 编码。请把文件另存为 UTF-8。") from None
    except (ValueError, RecursionError):
        raise BadLine("这一行不是 JSON。") from None
    if not isinstance(data, dict):
        raise BadLine('这一行不是 JSON 对象，应当像 {"id": "1", "question": "…"}。')
    id, question, history = data.get("id"), data.get("question"), data.get("history")
    if question is None:
        raise BadLine("缺少 question（问题）。", id)
    if not isinstance(question, str):
        raise BadLine("question（问题）应当是字符串。", id)
    history = [] if history is None else history
    if not isinstance(history, list) or not all(isinstance(said, str) for said in history):
        raise BadLine("history（之前的问题）应当是字符串的列表。", id)
    return Request(id, _whole(question), tuple(_whole(said) for said in history))


def _answer_line(
    number: int, line: bytes, assistant: "AnyAssistant", synthesize: bool
) -> dict[str, Any]:
    try:
        request = parse_line(line)
    except BadLine as error:
        return {"id": error.id, "line": number, "error": str(error)}
    try:
        record = timed_record(assistant, request.question, request.history, synthesize)
        return {"id": request.id, **record}
    except Exception as error:  # one question must not cost the answers to the others
        _log.exception("line %d not answered", number)
        reason = f"程序内部出错，这个问题没有答上来（{type(error).__name__}）。"
        return {"id": request.id, "line": number, "error": reason}


def _read_lines(source: Path) -> list[tuple[int, bytes]]:
    """Return the numbered lines that are not blank, the byte order mark removed."""
    try:
        data = source.read_bytes()
    except OSError as error:
        raise UserError(
            f"读不了问题文件“{source}”。请检查路径是否正确、是不是文件夹、有没有读取权限。",
            f"cannot read --batch: {error}",
        ) from error
    lines = data.removeprefix(b"\xef\xbb\xbf").split(b"\n")
    return [(number, line) for number, line in enumerate(lines, start=1) if line.strip()]


@contextmanager
def _replacing(target: Path) -> Iterator[BinaryIO]:
    """Open a draft beside `target` that takes its place when all of it is on the disk."""
    try:
        target = target.resolve()  # of a link, the file it points to is replaced
        if target.exists() and not target.is_file():
            raise OSError(f"not a regular file: {target}")
        draft = target.with_name(f".{target.name}.{os.getpid()}.part")
        file = draft.open("wb")
    except (OSError, ValueError, RuntimeError) as error:
        raise _unwritable(target, error) from error
    try:
        with file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        os.replace(draft, target)
    except OSError as error:
        raise _unwritable(target, error) from error
    finally:
        draft.unlink(missing_ok=True)


def _same_file(target: Path, source: Path) -> bool:
    try:
        return target.samefile(source)
    except OSError:
        return False  # not there yet, or something that `_replacing` will complain of


def _unwritable(target: Path, error: Exception) -> UserError:
    return UserError(
        f"写不了答案文件“{target}”。请检查文件夹是否存在、有没有写入权限、磁盘是否已满。",
        f"cannot write --out: {error}",
    )


def _to_line(record: dict[str, Any]) -> bytes:
    try:
        return json.dumps(record, ensure_ascii=False).encode("utf-8") + b"\n"
    except UnicodeEncodeError:  # an id with half a character, which only an escape can say
        return json.dumps(record).encode("ascii") + b"\n"


def _whole(text: str) -> str:
    """Replace halves of characters (lone surrogates), which no encoding can write."""
    return text.encode("utf-8", "replace").decode("utf-8")


def _refuse_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is not JSON")
