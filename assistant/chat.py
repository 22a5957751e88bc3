"""The chat page: Gradio around the functions of `assistant.page`."""

import errno
import logging
import os
import re
import socket
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

# Read by gradio and huggingface_hub when they are imported.
os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"
os.environ["HF_HUB_DISABLE_TELEMETRY"] = "1"

import gradio as gr
from starlette.datastructures import MutableHeaders
from starlette.middleware import Middleware
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from assistant import page
from assistant.page import Turn
from assistant.warmup import Warmup
from index.errors import UserError
from index.plan import Plan
from index.reading import load_plan
from index.settings import Settings

if TYPE_CHECKING:
    from assistant.chain import Assistant

LONGEST_QUESTION = 2000
HISTORY = 6
_STATEMENT_PAUSE = 0.04
_HERE = Path(__file__).parent
_FONTS = ("PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", "system-ui", "sans-serif")
_FAILED = "抱歉，这个问题没能答上来。请换个说法再问一次；如果总是这样，请告诉管理员查看运行记录。"
_ICON = (
    "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 16 16'%3E"
    "%3Crect width='16' height='16' rx='3' fill='%239f2a22'/%3E"
    "%3Cpath d='M4 5h8M4 8h8M4 11h5' stroke='%23fff' stroke-width='1.4'/%3E%3C/svg%3E"
)
_POLICY = "; ".join(
    [
        "default-src 'self'",
        "script-src 'self' 'unsafe-inline' 'unsafe-eval'",  # Gradio compiles its templates
        "style-src 'self' 'unsafe-inline'",
        "img-src 'self' data: blob:",
        "font-src 'self' data:",
        "connect-src 'self'",
        "worker-src 'self' blob:",
        "object-src 'none'",
        "base-uri 'self'",
        "form-action 'self'",
        "frame-ancestors 'self'",
    ]
)

_log = logging.getLogger(__name__)


def serve(path: Path, config: Settings, host: str = "127.0.0.1", port: int = 7860) -> None:
    """Serve the chat on the plan at `path` until interrupted; the model loads meanwhile.

    Raises PlanError for a plan that cannot be read, UserError for an address that cannot
    be served.
    """

    def load() -> "Assistant":
        from assistant.chain import open_assistant

        return open_assistant(path, config)

    run(load_plan(path), Warmup(load), host, port)


def run(plan: Plan, warmup: "Warmup[Assistant]", host: str, port: int) -> None:
    """Serve the chat on `plan`, start `warmup` once the page is up, block until interrupted."""
    check_address(host, port)
    _keep_loopback_off_proxies()
    blocks = build(plan, warmup)
    blocks.launch(
        server_name=host,
        server_port=port,
        prevent_thread_lock=True,
        quiet=True,
        share=False,
        ssr_mode=False,
        pwa=False,
        mcp_server=False,
        run_history=False,
        enable_monitoring=False,
        footer_links=[],
        max_file_size="1kb",  # nothing is uploaded here
        theme=gr.themes.Base(font=_FONTS, font_mono=("Consolas", "monospace")),
        app_kwargs={"middleware": [Middleware(OwnPage, head=head_html(plan))]},
    )
    shown = "127.0.0.1" if host == "0.0.0.0" else host
    print(f"打开 http://{shown}:{port}", flush=True)
    warmup.start()
    try:
        while True:  # an untimed wait cannot be interrupted on Windows
            time.sleep(1)
    except KeyboardInterrupt:
        print("已关闭。", flush=True)
    finally:
        blocks.close(verbose=False)


def check_address(host: str, port: int) -> None:
    """Raise UserError if `host`:`port` cannot be listened on, saying what to do."""
    try:
        family = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0][0]
        with socket.socket(family) as probe:
            if os.name == "posix":
                probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind((host, port))
    except (OSError, OverflowError) as error:
        number = getattr(error, "errno", None)
        if number == errno.EADDRINUSE:
            message = (
                f"端口 {port} 已被占用，可能本程序已经在运行。"
                f"请直接打开 http://{host}:{port} 看看，或者换一个端口（如 {port + 1}）再启动。"
            )
        elif number == errno.EACCES:
            message = f"没有权限使用端口 {port}。请换一个 1024 以上的端口（如 7860）再启动。"
        else:
            message = (
                f"无法在 {host}:{port} 上提供服务。请检查地址和端口，或改用 127.0.0.1 和 7860。"
            )
        raise UserError(message, f"cannot listen on {host}:{port}: {error}") from error


