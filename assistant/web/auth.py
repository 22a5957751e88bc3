"""Sign-in for an intranet: a file of users with hashed passwords, a page, HTTP Basic for programs.

A user whose line ends with `:admin` may manage the plans (`assistant.web.manage`).

Gradio's own login leaves its MCP endpoint and some others open, so this one stands before all of
it: nothing but the sign-in page is answered to somebody unknown. A name at which passwords are
guessed is locked for a while, whether it is a user's or not, so that a lock tells nothing.
"""

import base64
import binascii
import hashlib
import hmac
import logging
import math
import os
import secrets
import time
from collections.abc import Mapping
from dataclasses import dataclass, replace
from html import escape
from pathlib import Path
from typing import TypeVar
from urllib.parse import parse_qs, quote

import anyio
import anyio.to_thread
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send

from index.errors import UserError

Key = TypeVar("Key", str, bytes)
SHORTEST_PASSWORD = 8
# scrypt's cost: 2**14 rounds of 8 blocks take 16 MB and some 50 ms (RFC 7914, section 2).
_COST = {"n": 2**14, "r": 8, "p": 1}
_LASTS = 12 * 3600
_COOKIE = "plan-session"
_ADMIN = "admin"
_LONGEST_FORM = 4096
# Wrong passwords in a row that lock a name; each further one doubles the lock, up to the longest.
_FREE_FAILURES = 5
_FIRST_LOCK = 60.0
_LONGEST_LOCK = 15 * 60.0
_MOST_NAMES = 10_000
# What `SignIn` tells those behind it in the ASGI scope, which no client can write.
_USER, _MAY_MANAGE = "plan.user", "plan.may_manage"
# Gradio asks this of itself when it starts; it tells nothing.
_OPEN = ("/gradio_api/startup-events",)
_log = logging.getLogger(__name__)
_POLICY = "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; img-src data:"
PAGE_HEADERS = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": _POLICY,
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
}
"""Headers of the pages that stand before Gradio's."""


@dataclass(frozen=True, slots=True)
class Hashed:
    """A user's password as scrypt hash with its salt, both 16 or more random-looking bytes.

    `is_admin`: whether the user may manage the plans.
    """

    salt: bytes
    digest: bytes
    is_admin: bool = False

    def matches(self, password: str) -> bool:
        """Whether `password` is the one hashed; takes the same time whether it is or not."""
        return hmac.compare_digest(_scrypt(password, self.salt), self.digest)

    def __str__(self) -> str:
        role = f":{_ADMIN}" if self.is_admin else ""
        return f"scrypt${_encode(self.salt)}${_encode(self.digest)}{role}"


def hash_password(password: str) -> Hashed:
    """Return the hash of `password` with a new salt."""
    salt = secrets.token_bytes(16)
    return Hashed(salt, _scrypt(password, salt))


def _scrypt(password: str, salt: bytes) -> bytes:
    data = password.encode("utf-8", "replace")
    return hashlib.scrypt(data, salt=salt, n=_COST["n"], r=_COST["r"], p=_COST["p"], dklen=32)


def _encode(data: bytes) -> str:
    return base64.b64encode(data).decode()


def read_users(path: Path) -> dict[str, Hashed]:
    """Read `name:scrypt$salt$hash` lines, an administrator's with `:admin` at the end.

    Raises UserError that names the faulty line.
    """
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise UserError(
            f"读不了用户文件“{path}”。请先用 python app.py user 用户名 --auth {path} 建一个用户。",
            f"cannot read users file: {error}",
        ) from error
    users: dict[str, Hashed] = {}
    for number, line in enumerate(lines, start=1):
        if not line.strip() or line.startswith("#"):
            continue
        name, _, rest = line.strip().partition(":")
        hashed, _, role = rest.partition(":")
        try:
            kind, salt, digest = hashed.split("$")
            users[name] = Hashed(_decode(salt), _decode(digest), role == _ADMIN)
            if not name or kind != "scrypt" or role not in ("", _ADMIN):
                raise ValueError(line)
        except ValueError as error:
            raise UserError(
                f"用户文件“{path}”第 {number} 行不是“用户名:scrypt$…$…”。"
                "请删掉这一行，用 python app.py user 重新建这个用户。",
                f"users file, line {number}: not name:scrypt$salt$hash",
            ) from error
    if not users:
        raise UserError(
            f"用户文件“{path}”里没有用户。请用 python app.py user 用户名 --auth {path} 建一个。",
            f"no users in {path}",
        )
    return users


def _decode(text: str) -> bytes:
    data = base64.b64decode(text, validate=True)
    if len(data) < 16:
        raise ValueError("too short")
    return data


