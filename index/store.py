"""The vector index in Chroma: built beside the old one, switched to only when complete.

A collection holds one version of one plan and is named after its fingerprint. The manifest
`plans.json` says which collection serves which plan file and is replaced in one step
(os.replace), so a build that is killed leaves the old collection serving. What is damaged on
disk is found before it is loaded (`index.seal`) and made anew from the plan.

Chroma runs in the process or, for several machines, as a server. On a server two builds of one
plan write the same vectors under the same name, which does no harm, and nothing is ever deleted.
"""

import hashlib
import json
import logging
import os
import shutil
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import numpy as np
from filelock import FileLock

from index import seal
from index.document import Progress, silent
from index.errors import IndexFolderError
from index.passages import RULES_VERSION, Passage
from index.plan import Plan
from index.settings import Settings

if TYPE_CHECKING:
    from chromadb.api import ClientAPI
    from chromadb.api.collection_configuration import CreateHNSWConfiguration
    from chromadb.api.models.Collection import Collection

    from index.embedding import SentenceEmbedder  # loads langchain, which must not delay the page

_MANIFEST = "plans.json"
_LEXICAL = "lexical"
_BATCH = 64
# Chroma fails to read more than 32,766 passages with what is stored of them at once.
_READ = 4096
# Passages whose stored text and place are compared with the plan each time it is opened.
_COMPARED = 256
# Chroma's defaults (ef 100 for a search of 100) lose neighbours that exact search finds.
_HNSW: "CreateHNSWConfiguration" = {
    "space": "cosine",
    "ef_construction": 200,
    "ef_search": 400,
    "max_neighbors": 32,
}
_opened: set[Path] = set()

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class BuildReport:
    """What a build did: `embedded` new vectors, `reused` vectors of unchanged passages.

    `mended`: the index was there but damaged, and was made anew from the plan.
    """

    collection: str
    rebuilt: bool
    embedded: int
    reused: int
    mended: bool = False


def fingerprint(plan: Plan, config: Settings) -> str:
    """Hash what decides the index: plan text, items and rows in it, passage rules, embedder."""
    parts = [
        plan.source,
        *(f"{item.label} {item.span.start} {item.span.end} {item.title}" for item in plan.items),
        *(f"{row.start} {row.end}" for row in plan.rows),
        str(RULES_VERSION),
        config.embedder_identity,
        json.dumps(_HNSW),
    ]
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()[:32]


def open_client(folder: Path, url: str | None = None) -> "ClientAPI":
    """Open Chroma in `folder`, or on the server at `url`, with telemetry off.

    Raises IndexFolderError if it cannot be used.
    """
    import chromadb
    from chromadb.config import Settings as ChromaSettings

    try:
        if url:
            folder.mkdir(parents=True, exist_ok=True)  # for the manifest and the lexical side
            server = urlsplit(url)
            secure = server.scheme == "https"
            return chromadb.HttpClient(
                host=server.hostname or "",
                port=server.port or (443 if secure else 80),
                ssl=secure,
                settings=ChromaSettings(anonymized_telemetry=False),
            )
        folder.mkdir(parents=True, exist_ok=True)
        # Chroma creates its tables on opening, which two processes must not do at once.
        with FileLock(folder / ".open.lock"):
            probe = folder / f".write-{os.getpid()}"
            probe.write_bytes(b"\0")
            probe.unlink()
            if folder.resolve() not in _opened:  # what Chroma has open must not be moved
                seal.set_damaged_database_aside(folder)
                _opened.add(folder.resolve())
            return chromadb.PersistentClient(
                path=str(folder), settings=ChromaSettings(anonymized_telemetry=False)
            )
    except Exception as error:  # Chroma's Rust core raises its own kinds
        raise _unusable(folder, error, url) from error


