"""--auth and --root-path: who gets in, what stays shut, and the page behind a reverse proxy."""

import base64
import http.client
import io
import json
import threading
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import urlsplit

import anyio
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect
from starlette.applications import Starlette
from starlette.responses import PlainTextResponse
from starlette.routing import Route
from starlette.testclient import TestClient

from assistant.cli import main
from assistant.web import auth
from index.errors import UserError
from tests.browsing import ask, needs_chromium, running, serve_canned, watched_page

PASSWORD = "对的密码 correct horse"
WRONG = "错的密码 wrong horse"
MARKUP = "\"><img src=x onerror='window.hacked=1'><script>alert(1)</script>"


@pytest.fixture(scope="module")
def users_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("users") / "users.txt"
    auth.write_user(path, "张三", PASSWORD)
    auth.write_user(path, MARKUP, PASSWORD)
    return path


# The file of users


def test_passwords_are_stored_hashed_with_a_salt_each(users_file: Path) -> None:
    auth.write_user(users_file, "李四", PASSWORD)
    text = users_file.read_text(encoding="utf-8")
    users = auth.read_users(users_file)
    assert PASSWORD not in text and set(users) == {"张三", "李四", MARKUP}
    assert users["张三"] != users["李四"]
    assert users["张三"].matches(PASSWORD) and not users["张三"].matches(WRONG)
    assert users_file.stat().st_mode & 0o077 == 0


def test_user_command_makes_a_user_and_changes_a_password(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "users.txt"
    for password, told in ((PASSWORD, "已建立用户"), (WRONG, "已改密码")):
        monkeypatch.setattr("sys.stdin", io.StringIO(f"{password}\n"))
        assert main(["user", "王五", "--auth", str(path)]) == 0
        assert told in capsys.readouterr().out
        assert auth.read_users(path)["王五"].matches(password)
    monkeypatch.setattr("sys.stdin", io.StringIO("short\n"))
    assert main(["user", "王五", "--auth", str(path)]) == 2
    assert "太短" in capsys.readouterr().err
    assert auth.read_users(path)["王五"].matches(WRONG)


@pytest.mark.parametrize("name", ["", " 张三", "a:b", "#x", "a\nb"])
def test_a_name_that_would_break_the_file_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(UserError, match="用户名"):
        auth.write_user(tmp_path / "users.txt", name, PASSWORD)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("张三:secret\n", "第 1 行"),
        ("# 注释\n张三:scrypt$AAAA$AAAA\n", "第 2 行"),
        ("", "没有用户"),
    ],
)
def test_a_faulty_file_is_told_with_its_line(tmp_path: Path, text: str, told: str) -> None:
    (tmp_path / "users.txt").write_text(text, encoding="utf-8")
    with pytest.raises(UserError, match=told):
        auth.read_users(tmp_path / "users.txt")


