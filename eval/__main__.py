"""`python -m eval`: the command line of the evaluation."""

import os

# Before anything that reads them is imported: nothing here may reach for the network.
os.environ.setdefault("HF_HUB_OFFLINE", "1")
os.environ.setdefault("TRANSFORMERS_OFFLINE", "1")
os.environ.update(
    ANONYMIZED_TELEMETRY="False", HF_HUB_DISABLE_TELEMETRY="1", LANGSMITH_TRACING_V2="false"
)

import argparse
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from index.errors import UserError
from index.settings import BUILT_IN_PLAN, settings

# Each subcommand adds its parser to this and sets `run`, a function of the parsed arguments
# that imports what it needs itself, so that `--help` answers at once.
Subcommands = Any
_FOLDER = Path(__file__).parent


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line; return the exit code."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    parsed = _parser().parse_args(arguments)
    try:
        parsed.run(parsed)
    except UserError as error:
        print(error.message, file=sys.stderr)
        print(error.technical, file=sys.stderr)
        return 2
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m eval", description="Evaluate the assistant.")
    _add_inputs(parser)
    parser.add_argument("--split", choices=("dev", "test", "all"), default="all")
    parser.add_argument("--no-baselines", action="store_true", help="the assistant alone")
    parser.add_argument("--report", type=Path, default=_FOLDER / "report", metavar="DIR")
    parser.set_defaults(run=_evaluate)
    subcommands = parser.add_subparsers(title="other measurements", metavar="COMMAND")
    for add in _SUBCOMMANDS:
        add(subcommands)
    return parser


def _add_inputs(parser: argparse.ArgumentParser, default: bool = True) -> None:
    """Add --plan and --questions; a subcommand leaves their defaults to the main parser."""
    for name, path in (("--plan", BUILT_IN_PLAN), ("--questions", _FOLDER / "questions.jsonl")):
        value = path if default else argparse.SUPPRESS
        parser.add_argument(name, type=Path, default=value, metavar="FILE")


def _evaluate(parsed: argparse.Namespace) -> None:
    from eval.run import evaluate

    evaluate(
        plan_path=parsed.plan,
        questions=parsed.questions,
        split=parsed.split,
        with_baselines=not parsed.no_baselines,
        report=parsed.report,
        config=settings(),
    )


def _add_retrieval(subcommands: Subcommands) -> None:
    parser = subcommands.add_parser("retrieval", help="retrieval alone, on a SQuAD-format file")
    parser.add_argument("--squad", type=Path, required=True, metavar="FILE")
    parser.add_argument("--mode", choices=("dense", "lexical", "hybrid"), default="hybrid")
    parser.set_defaults(run=_retrieval)


def _retrieval(parsed: argparse.Namespace) -> None:
    from eval.squad import measure_retrieval

    print(measure_retrieval(parsed.squad, parsed.mode, settings()))


def _add_check(subcommands: Subcommands) -> None:
    parser = subcommands.add_parser("check", help="check a questions file against its plan")
    _add_inputs(parser, default=False)
    parser.set_defaults(run=_check)


def _check(parsed: argparse.Namespace) -> None:
    from collections import Counter

    from eval.cases import load_cases, require_fit
    from index.reading import load_plan

    cases = load_cases(parsed.questions)
    require_fit(cases, load_plan(parsed.plan), parsed.questions)
    for name, counts in (
        ("split", Counter(case.split for case in cases)),
        ("expected", Counter(case.expected for case in cases)),
        ("kind", Counter(case.kind for case in cases)),
    ):
        print(f"{name}: " + ", ".join(f"{key} {n}" for key, n in sorted(counts.items())))


def _add_calibrate(subcommands: Subcommands) -> None:
    parser = subcommands.add_parser("calibrate", help="fit the answerability weights on dev")
    parser.set_defaults(run=_calibrate)


def _calibrate(parsed: argparse.Namespace) -> None:
    from eval.calibrate import calibrate

    print(calibrate(settings()))


def _add_ablations(subcommands: Subcommands) -> None:
    parser = subcommands.add_parser("ablations", help="the assistant less one part at a time")
    _add_inputs(parser, default=False)
    parser.add_argument("--split", choices=("dev", "test", "all"), default="test")
    parser.set_defaults(run=_ablations)


def _ablations(parsed: argparse.Namespace) -> None:
    from eval.ablations import measure_ablations

    print(measure_ablations(parsed.plan, parsed.questions, parsed.split, settings()))


# Further measurements go here: one `_add_…` each.
_SUBCOMMANDS: tuple[Callable[[Subcommands], None], ...] = (
    _add_retrieval,
    _add_check,
    _add_calibrate,
    _add_ablations,
)


if __name__ == "__main__":
    sys.exit(main())
