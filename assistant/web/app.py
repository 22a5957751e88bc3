"""The site: one page whose screens share the header, the navigation and the source panel.

A screen is added in its own module, say `assistant/web/figures.py`:

- its HTML is made by pure functions that escape all text (`assistant.web.page.escape`);
- a function `build(site)` puts its components into the Blocks context it is called in and returns
  the views to be shown anew when another plan is picked (`site.warmup.result()` gives the
  assistant, waiting until it is loaded; the plans' text is there at once);
- `SCREENS` below names it; `figures.css` and `figures.js`, if they exist, go into the page.

Any `<button data-item="17" data-spans="120-134">` on a screen opens the source panel there
(`assistant.web.page.chip_html`); colours come from the custom properties of theme.css.
"""

import contextlib
import errno
import io
import logging
import os
import re
import socket
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING, Any

import gradio as gr
from starlette.datastructures import MutableHeaders
from starlette.middleware import Middleware
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from assistant.crowd import MOST_WAITING
from assistant.llm.client import server_of
from assistant.web import api, chat, figures, learn, page, quick
from assistant.web.auth import Hashed, SignIn, may_manage, read_users
from assistant.web.catalogue import Catalogue
from assistant.web.components import QUIET, html
from assistant.web.gate import Gate
from assistant.web.manage import Manage, PlanDesk
from assistant.web.site import Site, View
from assistant.web.warmup import Warmup
from index.errors import UserError
from index.plan import Plan
from index.settings import Settings
from index.shelf import shelved_plans, unshelved

if TYPE_CHECKING:
    from assistant.plans.several import PlansAssistant

_HERE = Path(__file__).parent
_FONTS = ("PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", "system-ui", "sans-serif")
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


def serve(
    path: Path | None,
    config: Settings,
    host: str = "127.0.0.1",
    port: int = 7860,
    auth: Path | None = None,
    root: str = "",
) -> None:
    """Serve the page until interrupted, on the plan at `path` alone or on those of the shelf.

    The model loads meanwhile.

    `auth` is a file of users (`assistant.web.auth`), None lets everybody in. `root` is the path
    under which a reverse proxy shows the page, such as "/plan". Raises PlanError for a plan that
    cannot be read, UserError for a file of users, an address or a language model's settings
    that cannot be used.
    """

    def load() -> "PlansAssistant":
        from assistant.plans.several import PlansAssistant

        assistant = PlansAssistant(plans, config)
        assistant.assistant(plans[0])
        Thread(target=assistant.open_all, name="others", daemon=True).start()
        return assistant

    _log_to_stderr()
    if config.llm:
        server_of(config)  # refused before the page is up
    users = read_users(auth) if auth else None
    plans = (unshelved(path, config),) if path else shelved_plans(config)
    catalogue, warmup = Catalogue(plans), Warmup(load)
    desk = None if path or users is None else PlanDesk(catalogue, warmup, config)
    run(catalogue, warmup, host, port, users, root, desk)


def run(
    plans: Catalogue,
    warmup: "Warmup[PlansAssistant]",
    host: str,
    port: int,
    users: Mapping[str, Hashed] | None = None,
    root: str = "",
    desk: PlanDesk | None = None,
) -> None:
    """Serve the page on `plans`, start `warmup` once it is up, block until interrupted.

    At the `desk`, if there is one, administrators add plans.
    """
    check_address(host, port)
    _keep_loopback_off_proxies()
    sign_out = "" if users is None else f"{root}/sign-out"
    blocks = build(plans, warmup, sign_out, f"{root}/manage" if desk else "")
    middleware = [Middleware(OwnPage, head=head_html(plans.plan(plans.plans[0]))), Middleware(Gate)]
    if desk is not None:
        style = _joined(["theme", "manage"], ".css")
        middleware.insert(0, Middleware(Manage, desk=desk, root=root, style=style))
    if users is not None:
        style = _joined(["theme", "sign_in"], ".css")
        middleware.insert(0, Middleware(SignIn, users=users, root=root, style=style))
    with contextlib.redirect_stdout(io.StringIO()):  # Gradio tells where its MCP endpoint is
        blocks.launch(
            server_name=host,
            server_port=port,
            root_path=root,
            prevent_thread_lock=True,
            quiet=True,
            share=False,
            ssr_mode=False,
            pwa=False,
            mcp_server=True,
            run_history=False,
            enable_monitoring=False,
            footer_links=[],
            max_file_size="1kb",  # nothing is uploaded to Gradio
            max_threads=2 * MOST_WAITING,  # who waits for a turn must not stop what needs none
            theme=gr.themes.Base(font=_FONTS, font_mono=("Consolas", "monospace")),
            app_kwargs={"middleware": middleware},
        )
    shown = "127.0.0.1" if host == "0.0.0.0" else host
    try:
        print(f"打开 http://{shown}:{port}", flush=True)
        warmup.start()
        while True:  # an untimed wait cannot be interrupted on Windows
            time.sleep(1)
    except KeyboardInterrupt:
        print("已关闭。", flush=True)
    finally:
        blocks.close(verbose=False)


