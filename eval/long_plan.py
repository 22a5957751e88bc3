"""Index a plan of 300 pages to the end, killed once on the way: time and memory.

The plan is made of the passages of a SQuAD-format file, whole and as halves of the sentences of
two of them, so that hardly a sentence stands twice.
"""

import json
import os
import re
import subprocess
import sys
import tempfile
import time
from itertools import pairwise
from pathlib import Path

_SHIFTS = (1, 2, 3)
_ITEMS_A_CHAPTER = 20
_INTERVAL = 0.5  # seconds between two looks at the memory


def plan_text(squad: Path) -> str:
    """Return the text of a plan with one item for each passage and each mixture of two."""
    data = json.loads(squad.read_text(encoding="utf-8"))["data"]
    passages = [
        [s for s in re.split(r"(?<=[。！？])", "".join(part["context"].split())) if s]
        for entry in data
        for part in entry["paragraphs"]
    ]
    texts = ["".join(sentences) for sentences in passages]
    for shift in _SHIFTS:
        for one, other in zip(passages, passages[shift:] + passages[:shift], strict=True):
            halves = (a[: len(a) // 2] + b[len(b) // 2 :] for a, b in zip(one, other, strict=False))
            texts.append("".join(halves))
    lines = ["某市2025年工作计划（合成）"]
    for number, text in enumerate(texts, start=1):
        if number % _ITEMS_A_CHAPTER == 1:
            chapter = number // _ITEMS_A_CHAPTER + 1
            lines.append(f"第{chapter}章　第{chapter}方面工作")
        lines.append(f"{number}.{text.removesuffix('。')}。")
    return "\n".join(lines)


def _memory(process: int) -> int:
    """Return the resident memory of a process in MB, 0 when it is gone."""
    try:
        status = Path(f"/proc/{process}/status").read_text(encoding="utf-8")
    except OSError:
        return 0
    found = re.search(r"VmRSS:\s+(\d+)", status)
    return int(found[1]) // 1024 if found else 0


def _run(plan: Path, data: Path, kill_after: float | None) -> str:
    started = time.monotonic()
    command = [sys.executable, "app.py", "index", "--plan", str(plan)]
    samples: list[int] = []
    with subprocess.Popen(command, env={**os.environ, "PLAN_DATA": str(data)}) as process:
        while process.poll() is None:
            samples.append(_memory(process.pid))
            if kill_after is not None and time.monotonic() - started > kill_after:
                process.kill()
            time.sleep(_INTERVAL)
    tenths = [samples[tenth * (len(samples) - 1) // 10] for tenth in range(11)]
    steepest = max((after - before for before, after in pairwise(tenths)), default=0)
    return (
        f"ended with {process.returncode} after {time.monotonic() - started:.0f} s, load "
        f"{os.getloadavg()[0]:.1f}; memory MB: peak {max(samples)}, at each tenth {tenths}, "
        f"most between two {steepest}"
    )


def measure_long_plan(squad: Path, kill_after: float) -> str:
    """Kill the indexing of a long plan after `kill_after` seconds, let a second run go to the end.

    Return a line for each run.
    """
    with tempfile.TemporaryDirectory() as folder:
        plan = Path(folder) / "long.txt"
        plan.write_text(plan_text(squad), encoding="utf-8")
        return "\n".join(_run(plan, Path(folder) / "data", end) for end in (kill_after, None))
