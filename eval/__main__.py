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
    parser = subcommands.add_parser("calibrate", help="fit the answerability weights")
    parser.set_defaults(run=_calibrate)


def _calibrate(parsed: argparse.Namespace) -> None:
    from eval.calibrate import calibrate

    print(calibrate(settings()))


def _add_fit_ranking(subcommands: Subcommands) -> None:
    parser = subcommands.add_parser("fit-ranking", help="fit the ranking of sentences")
    parser.add_argument("--squad", type=Path, required=True, metavar="FILE")
    parser.set_defaults(run=_fit_ranking)


def _fit_ranking(parsed: argparse.Namespace) -> None:
    from eval.fit_ranking import fit_ranking

    print(fit_ranking(parsed.squad, settings()))


def _add_fit_embedder(subcommands: Subcommands) -> None:
    parser = subcommands.add_parser("fit-embedder", help="fit the bundled embedder")
    parser.add_argument(
        "--validate", action="store_true", help="fit without some plans, ask about those; no file"
    )
    parser.set_defaults(run=_fit_embedder)


def _fit_embedder(parsed: argparse.Namespace) -> None:
    from eval.fit_embedder import fit_embedder, validate_embedder

    print(validate_embedder(settings()) if parsed.validate else fit_embedder(settings()))


def _add_fit_cross_encoder(subcommands: Subcommands) -> None:
    parser = subcommands.add_parser("fit-cross-encoder", help="fit the bundled cross-encoder")
    parser.set_defaults(run=_fit_cross_encoder)


def _fit_cross_encoder(parsed: argparse.Namespace) -> None:
    from eval.fit_cross_encoder import fit_cross_encoder

    print(fit_cross_encoder(settings()))


def _add_ablations(subcommands: Subcommands) -> None:
    parser = subcommands.add_parser("ablations", help="the assistant less one part at a time")
    _add_inputs(parser, default=False)
    parser.add_argument("--split", choices=("dev", "test", "all"), default="test")
    parser.set_defaults(run=_ablations)


def _ablations(parsed: argparse.Namespace) -> None:
    from eval.ablations import measure_ablations

    print(measure_ablations(parsed.plan, parsed.questions, parsed.split, settings()))


def _add_sets(subcommands: Subcommands) -> None:
    parser = subcommands.add_parser("sets", help="every set of questions, each with its plan")
    parser.add_argument(
        "--held-out", action="store_true", help="the sets that nothing is tuned on instead"
    )
    parser.set_defaults(run=_sets)


def _sets(parsed: argparse.Namespace) -> None:
    from eval.sets import measure_sets

    name = "held-out.md" if parsed.held_out else "sets.md"
    _print_and_write(parsed, name, measure_sets(parsed.held_out, settings()))


def _add_llm(subcommands: Subcommands) -> None:
    parser = subcommands.add_parser("llm", help="a language model's answers before and after")
    _add_inputs(parser, default=False)
    parser.add_argument("--split", choices=("dev", "test", "all"), default="all")
    parser.add_argument(
        "--systems",
        nargs="+",
        choices=("verbatim", "unverified", "verified"),
        default=("verbatim", "unverified", "verified"),
    )
    parser.set_defaults(run=_llm)


def _llm(parsed: argparse.Namespace) -> None:
    from eval.llm import measure_llm

    made = measure_llm(parsed.plan, parsed.questions, parsed.split, parsed.systems, settings())
    _print_and_write(parsed, "llm.md", made)


def _add_llm_latency(subcommands: Subcommands) -> None:
    parser = subcommands.add_parser("llm-latency", help="what is added to a model's own time")
    _add_inputs(parser, default=False)
    parser.add_argument("--count", type=int, default=60, metavar="N", help="questions asked")
    parser.set_defaults(run=_llm_latency)


def _llm_latency(parsed: argparse.Namespace) -> None:
    from eval.llm_latency import measure_llm_latency

    made = measure_llm_latency(parsed.plan, parsed.questions, parsed.count, settings())
    _print_and_write(parsed, "llm-latency.md", made)


def _add_typing(subcommands: Subcommands) -> None:
    parser = subcommands.add_parser("typing", help="from a key to the list in 速查, in a browser")
    parser.add_argument("--plan", type=Path, default=BUILT_IN_PLAN, metavar="FILE")
    parser.add_argument("--words", type=int, default=30, metavar="N", help="words typed")
    parser.set_defaults(run=_typing)


def _typing(parsed: argparse.Namespace) -> None:
    from eval.typing_speed import measure_typing

    made = measure_typing(parsed.plan, parsed.words, settings())
    _print_and_write(parsed, "typing.md", made)


