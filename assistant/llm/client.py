"""A language model at an OpenAI-compatible server: its text in time, or why there is none.

Ollama, vLLM, llama.cpp, DeepSeek and Qwen's services all speak this protocol.
"""

import asyncio
import queue
import threading
import time
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass, replace
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING, Any, Literal
from urllib.parse import urlsplit

from assistant.crowd import AT_ONCE
from assistant.llm.prompts import Messages
from index.errors import UserError
from index.settings import Settings

if TYPE_CHECKING:
    from langchain_core.messages import BaseMessageChunk

# Each has its note for the user in prompts/phrases.toml.
FailureKind = Literal[
    "unreachable", "key", "missing", "busy", "fault", "slow", "cut", "empty", "endless"
]
_LOOPBACK = ("localhost", "127.0.0.1", "::1")
_CONNECT_SECONDS = 5.0
# Of the questions that are answered at once: a model that is stalled leaves places to others.
_AT_ONCE = AT_ONCE - 2
_LONGEST_REST = 60.0
_REPLY_SHARE = 4
_MOST_REPLY_TOKENS = 1024
_CHARACTERS_PER_TOKEN = 4


class ModelFailure(Exception):
    """The model gave no whole answer. `detail` is for logs: no text of a server, no key."""

    def __init__(self, kind: FailureKind, detail: str) -> None:
        super().__init__(detail)
        self.kind: FailureKind = kind
        self.detail = detail


@dataclass(frozen=True, slots=True)
class Piece:
    """Some text of an answer, as it arrived; the last one has the server's count of tokens."""

    text: str
    prompt_tokens: int = 0
    completion_tokens: int = 0


