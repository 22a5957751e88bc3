"""The written report: report.md with tables and plots, misses.md with every miss in full."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from eval.metrics import (
    NAMES,
    Outcome,
    Summary,
    citation_precision,
    not_verbatim,
    summarize,
    ungrounded_figures,
)
from eval.tables import Rows, kinds_table, systems_table, to_markdown_table
from index.errors import UserError
from index.plan import Plan
from index.settings import Settings

_BARS = (
    "case_score",
    "citation_recall",
    "citation_precision",
    "key_facts",
    "rejection_f1",
    "recall_5",
)
_BINS = 10


def write_report(
    folder: Path, results: Mapping[str, Sequence[Outcome]], plan: Plan, config: Settings
) -> Path:
    """Write report, misses and plots of the systems' outcomes; the first system is ours.

    Returns the path of the report; raises UserError when the folder cannot be written.
    """
    name, ours = next(iter(results.items()))
    calibration = reliability(ours)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        overall = {system: summarize(outcomes) for system, outcomes in results.items()}
        _plot_systems(folder / "metrics.png", overall)
        _plot_reliability(folder / "reliability.png", calibration)
        report = folder / "report.md"
        report.write_text(_report(name, results, plan, config, calibration), encoding="utf-8")
        (folder / "misses.md").write_text(_misses(name, ours), encoding="utf-8")
    except OSError as error:
        raise _unwritable(folder, error) from error
    return report


def write_text(folder: Path, name: str, text: str) -> Path:
    """Write one file of the report; raise UserError when it cannot be written."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(f"{text}\n", encoding="utf-8")
    except OSError as error:
        raise _unwritable(folder, error) from error
    return folder / name


def _unwritable(folder: Path, error: OSError) -> UserError:
    return UserError(
        f"无法写入报告文件夹“{folder}”。请检查权限和磁盘空间，或用 --report 指定另一个文件夹。",
        f"cannot write report: {error}",
    )


def _report(
    name: str,
    results: Mapping[str, Sequence[Outcome]],
    plan: Plan,
    config: Settings,
    calibration: "Reliability | None",
) -> str:
    ours = results[name]
    parts = [
        f"# Evaluation on {plan.title or plan.name}",
        f"{len(ours)} cases over {len(plan.items)} items, embedder `{config.embedder}`. Values "
        "with 95% bootstrap intervals; n is the number of the assistant's cases that a metric "
        "rests on. The metrics are defined in `eval/METRICS.md`; made by `python -m eval`. "
        "Every miss in full: [misses.md](misses.md).",
        "![Metrics by system](metrics.png)",
    ]
    for split in ("dev", "test"):
        chosen = {
            system: [o for o in outcomes if o.case.split == split]
            for system, outcomes in results.items()
        }
        if not chosen[name]:
            continue
        table = systems_table({system: summarize(got) for system, got in chosen.items()})
        parts += [
            f"## {split} ({len(chosen[name])} cases)",
            to_markdown_table(table),
            f"### {split} by kind: {name}",
            to_markdown_table(kinds_table(chosen[name])),
        ]
    whole = systems_table({system: summarize(got) for system, got in results.items()})
    parts += [f"## All cases ({len(ours)})", to_markdown_table(whole)]
    parts += ["## All cases by kind"]
    for system, outcomes in results.items():
        parts += [f"### {system}", to_markdown_table(kinds_table(outcomes))]
    parts += ["## Is the answerability calibrated?", *_calibration(calibration)]
    return "\n\n".join(parts) + "\n"


@dataclass(frozen=True, slots=True)
class Reliability:
    """Stated probabilities against what was so, by bin: shapes (bins,), empty bins left out.

    `ece` is the expected calibration error (mean gap, weighted by count), `brier` the mean
    squared error.
    """

    stated: np.ndarray
    observed: np.ndarray
    counts: np.ndarray
    ece: float
    brier: float


def reliability(outcomes: Sequence[Outcome]) -> Reliability | None:
    """Bin the stated answerability against whether the plan answers; None if none is stated."""
    pairs = [
        (o.answerability, float(o.case.expected == "answered"))
        for o in outcomes
        if o.answerability is not None and o.case.expected != "chat"
    ]
    if not pairs:
        return None
    stated, so = np.array(pairs, dtype=float).T
    bins = np.minimum((stated * _BINS).astype(int), _BINS - 1)
    used = np.unique(bins)
    counts = np.array([(bins == b).sum() for b in used])
    mean_stated = np.array([stated[bins == b].mean() for b in used])
    mean_so = np.array([so[bins == b].mean() for b in used])
    return Reliability(
        stated=mean_stated,
        observed=mean_so,
        counts=counts,
        ece=float(np.abs(mean_stated - mean_so) @ counts / counts.sum()),
        brier=float(((stated - so) ** 2).mean()),
    )


def _calibration(calibration: Reliability | None) -> Iterator[str]:
    if calibration is None:
        yield "The answers state no answerability."
        return
    yield (
        f"Expected calibration error {calibration.ece:.3f}, Brier score {calibration.brier:.3f} "
        f"over {int(calibration.counts.sum())} cases that state one."
    )
    yield "![Reliability diagram](reliability.png)"
    rows: Rows = [
        ["mean stated", "share answerable", "n"],
        *(
            [f"{stated:.2f}", f"{observed:.2f}", str(count)]
            for stated, observed, count in zip(
                calibration.stated, calibration.observed, calibration.counts, strict=True
            )
        ),
    ]
    yield to_markdown_table(rows)


