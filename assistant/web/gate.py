"""Which of Gradio's addresses are answered: those that the page and the API use, and no others.

Gradio serves more than this page is made of. It fetches other hosts' files for whoever asks
(`/gradio_api/file=https://…`), takes files and recordings without end, and holds connections of
its developer tools open; new versions add to that. Hence a list of what is let through.
"""

import re

from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Receive, Scope, Send

_USED = re.compile(
    r"/|/(?:config|theme\.css|robots\.txt|favicon\.ico|manifest\.json)/?"
    r"|/(?:static|assets|svelte)/.*"
    r"|/gradio_api/(?:info|openapi\.json|theme\.css|app_id|startup-events|login_check|reset|cancel"
    r"|component_server)/?"
    r"|/gradio_api/(?:heartbeat|queue|run|api|call|mcp)/.*"
)


class Gate:
    """ASGI middleware that lets through to `app` what is used, and answers 404 to the rest."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on or refuse it."""
        if scope["type"] == "lifespan" or _USED.fullmatch(scope["path"]):
            await self.app(scope, receive, send)
        else:
            await JSONResponse({"detail": "Not Found"}, 404)(scope, receive, send)
