"""管理计划: who may upload a plan, what is shown before it counts, what a fault leaves."""

import base64
import json
import re
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from assistant.cli import main
from assistant.plans.several import PlansAssistant
from assistant.web import auth, manage, manage_page
from assistant.web.catalogue import Catalogue
from assistant.web.warmup import Warmup
from index.errors import UserError
from index.reading import parse_plan
from index.settings import BUILT_IN_PLAN, PROJECT
from index.shelf import ShelvedPlan, shelved_plans
from tests.browsing import ask, needs_chromium, running, serve_real, watched_page
from tests.conftest import settings_in
from tests.documents import write_docx

NEXT_YEAR = PROJECT / "tests" / "years" / "2021.txt"
PLAN_TEXT = "某镇2022年重点工作\n2022年1月5日\n1. 新建绿道3公里。\n2. 新增车位40个。\n"
PASSWORD = "correct horse battery"
PATHS = ["/manage", "/manage/", "/manage/x"]
PATHS += [f"/manage/{action}" for action in ("read", "add", "cancel", "leave", "remove")]

Desk = Callable[[Path], AbstractContextManager[str]]


@pytest.fixture(scope="module")
def users(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("users") / "users.txt"
    auth.write_user(path, "管理员", PASSWORD, is_admin=True)
    auth.write_user(path, "张三", PASSWORD)
    return path


@pytest.fixture(scope="module")
def desk(users: Path, lay_index: Callable[[Path, Path], Path]) -> Desk:
    """Run a server on the real assistant with an administrator and an own shelf, in a folder."""

    def run(folder: Path) -> AbstractContextManager[str]:
        lay_index(BUILT_IN_PLAN, folder / "index")
        return running(serve_real, folder, None, users)

    return run


@pytest.fixture(scope="module")
def desk_url(desk: Desk, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The server of all tests that add nothing, which is checked at the end."""
    with desk(tmp_path_factory.mktemp("desk")) as url:
        yield url
        assert call(f"{url}/manage", "管理员")[1].count("<tr><td>") == 1


@pytest.fixture
def own_desk_url(desk: Desk, tmp_path: Path) -> Iterator[str]:
    """A server whose shelf a test may change."""
    with desk(tmp_path) as url:
        yield url


def call(
    url: str, user: str = "", files: dict[str, bytes] | None = None, **fields: str
) -> tuple[int, str]:
    """Get an address, or post a form to it; return status and text."""
    body, headers = None, {}
    if files is not None or fields:
        parts = []
        for name, data in (files or {}).items():
            head = f'Content-Disposition: form-data; name="file"; filename="{name}"\r\n\r\n'
            parts.append(b"--x\r\n" + head.encode() + data + b"\r\n")
        for name, value in fields.items():
            head = f'Content-Disposition: form-data; name="{name}"\r\n\r\n'
            parts.append(f"--x\r\n{head}{value}\r\n".encode())
        body = b"".join([*parts, b"--x--\r\n"])
        headers["Content-Type"] = "multipart/form-data; boundary=x"
    if user:
        encoded = base64.b64encode(f"{user}:{PASSWORD}".encode()).decode()
        headers["Authorization"] = f"Basic {encoded}"
    request = urllib.request.Request(urllib.parse.quote(url, safe=":/?="), body, headers)
    try:
        with urllib.request.urlopen(request, timeout=120) as response:
            return response.status, response.read().decode()
    except urllib.error.HTTPError as error:
        return error.code, error.read().decode()


def token_of(text: str) -> str:
    (token, *_) = re.findall(r'name="token" value="([^"]+)"', text)
    return token


# The mark of an administrator


def test_the_user_command_makes_an_administrator_and_a_new_password_leaves_that(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "users.txt"

    def user(*options: str) -> auth.Hashed:
        monkeypatch.setattr("sys.stdin.readline", lambda: f"{PASSWORD}\n")
        monkeypatch.setattr("sys.stdin.isatty", lambda: False)
        assert main(["user", "王五", "--auth", str(path), *options]) == 0
        return auth.read_users(path)["王五"]

    assert not user().is_admin
    assert user("--admin").is_admin and user().is_admin
    assert not user("--no-admin").is_admin and not user().is_admin


@pytest.mark.parametrize("role", ["root", "Admin", "admin:admin", " "])
def test_a_role_that_is_none_is_refused(tmp_path: Path, role: str) -> None:
    path = tmp_path / "users.txt"
    auth.write_user(path, "王五", PASSWORD)
    path.write_text(path.read_text(encoding="utf-8").strip() + f":{role}x\n", encoding="utf-8")
    with pytest.raises(UserError, match="第 1 行"):
        auth.read_users(path)


# Who may


def test_nobody_but_an_administrator_gets_in(desk_url: str) -> None:
    plan = {"2021.txt": NEXT_YEAR.read_bytes()}
    for path in PATHS:
        for files in (None, plan):
            assert call(desk_url + path, files=files)[0] == 401
            status, text = call(desk_url + path, "张三", files=files)
            assert status == 403 and "只有管理员" in text and "2021" not in text
    status, preview = call(f"{desk_url}/manage/read", "管理员", files=plan)
    assert status == 200
    assert call(f"{desk_url}/manage/add", "张三", token=token_of(preview))[0] == 403
    assert "2021" not in call(f"{desk_url}/manage", "管理员")[1]
    # Gradio's own ways in: its upload is shut, and nothing of the desk is among its endpoints.
    assert call(f"{desk_url}/gradio_api/upload", "张三", files=plan)[0] >= 400
    assert call(f"{desk_url}/gradio_api/upload", "管理员", files=plan)[0] >= 400
    offered = json.loads(call(f"{desk_url}/gradio_api/info", "管理员")[1])["named_endpoints"]
    assert set(offered) == {"/ask_plan", "/get_item", "/search_plan"}


def test_without_sign_in_there_is_no_desk(canned_url: str) -> None:
    plan = {"2021.txt": NEXT_YEAR.read_bytes()}
    for path in PATHS:
        for files in (None, plan):
            status, text = call(canned_url + path, files=files)
            assert status in (404, 405) and "管理计划" not in text


def test_no_header_makes_an_administrator(desk_url: str) -> None:
    request = urllib.request.Request(f"{desk_url}/manage", headers={"plan.may_manage": "True"})
    with pytest.raises(urllib.error.HTTPError) as raised:
        urllib.request.urlopen(request, timeout=20)
    assert raised.value.code == 401


# Removing a plan


def add(url: str, name: str, data: bytes) -> None:
    """Add a plan as the page does, and wait until it is there."""
    preview = call(f"{url}/manage/read", "管理员", files={name: data})[1]
    call(f"{url}/manage/add", "管理员", token=token_of(preview))
    deadline = time.monotonic() + 120
    while "现在就可以提问" not in (text := call(f"{url}/manage", "管理员")[1]):
        assert "正在加入" in text and time.monotonic() < deadline, text
        time.sleep(0.2)


def fingerprints(url: str) -> list[str]:
    return re.findall(r'name="plan" value="([^"]+)"', call(f"{url}/manage", "管理员")[1])


def test_only_a_confirmed_administrator_removes_a_plan_and_never_the_last(
    own_desk_url: str,
) -> None:
    assert fingerprints(own_desk_url) == []  # the only plan is not offered for removal
    add(own_desk_url, "2021.txt", NEXT_YEAR.read_bytes())
    newest, built_in = fingerprints(own_desk_url)

    for user, status in (("", 401), ("张三", 403)):
        assert call(f"{own_desk_url}/manage/leave", user, plan=newest)[0] == status
    assert call(f"{own_desk_url}/manage/leave", "管理员", plan="没有的")[0] == 422
    status, asked = call(f"{own_desk_url}/manage/leave", "管理员", plan=newest)
    assert status == 200 and "移除《2021年区委、区政府重点工作》？" in asked
    token = token_of(asked)
    for user, status in (("", 401), ("张三", 403)):
        assert call(f"{own_desk_url}/manage/remove", user, token=token)[0] == status
    for wrong in ("x", newest):
        status, text = call(f"{own_desk_url}/manage/remove", "管理员", token=wrong)
        assert status == 422 and "已经失效" in text
    assert fingerprints(own_desk_url) == [newest, built_in]  # nothing has gone yet

    status, text = call(f"{own_desk_url}/manage/remove", "管理员", token=token)
    assert status == 200 and "已移除《2021年区委、区政府重点工作》。还有 1 份计划。" in text
    assert fingerprints(own_desk_url) == []
    assert call(f"{own_desk_url}/manage/remove", "管理员", token=token)[0] == 422  # once only
    status, text = call(f"{own_desk_url}/manage/leave", "管理员", plan=built_in)
    assert status == 422 and "唯一的计划，不能移除" in text


def test_the_built_in_plan_can_go_when_another_is_there(own_desk_url: str) -> None:
    add(own_desk_url, "2021.txt", NEXT_YEAR.read_bytes())
    _, built_in = fingerprints(own_desk_url)
    asked = call(f"{own_desk_url}/manage/leave", "管理员", plan=built_in)[1]
    assert "程序自带的文件不会删除" in asked and BUILT_IN_PLAN.exists()
    text = call(f"{own_desk_url}/manage/remove", "管理员", token=token_of(asked))[1]
    assert "已移除《2020年区委、区政府重点工作》" in text
    assert BUILT_IN_PLAN.exists()


def test_a_title_is_shown_as_text_where_a_removal_is_confirmed() -> None:
    shelved = ShelvedPlan("k", Path("x"), "x", "<b>甲</b>", 2021, 3, 9, 0, "f" * 20)
    html = manage_page.removal_html('/"', shelved, '"><i>')
    html += manage_page.overview_html('/"', (shelved, shelved), 20)
    assert "<b>" not in html and "<i>" not in html


# What is refused, and what that leaves


def test_what_cannot_be_read_is_told_and_the_old_plan_stays(desk_url: str) -> None:
    for name, data, told in (
        ("空.txt", b"", "是空的"),
        ("没有编号.txt", "只有一句话。".encode(), "没有找到编号的条目"),
        ("坏.docx", b"PK\x03\x04 broken", "坏.docx"),
        ("旧.doc", b"\xd0\xcf\x11\xe0" + bytes(600), "另存为"),
        ("../../x.txt", "1.甲。\n1.乙。".encode(), "x.txt"),
    ):
        status, text = call(f"{desk_url}/manage/read", "管理员", files={name: data})
        assert status == 422 and told in text and "Traceback" not in text
        assert "2020年区委、区政府重点工作" in text and "确认加入" not in text
    assert call(f"{desk_url}/manage/read", "管理员", other="x")[0] == 422
    assert call(f"{desk_url}/manage/add", "管理员", token="x")[0] == 422


def test_a_plan_that_cannot_be_put_to_use_is_said_to_be_kept(tmp_path: Path) -> None:
    """The model was never loaded; the plan is on the shelf nevertheless."""
    config = settings_in(tmp_path)

    def fail() -> PlansAssistant:
        raise UserError("模型没有加载成功。", "no model")

    warmup = Warmup(fail)
    warmup.start()
    place = manage.PlanDesk(Catalogue(shelved_plans(config)), warmup, config)
    draft = place.read("管理员", "a.txt", lambda path: path.write_text(PLAN_TEXT, "utf-8"))
    place.add("管理员", draft.token)
    deadline = time.monotonic() + 120
    while place.job and place.job.is_running and time.monotonic() < deadline:
        time.sleep(0.05)
    assert place.job
    assert re.search("已经存好，但现在还不能用来回答.*模型没有加载成功", place.job.fault)
    assert draft.plan.title in [shelved.title for shelved in shelved_plans(config)]


def test_a_file_that_is_too_large_is_told(desk_url: str) -> None:
    large = {"大.txt": b"1.x\n" * (manage.LARGEST // 4 + 1)}
    status, text = call(f"{desk_url}/manage/read", "管理员", files=large)
    assert status == 422 and "超过 20 MB" in text
    much_larger = {"大.txt": bytes(2 * manage.LARGEST)}
    status, text = call(f"{desk_url}/manage/read", "管理员", files=much_larger)
    assert status == 422 and "超过 20 MB" in text


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("2021年.docx", "2021年.docx"),
        ("../../etc/passwd", "passwd"),
        (r"C:\用户\计划.txt", "计划.txt"),
        ("a\x00\n<b>.txt", "ab.txt"),
        ("..", "计划"),
        ("", "计划"),
        ("长" * 300 + ".pdf", "长" * 80 + ".pdf"),
    ],
)
def test_a_file_name_from_outside_stays_in_its_folder(name: str, kept: str) -> None:
    assert manage._safe_name(name) == kept


def test_what_a_plan_holds_is_shown_as_text() -> None:
    plan = parse_plan("<script>x</script>2021年计划\n1.<img src=x>。\n2.乙“。", '"><b>.txt')
    html = manage_page.preview_html('/"', plan, None, '"><i>')
    assert "<script" not in html and "<img" not in html and "<i>" not in html


# The whole way


def sign_in(page: Page, name: str) -> None:
    page.get_by_label("用户名").fill(name)
    page.get_by_label("密码").fill(PASSWORD)
    page.get_by_role("button", name="登录").click()


def violations(page: Page) -> object:
    return Axe().run(page).response["violations"]


@needs_chromium
def test_an_administrator_adds_a_plan_that_answers_at_once(
    browser: Browser, own_desk_url: str, tmp_path: Path
) -> None:
    with watched_page(browser, own_desk_url, before=lambda page: sign_in(page, "管理员")) as page:
        page.set_default_timeout(60_000)
        expect(page.locator("#status")).to_be_empty(timeout=120_000)
        ask(page, "今年旧改征收多少户？")
        expect(page.locator(".chip").first).to_have_text("〔第17项〕")
        page.get_by_role("link", name="管理计划").click()
        expect(page.locator("tbody tr")).to_have_count(1)
        assert violations(page) == []

        page.get_by_label("计划文件").set_input_files(NEXT_YEAR)
        page.get_by_role("button", name="读取并预览").click()
        expect(page.locator(".items li")).to_have_count(18)
        expect(page.locator(".items li").nth(7)).to_contain_text("第8项")
        expect(page.locator("main")).to_contain_text("会作为新的一份加入")
        assert violations(page) == []
        page.get_by_role("button", name="不加入").click()
        expect(page.locator("tbody tr")).to_have_count(1)

        page.get_by_label("计划文件").set_input_files(NEXT_YEAR)
        page.get_by_role("button", name="读取并预览").click()
        page.get_by_role("button", name="确认加入").click()
        expect(page.locator(".told")).to_contain_text("现在就可以提问", timeout=120_000)
        expect(page.locator("tbody tr")).to_have_count(2)

        page.get_by_role("link", name="返回").click()
        expect(page.locator("html.plan-ready")).to_be_attached()
        expect(page.locator(".picker")).to_have_value("2021")
        expect(page.locator(".turn .chip").first).to_have_text(
            "〔2020年第17项〕"
        )  # kept, now named
        ask(page, "今年旧改征收多少户？", turns=2)
        expect(page.locator(".turn").last.locator(".chip").first).to_have_text("〔2021年第8项〕")

        changed = write_docx(["2021年区委、区政府重点工作", "1、新建公园3座。", "2、新建学校2所。"])
        (tmp_path / "新版.docx").write_bytes(changed)
        page.get_by_role("link", name="管理计划").click()
        page.get_by_label("计划文件").set_input_files(tmp_path / "新版.docx")
        page.get_by_role("button", name="读取并预览").click()
        expect(page.locator("main")).to_contain_text(
            "会替换现有的《2021年区委、区政府重点工作》（18 项）"
        )
        page.get_by_role("button", name="确认加入").click()
        expect(page.locator(".told")).to_contain_text("已替换", timeout=120_000)
        page.get_by_role("link", name="返回").click()
        expect(page.locator("#source .contents button")).to_have_count(2)
        expect(page.locator(".turn")).to_have_count(2)
        page.get_by_role("button", name="新对话").click()
        expect(page.locator(".welcome")).to_be_visible()
        ask(page, "新建公园几座？")
        expect(page.locator(".chip").first).to_have_text("〔2021年第1项〕")


@needs_chromium
@pytest.mark.parametrize("width", [1280, 375])
def test_an_administrator_removes_a_plan_on_the_page(
    browser: Browser, own_desk_url: str, width: int
) -> None:
    add(own_desk_url, "2021.txt", NEXT_YEAR.read_bytes())
    context = browser.new_context(viewport={"width": width, "height": 800})
    page = context.new_page()
    page.set_default_timeout(60_000)
    page.goto(own_desk_url)
    sign_in(page, "管理员")
    expect(page.locator("html.plan-ready")).to_be_attached()
    page.goto(f"{own_desk_url}/manage")
    expect(page.locator("tbody tr")).to_have_count(2)
    assert violations(page) == []
    removal = page.get_by_role("button", name="移除《2021年区委、区政府重点工作》")
    removal.click()
    expect(page.locator("h2")).to_have_text("移除《2021年区委、区政府重点工作》？")
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.get_by_role("button", name="不移除").click()
    expect(page.locator("tbody tr")).to_have_count(2)
    removal.click()
    page.get_by_role("button", name="确认移除").click()
    expect(page.locator(".told")).to_contain_text("还有 1 份计划")
    expect(page.locator("tbody tr")).to_have_count(1)
    expect(page.get_by_role("button", name="移除")).to_have_count(0)
    context.close()
    answer = call(f"{own_desk_url}/gradio_api/info", "管理员")  # the server goes on
    assert answer[0] == 200


@needs_chromium
def test_others_do_not_see_the_desk(browser: Browser, desk_url: str) -> None:
    with watched_page(browser, desk_url, before=lambda page: sign_in(page, "张三")) as page:
        expect(page.get_by_role("button", name="退出登录")).to_be_visible()
        page.wait_for_timeout(1000)
        assert "管理计划" not in page.content()


@needs_chromium
def test_the_desk_fits_a_phone(browser: Browser, desk_url: str) -> None:
    with watched_page(
        browser, desk_url, 375, before=lambda page: sign_in(page, "管理员"), has_touch=True
    ) as page:
        expect(page.locator("#status")).to_be_empty(timeout=120_000)
        page.get_by_role("link", name="管理计划").click()
        page.get_by_label("计划文件").set_input_files(NEXT_YEAR)
        page.get_by_role("button", name="读取并预览").click()
        expect(page.locator(".items li")).to_have_count(18)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
