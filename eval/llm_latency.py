"""What the assistant adds to a language model's own time, against a server with a known clock.

The server, on loopback and in this process, writes a sentence of the evidence it is sent, or
refuses, and notes when. What is measured runs from there: to the verified sentence, or to the
whole verbatim answer that takes the failed model's place.
"""

import json
import re
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from assistant.chain import Assistant, open_assistant
from eval.cases import load_cases
from eval.tables import show_times, to_markdown_table, to_text
from index.settings import Settings

# The evidence comes last in the prompt, an item a line.
_EVIDENCE = re.compile(r"^(〔第[^〕]+项〕)(.+)$", re.M)
_PIECE = 4  # characters that a model writes at a time
_PACE = 0.01  # seconds between these: 400 characters a second, more than an office's model writes
_WORK = 0.3  # seconds that the model thinks about a question


class _Model:
    """Answers with the longest sentence of the last item sent, in slightly other words.

    `noted` is when that was complete.
    """

    def __init__(self, fails: bool) -> None:
        self.fails = fails
        self.noted = 0.0

    def answer(self, handler: BaseHTTPRequestHandler) -> None:
        length = int(handler.headers["Content-Length"])
        messages = json.loads(handler.rfile.read(length))["messages"]
        time.sleep(_WORK)
        if self.fails:
            self.noted = time.monotonic()
            handler.send_error(500)
            return
        handler.send_response(200)
        handler.send_header("Content-Type", "text/event-stream")
        handler.end_headers()
        label, item = _EVIDENCE.findall(messages[-1]["content"])[-1]
        text = f"{label}今年计划{max(item.split('。'), key=len)}。"
        for at in range(0, len(text), _PIECE):
            time.sleep(_PACE)
            if at + _PIECE >= len(text):
                self.noted = time.monotonic()
            self._send(handler, {"content": text[at : at + _PIECE]}, None)
        self._send(handler, {}, "stop")
        handler.wfile.write(b"data: [DONE]\n\n")

    @staticmethod
    def _send(handler: BaseHTTPRequestHandler, delta: object, finish: str | None) -> None:
        choice = {"index": 0, "delta": delta, "finish_reason": finish}
        event = {"id": "1", "object": "chat.completion.chunk", "created": 1, "model": "clock"}
        data = json.dumps(event | {"choices": [choice]}, ensure_ascii=False)
        handler.wfile.write(f"data: {data}\n\n".encode())
        handler.wfile.flush()


@contextmanager
def _served(model: _Model) -> Iterator[str]:
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            model.answer(self)

        def log_message(self, format: str, *args: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}/v1"
    finally:
        server.shutdown()
        server.server_close()


def measure_llm_latency(
    plan: Path, questions: Path, count: int, config: Settings
) -> tuple[str, str]:
    """Ask `count` questions of a model that answers, then of one that fails; return a table as
    text and as Markdown."""
    asked = [case.question for case in load_cases(questions) if not case.history]
    rows = [["ms after it, at", "goal", "cases", "p50", "p95", "most"]]
    for name, goal, fails in (
        ("the model's sentence is complete: shown, verified", "30", False),
        ("the failure is known: the verbatim answer shown", "50", True),
    ):
        model = _Model(fails)
        with _served(model) as url:
            own = config.model_copy(update={"llm": "openai:clock", "llm_url": url})
            taken = _taken(open_assistant(plan, own), model, asked, count)
        rows.append([name, f"< {goal}", str(len(taken)), *show_times(taken, 1)])
    return to_text(rows), f"# What the assistant adds to a model\n\n{to_markdown_table(rows)}"


def _taken(
    assistant: Assistant, model: _Model, questions: Sequence[str], count: int
) -> list[float]:
    """Return ms from the server's note to the answer, for questions put to the model."""
    taken: list[float] = []
    for question in questions:
        if len(taken) == count:
            break
        model.noted = 0.0
        shown = None
        for answer in assistant.stream(question, synthesize=True):
            ready = model.fails or any(s.role == "synthesis" for s in answer.statements)
            if model.noted and ready and (shown is None or model.fails):
                shown = time.monotonic()
        if shown:
            taken.append((shown - model.noted) * 1000)
    return taken