def test_a_missing_file_is_told_before_anything_starts(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--auth", "none.txt"]) == 2
    assert "python app.py user" in capsys.readouterr().err


@pytest.mark.parametrize("path", ["plan", "/a b", "/a//b", "/<b>"])
def test_a_root_path_that_is_none_is_told(path: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--root-path", path]) == 2
    assert "不是路径" in capsys.readouterr().err


# The door


@pytest.fixture
def door(users_file: Path, monkeypatch: pytest.MonkeyPatch) -> TestClient:
    async def sleep(seconds: float) -> None:
        pass

    monkeypatch.setattr("anyio.sleep", sleep)
    inside = Starlette(
        routes=[
            Route(
                "/{path:path}", lambda request: PlainTextResponse("inside"), methods=["GET", "POST"]
            )
        ]
    )
    users = auth.read_users(users_file)
    return TestClient(auth.SignIn(inside, users, "/plan", ""), follow_redirects=False)


def form(password: str, target: str = "") -> dict[str, str]:
    return {"name": "张三", "password": password, "next": target}


@pytest.mark.parametrize(
    "path",
    ["/", "/config", "/gradio_api/mcp/", "/gradio_api/queue/data", "/gradio_api/heartbeat/x"],
)
def test_nothing_is_answered_to_somebody_unknown(door: TestClient, path: str) -> None:
    answer = door.get(path)
    assert answer.status_code == 401 and "inside" not in answer.text
    assert answer.headers["www-authenticate"].startswith("Basic")


def test_a_browser_is_led_to_the_page_and_back_to_where_it_wanted(door: TestClient) -> None:
    led = door.get("/?q=养老", headers={"accept": "text/html"})
    assert led.status_code == 303
    target = led.headers["location"]
    assert target.startswith("/plan/sign-in?next=")
    wanted = urllib.parse.parse_qs(urlsplit(target).query)["next"][0]
    signed = door.post("/sign-in", data=form(PASSWORD, wanted))
    assert signed.status_code == 303
    assert urllib.parse.unquote(signed.headers["location"]) == "/plan/?q=养老"
    cookie = signed.headers["set-cookie"].lower()
    assert "httponly" in cookie and "samesite=lax" in cookie and "path=/plan" in cookie


@pytest.mark.parametrize(
    "target", ["//evil.example", "https://evil.example", "/x\r\nX: y", "?a\r\nX: y"]
)
def test_signing_in_leads_to_no_other_site(door: TestClient, target: str) -> None:
    location = door.post("/sign-in", data=form(PASSWORD, target)).headers["location"]
    assert location.startswith("/plan/") and "evil" not in location and "\n" not in location


def test_wrong_password_and_unknown_name_get_the_same_answer(door: TestClient) -> None:
    wrong = door.post("/sign-in", data=form(WRONG))
    unknown = door.post("/sign-in", data={**form(PASSWORD), "name": "没有这人"})
    assert wrong.status_code == unknown.status_code == 401
    assert "用户名或密码不对" in wrong.text and "set-cookie" not in wrong.headers
    assert door.post("/sign-in", data={"x": "y" * 10_000}).status_code == 413


def test_a_session_opens_until_signing_out(door: TestClient) -> None:
    token = door.post("/sign-in", data=form(PASSWORD)).cookies["plan-session"]
    cookie = {"cookie": f"plan-session={token}"}
    assert door.get("/config", headers=cookie).text == "inside"
    assert door.get("/config", headers={"cookie": "plan-session=x"}).status_code == 401
    assert door.post("/sign-out", headers=cookie).status_code == 303
    assert door.get("/config", headers=cookie).status_code == 401


def test_programs_send_name_and_password_each_time(door: TestClient) -> None:
    def basic(password: str) -> dict[str, str]:
        encoded = base64.b64encode(f"张三:{password}".encode()).decode()
        return {"authorization": f"Basic {encoded}"}

    assert door.get("/config", headers=basic(PASSWORD)).text == "inside"
    assert door.get("/config", headers=basic(PASSWORD)).text == "inside"
    assert door.get("/config", headers=basic(WRONG)).status_code == 401
    for header in ("Basic", "Basic !!!", "Bearer x", f"Basic {base64.b64encode(b'x').decode()}"):
        assert door.get("/config", headers={"authorization": header}).status_code == 401


def test_what_was_typed_is_shown_as_text(door: TestClient) -> None:
    shown = door.post("/sign-in", data={"name": '"><script>', "password": WRONG}).text
    assert "<script" not in shown


# Guessing


class Clock:
    """Stands for the monotonic clock."""

    now = 1000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    clock = Clock()
    monkeypatch.setattr("assistant.web.auth.time.monotonic", clock)
    return clock


@pytest.mark.parametrize("name", ["张三", "没有这人"])
def test_a_name_is_locked_after_wrong_passwords_whether_it_is_known_or_not(
    door: TestClient, clock: Clock, name: str
) -> None:
    for _ in range(5):
        assert door.post("/sign-in", data={**form(WRONG), "name": name}).status_code == 401
    locked = door.post("/sign-in", data={**form(PASSWORD), "name": name})
    assert locked.status_code == 429 and locked.headers["retry-after"] == "60"
    assert "请过 1 分钟再试" in locked.text
    assert door.post("/sign-in", data={**form(WRONG), "name": "李四"}).status_code == 401
    clock.now += 61
    again = door.post("/sign-in", data={**form(PASSWORD), "name": name})
    assert again.status_code == (303 if name == "张三" else 401)


def test_a_lock_holds_for_programs_as_well_and_not_for_who_signed_in(
    door: TestClient, clock: Clock
) -> None:
    def basic(password: str) -> dict[str, str]:
        encoded = base64.b64encode(f"张三:{password}".encode()).decode()
        return {"authorization": f"Basic {encoded}"}

    token = door.post("/sign-in", data=form(PASSWORD)).cookies["plan-session"]
    door.cookies.clear()
    for n in range(5):
        assert door.get("/config", headers=basic(f"{WRONG}{n}")).status_code == 401
    assert door.get("/config", headers=basic(PASSWORD)).status_code == 429
    assert door.get("/config", headers={"cookie": f"plan-session={token}"}).text == "inside"


def test_each_further_wrong_password_locks_for_longer_up_to_a_quarter_of_an_hour(
    clock: Clock,
) -> None:
    attempts = auth.Attempts()
    locks = []
    for _ in range(40):
        attempts.failed("张三")
        try:
            attempts.require_open("张三")
            locks.append(0.0)
        except auth.Locked as locked:
            locks.append(locked.seconds)
            clock.now += locked.seconds
    assert locks[:9] == [0, 0, 0, 0, 60, 120, 240, 480, 900] and locks[-1] == 900
    attempts.succeeded("张三")
    attempts.failed("张三")
    attempts.require_open("张三")


def test_names_that_were_tried_take_no_more_than_so_much_room(
    clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(auth, "_MOST_NAMES", 3)
    attempts = auth.Attempts()
    for name in "甲乙丙丁":
        for _ in range(5):
            attempts.failed(name)
    attempts.require_open("甲")
    for name in "乙丙丁":
        with pytest.raises(auth.Locked):
            attempts.require_open(name)


def test_guesses_sent_all_at_once_are_counted(users_file: Path) -> None:
    sign_in = auth.SignIn(None, auth.read_users(users_file), "", "")  # type: ignore[arg-type]
    outcomes: list[str] = []

    async def guess(number: int) -> None:
        try:
            await sign_in._check("张三", f"{WRONG}{number}")
            outcomes.append("checked")
        except auth.Locked:
            outcomes.append("locked")

    async def guess_often() -> None:
        async with anyio.create_task_group() as group:
            for number in range(30):
                group.start_soon(guess, number)

    anyio.run(guess_often)
    assert outcomes.count("checked") == 5 and outcomes.count("locked") == 25


def test_a_log_of_failures_has_no_password_and_no_unknown_name(
    door: TestClient, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("DEBUG")
    door.post("/sign-in", data=form(WRONG))
    door.post("/sign-in", data={**form(PASSWORD), "name": PASSWORD})
    assert "wrong password for 张三" in caplog.text
    assert WRONG not in caplog.text and PASSWORD not in caplog.text


def test_passwords_and_sessions_are_compared_in_constant_time(
    users_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An unknown name costs the same hash as a known one; digests meet in compare_digest."""
    compared: list[tuple[bytes, bytes]] = []
    real = auth.hmac.compare_digest

    def noting(one: bytes, other: bytes) -> bool:
        compared.append((one, other))
        return real(one, other)

    sign_in = auth.SignIn(None, auth.read_users(users_file), "", "")  # type: ignore[arg-type]
    monkeypatch.setattr("assistant.web.auth.hmac.compare_digest", noting)
    for name, password in (("张三", PASSWORD), ("张三", WRONG), ("没有这人", PASSWORD)):
        anyio.run(sign_in._check, name, password)
    assert len(compared) == 3 and all(len(one) == len(other) == 32 for one, other in compared)


# The page behind a proxy and a password


@contextmanager
def proxy(target: str, prefix: str) -> Iterator[str]:
    """Serve `target` under `prefix`, as nginx does with `proxy_pass` and a trailing slash."""
    host = urlsplit(target).netloc

    class Proxy(BaseHTTPRequestHandler):
        def forward(self) -> None:
            if not self.path.startswith(f"{prefix}/"):
                self.send_error(404)
                return
            body = self.rfile.read(int(self.headers.get("content-length", 0)))
            upstream = http.client.HTTPConnection(host, timeout=60)
            headers = dict(self.headers) | {"X-Forwarded-Host": self.headers["Host"]}
            upstream.request(self.command, self.path.removeprefix(prefix), body, headers)
            answer = upstream.getresponse()
            self.send_response(answer.status)
            for name, value in answer.getheaders():
                if name.lower() not in ("transfer-encoding", "connection", "date", "server"):
                    self.send_header(name, value)
            self.send_header("Connection", "close")
            self.end_headers()
            while chunk := answer.read1(65536):
                self.wfile.write(chunk)
            upstream.close()

        do_GET = do_POST = do_HEAD = forward

        def log_message(self, *_: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Proxy) as server:
        server.daemon_threads = True
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}{prefix}"
        server.shutdown()


@pytest.fixture(scope="module")
def proxied(users_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("proxied")
    with (
        running(serve_canned, folder, users_file, "/plan") as url,
        proxy(url, "/plan") as shown,
    ):
        yield shown


@needs_chromium
@pytest.mark.parametrize("width", [375, 1280])
def test_the_page_works_behind_a_proxy_and_a_password(
    browser: Browser, proxied: str, width: int
) -> None:
    def sign_in(page: Page) -> None:
        page.get_by_label("用户名").fill("张三")
        page.get_by_label("密码").fill(WRONG)
        page.get_by_role("button", name="登录").click()
        expect(page.get_by_role("alert")).to_contain_text("用户名或密码不对")
        assert Axe().run(page).response["violations"] == []
        expect(page.get_by_label("密码")).to_be_focused()
        page.get_by_label("密码").fill(PASSWORD)
        page.get_by_role("button", name="登录").click()

    expected = r"status of 401"  # the browser's own report of the wrong password
    with watched_page(
        browser, f"{proxied}/?q=养老", width, before=sign_in, expected=expected
    ) as page:
        expect(page.locator("#quick .summary")).to_have_text("1项、2句提到“养老”。")
        page.get_by_role("link", name="问答").click()
        ask(page, "旧改")
        page.locator(".lead .chip").click()
        expect(page.locator("#source mark")).to_be_visible()
        expect(page.locator("#source h2")).to_be_focused()  # it has scrolled there
        assert urlsplit(page.url).path == "/plan/"
        page.get_by_role("button", name="退出登录").click()
        expect(page.get_by_label("用户名")).to_be_visible()
        page.goto(proxied + "/")
        expect(page.get_by_label("用户名")).to_be_visible()


@needs_chromium
def test_markup_in_a_users_name_stays_text(browser: Browser, proxied: str) -> None:
    def sign_in(page: Page) -> None:
        for password in (WRONG, PASSWORD):
            page.get_by_label("用户名").fill(MARKUP)
            page.get_by_label("密码").fill(password)
            page.get_by_role("button", name="登录").click()
            if password == WRONG:
                expect(page.get_by_role("alert")).to_contain_text("用户名或密码不对")
                expect(page.get_by_label("用户名")).to_have_value(MARKUP)
                assert page.locator("img, script").count() == 0

    with watched_page(browser, f"{proxied}/", before=sign_in, expected="status of 401") as page:
        expect(page.get_by_role("button", name="退出登录")).to_be_visible()
        assert page.locator("img[src=x]").count() == 0


def test_a_program_signs_in_with_basic(proxied: str) -> None:
    request = urllib.request.Request(
        f"{proxied}/gradio_api/run/get_item",
        json.dumps({"data": ["17"]}).encode(),
        {"Content-Type": "application/json"},
    )
    with pytest.raises(urllib.error.HTTPError) as raised:
        urllib.request.urlopen(request, timeout=20)
    assert raised.value.code == 401
    encoded = base64.b64encode(f"张三:{PASSWORD}".encode()).decode()
    request.add_header("Authorization", f"Basic {encoded}")
    with urllib.request.urlopen(request, timeout=20) as response:
        assert json.loads(json.load(response)["data"][0])["item"] == 17
