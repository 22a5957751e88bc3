"""Notice damaged or tampered files of Chroma's before Chroma loads them.

Two kinds of file hold an index. The database is SQLite's, which can tell whether it is whole.
The graph of a collection (hnswlib's, written out every thousand passages or so) is loaded as it
lies on disk: a wrong byte in it crashes the process or, worse, moves the neighbours about. So
`seals.json` keeps the digests of the graph files as they were when Chroma had written them; a
graph without its seal, as a build leaves that is killed while writing, is not loaded either.
"""

import hashlib
import json
import logging
import os
import sqlite3
from collections.abc import Collection, Mapping
from contextlib import closing
from pathlib import Path

_DATABASE = "chroma.sqlite3"
_SEALS = "seals.json"
# Without this file Chroma ignores the others and makes the graph anew from the database.
_WRITTEN_OUT = "index_metadata.pickle"

Stamps = Mapping[str, tuple[int, int]]
"""File name → when it was last written, in ns, and its size in bytes."""

_log = logging.getLogger(__name__)


def set_damaged_database_aside(folder: Path) -> None:
    """Rename a database that is not whole, so that a new one is made; nobody may have it open."""
    path = folder / _DATABASE
    if not path.exists() or _is_whole(path):
        return
    _log.warning("the index database is damaged; the index is made anew from the plans")
    os.replace(path, path.with_name(f"{_DATABASE}.damaged"))
    for suffix in ("-journal", "-wal", "-shm"):  # they belong to the old one
        path.with_name(_DATABASE + suffix).unlink(missing_ok=True)


def _is_whole(path: Path) -> bool:
    try:
        with closing(sqlite3.connect(path)) as database:
            return database.execute("PRAGMA quick_check(1)").fetchone() == ("ok",)
    except sqlite3.OperationalError:  # locked, read-only or no room: not damage
        return True
    except sqlite3.DatabaseError:
        return False


def seal(folder: Path, collection: str, sealed: Stamps | None = None) -> Stamps:
    """Remember the graph files of a collection as they are, if Chroma has written them out.

    Returns their stamps. Files that still have the stamps `sealed`, those of the last call, are
    not read again: a build asks after every batch, and Chroma writes out every twentieth or so.
    """
    graph = _written_out(folder, collection)
    if graph is None:
        return {}
    stats = {path.name: path.stat() for path in graph.iterdir()}
    stamps = {name: (stat.st_mtime_ns, stat.st_size) for name, stat in stats.items()}
    if stamps != sealed:
        digests, seals = file_digests(graph), _read(folder)
        if seals.get(collection) != digests:
            _write(folder, seals | {collection: digests})
    return stamps


def is_intact(folder: Path, collection: str) -> bool:
    """Whether the graph files of a collection are what was sealed, or not written out yet."""
    graph = _written_out(folder, collection)
    return (file_digests(graph) if graph else {}) == _read(folder).get(collection, {})


def keep_seals(folder: Path, collections: Collection[str]) -> None:
    """Forget the seals of all other collections."""
    seals = _read(folder)
    kept = {name: digests for name, digests in seals.items() if name in collections}
    if kept != seals:
        _write(folder, kept)


def graph_folder(folder: Path, collection: str) -> Path | None:
    """Return where Chroma keeps the graph of a collection, None when it has none here."""
    path = folder / _DATABASE
    if not path.exists():
        return None
    query = (
        "SELECT segments.id FROM segments JOIN collections ON collections.id = segments.collection"
        " WHERE collections.name = ? AND segments.scope = 'VECTOR'"
    )
    with closing(sqlite3.connect(path)) as database:
        found = database.execute(query, (collection,)).fetchone()
    return folder / found[0] if found else None


def _written_out(folder: Path, collection: str) -> Path | None:
    graph = graph_folder(folder, collection)
    return graph if graph and (graph / _WRITTEN_OUT).exists() else None


def file_digests(folder: Path) -> dict[str, str]:
    """Return file name → SHA-256 of the files in a folder."""
    digests = {}
    for path in sorted(folder.iterdir()):
        with path.open("rb") as file:
            digests[path.name] = hashlib.file_digest(file, "sha256").hexdigest()
    return digests


def _read(folder: Path) -> dict[str, dict[str, str]]:
    try:
        seals = json.loads((folder / _SEALS).read_text(encoding="utf-8"))
    except (FileNotFoundError, ValueError):
        return {}
    return seals if isinstance(seals, dict) else {}


def _write(folder: Path, seals: dict[str, dict[str, str]]) -> None:
    draft = folder / f"{_SEALS}.{os.getpid()}"
    draft.write_text(json.dumps(seals, indent=1), encoding="utf-8")
    os.replace(draft, folder / _SEALS)
