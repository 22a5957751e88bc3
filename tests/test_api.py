"""The same answers for other programs: Gradio's API and MCP, with the README's own curl line."""

import asyncio
import json
import re
import shlex
import shutil
import subprocess
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from mcp import ClientSession
from mcp.client.streamable_http import streamable_http_client

from assistant.web import api
from assistant.web.catalogue import Catalogue
from index.errors import UserError
from index.plan import Plan
from index.settings import BUILT_IN_PLAN, PROJECT, Settings
from index.shelf import unshelved
from tests.browsing import running, serve_real

README = (PROJECT / "README.md").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def url(
    tmp_path_factory: pytest.TempPathFactory, lay_index: Callable[[Path, Path], Path]
) -> Iterator[str]:
    """A server on the real assistant."""
    folder = tmp_path_factory.mktemp("real")
    lay_index(BUILT_IN_PLAN, folder / "index")
    with running(serve_real, folder) as url:
        yield url


def call(url: str, name: str, *values: object, timeout: float = 120) -> Any:
    """Call an endpoint and return what it answers."""
    request = urllib.request.Request(
        f"{url}/gradio_api/run/{name}",
        json.dumps({"data": values}).encode(),
        {"Content-Type": "application/json"},
    )
    with urllib.request.urlopen(request, timeout=timeout) as response:
        return json.loads(json.load(response)["data"][0])


@pytest.mark.skipif(shutil.which("curl") is None, reason="curl is not installed")
def test_the_readmes_curl_line_gets_the_answer(url: str) -> None:
    (line,) = re.findall(r"^curl .*$", README, re.M)
    words = [word.replace("http://127.0.0.1:7860", url) for word in shlex.split(line)]
    done = subprocess.run(words, capture_output=True, check=True, timeout=120)
    answer = json.loads(json.loads(done.stdout)["data"][0])
    assert answer["status"] == "answered"
    assert answer["citations"][0]["item"] == 17
    assert "10000户以上" in answer["citations"][0]["quote"]


def test_history_is_understood(url: str) -> None:
    answer = call(url, "ask_plan", "那竣工的呢？", ["架空线入地多少公里？"])
    assert "竣工" in answer["text"] and answer["citations"][0]["item"] == 14


def test_item_is_returned_as_published(url: str, plan: Plan) -> None:
    item = plan.item("17")
    assert item and call(url, "get_item", "17")["text"] == item.text
    assert call(url, "get_item", "第17项")["item"] == 17


def test_look_up_returns_every_sentence(url: str) -> None:
    found = call(url, "search_plan", "雪亮工成")
    assert found["looked_for"] == [{"typed": "雪亮工成", "forms": ["雪亮工程"]}]
    assert [hit["matched"] for hit in found["hits"]] == [["雪亮工程"]]


@pytest.mark.parametrize(
    ("name", "values", "told"),
    [
        ("get_item", ["28"], "第28项"),
        ("ask_plan", ["", []], "还没有写问题"),
        ("search_plan", [" "], "请给出要查的词"),
    ],
)
def test_a_fault_of_the_caller_is_told(url: str, name: str, values: list[Any], told: str) -> None:
    with pytest.raises(urllib.error.HTTPError) as raised:
        call(url, name, *values)
    assert told in json.load(raised.value)["error"]


def test_the_screens_own_events_are_not_offered(url: str) -> None:
    with urllib.request.urlopen(f"{url}/gradio_api/info", timeout=20) as response:
        offered = json.load(response)["named_endpoints"]
    assert set(offered) == {"/ask_plan", "/get_item", "/search_plan"}


def test_mcp_client_lists_and_calls_the_tools(url: str) -> None:
    async def visit() -> tuple[list[Any], Any, Any]:
        async with (
            streamable_http_client(f"{url}/gradio_api/mcp/") as (read, write, _),
            ClientSession(read, write) as session,
        ):
            await session.initialize()
            tools = (await session.list_tools()).tools
            asked = await session.call_tool("ask_plan", {"question": "今年旧改征收多少户？"})
            missing = await session.call_tool("get_item", {"item": "28"})
            return tools, asked, missing

    tools, asked, missing = asyncio.run(visit())
    assert {tool.name for tool in tools} == {"ask_plan", "get_item", "search_plan"}
    assert all(tool.description and tool.inputSchema["properties"] for tool in tools)
    answer = json.loads(asked.content[0].text)
    assert "10000户以上" in answer["citations"][0]["quote"] and not asked.isError
    assert missing.isError and "第28项" in missing.content[0].text


def test_damage_and_editorial_titles_are_told() -> None:
    plans = Catalogue([unshelved(BUILT_IN_PLAN, Settings())])
    record = api.item_record(plans, "23")
    assert record["title_is_editorial"] and record["damage"] and "plan" not in record
    with pytest.raises(UserError):
        api.item_record(plans, "")


def test_of_several_plans_the_one_of_each_item_is_told(plan: Plan) -> None:
    next_year = PROJECT / "tests" / "years" / "2021.txt"
    plans = Catalogue([unshelved(path, Settings()) for path in (next_year, BUILT_IN_PLAN)])
    item = plan.item("17")
    assert item and api.item_record(plans, "2020年第17项")["text"] == item.text
    assert api.item_record(plans, "〔2020年第17项〕")["plan"] == "2020年"
    assert (newest := api.item_record(plans, "17"))["plan"] == "2021年"
    assert newest["text"] != item.text
    found = api.search_record(plans, "旧改")["hits"]
    assert {hit["plan"] for hit in found} == {"2020年", "2021年"}
    with pytest.raises(UserError, match="2021年计划里没有第27项，有的是第1项到第18项"):
        api.item_record(plans, "2021年第27项")