def _keep_loopback_off_proxies() -> None:
    """Gradio asks its own server whether it is up; a configured proxy must not get that."""
    for name in ("NO_PROXY", "no_proxy"):
        listed = [entry for entry in os.environ.get(name, "").split(",") if entry]
        os.environ[name] = ",".join(dict.fromkeys([*listed, "127.0.0.1", "localhost"]))


def head_html(plan: Plan) -> str:
    """Return what goes into <head>: title, icon, and our style and script, inline."""
    style = (_HERE / "chat.css").read_text(encoding="utf-8")
    script = (_HERE / "chat.js").read_text(encoding="utf-8")
    return (
        f'<title>{page.escape(page_title(plan))}</title><link rel="icon" href="{_ICON}">'
        f"<style>{style}</style><script>{script}</script>"
    )


def page_title(plan: Plan) -> str:
    """Return what the browser shows on the tab."""
    return f"{plan.title} · 问答"


class OwnPage:
    """ASGI middleware: our head in Gradio's page from the first byte, nothing from other hosts."""

    def __init__(self, app: ASGIApp, head: str) -> None:
        self.app = app
        self.head = head.encode()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Add the headers to every response and the head to the page."""
        held: Message | None = None
        body = b""

        async def rewrite(message: Message) -> None:
            nonlocal held, body
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                headers["Content-Security-Policy"] = _POLICY
                headers["Referrer-Policy"] = "no-referrer"
                headers["X-Content-Type-Options"] = "nosniff"
                is_page = headers.get("content-type", "").startswith("text/html")
                if is_page and scope["method"] == "GET":
                    held = message
                    return
            elif held is not None:
                body += message.get("body", b"")
                if message.get("more_body"):
                    return
                message = {"type": "http.response.body", "body": self._with_head(body)}
                MutableHeaders(scope=held)["Content-Length"] = str(len(message["body"]))
                await send(held)
                held = None
            await send(message)

        await self.app(scope, receive, rewrite)

    def _with_head(self, body: bytes) -> bytes:
        body = re.sub(rb'<meta\s+(?:property="og:|name="twitter:)[^>]*>', b"", body)
        return body.replace(b"</head>", self.head + b"</head>", 1)


def build(plan: Plan, warmup: "Warmup[Assistant]") -> gr.Blocks:
    """Return the page: header, conversation with its input, source panel."""

    def open_item(request: dict[str, str]) -> str:
        return page.item_html(
            plan, str(request.get("item", "")), page.parse_spans(str(request.get("spans", "")))
        )

    blocks = gr.Blocks(title=page_title(plan), fill_width=True, analytics_enabled=False)
    with blocks:
        turns = gr.State(())
        with gr.Row(elem_id="head"):
            _html(page.header_html(plan))
            status = _html("", elem_id="status")
        with gr.Row(elem_id="workspace"):
            with gr.Column(elem_id="chat"):
                conversation = _html(
                    page.conversation_html((), plan),
                    elem_id="conversation",
                    js_on_load="planChat.conversation(element, trigger, watch)",
                )
                with gr.Column(elem_id="dock"):
                    with gr.Row(elem_id="composer"):
                        box = gr.Textbox(
                            placeholder=f"问计划里的事，例如：{page.example_questions(plan)[0]}",
                            label="问题",
                            show_label=False,
                            container=False,
                            lines=1,
                            max_lines=6,
                            elem_id="question",
                        )
                        send = gr.Button("发送", variant="primary", elem_id="send")
                        stop = gr.Button("停止", elem_id="stop")
                    with gr.Row(elem_id="below"):
                        notice = _html(page.notice_html(), elem_id="notice")
                        clear = gr.Button("清空", elem_id="clear")
            _html(
                page.contents_html(plan),
                elem_id="source",
                js_on_load="planChat.source(element, props, server)",
                server_functions=[open_item],
            )

        def ask(
            text: str, asked: tuple[Turn, ...], event: gr.EventData
        ) -> Iterator[tuple[Any, ...]]:
            example = (event._data or {}).get("question")
            question, fault = read_question(example or text)
            if fault:
                yield gr.skip(), gr.skip(), gr.skip(), page.notice_html(fault)
                return
            # Only the first yield may empty the box: the next question may be being typed.
            emptied: Any = gr.skip() if example else ""
            for shown in answer_turns(question, asked, warmup):
                yield page.conversation_html(shown, plan), shown, emptied, page.notice_html()
                emptied = gr.skip()

        outputs = [conversation, turns, box, notice]
        quiet: dict[str, Any] = {"show_progress": "hidden", "api_visibility": "private"}
        asking = gr.on(
            [box.submit, send.click, conversation.submit],
            ask,
            [box, turns],
            outputs,
            trigger_mode="once",
            concurrency_limit=8,
            **quiet,
        )

        def stopped(asked: tuple[Turn, ...]) -> tuple[str, tuple[Turn, ...]]:
            shown = stop_turn(asked)
            return page.conversation_html(shown, plan), shown

        stop.click(stopped, [turns], [conversation, turns], cancels=[asking], queue=False, **quiet)
        clear.click(
            lambda: (page.conversation_html((), plan), (), "", page.notice_html()),
            None,
            outputs,
            cancels=[asking],
            queue=False,
            **quiet,
        )

        def statuses() -> Iterator[str]:
            yield page.status_html(warmup.state, warmup.message)
            warmup.wait()
            yield page.status_html(warmup.state, warmup.message)

        blocks.load(statuses, None, status, concurrency_limit=None, **quiet)
    return blocks


def _html(value: str, **options: Any) -> gr.HTML:
    return gr.HTML(value, apply_default_css=False, **{"js_on_load": None, **options})


def read_question(text: str) -> tuple[str, str]:
    """Return the question ready to be asked and, if it cannot be, what to tell the person."""
    question = text.encode("utf-8", "replace").decode("utf-8").strip()
    if not question:
        return "", "还没有写问题。请输入想问的事，再按 Enter。"
    if len(question) > LONGEST_QUESTION:
        return question, (
            f"问题太长了（{len(question)} 字，最多 {LONGEST_QUESTION} 字）。"
            "请留下最想问的部分再发送。"
        )
    return question, ""


def answer_turns(
    question: str, asked: tuple[Turn, ...], warmup: "Warmup[Assistant]"
) -> Iterator[tuple[Turn, ...]]:
    """Yield the conversation as the answer to `question` grows, statement by statement."""
    turn = Turn(question, "loading" if warmup.state == "loading" else "searching")
    asked = stop_turn(asked)
    yield (*asked, turn)
    try:
        assistant = warmup.result()
        if turn.state == "loading":
            turn = replace(turn, state="searching")
            yield (*asked, turn)
        answer = assistant.ask(question, [earlier.question for earlier in asked][-HISTORY:])
    except UserError as error:
        _log.warning("question not answered: %s", error.technical)
        yield (*asked, replace(turn, state="failed", message=error.message))
        return
    except Exception:
        _log.exception("question not answered")
        yield (*asked, replace(turn, state="failed", message=_FAILED))
        return
    for count in range(1, len(answer.statements)):
        yield (*asked, replace(turn, state="answering", statements=answer.statements[:count]))
        time.sleep(_STATEMENT_PAUSE)
    yield (*asked, replace(turn, state="done", statements=answer.statements))


def stop_turn(asked: tuple[Turn, ...]) -> tuple[Turn, ...]:
    """Return the conversation with a running last turn marked as stopped."""
    if asked and asked[-1].is_running:
        return (*asked[:-1], replace(asked[-1], state="stopped"))
    return asked
