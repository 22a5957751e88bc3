"""Ask every system every case, in one process, and write down what came back."""

import sys
import time
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from assistant.answers.answer import Answer
from assistant.chain import open_assistant
from eval.baselines import System, baselines
from eval.cases import Case, CaseError, load_cases, require_fit
from eval.metrics import Outcome, summarize
from eval.report import write_report
from eval.tables import kinds_table, systems_table, to_text
from index.plan import Plan
from index.settings import Settings

ASSISTANT = "assistant"

Results = Mapping[str, Sequence[Outcome]]


def evaluate(
    plan_path: Path,
    questions: Path,
    split: str,
    with_baselines: bool,
    report: Path,
    config: Settings,
) -> None:
    """Run the evaluation: print the tables, write the report."""
    cases = load_cases(questions)
    assistant = open_assistant(plan_path, config)
    require_fit(cases, assistant.plan, questions)
    chosen = of_split(cases, split)
    if not chosen:
        raise CaseError(
            f"题集“{questions}”里没有属于 {split} 的题目。请换一个 --split。",
            f"no cases in split {split} of {questions}",
        )
    systems: dict[str, System] = {ASSISTANT: assistant}
    if with_baselines:
        systems |= baselines(assistant.indexed, config)
    results = {
        name: ask_all(name, system, chosen, assistant.plan) for name, system in systems.items()
    }
    print(describe(results, assistant.plan, split))
    written = write_report(report, results, assistant.plan, config)
    print(f"\nReport: {written}")


def of_split(cases: Iterable[Case], split: str) -> tuple[Case, ...]:
    """Return the cases of `split`: "dev", "test", or "all"."""
    return tuple(case for case in cases if split in ("all", case.split))


def ask_all(name: str, system: System, cases: Sequence[Case], plan: Plan) -> tuple[Outcome, ...]:
    """Ask every case, after one untimed question that warms the system up."""
    _ask(system, cases[0], plan)
    outcomes = []
    for done, case in enumerate(cases, start=1):
        outcomes.append(_ask(system, case, plan))
        if done % 50 == 0 or done == len(cases):
            print(f"{name}: {done}/{len(cases)}", file=sys.stderr)
    return tuple(outcomes)


def _ask(system: System, case: Case, plan: Plan) -> Outcome:
    started = time.perf_counter()
    error = ""
    try:
        for place, said in enumerate(case.history):  # as in a chat, where they have been answered
            system.ask(said, case.history[:place])
        started = time.perf_counter()
        answer = system.ask(case.question, case.history)
    except Exception as fault:  # a system that breaks on one case is measured on the others
        answer = Answer(case.question, "answered", ())
        error = f"{type(fault).__name__}: {fault}"
    return Outcome(case, answer, plan, (time.perf_counter() - started) * 1000, error)


def describe(results: Results, plan: Plan, split: str) -> str:
    """Return the printed tables: every metric by system, the assistant's by kind."""
    first_name, first = next(iter(results.items()))
    counts = {half: sum(o.case.split == half for o in first) for half in ("dev", "test")}
    broken = [
        f"{name}: {count} cases ended in an exception"
        for name, outcomes in results.items()
        if (count := sum(bool(outcome.error) for outcome in outcomes))
    ]
    lines = [
        f"{plan.name}: {len(plan.items)} items; {len(first)} cases "
        f"(split {split}: dev {counts['dev']}, test {counts['test']}); 95% bootstrap intervals",
        *broken,
        "",
        to_text(systems_table({name: summarize(got) for name, got in results.items()})),
        "",
        f"{first_name} by kind",
        to_text(kinds_table(first)),
    ]
    return "\n".join(lines)
