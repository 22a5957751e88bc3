"""Read a PDF in a process of its own that may not take the machine.

A PDF of a kilobyte can unpack to gigabytes (filters on filters) or draw for hours, and the
library that reads it sets no bounds. So the file is read by a child with an end to its memory,
which is stopped when it makes no headway. What goes between the two is JSON, a value a line.
"""

import contextlib
import json
import subprocess
import sys
import threading
from pathlib import Path
from typing import Any

from index.document import Document, Progress
from index.errors import PlanError
from index.plan import Span

# What a plan of 2,000 pages stays well below; the libraries alone map some 300 MB.
_MEMORY = 1024 * 2**20
# A page takes a tenth of a second, one of nothing but rules a few.
_SECONDS_A_PAGE = 60.0


def read_pdf(data: bytes, name: str, progress: Progress) -> Document:
    """As `index.pdf.read_pdf`; raises PlanError also where the bounds are exceeded."""
    answer = ""
    with subprocess.Popen(
        [sys.executable, "-m", "index.confined", name],
        cwd=Path(__file__).parents[1],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
    ) as child:  # fmt: skip
        assert child.stdin and child.stdout
        feeder = threading.Thread(target=_feed, args=(child.stdin, data), daemon=True)
        feeder.start()
        try:
            while line := _line_in_time(child):
                value = json.loads(line)
                if "progress" not in value:
                    answer = line.decode()
                    break
                progress(*value["progress"])
        finally:
            child.kill()
            feeder.join()
    found: dict[str, Any] = json.loads(answer or '{"refused": ["", "no end in time"]}')
    if "refused" in found:
        message, technical = found["refused"]
        raise PlanError(message or _too_much(name), technical)
    return Document(
        found["text"],
        dict(found["headings"]),
        tuple(Span(start, end) for start, end in found["rows"]),
        tuple(found["notes"]),
    )


def _too_much(name: str) -> str:
    return (
        f"PDF 文件“{name}”读起来超出了内存或时间的限度（内容过大、过密，或文件有问题），没有读取。"
        "请只保留计划正文，或改用 Word 或文本文件。"
    )


def _feed(pipe: Any, data: bytes) -> None:
    with contextlib.suppress(OSError), pipe:  # the child may end before it has read all
        pipe.write(data)


def _line_in_time(child: "subprocess.Popen[bytes]") -> bytes:
    """Return the child's next line, nothing when it ended or had to be stopped."""
    assert child.stdout
    watch = threading.Timer(_SECONDS_A_PAGE, child.kill)
    watch.start()
    try:
        return child.stdout.readline()
    finally:
        watch.cancel()


def _child(name: str) -> None:
    """Read the PDF on standard input and write what was found to standard output."""
    with contextlib.suppress(ImportError, ValueError, OSError):  # Windows, macOS: time alone
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
    from index import pdf

    def tell(value: dict[str, Any]) -> None:
        print(json.dumps(value), flush=True)

    try:
        document = pdf.read_pdf(
            sys.stdin.buffer.read(), name, lambda *done: tell({"progress": done})
        )
    except PlanError as error:
        tell({"refused": [error.message, error.technical]})
    except MemoryError:
        tell({"refused": ["", "out of memory"]})
    else:
        tell(
            {
                "text": document.text,
                "headings": sorted(document.headings.items()),
                "rows": [[row.start, row.end] for row in document.rows],
                "notes": document.notes,
            }
        )


if __name__ == "__main__":
    _child(sys.argv[1])
