"""A real HTTP server on loopback that speaks the OpenAI protocol, well or badly."""

import copy
import json
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any

from assistant.chain import Assistant
from assistant.llm.client import LanguageModel
from assistant.llm.synthesis import Synthesizer
from index.settings import Settings

KEY = "sk-very-secret-0123456789"
MODEL = "qwen2.5-7b-instruct"
GOOD = "〔第17项〕计划完成旧改征收1万户以上。"


class Exchange:
    """One request, and the means to answer it in pieces."""

    def __init__(self, handler: BaseHTTPRequestHandler) -> None:
        length = int(handler.headers.get("Content-Length", 0))
        self.headers = handler.headers  # by name in any case
        self.body: dict[str, Any] = json.loads(handler.rfile.read(length) or b"{}")
        self._handler = handler

    @property
    def prompt(self) -> str:
        return "\n".join(message["content"] for message in self.body["messages"])

    def refuse(self, code: int, headers: dict[str, str] | None = None) -> None:
        """Answer with an error that repeats the key, as some servers do."""
        body = json.dumps({"error": {"message": f"no: {KEY}", "type": "x"}}).encode()
        self._handler.send_response(code)
        for name, value in ({"Content-Type": "application/json"} | (headers or {})).items():
            self._handler.send_header(name, value)
        self._handler.send_header("Content-Length", str(len(body)))
        self._handler.end_headers()
        self._handler.wfile.write(body)

    def begin(self) -> None:
        """Start a stream that ends when the connection does."""
        self._handler.send_response(200)
        self._handler.send_header("Content-Type", "text/event-stream")
        self._handler.send_header("Connection", "close")
        self._handler.end_headers()

    def raw(self, data: bytes) -> None:
        self._handler.wfile.write(data)
        self._handler.wfile.flush()

    def say(self, text: str, finish: str | None = None) -> None:
        """Stream a piece of the answer."""
        choice = {"index": 0, "delta": {"content": text}, "finish_reason": finish}
        self._event({"choices": [choice]})

    def end(self, finish: str = "stop") -> None:
        """End the answer properly, with a count of tokens."""
        self.say("", finish)
        usage = {"prompt_tokens": 321, "completion_tokens": 21, "total_tokens": 342}
        self._event({"choices": [], "usage": usage})
        self.raw(b"data: [DONE]\n\n")

    def write(self, *pieces: str) -> None:
        """Stream a whole good answer."""
        self.begin()
        for piece in pieces:
            self.say(piece)
        self.end()

    def _event(self, data: dict[str, Any]) -> None:
        event = {"id": "1", "object": "chat.completion.chunk", "created": 1, "model": MODEL} | data
        self.raw(f"data: {json.dumps(event, ensure_ascii=False)}\n\n".encode())


Behaviour = Callable[[Exchange], None]


class ModelServer:
    """What was asked of the server, and where it is."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.exchanges: list[Exchange] = []
        self.broken_off = 0


@contextmanager
def serving(behave: Behaviour) -> Iterator[ModelServer]:
    """Serve `behave` on a free port."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            exchange = Exchange(self)
            known.exchanges.append(exchange)
            try:
                behave(exchange)
            except OSError:  # the client has left
                known.broken_off += 1

        def log_message(self, format: str, *args: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    known = ModelServer(f"http://127.0.0.1:{server.server_address[1]}/v1")
    thread = Thread(target=server.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    try:
        yield known
    finally:
        server.shutdown()
        server.server_close()


def writing(*pieces: str) -> Behaviour:
    """Return the behaviour of a server that writes these pieces."""
    return lambda exchange: exchange.write(*pieces)


def model_settings(url: str, **more: Any) -> Settings:
    """Return settings of a model at `url` that no variable of this machine can change."""
    fields: dict[str, Any] = {"llm": MODEL, "llm_url": url, "llm_key": KEY, "llm_timeout": 10.0}
    return Settings(_env_file=None, **(fields | more))


def with_model(assistant: Assistant, url: str, **more: Any) -> Assistant:
    """Return the assistant with the model at `url` beside it."""
    other = copy.copy(assistant)
    model = LanguageModel(model_settings(url, **more))
    other.synthesizer = Synthesizer(assistant.indexed, model)
    return other


def timed(
    assistant: Assistant, question: str, history: Sequence[str] = ()
) -> tuple[list[Any], list[float]]:
    """Return the growing answers and the seconds from the start at which each came."""
    started = time.perf_counter()
    answers, moments = [], []
    for answer in assistant.stream(question, history, synthesize=True):
        answers.append(answer)
        moments.append(time.perf_counter() - started)
    return answers, moments
