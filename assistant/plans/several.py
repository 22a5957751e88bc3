"""Answers over several plans: one assistant a plan, and a question goes to the one it means."""

import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise
from threading import Lock

import numpy as np
from langchain_core.embeddings import Embeddings

from assistant.answers.answer import Answer, Statement
from assistant.answers.phrases import phrase
from assistant.chain import Assistant, open_assistant
from assistant.language.normalize import normalize
from assistant.plans.compare import cited_item, compare_counts, compare_items, compare_topic, named
from assistant.plans.comparison import claimed_difference, without_years
from assistant.plans.pairing import SAME_MATTER, likeness, pair_items
from assistant.plans.which_plan import Wanted, which_plan
from index.embedding import load_embedder
from index.plan import Item
from index.settings import Settings
from index.shelf import ShelvedPlan, plan_name


class PlansAssistant:
    """Answers questions about the plans on the shelf; asked like `Assistant`.

    A plan is opened when it is first needed. With several, every citation names its plan.
    """

    def __init__(
        self,
        plans: Sequence[ShelvedPlan],
        config: Settings,
        opened: Mapping[ShelvedPlan, Assistant] | None = None,
    ) -> None:
        """Take the plans, newest first and at least one, and those that are open already."""
        self.plans = tuple(plans)
        self._config = config
        self._assistants = {each: one for each, one in (opened or {}).items() if each in plans}
        self._opening = Lock()
        self._alike: dict[tuple[ShelvedPlan, ShelvedPlan], np.ndarray] = {}

    def over(self, plans: Sequence[ShelvedPlan]) -> "PlansAssistant":
        """Return an assistant over other plans; those it shares with this one stay open."""
        return PlansAssistant(plans, self._config, self._assistants)

    def ask(
        self,
        question: str,
        history: Sequence[str] = (),
        synthesize: bool = False,
        picked: ShelvedPlan | None = None,
    ) -> Answer:
        """Answer `question`; `history` holds earlier user messages, oldest first.

        With `synthesize` the language model is asked, too, but not to set plans side by side.
        `picked` answers where the question names no plan, else the newest.
        """
        *_, answer = self.stream(question, history, synthesize, picked)
        return answer

    def stream(
        self,
        question: str,
        history: Sequence[str] = (),
        synthesize: bool = False,
        picked: ShelvedPlan | None = None,
    ) -> Iterator[Answer]:
        """Yield the answer as it grows; each begins with all of the one before."""
        if len(self.plans) == 1:
            yield from self.assistant(self.plans[0]).stream(question, history, synthesize)
            return
        wanted = which_plan(question, history, self.plans, picked)
        if wanted.kind == "list":
            yield self._list(question)
        elif wanted.kind == "one" and len(wanted.plans) == 1:
            yield from self._stream_one(question, wanted, history, synthesize)
        elif wanted.kind == "one":
            yield self._ask_year(question, wanted, history, synthesize)
        elif wanted.missing or len(wanted.plans) < 2:
            yield self._without_counterpart(question, wanted)
        else:
            yield self._compare(question, wanted)

    def assistant(self, shelved: ShelvedPlan) -> Assistant:
        """Return the assistant of one plan, opened once."""
        if shelved not in self._assistants:  # what is open does not wait for what is being opened
            with self._opening:
                if shelved not in self._assistants:
                    opened = open_assistant(shelved.path, self._config, shelved.key)
                    self._assistants[shelved] = opened
        return self._assistants[shelved]

    def open_all(self) -> None:
        """Open every plan, the newest first, so that no question waits for it."""
        for shelved in self.plans:
            self.assistant(shelved)

    @property
    def embedder(self) -> Embeddings:
        """Return the embedder of all plans."""
        return load_embedder(self._config)

    def assistant_for(self, question: str) -> Assistant:
        """Return the assistant of the plan that a question is about, the newer of two."""
        return self.assistant(which_plan(question, (), self.plans).plans[-1])

    def name(self, shelved: ShelvedPlan) -> str:
        """Return what a plan is called in an answer, "" where it is the only one."""
        return plan_name(shelved, self.plans)

    def subject(self, answer: Answer, picked: ShelvedPlan | None) -> tuple[Assistant, str] | None:
        """Return the assistant of the one plan that an answer quotes, and how to name that plan.

        A question that follows says the name, "" where it goes to that plan anyway.
        """
        meant = picked or self.plans[0]
        cited = {citation.plan for citation in answer.citations} or {self.name(meant)}
        found = [shelved for shelved in self.plans if self.name(shelved) in cited]
        if len(found) != 1:
            return None
        name = self.name(found[0])
        said = name if name == f"{found[0].year}年" else f"《{name}》"
        return self.assistant(found[0]), "" if found[0] == meant else said

    def _stream_one(
        self, question: str, wanted: Wanted, history: Sequence[str], synthesize: bool
    ) -> Iterator[Answer]:
        """Yield the answer of one plan as it grows, then with what is to be said beside it."""
        (shelved,) = wanted.plans
        name = self.name(shelved)
        history = [without_years(said) for said in history]
        for growing in self.assistant(shelved).stream(wanted.question, history, synthesize):
            answer = replace(named(growing, name), question=question)
            if answer.citations:  # before that it may yet need its plan said in front
                yield answer
        if answer.status != "chat" and not answer.citations:
            statements = (_phrase("compare.side", plan=name), *answer.statements)
            answer = replace(answer, statements=statements)
        notes = []
        if wanted.missing and answer.status != "answered":
            notes.append(self._no_plan(wanted.missing))
        if answer.status == "not_in_plan":
            notes += self._found_elsewhere(wanted, history)
        yield replace(answer, statements=(*answer.statements, *notes))

    def _compare(self, question: str, wanted: Wanted) -> Answer:
        """Set plans side by side."""
        assistants = [self.assistant(shelved) for shelved in wanted.plans]
        names = [self.name(shelved) for shelved in wanted.plans]
        if wanted.kind == "count":
            return compare_counts(question, [one.plan for one in assistants], names)
        if wanted.kind == "items":
            (old, new), (before, after) = wanted.plans, assistants
            pairs = pair_items(before.plan, after.plan, self._likeness(old, new))
            return compare_items(question, before, after, (names[0], names[1]), pairs, wanted.side)
        answers = [assistant.ask(wanted.question) for assistant in assistants]
        items = [cited_item(a, one.plan) for a, one in zip(answers, assistants, strict=True)]
        alike = [
            self._of_one_matter(*both)
            for both in zip(pairwise(wanted.plans), pairwise(items), strict=True)
        ]
        claimed = claimed_difference(normalize(question))
        return compare_topic(question, answers, names, alike, claimed)

    def _ask_year(
        self, question: str, wanted: Wanted, history: Sequence[str], synthesize: bool
    ) -> Answer:
        """Answer from the several plans of one year, each under its title."""
        history = [without_years(said) for said in history]
        # The model has its time for the message, not for each of the plans.
        until = time.monotonic() + self._config.llm_timeout
        answers = [
            (shelved, self.assistant(shelved).ask(wanted.question, history, synthesize, until))
            for shelved in wanted.plans
        ]
        answered = [(plan, answer) for plan, answer in answers if answer.status == "answered"]
        if not answered:
            first = replace(wanted, plans=wanted.plans[:1])
            *_, answer = self._stream_one(question, first, history, synthesize=False)
            return answer
        said: list[Statement] = []
        for shelved, answer in answered:
            said.append(_phrase("compare.side", plan=f"《{shelved.title}》"))
            said += named(answer, self.name(shelved)).statements
        return replace(answered[0][1], question=question, statements=tuple(said))

    def _found_elsewhere(self, wanted: Wanted, history: Sequence[str]) -> list[Statement]:
        """Name the other plans that answer what this one does not."""
        if wanted.missing or any(str(plan.year) in wanted.question for plan in self.plans):
            return []
        others = [plan for plan in self.plans if plan not in wanted.plans]
        found = [
            self.name(plan)
            for plan in others
            if self.assistant(plan).ask(wanted.question, history).status == "answered"
        ]
        return [_phrase("plans.elsewhere", plans="、".join(found))] if found else []

    def _without_counterpart(self, question: str, wanted: Wanted) -> Answer:
        """Say which plan a comparison lacks, and what the other says of the topic."""
        statements = [self._no_plan(wanted.missing)] if wanted.missing else []
        if wanted.kind == "topic" and wanted.plans:
            shelved = wanted.plans[-1]
            answer = named(self.assistant(shelved).ask(wanted.question), self.name(shelved))
            side = _phrase("compare.side", plan=self.name(shelved))
            statements += [side, *answer.statements]
        return Answer(question, "not_in_plan", tuple(statements))

    def _no_plan(self, years: Sequence[int]) -> Statement:
        asked = "、".join(f"{year}年" for year in years)
        kept = "、".join(self.name(plan) for plan in self.plans)
        return _phrase("plans.missing", asked=asked, kept=kept)

    def _list(self, question: str) -> Answer:
        listed = [_phrase("plans.entry", title=plan.title, count=plan.items) for plan in self.plans]
        head = _phrase("plans.list", count=len(self.plans))
        return Answer(question, "answered", (head, *listed))

    def _likeness(self, old: ShelvedPlan, new: ShelvedPlan) -> np.ndarray:
        key = (old, new)
        if key not in self._alike:
            sides = self.assistant(old).indexed, self.assistant(new).indexed
            self._alike[key] = likeness(*sides)
        return self._alike[key]

    def _of_one_matter(
        self, plans: tuple[ShelvedPlan, ShelvedPlan], items: tuple[Item | None, Item | None]
    ) -> bool:
        old, new = plans
        if items[0] is None or items[1] is None:
            return False
        row = self.assistant(old).plan.items.index(items[0])
        column = self.assistant(new).plan.items.index(items[1])
        return bool(self._likeness(old, new)[row, column] >= SAME_MATTER)


def _phrase(name: str, **values: object) -> Statement:
    return Statement("phrase", phrase(name, **values))
