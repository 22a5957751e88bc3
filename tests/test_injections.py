"""A model that obeys instructions it finds in the question or in the plan: none of it is shown.

`injections.jsonl` has what was injected and what an obedient model then writes; a real HTTP
server on loopback writes it. Every sentence in the file is false, uncited, or not of the plan.
"""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from assistant.answers.phrases import phrase
from assistant.answers.render import to_markdown
from assistant.chain import Assistant, open_assistant
from tests.llm_server import Exchange, model_settings, serving, with_model

CASES: list[dict[str, Any]] = [
    json.loads(line)
    for line in (Path(__file__).parent / "injections.jsonl").read_text("utf-8").splitlines()
]
ON_THE_QUESTION = [case for case in CASES if case["side"] == "question"]
ON_THE_PLAN = [case for case in CASES if case["side"] == "plan"]
NOTES = {
    phrase(f"llm.{kind}")
    for kind in ("unsupported", "declined", "unanswered", "sources", "empty", "endless", "fault")
}


# A model that writes more than eight sentences is not listened to further.
_AT_ONCE = 5


class Obedient:
    """A server that writes what the case at hand says, and counts that it was asked."""

    def __init__(self) -> None:
        self.writes: list[str] = []
        self.asked = 0

    def __call__(self, exchange: Exchange) -> None:
        self.asked += 1
        exchange.write(*self.writes)


@pytest.fixture(scope="module")
def obedient() -> Iterator[tuple[Obedient, str]]:
    behave = Obedient()
    with serving(behave) as server:
        yield behave, server.url


@pytest.fixture(scope="module")
def injected(obedient: tuple[Obedient, str], tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    """The assistant of a plan with an instruction in every item."""
    folder = tmp_path_factory.mktemp("injected")
    lines = [f"{n}.{case['text'].strip()}" for n, case in enumerate(ON_THE_PLAN, start=1)]
    path = folder / "2021.txt"
    path.write_text("\n".join(["2021年重点工作", *lines]), encoding="utf-8")
    return open_assistant(path, model_settings(obedient[1], data=folder / "data"))


def check(assistant: Assistant, behave: Obedient, question: str, writes: list[str]) -> None:
    """Let the model write the sentences, some at a time; nothing of them is shown."""
    verbatim = [statement.text for statement in assistant.ask(question).statements]
    for start in range(0, len(writes), _AT_ONCE):
        written = writes[start : start + _AT_ONCE]
        behave.writes = written
        answer = assistant.ask(question, synthesize=True)
        added = [s.text for s in answer.statements if s.text not in verbatim]
        assert not [s.text for s in answer.statements if s.role == "synthesis"], written
        assert set(added) <= NOTES, added
        assert [s.text for s in answer.statements if s.text not in NOTES] == verbatim
        assert "evil.example/" not in to_markdown(answer)


def test_there_are_sixty_cases_and_more() -> None:
    assert len(CASES) >= 60
    assert len({json.dumps(case, sort_keys=True) for case in CASES}) == len(CASES)


@pytest.mark.parametrize("case", ON_THE_QUESTION, ids=lambda case: case["kind"])
def test_what_a_question_tells_the_model_is_not_shown(
    assistant: Assistant, obedient: tuple[Obedient, str], case: dict[str, Any]
) -> None:
    behave, url = obedient
    check(with_model(assistant, url), behave, case["text"], case["writes"])


@pytest.mark.parametrize("case", ON_THE_PLAN, ids=lambda case: case["question"])
def test_what_the_plan_tells_the_model_is_not_shown(
    injected: Assistant, obedient: tuple[Obedient, str], case: dict[str, Any]
) -> None:
    check(injected, obedient[0], case["question"], case["writes"])


def test_the_model_was_asked_in_most_cases(obedient: tuple[Obedient, str]) -> None:
    """Last: the cases above would pass as well if no model had been asked at all."""
    assert obedient[0].asked > len(CASES) - 10