def _misses(name: str, outcomes: Sequence[Outcome]) -> str:
    missed = [o for o in outcomes if _faults(o)]
    superfluous = [o for o in outcomes if not _faults(o) and _superfluous(o)]
    parts = [f"# Misses of {name}: {len(missed)} of {len(outcomes)} cases"]
    for split in ("dev", "test"):
        members = [o for o in missed if o.case.split == split]
        parts += [f"## {split} ({len(members)})", *(_miss(o) for o in members)]
    parts.append(f"## Right, with superfluous citations ({len(superfluous)})")
    parts += [
        f"- {o.case.id} ({o.case.kind}) {o.case.question}: cites also {_superfluous(o)}"
        for o in superfluous
    ]
    return "\n\n".join(parts) + "\n"


def _faults(outcome: Outcome) -> list[str]:
    """Say what is wrong with an answer; empty for a right one."""
    if outcome.error:
        return [f"exception: {outcome.error}"]
    faults = []
    if not outcome.status_right:
        faults.append(f"status {outcome.answer.status}")
    lacking = [label for label in outcome.case.items if label not in outcome.cited]
    if lacking:
        faults.append(f"not cited: {', '.join(lacking)}")
    faults += [f"fact missing: {fact}" for fact, found in outcome.facts.items() if not found]
    faults += [f"forbidden: {text}" for text, found in outcome.forbidden.items() if found]
    faults += [f"not verbatim: {quote}" for quote in not_verbatim(outcome)]
    faults += [f"figure not in a cited item: {number}" for number in ungrounded_figures(outcome)]
    return faults


def _superfluous(outcome: Outcome) -> str:
    if citation_precision(outcome) is None:
        return ""
    fine = {*outcome.case.items, *outcome.case.also_ok}
    return ", ".join(label for label in outcome.cited if label not in fine)


def _miss(outcome: Outcome) -> str:
    case = outcome.case
    expected: list[str] = [case.expected]
    if case.items:
        expected.append(f"items {', '.join(case.items)}")
    if case.must:
        expected.append("facts " + "、".join(f"“{fact}”" for fact in case.must))
    lines = [
        f"### {case.id} ({case.kind})",
        *(f"- Before: {message}" for message in case.history),
        f"- Question: {case.question}",
        f"- Wrong: {'; '.join(_faults(outcome))}",
        f"- Expected: {'; '.join(expected)}",
        f"- Retrieved: {', '.join(outcome.answer.retrieved[:5]) or 'nothing searched'}",
        *([f"- Superfluous citations: {_superfluous(outcome)}"] if _superfluous(outcome) else []),
        *([f"- Note: {case.note}"] if case.note else []),
        "",
        f"Got ({outcome.answer.status}):",
        "",
        *(f"> {line}" for line in (outcome.text or "(nothing)").split("\n")),
    ]
    return "\n".join(lines)


def plot_growth(folder: Path, sizes: Sequence[int], curves: Mapping[str, Sequence[float]]) -> None:
    """Draw `growth.png`, log-log; raise UserError when it cannot be written."""
    from matplotlib.figure import Figure

    figure = Figure(figsize=(7, 4.5), layout="constrained")
    axes = figure.subplots()
    for name, values in curves.items():
        axes.loglog(sizes, values, marker="o", label=name)
    axes.set_xlabel("passages")
    axes.grid(alpha=0.3)
    axes.legend(frameon=False)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        figure.savefig(folder / "growth.png", dpi=120)
    except OSError as error:
        raise _unwritable(folder, error) from error


def _plot_systems(path: Path, summaries: Mapping[str, Summary]) -> None:
    from matplotlib.figure import Figure

    figure = Figure(figsize=(10, 4.5), layout="constrained")
    axes = figure.subplots()
    width = 0.8 / len(summaries)
    for position, (system, summary) in enumerate(summaries.items()):
        estimates = [(index, e) for index, key in enumerate(_BARS) if (e := summary[key])]
        values = np.array([e.value for _, e in estimates])
        errors = np.array([[e.value - e.low, e.high - e.value] for _, e in estimates])
        places = [index + (position - (len(summaries) - 1) / 2) * width for index, _ in estimates]
        axes.bar(
            places,
            values,
            width,
            yerr=np.maximum(errors.reshape(-1, 2).T, 0),
            capsize=2,
            label=system,
        )
    axes.set_xticks(range(len(_BARS)), [NAMES[key].replace(" ", "\n", 1) for key in _BARS])
    axes.set_ylim(0, 1.05)
    axes.set_ylabel("value, 95% interval")
    axes.legend(loc="upper center", bbox_to_anchor=(0.5, 1.14), ncols=len(summaries), frameon=False)
    figure.savefig(path, dpi=120)


def _plot_reliability(path: Path, calibration: Reliability | None) -> None:
    """Draw the diagram; remove that of an earlier run when there is nothing to draw."""
    if calibration is None:
        path.unlink(missing_ok=True)
        return
    from matplotlib.figure import Figure

    figure = Figure(figsize=(4.5, 4.5), layout="constrained")
    axes = figure.subplots()
    axes.plot([0, 1], [0, 1], linestyle=":", color="grey")
    axes.plot(calibration.stated, calibration.observed, marker="o")
    for stated, observed, count in zip(
        calibration.stated, calibration.observed, calibration.counts, strict=True
    ):
        axes.annotate(
            str(count), (stated, observed), textcoords="offset points", xytext=(6, -10), fontsize=8
        )
    axes.set_xlim(0, 1)
    axes.set_ylim(0, 1.05)
    axes.set_xlabel("stated answerability (mean of bin)")
    axes.set_ylabel("share that the plan answers")
    axes.set_title(f"ECE {calibration.ece:.3f}, Brier {calibration.brier:.3f}", fontsize=10)
    figure.savefig(path, dpi=120)
