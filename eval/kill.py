"""Kill indexing at random moments: is it always the old or the new index that answers next?

The vectors are hashes: what is killed is the writing, and there is more of it in less time. The
plans are long enough for Chroma to write a graph out (every 1,000 passages).
"""

import hashlib
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from index import seal, store
from index.passages import split_plan
from index.reading import load_plan
from index.settings import PROJECT, Settings, settings

_KEY = "killed"
_ITEMS = 1200
_TRIES = 5  # for each kill, since a build may end before it
# Builds differ in length by what else the machine does; the end of a long one is to be met, too.
_SPREAD = 1.5
_CHILD = """
import sys
from pathlib import Path
import chromadb
from eval.kill import build
print("begun", flush=True)
build(Path(sys.argv[1]), Path(sys.argv[2]))
print("ended", flush=True)
"""


class HashEmbedder:
    """Stands for an embedder: the hash of a text is its vector."""

    name = "hash"

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        """Return a vector of 8 numbers for each text."""
        digests = [hashlib.sha256(text.encode()).digest()[:8] for text in texts]
        return [[(byte + 1) / 256 for byte in digest] for digest in digests]


def build(path: Path, data: Path) -> store.BuildReport:
    """Bring the index of the plan at `path` up to date in the folder `data`."""
    plan = load_plan(path)
    embedder: Any = HashEmbedder
    return store.build(plan, _KEY, split_plan(plan), _config(data), embedder)


def _config(data: Path) -> Settings:
    return settings().model_copy(update={"data": data, "embedder": "hash"})


@dataclass(frozen=True, slots=True)
class Kills:
    """How often the killed build left the old index, and the new; `neither` is how often none.

    `mended`: the next build found damage. `late` builds more ended before they were killed.
    """

    old: int
    new: int
    neither: int
    mended: int
    late: int

    def __str__(self) -> str:
        return (
            f"{self.old + self.new + self.neither} kills: {self.old} left the old index, "
            f"{self.new} the new, {self.neither} neither; {self.mended} left damage that the next "
            f"build mended; {self.late} more came too late and are not counted"
        )


def kill_often(times: int, seed: int = 7) -> Kills:
    """Index one plan over another in a child until it has been killed `times` times at it."""
    chance = random.Random(seed)
    counts = dict.fromkeys(("old", "new", "neither", "mended", "late"), 0)
    with tempfile.TemporaryDirectory() as folder:
        config = _config(Path(folder) / "data")
        plans = [_plan(Path(folder), name) for name in ("旧", "新")]
        build(plans[0], config.data)
        took = _build_in_child(plans[1], config)
        assert took
        for number in range(_TRIES * times):
            # Each starts from a whole index of the one plan and builds that of the other anew.
            old, new = plans[number % 2], plans[1 - number % 2]
            build(old, config.data)
            _forget_others(config, old)
            if _build_in_child(new, config, chance.uniform(0, _SPREAD * took)) is not None:
                counts["late"] += 1
                continue
            left = "old" if _serves(old, config) else "new" if _serves(new, config) else "neither"
            counts["mended"] += build(new, config.data).mended
            counts[left if _serves(new, config) else "neither"] += 1
            if counts["old"] + counts["new"] + counts["neither"] == times:
                break
    return Kills(**counts)


def _plan(folder: Path, name: str) -> Path:
    path = folder / f"{name}.txt"
    lines = [f"{n}.{name}{n}号地块旧区改造完成征收{n}户。" for n in range(1, _ITEMS + 1)]
    path.write_text("\n".join([f"{name}计划", *lines]), encoding="utf-8")
    return path


def _build_in_child(path: Path, config: Settings, kill_after: float | None = None) -> float | None:
    """Build in a child and return the seconds it took; None when it was killed at it.

    It is killed so many seconds after it has begun.
    """
    child = subprocess.Popen(
        [sys.executable, "-c", _CHILD, str(path), str(config.data)],
        cwd=PROJECT,
        env=os.environ | {"PYTHONPATH": str(PROJECT)},
        stdout=subprocess.PIPE,
    )
    assert child.stdout
    with child.stdout as said:
        said.readline()
        started = time.monotonic()
        if kill_after is not None:
            time.sleep(kill_after)
            child.kill()
        ended = said.readline()
        took = time.monotonic() - started
    if not ended and child.wait() != -signal.SIGKILL:
        raise RuntimeError(f"the build failed by itself: {child.returncode}")
    child.wait()
    return took if ended else None


def _forget_others(config: Settings, path: Path) -> None:
    """Drop every collection but the plan's, so that nothing of the other is there already."""
    client = store.open_client(config.data)
    name = f"plan-{store.fingerprint(load_plan(path), config)}"
    for collection in client.list_collections():
        if collection.name != name:
            client.delete_collection(collection.name)


def _serves(path: Path, config: Settings) -> bool:
    """Whether the index that serves is that of the plan, whole, and finds its own passages."""
    plan = load_plan(path)
    name = f"plan-{store.fingerprint(plan, config)}"
    if store.serving_collection(config, _KEY) != name or not seal.is_intact(config.data, name):
        return False
    collection = store.open_client(config.data).get_collection(name, embedding_function=None)
    stored = collection.get(include=["documents", "embeddings"])
    texts = dict(zip(stored["ids"], stored["documents"] or [], strict=True))
    if texts != {str(passage.ordinal): passage.text for passage in split_plan(plan)}:
        return False
    vectors = stored["embeddings"]
    assert vectors is not None
    found = collection.query(query_embeddings=vectors[:20], n_results=1)["ids"]
    return [ids[0] for ids in found] == stored["ids"][:20]
