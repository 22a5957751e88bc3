"""The vector index in Chroma: built beside the old one, switched to only when complete.

A collection holds one version of one plan and is named after its fingerprint. The manifest
`plans.json` says which collection serves which plan file and is replaced in one step
(os.replace), so a build that is killed leaves the old collection serving.
"""

import hashlib
import json
import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from filelock import FileLock

from index.embedding import SentenceEmbedder, embedder_identity
from index.errors import IndexFolderError
from index.passages import RULES_VERSION, Passage
from index.plan import Plan
from index.settings import Settings

if TYPE_CHECKING:
    from chromadb.api import ClientAPI
    from chromadb.api.models.Collection import Collection

_MANIFEST = "plans.json"
_BATCH = 64


@dataclass(frozen=True, slots=True)
class BuildReport:
    """What a build did: `embedded` new vectors, `reused` vectors of unchanged passages."""

    collection: str
    rebuilt: bool
    embedded: int
    reused: int


def fingerprint(plan: Plan, config: Settings) -> str:
    """Hash what decides the index: plan text, display titles, passage rules, embedder."""
    parts = [
        plan.source,
        *(item.title for item in plan.items),
        str(RULES_VERSION),
        embedder_identity(config),
    ]
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()[:32]


def open_client(folder: Path) -> "ClientAPI":
    """Open Chroma in `folder` with telemetry off; raise IndexFolderError if it cannot be used."""
    import chromadb
    from chromadb.config import Settings as ChromaSettings

    try:
        folder.mkdir(parents=True, exist_ok=True)
        # Chroma creates its tables on opening, which two processes must not do at once.
        with FileLock(folder / ".open.lock"):
            probe = folder / f".write-{os.getpid()}"
            probe.write_bytes(b"\0")
            probe.unlink()
            return chromadb.PersistentClient(
                path=str(folder), settings=ChromaSettings(anonymized_telemetry=False)
            )
    except Exception as error:  # Chroma's Rust core raises its own kinds
        raise _unusable(folder, error) from error


def _unusable(folder: Path, error: Exception) -> IndexFolderError:
    return IndexFolderError(
        f"索引文件夹“{folder}”无法写入（只读、没有权限或磁盘已满）。请检查该文件夹，"
        "或用环境变量 PLAN_DATA 指定另一个文件夹。原有索引没有改动。",
        f"index folder is not usable: {error}",
    )


def build(
    plan: Plan,
    key: str,
    passages: Sequence[Passage],
    config: Settings,
    embedder: Callable[[], SentenceEmbedder],
) -> BuildReport:
    """Bring the index of `key` (a plan file) up to date; do nothing when it already is.

    `embedder` is called only when passages have to be embedded. Builds of several processes
    wait for one another. Raises IndexFolderError when the folder cannot be written.
    """
    from chromadb.errors import ChromaError

    client = open_client(config.data)
    name = f"plan-{fingerprint(plan, config)}"
    try:
        with FileLock(config.data / ".lock"):
            manifest = _read_manifest(config.data)
            if name in manifest.values() and _is_complete(client, name, len(passages)):
                if manifest.get(key) != name:  # the same plan under another path
                    _write_manifest(config.data, manifest | {key: name})
                return BuildReport(name, rebuilt=False, embedded=0, reused=len(passages))
            old = manifest.get(key)
            known = _known_vectors(client, old, embedder_identity(config)) if old else {}
            embedded = _fill(client, name, passages, known, embedder, config)
            _write_manifest(config.data, manifest | {key: name})
            # The collection just replaced stays until the next build, for processes that
            # still answer from it.
            _drop_collections(client, keep={name, *manifest.values()})
    except (OSError, ChromaError) as error:
        raise _unusable(config.data, error) from error
    return BuildReport(name, rebuilt=True, embedded=embedded, reused=len(passages) - embedded)


def serving_collection(config: Settings, key: str) -> str | None:
    """Return the name of the collection that serves the plan file, or None."""
    return _read_manifest(config.data).get(key)


def _is_complete(client: "ClientAPI", name: str, size: int) -> bool:
    found = _collection(client, name)
    return found is not None and found.count() == size


def _collection(client: "ClientAPI", name: str) -> "Collection | None":
    from chromadb.errors import NotFoundError

    try:
        return client.get_collection(name, embedding_function=None)
    except NotFoundError:
        return None


def _known_vectors(client: "ClientAPI", name: str, identity: str) -> dict[str, Any]:
    """Return text → vector of an old collection made with the same embedder."""
    old = _collection(client, name)
    if old is None or (old.metadata or {}).get("embedder") != identity:
        return {}
    stored = old.get(include=["documents", "embeddings"])
    documents = stored["documents"] or []
    vectors: Any = stored["embeddings"] if documents else []
    # Lists, as an embedder gives them: Chroma refuses a mixture of lists and arrays.
    return dict(zip(documents, [list(map(float, vector)) for vector in vectors], strict=True))


def _fill(
    client: "ClientAPI",
    name: str,
    passages: Sequence[Passage],
    known: dict[str, Any],
    embedder: Callable[[], SentenceEmbedder],
    config: Settings,
) -> int:
    if _collection(client, name) is not None:
        client.delete_collection(name)  # the remains of a build that was killed
    collection = client.create_collection(
        name,
        metadata={"embedder": embedder_identity(config)},
        configuration={"hnsw": {"space": "cosine"}},
        embedding_function=None,
    )
    embedded = 0
    for start in range(0, len(passages), _BATCH):
        batch = passages[start : start + _BATCH]
        new = [passage.text for passage in batch if passage.text not in known]
        vectors = dict(known)
        if new:
            vectors |= dict(zip(new, embedder().embed_documents(new), strict=True))
            embedded += len(new)
        collection.add(
            ids=[str(passage.ordinal) for passage in batch],
            documents=[passage.text for passage in batch],
            embeddings=[vectors[passage.text] for passage in batch],
            metadatas=[
                {
                    "item": passage.item,
                    "ordinal": passage.ordinal,
                    "start": passage.span.start,
                    "end": passage.span.end,
                }
                for passage in batch
            ],
        )
    return embedded


def _drop_collections(client: "ClientAPI", keep: set[str]) -> None:
    for collection in client.list_collections():
        if collection.name.startswith("plan-") and collection.name not in keep:
            client.delete_collection(collection.name)


def _read_manifest(folder: Path) -> dict[str, str]:
    path = folder / _MANIFEST
    try:
        manifest = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    except ValueError:
        return {}  # damaged: everything is rebuilt from the plan
    if not isinstance(manifest, dict):
        return {}
    return {key: name for key, name in manifest.items() if isinstance(name, str)}


def _write_manifest(folder: Path, manifest: dict[str, str]) -> None:
    draft = folder / f"{_MANIFEST}.{os.getpid()}"
    with draft.open("w", encoding="utf-8") as file:
        json.dump(manifest, file, ensure_ascii=False, indent=1)
        file.flush()
        os.fsync(file.fileno())
    os.replace(draft, folder / _MANIFEST)