def _unusable(folder: Path, error: Exception, url: str | None = None) -> IndexFolderError:
    if url and not isinstance(error, OSError):
        return IndexFolderError(
            f"连不上 Chroma 服务“{url}”，或它出了错。请检查该服务是否在运行、PLAN_CHROMA_URL "
            "是否写对；不用 Chroma 服务时，去掉这个设置即可。原有索引没有改动。",
            f"Chroma server is not usable: {error}",
        )
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
    embedder: "Callable[[], SentenceEmbedder]",
    progress: Progress = silent,
) -> BuildReport:
    """Bring the index of `key` (a plan file) up to date; do nothing when it already is.

    `embedder` is called only when passages have to be embedded: those whose text the index
    has not had before, and of a build that was interrupted those it had not come to. Builds
    of several processes wait for one another. Raises IndexFolderError when the folder cannot
    be written.
    """
    from chromadb.errors import ChromaError
    from httpx import HTTPError  # of a server that is gone

    client = open_client(config.data, config.chroma_url)
    name = f"plan-{fingerprint(plan, config)}"
    try:
        with FileLock(config.data / ".lock"):
            manifest = _read_manifest(config.data)
            listed = name in manifest.values()
            if listed and _is_complete(client, name, passages, config):
                if manifest.get(key) != name:  # the same plan under another path
                    _write_manifest(config.data, manifest | {key: name})
                return BuildReport(name, rebuilt=False, embedded=0, reused=len(passages))
            if listed:
                _log.warning("the index %s is damaged and is made anew from the plan", name)
            _drop_if_damaged(client, name, config)
            old = manifest.get(key)
            if old:
                known = _known_vectors(client, old, config)
            else:
                others = set(manifest.values()) - {name}
                known = _vectors_of_others(client, others, passages, config)
            embedded = _fill(client, name, passages, known, embedder, config, progress)
            _write_manifest(config.data, manifest | {key: name})
            # The collection just replaced stays until the next build, for processes that
            # still answer from it.
            keep = {name, *manifest.values()}
            _drop_collections(client, config, keep)
            seal.keep_seals(config.data, keep)
    except (OSError, ChromaError, HTTPError) as error:
        raise _unusable(config.data, error, config.chroma_url) from error
    reused = len(passages) - embedded
    return BuildReport(name, rebuilt=True, embedded=embedded, reused=reused, mended=listed)


def lexical_folder(config: Settings, collection: str) -> Path:
    """Return where the lexical index of a collection's passages is kept, as long as it is."""
    return config.data / _LEXICAL / collection


def serving_collection(config: Settings, key: str) -> str | None:
    """Return the name of the collection that serves the plan file, or None."""
    return _read_manifest(config.data).get(key)