def _log_to_stderr() -> None:
    """Log with the time: what the libraries warn of, and what the assistant did."""
    logging.basicConfig(format="%(asctime)s %(levelname)s %(name)s: %(message)s")
    logging.getLogger("assistant").setLevel(logging.INFO)


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
    names = ["theme", "page", *(screen.name for screen in SCREENS)]
    style, script = _joined(names, ".css"), _joined(names, ".js")
    return (
        f'<title>{page.escape(page_title(plan))}</title><link rel="icon" href="{_ICON}">'
        f"<style>{style}</style><script>{script}</script>"
    )


def _joined(names: list[str], suffix: str) -> str:
    files = (_HERE / f"{name}{suffix}" for name in names)
    return "\n".join(file.read_text(encoding="utf-8") for file in files if file.exists())


def page_title(plan: Plan) -> str:
    """Return what the browser shows on the tab."""
    return f"{plan.title} · 工作计划"


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


def build(
    plans: Catalogue, warmup: "Warmup[PlansAssistant]", sign_out: str = "", manage: str = ""
) -> gr.Blocks:
    """Return the page: header with navigation, the screens, the source panel.

    `sign_out` is the address that ends a session, if there are sessions; `manage` that where
    administrators manage the plans, if they can.
    """
    built = plans.plans[0]
    first = plans.plan(built)

    def open_item(request: dict[str, str]) -> str:
        item, spans, wanted = (str(request.get(name, "")) for name in ("item", "spans", "plan"))
        picked = plans.picked(wanted)
        name = plans.name(picked)
        return page.item_html(plans.plan(picked), item, page.parse_spans(spans), name)

    def account(request: gr.Request) -> str:
        is_admin = request.request is not None and may_manage(request.request.scope)
        return page.sign_out_html(sign_out, manage if is_admin else "")

    def statuses() -> Iterator[str]:
        yield page.status_html(warmup.state, warmup.message)
        warmup.wait()
        yield page.status_html(warmup.state, warmup.message)

    blocks = gr.Blocks(title=page_title(first), fill_width=True, analytics_enabled=False)
    with blocks:
        picked = gr.State("")
        with gr.Row(elem_id="head"):
            head = html(
                page.header_html(first),
                elem_id="plan-picker",
                js_on_load="planPage.head(element, trigger, watch, 'pick')",
            )
            html(page.navigation_html([(each.name, each.label) for each in SCREENS]))
            status = html("", elem_id="status")
            if sign_out:
                signed_in = html(page.sign_out_html(sign_out), elem_id="sign-out")
                if manage:
                    head.pick(account, None, signed_in, queue=False, **QUIET)
        site = Site(plans, warmup, head, picked)
        views: list[View] = []
        with gr.Row(elem_id="workspace"):
            with gr.Column(elem_id="screens"):
                for screen in SCREENS:
                    with gr.Column(elem_id=screen.name, elem_classes="screen"):
                        views += screen.build(site)
            source = html(
                page.contents_html(first),
                elem_id="source",
                js_on_load="planPage.source(element, props, server)",
                server_functions=[open_item],
            )
        views.append(View(source, page.contents_html))
        api.expose(plans, warmup)
        show_picked(site, views)
        blocks.load(statuses, None, status, concurrency_limit=None, **QUIET)
    return blocks


def show_picked(site: Site, views: Sequence[View]) -> None:
    """Let a picked plan be shown, in the header and by all `views`.

    The page asks for its plan when it opens: the plan may be another than the one it was built
    with, and the plans may have been exchanged since.
    """
    built = site.plans.plans[0]

    def pick(before: str, event: gr.EventData, *values: Any) -> list[Any]:
        picked = site.plans.picked(str((event._data or {}).get("plan", "")))
        plan, name = site.plans.plan(picked), site.plans.name(picked)
        head = page.header_html(plan, site.plans.choices(), site.plans.address(picked))
        if not before and picked == built:
            return [head, picked.title, *(gr.skip() for _ in views)]
        given = iter(values)
        shown = (view.show(plan, name, *(next(given) for _ in view.inputs)) for view in views)
        return [head, picked.title, *shown]

    site.head.pick(
        pick,
        [site.picked, *(each for view in views for each in view.inputs)],
        [site.head, site.picked, *(view.component for view in views)],
        queue=False,
        trigger_mode="multiple",
        **QUIET,
    )


@dataclass(frozen=True, slots=True)
class Screen:
    """One screen: `name` is its element's id and its address (`?tab=name`), `label` is shown."""

    name: str
    label: str
    build: Callable[[Site], tuple[View, ...]]


SCREENS = (
    Screen("chat", "问答", chat.build),
    Screen("quick", "速查", quick.build),
    Screen("figures", "指标一览", figures.build),
    Screen("learn", "学习", learn.build),
)
