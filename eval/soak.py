"""Ask many different questions in one process: is its memory flat, is each quote verbatim?"""

import random
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from assistant.answers.citations import is_verbatim
from assistant.chain import Assistant
from eval.cases import load_cases

# Caches fill in the first part; growth is counted from there.
_WARM = 0.2
_READINGS = 20


@dataclass(frozen=True, slots=True)
class Soak:
    """What a run did: memory is (questions asked, resident MB); `unverified` quotes, of all."""

    questions: int
    seconds: float
    memory: tuple[tuple[int, float], ...]
    citations: int
    unverified: int

    @property
    def growth(self) -> float:
        """Resident MB at the end less those when a fifth had been asked."""
        warm = next(mb for asked, mb in self.memory if asked >= _WARM * self.questions)
        return self.memory[-1][1] - warm

    def __str__(self) -> str:
        readings = ", ".join(f"{asked}: {mb:.0f} MB" for asked, mb in self.memory)
        return (
            f"{self.questions} questions in {self.seconds:.0f} s "
            f"({1000 * self.seconds / self.questions:.0f} ms each); "
            f"{self.citations} citations, {self.unverified} unverified\n"
            f"resident memory after so many questions: {readings}\n"
            f"growth after the first fifth: {self.growth:+.1f} MB"
        )


def soak(assistant: Assistant, questions: Path, count: int, seed: int = 7) -> Soak:
    """Ask `count` variations of the questions of a file."""
    asked = [case.question for case in load_cases(questions)]
    memory = [(0, resident())]
    citations = unverified = 0
    started = time.monotonic()
    for number, question in enumerate(variations(asked, count, seed), start=1):
        answer = assistant.ask(question)
        citations += len(answer.citations)
        unverified += sum(not is_verbatim(each, assistant.plan) for each in answer.citations)
        if number % max(1, count // _READINGS) == 0:
            memory.append((number, resident()))
            print(f"{number}: {resident():.0f} MB", file=sys.stderr, flush=True)
    seconds = time.monotonic() - started
    return Soak(count, seconds, tuple(memory), citations, unverified)


def variations(questions: Sequence[str], count: int, seed: int) -> Iterator[str]:
    """Yield questions with characters lost, doubled or exchanged, run together, or as they are."""
    chance = random.Random(seed)
    characters = "".join(questions)
    for _ in range(count):
        text = chance.choice(questions)
        if chance.random() < 0.1:
            text += chance.choice(questions)
        letters = list(text)
        for _ in range(chance.randrange(4)):
            at = chance.randrange(len(letters))
            letters[at] = chance.choice(["", letters[at] * 2, chance.choice(characters)])
        yield "".join(letters)


def resident() -> float:
    """Return this process's resident memory in MB; 0 where /proc is not there to tell."""
    try:
        status = Path("/proc/self/status").read_text(encoding="ascii")
    except OSError:
        return 0.0
    return next(int(line.split()[1]) for line in status.splitlines() if "VmRSS" in line) / 1024