def _is_complete(
    client: "ClientAPI", name: str, passages: Sequence[Passage], config: Settings
) -> bool:
    """Whether a collection is whole: its graph, its size, and a sample of what it holds."""
    from chromadb.errors import ChromaError

    found = _collection(client, name)
    if found is None or not seal.is_intact(config.data, name):
        return False
    sample = passages[:: max(1, len(passages) // _COMPARED)]
    try:
        right = _right_ids(found, sample)
        return found.count() == len(passages) and len(right) == len(sample)
    except ChromaError:  # it cannot be read
        return False


def _right_ids(collection: "Collection", passages: Sequence[Passage]) -> set[str]:
    """Return the ids of the passages that are stored as they are in the plan."""
    found: dict[str, tuple[Any, Any]] = {}
    for start in range(0, len(passages), _READ):
        ids = [str(passage.ordinal) for passage in passages[start : start + _READ]]
        stored = collection.get(ids, include=["documents", "metadatas"])
        held = zip(stored["documents"] or [], stored["metadatas"] or [], strict=True)
        found |= zip(stored["ids"], held, strict=True)
    return {
        str(passage.ordinal)
        for passage in passages
        if found.get(str(passage.ordinal)) == (passage.text, _metadata(passage))
    }


def _metadata(passage: Passage) -> dict[str, Any]:
    return {
        "item": passage.item,
        "ordinal": passage.ordinal,
        "start": passage.span.start,
        "end": passage.span.end,
    }


def _drop_if_damaged(client: "ClientAPI", name: str, config: Settings) -> None:
    """Delete a collection that cannot be gone on with: a damaged graph, or unreadable."""
    from chromadb.errors import ChromaError

    found = _collection(client, name)
    if found is None or config.chroma_url:  # a server's files are not ours to judge
        return
    if seal.is_intact(config.data, name):
        try:
            found.get(limit=1, include=["documents", "metadatas", "embeddings"])
            return
        except ChromaError:
            pass
    client.delete_collection(name)


def _collection(client: "ClientAPI", name: str) -> "Collection | None":
    from chromadb.errors import NotFoundError

    try:
        return client.get_collection(name, embedding_function=None)
    except NotFoundError:
        return None


def forget(config: Settings, key: str) -> None:
    """Drop the index of `key`, if there is one and no other plan shares it."""
    from chromadb.errors import ChromaError
    from httpx import HTTPError  # of a server that is gone

    client = open_client(config.data, config.chroma_url)
    try:
        with FileLock(config.data / ".lock"):
            manifest = _read_manifest(config.data)
            name = manifest.pop(key, None)
            if name is None:
                return
            _write_manifest(config.data, manifest)
            if name not in manifest.values() and _collection(client, name) is not None:
                _drop_collection(client, config, name)
            seal.keep_seals(config.data, set(manifest.values()))
    except (OSError, ChromaError, HTTPError) as error:
        raise _unusable(config.data, error, config.chroma_url) from error


def _known_vectors(client: "ClientAPI", name: str, config: Settings) -> dict[str, Any]:
    """Return text → vector of an old collection made with the same embedder, if it is whole."""
    from chromadb.errors import ChromaError

    old = _reusable(client, name, config)
    if old is None:
        return {}
    try:
        stored = old.get(include=["documents", "embeddings"])
    except ChromaError:
        return {}
    documents = stored["documents"] or []
    vectors: Any = stored["embeddings"] if documents else []
    return dict(zip(documents, vectors, strict=True))


def _reusable(client: "ClientAPI", name: str, config: Settings) -> "Collection | None":
    """Return a collection, if it was made with the same embedder and is whole."""
    old = _collection(client, name)
    if old is None or (old.metadata or {}).get("embedder") != config.embedder_identity:
        return None
    return old if seal.is_intact(config.data, name) else None


def _vectors_of_others(
    client: "ClientAPI", names: Iterable[str], passages: Sequence[Passage], config: Settings
) -> dict[str, Any]:
    """Return text → vector of the passages of a new plan that other plans have word for word: it
    may be another edition of one of them."""
    from chromadb.errors import ChromaError

    known: dict[str, Any] = {}
    wanted = {passage.text for passage in passages}
    for other in filter(None, (_reusable(client, name, config) for name in sorted(names))):
        try:
            held = other.get(include=["documents"])
            texts = zip(held["ids"], held["documents"] or [], strict=True)
            found = list({text: number for number, text in texts if text in wanted}.values())
            for start in range(0, len(found), _READ):
                ids = found[start : start + _READ]
                stored = other.get(ids, include=["documents", "embeddings"])
                vectors: Any = stored["embeddings"]
                known |= zip(stored["documents"] or [], vectors, strict=True)
        except ChromaError:  # it cannot be read
            continue
        wanted -= known.keys()
    return known


def _fill(
    client: "ClientAPI",
    name: str,
    passages: Sequence[Passage],
    known: dict[str, Any],
    embedder: "Callable[[], SentenceEmbedder]",
    config: Settings,
    progress: Progress,
) -> int:
    """Add the passages that are missing, a batch at a time; return how many were embedded."""
    collection = client.get_or_create_collection(
        name,
        metadata={"embedder": config.embedder_identity},
        configuration={"hnsw": _HNSW},
        embedding_function=None,
    )
    # The name is the fingerprint of all that decides the passages: what else is there is damage.
    there = _right_ids(collection, passages)
    wrong = [each for each in collection.get(include=[])["ids"] if each not in there]
    for start in range(0, len(wrong), _BATCH):
        collection.delete(wrong[start : start + _BATCH])
    missing = [passage for passage in passages if str(passage.ordinal) not in there]
    # What needs no embedding goes in at once, as each call to Chroma costs some ten milliseconds.
    given = [passage for passage in missing if passage.text in known]
    asked = [passage for passage in missing if passage.text not in known]
    batches = [
        group[start : start + size]
        for group, size in ((given, _READ), (asked, _BATCH))
        for start in range(0, len(group), size)
    ]
    embedded = 0
    done = len(there)
    sealed: seal.Stamps | None = None
    for batch in batches:
        texts = [passage.text for passage in batch]
        new = [text for text in texts if text not in known]
        made: dict[str, Any] = {}
        if new:
            made = dict(zip(new, embedder().embed_documents(new), strict=True))
            embedded += len(new)
        vectors = np.array(
            [made[text] if text in made else known[text] for text in texts], dtype=np.float32
        )
        collection.add(
            ids=[str(passage.ordinal) for passage in batch],
            documents=texts,
            embeddings=vectors,
            metadatas=[_metadata(passage) for passage in batch],
        )
        sealed = seal.seal(config.data, name, sealed)
        done += len(batch)
        progress("计算向量", done, len(passages))
    return embedded


def _drop_collections(client: "ClientAPI", config: Settings, keep: set[str]) -> None:
    for collection in client.list_collections():
        if collection.name.startswith("plan-") and collection.name not in keep:
            _drop_collection(client, config, collection.name)


def _drop_collection(client: "ClientAPI", config: Settings, name: str) -> None:
    if not config.chroma_url:  # on a server another machine may answer from it
        client.delete_collection(name)
    shutil.rmtree(lexical_folder(config, name), ignore_errors=True)


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