def write_user(path: Path, name: str, password: str, is_admin: bool | None = None) -> bool:
    """Add a user to the file, or give one a new password; return whether the name was there.

    `is_admin` says whether the user may manage the plans; None leaves that as it was.
    """
    if not name.strip() or name != name.strip() or any(char in name for char in ":#\n\r"):
        raise UserError(
            "用户名不能为空，首尾不能是空格，也不能有冒号和井号。请换一个。", f"bad name {name!r}"
        )
    if len(password) < SHORTEST_PASSWORD:
        raise UserError(f"密码太短了，至少 {SHORTEST_PASSWORD} 个字符。", "password too short")
    users = read_users(path) if path.exists() else {}
    known = name in users
    was_admin = known and users[name].is_admin
    users[name] = replace(
        hash_password(password), is_admin=was_admin if is_admin is None else is_admin
    )
    text = "".join(f"{each}:{hashed}\n" for each, hashed in users.items())
    draft = path.with_name(f"{path.name}.{secrets.token_hex(4)}")
    try:
        with open(
            os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", -1, "utf-8"
        ) as f:
            f.write(text)
        draft.replace(path)
    except OSError as error:
        draft.unlink(missing_ok=True)
        raise UserError(
            f"写不了用户文件“{path}”。请检查文件夹是否存在、有没有写入权限。",
            f"cannot write users file: {error}",
        ) from error
    return known


class Locked(Exception):
    """Too many wrong passwords for a name: nothing is checked for `seconds` more."""

    def __init__(self, seconds: float) -> None:
        super().__init__(f"locked for {seconds:.0f} s")
        self.seconds = seconds


class Attempts:
    """Counts wrong passwords in a row by name; times by the monotonic clock.

    Whoever signed in before is not affected by a lock of the name.
    """

    def __init__(self) -> None:
        self._failures: dict[str, tuple[int, float]] = {}  # name → (how many, locked until)

    def require_open(self, name: str) -> None:
        """Raise Locked while the name is locked."""
        left = self._failures.get(name, (0, 0.0))[1] - time.monotonic()
        if left > 0:
            raise Locked(left)

    def failed(self, name: str) -> None:
        """Count a wrong password."""
        count = self._failures.pop(name, (0, 0.0))[0] + 1
        doublings = count - _FREE_FAILURES
        lock = min(_FIRST_LOCK * 2.0 ** min(doublings, 10), _LONGEST_LOCK) if doublings >= 0 else 0
        self._failures[name] = (count, time.monotonic() + lock)
        if len(self._failures) > _MOST_NAMES:  # the one that was tried longest ago
            del self._failures[next(iter(self._failures))]

    def succeeded(self, name: str) -> None:
        """Forget what was wrong before."""
        self._failures.pop(name, None)


