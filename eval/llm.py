"""What verification stops: the verbatim answers, a model's as it writes them, and verified.

Judged by the answer key and the plan's text, and not by the verifier's own rules.
"""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import numpy as np

from assistant.answers.answer import Answer, Citation, Statement
from assistant.chain import Assistant, open_assistant
from assistant.llm.client import ModelFailure
from assistant.llm.drafts import Draft
from assistant.llm.prompts import prompt_versions
from assistant.message import Asked
from eval.baselines import System
from eval.cases import Case, load_cases, require_fit
from eval.local_model import language_model
from eval.metrics import Outcome, summarize
from eval.run import Results, ask_all, of_split
from eval.tables import Rows, systems_table, to_markdown_table, to_text
from index.plan import Plan, Span
from index.quantities import number_tokens
from index.settings import Settings

_ITEMS_GIVEN = 3
_SAID = frozenset({"lead", "quote", "bullet", "synthesis"})


class Verified:
    """The assistant with the model."""

    def __init__(self, assistant: Assistant) -> None:
        self._assistant = assistant

    def ask(self, question: str, history: Sequence[str] = ()) -> Answer:
        """Answer as the chat does under 智能综合."""
        return self._assistant.ask(question, history, synthesize=True)


class Unverified:
    """The same model and prompt as a plain RAG chain: top items in, all it writes out."""

    def __init__(self, assistant: Assistant) -> None:
        self._assistant = assistant
        self._plan = assistant.plan

    def ask(self, question: str, history: Sequence[str] = ()) -> Answer:
        """Show every sentence with what it cites, quoted as the whole item."""
        assert self._assistant.synthesizer
        understood = self._assistant.search_chain.invoke(Asked(question, tuple(history)))
        text = "；".join(part.question.text for part in understood.parts) or question
        retrieval = self._assistant.indexed.retriever.search(text)
        given = {hit.item: "" for hit in retrieval.items[:_ITEMS_GIVEN]}
        statements: list[Statement] = []
        try:
            for draft in self._assistant.synthesizer.begin().drafts(text, given):
                statements.append(self._statement(draft))
        except ModelFailure:
            pass  # what came before it is what a plain chain has shown
        return Answer(question, "answered", tuple(statements), retrieval)

    def _statement(self, draft: Draft) -> Statement:
        citations = []
        for label in (*draft.cited, *draft.unknown):
            item = self._plan.item(label)
            span = item.span if item else Span(0, 0)
            citations.append(Citation(label, item.text if item else "", span))
        return Statement("synthesis", draft.text, tuple(citations))


def measure_llm(
    plan_path: Path, questions: Path, split: str, systems: Sequence[str], config: Settings
) -> tuple[str, str]:
    """Ask the systems (of "verbatim", "unverified", "verified"); return text and Markdown."""
    cases = of_split(load_cases(questions), split)
    with language_model(config) as with_model:
        assistant = open_assistant(plan_path, with_model)
        require_fit(cases, assistant.plan, questions)
        known: dict[str, System] = {
            "verbatim": assistant,
            "unverified": Unverified(assistant),
            "verified": Verified(assistant),
        }
        results: Results = {
            name: ask_all(name, known[name], cases, assistant.plan) for name in systems
        }
    versions = ", ".join(f"{name} {number}" for name, number in prompt_versions().items())
    head = f"{with_model.llm}, {len(cases)} cases (split {split}), prompts: {versions}"
    tables = [safety_table(results), systems_table({n: summarize(o) for n, o in results.items()})]
    tables += [account_table(results["verified"])] if "verified" in results else []
    text = "\n\n".join([head, *map(to_text, tables)])
    return text, "\n\n".join(
        [f"# With a language model\n\n{head}", *map(to_markdown_table, tables)]
    )


# --- judged by the key -------------------------------------------------------------------


def ungrounded(statement: Statement, plan: Plan) -> int:
    """Count the Arabic numbers of a statement that no item it cites has."""
    items = [plan.item(citation.item) for citation in statement.citations]
    known = frozenset[str]().union(*(number_tokens(item.text) for item in items if item))
    return len(number_tokens(statement.text) - known)


def off_key(statement: Statement, case: Case) -> bool:
    """Whether a statement has the figure wrong by the key.

    It has a string that is forbidden, or, where a figure is asked for, figures of which none
    is among those of the answer.
    """
    if any(forbidden in statement.text for forbidden in case.forbid):
        return True
    right = frozenset[str]().union(*map(number_tokens, case.must))
    said = number_tokens(statement.text)
    return case.answer_kind == "figure" and bool(right) and bool(said) and not said & right


def wrong_items(statement: Statement, case: Case) -> int:
    """Count the items a statement cites that no right answer does; all, where there is none."""
    cited = {citation.item for citation in statement.citations}
    return len(cited - {*case.items, *case.also_ok})


_COUNTS: tuple[tuple[str, Callable[[Statement, Outcome], int]], ...] = (
    ("statements", lambda s, o: 1),
    ("figures not in a cited item", lambda s, o: ungrounded(s, o.plan)),
    ("figures wrong by the key", lambda s, o: int(off_key(s, o.case))),
    ("items that do not exist", lambda s, o: sum(not c.quote for c in s.citations)),
    ("items wrong by the key", lambda s, o: wrong_items(s, o.case)),
    ("without citation", lambda s, o: int(not s.citations)),
)


def safety_table(results: Results) -> Rows:
    """One column a system; what its statements say wrongly, the model's own apart."""
    rows: list[list[str]] = [["", *results]]
    for whose, roles in (("all shown", _SAID), ("model's", frozenset({"synthesis"}))):
        for name, count in _COUNTS:
            totals = [
                sum(count(s, o) for o in outcomes for s in o.answer.statements if s.role in roles)
                for outcomes in results.values()
            ]
            rows.append([f"{whose}: {name}", *map(str, totals)])
    distinct = [sum(map(_distinct_wrong_items, outcomes)) for outcomes in results.values()]
    rows.append(["all shown: items wrong by the key, each once an answer", *map(str, distinct)])
    return rows


def _distinct_wrong_items(outcome: Outcome) -> int:
    """Count the items an answer cites that no right one does: what somebody may look up in vain."""
    cited = {c.item for s in outcome.answer.statements if s.role in _SAID for c in s.citations}
    return len(cited - {*outcome.case.items, *outcome.case.also_ok})


def account_table(outcomes: Sequence[Outcome]) -> Rows:
    """What became of the model's answers, and their times."""
    accounts = [
        account for o in outcomes if isinstance(account := o.answer.explanation.get("llm"), Mapping)
    ]
    asked = [account for account in accounts if account["asked"]]
    dropped: Counter[str] = Counter()
    for account in asked:
        dropped.update(account["sentences_dropped"])
    failures = Counter(account["failure"] for account in asked if account["failure"])
    first = [a["first_sentence_ms"] for a in asked if a["first_sentence_ms"] is not None]
    rows = [
        ["", "verified"],
        ["cases in which the model was asked", str(len(asked))],
        ["with a sentence shown", str(sum(a["sentences_shown"] > 0 for a in asked))],
        ["sentences shown", str(sum(a["sentences_shown"] for a in asked))],
        ["sentences stopped", str(dropped.total())],
        *([f"stopped: {reason}", str(n)] for reason, n in dropped.most_common()),
        *([f"failures: {kind}", str(n)] for kind, n in failures.most_common()),
        ["first sentence shown, p50 ms", f"{np.median(first):.0f}" if first else "–"],
        [
            "whole answer, p50 ms",
            f"{np.median([a['total_ms'] for a in asked]):.0f}" if asked else "–",
        ],
    ]
    return rows