def _add_bench(subcommands: Subcommands) -> None:
    parser = subcommands.add_parser("bench", help="how fast it is, as ratios in one run")
    _add_inputs(parser, default=False)
    parser.add_argument("--count", type=int, default=100, metavar="N", help="questions asked warm")
    parser.add_argument("--warm", action="store_true", help="without starting the app")
    parser.set_defaults(run=_bench)


def _bench(parsed: argparse.Namespace) -> None:
    from eval.bench import measure_bench

    cold = not parsed.warm
    _print_and_write(
        parsed,
        "bench.md",
        measure_bench(parsed.plan, parsed.questions, parsed.count, settings(), cold),
    )


def _add_growth(subcommands: Subcommands) -> None:
    parser = subcommands.add_parser("growth", help="building and searching at growing sizes")
    parser.add_argument("--squad", type=Path, required=True, metavar="FILE")
    parser.add_argument(
        "--sizes", type=int, nargs="+", default=(100, 1000, 10_000, 100_000), metavar="N"
    )
    parser.set_defaults(run=_growth)


def _growth(parsed: argparse.Namespace) -> None:
    from eval.growth import measure_growth

    made = measure_growth(parsed.squad, parsed.sizes, parsed.report, settings())
    _print_and_write(parsed, "growth.md", made)


def _add_load(subcommands: Subcommands) -> None:
    parser = subcommands.add_parser("load", help="the app under many users at once")
    _add_inputs(parser, default=False)
    parser.add_argument("--users", type=int, nargs="+", default=(1, 10, 50, 200), metavar="N")
    parser.set_defaults(run=_load)


def _load(parsed: argparse.Namespace) -> None:
    from eval.load import measure_load

    made = measure_load(parsed.plan, parsed.questions, parsed.users, settings())
    _print_and_write(parsed, "load.md", made)


def _print_and_write(parsed: argparse.Namespace, name: str, made: tuple[str, str]) -> None:
    from eval.report import write_text

    text, markdown = made
    print(text)
    print(f"\nReport: {write_text(parsed.report, name, markdown)}")


def _add_soak(subcommands: Subcommands) -> None:
    parser = subcommands.add_parser("soak", help="many questions in one process: flat memory?")
    _add_inputs(parser, default=False)
    parser.add_argument("--count", type=int, default=20_000, metavar="N")
    parser.set_defaults(run=_soak)


def _soak(parsed: argparse.Namespace) -> None:
    from assistant.chain import open_assistant
    from eval.soak import soak

    print(soak(open_assistant(parsed.plan, settings()), parsed.questions, parsed.count))


def _add_kill(subcommands: Subcommands) -> None:
    parser = subcommands.add_parser("kill", help="kill indexing at random moments")
    parser.add_argument("--times", type=int, default=50, metavar="N")
    parser.set_defaults(run=_kill)


def _kill(parsed: argparse.Namespace) -> None:
    from eval.kill import kill_often

    print(kill_often(parsed.times))


def _add_fuzz(subcommands: Subcommands) -> None:
    parser = subcommands.add_parser("fuzz", help="made-up plans, questions and citations")
    parser.add_argument("--inputs", type=int, default=100_000, metavar="N")
    parser.add_argument("--seed", type=int, default=7, metavar="N")
    parser.set_defaults(run=_fuzz)


def _fuzz(parsed: argparse.Namespace) -> None:
    from eval.fuzz import fuzz

    print(fuzz(parsed.inputs, parsed.seed))


def _add_long_plan(subcommands: Subcommands) -> None:
    parser = subcommands.add_parser(
        "long-plan", help="a plan of 300 pages, indexed and killed once"
    )
    parser.add_argument("--squad", type=Path, required=True, metavar="FILE")
    parser.add_argument("--kill-after", type=float, default=60.0, metavar="SECONDS")
    parser.set_defaults(run=_long_plan)


def _long_plan(parsed: argparse.Namespace) -> None:
    from eval.long_plan import measure_long_plan

    print(measure_long_plan(parsed.squad, parsed.kill_after))


# Further measurements go here: one `_add_…` each.
_SUBCOMMANDS: tuple[Callable[[Subcommands], None], ...] = (
    _add_retrieval,
    _add_check,
    _add_calibrate,
    _add_fit_ranking,
    _add_fit_embedder,
    _add_fit_cross_encoder,
    _add_ablations,
    _add_sets,
    _add_llm,
    _add_llm_latency,
    _add_typing,
    _add_bench,
    _add_growth,
    _add_load,
    _add_soak,
    _add_kill,
    _add_fuzz,
    _add_long_plan,
)


if __name__ == "__main__":
    sys.exit(main())