class SignIn:
    """ASGI middleware that lets nobody unknown through to `app`."""

    def __init__(self, app: ASGIApp, users: Mapping[str, Hashed], root: str, style: str) -> None:
        self.app = app
        self.users = users
        self.root = root
        self.style = style
        # token → when it ends, by the monotonic clock, and whose it is
        self._sessions: dict[str, tuple[float, str]] = {}
        self._key = secrets.token_bytes(32)
        self._basic: dict[bytes, tuple[float, str]] = {}  # keyed hash of a good Basic header → same
        self._attempts = Attempts()
        self._nobody = hash_password(secrets.token_hex(16))
        self._hashing = anyio.CapacityLimiter(2)  # many attempts at once shall not take the machine

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer sign-in and sign-out, pass on what comes from a user, refuse the rest."""
        if scope["type"] == "lifespan":
            await self.app(scope, receive, send)
            return
        request = Request(scope, receive)
        path = scope["path"]
        try:
            if path == "/sign-in":
                answer = await self._sign_in(request)
            elif path == "/sign-out":
                self._sessions.pop(request.cookies.get(_COOKIE, ""), None)
                answer = RedirectResponse(f"{self.root}/sign-in", 303)
                answer.delete_cookie(_COOKIE, path=self.root or "/")
            elif path in _OPEN or (name := await self._known(request)):
                if path not in _OPEN:
                    scope[_USER] = name
                    scope[_MAY_MANAGE] = self.users[name].is_admin
                await self.app(scope, receive, send)
                return
            else:
                answer = self._refusal(request)
        except Locked as locked:
            answer = self._locked(locked, path == "/sign-in")
        answer.headers.update(PAGE_HEADERS)
        await answer(scope, receive, send)

    async def _known(self, request: Request) -> str:
        """Return the name of the user a request comes from, "" for somebody unknown."""
        now = time.monotonic()
        ends, user = self._sessions.get(request.cookies.get(_COOKIE, ""), (0, ""))
        if ends > now:
            return user
        header = request.headers.get("authorization", "")
        kind, _, encoded = header.partition(" ")
        if kind.lower() != "basic":
            return ""
        seen = hmac.digest(self._key, header.encode(), "sha256")
        ends, user = self._basic.get(seen, (0, ""))
        if ends > now:
            return user
        try:
            name, _, password = base64.b64decode(encoded, validate=True).decode().partition(":")
        except (binascii.Error, UnicodeDecodeError):
            return ""
        if not await self._check(name, password):
            return ""
        _keep(self._basic, seen, name)
        return name

    async def _check(self, name: str, password: str) -> bool:
        """Whether the password is this user's; unknown names take as long as wrong passwords.

        Raises Locked, before the password is looked at, after too many wrong ones.
        """
        self._attempts.require_open(name)
        user = self.users.get(name)
        fits = await anyio.to_thread.run_sync(
            (user or self._nobody).matches, password, limiter=self._hashing
        )
        # Guesses that were sent all at once have been counted by now.
        self._attempts.require_open(name)
        good = user is not None and fits
        if good:
            self._attempts.succeeded(name)
        else:
            self._attempts.failed(name)
            # Some type their password where the name belongs.
            _log.warning("wrong password for %s", name if user else "a name that is no user's")
            await anyio.sleep(0.5)
        return good

    async def _sign_in(self, request: Request) -> Response:
        if request.method != "POST":
            return self._page(request.query_params.get("next", ""))
        body = b""
        async for chunk in request.stream():
            body += chunk
            if len(body) > _LONGEST_FORM:
                return self._page("", "内容太长了。", 413)
        form = parse_qs(body.decode("utf-8", "replace"), keep_blank_values=True)
        name, password, target = (
            form.get(field, [""])[0] for field in ("name", "password", "next")
        )
        if not await self._check(name.strip(), password):
            return self._page(target, "用户名或密码不对，请再试一次。", 401, name)
        token = secrets.token_urlsafe(32)
        _keep(self._sessions, token, name.strip())
        answer = RedirectResponse(f"{self.root}/{_query_only(target)}", 303)
        answer.set_cookie(
            _COOKIE, token, _LASTS, path=self.root or "/", httponly=True, samesite="lax",
            secure=request.url.scheme == "https",
        )  # fmt: skip
        return answer

    def _refusal(self, request: Request) -> Response:
        if request.method == "GET" and "text/html" in request.headers.get("accept", ""):
            target = f"?{request.url.query}" if request.url.query else ""
            return RedirectResponse(f"{self.root}/sign-in?next={quote(target, safe='')}", 303)
        answer = JSONResponse({"error": "请先登录。"}, 401)
        if "cookie" not in request.headers:  # a browser would ask in a window of its own
            answer.headers["WWW-Authenticate"] = 'Basic realm="plan", charset="UTF-8"'
        return answer

    def _locked(self, locked: Locked, shown: bool) -> Response:
        minutes = math.ceil(locked.seconds / 60)
        told = f"密码连续输错次数太多，请过 {minutes} 分钟再试。忘了密码请找管理员。"
        answer = self._page("", told, 429) if shown else JSONResponse({"error": told}, 429)
        answer.headers["Retry-After"] = str(math.ceil(locked.seconds))
        return answer

    def _page(self, target: str, fault: str = "", status: int = 200, name: str = "") -> Response:
        return HTMLResponse(sign_in_html(self.root, self.style, target, fault, name), status)


def sign_in_html(root: str, style: str, target: str, fault: str = "", name: str = "") -> str:
    """Return the sign-in page, complete in itself; `fault` tells why it is shown again."""
    told = f'<p class="fault" role="alert">{escape(fault)}</p>' if fault else ""
    focus = {True: " autofocus", False: ""}  # on what is to be typed next
    return (
        '<!doctype html><html lang="zh-CN"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>登录 · 工作计划</title><style>{style}</style></head>"
        f'<body class="sign-in"><main><form method="post" action="{escape(root)}/sign-in">'
        f"<h1>工作计划</h1><p>请登录后使用。</p>{told}"
        f'<label>用户名<input name="name" autocomplete="username" required{focus[not name]}'
        f' value="{escape(name)}"></label>'
        '<label>密码<input name="password" type="password" autocomplete="current-password"'
        f" required{focus[bool(name)]}></label>"
        f'<input type="hidden" name="next" value="{escape(target)}">'
        '<button type="submit">登录</button></form></main></body></html>'
    )


def _query_only(target: str) -> str:
    """Return where to go after signing in: the page itself with its query, no other address."""
    return f"?{quote(target[1:], safe='=&%+')}" if target.startswith("?") else ""


def _keep(table: "dict[Key, tuple[float, str]]", key: "Key", user: str) -> None:
    """Remember `key` until it ends, and forget what has ended."""
    now = time.monotonic()
    for ended in [each for each, (end, _) in table.items() if end <= now]:
        del table[ended]
    table[key] = now + _LASTS, user


def user_of(scope: Scope) -> str:
    """Return who is signed in, "" where nobody has to be."""
    return str(scope.get(_USER, ""))


def may_manage(scope: Scope) -> bool:
    """Whether a request comes from a signed-in administrator."""
    return scope.get(_MAY_MANAGE) is True
