"""Bootstrap intervals (Efron's percentile method) for means, ratios and percentiles."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

_RESAMPLES = 1000
_SEED = 20200513
_TAILS = (2.5, 97.5)


@dataclass(frozen=True, slots=True)
class Estimate:
    """A value with its 95% interval; `n` is the number of cases it rests on."""

    value: float
    low: float
    high: float
    n: int


def ratio(parts: Sequence[tuple[float, float]]) -> Estimate | None:
    """Estimate Σ got / Σ of over cases given as (got, of); None when Σ of is 0.

    With `of` always 1 this is a mean.
    """
    table = np.array(parts, dtype=float).reshape(-1, 2)
    if not table[:, 1].any():
        return None
    return _estimate(table, _ratio, n=int(np.count_nonzero(table[:, 1])))


def mean(values: Sequence[float]) -> Estimate:
    """Estimate the mean of one or more values."""
    return _estimate(np.array(values, dtype=float), lambda s: s.mean(axis=1), n=len(values))


def percentile(values: Sequence[float], q: float) -> Estimate | None:
    """Estimate the q-th percentile of `values`; None when there are none."""
    if not values:
        return None
    table = np.array(values, dtype=float)
    return _estimate(table, lambda sample: np.percentile(sample, q, axis=1), n=len(values))


def _ratio(sample: np.ndarray) -> np.ndarray:
    """(resamples, cases, 2) → (resamples,); nan for a resample whose denominators are all 0."""
    got, of = sample.sum(axis=1).T
    return np.divide(got, of, out=np.full(len(of), np.nan), where=of > 0)


def _estimate(table: np.ndarray, statistic: Callable[[np.ndarray], np.ndarray], n: int) -> Estimate:
    """Resample the rows of `table` (cases); `statistic` reduces axis 1 of a stack of samples."""
    generator = np.random.default_rng(_SEED)
    chosen = generator.integers(0, len(table), (_RESAMPLES, len(table)))
    low, high = np.nanpercentile(statistic(table[chosen]), _TAILS)
    return Estimate(float(statistic(table[None])[0]), float(low), float(high), n)
