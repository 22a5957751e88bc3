"""The real app under many users at once, over HTTP, as a program and as the page ask it."""

import asyncio
import itertools
import json
import time
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import numpy as np

from eval.cases import load_cases
from eval.served import served
from eval.tables import Rows, to_markdown_table, to_text
from index.settings import Settings

_TIMEOUT = 180.0
_PER_RUN = 200  # questions, or two a user where there are more users


@dataclass(frozen=True, slots=True)
class Load:
    """What so many users at once met with: seconds of each question until the first sign of an
    answer and until its end, how many were told to come again, and how many failed."""

    way: str
    users: int
    first: Sequence[float]
    whole: Sequence[float]
    told: int
    errors: int
    seconds: float


def measure_load(
    plan: Path, questions: Path, users: Sequence[int], config: Settings
) -> tuple[str, str]:
    """Ask the app with each number of users; return the table as text and as Markdown."""
    asked = [case.question for case in load_cases(questions) if not case.history]
    found = []
    with served(plan, {"PLAN_DATA": str(config.data)}) as app:
        asyncio.run(_crowd(app.url, "api", 1, asked[:3]))  # waits until the model is loaded
        for way in ("api", "page"):
            for number in users:
                found.append(asyncio.run(_crowd(app.url, way, number, asked)))
                print(to_text(_rows(found[-1:])), flush=True)
    table = to_markdown_table(_rows(found))
    text = (
        f"# Load\n\nMade by `python -m eval load`.\n\n{table}\n\nPeak memory {app.peak_mb:.0f} MB."
    )
    return f"{to_text(_rows(found))}\npeak memory {app.peak_mb:.0f} MB", text


def _rows(found: Sequence[Load]) -> Rows:
    head = (
        "asked by|users|questions|first sign p50 s|p95|whole p50 s|p95|p99|a second"
        "|told 请稍候|errors"
    )
    rows = [head.split("|")]
    for each in found:
        first = np.percentile(each.first or [0.0], (50, 95))
        whole = np.percentile(each.whole or [0.0], (50, 95, 99))
        rows.append(
            [
                each.way,
                str(each.users),
                str(len(each.whole) + each.told + each.errors),
                *(f"{value:.2f}" for value in (*first, *whole)),
                f"{len(each.whole) / each.seconds:.1f}",
                str(each.told),
                str(each.errors),
            ]
        )
    return rows


async def _crowd(url: str, way: str, users: int, asked: Sequence[str]) -> Load:
    """Let each user ask one question after another, each user's beginning elsewhere."""
    first: list[float] = []
    whole: list[float] = []
    outcomes = {"told": 0, "errors": 0}
    each = max(_PER_RUN // users, 2) if len(asked) > 3 else len(asked)
    limits = httpx.Limits(max_connections=None)

    async with httpx.AsyncClient(
        base_url=url, trust_env=False, timeout=_TIMEOUT, limits=limits
    ) as client:
        page = None if way == "api" else await _Page.find(client)

        async def user(number: int) -> None:
            for question in itertools.islice(itertools.cycle(asked), number * each, None):
                if len(taken[number]) == each:
                    return
                started = time.perf_counter()
                taken[number].append(question)
                try:
                    if page:
                        sign, text = await page.ask(client, question)
                    else:
                        sign, text = None, await _ask_api(client, question)
                except Exception:
                    outcomes["errors"] += 1
                    continue
                now = time.perf_counter()
                if "没能答上来" in text:
                    outcomes["errors"] += 1
                    continue
                if "请稍候再问" in text:
                    outcomes["told"] += 1
                    continue
                first.append((sign or now) - started)
                whole.append(now - started)

        taken: list[list[str]] = [[] for _ in range(users)]
        started = time.perf_counter()
        await asyncio.gather(*(user(number) for number in range(users)))
        seconds = time.perf_counter() - started
    return Load(way, users, first, whole, outcomes["told"], outcomes["errors"], seconds)


async def _ask_api(client: httpx.AsyncClient, question: str) -> str:
    response = await client.post("/gradio_api/run/ask_plan", json={"data": [question, []]})
    if response.status_code != 200 and "请稍候" not in response.text:
        response.raise_for_status()
    data = response.json()
    return json.loads(data["data"][0])["text"] if "data" in data else str(data)


@dataclass(frozen=True, slots=True)
class _Page:
    """The page's own event for a question, as its script sends it."""

    event: int
    trigger: int

    @classmethod
    async def find(cls, client: httpx.AsyncClient) -> "_Page":
        """Look the event up in the configuration that the page loads."""
        config = (await client.get("/config")).json()
        ids = {part["props"].get("elem_id"): part["id"] for part in config["components"]}
        send = ids["send"]
        for event in config["dependencies"]:
            if [send, "click"] in [list(target) for target in event["targets"]]:
                return cls(event["id"], send)
        raise ValueError("the page has no event for its send button")

    async def ask(self, client: httpx.AsyncClient, question: str) -> tuple[float, str]:
        """Ask as a new visitor; return when the first sign of an answer came, and all that did."""
        session = uuid.uuid4().hex
        body: dict[str, Any] = {
            "data": [question, None, "原文直答", ""],
            "fn_index": self.event,
            "trigger_id": self.trigger,
            "session_hash": session,
            "event_data": None,
        }
        (await client.post("/gradio_api/queue/join", json=body)).raise_for_status()
        sign = 0.0
        address = f"/gradio_api/queue/data?session_hash={session}"
        seen = []
        async with client.stream("GET", address) as stream:
            async for line in stream.aiter_lines():
                if not line.startswith("data:"):
                    continue
                message = json.loads(line.removeprefix("data:"))
                seen.append(json.dumps(message, ensure_ascii=False))
                if message["msg"] == "process_generating":
                    sign = sign or time.perf_counter()
                if message["msg"] == "process_completed":
                    if not message["success"]:
                        raise ValueError(line)
                    return sign, "\n".join(seen)
        raise ValueError("the stream ended before the answer")
