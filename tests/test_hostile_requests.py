"""What a stranger can ask of the server: no file, no other host, nothing to keep."""

import http.client
import socket
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from index.settings import PROJECT
from tests.browsing import running, serve_canned


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("stranger")


@pytest.fixture(scope="module")
def server(folder: Path):
    with running(serve_canned, folder) as url:
        yield url


def request(
    server: str, path: str, method: str = "GET", body: bytes = b"", kind: str = ""
) -> tuple[int, bytes]:
    """Send a path as it stands, `..` and all."""
    connection = http.client.HTTPConnection(urlsplit(server).netloc, timeout=5)
    try:
        connection.request(method, path, body, {"Content-Type": kind} if kind else {})
        answer = connection.getresponse()
        return answer.status, answer.read(100_000)
    finally:
        connection.close()


OUTSIDE = ("/etc/passwd", f"{PROJECT}/pyproject.toml", f"{PROJECT}/app.py", f"{PROJECT}/.env")
PREFIXES = (
    "/gradio_api/file=", "/gradio_api/file/", "/file=", "/static/", "/assets/", "/svelte/",
    "/gradio_api/static/", "/gradio_api/proxy=", "/gradio_api/custom_component/1/client/x/",
)  # fmt: skip
WAYS = (
    "{path}",
    "/{path}",
    "../../../../../../../../..{path}",
    "..%2f..%2f..%2f..%2f..%2f..%2f..%2f..{path}",
    "%2e%2e/%2e%2e/%2e%2e/%2e%2e/%2e%2e/%2e%2e/%2e%2e/%2e%2e{path}",
    "%252e%252e%252f%252e%252e%252f%252e%252e%252f..{path}",
    "..\\..\\..\\..\\..\\..{path}",
    "file://{path}",
    "....//....//....//....//{path}",
    "{path}%00.css",
)


@pytest.mark.parametrize("prefix", PREFIXES)
def test_no_way_leads_to_a_file_of_the_machine(server: str, prefix: str) -> None:
    for path in OUTSIDE:
        for way in WAYS:
            status, body = request(server, prefix + way.format(path=path))
            assert status in (400, 403, 404, 405), (status, prefix, way)
            assert b"root:" not in body and b"setuptools" not in body and b"runpy" not in body


def test_the_index_and_the_plan_s_files_are_not_served(server: str, folder: Path) -> None:
    (folder / "index").mkdir(exist_ok=True)
    secret = folder / "index" / "feedback.sqlite3"
    secret.write_bytes(b"secret")
    for prefix in PREFIXES:
        status, body = request(server, f"{prefix}{secret}")
        assert status in (403, 404) and b"secret" not in body


@pytest.mark.parametrize("scheme", ["http", "https", "HTTP", "ftp", "//"])
def test_the_server_fetches_nothing_for_a_stranger(server: str, folder: Path, scheme: str) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        listener.settimeout(0.5)
        port = listener.getsockname()[1]
        separator = "" if scheme == "//" else "://"
        for host in (f"127.0.0.1:{port}", "outside.invalid"):
            for route in ("file=", "proxy=", "file/"):
                # Not refused by Gradio (403), which looks the name up first, at dns.google as well.
                status, _ = request(server, f"/gradio_api/{route}{scheme}{separator}{host}/x")
                assert status == 404
        with pytest.raises(TimeoutError):
            listener.accept()


@pytest.mark.parametrize("path", ["upload", "upload?upload_id=x", "process_recording"])
@pytest.mark.parametrize("name", ["a.txt", "../../../../tmp/escaped.html", "<img src=x>.html"])
def test_nothing_can_be_left_with_the_server(server: str, path: str, name: str) -> None:
    part = (
        f'--x\r\nContent-Disposition: form-data; name="files"; filename="{name}"\r\n\r\nx\r\n--x--'
    )
    kind = "multipart/form-data; boundary=x"
    status, _ = request(server, f"/gradio_api/{path}", "POST", part.encode(), kind)
    assert status == 404


@pytest.mark.parametrize(
    "path",
    [
        "/gradio_api/dev/reload", "/gradio_api/vibe-code/", "/gradio_api/deep_link?session_hash=x",
        "/monitoring", "/gradio_api/runs", "/openapi.json", "/docs", "/gradio_api/stream/x",
    ],
)  # fmt: skip
def test_developers_tools_are_not_there(server: str, path: str) -> None:
    assert request(server, path)[0] == 404


@pytest.mark.parametrize("path", ["/", "/config", "/gradio_api/info", "/gradio_api/mcp/schema"])
def test_what_the_page_and_programs_use_is_there(server: str, path: str) -> None:
    assert request(server, path)[0] == 200
