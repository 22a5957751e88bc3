"""Tables of estimates, as aligned plain text and as Markdown."""

import statistics
from collections.abc import Mapping, Sequence

from eval.intervals import Estimate
from eval.metrics import NAMES, PERCENTILES, Outcome, Summary, by_kind, summarize

Rows = Sequence[Sequence[str]]

_KIND_COLUMNS = (
    "status",
    "case_score",
    "citation_recall",
    "citation_precision",
    "key_facts",
    "p50_ms",
)
_WHOLE = frozenset(percentile.key for percentile in PERCENTILES)


def show(key: str, estimate: Estimate | None, interval: bool = True) -> str:
    """Write an estimate: `0.912 [0.88, 0.94]`, or `–` where the metric does not apply."""
    if estimate is None:
        return "–"
    value, bounds = (".0f", ".0f") if key in _WHOLE else (".3f", ".2f")
    text = format(estimate.value, value)
    if not interval:
        return text
    return f"{text} [{estimate.low:{bounds}}, {estimate.high:{bounds}}]"


def systems_table(summaries: Mapping[str, Summary]) -> Rows:
    """One row a metric, one column a system; the first row holds the names."""
    first = next(iter(summaries.values()))
    rows = [["metric", "n", *summaries]]
    for key, name in NAMES.items():
        counted = first[key]
        cells = [show(key, summary[key]) for summary in summaries.values()]
        rows.append([name, str(counted.n) if counted else "0", *cells])
    return rows


def kinds_table(outcomes: Sequence[Outcome]) -> Rows:
    """One row a kind of question, the main metrics of one system as columns."""
    rows = [["kind", "n", *(NAMES[key] for key in _KIND_COLUMNS)]]
    for kind, members in by_kind(outcomes).items():
        summary = summarize(members)
        cells = [show(key, summary[key], interval=False) for key in _KIND_COLUMNS]
        rows.append([kind, str(len(members)), *cells])
    return rows


def show_times(values: Sequence[float], decimals: int) -> tuple[str, str, str]:
    """Write the median, the 95th percentile and the most of at least two times."""
    times = (statistics.median(values), statistics.quantiles(values, n=20)[-1], max(values))
    p50, p95, most = (f"{time:.{decimals}f}" for time in times)
    return p50, p95, most


def to_text(rows: Rows) -> str:
    """Align the columns with spaces: the first to the left, the others to the right."""
    widths = [max(len(cell) for cell in column) for column in zip(*rows, strict=True)]
    lines = []
    for row in rows:
        first, *others = row
        cells = [cell.rjust(width) for cell, width in zip(others, widths[1:], strict=True)]
        lines.append("  ".join([first.ljust(widths[0]), *cells]).rstrip())
    rule = "  ".join("-" * width for width in widths)
    return "\n".join([lines[0], rule, *lines[1:]])


def to_markdown_table(rows: Rows) -> str:
    """Return the rows as a Markdown table, the first as its head."""
    head, *body = rows
    aligned = [":--", *["--:"] * (len(head) - 1)]
    return "\n".join("| " + " | ".join(row) + " |" for row in [head, aligned, *body])