class LanguageModel:
    """One model of one server, used by any number of threads at a time."""

    def __init__(self, config: Settings) -> None:
        """Set the client up; nothing is sent. Raises UserError for settings that cannot work."""
        import httpx
        from langchain.chat_models import init_chat_model

        self.name, url = server_of(config)
        self.timeout = config.llm_timeout
        self.reply_tokens = min(_MOST_REPLY_TOKENS, config.llm_context // _REPLY_SHARE)
        self.prompt_tokens = config.llm_context - self.reply_tokens
        # A server on this machine must not be looked for behind an office's proxy.
        client = httpx.AsyncClient(
            trust_env=urlsplit(url).hostname not in _LOOPBACK,
            timeout=httpx.Timeout(
                config.llm_timeout, connect=min(_CONNECT_SECONDS, config.llm_timeout)
            ),
        )
        self._chat = init_chat_model(
            self.name,
            model_provider="openai",
            base_url=url,
            # Never a key that the environment keeps for somebody else.
            api_key=config.llm_key.get_secret_value() if config.llm_key else "none",
            temperature=0,
            max_retries=0,
            stream_usage=True,
            http_async_client=client,
            use_responses_api=False,
            # The deadline is kept here; asyncio.wait_for, with which langchain would keep
            # another, can swallow the cancellation of a stream that is never silent.
            stream_chunk_timeout=None,
        )
        self._rest_until = 0.0
        self._places = threading.BoundedSemaphore(_AT_ONCE)
        # One loop for all requests: a cancelled task closes its connection at once, which a
        # thread blocked in a read cannot do.
        self._loop = asyncio.new_event_loop()
        threading.Thread(target=self._loop.run_forever, name="llm", daemon=True).start()

    def stream(
        self, messages: Messages, deadline: float, request_id: str, stop: tuple[str, ...] = ()
    ) -> Iterator[Piece]:
        """Yield the answer as it arrives, until `deadline` (`time.monotonic()`).

        Raises ModelFailure, also for an answer that is empty, cut off or without end. Closing
        the iterator closes the connection.
        """
        if time.monotonic() < self._rest_until:
            raise ModelFailure("busy", "the server asked to be left alone for now")
        if not self._places.acquire(blocking=False):
            raise ModelFailure("busy", f"{_AT_ONCE} questions are with the model")
        try:
            yield from self._pieces(messages, deadline, request_id, stop)
        finally:
            self._places.release()

    def _pieces(
        self, messages: Messages, deadline: float, request_id: str, stop: tuple[str, ...]
    ) -> Iterator[Piece]:
        pieces: queue.SimpleQueue[Piece | ModelFailure | None] = queue.SimpleQueue()
        reading = asyncio.run_coroutine_threadsafe(
            self._read(messages, request_id, stop, pieces), self._loop
        )
        received = 0
        try:
            while True:
                try:
                    piece = pieces.get(timeout=max(0.0, deadline - time.monotonic()))
                except queue.Empty:
                    raise ModelFailure("slow", f"no end within {self.timeout:g} s") from None
                if piece is None:
                    break
                if isinstance(piece, ModelFailure):
                    raise piece
                received += len(piece.text.strip())
                most = _CHARACTERS_PER_TOKEN * self.reply_tokens
                yield replace(piece, text=piece.text[:most])  # one event may be megabytes
                if received > most:
                    raise ModelFailure("endless", f"{received} characters")
                if time.monotonic() > deadline:
                    raise ModelFailure("slow", f"no end within {self.timeout:g} s")
        finally:
            reading.cancel()
        if not received:
            raise ModelFailure("empty", "no text")

    async def _read(
        self,
        messages: Messages,
        request_id: str,
        stop: tuple[str, ...],
        pieces: "queue.SimpleQueue[Piece | ModelFailure | None]",
    ) -> None:
        started = False
        finish = ""
        try:
            chunks: AsyncIterator[BaseMessageChunk] = self._chat.astream(
                messages,
                stop=list(stop) or None,
                # The name every such server knows; langchain would send the newer one alone.
                extra_body={"max_tokens": self.reply_tokens},
                extra_headers={"X-Request-Id": request_id},
            )
            async for chunk in chunks:
                started = True
                finish = chunk.response_metadata.get("finish_reason") or finish
                pieces.put(_piece(chunk))
        except Exception as error:
            failure = _failure(error, started)
            if failure.kind == "busy":
                self._rest(error)
            pieces.put(failure)
            return
        if finish == "length":
            pieces.put(ModelFailure("endless", f"no end after {self.reply_tokens} tokens"))
        elif started and not finish:
            pieces.put(ModelFailure("cut", "the stream ended without a finish reason"))
        else:
            pieces.put(None)

    def _rest(self, error: Exception) -> None:
        """Leave a server alone for as long as its Retry-After says."""
        response = getattr(error, "response", None)
        seconds = _seconds(response.headers.get("retry-after", "")) if response else 0.0
        self._rest_until = time.monotonic() + min(max(seconds, 0.0), _LONGEST_REST)


def server_of(config: Settings) -> tuple[str, str]:
    """Return the model's name and the server's address; raise UserError if one is missing."""
    name = (config.llm or "").removeprefix("openai:").strip()
    url = (config.llm_url or "").strip()
    if not name:
        raise UserError(
            "没有写明用哪个大模型。请设置 PLAN_LLM（例如 PLAN_LLM=qwen2.5:7b），或用 --llm 写明。",
            "no language model named",
        )
    if urlsplit(url).scheme not in ("http", "https") or not urlsplit(url).hostname:
        raise UserError(
            "没有写明大模型服务的地址，或者地址不对。请设置 PLAN_LLM_URL，例如 "
            "PLAN_LLM_URL=http://127.0.0.1:11434/v1（Ollama 的默认地址）。",
            "PLAN_LLM_URL is not an http address",
        )
    return name, url


def _piece(chunk: "BaseMessageChunk") -> Piece:
    usage: Any = getattr(chunk, "usage_metadata", None) or {}
    text = chunk.content if isinstance(chunk.content, str) else ""
    return Piece(text, usage.get("input_tokens", 0), usage.get("output_tokens", 0))


def _failure(error: Exception, started: bool) -> ModelFailure:
    """Say what an exception of the client means. What a server says is not repeated."""
    import httpx
    import openai

    detail = type(error).__name__
    if isinstance(error, openai.APIStatusError):
        code = error.status_code
        known: dict[int, FailureKind] = {
            401: "key", 403: "key", 404: "missing", 429: "busy", 503: "busy", 408: "slow"
        }  # fmt: skip
        return ModelFailure(known.get(code, "fault"), f"{detail} {code}")
    if isinstance(error, openai.APITimeoutError | httpx.TimeoutException):
        return ModelFailure("slow", detail)
    if isinstance(error, openai.APIConnectionError | httpx.TransportError):
        return ModelFailure("cut" if started else "unreachable", detail)
    return ModelFailure("fault", detail)


def _seconds(retry_after: str) -> float:
    """Read a Retry-After header: seconds, or a date; 0 for neither."""
    try:
        return float(retry_after)
    except ValueError:
        pass
    try:
        return parsedate_to_datetime(retry_after).timestamp() - time.time()
    except ValueError:
        return 0.0
