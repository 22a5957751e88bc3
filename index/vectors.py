"""Vectors of short texts that change seldom: shipped with them, or made once and kept.

A file of vectors carries the fingerprint of its texts and of the model; it is used only when
both are the same, so that another model or an edited text never meets stale vectors.
"""

import hashlib
import logging
import os
import zipfile
import zlib
from collections.abc import Sequence
from pathlib import Path
from threading import get_ident

import numpy as np

from index.embedding import load_embedder
from index.settings import Settings

_log = logging.getLogger(__name__)


def kept_vectors(
    groups: Sequence[Sequence[str]],
    name: str,
    shipped: Path | None,
    config: Settings,
    precision: type[np.floating] = np.float16,
) -> np.ndarray:
    """Return the unit mean vector of each group of texts, shape (groups, dimensions), float32.

    Looked for at `shipped`, then in the data folder as `name`-….npz; else made and kept there, in
    `precision`.
    """
    mark = _fingerprint(groups, config)
    kept = config.data / f"{name}-{mark}.npz"
    for path in filter(None, (shipped, kept)):
        vectors = _stored(path, mark)
        if vectors is not None and len(vectors) == len(groups):
            return vectors
    vectors = _embedded(groups, config)
    try:
        _keep(vectors.astype(precision), kept, mark)
    except OSError as error:  # no room, no permission
        _log.warning("vectors are not kept in %s: %s", config.data, error)
    return vectors


def _stored(path: Path, mark: str) -> np.ndarray | None:
    """Return the vectors of a file, None where it is missing, of other texts, or damaged."""
    if not path.exists():
        return None
    try:
        with np.load(path) as stored:
            if str(stored["fingerprint"]) != mark:
                return None
            return np.asarray(stored["vectors"], dtype=np.float32)
    except (OSError, EOFError, ValueError, KeyError, zipfile.BadZipFile, zlib.error) as error:
        _log.warning("%s is damaged and is made anew: %s", path.name, error)
        return None


def make_vectors(groups: Sequence[Sequence[str]], path: Path, config: Settings) -> np.ndarray:
    """Embed the groups, keep their unit means at `path` in half precision, return them."""
    means = _embedded(groups, config)
    _keep(means.astype(np.float16), path, _fingerprint(groups, config))
    return means


def _embedded(groups: Sequence[Sequence[str]], config: Settings) -> np.ndarray:
    flat = [text for group in groups for text in group]
    vectors = np.asarray(load_embedder(config).embed_documents(flat), dtype=np.float32)
    starts = np.cumsum([0, *(len(group) for group in groups)][:-1])
    means: np.ndarray = np.add.reduceat(vectors, starts, axis=0)
    means /= np.linalg.norm(means, axis=1, keepdims=True)
    return means


def _keep(vectors: np.ndarray, path: Path, mark: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f"{path.stem}.{os.getpid()}-{get_ident()}.npz")
    np.savez_compressed(draft, vectors=vectors, fingerprint=np.array(mark))
    os.replace(draft, path)


def _fingerprint(groups: Sequence[Sequence[str]], config: Settings) -> str:
    parts = [config.embedder_identity, *("\1".join(group) for group in groups)]
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()[:32]
